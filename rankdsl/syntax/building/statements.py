"""Lines, headers, and statements about norms: sources, publication, assertions, cases."""

from __future__ import annotations

from datetime import date

from rankdsl.diagnostics import Edit
from rankdsl.source import Span
from rankdsl.syntax import ast, findings, numerals
from rankdsl.syntax.building.mechanisms import Mechanisms
from rankdsl.syntax.building.terminals import FIRST_YEAR, Values
from rankdsl.syntax.pieces import ArticleLine, ChapterLine, DocumentLine, HeaderEntry, HeaderField

_RESTRICTIONS = {
    "NOT_STRICTER": ast.RestrictionWord.NOT_STRICTER,
    "NOT_LAXER": ast.RestrictionWord.NOT_LAXER,
    "NOT_CHANGED": ast.RestrictionWord.NOT_CHANGED,
    "NO_ADDED_CONDITION": ast.RestrictionWord.NO_ADDED_CONDITION,
    "FREE": ast.RestrictionWord.FREE,
    "RESERVED": ast.RestrictionWord.RESERVED,
}
AS_OF_DAY = "评定日"
"""How the AST names the day of evaluation in a case, whatever the surface language."""


class Builder(Mechanisms):
    """Builds the nodes of one file."""

    # --- lines and header

    def file_(self, v: Values, start: int, end: int) -> Values:
        return v

    def formula(self, v: Values, start: int, end: int) -> ast.Expr:
        return v[0]  # type: ignore[no-any-return]

    def document_line(self, v: Values, start: int, end: int) -> DocumentLine:
        return DocumentLine(v[0], Span(self.file, start, end))

    def chapter_line(self, v: Values, start: int, end: int) -> ChapterLine:
        return ChapterLine(v[0], v[1] if len(v) > 1 else "", Span(self.file, start, end))

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
        day = date(value.month // 12, value.month % 12 + 1, 1)
        example = f"{day.year}年{day.month}月{day.day}日"
        self.note(findings.DAY_WANTED, value.span, written=value.span.text, example=example)
        return ast.DayLiteral(day, value.span)

    def no_day(self, v: Values, start: int, end: int) -> ast.DayLiteral | ast.MonthLiteral:
        """A year; anything else is no date at all, and the first day of the oldest year stands in for it."""
        span = Span(self.file, start, end)
        year = self.year_of(v[0])
        if year is None:
            meant = numerals.day_of_digits(span.text)
            if meant is None:
                self.note(findings.DATE_WANTED, span, written=span.text)
            else:
                day = f"{meant.year}年{meant.month}月{meant.day}日"
                edits = (Edit(span, day),)
                self.note(findings.DATE_OF_DIGITS, span, edits=edits, written=span.text, meant=day)
            return ast.DayLiteral(date(FIRST_YEAR, 1, 1), span)
        return ast.MonthLiteral(year * 12, span)

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
            meant = code.text.upper()
            slip = len(meant) == 5 and meant[:2] == "RD" and meant[2:].isdecimal()
            edits = (Edit(code.span, meant),) if slip else ()
            self.note(findings.CODE_WANTED, code.span, edits=edits, written=code.text)
        return ast.ExpectFinding(code.text, v[1], Span(self.file, start, end))

    def for_subordinates(self, v: Values, start: int, end: int) -> ast.ForSubordinates:
        return ast.ForSubordinates(v[0], tuple(v[1:]), Span(self.file, start, end))

    def clause(self, v: Values, start: int, end: int) -> ast.RestrictionClause:
        word: ast.RestrictionWord = v[0]
        if len(v) > 1 and word is not ast.RestrictionWord.NO_ADDED_CONDITION:
            self.note(findings.BESIDES_MISPLACED, Span(self.file, start, end), word=word.value)
        return ast.RestrictionClause(word, v[1] if len(v) > 1 else (), Span(self.file, start, end))

    def range_clause(self, v: Values, start: int, end: int) -> ast.RestrictionClause:
        return ast.RestrictionClause(ast.RestrictionWord.WITHIN, (), Span(self.file, start, end), (v[0], v[1]))

    def restriction(self, v: Values, start: int, end: int) -> ast.RestrictionWord:
        return _RESTRICTIONS[v[0]]

    def except_facts(self, v: Values, start: int, end: int) -> tuple[ast.Ident, ...]:
        return v[0]  # type: ignore[no-any-return]

    def correspondence(self, v: Values, start: int, end: int) -> ast.Correspond:
        pairs = tuple(pair for mapping in v[1:] for pair in mapping)
        return ast.Correspond(v[0], pairs, Span(self.file, start, end))

    def nothing_corresponds(self, v: Values, start: int, end: int) -> ast.Correspond:
        return ast.Correspond(v[0], None, Span(self.file, start, end))

    def mapping(self, v: Values, start: int, end: int) -> tuple[tuple[ast.Ident, ast.Ident], ...]:
        return tuple((own, v[1]) for own in v[0])

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
        years = [self.year_of(payload) for payload in v]
        if any(year is None for year in years) or (years[-1] or 0) < (years[0] or 0):
            self.note(findings.YEARS_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return FIRST_YEAR, FIRST_YEAR
        return years[0] or 0, years[-1] or 0

    def unknown(self, v: Values, start: int, end: int) -> None:
        return None

    def only_value(self, v: Values, start: int, end: int) -> tuple[tuple[None, ast.Expr], ...]:
        return ((None, v[0]),)

    def record_fields(self, v: Values, start: int, end: int) -> tuple[tuple[ast.Ident, ast.Expr], ...]:
        return tuple(v)

    def record_field(self, v: Values, start: int, end: int) -> tuple[ast.Ident, ast.Expr]:
        return v[0], v[1]
