"""A tree with every name, title, heading and text replaced; spans stay those of what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.building.statements import AS_OF_DAY

Node = TypeVar("Node")
_NOTHING: frozenset[str] = frozenset()


class Rewriting(Struct, frozen=True):
    """What becomes of each kind of words; `word` is that of a comparison. `name` is also given the values that it may
    be one of, by what it stands beside; `values_of` gives those of a name as it was written."""

    name: Callable[[str, Span, frozenset[str]], str]
    level: Callable[[str, Span], str]
    vocabulary: Callable[[str, Span], str]
    title: Callable[[str, Span], str]
    heading: Callable[[str, Span], str]
    text: Callable[[str, Span], str]
    word: Callable[[str], str]
    values_of: Callable[[str], frozenset[str]]

    def of(self, node: Node) -> Node:
        return cast(Node, self._of(node, _NOTHING))

    def _of(self, node: Any, wanted: frozenset[str]) -> Any:
        match node:
            case ast.Ident():
                return replace(node, text=self.name(node.text, node.span, wanted))
            case ast.TitleRef():
                return replace(node, text=self.title(node.text, node.span))
            case ast.Quoted():
                return replace(node, text=self.text(node.text, node.span))
            case tuple():
                return tuple(self._of(part, wanted) for part in node)
            case ast.DocumentNode():
                return self._document(node)
            case ast.ArticleNode():
                heading = self.heading(node.heading, node.name_span) if node.heading else ""
                return replace(node, heading=heading, statements=self._of(node.statements, _NOTHING))
            case ast.Given(name=ast.Ident(text=text)) if text == AS_OF_DAY:
                return replace(node, value=self._of(node.value, _NOTHING))
            case ast.Given() | ast.Expect():
                beside = self._beside(ast.Name(node.name))
                return replace(node, name=self._of(node.name, _NOTHING), value=self._of(node.value, beside))
            case ast.ChapterNode():
                return replace(node, heading=self.heading(node.heading, node.span) if node.heading else "")
            case ast.Comparison():
                left = self._of(node.left, self._beside(node.right))
                right = self._of(node.right, self._beside(node.left))
                return replace(node, left=left, right=right, word=self.word(node.word))
            case ast.Cell():
                return replace(node, values=self._of(node.values, wanted), word=self.word(node.word))
            case ast.ShareRule():
                bound = self._of(node.bound, _NOTHING)
                return replace(node, subject=self._of(node.subject, _NOTHING), bound=bound, word=self.word(node.word))
            case ast.Key():
                return replace(node, name=self._of(node.name, _NOTHING), word=self.word(node.word))
            case ast.Slots():
                lines = self._of(node.lines, self.values_of(node.fact.text))
                others = {part: self._of(getattr(node, part), _NOTHING) for part in ("name", "fact", "base")}
                return replace(node, lines=lines, **others)
            case ast.Membership():
                beside = self._beside(node.operand)
                operand = self._of(node.operand, _NOTHING)
                return replace(node, operand=operand, members=self._of(node.members, beside))
            case ast.TableBody():
                columns = [self._beside(column) for column in node.columns]
                rows = tuple(self._row(row, columns) for row in node.rows)
                return replace(node, columns=self._of(node.columns, _NOTHING), rows=rows)
            case ast.Correspond():
                return self._correspond(node)
            case _:
                kind: Any = type(node)
                if not _is_node(kind):
                    return node
                return replace(node, **{part: self._of(getattr(node, part), wanted) for part in _parts(kind)})

    def _document(self, node: ast.DocumentNode) -> ast.DocumentNode:
        level, vocabulary = node.level, node.vocabulary
        return replace(
            node,
            title=self._of(node.title, _NOTHING),
            level=replace(level, text=self.level(level.text, level.span)) if level else None,
            jurisdiction=self._of(node.jurisdiction, _NOTHING),
            under=self._of(node.under, _NOTHING),
            vocabulary=replace(vocabulary, text=self.vocabulary(vocabulary.text, vocabulary.span))
            if vocabulary
            else None,
            statements=self._of(node.statements, _NOTHING),
            articles=self._of(node.articles, _NOTHING),
            chapters=self._of(node.chapters, _NOTHING),
        )

    def _row(self, row: ast.Row, columns: list[frozenset[str]]) -> ast.Row:
        cells = row.cells
        if cells is not None:
            wanted = [*columns, *(_NOTHING for _ in cells)]
            cells = tuple(self._of(cell, values) for cell, values in zip(cells, wanted, strict=False))
        return replace(row, cells=cells, value=self._of(row.value, _NOTHING))

    def _correspond(self, node: ast.Correspond) -> ast.Correspond:
        own = self.values_of(node.enumeration.text)
        pairs = node.values
        if pairs is not None:
            pairs = tuple((self._of(new, own), self._of(old, _NOTHING)) for new, old in pairs)
        return replace(node, enumeration=self._of(node.enumeration, _NOTHING), values=pairs)

    def _beside(self, written: object) -> frozenset[str]:
        match written:
            case ast.Name(ident=ast.Ident(text=text)):
                return self.values_of(text)
            case _:
                return _NOTHING


@cache
def _is_node(kind: type) -> bool:
    return issubclass(kind, Struct) and kind.__module__.startswith(ast.__name__)


@cache
def _parts(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(part for part in kind.__struct_fields__ if part not in ("span", "name_span"))
