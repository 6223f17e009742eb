"""All pieces of a file, also after a mistake.

A piece that comes to a halt is lost, its mistakes are told, and reading goes on where the next piece begins.
"""

from __future__ import annotations

from typing import Any

from rankdsl.diagnostics import Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import findings_unread
from rankdsl.syntax.automaton import PIECE, Automaton
from rankdsl.syntax.building import Builder
from rankdsl.syntax.driving import Driver, Stop
from rankdsl.syntax.grammar import FILE_START
from rankdsl.syntax.lexing import Lexicon
from rankdsl.syntax.pieces import Piece
from rankdsl.syntax.recognising import Recogniser


class Reader:
    """Reads one text; `findings` grows in the order of reading."""

    def __init__(self, file: SourceFile, lexicon: Lexicon, text: str, offset: int) -> None:
        self.lexicon = lexicon
        self.unread: set[str] = set()
        self._file = file
        self._automaton = Automaton(lexicon.tables)
        self._lexemes = lexicon.lexemes(text, offset)
        self._builder = Builder(file)
        self.findings = self._builder.findings
        self._driver = Driver(self._automaton, lexicon, self._lexemes, self._builder)
        self._recogniser = Recogniser(self._automaton, lexicon, self._lexemes, text, offset)

    def pieces(self) -> list[Piece]:
        start = self._automaton.tables.starts[FILE_START]
        found: list[Piece] = []
        index = 0
        while not self._recogniser.at_end(index):
            result = self._driver.read(PIECE, start, index)
            if isinstance(result, Stop):
                self._tell(result)
                index = self._recogniser.next_opening(max(result.index, index + 1))
            else:
                found.append(result.value)
                index = result.next_index
        return found

    def formula(self, start: str) -> Any:
        """The formula that the whole text is, or None."""
        result = self._driver.read(start, self._automaton.tables.starts[start], 0)
        if isinstance(result, Stop):
            self._tell(result)
            return None
        return result.value

    def _tell(self, stop: Stop) -> None:
        span = Span(self._file, stop.start, stop.start + len(stop.lexeme))
        self.findings.append(findings_unread.UNEXPECTED.at(Place(span), written=span.text))
