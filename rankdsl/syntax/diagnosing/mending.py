"""Statements read again with a habit put right: what is believed, and the lexemes that then stand in the place.

Invariant: a habit that is called sure makes its statement readable beyond the place of the halt; offsets of new lexemes
lie within what they replace. A statement may need several mends: each one is looked for in the text that the others
left, its draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Finding, Place
from rankdsl.source import SourceFile
from rankdsl.syntax.automaton import PIECE
from rankdsl.syntax.diagnosing.draft import Draft, drafted, trimmed
from rankdsl.syntax.diagnosing.rewriting import Change, Found, Habit, Passage
from rankdsl.syntax.expecting import spelling
from rankdsl.syntax.findings_unread import WORD_INSTEAD
from rankdsl.syntax.grammar_files import FILE_START
from rankdsl.syntax.lexing import Lexemes, normal
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import Complete, Halt, Recogniser

_LONGEST = 4_000
"""Characters of a statement in which habits are looked for."""
_WORDS_FOLLOW = ("GIST", "EXPECT_FINDING")
"""What words for readers follow, in which a full stop ends nothing."""
_COMMENT = re.compile(r"\s+(?:#|//).*")
_MOST_TRIALS = 2_000
"""Readings again in one file; after so many, mistakes are told without."""


class Mended(Struct, frozen=True):
    """Lexemes `first` to `limit` are replaced by `lexemes`; `inside`: start to text of quoted ones not in the file."""

    finding: Finding
    first: int
    limit: int
    lexemes: Lexemes
    inside: dict[int, str]


class _Region(Struct, frozen=True):
    """A statement: lexemes `first` to `limit`, the characters from `start` on, and what became of them."""

    start: int
    first: int
    limit: int
    draft: Draft


class Mending:
    def __init__(self, file: SourceFile, recogniser: Recogniser) -> None:
        self._file = file
        self._recogniser = recogniser
        self._trials = 0
        self._drafted: tuple[int, int, Draft] | None = None
        """Start and end in the file of the statement at hand, and its draft."""

    def mend(self, first: int, halt: Halt) -> Mended | None:
        """The statement that begins at lexeme `first`, if a habit is surely what is wrong with it."""
        region = self._region(first, halt)
        passage = None if region is None else self._passage(region, halt)
        if region is None or passage is None:
            return None
        for habit in (*self._other_words(halt, passage), *self._habits):
            found = habit.find(passage) if habit.sure else None
            if found is None:
                continue
            for changes in _choices(found, passage):
                mended = self._try(habit, Found(changes, found.words, found.place), region, passage)
                if mended is not None:
                    return mended
        return None

    def doubt(self, first: int, halt: Halt) -> Finding | None:
        """What to say of a habit that may mean one thing or another."""
        region = self._region(first, halt)
        passage = None if region is None else self._passage(region, halt)
        if region is None or passage is None:
            return None
        for habit in self._habits:
            found = None if habit.sure else habit.find(passage)
            if found is not None:
                return self._finding(habit, found, region, with_edits=False)
        return None

    def confirm(self, first: int, halt: Halt, finding: Finding) -> Mended | Finding:
        """The statement with the edits of a finding made, if it can be read on so; else the finding without edits."""
        region = self._region(first, halt)
        passage = None if region is None else self._passage(region, halt)
        if finding.fix is None:
            return finding
        if region is not None and passage is not None and not region.draft.changed:
            changes = [
                Change(edit.span.start - region.start, edit.span.end - region.start, edit.text)
                for edit in sorted(finding.fix.edits, key=lambda e: e.span.start)
            ]
            if all(0 <= c.start <= c.end <= len(region.draft.text) for c in changes):
                mended = self._read_again(tuple(changes), finding, region, passage)
                if mended is not None:
                    return mended
        return replace(finding, fix=None)

    def note(self, first: int, at: int, sign: str, until: int | None = None) -> None:
        """That `sign` was put in at the character `at` of the file, into the statement from lexeme `first` on; instead
        of what stands there up to `until`."""
        start = self._recogniser.lexemes.starts[first]
        until = at if until is None else until
        drafted_here = self._drafted is not None and self._drafted[0] == start
        if not drafted_here or self._drafted is None:
            self._drafted = (start, until, Draft(self._file.text[start:until], tuple(range(until - start))))
        _, end, draft = self._drafted
        if end < until:
            more = range(end - start, until - start)
            draft = Draft(draft.text + self._file.text[end:until], (*draft.origins, *more), changed=True)
            end = until
        change = Change(draft.position(at - start), draft.position(until - start), sign)
        self._drafted = (start, end, drafted(draft, (change,)))

    # --- what there is

    @cached_property
    def _habits(self) -> tuple[Habit, ...]:
        """Of those who write Chinese. Loaded here, since most files have no mistake and the patterns cost."""
        if self._recogniser.lexicon.words.language != "zh":
            return ()
        from rankdsl.syntax.diagnosing.habits import HABITS

        return HABITS

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
        start = lexemes.starts[first]
        closed = not self._recogniser.at_end(limit) and self._recogniser.closes(limit - 1)
        end = lexemes.end(limit - 1) if closed else lexemes.starts[limit]
        if any(self._recogniser.lexicon.could_be(lexemes.texts[first], word) for word in _WORDS_FOLLOW):
            end = self._line_end(end if start == end else start)
            while lexemes.starts[limit] < end and not self._recogniser.at_end(limit):
                limit += 1
        if not 0 < end - start <= _LONGEST:
            return None
        draft = Draft(self._file.text[start:end], tuple(range(end - start)))
        if self._drafted is not None and self._drafted[0] == start and end >= self._drafted[1]:
            _, until, before = self._drafted
            more = range(until - start, end - start)
            draft = Draft(before.text + self._file.text[until:end], (*before.origins, *more), changed=True)
        return _Region(start, first, limit, draft)

    def _line_end(self, position: int) -> int:
        """Of the line at `position`, less its comment."""
        line = self._file.text[position:].partition("\n")[0]
        return position + len(_COMMENT.sub("", line).rstrip())

    def _passage(self, region: _Region, halt: Halt) -> Passage | None:
        """The statement as it is read now; None if it is read to its end."""
        raw = region.draft.text
        if not region.draft.changed:
            before = halt.trail[-1].start if halt.trail else halt.start
            opener = halt.trail[0].terminal if halt.trail else ""
            offsets = (halt.start - region.start, before - region.start)
            return Passage(normal(raw), raw, *offsets, opener, self._ends_line(region))
        result = self._recogniser_of(raw).read(PIECE, [self._start], 0, [])
        if isinstance(result, Complete) or not result.trail:
            return None
        offsets = (result.start, result.trail[-1].start)
        return Passage(normal(raw), raw, *offsets, result.trail[0].terminal, self._ends_line(region))

    def _ends_line(self, region: _Region) -> bool:
        end = region.start + region.draft.origin(len(region.draft.text))
        rest = self._file.text[end : end + 80].partition("\n")[0].strip()
        return not rest or rest.startswith(("#", "//")) or "\n" in region.draft.text.rstrip(" \t")[-1:]

    @property
    def _start(self) -> int:
        return self._recogniser.automaton.tables.starts[FILE_START]

    def _recogniser_of(self, text: str) -> Recogniser:
        lexicon = self._recogniser.lexicon
        mapped = normal(text)
        return Recogniser(self._recogniser.automaton, lexicon, lexicon.lexemes(mapped, 0), mapped, 0)

    # --- trying

    def _try(self, habit: Habit, found: Found, region: _Region, passage: Passage) -> Mended | None:
        finding = self._finding(habit, found, region, with_edits=True)
        return self._read_again(found.changes, finding, region, passage)

    def _read_again(
        self, changes: tuple[Change, ...], finding: Finding, region: _Region, passage: Passage
    ) -> Mended | None:
        if self._trials >= _MOST_TRIALS:
            return None
        self._trials += 1
        draft = drafted(region.draft, changes)
        trial = self._recogniser_of(draft.text)
        lexemes = trial.lexemes
        if lexemes.texts == [""]:
            return None
        result = trial.read(PIECE, [self._start], 0, [])
        if not _better(result, lexemes, region.draft, changes, passage.halt):
            return None
        inside = {}
        starts = []
        for start, text in zip(lexemes.starts[:-1], lexemes.texts[:-1], strict=True):
            there = self._lies(draft, start, start + len(text), region.start)
            starts.append(there)
            if text[0] in '“"《【「' and normal(self._file.text[there : there + len(text)]) != text:
                inside[there] = draft.text[start : start + len(text)]
        last = region.draft.origins[-1] + 1 if region.draft.origins else 0
        self._drafted = (region.start, region.start + last, draft)
        return Mended(finding, region.first, region.limit, Lexemes(lexemes.texts[:-1], starts), inside)

    @staticmethod
    def _lies(draft: Draft, start: int, end: int, offset: int) -> int:
        """Where a lexeme of the new text is said to start, so that it ends where it should in the old one."""
        begin, ends = draft.origins[start], draft.origins[end - 1] + 1
        return offset + max(0, min(begin, ends - (end - start)))

    # --- telling

    def _finding(self, habit: Habit, found: Found, region: _Region, *, with_edits: bool) -> Finding:
        text = region.draft.text
        edits = tuple(self._edit(trimmed(change, text), region) for change in found.changes)
        first = found.changes[0]
        begin, end = found.place or _place(text, first)
        words: dict[str, Any] = {
            "written": shown(text[first.start : first.end]) or shown(text[begin:end]),
            "meant": shown(first.text, 40),
            "before": shown(text[begin:end]),
            "count": len(edits),
            **found.words,
        }
        start, end = region.draft.origin(begin), region.draft.origin(end - 1) + 1
        span = self._file.span(region.start + start, region.start + max(start, end))
        return habit.diagnostic.at(Place(span), edits=edits if with_edits else (), **words)

    def _edit(self, change: Change, region: _Region) -> Edit:
        start = region.draft.origin(change.start)
        end = region.draft.origin(change.end - 1) + 1 if change.end > change.start else start
        return Edit(self._file.span(region.start + start, region.start + end), change.text)


def _place(text: str, change: Change) -> tuple[int, int]:
    """What is changed; where something is only put in, the word before it."""
    start, end = change.start, change.end
    if text[start:end].strip():
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        return start, end
    end = start
    while end > 0 and text[end - 1].isspace():
        end -= 1
    begin = end
    while begin > 0 and (text[begin - 1].isalnum() or begin == end):
        begin -= 1
    return begin, max(end, begin + 1)


def _choices(found: Found, passage: Passage) -> list[tuple[Change, ...]]:
    """All changes; failing that, those up to the halt."""
    early = tuple(change for change in found.changes if change.start <= passage.halt)
    return [found.changes, early] if early and len(early) < len(found.changes) else [found.changes]


def _better(result: Halt | Complete, lexemes: Lexemes, old: Draft, changes: Sequence[Change], halt: int) -> bool:
    """Whether reading came to the end, or clearly further than before and than the changes."""
    if isinstance(result, Complete):
        to_the_end = result.next_index >= len(lexemes.texts) - 1 or lexemes.texts[result.next_index] == ""
        return to_the_end or changes[-1].text.endswith("。")
    if result.text == "":
        return halt < len(old.text) - 1
    new = drafted(Draft(old.text, tuple(range(len(old.text)))), changes)
    reached = new.origin(result.start)
    reached_by = [change.end for change in changes if change.start <= halt] or [changes[0].end]
    after = next((i for i, start in enumerate(lexemes.starts[:-1]) if new.origins[start] >= reached_by[-1]), None)
    return reached > halt and after is not None and result.index > after
