"""How English writes words, names, values and signs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import ClassVar

from rankdsl.syntax import ast, numerals_english
from rankdsl.syntax.lexing import normal
from rankdsl.syntax.writing.surface import Spelt


class English(Spelt):
    """ASCII punctuation, signs as in Chinese, the first spelling of each keyword."""

    language = "en"
    as_people_say: ClassVar = {"LE": "at most", "GE": "at least"}
    quotes = ("`", "`")
    gap = " "
    colon, semicolon, comma, pause, end = ":", ";", ",", ",", "."
    brackets = ("(", ")")
    braces = ("{", "}")
    arrow = "→"

    def _plain(self, text: str) -> bool:
        """Whether a text is read as this name wherever it stands but before a bracket, where no name stands."""
        if self._lexicon.lexemes(text, 0).texts != [text, ""]:
            return False
        entry = self._lexicon.entry(text)
        apart = self._words.before_bracket | self._words.still_names
        others = [terminal for terminal, _ in entry.choices if terminal not in apart]
        return others == ["NAME"] and entry.choices[-1] == ("NAME", text) and not entry.head

    def key(self, text: str) -> str:
        return text if normal(text) == text and self._plain(text) else self.text(text)

    def text(self, text: str) -> str:
        return f"“{text}”" if '"' in text or "\n" in text else f'"{text}"'

    def title(self, text: str) -> str:
        return self.text(text)

    def heading(self, text: str) -> str:
        return f"【{text}】" if "[" in text or "]" in text else f"[{text}]"

    def article(self, name: str) -> str:
        return numerals_english.written_article(name)

    def chapter(self, name: str) -> str:
        return numerals_english.written_chapter(name)

    def label(self, outer: str) -> str:
        return f"{numerals_english.written_label(outer)} "

    def inner(self, number: int) -> str:
        return numerals_english.written_inner(number)

    def item(self, label: ast.ItemLabel) -> str:
        inner = "" if label.inner is None else self.inner(label.inner)
        return f" {numerals_english.written_label(label.outer)}{inner}"

    def reading(self, name: str) -> str:
        return numerals_english.written_reading(name)

    def day(self, day: date) -> str:
        return numerals_english.written_day(day)

    def month(self, month: int) -> str:
        return numerals_english.written_month(month)

    def number(self, value: Fraction) -> str:
        return numerals_english.written_number(value)

    def quantity(self, value: Fraction, unit: ast.WrittenUnit, word: str = "") -> str:
        return numerals_english.written_quantity(value, unit)

    def years(self, first: int, last: int) -> str:
        return str(first) if first == last else f"{first} {self.word('TO')} {last}"
