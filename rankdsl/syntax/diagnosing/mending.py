"""Statements read again with a habit put right: what is believed, and the lexemes that then stand in the place.

Invariant: a habit that is called sure makes its statement readable beyond the place of the halt; offsets of new lexemes
lie within what they replace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rankdsl.diagnostics import Edit, Finding, Place
from rankdsl.source import SourceFile
from rankdsl.syntax.automaton import PIECE
from rankdsl.syntax.diagnosing.habits import HABITS
from rankdsl.syntax.diagnosing.rewriting import Change, Found, Habit, Passage
from rankdsl.syntax.diagnosing.telling import shown
from rankdsl.syntax.expecting import spelling
from rankdsl.syntax.findings_unread import WORD_INSTEAD
from rankdsl.syntax.grammar_files import FILE_START
from rankdsl.syntax.lexing import Lexemes, normal
from rankdsl.syntax.recognising import Complete, Halt, Recogniser

_LONGEST = 4_000
"""Characters of a statement in which habits are looked for."""
_MOST_TRIALS = 2_000
"""Readings again in one file; after so many, mistakes are told without."""


@dataclass(frozen=True, slots=True)
class Mended:
    """Lexemes `first` to `limit` are replaced by `lexemes`; `inside`: start to text of quoted ones not in the file."""

    finding: Finding
    first: int
    limit: int
    lexemes: Lexemes
    inside: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Region:
    """The characters `start` to `end` of the file: lexemes `first` to `limit`."""

    start: int
    end: int
    first: int
    limit: int


class Mending:
    def __init__(self, file: SourceFile, recogniser: Recogniser) -> None:
        self._file = file
        self._recogniser = recogniser
        self._trials = 0

    def mend(self, first: int, halt: Halt) -> Mended | None:
        """The statement that begins at lexeme `first`, if a habit is surely what is wrong with it."""
        region = self._region(first, halt)
        if region is None:
            return None
        passage = self._passage(region, halt)
        for habit in (*self._other_words(halt, passage), *HABITS):
            found = habit.find(passage) if habit.sure else None
            if found is None:
                continue
            for changes in _choices(found, passage):
                mended = self._try(habit, Found(changes, found.words), region, halt)
                if mended is not None:
                    return mended
        return None

    def doubt(self, first: int, halt: Halt) -> Finding | None:
        """What to say of a habit that may mean one thing or another."""
        region = self._region(first, halt)
        if region is None:
            return None
        passage = self._passage(region, halt)
        for habit in HABITS:
            found = None if habit.sure else habit.find(passage)
            if found is not None:
                return self._finding(habit, found, region, with_edits=False)
        return None

    def _other_words(self, halt: Halt, passage: Passage) -> Iterator[Habit]:
        """Words that the keyword table lists as written instead of others."""
        words = self._recogniser.lexicon.words
        for terminal in words.instead.get(halt.text, ()):
            if self._recogniser.automaton.accepts(halt.states, terminal):
                change = Change(passage.halt, passage.halt + len(halt.text), spelling(terminal, words))
                yield Habit(WORD_INSTEAD, lambda _, change=change: Found((change,)))  # type: ignore[misc]

    def _region(self, first: int, halt: Halt) -> _Region | None:
        lexemes = self._recogniser.lexemes
        if self._recogniser.at_end(first) or halt.goal != PIECE:
            return None
        limit = max(self._recogniser.next_opening(halt.index), first + 1)
        if self._recogniser.at_end(limit):
            end = lexemes.starts[limit]
        else:
            end = lexemes.end(limit - 1) if self._recogniser.closes(limit - 1) else lexemes.starts[limit]
        start = lexemes.starts[first]
        return _Region(start, end, first, limit) if 0 < end - start <= _LONGEST else None

    def _passage(self, region: _Region, halt: Halt) -> Passage:
        raw = self._file.text[region.start : region.end]
        before = halt.trail[-1].start if halt.trail else halt.start
        opener = halt.trail[0].terminal if halt.trail else ""
        return Passage(normal(raw), raw, halt.start - region.start, before - region.start, opener)

    # --- trying

    def _try(self, habit: Habit, found: Found, region: _Region, halt: Halt) -> Mended | None:
        if self._trials >= _MOST_TRIALS:
            return None
        self._trials += 1
        raw = self._file.text[region.start : region.end]
        written, origins = _written(raw, found.changes)
        automaton, lexicon = self._recogniser.automaton, self._recogniser.lexicon
        mapped = normal(written)
        lexemes = lexicon.lexemes(mapped, 0)
        if lexemes.texts == [""]:
            return None
        trial = Recogniser(automaton, lexicon, lexemes, mapped, 0)
        result = trial.read(PIECE, [automaton.tables.starts[FILE_START]], 0, [])
        if not _better(result, lexemes, origins, found.changes, halt.start - region.start):
            return None
        inside = {}
        starts = []
        for start, text in zip(lexemes.starts[:-1], lexemes.texts[:-1], strict=True):
            there = self._lies(origins, start, start + len(text), region.start)
            starts.append(there)
            if text[0] in '“"《【「' and normal(self._file.text[there : there + len(text)]) != text:
                inside[there] = written[start : start + len(text)]
        finding = self._finding(habit, found, region, with_edits=True)
        return Mended(finding, region.first, region.limit, Lexemes(lexemes.texts[:-1], starts), inside)

    @staticmethod
    def _lies(origins: Sequence[int], start: int, end: int, offset: int) -> int:
        """Where a lexeme of the new text is said to start, so that it ends where it should in the old one."""
        begin, ends = origins[start], origins[end - 1] + 1
        return offset + max(0, min(begin, ends - (end - start)))

    # --- telling

    def _finding(self, habit: Habit, found: Found, region: _Region, *, with_edits: bool) -> Finding:
        raw = self._file.text[region.start : region.end]
        edits = tuple(
            Edit(self._file.span(region.start + change.start, region.start + change.end), change.text)
            for change in (_trimmed(c, raw) for c in found.changes)
        )
        first = found.changes[0]
        place = self._place(raw, first, region)
        words: dict[str, Any] = {
            "written": shown(raw[first.start : first.end]) or shown(raw[place[0] : place[1]]),
            "meant": shown(first.text, 40),
            "before": shown(raw[place[0] : place[1]]),
            "count": len(edits),
            **found.words,
        }
        span = self._file.span(region.start + place[0], region.start + place[1])
        return habit.diagnostic.at(Place(span), edits=edits if with_edits else (), **words)

    @staticmethod
    def _place(raw: str, change: Change, region: _Region) -> tuple[int, int]:
        """What is changed; where something is only put in, the word before it."""
        start, end = change.start, change.end
        if raw[start:end].strip():
            while raw[start].isspace():
                start += 1
            while raw[end - 1].isspace():
                end -= 1
            return start, end
        end = start
        while end > 0 and raw[end - 1].isspace():
            end -= 1
        begin = end
        while begin > 0 and (raw[begin - 1].isalnum() or begin == end):
            begin -= 1
        return begin, max(end, begin + 1)


def _choices(found: Found, passage: Passage) -> list[tuple[Change, ...]]:
    """All changes; failing that, those up to the halt."""
    early = tuple(change for change in found.changes if change.start <= passage.halt)
    return [found.changes, early] if early and len(early) < len(found.changes) else [found.changes]


def _written(raw: str, changes: Sequence[Change]) -> tuple[str, list[int]]:
    """The text with the changes, and for each of its characters the one that it stems from or stands at."""
    parts: list[str] = []
    origins: list[int] = []
    position = 0
    for change in changes:
        parts += (raw[position : change.start], change.text)
        origins += range(position, change.start)
        last = max(change.end - 1, change.start - 1, 0)
        origins += (min(change.start + i, last) for i in range(len(change.text)))
        position = change.end
    parts.append(raw[position:])
    origins += range(position, len(raw))
    return "".join(parts), origins


def _better(
    result: Halt | Complete, lexemes: Lexemes, origins: Sequence[int], changes: Sequence[Change], halt: int
) -> bool:
    """Whether reading came to the end, or clearly further than before and than the changes."""
    if isinstance(result, Complete):
        return result.next_index >= len(lexemes.texts) - 1 or lexemes.texts[result.next_index] == ""
    if result.text == "":
        return halt < origins[-1]
    reached = origins[min(result.start, len(origins) - 1)]
    after = next((i for i, start in enumerate(lexemes.starts[:-1]) if origins[start] >= changes[-1].end), None)
    return reached > halt and after is not None and result.index > after


def _trimmed(change: Change, raw: str) -> Change:
    """Without what both ends have in common."""
    start, end, text = change.start, change.end, change.text
    while start < end and text and raw[start] == text[0]:
        start, text = start + 1, text[1:]
    while start < end and text and raw[end - 1] == text[-1]:
        end, text = end - 1, text[:-1]
    return Change(start, end, text)
