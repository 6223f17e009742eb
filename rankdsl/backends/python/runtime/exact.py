"""Exact arithmetic that Python lacks: rounding, whole months, records by year. Never a float."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

Exact = int | Fraction
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """The records of a list, at most one a year. `known`: (year, field, …) by year ascending; `unknown`: years that
    may have a record, of which nothing is known. A year that is in neither has no record."""

    known: tuple[R, ...] = ()
    unknown: tuple[int, ...] = ()


def month(year: int, number: int) -> int:
    """A month of a year as the number by which months are counted here."""
    return year * 12 + number - 1


def _rounded(x: Exact, places: int, to_whole: Callable[[Fraction], int]) -> Exact:
    step = Fraction(10) ** places
    return to_whole(x * step) / step


def _half_up(x: Fraction) -> int:
    size = (2 * abs(x.numerator) + x.denominator) // (2 * x.denominator)
    return size if x >= 0 else -size


def round_half_up(x: Exact, places: Exact) -> Exact:
    """`x` as the nearest multiple of 10**-places; a half goes away from zero."""
    return _rounded(x, int(places), _half_up)


def round_up(x: Exact, places: Exact) -> Exact:
    return _rounded(x, int(places), math.ceil)


def round_down(x: Exact, places: Exact) -> Exact:
    return _rounded(x, int(places), math.floor)


def whole_months_clip(start: date, end: date) -> int:
    """Full months between two days; one that began on the 31st is full on the last day of a shorter month."""
    if end < start:
        return -whole_months_clip(end, start)
    full_on = min(start.day, monthrange(end.year, end.month)[1])
    return (end.year - start.year) * 12 + end.month - start.month - (1 if end.day < full_on else 0)


def whole_months_strict(start: date, end: date) -> int:
    """Full months between two days; one that began on the 31st is full on the day after a shorter month."""
    if end < start:
        return -whole_months_strict(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (1 if end.day < start.day else 0)
