"""Days and working days, against weeks that are counted day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rankdsl.checks.lasting import MOST_MOVED, in_words, longer, shorter
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import DAYS, WORKDAYS, Number
from tests.vocabulary.test_calendars import CALENDAR

UP_TO = 25


def works(day: int) -> bool:
    """Of ordinary weeks; day 0 is a Monday."""
    return day % 7 < 5


def last_day(start: int, number: int, unit: Number) -> int:
    """The day on which so many days end that begin with `start`."""
    day, counted = start, 0
    while True:
        counted += unit is DAYS or works(day)
        if counted == number:
            return day
        day += 1


def known_days() -> list[date]:
    """From 2024 on, as far as the calendars know every day."""
    days, day = [], date(2024, 1, 1)
    while CALENDAR.knows(day):
        days.append(day)
        day += timedelta(days=1)
    return days


def ends_of(works: list[bool], number: int) -> dict[int, int]:
    """By the position of each first day, that of the day on which so many working days end."""
    at_work = [at for at, works_then in enumerate(works) if works_then]
    found, next_ = {}, 0
    for start in range(len(works)):
        next_ += next_ < len(at_work) and at_work[next_] < start
        if next_ + number <= len(at_work):
            found[start] = at_work[next_ + number - 1]
    return found


@pytest.mark.parametrize(("unit", "other"), [(a, b) for a in (DAYS, WORKDAYS) for b in (DAYS, WORKDAYS)])
def test_certain_is_what_some_week_shows(unit: Number, other: Number) -> None:
    for n in range(1, UP_TO):
        for m in range(1, UP_TO):
            here, there = Const(n, unit), Const(m, other)
            ends = [(last_day(start, n, unit), last_day(start, m, other)) for start in range(7)]
            early, late = shorter(here, there), longer(here, there)
            assert (early is not None and early.sure) is any(a < b for a, b in ends), (n, m)
            assert (late is not None and late.sure) is any(a > b for a, b in ends), (n, m)


def test_what_is_not_told_is_so_on_every_day_that_is_known() -> None:
    """Of two units, on every start that the calendars of 2024 to 2026 decide."""
    days = known_days()
    works = [CALENDAR.is_working(day) is True for day in days]
    for n in range(1, 31):
        ends = ends_of(works, n)
        for m in range(1, 31):
            both = [(start, start + m - 1) for start in ends if start + m <= len(days)]
            takes, given = Const(n, WORKDAYS), Const(m, DAYS)
            assert shorter(takes, given) or all(ends[start] >= last for start, last in both), (n, m)
            assert longer(takes, given) or all(ends[start] <= last for start, last in both), (n, m)
            assert shorter(given, takes) or all(last >= ends[start] for start, last in both), (n, m)
            assert longer(given, takes) or all(last <= ends[start] for start, last in both), (n, m)


def test_no_thirty_days_move_more_than_the_limit() -> None:
    days = known_days()
    arranged = [(day.weekday() < 5, CALENDAR.is_working(day)) for day in days]
    stretches = [arranged[at : at + 30] for at in range(len(days) - 29)]
    most_off = max(sum(week and not works for week, works in stretch) for stretch in stretches)
    most_worked = max(sum(not week and bool(works) for week, works in stretch) for stretch in stretches)
    assert (most_off, most_worked) == (7, 3)
    assert max(most_off, most_worked) < MOST_MOVED


@pytest.mark.parametrize(
    ("here", "there", "is_shorter", "is_longer"),
    [
        ((10, WORKDAYS), (12, DAYS), False, True),
        ((10, WORKDAYS), (10, DAYS), None, True),
        ((20, WORKDAYS), (30, DAYS), True, False),
        ((10, WORKDAYS), (30, DAYS), True, None),
        ((30, DAYS), (5, WORKDAYS), None, True),
        ((15, DAYS), (5, WORKDAYS), False, True),
        ((12, DAYS), (10, WORKDAYS), True, False),
        ((10, DAYS), (10, WORKDAYS), True, None),
    ],
)
def test_holidays_and_worked_weekends(
    here: tuple[int, Number], there: tuple[int, Number], is_shorter: bool | None, is_longer: bool | None
) -> None:
    """True: for certain. False: only where holidays fall into it or weekends are worked. None: never."""
    one, other = Const(*here), Const(*there)
    assert [off and off.sure for off in (shorter(one, other), longer(one, other))] == [is_shorter, is_longer]


def test_what_is_said_of_two_units() -> None:
    few = shorter(Const(5, DAYS), Const(5, WORKDAYS))
    assert few is not None
    assert few.why.zh == "（5日遇上周末只有3个工作日）"
    enough = shorter(Const(7, DAYS), Const(5, WORKDAYS))
    assert enough is not None
    assert not enough.sure
    assert enough.why.zh == "（7日遇上节假日可能不足5个工作日）"
    soon = shorter(Const(10, WORKDAYS), Const(12, DAYS))
    assert soon is not None
    assert soon.why.zh == "（10个工作日遇上周末调休上班可能不足12日）"
    slow = longer(Const(20, WORKDAYS), Const(30, DAYS))
    assert slow is not None
    assert slow.why.en == " (20 working days may take more than 30 days where holidays fall into them)"
    assert shorter(Const(7, DAYS), Const(7, DAYS)) is None
    late = longer(Const(10, WORKDAYS), Const(10, DAYS))
    assert late is not None
    assert late.why.en == " (10 working days may take 14 days)"
    assert in_words(Const(1, WORKDAYS)).en == "1 working day"
