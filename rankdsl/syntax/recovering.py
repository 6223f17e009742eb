"""All pieces of a file, also after a mistake.

A piece that comes to a halt is mended where one missing sign is surely the cause (`：` `；` `、` `）` `。`), and read
again. Otherwise it is lost, its mistakes are told, and reading goes on where the next piece begins.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, findings, findings_habits, findings_unread
from rankdsl.syntax.automaton import PIECE, Automaton
from rankdsl.syntax.building import Builder
from rankdsl.syntax.depth import too_deep
from rankdsl.syntax.driving import Driver, Read
from rankdsl.syntax.grammar_files import FILE_START, FORMULA_START
from rankdsl.syntax.lexicons import lexicon
from rankdsl.syntax.lexing import Lexicon
from rankdsl.syntax.pages import DEEPEST, MOST_FINDINGS
from rankdsl.syntax.pieces import Piece
from rankdsl.syntax.quoting import shown
from rankdsl.syntax.recognising import Complete, Halt, Recogniser

if TYPE_CHECKING:
    from rankdsl.syntax.diagnosing import Diagnosis
    from rankdsl.syntax.diagnosing.mending import Mended
    from rankdsl.syntax.lines import Lines

_MOST_REPAIRS = 50
_MOST_HALTS = 20
_MOST_MISTAKES = 10 * MOST_FINDINGS
"""After so many mistakes a file is no rule document, and is read no further."""
_SIGNS = (
    ("COLON", "："),
    ("SEMICOLON", "；"),
    ("PAUSE", "、"),
    ("COMMA", "，"),
    ("RPAR", "）"),
    ("RBRACE", "}"),
    ("END", "。"),
)
_MAPPED = {"：": ":", "；": ";", "，": ",", "）": ")"}
_HEADER = {"LEVEL": "层级", "VOCABULARY": "词表", "EFFECTIVE": "施行"}
"""Entries of a header that must be there."""
_NAMING = frozenset(("DEFINE", "TABLE", "DECISION", "PARAMETER"))
_OPEN_FORMULAS = ("非", "计数", "合计", "任一", "每个", "当", "待判断")
_DEEPENING = ("+", "-", "×", "*", "÷", "/", "非")
_NODES_OF_A_BRACKET = 5
"""A bracket can add a disjunction, a conjunction, a comparison and a call or two."""


class _Repair(Struct, frozen=True):
    """A sign to be put before lexeme `index`, and what to say about it."""

    index: int
    sign: str
    finding: Finding


class _TooDeep(Struct, frozen=True):
    span: Span


class Reader:
    """Reads one text; `findings` grows in the order of reading.

    `unread`: names that lost statements were about to give to something.
    """

    def __init__(self, file: SourceFile, lexicon: Lexicon, text: str, offset: int) -> None:
        self.lexicon = lexicon
        self.unread: set[str] = set()
        self._file = file
        self._automaton = _automaton(lexicon.words.language)
        self._lexemes = lexicon.lexemes(text, offset)
        self._builder = Builder(file)
        self.findings = self._builder.findings
        self._driver = Driver(self._automaton, lexicon, self._lexemes, self._builder)
        self._recogniser = Recogniser(self._automaton, lexicon, self._lexemes, text, offset)

    # What explains mistakes is only there once something cannot be read: sound documents need not wait for it.

    @cached_property
    def _diagnosis(self) -> Diagnosis:
        from rankdsl.syntax.diagnosing import Diagnosis

        return Diagnosis(self._file, self._recogniser)

    @cached_property
    def _lines(self) -> Lines:
        from rankdsl.syntax.lines import Lines

        return Lines(self._file, self._recogniser, self._diagnosis, self.findings)

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        index = before = 0
        lost = True
        while self._lexemes.texts[index] != "" and len(self.findings) < _MOST_MISTAKES:
            result = self._read(PIECE, FILE_START, index)
            if isinstance(result, Read):
                found.append(result.value)
                before, index = index, result.next_index
                lost = False
                continue
            if not lost and isinstance(result, Halt) and self._joins(before, index, result):
                found.pop()
                index, lost = before, True
                continue
            salvaged = self._lines.salvage(index, result, found) if isinstance(result, Halt) else None
            if salvaged is not None:
                index = salvaged
                lost = False
                continue
            what_is_left = lost and not self._recogniser.first_on_line(index)
            told = None if what_is_left else self._told_of(index, result)
            if told is not None and not isinstance(told, Finding):
                self.findings.append(told.finding)
                self._put_in(told)
                continue
            index = self._lose(index, result, told)
            lost = True
        self._once()
        return found

    def _once(self) -> None:
        """What was told of a piece that was read again is told once."""
        told: dict[object, Finding] = {}
        for finding in self.findings:
            told.setdefault((finding.message, finding.place.span), finding)
        self.findings[:] = told.values()

    def formula(self) -> ast.Expr | None:
        """The formula that the whole text is; None where it cannot be read."""
        match self._read(FORMULA_START, FORMULA_START, 0):
            case Read(value=formula):
                return formula  # type: ignore[no-any-return]
            case _TooDeep(span=span):
                self.findings.append(findings.TOO_DEEP.at(Place(span)))
            case halt:
                self.findings.append(self._diagnosis.of(halt))
        return None

    # --- reading and mending

    def _read(self, goal: str, start: str, index: int) -> Read | Halt | _TooDeep:
        first = self._automaton.tables.starts[start]
        repairs: list[Finding] = []
        while True:
            noted = len(self.findings)
            result = self._driver.read(goal, first, index)
            if isinstance(result, Read):
                deep = self._deep(result, index)
                self.findings.extend(repairs)
                return result if deep is None else _TooDeep(deep)
            del self.findings[noted:]  # what was said of a half-read piece
            if result.too_deep:
                return _TooDeep(Span(self._file, result.start, result.start + len(result.lexeme)))
            halt = self._halt(goal, first, index)
            mend = self._mend(index, halt) if goal == PIECE and len(repairs) < _MOST_REPAIRS else None
            match mend:
                case None:
                    self.findings.extend(repairs)
                    return halt
                case _Repair():
                    self._insert(mend)
                    self._diagnosis.mending.note(index, self._lexemes.end(mend.index), mend.sign)
                case _:
                    self._put_in(mend)
            repairs.append(mend.finding)

    def _halt(self, goal: str, first: int, index: int) -> Halt:
        """Where reading comes to a halt, or before it, where an opening word was taken for a name."""
        recogniser = self._recogniser
        halt = recogniser.read(goal, [first], index, [])
        assert isinstance(halt, Halt), "what the parse loop refuses, the recogniser refuses too"
        for number, token in enumerate(halt.trail):
            if number > 0 and token.terminal == "NAME" and self._begins(token.index) and goal == PIECE:
                states = recogniser.before(index, token.index)
                return Halt(token.index, token.text, token.start, states, goal, halt.trail[:number], [])
        return halt

    def _deep(self, read: Read, index: int) -> Span | None:
        """Where the piece just read is too deep for the stages that recurse over it; most are too short to ask."""
        size = read.next_index - index
        if size <= DEEPEST // _NODES_OF_A_BRACKET:
            return None
        lexemes = self._lexemes.texts[index : read.next_index]
        levels = sum(map(lexemes.count, _DEEPENING)) + _NODES_OF_A_BRACKET * lexemes.count("(")
        return too_deep(read.value, DEEPEST) if levels > DEEPEST else None

    def _mend(self, index: int, halt: Halt) -> Mended | _Repair | None:
        return self._diagnosis.mending.mend(index, halt) or self._repair(index, halt)

    def _put_in(self, mend: Mended) -> None:
        self._lexemes.texts[mend.first : mend.limit] = mend.lexemes.texts
        self._lexemes.starts[mend.first : mend.limit] = mend.lexemes.starts
        self._builder.inside.update(mend.inside)

    def _insert(self, repair: _Repair) -> None:
        """The sign lies over the last character before it, so that spans end where the writer ended."""
        at = self._recogniser.lexemes.end(repair.index - 1) - 1
        self._lexemes.texts.insert(repair.index, repair.sign)
        self._lexemes.starts.insert(repair.index, at)

    def _repair(self, first: int, halt: Halt) -> _Repair | None:
        if halt.index <= first or halt.start != self._lexemes.starts[halt.index]:
            return None
        for terminal, sign in _SIGNS:
            after = self._automaton.after(halt.states, terminal)
            if (
                after is None
                or not self._recogniser.fits(after, halt.index, 2)
                or (sign == "：" and self._no_colon(halt))
            ):
                continue
            finding = self._told(terminal, sign, halt)
            if finding is not None:
                return _Repair(halt.index, _MAPPED.get(sign, sign), finding)
        return None

    def _no_colon(self, halt: Halt) -> bool:
        """Whether the name before the halt has swallowed the colon and what followed it: `定义 甲非 乙`."""
        before = self._lexemes.texts[halt.index - 1]
        return halt.text == "-" or (len(before) > 2 and before.endswith(_OPEN_FORMULAS))

    def _told(self, terminal: str, sign: str, halt: Halt) -> Finding | None:
        """What to say if `sign` is surely what is missing before the halt; else None."""
        index = halt.index
        match terminal:
            case "END":
                return self._stop_missing(index) if halt.text == "" or self._recogniser.opens(index) else None
            case "SEMICOLON":
                if not self._recogniser.first_on_line(index) and self._plain(halt, terminal):
                    return None
            case "PAUSE":
                if self._recogniser.first_on_line(index) or halt.trail[-1].terminal != "NAME":
                    return None
            case "RPAR" | "RBRACE":
                bracket = self._diagnosis.open_bracket(halt)
                return None if bracket is None else self._diagnosis.unclosed(bracket)
            case _:
                pass
        missing = self._sign_missing(findings_unread.SIGN_MISSING, index, sign=sign)
        if terminal not in ("PAUSE", "COMMA") or not (halt.text[:1] == "(" or self._plain(halt, terminal)):
            return missing
        return self._sign_missing(findings_habits.PAUSE_MISSING, index, sign=sign, next=shown(halt.text), sure=False)

    def _plain(self, halt: Halt, terminal: str) -> bool:
        """Whether the halted lexeme would be a name or number after `terminal`: that says nothing of a gap."""
        states = self._automaton.after(halt.states, terminal) or halt.states
        readings = self._recogniser.readings(halt.text, halt.index, states)
        return readings[0][0] in ("NAME", "NUMBER", "QUANTITY", "STRING")

    def _begins(self, index: int) -> bool:
        return self._recogniser.first_on_line(index) and self._recogniser.opens(index)

    def _stop_missing(self, index: int) -> Finding:
        following = self._lexemes.texts[index]
        if following == "":
            return self._sign_missing(findings_unread.STOP_MISSING_AT_END, index, sign="。")
        return self._sign_missing(findings_unread.STOP_MISSING, index, sign="。", next=shown(following))

    def _sign_missing(self, diagnostic: Diagnostic, index: int, *, sign: str, **words: Any) -> Finding:
        """At the lexeme before `index`, after which `sign` is missing."""
        start, end = self._lexemes.starts[index - 1], self._lexemes.end(index - 1)
        before = Span(self._file, start, end)
        edit = Edit(Span(self._file, end, end), sign)
        return diagnostic.at(Place(before), edits=(edit,), before=shown(before.text), sign=sign, **words)

    def _joins(self, before: int, index: int, halt: Halt) -> bool:
        """Whether the piece at `index` belongs to the one before it, which ends in 。 where ； was meant."""
        texts = self._lexemes.texts
        if halt.trail or index == 0 or texts[index - 1] != "。":
            return False
        first = self._automaton.tables.starts[FILE_START]
        texts[index - 1] = ";"
        result = self._recogniser.read(PIECE, [first], before, [])
        if not isinstance(result, Complete) or result.next_index <= index:
            texts[index - 1] = "。"
            return False
        start, end = self._lexemes.starts[index - 1], self._lexemes.end(index - 1)
        stop = Span(self._file, start, end)
        self.findings.append(findings_habits.PART_SIGN.at(Place(stop), edits=(Edit(stop, "；"),), written=stop.text))
        self._diagnosis.mending.note(before, start, "；", end)
        return True

    # --- losing

    def _told_of(self, index: int, halt: Halt | _TooDeep) -> Finding | Mended:
        """What is wrong with the piece at `index`; if it can be read with the edits of that, the piece with them."""
        if isinstance(halt, _TooDeep):
            return findings.TOO_DEEP.at(Place(halt.span))
        told = self._diagnosis.of(halt)
        return told if told.fix is None else self._diagnosis.mending.confirm(index, halt, told)

    def _lose(self, index: int, halt: Halt | _TooDeep, told: Finding | None) -> int:
        """Tell what is wrong with the piece at `index`, and give the index where the next one may begin."""
        recogniser = self._recogniser
        if told is not None:
            self.findings.append(told)
        if isinstance(halt, _TooDeep):
            self._note_name(index)
            return recogniser.next_opening(index + 1)
        if halt.index > index:
            limit = recogniser.next_opening(halt.index)
        else:
            limit = index + 1 if recogniser.closes(index) else recogniser.next_opening(index + 1)
        self._note_name(index)
        if told is None:
            return limit
        for _ in range(_MOST_HALTS):
            place = recogniser.read_on(halt, limit)
            if place is None:
                break
            result = recogniser.read(PIECE, *place, halt.trail)
            if isinstance(result, Complete) or result.index >= limit:
                break
            halt = result
            self.findings.append(replace(self._diagnosis.of(halt), fix=None))
        return limit

    def _note_name(self, index: int) -> None:
        """`定义 X`, `决定 X`, and also `定意 X：`; of a header's entry its word."""
        texts = self._lexemes.texts[index : index + 3]
        self.unread.update(word for terminal, word in _HEADER.items() if self.lexicon.could_be(texts[0], terminal))
        if len(texts) < 3 or not self.lexicon.could_be(texts[1], "NAME"):
            return
        if texts[2] == ":" or any(self.lexicon.could_be(texts[0], terminal) for terminal in _NAMING):
            self.unread.add(texts[1].strip("「」"))


@cache
def _automaton(language: str) -> Automaton:
    return Automaton(lexicon(language).tables)
