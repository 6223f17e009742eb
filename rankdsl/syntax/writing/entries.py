"""Parts that many statements have: a word with a name or an amount, entries in a row, entries with a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.writing.formulas import SUM
from rankdsl.syntax.writing.layout import CLOSE, FILLED, INDENTED, STEP, Open, columns
from rankdsl.syntax.writing.norms import Norms


class _Entry(Protocol):
    @property
    def span(self) -> Span: ...


Entry = TypeVar("Entry", bound=_Entry)


class Entries(Norms):
    """What begins an entry with its label opens a group of the row, which `_entries` closes."""

    def _named(self, terminal: str, name: ast.Ident) -> None:
        self.before(name.span)
        self.row.append(f"{self.word(terminal)} ")
        self.name(name)

    def _for(self, terminal: str, name: ast.Ident, used_for: ast.Ident | None) -> None:
        """程序 X 用于 D"""
        self._named(terminal, name)
        if used_for is not None:
            self._said("USED_FOR", used_for)

    def _said(self, terminal: str, name: ast.Ident) -> None:
        """由 组织部, with a blank before it"""
        self.before(name.span)
        self.row.append(f" {self.word(terminal)} ")
        self.name(name)

    def _amounts(self, terminal: str, amount: ast.Expr) -> None:
        """满分 30, with a blank before it"""
        self.before(amount.span)
        self.row.append(f" {self.word(terminal)} ")
        self.formula(amount, SUM)

    def _clause(self) -> None:
        """A comma between the parts of an entry, and no blank after it: what follows brings its own."""
        self.row += (self.surface.comma, self.next)

    def _in_a_row(self, entries: Sequence[Entry], write: Callable[[Entry], None]) -> None:
        """：a；b；c, on as few lines as will do"""
        self.row.append(FILLED)
        self._colon()
        for number, entry in enumerate(entries):
            if number:
                self.row += (self.surface.semicolon, self.next)
            self._one(entry, write)
        self.row.append(CLOSE)

    def _listed(self, entries: Sequence[Entry], write: Callable[[Entry], None], indent: int = 2 * STEP) -> None:
        """：, and every entry on lines of its own; `write` opens a group"""
        self.row.append(self.surface.colon)
        self._entries(entries, write, indent)

    def _entries(self, entries: Sequence[Entry], write: Callable[[Entry], None], indent: int) -> None:
        for number, entry in enumerate(entries):
            if number:
                self.row.append(self.surface.semicolon)
            self.new_line(indent)
            self.before(entry.span)
            write(entry)
            self.row.append(CLOSE)
            self.after(entry.span)

    def _one(self, entry: Entry, write: Callable[[Entry], None]) -> None:
        self.before(entry.span)
        write(entry)
        self.after(entry.span)

    def _parted(
        self, parts: Sequence[Entry], write: Callable[[Entry], None], between: Callable[[], None] | None = None
    ) -> None:
        """A、B"""
        for number, part in enumerate(parts):
            if number:
                (between or self.and_next)()
            self._one(part, write)

    def and_next(self) -> None:
        """Between parts that are more than names: 、"""
        self.row += (self.surface.pause, self.next)

    def then_next(self) -> None:
        """Between parts of which the next one counts where the last one decides nothing: 、"""
        self.and_next()

    def _label(self, label: ast.ItemLabel) -> None:
        """（一）, and a group that is as far in as what follows it"""
        text = self.surface.label(label.outer)
        self.row += (text, Open(columns(text), fill=True))
        self.after(label.span)

    def _claim(self, terminal: str, text: ast.Quoted | None, possibly: str, formula: ast.Expr) -> None:
        """承诺 “…”：f, or 承诺 “…”：存在 f"""
        self.row += (INDENTED, self.word(terminal))
        if text is not None:
            self.row.append(" ")
            self.quoted(text)
        self.row += (self.surface.colon, self.next, possibly)
        self.formula(formula)
        self.row.append(CLOSE)
