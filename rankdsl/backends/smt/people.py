"""The facts of one or two persons as variables, within their types and ranges, and the day of evaluation they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from msgspec.structs import replace

from rankdsl.backends.smt import calendar
from rankdsl.backends.smt.kernel import Bool, Kernel
from rankdsl.backends.smt.values import Datum, Truth3, Value, number, truth
from rankdsl.backends.smt.whole import Arithmetic, Whole, bounded, known
from rankdsl.ir.facts import Fact
from rankdsl.ir.program import Program
from rankdsl.ir.types import PERCENT, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import month_of, year_month

_ANY_STEPS = 100
"""In how fine steps a number is looked for that nobody gives."""

EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)


def facts_of(programs: Iterable[Program]) -> dict[str, Fact]:
    """Every fact of the programs, in the order of the vocabularies; ranges that differ are met by the narrower."""
    found: dict[str, Fact] = {}
    for vocabulary in {id(p.vocabulary): p.vocabulary for p in programs}.values():
        for fact in vocabulary.facts:
            other = found.get(fact.name)
            if other is None:
                found[fact.name] = fact
                continue
            if other.type != fact.type:
                raise ValueError(f"two vocabularies give {fact.name} different types")
            lows = [f.low for f in (other, fact) if f.low is not None]
            highs = [f.high for f in (other, fact) if f.high is not None]
            low, high = max(lows, default=None), min(highs, default=None)
            if (low, high) != (other.low, other.high):
                found[fact.name] = replace(other, low=low, high=high)
    return found


def grid(type_: Type, places: int) -> int:
    """How many steps of a number make one unit."""
    steps: int = 10**places
    return steps * 100 if type_ == PERCENT else steps


class People:
    """`ranges`: what holds of every variable so far: its bounds, and that a day is one of the calendar.

    The second person's variable of a fact is another one only where the fact is moved.
    """

    def __init__(self, arithmetic: Arithmetic, facts: Mapping[str, Fact], start: date, end: date) -> None:
        self.arithmetic = arithmetic
        self.facts = facts
        self.ranges: list[Bool] = []
        self.day_rule: Bool = True
        self.first_day = start
        self.as_of = self._as_of(start, end - timedelta(days=1))
        self.ranges.append(self.day_rule)
        self.day_range = tuple(self.ranges)
        """The bounds of the day of evaluation."""
        self.year = calendar.year_of(arithmetic, self.as_of.parts[0])
        self._values: dict[tuple[str, bool], Value] = {}
        self._ranges: dict[tuple[str, bool], tuple[Bool, ...]] = {}
        self._rules: dict[tuple[str, bool], Bool] = {}
        self._anythings = 0

    @property
    def kernel(self) -> Kernel:
        return self.arithmetic.kernel

    def value(self, name: str, moved: bool = False) -> Value:
        """The fact (no list) of the first person, or of the second where it is moved."""
        key = name, moved
        if key not in self._values:
            before = len(self.ranges)
            self._values[key] = self._variable(key, self.facts[name])
            self._ranges[key] = tuple(self.ranges[before:])
        return self._values[key]

    def range_of(self, name: str, moved: bool = False) -> tuple[Bool, ...]:
        """The bounds of a person's variable."""
        self.value(name, moved)
        return self._ranges[name, moved]

    def rule(self, name: str, moved: bool = False) -> Bool:
        """What keeps the variable within its type, if more than its bounds."""
        self.value(name, moved)
        return self._rules.get((name, moved), True)

    def anything(self, type_: Type) -> Value:
        """A value of which nothing is known but its type."""
        self._anythings += 1
        name = f"?{self._anythings}"
        match type_:
            case Truth():
                return truth(self.kernel, self.kernel.bool_var(name))
            case Number(whole=whole):
                return number(bounded(self.kernel.int_var(name), None, None), known(1 if whole else _ANY_STEPS))
            case Enumeration(values=values):
                return Datum((self._whole(name, 0, len(values) - 1),))
            case YearMonth():
                return Datum((self._whole(name, month_of(EARLIEST), month_of(LATEST)),))
            case Day():
                return self._day((name, False), name, EARLIEST, LATEST)
            case RecordList():
                raise TypeError("a list of records is no single value")

    def _as_of(self, first: date, last: date) -> Datum:
        low, high = month_of(first), month_of(last)
        month = self._whole("评定日/month", low, high)
        if low == high:
            return Datum((month, self._whole("评定日/day", first.day, last.day)))
        day = self._whole("评定日/day", 1, 31)
        a = self.arithmetic
        self.day_rule = self.kernel.both(
            calendar.is_a_day(a, month, day),
            self.kernel.implies(a.le(month, known(low)), a.le(known(first.day), day)),
            self.kernel.implies(a.le(known(high), month), a.le(day, known(last.day))),
        )
        return Datum((month, day))

    def _variable(self, key: tuple[str, bool], fact: Fact) -> Value:
        name = f"{key[0]}'" if key[1] else key[0]
        low, high = fact.low, fact.high
        match fact.type:
            case Truth():
                return truth(self.kernel, self.kernel.bool_var(name))
            case Enumeration():
                return Datum((self._whole(name, 0, len(fact.type.values) - 1),))
            case Number():
                step = grid(fact.type, fact.places)
                least = None if low is None else ceil(Fraction(low) * step)
                most = None if high is None else floor(Fraction(high) * step)
                return number(self._whole(name, least, most), known(step))
            case YearMonth():
                least = year_month(1, 1) if low is None else ceil(low)
                most = year_month(9999, 12) if high is None else floor(high)
                return Datum((self._whole(name, least, most),))
            case Day():
                first = EARLIEST if low is None else date.fromordinal(ceil(low))
                last = LATEST if high is None else date.fromordinal(floor(high))
                return self._day(key, name, first, last)
            case RecordList():
                raise TypeError(f"{key[0]} is a list")

    def _day(self, key: tuple[str, bool], name: str, first: date, last: date) -> Datum:
        a = self.arithmetic
        month = self._whole(f"{name}/month", month_of(first), month_of(last))
        day = self._whole(f"{name}/day", 1, 31)
        self._rules[key] = self.kernel.both(
            calendar.is_a_day(a, month, day),
            self.kernel.implies(a.le(month, known(month_of(first))), a.le(known(first.day), day)),
            self.kernel.implies(a.le(known(month_of(last)), month), a.le(day, known(last.day))),
        )
        self.ranges.append(self._rules[key])
        return Datum((month, day))

    def _whole(self, name: str, low: int | None, high: int | None) -> Whole:
        if low is not None and high is not None and low > high:
            self.ranges.append(False)
            return known(low)
        if low is not None and low == high:
            return known(low)
        term = self.kernel.int_var(name)
        if low is not None:
            self.ranges.append(self.kernel.le(low, term))
        if high is not None:
            self.ranges.append(self.kernel.le(term, high))
        return bounded(term, low, high)


def raised(arithmetic: Arithmetic, x: Value, y: Value, direction: int) -> Bool:
    """Whether `y` lies strictly above `x` (direction 1) or below it (-1) in the order of their type."""
    kernel = arithmetic.kernel
    if direction < 0:
        x, y = y, x
    if isinstance(x, Truth3):
        assert isinstance(y, Truth3)
        return kernel.both(x.no, y.yes)
    assert isinstance(y, Datum)
    found: Bool = False
    for a, b in zip(reversed(x.parts), reversed(y.parts), strict=True):
        found = kernel.either(arithmetic.lt(a, b), kernel.both(arithmetic.eq(a, b), found))
    return found
