"""From reductions of the grammar to AST nodes: one method for each rule or alias of `grammar/rankdsl.lark`.

Each method takes the values of its rule (nodes, payloads of terminals, names of kept keywords) and the characters that
the rule covers. A mistake that the grammar lets through is noted in `findings`, and a node is still given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, findings, numerals
from rankdsl.syntax.pieces import ArticleLine, ChapterLine, DocumentLine, HeaderEntry, HeaderField

Values = list[Any]

_COMPARISONS = {
    "EQ": ast.CompareOp.EQ,
    "IS": ast.CompareOp.EQ,
    "NE": ast.CompareOp.NE,
    "LT": ast.CompareOp.LT,
    "LE": ast.CompareOp.LE,
    "GT": ast.CompareOp.GT,
    "GE": ast.CompareOp.GE,
}
_ORDERS = {
    "LT": ast.CellOp.LT,
    "LE": ast.CellOp.LE,
    "GT": ast.CellOp.GT,
    "GE": ast.CellOp.GE,
}
_FUNCTIONS = {
    "LARGER": ast.Function.LARGER,
    "SMALLER": ast.Function.SMALLER,
    "MONTHS": ast.Function.MONTHS,
    "DAYS": ast.Function.DAYS,
    "YEAR_OF": ast.Function.YEAR,
    "MONTH_OF": ast.Function.MONTH,
}
_ARGUMENTS = {
    ast.Function.LARGER: 2,
    ast.Function.SMALLER: 2,
    ast.Function.MONTHS: 2,
    ast.Function.DAYS: 2,
    ast.Function.YEAR: 1,
    ast.Function.MONTH: 1,
}
_ROUNDINGS = {"HALF_UP": ast.RoundingMode.HALF_UP, "UP": ast.RoundingMode.UP, "DOWN": ast.RoundingMode.DOWN}
_AGGREGATES = {
    "COUNT": ast.AggregateKind.COUNT,
    "SUM": ast.AggregateKind.SUM,
    "LARGEST": ast.AggregateKind.LARGEST,
    "SMALLEST": ast.AggregateKind.SMALLEST,
    "SOME": ast.AggregateKind.SOME,
    "EVERY": ast.AggregateKind.EVERY,
    "LATEST": ast.AggregateKind.LATEST,
}
_OF_A_FIELD = frozenset(
    (ast.AggregateKind.SUM, ast.AggregateKind.LARGEST, ast.AggregateKind.SMALLEST, ast.AggregateKind.LATEST)
)
_WITH_FILTER = frozenset((ast.AggregateKind.SOME, ast.AggregateKind.EVERY))
_RESTRICTIONS = {
    "NOT_STRICTER": ast.RestrictionWord.NOT_STRICTER,
    "NOT_LAXER": ast.RestrictionWord.NOT_LAXER,
    "NOT_CHANGED": ast.RestrictionWord.NOT_CHANGED,
    "NO_ADDED_CONDITION": ast.RestrictionWord.NO_ADDED_CONDITION,
    "FREE": ast.RestrictionWord.FREE,
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
AS_OF_DAY = "评定日"
"""How the AST names the day of evaluation in a case, whatever the surface language."""


@dataclass(frozen=True, slots=True)
class _Inner:
    """The label 2. of an inner item."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Article:
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Entry:
    """A numbered item as it stands in the flat list; `mode` opens inner items, of which `inner` is the first."""

    label: ast.ItemLabel | _Inner
    mode: ast.ItemMode | None
    body: ast.Expr | None
    inner: _Entry | None
    span: Span


@dataclass(frozen=True, slots=True)
class _InnerItems:
    """改为：下列之一：1. …: the outer label comes from what is amended."""

    mode: ast.ItemMode
    entries: tuple[_Entry, ...]
    span: Span


