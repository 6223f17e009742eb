"""The operators of the core on terms, one method an operator; 且, 或 and 有值 first, the others strict."""

from __future__ import annotations

from collections.abc import Sequence

from rankdsl.backends.smt import calendar
from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.values import (
    Datum,
    Truth3,
    Value,
    choose,
    defined,
    equal,
    not_above,
    number,
    on_one_scale,
    truth,
)
from rankdsl.backends.smt.whole import Arithmetic, Whole, known
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Day, Type


class Operators:
    """`month_end`: the vocabulary's policy for months that begin on a day that others lack."""

    def __init__(self, arithmetic: Arithmetic, month_end: str) -> None:
        self.arithmetic = arithmetic
        self.kernel = arithmetic.kernel
        self.month_end = month_end

    def apply(self, op: Op, args: Sequence[Value], type_: Type) -> Value:
        """`type_`: the type of the first operand."""
        match op:
            case Op.AND:
                return self.every([_truth(a) for a in args])
            case Op.OR:
                return self.some([_truth(a) for a in args])
            case Op.NOT:
                (only,) = args
                return self.negation(_truth(only))
            case Op.HAS_VALUE:
                (only,) = args
                return truth(self.kernel, defined(self.kernel, only))
            case Op.EQ | Op.NE:
                left, right = args
                both = self.kernel.both(defined(self.kernel, left), defined(self.kernel, right))
                same = self.equal(type_, left, right)
                return truth(self.kernel, same if op is Op.EQ else self.kernel.no(same), both)
            case _:
                return self._strict(op, [_datum(a) for a in args], type_)

    def _strict(self, op: Op, args: list[Datum], type_: Type) -> Value:
        present = self.kernel.all(a.defined for a in args)
        x = args[0]
        y = args[-1]
        match op:
            case Op.NEG:
                return number(self.arithmetic.negate(x.parts[0]), x.parts[1], present)
            case Op.ADD:
                return self.add(x, y, present)
            case Op.SUB:
                return self.add(x, number(self.arithmetic.negate(y.parts[0]), y.parts[1]), present)
            case Op.MUL:
                return self.multiply(x, y, present)
            case Op.DIV:
                return self.divide(x, y, present)
            case Op.MIN | Op.MAX:
                return self.extreme(op is Op.MAX, args, type_)
            case Op.ROUND_HALF_UP | Op.ROUND_UP | Op.ROUND_DOWN:
                return self.round(op, x, y, present)
            case Op.LT:
                return truth(self.kernel, self.kernel.no(not_above(self.arithmetic, type_, y, x)), present)
            case Op.LE:
                return truth(self.kernel, not_above(self.arithmetic, type_, x, y), present)
            case Op.GT:
                return truth(self.kernel, self.kernel.no(not_above(self.arithmetic, type_, x, y)), present)
            case Op.GE:
                return truth(self.kernel, not_above(self.arithmetic, type_, y, x), present)
            case Op.MONTHS_BETWEEN:
                return number(self.months_between(x, y, type_), is_defined=present)
            case Op.SHIFT_MONTHS:
                return Datum((self.arithmetic.add(x.parts[0], self.arithmetic.divide(*y.parts)),), present)
            case Op.DAYS_BETWEEN:
                start, end = (calendar.ordinal(self.arithmetic, *_day(a)) for a in (x, y))
                return number(self.arithmetic.subtract(end, start), is_defined=present)
            case Op.YEAR_OF:
                return number(calendar.year_of(self.arithmetic, x.parts[0]), is_defined=present)
            case Op.MONTH_OF:
                return Datum((x.parts[0],), present)
            case Op.AND | Op.OR | Op.NOT | Op.HAS_VALUE | Op.EQ | Op.NE:
                raise AssertionError(op)

    # -- truths

    def every(self, parts: Sequence[Truth3]) -> Truth3:
        yes = self.kernel.all(p.yes for p in parts)
        if all(defined(self.kernel, p) is True for p in parts):
            return truth(self.kernel, yes)
        return Truth3(yes, self.kernel.any(p.no for p in parts))

    def some(self, parts: Sequence[Truth3]) -> Truth3:
        return self.negation(self.every([self.negation(p) for p in parts]))

    def negation(self, part: Truth3) -> Truth3:
        return Truth3(part.no, part.yes)

    def equal(self, type_: Type, x: Value, y: Value) -> Bool:
        return equal(self.arithmetic, type_, x, y)

    # -- numbers

    def add(self, x: Datum, y: Datum, present: Bool) -> Datum:
        p, q, common = on_one_scale(self.arithmetic, x, y)
        return number(self.arithmetic.add(p, q), common, present)

    def multiply(self, x: Datum, y: Datum, present: Bool) -> Datum:
        times = self.arithmetic.times
        return number(times(x.parts[0], y.parts[0]), times(x.parts[1], y.parts[1]), present)

    def divide(self, x: Datum, y: Datum, present: Bool) -> Datum:
        """No value where the divisor is 0; the sign goes to the numerator."""
        arithmetic, kernel = self.arithmetic, self.kernel
        (p, a), (q, b) = x.parts, y.parts
        negative = arithmetic.lt(q, known(0))
        top = arithmetic.times(p, b)
        top = arithmetic.choose(negative, arithmetic.negate(top), top)
        bottom = arithmetic.times(a, arithmetic.choose(negative, arithmetic.negate(q), q))
        return number(top, bottom, kernel.both(present, kernel.no(arithmetic.eq(q, known(0)))))

    def extreme(self, largest: bool, args: Sequence[Datum], type_: Type) -> Datum:
        found = args[0]
        for other in args[1:]:
            first = not_above(self.arithmetic, type_, found, other)
            better = choose(self.arithmetic, type_, self.kernel.no(first) if largest else first, found, other)
            assert isinstance(better, Datum)
            found = Datum(better.parts, self.kernel.both(found.defined, other.defined))
        return found

    def round(self, op: Op, x: Datum, places: Datum, present: Bool) -> Datum:
        (top, bottom), digits = x.parts, places.parts[0].term
        assert isinstance(digits, int)
        if digits >= 0:
            top = self.arithmetic.scale(10**digits, top)
        else:
            bottom = self.arithmetic.scale(10**-digits, bottom)
        if op is Op.ROUND_DOWN:
            whole = self.round_down(top, bottom)
        elif op is Op.ROUND_UP:
            whole = self.round_up(top, bottom)
        else:
            whole = self.round_half_up(top, bottom)
        if digits >= 0:
            return number(whole, known(10**digits), present)
        return number(self.arithmetic.scale(10**-digits, whole), is_defined=present)

    def round_down(self, top: Whole, bottom: Whole) -> Whole:
        return self.arithmetic.divide(top, bottom)

    def round_up(self, top: Whole, bottom: Whole) -> Whole:
        return self.arithmetic.negate(self.arithmetic.divide(self.arithmetic.negate(top), bottom))

    def round_half_up(self, top: Whole, bottom: Whole) -> Whole:
        """To the nearest; a half goes away from zero."""
        arithmetic = self.arithmetic
        if bottom.term == 1:
            return top

        def size(magnitude: Whole) -> Whole:
            doubled = arithmetic.add(arithmetic.scale(2, magnitude), bottom)
            return arithmetic.divide(doubled, arithmetic.scale(2, bottom))

        if top.low is not None and top.low >= 0:
            return size(top)
        below = arithmetic.negate(size(arithmetic.negate(top)))
        if top.high is not None and top.high <= 0:
            return below
        return arithmetic.choose(arithmetic.lt(top, known(0)), below, size(top))

    # -- time

    def months_between(self, x: Datum, y: Datum, type_: Type) -> Whole:
        if isinstance(type_, Day):
            return calendar.months_from(self.arithmetic, self.month_end, _day(x), _day(y))
        return self.arithmetic.subtract(y.parts[0], x.parts[0])


def _day(x: Datum) -> tuple[Whole, Whole]:
    month, day = x.parts
    return month, day


def _truth(value: Value) -> Truth3:
    assert isinstance(value, Truth3)
    return value


def _datum(value: Value) -> Datum:
    assert isinstance(value, Datum)
    return value
