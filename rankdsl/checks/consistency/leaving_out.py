"""The parts of norms that a document wrote, and norms with some of them left out, to be compared with the whole.

Beside a program stand copies of its norms. What a copy is made of (guards, values) are norms of their own, shared by
all copies, at the places where they were written: so whole and rest differ only in what is left out, and why nobody
tells them apart can be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.nodes import Expr, Ref, Symbol, conjunction, different, disjunction, has_value, negation
from rankdsl.ir.program import Item, Program


class Part(Struct, frozen=True):
    """A guarded branch or row, an exception, or one of several conditions of which one is enough; `at` its position
    among those of its kind in the norm."""

    norm: Symbol
    what: Literal["branch", "exception", "alternative"]
    at: int
    place: Place


def own_items(under: Examination) -> tuple[Item, ...]:
    """The conditions that this document worded, the outer before the inner."""
    return tuple(
        item
        for item in under.program.items
        if item.symbol.layer == under.layer
        and item.place.document == under.place.document
        and not under.program.definitions[item.symbol].passes_on
    )


def own_parts(under: Examination) -> Iterator[tuple[Definition, tuple[Part, ...]]]:
    """Norms with the parts of them that this document wrote, in the order written."""
    title = under.place.document
    items = {item.symbol: item.place for item in own_items(under)}
    for symbol, definition in under.program.definitions.items():
        parts: list[Part] = []
        match definition.body:
            case Cases(branches=branches) if symbol.layer == under.layer:
                written = [(n, b) for n, b in enumerate(branches) if b.guard is not None]
                parts += (Part(symbol, "branch", n, b.place) for n, b in written if b.place.document == title)
            case Requirement(mode=Mode.ANY, items=members):
                refs = [(n, m.symbol) for n, m in enumerate(members) if isinstance(m, Ref)]
                parts += (Part(symbol, "alternative", n, items[s]) for n, s in refs if s in items)
            case _:
                pass
        if symbol.layer == under.layer and definition.kind is not Kind.DERIVED:
            rules = ((n, e.place) for n, e in enumerate(definition.exceptions))
            parts += (Part(symbol, "exception", n, at) for n, at in rules if at.document == title)
        if parts:
            yield definition, tuple(parts)


def unlike(first: Expr, second: Expr) -> Expr:
    """That the two do not come to the same: another value, or a value in one of them only."""
    here, there = has_value(first), has_value(second)
    return disjunction(
        (
            conjunction((here, there, different(first, second))),
            conjunction((here, negation(there))),
            conjunction((negation(here), there)),
        )
    )


class Beside:
    """Copies of norms beside a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._added: dict[Symbol, Definition] = {}
        self._shared: dict[tuple[int, Place], Ref] = {}

    def program(self) -> Program:
        """The program with all copies made so far."""
        return replace(self._program, definitions={**self._program.definitions, **self._added})

    def without(self, definition: Definition, left_out: Collection[Part] = ()) -> Ref:
        """The norm without some of its parts."""
        gone = {(part.what, part.at) for part in left_out if part.norm == definition.symbol}
        kept = [n for n in range(len(definition.exceptions)) if ("exception", n) not in gone]
        rules = tuple(
            replace(
                rule,
                guard=self._share(definition, rule.guard, rule.place),
                value=self._share(definition, rule.value, rule.place),
                over=frozenset(kept.index(n) for n in rule.over if n in kept),
            )
            for rule in (definition.exceptions[n] for n in kept)
        )
        body = self._body(definition, {at for what, at in gone if what != "exception"})
        # What only joins the parts stands nowhere: it is no part of the reason why nobody tells two copies apart.
        copy = replace(definition, kind=Kind.DERIVED, body=body, exceptions=rules, place=Place(None))
        return self._add(copy, definition)

    def _body(self, definition: Definition, gone: Collection[int]) -> Body:
        match definition.body:
            case Formula(value=value):
                return definition.body if definition.passes_on else Formula(self._share(definition, value))
            case Requirement(mode=mode, items=items):
                members = (m if isinstance(m, Ref) else self._share(definition, m) for m in items)
                return Requirement(mode, tuple(m for n, m in enumerate(members) if n not in gone))
            case Cases(branches=branches, hit=hit):
                kept = tuple(
                    replace(
                        branch,
                        guard=branch.guard and self._share(definition, branch.guard, branch.place),
                        value=self._share(definition, branch.value, branch.place),
                        place=Place(None),
                    )
                    for n, branch in enumerate(branches)
                    if n not in gone
                )
                return Cases(kept, hit)
            case _:
                assert_never(definition.body)

    def _share(self, definition: Definition, part: Expr, place: Place | None = None) -> Ref:
        at = place or definition.place
        found = self._shared.get((id(part), at))
        if found is None:
            norm = Definition(definition.symbol, Kind.DEFINITION, part.type, Formula(part), (), at, definition.written)
            found = self._shared[id(part), at] = self._add(norm, definition)
        return found

    def _add(self, norm: Definition, of: Definition) -> Ref:
        """Under a name that no document can write."""
        symbol = Symbol(f"{of.symbol.name}#之{len(self._added)}", of.symbol.layer)
        self._added[symbol] = replace(norm, symbol=symbol)
        return Ref(symbol, norm.type)
