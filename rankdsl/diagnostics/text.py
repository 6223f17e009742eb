"""A sentence in the two languages that people read it in."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]


class Text(Struct, frozen=True):
    """The same sentence in Chinese and in English. English: lower case, no full stop."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def __add__(self, other: Text) -> Text:
        return Text(self.zh + other.zh, self.en + other.en)

    @staticmethod
    def same(words: str) -> Text:
        """A name or a figure that reads the same in both languages."""
        return Text(words, words)

    @staticmethod
    def day(day: date) -> Text:
        """2016年7月1日, in English 2016-07-01."""
        return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())

    @staticmethod
    def join(parts: list[Text], zh: str, en: str) -> Text:
        return Text(zh.join(p.zh for p in parts), en.join(p.en for p in parts))
