"""What a chain of documents leaves of each name: one rule a layer, still as written, with the names it is made of.

A rule belongs to the layer that wrote it, and its words are read as that layer reads them. `layers` makes rules,
`effective` lowers them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, field

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Kind, Mode
from rankdsl.ir.model import names_of
from rankdsl.ir.nodes import Const, Symbol
from rankdsl.semantics.documents import Document
from rankdsl.syntax import ast


class Written(Struct, frozen=True):
    """A definition as written."""

    body: ast.DefinitionBody


class Dated(Struct, frozen=True):
    """A parameter: the value that counts on the day. `effective`: when its document takes effect."""

    node: ast.Parameter
    effective: date


class Condition(Struct, frozen=True):
    """An item with a formula."""

    formula: ast.Expr


class Members(Struct, frozen=True):
    """Items: norms of their own, or the formula of the only, unnumbered one."""

    mode: Mode
    members: tuple[Symbol | ast.Expr, ...]


class Unchanged(Struct, frozen=True):
    """The value that the name has without the exceptions made here."""

    below: Symbol


class Within(Struct, frozen=True):
    """What a superior allows between two values (可在…之间规定), the ends included: the value of `inside` where that
    lies between them, else that of `below`."""

    inside: Symbol
    below: Symbol
    lowest: Const
    highest: Const


class Removed(Struct, frozen=True):
    """A deleted item. `neutral`: what leaves the other items to decide."""

    neutral: bool


class Faulty(Struct, frozen=True):
    """A norm whose mistakes were noted; it has no value, and what refers to it says nothing more."""


Source = Written | Dated | Condition | Members | Unchanged | Within | Removed | Faulty


class Excepting(Struct, frozen=True):
    """`over`: positions of the exceptions of the same rule that give way to this one, also through others."""

    guard: ast.Expr
    value: ast.Expr | bool
    over: frozenset[int]
    place: Place


class Rule(Struct, frozen=True, eq=False):
    """`own_name`: what an exception must write to mean the value before the exceptions; None for an item."""

    symbol: Symbol
    kind: Kind
    layer: int
    source: Source
    exceptions: tuple[Excepting, ...]
    own_name: str | None
    place: Place
    written: str


class ItemEntry(Struct, frozen=True):
    """An item that counts. `name`: its norm (the decision's own, where that is one whole); `label` None: not numbered.

    `layers`: the documents that wrote it or changed it, so that a reference to any of them finds it; the last wrote its
    words. `group`: the norm that it is a part of, whose parts are joined by `within`; `inner_of`: the item that it is
    inside. `shown`: not only made of inner items that are conditions in their own right."""

    decision: str
    label: str | None
    name: str
    symbol: Symbol
    layers: tuple[int, ...]
    group: Symbol | None
    within: Mode
    inner_of: str | None
    conjunctive: bool
    shown: bool
    place: Place
    written: str
    readings: ast.Readings | None = None


class Gone(Struct, frozen=True):
    """An item that was deleted, and by whom. `name`: that of its norm."""

    decision: str
    name: str
    label: str
    layers: tuple[int, ...]
    title: str
    article: str


class Layered(Struct):
    """The names of a chain, as far as its layers have been laid on each other."""

    documents: tuple[Document, ...]
    above: tuple[frozenset[int], ...]
    rules: dict[Symbol, Rule] = field(default_factory=dict)
    top: dict[str, Symbol] = field(default_factory=dict)
    """Names of norms and of items to the rule that counts."""
    items: list[ItemEntry] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    altered: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each name of a norm, the layers that state it or change anything in it."""
    stated: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each name of a norm, the layers that state it in full."""
    same_as: dict[str, str] = field(default_factory=dict)
    """Decisions that are another under a name of their own (即), to that other."""

    def copy(self) -> Layered:
        return Layered(
            self.documents,
            self.above,
            dict(self.rules),
            dict(self.top),
            list(self.items),
            list(self.gone),
            dict(self.altered),
            dict(self.stated),
            dict(self.same_as),
        )

    def seen_by(self, layer: int) -> frozenset[str]:
        """The names that the words of a layer can mean: its own, and those of the documents above it."""
        layers = {layer, *self.above[layer]}
        return frozenset(name for name, by in self.stated.items() if not layers.isdisjoint(by))

    def rule_of(self, name: str) -> Rule:
        return self.rules[self.top[name]]

    def names_of(self, decision: str) -> tuple[str, ...]:
        """A decision, and those that it is under a name of its own (即), nearest first."""
        return names_of(self.same_as, decision)

    def items_of(self, decision: str) -> Iterator[ItemEntry]:
        return (item for item in self.items if item.decision == decision)
