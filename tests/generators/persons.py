"""Persons, complete or not, and the ways in which one can be completed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.types import (
    YEAR_MONTH,
    Day,
    Enumeration,
    Number,
    RecordList,
    Truth,
    Type,
    YearMonth,
)
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, year_month
from tests.generators.expressions import _step, days
from tests.generators.vocabularies import PERIOD


@cache
def values(type_: Type, low: int | Fraction | None, high: int | Fraction | None, places: int) -> SearchStrategy[Scalar]:
    """Every value within bounds; numbers in steps of their decimal places (percentages: of hundredths)."""
    match type_:
        case Truth():
            return st.booleans()
        case Enumeration(values=names):
            return st.sampled_from(names)
        case Day():
            assert low is not None
            assert high is not None
            return days(date.fromordinal(int(low)), date.fromordinal(int(high)))
        case Number() | YearMonth():
            assert low is not None
            assert high is not None
            if type_ == YEAR_MONTH or (isinstance(type_, Number) and type_.whole):
                return st.integers(int(low), int(high))
            step = _step(type_, places)
            return st.integers(-(-low * step // 1), high * step // 1).map(lambda n: Fraction(n, step))
        case RecordList():
            raise TypeError(type_)


def record_values(records: Fact) -> SearchStrategy[Record]:
    assert records.records is not None
    return st.fixed_dictionaries({f.name: values(f.type, f.low, f.high, f.places) for f in records.records.fields})


def _first_year(records: Fact, facts: dict[str, Value]) -> int:
    assert records.records is not None
    shape = records.records
    since = facts.get(shape.since) if shape.since else None
    start = since.year if isinstance(since, date) else since // 12 if isinstance(since, int) else shape.first_year
    return max(start, shape.first_year)


@st.composite
def record_lists(draw: DrawFn, records: Fact, facts: dict[str, Value], as_of: date) -> Records:
    assert records.records is not None
    years = range(_first_year(records, facts), as_of.year)
    chosen = [year for year in years if draw(st.integers(0, 3)) > 0][-records.records.bound :]
    return Records({year: draw(record_values(records)) for year in chosen})


@st.composite
def persons(draw: DrawFn, words: Vocabulary, missing: bool = False) -> Person:
    """A person within ranges and the rules of lists (invariants may be broken); with `missing` any facts may be
    missing, and records may be unknown."""
    as_of = draw(days(PERIOD.start, date(2019, 12, 31)))
    facts: dict[str, Value] = {}
    for known in words.facts:
        if known.records is None:
            facts[known.name] = draw(values(known.type, known.low, known.high, known.places))
    for known in words.facts:
        if known.records is not None:
            facts[known.name] = draw(record_lists(known, facts, as_of))
    person = Person(facts, as_of)
    return draw(with_gaps(words, person)) if missing else person


@st.composite
def with_gaps(draw: DrawFn, words: Vocabulary, person: Person) -> Person:
    """The same person with some facts missing and some records unknown."""
    kept = {name: value for name, value in person.facts.items() if draw(st.integers(0, 3))}
    for name, value in kept.items():
        if isinstance(value, Records):
            shape = next(f.records for f in words.facts if f.name == name)
            assert shape is not None
            start = _first_year(next(f for f in words.facts if f.name == name), dict(person.facts))
            years: dict[int, Record | None] = {
                year: record if draw(st.integers(0, 4)) else None for year, record in value.years.items()
            }
            for year in range(start, person.as_of.year):
                if year not in years and draw(st.integers(0, 6)) == 0:
                    years[year] = None
            kept[name] = Records(dict(sorted(years.items())))
    return Person(kept, person.as_of)


@st.composite
def completions(draw: DrawFn, words: Vocabulary, person: Person) -> Person:
    """A complete person that `person` may turn out to be."""
    facts: dict[str, Value] = {}
    for known in words.facts:
        if known.records is None:
            found = draw(values(known.type, known.low, known.high, known.places))
            facts[known.name] = person.facts.get(known.name, found)
    for known in words.facts:
        shape = known.records
        if shape is None:
            continue
        given = person.facts.get(known.name)
        if isinstance(given, Records) and shape.since and shape.since not in person.facts:
            # The start was missing: it must not lie after a record that is known.
            first = min((year for year, record in given.years.items() if record is not None), default=person.as_of.year)
            start = facts[shape.since]
            if isinstance(start, date):
                facts[shape.since] = min(start, date(first, 12, 31))
            elif isinstance(start, int):
                facts[shape.since] = min(start, year_month(first, 12))
    for known in words.facts:
        shape = known.records
        if shape is None:
            continue
        given = person.facts.get(known.name)
        if not isinstance(given, Records):
            facts[known.name] = draw(record_lists(known, facts, person.as_of))
            continue
        years = {year: record for year, record in given.years.items() if record is not None}
        for year, record in given.years.items():
            if (
                record is None
                and year >= _first_year(known, facts)
                and len(years) < shape.bound
                and draw(st.booleans())
            ):
                years[year] = draw(record_values(known))
        facts[known.name] = Records(dict(sorted(years.items())))
    return Person(facts, person.as_of)
