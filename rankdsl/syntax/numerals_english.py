"""Numbers, quantities, days and labels as English writes them, to the values that the Chinese ones have, and back.

Every reading function takes the text of one terminal as `grammar/keywords.en.yaml` spells it.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from rankdsl.syntax import numerals
from rankdsl.syntax.ast import WrittenUnit

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS = {
    WrittenUnit.YEAR: ("year", "years"),
    WrittenUnit.MONTH: ("month", "months"),
    WrittenUnit.DAY: ("day", "days"),
    WrittenUnit.WORKDAY: ("working day", "working days"),
    WrittenUnit.YUAN: ("yuan", "yuan"),
    WrittenUnit.WAN: ("ten-thousand yuan", "ten-thousand yuan"),
    WrittenUnit.PERCENT: ("%", "%"),
    WrittenUnit.TIMES: ("times", "times"),
    WrittenUnit.PEOPLE: ("person", "persons"),
    WrittenUnit.POINTS: ("point", "points"),
    WrittenUnit.COPIES: ("copy", "copies"),
    WrittenUnit.ITEMS: ("item", "items"),
    WrittenUnit.MATTERS: ("matter", "matters"),
}
_BY_WORD = {word: unit for unit, words in _UNITS.items() for word in words} | {
    "percent": WrittenUnit.PERCENT,
    "people": WrittenUnit.PEOPLE,
}
_CHAPTERS = {"part": "编", "chapter": "章", "section": "节"}
_READINGS = "甲乙丙丁戊己庚辛"
_FIRST_LETTER = ord("a")
_LETTERS = 26


def number(text: str) -> Fraction:
    return Fraction(text)


def quantity(text: str) -> tuple[Fraction, WrittenUnit]:
    """`8 years`, `half a year`, `20%`, `800 yuan`, `5 working days`, `level 25`."""
    text = " ".join(text.replace("_", " ").split())
    if text.lower() == "half a year":
        return Fraction(1, 2), WrittenUnit.YEAR
    if text.startswith("level "):
        return Fraction(text[6:]), WrittenUnit.LEVEL
    split = re.fullmatch(r"([0-9.]+) ?(.+)", text)
    assert split is not None, f"not a quantity: {text!r}"
    return Fraction(split[1]), _BY_WORD[split[2]]


def day(text: str) -> date | numerals.ImpossibleDate:
    """`15 January 2015`, `2015-01-15`."""
    parts = text.split()
    if len(parts) == 1:
        return numerals.day(text)
    found = numerals.day(f"{int(parts[2]):04}-{MONTHS.index(parts[1]) + 1:02}-{int(parts[0]):02}")
    return found if isinstance(found, date) else numerals.ImpossibleDate(text, found.nearest)


def month(text: str) -> int | numerals.ImpossibleDate:
    """`January 2015`, `2015-01`: year * 12 + month - 1."""
    parts = text.split()
    if len(parts) == 1:
        return numerals.month(text)
    found = numerals.month(f"{int(parts[1]):04}-{MONTHS.index(parts[0]) + 1:02}")
    return found if isinstance(found, int) else numerals.ImpossibleDate(text, found.nearest)


def article_name(text: str) -> str:
    """`article 12` is `第十二条`, `article 12-1` is `第十二条之一`."""
    main, _, after = text.split()[1].partition("-")
    name = numerals.article_name(f"第{main}条")
    return f"{name}之{numerals.chinese(int(after))}" if after and int(after) else name


def chapter_name(text: str) -> str:
    """`chapter 2` is `第二章`."""
    kind, value = text.split()
    return numerals.chapter_name(f"第{value}{_CHAPTERS[kind.lower()]}")


def label(text: str) -> str:
    """`(3)` is `（三）`."""
    value = int(text[1:-1])
    return f"（{numerals.chinese(value) or '〇'}）"


def inner(text: str) -> int:
    """`(b)` is 2, `(ab)` is 28."""
    value = 0
    for letter in text[1:-1]:
        value = value * _LETTERS + ord(letter) - _FIRST_LETTER + 1
    return value


def reading(text: str) -> str:
    """`reading B` is `读法乙`."""
    return "读法" + _READINGS[ord(text[-1]) - ord("A")]


# --- and back


def written_number(value: Fraction) -> str:
    """A decimal number; every number of the tree is one."""
    whole, rest = divmod(value, 1)
    if not rest:
        return str(whole)
    places = 0
    while rest.denominator != 1:
        rest *= 10
        places += 1
    return f"{whole}.{int(rest):0{places}}"


def written_quantity(value: Fraction, unit: WrittenUnit) -> str:
    if unit is WrittenUnit.LEVEL:
        return f"level {written_number(value)}"
    if unit is WrittenUnit.PERCENT:
        return f"{written_number(value)}%"
    if unit is WrittenUnit.YEAR and value == Fraction(1, 2):
        return "half a year"
    one, many = _UNITS[unit]
    return f"{written_number(value)} {one if value == 1 else many}"


def written_day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year:04}"


def written_month(value: int) -> str:
    return f"{MONTHS[value % 12]} {value // 12:04}"


def written_article(name: str) -> str:
    head, _, after = name.partition("条之")
    value = numerals.number(head.strip("第条"))
    return f"article {value}-{numerals.number(after)}" if after else f"article {value}"


def written_chapter(name: str) -> str:
    kind = next(word for word, sign in _CHAPTERS.items() if sign == name[-1])
    return f"{kind} {numerals.number(name[1:-1])}"


def written_label(outer: str) -> str:
    return f"({numerals.number(outer[1:-1])})"


def written_inner(value: int) -> str:
    letters = ""
    while value > 0:
        value, place = divmod(value - 1, _LETTERS)
        letters = chr(_FIRST_LETTER + place) + letters
    return f"({letters})"


def written_reading(name: str) -> str:
    return f"reading {chr(ord('A') + _READINGS.index(name[-1]))}"
