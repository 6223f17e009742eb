"""Reading a piece again, slowly: exactly what was accepted up to where, and where the next piece begins.

The parse loop reduces before it knows that a terminal fits, as LALR parsers do. To say what could have stood at the
place of a mistake, the piece is read again, and nothing is reduced for a terminal that is not accepted.
"""

from __future__ import annotations

from msgspec import Struct

from rankdsl.syntax.automaton import Automaton
from rankdsl.syntax.grammar_files import FILE_START
from rankdsl.syntax.lexing import Lexemes, Lexicon

LINE_OPENERS = frozenset(("DOCUMENT", "CHAPTER", "ARTICLE"))
_BRACKETS = frozenset(("LPAR", "LBRACE"))
_ONE_OF_SEVERAL = (
    *("_entry", "branch", "row", "dated", "_part", "clause"),
    *("_score_part", "share", "slot_line", "move", "transfer", "step", "indicator", "_outcome_part"),
)
"""What stands between semicolons. A mistake in one of them leaves the others readable."""


class Token(Struct, frozen=True):
    """A lexeme, or a part of one, that was read as `terminal`."""

    index: int
    text: str
    start: int
    terminal: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Halt(Struct):
    """`text`: the lexeme, or the part of one, that was not accepted; `states`: the stack before it.

    `goal`: what was to be read; `trail`: what was read of it; `before_last`: the stack before the last of the trail.
    """

    index: int
    text: str
    start: int
    states: list[int]
    goal: str
    trail: list[Token]
    before_last: list[int]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Complete(Struct, frozen=True):
    next_index: int


