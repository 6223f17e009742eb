"""Comments: where they stand in a text, and at what of its tree.

A comment is held by a place of the tree that the writer comes past exactly once: beside what ends on its line, else
above what comes next, else below the statement or line that it follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import get_args

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast
from rankdsl.syntax.lexicons import lexicon
from rankdsl.syntax.lexing import normal


class Comment(Struct, frozen=True):
    """`text` with its mark. `blank_before`, `blank_after`: whether the line next to it is blank."""

    text: str
    span: Span
    own_line: bool
    blank_before: bool
    blank_after: bool


class Remarks(Struct, frozen=True):
    """Comments by the offset of what they stand at: above what begins there, beside what ends there, below the
    statement or line that ends there. `pieces`: where the statements and lines begin that have any; `within`: not
    empty if one stands inside of such."""

    above: dict[int, list[Comment]] = field(default_factory=dict)
    beside: dict[int, list[Comment]] = field(default_factory=dict)
    below: dict[int, list[Comment]] = field(default_factory=dict)
    pieces: set[int] = field(default_factory=set)
    within: set[int] = field(default_factory=set)

    @property
    def left(self) -> int:
        """How many have not been written."""
        return sum(len(held) for at in (self.above, self.beside, self.below) for held in at.values())


_WHOLE = (
    *(ast.ArticleRef, ast.NormRef, ast.SourceEntry, ast.RecordYears),
    *(ast.Ident, ast.Quoted, ast.TitleRef, ast.ItemLabel),
)
"""What is written in one go, without a comment inside."""
_PARTS = (
    *(ast.ItemNode, ast.Branch, ast.Row, ast.Cell, ast.ParameterValue, ast.RestrictionClause, ast.Given, ast.Expect),
    *(ast.ScoreGroup, ast.ScorePart, ast.ShareRule, ast.SlotLine, ast.Move, ast.Key, ast.Transfer),
    *(ast.Step, ast.Published, ast.Indicator, ast.Appeal),
    *get_args(ast.Expr),
    *_WHOLE,
)


class _Piece(Struct, frozen=True):
    """A line or statement, or the value of a header's field. `node`: what a comment may stand inside."""

    start: int
    end: int
    node: object


def comments_of(file: SourceFile, language: str) -> list[Comment]:
    """Every comment of a text, in order."""
    text = file.text
    if "#" not in text and "/" not in text and "＃" not in text and "／" not in text:
        return []
    found = []
    for start, end in lexicon(language).comments(normal(text)):
        line = text.rfind("\n", 0, start) + 1
        own_line = not text[line:start].strip()
        before = text.rfind("\n", 0, max(0, line - 1)) + 1
        after = text.find("\n", end) + 1
        after_that = text.find("\n", after)
        found.append(
            Comment(
                text[start:end].rstrip(),
                Span(file, start, end),
                own_line,
                own_line and line > 0 and not text[before:line].strip(),
                0 < after < len(text) and not text[after : after_that if after_that >= 0 else len(text)].strip(),
            )
        )
    return found


def remarks_at(node: ast.FileNode, comments: list[Comment]) -> Remarks:
    """The comments of the text that `node` was read from, at the places that hold them."""
    remarks = Remarks()
    if comments:
        pieces = sorted(_pieces(node), key=lambda piece: piece.start)
        _Placing(pieces, remarks).place(comments)
    return remarks


