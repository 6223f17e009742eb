"""Slots that are lent and borrowed, day by day: between two dates that are written, nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from rankdsl.diagnostics import Text
from rankdsl.ir.mechanisms import Transfer
from rankdsl.ir.values import Exact

T = TypeVar("T")


class Stretch(Struct, frozen=True):
    """Days from `start` (included; None: from ever) to `end` (excluded; None: without end)."""

    start: date | None
    end: date | None

    @property
    def words(self) -> Text:
        first = Text.day(self.start) if self.start is not None else None
        last_day = self.end - timedelta(days=1) if self.end is not None else None
        last = Text.day(last_day) if last_day is not None else None
        if first is None:
            return Text("始终", "at all times") if last is None else Text(f"至{last.zh}为止", f"until {last.en}")
        if self.start == last_day:
            return Text(f"{first.zh}当天", f"on {first.en}")
        if last is None:
            return Text(f"自{first.zh}起", f"from {first.en} on")
        return Text(f"自{first.zh}起，至{last.zh}", f"from {first.en} to {last.en}")


ALWAYS = Stretch(None, None)


def stretches(transfers: Iterable[Transfer], of: Stretch = ALWAYS) -> tuple[Stretch, ...]:
    """All time, or that of a stretch, cut wherever one of the transfers begins or is over; in order."""
    cuts: set[date] = set()
    for each in transfers:
        over = day_after(each.until)
        cuts.update(day for day in (each.since, over) if day is not None and _inside(day, of))
    ends: list[date | None] = [*sorted(cuts), of.end]
    starts: list[date | None] = [of.start, *ends[:-1]]
    return tuple(Stretch(start, end) for start, end in zip(starts, ends, strict=True))


def _inside(day: date, of: Stretch) -> bool:
    """Whether the stretch has days before this one, and this one."""
    return (of.start is None or of.start < day) and (of.end is None or day < of.end)


def during(transfers: Iterable[Transfer], stretch: Stretch) -> tuple[Transfer, ...]:
    """Those in force in a stretch of theirs."""
    return tuple(each for each in transfers if _covers(each, stretch))


def runs(each: Sequence[Stretch], state: Callable[[Stretch], T | None]) -> Iterator[tuple[Stretch, T]]:
    """Whatever holds in a stretch (None: nothing to tell), with neighbours in which the same holds drawn together."""
    latest: tuple[Stretch, T] | None = None
    for stretch in each:
        here = state(stretch)
        if latest is not None and here == latest[1]:
            latest = (Stretch(latest[0].start, stretch.end), latest[1])
            continue
        if latest is not None:
            yield latest
        latest = None if here is None else (stretch, here)
    if latest is not None:
        yield latest


def number(transfer: Transfer) -> Exact:
    value = transfer.count.value
    assert isinstance(value, int | Fraction)
    return value


def ends_first(transfer: Transfer) -> bool:
    return transfer.since is not None and transfer.until is not None and transfer.until < transfer.since


def day_after(day: date | None) -> date | None:
    """None where there is no such day."""
    return None if day is None or day == date.max else day + timedelta(days=1)


def _covers(transfer: Transfer, stretch: Stretch) -> bool:
    begun = transfer.since is None or (stretch.start is not None and transfer.since <= stretch.start)
    over = day_after(transfer.until)
    return begun and (over is None or (stretch.end is not None and stretch.end <= over))