class Recogniser:
    def __init__(self, automaton: Automaton, lexicon: Lexicon, lexemes: Lexemes, text: str, offset: int) -> None:
        self.automaton = automaton
        self.lexicon = lexicon
        self.lexemes = lexemes
        self._text = text
        self._offset = offset

    # --- places

    def first_on_line(self, index: int) -> bool:
        if index == 0:
            return True
        before = self.lexemes.end(index - 1) - self._offset
        return "\n" in self._text[before : self.lexemes.starts[index] - self._offset]

    def at_end(self, index: int) -> bool:
        return self.lexemes.texts[index] == ""

    def closes(self, index: int) -> bool:
        return self.lexemes.texts[index] in ("。", ".")

    def opens(self, index: int) -> bool:
        """Whether a piece begins here for sure: an opening word, and after it what can only follow an opening word."""
        start = [self.automaton.tables.starts[FILE_START]]
        readings = self.readings(self.lexemes.texts[index], index, start)
        if not readings or self.at_end(index):
            return False
        if readings[0][0] in LINE_OPENERS and self.first_on_line(index):
            return True
        return self.fits(start, index, 2 if self.first_on_line(index) else 3)

    def next_opening(self, index: int) -> int:
        """The first lexeme from `index` on that begins a piece: after a full stop, or an opening word on its line."""
        while not self.at_end(index):
            if self.closes(index):
                return index + 1
            if self.first_on_line(index) and self.opens(index):
                return index
            index += 1
        return index

    def next_line(self, index: int) -> int:
        """The first lexeme from `index` on that stands first on a line or begins a piece for sure."""
        while not self.at_end(index) and not self.first_on_line(index) and not self.opens(index):
            index += 1
        return index

    # --- reading

    def fits(self, states: list[int], index: int, count: int) -> bool:
        """Whether the `count` lexemes from `index` on, or those that are left, can be read on this stack."""
        for position in range(index, min(index + count, len(self.lexemes.texts))):
            lexeme = self.lexemes.texts[position]
            readings = self.readings(lexeme, position, states)
            if not readings:
                return False
            for part in readings[0][1] or (lexeme,):
                after = self.after(states, part, position)
                if after is None:
                    return False
                states = after
        return True

    def after(self, states: list[int], lexeme: str, index: int) -> list[int] | None:
        """The stack after a lexeme that need not be cut."""
        for terminal, parts in self.readings(lexeme, index, states):
            if not parts:
                return self.automaton.after(states, terminal)
        return None

    def readings(self, lexeme: str, index: int, states: list[int]) -> list[tuple[str, tuple[str, ...]]]:
        """What `lexeme` may be on this stack, best first, with the parts that it must be cut into for that."""
        entry = self.lexicon.entry(lexeme)
        accepts = self.automaton.accepts
        found: list[tuple[str, tuple[str, ...]]] = []
        name = False
        for position, (terminal, _) in enumerate(entry.choices):
            if position == 0 and entry.only_before_bracket and not self._bracket_follows(index):
                continue
            if not accepts(states, terminal):
                continue
            if terminal == "NAME":
                name = True
            else:
                found.append((terminal, ()))
        if entry.head and accepts(states, entry.head) and (len(states) > 1 or entry.head != "ARTICLE"):
            found.append((entry.head, entry.parts))
        if name:
            found.append(("NAME", ()))
        return found

    def _bracket_follows(self, index: int) -> bool:
        texts = self.lexemes.texts
        return index + 1 < len(texts) and texts[index + 1].startswith("(")

    def read(self, goal: str, states: list[int], index: int, trail: list[Token]) -> Halt | Complete:
        """Read on from `index` until the piece is complete or a lexeme is not accepted."""
        lexemes = self.lexemes
        pending: list[tuple[str, int]] = []
        before_last: list[int] = []
        while True:
            if trail and trail[-1].terminal == "END":
                return Complete(index)
            if pending:
                lexeme, start = pending.pop()
            else:
                lexeme, start = lexemes.texts[index], lexemes.starts[index]
                index += 1
            readings = self.readings(lexeme, index - 1, states)
            if not readings:
                return Halt(index - 1, lexeme, start, states, goal, trail, before_last)
            terminal, parts = readings[0]
            if parts:
                position = start + len(parts[0])
                waiting = []
                for part in parts[1:]:
                    waiting.append((part, position))
                    position += len(part)
                pending.extend(reversed(waiting))
                lexeme = parts[0]
            after = self.automaton.after(states, terminal)
            assert after is not None
            if self._is_past(goal, states, terminal):
                return Complete(index - 1)
            trail.append(Token(index - 1, lexeme, start, terminal))
            before_last, states = states, after

    def before(self, first: int, stop: int) -> list[int]:
        """The stack before lexeme `stop`, when a statement is read that begins at `first` and is known to get there."""
        states = [self.automaton.tables.starts[FILE_START]]
        for index in range(first, stop):
            lexeme = self.lexemes.texts[index]
            terminal, parts = self.readings(lexeme, index, states)[0]
            states = self.automaton.after(states, terminal) or states
            for part in parts[1:]:
                states = self.after(states, part, index) or states
        return states

    def _is_past(self, goal: str, states: list[int], terminal: str) -> bool:
        """Whether reading `terminal` would first complete the goal."""
        automaton = self.automaton
        stack = states.copy()
        while True:
            action = automaton.rows[stack[-1]][terminal]
            if action >= 0:
                return False
            size, origin = automaton.sizes[-1 - action], automaton.origins[-1 - action]
            if size:
                del stack[-size:]
            if origin == goal:
                return True
            stack.append(automaton.rows[stack[-1]][origin])

    # --- reading on after a mistake

    def read_on(self, halt: Halt, limit: int) -> tuple[list[int], int] | None:
        """Where the same piece can be taken up again: a stack before a semicolon, and its index below `limit`."""
        automaton = self.automaton
        states = halt.states
        semicolon = "SEMICOLON"
        for position in range(len(states) - 1, -1, -1):
            row = automaton.rows[states[position]]
            for origin in _ONE_OF_SEVERAL:
                target = row.get(origin)
                if target is None:
                    continue
                stack = [*states[: position + 1], target]
                if not automaton.accepts(stack, semicolon):
                    continue
                depth = len(automaton.open(states[position + 1 :], _BRACKETS))
                index = self._semicolon(halt.index, limit, depth)
                return None if index is None else (stack, index)
        return None

    def _semicolon(self, index: int, limit: int, depth: int) -> int | None:
        while index < limit:
            lexeme = self.lexemes.texts[index]
            if lexeme in ("(", "{"):
                depth += 1
            elif lexeme in (")", "}"):
                depth -= 1
            elif lexeme == ";" and depth <= 0:
                return index
            index += 1
        return None
