"""Values as people write them, read exactly: `12年`, `2015-01`, `优秀`, `20%`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rankdsl.backends.python.runtime.describing import Fact, Kind, Words
from rankdsl.backends.python.runtime.exact import Exact

UNKNOWN = ("未知", "unknown")


NOT_APPLICABLE = ("不适用", "not applicable")


YES = ("是", "yes", "true")


NO = ("否", "no", "false")


LONGEST = 60


_MAP: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAP |= dict.fromkeys([0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060, *range(0x2000, 0x200B), 0x202F, 0x9], 0x20)
_MAP |= dict.fromkeys([0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0xFF0D], 0x2D)
_MAP[0xFFE5] = 0xA5
_MAP |= {ord("("): "（", ord(")"): "）", ord("（"): "（", ord("）"): "）"}


def canonical(text: str) -> str:
    """Text as people type it in one form: full-width letters, blanks and dashes become plain ones,
    round brackets Chinese ones."""
    return text.translate(_MAP).strip()


def near(name: str, names: Iterable[str]) -> Words:
    close = get_close_matches(name, list(names), 1, 0.5)
    return (f"；是否应为“{close[0]}”？", f"; did you mean “{close[0]}”?") if close else ("", "")


@dataclass(frozen=True, slots=True)
class Mistake:
    words: Words


DAY = Kind("day", ("日期", "a date"), ("2015-01-15", "2015-01-15"), patterns=("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})",))
"""Of the day of evaluation, which no vocabulary describes; a generated package puts every way to write one here."""


def not_this(kind: Kind, content: Any) -> Words:
    given = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, default=str)
    if len(given) > LONGEST:
        given = given[:LONGEST] + "…"
    return (
        f"“{given}”不是{kind.called[0]}，请写成{kind.example[0]}",
        f"“{given}” is not {kind.called[1]}; write {kind.example[1]}",
    )


def value(text: str, fact: Fact) -> Any:
    """The value of a fact or field, or a Mistake; its range is checked with the person."""
    if canonical(text) in NOT_APPLICABLE:
        if fact.absent is None:
            return Mistake(("这一项不能填“不适用”", "this cannot be “不适用” (not applicable)"))
        return fact.absent
    return scalar(text, fact.kind)


def scalar(text: str | None, kind: Kind) -> Any:
    written = "" if text is None else canonical(text)
    if kind.form == "truth":
        if written in YES:
            return True
        return False if written in NO else Mistake(not_this(kind, written))
    if kind.form == "choice":
        for position, (zh, _) in enumerate(kind.values):
            if written == canonical(zh):
                return kind.member(position)
        for position, (_, en) in enumerate(kind.values):
            if en and written == en:
                return kind.member(position)
        wrong = not_this(kind, written)
        close = near(written[:LONGEST], [name for names in kind.values for name in names if name])
        return Mistake((wrong[0] + close[0], wrong[1] + close[1]))
    found = None
    if len(written) <= LONGEST:
        matches = ((number, p.fullmatch(written)) for number, p in enumerate(_compiled(kind.patterns)))
        found = next(((number, match.groups()) for number, match in matches if match is not None), None)
    if found is None:
        return Mistake(not_this(kind, written))
    return _number(written, kind, *found) if kind.form == "number" else _moment(written, kind, found[1])


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _number(written: str, kind: Kind, form: int, parts: tuple[str | None, ...]) -> Exact | Mistake:
    sign, first, *rest = parts
    number = _amount(first or "")
    if kind.unit == "%":
        number /= 100
    elif kind.unit == "元" and form == 0:
        number *= {"": 1, "万": 10_000, "亿": 100_000_000}[rest[0] or ""]
    elif kind.unit == "个月" and form in (0, 1, 3, 4):
        number *= 12
        if form == 0 and rest[0]:
            number += 6
        elif form in (1, 4):
            number += _amount(rest[0] or "")
    if kind.whole and number.denominator != 1:
        return Mistake(not_this(kind, written))
    number = -number if sign == "-" else number
    return number.numerator if number.denominator == 1 else number


def _moment(written: str, kind: Kind, parts: tuple[str | None, ...]) -> int | date | Mistake:
    year, number, *day = (_whole(part or "") for part in parts)
    try:
        found = date(year, number, day[0] if day else 1)
    except ValueError:
        return Mistake((f"没有“{written}”这一天", f"there is no day “{written}”"))
    return year * 12 + number - 1 if kind.form == "month" else found


_DIGITS = {c: v for v, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


_PLACES = {"十": 10, "百": 100, "千": 1000}


def _amount(written: str) -> Fraction:
    """`12`, `1,234.5`, `十二`, `二点五`, `半`."""
    if written == "半":
        return Fraction(1, 2)
    if written[0] in "0123456789":
        return Fraction(written.replace(",", ""))
    whole, _, decimals = written.partition("点")
    parts = (Fraction(_DIGITS[digit], 10**place) for place, digit in enumerate(decimals, start=1))
    return sum(parts, Fraction(_chinese(whole)))


def _whole(written: str) -> int:
    return int(written) if written[0] in "0123456789" else _chinese(written)


def _chinese(written: str) -> int:
    """`十二`, `一百零五`, `三万`, `二〇一五`."""
    if not any(c in _PLACES or c == "万" for c in written):
        number = 0
        for character in written:
            number = number * 10 + _DIGITS[character]
        return number
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