class Builder:
    """Builds the nodes of one file; `findings` grows in the order of the text."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.findings: list[Finding] = []

    # --- terminals: called on shift with the payload of the lexeme and its characters

    def shifted(self) -> dict[str, Callable[[Any, int, int], Any]]:
        """For each terminal whose value is more than its payload, what makes that value."""
        return {
            "NAME": self._ident,
            "STRING": self._quoted,
            "TITLE": self._title,
            "HEADING": self._heading,
            "ARTICLE": self._article,
            "LABEL": self._label,
            "INNER": self._inner,
        }

    def _ident(self, payload: str | None, start: int, end: int) -> ast.Ident:
        return ast.Ident(payload or self.text[start + 1 : end - 1], Span(self.file, start, end))

    def _quoted(self, payload: object, start: int, end: int) -> ast.Quoted:
        return ast.Quoted(self.text[start + 1 : end - 1], Span(self.file, start, end))

    def _title(self, payload: object, start: int, end: int) -> ast.TitleRef:
        return ast.TitleRef(self.text[start + 1 : end - 1], Span(self.file, start, end))

    def _heading(self, payload: object, start: int, end: int) -> str:
        return self.text[start + 1 : end - 1].strip()

    def _article(self, payload: str, start: int, end: int) -> _Article:
        return _Article(payload, Span(self.file, start, end))

    def _label(self, payload: str, start: int, end: int) -> ast.ItemLabel:
        return ast.ItemLabel(payload, None, Span(self.file, start, end))

    def _inner(self, payload: int, start: int, end: int) -> _Inner:
        return _Inner(payload, Span(self.file, start, end))

    # --- noting mistakes

    def _note(self, diagnostic: Diagnostic, span: Span, *, edits: tuple[Edit, ...] = (), **words: Any) -> None:
        self.findings.append(diagnostic.at(Place(span), edits=edits, **words))

    def _possible(self, payload: Any, start: int, end: int) -> Any:
        """A day or month that exists; an impossible one is noted, and the nearest stands in for it."""
        if isinstance(payload, numerals.ImpossibleDate):
            self._note(findings.BAD_DATE, Span(self.file, start, end), written=self.text[start:end])
            return payload.nearest
        return payload

    # --- lines and header

    def file_(self, v: Values, start: int, end: int) -> Values:
        return v

    def formula(self, v: Values, start: int, end: int) -> ast.Expr:
        return v[0]  # type: ignore[no-any-return]

    def document_line(self, v: Values, start: int, end: int) -> DocumentLine:
        return DocumentLine(v[0], Span(self.file, start, end))

    def chapter_line(self, v: Values, start: int, end: int) -> ChapterLine:
        return ChapterLine(Span(self.file, start, end))

    def article_line(self, v: Values, start: int, end: int) -> ArticleLine:
        return ArticleLine(v[0].name, v[1] if len(v) > 1 else "", v[0].span, Span(self.file, start, end))

    def level(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.LEVEL, v[0], Span(self.file, start, end))

    def jurisdiction(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.JURISDICTION, v[0], Span(self.file, start, end))

    def superiors(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.UNDER, tuple(v), Span(self.file, start, end))

    def vocabulary(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.VOCABULARY, v[0], Span(self.file, start, end))

    def effective(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.EFFECTIVE, self._to_the_day(v[0]), Span(self.file, start, end))

    def repealed(self, v: Values, start: int, end: int) -> HeaderEntry:
        return HeaderEntry(HeaderField.REPEALED, self._to_the_day(v[0]), Span(self.file, start, end))

    def _to_the_day(self, value: ast.DayLiteral | ast.MonthLiteral) -> ast.DayLiteral:
        if isinstance(value, ast.DayLiteral):
            return value
        self._note(findings.DAY_WANTED, value.span, written=value.span.text)
        return ast.DayLiteral(date(value.month // 12, value.month % 12 + 1, 1), value.span)

    # --- small statements

    def gist(self, v: Values, start: int, end: int) -> ast.Gist:
        return ast.Gist(v[0], Span(self.file, start, end))

    def sources(self, v: Values, start: int, end: int) -> ast.Sources:
        return ast.Sources(tuple(v), Span(self.file, start, end))

    def source(self, v: Values, start: int, end: int) -> ast.SourceEntry:
        return ast.SourceEntry(v[0].text, None, Span(self.file, start, end))

    def located(self, v: Values, start: int, end: int) -> ast.SourceEntry:
        return ast.SourceEntry(v[0].text, v[1], Span(self.file, start, end))

    def scope(self, v: Values, start: int, end: int) -> ast.ScopeIs:
        return ast.ScopeIs(v[0], Span(self.file, start, end))

    def publish(self, v: Values, start: int, end: int) -> ast.Publish:
        return ast.Publish(v[0], v[1], Span(self.file, start, end))

    def names(self, v: Values, start: int, end: int) -> tuple[ast.Ident, ...]:
        return tuple(v)

    def judgement(self, v: Values, start: int, end: int) -> ast.LeftToJudgement:
        return ast.LeftToJudgement(v[0], Span(self.file, start, end))

    def expect_finding(self, v: Values, start: int, end: int) -> ast.ExpectFinding:
        code: ast.Ident = v[0]
        if not (len(code.text) == 5 and code.text[:2] == "RD" and code.text[2:].isdecimal()):
            self._note(findings.CODE_WANTED, code.span, written=code.text)
        return ast.ExpectFinding(code.text, v[1], Span(self.file, start, end))

    def for_subordinates(self, v: Values, start: int, end: int) -> ast.ForSubordinates:
        return ast.ForSubordinates(v[0], tuple(v[1:]), Span(self.file, start, end))

    def clause(self, v: Values, start: int, end: int) -> ast.RestrictionClause:
        word: ast.RestrictionWord = v[0]
        if len(v) > 1 and word is not ast.RestrictionWord.NO_ADDED_CONDITION:
            self._note(findings.BESIDES_MISPLACED, Span(self.file, start, end), word=word.value)
        return ast.RestrictionClause(word, v[1] if len(v) > 1 else (), Span(self.file, start, end))

    def restriction(self, v: Values, start: int, end: int) -> ast.RestrictionWord:
        return _RESTRICTIONS[v[0]]

    def except_facts(self, v: Values, start: int, end: int) -> tuple[ast.Ident, ...]:
        return v[0]  # type: ignore[no-any-return]

    # --- assertions

    def assert_holds(self, v: Values, start: int, end: int) -> ast.AssertHolds:
        return ast.AssertHolds(v[0], Span(self.file, start, end))

    def assert_exists(self, v: Values, start: int, end: int) -> ast.AssertExists:
        return ast.AssertExists(v[0], Span(self.file, start, end))

    def assert_rising(self, v: Values, start: int, end: int) -> ast.AssertMonotone:
        return ast.AssertMonotone(v[0], v[1], 1, Span(self.file, start, end))

    def assert_falling(self, v: Values, start: int, end: int) -> ast.AssertMonotone:
        return ast.AssertMonotone(v[0], v[1], -1, Span(self.file, start, end))

    def assert_independent(self, v: Values, start: int, end: int) -> ast.AssertIndependent:
        return ast.AssertIndependent(v[0], v[1], Span(self.file, start, end))

    def assert_exclusive(self, v: Values, start: int, end: int) -> ast.AssertExclusive:
        return ast.AssertExclusive(v[0], v[1], Span(self.file, start, end))

    # --- parameters, definitions, tables

    def parameter(self, v: Values, start: int, end: int) -> ast.Parameter:
        return ast.Parameter(v[0], tuple(v[1:]), Span(self.file, start, end))

    def dated(self, v: Values, start: int, end: int) -> ast.ParameterValue:
        return ast.ParameterValue(v[0], v[1] if len(v) > 1 else None, Span(self.file, start, end))

    def since(self, v: Values, start: int, end: int) -> date | None:
        """A day; the first of a month; the first of a year: `2020年` or `2020`."""
        payload = self._possible(v[0], start, end)
        if isinstance(payload, date):
            return payload
        if isinstance(payload, int):
            return date(payload // 12, payload % 12 + 1, 1)
        year = self._year_of(payload)
        if year is None:
            self._note(findings.SINCE_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return None
        return date(year, 1, 1)

    def _year_of(self, payload: Fraction | tuple[Fraction, ast.WrittenUnit]) -> int | None:
        if isinstance(payload, tuple):
            if payload[1] is not ast.WrittenUnit.YEAR:
                return None
            payload = payload[0]
        if payload.denominator != 1 or not _FIRST_YEAR <= payload <= _LAST_YEAR:
            return None
        return int(payload)

    def define(self, v: Values, start: int, end: int) -> ast.Define:
        return ast.Define(v[0], v[1], Span(self.file, start, end))

    def plain(self, v: Values, start: int, end: int) -> ast.PlainBody:
        return ast.PlainBody(v[0], Span(self.file, start, end))

    def branches(self, v: Values, start: int, end: int) -> ast.BranchBody:
        if v[-1].guard is not None:  # a second 其他 at the end is a name that stands twice: RD104
            for branch in v[:-1]:
                if branch.guard is None:
                    self._note(findings.OTHERWISE_LAST, branch.span)
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
                self._note(findings.CELLS_MISMATCH, row.span, columns=len(columns), cells=len(row.cells))
        if rows[-1].cells is not None:
            for row in rows[:-1]:
                if row.cells is None:
                    self._note(findings.OTHERWISE_LAST, row.span)
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
        return ast.Cell(v[0], (v[1],), Span(self.file, start, end))

    def values_cell(self, v: Values, start: int, end: int) -> ast.Cell:
        return ast.Cell(ast.CellOp.ONE_OF, tuple(v), Span(self.file, start, end))

    def order(self, v: Values, start: int, end: int) -> ast.CellOp:
        return _ORDERS[v[0]]

    # --- decisions

    def decide(self, v: Values, start: int, end: int) -> ast.Decide:
        return ast.Decide(v[0], v[1], Span(self.file, start, end))

    def mode(self, v: Values, start: int, end: int) -> ast.ItemMode:
        return ast.ItemMode.ANY if v[-1] in ("REQUIRES_ONE", "ONE_OF") else ast.ItemMode.ALL

    inner_mode = mode

    def only_item(self, v: Values, start: int, end: int) -> tuple[ast.Expr, ...]:
        return (v[0],)

    def items(self, v: Values, start: int, end: int) -> tuple[_Entry, ...]:
        return tuple(v)

    def item(self, v: Values, start: int, end: int) -> _Entry:
        return _Entry(v[0], None, v[1], None, Span(self.file, start, end))

    def group_item(self, v: Values, start: int, end: int) -> _Entry:
        return _Entry(v[0], v[1], None, v[2], Span(self.file, start, end))

    inner_item = item

    def group(self, v: Values, start: int, end: int) -> ast.ItemGroup:
        return self._group(v[0], v[1], Span(self.file, start, end))

    def _group(self, mode: ast.ItemMode, entries: tuple[Any, ...], span: Span) -> ast.ItemGroup:
        """The flat entries as items with their inner items."""
        if not isinstance(entries[0], _Entry):
            body: ast.Expr = entries[0]
            return ast.ItemGroup(mode, (ast.ItemNode(None, body, body.span),), span)
        items: list[ast.ItemNode] = []
        position = 0
        while position < len(entries):
            entry: _Entry = entries[position]
            position += 1
            if isinstance(entry.label, _Inner):
                self._note(findings.LABEL_FORM, entry.label.span, written=entry.label.span.text)
                continue
            if entry.inner is None:
                assert entry.body is not None
                items.append(ast.ItemNode(entry.label, entry.body, entry.span))
                continue
            assert entry.mode is not None
            inner = [entry.inner]
            while position < len(entries) and isinstance(entries[position].label, _Inner):
                inner.append(entries[position])
                position += 1
            whole = entry.span.to(inner[-1].span)
            nested = ast.ItemGroup(entry.mode, self._inner_items(entry.label.outer, inner), inner[0].span.to(whole))
            items.append(ast.ItemNode(entry.label, nested, whole))
        self._check_labels([(numerals_of(item.label), item.label) for item in items if item.label is not None])
        return ast.ItemGroup(mode, tuple(items), span)

    def _inner_items(self, outer: str, entries: list[_Entry]) -> tuple[ast.ItemNode, ...]:
        items = []
        for entry in entries:
            assert isinstance(entry.label, _Inner)
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
                self._note(findings.LABEL_ORDER, label.span, written=written, wanted=wanted)
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

    def norm_ref(self, v: Values, start: int, end: int) -> ast.NormRef:
        return ast.NormRef(v[0], v[1] if len(v) > 1 else None, Span(self.file, start, end))

    def item_label(self, v: Values, start: int, end: int) -> ast.ItemLabel:
        if len(v) == 1:
            return v[0]  # type: ignore[no-any-return]
        inner = v[1].number if isinstance(v[1], _Inner) else int(v[1])
        return ast.ItemLabel(v[0].outer, inner, Span(self.file, start, end))

    def amend(self, v: Values, start: int, end: int) -> ast.Amend:
        article, target, change = v
        if isinstance(change, _InnerItems):
            outer = "（一）"
            if target.label is None or target.label.inner is not None:
                self._note(findings.INNER_REPLACEMENT, change.span)
            else:
                outer = target.label.outer
            change = ast.ReplaceGroup(self._replaced(change, outer), change.span)
        return ast.Amend(article, target, change, Span(self.file, start, end))

    def _replaced(self, change: _InnerItems, outer: str) -> ast.ItemGroup:
        inner = [entry for entry in change.entries if isinstance(entry.label, _Inner)]
        for entry in change.entries:
            if not isinstance(entry.label, _Inner):
                self._note(findings.INNER_LABEL_FORM, entry.label.span, written=entry.label.span.text)
        return ast.ItemGroup(change.mode, self._inner_items(outer, inner), change.span)

    def add_items(self, v: Values, start: int, end: int) -> ast.AddItems:
        mode = v[0] if len(v) > 1 else ast.ItemMode.ALL
        span = Span(self.file, start, end)
        return ast.AddItems(self._group(mode, v[-1], span), span)

    def replace_body(self, v: Values, start: int, end: int) -> ast.ReplaceBody:
        return ast.ReplaceBody(v[0], Span(self.file, start, end))

    def replace_group(self, v: Values, start: int, end: int) -> ast.ReplaceGroup:
        return ast.ReplaceGroup(v[0], Span(self.file, start, end))

    def replace_inner(self, v: Values, start: int, end: int) -> _InnerItems:
        return _InnerItems(v[0], v[1], Span(self.file, start, end))

    def delete_item(self, v: Values, start: int, end: int) -> ast.DeleteItem:
        return ast.DeleteItem(Span(self.file, start, end))

    # --- cases

    def case(self, v: Values, start: int, end: int) -> ast.Case:
        return ast.Case(
            name=v[0],
            given=tuple(part for part in v[1:] if isinstance(part, ast.Given)),
            expected=tuple(part for part in v[1:] if isinstance(part, ast.Expect)),
            rest_typical=any(part is True for part in v[1:]),
            span=Span(self.file, start, end),
        )

    def given(self, v: Values, start: int, end: int) -> ast.Given:
        name = ast.Ident(AS_OF_DAY, v[0].span) if isinstance(v[0], ast.AsOfDay) else v[0]
        return ast.Given(name, v[1], Span(self.file, start, end))

    def expect(self, v: Values, start: int, end: int) -> ast.Expect:
        return ast.Expect(v[0], v[1], Span(self.file, start, end))

    def special(self, v: Values, start: int, end: int) -> ast.SpecialExpectation:
        return ast.SpecialExpectation.CANNOT_TELL if v[0] == "CANNOT_TELL" else ast.SpecialExpectation.NO_VALUE

    def rest(self, v: Values, start: int, end: int) -> bool:
        return True

    def not_applicable(self, v: Values, start: int, end: int) -> ast.NotApplicable:
        return ast.NotApplicable(Span(self.file, start, end))

    def records(self, v: Values, start: int, end: int) -> ast.RecordsLiteral:
        return ast.RecordsLiteral(tuple(v), Span(self.file, start, end))

    def record_years(self, v: Values, start: int, end: int) -> ast.RecordYears:
        first, last = v[0]
        return ast.RecordYears(first, last, v[1], Span(self.file, start, end))

    def years(self, v: Values, start: int, end: int) -> tuple[int, int]:
        years = [self._year_of(payload) for payload in v]
        if any(year is None for year in years) or (years[-1] or 0) < (years[0] or 0):
            self._note(findings.YEARS_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return _FIRST_YEAR, _FIRST_YEAR
        return years[0] or 0, years[-1] or 0

    def unknown(self, v: Values, start: int, end: int) -> None:
        return None

    def only_value(self, v: Values, start: int, end: int) -> tuple[tuple[None, ast.Expr], ...]:
        return ((None, v[0]),)

    def record_fields(self, v: Values, start: int, end: int) -> tuple[tuple[ast.Ident, ast.Expr], ...]:
        return tuple(v)

    def record_field(self, v: Values, start: int, end: int) -> tuple[ast.Ident, ast.Expr]:
        return v[0], v[1]

    # --- formulas

    def expr(self, v: Values, start: int, end: int) -> ast.Logic:
        return ast.Logic(ast.LogicOp.OR, tuple(v), Span(self.file, start, end))

    def conjunction(self, v: Values, start: int, end: int) -> ast.Logic:
        return ast.Logic(ast.LogicOp.AND, tuple(v), Span(self.file, start, end))

    def not_(self, v: Values, start: int, end: int) -> ast.Not:
        return ast.Not(v[0], Span(self.file, start, end))

    def compared(self, v: Values, start: int, end: int) -> ast.Comparison:
        return ast.Comparison(v[1], v[0], v[2], Span(self.file, start, end))

    def compare(self, v: Values, start: int, end: int) -> ast.CompareOp:
        return _COMPARISONS[v[0]]

    def member(self, v: Values, start: int, end: int) -> ast.Membership:
        return ast.Membership(v[0], v[1], True, Span(self.file, start, end))

    def not_member(self, v: Values, start: int, end: int) -> ast.Membership:
        return ast.Membership(v[0], v[1], False, Span(self.file, start, end))

    def members(self, v: Values, start: int, end: int) -> tuple[ast.Expr, ...]:
        return tuple(v)

    def full(self, v: Values, start: int, end: int) -> ast.AtLeastFull:
        return ast.AtLeastFull(v[0], v[1], Span(self.file, start, end))

    def add(self, v: Values, start: int, end: int) -> ast.Arithmetic:
        return ast.Arithmetic(ast.BinaryOp.ADD, v[0], v[1], Span(self.file, start, end))

    def subtract(self, v: Values, start: int, end: int) -> ast.Arithmetic:
        return ast.Arithmetic(ast.BinaryOp.SUB, v[0], v[1], Span(self.file, start, end))

    def multiply(self, v: Values, start: int, end: int) -> ast.Arithmetic:
        return ast.Arithmetic(ast.BinaryOp.MUL, v[0], v[1], Span(self.file, start, end))

    def divide(self, v: Values, start: int, end: int) -> ast.Arithmetic:
        return ast.Arithmetic(ast.BinaryOp.DIV, v[0], v[1], Span(self.file, start, end))

    def negative(self, v: Values, start: int, end: int) -> ast.Negative:
        return ast.Negative(v[0], Span(self.file, start, end))

    def name(self, v: Values, start: int, end: int) -> ast.Name:
        return ast.Name(v[0])

    def number(self, v: Values, start: int, end: int) -> ast.Number:
        return ast.Number(v[0], Span(self.file, start, end))

    def quantity(self, v: Values, start: int, end: int) -> ast.Quantity:
        return ast.Quantity(v[0][0], v[0][1], Span(self.file, start, end))

    def day(self, v: Values, start: int, end: int) -> ast.DayLiteral:
        return ast.DayLiteral(self._possible(v[0], start, end), Span(self.file, start, end))

    def month(self, v: Values, start: int, end: int) -> ast.MonthLiteral:
        value = self._possible(v[0], start, end)
        if isinstance(value, date):
            value = value.year * 12 + value.month - 1
        return ast.MonthLiteral(value, Span(self.file, start, end))

    def truth(self, v: Values, start: int, end: int) -> ast.TruthLiteral:
        return ast.TruthLiteral(v[0] == "TRUE", Span(self.file, start, end))

    def as_of(self, v: Values, start: int, end: int) -> ast.AsOfDay:
        return ast.AsOfDay(Span(self.file, start, end))

    def judged(self, v: Values, start: int, end: int) -> ast.Judged:
        return ast.Judged(v[0], Span(self.file, start, end))

    def function(self, v: Values, start: int, end: int) -> ast.Function:
        return _FUNCTIONS[v[0]]

    def call(self, v: Values, start: int, end: int) -> ast.Call:
        function: ast.Function = v[0]
        wanted = _ARGUMENTS[function]
        if len(v) - 1 != wanted:
            span = Span(self.file, start, end)
            self._note(findings.ARGUMENTS, span, function=function.value, wanted=wanted, given=len(v) - 1)
        return ast.Call(function, tuple(v[1:]), Span(self.file, start, end))

    def rounding(self, v: Values, start: int, end: int) -> ast.Rounding:
        places = v[2] if len(v) > 2 else Fraction(0)
        if places.denominator != 1 or places > 9:
            self._note(findings.PLACES, Span(self.file, start, end))
            places = Fraction(0)
        return ast.Rounding(v[0], v[1], int(places), Span(self.file, start, end))

    def rounding_mode(self, v: Values, start: int, end: int) -> ast.RoundingMode:
        return _ROUNDINGS[v[0]]

    def aggregate_kind(self, v: Values, start: int, end: int) -> ast.AggregateKind:
        return _AGGREGATES[v[0]]

    def aggregate(self, v: Values, start: int, end: int) -> ast.Aggregate:
        return self._aggregate(v[0], None, v[1:], start, end)

    def run(self, v: Values, start: int, end: int) -> ast.Aggregate:
        return self._aggregate(ast.AggregateKind.RUN, v[0], v[1:], start, end)

    def _aggregate(
        self, kind: ast.AggregateKind, times: int | None, rest: Values, start: int, end: int
    ) -> ast.Aggregate:
        window = None
        if isinstance(rest[0], ast.LastYears | ast.NamedWindow):
            window = rest[0]
            rest = rest[1:]
        where = field = None
        for extra in rest[1:]:
            if isinstance(extra, _Of):
                field = extra.field
            else:
                where = extra.formula
        span = Span(self.file, start, end)
        if kind in _OF_A_FIELD and field is None:
            self._note(findings.FIELD_WANTED, span, kind=kind.value)
        elif kind not in _OF_A_FIELD and field is not None:
            self._note(findings.FIELD_UNWANTED, field.span, kind=kind.value)
        if kind in _WITH_FILTER and where is None:
            self._note(findings.FILTER_WANTED, span, kind=kind.value)
        return ast.Aggregate(kind, window, rest[0], where, field, times, span)

    def times(self, v: Values, start: int, end: int) -> int:
        return self._count_of(v[0], (ast.WrittenUnit.TIMES, ast.WrittenUnit.YEAR), start, end)

    def last_years(self, v: Values, start: int, end: int) -> ast.LastYears:
        years = self._count_of(v[0], (ast.WrittenUnit.YEAR,), start, end)
        return ast.LastYears(years, Span(self.file, start, end))

    def _count_of(self, payload: Any, units: tuple[ast.WrittenUnit, ...], start: int, end: int) -> int:
        value, unit = payload if isinstance(payload, tuple) else (payload, units[0])
        if unit not in units or value.denominator != 1 or not 1 <= value <= 100:
            self._note(findings.COUNT_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return 1
        return int(value)

    def named_window(self, v: Values, start: int, end: int) -> ast.NamedWindow:
        return ast.NamedWindow(v[0])

    def where(self, v: Values, start: int, end: int) -> _Where:
        return _Where(v[0])

    def of(self, v: Values, start: int, end: int) -> _Of:
        return _Of(v[0])


@dataclass(frozen=True, slots=True)
class _Where:
    formula: ast.Expr


@dataclass(frozen=True, slots=True)
class _Of:
    field: ast.Ident


def numerals_of(label: ast.ItemLabel) -> int:
    """The number in （三）."""
    return int(numerals.number(label.outer[1:-1]))
