"""What a chain of documents says, computed from the documents as data: for each value, the set of persons who get it.

Written from the description of the language alone (layers, exceptions, no value), and independent of every room of the
tool: no parser, no typed tree, no evaluator, no solver.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from typing import assert_never

from tests.checks.worlds import (
    AS_OF,
    EVERYONE,
    FACTS,
    FIRST_YEAR,
    GRADES,
    NEW_YEAR,
    SLICES,
    Values,
    World,
    place_in,
)
from tests.checks.written import (
    LABELS,
    Amend,
    Arithmetic,
    Asked,
    Branches,
    Compare,
    Decide,
    Define,
    Document,
    Exception_,
    Expr,
    Group,
    Junction,
    Literal,
    Name,
    Not,
    OneOf,
    Parameter,
    Table,
    YearOfDay,
)

Key = tuple[str, int]
"""A norm: its name, and the layer that wrote it."""

TENURE = "任职年限"


@dataclass(frozen=True)
class Members:
    """Items by name (as the lowest layer has them), formulas, and norms as they stand."""

    every: bool
    parts: tuple[str | Expr | Key, ...]


@dataclass(frozen=True)
class Unchanged:
    below: Key


@dataclass(frozen=True)
class Removed:
    neutral: bool


@dataclass(frozen=True)
class Excepting:
    guard: Expr
    value: Expr | bool
    over: frozenset[int]
    article: int


@dataclass(frozen=True)
class Rule:
    name: str
    layer: int
    source: Parameter | Expr | Branches | Table | Members | Unchanged | Removed
    article: int
    exceptions: tuple[Excepting, ...] = ()


@dataclass(frozen=True)
class Entry:
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


@dataclass
class Layers:
    """The names of a chain, laid on each other."""

    rules: dict[Key, Rule] = field(default_factory=dict)
    top: dict[str, Key] = field(default_factory=dict)
    items: list[Entry] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=dict)
    decisions: list[str] = field(default_factory=list)

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
            case Decide(name, group):
                _drop_items(state, name)
                _state_decision(state, layer, name, group, article)
                if name not in state.decisions:
                    state.decisions.append(name)
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
        assert not isinstance(only, OneOf)
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
            state.put(Rule(name, layer, body, article))
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
                assert not isinstance(only, OneOf)
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


# --- values


@cache
def asked(what: Asked, first_counts: bool) -> Mapping[object, int]:
    """The answer of a question about the list, for each value. No value: nobody's set."""
    found: Values = {}
    for day, on_day in SLICES[AS_OF].items():
        for month, since in SLICES["任职起"].items():
            match what.span:
                case "":
                    start = FIRST_YEAR
                case "任职以来":
                    start = month // 12 + (0 if first_counts else 1)
                case _:
                    start = day.year - int(what.span[1])
            who = on_day & since
            for records, with_records in SLICES["考核"].items():
                years = {FIRST_YEAR + n: g for n, g in enumerate(records) if g is not None}
                inside = {y: g for y, g in years.items() if start <= y < day.year}
                value = _asked(what, inside)
                if value is not None:
                    found[value] = found.get(value, 0) | (who & with_records)
    return found


def _asked(what: Asked, inside: dict[int, str]) -> object:
    passing = {y for y, g in inside.items() if _passes(what, g)}
    match what.kind:
        case "计数":
            return len(passing)
        case "任一":
            return bool(passing)
        case "每个":
            return len(passing) == len(inside)
        case "连续":
            return any(all(y + n in passing for n in range(what.times)) for y in passing)
        case "最近一次":
            return inside[max(passing)] if passing else None
    raise AssertionError(what)


def _passes(what: Asked, grade: str) -> bool:
    if not what.op:
        return True
    return compared(what.op, GRADES.index(grade), GRADES.index(what.grade))


def compared(op: str, left: object, right: object) -> bool:
    a, b = place_in(left), place_in(right)
    return {"≥": a >= b, "≤": a <= b, "＞": a > b, "＜": a < b, "=": a == b, "≠": a != b}[op]


def combined(left: Values, right: Values, how: object) -> Values:
    found: Values = {}
    for a, with_a in left.items():
        for b, with_b in right.items():
            both = with_a & with_b
            if both:
                value = how(a, b)  # type: ignore[operator]
                found[value] = found.get(value, 0) | both
    return found


ARITHMETIC = {"+": lambda a, b: a + b, "−": lambda a, b: a - b, "较大": max, "较小": min}


