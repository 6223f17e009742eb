"""The prover on lists of records: by counting, also over 45 years; order; pairs; lists that are raised."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.ir.facts import Field
from rankdsl.ir.nodes import Collection, Expr, FieldRef, LastYears, Ref, SinceFact, Span, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH, Enumeration
from rankdsl.ir.values import Records, year_month
from rankdsl.prove import Answer, Compared, Found, Limits, Nobody, Prover, Question, Raised, Undecided, Wanted
from tests.building import collect, const, fact, fact_ref, field_ref, op, program, record_list, vocabulary
from tests.opinion import opinion

PERIOD = Period(date(2015, 1, 15), date(2051, 1, 1), True)
GRADE = Enumeration("等次", ("差", "中", "好"), ordered=True)
等次 = Field("等次", "grade", GRADE, better=1)
得分 = Field("得分", "score", INTEGER, Fraction(0), Fraction(1000))
备注 = Field("备注", "remark", Enumeration("备注", ("甲", "乙"), ordered=False))
起 = fact("起", YEAR_MONTH, year_month(1960, 1), year_month(2050, 12), typical=year_month(2006, 1))
考核 = record_list("考核", [等次, 备注], since="起", typical={"等次": "中", "备注": "甲"})
OF = program(vocabulary([起, 考核]))
SINCE = SinceFact("起", True, "起以来")
GOOD = op(Op.EQ, field_ref(等次), const("好", GRADE))
BAD = op(Op.EQ, field_ref(等次), const("差", GRADE))
NOT_BAD = op(Op.NOT, BAD)


def decide(*conditions: Expr, steps: int = 20_000_000, of: Program = OF) -> Answer:
    return Prover(PERIOD, [of], Limits(steps)).decide(Question(tuple(Wanted(0, of, c, True) for c in conditions)))


def grades(answer: Answer, person: int = 0, name: str = "考核") -> str:
    """One character a year, · for a year of the list's time without record."""
    assert isinstance(answer, Found), answer
    someone = answer.persons[person]
    records = someone.facts[name]
    start = someone.facts["起"]
    assert isinstance(records, Records)
    assert isinstance(start, int)
    years = range(start // 12, someone.as_of.year)
    return "".join(str(r["等次"]) if (r := records.years.get(year)) else "·" for year in years)


def count(where: Expr | None = None, span: Span | None = None) -> Collection:
    return collect(Collect.COUNT, "考核", INTEGER, span, where)


def run(times: int, where: Expr = GOOD, span: Span | None = None) -> Collection:
    return collect(Collect.RUN, "考核", TRUTH, span, where, times=times)


def latest(where: Expr | None = None, span: Span | None = None) -> Collection:
    return collect(Collect.LATEST, "考核", GRADE, span, where, "等次")


def at_least(n: int, what: Expr) -> Expr:
    return op(Op.GE, what, const(n))


def test_adding_a_year_and_not_counting_it_are_the_same_over_45_years():
    of = opinion()
    basic = Ref(of.top["基本称职年数"], INTEGER)
    held = Ref(of.top["任现职级年限"], MONTHS)
    years = op(Op.MUL, const(12, MONTHS), basic, type_=MONTHS)
    adds = op(Op.GE, held, op(Op.ADD, const(144, MONTHS), years))
    leaves_out = op(Op.GE, op(Op.SUB, held, years), const(144, MONTHS))
    assert isinstance(decide(op(Op.NE, adds, leaves_out), steps=100_000, of=of), Nobody)
    half = op(Op.MUL, const(6, MONTHS), basic, type_=MONTHS)
    other = op(Op.GE, op(Op.SUB, held, half), const(144, MONTHS))
    assert isinstance(decide(op(Op.NE, adds, other), of=of), Found)


def test_as_few_records_as_possible_are_not_ordinary():
    assert grades(decide()) == "中" * 9
    assert grades(decide(at_least(2, count(GOOD)))) == "中" * 7 + "好好"
    assert grades(decide(at_least(2, count(GOOD, LastYears(3))), at_least(1, count(BAD, LastYears(3))))) == (
        "中" * 6 + "差好好"
    )
    assert grades(decide(op(Op.EQ, count(), const(7)))) == "中" * 7


def test_windows_hold_no_more_years_than_there_are():
    assert isinstance(decide(at_least(4, count(None, LastYears(3)))), Nobody)
    whole, recent = count(GOOD), count(GOOD, LastYears(3))
    assert isinstance(decide(at_least(4, op(Op.SUB, count(None, SINCE), count()))), Nobody)
    assert isinstance(decide(op(Op.GT, recent, whole)), Nobody)
    assert grades(decide(at_least(3, op(Op.SUB, whole, recent)))) == "中" * 3 + "好" * 3 + "中" * 3
    assert isinstance(decide(at_least(46, count())), Nobody)
    assert len(grades(decide(at_least(45, count())))) == 45


def test_years_of_records_can_be_compared_with_a_year():
    early = op(Op.LE, FieldRef("年度", INTEGER), const(2009))
    assert grades(decide(at_least(3, count(op(Op.AND, GOOD, early))))) == "中好好好" + "中" * 5
    assert isinstance(decide(at_least(1, count(op(Op.LT, FieldRef("年度", INTEGER), const(1960))))), Nobody)


def test_runs_can_be_made_and_avoided():
    assert isinstance(decide(run(3), op(Op.LE, count(GOOD), const(2))), Nobody)
    assert grades(decide(run(3))) == "好好好" + "中" * 6
    every_other = decide(at_least(6, count(GOOD)), op(Op.NOT, run(3)), op(Op.EQ, count(), const(9)))
    assert grades(every_other).count("好") == 6
    assert "好好好" not in grades(every_other)
    # 9 years hold 6 of them in pairs, 7 do not
    in_nine = (at_least(7, count(GOOD, LastYears(9))), op(Op.NOT, run(3, span=LastYears(9))))
    assert isinstance(decide(*in_nine), Nobody)
    assert isinstance(decide(run(3), op(Op.LE, count(NOT_BAD, LastYears(40)), const(2)), run(3, NOT_BAD)), Found)


def test_a_run_goes_on_across_windows():
    across = decide(run(4), op(Op.EQ, count(GOOD), const(4)), op(Op.EQ, count(GOOD, LastYears(20)), const(2)))
    assert "好好好好" in grades(across)
    inside = (run(3, span=LastYears(3)), op(Op.EQ, count(GOOD, LastYears(2)), const(1)))
    assert isinstance(decide(*inside), Nobody)


def test_two_runs_at_once_are_decided_year_by_year():
    both = decide(run(2), run(2, BAD), op(Op.NOT, run(3)), op(Op.NOT, run(3, BAD)))
    assert grades(both).count("好好") == 1
    assert grades(both).count("差差") == 1


def test_the_latest_record_is_the_last_that_passes():
    assert grades(decide(op(Op.EQ, latest(), const("好", GRADE)))) == "中" * 8 + "好"
    split = decide(
        op(Op.EQ, latest(), const("差", GRADE)),
        op(Op.EQ, latest(NOT_BAD), const("好", GRADE)),
        at_least(1, count(op(Op.EQ, field_ref(等次), const("中", GRADE)))),
    )
    assert grades(split) == "中" * 7 + "好差"
    assert isinstance(decide(op(Op.EQ, latest(GOOD), const("中", GRADE))), Nobody)
    nothing = op(Op.NOT, op(Op.HAS_VALUE, latest(GOOD)))
    assert isinstance(decide(nothing, at_least(1, count(GOOD))), Nobody)


def test_totals_of_wide_numbers_lie_between_their_bounds():
    scores = record_list("打分", [得分], bound=5, first_year=2000)
    of = program(vocabulary([scores]))
    total = collect(Collect.SUM, "打分", INTEGER, LastYears(3), None, "得分")
    high = collect(Collect.COUNT, "打分", INTEGER, LastYears(3), op(Op.GE, field_ref(得分), const(600)))
    largest = collect(Collect.LARGEST, "打分", INTEGER, LastYears(3), None, "得分")
    assert isinstance(decide(at_least(3001, total), of=of), Nobody)
    few = (at_least(2199, total), op(Op.LE, high, const(1)))
    assert isinstance(decide(*few, of=of), Nobody)
    answer = decide(at_least(2198, total), op(Op.LE, high, const(1)), of=of)
    assert isinstance(answer, Found)
    records = answer.persons[0].facts["打分"]
    assert isinstance(records, Records)
    assert sorted(str(r["得分"]) for r in records.years.values() if r) == ["1000", "599", "599"]
    both = decide(at_least(1500, total), op(Op.LE, largest, const(500)), of=of)
    assert isinstance(both, Found)
    assert isinstance(decide(at_least(1501, total), op(Op.LE, largest, const(500)), of=of), Nobody)


def test_what_cannot_be_cut_up_is_undecided_in_words():
    bar = fact("线", INTEGER, 0, 1000, typical=600)
    of = program(vocabulary([bar, record_list("打分", [得分])]))
    above = collect(Collect.COUNT, "打分", INTEGER, None, op(Op.GE, field_ref(得分), fact_ref(bar)))
    answer = decide(at_least(1, above), of=of)
    assert isinstance(answer, Undecided)
    assert "打分" in answer.reason.zh
    assert "打分" in answer.reason.en


# --- pairs


def pair(question: Question) -> Answer:
    return Prover(PERIOD, [OF], Limits()).decide(question)


def test_one_list_is_seen_through_two_windows():
    """A person who began later counts no more of the same records, and may count fewer."""
    since = count(GOOD, SINCE)
    later = frozenset(("起",))
    more = Question((Compared(OF, since, "above"),), later, Raised("起", 1))
    assert isinstance(pair(more), Nobody)
    # Both have the same list, which begins with neither: no record lies before the later start.
    fewer = Question((Compared(OF, since, "below"),), later, Raised("起", 1))
    assert isinstance(pair(fewer), Nobody)
    whole = record_list("考核", [等次], typical={"等次": "中"})
    of = program(vocabulary([起, whole]))
    subject = Prover(PERIOD, [of], Limits())
    assert isinstance(subject.decide(Question((Compared(of, since, "above"),), later, Raised("起", 1))), Nobody)
    answer = subject.decide(Question((Compared(of, since, "below"),), later, Raised("起", 1)))
    assert isinstance(answer, Found)
    assert answer.persons[0].facts["考核"] == answer.persons[1].facts["考核"]
    assert answer.decisive == ("起",)


@pytest.mark.parametrize("span", [None, SINCE, LastYears(4)])
def test_raising_grades_never_lowers_how_many_reach_one(span: Span | None):
    moved = frozenset(("考核",))
    for direction, second in ((1, "below"), (-1, "above")):
        for where in (GOOD, NOT_BAD):
            question = Question((Compared(OF, count(where, span), second),), moved, Raised("考核", direction))  # type: ignore[arg-type]
            assert isinstance(pair(question), Nobody)
    fewer_bad = Question((Compared(OF, count(BAD, span), "below"),), moved, Raised("考核", 1))
    answer = pair(fewer_bad)
    assert isinstance(answer, Found)
    assert answer.decisive == ("考核",)


def test_a_raised_list_differs_in_one_year():
    answer = pair(Question((Compared(OF, count(GOOD), "above"),), frozenset(("考核",)), Raised("考核", 1)))
    assert (grades(answer), grades(answer, 1)) == ("中" * 9, "中" * 8 + "好")
    nothing_else = Question((), frozenset(("考核",)), Raised("考核", 1))
    assert isinstance(pair(nothing_else), Found)
    remark = count(op(Op.EQ, field_ref(备注), const("乙", 备注.type)))
    other = Question((Compared(OF, remark, "other"),), frozenset(("考核",)), Raised("考核", 1))
    assert isinstance(pair(other), Nobody)


def test_wide_numbers_are_raised_between_their_cuts():
    scores = record_list(
        "打分", [Field("得分", "score", INTEGER, Fraction(0), Fraction(1000), better=1)], first_year=2000
    )
    of = program(vocabulary([scores]))
    subject = Prover(PERIOD, [of], Limits())
    high = collect(Collect.COUNT, "打分", INTEGER, None, op(Op.GE, field_ref(得分), const(600)))
    moved = frozenset(("打分",))
    fewer = Question((Compared(of, high, "below"),), moved, Raised("打分", 1))
    more = Question((Compared(of, high, "above"),), moved, Raised("打分", -1))
    assert isinstance(subject.decide(fewer), Nobody)
    assert isinstance(subject.decide(more), Nobody)
    answer = subject.decide(Question((Compared(of, high, "above"),), moved, Raised("打分", 1)))
    assert isinstance(answer, Found)
    same = op(Op.EQ, high, const(1))
    inside = Question((Wanted(0, of, same, True), Wanted(1, of, same, True)), moved, Raised("打分", 1))
    assert isinstance(subject.decide(inside), Found)
    assert isinstance(subject.decide(Question(inside.conditions, moved, Raised("打分", -1))), Found)


def test_raising_can_break_a_middle_grade():
    middle = collect(Collect.COUNT, "考核", INTEGER, None, op(Op.EQ, field_ref(等次), const("中", GRADE)))
    answer = pair(Question((Compared(OF, middle, "below"),), frozenset(("考核",)), Raised("考核", 1)))
    assert isinstance(answer, Found)


def test_lists_of_two_persons_are_apart():
    moved = frozenset(("考核",))
    answer = pair(Question((), moved, apart=True))
    assert isinstance(answer, Found)
    assert answer.decisive == ("考核",)
    different = pair(Question((Compared(OF, latest(), "other"),), moved))
    assert isinstance(different, Found)
    none = op(Op.EQ, count(), const(0))
    alone = Question((Wanted(0, OF, none, True), Wanted(1, OF, none, True), Wanted(0, OF, run(1), True)), moved)
    assert isinstance(pair(alone), Nobody)


def test_the_same_run_for_both_is_no_difference():
    moved = frozenset(("起",))
    whole = Question((Compared(OF, run(3, span=WholeList()), "other"),), moved)
    assert isinstance(pair(whole), Nobody)
