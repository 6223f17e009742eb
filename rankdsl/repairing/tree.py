"""Finding one's way in what was written: from a place to the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax import ast

Holder = ast.Statement | ast.ItemNode | ast.Branch | ast.Row
"""What can be at fault as a whole, and holds the words that can be changed."""
_HOLDERS = (
    ast.Parameter, ast.Define, ast.Decide, ast.DecideSame, ast.ExceptWhen, ast.Amend, ast.ScopeIs, ast.Publish,
    ast.ItemNode, ast.Branch, ast.Row, ast.ExpectFinding,
)  # fmt: skip


class Met(Struct, frozen=True):
    """A node, and those it stands in, the outermost first."""

    node: Struct
    above: tuple[object, ...]

    @property
    def statement(self) -> ast.Statement | None:
        """The statement that it is, or stands in."""
        return next((n for n in (*self.above, self.node) if isinstance(n, ast.Statement)), None)

    @property
    def article(self) -> ast.ArticleNode | None:
        return next((n for n in self.above if isinstance(n, ast.ArticleNode)), None)

    @property
    def document(self) -> ast.DocumentNode:
        return next(n for n in (*self.above, self.node) if isinstance(n, ast.DocumentNode))


def met_in(node: ast.FileNode) -> tuple[Met, ...]:
    """Every node of a file, in reading order, outer ones first."""
    return tuple(_walk(node, ()))


def _walk(node: Struct, above: tuple[object, ...]) -> Iterator[Met]:
    if above:
        yield Met(node, above)
    for field in node.__struct_fields__:
        if field in ("span", "name_span"):
            continue
        value = getattr(node, field)
        for part in value if isinstance(value, tuple) else (value,):
            for each in part if isinstance(part, tuple) else (part,):
                if isinstance(each, Struct):
                    yield from _walk(each, (*above, node))


def span_of(node: object) -> Span:
    span = getattr(node, "span", None)
    assert isinstance(span, Span), node
    return span


def inside(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def holder_at(place: Span, nodes: Iterable[Met]) -> Met | None:
    """Of the nodes of a file, the innermost that can be at fault around the place."""
    around = [m for m in nodes if isinstance(m.node, _HOLDERS) and inside(span_of(m.node), place)]
    return around[-1] if around else None


def below(met: Met) -> Iterator[Met]:
    """It, and all that stands in it."""
    return _walk(met.node, met.above)
