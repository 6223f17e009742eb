"""The items of decisions: norms of their own, and which of them count."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Kind, Mode
from rankdsl.ir.nodes import Symbol
from rankdsl.semantics.documents import Document, written
from rankdsl.semantics.rules import Condition, Faulty, ItemEntry, Layered, Members, Source
from rankdsl.syntax import ast

Choices = Mapping[tuple[Document, str, str], str]
"""Document, decision and label of an item, to the name of the reading that is taken instead of the adopted one."""
AS_ADOPTED: Choices = {}

MODES = {ast.ItemMode.ALL: Mode.ALL, ast.ItemMode.ANY: Mode.ANY}


class Items:
    """Writes the items of one layer. `put` makes a norm the one that counts under its name; `choices`: how items with
    several readings are read, where not as adopted."""

    def __init__(
        self, state: Layered, layer: int, choices: Choices, put: Callable[[Symbol, Kind, Source, Place, str], None]
    ) -> None:
        self.state = state
        self.layer = layer
        self.choices = choices
        self.put = put

    def group(self, decision: str, symbol: Symbol, group: ast.ItemGroup, place: Place) -> Source:
        """The body of a decision, with entries for its items; where it is one whole, an entry for that."""
        if not group.items:
            return Faulty()  # None of them could be read.
        mode = MODES[group.mode]
        only = group.items[0]
        if len(group.items) == 1 and only.label is None and not isinstance(only.body, ast.Readings | ast.ItemGroup):
            self._whole(decision, symbol, place, written(only.body.span))
            return Members(Mode.ALL, (only.body,))
        if mode is Mode.ANY:
            self._whole(decision, symbol, place, written(group.span))
        return Members(mode, self.numbered(decision, symbol, group, place, conjunctive=mode is Mode.ALL))

    def _whole(self, decision: str, symbol: Symbol, place: Place, text: str) -> None:
        self.state.items.append(
            ItemEntry(
                decision=decision,
                label=None,
                name=symbol.name,
                symbol=symbol,
                layers=(self.layer,),
                group=None,
                within=Mode.ALL,
                inner_of=None,
                conjunctive=True,
                shown=True,
                place=place,
                written=text,
            )
        )

    def numbered(
        self,
        decision: str,
        symbol: Symbol,
        group: ast.ItemGroup,
        place: Place,
        *,
        conjunctive: bool,
        inner_of: str | None = None,
    ) -> tuple[Symbol, ...]:
        """Norms and entries for numbered items, `symbol` being what they are parts of."""
        members: dict[Symbol, None] = {}
        taken: set[str] = set()
        for node in group.items:
            if node.label is None or node.label.text in taken:
                continue  # Twice the same label was noted; the first counts.
            taken.add(node.label.text)
            item = Symbol(self.free_name(f"{decision}{node.label.text}"), self.layer)
            where = Place(node.span, place.document, place.article, node.label.text)
            nested = isinstance(node.body, ast.ItemGroup) and node.body.mode is ast.ItemMode.ALL
            text = _words(node.body)
            entry = ItemEntry(
                decision=decision,
                label=node.label.text,
                name=item.name,
                symbol=item,
                layers=(self.layer,),
                group=symbol,
                within=MODES[group.mode],
                inner_of=inner_of,
                conjunctive=conjunctive,
                shown=not nested,
                place=where,
                written=text,
                readings=node.body if isinstance(node.body, ast.Readings) else None,
            )
            self.state.items.append(entry)
            self.state.top[item.name] = item  # Taken from here on, so that inner items find other names.
            self.put(item, Kind.ITEM, self.body(entry, node.body), where, text)
            members.setdefault(item)
        return tuple(members)

    def body(self, entry: ItemEntry, body: ast.Expr | ast.Readings | ast.ItemGroup) -> Source:
        if isinstance(body, ast.Readings):
            document = self.state.documents[self.layer]
            taken = self.choices.get((document, entry.decision, entry.label or ""), body.adopted)
            return Condition(dict(body.choices)[taken])
        if not isinstance(body, ast.ItemGroup):
            return Condition(body)
        mode = MODES[body.mode]
        conjunctive = entry.conjunctive and mode is Mode.ALL
        symbol = Symbol(entry.name, self.layer)
        inner = self.numbered(entry.decision, symbol, body, entry.place, conjunctive=conjunctive, inner_of=entry.name)
        return Members(mode, inner)

    def free_name(self, name: str) -> str:
        return name if name not in self.state.top else f"{name}#{self.layer}"

    def drop_inner(self, outer: str) -> None:
        for item in self.state.items:
            if item.inner_of == outer:
                self.state.top.pop(item.name, None)
        self.state.items = [item for item in self.state.items if item.inner_of != outer]


def _words(body: ast.Expr | ast.Readings | ast.ItemGroup) -> str:
    """As written; of several readings the adopted one."""
    if isinstance(body, ast.Readings):
        return f"{body.adopted}：{written(dict(body.choices)[body.adopted].span)}"
    return written(body.span)


def drop_items(state: Layered, decision: str) -> None:
    """Takes the items of a decision out: it is stated anew."""
    names = {item.name for item in state.items_of(decision) if item.name != decision}
    names |= {gone.name for gone in state.gone if gone.decision == decision}
    for name in names:
        state.top.pop(name, None)
    state.items = [item for item in state.items if item.decision != decision]
    state.gone = [gone for gone in state.gone if gone.decision != decision]
