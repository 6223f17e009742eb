"""What a list's questions fix about the order of years within a region, beyond the counts.

最近一次: which kinds of record come last; any order of the last ones of each kind can be had. 连续: whether there is a
run; with n years that count and the rest that do not, runs can be avoided or made exactly within the bounds below, as
long as nothing else is asked of the order. Two such questions at once need every year as its own region.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool, BoolTerm, IntTerm
from rankdsl.backends.smt.ledger import Cell, Ledger, alone
from rankdsl.backends.smt.regions import Region
from rankdsl.backends.smt.states import Asked, TooFine
from rankdsl.backends.smt.whole import ZERO, Arithmetic, Whole, known

MOST_RANKED = 16


class Run(Struct, frozen=True, eq=False):
    """The one question about runs whose answer the counts leave open. `passing`: how many years of each region
    count."""

    times: int
    found: BoolTerm
    passing: tuple[Whole, ...]
    asked: Asked


class Order:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.arithmetic: Arithmetic = ledger.arithmetic
        self.kernel = ledger.kernel
        self.ranks: dict[int, tuple[IntTerm, ...]] = {}
        """For regions whose order was asked: the place of the last record of each kind, none equal."""
        self.open_run: Run | None = None
        self._runs: dict[tuple[object, ...], Bool] = {}

    # -- the latest

    def after(self, cell: Cell, others: Iterable[tuple[Cell, Bool]]) -> Bool:
        """Whether the last record of the cell comes after the last one of each other cell of its region that counts."""
        ranks = self._ranks(cell.region)
        own = ranks[cell.kind.index]
        later = [self.kernel.implies(counts, self.kernel.lt(ranks[other.kind.index], own)) for other, counts in others]
        return self.kernel.all(later)

    def _ranks(self, region: Region) -> tuple[IntTerm, ...]:
        if region.index not in self.ranks:
            if self.open_run is not None:
                raise TooFine
            kinds = self.ledger.kinds
            if len(kinds) > MOST_RANKED:
                raise TooFine
            terms = tuple(self.kernel.int_var(f"{self.ledger.name}/{region.index}/{k.index}/rank") for k in kinds)
            for i, term in enumerate(terms):
                self.ledger.rules += [self.kernel.le(0, term), self.kernel.lt(term, len(kinds))]
                self.ledger.rules += [self.kernel.no(self.kernel.eq(term, other)) for other in terms[:i]]
            self.ranks[region.index] = terms
        return self.ranks[region.index]

    # -- runs

    def run(self, asked: Asked) -> Bool:
        times = asked.collection.times
        assert times is not None
        passing = self.passing(asked)
        key = (times, *(w.term if isinstance(w.term, int) else ("term", w.term.key) for w in passing))
        if key not in self._runs:
            self._runs[key] = self._run(asked, times, passing)
        return self._runs[key]

    def passing(self, asked: Asked) -> tuple[Whole, ...]:
        """How many years of each region count."""
        ledger, arithmetic = self.ledger, self.arithmetic
        found = []
        for region in ledger.timeline.regions:
            cells = ledger.of_region(region)
            counts = [arithmetic.choose(ledger.passes(asked, cell).yes, cell.count, ZERO) for cell in cells]
            found.append(arithmetic.choose(ledger.inside(asked, region), arithmetic.sum(counts), ZERO))
        return tuple(found)

    def _run(self, asked: Asked, times: int, passing: tuple[Whole, ...]) -> Bool:
        arithmetic, kernel = self.arithmetic, self.kernel
        if times <= 1:
            return kernel.any(arithmetic.lt(ZERO, n) for n in passing) if times == 1 else True
        regions = self.ledger.timeline.regions
        counting = [i for i, n in enumerate(passing) if n.high != 0]
        if all(alone(regions[i]) for i in counting):
            return self._can(times, passing, regions)
        if self.open_run is not None or self.ranks:
            raise TooFine
        found = kernel.bool_var(f"{self.ledger.name}/run")
        self.open_run = Run(times, found, passing, asked)
        self.ledger.rules.append(kernel.implies(found, self._can(times, passing, regions)))
        self.ledger.rules.append(kernel.either(found, self._can_avoid(times, passing, regions)))
        return found

    def _can(self, times: int, passing: Sequence[Whole], regions: Sequence[Region]) -> Bool:
        """A run fits in: at the end of one region, through whole regions, to the beginning of another."""
        arithmetic, kernel = self.arithmetic, self.kernel
        found: list[Bool] = []
        full = [arithmetic.eq(n, region.size) for n, region in zip(passing, regions, strict=True)]
        for first in range(len(regions)):
            if passing[first].high == 0:
                continue
            length = passing[first]
            interior: list[Bool] = []
            for last in range(first, len(regions)):
                if last > first:
                    length = arithmetic.add(length, passing[last])
                    if last - 1 > first:
                        interior.append(full[last - 1])
                if last - first + 1 > times and all(r.rank is None for r in regions[first : last + 1]):
                    break
                found.append(kernel.both(arithmetic.le(known(times), length), *interior))
        return kernel.any(found)

    def _can_avoid(self, times: int, passing: Sequence[Whole], regions: Sequence[Region]) -> Bool:
        """All runs can be kept shorter: `carried` is the least number of years in a row with which a region ends, when
        the others of its years break up as many as they can."""
        arithmetic, kernel = self.arithmetic, self.kernel
        carried = ZERO
        conditions: list[Bool] = []
        for n, region in zip(passing, regions, strict=True):
            rest = arithmetic.subtract(region.size, n)
            over = arithmetic.subtract(arithmetic.add(carried, n), arithmetic.scale(times - 1, rest))
            carried = arithmetic.larger(ZERO, over)
            conditions.append(arithmetic.le(carried, known(times - 1)))
        return kernel.all(conditions)
