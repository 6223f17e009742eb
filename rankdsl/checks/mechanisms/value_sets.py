"""Conditions as sets of values of one fact: what can be said of them without asking."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.ir.nodes import Apply, Const, Expr, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Enumeration

_MIRRORED = {Op.LT: Op.GT, Op.GT: Op.LT, Op.LE: Op.GE, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE}


class ValueSet(Struct, frozen=True):
    """Whoever meets the condition has one of the values `met` of `fact`, of all its values `every`. exact: and whoever
    has one of them meets it."""

    fact: str
    met: frozenset[str]
    every: frozenset[str]
    exact: bool

    @property
    def opposite(self) -> ValueSet:
        return replace(self, met=self.every - self.met)


def value_set(condition: Expr) -> ValueSet | None:
    """None where nothing is known of the values of a single fact."""
    match condition:
        case Apply(op=op, args=(FactRef(name=name, type=Enumeration() as type_), Const(value=value))):
            return _compared(name, type_, op, str(value))
        case Apply(op=op, args=(Const(value=value), FactRef(name=name, type=Enumeration() as type_))):
            return _compared(name, type_, _MIRRORED.get(op, op), str(value))
        case Apply(op=Op.NOT, args=(part,)):
            inner = value_set(part)
            return inner.opposite if inner is not None and inner.exact else None
        case Apply(op=Op.OR, args=args):
            found = [each for arg in args if (each := value_set(arg)) is not None]
            if len(found) < len(args) or len({each.fact for each in found}) > 1:
                return None
            met = frozenset[str]().union(*(each.met for each in found))
            return ValueSet(found[0].fact, met, found[0].every, all(each.exact for each in found))
        case Apply(op=Op.AND, args=args):
            found = [each for arg in args if (each := value_set(arg)) is not None]
            if not found:
                return None
            same = [each for each in found if each.fact == found[0].fact]
            met = found[0].every.intersection(*(each.met for each in same))
            exact = len(same) == len(args) and all(each.exact for each in same)
            return ValueSet(found[0].fact, met, found[0].every, exact)
        case _:
            return None


def _compared(name: str, type_: Enumeration, op: Op, value: str) -> ValueSet | None:
    values = type_.values
    at = values.index(value)
    met = {
        Op.EQ: (value,),
        Op.NE: (*values[:at], *values[at + 1 :]),
        Op.LT: values[:at],
        Op.LE: values[: at + 1],
        Op.GT: values[at + 1 :],
        Op.GE: values[at:],
    }.get(op)
    return None if met is None else ValueSet(name, frozenset(met), frozenset(values), exact=True)
