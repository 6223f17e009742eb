"""Values, persons, and how values are written for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from msgspec import Struct

from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth

Exact = int | Fraction
Scalar = bool | int | Fraction | date | str
Record = Mapping[str, Scalar]


class Records(Struct, frozen=True):
    """The records of one list, at most one a year, by year ascending.

    A year that is absent has no record; a year mapped to None has a record that is not known (`2014: 未知`), or none.
    """

    years: Mapping[int, Record | None]


Value = Scalar | Records


class Person(Struct, frozen=True):
    """What is known of one person on the day of evaluation (评定日). A fact that is not in `facts` is missing."""

    facts: Mapping[str, Value]
    as_of: date


def year_month(year: int, month: int) -> int:
    return year * 12 + month - 1


def month_of(day: date) -> int:
    return year_month(day.year, day.month)


def position(value: Scalar, type_: Type) -> Any:
    """What values of one ordered type are compared by: that of an enumeration is its place among the values."""
    return type_.values.index(str(value)) if isinstance(type_, Enumeration) else value


def render(value: Value, type_: Type) -> str:
    """The value as a drafter writes it: `是`, `12年`, `2年6个月`, `20%`, `800元`, `2004年7月`, `优秀`, `3`."""
    match type_:
        case Truth():
            return "是" if value else "否"
        case Number(unit=unit):
            assert isinstance(value, int | Fraction)
            return render_number(value, unit)
        case YearMonth():
            assert isinstance(value, int)
            return f"{value // 12}年{value % 12 + 1}月"
        case Day():
            assert isinstance(value, date)
            return f"{value.year}年{value.month}月{value.day}日"
        case Enumeration():
            return str(value)
        case RecordList():
            assert isinstance(value, Records)
            return render_records(value)


def render_number(value: Exact, unit: Unit) -> str:
    if unit is Unit.MONTH:
        return render_months(value)
    if unit is Unit.PERCENT:
        return f"{render_exact(value * 100)}%"
    return f"{render_exact(value)}{unit.value}"


def render_exact(value: Exact) -> str:
    """A finite decimal where there is one, else `7/3`."""
    number = Fraction(value)
    denominator = number.denominator
    places = 0
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    places += max(twos, fives)
    if places == 0:
        return str(number.numerator)
    sign = "-" if number < 0 else ""
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0")


def render_months(value: Exact) -> str:
    if Fraction(value).denominator != 1:
        return f"{render_exact(value)}个月"
    months = int(value)
    sign = "-" if months < 0 else ""
    years, rest = divmod(abs(months), 12)
    if rest == 0:
        return f"{sign}{years}年"
    return f"{sign}{years}年{rest}个月" if years else f"{sign}{rest}个月"


def render_records(records: Records) -> str:
    """`2004年至2006年 称职、2007年 优秀`: runs of equal records are drawn together; an empty list is `无`."""
    runs: list[tuple[int, int, str]] = []
    for year, record in sorted(records.years.items()):
        words = "未知" if record is None else " ".join(_render_field(v) for v in record.values())
        if runs and runs[-1][1] == year - 1 and runs[-1][2] == words:
            runs[-1] = (runs[-1][0], year, words)
        else:
            runs.append((year, year, words))
    parts = [f"{a}年 {w}" if a == b else f"{a}年至{b}年 {w}" for a, b, w in runs]
    return "、".join(parts) or "无"


def _render_field(value: Scalar) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | Fraction):
        return render_exact(value)
    return str(value)
