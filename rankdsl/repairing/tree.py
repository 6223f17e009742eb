"""Finding one's way in what was written: from a place to the words that stand there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import lru_cache

from rankdsl import syntax
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast

Holder = ast.Statement | ast.ItemNode | ast.Branch | ast.Row
"""What can be at fault as a whole, and holds the words that can be changed."""
_HOLDERS = (
    ast.Parameter, ast.Define, ast.Decide, ast.DecideSame, ast.ExceptWhen, ast.Amend, ast.ScopeIs, ast.Publish,
    ast.ItemNode, ast.Branch, ast.Row, ast.ExpectFinding,
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Met:
    """A node, and those it stands in, the outermost first."""

    node: object
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


@lru_cache(maxsize=64)
def met_in(file: SourceFile) -> tuple[Met, ...]:
    """Every node of a file, in reading order, outer ones first."""
    return tuple(_walk(syntax.parse(file).node, ()))


def _walk(node: object, above: tuple[object, ...]) -> Iterator[Met]:
    if above:
        yield Met(node, above)
    for field in dataclasses.fields(node):  # type: ignore[arg-type]
        if field.name in ("span", "name_span"):
            continue
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            for each in part if isinstance(part, tuple) else (part,):
                if dataclasses.is_dataclass(each):
                    yield from _walk(each, (*above, node))


def span_of(node: object) -> Span:
    span = getattr(node, "span", None)
    assert isinstance(span, Span), node
    return span


def inside(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def holder_at(place: Span, file: SourceFile) -> Met | None:
    """The innermost part that can be at fault around the place. `file`: that of the place as read here."""
    around = [m for m in met_in(file) if isinstance(m.node, _HOLDERS) and inside(span_of(m.node), place)]
    return around[-1] if around else None


def below(met: Met) -> Iterator[Met]:
    """It, and all that stands in it."""
    return (m for m in met_in(span_of(met.node).file) if m.node is met.node or any(n is met.node for n in m.above))


def document_named(title: str, file: SourceFile) -> list[ast.DocumentNode]:
    """The documents of that title in a file: several where it holds several versions."""
    nodes = (m.node for m in met_in(file))
    return [n for n in nodes if isinstance(n, ast.DocumentNode) and "".join(n.title.text.split()) == title]
