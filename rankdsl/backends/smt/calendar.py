"""Days of the calendar as terms: a day is its month (year * 12 + month - 1) and its day of the month."""

from __future__ import annotations

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.whole import Arithmetic, Whole, known

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def year_of(arithmetic: Arithmetic, month: Whole) -> Whole:
    return arithmetic.divide(month, known(12))


def leap(arithmetic: Arithmetic, year: Whole) -> Bool:
    kernel = arithmetic.kernel

    def divisible(by: int) -> Bool:
        rest = arithmetic.subtract(year, arithmetic.scale(by, arithmetic.divide(year, known(by))))
        return kernel.eq(rest.term, 0)

    if year.low is not None and year.high is not None and year.low >= 1901 and year.high <= 2099:
        return divisible(4)
    return kernel.both(divisible(4), kernel.either(kernel.no(divisible(100)), divisible(400)))


def month_length(arithmetic: Arithmetic, month: Whole) -> Whole:
    """How many days the month has."""
    year = year_of(arithmetic, month)
    of_year = arithmetic.subtract(month, arithmetic.scale(12, year))
    length = known(31)
    for index in (3, 5, 8, 10):
        length = arithmetic.choose(arithmetic.kernel.eq(of_year.term, index), known(30), length)
    if of_year.term == 1 or not isinstance(of_year.term, int):
        february = arithmetic.choose(leap(arithmetic, year), known(29), known(28))
        length = arithmetic.choose(arithmetic.kernel.eq(of_year.term, 1), february, length)
    return length


def is_a_day(arithmetic: Arithmetic, month: Whole, day: Whole) -> Bool:
    """Whether the month has such a day."""
    kernel = arithmetic.kernel
    in_month = kernel.either(arithmetic.le(day, known(28)), arithmetic.le(day, month_length(arithmetic, month)))
    return kernel.both(arithmetic.le(known(1), day), in_month)


def ordinal(arithmetic: Arithmetic, month: Whole, day: Whole) -> Whole:
    """Days since the first of January of the year 1, which is 1."""
    year = year_of(arithmetic, month)
    before = arithmetic.subtract(year, known(1))
    of_year = arithmetic.subtract(month, arithmetic.scale(12, year))
    of_leap_year = leap(arithmetic, year)
    earlier = known(0)
    for index in range(1, 12):
        plain = known(sum(_LENGTHS[:index]))
        days = plain if index < 2 else arithmetic.choose(of_leap_year, known(sum(_LENGTHS[:index]) + 1), plain)
        earlier = arithmetic.choose(arithmetic.kernel.eq(of_year.term, index), days, earlier)
    parts = [arithmetic.scale(365, before), earlier, day]
    for by, sign in ((4, 1), (100, -1), (400, 1)):
        parts.append(arithmetic.scale(sign, arithmetic.divide(before, known(by))))
    return arithmetic.sum(parts)


def months_from(arithmetic: Arithmetic, month_end: str, start: tuple[Whole, Whole], end: tuple[Whole, Whole]) -> Whole:
    """Whole months from the first day to the second; negative if the second is earlier."""
    kernel = arithmetic.kernel
    (start_month, start_day), (end_month, end_day) = start, end
    backwards = kernel.either(
        arithmetic.lt(end_month, start_month),
        kernel.both(arithmetic.eq(end_month, start_month), arithmetic.lt(end_day, start_day)),
    )
    forth = _forward(arithmetic, month_end, start_month, start_day, end_month, end_day)
    back = _forward(arithmetic, month_end, end_month, end_day, start_month, start_day)
    return arithmetic.choose(backwards, arithmetic.negate(back), forth)


def _forward(
    arithmetic: Arithmetic, month_end: str, start_month: Whole, start_day: Whole, end_month: Whole, end_day: Whole
) -> Whole:
    full_on = start_day
    if month_end == "clip":
        full_on = arithmetic.smaller(start_day, month_length(arithmetic, end_month))
    months = arithmetic.subtract(end_month, start_month)
    short = arithmetic.choose(arithmetic.lt(end_day, full_on), known(1), known(0))
    return arithmetic.subtract(months, short)
