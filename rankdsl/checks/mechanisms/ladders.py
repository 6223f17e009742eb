"""升降 of a chain, taken together: every way to come to another value of a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.chain import of_chain
from rankdsl.checks.conditions import by_scope
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.ir.mechanisms import Direction, Ladder, Move
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import TRUTH, Enumeration


class Way(Struct, frozen=True):
    """A move that the document of `layer` wrote. target: as the program at hand reads it."""

    layer: int
    move: Move
    target: Expr

    @property
    def raises(self) -> bool:
        return self.move.direction is Direction.RAISES

    @property
    def written(self) -> str:
        match self.target:
            case Ref(symbol=symbol):
                to = symbol.written
            case FactRef(name=name):
                to = name
            case Const(value=value):
                to = str(value)
            case _:
                to = ""
        return f"{self.move.decision} → {to}"

    def rule(self, program: Program) -> Ref:
        return rule_of(program, self.move.decision)

    def gives(self, value: str) -> Expr:
        return _is(self.target, value)

    def symbols(self, program: Program) -> tuple[Symbol, ...]:
        """The norms that say who moves, and where to."""
        to = (self.target.symbol,) if isinstance(self.target, Ref) else ()
        return (self.rule(program).symbol, *to)

    def read_by(self, program: Program) -> Way | None:
        """The move as another program of the chain reads it; None if that one has not what it names."""
        if self.move.decision not in program.top:
            return None
        if not isinstance(self.target, Ref):
            return self
        name = self.target.symbol.name
        return replace(self, target=rule_of(program, name)) if name in program.top else None


class OfFact(Struct, frozen=True):
    """`written`: the statements under 升降, with the layer of each; `ways`: their moves, in the order of the chain."""

    value: FactRef
    type: Enumeration
    layers: tuple[tuple[int, Ladder], ...]
    ways: tuple[Way, ...]

    @property
    def fact(self) -> str:
        return self.value.name

    @property
    def written(self) -> tuple[Ladder, ...]:
        return tuple(ladder for _, ladder in self.layers)

    def own(self, layer: int) -> tuple[Ladder, ...]:
        return tuple(ladder for at, ladder in self.layers if at == layer)

    def has(self, value: str) -> Expr:
        return _is(self.value, value)


def ladders(under: Examination) -> Iterator[OfFact]:
    """For each fact of which the chain says how people move, in the order first written."""
    found: dict[str, list[tuple[int, Ladder]]] = {}
    for layer, ladder in of_chain(under, Ladder):
        found.setdefault(ladder.fact, []).append((layer, ladder))
    for name, stated in found.items():
        fact = under.program.vocabulary.fact(name)
        if fact is None or not isinstance(fact.type, Enumeration):
            continue
        ways = (Way(layer, move, move.target) for layer, ladder in stated for move in ladder.moves)
        yield OfFact(FactRef(name, fact.type), fact.type, tuple(stated), tuple(ways))


def changed(under: Examination, ways: Iterable[Way]) -> bool:
    """Whether the moves could lead somebody of this document elsewhere than without it. What they do to everybody whom
    the document above is about they do to fewer people as well."""
    before, ways = under.before, tuple(ways)
    if before is None or any(way.layer == under.layer for way in ways):
        return True
    if not set(before.coverage) <= set(under.program.coverage):
        return True
    return any(not under.keeps(symbol) for way in ways for symbol in way.symbols(under.program))


def out_of_reach(under: Examination, ladder: OfFact) -> bool:
    """Whether somebody could be missing here for whom there is a way down above."""
    before, program = under.before, under.program
    if before is None or changed(under, ladder.ways):
        return True
    return by_scope(under, before)((ladder.value, *(e for way in ladder.ways for e in (way.rule(program), way.target))))


def read_above(under: Examination, ladder: OfFact) -> OfFact | None:
    """What the documents above say of the moves, as they read it; None if they say nothing."""
    before = under.before
    if before is None:
        return None
    stated = tuple((layer, each) for layer, each in ladder.layers if layer < under.layer)
    ways = (way.read_by(before) for way in ladder.ways if way.layer < under.layer)
    kept = tuple(way for way in ways if way is not None)
    return replace(ladder, layers=stated, ways=kept) if kept else None


def _is(expr: Expr, value: str) -> Expr:
    return Apply(Op.EQ, (expr, Const(value, expr.type)), TRUTH)
