"""Mechanisms of the documents above that this document alters through a parameter, for the checks that compare them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from rankdsl.checks.competence import clauses_on
from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Place
from rankdsl.ir.model import Altered, Figure

M = TypeVar("M")


def altered(under: Examination, kind: type[M]) -> Iterator[tuple[M, M, Altered]]:
    """As this document leaves them, and as they are without it."""
    for each in under.piece.altered:
        if isinstance(each.here, kind) and isinstance(each.above, kind):
            yield each.here, each.above, each


def amended(under: Examination, changed: Altered, part: Place, role: str) -> Figure | None:
    """The parameter that this document amends and that a part of the mechanism has as that figure (`Figure.role`). Of
    one of which a superior says what those below may do (对下), that is all that it asks."""
    span = part.span
    if span is None:
        return None
    inside = (f for f in changed.figures if f.role == role and span.start <= f.span.start and f.span.end <= span.end)
    return next((figure for figure in inside if not clauses_on(under, figure.name)), None)
