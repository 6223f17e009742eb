"""Values as people write them (`12年`, `2015-01`, `优秀`, `20%`), read exactly and never guessed at.

A text that is no value of its type is a `ValueProblem`; nothing here raises. Digits and signs may be full-width.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from rankdsl.diagnostics import Text, did_you_mean, nearest
from rankdsl.ir.facts import Fact, Field
from rankdsl.ir.remarks import Expectation
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    WORKDAYS,
    YEAR_MONTH,
    Day,
    Enumeration,
    Number,
    RecordList,
    Truth,
    Type,
    Unit,
    YearMonth,
)
from rankdsl.ir.values import Exact, Scalar, render, year_month
from rankdsl.vocabulary.forms import (
    CANNOT_TELL_WORDS,
    LONGEST,
    NO_VALUE_WORDS,
    NO_WORDS,
    NOT_APPLICABLE_WORDS,
    UNKNOWN_WORDS,
    YES_WORDS,
    example,
    forms,
    type_words,
)
from rankdsl.vocabulary.written import canonical

English = Mapping[str, str]
"""Chinese name of a value to its English name, as in `Vocabulary.enumeration_english`."""

_NO_ENGLISH: English = {}
_SHOWN = 12
"""How many values of an enumeration a help lists in full."""


class ValueProblem(Struct, frozen=True):
    """Why a text is no such value, and how to write it. No name of a fact is in it."""

    message: Text
    help: Text


def is_unknown(text: str) -> bool:
    """未知: the writer says that the value is not known."""
    return canonical(text) in UNKNOWN_WORDS


def is_not_applicable(text: str) -> bool:
    return canonical(text) in NOT_APPLICABLE_WORDS


def read_value(text: str, of: Fact | Field, english: English = _NO_ENGLISH) -> Scalar | ValueProblem:
    """A value of a fact (no list) or field, within its range and decimal places. 不适用 is what the fact says it is."""
    if is_not_applicable(text):
        absent = of.absent if isinstance(of, Fact) else None
        if absent is None:
            return ValueProblem(
                Text("这一项不能填“不适用”", "this cannot be “不适用” (not applicable)"),
                Text(f"请写{type_words(of.type).zh}，不知道的写“未知”", "write a value, or 未知 (unknown)"),
            )
        assert isinstance(absent, bool | int | Fraction | date | str)
        return absent
    value = read_scalar(text, of.type, english)
    if isinstance(value, ValueProblem):
        return value
    return outside(value, of) or value


def read_scalar(text: str, type_: Type, english: English = _NO_ENGLISH) -> Scalar | ValueProblem:
    """A value of the type, whatever its range."""
    written = canonical(text)
    match type_:
        case Truth():
            if written in YES_WORDS:
                return True
            return False if written in NO_WORDS else _unreadable(written, type_)
        case Enumeration():
            return _choice(written, type_, english)
        case Number():
            return _number(written, type_)
        case YearMonth() | Day():
            return _month_or_day(written, type_)
        case RecordList():
            return _unreadable(written, type_)


def read_expectation(text: str, type_: Type, english: English = _NO_ENGLISH) -> Scalar | Expectation | ValueProblem:
    """What a case expects: a value of the type, 不能确定, or 无值."""
    written = canonical(text)
    if written in CANNOT_TELL_WORDS:
        return Expectation.CANNOT_TELL
    if written in NO_VALUE_WORDS:
        return Expectation.NO_VALUE
    return read_scalar(text, type_, english)


def outside(value: Scalar, of: Fact | Field) -> ValueProblem | None:
    """What is wrong with a value of the right type: out of range, or too many decimal places."""
    if isinstance(of.type, Number) and isinstance(value, int | Fraction):
        places = of.places + (2 if of.type == PERCENT else 0)
        if (Fraction(value) * 10**places).denominator != 1:
            return ValueProblem(
                Text(
                    f"“{render(value, of.type)}”的小数位太多", f"“{render(value, of.type)}” has too many decimal places"
                ),
                Text(
                    f"最多写 {of.places} 位小数" if of.places else "请写不带小数的数",
                    f"write at most {of.places} decimal places"
                    if of.places
                    else "write a number without decimal places",
                ),
            )
    place = value.toordinal() if isinstance(value, date) else value
    if isinstance(place, str) or (of.low is None and of.high is None):
        return None
    if (of.low is not None and place < of.low) or (of.high is not None and place > of.high):
        return ValueProblem(
            Text(f"“{render(value, of.type)}”超出范围", f"“{render(value, of.type)}” is out of range"), range_words(of)
        )
    return None


def range_words(of: Fact | Field) -> Text:
    """`应当在0年到45年之间`"""
    low, high = (None if end is None else render(from_bound(end, of.type), of.type) for end in (of.low, of.high))
    if low is not None and high is not None:
        return Text(f"应当在{low}到{high}之间", f"it must be from {low} to {high}")
    if low is not None:
        return Text(f"应当不低于{low}", f"it must be at least {low}")
    return Text(f"应当不高于{high}", f"it must be at most {high}")


def from_bound(bound: Exact, type_: Type) -> Scalar:
    """A bound as a value of its type: a day is held as its ordinal there."""
    return date.fromordinal(int(bound)) if isinstance(type_, Day) else bound


def _unreadable(written: str, type_: Type) -> ValueProblem:
    shown = written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
    return ValueProblem(
        Text(f"“{shown}”不是{type_words(type_).zh}", f"“{shown}” is not {type_words(type_).en}"),
        Text(f"请写成{example(type_).zh}", f"write {example(type_).en}"),
    )


def _choice(written: str, type_: Enumeration, english: English) -> str | ValueProblem:
    for value in type_.values:
        if written == canonical(value):
            return value
    for value in type_.values:
        if written == english.get(value):
            return value
    known = [*type_.values, *(english[v] for v in type_.values if v in english)]
    near = nearest(written[:LONGEST], known, limit=1)
    help_text = Text(f"可以写：{_listed(type_.values, '、')}", f"it can be: {_listed(type_.values, ', ')}")
    if near:
        help_text = did_you_mean(near[:1]) + Text("", " ") + help_text
    return ValueProblem(_unreadable(written, type_).message, help_text)


def _listed(values: tuple[str, ...], comma: str) -> str:
    """All values, or of many the first few and the last."""
    return comma.join(values) if len(values) <= _SHOWN else comma.join((*values[: _SHOWN // 2], "…", values[-1]))


def _match(written: str, type_: Type) -> tuple[int, tuple[str | None, ...]] | None:
    """Which of the type's forms the text has, and its parts."""
    if len(written) > LONGEST:
        return None
    for number, form in enumerate(_forms(type_)):
        found = re.fullmatch(form, written)  # compiled only where the forms before it do not fit
        if found is not None:
            return number, found.groups()
    return None


