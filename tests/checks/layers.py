"""What the documents of a chain leave of each name: one norm a layer, as they are laid on each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from tests.checks.written import (
    LABELS,
    Amend,
    Branches,
    Decide,
    Define,
    Document,
    Exception_,
    Expr,
    Group,
    OneOf,
    Parameter,
    Readings,
    Same,
    Table,
)

Key = tuple[str, int]
"""A norm: its name, and the layer that wrote it."""


class Members(Struct, frozen=True):
    """Items by name (as the lowest layer has them), formulas, and norms as they stand."""

    every: bool
    parts: tuple[str | Expr | Key, ...]


class Unchanged(Struct, frozen=True):
    below: Key


class Removed(Struct, frozen=True):
    neutral: bool


class Excepting(Struct, frozen=True):
    guard: Expr
    value: Expr | bool
    over: frozenset[int]
    article: int


class Rule(Struct, frozen=True):
    name: str
    layer: int
    source: Parameter | Expr | Branches | Table | Members | Unchanged | Removed
    article: int
    exceptions: tuple[Excepting, ...] = ()


class Entry(Struct, frozen=True):
    """A numbered condition that counts. `layer`: who wrote it, or changed it last."""

    decision: str
    label: str
    name: str
    layer: int
    conjunctive: bool
    group: Key | None
    every: bool
    article: int
    shown: str = ""
    """The label as a citation has it; none where another article changed the item."""


class Layers(Struct):
    """The names of a chain, laid on each other."""

    rules: dict[Key, Rule] = field(default_factory=dict)
    top: dict[str, Key] = field(default_factory=dict)
    items: list[Entry] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)
    same_as: dict[str, str] = field(default_factory=dict)

    def put(self, rule: Rule) -> None:
        self.rules[rule.name, rule.layer] = rule
        self.top[rule.name] = (rule.name, rule.layer)

    def touch(self, name: str, layer: int) -> None:
        self.touched.setdefault(name, set()).add(layer)

    def items_of(self, decision: str) -> list[Entry]:
        return [item for item in self.items if item.decision == decision]


def lay(chain: Sequence[Document]) -> Layers:
    state = Layers()
    for layer, document in enumerate(chain):
        _lay(state, layer, document)
    return state


def _lay(state: Layers, layer: int, document: Document) -> None:
    for article, norm in document.articles:
        match norm:
            case Parameter(name=name):
                state.put(Rule(name, layer, norm, article))
                state.touch(name, layer)
            case Define(name, body):
                state.put(Rule(name, layer, body, article))
                state.touch(name, layer)
            case Table(name=name):
                state.put(Rule(name, layer, norm, article))
                state.touch(name, layer)
            case Same(name, _, target):
                state.put(Rule(name, layer, Members(True, (target,)), article))
                state.touch(name, layer)
                state.same_as[name] = target
                state.decisions.append(name)
            case Decide(name, group):
                _drop_items(state, name)
                _state_decision(state, layer, name, group, article)
                if name not in state.decisions:
                    state.decisions.append(name)
            case _:
                pass  # below, once everything is named
    for article, norm in document.articles:
        if isinstance(norm, Amend):
            _amend(state, layer, norm, article)
    targets: dict[str, list[tuple[Exception_, int]]] = {}
    for article, norm in document.articles:
        if isinstance(norm, Exception_):
            name = norm.target if not norm.label else _item(state, norm.target, norm.label).name
            targets.setdefault(name, []).append((norm, article))
            state.touch(norm.target, layer)
    for name, found in targets.items():
        _except(state, layer, name, found)


def _state_decision(state: Layers, layer: int, name: str, group: Group, article: int) -> None:
    if not group.labelled:
        only = group.items[0]
        assert not isinstance(only, OneOf | Readings)
        state.items.append(Entry(name, "", name, layer, True, None, True, article))
        state.put(Rule(name, layer, Members(True, (only,)), article))
    else:
        every = group.mode == "须"
        if not every:
            state.items.append(Entry(name, "", name, layer, True, None, True, article))
        names = _number(state, layer, name, (name, layer), group, article, conjunctive=every)
        state.put(Rule(name, layer, Members(every, names), article))
    state.touch(name, layer)


def _number(
    state: Layers, layer: int, decision: str, group_key: Key, group: Group, article: int, *, conjunctive: bool
) -> tuple[str, ...]:
    names = []
    for label, body in zip(LABELS, group.items, strict=False):
        name = f"{decision}{label}"
        if name in state.top:
            name = f"{name}#{layer}"
        every = group.mode == "须"
        state.items.append(Entry(decision, label, name, layer, conjunctive, group_key, every, article, label))
        if isinstance(body, OneOf):
            inner = tuple(f"{name}{n}" for n, _ in enumerate(body.parts, start=1))
            for each, part in zip(inner, body.parts, strict=True):
                state.items.append(
                    Entry(decision, each.removeprefix(decision), each, layer, False, None, False, article)
                )
                state.put(Rule(each, layer, part, article))
            state.put(Rule(name, layer, Members(False, inner), article))
        else:
            chosen = body.choices[body.adopted] if isinstance(body, Readings) else body
            state.put(Rule(name, layer, chosen, article))
        names.append(name)
    return tuple(names)


def _item(state: Layers, decision: str, label: str, layers: frozenset[int] | None = None) -> Entry:
    found = [i for i in state.items_of(decision) if i.label == label]
    if len(found) != 1:
        raise Unclear(f"{decision}{label}: {len(found)} items")
    return found[0]


class Unclear(Exception):  # noqa: N818 - the generator's doing, not an error
    """The generator wrote a reference that names nothing, or two things: such a document is not compared."""


def _amend(state: Layers, layer: int, norm: Amend, article: int) -> None:
    name = norm.target
    if norm.label:
        item = _item(state, name, norm.label)
        at = state.items.index(item)
        match norm.change:
            case None:
                state.items.remove(item)
                _drop_inner(state, item)
                state.put(Rule(item.name, layer, Removed(item.every), article))
            case Branches() | Group():
                raise AssertionError(norm)
            case _:
                state.items[at] = replace(item, layer=layer, article=article, shown="")
                _drop_inner(state, item)
                state.put(Rule(item.name, layer, norm.change, article))
    elif isinstance(norm.change, Group) and norm.adds:
        before = state.top[name]
        if norm.change.mode != "须" or not norm.change.labelled:
            whole = f"{name}（另须）"
            if whole in state.top:
                whole = f"{whole}#{layer}"
            key = (whole, layer)
            if norm.change.labelled:
                state.items.append(Entry(name, "", whole, layer, True, None, True, article))
                inner = _number(state, layer, name, key, norm.change, article, conjunctive=False)
                state.put(Rule(whole, layer, Members(False, inner), article))
            else:
                only = norm.change.items[0]
                assert not isinstance(only, OneOf | Readings)
                state.items.append(Entry(name, "", whole, layer, True, None, True, article))
                state.put(Rule(whole, layer, Members(True, (only,)), article))
            added: tuple[str, ...] = (whole,)
        else:
            added = _number(state, layer, name, (name, layer), norm.change, article, conjunctive=True)
        state.put(Rule(name, layer, Members(True, (before, *added)), article))
    elif isinstance(norm.change, Group):
        _drop_items(state, name)
        _state_decision(state, layer, name, norm.change, article)
    else:
        assert norm.change is not None
        state.put(Rule(name, layer, norm.change, article))
    state.touch(name, layer)


def _drop_items(state: Layers, decision: str) -> None:
    """They count no more when the decision is stated anew."""
    for item in state.items_of(decision):
        if item.name != decision:
            state.top.pop(item.name, None)
    for name in [n for n in state.top if n.startswith((f"{decision}（", f"{decision}#"))]:
        del state.top[name]
    state.items = [i for i in state.items if i.decision != decision]


def _drop_inner(state: Layers, outer: Entry) -> None:
    gone = [i for i in state.items if i.name != outer.name and re.fullmatch(re.escape(outer.name) + r"\d", i.name)]
    state.items = [i for i in state.items if i not in gone]
    for item in gone:
        del state.top[item.name]


def _except(state: Layers, layer: int, name: str, found: list[tuple[Exception_, int]]) -> None:
    ahead = [{i for i, (_, article) in enumerate(found) if article in norm.over} for norm, _ in found]
    for _ in found:
        ahead = [over.union(*(ahead[i] for i in over)) for over in ahead]
    exceptions = tuple(
        Excepting(norm.guard, norm.value, frozenset(over), article)
        for (norm, article), over in zip(found, ahead, strict=True)
    )
    key = state.top[name]
    if key[1] == layer:
        state.rules[key] = replace(state.rules[key], exceptions=exceptions)
    else:
        state.put(Rule(name, layer, Unchanged(key), found[0][1], exceptions))
