"""How deep a formula is, found without recursion.

Every later stage recurses over formulas, and none of them may run out of stack.
"""

from __future__ import annotations

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax import ast

_LEAVES = (Span, ast.Ident, ast.Quoted, ast.TitleRef, ast.ItemLabel)


def too_deep(node: object, limit: int) -> Span | None:
    """Where in `node` a formula first lies inside more than `limit` others; None if nowhere."""
    waiting: list[tuple[object, int]] = [(node, 0)]
    while waiting:
        current, depth = waiting.pop()
        if isinstance(current, tuple | list):
            waiting.extend((part, depth) for part in current)
        elif isinstance(current, Struct) and not isinstance(current, _LEAVES):
            if isinstance(current, ast.Expr):
                depth += 1
                if depth > limit:
                    return current.span
            waiting.extend((getattr(current, part), depth) for part in current.__struct_fields__)
    return None
