"""The nearest later day with a yes: by months and by days, over lists that go on, pieces of time and missing facts."""

from datetime import date

import pytest
from msgspec.structs import replace

from rankdsl.explanation.explain import explain
from rankdsl.explanation.next_date import later, next_yes
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import NextYes
from rankdsl.ir.definitions import Kind
from rankdsl.ir.model import Model
from rankdsl.ir.nodes import AsOf, Const
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import DAY, TRUTH
from rankdsl.ir.values import Person, Records, Value
from tests.building import const, definition, fact, fact_ref, model, op, program, requirement, vocabulary
from tests.opinion import clerk, opinion


def asked(under: Model, person: Person, best: bool = False) -> NextYes:
    found = next_yes(under, person, "可晋升", best)
    assert found is not None
    return found


def test_a_clerk_since_march_2005_asked_in_january_2016_waits_fourteen_months():
    (told,) = explain(model(opinion()), clerk(date(2016, 1, 1), (2005, 3)))
    assert told.outcome is Outcome.NO
    found = told.next_yes
    assert found is not None
    assert (found.day, found.months, found.by_month) == (date(2017, 3, 1), 14, True)
    assert (found.certain, found.complete) == (True, True)
    assert found.assumption.zh == "今后每年年度考核为称职，其他情况不变"
    assert found.assumption.en == "年度考核 is 称职 every year from now on, all else stays as it is"


def test_excellent_years_to_come_would_bring_it_nearer():
    (told,) = explain(model(opinion()), clerk())
    assert told.sooner is not None
    assert told.sooner.day == date(2017, 1, 1)
    assert told.sooner.assumption.zh == "今后每年年度考核为优秀，其他情况不变"


def test_it_is_counted_from_the_middle_of_a_month_too():
    found = asked(model(opinion()), clerk(date(2016, 1, 20)))
    assert (found.day, found.months) == (date(2017, 3, 1), 14)


def test_years_that_pass_get_the_ordinary_record_and_no_others():
    program_ = opinion()
    person = clerk(date(2016, 1, 1))
    grown = later(program_, person, date(2019, 5, 1))
    records = grown.facts["年度考核"]
    assert isinstance(records, Records)
    assert [y for y in records.years if y >= 2015] == [2015, 2016, 2017, 2018]
    assert records.years[2018] == {"等次": "称职"}
    assert grown.as_of == date(2019, 5, 1)
    assert {k: v for k, v in grown.facts.items() if k != "年度考核"} == {
        k: v for k, v in person.facts.items() if k != "年度考核"
    }


def test_a_list_is_not_filled_over_its_bound():
    program_ = opinion()
    full = {year: {"等次": "称职"} for year in range(1971, 2016)}
    person = Person({**clerk().facts, "年度考核": Records(full)}, date(2016, 1, 1))
    records = later(program_, person, date(2020, 1, 1)).facts["年度考核"]
    assert isinstance(records, Records)
    assert len(records.years) == 45


def with_period(of: Program, start: date, end: date, open_end: bool = False) -> Program:
    return replace(of, period=Period(start, end, open_end))


def changed(of: Program, months: int) -> Program:
    """The Opinion with another length of service for everybody."""
    base = of.definitions[of.top["规定年限"]]
    other = definition("规定年限", Const(months, base.type), at=base.place)
    return replace(of, definitions={**of.definitions, other.symbol: other})


def test_over_versions_the_rule_of_each_day_counts():
    under = model(
        with_period(opinion(), date(2015, 1, 15), date(2016, 6, 15)),
        with_period(changed(opinion(), 132), date(2016, 6, 15), date(2051, 1, 1), True),
    )
    # Eleven years are full since March 2016, and eleven are enough from the day the new version is in force.
    found = asked(under, clerk())
    assert (found.day, found.by_month, found.months) == (date(2016, 6, 15), False, 5)


def test_a_version_that_asks_for_more_does_not_hide_a_day_before_it():
    under = model(
        with_period(opinion(), date(2015, 1, 15), date(2017, 4, 1)),
        with_period(changed(opinion(), 240), date(2017, 4, 1), date(2051, 1, 1), True),
    )
    assert asked(under, clerk()).day == date(2017, 3, 1)
    assert asked(under, clerk(date(2017, 3, 20), (2005, 4))).day == date(2025, 4, 1)


def test_over_a_stretch_in_which_nothing_is_in_force():
    under = model(
        with_period(opinion(), date(2015, 1, 15), date(2016, 12, 1)),
        with_period(opinion(), date(2018, 7, 1), date(2051, 1, 1), True),
    )
    assert asked(under, clerk()).day == date(2018, 7, 1)


