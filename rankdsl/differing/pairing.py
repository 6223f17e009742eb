"""Which document of OLD is compared with which of NEW, and what is set against what in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.ir.model import Model, Piece
from rankdsl.ir.program import Period

Pair = tuple[Model | None, Model | None]


def pairs(old: Sequence[Model], new: Sequence[Model]) -> tuple[Pair, ...]:
    """By title; two that are alone on their sides belong together whatever they are called. Of several versions those
    of one day; each of the others of NEW with the version of OLD that it follows. In the order of NEW, then of OLD."""
    if len(old) == len(new) == 1:
        return ((old[0], new[0]),)
    found: list[Pair] = []
    left = list(old)
    for model in new:
        same = [other for other in old if other.name.title == model.name.title]
        match = next((o for o in same if o.name.effective == model.name.effective), None)
        if match is None and same:
            before = [o for o in same if o.name.effective < model.name.effective]
            match = max(before or same, key=lambda o: o.name.effective) if before else same[0]
        if match in left:
            left.remove(match)
        found.append((match, model))
    titles = {model.name.title for model in new}
    gone = [(model, None) for model in left if model.name.title not in titles]
    return (*found, *gone)


class Stretch(Struct, frozen=True):
    """A piece of time in which neither side changes. together: both are in force; else OLD's rules are those that were
    in force last before it, or came into force first after it, and are read as if they were."""

    period: Period
    old: Piece
    new: Piece
    together: bool


def stretches(old: Model, new: Model, as_of: date | None) -> tuple[Stretch, ...]:
    """The time in which NEW is in force, or one day. Empty where one of the two has nothing that could be compared."""
    if not old.pieces or not new.pieces:
        return ()
    if as_of is not None:
        day = Period(as_of, as_of + timedelta(days=1), open_end=False)
        both = old.piece_at(as_of) is not None and new.piece_at(as_of) is not None
        return (Stretch(day, _nearest(old, as_of), _nearest(new, as_of), both),)
    return tuple(part for piece in new.pieces for part in _cut(old, piece))


def _cut(old: Model, piece: Piece) -> Iterator[Stretch]:
    whole = piece.program.period
    edges = {edge for p in old.pieces for edge in (p.program.period.start, p.program.period.end)}
    days = [whole.start, *sorted(edge for edge in edges if whole.start < edge < whole.end), whole.end]
    merged: list[Stretch] = []
    for start, end in pairwise(days):
        there, both = _nearest(old, start), old.piece_at(start) is not None
        last = merged[-1] if merged else None
        period = Period(start, end, open_end=whole.open_end and end == whole.end)
        if last is not None and last.old is there:
            merged[-1] = replace(last, period=replace(period, start=last.period.start))
        else:
            merged.append(Stretch(period, there, piece, both))
    yield from merged


def _nearest(model: Model, day: date) -> Piece:
    """The piece in force on the day; else the last before it, else the first after it."""
    found = model.piece_at(day)
    if found is not None:
        return found
    before = [p for p in model.pieces if p.program.period.end <= day]
    return before[-1] if before else model.pieces[0]
