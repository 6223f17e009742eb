"""What is said of a person of whom not all is known: by hand; `test_reference_generated` covers the rest."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rankdsl.backends.approximate import EITHER, Answer, Range
from rankdsl.backends.reference import Chosen, evaluate
from rankdsl.ir.definitions import Body
from rankdsl.ir.facts import Field, Window
from rankdsl.ir.nodes import AsOf, Const, Expr, FactRef, FieldRef, LastYears, SinceFact, Symbol
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH, Enumeration
from rankdsl.ir.values import Person, Records, Value, year_month
from tests.building import cases, collect, const, definition, exception, fact, op, program, record_list, vocabulary

GRADE = Enumeration("等次", ("不称职", "称职", "优秀"), ordered=True)
WORDS = vocabulary(
    [
        fact("甲", TRUTH),
        fact("乙", TRUTH),
        fact("数", INTEGER, -2, 3),
        fact("级", GRADE),
        fact("起", YEAR_MONTH, year_month(2010, 1), year_month(2014, 12)),
        record_list("考核", [Field("等次", "grade", GRADE)], bound=4, first_year=2010, since="起"),
    ],
    windows=[Window("起以来", "since", "起", counts_first_year=True)],
    enumerations=[GRADE],
)
AS_OF = date(2016, 7, 1)
A, B, NUMBER = FactRef("甲", TRUTH), FactRef("乙", TRUTH), FactRef("数", INTEGER)
EXCELLENT = op(Op.EQ, FieldRef("等次", GRADE), Const("优秀", GRADE))


def said(body: Body | Expr, until: date | None = None, **facts: Value) -> Answer:
    return evaluate(program(WORDS, [definition("值", body)]), Person(facts, AS_OF), until).named("值")


def records(**years: str | None) -> Records:
    return Records({int(year[1:]): None if grade is None else {"等次": grade} for year, grade in years.items()})


def test_missing_facts_are_their_ranges():
    assert said(NUMBER) == Answer(Range(-2, 3), (), frozenset({"数"}))
    assert said(A) == Answer(EITHER, (), frozenset({"甲"}))
    assert said(FactRef("级", GRADE)).values == frozenset(GRADE.values)
    assert said(op(Op.MUL, NUMBER, const(-2))).values == Range(-6, 4)
    assert said(op(Op.MUL, NUMBER, NUMBER)).values == Range(-6, 9)  # a hull: a square is never -6


def test_what_is_missing_may_not_matter():
    assert said(op(Op.GE, NUMBER, const(-2))) == Answer(frozenset({True}))
    assert said(op(Op.OR, A, B), 甲=True) == Answer(frozenset({True}))
    assert said(op(Op.AND, A, B), 甲=False) == Answer(frozenset({False}))
    assert said(op(Op.AND, A, B), 甲=True).hinges == {"乙"}
    assert said(op(Op.GE, FactRef("级", GRADE), Const("不称职", GRADE))).value is True


def test_division_by_what_may_be_zero_may_have_no_value():
    answer = said(op(Op.DIV, const(1), NUMBER))
    assert answer.reasons
    assert not answer.no_value
    assert not said(op(Op.DIV, const(1), NUMBER), 数=2).reasons
    assert said(op(Op.HAS_VALUE, op(Op.DIV, const(1), NUMBER))).values == EITHER


def test_branches_under_a_missing_guard_are_a_hull():
    body = cases([(A, const(1)), (op(Op.NOT, A), const(4))])
    assert said(body).values == Range(1, 4)
    assert said(body, 甲=False).value == 4
    # That both guards cannot hold together is not seen: the answer is cautious, never wrong.
    assert said(body).reasons


def test_exception_that_may_be_overruled_does_not_surely_count():
    rules = [exception(A, const(7)), exception(B, const(9), {0})]
    of = program(WORDS, [definition("值", const(1), exceptions=rules)])
    result = evaluate(of, Person({"甲": True}, AS_OF)).result(Symbol("值", 0))
    assert result.answer == Answer(Range(7, 9), (), frozenset({"乙"}))
    assert result.exceptions == Chosen((), (0, 1))
    result = evaluate(of, Person({"甲": True, "乙": True}, AS_OF)).result(Symbol("值", 0))
    assert result.answer.value == 9
    assert result.exceptions == Chosen((1,), (1,))


def test_of_several_that_surely_count_the_value_is_in_all():
    rules = [exception(A, NUMBER), exception(B, const(2))]
    of = program(WORDS, [definition("值", const(1), exceptions=rules)])
    answer = evaluate(of, Person({"甲": True, "乙": True}, AS_OF)).named("值")
    assert answer.values == Range(2, 2)
    assert answer.reasons


def test_unknown_records_widen_counts_by_one():
    count = collect(Collect.COUNT, "考核", INTEGER, where=EXCELLENT)
    known = records(_2013="优秀", _2014=None, _2015="称职")
    assert said(count, 起=year_month(2012, 1), 考核=known) == Answer(Range(1, 2), (), frozenset({"考核"}))
    every = collect(Collect.EVERY, "考核", TRUTH, where=EXCELLENT)
    assert said(every, 起=year_month(2012, 1), 考核=known).value is False
    run = collect(Collect.RUN, "考核", TRUTH, where=EXCELLENT, times=2)
    assert said(run, 起=year_month(2012, 1), 考核=known).values == EITHER
    assert said(run, 起=year_month(2012, 1), 考核=records(_2013="优秀", _2015="优秀")).value is False


def test_a_list_that_is_given_is_complete():
    count = collect(Collect.COUNT, "考核", INTEGER, where=EXCELLENT)
    assert said(count, 起=year_month(2012, 1), 考核=records(_2013="优秀")).value == 1
    assert said(count, 起=year_month(2012, 1), 考核=Records({})).value == 0


def test_an_absent_list_is_unknown_up_to_its_bound():
    count = collect(Collect.COUNT, "考核", INTEGER)
    assert said(count, 起=year_month(2014, 1)).values == Range(0, 2)
    assert said(count, 起=year_month(2010, 1)).values == Range(0, 4)  # six years, at most four records
    assert said(count).hinges >= {"考核"}
    latest = collect(Collect.LATEST, "考核", GRADE, field="等次")
    answer = said(latest, 起=year_month(2014, 1))
    assert answer.values == frozenset(GRADE.values)
    assert answer.reasons


def test_missing_start_of_a_window():
    count = collect(Collect.COUNT, "考核", INTEGER, SinceFact("起", True, "起以来"))
    known = records(_2012="优秀", _2014="优秀", _2015="称职")
    answer = said(count, 考核=known)
    assert answer.values == Range(2, 3)  # the start lies in 2014 at the latest
    assert answer.hinges == {"起"}
    assert said(count, 起=year_month(2013, 5), 考核=known).value == 2


def test_day_of_evaluation_within_a_year():
    span = said(
        op(Op.MONTHS_BETWEEN, FactRef("起", YEAR_MONTH), op(Op.MONTH_OF, AsOf())),
        date(2016, 9, 30),
        起=year_month(2015, 7),
    )
    assert span == Answer(Range(12, 14), (), frozenset({"评定日"}))
    count = collect(Collect.COUNT, "考核", INTEGER, LastYears(1))
    known = records(_2015="优秀")
    assert said(count, date(2016, 12, 31), 起=year_month(2012, 1), 考核=known).value == 1


def test_rounding_and_months_of_a_range():
    third = op(Op.DIV, NUMBER, const(3))
    assert said(op(Op.ROUND_HALF_UP, third, const(0))).values == Range(-1, 1)
    assert said(op(Op.ROUND_UP, third, const(1))).values == Range(Fraction(-6, 10), 1)
    since = op(Op.MONTHS_BETWEEN, FactRef("起", YEAR_MONTH), op(Op.MONTH_OF, AsOf()))
    assert said(op(Op.GE, since, Const(19, MONTHS))).value is True
    assert said(op(Op.GE, since, Const(20, MONTHS))).values == EITHER
