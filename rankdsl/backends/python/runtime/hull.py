"""What can be said of a value while facts are missing.

An answer is (values, reasons, hinges). `values`: every number, month or day from the first to the second of a pair; or
the bits of a whole number, one for each truth (1: no, 2: yes) or value of an enumeration (by position); 0: nothing at
all. `reasons`: why there may be no value. `hinges`: bits of the missing facts that it hinges on, none as soon as
nothing missing can change it. A yes or a no is never wrong; an uncertain answer may be cautious.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

Values = tuple[Any, Any] | int


Reason = tuple[str, int, tuple[int, ...]]
"""Cause (gap, contradiction, empty list, division by zero), number of the norm (-1: none), and the rules that
contradict each other, numbered through its branches and then its exceptions."""


Answer = tuple[Values, tuple[Reason, ...], int]


NO: Answer = (1, (), 0)


YES: Answer = (2, (), 0)


ONLY = (NO, YES)


LIMIT = 2**63


def answer(values: Values, reasons: tuple[Reason, ...], hinges: int) -> Answer:
    """An answer that forgets what it hinged on where that does not matter any more."""
    if hinges and (values == 0 or (not reasons and is_single(values))):
        return values, reasons, 0
    return values, reasons, hinges


def is_single(values: Values) -> bool:
    if isinstance(values, tuple):
        return bool(values[0] == values[1])
    return values != 0 and values & (values - 1) == 0


def certain(found: Answer) -> bool:
    """Nothing missing can change it: one value, or surely none."""
    return found[0] == 0 or (not found[1] and is_single(found[0]))


def surely(found: Answer, truth: bool) -> bool:
    return not found[1] and found[0] == (2 if truth else 1)


def may_be(found: Answer, truth: bool) -> bool:
    return isinstance(found[0], int) and bool(found[0] & (2 if truth else 1))


def merge(parts: Sequence[Answer]) -> tuple[Reason, ...]:
    """The reasons of all, each once."""
    found = [reason for part in parts for reason in part[1]]
    return tuple(dict.fromkeys(found)) if found else ()


def union(left: Values, right: Values) -> Values:
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            return min(left[0], right[0]), max(left[1], right[1])
        return left
    return right if isinstance(right, tuple) else left | right


def meet(left: Values, right: Values) -> Values:
    if isinstance(left, tuple) and isinstance(right, tuple):
        low, high = max(left[0], right[0]), min(left[1], right[1])
        return (low, high) if low <= high else 0
    return left & right if isinstance(left, int) and isinstance(right, int) else 0


def known(value: Any) -> Answer:
    """A number, month or day that is known."""
    return (value, value), (), 0


def strict(meaning: Callable[..., Values], *parts: Answer) -> Answer:
    """The values that an operator makes of operands that all have values; no value where one has none."""
    reasons: tuple[Reason, ...] = ()
    hinges = 0
    nothing = False
    for part in parts:
        if part[1]:
            reasons = merge(parts)
        hinges |= part[2]
        nothing = nothing or part[0] == 0
    if nothing:
        return 0, reasons, 0
    return answer(meaning(*(part[0] for part in parts)), reasons, hinges)


def corners(meaning: Callable[[Any, Any], Any], x: Values, y: Values) -> Values:
    """The extremes of an operator that is monotone in each operand lie at the corners."""
    assert isinstance(x, tuple)
    assert isinstance(y, tuple)
    if x[0] == x[1] and y[0] == y[1]:
        value = meaning(x[0], y[0])
        return value, value
    found = [meaning(a, b) for a in x for b in y]
    return min(found), max(found)


def image(meaning: Callable[[Any], Any], x: Answer) -> Answer:
    def both(values: Values) -> Values:
        assert isinstance(values, tuple)
        ends = meaning(values[0]), meaning(values[1])
        return min(ends), max(ends)

    return strict(both, x)


def over(meaning: Callable[[Any, Any], Any], x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: corners(meaning, a, b), x, y)


def divided(x: Answer, y: Answer, norm: int) -> Answer:
    def quotients(a: Values, b: Values) -> Values:
        if meet(b, (0, 0)) != 0:
            return 0 if b == (0, 0) else (-LIMIT, LIMIT)
        return corners(lambda n, d: Fraction(n) / Fraction(d), a, b)

    found = strict(quotients, x, y)
    if x[0] != 0 and y[0] != 0 and meet(y[0], (0, 0)) != 0:
        return answer(found[0], (*found[1], ("division by zero", norm, ())), x[2] | y[2])
    return found


def span(values: Values) -> tuple[Any, Any]:
    """From the lowest to the highest; of an enumeration by position."""
    if isinstance(values, tuple):
        return values
    return (values & -values).bit_length() - 1, values.bit_length() - 1


def like(values: Values, low: Any, high: Any) -> Values:
    return (low, high) if isinstance(values, tuple) else (2 << high) - (1 << low)


def least(*parts: Answer) -> Answer:
    def of_two(x: Values, y: Values) -> Values:
        (a, b), (c, d) = span(x), span(y)
        return like(x, min(a, c), min(b, d))

    return strict(lambda *values: _folded(of_two, values), *parts)


def greatest(*parts: Answer) -> Answer:
    def of_two(x: Values, y: Values) -> Values:
        (a, b), (c, d) = span(x), span(y)
        return like(x, max(a, c), max(b, d))

    return strict(lambda *values: _folded(of_two, values), *parts)


def _folded(of_two: Callable[[Values, Values], Values], values: Sequence[Values]) -> Values:
    found = values[0]
    for value in values[1:]:
        found = of_two(found, value)
    return found


def truths(can_be_yes: bool, can_be_no: bool) -> int:
    return (2 if can_be_yes else 0) + (1 if can_be_no else 0)


def _equal(x: Values, y: Values) -> Values:
    return truths(meet(x, y) != 0, not (is_single(x) and is_single(y) and x == y))


def _different(x: Values, y: Values) -> Values:
    return truths(not (is_single(x) and is_single(y) and x == y), meet(x, y) != 0)


def _less(x: Values, y: Values) -> Values:
    (a, b), (c, d) = span(x), span(y)
    return truths(a < d, not b < c)


def _at_most(x: Values, y: Values) -> Values:
    (a, b), (c, d) = span(x), span(y)
    return truths(a <= d, not b <= c)


def eq(x: Answer, y: Answer) -> Answer:
    return strict(_equal, x, y)


def ne(x: Answer, y: Answer) -> Answer:
    return strict(_different, x, y)


def lt(x: Answer, y: Answer) -> Answer:
    return strict(_less, x, y)


def le(x: Answer, y: Answer) -> Answer:
    return strict(_at_most, x, y)


def gt(x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: _less(b, a), x, y)


def ge(x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: _at_most(b, a), x, y)


def _swapped(x: Values) -> Values:
    assert isinstance(x, int)
    return (x & 1) * 2 + (x >> 1)


def inverse(x: Answer) -> Answer:
    return strict(_swapped, x)


def has_value(x: Answer) -> Answer:
    return answer(truths(x[0] != 0, bool(x[1])), (), x[2])


def every(*parts: Answer) -> Answer:
    return _either_way(False, parts)


def some(*parts: Answer) -> Answer:
    return _either_way(True, parts)


def _either_way(decisive: bool, parts: Sequence[Answer]) -> Answer:
    """Kleene's 且 (`decisive` False) and 或 (True): the decisive truth anywhere decides, whatever the others are; else
    no value anywhere is no value; else the other truth."""
    this, other = (2, 1) if decisive else (1, 2)
    values, undecided, rest, hinges = 0, True, True, 0
    for found, reasons, on in parts:
        assert isinstance(found, int)
        if found & this:
            values = this
        if not found & other:
            rest = False
            if not reasons:
                undecided = False
        hinges |= on
    if rest:
        values |= other
    return answer(values, merge(parts) if undecided else (), hinges)
