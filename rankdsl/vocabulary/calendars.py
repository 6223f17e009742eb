"""Which days are working days (工作日), as the dated calendar files say.

Weeks are Monday to Friday, changed by the yearly notices: their holidays, and the Saturdays and Sundays on which
people work to make up for them (调休). Everything here is exact and pure, and nothing is guessed: as soon as a question
needs a day that the calendar does not know, the answer is None. What such a day will be is decided by its notice only.

Convention for periods such as “公示5个工作日”: the day of the act (posting) does not count; the first working day after
it is the first of the five, and the last day counts whole. docs/decisions/0501-working-days.md says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct, field

_SATURDAY = 5
_NEXT = timedelta(days=1)


class Arranged(Struct, frozen=True):
    """What a notice makes of one day: work or rest, for which holiday, and the key of the notice in the sources."""

    working: bool
    holiday: str
    source: str


class Calendar(Struct, frozen=True):
    """The days that are known. Without files: none.

    known_until: year to the last day of it that is known; every day from January 1 to that one is, and no year is known
    that is not here. arranged: the days that differ from the ordinary week, or might be thought to (a Saturday within a
    holiday).
    """

    known_until: Mapping[int, date] = field(default_factory=dict)
    arranged: Mapping[date, Arranged] = field(default_factory=dict)

    def knows(self, day: date) -> bool:
        """Whether it is decided what this day is."""
        last = self.known_until.get(day.year)
        return last is not None and day <= last

    def is_working(self, day: date) -> bool | None:
        """Whether people work on this day; None where the calendar does not know it."""
        if not self.knows(day):
            return None
        arranged = self.arranged.get(day)
        return day.weekday() < _SATURDAY if arranged is None else arranged.working

    def working_days_between(self, first: date, last: date) -> int | None:
        """The number of working days after `first`, up to and including `last`.

        `first` is the day of the act and does not count, whatever day it is, so it need not be known. 0 where `last` is
        not after it: no day lies between. None where one of the days counted is not known.
        """
        number = 0
        while first < last:
            first += _NEXT
            works = self.is_working(first)
            if works is None:
                return None
            number += works
        return number

    def nth_working_day_after(self, day: date, n: int) -> date | None:
        """The day on which the `n`th working day after `day` falls: the last of a period of `n` working days.

        `day` itself for n = 0. None where a day before that one, or that one, is not known. Inverse to
        `working_days_between`: for every n the days from `day` to the answer are n. ValueError: n is negative.
        """
        if n < 0:
            raise ValueError(f"{n} working days")
        while n:
            if day == date.max:
                return None
            day += _NEXT
            works = self.is_working(day)
            if works is None:
                return None
            n -= works
        return day
