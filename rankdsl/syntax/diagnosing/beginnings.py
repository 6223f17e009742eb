"""Pieces whose very first word cannot open anything."""

from __future__ import annotations

from typing import Any

from rankdsl.diagnostics import Edit, Finding, nearest
from rankdsl.syntax import findings_unread as messages
from rankdsl.syntax.automaton import PIECE
from rankdsl.syntax.diagnosing.telling import is_word
from rankdsl.syntax.diagnosing.wording import Wording
from rankdsl.syntax.grammar_files import FILE_START, FORMULA_START
from rankdsl.syntax.recognising import LINE_OPENERS, Complete, Halt

_STRAY = frozenset(("LABEL", "INNER", "WHEN", "OTHERWISE", "ARROW", "EXPECT", "REST"))
_MOST_OFFERED = 3
_HARDLY_LEFT_OUT = frozenset(("ENTITLEMENT", "OUTCOME", "DUTIES"))
"""What they open without them is a definition, a table or a list as well."""


class Beginnings(Wording):
    def beginning(self, halt: Halt) -> Finding | None:
        if halt.trail or halt.goal == FORMULA_START:
            return None
        entry = self.recogniser.lexicon.entry(halt.text)
        if any(terminal in _STRAY for terminal, _ in entry.choices):
            return self.at(messages.STRAY_PART, self.span(halt), written=self.written(halt))
        for explain in (self.instead, self._colon_missing, self.glued, self._misspelt, self._left_out, self._near_one):
            finding = explain(halt)
            if finding is not None:
                return finding
        return self.at(messages.NO_OPENING, self.span(halt), written=self.written(halt))

    def _colon_missing(self, halt: Halt) -> Finding | None:
        """`词表公务员。`"""
        for word in sorted(self.accepted_words(halt.states), key=len, reverse=True):
            if halt.text.startswith(word) and self.reads(halt.states, (word, ":", halt.text[len(word) :]), halt.index):
                end = halt.start + len(word)
                edit = Edit(self.file.span(end, end), "：")
                return self.at(messages.SIGN_MISSING, self.file.span(halt.start, end), edit, before=word, sign="：")
        return None

    def _misspelt(self, halt: Halt) -> Finding | None:
        """The nearest opening word with which the piece could be read."""
        near = nearest(halt.text, self._openings(halt, halt.index + 1), 1) if is_word(halt.text) else ()
        return self._meant(halt, near[0]) if near else None

    def _near_one(self, halt: Halt) -> Finding | None:
        """The nearest opening word at all."""
        meant = self.nearest(halt)
        return None if meant is None else self._meant(halt, meant)

    def _meant(self, halt: Halt, meant: str) -> Finding:
        edit = Edit(self.span(halt), meant)
        return self.at(messages.OPENING_MISSPELT, self.span(halt), edit, written=self.written(halt), meant=meant)

    def _left_out(self, halt: Halt) -> Finding | None:
        """`应任年限：3年。`"""
        openings = self._openings(halt, halt.index, _HARDLY_LEFT_OUT)
        if not openings or len(openings) > _MOST_OFFERED:
            return None
        offered = "或者".join(f"“{word}”" for word in openings)
        edits = [Edit(self.file.span(halt.start, halt.start), openings[0] + " ")] if len(openings) == 1 else []
        words: dict[str, Any] = {"written": self.written(halt), "offered": offered, "offered_en": " or ".join(openings)}
        words["sure"] = openings[0] in self.sure_openings()
        return self.at(messages.OPENING_LEFT_OUT, self.span(halt), *edits, **words)

    def sure_openings(self) -> list[str]:
        """What they open can hardly be anything else; `甲：乙、丙` need not be a publication."""
        return [self.words.first(terminal) for terminal in ("DECISION", "TABLE", "EXPECT_FINDING")]

    def _openings(self, halt: Halt, index: int, unless: frozenset[str] = frozenset()) -> list[str]:
        """Opening words with which what stands from lexeme `index` on would be a whole statement; 定义 first."""
        start = [self.automaton.tables.starts[FILE_START]]
        found = []
        for terminal in sorted(self.words.spellings, key=lambda terminal: terminal != "DEFINE"):
            after = self.automaton.after(start, terminal) if terminal not in LINE_OPENERS | unless else None
            if after is not None and isinstance(self.recogniser.read(PIECE, after, index, []), Complete):
                found.append(self.words.first(terminal))
        return found
