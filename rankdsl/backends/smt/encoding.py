"""Expressions and norms of one program, about one person, as terms. Each norm is encoded once and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from rankdsl.backends.smt import calendar
from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.operators import Operators
from rankdsl.backends.smt.values import Datum, Truth3, Value, choose, constant, defined, nothing, truth
from rankdsl.backends.smt.whole import Arithmetic, Whole
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Cases, Definition, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import Type

_DEEP = 16
"""Beyond so many norms behind each other, they are encoded in the program's order instead of on demand."""

Entry = Mapping[str, Value]
"""The fields of the record at hand, the key among them."""


class Encoding:
    """`fact`: the person's value of a fact; `collection`: what is asked of a list; `kept`: norms encoded so far."""

    def __init__(
        self,
        program: Program,
        arithmetic: Arithmetic,
        as_of: Datum,
        fact: Callable[[str], Value],
        collection: Callable[[Encoding, Collection], Value],
        find: Callable[[Symbol], Value | None],
        keep: Callable[[Symbol, Value], None],
        anything: Callable[[Place, Type], Value | None] = lambda place, type_: None,
    ) -> None:
        """`anything`: a value that is not said, where what a place says is to be left out; None where it is not."""
        self.program = program
        self.arithmetic = arithmetic
        self.kernel = arithmetic.kernel
        self.operators = Operators(arithmetic, program.vocabulary.month_end)
        self._as_of = as_of
        self._fact = fact
        self._collection = collection
        self._find = find
        self._keep = keep
        self._anything = anything
        self._depth = 0
        self._formulas: dict[int, tuple[Expr, Truth3]] = {}
        """By identity (so the formula is kept): scopes and invariants are asked for again with every question."""
        self._applied: dict[int, tuple[Expr, Value]] = {}
        """Likewise, outside of filters: a guard is asked whether it has a value, and which, and by several checks."""

    def year_of(self, fact: str) -> Whole:
        """The calendar year of a month or a day."""
        moment = self._fact(fact)
        assert isinstance(moment, Datum)
        return calendar.year_of(self.arithmetic, moment.parts[0])

    def norm(self, symbol: Symbol) -> Value:
        found = self._find(symbol)
        if found is not None:
            return found
        if self._depth > _DEEP:
            asked = Ref(symbol, self.program.definitions[symbol].type)
            for earlier in needed(self.program, (asked,)):  # no others: the lists that those ask are not at hand
                if self._find(earlier) is None:
                    self._keep(earlier, self._norm(self.program.definitions[earlier]))
        else:
            self._depth += 1
            try:
                self._keep(symbol, self._norm(self.program.definitions[symbol]))
            finally:
                self._depth -= 1
        found = self._find(symbol)
        assert found is not None
        return found

    def formula(self, expr: Expr) -> Truth3:
        """A truth that is likely to be asked for again."""
        found = self._formulas.get(id(expr))
        if found is None:
            found = self._formulas[id(expr)] = expr, self.truth(expr)
        return found[1]

    def truth(self, expr: Expr, entry: Entry | None = None) -> Truth3:
        return as_truth(self.value(expr, entry))

    def value(self, expr: Expr, entry: Entry | None = None) -> Value:
        match expr:
            case Const(value, type_):
                return constant(value, type_)
            case FactRef(name):
                return self._fact(name)
            case AsOf():
                return self._as_of
            case Ref(symbol):
                return self.norm(symbol)
            case Apply(op, args):
                known = self._applied.get(id(expr)) if entry is None else None
                if known is not None:
                    return known[1]
                found = self.operators.apply(op, [self.value(a, entry) for a in args], args[0].type)
                if entry is None:
                    self._applied[id(expr)] = expr, found
                return found
            case FieldRef(name):
                assert entry is not None, "a field stands only inside the filter of a list"
                return entry[name]
            case Collection():
                return self._collection(self, expr)
        assert_never(expr)

    def _norm(self, definition: Definition) -> Value:
        rules = [(self.truth(e.guard), self._said(definition, e.place, e.value), e.over) for e in definition.exceptions]
        if not rules:
            return self._body(definition)
        return self._agreeing(definition.type, rules, self._body(definition))

    def _said(self, definition: Definition, place: Place, value: Expr) -> Value:
        """What the norm says at the place."""
        if definition.kind is not Kind.DERIVED:
            found = self._anything(place, definition.type)
            if found is not None:
                return found
        return self.value(value)

    def _body(self, definition: Definition) -> Value:
        match definition.body:
            case Formula(value):
                return self._said(definition, definition.place, value)
            case Requirement(mode, items):
                said = [i if isinstance(i, Ref) else self._said(definition, definition.place, i) for i in items]
                parts = [self.truth(s) if isinstance(s, Ref) else as_truth(s) for s in said]
                return self.operators.every(parts) if mode is Mode.ALL else self.operators.some(parts)
            case Cases(branches, hit):
                otherwise = nothing(definition.type)
                guarded: list[tuple[Truth3, Value, frozenset[int]]] = []
                for branch in branches:
                    if branch.guard is None:
                        otherwise = self._said(definition, branch.place, branch.value)
                    else:
                        said_here = self._said(definition, branch.place, branch.value)
                        guarded.append((self.truth(branch.guard), said_here, frozenset()))
                if hit is Hit.FIRST:
                    return self._first(definition.type, guarded, otherwise)
                return self._agreeing(definition.type, guarded, otherwise)
        assert_never(definition.body)

    def _first(self, type_: Type, rules: Sequence[tuple[Truth3, Value, frozenset[int]]], otherwise: Value) -> Value:
        """The first rule whose guard holds; a guard without value before it leaves no value."""
        found = otherwise
        for guard, value, _ in reversed(rules):
            found = choose(self.arithmetic, type_, guard.yes, value, found)
            found = self._only(type_, defined(self.kernel, guard), found)
        return found

    def _agreeing(self, type_: Type, rules: Sequence[tuple[Truth3, Value, frozenset[int]]], otherwise: Value) -> Value:
        """Rules of which all that apply must agree, save those over which another that applies takes precedence."""
        kernel = self.kernel
        counting: list[Bool] = []
        for i, (guard, _, _) in enumerate(rules):
            above = [kernel.no(other.yes) for other, _, over in rules if i in over]
            counting.append(kernel.all((guard.yes, *above)))
        found = otherwise
        for counts, (_, value, _) in zip(reversed(counting), reversed(rules), strict=True):
            found = choose(self.arithmetic, type_, counts, value, found)
        conditions = [defined(kernel, guard) for guard, _, _ in rules]
        for i, (counts, (_, value, _)) in enumerate(zip(counting, rules, strict=True)):
            if counts is False:
                continue
            conditions.append(kernel.implies(counts, defined(kernel, value)))
            if i > 0:  # the first that counts is the value found
                conditions.append(kernel.implies(counts, self.operators.equal(type_, value, found)))
        return self._only(type_, kernel.all(conditions), found)

    def _only(self, type_: Type, where: Bool, value: Value) -> Value:
        """The value, where there is one at all."""
        if where is True:
            return value
        if where is False:
            return nothing(type_)
        if isinstance(value, Datum):
            return Datum(value.parts, self.kernel.both(where, value.defined))
        if defined(self.kernel, value) is True:
            return truth(self.kernel, value.yes, where)
        return Truth3(self.kernel.both(where, value.yes), self.kernel.both(where, value.no))


def as_truth(value: Value) -> Truth3:
    assert isinstance(value, Truth3)
    return value
