"""From the place where reading came to a halt to what is wrong there, as a person would say it.

The first explanation that is sure wins; the last one only says what could have stood there.

    Telling ◀── Pairing
            ◀── Wording ◀── Beginnings
"""

from __future__ import annotations

from collections.abc import Callable

from rankdsl.diagnostics import Finding, Text
from rankdsl.source import SourceFile
from rankdsl.syntax import findings, findings_habits
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.diagnosing.beginnings import Beginnings
from rankdsl.syntax.diagnosing.mending import Mending
from rankdsl.syntax.diagnosing.pairing import Pairing
from rankdsl.syntax.examples import example
from rankdsl.syntax.expecting import expected
from rankdsl.syntax.grammar_files import FORMULA_START
from rankdsl.syntax.pages import LONGEST_NUMBER
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import Halt, Recogniser

__all__ = ["Diagnosis", "shown"]


class Diagnosis(Pairing, Beginnings):
    """Explains halts in one file."""

    def __init__(self, file: SourceFile, recogniser: Recogniser) -> None:
        super().__init__(file, recogniser)
        self.mending = Mending(file, recogniser)

    def of(self, halt: Halt) -> Finding:
        explanations: tuple[Callable[[Halt], Finding | None], ...] = (
            self._long_number,
            self._doubtful,
            self.pairs,
            self.bracket,
            self.beginning,
            self._cut_short,
            self.instead,
            self.bound,
            self.quoted_name,
            self.glued,
            self.glued_before,
            self.near,
            self._name,
            self._adjacent,
        )
        for explain in explanations:
            finding = explain(halt)
            if finding is not None:
                return finding
        return self._otherwise(halt)

    def _doubtful(self, halt: Halt) -> Finding | None:
        return self.mending.doubt(halt.trail[0].index if halt.trail else halt.index, halt)

    def _cut_short(self, halt: Halt) -> Finding | None:
        """The next statement begins although this one lacks more than its full stop."""
        index = halt.index
        if not halt.trail or not self.recogniser.first_on_line(index) or not self.recogniser.opens(index):
            return None
        last = self.span(halt.trail[-1])
        wanted = expected(self.automaton.accepted(halt.states), self.words)
        words = {
            "before": shown(last.text),
            "next": self.written(halt),
            "expected": wanted,
            "example": self._example(halt),
        }
        return self.at(messages.CUT_SHORT, last, **words)

    def _long_number(self, halt: Halt) -> Finding | None:
        if len(halt.text) <= LONGEST_NUMBER or not halt.text[0].isdecimal():
            return None
        return self.at(findings.NUMBER_TOO_LONG, self.span(halt), written=self.written(halt))

    def _name(self, halt: Halt) -> Finding | None:
        if halt.text == "" or self.automaton.accepted(halt.states) != {"NAME"}:
            return None
        return self.at(messages.NAME_WANTED, self.span(halt), written=self.written(halt))

    def _adjacent(self, halt: Halt) -> Finding | None:
        """`任现职级 年限`: two names in a row."""
        last = halt.trail[-1] if halt.trail else None
        if last is None or last.terminal != "NAME" or self.recogniser.first_on_line(halt.index):
            return None
        if halt.goal == FORMULA_START or not self.automaton.accepts(halt.states, "EQ"):
            return None
        if not self.recogniser.lexicon.could_be(halt.text, "NAME") or halt.text in self.words.terminals:
            return None
        first, second = self.span(last), self.span(halt)
        words = {"first": first.text, "second": second.text, "joined": first.text + second.text}
        return self.at(findings_habits.ADJACENT, first.to(second), **words)

    def _otherwise(self, halt: Halt) -> Finding:
        wanted = expected(self.automaton.accepted(halt.states), self.words)
        how = self._example(halt)
        if halt.text == "":
            place = self.span(halt.trail[-1]) if halt.trail else self.span(halt)
            return self.at(messages.UNFINISHED, place, expected=wanted, example=how)
        written = self.written(halt)
        return self.at(messages.UNEXPECTED, self.span(halt), written=written, expected=wanted, example=how)

    def _example(self, halt: Halt) -> Text:
        opener = halt.trail[0].terminal if halt.trail and halt.goal != FORMULA_START else ""
        return example(opener, frozenset(token.terminal for token in halt.trail), self.words.language)