def anybody(values: Mapping[object, int]) -> int:
    found = 0
    for who in values.values():
        found |= who
    return found


def truth(yes: int, no: int) -> Values:
    return {value: who for value, who in ((True, yes), (False, no)) if who}


class Meaning:
    """The effective program of a chain. `given`: values read from elsewhere (what is delegated), by name."""

    def __init__(
        self, world: World, chain: Sequence[Document], given: Mapping[str, tuple[Meaning, str]] | None = None
    ) -> None:
        self.world = world
        self.chain = tuple(chain)
        self.layers = lay(chain)
        self.given = given or {}
        for name, (other, _) in self.given.items():
            if name in self.layers.decisions:
                mine = [i for i in self.layers.items if i.decision != name]
                self.layers.items = mine + other.layers.items_of(name)
        self._values: dict[Key, Values] = {}
        self._bases: dict[Key, Values] = {}

    # --- what others ask

    @property
    def last(self) -> int:
        return len(self.chain) - 1

    def scope(self) -> int:
        """Whom the last document is about."""
        people = self.world.possible
        own = next((d.scope for d in reversed(self.chain) if d.scope is not None), None)
        for formula in (own, *(d.jurisdiction for d in self.chain)):
            if formula is not None:
                people &= self.of(formula).get(True, 0)
        return people

    def scope_formulas(self) -> list[Expr]:
        own = next((d.scope for d in reversed(self.chain) if d.scope is not None), None)
        return [f for f in (own, *(d.jurisdiction for d in self.chain)) if f is not None]

    def named(self, name: str) -> Values:
        if name in self.given:
            other, there = self.given[name]
            return other.named(there)
        return self.value(self.layers.top[name])

    def has(self, name: str) -> bool:
        return name in self.given or name in self.layers.top

    def value(self, key: Key) -> Values:
        if key not in self._values:
            rule = self.layers.rules[key]
            self._values[key] = self._excepted(rule, self.base(key)) if rule.exceptions else self.base(key)
        return self._values[key]

    def base(self, key: Key) -> Values:
        """The value before the exceptions that the document made to it."""
        if key not in self._bases:
            self._bases[key] = self._body(self.layers.rules[key])
        return self._bases[key]

    # --- norms

    def _body(self, rule: Rule) -> Values:
        match rule.source:
            case Parameter(first=first, later=later):
                if later is None:
                    return {first.value: EVERYONE}
                after = 0
                for day, who in SLICES[AS_OF].items():
                    after |= who if day >= NEW_YEAR else 0
                return union({first.value: EVERYONE & ~after}, {later.value: after})
            case Branches(guarded, otherwise):
                return self._branches([(self.of(g), self.of(v)) for g, v in guarded], otherwise, False)
            case Table(otherwise=otherwise, first_hit=first_hit) as table:
                rows = [(self._row(table, cells), self.of(v)) for cells, v in table.rows]
                return self._branches(rows, otherwise, first_hit)
            case Members(every, parts):
                return junction(every, [self._part(p) for p in parts])
            case Unchanged(below):
                return self.value(below)
            case Removed(neutral):
                return {neutral: EVERYONE}
            case _:
                return self.of(rule.source)

    def _part(self, part: str | Expr | Key) -> Values:
        if isinstance(part, str):
            return self.named(part)
        return self.value(part) if isinstance(part, tuple) else self.of(part)

    def _row(self, table: Table, cells: tuple[tuple[str, ...], ...]) -> Values:
        yes = EVERYONE
        for fact, cell in zip(table.inputs, cells, strict=True):
            if cell:
                slices = SLICES[fact]
                among = 0
                for text in cell:
                    among |= slices[{"是": True, "否": False}.get(text, text)]
                yes &= among
        return truth(yes, EVERYONE & ~yes)

    def _branches(self, rows: list[tuple[Values, Values]], otherwise: Expr | None, first_hit: bool) -> Values:
        found: Values = {}
        if first_hit:
            left = EVERYONE
            for guard, value in rows:
                found = union(found, among(value, left & guard.get(True, 0)))
                left &= guard.get(False, 0)
            return union(found, among(self.of(otherwise), left)) if otherwise is not None else found
        unclear = 0
        none = EVERYONE
        for guard, _ in rows:
            unclear |= EVERYONE & ~anybody(guard)
            none &= guard.get(False, 0)
        found = self._agreed([(guard.get(True, 0), value) for guard, value in rows])
        found = among(found, EVERYONE & ~unclear)
        return union(found, among(self.of(otherwise), none)) if otherwise is not None else found

    def _agreed(self, rows: list[tuple[int, Values]]) -> Values:
        """Those to whom at least one row applies, and all that apply give one value."""
        applies, found = 0, {}
        spoilt = 0
        values: set[object] = set()
        for who, value in rows:
            applies |= who
            spoilt |= who & ~anybody(value)
            values |= value.keys()
        for v in values:
            agreeing = applies & ~spoilt
            for who, value in rows:
                agreeing &= ~who | value.get(v, 0)
            if agreeing:
                found[v] = agreeing
        return found

    def effects(self, rule: Rule) -> list[tuple[int, Values]]:
        """For each exception: whom it applies to and no other takes precedence for, and its value."""
        own = {rule.name: self.base((rule.name, rule.layer))}
        guards = [self.of(e.guard, own) for e in rule.exceptions]
        found = []
        for at, exception in enumerate(rule.exceptions):
            who = guards[at].get(True, 0)
            for other, guard in zip(rule.exceptions, guards, strict=True):
                if at in other.over:
                    who &= ~guard.get(True, 0)
            value = exception.value
            found.append((who, {value: EVERYONE} if isinstance(value, bool) else self.of(value, own)))
        return found

    def _excepted(self, rule: Rule, base: Values) -> Values:
        own = {rule.name: base}
        guards = [self.of(e.guard, own) for e in rule.exceptions]
        clear, none = EVERYONE, EVERYONE
        for guard in guards:
            clear &= anybody(guard)
            none &= guard.get(False, 0)
        return union(among(self._agreed(self.effects(rule)), clear), among(base, none))

    # --- faults

    def clashes(self, key: Key) -> int:
        """Those to whom two branches or exceptions of the norm apply that give different values."""
        rule = self.layers.rules[key]
        found = 0
        rows: list[tuple[int, Values]] = []
        match rule.source:
            case Branches(guarded=guarded):
                rows = [(self.of(g).get(True, 0), self.of(v)) for g, v in guarded]
            case Table(rows=written, first_hit=False) as table:
                rows = [(self._row(table, cells).get(True, 0), self.of(v)) for cells, v in written]
            case _:
                pass
        for those in (rows, self.effects(rule) if rule.exceptions else []):
            for (who, value), (other, another) in combinations(those, 2):
                same = 0
                for v, with_v in value.items():
                    same |= with_v & another.get(v, 0)
                found |= who & other & anybody(value) & anybody(another) & ~same
        return found

    def gaps(self, key: Key) -> int:
        """Those to whom no branch of the norm applies, and no exception of the same document that gives a value of its
        own (one that says “X + 1” of X gives none)."""
        rule = self.layers.rules[key]
        match rule.source:
            case Branches(guarded, None):
                guards = [self.of(g) for g, _ in guarded]
            case Table(otherwise=None) as table:
                guards = [self._row(table, cells) for cells, _ in table.rows]
            case _:
                return 0
        own = {rule.name: self.base(key)}
        found = EVERYONE
        for guard in guards:
            found &= guard.get(False, 0)
        for e in rule.exceptions:
            if isinstance(e.value, bool) or Name(rule.name) not in inside(e.value):
                found &= self.of(e.guard, own).get(False, 0)
        return found

    def unrecorded(self, key: Key) -> int:
        """Those for whom the norm asks for the latest of no records, and so has no value."""
        rule = self.layers.rules[key]
        if not any(isinstance(e, Asked) and e.kind == "最近一次" for e in self.expressions(rule)):
            return 0
        found = EVERYONE & ~anybody(self.value(key)) & ~self.gaps(key) & ~self.clashes(key)
        for name in self.names_in(rule):
            found &= anybody(self.named(name))
        if isinstance(rule.source, Unchanged):
            found &= anybody(self.value(rule.source.below))
        if isinstance(rule.source, Members):
            for part in rule.source.parts:
                if isinstance(part, str | tuple):
                    found &= anybody(self._part(part))
        return found

    # --- what is read

    def expressions(self, rule: Rule) -> list[Expr]:
        """Every formula of a norm and everything in it, its exceptions included."""
        found: list[Expr] = []
        match rule.source:
            case Branches(guarded, otherwise):
                found += [e for pair in guarded for e in pair]
                found += [otherwise] if otherwise is not None else []
            case Table(inputs=inputs, rows=rows, otherwise=otherwise):
                asked_for = [n for n, _ in enumerate(inputs) if any(cells[n] for cells, _ in rows)]
                found += [Name(inputs[n]) for n in asked_for] + [v for _, v in rows]
                found += [otherwise] if otherwise is not None else []
            case Members(parts=parts):
                found += [p for p in parts if not isinstance(p, str | tuple)]
            case Parameter() | Unchanged() | Removed():
                pass
            case _:
                found.append(rule.source)
        for e in rule.exceptions:
            found.append(e.guard)
            if not isinstance(e.value, bool):
                found.append(e.value)
        return [inner for e in found for inner in inside(e)]

    def names_in(self, rule: Rule) -> list[str]:
        mentioned = [e.name for e in self.expressions(rule) if isinstance(e, Name)]
        return [name for name in mentioned if self.has(name) and name != rule.name]

    def reads(self, name: str) -> frozenset[str]:
        if name in self.given:
            other, there = self.given[name]
            return other.reads(there)
        return self.reads_of(self.layers.top[name])

    def reads_of(self, key: Key) -> frozenset[str]:
        rule = self.layers.rules[key]
        found = facts_named(self.expressions(rule))
        for name in self.names_in(rule):
            found |= self.reads(name)
        match rule.source:
            case Unchanged(below):
                found |= self.reads_of(below)
            case Members(parts=parts):
                for part in parts:
                    if isinstance(part, str):
                        found |= self.reads(part)
                    elif isinstance(part, tuple):
                        found |= self.reads_of(part)
            case _:
                pass
        return found

    def in_force(self) -> list[Key]:
        """Every norm that counts or that one which counts rests on."""
        found: dict[Key, None] = {}
        waiting = list(self.layers.top.values())
        while waiting:
            key = waiting.pop()
            if key in found:
                continue
            found[key] = None
            source = self.layers.rules[key].source
            if isinstance(source, Unchanged):
                waiting.append(source.below)
            elif isinstance(source, Members):
                waiting += [p for p in source.parts if isinstance(p, tuple)]
        return list(found)

    # --- formulas

    def of(self, expr: Expr, own: Mapping[str, Values] | None = None) -> Values:
        match expr:
            case Literal(value=value):
                return {value: EVERYONE}
            case Name(name=name):
                if own is not None and name in own:
                    return own[name]
                if name == TENURE:
                    return combined(
                        SLICES[AS_OF], SLICES["任职起"], lambda day, month: day.year * 12 + day.month - 1 - month
                    )
                return SLICES[name] if name in SLICES else self.named(name)
            case Compare(op, left, right):
                return combined(self.of(left, own), self.of(right, own), lambda a, b: compared(op, a, b))
            case Arithmetic(op, left, right):
                return combined(self.of(left, own), self.of(right, own), ARITHMETIC[op])
            case Junction(op, parts):
                return junction(op == "且", [self.of(p, own) for p in parts])
            case Not(part):
                found = self.of(part, own)
                return truth(found.get(False, 0), found.get(True, 0))
            case Asked():
                return dict(asked(expr, self.world.first_counts))
            case YearOfDay():
                years: Values = {}
                for day, who in SLICES[AS_OF].items():
                    years[day.year] = years.get(day.year, 0) | who
                return years
            case _:
                assert_never(expr)


