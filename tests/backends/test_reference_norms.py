"""How branches, exceptions and requirements make a value, or none: by hand, on persons of whom all is known."""

from __future__ import annotations

from datetime import date

import pytest

from rankdsl.backends.approximate import Cause
from rankdsl.backends.reference import Chosen, Evaluation, evaluate
from rankdsl.ir.definitions import Body, ExceptionRule, Formula, Hit, Mode
from rankdsl.ir.nodes import YES, Expr, FactRef, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Scope
from rankdsl.ir.types import INTEGER, RATIONAL, TRUTH
from rankdsl.ir.values import Person, Scalar
from tests.building import cases, const, definition, exception, fact, op, place, program, requirement, vocabulary

FACTS = ("甲", "乙", "丙")
WORDS = vocabulary([*(fact(name, TRUTH) for name in FACTS), fact("零", INTEGER, 0, 0)])
A, B, C = (FactRef(name, TRUTH) for name in FACTS)
NO_VALUE = op(Op.GE, op(Op.DIV, const(1), FactRef("零", INTEGER), type_=RATIONAL), const(0))
NO_NUMBER = op(Op.ROUND_DOWN, op(Op.DIV, const(1), FactRef("零", INTEGER), type_=RATIONAL), const(0), type_=INTEGER)


def person(true: str) -> Person:
    return Person({**{name: name in true for name in FACTS}, "零": 0}, date(2016, 7, 1))


def said(body: Body | Expr, true: str, *exceptions: ExceptionRule) -> Evaluation:
    return evaluate(program(WORDS, [definition("值", body, exceptions=exceptions)]), person(true))


def value(body: Body | Expr, true: str, *exceptions: ExceptionRule) -> Scalar | None:
    answer = said(body, true, *exceptions).named("值")
    assert answer.certain
    return answer.value


def causes(body: Body | Expr, true: str, *exceptions: ExceptionRule) -> list[Cause]:
    return [reason.cause for reason in said(body, true, *exceptions).named("值").reasons]


ONE, TWO, THREE = const(1), const(2), const(3)


@pytest.mark.parametrize(
    ("hit", "true", "expected"),
    [
        (Hit.UNIQUE, "", 9),
        (Hit.UNIQUE, "甲", 1),
        (Hit.UNIQUE, "乙", 2),
        (Hit.UNIQUE, "丙", 1),
        (Hit.UNIQUE, "甲丙", 1),  # both apply and agree
        (Hit.UNIQUE, "甲乙", None),
        (Hit.UNIQUE, "甲乙丙", None),
        (Hit.FIRST, "", 9),
        (Hit.FIRST, "甲乙", 1),
        (Hit.FIRST, "乙丙", 2),
        (Hit.FIRST, "丙", 1),
    ],
)
def test_branches(hit: Hit, true: str, expected: int | None):
    body = cases([(A, ONE), (B, TWO), (C, ONE), (None, const(9))], hit)
    assert value(body, true) == expected


@pytest.mark.parametrize("hit", Hit)
def test_otherwise_counts_last_wherever_it_stands(hit: Hit):
    body = cases([(None, const(9)), (A, ONE)], hit)
    assert value(body, "甲") == 1
    assert value(body, "乙") == 9


@pytest.mark.parametrize("hit", Hit)
def test_no_branch_is_a_gap(hit: Hit):
    body = cases([(A, ONE), (B, TWO)], hit)
    assert value(body, "丙") is None
    assert causes(body, "丙") == [Cause.GAP]


def test_contradiction_names_both_branches():
    body = cases([(A, ONE), (B, TWO)])
    (reason,) = said(body, "甲乙").named("值").reasons
    assert reason.cause is Cause.CONTRADICTION
    assert reason.symbol == Symbol("值", 0)
    assert len(reason.places) == 2


def test_branches_that_count_are_told():
    evaluation = said(cases([(A, ONE), (B, TWO), (C, ONE), (None, THREE)]), "甲丙")
    assert evaluation.result(Symbol("值", 0)).branches == Chosen((0, 2), (0, 2))
    evaluation = said(cases([(A, ONE), (B, TWO), (None, THREE)]), "")
    assert evaluation.result(Symbol("值", 0)).branches == Chosen((2,), (2,))


def test_guard_without_value():
    unique = cases([(A, ONE), (NO_VALUE, TWO), (None, THREE)])
    assert value(unique, "甲") is None
    assert value(unique, "") is None
    first = cases([(A, ONE), (NO_VALUE, TWO), (B, THREE)], Hit.FIRST)
    assert value(first, "甲") == 1  # nobody asks the second
    assert value(first, "乙") is None
    assert causes(first, "乙") == [Cause.DIVISION]


