"""A list of records as counts: how many years of each region of time hold a record of each kind.

Which year of a region holds which record is left open as long as nobody asks, so a career of 45 years is a handful of
numbers. Exact: whatever the counts and rules admit can be written out as a list (`rebuilding`), and every list has its
counts. Order within a region (`order`) is added only where it is asked; `unrolled` makes every year its own region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.kinds import Kind, raised_kinds, single_kinds
from rankdsl.backends.smt.regions import Region, Timeline
from rankdsl.backends.smt.states import Asked, RecordClasses, TooFine, year_cuts
from rankdsl.backends.smt.values import Datum, Truth3, Value, defined
from rankdsl.backends.smt.whole import ZERO, Arithmetic, Whole, bounded, known
from rankdsl.ir.facts import Fact, RecordShape
from rankdsl.ir.nodes import LastYears, SinceFact, WholeList
from rankdsl.ir.operators import Collect, Op

MOST_CELLS = 4096
SHORT = 12
"""Windows of so many years are unrolled where order is asked in them."""


class Plan(Struct, frozen=True):
    """What a ledger is made for. `raised`: the direction in which the second person's records stand above the first's,
    None for one list. `also`: fields that matter although nobody asks."""

    asked: tuple[Asked, ...]
    unrolled: bool = False
    raised: int | None = None
    also: tuple[str, ...] = ()


class Cell(Struct, frozen=True, eq=False):
    """The years of a region that hold a record of one kind."""

    region: Region
    kind: Kind
    count: Whole


class Ledger:
    """`rules`: what holds of the counts; they grow while questions are encoded."""

    def __init__(self, arithmetic: Arithmetic, name: str, fact: Fact, year: Whole, base: Whole, plan: Plan) -> None:
        """`name`: of the variables. `base`: the first year that can have a record."""
        assert fact.records is not None
        self.arithmetic = arithmetic
        self.kernel = arithmetic.kernel
        self.name = name
        self.shape: RecordShape = fact.records
        self.plan = plan
        self.rules: list[Bool] = []
        self.classes = RecordClasses(self.shape, plan.asked, plan.also)
        self.kinds = single_kinds(self.classes) if plan.raised is None else raised_kinds(self.classes, plan.raised)
        self.timeline = self._timeline(year, base)
        if len(self.kinds) * len(self.timeline.regions) > MOST_CELLS:
            raise TooFine
        self.cells = tuple(self._cells())
        self._by_year = dict(zip(plan.asked, self.classes.by_year, strict=True))
        self._passes: dict[tuple[Asked, int, int | None], Truth3] = {}

    # -- what others see of it

    @property
    def typical_kind(self) -> Kind | None:
        """The kind of an ordinary record (of both persons)."""
        if self.shape.typical is None:
            return None
        ordinary = self.classes.class_of(self.shape.typical)
        return next((k for k in self.kinds if all(part is ordinary for part in k.parts)), None)

    def of_region(self, region: Region) -> Sequence[Cell]:
        start = region.index * len(self.kinds)
        return self.cells[start : start + len(self.kinds)]

    def start(self, asked: Asked) -> Whole | None:
        """The first year of a window that begins with a fact."""
        return start_of(self.arithmetic, asked)

    def inside(self, asked: Asked, region: Region) -> Bool:
        """Whether the region, if it has years, lies in the window."""
        match asked.collection.span:
            case LastYears(years):
                return self.timeline.in_last(years, region)
            case SinceFact():
                start = self.start(asked)
                assert start is not None
                return self.timeline.since(start, region)
            case WholeList():
                return True

    def passes(self, asked: Asked, cell: Cell) -> Truth3:
        """Whether a record of the cell passes the filter."""
        record_class = cell.kind.parts[asked.part]
        by_year = self._by_year[asked]
        key = asked, record_class.index, cell.region.index if by_year else None
        if key not in self._passes:
            year = cell.region.start if by_year else None
            self._passes[key] = self.classes.filter(asked, record_class.shown, year)
        return self._passes[key]

    def counted(self, asked: Asked) -> Iterator[tuple[Cell, Bool]]:
        """The cells whose records may count, with the condition, which does not say that there are any; in time."""
        for cell in self.cells:
            condition = self.kernel.both(self.inside(asked, cell.region), self.passes(asked, cell).yes)
            if condition is not False:
                yield cell, condition

    def present(self, cell: Cell) -> Bool:
        """Whether there is a record of this kind in this region."""
        return self.arithmetic.lt(ZERO, cell.count)

    def sure(self, asked: Asked) -> Bool:
        """That the filter has a value for every record in the window."""
        kernel = self.kernel
        conditions = []
        for cell in self.cells:
            has_value = defined(kernel, self.passes(asked, cell))
            if has_value is not True:
                elsewhere = kernel.no(self.inside(asked, cell.region))
                conditions.append(kernel.either(elsewhere, kernel.no(self.present(cell)), has_value))
        return kernel.all(conditions)

    def years_without(self, region: Region) -> Whole:
        held = self.arithmetic.sum(cell.count for cell in self.of_region(region))
        free = self.arithmetic.subtract(region.size, held)
        return bounded(free.term, 0, region.size.high)

    # -- making it

    def _timeline(self, year: Whole, base: Whole) -> Timeline:
        backs: set[int] = set()
        cuts: list[Whole] = []
        depth = 0
        for asked in self.plan.asked:
            span = asked.collection.span
            match span:
                case LastYears(years):
                    backs.add(years)
                    if asked.collection.what is Collect.RUN and years <= SHORT:
                        depth = max(depth, years)
                case SinceFact():
                    start = self.start(asked)
                    assert start is not None
                    cuts.append(start)
                case WholeList():
                    pass
            of_years = year_cuts(self.shape, asked)
            if of_years is None:
                if not self.plan.unrolled:
                    raise TooFine
            else:
                for op, value in of_years:
                    cuts += _starts(self.arithmetic, op, value)
            if asked.collection.field == self.shape.key and not self.plan.unrolled:
                raise TooFine
        if self.plan.unrolled:
            assert year.high is not None
            assert base.low is not None
            depth = max(0, year.high - base.low + 1)
            backs = set()
        return Timeline(self.arithmetic, year, base, backs, [] if self.plan.unrolled else cuts, depth)

    def _cells(self) -> Iterator[Cell]:
        kernel, arithmetic = self.kernel, self.arithmetic
        every: list[Whole] = []
        longest: int | None = 0
        for region in self.timeline.regions:
            most = self.shape.bound if region.size.high is None else min(region.size.high, self.shape.bound)
            longest = None if longest is None or region.size.high is None else longest + region.size.high
            held: list[Whole] = []
            for kind in self.kinds:
                count = kernel.int_var(f"{self.name}/{region.index}/{kind.index}")
                self.rules.append(kernel.le(0, count))
                held.append(bounded(count, 0, most))
                yield Cell(region, kind, held[-1])
            self.rules.append(kernel.le(arithmetic.sum(held).term, region.size.term))
            every += held
        if longest is None or longest > self.shape.bound:
            self.rules.append(kernel.le(arithmetic.sum(every).term, self.shape.bound))


def alone(region: Region) -> bool:
    """A region of at most one year."""
    return region.size.high is not None and region.size.high <= 1


def start_of(arithmetic: Arithmetic, asked: Asked) -> Whole | None:
    """The first year of a window that begins with a fact; None for other windows."""
    span = asked.collection.span
    if not isinstance(span, SinceFact):
        return None
    year = asked.encoding.year_of(span.fact)
    return year if span.counts_first_year else arithmetic.add(year, known(1))


def _starts(arithmetic: Arithmetic, op: Op, value: Value) -> Iterator[Whole]:
    """The first years of the stretches in which a comparison of the year with `value` stays as it is."""
    assert isinstance(value, Datum)
    top, bottom = value.parts
    first_after = arithmetic.add(arithmetic.divide(top, bottom), known(1))
    first_from = arithmetic.negate(arithmetic.divide(arithmetic.negate(top), bottom))
    if op in (Op.GE, Op.LT, Op.EQ, Op.NE):
        yield first_from
    if op in (Op.GT, Op.LE, Op.EQ, Op.NE):
        yield first_after
