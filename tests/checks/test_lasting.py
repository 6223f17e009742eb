"""Days and working days, against weeks that are counted day by day."""

from __future__ import annotations

import pytest

from rankdsl.checks.lasting import in_words, longer, shorter
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import DAYS, WORKDAYS, Number

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


@pytest.mark.parametrize(("unit", "other"), [(a, b) for a in (DAYS, WORKDAYS) for b in (DAYS, WORKDAYS)])
def test_certain_is_what_some_week_shows(unit: Number, other: Number) -> None:
    for n in range(1, UP_TO):
        for m in range(1, UP_TO):
            here, there = Const(n, unit), Const(m, other)
            ends = [(last_day(start, n, unit), last_day(start, m, other)) for start in range(7)]
            early, late = shorter(here, there), longer(here, there)
            assert (early is not None and early.sure) is any(a < b for a, b in ends), (n, m)
            assert (late is not None and late.sure) is any(a > b for a, b in ends), (n, m)
            assert late is None or late.sure
            unsure = unit is DAYS and other is WORKDAYS
            assert early is None or early.sure or unsure
            assert early is not None or not unsure, "days never surely hold working days"


def test_what_is_said_of_two_units() -> None:
    few = shorter(Const(5, DAYS), Const(5, WORKDAYS))
    assert few is not None
    assert few.why.zh == "（5日遇上周末只有3个工作日）"
    enough = shorter(Const(7, DAYS), Const(5, WORKDAYS))
    assert enough is not None
    assert not enough.sure
    assert enough.why.zh == "（7日遇上节假日就可能不足5个工作日，规定多少日都不能保证）"
    assert shorter(Const(7, DAYS), Const(7, DAYS)) is None
    late = longer(Const(10, WORKDAYS), Const(10, DAYS))
    assert late is not None
    assert late.why.en == " (10 working days may take 14 days)"
    assert in_words(Const(1, WORKDAYS)).en == "1 working day"
