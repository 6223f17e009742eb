"""A unit and its people, as a unit file gives them: data only, nothing here computes a decision.

Invariants, established by `reading`: identities are distinct; a fact of the unit (`Fact.of_unit`) stands in
`Unit.facts` alone and holds for every member; loans are of positive whole numbers and form no circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from rankdsl.diagnostics import Place
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.values import Exact, Person, Value
from rankdsl.vocabulary import fill_typical
from rankdsl.vocabulary.records import WrittenYear
from rankdsl.vocabulary.yaml_nodes import MappingNode


class Unit(Struct, frozen=True):
    """`facts`: those of the unit that are given (编制数); `unknown`: those said to be 未知."""

    name: str
    facts: Mapping[str, Value]
    unknown: frozenset[str]
    place: Place

    def person(self, as_of: date) -> Person:
        """Nobody in particular: what is known of the unit, for definitions that look at nothing else."""
        return Person(self.facts, as_of)


class Member(Struct, frozen=True):
    """One person of the unit. `facts`: those given for the person; `unknown`: those said to be 未知; `typical`: what is
    not given has its ordinary value. `place`: where the identity stands."""

    id: str
    name: str
    facts: Mapping[str, Value]
    unknown: frozenset[str]
    typical: bool
    place: Place
    years: Mapping[str, tuple[WrittenYear, ...]] = field(default_factory=dict)
    """Of each list its years as written."""


class Loan(Struct, frozen=True):
    """`count` slots of the value `value`, lent by the unit `lender` to the unit `borrower`, from `since` (None: always)
    to `until`, that day included (None: no end is written)."""

    value: str
    count: int
    lender: str
    borrower: str
    since: date | None
    until: date | None
    place: Place

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Roster(Struct, frozen=True):
    """A unit file, read. `slots_per_year`: so many slots come free or are granted in a year, None where that is not
    written. `root`: the file itself, for parts that others read (`log`, `selected` …)."""

    unit: Unit
    members: tuple[Member, ...]
    loans: tuple[Loan, ...]
    slots_per_year: Exact | None
    root: MappingNode

    def member(self, id_: str) -> Member | None:
        return next((m for m in self.members if m.id == id_), None)

    def person(self, member: Member, vocabulary: Vocabulary, as_of: date) -> Person:
        """Everything known of a member on the day: what is given, the facts of the unit, and for a `typical` member
        ordinary values of what is not given. A fact of the unit is never taken to be ordinary."""
        given = {**self.unit.facts, **member.facts}
        if not member.typical:
            return Person(given, as_of)
        of_unit = {fact.name for fact in vocabulary.facts if fact.of_unit and fact.name not in given}
        return Person(fill_typical(vocabulary, given, as_of, member.unknown | self.unit.unknown | of_unit), as_of)


class Heading(Struct, frozen=True):
    """What a unit file says before its people: the document to apply (its title, or its path relative to the unit
    file), the day, the selection."""

    document: str | None
    path: str | None
    as_of: date | None
    selection: str | None
    place: Place
    """Of `document` or `path`, else of the beginning."""
    selection_place: Place
    """Of `selection`, else of the document."""
