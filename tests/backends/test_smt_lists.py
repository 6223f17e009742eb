"""What is asked of lists, on fixed lists: by counts, and cut up into single years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from rankdsl.backends.reference import evaluate
from rankdsl.ir.facts import Field
from rankdsl.ir.nodes import Collection, Expr, FieldRef, LastYears, SinceFact, Span, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import INTEGER, TRUTH, YEAR_MONTH, Enumeration, Type
from rankdsl.ir.values import Person, Record, Records, Scalar, year_month
from rankdsl.prove import Limits, solver_value
from rankdsl.prove.concrete import Concrete, poser_of
from rankdsl.prove.posing import Poser
from tests.building import (
    cases,
    collect,
    const,
    definition,
    fact,
    fact_ref,
    field_ref,
    op,
    program,
    record_list,
    ref,
    vocabulary,
)

GRADE = Enumeration("等次", ("差", "中", "好"), ordered=True)
等次 = Field("等次", "grade", GRADE, better=1)
得分 = Field("得分", "score", INTEGER, Fraction(0), Fraction(1000))
受罚 = Field("受罚", "punished", TRUTH, better=-1)
起 = fact("起", YEAR_MONTH, year_month(2000, 1), year_month(2030, 12))
严 = fact("严", TRUTH)
考核 = record_list("考核", [等次, 得分, 受罚], bound=12, first_year=2000, since="起")
AS_OF = date(2016, 7, 1)
WINDOWS: tuple[Span, ...] = (
    WholeList(),
    LastYears(3),
    LastYears(9),
    SinceFact("起", True, "起以来"),
    SinceFact("起", False, "起以来"),
)
LISTS: dict[str, dict[int, tuple[str, int, bool]]] = {
    "empty": {},
    "one": {2012: ("好", 90, False)},
    "all alike": dict.fromkeys(range(2008, 2016), ("中", 60, False)),
    "mixed": {
        2008: ("好", 100, False),
        2009: ("差", 0, True),
        2010: ("好", 501, False),
        2012: ("中", 499, True),
        2013: ("好", 500, False),
        2014: ("好", 1000, False),
        2015: ("差", 1, False),
    },
}
GOOD = op(Op.EQ, field_ref(等次), const("好", GRADE))
HIGH = op(Op.GE, field_ref(得分), const(500))
RECENT = op(Op.GT, FieldRef("年度", INTEGER), const(2010))
GAP = definition("缺口", cases([(fact_ref(严), const(True))]))
FILTERS: tuple[Expr | None, ...] = (
    None,
    GOOD,
    op(Op.AND, HIGH, op(Op.NOT, field_ref(受罚))),
    op(Op.OR, RECENT, fact_ref(严)),
    op(Op.EQ, op(Op.SUB, FieldRef("年度", INTEGER), const(2000)), const(13)),
)


def someone(records: dict[int, tuple[str, int, bool]], strict: bool = False) -> Person:
    years: dict[int, Record | None] = {y: {"等次": g, "得分": s, "受罚": p} for y, (g, s, p) in records.items()}
    return Person({"起": year_month(2008, 5), "严": strict, "考核": Records(years)}, AS_OF)


PROGRAM = program(vocabulary([起, 严, 考核]), [GAP])


@cache
def poser() -> Poser:
    """One context for all, as checks have: to make one takes longer than most of these questions."""
    return poser_of(PROGRAM, AS_OF)


def agree(asked: Expr, person: Person, counted: bool = True) -> Scalar | None:
    expected = evaluate(PROGRAM, person).value_of(asked).value
    assert solver_value(PROGRAM, person, asked, poser=poser()) == expected
    if counted:
        assert Concrete(PROGRAM, person, asked, Limits(), poser=poser()).can_be(expected) is True
    return expected


def question(what: Collect, span: Span, where: Expr | None) -> Collection:
    type_: Type = TRUTH
    field, times = None, None
    match what:
        case Collect.COUNT:
            type_ = INTEGER
        case Collect.SUM:
            type_, field = INTEGER, "得分"
        case Collect.LARGEST | Collect.SMALLEST | Collect.LATEST:
            type_, field = GRADE, "等次"
        case Collect.RUN:
            times = 2
        case Collect.SOME | Collect.EVERY:
            pass
    return collect(what, "考核", type_, span, where, field, times)


@pytest.mark.parametrize("what", list(Collect))
@pytest.mark.parametrize("name", list(LISTS))
def test_questions_about_lists_have_the_value_of_the_reference(what: Collect, name: str):
    values = set()
    for span in WINDOWS:
        for where in FILTERS:
            for strict in (False, True):
                values.add(agree(question(what, span, where), someone(LISTS[name], strict)))
    assert values


@pytest.mark.parametrize("what", [Collect.SUM, Collect.LARGEST, Collect.SMALLEST, Collect.LATEST])
def test_wide_numbers_in_records_are_not_written_out(what: Collect):
    for name in LISTS:
        for where in (None, GOOD, HIGH):
            agree(collect(what, "考核", INTEGER, WholeList(), where, "得分"), someone(LISTS[name]))


@pytest.mark.parametrize("what", [Collect.SUM, Collect.LARGEST, Collect.SMALLEST, Collect.LATEST])
def test_the_year_of_a_record_can_be_asked_for(what: Collect):
    found = agree(collect(what, "考核", INTEGER, LastYears(5), GOOD, "年度"), someone(LISTS["mixed"]))
    assert found == {Collect.SUM: 4027, Collect.LARGEST: 2014, Collect.SMALLEST: 2013, Collect.LATEST: 2014}[what]


@pytest.mark.parametrize("times", [1, 2, 3, 4, 8, 9])
def test_runs_are_years_in_a_row(times: int):
    for name in LISTS:
        for span in WINDOWS:
            for where in (None, GOOD):
                agree(collect(Collect.RUN, "考核", TRUTH, span, where, times=times), someone(LISTS[name]))


def test_two_questions_about_order_need_single_years():
    both = op(
        Op.AND,
        collect(Collect.RUN, "考核", TRUTH, WholeList(), GOOD, times=2),
        collect(Collect.RUN, "考核", TRUTH, WholeList(), None, times=5),
        op(Op.EQ, collect(Collect.LATEST, "考核", GRADE, WholeList(), None, "等次"), const("中", GRADE)),
    )
    for name in LISTS:
        agree(both, someone(LISTS[name]))


def test_a_filter_without_value_leaves_the_whole_without_value():
    where = op(Op.AND, GOOD, ref(GAP))
    for what in Collect:
        asked = question(what, WholeList(), where)
        assert agree(asked, someone(LISTS["mixed"])) is None
        agree(asked, someone(LISTS["mixed"], strict=True))
        agree(asked, someone(LISTS["empty"]))


def test_counts_leave_only_order_open():
    """With the counts of a list fixed, a count has one value, a run may have both."""
    person = someone(LISTS["mixed"])
    count = Concrete(PROGRAM, person, collect(Collect.COUNT, "考核", INTEGER, WholeList(), GOOD), Limits())
    assert count.can_be(4) is True
    assert count.can_be(3) is False
    run = Concrete(PROGRAM, person, collect(Collect.RUN, "考核", TRUTH, WholeList(), GOOD, times=3), Limits())
    assert (run.can_be(True), run.can_be(False)) == (True, True)
    long = Concrete(PROGRAM, person, collect(Collect.RUN, "考核", TRUTH, WholeList(), GOOD, times=5), Limits())
    assert (long.can_be(True), long.can_be(False)) == (False, True)
