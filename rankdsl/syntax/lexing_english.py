"""The English surface: keywords of several words, and values written as English writes them.

A keyword of several words is one lexeme wherever its words stand in a row; names are single words, and the grammar
nowhere has two names in a row that could be mistaken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rankdsl.syntax import numerals_english
from rankdsl.syntax.grammar import END_OF_INPUT
from rankdsl.syntax.lexing import SIGNS, Entry, Lexicon
from rankdsl.syntax.pages import LONGEST_NUMBER

_QUOTES = ("`", "「")


class EnglishLexicon(Lexicon):
    def _phrases(self) -> list[str]:
        """The longest first; blanks between the words may be any, and the first letter may be a capital."""
        several = sorted((w for w in self.words.terminals if not re.fullmatch(r"\w+|\W", w)), key=len, reverse=True)
        return [_with_blanks(words) for words in several]

    def _shape(self, terminal: str) -> str:
        return self.patterns[terminal]

    def _in_order(self, numeric: list[str]) -> list[str]:
        """What has blanks in it wins over the word that it begins with."""
        return ["ARTICLE", "CHAPTER", "READING", "LABEL", *numeric, "STRING", "NAME", "HEADING", "TITLE", "END", *SIGNS]

    def _readers(self) -> dict[str, Callable[[str], Any]]:
        return {
            "DATE": numerals_english.day,
            "MONTH": numerals_english.month,
            "QUANTITY": numerals_english.quantity,
            "NUMBER": numerals_english.number,
            "INNER": numerals_english.inner,
            "ARTICLE": numerals_english.article_name,
            "CHAPTER": numerals_english.chapter_name,
            "LABEL": numerals_english.label,
            "READING": numerals_english.reading,
        }

    def _keywords(self, lexeme: str) -> tuple[str, ...]:
        words = " ".join(lexeme.split())
        return self.words.terminals.get(words) or self.words.terminals.get(words[:1].lower() + words[1:], ())

    def _classify(self, lexeme: str) -> Entry:
        if lexeme == "":
            return Entry(((END_OF_INPUT, None),))
        if lexeme in (".", "。"):
            return Entry((("END", "END"),))
        keywords = self._keywords(lexeme)
        choices: list[tuple[str, Any]] = [(terminal, terminal) for terminal in keywords]
        for name, matches in self._by_priority:
            if matches(lexeme):
                read = self._values.get(name)
                if read is not None and len(lexeme) > LONGEST_NUMBER:
                    continue
                choices.append((name, read(lexeme) if read else name))
        first = lexeme[0]
        if first in _QUOTES and len(lexeme) > 2:
            return Entry((("NAME", None),))
        if first == "(" and len(lexeme) > 1:
            return Entry(tuple(choices), head="LPAR", parts=("(", lexeme[1:-1], ")"))
        one_word = re.fullmatch(r"[^\W\d]\w*", lexeme) is not None
        if one_word:
            choices.append(("NAME", lexeme))
            function = any(name in self.words.before_bracket for name in keywords)
            return Entry(tuple(choices), only_before_bracket=function)
        head, rest = _first_word(lexeme)
        if head and self._keywords(head) and self._keywords(rest):  # `X is not Y`, and also `X is` `not Y`
            return Entry(tuple(choices), head=self._keywords(head)[0], parts=(head, rest))
        return Entry(tuple(choices))


def _with_blanks(words: str) -> str:
    first, *others = words.split()
    letter = first[0]
    opening = f"[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)
    return opening + re.escape(first[1:]) + "".join(rf"\s+{re.escape(word)}" for word in others) + r"(?!\w)"


def _first_word(lexeme: str) -> tuple[str, str]:
    """The first word and all that follows, with the blank before it."""
    found = re.match(r"\w+(?=\s)", lexeme)
    return (found[0], lexeme[found.end() :]) if found else ("", "")
