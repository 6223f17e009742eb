"""What can be said of a value while facts are missing.

An `Answer` covers every completion of the person: whatever the missing facts turn out to be, within their ranges,
the value is among `values`, and if it has none, `reasons` is not empty. With nothing missing an answer is exact: one
value, or none. Nothing here knows expressions or persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Scalar, year_month

Point = int | Fraction | date


class Range(Struct, frozen=True):
    """Every number, month or day from `low` to `high`, both included."""

    low: Any  # a Point; both ends of one range are of one kind
    high: Any


Values = Range | frozenset[Scalar]
"""A range of numbers, months or days; or a set of enumeration values or truths. The empty set: nothing at all."""

NOTHING: frozenset[Scalar] = frozenset()
EITHER: frozenset[Scalar] = frozenset((True, False))
ONLY: dict[bool, frozenset[Scalar]] = {truth: frozenset((truth,)) for truth in (True, False)}

LIMIT = 2**63
"""No number of the language goes beyond this (interval analysis sees to it), so a number without a range lies below."""


class Cause(Enum):
    """Why something has no value."""

    GAP = "gap"
    CONTRADICTION = "contradiction"
    EMPTY_LIST = "empty list"
    DIVISION = "division by zero"


class NoValue(Struct, frozen=True):
    """`symbol`: the norm in which it happens; `places`: the branches or exceptions that contradict each other."""

    cause: Cause
    symbol: Symbol | None = None
    places: tuple[Place, ...] = ()


Reasons = tuple[NoValue, ...]


class Answer(Struct, frozen=True):
    """`values` that are possible, `reasons` why there may be no value, and the missing facts that it hinges on.

    `hinges` is empty as soon as nothing missing can change the answer.
    """

    values: Values
    reasons: Reasons = ()
    hinges: frozenset[str] = frozenset()

    @property
    def value(self) -> Scalar | None:
        """The value, if it is certain; else None."""
        return None if self.reasons else single(self.values)

    @property
    def no_value(self) -> bool:
        """It certainly has no value."""
        return isinstance(self.values, frozenset) and not self.values

    @property
    def certain(self) -> bool:
        """Nothing missing can change it: one value, or surely none."""
        return self.value is not None or self.no_value

    def surely(self, value: Scalar) -> bool:
        return self.value == value

    def may_be(self, truth: bool) -> bool:
        """Of a truth: whether it can turn out so."""
        return isinstance(self.values, frozenset) and truth in self.values

    def listed(self, type_: Type) -> tuple[Scalar, ...]:
        """The possible values of a truth or an enumeration in the order of the type."""
        order: tuple[Scalar, ...] = type_.values if isinstance(type_, Enumeration) else (True, False)
        return tuple(v for v in order if isinstance(self.values, frozenset) and v in self.values)


def answer(values: Values, reasons: Reasons = (), hinges: frozenset[str] = frozenset()) -> Answer:
    """An answer that forgets what it hinged on where that does not matter any more."""
    if hinges and (values == NOTHING or (not reasons and single(values) is not None)):
        hinges = frozenset()
    return Answer(values, reasons, hinges)


def exactly(value: Scalar) -> Values:
    if isinstance(value, bool):
        return ONLY[value]
    return frozenset((value,)) if isinstance(value, str) else Range(value, value)


@lru_cache(maxsize=4096, typed=True)
def certainly(value: Scalar) -> Answer:
    """The answer where one value is known."""
    return Answer(exactly(value))


def single(values: Values) -> Scalar | None:
    """The only one of `values`, or None."""
    if isinstance(values, Range):
        return values.low if values.low == values.high else None
    return next(iter(values)) if len(values) == 1 else None


def everything(type_: Type, low: Exact | None, high: Exact | None) -> Values:
    """All values of a type within bounds as facts and fields give them (a day as its ordinal number)."""
    match type_:
        case Truth():
            return EITHER
        case Enumeration():
            return frozenset(type_.values)
        case Number():
            return Range(-LIMIT if low is None else low, LIMIT if high is None else high)
        case YearMonth():
            return Range(year_month(1, 1) if low is None else low, year_month(9999, 12) if high is None else high)
        case Day():
            return Range(
                date.min if low is None else date.fromordinal(int(low)),
                date.max if high is None else date.fromordinal(int(high)),
            )
        case RecordList():
            raise TypeError("a list of records is no single value")


def points(values: Values) -> tuple[Scalar, ...]:
    """The ends of a range, or each value of a set."""
    if isinstance(values, Range):
        return (values.low,) if values.low == values.high else (values.low, values.high)
    return tuple(values)


def hull(values: Iterable[Scalar]) -> Values:
    """The least that covers all `values` (at least one), which are of one type."""
    found = tuple(values)
    if isinstance(found[0], bool | str):
        return frozenset(found)
    return Range(min(found), max(found))


def union(left: Values, right: Values) -> Values:
    if isinstance(left, Range) and isinstance(right, Range):
        return Range(min(left.low, right.low), max(left.high, right.high))
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left | right
    return right if left == NOTHING else left


def meet(left: Values, right: Values) -> Values:
    """What is in both."""
    if isinstance(left, Range) and isinstance(right, Range):
        low, high = max(left.low, right.low), min(left.high, right.high)
        return Range(low, high) if low <= high else NOTHING
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return left & right
    return NOTHING


def image(meaning: Callable[..., Any], operands: Sequence[Values]) -> Values:
    """All results of an operator that is monotone in each operand: the extremes lie at the corners."""
    ends = [points(operand) for operand in operands]
    if all(len(of_operand) == 1 for of_operand in ends):
        return exactly(meaning(*(of_operand[0] for of_operand in ends)))
    return hull([meaning(*corner) for corner in product(*ends)])


def equality(left: Values, right: Values) -> Values:
    """Whether the two can be equal, and whether they can differ."""
    if isinstance(left, Range) and isinstance(right, Range) and left.low == left.high and right.low == right.high:
        return ONLY[left.low == right.low]
    can_be_equal = meet(left, right) != NOTHING
    can_differ = single(left) is None or single(left) != single(right)
    return frozenset(truth for truth, possible in ((True, can_be_equal), (False, can_differ)) if possible)


def either_way(decisive: bool, parts: Sequence[Answer]) -> Answer:
    """Kleene's 且 (`decisive` False) and 或 (True): the decisive truth anywhere decides, whatever the others are;
    else no value anywhere is no value; else the other truth."""
    if all(p.values == ONLY[not decisive] and not p.reasons for p in parts):
        return Answer(ONLY[not decisive])
    undecided = all(p.may_be(not decisive) or p.reasons for p in parts)
    found = [truth for truth in (decisive,) if any(p.may_be(truth) for p in parts)]
    if all(p.may_be(not decisive) for p in parts):
        found.append(not decisive)
    reasons = merge(parts) if undecided else ()
    return answer(frozenset(found), reasons, depends(parts))


def merge(parts: Iterable[Answer]) -> Reasons:
    """The reasons of all, each once."""
    found = [reason for p in parts for reason in p.reasons]
    return tuple(dict.fromkeys(found)) if found else ()


def depends(parts: Iterable[Answer]) -> frozenset[str]:
    """The missing facts that any of the parts hinges on."""
    found = [p.hinges for p in parts if p.hinges]
    return frozenset().union(*found) if found else frozenset()