def test_there_may_be_no_day_before_the_document_ends():
    under = model(with_period(opinion(), date(2015, 1, 15), date(2017, 3, 1)))
    found = asked(under, clerk())
    assert (found.day, found.until, found.open_end, found.complete) == (None, date(2017, 3, 1), False, True)


def test_the_search_ends_after_fifty_years():
    under = model(with_period(opinion(), date(2015, 1, 15), date(2200, 1, 1), True))
    person = clerk()
    never = Person({**person.facts, "处分期内": True}, person.as_of)
    found = asked(under, never)
    assert (found.day, found.until, found.open_end, found.complete) == (None, date(2066, 1, 2), True, True)


def test_on_its_last_day_there_is_no_later_day():
    under = model(with_period(opinion(), date(2015, 1, 15), date(2016, 1, 2)))
    assert next_yes(under, clerk(date(2016, 1, 1)), "可晋升") is None


def test_what_also_takes_missing_facts_is_said():
    person = clerk()
    unknown = Person({name: v for name, v in person.facts.items() if name != "处分期内"}, person.as_of)
    found = asked(model(opinion()), unknown)
    assert (found.day, found.certain, found.missing) == (date(2017, 3, 1), False, ("处分期内",))


# --- by days

开始 = fact("开始", DAY, date(1990, 1, 1).toordinal(), date(2090, 1, 1).toordinal())
停止 = fact("停止", TRUTH)
DAYS = vocabulary([开始, 停止])


def by_day(formula) -> Model:
    decision = definition("可晋升", requirement(formula), kind=Kind.DECISION)
    return model(program(DAYS, [decision]))


def since(day: date, as_of: date, **facts: Value) -> Person:
    return Person({"开始": day, **facts}, as_of)


full_months = op(Op.MONTHS_BETWEEN, fact_ref(开始), AsOf())


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2015, 3, 18), date(2016, 3, 18)),
        (date(2015, 8, 31), date(2016, 8, 31)),
        (date(2015, 2, 28), date(2016, 2, 28)),
    ],
)
def test_full_months_are_found_to_the_day(start: date, expected: date):
    found = asked(by_day(op(Op.GE, full_months, const(12, full_months.type))), since(start, date(2016, 1, 5)))
    assert (found.day, found.by_month) == (expected, False)


def test_days_are_counted():
    days = op(Op.DAYS_BETWEEN, fact_ref(开始), AsOf())
    found = asked(by_day(op(Op.GE, days, const(100, days.type))), since(date(2016, 1, 1), date(2016, 3, 1)))
    assert (found.day, found.months, found.days) == (date(2016, 4, 10), 1, 40)


def test_a_yes_of_one_day_is_not_missed():
    days = op(Op.DAYS_BETWEEN, fact_ref(开始), AsOf())
    found = asked(by_day(op(Op.EQ, days, const(7777, days.type))), since(date(2016, 1, 1), date(2016, 1, 1)))
    assert found.day == date(2037, 4, 17)
    assert (found.day - date(2016, 1, 1)).days == 7777


def test_a_yes_that_comes_and_goes_is_found_at_its_first_day():
    year = op(Op.YEAR_OF, AsOf())
    either = op(Op.OR, op(Op.EQ, year, const(2019)), op(Op.GE, year, const(2030)))
    found = asked(by_day(either), since(date(2016, 1, 1), date(2016, 1, 1)))
    assert (found.day, found.by_month) == (date(2019, 1, 1), True)


def test_the_assumption_does_not_speak_of_lists_that_are_not_read():
    found = asked(by_day(op(Op.GE, full_months, const(1, full_months.type))), since(date(2016, 1, 1), date(2016, 1, 1)))
    assert found.assumption.zh == "其他情况不变"


def test_a_decision_that_a_later_version_no_longer_has():
    """The superior's next version says nothing of it: the search ends there."""
    first = opinion()
    without = replace(
        first,
        period=Period(date(2017, 1, 1), date(2050, 12, 31), open_end=True),
        top={name: symbol for name, symbol in first.top.items() if name != "可晋升"},
    )
    before = replace(first, period=Period(date(2015, 1, 15), date(2017, 1, 1), open_end=False))
    under = model(before, without)
    found = asked(under, clerk(date(2016, 1, 1), (2005, 3)))
    assert (found.day, found.until, found.open_end) == (None, date(2017, 1, 1), False)
    assert next_yes(under, clerk(date(2018, 1, 1), (2005, 3)), "可晋升") is None
