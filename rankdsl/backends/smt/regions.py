"""The years of a list, cut where any window or filter begins: within a region all years are alike.

Regions stand in the order of time and end with the year before that of the day of evaluation. Cuts counted back from
that year (近N年) are fixed; cuts that depend on facts are sorted within each stretch between two fixed ones. The last
`depth` years may be regions of their own, for questions that depend on order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.whole import ONE, ZERO, Arithmetic, Whole, bounded, known


class Region(Struct, frozen=True, eq=False):
    """Years from `start` on, `size` of them (0: the region does not exist for this person).

    back: how many years before the year of evaluation the fixed stretch begins that it lies in (None: before all).
    rank: how many of the sorted cuts lie before it; None for a single year."""

    index: int
    start: Whole
    size: Whole
    back: int | None
    rank: int | None


class Timeline:
    def __init__(
        self, arithmetic: Arithmetic, year: Whole, base: Whole, backs: Iterable[int], cuts: Iterable[Whole], depth: int
    ) -> None:
        """year: that of the day of evaluation. base: the first year that can have a record. backs: the N of 近N年.
        cuts: first years of windows and the like."""
        self.arithmetic = arithmetic
        self.base = base
        self.year = year
        self._cuts = self._distinct(cuts)
        self._sorted = self._in_order(list(self._cuts.values()))
        self.depth = depth
        self.regions = tuple(self._regions(sorted({b for b in backs if b > depth}, reverse=True)))

    # -- membership

    def in_last(self, years: int, region: Region) -> bool:
        """Whether the region lies in the last so many years."""
        return region.back is not None and region.back <= years

    def since(self, start: Whole, region: Region) -> Bool:
        """Whether a region that has years lies at or after the year `start`, which is one of the cuts."""
        arithmetic = self.arithmetic
        if region.rank is None:
            return arithmetic.le(start, region.start)
        cut = self._cuts.get(self._key(self._clamped(start)))
        if cut is None:  # at or before the first year that can have a record
            return True
        if region.rank == 0:
            return False
        if region.rank == len(self._sorted):
            return True
        return arithmetic.le(cut, self._sorted[region.rank - 1])

    # -- cutting

    def _clamped(self, cut: Whole) -> Whole:
        return self.arithmetic.larger(self.base, cut)

    def _distinct(self, cuts: Iterable[Whole]) -> dict[object, Whole]:
        found: dict[object, Whole] = {}
        base = self._key(self.base)
        for cut in cuts:
            clamped = self._clamped(cut)
            if self._key(clamped) != base:
                found.setdefault(self._key(clamped), clamped)
        return found

    def _key(self, x: Whole) -> object:
        return x.term if isinstance(x.term, int) else ("term", x.term.key)

    def _in_order(self, cuts: list[Whole]) -> list[Whole]:
        arithmetic = self.arithmetic
        for end in range(len(cuts) - 1, 0, -1):
            for i in range(end):
                first, second = cuts[i], cuts[i + 1]
                cuts[i], cuts[i + 1] = arithmetic.smaller(first, second), arithmetic.larger(first, second)
        return cuts

    def _regions(self, backs: list[int]) -> Iterable[Region]:
        arithmetic = self.arithmetic
        marks = [*backs, self.depth]
        index = 0
        low_back: int | None = None
        for mark in marks:
            high = arithmetic.subtract(self.year, known(mark))
            low = None if low_back is None else arithmetic.subtract(self.year, known(low_back))
            edges = [self._within(c, low, high) for c in (self.base, *self._sorted)]
            edges.append(high)
            for rank, (start, end) in enumerate(pairwise(edges)):
                longest = None if low_back is None else low_back - mark
                size = self._size(start, end, longest)
                if size.high is None or size.high > 0:
                    yield Region(index, start, size, low_back, rank)
                    index += 1
            low_back = mark
        for back in range(self.depth, 0, -1):
            year = arithmetic.subtract(self.year, known(back))
            size = arithmetic.choose(arithmetic.le(self.base, year), ONE, ZERO)
            if size.term != 0:
                yield Region(index, year, size, back, None)
                index += 1

    def _within(self, cut: Whole, low: Whole | None, high: Whole) -> Whole:
        cut = self.arithmetic.smaller(cut, high)
        return cut if low is None else self.arithmetic.larger(cut, low)

    def _size(self, start: Whole, end: Whole, longest: int | None) -> Whole:
        size = self.arithmetic.subtract(end, start)
        if isinstance(size.term, int):
            return known(max(size.term, 0))
        most = [m for m in (size.high, longest) if m is not None]
        return bounded(size.term, max(size.low or 0, 0), min(most) if most else None)
