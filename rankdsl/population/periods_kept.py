"""Whether a period was kept, by the calendar of working days: yes, no, or not to be told.

The day of the act does not count; where a period of days (日) ends on a day of rest, it ends with the first working day
after it. docs/decisions/0533-logs-of-dated-steps.md says why.
"""

from __future__ import annotations

from datetime import date, timedelta

from rankdsl.checks.lasting import number, unit
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import Unit
from rankdsl.vocabulary.calendars import Calendar

_DAY = timedelta(days=1)


def lasted(least: Const, first: date, last: date, calendar: Calendar) -> bool | None:
    """Whether the days after `first`, up to `last`, are as many as asked for."""
    days, wanted = (last - first).days, number(least)
    if unit(least) is not Unit.WORKDAY or days < wanted:
        return days >= wanted  # so many days hold no more working days
    worked = calendar.working_days_between(first, last)
    return None if worked is None else worked >= wanted


def within(most: Const, first: date, last: date, calendar: Calendar) -> bool | None:
    """Whether `last` is not after the end of so many days that follow `first`."""
    days, allowed = (last - first).days, number(most)
    if days <= allowed:
        return True
    if unit(most) is Unit.WORKDAY:
        end = calendar.nth_working_day_after(first, allowed)
        return None if end is None else last <= end
    day = first + allowed * _DAY
    while day < last:
        works = calendar.is_working(day)
        if works is None:
            return None
        if works:
            return False
        day += _DAY
    return True
