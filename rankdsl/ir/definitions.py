"""A norm: what it says before exceptions, and the exceptions of its layer."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.types import Type


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
