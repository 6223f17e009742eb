"""The mechanisms of a chain: this document's own, and those of the documents above it that bind it.

Several documents above may each say something of one matter. The nearest on each line is what binds: what it changed of
one further up is its own finding, and not that of the documents below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rankdsl.checks.examination import Examination

M = TypeVar("M")


def of_chain(under: Examination, kind: type[M]) -> tuple[tuple[int, M], ...]:
    """(layer, mechanism) of every document of the chain, highest first, in the order written."""
    return tuple((layer, m) for layer, m in under.piece.mechanisms if isinstance(m, kind))


def own(under: Examination, kind: type[M]) -> tuple[M, ...]:
    """What this document itself says, in the order written."""
    return tuple(m for layer, m in of_chain(under, kind) if layer == under.layer)


def inherited(under: Examination, kind: type[M]) -> tuple[tuple[int, M], ...]:
    """(layer, mechanism) of the documents above, highest first, in the order written."""
    return tuple((layer, m) for layer, m in of_chain(under, kind) if layer < under.layer)


def binding(under: Examination, found: Iterable[tuple[int, M]]) -> tuple[tuple[int, M], ...]:
    """Those of documents above of which none stands under another."""
    found = tuple(found)
    layers = {layer for layer, _ in found}
    further = frozenset[int]().union(*(_above(under, layer) for layer in layers))
    return tuple((layer, m) for layer, m in found if layer not in further)


def _above(under: Examination, layer: int) -> frozenset[int]:
    """The layers above one, near and far."""
    above = under.piece.above
    return above[layer] if above else frozenset(range(layer))
