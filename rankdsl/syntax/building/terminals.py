"""Values of terminals, and how mistakes are noted."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from msgspec import Struct

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, findings, numerals
from rankdsl.syntax.lexing import normal

Values = list[Any]

FIRST_YEAR, LAST_YEAR = 1900, 2200


class Inner(Struct, frozen=True):
    """The label 2. of an inner item."""

    number: int
    span: Span


class Article(Struct, frozen=True):
    name: str
    span: Span


class Terminals:
    """The file that is read, and `findings`, which grow in the order of the text.

    `inside`: start to text of what stands in marks and was mended, so that it is not in the file as it is read.
    """

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.findings: list[Finding] = []
        self.inside: dict[int, str] = {}

    # --- terminals: called on shift with the payload of the lexeme and its characters

    def shifted(self) -> dict[str, Callable[[Any, int, int], Any]]:
        """For each terminal whose value is more than its payload, what makes that value."""
        return {
            "NAME": self._ident,
            "STRING": self._quoted,
            "TITLE": self._title,
            "HEADING": self._heading,
            "ARTICLE": self._article,
            "CHAPTER": self._chapter,
            "LABEL": self._label,
            "INNER": self._inner,
        }

    def _ident(self, payload: str | None, start: int, end: int) -> ast.Ident:
        """Round brackets in a quoted name are as Chinese writes them, as in names of items and lines: 职数（一）."""
        text = payload or normal(self._within(start, end)).replace("(", "（").replace(")", "）")
        return ast.Ident(text, Span(self.file, start, end))

    def _quoted(self, payload: object, start: int, end: int) -> ast.Quoted:
        return ast.Quoted(self._within(start, end), Span(self.file, start, end))

    def _title(self, payload: object, start: int, end: int) -> ast.TitleRef:
        return ast.TitleRef(self._within(start, end), Span(self.file, start, end))

    def _heading(self, payload: object, start: int, end: int) -> str:
        return self._within(start, end).strip()

    def _article(self, payload: str, start: int, end: int) -> Article:
        return Article(payload, Span(self.file, start, end))

    def _chapter(self, payload: str, start: int, end: int) -> str:
        return payload

    def _label(self, payload: str, start: int, end: int) -> ast.ItemLabel:
        return ast.ItemLabel(payload, None, Span(self.file, start, end))

    def _inner(self, payload: int, start: int, end: int) -> Inner:
        return Inner(payload, Span(self.file, start, end))

    def _within(self, start: int, end: int) -> str:
        """What stands between two marks."""
        mended = self.inside.get(start) if self.inside else None
        return self.text[start + 1 : end - 1] if mended is None else mended[1:-1]

    def word(self, start: int, end: int) -> str:
        """What stands there if it is a word; a sign is the empty string."""
        return " ".join(self.text[start:end].split()) if self.text[start].isalpha() else ""

    # --- noting mistakes

    def note(self, diagnostic: Diagnostic, span: Span, *, edits: tuple[Edit, ...] = (), **words: Any) -> None:
        self.findings.append(diagnostic.at(Place(span), edits=edits, **words))

    def possible(self, payload: Any, start: int, end: int) -> Any:
        """A day or month that exists; an impossible one is noted, and the nearest stands in for it."""
        if isinstance(payload, numerals.ImpossibleDate):
            self.note(findings.BAD_DATE, Span(self.file, start, end), written=self.text[start:end])
            return payload.nearest
        return payload

    def year_of(self, payload: Fraction | tuple[Fraction, ast.WrittenUnit]) -> int | None:
        if isinstance(payload, tuple):
            if payload[1] is not ast.WrittenUnit.YEAR:
                return None
            payload = payload[0]
        if payload.denominator != 1 or not FIRST_YEAR <= payload <= LAST_YEAR:
            return None
        return int(payload)
