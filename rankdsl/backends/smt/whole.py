"""Whole numbers with what is known of them: bounds, and all values where they are few.

Bounds settle signs and comparisons before the solver sees them; a product is linear where one factor has few values.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool, Int, Kernel

FEW = 64
"""A factor with at most so many values is written out."""


class Whole(Struct, frozen=True):
    """`low` and `high`: bounds, both included, None where there is none. `values`: all of them if they are few."""

    term: Int
    low: int | None
    high: int | None
    values: tuple[int, ...] | None = None


def known(x: int) -> Whole:
    return Whole(x, x, x, (x,))


ZERO = known(0)
ONE = known(1)


def bounded(term: Int, low: int | None, high: int | None) -> Whole:
    """A term of which it is certain that it lies within the bounds."""
    if isinstance(term, int):
        return known(term)
    if low is not None and low == high:
        return known(low)
    few = low is not None and high is not None and high - low < FEW
    return Whole(term, low, high, tuple(range(low, high + 1)) if few and low is not None and high is not None else None)


def _with_values(term: Int, low: int | None, high: int | None, values: Iterable[int] | None) -> Whole:
    if isinstance(term, int):
        return known(term)
    if values is None:
        return bounded(term, low, high)
    few = tuple(sorted(set(values)))
    if len(few) == 1:
        return known(few[0])
    if len(few) > FEW:
        return Whole(term, few[0], few[-1])
    return Whole(term, few[0], few[-1], few)


class Arithmetic:
    """Operations on whole numbers that keep track of bounds."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel

    def add(self, x: Whole, y: Whole) -> Whole:
        if x.term == 0:
            return y
        if y.term == 0:
            return x
        term = self.kernel.add(x.term, y.term)
        values = None
        if x.values is not None and y.values is not None and len(x.values) * len(y.values) <= FEW * 4:
            values = {a + b for a in x.values for b in y.values}
        low = None if x.low is None or y.low is None else x.low + y.low
        high = None if x.high is None or y.high is None else x.high + y.high
        return _with_values(term, low, high, values)

    def sum(self, parts: Iterable[Whole]) -> Whole:
        found = list(parts)
        low, high = 0, 0
        bounded_below = bounded_above = True
        for part in found:
            if part.low is None:
                bounded_below = False
            else:
                low += part.low
            if part.high is None:
                bounded_above = False
            else:
                high += part.high
        term = self.kernel.add(*(part.term for part in found))
        return bounded(term, low if bounded_below else None, high if bounded_above else None)

    def scale(self, factor: int, x: Whole) -> Whole:
        if factor == 0:
            return ZERO
        if factor == 1:
            return x
        ends = [None if e is None else e * factor for e in (x.low, x.high)]
        low, high = ends if factor > 0 else reversed(ends)
        values = None if x.values is None else [v * factor for v in x.values]
        return _with_values(self.kernel.multiply(factor, x.term), low, high, values)

    def negate(self, x: Whole) -> Whole:
        return self.scale(-1, x)

    def subtract(self, x: Whole, y: Whole) -> Whole:
        if self.kernel.eq(x.term, y.term) is True:
            return ZERO
        return self.add(x, self.negate(y))

    def times(self, x: Whole, y: Whole) -> Whole:
        """Linear where one factor has few values; else left to the solver, which may give up."""
        if isinstance(x.term, int):
            return self.scale(x.term, y)
        if isinstance(y.term, int):
            return self.scale(y.term, x)
        if x.values is not None and (y.values is None or len(x.values) <= len(y.values)):
            x, y = y, x
        low, high = _product_bounds(x, y)
        values = None
        if x.values is not None and y.values is not None and len(x.values) * len(y.values) <= FEW * 4:
            values = {a * b for a in x.values for b in y.values}
        if y.values is None:
            return bounded(self.kernel.multiply(x.term, y.term), low, high)
        term = self.kernel.multiply(y.values[-1], x.term)
        for value in reversed(y.values[:-1]):
            chosen = self.kernel.eq(y.term, value)
            term = self.kernel.if_int(chosen, self.kernel.multiply(value, x.term), term)
        return _with_values(term, low, high, values)

    def divide(self, x: Whole, y: Whole) -> Whole:
        """The greatest whole number that is <= x/y, for y > 0."""
        kernel = self.kernel
        if isinstance(y.term, int):
            if y.term == 1:
                return x
            low = None if x.low is None else x.low // y.term
            high = None if x.high is None else x.high // y.term
            return bounded(kernel.divide(x.term, y.term), low, high)
        if y.values is None:
            return Whole(kernel.divide(x.term, y.term), None, None)
        positive = [v for v in y.values if v > 0]
        term: Int = 0
        for value in reversed(positive):
            term = kernel.if_int(kernel.eq(y.term, value), kernel.divide(x.term, value), term)
        if x.low is None or x.high is None or not positive:
            return bounded(term, None, None)
        corners = [0, *(end // v for end in (x.low, x.high) for v in (positive[0], positive[-1]))]
        return bounded(term, min(corners), max(corners))

    def choose(self, condition: Bool, x: Whole, y: Whole) -> Whole:
        if isinstance(condition, bool):
            return x if condition else y
        low = None if x.low is None or y.low is None else min(x.low, y.low)
        high = None if x.high is None or y.high is None else max(x.high, y.high)
        values = None if x.values is None or y.values is None else {*x.values, *y.values}
        return _with_values(self.kernel.if_int(condition, x.term, y.term), low, high, values)

    def le(self, x: Whole, y: Whole) -> Bool:
        if x.high is not None and y.low is not None and x.high <= y.low:
            return True
        if x.low is not None and y.high is not None and x.low > y.high:
            return False
        return self.kernel.le(x.term, y.term)

    def lt(self, x: Whole, y: Whole) -> Bool:
        return self.kernel.no(self.le(y, x))

    def eq(self, x: Whole, y: Whole) -> Bool:
        if x.values is not None and y.values is not None and not set(x.values) & set(y.values):
            return False
        apart = (x.low is not None and y.high is not None and x.low > y.high) or (
            y.low is not None and x.high is not None and y.low > x.high
        )
        return False if apart else self.kernel.eq(x.term, y.term)

    def smaller(self, x: Whole, y: Whole) -> Whole:
        found = self.choose(self.le(x, y), x, y)
        highs = [h for h in (x.high, y.high) if h is not None]
        return self._within(found, None, min(highs) if highs else None)

    def larger(self, x: Whole, y: Whole) -> Whole:
        found = self.choose(self.le(y, x), x, y)
        lows = [low for low in (x.low, y.low) if low is not None]
        return self._within(found, max(lows) if lows else None, None)

    def _within(self, x: Whole, low: int | None, high: int | None) -> Whole:
        """`x`, of which these tighter bounds are known too."""
        low = x.low if low is None else low if x.low is None else max(low, x.low)
        high = x.high if high is None else high if x.high is None else min(high, x.high)
        if x.values is not None:
            return _with_values(
                x.term, low, high, [v for v in x.values if (low is None or low <= v) and (high is None or v <= high)]
            )
        return bounded(x.term, low, high)


def _product_bounds(x: Whole, y: Whole) -> tuple[int | None, int | None]:
    if x.low is None or x.high is None or y.low is None or y.high is None:
        return None, None
    corners = [a * b for a in (x.low, x.high) for b in (y.low, y.high)]
    return min(corners), max(corners)