@lru_cache(maxsize=32)
def _forms(type_: Type) -> tuple[str, ...]:
    return forms(type_)


def _number(written: str, type_: Number) -> Exact | ValueProblem:
    found = _match(written, type_)
    if found is None:
        return _not_this_number(written, type_)
    form, (sign, *parts) = found
    value = _amount(parts[0] or "")
    match type_.unit:
        case Unit.PERCENT:
            value /= 100
        case Unit.YUAN if form == 0:
            value *= {"": 1, "万": 10_000, "亿": 100_000_000}[parts[1] or ""]
        case Unit.MONTH if form in (0, 1, 3, 4):
            value *= 12
            if form == 0 and parts[1]:
                value += 6
            elif form in (1, 4):
                value += _amount(parts[1] or "")
        case _:
            pass
    if type_.whole and value.denominator != 1:
        return ValueProblem(
            Text(f"“{written}”不是整月数", f"“{written}” is no whole number of months"),
            Text(f"请写成{example(type_).zh}", f"write {example(type_).en}"),
        )
    signed = -value if sign == "-" else value
    return signed.numerator if signed.denominator == 1 else signed


def _not_this_number(written: str, type_: Number) -> ValueProblem:
    """Another unit, no unit, a fraction where none can be, or no number at all."""
    write = Text(f"请写成{example(type_).zh}", f"write {example(type_).en}")
    if type_.unit is not Unit.ONE and _match(written, Number(Unit.ONE, whole=False)) is not None:
        wanted = type_words(type_)
        return ValueProblem(
            Text(f"“{written}”没有写单位，这里应当是{wanted.zh}", f"“{written}” has no unit, and this is {wanted.en}"),
            write,
        )
    for other in (MONTHS, MONEY, PERCENT, WORKDAYS, DAYS, YEAR_MONTH, DAY):
        if other != type_ and _match(written, other) is not None:
            is_, wanted = type_words(other), type_words(type_)
            return ValueProblem(
                Text(
                    f"“{written}”是{is_.zh}，这里应当是{wanted.zh}", f"“{written}” is {is_.en}, and this is {wanted.en}"
                ),
                write,
            )
    if type_ == INTEGER and _match(written, Number(Unit.ONE, whole=False)) is not None:
        return ValueProblem(
            Text(f"“{written}”不是整数", f"“{written}” is no whole number"), Text("请写成整数", "write a whole number")
        )
    return _unreadable(written, type_)


def _month_or_day(written: str, type_: YearMonth | Day) -> int | date | ValueProblem:
    found = _match(written, type_)
    if found is None:
        return _unreadable(written, type_)
    _, parts = found
    year, month, *day = (_chinese_or_digits(part or "") for part in parts)
    write = Text(f"请写成{example(type_).zh}", f"write {example(type_).en}")
    try:
        whole = date(year, month, day[0] if day else 1)
    except ValueError:
        return ValueProblem(Text(f"没有“{written}”这一天", f"there is no day “{written}”"), write)
    return year_month(year, month) if isinstance(type_, YearMonth) else whole


_DIGITS = {c: v for v, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def _amount(written: str) -> Fraction:
    """`12`, `1,234.5`, `十二`, `二点五`, `半`."""
    if written == "半":
        return Fraction(1, 2)
    if written[0] in "0123456789":
        return Fraction(written.replace(",", ""))
    whole, _, decimals = written.partition("点")
    return sum(
        (Fraction(_DIGITS[digit], 10**place) for place, digit in enumerate(decimals, start=1)),
        Fraction(_chinese(whole)),
    )


def _chinese_or_digits(written: str) -> int:
    return int(written) if written[0] in "0123456789" else _chinese(written)


def _chinese(written: str) -> int:
    """`十二`, `一百零五`, `三万`, `二〇一五`."""
    if not any(c in _PLACES or c == "万" for c in written):
        value = 0
        for character in written:
            value = value * 10 + _DIGITS[character]
        return value
    total = section = 0
    digit: int | None = None
    for character in written:
        if character == "万":
            total += (section + (digit or 0) or 1) * 10_000
            section, digit = 0, None
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return total + section + (digit or 0)