class _Placing:
    def __init__(self, pieces: list[_Piece], remarks: Remarks) -> None:
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._remarks = remarks

    def place(self, comments: list[Comment]) -> None:
        block: list[Comment] = []
        for number, comment in enumerate(comments):
            index = bisect_right(self._starts, comment.span.start) - 1
            piece = self._pieces[index] if index >= 0 else None
            if piece is not None and comment.span.start < piece.end:
                self._inside(piece, comment)
                continue
            following = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
            if piece is not None and not comment.own_line and _same_line(comment, piece.end):
                self._hold(self._remarks.beside, piece.end, piece, comment)
                continue
            if not comment.own_line:
                self._remarks.within.add(comment.span.start)
            block.append(comment)
            another = comments[number + 1] if number + 1 < len(comments) else None
            limit = following.start if following is not None else comment.span.end + 1
            joined = another is not None and not comment.blank_after and another.own_line
            if joined and another is not None and (following is None or another.span.start < limit):
                continue
            self._between(piece, following, block)
            block = []

    def _between(self, piece: _Piece | None, following: _Piece | None, block: list[Comment]) -> None:
        """A block of lines belongs to what follows, unless a blank line parts it from that alone."""
        first = block[0]
        parted = block[-1].blank_after and not first.blank_before and piece is not None and _next_line(first, piece.end)
        for comment in block:
            if following is None or parted:
                assert piece is not None, "a text without any document is not written"
                self._hold(self._remarks.below, piece.end, piece, comment)
            else:
                self._hold(self._remarks.above, following.start, following, comment)

    def _inside(self, piece: _Piece, comment: Comment) -> None:
        self._remarks.within.add(piece.start)
        parts = list(_parts(piece.node))
        ends = sorted({span.end for span in parts})
        before = bisect_right(ends, comment.span.start)
        if before and not comment.own_line and _same_line(comment, ends[before - 1]):
            self._hold(self._remarks.beside, ends[before - 1], piece, comment)
            return
        starts = sorted({span.start for span in parts})
        after = bisect_left(starts, comment.span.start)
        if after < len(starts):
            self._hold(self._remarks.above, starts[after], piece, comment)
        else:
            below = replace(comment, blank_before=False, blank_after=False)
            self._hold(self._remarks.below, piece.end, piece, below)

    def _hold(self, held: dict[int, list[Comment]], offset: int, piece: _Piece, comment: Comment) -> None:
        held.setdefault(offset, []).append(comment)
        self._remarks.pieces.add(piece.start)


def _same_line(comment: Comment, end: int) -> bool:
    return "\n" not in comment.span.file.text[end : comment.span.start]


def _next_line(comment: Comment, end: int) -> bool:
    """Whether nothing else stands on the lines between."""
    _, _, between = comment.span.file.text[end : comment.span.start].partition("\n")
    return not between.strip()


def _pieces(node: ast.FileNode) -> Iterator[_Piece]:
    for document in node.documents:
        yield _Piece(document.span.start, document.title.span.end, None)
        header = (document.level, document.vocabulary, document.effective, document.repealed, document.jurisdiction)
        for value in (*(value for value in header if value is not None), *document.under):
            yield _Piece(value.span.start, value.span.end, value)
        for chapter in document.chapters:
            yield _Piece(chapter.span.start, chapter.span.end, None)
        for statement in document.statements:
            yield _Piece(statement.span.start, statement.span.end, statement)
        for article in document.articles:
            yield _Piece(article.span.start, article.name_span.end, None)
            for statement in article.statements:
                yield _Piece(statement.span.start, statement.span.end, statement)


def _parts(node: object) -> Iterator[Span]:
    """Everything in a statement that a comment may stand at."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, tuple):
            waiting.extend(current)
        elif isinstance(current, Struct) and not isinstance(current, Span | ast.LastYears):
            if isinstance(current, _PARTS):
                yield current.span
            elif isinstance(current, ast.Readings) or (isinstance(current, ast.Case) and current.rest_typical):
                yield ending(current)
            if isinstance(current, ast.ScoreGroup) and current.otherwise:
                yield beginning(current)
            if not isinstance(current, _WHOLE):
                waiting.extend(getattr(current, part) for part in current.__struct_fields__)


def beginning(node: ast.ScoreGroup) -> Span:
    """Stands for 其他, which is no node: the first character."""
    return Span(node.span.file, node.span.start, node.span.start + 1)


def ending(node: ast.Readings | ast.Case) -> Span:
    """Stands for 采 读法乙 or 其余 如常, which are no nodes: the last character."""
    return Span(node.span.file, node.span.end - 1, node.span.end)
