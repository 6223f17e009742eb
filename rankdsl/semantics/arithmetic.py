"""Operators over typed operands: which types they take, the type and the interval of what comes out.

Each method answers None where the operands do not fit, after noting why. Months, days and working days must come out
whole where a value is used (`settled`); in between, and below a rounding, they may be fractions.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Apply, AsOf, Const, Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.types import (
    DAYS,
    INTEGER,
    MONTHS,
    PERCENT,
    TRUTH,
    YEAR_MONTH,
    Day,
    Number,
    Type,
    Unit,
    YearMonth,
)
from rankdsl.ir.values import Exact, render
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics import intervals
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.kinds import COUNTED_WHOLE, has_order, same_kind, united, whole_words
from rankdsl.semantics.meanings import Typed
from rankdsl.semantics.operands import Notes, Operand, advice, is_as_of
from rankdsl.source import Span
from rankdsl.syntax import ast

_ADDED = Text("相加", "added")
_SUBTRACTED = Text("相减", "subtracted")
_COMPARED = Text("比较", "compared")
_COMPARISONS = {
    ast.CompareOp.EQ: Op.EQ,
    ast.CompareOp.NE: Op.NE,
    ast.CompareOp.LT: Op.LT,
    ast.CompareOp.LE: Op.LE,
    ast.CompareOp.GT: Op.GT,
    ast.CompareOp.GE: Op.GE,
}
_ROUNDINGS = {
    ast.RoundingMode.HALF_UP: Op.ROUND_HALF_UP,
    ast.RoundingMode.UP: Op.ROUND_UP,
    ast.RoundingMode.DOWN: Op.ROUND_DOWN,
}
_WITHOUT_UNIT = (Unit.ONE, Unit.PERCENT)
_NO_NUMBER = Text(
    "只有数、金额、年限、天数和百分比能计算", "calculate with numbers, amounts, durations, days and percentages only"
)
_WHOLE_SHARE = Const(1, PERCENT)
_NO_TIME = Text("这里要写日期或者年月", "a date or a month is wanted here")
_MONTH_ALREADY = Text("它已经是年月，去掉“所在月（…）”", "it is a month already: remove 所在月（…）")


class Arithmetic(Struct, frozen=True):
    notes: Notes

    # --- + and −

    def add(self, x: Operand, y: Operand, span: Span) -> Typed | None:
        match x.type, y.type:
            case Number(unit=unit), Number(unit=other) if unit is other:
                return self._number(Op.ADD, (x, y), unit, intervals.plus(x.interval, y.interval), span)
            case YearMonth(), Number(unit=Unit.MONTH):
                return self._shifted(x, y, span)
            case Number(unit=Unit.MONTH), YearMonth():
                return self._shifted(y, x, span)
            case _:
                return self._unlike(x, y, _ADDED, span)

    def subtract(self, x: Operand, y: Operand, span: Span) -> Typed | None:
        match x.type, y.type:
            case Number(unit=unit), Number(unit=other) if unit is other:
                return self._number(Op.SUB, (x, y), unit, intervals.minus(x.interval, y.interval), span)
            case YearMonth(), Number(unit=Unit.MONTH):
                back = self.negate(y, y.written.span)
                return back and self._shifted(x, Operand(y.written, back), span)
            case (YearMonth(), YearMonth()) | (YearMonth(), Day()) | (Day(), YearMonth()):
                return self.months(y, x, span, _SUBTRACTED)
            case Day(), Day():
                return self.days(y, x, span)
            case _:
                return self._unlike(x, y, _SUBTRACTED, span)

    def _shifted(self, month: Operand, by: Operand, span: Span) -> Typed | None:
        by_whole = self.settled(by)
        if by_whole is None:
            return None
        interval = intervals.plus(month.interval, by.interval)
        return self._applied(Op.SHIFT_MONTHS, (month.typed.expr, by_whole.expr), YEAR_MONTH, interval, span)

    def negate(self, x: Operand, span: Span) -> Typed | None:
        if not isinstance(x.type, Number):
            self._not_number(x, Text("取负数", "negated"), span)
            return None
        return self._number(Op.NEG, (x,), x.type.unit, intervals.negated(x.interval), span)

    # --- × and ÷

    def multiply(self, x: Operand, y: Operand, span: Span) -> Typed | None:
        share = _as_share(x.typed) if y.typed.expr == _WHOLE_SHARE else None
        if share is not None:
            return share
        units = self._units(x, y, Text("相乘", "multiplied"), span)
        if units is None:
            return None
        left, right = units
        if left in _WITHOUT_UNIT and right in _WITHOUT_UNIT:
            unit = Unit.PERCENT if left is right is Unit.PERCENT else Unit.ONE
        elif right in _WITHOUT_UNIT or left in _WITHOUT_UNIT:
            unit = left if right in _WITHOUT_UNIT else right
        else:
            use = Text("乘以", "multiplied by")
            self.notes.say(findings.UNITS_MULTIPLIED, span, left=x.words, right=y.words, use=use)
            return None
        return self._number(Op.MUL, (x, y), unit, intervals.times(x.interval, y.interval), span)

    def divide(self, x: Operand, y: Operand, span: Span, *, used_at_once: bool) -> Typed | None:
        """`used_at_once`: directly under a rounding or a comparison, so that the divisor may vary."""
        units = self._units(x, y, Text("相除", "divided"), span)
        if units is None:
            return None
        left, right = units
        if left is right:
            unit = Unit.ONE
        elif right in _WITHOUT_UNIT:
            unit = Unit.ONE if left in _WITHOUT_UNIT and right is Unit.PERCENT else left
        else:
            use = Text("除以", "divided by")
            self.notes.say(findings.UNITS_MULTIPLIED, span, left=x.words, right=y.words, use=use)
            return None
        divisor = y.interval
        if divisor.has_zero:
            low, high = (_shown(bound, y.type) for bound in (divisor.low, divisor.high))
            self.notes.say(findings.DIVISOR_MAY_BE_ZERO, y.written.span, low=low, high=high)
            return None
        if not divisor.is_point and not used_at_once:
            self.notes.say(findings.DIVISION_LOOSE, span)
            return None
        return self._number(Op.DIV, (x, y), unit, intervals.over(x.interval, divisor), span)

    def _units(self, x: Operand, y: Operand, use: Text, span: Span) -> tuple[Unit, Unit] | None:
        if isinstance(x.type, Number) and isinstance(y.type, Number):
            return x.type.unit, y.type.unit
        self._not_number(y if isinstance(x.type, Number) else x, use, span)
        return None

    def round(self, x: Operand, written: ast.Rounding) -> Typed | None:
        if not isinstance(x.type, Number):
            self._not_number(x, Text("取整", "rounded"), written.span)
            return None
        # 6.7% has one decimal place, and is 0.067.
        places = written.places + 2 if x.type.unit is Unit.PERCENT else written.places
        interval = intervals.rounded(x.interval, places)
        type_ = _number_type(x.type.unit, interval)
        args = (x.typed.expr, Const(places, INTEGER))
        return self._applied(_ROUNDINGS[written.mode], args, type_, interval, written.span)

    # --- 较大 and 较小

    def extreme(self, largest: bool, operands: Sequence[Operand], span: Span) -> Typed | None:
        type_, interval = operands[0].type, operands[0].typed.interval
        if not has_order(type_):
            self.notes.say(findings.NOT_ORDERED, operands[0].written.span, found=operands[0].words)
            return None
        for other in operands[1:]:
            if not same_kind(type_, other.type):
                self._unlike(operands[0], other, _COMPARED, span)
                return None
            type_ = united(type_, other.type)
            if interval is not None:
                interval = (intervals.larger if largest else intervals.smaller)(interval, other.interval)
        args = tuple(o.typed.expr for o in operands)
        return self._applied(Op.MAX if largest else Op.MIN, args, type_, interval, span)

    # --- time

    def months(self, start: Operand, end: Operand, span: Span, use: Text | None = None) -> Typed | None:
        """Whole months from the first to the second. 评定日 beside a month of the calendar counts as its month."""
        first, second = start.typed, end.typed
        if is_as_of(start) and isinstance(end.type, YearMonth):
            first = self.month(start)
        elif is_as_of(end) and isinstance(start.type, YearMonth):
            second = self.month(end)
        if not isinstance(first.type, YearMonth | Day) or first.type != second.type:
            return self._unlike(start, end, use or Text("计算月数", "counted in months"), span)
        assert first.interval is not None
        assert second.interval is not None
        interval = intervals.months_between(first.interval, second.interval, days=isinstance(first.type, Day))
        return self._applied(Op.MONTHS_BETWEEN, (first.expr, second.expr), MONTHS, interval, span)

    def days(self, start: Operand, end: Operand, span: Span) -> Typed | None:
        if not isinstance(start.type, Day) or not isinstance(end.type, Day):
            return self._unlike(start, end, Text("计算日数", "counted in days"), span)
        interval = intervals.minus(end.interval, start.interval)
        return self._applied(Op.DAYS_BETWEEN, (start.typed.expr, end.typed.expr), DAYS, interval, span)

    def year(self, x: Operand, span: Span) -> Typed | None:
        if not isinstance(x.type, YearMonth | Day):
            self._not_number(x, Text("取年份", "asked for its year"), span, _NO_TIME)
            return None
        return self._applied(Op.YEAR_OF, (x.typed.expr,), INTEGER, intervals.year_of(x.interval, x.type), span)

    def month_of(self, x: Operand, span: Span) -> Typed | None:
        if isinstance(x.type, Day):
            return self.month(x)
        told = _MONTH_ALREADY if isinstance(x.type, YearMonth) else _NO_TIME
        self._not_number(x, Text("取所在月", "asked for its month"), span, told)
        return None

    def month(self, day: Operand) -> Typed:
        interval = intervals.month_of(day.interval)
        if isinstance(day.typed.expr, Const):
            return Typed(Const(int(interval.low), YEAR_MONTH), interval)
        return Typed(Apply(Op.MONTH_OF, (day.typed.expr,), YEAR_MONTH), interval)

    def at_least_full(self, x: Operand, quantity: Operand, span: Span) -> Typed | None:
        """X 满 q: the time since a month or day, or a duration itself, is at least q."""
        today = Operand(x.written, Typed(AsOf(), intervals.AS_OF))
        match x.type, quantity.type:
            case ((YearMonth() | Day()), Number(unit=Unit.MONTH)):
                since = self.months(x, today, span)
            case Day(), Number(unit=Unit.DAY):
                since = self.days(x, today, span)
            case Number(unit=unit), Number(unit=other) if unit is other:
                since = x.typed
            case _:
                return self._unlike(x, quantity, Text("用“满”连接", "joined by 满"), span)
        return since and self.compare(ast.CompareOp.GE, Operand(x.written, since), quantity, span)

    # --- comparisons

    def compare(self, written: ast.CompareOp, x: Operand, y: Operand, span: Span) -> Typed | None:
        x, y = _beside_percentage(x, y), _beside_percentage(y, x)
        if not same_kind(x.type, y.type):
            return self._unlike(x, y, _COMPARED, span)
        op = _COMPARISONS[written]
        if op not in (Op.EQ, Op.NE) and not has_order(x.type):
            self.notes.say(findings.NOT_ORDERED, span, found=x.words)
            return None
        left, right = self._compared(x), self._compared(y)
        if left is None or right is None:
            return None
        if left.interval is not None and right.interval is not None and not self._fits_crossed(left, right, span):
            return None
        return Typed(Apply(op, (left.expr, right.expr), TRUTH), None)

    def _compared(self, x: Operand) -> Typed | None:
        """A quotient by what varies is compared crosswise, so that it need not come out whole."""
        crosswise = isinstance(x.typed.expr, Apply) and x.typed.expr.op is Op.DIV and x.interval.step is None
        return x.typed if crosswise else self.settled(x)

    def _fits_crossed(self, x: Typed, y: Typed, span: Span) -> bool:
        assert x.interval is not None
        assert y.interval is not None
        return self.fits(intervals.hull(x.interval, y.interval), x.type, span)

    # --- what comes out

    def settled(self, x: Operand) -> Typed | None:
        """The operand as a value that people use: months and days whole."""
        if isinstance(x.type, Number) and x.type.unit in COUNTED_WHOLE and not x.interval.whole:
            self.notes.say(findings.NOT_WHOLE, x.written.span, what=whole_words(x.type.unit))
            return None
        return x.typed

    def _number(self, op: Op, operands: Sequence[Operand], unit: Unit, interval: Interval, span: Span) -> Typed | None:
        return self._applied(op, tuple(o.typed.expr for o in operands), _number_type(unit, interval), interval, span)

    def _applied(
        self, op: Op, args: tuple[Expr, ...], type_: Type, interval: Interval | None, span: Span
    ) -> Typed | None:
        if interval is None:
            return Typed(Apply(op, args, type_), None)
        if not self.fits(interval, type_, span):
            return None
        folded = interval.is_point and isinstance(type_, Number | YearMonth) and all(isinstance(a, Const) for a in args)
        return Typed(Const(interval.low, type_) if folded else Apply(op, args, type_), interval)

    def fits(self, interval: Interval, type_: Type, span: Span) -> bool:
        if interval.fits:
            return True
        bound = _shown(interval.high if interval.high == intervals.magnitude(interval) else interval.low, type_)
        self.notes.say(findings.TOO_LARGE, span, bound=bound)
        return False

    # --- what does not fit

    def _unlike(self, x: Operand, y: Operand, use: Text, span: Span) -> Typed | None:
        numbers = isinstance(x.type, Number) and isinstance(y.type, Number)
        say = findings.UNITS_DIFFER if numbers else findings.UNLIKE_TYPES
        self.notes.say(say, span, left=x.words, right=y.words, use=use, advice=advice(x, y))
        return None

    def _not_number(self, x: Operand, use: Text, span: Span, told: Text = _NO_NUMBER) -> Typed | None:
        self.notes.say(findings.NOT_NUMBER, span, found=x.words, use=use, advice=told)
        return None


def _number_type(unit: Unit, interval: Interval) -> Number:
    """Money and percentages are never taken for whole, like the facts of these types."""
    return Number(unit, whole=unit not in (Unit.YUAN, Unit.PERCENT) and interval.whole)


def _as_share(x: Typed) -> Typed | None:
    """A quotient of like numbers, rounded or not, as a percentage of the same value; None for anything else."""
    match x.expr:
        case Apply(op=Op.DIV, args=args, type=Number(unit=Unit.ONE)):
            return Typed(Apply(Op.DIV, args, PERCENT), x.interval)
        case Apply(op=(Op.ROUND_HALF_UP | Op.ROUND_UP | Op.ROUND_DOWN) as op, args=(inner, places)):
            share = _as_share(Typed(inner, x.interval))
            return Typed(Apply(op, (share.expr, places), PERCENT), x.interval) if share is not None else None
        case _:
            return None


def _beside_percentage(x: Operand, other: Operand) -> Operand:
    """`甲 ÷ 乙` where it is compared with a percentage."""
    if isinstance(other.type, Number) and other.type.unit is Unit.PERCENT:
        share = _as_share(x.typed)
        return Operand(x.written, share) if share is not None else x
    return x


def _shown(bound: Exact, type_: Type) -> str:
    return render(bound, type_)
