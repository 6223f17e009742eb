"""A document in all its pieces of time: the rules are those in force on the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime import answers, hull
from rankdsl.backends.python.runtime.answers import Answer
from rankdsl.backends.python.runtime.checking import ImpossiblePersonError, Problem, problems
from rankdsl.backends.python.runtime.deciding import slow
from rankdsl.backends.python.runtime.describing import Fact
from rankdsl.backends.python.runtime.explaining import Told
from rankdsl.backends.python.runtime.rulebook import Rules
from rankdsl.backends.python.runtime.telling import Explanation, explained


class UnknownNameError(LookupError):
    """The document has no decision or definition of that name."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in all its pieces of time, in order."""

    title: str
    facts: tuple[Fact, ...]
    pieces: tuple[Rules, ...]

    def at(self, day: date) -> Rules | None:
        """The rules in force on a day."""
        for rules in self.pieces:
            if rules.start <= day < rules.end:
                return rules
        return None

    def names(self) -> tuple[str, ...]:
        """Everything that can be asked about, decisions first."""
        found: dict[str, None] = {}
        for rules in self.pieces:
            found.update(dict.fromkeys(rules.decisions))
        for rules in self.pieces:
            found.update(dict.fromkeys(rules.asked))
        return tuple(found)

    def decisions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for rules in self.pieces for name in rules.decisions))

    def evaluate(self, person: Any, name: str) -> Answer:
        rules = self.at(person.as_of)
        if rules is None or name not in rules.asked:
            return self._absent(name)
        decide = rules.decisions.get(name)
        return slow(rules, person, name) if decide is None else decide(person)

    def explain(self, person: Any, name: str) -> Explanation:
        rules = self.at(person.as_of)
        if rules is None or name not in rules.asked:
            absent = self._absent(name)
            told = Told(self.title, name, f"《{self.title}》", person.as_of, absent, ("", ""))
            return Explanation(self.pieces[0], person, name, absent, (), told)
        return explained(rules, person, name)

    def _absent(self, name: str) -> Answer:
        if name not in self.names():
            raise UnknownNameError(name)
        return answers.NOT_IN_FORCE

    def problems(self, person: Any) -> Iterator[Problem]:
        """What makes the person impossible, in the order of the vocabulary; then what must hold and does not."""
        found = problems(person, self.facts)
        yield from found
        rules = None if found else self.at(person.as_of)
        for invariant in rules.invariants if rules is not None else ():
            assert rules is not None
            state = rules.evaluated(person, invariant.needs)
            if not hull.may_be(invariant.holds(state), True):
                zh = f"这个人不可能存在，不符合“{invariant.name}”：{invariant.words}"
                en = f"nobody can be so, against “{invariant.name}”: {invariant.words}"
                yield Problem(invariant.name, (zh, en))

    def check(self, person: Any) -> None:
        """ImpossiblePersonError where nobody can be so."""
        found = list(self.problems(person))
        if found:
            raise ImpossiblePersonError(found)
