"""Two programs brought to one vocabulary, so that the same people can be asked about under both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Requirement
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration, Type

Types = Mapping[Type, Type]


def clash(old: Vocabulary, new: Vocabulary) -> str | None:
    """The first fact that the two mean differently, so that neither has everything of the other; None: they agree."""
    if wider(old, new) is not None:
        return None
    facts = {fact.name: fact for fact in new.facts}
    for fact in old.facts:
        other = facts.get(fact.name)
        if other is not None and (fact.type != other.type or fact.records != other.records):
            return fact.name
    return None


def wider(old: Vocabulary, new: Vocabulary) -> Vocabulary | None:
    """The one that has everything of the other: where both have, the new one."""
    if _has_all(new, old):
        return new
    return old if _has_all(old, new) else None


def read_with(program: Program, vocabulary: Vocabulary) -> Program:
    """The program under a vocabulary that has everything of its own."""
    if program.vocabulary is vocabulary:
        return program
    wide = {e.name: e for e in vocabulary.enumerations}
    types: dict[Type, Type] = {
        e: wide[e.name] for e in program.vocabulary.enumerations if e.name in wide and wide[e.name] != e
    }
    own = {fact.name for fact in program.vocabulary.facts}
    beyond = tuple(fact for fact in program.vocabulary.facts if vocabulary.fact(fact.name) is None)
    assert not beyond, f"{own} is not contained"
    if not types:
        return replace(program, vocabulary=vocabulary)
    return replace(
        program,
        vocabulary=vocabulary,
        definitions={s: _definition(d, types) for s, d in program.definitions.items()},
        scopes=tuple(
            replace(s, scope=_expr(s.scope, types), jurisdiction=_expr(s.jurisdiction, types)) for s in program.scopes
        ),
        invariants=tuple(replace(i, holds=_expr(i.holds, types)) for i in program.invariants),
    )


def _has_all(wide: Vocabulary, narrow: Vocabulary) -> bool:
    facts = {fact.name: fact for fact in wide.facts}
    return all(fact.name in facts and _takes_in(facts[fact.name], fact) for fact in narrow.facts)


def _takes_in(wide: Fact, narrow: Fact) -> bool:
    if wide.records is None or narrow.records is None:
        return wide.records is narrow.records and _type_takes_in(wide.type, narrow.type)
    own, other = wide.records, narrow.records
    fields = {field.name: field for field in own.fields}
    same = (own.key, own.since) == (other.key, other.since)
    return same and all(f.name in fields and _type_takes_in(fields[f.name].type, f.type) for f in other.fields)


def _type_takes_in(wide: Type, narrow: Type) -> bool:
    match wide, narrow:
        case Enumeration(), Enumeration():
            kept = tuple(value for value in wide.values if value in narrow.values)
            return (wide.name, wide.ordered) == (narrow.name, narrow.ordered) and kept == narrow.values
        case _:
            return wide == narrow


def _definition(definition: Definition, types: Types) -> Definition:
    rules = tuple(replace(r, guard=_expr(r.guard, types), value=_expr(r.value, types)) for r in definition.exceptions)
    type_ = types.get(definition.type, definition.type)
    return replace(definition, type=type_, body=_body(definition.body, types), exceptions=rules)


def _body(body: Body, types: Types) -> Body:
    match body:
        case Formula(value=value):
            return Formula(_expr(value, types))
        case Cases(branches=branches):
            return replace(
                body,
                branches=tuple(
                    replace(b, guard=None if b.guard is None else _expr(b.guard, types), value=_expr(b.value, types))
                    for b in branches
                ),
            )
        case Requirement(items=items):
            return replace(body, items=tuple(_expr(item, types) for item in items))
        case _:
            assert_never(body)


def _expr(expr: Expr, types: Types) -> Expr:
    type_ = types.get(expr.type, expr.type)
    match expr:
        case Const() | FactRef() | Ref() | FieldRef():
            return expr if type_ is expr.type else replace(expr, type=type_)
        case AsOf():
            return expr
        case Apply(args=args):
            return replace(expr, args=tuple(_expr(arg, types) for arg in args), type=type_)
        case Collection(where=where):
            return replace(expr, where=None if where is None else _expr(where, types), type=type_)
        case _:
            assert_never(expr)
