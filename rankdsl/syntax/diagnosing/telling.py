"""What every explanation needs: the file, what was recognised of it, and how findings are made."""

from __future__ import annotations

from typing import Any

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import Halt, Recogniser, Token


class Telling:
    def __init__(self, file: SourceFile, recogniser: Recogniser) -> None:
        self.file = file
        self.recogniser = recogniser
        self.automaton = recogniser.automaton
        self.words = recogniser.lexicon.words

    def at(self, diagnostic: Diagnostic, span: Span, *edits: Edit, **words: Any) -> Finding:
        """`sure` among the words: whether the edits are what was meant."""
        return diagnostic.at(Place(span), edits=edits, **words)

    def span(self, where: Halt | Token) -> Span:
        return self.file.span(where.start, where.end)

    def written(self, halt: Halt) -> str:
        return shown(self.file.text[halt.start : halt.end])

    def accepted_words(self, states: list[int]) -> list[str]:
        """The keywords that a stack accepts, in table order."""
        accepted = self.automaton.accepted(states)
        return [word for terminal, words in self.words.spellings.items() if terminal in accepted for word in words]

    def reads(self, states: list[int], parts: tuple[str, ...], index: int) -> bool:
        """Whether these lexemes, none of them cut, could be read one after another."""
        for part in parts:
            after = self.recogniser.after(states, part, index) if part else None
            if after is None:
                return False
            states = after
        return True


def is_word(text: str) -> bool:
    return text[:1].isalpha()
