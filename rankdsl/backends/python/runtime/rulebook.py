"""A document in one piece of time as data: its norms, conditions and decisions, and what people are told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime import hull
from rankdsl.backends.python.runtime.answers import Answer
from rankdsl.backends.python.runtime.describing import Fact, Kind, Words
from rankdsl.backends.python.runtime.hull_state import State, evaluated

Formula = Callable[[State], hull.Answer]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A branch or an exception: where it is written, its condition in words (empty: otherwise), and what it says."""

    place: str
    guard: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Norm:
    """What people are told of a norm. `rules`: its branches, then its exceptions; `branches`: how many of the first.
    `facts`, `norms`: the numbers of those that it names."""

    name: str
    place: str
    kind: Kind
    formula: Words = ("", "")
    rules: tuple[RuleWords, ...] = ()
    branches: int = 0
    facts: tuple[int, ...] = ()
    norms: tuple[int, ...] = ()
    is_condition: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a comparison: `source` is "norm", "fact" or "formula" with its number, or "" for a constant."""

    words: Words
    kind: Kind
    source: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition as it is written: a norm by its number, or a formula. `wanted`: as it is, or its contrary."""

    label: str
    place: str
    words: Words
    norm: int = -1
    formula: int = -1
    wanted: bool = True
    mode: str = ""
    parts: tuple[Clause, ...] = ()
    left: Side | None = None
    sign: str = ""
    right: Side | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that can be asked about: its norm, and all that it rests on, the scope included, in order. For a
    yes-or-no: its conditions and whether all or any must be met. `trace`: the values of all these norms for a complete
    person, and the bits of the branches and exceptions that count."""

    norm: int
    needs: tuple[int, ...]
    clauses: tuple[Clause, ...] = ()
    mode: str = ""
    trace: Callable[[Any], tuple[Any, ...] | None] | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """What holds of every person."""

    name: str
    words: str
    holds: Formula
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """A document in one piece of time: from `start` to `end` (excluded)."""

    title: str
    start: date
    end: date
    facts: tuple[Fact, ...]
    known: Callable[[Any], tuple[hull.Answer, ...]]
    norms: tuple[Formula, ...]
    described: tuple[Norm, ...]
    scope: tuple[Formula, ...]
    scope_clauses: tuple[Clause, ...]
    formulas: tuple[Formula, ...]
    asked: Mapping[str, Asked]
    decisions: Mapping[str, Callable[[Any], Answer]]
    invariants: tuple[Invariant, ...]
    named: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Names of facts by their bits, as they were asked for."""

    def evaluated(self, person: Any, needs: Sequence[int]) -> State:
        return evaluated(person, person.as_of, self.known(person), self.norms, needs)

    def names(self, hinges: int) -> tuple[str, ...]:
        found = self.named.get(hinges)
        if found is None:
            found = self.named[hinges] = tuple(fact.name for i, fact in enumerate(self.facts) if hinges >> i & 1)
        return found
