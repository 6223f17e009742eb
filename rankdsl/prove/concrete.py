"""What the Z3 back end makes of one concrete, complete person: for tests of agreement with the reference evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.numbers import Chosen
from rankdsl.backends.smt.people import grid
from rankdsl.backends.smt.sight import Scene
from rankdsl.backends.smt.solver import Model, Solver
from rankdsl.backends.smt.states import TooFine
from rankdsl.backends.smt.values import Truth3, Value, constant, defined
from rankdsl.ir.nodes import Expr
from rankdsl.ir.operators import Collect
from rankdsl.ir.program import Program
from rankdsl.ir.types import Day, Enumeration, Number
from rankdsl.ir.values import Person, Record, Records, Scalar
from rankdsl.prove.posing import NONE, Part, Poser
from rankdsl.prove.questions import Limits


def solver_value(
    program: Program, person: Person, expr: Expr, limits: Limits | None = None, poser: Poser | None = None
) -> Scalar | None:
    """The value of an expression for a complete person within ranges; None for no value."""
    lists = frozenset(f.name for f in program.vocabulary.facts if f.records is not None)
    return Concrete(program, person, expr, limits or Limits(), lists, poser).value()


def poser_of(program: Program, day: date) -> Poser:
    """For many questions about one program and people of one day: each then has a solver of its own in one context,
    which whoever asks closes (`poser.scene.kernel`)."""
    return Poser(Scene(day, day + timedelta(days=1), [program]))


class Concrete:
    """An expression, with every fact of a person fixed. Lists that are not `unrolled` are fixed by their counts only,
    so their order may leave several values open."""

    def __init__(
        self,
        program: Program,
        person: Person,
        expr: Expr,
        limits: Limits,
        unrolled: frozenset[str] = NONE,
        poser: Poser | None = None,
    ) -> None:
        """`poser`: one of `poser_of` for this program and day; without, a context of its own."""
        self._own = poser is None
        poser = poser or poser_of(program, person.as_of)
        self.scene = poser.scene
        self.person = person
        self.expr = expr
        parts = [Part(program, 0, expr)]
        sight = None
        while sight is None:
            try:
                sight = poser.sight(parts, NONE, unrolled)
                self.term: Value = sight.encoding(program, 0).value(expr)
            except TooFine as too_fine:
                sight = None
                if too_fine.records is None or too_fine.records in unrolled:
                    raise
                unrolled |= {too_fine.records}
        reads = self.scene.reads(program).of_expression(expr)
        fixed = [c for name in reads.facts for c in self._fact(name)]
        self._solver = Solver(self.scene.kernel, limits.steps)
        self._solver.add(*self.scene.people.ranges, *fixed)
        regions = self._model()
        for name, _, gathering in sight.gatherings:
            records = person.facts[name]
            assert isinstance(records, Records)
            self._solver.add(*_counts(gathering, records, regions))
        self._solver.add(*sight.list_rules())

    def __del__(self) -> None:
        if self._own:
            self.scene.kernel.close()

    def value(self) -> Scalar | None:
        """One of the values that are possible."""
        model = self._model()
        if not model.truth(defined(self.scene.kernel, self.term)):
            return None
        if isinstance(self.term, Truth3):
            return model.truth(self.term.yes)
        parts = [model.int(part.term) for part in self.term.parts]
        match self.expr.type:
            case Enumeration(values=values):
                return values[parts[0]]
            case Number():
                return Fraction(parts[0], parts[1])
            case Day():
                return date(parts[0] // 12, parts[0] % 12 + 1, parts[1])
            case _:
                return parts[0]

    def can_be(self, value: Scalar | None) -> bool | None:
        """Whether the value (None: no value) is possible."""
        kernel = self.scene.kernel
        there = defined(kernel, self.term)
        if value is None:
            return self._solver.check([kernel.no(there)])
        target = constant(value, self.expr.type)
        if isinstance(self.term, Truth3):
            return self._solver.check([self.term.yes if value else self.term.no])
        assert not isinstance(target, Truth3)
        if isinstance(self.expr.type, Number):
            (p, a), (q, b) = self.term.parts, target.parts
            same = [kernel.eq(kernel.multiply(p.term, b.term), kernel.multiply(q.term, a.term))]
        else:
            same = [kernel.eq(x.term, y.term) for x, y in zip(self.term.parts, target.parts, strict=True)]
        return self._solver.check([there, *same])

    def _model(self) -> Model:
        found = self._solver.check()
        if not found:
            raise ValueError("the person is not within ranges, or a limit was hit")
        return self._solver.model()

    def _fact(self, name: str) -> Iterator[Bool]:
        fact, given = self.scene.facts[name], self.person.facts[name]
        if isinstance(given, Records):
            return
        kernel = self.scene.kernel
        value = self.scene.people.value(name)
        if isinstance(value, Truth3):
            yield kernel.same(value.yes, bool(given))
            return
        if isinstance(fact.type, Number):
            assert isinstance(given, int | Fraction)
            yield kernel.eq(value.parts[0].term, int(given * grid(fact.type, fact.places)))
            return
        target = constant(given, fact.type)
        assert not isinstance(target, Truth3)
        yield from (kernel.eq(x.term, y.term) for x, y in zip(value.parts, target.parts, strict=True))


def _counts(gathering: Gathering, records: Records, regions: Model) -> Iterator[Bool]:
    """The counts of a concrete list, and the values that kinds leave open; `regions`: a model that places them."""
    ledger, kernel = gathering.ledger, gathering.kernel
    held: dict[int, list[tuple[int, Record]]] = {}
    for region in ledger.timeline.regions:
        first, size = regions.int(region.start.term), regions.int(region.size.term)
        for year, record in sorted(records.years.items()):
            if first <= year < first + size and record is not None:
                at = ledger.classes.class_of(record)
                cell = next(c for c in ledger.of_region(region) if c.kind.parts[0] is at)
                held.setdefault(ledger.cells.index(cell), []).append((year, record))
    for index, cell in enumerate(ledger.cells):
        yield kernel.eq(cell.count.term, len(held.get(index, [])))
    for chosen in gathering.numbers.chosen():
        found = [record for _, record in held.get(ledger.cells.index(chosen.cell), [])]
        if found:
            yield kernel.eq(chosen.whole.term, _number(chosen, found))


def _number(chosen: Chosen, records: Sequence[Record]) -> int:
    values = [chosen.grid.at(record[chosen.grid.field.name]) for record in records]
    match chosen.what:
        case Collect.SUM:
            return sum(values)
        case Collect.LARGEST:
            return max(values)
        case Collect.SMALLEST:
            return min(values)
        case _:
            return values[-1]
