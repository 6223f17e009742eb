"""Text to lexemes, and lexemes to the terminals they may be.

Invariant: `normal(text)` has the length of `text`, so every offset found in the one holds in the other.

A lexeme is cut without knowing what the parser expects: a word is the longest run of letters, Han characters, digits
and underscores that starts with a non-digit. What terminal it is, is the parser's choice among `Entry.choices`, best
first: keywords, then numbers and the like, then NAME. So a keyword counts only as a whole word, and only where it is
accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from rankdsl.syntax import numerals
from rankdsl.syntax.grammar import END_OF_INPUT, Tables, Words
from rankdsl.syntax.pages import LONGEST_NUMBER

_CACHED_ENTRIES = 100_000
_NUMERIC = frozenset(("DATE", "MONTH", "QUANTITY", "INNER", "NUMBER"))
_MARKED = ("STRING", "TITLE", "HEADING", "END")
SIGNS = ("ARROW", "NE", "LE", "GE", "EQ", "DASH")


def _mapping() -> dict[str, str]:
    mapped = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    spaces = "\u00a0\u1680\u180e\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\r\v\f\x1c\x1d\x1e\x1f\x85"
    spaces += "".join(chr(code) for code in range(0x2000, 0x200B))
    mapped |= dict.fromkeys(spaces, " ")
    mapped |= dict.fromkeys("\u2212\u2013\u2010\u2011\u2012\ufe63", "-")
    return mapped | {"｡": "。", "､": "、", "｢": "「", "｣": "」", "﹤": "<", "﹥": ">", "﹦": "=", "⩽": "≤", "⩾": "≥"}


_MAPPED = _mapping()


def normal(text: str) -> str:
    """`text` with full-width signs, odd spaces and odd minus signs mapped one to one."""
    present = set(text)
    for character in sorted(present & _MAPPED.keys()):
        text = text.replace(character, _MAPPED[character])
    return text


class Entry(Struct):
    """What a lexeme may be. `parts`: pieces that it may be cut into, if the parser accepts the first as `head`.

    `only_before_bracket`: the first choice counts only where a round bracket follows. A cut never begins a statement
    with an article's number: a line that begins so is a heading without its 【】.
    """

    choices: tuple[tuple[str, Any], ...]
    head: str = ""
    parts: tuple[str, ...] = ()
    only_before_bracket: bool = False


class Lexemes(Struct):
    """The lexemes of one text: their mapped text and start; the last is empty and stands at the end."""

    texts: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.texts[index])


class Lexicon(Struct, dict=True):
    """The patterns of the grammar and the words of a language, made ready."""

    tables: Tables
    words: Words
    entries: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        patterns = {terminal.name: terminal.pattern for terminal in self.tables.terminals}
        patterns |= self.words.patterns
        self.patterns = patterns
        connectives = "|".join(re.escape(word) for terminal in ("AND", "OR") for word in self.words.spellings[terminal])
        between = r"(?:\s|#[^\n]*\n|//[^\n]*\n)*"
        skipped = rf"\s+|#[^\n]*|//[^\n]*|,(?={between}(?:{connectives})(?!\w))"
        self._by_priority = [
            (terminal.name, re.compile(patterns[terminal.name]).fullmatch)
            for terminal in self.tables.terminals
            if terminal.name not in ("NAME", "END")
        ]
        numeric = [name for name, _ in self._by_priority if name in _NUMERIC]
        shapes = [*self._phrases(), *(f"(?:{self._shape(name)})" for name in self._in_order(numeric))]
        self._lexeme = re.compile(rf"({skipped})|{'|'.join(shapes)}|\S")
        against = (*self.words.against_number, *self.words.against_article, *self.words.against_reading)
        self._words_against = tuple(word for terminal in against for word in self.words.spellings[terminal])
        self._article = re.compile(patterns["ARTICLE"])
        self._values = self._readers()

    @cached_property
    def _against(self) -> re.Pattern[str]:
        """A word right against a number, an article or a reading. Most documents leave a space there, and no pattern
        is dearer."""
        number = "|".join(f"(?:{self.patterns[name]})" for name in ("DATE", "MONTH", "QUANTITY", "NUMBER"))
        before, after = self._any(self.words.against_number), self._any(self.words.after_number)
        return re.compile(
            rf"({before})({number})({after})?(?:({before})({number})({after})?)?"
            rf"|({self._any(self.words.against_article)})({self.patterns['ARTICLE']})"
            rf"|({self._any(self.words.against_reading)})({self.patterns['READING']})"
        )

    def _phrases(self) -> list[str]:
        """Patterns of keywords that are more than a run of letters."""
        return []

    def _shape(self, terminal: str) -> str:
        """What cuts the text. A percentage right against a word is one lexeme with it: 不低于20%."""
        pattern = self.patterns[terminal]
        return rf"(?:{pattern})(?:(?<=[0-9])(?:\.[0-9]+)?%)?" if terminal == "NAME" else pattern

    def _in_order(self, numeric: list[str]) -> list[str]:
        """The terminals whose patterns cut the text, those first that win where several fit."""
        return ["NAME", *numeric, "LABEL", *_MARKED, *SIGNS]

    def _readers(self) -> dict[str, Callable[[str], Any]]:
        return {
            "DATE": numerals.day,
            "MONTH": numerals.month,
            "QUANTITY": numerals.quantity,
            "NUMBER": numerals.number,
            "INNER": lambda text: int(text[:-1]),
            "ARTICLE": numerals.article_name,
            "CHAPTER": numerals.chapter_name,
            "LABEL": numerals.label,
            "READING": lambda text: text,
        }

    def _any(self, terminals: tuple[str, ...]) -> str:
        words = [word for terminal in terminals for word in self.words.spellings[terminal]]
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    def lexemes(self, text: str, offset: int) -> Lexemes:
        """Cut mapped text; `offset` is where it starts in its file."""
        found = [match for match in self._lexeme.finditer(text) if match.lastindex != 1]
        texts = [match.group() for match in found]
        starts = [match.start() + offset for match in found]
        for index, lexeme in enumerate(texts):
            # A dot that ends nothing must not end a statement: `现职级.年限`.
            if lexeme == "." and text[starts[index] - offset + 1 : starts[index] - offset + 2].strip():
                texts[index] = "\0"
        texts.append("")
        starts.append(offset + len(text))
        return Lexemes(texts, starts)

    def comments(self, text: str) -> list[tuple[int, int]]:
        """Where the comments of mapped text begin and end, in order."""
        skipped = (match.span() for match in self._lexeme.finditer(text) if match.lastindex == 1)
        return [(start, end) for start, end in skipped if text[start] in "#/"]

    def entry(self, lexeme: str) -> Entry:
        """What `lexeme` may be; remembered."""
        known = self.entries.get(lexeme)
        if known is None:
            if len(self.entries) >= _CACHED_ENTRIES:
                self.entries.clear()
            known = self.entries[lexeme] = self._classify(lexeme)
        return known

    def _classify(self, lexeme: str) -> Entry:
        if lexeme == "":
            return Entry(((END_OF_INPUT, None),))
        if lexeme in (".", "。"):
            return Entry((("END", "END"),))
        keywords = self.words.terminals.get(lexeme, ())
        choices: list[tuple[str, Any]] = [(terminal, terminal) for terminal in keywords]
        for name, matches in self._by_priority:
            if matches(lexeme):
                read = self._values.get(name)
                if read is not None and name not in ("ARTICLE", "CHAPTER") and len(lexeme) > LONGEST_NUMBER:
                    continue
                choices.append((name, read(lexeme) if read else name))
        first = lexeme[0]
        if first == "「" and len(lexeme) > 2:
            return Entry((("NAME", None),))
        if not (first.isalpha() or first == "_" or first.isalnum()) or first.isdecimal():
            if first == "(" and len(lexeme) > 1:
                return Entry(tuple(choices), head="LPAR", parts=("(", lexeme[1:-1], ")"))
            if first.isdecimal() and lexeme[-1] == ".":
                return Entry(tuple(choices), head="NUMBER", parts=(lexeme[:-1], "."))
            return Entry(tuple(choices))
        if lexeme[-1] != "%":
            choices.append(("NAME", lexeme))
        longer = lexeme.startswith(self._words_against) and lexeme not in self._words_against
        against = self._against.fullmatch(lexeme) if longer and len(lexeme) <= LONGEST_NUMBER else None
        if against is not None:
            parts = tuple(part for part in against.groups() if part)
            return Entry(tuple(choices), head=self.words.terminals[parts[0]][0], parts=parts)
        article = self._article.match(lexeme)
        if article is not None and article.end() < len(lexeme):
            return Entry(tuple(choices), head="ARTICLE", parts=(article.group(), lexeme[article.end() :]))
        return Entry(tuple(choices), only_before_bracket=any(name in self.words.before_bracket for name in keywords))

    def article_name(self, text: str) -> str:
        """The canonical name of an article as it is written in this language."""
        read: Callable[[str], str] = self._values["ARTICLE"]
        return read(text)

    def could_be(self, lexeme: str, terminal: str) -> bool:
        return any(name == terminal for name, _ in self.entry(lexeme).choices)
