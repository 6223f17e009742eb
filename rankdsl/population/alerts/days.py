"""The first later day on which a condition is met, under the rules as they stand today."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.explanation.next_date import Stretch, later
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.nodes import Expr
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person

MOST_YEARS = 30
"""What is not over by then is not called a matter of time."""
_DAY = timedelta(days=1)


class When(Struct, frozen=True):
    """day None: on no day within MOST_YEARS. missing: of a day on which it may be met, the facts that it hinges on,
    which nobody gave; empty where it surely is."""

    day: date | None
    missing: frozenset[str] = frozenset()


def first_day(program: Program, person: Person, asked: Expr) -> When:
    """The first day after `person.as_of` on which the condition is met or may be, if every year until then brings the
    ordinary record and all else stays as it is. Exact: a stretch of days is left aside only where no day of it will do
    (the evaluator answers for all days of a stretch at once)."""
    start = person.as_of + _DAY
    for year in range(start.year, min(start.year + MOST_YEARS, date.max.year)):
        found = _first(program, person, asked, (max(start, date(year, 1, 1)), date(year, 12, 31)))
        if found is not None:
            return found
    return When(None)


def _first(program: Program, person: Person, asked: Expr, stretch: Stretch) -> When | None:
    answer = evaluate(program, later(program, person, stretch[0]), stretch[1]).value_of(asked)
    if answer.surely(True):
        return When(stretch[0])
    if not answer.may_be(True):
        return None
    if stretch[0] == stretch[1] or AS_OF not in answer.hinges:
        missing = answer.hinges - {AS_OF}
        return When(stretch[0], missing) if missing else None
    for part in _halves(stretch):
        found = _first(program, person, asked, part)
        if found is not None:
            return found
    return None


def _halves(stretch: Stretch) -> Iterator[Stretch]:
    """At the border of a month as long as there are several: most rules only look at months."""
    first, last = stretch
    if first.month != last.month:
        month = (first.month + last.month) // 2
        middle = date(first.year, month, monthrange(first.year, month)[1])
    else:
        middle = first + (last - first) // 2
    yield first, middle
    yield middle + _DAY, last
