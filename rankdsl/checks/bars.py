"""Thresholds as they are written: comparisons of a fact in the conditions of a decision, and the rows of the tables
that say how high they are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.probing import exact, grid
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Branch, Cases, Definition, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef, Ref, Symbol, conjunction, disjunction, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import TRUTH, Enumeration, Number, Type
from rankdsl.ir.values import Exact

OPPOSITE = {Op.GE: Op.LT, Op.LT: Op.GE, Op.GT: Op.LE, Op.LE: Op.GT}
TURNED = {Op.GE: Op.LE, Op.LE: Op.GE, Op.GT: Op.LT, Op.LT: Op.GT}


class Bar(Struct, frozen=True):
    """`measure` (a fact, or one that the vocabulary derives) stands to `height` as `op` says.

    unit: the least step of the measure; None for an enumeration, whose values are steps. written_in: the norm that says
    so. within: what must hold for the bar to let anybody in (the alternatives that it is a part of). whole: the
    condition that those are alternatives of; None for a bar that everybody has to meet. numbered: whether it stands in
    a numbered condition itself, and not behind a name."""

    measure: Expr
    name: str
    op: Op
    height: Expr
    unit: Exact | None
    written_in: Definition
    within: tuple[Expr, ...]
    whole: Expr | None
    numbered: bool

    @property
    def direction(self) -> int:
        """1: at least so much; -1: at most."""
        return 1 if self.op in (Op.GE, Op.GT) else -1

    @property
    def met(self) -> Expr:
        return Apply(self.op, (self.measure, self.height), TRUTH)

    def within_steps(self, steps: int) -> Expr:
        """That the measure lies no more than so many steps beyond the least that the bar asks for (which is the height
        itself, or what follows it); 0 for “just at the bar”."""
        strict = self.op in (Op.GT, Op.LT)
        if self.unit is None:
            return self._by_value(steps + strict)
        assert isinstance(self.measure.type, Number)
        move = Const(exact(self.unit * (steps + 1) * self.direction), self.measure.type)
        lowered = Apply(Op.SUB, (self.measure, move), self.measure.type)
        near = {(1, False): Op.LT, (1, True): Op.LE, (-1, False): Op.GT, (-1, True): Op.GE}
        return Apply(near[self.direction, strict], (lowered, self.height), TRUTH)

    def _by_value(self, steps: int) -> Expr:
        """For each value that the height may have, that the measure is no more than so many values further."""
        type_ = self.measure.type
        assert isinstance(type_, Enumeration)
        values = type_.values if self.direction > 0 else type_.values[::-1]
        within = Op.LE if self.direction > 0 else Op.GE
        ways = []
        for at, value in enumerate(values[: len(values)]):
            furthest = Const(values[min(at + steps, len(values) - 1)], type_)
            here = Apply(Op.EQ, (self.height, Const(value, type_)), TRUTH)
            ways.append(conjunction((here, Apply(within, (self.measure, furthest), TRUTH))))
        return disjunction(tuple(ways))


class _At(Struct, frozen=True):
    """Where the walk through a decision is."""

    written_in: Definition
    positive: bool
    within: tuple[Expr, ...]
    whole: Expr | None
    numbered: bool


class Row(Struct, frozen=True):
    """One way in which a height is settled: what must hold for it, and where it is written."""

    applies: tuple[Expr, ...] = ()
    place: Place | None = None


class Bars:
    """The bars of one decision, in the order written; each norm is looked at once."""

    def __init__(self, program: Program, subject: str) -> None:
        self.program = program
        self.subject = subject
        self._seen: set[Symbol] = set()
        top = program.definitions[program.top[subject]]
        self.found = tuple(self._in_norm(_At(top, True, (), None, numbered=True)))

    def _in_norm(self, at: _At) -> Iterator[Bar]:
        definition = at.written_in
        if definition.symbol in self._seen:
            return
        self._seen.add(definition.symbol)
        match definition.body:
            case Formula(value=value):
                yield from self._in_formula(value, at)
            case Requirement(mode=mode, items=items):
                itself = Ref(definition.symbol, definition.type)
                yield from self._in_parts(itself, items, mode is Mode.ALL, at)
            case _:
                return  # What stands in branches is no condition.

    def _in_parts(self, whole: Expr, parts: tuple[Expr, ...], every: bool, at: _At) -> Iterator[Bar]:
        for part in parts:
            inside = at
            if every != at.positive:
                meant = part if at.positive else negation(part)
                outer = at.whole or (whole if at.positive else negation(whole))
                inside = replace(at, within=(*at.within, meant), whole=outer)
            yield from self._in_formula(part, inside)

    def _in_formula(self, expr: Expr, at: _At) -> Iterator[Bar]:
        match expr:
            case Ref(symbol=symbol) if symbol.layer >= 0:
                below = self.program.definitions[symbol]
                own = below.kind is Kind.ITEM or symbol.written == self.subject
                yield from self._in_norm(replace(at, written_in=below, numbered=at.numbered and own))
            case Apply(op=Op.NOT, args=(part,)):
                yield from self._in_formula(part, replace(at, positive=not at.positive))
            case Apply(op=Op.AND | Op.OR as op, args=args):
                yield from self._in_parts(expr, args, op is Op.AND, at)
            case Apply(op=Op.GE | Op.GT | Op.LE | Op.LT as op, args=(left, right)):
                meant = op if at.positive else OPPOSITE[op]
                for measure, height, turned in ((left, right, meant), (right, left, TURNED[meant])):
                    known = self._measure(measure)
                    if known is not None:
                        name, unit, fact = known
                        yield Bar(fact, name, turned, height, unit, at.written_in, at.within, at.whole, at.numbered)
                        return
            case _:
                return

    def _measure(self, expr: Expr) -> tuple[str, Exact | None, Expr] | None:
        """The name, the step and the expression of a fact of which more and less can be said; a document's other name
        for one counts as it."""
        match expr:
            case FactRef(name=name, type=type_):
                fact = self.program.vocabulary.fact(name)
                places = fact.places if fact is not None else 0
                return (name, _step(type_, places), expr) if _ordered(type_) else None
            case Ref(symbol=symbol, type=type_):
                definition = self.program.definitions[symbol]
                if definition.kind is Kind.DERIVED:
                    countable = isinstance(type_, Enumeration) or (isinstance(type_, Number) and type_.whole)
                    return (symbol.name, _step(type_, 0), expr) if countable and _ordered(type_) else None
                match definition.body:
                    case Formula(value=value) if not definition.exceptions:
                        return self._measure(value)
                    case _:
                        return None
            case _:
                return None


def rows(program: Program, height: Expr) -> tuple[Row, ...]:
    """Each row of each table, branch and exception behind the height, by itself; one without conditions if there are
    none."""
    found: list[Row] = []
    for symbol in needed(program, (height,)):
        definition = program.definitions[symbol]
        exceptions = tuple(rule.guard for rule in definition.exceptions)
        plain = tuple(negation(guard) for guard in exceptions)
        match definition.body:
            case Cases(branches=branches, hit=hit):
                found += [Row((*_applies(branches, n, hit), *plain), b.place) for n, b in enumerate(branches)]
            case _ if exceptions:
                found.append(Row(plain, definition.place))
            case _:
                pass
        found += [Row((rule.guard,), rule.place) for rule in definition.exceptions]
    return tuple(found) or (Row(),)


def _applies(branches: tuple[Branch, ...], at: int, hit: Hit) -> tuple[Expr, ...]:
    guard = branches[at].guard
    others = branches if guard is None else branches[:at] if hit is Hit.FIRST else ()
    no_other = tuple(negation(b.guard) for b in others if b.guard is not None)
    return no_other if guard is None else (guard, *no_other)


def _ordered(type_: Type) -> bool:
    return isinstance(type_, Number) or (isinstance(type_, Enumeration) and type_.ordered)


def _step(type_: Type, places: int) -> Exact | None:
    if not isinstance(type_, Number):
        return None
    return exact(Fraction(1, 1 if type_.whole else grid(type_, places)))
