"""What facts may be in the domain of a pair of programs: every constant of either side and what lies around it,
enumerations whole, lists of a few records."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import combinations, islice, product

from msgspec import Struct

from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Collection, Const, Expr, LastYears
from rankdsl.ir.program import Period, Program
from rankdsl.ir.types import DAYS, MONTHS, PERCENT, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Record, Records, Scalar, Value, month_of

RECORDS = 3
"""A list has at most so many records."""
AROUND = 2
"""Units around a constant: one that a change has moved by one is then still inside, with its own unit around it."""
_MOST_LISTS = 400
_MOST_DAYS = 6


class Values(Struct, dict=True):
    """Of the facts that `programs` read, on days of `period`."""

    programs: tuple[Program, ...]
    period: Period
    seed: str

    def __post_init__(self) -> None:
        self._scalars: dict[tuple[str, date], Sequence[Scalar]] = {}
        self._lists: dict[tuple[str, date, int], Sequence[Records]] = {}

    @cached_property
    def _nodes(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        for program in self.programs:
            for definition in program.definitions.values():
                for expr in expressions(definition):
                    found += walk(expr)
            for scope in program.scopes:
                found += [*walk(scope.scope), *walk(scope.jurisdiction)]
        return tuple(found)

    @cached_property
    def constants(self) -> Mapping[Type, tuple[Scalar, ...]]:
        found: dict[Type, dict[Scalar, None]] = {}
        for node in self._nodes:
            if isinstance(node, Const):
                found.setdefault(node.type, {}).setdefault(node.value)
        return {type_: tuple(values) for type_, values in found.items()}

    @cached_property
    def windows(self) -> tuple[int, ...]:
        """The N of 近N年."""
        spans = (node.span for node in self._nodes if isinstance(node, Collection))
        return tuple(sorted({span.years for span in spans if isinstance(span, LastYears)}))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The first and the last day, the begin of years and their halves, and what lies around a day that is named."""
        period = self.period
        found = {period.start, period.end - timedelta(1)}
        found |= {date(period.start.year + n, month, 1) for n in (0, 1, 2) for month in (1, 7)}
        found |= {day + timedelta(n) for day in self._dates() for n in (-1, 0, 1)}
        inside = sorted(day for day in found if period.start <= day < period.end)
        return tuple(inside if len(inside) <= _MOST_DAYS else [*inside[: _MOST_DAYS - 2], *inside[-2:]])

    @cached_property
    def durations(self) -> tuple[int, ...]:
        """Months: each constant with what lies around it."""
        around = {v + n for v in _exact(self.constants.get(MONTHS, ())) for n in range(-AROUND, AROUND + 1)}
        return tuple(sorted({int(v) for v in around if v.denominator == 1} | {0, 1, 600}))

    def of(self, fact: Fact, day: date) -> Sequence[Scalar]:
        """In order, never empty; of a fact that is no list."""
        at = fact.name, day
        if at not in self._scalars:
            self._scalars[at] = self._of(fact, day) or [_any(fact)]
        return self._scalars[at]

    def lists(self, fact: Fact, day: date, facts: Mapping[str, Value]) -> Sequence[Records]:
        """Of a person with these facts, from the first year that may have a record on."""
        assert fact.records is not None
        since = facts.get(fact.records.since) if fact.records.since else None
        first = since.year if isinstance(since, date) else int(since) // 12 if isinstance(since, int) else 0
        at = fact.name, day, max(first, fact.records.first_year)
        if at not in self._lists:
            self._lists[at] = self._lists_from(fact.records, day, at[2])
        return self._lists[at]

    def _of(self, fact: Fact, day: date) -> Sequence[Scalar]:
        match fact.type:
            case Truth():
                return (False, True)
            case Enumeration(values=values):
                return values
            case Number() as type_:
                return self._numbers(type_, fact)
            case YearMonth():
                named = {int(v) + n for v in _exact(self.constants.get(fact.type, ())) for n in (-1, 0, 1)}
                return sorted(m for m in named | {month_of(day) - m for m in self.durations} if _inside(m, fact))
            case Day():
                return self._days(fact, day)
            case RecordList():
                raise TypeError(fact.name)

    def _numbers(self, type_: Number, fact: Fact | Field) -> Sequence[Scalar]:
        unit = step(type_, fact.places)
        alike = (values for t, values in self.constants.items() if isinstance(t, Number) and t.unit is type_.unit)
        found = {v + n * unit for values in alike for v in _exact(values) for n in range(-AROUND, AROUND + 1)}
        found |= {Fraction(end) for end in (fact.low, fact.high) if end is not None}
        if isinstance(fact, Fact) and isinstance(fact.typical, int | Fraction):
            found.add(Fraction(fact.typical))
        inside = sorted(v for v in found if _inside(v, fact) and (v / unit).denominator == 1)
        return [int(v) if v.denominator == 1 else v for v in inside]

    def _days(self, fact: Fact, day: date) -> Sequence[Scalar]:
        found = {day, *self._dates()}
        for months in self.durations:
            at = month_of(day) - months
            if 12 <= at < 9999 * 12:
                found.add(date(at // 12, at % 12 + 1, min(day.day, 28)))
        found |= {day - timedelta(int(count)) for count in _exact(self.constants.get(DAYS, ()))}
        around = {d + timedelta(n) for d in found for n in (-1, 0, 1)}
        return sorted(d for d in around if _inside(d.toordinal(), fact))

    def _dates(self) -> list[date]:
        return [value for value in self.constants.get(Day(), ()) if isinstance(value, date)]

    def _lists_from(self, shape: RecordShape, day: date, first: int) -> Sequence[Records]:
        """In the latest years, the first ones, and at the edge of each window; a sample where there are many."""
        wanted = {day.year - n for n in (1, 2, 3)} | {first, first + 1}
        wanted |= {day.year - n - more for n in self.windows for more in (0, 1)}
        years = sorted(year for year in wanted if first <= year < day.year)
        states = self._states(shape)
        every = (
            Records(dict(zip(chosen, records, strict=True)))
            for size in range(min(RECORDS, shape.bound) + 1)
            for chosen in combinations(years, size)
            for records in product(states, repeat=size)
        )
        found = list(islice(every, 20 * _MOST_LISTS))
        source = random.Random(f"{self.seed}{day}{first}")
        return found if len(found) <= _MOST_LISTS else source.sample(found, _MOST_LISTS)

    def _states(self, shape: RecordShape) -> Sequence[Record]:
        values: list[Sequence[Scalar]] = []
        for each in shape.fields:
            match each.type:
                case Truth():
                    values.append((False, True))
                case Enumeration(values=of_type):
                    values.append(of_type)
                case Number() as type_:
                    values.append(self._numbers(type_, each))
                case other:
                    raise TypeError(other)
        fields = [each.name for each in shape.fields]
        return [dict(zip(fields, chosen, strict=True)) for chosen in product(*values)]


def step(type_: Type, places: int) -> Fraction:
    """The smallest difference of two values of a type that has numbers, months or days."""
    if isinstance(type_, Number) and not type_.whole:
        return Fraction(1, 10**places * (100 if type_ == PERCENT else 1))
    return Fraction(1)


def _any(fact: Fact) -> Scalar:
    """Of a fact of which nothing is named."""
    if fact.typical is not None and not isinstance(fact.typical, Records):
        return fact.typical
    low = fact.low if fact.low is not None else 0
    return date.fromordinal(max(1, int(low))) if isinstance(fact.type, Day) else low


def _exact(values: Sequence[Scalar]) -> list[Fraction]:
    return [Fraction(value) for value in values if isinstance(value, int | Fraction)]


def _inside(value: Fraction | int, fact: Fact | Field) -> bool:
    return (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high)
