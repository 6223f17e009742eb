"""Formulas, one node after the other: what each operand is, and what becomes of them together.

Two Python frames a level of the formula, so that the deepest formula that syntax lets through fits the stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from fractions import Fraction
from typing import assert_never

from rankdsl.diagnostics import Text
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import (
    AsOf,
    Collection,
    Const,
    Expr,
    LastYears,
    SinceFact,
    Span,
    WholeList,
    conjunction,
    disjunction,
    negation,
)
from rankdsl.ir.operators import Collect
from rankdsl.ir.types import DAY, INTEGER, TRUTH, YEAR_MONTH, Enumeration, Number, Truth, Type, Unit
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics import intervals
from rankdsl.semantics.arithmetic import Arithmetic
from rankdsl.semantics.intervals import Interval, exact
from rankdsl.semantics.kinds import has_order
from rankdsl.semantics.meanings import Meanings, Typed
from rankdsl.semantics.names import Names, shape_of
from rankdsl.semantics.operands import Notes, Operand, condition_advice, in_words
from rankdsl.syntax import ast

_UNITS: dict[ast.WrittenUnit, tuple[Unit, Fraction]] = {
    ast.WrittenUnit.YEAR: (Unit.MONTH, Fraction(12)),
    ast.WrittenUnit.MONTH: (Unit.MONTH, Fraction(1)),
    ast.WrittenUnit.DAY: (Unit.DAY, Fraction(1)),
    ast.WrittenUnit.WORKDAY: (Unit.WORKDAY, Fraction(1)),
    ast.WrittenUnit.YUAN: (Unit.YUAN, Fraction(1)),
    ast.WrittenUnit.WAN: (Unit.YUAN, Fraction(10000)),
    ast.WrittenUnit.PERCENT: (Unit.PERCENT, Fraction(1, 100)),
    ast.WrittenUnit.TIMES: (Unit.ONE, Fraction(1)),
    ast.WrittenUnit.PEOPLE: (Unit.ONE, Fraction(1)),
    ast.WrittenUnit.POINTS: (Unit.ONE, Fraction(1)),
    ast.WrittenUnit.COPIES: (Unit.ONE, Fraction(1)),
    ast.WrittenUnit.ITEMS: (Unit.ONE, Fraction(1)),
    ast.WrittenUnit.MATTERS: (Unit.ONE, Fraction(1)),
}
_COLLECTS = {
    ast.AggregateKind.COUNT: Collect.COUNT,
    ast.AggregateKind.SUM: Collect.SUM,
    ast.AggregateKind.LARGEST: Collect.LARGEST,
    ast.AggregateKind.SMALLEST: Collect.SMALLEST,
    ast.AggregateKind.SOME: Collect.SOME,
    ast.AggregateKind.EVERY: Collect.EVERY,
    ast.AggregateKind.RUN: Collect.RUN,
    ast.AggregateKind.LATEST: Collect.LATEST,
}


class _Bareness(IntEnum):
    """How much of what stands beside it an operand needs to be read, in the order of reading."""

    NONE = 0
    UNKNOWN = 1
    VALUE = 2


class Expressions:
    """`records` in the methods: the list in whose filter an expression stands."""

    def __init__(self, meanings: Meanings, notes: Notes) -> None:
        self.meanings = meanings
        self.notes = notes
        self.names = Names(meanings, notes)
        self.arithmetic = Arithmetic(notes)

    def lowered(
        self, expr: ast.Expr, wanted: Type | None = None, records: Fact | None = None, used_at_once: bool = False
    ) -> Typed | None:
        """Any expression. `wanted`: the type that explains a bare value. `used_at_once`: a divisor may vary."""
        match expr:
            case ast.Number(value=value):
                return _number(value, Unit.ONE)
            case ast.Quantity(value=value, unit=ast.WrittenUnit.LEVEL):
                return self.names.level(expr, wanted)
            case ast.Quantity(value=value, unit=written):
                unit, factor = _UNITS[written]
                return _number(value * factor, unit)
            case ast.DayLiteral(day=day):
                return _typed(Const(day, DAY))
            case ast.MonthLiteral(month=month):
                return _typed(Const(month, YEAR_MONTH))
            case ast.TruthLiteral(value=yes):
                return _typed(Const(yes, TRUTH))
            case ast.Name(ident=ident):
                return self.names.value(ident, wanted, records)
            case ast.AsOfDay():
                return Typed(AsOf(), intervals.AS_OF)
            case ast.Judged(ident=ident):
                return self.names.judged(ident)
            case ast.Negative(operand=operand):
                found = self.lowered(operand, None, records)
                return found and self.arithmetic.negate(Operand(operand, found), expr.span)
            case ast.Arithmetic():
                return self._arithmetic(expr, records, used_at_once)
            case ast.Comparison():
                return self._comparison(expr, records)
            case ast.Membership():
                return self._membership(expr, records)
            case ast.AtLeastFull(operand=operand, quantity=quantity):
                x, q = self.lowered(operand, None, records, True), self.lowered(quantity, None, records, True)
                if x is None or q is None:
                    return None
                return self.arithmetic.at_least_full(Operand(operand, x), Operand(quantity, q), expr.span)
            case ast.Logic():
                return self._logic(expr, records)
            case ast.Not(operand=operand):
                found = self.lowered(operand, TRUTH, records)
                truth = self.as_truth(operand, found)
                return _typed_truth(negation(truth)) if truth is not None else None
            case ast.Call():
                return self._call(expr, wanted, records)
            case ast.Rounding(operand=operand):
                found = self.lowered(operand, None, records, True)
                return found and self.arithmetic.round(Operand(operand, found), expr)
            case ast.Aggregate():
                return self._aggregate(expr, records)
            case _:
                assert_never(expr)

    def as_truth(self, written: ast.Expr, found: Typed | None) -> Expr | None:
        """A condition; anything else is a mistake."""
        if found is None:
            return None
        if not isinstance(found.type, Truth):
            advice = condition_advice(written, found.type)
            self.notes.say(findings.NOT_TRUTH, written.span, found=in_words(written, found.type), advice=advice)
            return None
        return found.expr

    def together(
        self,
        written: Sequence[ast.Expr],
        wanted: Type | None = None,
        records: Fact | None = None,
        used_at_once: bool = False,
    ) -> list[Typed | None]:
        """Operands of one kind: those that know their type come first, wherever they stand, and explain bare values.

        Where what would have explained a bare value is wrong itself, the value is left out in silence.
        """
        found: list[Typed | None] = [None] * len(written)
        failed = False
        for bareness, position in sorted((self._bareness(e, records), i) for i, e in enumerate(written)):
            if bareness is _Bareness.VALUE and wanted is None:
                if failed:
                    continue
                wanted = self._shared_owner(written)
            typed = found[position] = self.lowered(written[position], wanted, records, used_at_once)
            failed = failed or typed is None
            if wanted is None and typed is not None:
                wanted = typed.type
        return found

    def _bareness(self, expr: ast.Expr, records: Fact | None) -> _Bareness:
        match expr:
            case ast.Name(ident=ident) if self.names.is_value(ident):
                return _Bareness.VALUE
            case ast.Name(ident=ident) if self.names.is_unknown(ident, records):
                return _Bareness.UNKNOWN
            case ast.Quantity(unit=ast.WrittenUnit.LEVEL):
                return _Bareness.VALUE
            case ast.Call(function=ast.Function.LARGER | ast.Function.SMALLER, args=args):
                parts = [arg for arg in args if isinstance(arg, ast.Name | ast.Quantity)]
                bare = len(parts) == len(args) and all(self._bareness(p, records) is _Bareness.VALUE for p in parts)
                return _Bareness.VALUE if bare else _Bareness.NONE
            case _:
                return _Bareness.NONE

    def _shared_owner(self, written: Sequence[ast.Expr]) -> Enumeration | None:
        """The one enumeration that all bare values belong to, if there is exactly one."""
        owners = [found for found in map(self.names.owners, written) if found]
        shared = [e for e in owners[0] if all(e in others for others in owners[1:])] if owners else []
        return shared[0] if len(shared) == 1 else None

    # --- operators

    def _arithmetic(self, expr: ast.Arithmetic, records: Fact | None, used_at_once: bool) -> Typed | None:
        share = expr.op is ast.BinaryOp.MUL and _is_whole_share(expr.right)
        left = self.lowered(expr.left, None, records, share and used_at_once)
        right = self.lowered(expr.right, None, records)
        if left is None or right is None:
            return None
        x, y = Operand(expr.left, left), Operand(expr.right, right)
        match expr.op:
            case ast.BinaryOp.ADD:
                return self.arithmetic.add(x, y, expr.span)
            case ast.BinaryOp.SUB:
                return self.arithmetic.subtract(x, y, expr.span)
            case ast.BinaryOp.MUL:
                return self.arithmetic.multiply(x, y, expr.span)
            case ast.BinaryOp.DIV:
                return self.arithmetic.divide(x, y, expr.span, used_at_once=used_at_once)
            case _:
                assert_never(expr.op)

    def _comparison(self, expr: ast.Comparison, records: Fact | None) -> Typed | None:
        left, right = self.together((expr.left, expr.right), None, records, True)
        if left is None or right is None:
            return None
        return self.arithmetic.compare(expr.op, Operand(expr.left, left), Operand(expr.right, right), expr.span)

    def _membership(self, expr: ast.Membership, records: Fact | None) -> Typed | None:
        operand, *members = self.together((expr.operand, *expr.members), None, records, True)
        if operand is None:
            return None
        x = Operand(expr.operand, operand)
        parts: list[Expr] = []
        for written, member in zip(expr.members, members, strict=True):
            if member is not None:
                same = self.arithmetic.compare(ast.CompareOp.EQ, x, Operand(written, member), written.span)
                parts += [same.expr] if same is not None else []
        if len(parts) < len(members):
            return None
        either = disjunction(tuple(parts))
        return _typed_truth(either if expr.positive else negation(either))

    def _logic(self, expr: ast.Logic, records: Fact | None) -> Typed | None:
        parts: list[Expr] = []
        for operand in expr.operands:
            part = self.as_truth(operand, self.lowered(operand, TRUTH, records))
            if part is not None:
                parts.append(part)
        if len(parts) < len(expr.operands):
            return None
        joined = conjunction if expr.op is ast.LogicOp.AND else disjunction
        return _typed_truth(joined(tuple(parts)))

    def _call(self, expr: ast.Call, wanted: Type | None, records: Fact | None) -> Typed | None:
        largest = expr.function is ast.Function.LARGER
        found: list[Typed | None]
        if largest or expr.function is ast.Function.SMALLER:
            found = self.together(expr.args, wanted, records)
        else:
            found = []
            for arg in expr.args:
                found.append(self.lowered(arg, None, records))
        args: list[Operand] = []
        for arg, typed in zip(expr.args, found, strict=True):
            if typed is not None:
                args.append(Operand(arg, typed))
        match expr.function, args if len(args) == len(expr.args) else []:
            case ((ast.Function.LARGER | ast.Function.SMALLER), [_, _, *_]):
                return self.arithmetic.extreme(largest, args, expr.span)
            case ast.Function.MONTHS, [start, end]:
                return self.arithmetic.months(start, end, expr.span)
            case ast.Function.DAYS, [start, end]:
                return self.arithmetic.days(start, end, expr.span)
            case ast.Function.YEAR, [x]:
                return self.arithmetic.year(x, expr.span)
            case ast.Function.MONTH, [x]:
                return self.arithmetic.month_of(x, expr.span)
            case _:  # an argument was wrong, or syntax has noted how many there should be
                return None

    # --- lists of records

    def _aggregate(self, expr: ast.Aggregate, outer: Fact | None) -> Typed | None:
        if outer is not None:
            self.notes.say(findings.NESTED_LIST, expr.span)
            return None
        span = self._window(expr)
        records = self.names.records(expr.records)
        if records is None:
            return None
        where = None
        if expr.where is not None:
            where = self.as_truth(expr.where, self.lowered(expr.where, TRUTH, records))
        of = self.names.field(expr.field, records) if expr.field is not None else None
        if span is None or (where is None) != (expr.where is None) or (of is None) != (expr.field is None):
            return None
        what = _COLLECTS[expr.kind]
        most = shape_of(records).bound
        if isinstance(span, LastYears):
            most = min(most, span.years)
        field_name = expr.field.text if expr.field is not None else None
        type_: Type
        interval: Interval | None
        match what:
            case Collect.COUNT:
                type_, interval = INTEGER, intervals.whole_numbers(0, most)
            case Collect.SOME | Collect.EVERY | Collect.RUN:
                type_, interval = TRUTH, None
            case Collect.SUM | Collect.LARGEST | Collect.SMALLEST | Collect.LATEST:
                if of is None or expr.field is None:  # syntax has noted that the field is missing
                    return None
                if not self._can_be_gathered(what, of, expr.field):
                    return None
                type_, interval = of.type, of.interval
                if what is Collect.SUM and interval is not None:
                    interval = intervals.with_zero(intervals.times(interval, intervals.whole_numbers(1, most)))
            case _:
                assert_never(what)
        collection = Collection(what, records.name, span, where, field_name, expr.times, type_)
        if interval is not None and not self.arithmetic.fits(interval, type_, expr.span):
            return None
        return Typed(collection, interval)

    def _window(self, expr: ast.Aggregate) -> Span | None:
        match expr.window:
            case None:
                return WholeList()
            case ast.LastYears(years=years):
                return LastYears(years)
            case ast.NamedWindow(ident=ident):
                window = self.names.window(ident)
                return SinceFact(window.since, window.counts_first_year, window.name) if window is not None else None
            case _:
                assert_never(expr.window)

    def _can_be_gathered(self, what: Collect, of: Typed, written: ast.Ident) -> bool:
        words = in_words(ast.Name(written), of.type)
        if what is Collect.SUM and not isinstance(of.type, Number):
            use = Text("合计", "summed up")
            told = Text("“合计”只用于数的一栏，计次数用“计数”", "合计 is for fields of numbers; 计数 counts records")
            self.notes.say(findings.NOT_NUMBER, written.span, found=words, use=use, advice=told)
            return False
        if what in (Collect.LARGEST, Collect.SMALLEST) and not has_order(of.type):
            self.notes.say(findings.NOT_ORDERED, written.span, found=words)
            return False
        return True


def _is_whole_share(expr: ast.Expr) -> bool:
    """The 100% of `甲 ÷ 乙 × 100%`."""
    return isinstance(expr, ast.Quantity) and expr.unit is ast.WrittenUnit.PERCENT and expr.value == 100


def _number(value: Fraction, unit: Unit) -> Typed:
    whole = value.denominator == 1 and unit not in (Unit.YUAN, Unit.PERCENT)
    return Typed(Const(exact(value), Number(unit, whole)), intervals.point(value))


def _typed(const: Const) -> Typed:
    return Typed(const, intervals.of_const(const))


def _typed_truth(expr: Expr) -> Typed:
    return Typed(expr, None)
