"""Values of the core as terms: what a norm says of a person who is not yet known.

A value may be missing (a gap, a contradiction, the largest of nothing): a Truth3 is then neither yes nor no, a Datum
is not `defined` and its parts mean nothing.

| type | parts of the Datum |
|---|---|
| Number | numerator, denominator (> 0); the denominator is a constant unless something unknown divides |
| YearMonth | year * 12 + month - 1 |
| Day | that of its month, and the day of the month |
| Enumeration | position among the values of the type |
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import lcm

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool, Kernel
from rankdsl.backends.smt.whole import ONE, Arithmetic, Whole, known
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Scalar, month_of


class Truth3(Struct, frozen=True):
    """Kleene's three answers: never both `yes` and `no`."""

    yes: Bool
    no: Bool


class Datum(Struct, frozen=True):
    parts: tuple[Whole, ...]
    defined: Bool = True


Value = Truth3 | Datum

NOTHING = Truth3(False, False)


def truth(kernel: Kernel, yes: Bool, defined: Bool = True) -> Truth3:
    """A truth that has a value where `defined`, and then is `yes`."""
    if defined is True:
        return Truth3(yes, kernel.no(yes))
    return Truth3(kernel.both(defined, yes), kernel.both(defined, kernel.no(yes)))


def defined(kernel: Kernel, value: Value) -> Bool:
    if isinstance(value, Datum):
        return value.defined
    if isinstance(value.yes, bool) and isinstance(value.no, bool):
        return value.yes or value.no
    if kernel.no(value.yes) is value.no:
        return True
    return kernel.either(value.yes, value.no)


def number(numerator: Whole, denominator: Whole = ONE, is_defined: Bool = True) -> Datum:
    return Datum((numerator, denominator), is_defined)


def constant(value: Scalar, type_: Type) -> Value:
    match type_:
        case Truth():
            return Truth3(bool(value), not value)
        case Number():
            assert isinstance(value, int | Fraction)
            exact = Fraction(value)
            return number(known(exact.numerator), known(exact.denominator))
        case YearMonth():
            assert isinstance(value, int)
            return Datum((known(value),))
        case Day():
            assert isinstance(value, date)
            return Datum((known(month_of(value)), known(value.day)))
        case Enumeration():
            return Datum((known(type_.values.index(str(value))),))
        case RecordList():
            raise TypeError("a list of records is no single value")


def on_one_scale(arithmetic: Arithmetic, x: Datum, y: Datum) -> tuple[Whole, Whole, Whole]:
    """The numerators of two numbers over one denominator, and that denominator."""
    (p, a), (q, b) = x.parts, y.parts
    if isinstance(a.term, int) and isinstance(b.term, int):
        common = lcm(a.term, b.term)
        return arithmetic.scale(common // a.term, p), arithmetic.scale(common // b.term, q), known(common)
    if arithmetic.kernel.eq(a.term, b.term) is True:
        return p, q, a
    return arithmetic.times(p, b), arithmetic.times(q, a), arithmetic.times(a, b)


def choose(arithmetic: Arithmetic, type_: Type, condition: Bool, x: Value, y: Value) -> Value:
    """`x` where the condition holds, else `y`; both of one type."""
    if isinstance(condition, bool):
        return x if condition else y
    kernel = arithmetic.kernel
    if isinstance(x, Truth3):
        assert isinstance(y, Truth3)
        yes = kernel.if_bool(condition, x.yes, y.yes)
        if defined(kernel, x) is True and defined(kernel, y) is True:
            return truth(kernel, yes)
        return Truth3(yes, kernel.if_bool(condition, x.no, y.no))
    assert isinstance(y, Datum)
    is_defined = kernel.if_bool(condition, x.defined, y.defined)
    if x.defined is False:
        return Datum(y.parts, is_defined)
    if y.defined is False:
        return Datum(x.parts, is_defined)
    if isinstance(type_, Number):
        p, q, common = on_one_scale(arithmetic, x, y)
        if isinstance(common.term, int):
            return number(arithmetic.choose(condition, p, q), common, is_defined)
    parts = tuple(arithmetic.choose(condition, a, b) for a, b in zip(x.parts, y.parts, strict=True))
    return Datum(parts, is_defined)


def nothing(type_: Type) -> Value:
    """No value."""
    match type_:
        case Truth():
            return NOTHING
        case Number():
            return number(known(0), ONE, False)
        case Day():
            return Datum((known(0), ONE), False)
        case YearMonth() | Enumeration():
            return Datum((known(0),), False)
        case RecordList():
            raise TypeError("a list of records is no single value")


def equal(arithmetic: Arithmetic, type_: Type, x: Value, y: Value) -> Bool:
    """Whether the two are equal, where both have a value."""
    kernel = arithmetic.kernel
    if isinstance(x, Truth3):
        assert isinstance(y, Truth3)
        return kernel.same(x.yes, y.yes)
    assert isinstance(y, Datum)
    if isinstance(type_, Number):
        p, q, _ = on_one_scale(arithmetic, x, y)
        return arithmetic.eq(p, q)
    return kernel.all(arithmetic.eq(a, b) for a, b in zip(x.parts, y.parts, strict=True))


def not_above(arithmetic: Arithmetic, type_: Type, x: Datum, y: Datum) -> Bool:
    """x <= y, where both have a value."""
    if isinstance(type_, Number):
        p, q, _ = on_one_scale(arithmetic, x, y)
        return arithmetic.le(p, q)
    return arithmetic.le(position(arithmetic, type_, x), position(arithmetic, type_, y))


def position(arithmetic: Arithmetic, type_: Type, x: Datum) -> Whole:
    """One whole number that stands in the same order as the values of a type other than Number."""
    if isinstance(type_, Day):
        month, day = x.parts
        return arithmetic.add(arithmetic.scale(32, month), day)
    return x.parts[0]
