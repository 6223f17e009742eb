"""Where the numbers of a formula can lie: bounds and the grid they stand on.

An `Interval` covers every value that the expression can take; `step` says that every value is a whole multiple of it
(0: only zero; None: no grid is known, as after a division). So `step` decides whether months stay whole, and bounds
over steps whether every number fits into 64 bits, which is what keeps any back end from overflowing.
Months of the calendar are counted from year 0 and days as ordinals, like values in `ir.types`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import gcd, lcm

from msgspec import Struct

from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import Day, Number, Type, Unit, YearMonth
from rankdsl.ir.values import Exact

LIMIT = 2**63 - 1
UNBOUNDED = 10**12
"""Stands for a missing bound of a number in the vocabulary."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days of evaluation that interval analysis provides for."""


class Interval(Struct, frozen=True):
    low: Exact
    high: Exact
    step: Exact | None

    @property
    def is_point(self) -> bool:
        return self.low == self.high

    @property
    def whole(self) -> bool:
        """Only whole numbers occur."""
        return self.step is not None and denominator(self.step) == 1

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high

    @property
    def fits(self) -> bool:
        """Every value, as a whole number of grid steps' denominators, fits into 64 bits."""
        scale = denominator(self.step) if self.step is not None else 1
        return magnitude(self) * scale <= LIMIT


def exact(value: Exact) -> Exact:
    """Whole numbers as int: they are much faster, and equal values then look equal."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def denominator(value: Exact) -> int:
    return 1 if isinstance(value, int) else value.denominator


def size(value: Exact) -> Exact:
    """Without its sign."""
    return -value if value < 0 else value


def magnitude(x: Interval) -> Exact:
    """The largest size of a value."""
    return max(-x.low, x.high)


def point(value: Exact) -> Interval:
    value = exact(value)
    return Interval(value, value, size(value))


def whole_numbers(low: int, high: int) -> Interval:
    return Interval(low, high, 1)


def of_type(type_: Type, low: Exact | None, high: Exact | None, places: int) -> Interval | None:
    """The interval of a fact or field; None for what is no number, month or day."""
    match type_:
        case Number(unit=unit, whole=whole):
            grid = places + 2 if unit is Unit.PERCENT else places
            step: Exact = 1 if whole else exact(Fraction(1, 10**grid))
            return Interval(-UNBOUNDED if low is None else low, UNBOUNDED if high is None else high, step)
        case YearMonth():
            first, last = (day.year * 12 + day.month - 1 for day in (date.min, date.max))
            return Interval(first if low is None else low, last if high is None else high, 1)
        case Day():
            first, last = date.min.toordinal(), date.max.toordinal()
            return Interval(first if low is None else low, last if high is None else high, 1)
        case _:
            return None


def of_fact(fact: Fact | Field) -> Interval | None:
    return of_type(fact.type, fact.low, fact.high, fact.places)


def of_key(shape: RecordShape) -> Interval:
    """The years of records."""
    return whole_numbers(shape.first_year, LAST_DAY.year)


def of_const(const: Const) -> Interval | None:
    match const.type, const.value:
        case ((Number() | YearMonth()), (int() | Fraction() as value)):
            return point(value)
        case Day(), date() as day:
            ordinal = day.toordinal()
            return Interval(ordinal, ordinal, 1)
        case _:
            return None


AS_OF = whole_numbers(FIRST_DAY.toordinal(), LAST_DAY.toordinal())


def negated(x: Interval) -> Interval:
    return Interval(-x.high, -x.low, x.step)


def plus(x: Interval, y: Interval) -> Interval:
    return Interval(exact(x.low + y.low), exact(x.high + y.high), common_step(x.step, y.step))


def minus(x: Interval, y: Interval) -> Interval:
    return plus(x, negated(y))


def times(x: Interval, y: Interval) -> Interval:
    corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high]
    step = None if x.step is None or y.step is None else exact(x.step * y.step)
    return Interval(exact(min(corners)), exact(max(corners)), step)


def over(x: Interval, y: Interval) -> Interval:
    """x / y; y must not contain 0."""
    corners = [Fraction(a) / b for a in (x.low, x.high) for b in (y.low, y.high)]
    step = exact(Fraction(x.step) / size(y.low)) if x.step is not None and y.is_point else None
    return Interval(exact(min(corners)), exact(max(corners)), step)


def smaller(x: Interval, y: Interval) -> Interval:
    return Interval(min(x.low, y.low), min(x.high, y.high), common_step(x.step, y.step))


def larger(x: Interval, y: Interval) -> Interval:
    return Interval(max(x.low, y.low), max(x.high, y.high), common_step(x.step, y.step))


def hull(x: Interval, y: Interval) -> Interval:
    return Interval(min(x.low, y.low), max(x.high, y.high), common_step(x.step, y.step))


def with_zero(x: Interval) -> Interval:
    return hull(x, point(0))


def rounded(x: Interval, places: int) -> Interval:
    """To a multiple of 10**-places in any mode: at most one step further out than x."""
    step = exact(Fraction(1, 10**places))
    return Interval(exact(x.low // step * step), exact(-(-x.high // step) * step), step)


_MONTHS, _DAYS = 4800, 146097
"""Months and days of the 400 years after which the calendar repeats."""
_UNEVEN = 6
"""So many days, at most, do m months differ from m times their mean (tested)."""


def months_between(start: Interval, end: Interval, *, days: bool) -> Interval:
    low, high = end.low - start.high, end.high - start.low
    if days:
        low = (int(low) - _UNEVEN) * _MONTHS // _DAYS - 1
        high = -(-(int(high) + _UNEVEN) * _MONTHS // _DAYS) + 1
    return Interval(low, high, 1)


def month_of(x: Interval) -> Interval:
    low, high = (date.fromordinal(int(bound)) for bound in (x.low, x.high))
    return whole_numbers(low.year * 12 + low.month - 1, high.year * 12 + high.month - 1)


def year_of(x: Interval, type_: Type) -> Interval:
    months = month_of(x) if isinstance(type_, Day) else x
    return whole_numbers(int(months.low) // 12, int(months.high) // 12)


def common_step(x: Exact | None, y: Exact | None) -> Exact | None:
    """The coarsest grid that holds both."""
    if x is None or y is None:
        return None
    if isinstance(x, int) and isinstance(y, int):
        return gcd(x, y)
    left, right = Fraction(x), Fraction(y)
    below = lcm(left.denominator, right.denominator)
    return exact(Fraction(gcd(int(left * below), int(right * below)), below))