def junction(every: bool, parts: list[Values]) -> Values:
    """且 (`every`) or 或: decided as soon as one operand decides."""
    decided, settled = 0, EVERYONE
    for part in parts:
        decided |= part.get(not every, 0)
        settled &= part.get(every, 0)
    return truth(settled, decided) if every else truth(decided, settled)


def union(left: Values, right: Values) -> Values:
    found = dict(left)
    for value, who in right.items():
        if who:
            found[value] = found.get(value, 0) | who
    return found


def among(values: Values, people: int) -> Values:
    return {value: who & people for value, who in values.items() if who & people}


def inside(expr: Expr) -> list[Expr]:
    found = [expr]
    match expr:
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            found += [*inside(left), *inside(right)]
        case Junction(parts=parts):
            found += [e for p in parts for e in inside(p)]
        case Not(part):
            found += inside(part)
        case _:
            pass
    return found


def facts_named(expressions: Sequence[Expr]) -> frozenset[str]:
    """The base facts behind what formulas name themselves."""
    found: set[str] = set()
    for expr in expressions:
        for e in inside(expr):
            match e:
                case Name(name=name):
                    if name == TENURE:
                        found.add("任职起")
                    elif name in FACTS:
                        found.add(name)
                case Asked(span=span):
                    found.add("考核")
                    if span == "任职以来":
                        found.add("任职起")
                case _:
                    pass
    return frozenset(found)
