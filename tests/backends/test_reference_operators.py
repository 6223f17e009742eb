"""Every operator of the core on exact values: one table, each row of which has its examples here."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.backends.approximate import Cause
from rankdsl.backends.reference import evaluate
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.operators import ROWS, Collect, Op
from rankdsl.ir.types import DAY, DAYS, INTEGER, MONEY, MONTHS, PERCENT, RATIONAL, TRUTH, YEAR_MONTH, Enumeration
from rankdsl.ir.values import Person, Records, Scalar, year_month
from tests.building import collect, const, fact, op, program, record_list, vocabulary

LEVEL = Enumeration("等级", ("低", "中", "高"), ordered=True)
SORT = Enumeration("类别", ("甲", "乙"), ordered=False)
AS_OF = date(2016, 7, 1)
WORDS = {
    month_end: vocabulary([fact("空", TRUTH), record_list("考核", [])], month_end=month_end)
    for month_end in ("clip", "strict")
}
NO_VALUE = op(Op.GE, collect(Collect.LARGEST, "考核", INTEGER, field="年度"), const(0))
"""The largest of nothing: a truth without value."""
NO_NUMBER = collect(Collect.SMALLEST, "考核", INTEGER, field="年度")


def value(expr: Expr, month_end: str = "clip") -> Scalar | None:
    """The value of an expression that needs no fact; None if it has none."""
    person = Person({"空": False, "考核": Records({})}, AS_OF)
    answer = evaluate(program(WORDS[month_end]), person).value_of(expr)
    assert answer.certain
    assert not answer.hinges
    return answer.value


def half(n: int) -> Const:
    return Const(Fraction(n, 2), RATIONAL)


def day(year: int, month: int, of_month: int) -> Const:
    return Const(date(year, month, of_month), DAY)


def month(year: int, number: int) -> Const:
    return Const(year_month(year, number), YEAR_MONTH)


def level(name: str) -> Const:
    return Const(name, LEVEL)


def sort(name: str) -> Const:
    return Const(name, SORT)


def months(number: int) -> Const:
    return Const(number, MONTHS)


YES, NO, HALF, MINUS_HALF = const(True), const(False), half(1), half(-1)

EXAMPLES: dict[Op, list[tuple[tuple[Expr, ...], Scalar | None]]] = {
    Op.NEG: [((const(3),), -3), ((const(-3),), 3), ((const(0),), 0), ((HALF,), Fraction(-1, 2))],
    Op.ADD: [
        ((const(2), const(-5)), -3),
        ((HALF, HALF), 1),
        ((Const(Fraction(1, 10), PERCENT), Const(Fraction(2, 10), PERCENT)), Fraction(3, 10)),  # 0.1 + 0.2 is 0.3
    ],
    Op.SUB: [((const(2), const(5)), -3), ((months(6), months(12)), -6), ((half(3), HALF), 1)],
    Op.MUL: [
        ((const(-3), const(4)), -12),
        ((const(-3), const(-4)), 12),
        ((const(0), HALF), 0),
        ((Const(Fraction(6, 100), PERCENT), Const(Fraction(333, 100), MONEY)), Fraction(1998, 10000)),
    ],
    Op.DIV: [
        ((const(7), const(2)), Fraction(7, 2)),
        ((const(7), const(-2)), Fraction(-7, 2)),
        ((const(-7), const(-2)), Fraction(7, 2)),
        ((const(1), const(3)), Fraction(1, 3)),
        ((const(0), const(-3)), 0),
        ((HALF, Const(Fraction(1, 4), RATIONAL)), 2),
        ((const(1), const(0)), None),
        ((const(0), const(0)), None),
    ],
    Op.MIN: [
        ((const(3), const(-1), const(2)), -1),
        ((HALF, MINUS_HALF), Fraction(-1, 2)),
        ((level("高"), level("低"), level("中")), "低"),
        ((day(2016, 2, 29), day(2016, 3, 1)), date(2016, 2, 29)),
        ((month(2015, 12), month(2016, 1)), year_month(2015, 12)),
    ],
    Op.MAX: [
        ((const(3), const(-1), const(2)), 3),
        ((HALF, MINUS_HALF), Fraction(1, 2)),
        ((level("中"), level("高"), level("低")), "高"),
        ((day(2016, 2, 29), day(2016, 3, 1)), date(2016, 3, 1)),
        ((month(2015, 12), month(2016, 1)), year_month(2016, 1)),
    ],
    Op.ROUND_HALF_UP: [
        ((HALF, const(0)), 1),
        ((MINUS_HALF, const(0)), -1),
        ((half(5), const(0)), 3),
        ((half(-5), const(0)), -3),
        ((Const(Fraction(49, 100), RATIONAL), const(0)), 0),
        ((Const(Fraction(-49, 100), RATIONAL), const(0)), 0),
        ((Const(Fraction(1005, 1000), RATIONAL), const(2)), Fraction(101, 100)),  # a float says 1.00
        ((Const(Fraction(-1005, 1000), RATIONAL), const(2)), Fraction(-101, 100)),
        ((const(15), const(-1)), 20),
        ((const(-15), const(-1)), -20),
        ((const(14), const(-1)), 10),
        ((Const(Fraction(2, 3), RATIONAL), const(1)), Fraction(7, 10)),
    ],
    Op.ROUND_UP: [
        ((HALF, const(0)), 1),
        ((MINUS_HALF, const(0)), 0),
        ((half(-3), const(0)), -1),
        ((const(2), const(0)), 2),
        ((Const(Fraction(101, 1000), RATIONAL), const(1)), Fraction(2, 10)),
        ((const(11), const(-1)), 20),
    ],
    Op.ROUND_DOWN: [
        ((HALF, const(0)), 0),
        ((MINUS_HALF, const(0)), -1),
        ((half(-3), const(0)), -2),
        ((const(-2), const(0)), -2),
        ((Const(Fraction(199, 1000), RATIONAL), const(1)), Fraction(1, 10)),
        ((const(-11), const(-1)), -20),
    ],
    Op.EQ: [
        ((const(2), half(4)), True),
        ((const(2), half(5)), False),
        ((level("中"), level("中")), True),
        ((sort("甲"), sort("乙")), False),
        ((YES, NO), False),
        ((NO, NO), True),
        ((day(2016, 3, 1), day(2016, 3, 1)), True),
        ((month(2016, 3), month(2015, 3)), False),
    ],
    Op.NE: [
        ((const(2), half(4)), False),
        ((const(-2), const(2)), True),
        ((sort("甲"), sort("乙")), True),
        ((YES, YES), False),
        ((day(2016, 3, 1), day(2016, 3, 2)), True),
    ],
    Op.LT: [((const(-3), const(-2)), True), ((const(2), const(2)), False), ((level("中"), level("低")), False)],
    Op.LE: [((const(2), const(2)), True), ((half(5), const(2)), False), ((level("低"), level("中")), True)],
    Op.GT: [((half(5), const(2)), True), ((const(2), const(2)), False), ((day(2016, 3, 1), day(2016, 2, 29)), True)],
    Op.GE: [((const(2), const(2)), True), ((const(-3), const(-2)), False), ((month(2016, 1), month(2015, 12)), True)],
    Op.AND: [
        ((YES, YES, YES), True),
        ((YES, NO), False),
        ((NO_VALUE, NO), False),
        ((NO, NO_VALUE), False),
        ((YES, NO_VALUE), None),
        ((NO_VALUE, NO_VALUE), None),
    ],
    Op.OR: [
        ((NO, NO, NO), False),
        ((NO, YES), True),
        ((NO_VALUE, YES), True),
        ((YES, NO_VALUE), True),
        ((NO, NO_VALUE), None),
        ((NO_VALUE, NO_VALUE), None),
    ],
    Op.NOT: [((YES,), False), ((NO,), True), ((NO_VALUE,), None)],
    Op.MONTHS_BETWEEN: [
        ((month(2015, 3), month(2016, 3)), 12),
        ((month(2016, 3), month(2015, 3)), -12),
        ((month(2015, 12), month(2016, 1)), 1),
        ((day(2015, 3, 15), day(2016, 3, 14)), 11),
        ((day(2015, 3, 15), day(2016, 3, 15)), 12),
        ((day(2016, 3, 15), day(2015, 3, 15)), -12),
        ((day(2016, 3, 14), day(2015, 3, 15)), -11),
        ((day(2016, 5, 5), day(2016, 5, 5)), 0),
        ((day(2016, 2, 29), day(2017, 2, 28)), 12),  # "clip"; "strict" below
        ((day(2015, 12, 31), day(2016, 2, 28)), 1),
    ],
    Op.SHIFT_MONTHS: [
        ((month(2015, 11), months(2)), year_month(2016, 1)),
        ((month(2016, 1), months(-1)), year_month(2015, 12)),
        ((month(2016, 1), months(0)), year_month(2016, 1)),
    ],
    Op.DAYS_BETWEEN: [
        ((day(2016, 2, 28), day(2016, 3, 1)), 2),
        ((day(2015, 2, 28), day(2015, 3, 1)), 1),
        ((day(2000, 2, 28), day(2000, 3, 1)), 2),
        ((day(1900, 2, 28), day(1900, 3, 1)), 1),
        ((day(2016, 3, 1), day(2016, 2, 28)), -2),
        ((day(2015, 1, 1), day(2016, 1, 1)), 365),
    ],
    Op.YEAR_OF: [((month(2015, 12),), 2015), ((month(2016, 1),), 2016), ((day(2016, 12, 31),), 2016)],
    Op.MONTH_OF: [((day(2016, 1, 31),), year_month(2016, 1)), ((day(2015, 12, 1),), year_month(2015, 12))],
    Op.HAS_VALUE: [
        ((YES,), True),
        ((NO,), True),
        ((NO_VALUE,), False),
        ((const(0),), True),
        ((NO_NUMBER,), False),
        ((op(Op.DIV, const(1), const(0)),), False),
    ],
}


NUMBERED = [
    pytest.param(operator, operands, expected, id=f"{operator.name}-{number}")
    for operator, rows in EXAMPLES.items()
    for number, (operands, expected) in enumerate(rows)
]


@pytest.mark.parametrize(("operator", "operands", "expected"), NUMBERED)
def test_value_of_an_operator(operator: Op, operands: tuple[Expr, ...], expected: Scalar | None):
    found = value(op(operator, *operands))
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)
    assert not isinstance(found, float)


def test_every_operator_has_a_row_and_examples():
    assert set(EXAMPLES) == set(Op)
    assert set(ROWS) == {*Op, *Collect}


STRICT = sorted(set(Op) - {Op.AND, Op.OR, Op.HAS_VALUE}, key=lambda o: o.name)


@pytest.mark.parametrize("operator", STRICT, ids=lambda o: o.name)
def test_no_value_spreads_through_every_operand(operator: Op):
    operands, _ = EXAMPLES[operator][0]
    for position, operand in enumerate(operands):
        if operator.name.startswith("ROUND") and position == 1:
            continue  # the number of places is always written as a constant
        without = _without_value(operand)
        assert value(op(operator, *operands[:position], without, *operands[position + 1 :])) is None, position


def _without_value(like: Expr) -> Expr:
    """An expression of the same type that has no value."""
    never = op(Op.DIV, const(1), const(0))
    if like.type == TRUTH:
        return NO_VALUE
    if like.type == YEAR_MONTH:
        return op(Op.SHIFT_MONTHS, like, op(Op.MUL, never, months(1), type_=MONTHS), type_=YEAR_MONTH)
    if like.type == DAY:
        return collect(Collect.LATEST, "考核", DAY, field="年度")
    return op(Op.MUL, never, like, type_=like.type)


def test_no_value_says_why():
    person = Person({"空": False, "考核": Records({})}, AS_OF)
    evaluation = evaluate(program(WORDS["clip"]), person)
    assert [r.cause for r in evaluation.value_of(NO_NUMBER).reasons] == [Cause.EMPTY_LIST]
    assert [r.cause for r in evaluation.value_of(op(Op.DIV, const(1), const(0))).reasons] == [Cause.DIVISION]
    both = op(Op.ADD, NO_NUMBER, op(Op.DIV, const(1), const(0)))
    assert [r.cause for r in evaluation.value_of(both).reasons] == [Cause.EMPTY_LIST, Cause.DIVISION]


@pytest.mark.parametrize(
    ("start", "end", "clip", "strict"),
    [
        (date(2016, 1, 31), date(2016, 2, 28), 0, 0),
        (date(2016, 1, 31), date(2016, 2, 29), 1, 0),
        (date(2016, 1, 31), date(2016, 3, 1), 1, 1),
        (date(2015, 1, 31), date(2015, 2, 28), 1, 0),
        (date(2016, 2, 29), date(2017, 2, 28), 12, 11),
        (date(2016, 2, 29), date(2020, 2, 28), 47, 47),
        (date(2016, 2, 29), date(2020, 2, 29), 48, 48),
        (date(2016, 3, 31), date(2016, 4, 30), 1, 0),
        (date(2016, 3, 30), date(2016, 4, 30), 1, 1),
        (date(2016, 3, 31), date(2016, 5, 30), 1, 1),
        (date(2016, 2, 29), date(2016, 2, 29), 0, 0),
    ],
)
def test_full_months_at_the_end_of_a_month(start: date, end: date, clip: int, strict: int):
    for month_end, expected in (("clip", clip), ("strict", strict)):
        forth = op(Op.MONTHS_BETWEEN, Const(start, DAY), Const(end, DAY))
        back = op(Op.MONTHS_BETWEEN, Const(end, DAY), Const(start, DAY))
        assert value(forth, month_end) == expected
        assert value(back, month_end) == -expected


def test_days_are_numbers_of_their_own():
    found = value(op(Op.SUB, op(Op.DAYS_BETWEEN, day(2016, 1, 1), day(2016, 3, 1)), Const(60, DAYS)))
    assert found == 0
