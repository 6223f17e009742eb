"""The parse loop: lexemes in, one piece out.

Each piece (a line or statement) is read by itself from the start state, so that what is wrong in one piece stays
there. The loop neither recurses nor raises for a mistake of the writer: it hands back a `Stop` that says where it came
to a halt.

It is written for speed, in one function with local names: a province has some ten thousand lines, and every `check`
reads them all. Most reductions only rename a symbol (a name is a factor is a term is ...), so chains of them are
looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct

from rankdsl.syntax.automaton import Automaton
from rankdsl.syntax.building import Builder
from rankdsl.syntax.grammar import Rule
from rankdsl.syntax.lexing import Entry, Lexemes, Lexicon
from rankdsl.syntax.pages import DEEPEST

_FINISHED = -1
_LEVELS = frozenset(("LPAR", "LBRACE", "NOT"))

_Make = Callable[[list[Any], int, int], Any]


class Stop(Struct):
    """Where a piece could not be read on.

    `index`: the lexeme, or the one that was cut; `start`: of the lexeme or part.
    `too_deep`: it could be read, but brackets lie in one another too deep.
    """

    index: int
    lexeme: str
    start: int
    too_deep: bool = False


class Read(Struct, frozen=True):
    value: Any
    next_index: int


class _Plan(Struct, frozen=True):
    """What a reduction does: `kept` positions of the segment; `lists`: those of them that are laid in.

    name: the method of the builder that makes the value; empty where the parts are the value."""

    size: int
    origin: str
    kept: tuple[int, ...]
    lists: frozenset[int]
    name: str
    passes: bool


class Driver:
    """Reads pieces of one file."""

    def __init__(self, automaton: Automaton, lexicon: Lexicon, lexemes: Lexemes, builder: Builder) -> None:
        self.automaton = automaton
        self.lexicon = lexicon
        self.lexemes = lexemes
        self._shifted = builder.shifted()
        self._plans = _plans(automaton)
        self._makes: list[_Make | None] = [getattr(builder, plan.name) if plan.name else None for plan in self._plans]
        self._renamed: dict[tuple[int, int, str], int] = {}

    def read(self, goal: str, first: int, index: int) -> Read | Stop:
        """Read one `goal` from the start state `first`, from lexeme `index` on."""
        rows = self.automaton.rows
        passing = self.automaton.passing
        plans = self._plans
        makes = self._makes
        shifted = self._shifted
        renamed = self._renamed
        entries = self.lexicon.entries
        texts = self.lexemes.texts
        offsets = self.lexemes.starts
        state = first
        states = [first]
        values: list[Any] = [None]
        starts = [0]
        pending: list[tuple[str, int]] = []
        end = offsets[index]
        ended = False
        while True:
            if ended:
                lexeme, start = "", end  # a full stop ends a piece, whatever comes after it
                index += 1
            elif pending:
                lexeme, start = pending.pop()
            else:
                lexeme = texts[index]
                start = offsets[index]
                index += 1
            entry = entries.get(lexeme) or self.lexicon.entry(lexeme)
            choices = entry.choices
            if len(choices) == 1 and not entry.head:
                terminal, payload = choices[0]
                action = rows[state].get(terminal)
            else:
                choice = self._choose(entry, states, index)
                if choice is None:
                    return Stop(index - 1, lexeme, start)
                terminal, payload = choice
                if payload is _CUT:
                    lexeme = _cut(entry.parts, start, pending)
                    payload = dict(self.lexicon.entry(lexeme).choices)[terminal]
                action = rows[state].get(terminal)
            while True:
                if action is None:
                    return Stop(index - 1, lexeme, start)
                if action >= 0:
                    break
                if passing[-1 - action]:
                    key = (states[-2], state, terminal)
                    target = renamed.get(key)
                    if target is None:
                        target = renamed[key] = self._rename(goal, *key)
                    if target == _FINISHED:
                        return Read(values[-1], index - 1)
                    state = states[-1] = target
                else:
                    plan = plans[-1 - action]
                    size = plan.size
                    kept = plan.kept
                    if size == 1:
                        segment = values[-1:]
                        begin = starts[-1]
                        states.pop()
                        values.pop()
                        starts.pop()
                    else:
                        segment = values[-size:]
                        begin = starts[-size]
                        del states[-size:], values[-size:], starts[-size:]
                    if plan.passes:
                        value = segment[kept[0]]
                    else:
                        if plan.lists:
                            parts = _laid_in(segment, kept, plan.lists)
                        elif len(kept) == size:
                            parts = segment
                        else:
                            parts = [segment[position] for position in kept]
                        make = makes[-1 - action]
                        value = parts if make is None else make(parts, begin, end)
                    if plan.origin == goal:
                        return Read(value, index - 1)
                    state = rows[states[-1]][plan.origin]
                    states.append(state)
                    values.append(value)
                    starts.append(begin)
                action = rows[state].get(terminal)
            ended = terminal == "END"
            convert = shifted.get(terminal)
            end = start + len(lexeme)
            state = action
            states.append(state)
            values.append(payload if convert is None else convert(payload, start, end))
            starts.append(start)
            if len(states) > DEEPEST and self._deep(states):
                return Stop(index - 1, lexeme, start, too_deep=True)

    def _deep(self, states: list[int]) -> bool:
        """Whether more than DEEPEST brackets, 非 or signs of the negative are open."""
        symbols = self.automaton.symbols
        levels = 0
        before = ""
        for state in states:
            symbol = symbols[state]
            if symbol in _LEVELS or (symbol == "MINUS" and before != "arith"):
                levels += 1
            before = symbol
        return levels > DEEPEST

    def _rename(self, goal: str, below: int, state: int, terminal: str) -> int:
        """The state that a chain of renamings leads to above `below`, or _FINISHED where it names the goal."""
        automaton = self.automaton
        while True:
            action = automaton.rows[state].get(terminal)
            if action is None or action >= 0 or not automaton.passing[-1 - action]:
                return state
            origin = automaton.origins[-1 - action]
            if origin == goal:
                return _FINISHED
            state = automaton.rows[below][origin]

    def _choose(self, entry: Entry, states: list[int], index: int) -> tuple[str, Any] | None:
        """The first reading that the stack accepts: keywords and numbers, then a cut, then a name."""
        row = self.automaton.rows[states[-1]]
        accepts = self.automaton.accepts
        name: tuple[str, Any] | None = None
        for position, choice in enumerate(entry.choices):
            terminal = choice[0]
            if terminal not in row:
                continue
            if terminal == "NAME":
                name = choice
            elif position == 0 and entry.only_before_bracket and not self.lexemes.texts[index].startswith("("):
                continue
            elif accepts(states, terminal):
                return choice
        if entry.head and accepts(states, entry.head) and (len(states) > 1 or entry.head != "ARTICLE"):
            return entry.head, _CUT
        return name


class _Cut:
    """Stands for the payload of a lexeme that is to be cut."""


_CUT = _Cut()


def _cut(parts: tuple[str, ...], start: int, pending: list[tuple[str, int]]) -> str:
    """The first part; the others wait in `pending`, the next one last."""
    position = start + len(parts[0])
    rest = []
    for part in parts[1:]:
        rest.append((part, position))
        position += len(part)
    pending.extend(reversed(rest))
    return parts[0]


def _laid_in(segment: list[Any], kept: tuple[int, ...], lists: frozenset[int]) -> list[Any]:
    """Kept values in a row; a list at the front is lengthened where it stands, so that long rows stay linear."""
    first = kept[0]
    parts: list[Any] = segment[first] if first in lists else [segment[first]]
    for position in kept[1:]:
        if position in lists:
            parts.extend(segment[position])
        else:
            parts.append(segment[position])
    return parts


@cache
def _plans(automaton: Automaton) -> tuple[_Plan, ...]:
    return tuple(_plan(rule) for rule in automaton.tables.rules)


def _plan(rule: Rule) -> _Plan:
    name = "file_" if rule.name == "file" else rule.name
    return _Plan(rule.size, rule.origin, rule.kept, rule.spliced, name, rule.passes)