def test_value_without_value_counts_only_where_its_branch_does():
    body = cases([(A, NO_NUMBER), (B, TWO), (None, THREE)])
    assert value(body, "甲") is None
    assert value(body, "乙") == 2
    assert value(body, "甲乙") is None
    assert value(body, "") == 3


@pytest.mark.parametrize(
    ("mode", "true", "expected"),
    [
        (Mode.ALL, "甲乙丙", True),
        (Mode.ALL, "甲乙", False),
        (Mode.ALL, "", False),
        (Mode.ANY, "丙", True),
        (Mode.ANY, "", False),
    ],
)
def test_requirements(mode: Mode, true: str, expected: bool):
    assert value(requirement(A, B, C, mode=mode), true) is expected


def test_requirements_are_kleene():
    assert value(requirement(A, NO_VALUE), "") is False
    assert value(requirement(A, NO_VALUE), "甲") is None
    assert value(requirement(A, NO_VALUE, mode=Mode.ANY), "甲") is True
    assert value(requirement(A, NO_VALUE, mode=Mode.ANY), "") is None


def test_exceptions_give_another_value():
    rules = (exception(A, TWO), exception(B, THREE))
    assert value(ONE, "", *rules) == 1
    assert value(ONE, "甲", *rules) == 2
    assert value(ONE, "乙", *rules) == 3
    assert value(ONE, "甲乙", *rules) is None
    assert causes(ONE, "甲乙", *rules) == [Cause.CONTRADICTION]
    agreeing = (exception(A, TWO), exception(B, TWO))
    assert value(ONE, "甲乙", *agreeing) == 2


def test_precedence_of_exceptions():
    rules = (exception(A, TWO), exception(B, THREE, {0}), exception(C, const(4), {0, 1}))
    assert value(ONE, "甲乙", *rules) == 3
    assert value(ONE, "甲乙丙", *rules) == 4
    assert value(ONE, "甲丙", *rules) == 4
    assert value(ONE, "甲", *rules) == 2
    result = said(Formula(ONE), "甲乙丙", *rules).result(Symbol("值", 0))
    assert result.exceptions == Chosen((2,), (2,))


def test_exception_over_one_of_two():
    rules = (exception(A, TWO), exception(B, THREE), exception(C, const(4), {0}))
    assert value(ONE, "甲丙", *rules) == 4
    assert value(ONE, "乙丙", *rules) is None  # nothing says which of the two counts
    assert value(ONE, "甲乙丙", *rules) is None


def test_exception_hides_a_body_without_value():
    gap = cases([(B, ONE)])
    assert value(gap, "甲", exception(A, TWO)) == 2
    assert value(gap, "", exception(A, TWO)) is None


def test_exception_guard_without_value():
    assert value(ONE, "甲", exception(NO_VALUE, TWO)) is None
    assert value(ONE, "甲", exception(A, TWO), exception(NO_VALUE, TWO)) is None


def test_norms_refer_to_others_and_say_where_the_value_is_lost():
    base = definition("底", cases([(A, ONE)]))
    above = definition("上", op(Op.ADD, Ref(base.symbol, INTEGER), ONE))
    evaluation = evaluate(program(WORDS, [base, above]), person("甲"))
    assert evaluation.named("上").value == 2
    (reason,) = evaluate(program(WORDS, [base, above]), person("乙")).named("上").reasons
    assert (reason.cause, reason.symbol) == (Cause.GAP, base.symbol)


def test_a_long_chain_of_norms_needs_no_deep_stack():
    chain = [definition("节0", ONE)]
    for number in range(1, 3000):
        chain.append(definition(f"节{number}", op(Op.ADD, Ref(chain[-1].symbol, INTEGER), ONE)))
    assert evaluate(program(WORDS, chain), person("")).named("节2999").value == 3000


def test_a_lower_layer_refers_to_the_layer_above():
    upper = definition("年限", const(8), layer=0)
    lower = definition("年限", Ref(upper.symbol, INTEGER), exceptions=[exception(A, const(7))], layer=1)
    found = evaluate(program(WORDS, [upper, lower]), person("甲"))
    assert found.named("年限").value == 7
    assert found.answer(upper.symbol).value == 8


def test_scope_covers():
    scopes = [Scope(A, YES, place()), Scope(YES, B, place()), Scope(NO_VALUE, A, place())]
    of = program(WORDS, scopes=scopes)
    assert [evaluate(of, person("甲")).covered(layer).value for layer in range(3)] == [True, False, None]
    assert [evaluate(of, person("乙")).covered(layer).value for layer in range(3)] == [False, True, False]
