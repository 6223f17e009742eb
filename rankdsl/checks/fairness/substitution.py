"""A program as it would be if some facts had given values: how “the same person, but of the other sex” is said of one
person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec.structs import replace

from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Requirement
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
    FieldRef,
    Ref,
    SinceFact,
    Symbol,
    conjunction,
)
from rankdsl.ir.program import Program

Values = Mapping[str, Const]


class Fixed:
    """`program` with every mention of the facts replaced. It assumes nothing of people: its invariants are formulas
    (`invariants`), which the person with those values may break."""

    def __init__(self, program: Program, values: Values) -> None:
        """KeyError where a fact starts a window, which only a fact can."""
        self.values = values
        self.invariants = tuple(self._of(i.holds) for i in program.invariants)
        self.program: Program = replace(
            program,
            definitions={symbol: self._definition(d) for symbol, d in program.definitions.items()},
            scopes=tuple(
                replace(s, scope=self._of(s.scope), jurisdiction=self._of(s.jurisdiction)) for s in program.scopes
            ),
            invariants=(),
        )

    @property
    def possible(self) -> Expr:
        """That the person with those values would be possible and in scope."""
        return conjunction((*self.invariants, *self.program.coverage))

    def _definition(self, definition: Definition) -> Definition:
        exceptions = tuple(
            replace(rule, guard=self._of(rule.guard), value=self._of(rule.value)) for rule in definition.exceptions
        )
        return replace(definition, body=self._body(definition.body), exceptions=exceptions)

    def _body(self, body: Body) -> Body:
        match body:
            case Formula(value=value):
                return Formula(self._of(value))
            case Cases(branches=branches):
                found = tuple(
                    replace(b, guard=None if b.guard is None else self._of(b.guard), value=self._of(b.value))
                    for b in branches
                )
                return replace(body, branches=found)
            case Requirement(items=items):
                return replace(body, items=tuple(self._of(item) for item in items))
            case _:
                assert_never(body)

    def _ref(self, ref: Ref) -> Expr:
        return ref

    def _of(self, expr: Expr) -> Expr:
        match expr:
            case FactRef(name=name):
                return self.values.get(name, expr)
            case Apply(args=args):
                return replace(expr, args=tuple(self._of(arg) for arg in args))
            case Collection(where=where, span=span):
                if isinstance(span, SinceFact) and span.fact in self.values:
                    raise KeyError(span.fact)
                return expr if where is None else replace(expr, where=self._of(where))
            case Ref():
                return self._ref(expr)
            case Const() | AsOf() | FieldRef():
                return expr
            case _:
                assert_never(expr)


class Supposed(Fixed):
    """Every norm under a name of its own, so that it can stand beside the program, or beside another such: one formula
    may then say of a person how they fare and how they would. `of` gives an expression as it would be."""

    def __init__(self, program: Program, values: Values, number: int) -> None:
        """`number` tells it from others beside it. KeyError as above."""
        self.number = number
        super().__init__(program, values)
        norms = {self._twin(symbol): definition for symbol, definition in self.program.definitions.items()}
        self.norms = {symbol: replace(definition, symbol=symbol) for symbol, definition in norms.items()}

    def of(self, expr: Expr) -> Expr:
        return self._of(expr)

    def _ref(self, ref: Ref) -> Expr:
        return replace(ref, symbol=self._twin(ref.symbol))

    def _twin(self, symbol: Symbol) -> Symbol:
        return Symbol(f"{symbol.name}#假设{self.number}", symbol.layer)


def together(program: Program, *supposed: Supposed) -> Program:
    """One program with the norms of all, which assumes nothing of people."""
    norms = dict(program.definitions)
    for each in supposed:
        norms |= each.norms
    return replace(program, definitions=norms, invariants=())
