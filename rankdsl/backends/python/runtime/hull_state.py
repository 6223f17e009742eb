"""One evaluation of the norms of a program, and what their functions share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime.exact import Exact
from rankdsl.backends.python.runtime.hull import NO, Answer, Values, is_single, known, span
from rankdsl.backends.python.runtime.hull_rules import Chosen


@dataclass(slots=True)
class State:
    """One evaluation: what is known of the facts (by number), then of each norm (by number), and which branches and
    exceptions count (by norm)."""

    person: Any
    facts: tuple[Answer, ...]
    norms: list[Answer]
    branches: dict[int, Chosen]
    exceptions: dict[int, Chosen]
    today: Answer
    year: int


def evaluated(
    person: Any, day: date, facts: tuple[Answer, ...], norms: Sequence[Callable[[State], Answer]], asked: Sequence[int]
) -> State:
    """The norms `asked`, which stand in an order in which none needs a later one."""
    state = State(person, facts, [NO] * len(norms), {}, {}, known(day), day.year)
    for number in asked:
        state.norms[number] = norms[number](state)
    return state


def first_year(earliest: int, since: Answer) -> int:
    return max(earliest, int(span(since[0])[0]))


def shift_months(month: int, months: Exact) -> int:
    return int(month + months)


def months_between(start: int, end: int) -> int:
    return end - start


def days_between(start: date, end: date) -> int:
    return (end - start).days


def year_of_day(day: date) -> int:
    return day.year


def year_of_month(month: int) -> int:
    return month // 12


def month_of_day(day: date) -> int:
    return day.year * 12 + day.month - 1


class Lookup(dict[int, Any]):
    """A norm that looks at one fact with few values (`place` among the facts), by the bits of these: its values,
    whether there may be no value (1), and which of the fact's hinges are its own (all, or none: -1, 0)."""

    def __init__(self, norm: Callable[[State], Answer], place: int, numbers: bool) -> None:
        super().__init__()
        self._norm = norm
        self._place = place
        self._numbers = numbers

    def __missing__(self, bits: int) -> tuple[Values, int, int]:
        seen: Answer = (bits, (), 0 if is_single(bits) else 1)
        facts = (*([NO] * self._place), seen)
        values, reasons, hinges = self._norm(State(None, facts, [], {}, {}, known(date.min), 1))
        if self._numbers and values == 0:
            values = (0, 0)  # of somebody whom the document is not about
        found = self[bits] = values, 1 if reasons else 0, -1 if hinges else 0
        return found
