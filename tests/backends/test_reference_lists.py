"""What is asked of lists of records: every question, window and filter on lists that are known, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.backends.approximate import Cause
from rankdsl.backends.reference import evaluate
from rankdsl.ir.facts import Field, Window
from rankdsl.ir.nodes import Collection, Const, Expr, FactRef, FieldRef, LastYears, SinceFact, Span, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import DAY, INTEGER, RATIONAL, TRUTH, YEAR_MONTH, Enumeration
from rankdsl.ir.values import Person, Record, Records, Scalar, year_month
from tests.building import collect, const, fact, op, program, record_list, vocabulary

GRADE = Enumeration("等次", ("不称职", "基本称职", "称职", "优秀"), ordered=True)
WORDS = vocabulary(
    [
        fact("起", YEAR_MONTH, year_month(2000, 1), year_month(2030, 12)),
        fact("到岗", DAY, date(2000, 1, 1).toordinal(), date(2030, 12, 31).toordinal()),
        fact("门槛", INTEGER, -5, 5),
        record_list(
            "考核",
            [Field("等次", "grade", GRADE), Field("得分", "score", INTEGER, Fraction(-9), Fraction(9))],
            first_year=2000,
        ),
    ],
    windows=[Window("起以来", "since", "起", counts_first_year=True)],
    enumerations=[GRADE],
)
AS_OF = date(2016, 7, 1)
EXCELLENT = op(Op.EQ, FieldRef("等次", GRADE), Const("优秀", GRADE))
GOOD = op(Op.GE, FieldRef("等次", GRADE), Const("称职", GRADE))
LIST: dict[int, tuple[str, int]] = {
    2009: ("优秀", -2),
    2010: ("优秀", 3),
    2011: ("称职", 0),
    2013: ("基本称职", -4),
    2014: ("优秀", 1),
    2015: ("称职", 1),
}


def value(expr: Expr, records: dict[int, tuple[str, int]] | None = None, **facts: Scalar) -> Scalar | None:
    """The value for a person with the records of `LIST` (or others); None if there is none."""
    years: dict[int, Record | None] = {
        year: {"等次": grade, "得分": score} for year, (grade, score) in (LIST if records is None else records).items()
    }
    known = {"起": year_month(2011, 9), "到岗": date(2013, 12, 31), "门槛": 0, **facts}
    answer = evaluate(program(WORDS), Person({**known, "考核": Records(years)}, AS_OF)).value_of(expr)
    assert answer.certain
    return answer.value


def asked(
    what: Collect,
    span: Span | None = None,
    where: Expr | None = None,
    field: str | None = None,
    times: int | None = None,
) -> Collection:
    truth = what in (Collect.SOME, Collect.EVERY, Collect.RUN)
    grade = field == "等次"
    return collect(what, "考核", TRUTH if truth else GRADE if grade else INTEGER, span, where, field, times)


SINCE = SinceFact("起", True, "起以来")
AFTER = SinceFact("起", False, "起以来")
ON_POST = SinceFact("到岗", True, "到岗以来")
NEVER = op(Op.LT, FieldRef("得分", INTEGER), const(-9))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (asked(Collect.COUNT), 6),
        (asked(Collect.COUNT, where=EXCELLENT), 3),
        (asked(Collect.COUNT, where=NEVER), 0),
        (asked(Collect.COUNT, LastYears(1)), 1),
        (asked(Collect.COUNT, LastYears(3)), 3),
        (asked(Collect.COUNT, LastYears(4)), 3),  # 2012 has no record: it counts as a year, not as a record
        (asked(Collect.COUNT, LastYears(5)), 4),
        (asked(Collect.COUNT, SINCE), 4),
        (asked(Collect.COUNT, AFTER), 3),
        (asked(Collect.COUNT, ON_POST), 3),
        (asked(Collect.SUM, field="得分"), -1),
        (asked(Collect.SUM, where=EXCELLENT, field="得分"), 2),
        (asked(Collect.SUM, where=NEVER, field="得分"), 0),
        (asked(Collect.SUM, LastYears(3), field="年度"), 2013 + 2014 + 2015),
        (asked(Collect.LARGEST, field="得分"), 3),
        (asked(Collect.LARGEST, LastYears(3), field="等次"), "优秀"),
        (asked(Collect.LARGEST, where=NEVER, field="得分"), None),
        (asked(Collect.SMALLEST, field="得分"), -4),
        (asked(Collect.SMALLEST, field="等次"), "基本称职"),
        (asked(Collect.SMALLEST, where=EXCELLENT, field="年度"), 2009),
        (asked(Collect.SMALLEST, where=NEVER, field="得分"), None),
        (asked(Collect.SOME, where=EXCELLENT), True),
        (asked(Collect.SOME, LastYears(1), EXCELLENT), False),
        (asked(Collect.EVERY, where=GOOD), False),
        (asked(Collect.EVERY, LastYears(2), GOOD), True),
        (asked(Collect.EVERY, LastYears(4), GOOD), False),
        (asked(Collect.RUN, where=EXCELLENT, times=2), True),
        (asked(Collect.RUN, where=GOOD, times=3), True),  # 2009, 2010, 2011
        (asked(Collect.RUN, where=GOOD, times=4), False),  # 2012 has none
        (asked(Collect.RUN, SINCE, GOOD, times=2), True),  # 2014, 2015
        (asked(Collect.RUN, SINCE, GOOD, times=3), False),
        (asked(Collect.RUN, LastYears(6), EXCELLENT, times=2), False),  # 2009 lies outside
        (asked(Collect.RUN, where=EXCELLENT, times=1), True),
        (asked(Collect.LATEST, field="等次"), "称职"),
        (asked(Collect.LATEST, where=EXCELLENT, field="年度"), 2014),
        (asked(Collect.LATEST, where=EXCELLENT, field="得分"), 1),
        (asked(Collect.LATEST, where=NEVER, field="得分"), None),
    ],
    ids=str,
)
def test_value_of_a_question(expr: Collection, expected: Scalar | None):
    assert value(expr) == expected


def test_every_question_is_asked():
    asked_here = {
        mark.args[1][i][0].what for mark in test_value_of_a_question.pytestmark for i in range(len(mark.args[1]))
    }
    assert asked_here == set(Collect)


def test_nothing_of_nothing():
    empty: dict[int, tuple[str, int]] = {}
    assert value(asked(Collect.COUNT), empty) == 0
    assert value(asked(Collect.SUM, field="得分"), empty) == 0
    assert value(asked(Collect.SOME, where=GOOD), empty) is False
    assert value(asked(Collect.EVERY, where=GOOD), empty) is True
    assert value(asked(Collect.RUN, where=GOOD, times=1), empty) is False
    for what in (Collect.LARGEST, Collect.SMALLEST, Collect.LATEST):
        assert value(asked(what, field="得分"), empty) is None


@pytest.mark.parametrize("counts_first_year", [True, False])
def test_window_that_starts_in_the_year_of_evaluation_is_empty(counts_first_year: bool):
    span = SinceFact("起", counts_first_year, "起以来")
    for start, expected in (((2016, 1), 0), ((2016, 7), 0), ((2017, 1), 0), ((2015, 12), int(counts_first_year))):
        assert value(asked(Collect.COUNT, span), 起=year_month(*start)) == expected


def test_window_by_day_and_by_month_agree():
    by_month = SinceFact("起", True, "起以来")
    for year in range(2008, 2018):
        for month, day in ((1, 1), (12, 31)):
            assert value(asked(Collect.COUNT, by_month), 起=year_month(year, month)) == value(
                asked(Collect.COUNT, ON_POST), 到岗=date(year, month, day)
            )


def test_filter_reads_the_year_and_facts():
    since = op(Op.GE, FieldRef("年度", INTEGER), const(2011))
    assert value(asked(Collect.COUNT, where=since)) == 4
    above = op(Op.GT, FieldRef("得分", INTEGER), FactRef("门槛", INTEGER))
    assert [value(asked(Collect.COUNT, where=above), 门槛=bar) for bar in (-5, -4, -2, 0, 1, 3)] == [6, 5, 4, 3, 1, 0]


def test_filter_without_value_leaves_the_question_without_value():
    undefined = op(Op.GE, op(Op.DIV, const(1), FactRef("门槛", INTEGER), type_=RATIONAL), FieldRef("得分", INTEGER))
    for what in Collect:
        field = "得分" if what in (Collect.SUM, Collect.LARGEST, Collect.SMALLEST, Collect.LATEST) else None
        expr = asked(what, where=undefined, field=field, times=1 if what is Collect.RUN else None)
        assert value(expr, 门槛=0) is None, what
        assert value(expr, 门槛=1) is not None, what
        # Where there is no record in the span, nobody asks the filter.
        if what in (Collect.COUNT, Collect.SUM, Collect.SOME, Collect.EVERY, Collect.RUN):
            assert value(expr, {}, 门槛=0) is not None, what


def test_filter_is_kleene():
    undefined = op(Op.GE, op(Op.DIV, const(1), FactRef("门槛", INTEGER), type_=RATIONAL), const(0))
    no = op(Op.AND, undefined, NEVER)
    yes = op(Op.OR, undefined, op(Op.NOT, NEVER))
    assert value(asked(Collect.COUNT, where=no), 门槛=0) == 0
    assert value(asked(Collect.COUNT, where=yes), 门槛=0) == 6


def test_largest_of_nothing_says_so():
    records = Records({2012: {"等次": "优秀", "得分": 1}})
    person = Person({"起": year_month(2013, 1), "到岗": AS_OF, "门槛": 0, "考核": records}, AS_OF)
    evaluation = evaluate(program(WORDS), person)
    answer = evaluation.value_of(asked(Collect.LATEST, SINCE, field="等次"))
    assert answer.no_value
    assert [r.cause for r in answer.reasons] == [Cause.EMPTY_LIST]
    assert evaluation.value_of(asked(Collect.LATEST, WholeList(), field="等次")).value == "优秀"
