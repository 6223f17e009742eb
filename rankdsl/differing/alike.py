"""Norms that say the same by their build alone, whatever they are called and wherever they stand.

Two norms with one number mean the same for everybody. Two with different numbers may do so too: that is a question
for the prover. Names of definitions, the order of items and the places of norms do not count; facts and constants do.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import assert_never

from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Mode, Requirement
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program

_UNORDERED = (Op.AND, Op.OR)
"""Operators under which neither order nor repetition counts."""
_EITHER_WAY = (Op.EQ, Op.NE, Op.ADD, Op.MUL, Op.MIN, Op.MAX)
"""Operators under which order does not count."""


class Alike:
    """Numbers for norms and formulas of any programs. by_name: what a norm refers to counts by its name only, so that
    it is about the words of the norm itself, not about what lies behind them."""

    def __init__(self, *, by_name: bool = False) -> None:
        self.by_name = by_name
        self._numbers: dict[Hashable, int] = {}
        self._of_programs: dict[int, tuple[Program, dict[Symbol, int]]] = {}

    def norm(self, program: Program, symbol: Symbol) -> int:
        return self._norms(program)[symbol]

    def formula(self, program: Program, expr: Expr) -> int:
        return self._expr(expr, self._norms(program))

    def formulas(self, program: Program, parts: tuple[Expr, ...]) -> frozenset[int]:
        """Of a conjunction: neither order nor repetition counts."""
        return frozenset(self.formula(program, part) for part in parts)

    def _norms(self, program: Program) -> dict[Symbol, int]:
        found = self._of_programs.get(id(program))
        if found is None:
            numbers: dict[Symbol, int] = {}
            for symbol, definition in program.definitions.items():  # what a norm rests on stands before it
                numbers[symbol] = self._definition(definition, numbers)
            found = self._of_programs[id(program)] = program, numbers
        return found[1]

    def _number(self, build: Hashable) -> int:
        return self._numbers.setdefault(build, len(self._numbers))

    def _definition(self, definition: Definition, norms: dict[Symbol, int]) -> int:
        body = self._body(definition.body, norms)
        if not definition.exceptions:
            return body
        rules = tuple((self._expr(r.guard, norms), self._expr(r.value, norms), r.over) for r in definition.exceptions)
        return self._number(("exceptions", body, rules))

    def _body(self, body: Body, norms: dict[Symbol, int]) -> int:
        match body:
            case Formula(value=value):
                return self._expr(value, norms)
            case Cases(branches=branches, hit=hit):
                parts = tuple(
                    (None if b.guard is None else self._expr(b.guard, norms), self._expr(b.value, norms))
                    for b in branches
                )
                return self._number(("cases", hit, parts))
            case Requirement(mode=mode, items=items):
                return self._together(Op.AND if mode is Mode.ALL else Op.OR, items, norms)
            case _:
                assert_never(body)

    def _together(self, op: Op, parts: tuple[Expr, ...], norms: dict[Symbol, int]) -> int:
        numbers = frozenset(self._expr(part, norms) for part in parts)
        return next(iter(numbers)) if len(numbers) == 1 else self._number((op, numbers))

    def _expr(self, expr: Expr, norms: dict[Symbol, int]) -> int:
        match expr:
            case Ref(symbol=symbol):
                return self._number(symbol.written) if self.by_name else norms[symbol]
            case Apply(op=op, args=args) if op in _UNORDERED:
                return self._together(op, args, norms)
            case Apply(op=op, args=args, type=type_):
                numbers = tuple(self._expr(arg, norms) for arg in args)
                return self._number((op, tuple(sorted(numbers)) if op in _EITHER_WAY else numbers, type_))
            case Collection(where=where):
                rest = (expr.what, expr.records, expr.span, expr.field, expr.times, expr.type)
                return self._number((rest, None if where is None else self._expr(where, norms)))
            case Const(value=value):
                return self._number((type(value), expr))
            case FactRef() | AsOf() | FieldRef():
                return self._number(expr)
            case _:
                assert_never(expr)
