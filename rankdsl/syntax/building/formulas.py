"""Formulas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax import ast, findings
from rankdsl.syntax.building.terminals import Terminals, Values
from rankdsl.syntax.numerals import level

_COMPARISONS = {
    "EQ": ast.CompareOp.EQ,
    "IS": ast.CompareOp.EQ,
    "NE": ast.CompareOp.NE,
    "LT": ast.CompareOp.LT,
    "LE": ast.CompareOp.LE,
    "GT": ast.CompareOp.GT,
    "GE": ast.CompareOp.GE,
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


class _Where(Struct, frozen=True):
    formula: ast.Expr


class _Of(Struct, frozen=True):
    field: ast.Ident


class Formulas(Terminals):
    def expr(self, v: Values, start: int, end: int) -> ast.Logic:
        return ast.Logic(ast.LogicOp.OR, tuple(v), Span(self.file, start, end))

    def conjunction(self, v: Values, start: int, end: int) -> ast.Logic:
        return ast.Logic(ast.LogicOp.AND, tuple(v), Span(self.file, start, end))

    def not_(self, v: Values, start: int, end: int) -> ast.Not:
        return ast.Not(v[0], Span(self.file, start, end))

    def compared(self, v: Values, start: int, end: int) -> ast.Comparison:
        op, word = v[1]
        return ast.Comparison(op, v[0], v[2], Span(self.file, start, end), word)

    def compare(self, v: Values, start: int, end: int) -> tuple[ast.CompareOp, str]:
        return _COMPARISONS[v[0]], self.word(start, end)

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
        value, unit = v[0]
        span = Span(self.file, start, end)
        numerals = unit is ast.WrittenUnit.LEVEL and level(span.text) is not None and not span.text[0].isdigit()
        return ast.Quantity(value, unit, span, span.text if numerals else "")

    def day(self, v: Values, start: int, end: int) -> ast.DayLiteral:
        return ast.DayLiteral(self.possible(v[0], start, end), Span(self.file, start, end))

    def month(self, v: Values, start: int, end: int) -> ast.MonthLiteral:
        value = self.possible(v[0], start, end)
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
            self.note(findings.ARGUMENTS, span, function=function.value, wanted=wanted, given=len(v) - 1)
        return ast.Call(function, tuple(v[1:]), Span(self.file, start, end))

    def rounding(self, v: Values, start: int, end: int) -> ast.Rounding:
        places = v[2] if len(v) > 2 else Fraction(0)
        if places.denominator != 1 or places > 9:
            self.note(findings.PLACES, Span(self.file, start, end))
            places = Fraction(0)
        return ast.Rounding(v[0], v[1], int(places), Span(self.file, start, end))

    def rounding_mode(self, v: Values, start: int, end: int) -> ast.RoundingMode:
        return _ROUNDINGS[v[0]]

    def aggregate_kind(self, v: Values, start: int, end: int) -> ast.AggregateKind:
        return _AGGREGATES[v[0]]

    def aggregate(self, v: Values, start: int, end: int) -> ast.Aggregate:
        return self._aggregate(v[0], None, v[1:], start, end)

    def run(self, v: Values, start: int, end: int) -> ast.Aggregate:
        return self._aggregate(ast.AggregateKind.RUN, v[0], v[1:], start, end)  # `times` comes first in any order

    def _aggregate(
        self, kind: ast.AggregateKind, times: int | None, rest: Values, start: int, end: int
    ) -> ast.Aggregate:
        window: ast.LastYears | ast.NamedWindow | None = None
        records: ast.Ident | None = None
        where: ast.Expr | None = None
        field: ast.Ident | None = None
        for part in rest:  # the window stands before the records or after them
            match part:
                case ast.Ident():
                    records = part
                case _Where(formula=where):
                    pass
                case _Of(field=field):
                    pass
                case _:
                    window = part
        assert records is not None
        span = Span(self.file, start, end)
        if kind in _OF_A_FIELD and field is None:
            self.note(findings.FIELD_WANTED, span, kind=kind.value)
        elif kind not in _OF_A_FIELD and field is not None:
            self.note(findings.FIELD_UNWANTED, field.span, kind=kind.value)
        if kind in _WITH_FILTER and where is None:
            self.note(findings.FILTER_WANTED, span, kind=kind.value)
        return ast.Aggregate(kind, window, records, where, field, times, span)

    def times(self, v: Values, start: int, end: int) -> int:
        return self._count_of(v[0], (ast.WrittenUnit.TIMES, ast.WrittenUnit.YEAR), start, end)

    def last_years(self, v: Values, start: int, end: int) -> ast.LastYears:
        years = self._count_of(v[0], (ast.WrittenUnit.YEAR,), start, end)
        return ast.LastYears(years, Span(self.file, start, end))

    def _count_of(self, payload: Any, units: tuple[ast.WrittenUnit, ...], start: int, end: int) -> int:
        value, unit = payload if isinstance(payload, tuple) else (payload, units[0])
        if unit not in units or value.denominator != 1 or not 1 <= value <= 100:
            self.note(findings.COUNT_WANTED, Span(self.file, start, end), written=self.text[start:end])
            return 1
        return int(value)

    def named_window(self, v: Values, start: int, end: int) -> ast.NamedWindow:
        return ast.NamedWindow(v[0])

    def where(self, v: Values, start: int, end: int) -> _Where:
        return _Where(v[0])

    def of(self, v: Values, start: int, end: int) -> _Of:
        return _Of(v[0])
