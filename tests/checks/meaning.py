"""What a chain of documents says, computed from the documents as data: for each value, the set of persons who get it.

Written from the description of the language alone (layers, exceptions, no value), and independent of every room of the
tool: no parser, no typed tree, no evaluator, no solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import assert_never

from tests.checks.layers import Key, Members, Removed, Rule, Unchanged, lay
from tests.checks.values import (
    ARITHMETIC,
    TENURE,
    among,
    anybody,
    asked,
    combined,
    compared,
    facts_named,
    inside,
    junction,
    truth,
    union,
)
from tests.checks.worlds import (
    AS_OF,
    EVERYONE,
    NEW_YEAR,
    SLICES,
    Values,
    World,
)
from tests.checks.written import (
    Arithmetic,
    Asked,
    Branches,
    Compare,
    Document,
    Expr,
    Junction,
    Literal,
    Name,
    Not,
    Parameter,
    Table,
    YearOfDay,
)


class Meaning:
    """The effective program of a chain. `given`: values read from elsewhere (what is delegated), by name; `within`: the
    same where they lie between two values."""

    def __init__(
        self,
        world: World,
        chain: Sequence[Document],
        given: Mapping[str, tuple[Meaning, str]] | None = None,
        within: Mapping[str, tuple[Meaning, int, int]] | None = None,
    ) -> None:
        self.world = world
        self.chain = tuple(chain)
        self.layers = lay(chain)
        self.given = given or {}
        self.within = within or {}
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
        own = self.value(self.layers.top[name])
        if name in self.within:
            other, low, high = self.within[name]
            from_below = {v: who for v, who in other.named(name).items() if low <= v <= high}
            outside = anybody(other.named(name)) & ~anybody(from_below)
            return union(from_below, among(own, outside))
        return own

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
        beside = self.within[name][0].reads(name) if name in self.within else frozenset()
        return beside | self.reads_of(self.layers.top[name])

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
