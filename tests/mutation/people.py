"""The persons among whom a difference is looked for: an explicit domain of a pair of programs, at most LIMIT of them.

For every fact that either side reads there are the values of `values`. Their product is far larger than LIMIT, so it is
sampled, always the same for the same documents: the ordinary person and those who differ from them in one fact;
persons in scope, mostly; from those to whom the superior says yes, others that differ in one fact; and those at the
boundary of what it says. Everybody is possible: within ranges and invariants.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from msgspec import Struct

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import expressions
from rankdsl.ir.model import Piece
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import Day, Number, YearMonth
from rankdsl.ir.values import Person, Records, Value
from rankdsl.vocabulary import fill_typical
from tests.mutation.crowd import Crowd
from tests.mutation.edits import every
from tests.mutation.values import Values, step

LIMIT = 20_000
_IN_SCOPE = 0.9
_ORDINARY = 0.3
"""So often a fact that is read is typical."""
_UNREAD_ORDINARY = 0.97
_SCOPES = 6000
"""So many combinations of the facts of scopes are tried."""


class Domain(Struct, dict=True):
    """Persons on days of one piece of time. `extra`: facts that changes bring in; they are varied as well."""

    piece: Piece
    extra: frozenset[str]
    limit: int = LIMIT
    seed: str = ""

    def __post_init__(self) -> None:
        self.programs = programs_of(self.piece)
        self.facts = self.piece.program.vocabulary.facts
        self.values = Values(self.programs, self.piece.program.period, self.seed)

    @cached_property
    def crowd(self) -> Crowd:
        """At most `limit` persons, no two alike, all possible."""
        source = random.Random(f"{self.seed}|{self.piece.program.period.start}")
        found: dict[object, Person] = {}
        self._ordinary(found)
        self._drawn(found, source, len(found) + self.limit * 4 // 10)
        self._beside(found, source, self.limit * 7 // 10)
        self._at_the_edge(found, source)
        return Crowd(tuple(found.values())[: self.limit])

    def changed(self, person: Person, fact: Fact) -> Iterator[Person]:
        """The person with every other value of a fact."""
        values: Sequence[Value]
        if fact.records is not None:
            values = self.values.lists(fact, person.as_of, person.facts)
        else:
            values = self.values.of(fact, person.as_of)
        for value in values:
            yield self.complete({**person.facts, fact.name: value}, person.as_of)

    def complete(self, facts: Mapping[str, Value], day: date) -> Person:
        """Whatever is not said is ordinary."""
        filled = dict(fill_typical(self.piece.program.vocabulary, facts, day))
        for fact in self.facts:
            if fact.name not in filled:
                filled[fact.name] = Records({}) if fact.records is not None else self.values.of(fact, day)[0]
        return Person({f.name: filled[f.name] for f in self.facts}, day)

    # --- who there is

    @cached_property
    def read(self) -> tuple[Fact, ...]:
        """The facts that norms and scopes of either side read, and `extra`."""
        found: set[str] = set(self.extra)
        for program in self.programs:
            found.update(reads_of_expr(program, *(e for d in program.definitions.values() for e in expressions(d))))
            found.update(reads_of_expr(program, *program.coverage))
        return tuple(f for f in self.facts if f.name in found)

    def _keep(self, found: dict[object, Person], person: Person) -> bool:
        key = (person.as_of, tuple(_key(person.facts[f.name]) for f in self.facts))
        if key in found or possible(self.piece.program, person):
            return False
        found[key] = person
        return True

    def _ordinary(self, found: dict[object, Person]) -> None:
        for day in self.values.days:
            typical = self.complete({}, day)
            self._keep(found, typical)
            for fact in self.read:
                if day == self.values.days[0] or fact.name in self.extra:
                    for changed in every(list(self.changed(typical, fact)), 60):
                        self._keep(found, changed)

    def _drawn(self, found: dict[object, Person], source: random.Random, size: int) -> None:
        scopes = self._scopes(source)
        read = {fact.name for fact in self.read}
        for _ in range(4 * size):
            if len(found) >= size:
                return
            day = source.choice(self.values.days)
            in_scope = bool(scopes) and source.random() < _IN_SCOPE
            facts: dict[str, Value] = dict(source.choice(scopes)) if in_scope else {}
            for fact in self.facts:
                ordinary = _ORDINARY if fact.name in read else _UNREAD_ORDINARY
                if fact.records is None and fact.name not in facts and source.random() >= ordinary:
                    facts[fact.name] = source.choice(self.values.of(fact, day))
            for fact in self.facts:
                if fact.records is not None and source.random() >= _ORDINARY:
                    facts[fact.name] = source.choice(self.values.lists(fact, day, self.complete(facts, day).facts))
            self._keep(found, self.complete(facts, day))

    def _scopes(self, source: random.Random) -> list[dict[str, Value]]:
        """What the facts of scopes may be of those who are in every scope."""
        named = {name for program in self.programs for name in reads_of_expr(program, *program.coverage)}
        facts = [f for f in self.facts if f.name in named and f.records is None]
        day = self.values.days[0]
        choices = [self.values.of(f, day) for f in facts]
        every_choice = product(*choices) if prod(map(len, choices)) <= _SCOPES else self._some(source, choices)
        found = []
        for chosen in every_choice:
            given: dict[str, Value] = {f.name: v for f, v in zip(facts, chosen, strict=True)}
            person = self.complete(given, day)
            if all(covered(program, person) for program in self.programs):
                found.append(given)
        return found

    def _some(self, source: random.Random, choices: Sequence[Sequence[Value]]) -> Iterator[tuple[Value, ...]]:
        return (tuple(source.choice(values) for values in choices) for _ in range(_SCOPES))

    def _beside(self, found: dict[object, Person], source: random.Random, size: int) -> None:
        waiting = [p for p in found.values() if self._promoted(p)]
        for _ in range(2 * size):
            if not waiting or len(found) >= size:
                return
            changed = list(self.changed(source.choice(waiting), source.choice(self.read)))
            if changed and self._keep(found, other := source.choice(changed)) and self._promoted(other):
                waiting.append(other)

    def _at_the_edge(self, found: dict[object, Person], source: random.Random) -> None:
        waiting = [p for p in found.values() if self._promoted(p)]
        moving = [f for f in self.read if isinstance(f.type, YearMonth | Number | Day)]
        for _ in range(self.limit):
            if not waiting or not moving or len(found) >= self.limit:
                return
            for edge in self._edges(source.choice(waiting), source.choice(moving)):
                self._keep(found, edge)

    def _edges(self, person: Person, fact: Fact) -> Iterator[Person]:
        """With the last value of a fact for which the superior says yes, and two units around it each way."""
        values, unit = self.values.of(fact, person.as_of), step(fact.type, fact.places)
        for end in (values[0], values[-1]):
            yes, no = _place(person.facts[fact.name], unit), _place(end, unit)
            if self._promoted(self._at(person, fact, no, unit)):
                continue
            while abs(yes - no) > 1:
                middle = (yes + no) // 2
                if self._promoted(self._at(person, fact, middle, unit)):
                    yes = middle
                else:
                    no = middle
            for place in range(min(yes, no) - 2, max(yes, no) + 3):
                yield self._at(person, fact, place, unit)

    def _at(self, person: Person, fact: Fact, place: int, unit: Fraction) -> Person:
        exact = place * unit
        value: Value = date.fromordinal(place) if isinstance(fact.type, Day) else exact
        if isinstance(value, Fraction) and value.denominator == 1:
            value = int(value)
        return self.complete({**person.facts, fact.name: value}, person.as_of)

    def _promoted(self, person: Person) -> bool:
        above = self.piece.superior or self.piece.program
        evaluation = evaluate(above, person)
        return any(evaluation.named(d).value is True for d in above.decisions)


def programs_of(piece: Piece) -> tuple[Program, ...]:
    """The document's own and those of everything above it."""
    found = [piece.program, *(p for _, p in piece.ancestors), *((piece.superior,) if piece.superior else ())]
    return tuple({id(p): p for p in found}.values())


def covered(program: Program, person: Person) -> bool:
    evaluation = evaluate(program, person)
    return all(evaluation.value_of(formula).surely(True) for formula in program.coverage)


def _place(value: Value, unit: Fraction) -> int:
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | Fraction)
    return int(Fraction(value) / unit)


def _key(value: Value) -> object:
    if isinstance(value, Records):
        return tuple((year, tuple((record or {}).values())) for year, record in value.years.items())
    return value
