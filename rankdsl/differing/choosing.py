"""Which traits may tell apart the people whom two versions of a decision treat differently.

Only what stands in conditions that the other side has not: whoever has a yes there meets all that both have.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rankdsl.checks.probing import exact, grid
from rankdsl.diagnostics import Place, Text
from rankdsl.differing.alike import Alike
from rankdsl.differing.traits import Trait
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, FactRef, Ref, Symbol, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Definition, Formula, Mode, Program, Requirement
from rankdsl.ir.reading import expressions, needed, reads_of_expr, walk
from rankdsl.ir.types import Enumeration, Number, Truth, Type
from rankdsl.ir.values import Exact

_COMPARES = (Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ, Op.NE)


class Choosing:
    """For a truth of `program`, as against `other`'s."""

    def __init__(self, alike: Alike, program: Program, other: Program, rules: tuple[Expr, Expr]) -> None:
        """rules: what is asked of `program`, and of `other`."""
        self.alike = alike
        self.program = program
        self.other = other
        self._rules = {id(program): rules[0], id(other): rules[1]}
        self.own = tuple(self._not_in_other())
        self.parts = tuple(part for part, _ in self.own)
        self.behind = needed(program, self.parts)

    def facts_and_figures(self) -> tuple[Trait, ...]:
        """What tells classes apart, what is compared, then all else; each once."""
        facts = {fact.name: fact for fact in self.program.vocabulary.facts}
        read = [facts[name] for name in reads_of_expr(self.program, *self.parts)]
        named = [f for f in read if isinstance(f.type, Enumeration | Truth)]
        classes = [Trait(FactRef(f.name, f.type), Text.same(f.name), divides=True) for f in named if f.divides_people]
        others = [Trait(FactRef(f.name, f.type), Text.same(f.name)) for f in named if not f.divides_people]
        numbers = list(self._numbers())
        compared = [self._number(e) for e in numbers if not self._counts(e)]
        counts = [self._number(e) for e in numbers if self._counts(e)]
        return (*classes, *compared, *others, *counts)

    def conditions(self) -> tuple[Trait, ...]:
        """The conditions that the other side has not, as such."""
        return tuple(Trait(part, _cited(place, part, self.program), condition=True) for part, place in self.own)

    def classes(self) -> tuple[Trait, ...]:
        """What divides people and is read by either decision."""
        read = {
            *reads_of_expr(self.program, self._rule(self.program)),
            *reads_of_expr(self.other, self._rule(self.other)),
        }
        known = (self.other.vocabulary.fact(f.name) is not None for f in self.program.vocabulary.facts)
        return tuple(
            Trait(FactRef(f.name, f.type), Text.same(f.name), divides=True)
            for f, both in zip(self.program.vocabulary.facts, known, strict=True)
            if both and f.divides_people and f.name in read and isinstance(f.type, Enumeration)
        )

    # -- conditions

    def _not_in_other(self) -> Iterator[tuple[Expr, Place]]:
        there = {self.alike.formula(self.other, part) for part, _ in conjuncts(self.other, self._rule(self.other))}
        for part, place in conjuncts(self.program, self._rule(self.program)):
            if self.alike.formula(self.program, part) not in there:
                yield part, place

    def _rule(self, program: Program) -> Expr:
        return self._rules[id(program)]

    # -- numbers

    def _numbers(self) -> Iterator[Expr]:
        """What is compared in the conditions and behind them, where the other side means the same by it; each once."""
        shared = {self.alike.norm(self.other, symbol) for symbol in self.other.definitions}
        seen: set[int] = set()
        for expr in self._mentioned():
            if not isinstance(expr.type, Number) or not expr.type.whole:
                continue
            number = self.alike.formula(self.program, expr)
            if number in seen or (isinstance(expr, Ref) and number not in shared):
                continue
            if isinstance(expr, FactRef) and self.other.vocabulary.fact(expr.name) is None:
                continue
            seen.add(number)
            yield expr

    def _mentioned(self) -> Iterator[Expr]:
        """Named numbers, those compared in the conditions themselves first."""
        inner = [part for symbol in reversed(self.behind) for part in expressions(self.program.definitions[symbol])]
        for parts in (self.parts, inner):
            for part in parts:
                for node in walk(part):
                    if isinstance(node, Apply) and node.op in _COMPARES:
                        yield from (side for side in node.args if isinstance(side, Ref | FactRef))
        for part in (*self.parts, *inner):
            for node in walk(part):
                if isinstance(node, FactRef) or (isinstance(node, Ref) and self._counts(node)):
                    yield node

    def _counts(self, expr: Expr) -> bool:
        if not isinstance(expr, Ref):
            return False
        body = self.program.definitions[expr.symbol].body
        return isinstance(body, Formula) and isinstance(body.value, Collection)

    def _number(self, expr: Expr) -> Trait:
        assert isinstance(expr, Ref | FactRef)
        assert isinstance(expr.type, Number)
        name = expr.name if isinstance(expr, FactRef) else expr.symbol.written
        fact = self.program.vocabulary.fact(name) if isinstance(expr, FactRef) else None
        unit = exact(Fraction(1, grid(expr.type, fact.places if fact is not None else 0))) if not expr.type.whole else 1
        return Trait(expr, Text.same(name), unit, figures=tuple(self._figures(expr.type)))

    def _figures(self, type_: Type) -> Iterator[Exact]:
        """Every number of the type that the two rules mention."""
        for program in (self.program, self.other):
            rule = self._rule(program)
            for symbol in needed(program, (rule,)):
                for part in expressions(program.definitions[symbol]):
                    for node in walk(part):
                        if isinstance(node, Const) and node.type == type_ and isinstance(node.value, int | Fraction):
                            yield node.value


