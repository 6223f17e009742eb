"""How a language writes words, names, values and signs. `Chinese` is the first; another is another `Surface`.

Nothing here knows the order in which they stand: that is `Writer`'s, whose methods for single constructs another
language overrides where its order is another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Protocol

from rankdsl.syntax import ast
from rankdsl.syntax.grammar import Words, load_words
from rankdsl.syntax.lexicons import lexicon
from rankdsl.syntax.lexing import Lexicon, normal

_HALF = Fraction(1, 2)
_LONG = 24
"""Months: longer durations are written as years and months (3年6个月), unless they are whole years."""


class Surface(Protocol):
    """One language. Every method gives a finished text, without blanks around it."""

    gap: str
    """What stands after a punctuation mark where the line goes on: nothing in Chinese, a blank in English."""
    colon: str
    semicolon: str
    comma: str
    pause: str
    """Between the members of a list of names: 、"""
    end: str
    brackets: tuple[str, str]
    braces: tuple[str, str]
    arrow: str

    def word(self, terminal: str) -> str:
        """The keyword, by the name of its terminal in rankdsl.lark."""

    def name(self, text: str) -> str:
        """A name; quoted where it would be read as something else."""

    def key(self, text: str) -> str:
        """The key of a source."""

    def text(self, text: str) -> str:
        """What stands in quotation marks."""

    def title(self, text: str) -> str: ...

    def heading(self, text: str) -> str: ...

    def article(self, name: str) -> str:
        """`name` as the tree has it: 第三条"""

    def chapter(self, name: str) -> str: ...

    def label(self, outer: str) -> str:
        """`outer` as the tree has it: （一）"""

    def inner(self, number: int) -> str:
        """The label of an inner item."""

    def item(self, label: ast.ItemLabel) -> str:
        """A label in a reference: （一）, （一）2"""

    def reading(self, name: str) -> str:
        """`name` as the tree has it: 读法甲"""

    def day(self, day: date) -> str: ...

    def month(self, month: int) -> str:
        """`month` counts from the year 0: year * 12 + month - 1."""

    def number(self, value: Fraction) -> str: ...

    def quantity(self, value: Fraction, unit: ast.WrittenUnit, word: str = "") -> str:
        """`word`: how it was written in numerals of Chinese, where that is kept."""

    def years(self, first: int, last: int) -> str:
        """Years of records: 2004至2014"""

    def comparison(self, op: ast.CompareOp, word: str) -> str:
        """A sign, or the word that it was written with (in either language)."""

    def order(self, word: str, *, descending: bool) -> str:
        """由高到低, or the words of that order that were written (in either language)."""

    def comment(self, text: str) -> str:
        """A comment with its mark."""


class Spelt(ABC):
    """What every language takes from its table of keywords, whose `language` it is."""

    language: str
    as_people_say: ClassVar[Mapping[str, str]] = {}
    """Where it is not the first spelling that documents use: （三）符合下列之一："""
    quotes: tuple[str, str]
    """Around a name that would be read as something else."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    @cached_property
    def _words(self) -> Words:
        return load_words(self.language)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self.language)

    def word(self, terminal: str) -> str:
        return self.as_people_say.get(terminal) or self._words.first(terminal)

    def name(self, text: str) -> str:
        written = self._names.get(text)
        if written is None:
            before, after = self.quotes
            written = self._names[text] = text if self._plain(text) else before + text + after
        return written

    @abstractmethod
    def _plain(self, text: str) -> bool:
        """Whether a text is read as this name wherever it stands."""

    def comparison(self, op: ast.CompareOp, word: str) -> str:
        return word if word in self._comparing[op] else op.value

    @cached_property
    def _comparing(self) -> dict[ast.CompareOp, frozenset[str]]:
        spellings = self._words.spellings
        return {
            op: frozenset(spellings[op.name] + (spellings["IS"] if op is ast.CompareOp.EQ else ()))
            for op in ast.CompareOp
        }

    def order(self, word: str, *, descending: bool) -> str:
        spellings = self._words.spellings["HIGH_FIRST" if descending else "LOW_FIRST"]
        return word if word in spellings else spellings[0]

    def comment(self, text: str) -> str:
        return text


class Chinese(Spelt):
    """Full-width punctuation, ASCII digits and signs of comparison, the first spelling of a keyword."""

    language = "zh"
    as_people_say: ClassVar = {"ONE_OF": "符合下列之一", "ALL_OF": "符合下列各项", "LE": "不超过", "GE": "不少于"}
    quotes = ("「", "」")
    gap = ""
    colon, semicolon, comma, pause, end = "：", "；", "，", "、", "。"
    brackets = ("（", "）")
    braces = ("{", "}")
    arrow = "→"

    def _plain(self, text: str) -> bool:
        """Whether a text is read as this name wherever it stands."""
        lexemes = self._lexicon.lexemes(text, 0)
        if lexemes.texts != [text, ""]:
            return False
        entry = self._lexicon.entry(text)
        others = [terminal for terminal, _ in entry.choices if terminal not in self._words.still_names]
        return others == ["NAME"] and entry.choices[-1] == ("NAME", text) and not entry.head

    def key(self, text: str) -> str:
        if normal(text) == text and self._plain(text):
            return text
        quotable = '"' not in text and "\n" not in text
        return self.text(text) if quotable or ("“" not in text and "”" not in text) else f"「{text}」"

    def text(self, text: str) -> str:
        return f'"{text}"' if "“" in text or "”" in text else f"“{text}”"

    def title(self, text: str) -> str:
        return f"《{text}》"

    def heading(self, text: str) -> str:
        return f"【{text}】"

    def article(self, name: str) -> str:
        return name

    def chapter(self, name: str) -> str:
        return name

    def label(self, outer: str) -> str:
        return outer

    def inner(self, number: int) -> str:
        return f"{number}."

    def item(self, label: ast.ItemLabel) -> str:
        return label.text

    def reading(self, name: str) -> str:
        return name

    def day(self, day: date) -> str:
        return f"{day.year:04}年{day.month}月{day.day}日"

    def month(self, month: int) -> str:
        return f"{month // 12:04}年{month % 12 + 1}月"

    def number(self, value: Fraction) -> str:
        return decimal(value)

    def quantity(self, value: Fraction, unit: ast.WrittenUnit, word: str = "") -> str:
        if word:
            return word
        if value == _HALF and unit in (ast.WrittenUnit.YEAR, ast.WrittenUnit.MONTH):
            return f"半{unit.value}"
        if unit is ast.WrittenUnit.MONTH and value.denominator == 1 and value > _LONG and value % 12:
            return f"{value // 12}年{value % 12}个月"
        return decimal(value) + unit.value

    def years(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first}{self.word('TO')}{last}"


def decimal(value: Fraction) -> str:
    """Every number that can be written has an end: 3/2 is 1.5."""
    if value.denominator == 1:
        return str(value.numerator)
    places = 0
    scaled = value
    while scaled.denominator != 1:
        places += 1
        scaled *= 10
    digits = str(scaled.numerator).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"
