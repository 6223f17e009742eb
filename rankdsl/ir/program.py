"""The effective program: what a chain of documents, laid over each other, says in one piece of time.

Invariants, established by `semantics` and relied on by every back end:
- `definitions` are in dependency order: a definition refers only to symbols that stand before it;
- every expression is well typed, parameters are already constants of the piece;
- each definition, branch, item and exception knows the place it was written at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import YES, Expr, Ref, Symbol
from rankdsl.ir.types import Type
from rankdsl.ir.values import Person


class Period(Struct, frozen=True):
    """From `start` (included) to `end` (excluded). `open_end`: the document knows no end, `end` is only the
    workspace's horizon."""

    start: date
    end: date
    open_end: bool


class Hit(Enum):
    """Which of several branches that apply counts."""

    UNIQUE = "unique"
    FIRST = "first"


class Branch(Struct, frozen=True):
    """`guard` None: 其他, applies where no other branch of the body does."""

    guard: Expr | None
    value: Expr
    place: Place


class Formula(Struct, frozen=True):
    value: Expr


class Cases(Struct, frozen=True):
    """UNIQUE: the branches whose guards hold must agree in value, else no value (RD201); none holds: no value (RD202).
    FIRST: the first whose guard holds. A guard without value leaves the whole without value (under FIRST only up to
    the first that holds)."""

    branches: tuple[Branch, ...]
    hit: Hit


class Mode(Enum):
    ALL = "all"
    ANY = "any"


class Requirement(Struct, frozen=True):
    """须 (ALL) or 须具备下列之一 (ANY) over items, each a truth; also the items of an item."""

    mode: Mode
    items: tuple[Expr, ...]


Body = Formula | Cases | Requirement


class ExceptionRule(Struct, frozen=True):
    """Gives the definition another value where `guard` holds. `value` may refer to the value without exceptions
    (`Program` gives that a symbol of its own). `over`: positions, in the same definition's `exceptions`, of those that
    this one takes precedence over (already transitive)."""

    guard: Expr
    value: Expr
    over: frozenset[int]
    place: Place


class Kind(Enum):
    DERIVED = "derived"
    DEFINITION = "definition"
    PARAMETER = "parameter"
    DECISION = "decision"
    ITEM = "item"


class Definition(Struct, frozen=True):
    """A norm: its body, then the exceptions of one layer.

    An exception counts unless another that applies takes precedence over it; those that count must agree, else no
    value (RD201). None applies: the body's value. An exception guard without value: no value.
    `written`: the text of the norm as its author wrote it.
    """

    symbol: Symbol
    kind: Kind
    type: Type
    body: Body
    exceptions: tuple[ExceptionRule, ...]
    place: Place
    written: str

    @property
    def number(self) -> str:
        """Of an item; where a document changed it, only its name still bears the number. Empty for any other norm."""
        if self.kind is not Kind.ITEM:
            return ""
        _, opening, rest = self.symbol.name.partition("#")[0].partition("（")
        return self.place.item or opening + rest

    @property
    def passes_on(self) -> bool:
        """Whether the body only takes over what the norm was before."""
        match self.body:
            case Formula(value=Ref(symbol=below)):
                return below.written == self.symbol.written
            case _:
                return False


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
        from rankdsl.ir.reading import references  # here, since that reads programs

        return references(self)

    @cached_property
    def reads(self) -> Mapping[Symbol, frozenset[str]]:
        """The base facts and lists behind each norm."""
        from rankdsl.ir.reading import reads_by_symbol

        return reads_by_symbol(self)

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
