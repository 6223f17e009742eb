"""读法: which items of a chain have several readings, and how else they may be taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product

from rankdsl.ir.remarks import ReadItem
from rankdsl.semantics.documents import written
from rankdsl.semantics.rules import Layered

MOST_READINGS = 16
"""Choices of readings that are examined for one document: each of them is a program of its own."""


def read_items(layers: Iterable[Layered]) -> tuple[ReadItem, ...]:
    """The items with several readings that count in any of the layers of a chain, in its order: a document that states
    a decision anew is still compared with what the items above may mean."""
    found = (
        ReadItem(
            decision=entry.decision,
            label=entry.label or "",
            layer=entry.layers[-1],
            readings=tuple((name, written(formula.span)) for name, formula in entry.readings.choices),
            adopted=entry.readings.adopted,
            place=entry.place,
        )
        for layered in layers
        for entry in layered.items
        if entry.readings is not None
    )
    return tuple(dict.fromkeys(found))


def other_choices(items: Sequence[ReadItem]) -> tuple[tuple[tuple[ReadItem, str], ...], ...]:
    """Choices of readings beside the adopted one, one more than can be examined at most: for each, the items that are
    read otherwise, and how. Those in which fewer items are read otherwise come first."""
    every = product(*([name for name, _ in item.readings] for item in items))
    choices = (
        tuple((item, name) for item, name in zip(items, names, strict=True) if name != item.adopted) for names in every
    )
    return tuple(sorted(islice(filter(None, choices), MOST_READINGS), key=len))
