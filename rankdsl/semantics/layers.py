"""Laying one document over those above it: what it states, amends and excepts becomes rules of its layer.

Notes go out for the document that is laid on; whoever lays the documents above it a second time ignores theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec.structs import replace

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Kind, Mode
from rankdsl.ir.nodes import Symbol
from rankdsl.semantics.documents import Norm, Note, Placed, written
from rankdsl.semantics.exceptions import Targeted, excepting, split_off_base
from rankdsl.semantics.findings_documents import (
    AMENDMENT_FORM,
    AMENDS_ITSELF,
    CHANGED_TWICE,
    EXCEPTION_FORM,
    KIND_CHANGED,
    NEW_IS_KNOWN,
    NOTHING_LEFT,
)
from rankdsl.semantics.forms import amendment_advice, change_of, exception_advice, exception_value, fits_an_item
from rankdsl.semantics.items import AS_ADOPTED, Choices, Items, drop_items
from rankdsl.semantics.references import KIND_WORDS, Finder
from rankdsl.semantics.rules import (
    Dated,
    Faulty,
    Gone,
    ItemEntry,
    Layered,
    Members,
    Removed,
    Rule,
    Source,
    Unchanged,
    Written,
)
from rankdsl.syntax import ast

ADDED = "（另须）"
"""Stands after the name of a decision, for conditions that 另须 adds without numbers of their own."""


def lay(
    layered: Layered, layer: int, note: Note, *, excused: frozenset[str] | None, choices: Choices = AS_ADOPTED
) -> Layered:
    """The names of the chain after document `layer` is laid on. `excused` as in `Finder`."""
    layering = _Layering(layered.copy(), layer, note, excused, choices)
    layering.run()
    return layering.state


class _Layering:
    def __init__(
        self, state: Layered, layer: int, note: Note, excused: frozenset[str] | None, choices: Choices
    ) -> None:
        self.state = state
        self.layer = layer
        self.note = note
        self.document = state.documents[layer]
        self.finder = Finder(state, layer, note, excused)
        self.items = Items(state, layer, choices, self._put)
        self.above = state.seen_by(layer)
        """Names of the documents above: those beside this one are none of its business."""
        self.changed: dict[str, Place] = {}
        """What was stated or changed by this document, and where: names, names with labels, and `X另须`."""

    def run(self) -> None:
        for norm in self.document.norms.values():
            self._state(norm)
        for amendment in self.document.amendments:
            self._amend(amendment)
        targets: dict[str, list[Targeted]] = {}
        for exception in self.document.exceptions:
            self._find_target(exception, targets)
        for name, found in targets.items():
            self._except(name, found)

    # --- what the document states

    def _state(self, norm: Norm) -> None:
        name, symbol = norm.name, Symbol(norm.name, self.layer)
        before = self.state.top.get(name) if name in self.above else None
        if before is not None:
            old = self.state.rules[before].kind
            if (old is Kind.DECISION) != (norm.kind is Kind.DECISION):
                first, found = KIND_WORDS[old], KIND_WORDS[norm.kind]
                self.note(KIND_CHANGED.at(_name_place(norm), subject=name, name=name, first=first, found=found))
                self._put(symbol, norm.kind, Faulty(), norm.place, written(norm.node.span))
                self._mark(name, norm.place, stated=True)
                return
        match norm.node:
            case ast.Parameter():
                source: Source = Dated(norm.node, self.document.effective)
            case ast.Define(body=body):
                source = Written(body)
            case ast.Decide(group=group, new=new):
                if new and before is not None:
                    self.note(NEW_IS_KNOWN.at(_name_place(norm), subject=name, name=name))
                drop_items(self.state, name)
                source = self.items.group(name, symbol, group, norm.place)
            case ast.DecideSame():
                drop_items(self.state, name)
                source = self._same(norm.node, norm.place)
            case _:
                assert_never(norm.node)
        self._put(symbol, norm.kind, source, norm.place, written(norm.node.span))
        self._mark(name, norm.place, stated=True)

    def _same(self, node: ast.DecideSame, place: Place) -> Source:
        """即: the value of the superior's decision, as the lowest layer leaves it."""
        target = self.finder.decision_above(node, place)
        if target is None:
            return Faulty()
        self.state.same_as[node.name.text] = target
        return Members(Mode.ALL, (ast.Name(node.target),))

    def _mark(self, name: str, place: Place, *, stated: bool = False) -> None:
        altered = self.state.altered.get(name, ())
        if self.layer not in altered:
            self.state.altered[name] = (*altered, self.layer)
        if stated:
            self.state.stated[name] = (*self.state.stated.get(name, ()), self.layer)
            self.changed[name] = place

    def _put(self, symbol: Symbol, kind: Kind, source: Source, place: Place, text: str) -> None:
        own_name = None if kind is Kind.ITEM else symbol.name
        self.state.rules[symbol] = Rule(symbol, kind, self.layer, source, (), own_name, place, text)
        self.state.top[symbol.name] = symbol

    # --- amendments

    def _amend(self, amendment: Placed[ast.Amend]) -> None:
        node, place = amendment.node, amendment.place
        if node.article.title is None or node.article.title.text == self.document.title:
            self.note(AMENDS_ITSELF.at(place, subject=node.target.name.text))
            return
        found = self.finder.norm(node.article, node.target, place)
        if found is None:
            return
        name, article_of = found
        if node.target.label is not None:
            item = self.finder.item(name, node.target.label, article_of, place)
            if item is not None:
                self._amend_item(item, node, place)
            return
        rule = self.state.rule_of(name)
        source = change_of(rule.kind, node)
        if source is None:
            what = KIND_WORDS[rule.kind]
            self.note(AMENDMENT_FORM.at(place, subject=name, name=name, kind=what, advice=amendment_advice(rule.kind)))
            return
        adds = isinstance(node.change, ast.AddItems)
        if self._changed_before((name, f"{name}{ADDED}") if adds else self._everything_in(name), place, name):
            return
        symbol, text = Symbol(name, self.layer), written(node.span)
        match source:
            case ast.ItemGroup() if adds:
                self.changed[f"{name}{ADDED}"] = place
                self._add(name, source, place, text)
            case ast.ItemGroup():
                drop_items(self.state, name)
                self._put(symbol, rule.kind, self.items.group(name, symbol, source, place), place, text)
                self._mark(name, place, stated=True)
            case ast.PlainBody(value=value, span=span) if rule.kind is Kind.PARAMETER:
                parameter = ast.Parameter(node.target.name, (ast.ParameterValue(value, None, span),), span)
                self._put(symbol, rule.kind, Dated(parameter, self.document.effective), place, text)
                self._mark(name, place, stated=True)
            case _:
                self._put(symbol, Kind.DEFINITION, Written(source), place, text)
                self._mark(name, place, stated=True)
        self._mark(name, place)

    def _everything_in(self, name: str) -> tuple[str, ...]:
        return (name, f"{name}{ADDED}", *(item.name for item in self.state.items_of(name)))

    def _changed_before(self, keys: Iterable[str], place: Place, shown: str) -> bool:
        first = next((self.changed[key] for key in keys if key in self.changed), None)
        if first is not None:
            where = first.article or first.citation
            self.note(CHANGED_TWICE.at(place, subject=shown, name=shown, first=where))
        return first is not None

    def _add(self, name: str, group: ast.ItemGroup, place: Place, text: str) -> None:
        before = self.state.top[name]
        added: tuple[Symbol, ...]
        if group.mode is ast.ItemMode.ANY or any(item.label is None for item in group.items):
            whole = Symbol(self.items.free_name(f"{name}{ADDED}"), self.layer)
            source = self.items.group(name, whole, group, place)
            self._put(whole, Kind.ITEM, source, place, written(group.span))
            added = (whole,)
        else:
            added = self.items.numbered(name, Symbol(name, self.layer), group, place, conjunctive=True)
        symbol = Symbol(name, self.layer)
        if before == symbol:
            return
        self._put(symbol, Kind.DECISION, Members(Mode.ALL, (before, *added)), place, text)

    def _amend_item(self, item: ItemEntry, node: ast.Amend, place: Place) -> None:
        shown = f"{item.decision}{item.label or ''}"
        inner = [i.name for i in self.state.items if i.inner_of == item.name]
        outer = [item.inner_of] if item.inner_of is not None else []
        if self._changed_before((item.decision, item.name, *outer, *inner), place, shown):
            return
        match node.change:
            case ast.DeleteItem():
                self._delete(item, place, written(node.span))
                return
            case ast.ReplaceBody(body=ast.PlainBody(value=value)):
                body: ast.Expr | ast.Readings | ast.ItemGroup = value
            case ast.ReplaceGroup(group=group) if item.inner_of is None and fits_an_item(group):
                sole = group.items[0]
                body = group if sole.label is not None else sole.body
            case _:
                what, advice = KIND_WORDS[Kind.ITEM], amendment_advice(Kind.ITEM)
                self.note(AMENDMENT_FORM.at(place, subject=item.decision, name=shown, kind=what, advice=advice))
                return
        self.items.drop_inner(item.name)
        symbol, text = Symbol(item.name, self.layer), written(body.span)
        nested = isinstance(body, ast.ItemGroup) and body.mode is ast.ItemMode.ALL
        layers = (*item.layers, self.layer)
        changed = replace(
            item, symbol=symbol, layers=layers, shown=not nested, place=place, written=text, readings=None
        )
        self.state.items[self.state.items.index(item)] = changed
        self._put(symbol, Kind.ITEM, self.items.body(changed, body), place, text)
        self._item_changed(item, place)

    def _delete(self, item: ItemEntry, place: Place, text: str) -> None:
        beside = [
            other
            for other in self.state.items_of(item.decision)
            if other is not item and (other.group == item.group or (item.inner_of is None and self._apart(other, item)))
        ]
        if not beside:
            name = item.inner_of or item.decision
            self.note(NOTHING_LEFT.at(place, subject=item.decision, name=name))
            return
        self.items.drop_inner(item.name)
        self.state.items.remove(item)
        article = place.article or ""
        self.state.gone.append(
            Gone(item.decision, item.name, item.label or "", item.layers, self.document.title, article)
        )
        symbol = Symbol(item.name, self.layer)
        self._put(symbol, Kind.ITEM, Removed(item.within is Mode.ALL), place, text)
        self._item_changed(item, place)

    def _apart(self, other: ItemEntry, item: ItemEntry) -> bool:
        """A condition of the same decision that still has to be met when all of the item's group are gone."""
        return item.within is Mode.ALL and other.inner_of is None and other.symbol != item.group

    def _item_changed(self, item: ItemEntry, place: Place) -> None:
        self.changed[item.name] = place
        self._mark(item.decision, place)

    # --- exceptions

    def _find_target(self, exception: Placed[ast.ExceptWhen], targets: dict[str, list[Targeted]]) -> None:
        node, place = exception.node, exception.place
        found = self.finder.norm(node.article, node.target, place)
        if found is None:
            return
        name, article_of = found
        item: ItemEntry | None = None
        if node.target.label is not None:
            item = self.finder.item(name, node.target.label, article_of, place)
            if item is None:
                return
        kind = Kind.ITEM if item is not None else self.state.rule_of(name).kind
        shown = name if item is None else f"{name}{item.label}"
        value = exception_value(node, kind)
        if value is None:
            what, advice = KIND_WORDS[kind], exception_advice(kind)
            self.note(EXCEPTION_FORM.at(place, subject=name, name=shown, kind=what, advice=advice))
            return
        key = name if item is None else item.name
        targets.setdefault(key, []).append(Targeted(node, place, value, shown))
        self._mark(name, place)

    def _except(self, name: str, targets: Sequence[Targeted]) -> None:
        exceptions = excepting(targets, self.document.title, self.note)
        rule = self.state.rule_of(name)
        if rule.layer == self.layer:
            if not isinstance(rule.source, Faulty):
                for each in split_off_base(rule, exceptions):
                    self.state.rules[each.symbol] = each
            return
        symbol = Symbol(name, self.layer)
        first = targets[0]
        own_name = None if rule.kind is Kind.ITEM else name
        self.state.rules[symbol] = Rule(
            symbol,
            rule.kind,
            self.layer,
            Unchanged(rule.symbol),
            exceptions,
            own_name,
            first.place,
            written(first.node.span),
        )
        self.state.top[name] = symbol
        self.state.items = [replace(i, symbol=symbol) if i.name == name and i.label else i for i in self.state.items]


def _name_place(norm: Norm) -> Place:
    return Place(norm.node.name.span, norm.place.document, norm.place.article)
