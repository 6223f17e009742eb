"""The LALR automaton made ready to run: what a state does with a terminal, and what a stack of states accepts.

A stack is a list of states, the first one of `Tables.starts`. Nothing here knows of values; `driving.py` builds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from rankdsl.syntax.grammar import END_OF_INPUT, Tables

PIECE = "_piece"
"""A line or statement; `driving.py` reads one of them at a time."""


class Automaton:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.rows = tables.rows
        self.sizes = tuple(rule.size for rule in tables.rules)
        self.origins = tuple(rule.origin for rule in tables.rules)
        self.passing = tuple(rule.passes and rule.size == 1 for rule in tables.rules)
        """Rules that only rename their one symbol: most reductions of a formula."""
        self._complete = frozenset(tables.accepts.values())

    def after(self, states: list[int], terminal: str) -> list[int] | None:
        """The stack after `terminal` was read, or None where it is not accepted. `states` stays as it is."""
        rows = self.rows
        action = rows[states[-1]].get(terminal)
        if action is None:
            return None
        stack = states.copy()
        while action < 0:
            size = self.sizes[-1 - action]
            if size:
                del stack[-size:]
            stack.append(rows[stack[-1]][self.origins[-1 - action]])
            action = rows[stack[-1]].get(terminal)
            if action is None:
                return stack if terminal == END_OF_INPUT and stack[-1] in self._complete else None
        stack.append(action)
        return stack

    def accepts(self, states: list[int], terminal: str) -> bool:
        action = self.rows[states[-1]].get(terminal)
        return action is not None and (action >= 0 or self.after(states, terminal) is not None)

    def accepted(self, states: list[int]) -> frozenset[str]:
        """Every terminal that may come next."""
        row = self.rows[states[-1]]
        return frozenset(t for t in row if t in self.terminals and self.accepts(states, t))

    @cached_property
    def terminals(self) -> frozenset[str]:
        nonterminals = set(self.origins)
        return frozenset(symbol for row in self.rows for symbol in row if symbol not in nonterminals)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """The symbol that leads into each state; empty for a start."""
        found = [""] * len(self.rows)
        for row in self.rows:
            for symbol, action in row.items():
                if action >= 0:
                    found[action] = symbol
        return tuple(found)

    def open(self, states: Iterable[int], terminals: frozenset[str]) -> list[int]:
        """Positions in the stack of terminals that were read and are not yet part of anything complete."""
        return [position for position, state in enumerate(states) if self.symbols[state] in terminals]
