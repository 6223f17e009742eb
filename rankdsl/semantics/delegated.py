"""What a superior leaves free (可自行规定) is read from below on both sides of a comparison, with all it rests on.

The delegated rule may rest on a superior's norm that the document below has changed as well. The superior's program
then has that norm twice: as the superior left it, and, under a name of its own, as the delegated rule reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from msgspec.structs import replace

from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Requirement
from rankdsl.ir.mentions import expressions, symbols_in
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, Symbol
from rankdsl.ir.remarks import Delegation
from rankdsl.ir.values import position
from rankdsl.semantics.effective import Reading
from rankdsl.semantics.items import drop_items
from rankdsl.semantics.rule_lowering import Norm
from rankdsl.semantics.rules import Layered, Within

WITHIN = "范围之内"
"""Stands after the name of a norm that takes the value from below only where that lies in a range."""


def delegate(
    layered: Layered, own: Reading, names: Iterable[str], ranges: Mapping[str, Delegation]
) -> tuple[Layered, Mapping[Symbol, Norm]]:
    """The superior's names with those of `names` as `own`, the reading of the document below, has them; and the norms
    that are given so. `ranges`: names that are read from below only where their value lies between two others."""
    found = layered.copy()
    given: dict[Symbol, Norm] = {}
    for name in names:
        drop_items(found, name)
        items = list(own.layered.items_of(name))
        found.items += items
        for each in dict.fromkeys((name, *(item.name for item in items))):
            symbol = own.layered.top[each]
            found.top[each] = symbol
            found.rules[symbol] = own.layered.rules[symbol]
            given[symbol] = own.norms[symbol]
    for name, clause in ranges.items():
        inside, below = own.layered.top[name], found.top[name]
        assert clause.lowest is not None
        assert clause.highest is not None
        given[inside] = own.norms[inside]
        rule = own.layered.rules[inside]
        found.rules[inside] = rule
        symbol = Symbol(f"{name}#{WITHIN}", inside.layer)
        source = Within(inside, below, clause.lowest, clause.highest)
        found.rules[symbol] = replace(rule, symbol=symbol, source=source, exceptions=())
        found.top[name] = symbol
    return found, given


def settled(own: Reading, clause: Delegation) -> bool | None:
    """Whether the value below lies in the range, where it is the same for everybody; None where it is not."""
    norm = own.norms.get(own.layered.top[clause.subject])
    definition = norm.definition if norm is not None else None
    if definition is None or definition.exceptions or not isinstance(definition.body, Formula):
        return None
    value = definition.body.value
    if not isinstance(value, Const) or clause.lowest is None or clause.highest is None:
        return None
    return bool(rank(clause.lowest) <= rank(value) <= rank(clause.highest))


def narrowed(first: Delegation | None, second: Delegation) -> Delegation:
    """What two ranges allow together."""
    if first is None or first.lowest is None or first.highest is None or not second.lowest or not second.highest:
        return second
    lowest = max(first.lowest, second.lowest, key=rank)
    return replace(second, lowest=lowest, highest=min(first.highest, second.highest, key=rank))


def rank(value: Const) -> Any:
    """What fixed values of one type are ordered by."""
    return position(value.value, value.type)


def definitions_of(reading: Reading, own: Reading, given: Mapping[Symbol, Norm], mark: str) -> dict[Symbol, Definition]:
    """The definitions of a superior's program in dependency order, with everything that the given norms rest on.

    mark: stands after the names of norms that are there twice.
    """
    behind = _behind(own, given)
    twice = {
        symbol: Symbol(f"{symbol.name}#{mark}", symbol.layer)
        for symbol in behind
        if symbol not in given and symbol in reading.norms and reading.norms[symbol] is not own.norms[symbol]
    }
    found: dict[Symbol, Definition] = {}
    for symbol in behind:
        definition = own.norms[symbol].definition
        assert definition is not None
        found[twice.get(symbol, symbol)] = _renamed(definition, twice) if twice else definition
    for symbol, norm in reading.norms.items():
        assert norm.definition is not None
        found.setdefault(symbol, norm.definition)
    return found


def _behind(own: Reading, given: Iterable[Symbol]) -> tuple[Symbol, ...]:
    """The given norms and all that they rest on, derived facts apart, in dependency order."""
    seen: set[Symbol] = set()
    waiting = list(given)
    while waiting:
        symbol = waiting.pop()
        definition = own.norms[symbol].definition if symbol.layer >= 0 else None
        if definition is not None and symbol not in seen:
            seen.add(symbol)
            waiting += symbols_in(expressions(definition))
    return tuple(symbol for symbol in own.norms if symbol in seen)


def _renamed(definition: Definition, names: Mapping[Symbol, Symbol]) -> Definition:
    return replace(
        definition,
        symbol=names.get(definition.symbol, definition.symbol),
        body=_body(definition.body, names),
        exceptions=tuple(
            replace(e, guard=_expr(e.guard, names), value=_expr(e.value, names)) for e in definition.exceptions
        ),
    )


def _body(body: Body, names: Mapping[Symbol, Symbol]) -> Body:
    match body:
        case Formula(value=value):
            return Formula(_expr(value, names))
        case Cases(branches=branches):
            return replace(
                body,
                branches=tuple(
                    replace(b, guard=b.guard and _expr(b.guard, names), value=_expr(b.value, names)) for b in branches
                ),
            )
        case Requirement(items=items):
            return replace(body, items=tuple(_expr(item, names) for item in items))
        case _:
            assert_never(body)


def _expr(expr: Expr, names: Mapping[Symbol, Symbol]) -> Expr:
    match expr:
        case Ref(symbol=symbol):
            return replace(expr, symbol=names.get(symbol, symbol))
        case Apply(args=args):
            return replace(expr, args=tuple(_expr(arg, names) for arg in args))
        case Collection(where=where):
            return replace(expr, where=where and _expr(where, names))
        case Const() | FactRef() | AsOf() | FieldRef():
            return expr
        case _:
            assert_never(expr)
