"""What expressions and norms mention themselves: norms, facts and lists, not those behind other norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from rankdsl.ir.definitions import Cases, Definition, Formula, Requirement
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, SinceFact, Symbol


def children(expr: Expr) -> tuple[Expr, ...]:
    """The operands; the filter of a collection counts as one."""
    match expr:
        case Apply(args=args):
            return args
        case Collection(where=where):
            return () if where is None else (where,)
        case Const() | FactRef() | AsOf() | Ref() | FieldRef():
            return ()
        case _:
            assert_never(expr)


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything in it, outer first, left to right."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        below = children(node)
        if below:
            stack.extend(reversed(below))


def expressions(definition: Definition) -> Iterator[Expr]:
    """Every expression of a norm, in the order it was written: the body, then the exceptions."""
    match definition.body:
        case Formula(value=value):
            yield value
        case Cases(branches=branches):
            for branch in branches:
                if branch.guard is not None:
                    yield branch.guard
                yield branch.value
        case Requirement(items=items):
            yield from items
        case _:
            assert_never(definition.body)
    for rule in definition.exceptions:
        yield rule.guard
        yield rule.value


def symbols_in(parts: Iterable[Expr]) -> tuple[Symbol, ...]:
    """The norms that the expressions refer to directly, in order of first mention."""
    found: dict[Symbol, None] = {}
    for part in parts:
        for node in walk(part):
            if isinstance(node, Ref):
                found.setdefault(node.symbol)
    return tuple(found)


def facts_in(parts: Iterable[Expr]) -> frozenset[str]:
    """The base facts and lists that the expressions name themselves, not those behind other norms."""
    found: set[str] = set()
    for part in parts:
        for node in walk(part):
            match node:
                case FactRef(name=name):
                    found.add(name)
                case Collection(records=records, span=span):
                    found.add(records)
                    if isinstance(span, SinceFact):
                        found.add(span.fact)
                case _:
                    pass
    return frozenset(found)
