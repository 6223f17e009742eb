"""Evaluations of many people of one day that share what they have in common.

What a norm says depends on nothing but the day and the facts behind it (`Program.reads`). So people who have the
same values of these facts have the same answer, with the same reasons: most tables look at the rank alone. Norms that
look at lists, or at more than a few facts, are worked out for each person.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from rankdsl.backends.reference import Evaluation, Result
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Value

MOST_FACTS = 3
"""A norm that looks at more facts has too seldom the same values of all of them."""


class Together(Struct, frozen=True):
    """People of one program and one day. `known`: results by norm and values of the facts behind it."""

    program: Program
    as_of: date
    facts: dict[Symbol, tuple[str, ...]] = field(default_factory=dict)
    """Of each norm that is shared, the facts behind it."""
    known: dict[tuple[Symbol, tuple[Value | None, ...]], Result] = field(default_factory=dict)

    def evaluate(self, person: Person) -> Evaluation:
        """As `reference.evaluate`, for somebody of the day."""
        assert person.as_of == self.as_of
        return _Sharing(self, person)


def together(program: Program, as_of: date) -> Together:
    lists = {fact.name for fact in program.vocabulary.facts if fact.records is not None}
    behind = program.reads
    shared = {s: tuple(sorted(f)) for s, f in behind.items() if len(f) <= MOST_FACTS and not f & lists}
    return Together(program, as_of, shared)


class _Sharing(Evaluation):
    def __init__(self, among: Together, person: Person) -> None:
        super().__init__(among.program, person)
        self._among = among

    def result(self, symbol: Symbol) -> Result:
        if symbol in self._results:
            return self._results[symbol]
        facts = self._among.facts.get(symbol)
        if facts is None:
            return super().result(symbol)
        key = (symbol, tuple(map(self.person.facts.get, facts)))
        found = self._among.known.get(key)
        if found is None:
            found = self._among.known[key] = super().result(symbol)
        self._results[symbol] = found
        return found
