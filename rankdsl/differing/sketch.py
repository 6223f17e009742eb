"""A small likeness of two conditions, to look for descriptions in without asking about whole people.

Only what differs between the sides is kept. Everything else that a condition rests on (facts, what is counted, norms
that both sides have alike) becomes a fact of its own, free of all others. So a question takes a millisecond, and its
answer is a guess: nothing found here is said before it was proved of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.approximate import Range
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.probing import exact, grid
from rankdsl.diagnostics import Text
from rankdsl.differing.alike import Alike
from rankdsl.differing.choosing import condition_of
from rankdsl.differing.traits import Trait
from rankdsl.explanation.wording import expr_text, plain_name
from rankdsl.ir.definitions import Body, Cases, Definition, Formula, Kind, Requirement
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import (
    BEFORE_EXCEPTIONS,
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
    FieldRef,
    Ref,
    Symbol,
    conjunction,
)
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Unit, YearMonth
from rankdsl.ir.values import Exact, Person, Scalar
from rankdsl.prove.ordinary import typical

_MEASURED = (Op.MONTHS_BETWEEN, Op.DAYS_BETWEEN, Op.YEAR_OF, Op.MONTH_OF)
"""Operators on times, whose values are taken as facts."""
_COMPARES = (Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ, Op.NE)
FARTHEST = 10**5


class Known(Struct, frozen=True):
    """A fact of the likeness, and what it stands for in the program of each side (None: only the other side has it)."""

    fact: Fact
    real: tuple[Expr | None, Expr | None]
    label: Text
    divides: bool
    condition: bool = False


class Sketch:
    """The likeness of two lists of conditions. Position 0 is the side whose yes people lack."""

    def __init__(self, alike: Alike, programs: tuple[Program, Program], parts: tuple[tuple[Expr, ...], ...]) -> None:
        self.alike = alike
        self.programs = programs
        self.known: dict[int, Known] = {}
        self._symbols = [_by_number(alike, p) for p in programs]
        self._definitions: list[dict[Symbol, Definition]] = [{}, {}]
        period = programs[0].period
        day = Person({}, period.start)
        self._open = [evaluate(p, day) for p in programs]
        self.conditions = tuple(conjunction(tuple(self._expr(part, side) for part in parts[side])) for side in (0, 1))
        vocabulary = replace(programs[0].vocabulary, facts=tuple(k.fact for k in self.known.values()), own=frozenset())
        self.likenesses = tuple(self._program(side, vocabulary, period) for side in (0, 1))

    # -- traits

    def traits(self) -> tuple[tuple[Trait, Trait], ...]:
        """What a description may speak of: in the likeness, and of people (by the program of side 0)."""
        compared = set(self._compared())
        found: list[tuple[int, Trait, Trait]] = []
        for known in self.known.values():
            fact, real = known.fact, known.real[0]
            if real is None or not isinstance(fact.type, Truth | Enumeration | Number):
                continue
            unit = exact(Fraction(1, grid(fact.type, fact.places))) if isinstance(fact.type, Number) else 1
            trait = Trait(
                FactRef(fact.name, fact.type),
                known.label,
                unit,
                known.divides,
                figures=tuple(self._figures(fact)) if isinstance(fact.type, Number) else (),
                least=fact.low if fact.low is not None and fact.low > -FARTHEST else None,
                condition=known.condition,
            )
            found.append((_rank(fact, known.divides, fact.name in compared), trait, replace(trait, expr=real)))
        return tuple((trait, real) for _, trait, real in sorted(found, key=lambda each: each[0]))

    def person(self, evaluations: tuple[Evaluation, Evaluation]) -> Person:
        """The likeness of a person, of whom each side says so."""
        facts: dict[str, Scalar] = {}
        for known in self.known.values():
            values = [e.value_of(r).value for e, r in zip(evaluations, known.real, strict=True) if r is not None]
            value = next((v for v in values if v is not None), None)
            facts[known.fact.name] = typical(known.fact) if value is None else value
        return Person(dict(facts), evaluations[0].person.as_of)

    def _compared(self) -> Iterator[str]:
        for part in self._everything():
            for node in walk(part):
                if isinstance(node, Apply) and node.op in _COMPARES:
                    yield from (side.name for side in node.args if isinstance(side, FactRef))

    def _figures(self, fact: Fact) -> Iterator[Exact]:
        for part in self._everything():
            for node in walk(part):
                if isinstance(node, Const) and node.type == fact.type and isinstance(node.value, int | Fraction):
                    yield node.value

    def _everything(self) -> Iterator[Expr]:
        yield from self.conditions
        for side in (0, 1):
            for definition in self._definitions[side].values():
                yield from expressions(definition)

    # -- building

    def _program(self, side: int, vocabulary: Vocabulary, period: Period) -> Program:
        whole, kept = self.programs[side], self._definitions[side]
        definitions: Mapping[Symbol, Definition] = {s: kept[s] for s in whole.definitions if s in kept}
        return Program(whole.layers, period, vocabulary, definitions, {}, (), (), (), ())

    def _expr(self, expr: Expr, side: int) -> Expr:
        match expr:
            case Const() | AsOf() | FieldRef():
                return expr
            case Ref(symbol=symbol):
                return self._norm(expr, symbol, side)
            case FactRef() | Collection():
                return self._fact(expr, side)
            case Apply(op=op) if op in _MEASURED:
                return self._fact(expr, side)
            case Apply(args=args):
                return replace(expr, args=tuple(self._expr(arg, side) for arg in args))
            case _:
                assert_never(expr)

    def _norm(self, expr: Ref, symbol: Symbol, side: int) -> Expr:
        program = self.programs[side]
        definition = program.definitions[symbol]
        match definition.body:
            case Formula(value=Const() as value) if not definition.exceptions:
                return value
            case _:
                pass
        number = self.alike.norm(program, symbol)
        both = all(number in symbols for symbols in self._symbols)
        if definition.kind is Kind.DERIVED or (both and not isinstance(expr.type, YearMonth | Day | RecordList)):
            return self._fact(expr, side)
        if symbol not in self._definitions[side]:
            rules = tuple(
                replace(r, guard=self._expr(r.guard, side), value=self._expr(r.value, side))
                for r in definition.exceptions
            )
            self._definitions[side][symbol] = replace(
                definition, body=self._body(definition.body, side), exceptions=rules
            )
        return expr

    def _body(self, body: Body, side: int) -> Body:
        match body:
            case Formula(value=value):
                return Formula(self._expr(value, side))
            case Cases(branches=branches):
                return replace(
                    body,
                    branches=tuple(
                        replace(
                            b,
                            guard=None if b.guard is None else self._expr(b.guard, side),
                            value=self._expr(b.value, side),
                        )
                        for b in branches
                    ),
                )
            case Requirement(items=items):
                return replace(body, items=tuple(self._expr(item, side) for item in items))
            case _:
                assert_never(body)

    def _fact(self, expr: Expr, side: int) -> Expr:
        number = self.alike.formula(self.programs[side], expr)
        name = f"#{number}"
        if number not in self.known:
            real = [self._on(n, number, expr, side) for n in (0, 1)]
            original = self.programs[side].vocabulary.fact(expr.name) if isinstance(expr, FactRef) else None
            divides = original is not None and original.divides_people
            item = isinstance(expr, Ref) and self.programs[side].definitions[expr.symbol].kind is Kind.ITEM
            program = self.programs[side]
            label = condition_of(program, expr).cited if isinstance(expr, Ref) and item else _label(program, expr)
            self.known[number] = Known(self._made(name, expr, side), (real[0], real[1]), label, divides, item)
        elif self.known[number].real[side] is None:
            both = list(self.known[number].real)
            both[side] = expr
            self.known[number] = replace(self.known[number], real=(both[0], both[1]))
        return FactRef(name, expr.type)

    def _on(self, other: int, number: int, expr: Expr, side: int) -> Expr | None:
        """What is the same in the program of the other side, if that can be said."""
        if other == side:
            return expr
        if isinstance(expr, FactRef):
            return expr if self.programs[other].vocabulary.fact(expr.name) is not None else None
        symbol = self._symbols[other].get(number)
        if symbol is not None:
            return Ref(symbol, self.programs[other].definitions[symbol].type)
        return None

    def _made(self, name: str, expr: Expr, side: int) -> Fact:
        """A fact with the range that the values can have, as far as that is known."""
        original = self.programs[side].vocabulary.fact(expr.name) if isinstance(expr, FactRef) else None
        if original is not None:
            return Fact(name, name, original.type, original.low, original.high, original.places)
        values = self._open[side].value_of(expr).values
        low = high = None
        if isinstance(expr.type, Number):
            low, high = -FARTHEST, FARTHEST
            if isinstance(values, Range):
                low, high = max(low, values.low), min(high, values.high)
        elif isinstance(expr.type, YearMonth | Day) and isinstance(values, Range):
            ends = (values.low, values.high)
            low, high = (end if isinstance(end, int) else end.toordinal() for end in ends)
        places = 0 if not isinstance(expr.type, Number) or expr.type.whole else 2
        return Fact(name, name, expr.type, low, high, places)


def _by_number(alike: Alike, program: Program) -> dict[int, Symbol]:
    """Of several norms that are alike, the first."""
    found: dict[int, Symbol] = {}
    for symbol in program.definitions:
        found.setdefault(alike.norm(program, symbol), symbol)
    return found


def _rank(fact: Fact, divides: bool, compared: bool) -> int:
    if divides:
        return 0
    if isinstance(fact.type, Number):
        return 1 if compared and fact.type.unit is not Unit.ONE else 3
    return 2


def _label(program: Program, expr: Expr) -> Text:
    """In words; what a name said before this document's exceptions or changes is marked 原."""

    def named(symbol: Symbol) -> Text:
        name, top = plain_name(symbol), program.top.get(symbol.name)
        same = top is None or _says_it(program, top) == _says_it(program, symbol)
        same = same and not symbol.name.startswith(BEFORE_EXCEPTIONS)
        return name if same else Text(f"原{name.zh}", f"the original {name.en}")

    return Text.same(expr.name) if isinstance(expr, FactRef) else expr_text(expr, named)


def _says_it(program: Program, symbol: Symbol) -> Symbol:
    """The norm of that name whose words count: one that only repeats another is passed over."""
    while True:
        definition = program.definitions[symbol]
        match definition.body:
            case Formula(Ref(other)) if other.name == symbol.name and not definition.exceptions:
                symbol = other
            case _:
                return symbol
