"""Interval analysis against brute force: every value that can come out lies in the interval and on its grid."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.backends.arithmetic import half_up, rounded, whole_months
from rankdsl.ir.facts import RecordShape
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import (
    DAY,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    YEAR_MONTH,
    Enumeration,
    RecordList,
    YearMonth,
)
from rankdsl.ir.values import Exact, year_month
from rankdsl.semantics import intervals
from rankdsl.semantics.intervals import Interval

STEPS: tuple[Exact, ...] = (1, 2, 6, Fraction(1, 2), Fraction(1, 10), Fraction(2, 3), Fraction(1, 100))


@st.composite
def boxes(draw: st.DrawFn) -> tuple[Interval, list[Exact]]:
    """An interval and all of its values."""
    step = draw(st.sampled_from(STEPS))
    low = draw(st.integers(-6, 6))
    high = low + draw(st.integers(0, 5))
    values = [intervals.exact(step * n) for n in range(low, high + 1)]
    return Interval(values[0], values[-1], step), values


def covered(interval: Interval, values: list[Exact]) -> bool:
    inside = all(interval.low <= v <= interval.high for v in values)
    step = interval.step
    if step is None:
        return inside
    return inside and all(v == 0 if step == 0 else Fraction(v) / Fraction(step) % 1 == 0 for v in values)


BINARY: dict[str, tuple[Callable[[Interval, Interval], Interval], Callable[[Exact, Exact], Exact]]] = {
    "plus": (intervals.plus, lambda x, y: x + y),
    "minus": (intervals.minus, lambda x, y: x - y),
    "times": (intervals.times, lambda x, y: x * y),
    "smaller": (intervals.smaller, min),
    "larger": (intervals.larger, max),
}


@pytest.mark.parametrize("name", BINARY)
@given(boxes(), boxes())
def test_binary_operators(name, left, right):
    analysed, meaning = BINARY[name]
    found = analysed(left[0], right[0])
    values = [meaning(x, y) for x, y in product(left[1], right[1])]
    assert covered(found, values)
    assert {found.low, found.high} <= set(values)  # the bounds are reached


@given(boxes(), boxes())
def test_quotients(left, right):
    if right[0].has_zero:
        return
    found = intervals.over(left[0], right[0])
    assert covered(found, [Fraction(x) / Fraction(y) for x, y in product(left[1], right[1])])
    assert (found.step is None) == (not right[0].is_point)


@given(boxes())
def test_negation(box):
    assert covered(intervals.negated(box[0]), [-x for x in box[1]])


@given(boxes(), boxes())
def test_hull(left, right):
    found = intervals.hull(left[0], right[0])
    assert covered(found, left[1] + right[1])
    assert covered(intervals.with_zero(left[0]), [*left[1], 0])


@given(boxes(), st.integers(0, 2), st.sampled_from((half_up, math.ceil, math.floor)))
def test_rounding(box, places, to_whole):
    found = intervals.rounded(box[0], places)
    assert covered(found, [rounded(Fraction(x), places, to_whole) for x in box[1]])


@given(boxes(), boxes())
def test_chains(left, right):
    """A formula of several operators: 较大（x + y，2 × x） − y."""
    x, y = left[0], right[0]
    found = intervals.minus(intervals.larger(intervals.plus(x, y), intervals.times(intervals.point(2), x)), y)
    assert covered(found, [max(a + b, 2 * a) - b for a, b in product(left[1], right[1])])


@given(st.integers(0, 60), st.integers(0, 20), st.integers(0, 60), st.integers(0, 20))
def test_months_between_months(a, more, b, further):
    start, end = intervals.whole_numbers(a, a + more), intervals.whole_numbers(b, b + further)
    found = intervals.months_between(start, end, days=False)
    values: list[Exact] = [y - x for x, y in product(range(a, a + more + 1), range(b, b + further + 1))]
    assert covered(found, values)
    assert (found.low, found.high) == (min(values), max(values))


@given(
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.integers(-800, 800),
    st.integers(0, 70),
    st.sampled_from(("clip", "strict")),
)
def test_months_between_days(start, apart, wide, policy):
    first = [start + timedelta(n) for n in range(0, wide + 1, 7)]
    second = [day + timedelta(apart) for day in first]
    low, high = (intervals.whole_numbers(d[0].toordinal(), d[-1].toordinal()) for d in (first, second))
    found = intervals.months_between(low, high, days=True)
    assert covered(found, [whole_months(x, y, policy) for x, y in product(first, second)])


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 4000), st.sampled_from(("clip", "strict")))
def test_months_lie_near_their_mean(start, months, policy):
    """What `months_between` relies on: for each number of months, the fewest and the most days that hold them."""
    first = start + timedelta(months * 146097 // 4800)
    for days in range(-40, 41):
        end = first + timedelta(days)
        held = whole_months(start, end, policy)
        apart = intervals.whole_numbers((end - start).days, (end - start).days)
        assert covered(intervals.months_between(intervals.point(0), apart, days=True), [held])
        assert covered(intervals.months_between(apart, intervals.point(0), days=True), [-held])


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)), st.integers(0, 800))
def test_years_and_months_of_days(start, wide):
    days = [start + timedelta(n) for n in range(0, wide + 1, 9)]
    box = intervals.whole_numbers(days[0].toordinal(), days[-1].toordinal())
    assert covered(intervals.month_of(box), [year_month(d.year, d.month) for d in days])
    assert covered(intervals.year_of(box, DAY), [d.year for d in days])
    months = intervals.month_of(box)
    assert covered(intervals.year_of(months, YEAR_MONTH), [d.year for d in days])


@pytest.mark.parametrize(
    ("interval", "whole", "fits", "point", "zero"),
    [
        (Interval(0, 10, 1), True, True, False, True),
        (Interval(5, 5, 5), True, True, True, False),
        (Interval(-1, 1, Fraction(1, 2)), False, True, False, True),
        (Interval(0, 1, None), False, True, False, True),
        (Interval(0, 2**63 - 1, 1), True, True, False, True),
        (Interval(0, 2**63, 1), True, False, False, True),
        (Interval(-(2**63), 0, 1), True, False, False, True),
        (Interval(0, 2**62, Fraction(1, 100)), False, False, False, True),
        (Interval(0, 0, 0), True, True, True, True),
    ],
)
def test_properties(interval, whole, fits, point, zero):
    assert (interval.whole, interval.fits, interval.is_point, interval.has_zero) == (whole, fits, point, zero)


def test_of_types():
    assert intervals.of_type(INTEGER, 0, 50, 0) == Interval(0, 50, 1)
    assert intervals.of_type(INTEGER, None, None, 0) == Interval(-(10**12), 10**12, 1)
    assert intervals.of_type(RATIONAL, 0, 100, 2) == Interval(0, 100, Fraction(1, 100))
    assert intervals.of_type(PERCENT, 0, 1, 1) == Interval(0, 1, Fraction(1, 1000))
    assert intervals.of_type(MONEY, 0, 100, 0) == Interval(0, 100, 1)
    assert intervals.of_type(MONTHS, 0, 540, 0) == Interval(0, 540, 1)
    assert intervals.of_type(YEAR_MONTH, None, None, 0) == Interval(12, 9999 * 12 + 11, 1)
    assert intervals.of_type(DAY, None, None, 0) == Interval(1, date.max.toordinal(), 1)
    assert intervals.of_type(DAY, 5, 9, 0) == Interval(5, 9, 1)
    assert intervals.of_type(TRUTH, None, None, 0) is None
    assert intervals.of_type(Enumeration("甲", ("乙",), True), None, None, 0) is None
    assert intervals.of_type(RecordList("甲"), None, None, 0) is None


def test_of_constants():
    assert intervals.of_const(Const(Fraction(1, 2), RATIONAL)) == Interval(
        Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)
    )
    assert intervals.of_const(Const(-3, INTEGER)) == Interval(-3, -3, 3)
    assert intervals.of_const(Const(year_month(2015, 1), YearMonth())) == Interval(24180, 24180, 24180)
    day = date(2015, 1, 1)
    assert intervals.of_const(Const(day, DAY)) == Interval(day.toordinal(), day.toordinal(), 1)
    assert intervals.of_const(Const(True, TRUTH)) is None


def test_years_of_records():
    assert intervals.of_key(RecordShape("年度", (), 10, 1990, None, None)) == Interval(1990, 2199, 1)


def test_steps():
    assert intervals.common_step(4, 6) == 2
    assert intervals.common_step(Fraction(1, 2), Fraction(1, 3)) == Fraction(1, 6)
    assert intervals.common_step(0, 3) == 3
    assert intervals.common_step(None, 3) is None
