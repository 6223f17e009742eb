"""The effective program: what a chain of documents, laid over each other, says in one piece of time.

Invariants, established by `semantics` and relied on by every back end:
- `definitions` are in dependency order: a definition refers only to symbols that stand before it;
- every expression is well typed, parameters are already constants of the piece;
- each definition, branch, item and exception knows the place it was written at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Definition
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.nodes import YES, Expr, Symbol
from rankdsl.ir.values import Person


class Period(Struct, frozen=True):
    """From `start` (included) to `end` (excluded). `open_end`: the document knows no end, `end` is only the
    workspace's horizon."""

    start: date
    end: date
    open_end: bool


class Item(Struct, frozen=True):
    """A numbered condition (numbered or not) that a document wrote: `symbol` in the program, `layer` of the document.

    `conjunctive`: the decision cannot be yes without it (an item of 须, 另须; a whole 须具备下列之一 is one such)."""

    decision: str
    symbol: Symbol
    layer: int
    conjunctive: bool
    place: Place
    written: str


class Scope(Struct, frozen=True):
    """适用 and 辖区 of one document of the chain; always true where the document has none."""

    scope: Expr
    jurisdiction: Expr
    place: Place


class Invariant(Struct, frozen=True):
    name: str
    holds: Expr
    place: Place


class Program(Struct, frozen=True, dict=True):
    """The chain down to one document in one piece of time. `layers`: the documents, highest first."""

    layers: tuple[DocumentName, ...]
    period: Period
    vocabulary: Vocabulary
    definitions: Mapping[Symbol, Definition]
    top: Mapping[str, Symbol]
    """Name (of definitions, decisions, items, parameters, derived facts) to its rule in the lowest layer."""
    decisions: tuple[str, ...]
    items: tuple[Item, ...]
    scopes: tuple[Scope, ...]
    """One a layer, highest first."""
    invariants: tuple[Invariant, ...]

    @cached_property
    def refers(self) -> Mapping[Symbol, tuple[Symbol, ...]]:
        """The norms that each norm refers to itself."""
        return {symbol: symbols_in(expressions(definition)) for symbol, definition in self.definitions.items()}

    @cached_property
    def reads(self) -> Mapping[Symbol, frozenset[str]]:
        """The base facts and lists behind each norm, in one pass over all."""
        found: dict[Symbol, frozenset[str]] = {}
        for symbol, definition in self.definitions.items():
            found[symbol] = facts_in(expressions(definition)).union(*(found[other] for other in self.refers[symbol]))
        return found

    def describes(self, person: Person) -> Person:
        """The person in the words of this program: without facts that its vocabulary does not know."""
        known = {fact.name for fact in self.vocabulary.facts}
        return Person({name: value for name, value in person.facts.items() if name in known}, person.as_of)

    @property
    def document(self) -> DocumentName:
        return self.layers[-1]

    @property
    def coverage(self) -> tuple[Expr, ...]:
        """Whom the lowest document is about: its own 适用 (a document without one keeps that of the nearest above), and
        every 辖区 of the chain. Empty: everybody."""
        scope = next((s.scope for s in reversed(self.scopes) if s.scope != YES), YES)
        formulas = (scope, *(s.jurisdiction for s in self.scopes))
        return tuple(formula for formula in formulas if formula != YES)


class DocumentName(Struct, frozen=True):
    """A document in one of its versions."""

    title: str
    level: str
    effective: date
    place: Place
    path: str

    @property
    def key(self) -> tuple[str, str]:
        return self.title, self.effective.isoformat()