def scope_traits(alike: Alike, program: Program, other: Program) -> tuple[Trait, ...]:
    """Of whom the two are about, for those of `other` who are not in `program`'s scope."""
    rules = conjunction(program.coverage), conjunction(other.coverage)
    return Choosing(alike, program, other, rules).facts_and_figures()


def conjuncts(program: Program, rule: Expr, place: Place | None = None) -> Iterator[tuple[Expr, Place]]:
    """What a truth requires all of, each with its place: items of 须, and what 且 joins in them."""
    match rule:
        case Ref(symbol=symbol):
            definition = program.definitions[symbol]
            inner = _required(definition)
            if inner is None:
                yield rule, definition.place
            else:
                for part in inner:
                    yield from conjuncts(program, part, definition.place)
        case Apply(op=Op.AND, args=args):
            for part in args:
                yield from conjuncts(program, part, place)
        case _:
            yield rule, place or program.document.place


def _required(definition: Definition) -> tuple[Expr, ...] | None:
    """All that a norm requires; None where it is one condition."""
    if definition.exceptions:
        return None
    match definition.body:
        case Requirement(mode=Mode.ALL, items=items):
            return items
        case Formula(value=Ref() as value) if definition.passes_on:
            return (value,)
        case _:
            return None


def _cited(place: Place, part: Expr, program: Program) -> Text:
    """`第十条（一）“任职时间 不少于 应任年限”`"""
    written = ""
    if isinstance(part, Ref):
        written = " ".join(as_written(program, part.symbol).written.split())
    at = f"{place.article or ''}{place.item or ''}"
    return Text(f"{at}“{written}”" if written else at, f"{at} “{written}”" if written else at)


def as_written(program: Program, symbol: Symbol) -> Definition:
    """The norm whose words count, below what only passes it on."""
    definition = program.definitions[symbol]
    while definition.passes_on:
        assert isinstance(definition.body, Formula)
        assert isinstance(definition.body.value, Ref)
        definition = program.definitions[definition.body.value.symbol]
    return definition
