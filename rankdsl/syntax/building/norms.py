"""Norms: parameters, definitions, tables, decisions, exceptions, amendments."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Edit
from rankdsl.source import Span
from rankdsl.syntax import ast, findings, numerals
from rankdsl.syntax.building.formulas import Formulas
from rankdsl.syntax.building.terminals import Inner, Values

_ORDERS = {
    "LT": ast.CellOp.LT,
    "LE": ast.CellOp.LE,
    "GT": ast.CellOp.GT,
    "GE": ast.CellOp.GE,
}


class Entry(Struct, frozen=True):
    """A numbered item as it stands in the flat list; `mode` opens inner items, of which `inner` is the first;
    `reading` names the first reading of several."""

    label: ast.ItemLabel | Inner
    mode: ast.ItemMode | None
    body: ast.Expr | None
    inner: Entry | None
    span: Span
    reading: str | None = None


class OtherReading(Struct, frozen=True):
    """读法乙：… after the item whose first reading it stands beside; `body` None: 采 读法乙."""

    name: str
    body: ast.Expr | None
    span: Span


class InnerItems(Struct, frozen=True):
    """改为：下列之一：1. …: the outer label comes from what is amended."""

    mode: ast.ItemMode
    entries: tuple[Entry | OtherReading, ...]
    span: Span


class Norms(Formulas):
    # --- parameters, definitions, tables

    def parameter(self, v: Values, start: int, end: int) -> ast.Parameter:
        return ast.Parameter(v[0], tuple(v[1:]), Span(self.file, start, end))

    def dated(self, v: Values, start: int, end: int) -> ast.ParameterValue:
        return ast.ParameterValue(v[0], v[1] if len(v) > 1 else None, Span(self.file, start, end))

    def since(self, v: Values, start: int, end: int) -> date | None:
        """A day; the first of a month; the first of a year: `2020年` or `2020`."""
        payload = self.possible(v[0], start, end)
        if isinstance(payload, date):
            return payload
        if isinstance(payload, int):
            return date(payload // 12, payload % 12 + 1, 1)
        year = self.year_of(payload)
        if year is None:
            self.note(findings.SINCE_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return None
        return date(year, 1, 1)

    def define(self, v: Values, start: int, end: int) -> ast.Define:
        return ast.Define(v[0], v[1], Span(self.file, start, end))

    def plain(self, v: Values, start: int, end: int) -> ast.PlainBody:
        return ast.PlainBody(v[0], Span(self.file, start, end))

    def branches(self, v: Values, start: int, end: int) -> ast.BranchBody:
        for branch in v[:-1]:
            if branch.guard is None:
                self.note(findings.OTHERWISE_LAST, branch.span)
        return ast.BranchBody(tuple(v), Span(self.file, start, end))

    def branch(self, v: Values, start: int, end: int) -> ast.Branch:
        return ast.Branch(v[0], v[1], Span(self.file, start, end))

    def otherwise(self, v: Values, start: int, end: int) -> ast.Branch:
        return ast.Branch(None, v[0], Span(self.file, start, end))

    def table(self, v: Values, start: int, end: int) -> ast.Define:
        return ast.Define(v[0], v[1], Span(self.file, start, end))

    def tabular(self, v: Values, start: int, end: int) -> ast.TableBody:
        columns: tuple[ast.Expr, ...] = v[0]
        first_hit = v[1] is True
        rows: list[ast.Row] = v[2 if first_hit else 1 :]
        for row in rows:
            if row.cells is not None and len(row.cells) != len(columns):
                self.note(findings.CELLS_MISMATCH, row.span, columns=len(columns), cells=len(row.cells))
        for row in rows[:-1]:
            if row.cells is None:
                self.note(findings.OTHERWISE_LAST, row.span)
        return ast.TableBody(columns, tuple(rows), first_hit, Span(self.file, start, end))

    def columns(self, v: Values, start: int, end: int) -> tuple[ast.Expr, ...]:
        return tuple(v)

    def by_row(self, v: Values, start: int, end: int) -> bool:
        return True

    def row(self, v: Values, start: int, end: int) -> ast.Row:
        return ast.Row(v[0], v[1], Span(self.file, start, end))

    def other_row(self, v: Values, start: int, end: int) -> ast.Row:
        return ast.Row(None, v[0], Span(self.file, start, end))

    def cells(self, v: Values, start: int, end: int) -> tuple[ast.Cell, ...]:
        return tuple(v)

    def any_cell(self, v: Values, start: int, end: int) -> ast.Cell:
        return ast.Cell(ast.CellOp.ANY, (), Span(self.file, start, end))

    def bound_cell(self, v: Values, start: int, end: int) -> ast.Cell:
        op, word = v[0]
        return ast.Cell(op, (v[1],), Span(self.file, start, end), word)

    def values_cell(self, v: Values, start: int, end: int) -> ast.Cell:
        return ast.Cell(ast.CellOp.ONE_OF, tuple(v), Span(self.file, start, end))

    def order(self, v: Values, start: int, end: int) -> tuple[ast.CellOp, str]:
        return _ORDERS[v[0]], self.word(start, end)

    # --- decisions

    def decide(self, v: Values, start: int, end: int) -> ast.Decide:
        return ast.Decide(v[-2], v[-1], Span(self.file, start, end), new=len(v) > 2)

    def new(self, v: Values, start: int, end: int) -> bool:
        return True

    def decide_same(self, v: Values, start: int, end: int) -> ast.DecideSame:
        article = v[2].name if len(v) > 3 else None
        return ast.DecideSame(v[0], v[1], v[-1], Span(self.file, start, end), article)

    def decide_same_of(self, v: Values, start: int, end: int) -> ast.DecideSame:
        article = v[2].name if len(v) > 3 else None
        return ast.DecideSame(v[0], v[-1], v[1], Span(self.file, start, end), article)

    def mode(self, v: Values, start: int, end: int) -> ast.ItemMode:
        return ast.ItemMode.ANY if v[-1] in ("REQUIRES_ONE", "ONE_OF") else ast.ItemMode.ALL

    inner_mode = mode

    def only_item(self, v: Values, start: int, end: int) -> tuple[ast.Expr, ...]:
        return (v[0],)

    def items(self, v: Values, start: int, end: int) -> tuple[Entry, ...]:
        return tuple(v)

    def item(self, v: Values, start: int, end: int) -> Entry:
        return Entry(v[0], None, v[1], None, Span(self.file, start, end))

    def group_item(self, v: Values, start: int, end: int) -> Entry:
        return Entry(v[0], v[1], None, v[2], Span(self.file, start, end))

    inner_item = item

    def read_item(self, v: Values, start: int, end: int) -> Entry:
        return Entry(v[0], None, v[2], None, Span(self.file, start, end), v[1])

    def other_reading(self, v: Values, start: int, end: int) -> OtherReading:
        return OtherReading(v[0], v[1], Span(self.file, start, end))

    def adopted(self, v: Values, start: int, end: int) -> OtherReading:
        return OtherReading(v[0], None, Span(self.file, start, end))

    def group(self, v: Values, start: int, end: int) -> ast.ItemGroup:
        return self._group(v[0], v[1], Span(self.file, start, end))

    def _outer(self, entries: tuple[Any, ...]) -> tuple[Any, ...]:
        """Where all labels are of the inner level, they are noted once, and read as the outer ones that were meant."""
        labels = [entry.label for entry in entries if isinstance(entry, Entry) and isinstance(entry.label, Inner)]
        if len(labels) < len(entries) or any(not 0 < label.number < 100 for label in labels):
            return entries
        texts = [f"（{numerals.chinese(label.number)}）" for label in labels]
        edits = tuple(Edit(self._with_space(label.span), text) for label, text in zip(labels, texts, strict=True))
        written = labels[0].span.text
        self.note(findings.LABELS_INNER, labels[0].span, edits=edits, written=written, meant=texts[0])
        outer = (ast.ItemLabel(text, None, label.span) for text, label in zip(texts, labels, strict=True))
        return tuple(replace(entry, label=label) for entry, label in zip(entries, outer, strict=True))

    def _with_space(self, span: Span) -> Span:
        """With the blanks that follow on its line."""
        end = span.end
        while self.text[end : end + 1] in (" ", "\t", "\u3000"):
            end += 1
        return Span(self.file, span.start, end)

    def _group(self, mode: ast.ItemMode, entries: tuple[Any, ...], span: Span) -> ast.ItemGroup:
        """The flat entries as items with their inner items."""
        if not isinstance(entries[0], Entry | OtherReading):
            body: ast.Expr = entries[0]
            return ast.ItemGroup(mode, (ast.ItemNode(None, body, body.span),), span)
        items: list[ast.ItemNode] = []
        position = 0
        entries = self._outer(entries)
        while position < len(entries):
            entry: Entry | OtherReading = entries[position]
            position += 1
            if isinstance(entry, OtherReading):
                self.note(findings.READING_MISPLACED, entry.span, written=entry.name)
                continue
            if isinstance(entry.label, Inner):
                self.note(findings.LABEL_FORM, entry.label.span, written=entry.label.span.text)
                continue
            if entry.reading is not None:
                others = []
                while position < len(entries) and isinstance(entries[position], OtherReading):
                    others.append(entries[position])
                    position += 1
                readings = self._readings(entry, others)
                items.append(ast.ItemNode(entry.label, readings, entry.span.to(readings.span)))
                continue
            if entry.inner is None:
                assert entry.body is not None
                items.append(ast.ItemNode(entry.label, entry.body, entry.span))
                continue
            assert entry.mode is not None
            inner = [entry.inner]
            while position < len(entries) and _is_inner(entries[position]):
                inner.append(entries[position])
                position += 1
            whole = entry.span.to(inner[-1].span)
            nested = ast.ItemGroup(entry.mode, self._inner_items(entry.label.outer, inner), inner[0].span.to(whole))
            items.append(ast.ItemNode(entry.label, nested, whole))
        self._check_labels([(numerals_of(item.label), item.label) for item in items if item.label is not None])
        return ast.ItemGroup(mode, tuple(items), span)

    def _readings(self, first: Entry, others: list[OtherReading]) -> ast.Readings:
        """The readings of an item, each name once, and the one adopted; the first, where that cannot be told."""
        assert first.reading is not None
        assert first.body is not None
        choices = {first.reading: first.body}
        adopted: list[OtherReading] = []
        for other in others:
            if other.body is None:
                adopted.append(other)
            elif other.name in choices:
                self.note(findings.READING_TWICE, other.span, written=other.name)
            else:
                choices[other.name] = other.body
        span = first.span.to(others[-1].span) if others else first.span
        if len(choices) < 2:
            self.note(findings.READING_ALONE, first.span, written=first.reading)
        elif not adopted:
            self.note(findings.READING_NOT_ADOPTED, span, readings="、".join(choices), first=first.reading)
        for other in adopted[1:]:
            self.note(findings.READING_ADOPTED_TWICE, other.span, first=adopted[0].name)
        if adopted and adopted[0].name not in choices:
            self.note(findings.READING_UNKNOWN, adopted[0].span, written=adopted[0].name, readings="、".join(choices))
        taken = adopted[0].name if adopted and adopted[0].name in choices else first.reading
        return ast.Readings(tuple(choices.items()), taken, span)

    def _inner_items(self, outer: str, entries: list[Entry]) -> tuple[ast.ItemNode, ...]:
        items = []
        for entry in entries:
            assert isinstance(entry.label, Inner)
            assert entry.body is not None
            label = ast.ItemLabel(outer, entry.label.number, entry.label.span)
            items.append(ast.ItemNode(label, entry.body, entry.span))
        self._check_labels([(item.label.inner or 0, item.label) for item in items if item.label is not None])
        return tuple(items)

    def _check_labels(self, labels: list[tuple[int, ast.ItemLabel]]) -> None:
        """Labels count up from one; each mistake is noted once, and counting goes on from what was written."""
        seen: set[int] = set()
        expected = 1
        for number, label in labels:
            written = label.span.text
            wanted = f"（{numerals.chinese(expected)}）" if label.inner is None else f"{expected}."
            if number != expected and number not in seen:  # a label twice is a name twice: RD104
                self.note(findings.LABEL_ORDER, label.span, written=written, wanted=wanted)
            seen.add(number)
            expected = number + 1

    # --- exceptions and amendments

    def exception(self, v: Values, start: int, end: int) -> ast.ExceptWhen:
        article: ast.ArticleRef | None = None
        over: tuple[ast.ArticleRef, ...] = ()
        if isinstance(v[0], ast.ArticleRef):
            article = v[0]
            v = v[1:]
        if isinstance(v[0], tuple):
            over = v[0]
            v = v[1:]
        return ast.ExceptWhen(article, over, v[0], v[1], v[2], Span(self.file, start, end))

    def over(self, v: Values, start: int, end: int) -> tuple[ast.ArticleRef, ...]:
        return tuple(v)

    def deemed(self, v: Values, start: int, end: int) -> ast.Deemed:
        return ast.Deemed.MET if v[0] == "DEEMED_MET" else ast.Deemed.NOT_MET

    def article_ref(self, v: Values, start: int, end: int) -> ast.ArticleRef:
        title = v[0] if len(v) > 1 else None
        return ast.ArticleRef(title, v[-1].name, Span(self.file, start, end))

    def article_of(self, v: Values, start: int, end: int) -> ast.ArticleRef:
        return ast.ArticleRef(v[1], v[0].name, Span(self.file, start, end))

    def norm_ref(self, v: Values, start: int, end: int) -> ast.NormRef:
        return ast.NormRef(v[0], v[1] if len(v) > 1 else None, Span(self.file, start, end))

    def item_label(self, v: Values, start: int, end: int) -> ast.ItemLabel:
        if len(v) == 1:
            return v[0]  # type: ignore[no-any-return]
        inner = v[1].number if isinstance(v[1], Inner) else int(v[1])
        return ast.ItemLabel(v[0].outer, inner, Span(self.file, start, end))

    def amend(self, v: Values, start: int, end: int) -> ast.Amend:
        article, target, change = v
        if isinstance(change, InnerItems):
            outer = "（一）"
            if target.label is None or target.label.inner is not None:
                self.note(findings.INNER_REPLACEMENT, change.span)
            else:
                outer = target.label.outer
            change = ast.ReplaceGroup(self._replaced(change, outer), change.span)
        return ast.Amend(article, target, change, Span(self.file, start, end))

    def _replaced(self, change: InnerItems, outer: str) -> ast.ItemGroup:
        inner = [entry for entry in change.entries if isinstance(entry, Entry) and isinstance(entry.label, Inner)]
        for entry in change.entries:
            if isinstance(entry, OtherReading):
                self.note(findings.READING_MISPLACED, entry.span, written=entry.name)
            elif not isinstance(entry.label, Inner):
                self.note(findings.INNER_LABEL_FORM, entry.label.span, written=entry.label.span.text)
        return ast.ItemGroup(change.mode, self._inner_items(outer, inner), change.span)

    def add_items(self, v: Values, start: int, end: int) -> ast.AddItems:
        mode = v[0] if len(v) > 1 else ast.ItemMode.ALL
        span = Span(self.file, start, end)
        return ast.AddItems(self._group(mode, v[-1], span), span)

    def replace_body(self, v: Values, start: int, end: int) -> ast.ReplaceBody:
        return ast.ReplaceBody(v[0], Span(self.file, start, end))

    def replace_group(self, v: Values, start: int, end: int) -> ast.ReplaceGroup:
        return ast.ReplaceGroup(v[0], Span(self.file, start, end))

    def replace_inner(self, v: Values, start: int, end: int) -> InnerItems:
        return InnerItems(v[0], v[1], Span(self.file, start, end))

    def delete_item(self, v: Values, start: int, end: int) -> ast.DeleteItem:
        return ast.DeleteItem(Span(self.file, start, end))


def _is_inner(entry: Entry | OtherReading) -> bool:
    return isinstance(entry, Entry) and isinstance(entry.label, Inner)


def numerals_of(label: ast.ItemLabel) -> int:
    """The number in （三）."""
    return int(numerals.number(label.outer[1:-1]))
