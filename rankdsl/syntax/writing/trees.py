"""Whether two trees say the same."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast import Quantity


def same_tree(one: object, other: object) -> bool:
    """Equal in everything but spans. What only readers see (the word of a comparison) counts too, but for the numerals
    of a level, which English has no others of."""
    waiting: list[tuple[Any, Any]] = [(one, other)]
    while waiting:
        a, b = waiting.pop()
        kind = type(a)
        if kind is not type(b):
            return False
        if kind is tuple:
            if len(a) != len(b):
                return False
            waiting.extend(zip(a, b, strict=True))
            continue
        parts = _parts(kind)  # type: ignore[arg-type]
        if parts is None:
            if a != b:
                return False
        else:
            waiting.extend((getattr(a, part), getattr(b, part)) for part in parts)
    return True


@cache
def _parts(kind: type[Any]) -> tuple[str, ...] | None:
    """What a node consists of, less its spans; None for a value."""
    if kind is Span:
        return ()
    if not issubclass(kind, Struct):
        return None
    left_out = ("span", "word") if kind is Quantity else ("span", "name_span")
    return tuple(part for part in kind.__struct_fields__ if part not in left_out)
