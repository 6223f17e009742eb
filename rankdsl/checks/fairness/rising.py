"""Whether a better record can lower the outcome at all, as far as the text alone shows it.

`sign` of an expression in a fact: UP, if of two persons who differ in the fact only the better one's value is never the
lower, wherever both have one; DOWN the reverse; NONE if the fact does not enter; EITHER if the text leaves it open.
Truths are ordered 否 below 是. Under 且 and 或 this also holds where operands have no value: what has none decides
nothing.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import assert_never

from rankdsl.ir.definitions import Cases, Definition, Formula, Requirement
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, Symbol
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration


class Sign(Enum):
    NONE = 0
    UP = 1
    DOWN = -1
    EITHER = 2


ROUNDING = (Op.ROUND_UP, Op.ROUND_DOWN, Op.ROUND_HALF_UP)
RISING = (*ROUNDING, Op.ADD, Op.MIN, Op.MAX, Op.AND, Op.OR, Op.SHIFT_MONTHS, Op.YEAR_OF, Op.MONTH_OF)


class Signs:
    """Of every norm of a program in one fact, each looked at once."""

    def __init__(self, program: Program, fact: Fact) -> None:
        self.program = program
        self.fact = fact
        self._known: dict[Symbol, Sign] = {}

    def of(self, expr: Expr) -> Sign:
        match expr:
            case Const() | AsOf():
                return Sign.NONE
            case FactRef(name=name):
                return _sign(self.fact.better) if name == self.fact.name else Sign.NONE
            case FieldRef(name=name):
                return self._field(name)
            case Ref(symbol=symbol):
                if symbol not in self._known:
                    self._known[symbol] = self._norm(self.program.definitions[symbol])
                return self._known[symbol]
            case Apply(op=op, args=args):
                return self._applied(op, args)
            case Collection():
                return self._collected(expr)
            case _:
                assert_never(expr)

    def _norm(self, definition: Definition) -> Sign:
        parts: list[Sign] = []
        guards: list[Sign] = []
        match definition.body:
            case Formula(value=value):
                parts.append(self.of(value))
            case Requirement(items=items):
                parts += map(self.of, items)
            case Cases(branches=branches):
                parts += (self.of(b.value) for b in branches)
                guards += (self.of(b.guard) for b in branches if b.guard is not None)
            case _:
                assert_never(definition.body)
        parts += (self.of(rule.value) for rule in definition.exceptions)
        guards += (self.of(rule.guard) for rule in definition.exceptions)
        return together(*parts) if all(guard is Sign.NONE for guard in guards) else Sign.EITHER

    def _applied(self, op: Op, args: tuple[Expr, ...]) -> Sign:
        signs = [self.of(arg) for arg in args]
        if all(sign is Sign.NONE for sign in signs):
            return Sign.NONE
        if op in RISING:
            return together(*signs)
        match op, args:
            case ((Op.NOT | Op.NEG), _):
                return turned(signs[0])
            case ((Op.SUB | Op.GE | Op.GT), _):
                return together(signs[0], turned(signs[1]))
            case ((Op.LE | Op.LT), _):
                return together(turned(signs[0]), signs[1])
            case ((Op.EQ | Op.NE), (left, right)):
                found = self._equal(left, right)
                return found if op is Op.EQ else turned(found)
            case Op.MUL, (left, right):
                for factor, other in ((left, signs[1]), (right, signs[0])):
                    if isinstance(factor, Const) and isinstance(factor.value, int | Fraction):
                        return other if factor.value >= 0 else turned(other)
                return Sign.EITHER
            case _:
                return Sign.EITHER

    def _equal(self, left: Expr, right: Expr) -> Sign:
        """With the highest value: at least; with the lowest: at most."""
        for part, other in ((left, right), (right, left)):
            match other, part.type:
                case Const(value=bool() as value), _:
                    return self.of(part) if value else turned(self.of(part))
                case Const(value=value), Enumeration(ordered=True, values=values):
                    ends = {values[-1]: self.of(part), values[0]: turned(self.of(part))}
                    return ends.get(str(value), Sign.EITHER)
                case _:
                    pass
        return Sign.EITHER

    def _collected(self, expr: Collection) -> Sign:
        """The years of a better list are the same; what differs is which records pass, and the values of fields."""
        where = Sign.NONE if expr.where is None else self.of(expr.where)
        if expr.records != self.fact.name and where is Sign.NONE:
            return Sign.NONE
        match expr.what:
            case Collect.COUNT | Collect.SOME | Collect.EVERY | Collect.RUN:
                return where
            case Collect.SUM | Collect.LARGEST | Collect.SMALLEST | Collect.LATEST:
                assert expr.field is not None
                return self._field(expr.field) if where is Sign.NONE else Sign.EITHER
            case _:
                assert_never(expr.what)

    def _field(self, name: str) -> Sign:
        """A field of this list, or the year of a record, which stays."""
        shape = self.fact.records
        field = next((f for f in shape.fields if f.name == name), None) if shape is not None else None
        return Sign.NONE if field is None else _sign(field.better)


def turning(signs: Signs, rule: Expr, first: bool) -> tuple[tuple[Expr, bool], ...]:
    """The parts of a truth one of which must turn, for the better of two persons, if the truth turns from `first` to
    its opposite: each with what it turns from. Empty: it cannot."""
    found: dict[tuple[int, bool], tuple[Expr, bool]] = {}

    def visit(expr: Expr, turns_from: bool) -> None:
        if signs.of(expr) in (Sign.NONE, Sign.UP if turns_from else Sign.DOWN):
            return
        match expr:
            case Apply(op=Op.NOT, args=(part,)):
                visit(part, not turns_from)
            case Apply(op=Op.AND | Op.OR, args=args):
                for part in args:
                    visit(part, turns_from)
            case Ref(symbol=symbol) if not signs.program.definitions[symbol].exceptions:
                match signs.program.definitions[symbol].body:
                    case Formula(value=value):
                        visit(value, turns_from)
                    case Requirement(items=items):
                        for part in items:
                            visit(part, turns_from)
                    case _:
                        found[id(expr), turns_from] = expr, turns_from
            case _:
                found[id(expr), turns_from] = expr, turns_from

    visit(rule, first)
    return tuple(found.values())


def together(*signs: Sign) -> Sign:
    found = {sign for sign in signs if sign is not Sign.NONE}
    if not found:
        return Sign.NONE
    return found.pop() if len(found) == 1 else Sign.EITHER


def turned(sign: Sign) -> Sign:
    return {Sign.UP: Sign.DOWN, Sign.DOWN: Sign.UP}.get(sign, sign)


def _sign(better: int) -> Sign:
    return Sign.UP if better > 0 else Sign.DOWN if better < 0 else Sign.NONE
