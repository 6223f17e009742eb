"""What a text is printed on: its language, its colours, the characters it can show, and how wide they are.

Invariant: every string that has gone through `Paper.fit` can be encoded in `Paper.encoding`, takes one line, and has
the width that `width` says; so excerpts are fitted first and measured afterwards.

Widths come from Unicode's East Asian Width by way of the standard library. The package `wcwidth` agrees on everything
that documents contain (a test), but its import costs as much as a whole check of a small document.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Severity, Text
from rankdsl.diagnostics.text import Language

if TYPE_CHECKING:
    from rankdsl.translation import Tongue

TAB = "    "

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "good": "1;32",
    "strong": "1",
    "faint": "2",
    "mark": "1;31",
    "link": "36",
}

_PLAIN_SIGNS = {
    "│": "|",
    "╰": "'",
    "─": "-",
    "→": "->",
    "…": "...",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "x",
    "÷": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "·": "-",
    "\u3000": "  ",
    "\u00a0": " ",
}
"""What stands in for a sign that the output cannot print."""


class Paper(Struct, frozen=True, dict=True):
    """The output of one run. `encoding` is that of the stream; `colours` is decided by the caller."""

    language: Language = "en"
    colours: bool = False
    encoding: str = "utf-8"
    tongue: Callable[[str], str] | None = None
    """What puts English sentences about English documents into the words that stand there."""

    def worded(self, tongue: Tongue | None) -> Paper:
        """The same for documents in these words; None: in Chinese."""
        return self if tongue is None else replace(self, tongue=tongue.prose)

    @cached_property
    def is_unicode(self) -> bool:
        try:
            return codecs.lookup(self.encoding).name.startswith("utf")
        except LookupError:
            return False

    @cached_property
    def bar(self) -> str:
        return "│" if self.is_unicode else "|"

    def say(self, text: Text) -> str:
        """The sentence in the reader's language, fitted."""
        return self.fit(text.in_language(self.language))

    def choose(self, zh: str, en: str) -> str:
        return self.fit(zh if self.language == "zh" else en)

    def fit(self, words: str) -> str:
        """`words` on one line, in characters that the output can print.

        Tabs become four spaces; line ends, control characters and those that turn the direction of writing become
        spaces or vanish, so that a document can neither move the cursor nor disguise itself. What the encoding lacks
        is replaced by a similar sign, or by its number (`\\u804c`), which loses nothing.
        """
        if words.isascii() and words.isprintable():
            return words
        if self.tongue is not None and self.language == "en":
            words = self.tongue(words)
        shown = "".join(map(_harmless, words))
        if self.is_unicode:
            return shown.encode("utf-8", "backslashreplace").decode("utf-8")
        return "".join(map(self._fit_character, shown))

    def lines(self, words: str) -> str:
        """Words of several lines, each fitted."""
        return "\n".join(map(self.fit, words.splitlines()))

    def _fit_character(self, character: str) -> str:
        try:
            character.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            plain = _PLAIN_SIGNS.get(character)
            return plain if plain is not None else character.encode("ascii", "backslashreplace").decode("ascii")
        return character

    def style(self, words: str, name: str) -> str:
        """`words`, already fitted, in a colour where colours are wanted."""
        return f"\x1b[{_STYLES[name]}m{words}\x1b[0m" if self.colours and words else words

    def severity(self, severity: Severity) -> str:
        word = {
            Severity.ERROR: Text("错误", "error"),
            Severity.WARNING: Text("警告", "warning"),
            Severity.NOTE: Text("提示", "note"),
        }[severity]
        return self.style(self.say(word), severity.value)

    def table(self, rows: Sequence[Sequence[str]], indent: int = 4, gap: int = 2) -> list[str]:
        """Rows of fitted cells, columns aligned by display width; the last column is not padded."""
        if not rows:
            return []
        columns = max(map(len, rows))
        widths = [max((width(row[i]) for row in rows if i < len(row)), default=0) for i in range(columns)]
        lines = []
        for row in rows:
            cells = [pad(cell, widths[i]) for i, cell in enumerate(row[:-1])] + list(row[-1:])
            lines.append((" " * indent + (" " * gap).join(cells)).rstrip())
        return lines


def width(words: str) -> int:
    """Columns that `words` takes on a terminal: two for a Chinese character, none for a combining one."""
    if words.isascii():
        return len(words)
    return sum(map(_character_width, words))


def pad(words: str, columns: int) -> str:
    return words + " " * (columns - width(words))


def _character_width(character: str) -> int:
    from unicodedata import category, east_asian_width

    if character.isascii():
        return 1
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _harmless(character: str) -> str:
    if character == "\t":
        return TAB
    if character.isprintable() or character == "\u3000":
        return character
    from unicodedata import category

    kind = category(character)
    if kind in ("Cf", "Mn"):
        return ""
    if kind in ("Cs", "Co", "Cn"):
        return character.encode("ascii", "backslashreplace").decode("ascii")
    return " "
