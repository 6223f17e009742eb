"""Types as people name them, and which of them go together."""

from __future__ import annotations

from typing import assert_never

from rankdsl.diagnostics import Text
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth

COUNTED_WHOLE = frozenset((Unit.MONTH, Unit.DAY, Unit.WORKDAY))
"""Units of which a fraction means nothing in the end: half a month of tenure."""

_NUMBERS = {
    Unit.ONE: Text("没有单位的数", "a number without unit"),
    Unit.PERCENT: Text("百分比", "a percentage"),
    Unit.YUAN: Text("金额", "an amount of money"),
    Unit.MONTH: Text("年限", "a duration"),
    Unit.DAY: Text("天数", "a number of days"),
    Unit.WORKDAY: Text("工作日数", "a number of working days"),
}


def same_kind(left: Type, right: Type) -> bool:
    """Whether values of the two types can be compared: numbers of one unit, else equal types."""
    if isinstance(left, Number) and isinstance(right, Number):
        return left.unit is right.unit
    return left == right


def united(left: Type, right: Type) -> Type:
    """The type that holds the values of both; they are of the same kind."""
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(left.unit, whole=left.whole and right.whole)
    return left


def has_order(type_: Type) -> bool:
    match type_:
        case Enumeration(ordered=ordered):
            return ordered
        case Number() | YearMonth() | Day():
            return True
        case Truth() | RecordList():
            return False
        case _:
            assert_never(type_)


def described(type_: Type) -> Text:
    """`年限`, `“职级”的值`: what stands in a sentence for a value of the type."""
    match type_:
        case Truth():
            return Text("“是”或者“否”", "yes or no")
        case Number(unit=unit):
            return _NUMBERS[unit]
        case YearMonth():
            return Text("年月", "a month of a year")
        case Day():
            return Text("日期", "a date")
        case Enumeration(name=name):
            return Text(f"“{name}”的值", f"a value of “{name}”")
        case RecordList(name=name):
            return Text(f"逐年记录“{name}”", f"the list of records “{name}”")
        case _:
            assert_never(type_)


def whole_words(unit: Unit) -> Text:
    """What a number of a unit in `COUNTED_WHOLE` must be."""
    return {
        Unit.MONTH: Text("整月", "a whole number of months"),
        Unit.DAY: Text("整日", "a whole number of days"),
        Unit.WORKDAY: Text("整个工作日", "a whole number of working days"),
    }[unit]
