"""Which norms and expressions have a value whoever the person is, so that nothing need be asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import assert_never

from rankdsl.ir.definitions import Branch, Cases, Definition, Formula, Hit, Requirement
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, Symbol
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration, Truth
from rankdsl.ir.values import Scalar

Seen = FactRef | Ref | FieldRef
_MOST = 64
"""More branches are not compared with each other."""


Domain = Mapping[Seen, frozenset[Scalar]]
"""Facts of which more is known than their type: the values that they can have."""


def total_norms(program: Program, domain: Domain) -> Mapping[Symbol, bool]:
    """For every norm, whether it surely has a value where facts are as `domain` says."""
    found: dict[Symbol, bool] = {}
    for symbol, definition in program.definitions.items():
        found[symbol] = _norm(definition, found, domain)
    return found


def covered_domain(program: Program) -> Domain:
    """What is known of the facts of whoever the document is about."""
    found: dict[Seen, frozenset[Scalar]] = {}
    for formula in program.coverage:
        for seen, values in allowed(formula).items():
            if isinstance(seen, FactRef):
                found[seen] = found[seen] & values if seen in found else values
    return found


def is_total(expr: Expr, norms: Mapping[Symbol, bool]) -> bool:
    match expr:
        case Const() | FactRef() | AsOf() | FieldRef():
            return True
        case Ref(symbol):
            return norms[symbol]
        case Apply(Op.HAS_VALUE, _):
            return True
        case Apply(Op.DIV, (left, Const(value))):
            return value != 0 and is_total(left, norms)
        case Apply(Op.DIV, _):
            return False
        case Apply(_, args):
            return all(is_total(arg, norms) for arg in args)
        case Collection(what=what, where=where):
            filtered = where is None or is_total(where, norms)
            return filtered and what not in (Collect.LARGEST, Collect.SMALLEST, Collect.LATEST)
        case _:
            assert_never(expr)


def _norm(definition: Definition, norms: Mapping[Symbol, bool], domain: Domain) -> bool:
    body = definition.body
    match body:
        case Formula(value):
            found = is_total(value, norms)
        case Requirement(_, items):
            found = all(is_total(item, norms) for item in items)
        case Cases(branches, hit):
            found = all(is_total(b.value, norms) and (b.guard is None or is_total(b.guard, norms)) for b in branches)
            one = hit is Hit.FIRST or agree(branches)
            found = found and one and (any(b.guard is None for b in branches) or covers(branches, domain))
        case _:
            assert_never(body)
    rules = definition.exceptions
    if not rules:
        return found
    # two exceptions that apply may differ, unless one has precedence over the other
    ranked = all(i in rules[j].over or j in rules[i].over for i, j in combinations(range(len(rules)), 2))
    return found and ranked and all(is_total(r.guard, norms) and is_total(r.value, norms) for r in rules)


# --- guards that look at the value of an enumeration or a truth -------------------------------------------------------


def allowed(guard: Expr) -> Mapping[Seen, frozenset[Scalar]]:
    """What a guard that holds says of facts and norms with few values: each is among these. Empty: nothing known."""
    match guard:
        case Apply(Op.EQ, (FactRef() | Ref() | FieldRef() as seen, Const(value))) if _few(seen):
            return {seen: frozenset((value,))}
        case Apply(Op.NE | Op.LT | Op.LE | Op.GT | Op.GE as op, (FactRef() | Ref() | FieldRef() as seen, Const(value))):
            if not isinstance(seen.type, Enumeration):
                return {}
            place, order = seen.type.values.index(str(value)), seen.type.values
            kept = {
                Op.NE: (*order[:place], *order[place + 1 :]),
                Op.LT: order[:place],
                Op.LE: order[: place + 1],
                Op.GT: order[place + 1 :],
                Op.GE: order[place:],
            }
            return {seen: frozenset(kept[op])}
        case FactRef() | Ref() | FieldRef() as seen if _few(seen):
            return {seen: frozenset((True,))}
        case Apply(Op.NOT, (FactRef() | Ref() | FieldRef() as seen,)):
            return {seen: frozenset((False,))}
        case Apply(Op.AND, args):
            found: dict[Seen, frozenset[Scalar]] = {}
            for arg in args:
                for one, values in allowed(arg).items():
                    found[one] = found[one] & values if one in found else values
            return found
        case Apply(Op.OR, args):
            sides = [allowed(arg) for arg in args]
            shared = set(sides[0]).intersection(*sides[1:])
            return {one: frozenset().union(*(side[one] for side in sides)) for one in sides[0] if one in shared}
        case _:
            return {}


def exact(guard: Expr) -> tuple[Seen, frozenset[Scalar]] | None:
    """The one fact or norm that a guard looks at, and the values for which it holds; None where it is not so plain."""
    match guard:
        case Apply(Op.AND | Op.OR, args):
            parts = [exact(arg) for arg in args]
            seen = {part[0] for part in parts if part is not None}
            if None in parts or len(seen) != 1:
                return None
        case Apply(Op.EQ | Op.NE | Op.LT | Op.LE | Op.GT | Op.GE, (FactRef() | Ref() | FieldRef(), Const())):
            pass
        case FactRef() | Ref() | FieldRef() | Apply(Op.NOT, (FactRef() | Ref() | FieldRef(),)):
            pass
        case _:
            return None
    found = allowed(guard)
    return next(iter(found.items())) if len(found) == 1 else None


def apart(branches: tuple[Branch, ...]) -> bool:
    """Whether no two branches can apply at once."""
    known = [allowed(b.guard) for b in branches if b.guard is not None]
    if len(known) < len(branches) - 1:
        return False
    if len(known) > _MOST:
        plain = [exact(b.guard) for b in branches if b.guard is not None]
        values = [value for one in plain if one is not None for value in one[1]]
        return None not in plain and len({one[0] for one in plain if one}) == 1 and len(values) == len(set(values))
    return all(any(s in b and not (a[s] & b[s]) for s in a) for a, b in combinations(known, 2))


def agree(branches: tuple[Branch, ...]) -> bool:
    """Whether branches that apply at once surely agree: no two can, or they say the same."""
    if apart(branches):
        return True
    known = [(allowed(b.guard), b.value) for b in branches if b.guard is not None]
    if len(known) > _MOST or len(known) < len(branches) - 1:
        return False
    return all(
        any(s in g and not (f[s] & g[s]) for s in f) or (isinstance(v, Const) and v == w)
        for (f, v), (g, w) in combinations(known, 2)
    )


def are_apart(conditions: Sequence[Expr | None]) -> bool:
    """Whether no two conditions can hold at once; None always holds."""
    known = [{} if condition is None else allowed(condition) for condition in conditions]
    return all(any(s in b and not (a[s] & b[s]) for s in a) for a, b in combinations(known, 2))


def covers(branches: tuple[Branch, ...], domain: Domain) -> bool:
    """Whether one of the branches applies to everybody of the domain."""
    plain = [exact(b.guard) for b in branches if b.guard is not None]
    if not plain or None in plain or len({one[0] for one in plain if one}) != 1:
        return False
    values = frozenset[Scalar]().union(*(one[1] for one in plain if one))
    return values >= possible(plain[0][0], domain) if plain[0] else False


def _few(seen: Seen) -> bool:
    return isinstance(seen.type, Enumeration | Truth)


def possible(seen: Seen, domain: Domain) -> frozenset[Scalar]:
    """The values that a fact or norm with few values can have."""
    every = frozenset[Scalar](seen.type.values if isinstance(seen.type, Enumeration) else (True, False))
    return every & domain[seen] if seen in domain else every
