"""Questions as SMT-LIB scripts: two solvers that read nothing else give the prover's answers, and the same every time.

cvc5 is asked where it is installed; Z3 always, through the text and in a context of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
import z3

from rankdsl.ir.nodes import Ref
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH
from rankdsl.prove import Found, Limits, Nobody, Prover, Question, Raised, Record, Undecided
from rankdsl.prove.record import Asked
from rankdsl.prove.script import OfInvariant, OfNorm, OfQuestion, Quotient, Script, script
from rankdsl.prove.second_opinion import Certifier, Disagreement, SecondSolver, second_solver
from tests.building import (
    collect,
    const,
    definition,
    exception,
    fact,
    fact_ref,
    field_ref,
    op,
    program,
    ref,
    vocabulary,
)
from tests.generators import various
from tests.lengths import generated
from tests.opinion import WORDS, opinion, 处分期内, 等次
from tests.prove.long_worlds import asked_of_lists
from tests.prove.test_brute_force import asked
from tests.prove.test_conservative import SUPERIOR, extended, 新否
from tests.prove.test_prover import COUNTY, PERIOD, RULE, no, yes, 中层, 工龄

WITH_CVC5 = pytest.mark.skipif(second_solver() is None, reason="cvc5 is not installed (pip install 'rankdsl[certify]')")
OPERATORS = {"=", "<=", "<", "+", "-", "*", "div", "and", "or", "not", "ite", "true", "false", "let", "forall"}
COMMANDS = {"set-logic", "declare-const", "define-fun", "assert", "check-sat"}


def recorded(*programs, questions: Sequence[Question], steps: int = 20_000_000, shown: bool = True) -> list[Record]:
    found: list[Record] = []
    prover = Prover(PERIOD, programs, Limits(steps), found.append)
    for question in questions:
        prover.decide(question, shown)
    assert len(found) == len(questions)
    return found


def written(record: Record) -> Script:
    found = script(record)
    assert found is not None
    return found


def by_z3(put: Script) -> str:
    solver = z3.SolverFor(put.logic, ctx=z3.Context())
    solver.set("rlimit", 100_000_000)
    solver.from_string(put.plain)
    return str(solver.check())


def heads(text: str) -> Iterator[str]:
    """What stands behind every opening parenthesis, names and numbers left out."""
    yield from re.findall(r"\(\s*([^\s()|]+)", re.sub(r"\|[^|]*\|", "|x|", text))


def agree(records: Sequence[Record]) -> Counter[str | None]:
    """How often each answer was confirmed."""
    other = second_solver()
    said: Counter[str | None] = Counter()
    for record in records:
        put = written(record)
        if put.expected is None:
            continue
        assert by_z3(put) == put.expected, put.plain
        if other is not None:
            assert other.decide(put) in (put.expected, None), put.plain
        said[put.expected] += 1
    return said


# --- generated worlds


@pytest.mark.slow
def test_answers_of_generated_worlds_are_confirmed():
    for draw, runs in ((asked, generated(4, 12)), (asked_of_lists, generated(2, 4))):
        records: list[Record] = []
        for world, questions in various(draw, runs):
            prover = Prover(world.period, world.programs, Limits(), records.append)
            for question in questions:
                prover.decide(question)
        said = agree(records)
        assert said["sat"] >= 10, said
        assert said["unsat"] >= 10, said
        for record in records:
            put = written(record)
            assert set(heads(put.plain)) <= OPERATORS | COMMANDS | {"Int", "Bool"}, put.plain
            assert put.logic in ("QF_LIA", "QF_NIA")


# --- single questions


def test_nobody_and_somebody():
    never = yes(COUNTY, op(Op.LT, fact_ref(工龄), const(0, MONTHS)))
    records = recorded(COUNTY, questions=[Question((yes(COUNTY, ref(RULE)),)), Question((never,))])
    assert [type(r.answer) for r in records] == [Found, Nobody]
    assert agree(records) == {"sat": 1, "unsat": 1}


def test_what_commands_are_about():
    (record,) = recorded(COUNTY, questions=[Question((yes(COUNTY, ref(RULE)),))])
    put = written(record)
    assert put.expected == "sat"
    (norm,) = [c for c in put.commands if isinstance(c.about, OfNorm)]
    assert isinstance(norm.about, OfNorm)
    assert norm.about.definition == RULE
    assert norm.code.startswith("(define-fun |可晋升《试行办法》| () Bool")
    (last,) = [c for c in put.commands if isinstance(c.about, OfQuestion)]
    assert last.code == "(assert |可晋升《试行办法》|)"
    declared = [c for c in put.commands if c.code.startswith("(declare-const") and not isinstance(c.about, Quotient)]
    names = [c.code.split("|")[1] for c in declared]
    assert names == ["工龄", "中层正职年限"]  # and nothing that is not asked about


def test_a_script_does_not_depend_on_what_was_asked_before():
    questions = [
        Question((yes(COUNTY, ref(RULE)),)),
        Question((no(COUNTY, ref(RULE)), yes(COUNTY, op(Op.GE, fact_ref(中层), const(12, MONTHS))))),
        Question((yes(COUNTY, ref(RULE)), no(COUNTY, ref(RULE), 1)), moved=frozenset({"工龄"})),
    ]
    together = [written(r).plain for r in recorded(COUNTY, questions=questions)]
    backwards = [written(r).plain for r in recorded(COUNTY, questions=questions[::-1])][::-1]
    alone = [written(recorded(COUNTY, questions=[q])[0]).plain for q in questions]
    assert together == backwards == alone


def test_two_persons_have_each_their_own_variable_of_what_is_moved():
    question = Question((yes(COUNTY, ref(RULE)), no(COUNTY, ref(RULE), 1)), moved=frozenset({"工龄"}))
    (record,) = recorded(COUNTY, questions=[question])
    put = written(record)
    assert "(declare-const |工龄'| Int)" in put.plain
    assert "|中层正职年限'|" not in put.plain
    assert agree([record]) == {"sat": 1}


@pytest.mark.parametrize("direction", [1, -1])
def test_a_raised_list(direction: int):
    program_ = opinion()
    rule = Ref(program_.top["可晋升"], TRUTH)
    question = Question(
        (yes(program_, rule), no(program_, rule, 1)), frozenset({"年度考核"}), Raised("年度考核", direction)
    )
    records = recorded(program_, questions=[question])
    assert sum(agree(records).values()) == 1


def test_lists_that_differ_in_a_way_that_cannot_be_said():
    """Nobody follows only from the question without `apart`: that is what the script says."""
    program_ = opinion()
    rule = Ref(program_.top["可晋升"], TRUTH)
    never = op(Op.AND, rule, op(Op.NOT, rule))
    question = Question((yes(program_, never),), frozenset({"年度考核"}), apart=True)
    (record,) = recorded(program_, questions=[question])
    assert isinstance(record.answer, Nobody)
    put = written(record)
    assert put.question == Question(question.conditions, question.moved)
    assert agree([record]) == {"unsat": 1}


def test_the_order_of_years():
    latest = collect(Collect.LATEST, "年度考核", 等次.type, field="等次")
    run = collect(Collect.RUN, "年度考核", TRUTH, where=op(Op.EQ, field_ref(等次), const("优秀", 等次.type)), times=3)
    of = program(WORDS, [definition("甲", op(Op.EQ, latest, const("称职", 等次.type))), definition("乙", run)])
    both = (yes(of, Ref(of.top["甲"], TRUTH)), yes(of, Ref(of.top["乙"], TRUTH)))
    records = recorded(of, questions=[Question(both[:1]), Question(both[1:]), Question(both)])
    assert agree(records)["sat"] == 3


def test_a_product_is_said_as_it_is():
    a, b = fact("甲数", INTEGER), fact("乙数", INTEGER)
    words = vocabulary([a, b])
    of = program(words, [definition("积", op(Op.EQ, op(Op.MUL, fact_ref(a), fact_ref(b)), const(391, INTEGER)))])
    (record,) = recorded(of, questions=[Question((yes(of, Ref(of.top["积"], TRUTH)),))])
    put = written(record)
    assert put.logic == "QF_NIA"
    assert "(* |甲数| |乙数|)" in put.plain
    if put.expected is not None:
        assert by_z3(put) in (put.expected, "unknown")


def test_a_range_that_is_empty_admits_nobody():
    empty = fact("空数", INTEGER, 5, 4)
    of = program(vocabulary([empty, 工龄]), [])
    (record,) = recorded(of, questions=[Question((yes(of, op(Op.GE, fact_ref(工龄), const(0, MONTHS))),))])
    assert isinstance(record.answer, Nobody)
    assert "(assert false)" in written(record).plain
    assert agree([record]) == {"unsat": 1}


def test_invariants_are_all_said_and_once():
    (record,) = recorded(SUPERIOR, questions=[Question(())])
    invariants = [c.about for c in written(record).commands if isinstance(c.about, OfInvariant)]
    assert [about.invariant.name for about in invariants] == ["已任"]


def test_terms_within_each_other_stay_readable():
    """Neither as deep as the rule, nor exponentially long."""
    rules = [
        exception(op(Op.GE, fact_ref(工龄), const(n, MONTHS)), const(n % 2 == 0), article=f"第{n}条")
        for n in range(200)
    ]
    chain = [definition("可晋升", const(False), exceptions=rules)]
    of = program(vocabulary([工龄]), chain)
    (record,) = recorded(of, questions=[Question((yes(of, Ref(of.top["可晋升"], TRUTH)),))])
    put = written(record)
    assert len(put.plain) < 200_000
    depth = deepest = 0
    for character in put.plain:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest < 60
    assert sum(agree([record]).values()) == 1


def test_what_was_not_decided_expects_nothing():
    (record,) = recorded(COUNTY, questions=[Question((yes(COUNTY, ref(RULE)),))], steps=1)
    assert isinstance(record.answer, Undecided)
    assert written(record).expected is None


# --- vocabularies that extend others


@pytest.mark.parametrize("possible", [True, False])
def test_an_extension_is_put_with_a_quantifier(possible: bool):
    added = op(Op.EQ if possible else Op.AND, fact_ref(新否), fact_ref(处分期内))
    found: list[Record] = []
    wider = extended(added)
    answer = Prover(PERIOD, [wider, SUPERIOR], Limits(), found.append).extends(wider, SUPERIOR)
    (record,) = found
    put = written(record)
    assert isinstance(answer, Nobody if possible else Found)
    assert put.logic in ("LIA", "NIA")
    assert list(heads(put.plain)).count("forall") == 1
    assert agree([record]) == {"unsat" if possible else "sat": 1}


# --- the second opinion


@WITH_CVC5
def test_a_planted_wrong_answer_is_caught():
    question = Question((yes(COUNTY, ref(RULE)),))
    (right,) = recorded(COUNTY, questions=[question])
    assert isinstance(right, Asked)
    wrong = Asked(right.period, right.question, right.programs, right.scope, Nobody())
    other = second_solver()
    assert other is not None
    certifier = Certifier(other)
    certifier.confirm([right], "RD401", "甲县办法", "可晋升")
    with pytest.raises(Disagreement) as caught:
        certifier.confirm([wrong], "RD401", "甲县办法", "可晋升")
    assert (caught.value.ours, caught.value.theirs) == ("unsat", "sat")
    assert (caught.value.code, caught.value.document, caught.value.subject) == ("RD401", "甲县办法", "可晋升")
    assert (certifier.result.questions, certifier.result.confirmed) == (1, 1)


@WITH_CVC5
def test_no_conclusion_is_no_agreement():
    other = second_solver(steps=1)
    assert other is not None
    program_ = opinion()
    rule = Ref(program_.top["可晋升"], TRUTH)
    certifier = Certifier(other)
    certifier.confirm(recorded(program_, questions=[Question((yes(program_, rule),))]), "RD203", "意见", "可晋升")
    assert (certifier.result.questions, certifier.result.confirmed, certifier.result.undecided) == (1, 0, 1)


@WITH_CVC5
def test_what_the_prover_did_not_decide_is_not_asked():
    certifier = Certifier(second_solver() or SecondSolver(None))
    certifier.confirm(recorded(COUNTY, questions=[Question((yes(COUNTY, ref(RULE)),))], steps=1), "RD203", "", "")
    assert certifier.result.questions == 0


@WITH_CVC5
def test_the_second_limit_gives_the_same_every_time():
    program_ = opinion()
    rule = Ref(program_.top["可晋升"], TRUTH)
    put = written(recorded(program_, questions=[Question((no(program_, rule),))])[0])
    for steps in (1, 1_000, 20_000, 5_000_000):
        assert len({(second_solver(steps) or SecondSolver(None)).decide(put) for _ in range(3)}) == 1
