"""What a year of a list can hold: a record of one class, or, where two lists are raised against each other, a record of
each person at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from msgspec import Struct

from rankdsl.backends.smt.states import RecordClass, RecordClasses, Slice, State, TooFine
from rankdsl.ir.facts import RecordShape
from rankdsl.ir.types import Enumeration, Truth

MOST_PAIRS = 2**16

Example = tuple[State, ...]
"""One state for each part."""


class Kind(Struct, frozen=True, eq=False):
    """`parts`: the class of the record, of each person where there are two. `level` and `rising`: states of two records
    of which the second is not, or is, above the first; None where there are none. One record is always level."""

    index: int
    parts: tuple[RecordClass, ...]
    level: Example | None
    rising: Example | None

    @property
    def shown(self) -> Example:
        found = self.level or self.rising
        assert found is not None
        return found


def single_kinds(classes: RecordClasses) -> tuple[Kind, ...]:
    return tuple(Kind(c.index, (c,), (c.shown,), None) for c in classes.classes)


def directed_fields(shape: RecordShape) -> Mapping[str, int]:
    """The fields along which a record is better, +1 upwards and -1 downwards: those that say so, else the only ordered
    one; none if that leaves it open."""
    said = {f.name: f.better for f in shape.fields if f.better}
    if said:
        return said
    ordered = [f for f in shape.fields if not isinstance(f.type, Truth) and not _unordered(f.type)]
    return {ordered[0].name: 1} if len(ordered) == 1 else {}


def raised_kinds(classes: RecordClasses, direction: int) -> tuple[Kind, ...]:
    """Every pair of classes in which the second person's record can stand, not lower (direction 1) or not higher (-1)
    than the first's in each directed field and equal in all others. TooFine where the values of a field are asked for
    and not written out."""
    asked = {a.collection.field for a in classes.asked}
    for field, slices in zip(classes.fields, classes.slices, strict=True):
        if field.name in asked and not all(s.point for s in slices):
            raise TooFine
    signs = directed_fields(classes.shape)
    along = [signs.get(f.name, 0) * direction for f in classes.fields]
    states = sum(len(c.states) for c in classes.classes)
    if states * states > MOST_PAIRS:
        raise TooFine
    found: list[Kind] = []
    for first, second in product(classes.classes, repeat=2):
        level, rising = _examples(first.states, second.states, along)
        if level is not None or rising is not None:
            found.append(Kind(len(found), (first, second), level, rising))
    return tuple(found)


def _examples(
    first: Sequence[State], second: Sequence[State], along: Sequence[int]
) -> tuple[Example | None, Example | None]:
    """The first two states that are level, and the first two that rise."""
    level: Example | None = None
    rising: Example | None = None
    for one, other in product(first, second):
        if one == other:
            level = level or (one, other)
        rising = rising or _rising(one, other, along)
    return level, rising


def _rising(one: State, other: State, along: Sequence[int]) -> Example | None:
    """Records in the two states of which the second is above the first, as single values; None if there are none."""
    low: list[Slice] = []
    high: list[Slice] = []
    for a, b, sign in zip(one, other, along, strict=True):
        below, above = (a, b) if sign >= 0 else (b, a)
        if a != b and (sign == 0 or above.low <= below.high):
            return None
        rises = sign != 0 and low == high  # once is enough
        start = a.low if sign >= 0 or not rises else a.high
        end = start if a == b and not rises else b.high if sign >= 0 else b.low
        low.append(Slice(start, start))
        high.append(Slice(end, end))
    return None if low == high else (tuple(low), tuple(high))


def _unordered(type_: object) -> bool:
    return isinstance(type_, Enumeration) and not type_.ordered
