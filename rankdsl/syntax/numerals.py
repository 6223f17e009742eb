"""Numbers, quantities and days as people write them, in digits or in Chinese numerals.

Every function takes the text of one terminal of the grammar, already mapped to ASCII signs and digits, and gives an
exact value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction

from msgspec import Struct

from rankdsl.syntax.ast import WrittenUnit

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}

_NUMBER = r"[0-9.]+|[〇零一二两三四五六七八九十百千万点]+|半"
_LEVEL = r"(?:[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百]+)级"
_DURATION = rf"({_NUMBER})周?年(半)?(?:零?({_NUMBER})个月)?"
_UNITS = (
    ("个工作日", WrittenUnit.WORKDAY),
    ("工作日", WrittenUnit.WORKDAY),
    ("个月", WrittenUnit.MONTH),
    ("万元", WrittenUnit.WAN),
    ("元", WrittenUnit.YUAN),
    ("日", WrittenUnit.DAY),
    ("天", WrittenUnit.DAY),
    ("%", WrittenUnit.PERCENT),
    ("次", WrittenUnit.TIMES),
    ("人", WrittenUnit.PEOPLE),
    ("名", WrittenUnit.PEOPLE),
    ("分", WrittenUnit.POINTS),
    ("份", WrittenUnit.COPIES),
    ("项", WrittenUnit.ITEMS),
    ("件", WrittenUnit.MATTERS),
    ("级", WrittenUnit.LEVEL),
)


class ImpossibleDate(Struct, frozen=True):
    """A date that no calendar has; `nearest` stands in for it, so that the statement around it can be read."""

    written: str
    nearest: date


def number(text: str) -> Fraction:
    """`12`, `1.5`, `十二`, `一百零五`, `二〇一五`, `二点五`, `半`."""
    if text[0] in "0123456789":
        return Fraction(text)
    if text == "半":
        return Fraction(1, 2)
    whole, _, decimals = text.partition("点")
    value = Fraction(_chinese_whole(whole)) if whole else Fraction(0)
    for place, digit in enumerate(decimals, start=1):
        value += Fraction(_DIGITS[digit], 10**place)
    return value


def _chinese_whole(text: str) -> int:
    if not any(character in _PLACES or character == "万" for character in text):
        value = 0  # digits in a row: 二〇一五
        for character in text:
            value = value * 10 + _DIGITS[character]
        return value
    total = section = 0
    digit: int | None = None
    for character in text:
        if character == "万":
            total += (section + (digit or 0) or 1) * 10000
            section, digit = 0, None
        elif character in _PLACES:
            section += (1 if digit is None or digit == 0 else digit) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character] if not digit else digit * 10 + _DIGITS[character]
    return total + section + (digit or 0)


def quantity(text: str) -> tuple[Fraction, WrittenUnit]:
    """`8年`, `半年`, `2年6个月` (30 months), `一年半` (18 months), `20%`, `百分之六`, `3万元`."""
    text = text.replace(" ", "")
    if text.startswith("百分之"):
        return number(text[3:]), WrittenUnit.PERCENT
    duration = re.fullmatch(_DURATION, text)
    if duration is not None:
        years, half, months = duration.groups()
        if half is None and months is None:
            return number(years), WrittenUnit.YEAR
        return number(years) * 12 + (6 if half else 0) + (number(months) if months else 0), WrittenUnit.MONTH
    for ending, unit in _UNITS:
        if text.endswith(ending):
            return number(text[: -len(ending)]), unit
    raise AssertionError(f"not a quantity: {text!r}")


def level(text: str) -> Fraction | None:
    """The number of `25级`, `三级`; None for any other name (县级)."""
    return number(text[:-1]) if re.fullmatch(_LEVEL, text) else None


def day(text: str) -> date | ImpossibleDate:
    """`2015年1月15日`, `2015-01-15`, `2015.1.15`, `二〇一五年一月十五日`."""
    year, month, of_month = _parts(text)
    if 1 <= year <= 9999 and 1 <= month <= 12:
        last = monthrange(year, month)[1]
        if 1 <= of_month <= last:
            return date(year, month, of_month)
        return ImpossibleDate(text, date(year, month, min(max(of_month, 1), last)))
    return ImpossibleDate(text, date(min(max(year, 1), 9999), min(max(month, 1), 12), 1))


def day_of_digits(text: str) -> date | None:
    """`20200101`, if the calendar has it."""
    if re.fullmatch("(?:19|20|21)[0-9]{6}", text) is None:
        return None
    found = day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return None if isinstance(found, ImpossibleDate) else found


def month(text: str) -> int | ImpossibleDate:
    """`2015年1月`, `2015-01`: year * 12 + month - 1."""
    year, of_year = _parts(text)
    if 1 <= year <= 9999 and 1 <= of_year <= 12:
        return year * 12 + of_year - 1
    return ImpossibleDate(text, date(min(max(year, 1), 9999), min(max(of_year, 1), 12), 1))


def _parts(text: str) -> list[int]:
    return [int(number(part)) for part in re.findall(r"[0-9]+|[〇零一二三四五六七八九十]+", text)]


def chinese(value: int) -> str:
    """A whole number from 1 to 9999 as law writes it: 12 is `十二`, 105 is `一百零五`."""
    digits = "〇一二三四五六七八九"
    written = ""
    gap = False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            written += ("零" if gap else "") + digits[digit] + word
            gap = False
        else:
            gap = bool(written)
    return written[1:] if written.startswith("一十") else written


def article_name(text: str) -> str:
    """The canonical name of an article: `第12条` is `第十二条`, `第十二条之一` stays."""
    head, _, tail = text.partition("条")
    value = int(number(head[1:]))
    return f"第{chinese(value)}条{tail}" if 0 < value < 10000 else text


def label(text: str) -> str:
    """The canonical label of an item: `(一百〇一)` is `（一百零一）`; one of no number from 1 to 9999 stays."""
    value = int(number(text[1:-1]))
    return f"（{chinese(value) if 0 < value < 10000 else text[1:-1]}）"


def chapter_name(text: str) -> str:
    """The canonical name of a chapter, section or part: `第1章` is `第一章`; one in another language stays."""
    found = re.fullmatch(f"第({_NUMBER})([编章节])", text)
    value = int(number(found[1])) if found else 0
    return f"第{chinese(value)}{found[2]}" if found and 0 < value < 10000 else text
