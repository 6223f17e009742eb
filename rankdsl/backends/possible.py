"""Whether a person can exist: types, ranges, the rules of lists, and invariants.

Proofs quantify over possible persons only, and every witness and every case must be one. What is missing breaks
nothing: only what certainly fails is a violation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.program import Invariant, Program
from rankdsl.ir.types import PERCENT, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Person, Records, Value


class Rule(Enum):
    """What a person breaks."""

    UNKNOWN_FACT = "unknown fact"
    TYPE = "type"
    RANGE = "range"
    PLACES = "places"
    ENUMERATION = "enumeration"
    RECORD_FIELDS = "record fields"
    RECORD_YEAR = "record year"
    SINCE = "since"
    BOUND = "bound"
    INVARIANT = "invariant"


class Violation(Struct, frozen=True):
    """`subject`: the fact, or the name of the invariant; `year`, `field`: of a record; `value`: what is there."""

    rule: Rule
    subject: str
    value: Value | None = None
    year: int | None = None
    field: str | None = None
    invariant: Invariant | None = None


def possible(program: Program, person: Person) -> list[Violation]:
    """Everything that makes this person impossible, in the order of the vocabulary; then broken invariants.

    An invariant is broken where it certainly does not hold (also where it has no value).
    """
    return violations(evaluate(program, person))


def violations(evaluation: Evaluation) -> list[Violation]:
    """`possible`, of a person whom one wants to know more of: what was worked out is not worked out again."""
    program = evaluation.program
    found = within_ranges(program.vocabulary, evaluation.person)
    if found:
        return found
    return [
        Violation(Rule.INVARIANT, invariant.name, invariant=invariant)
        for invariant in program.invariants
        if not evaluation.value_of(invariant.holds).may_be(True)
    ]


def within_ranges(vocabulary: Vocabulary, person: Person) -> list[Violation]:
    """All of `possible` that needs no program: types, ranges, decimal places, and the rules of lists."""
    known = {fact.name for fact in vocabulary.facts}
    found = [Violation(Rule.UNKNOWN_FACT, name, value) for name, value in person.facts.items() if name not in known]
    for fact in vocabulary.facts:
        if fact.name not in person.facts:
            continue
        value = person.facts[fact.name]
        if not isinstance(fact.type, RecordList):
            rule = _broken(fact.type, fact.low, fact.high, fact.places, value)
            if rule is not None:
                found.append(Violation(rule, fact.name, value))
        elif isinstance(value, Records):
            found.extend(_list(fact, value, person))
        else:
            found.append(Violation(Rule.TYPE, fact.name, value))
    return found


def _list(fact: Fact, records: Records, person: Person) -> Iterator[Violation]:
    shape = fact.records
    assert shape is not None
    if len([record for record in records.years.values() if record is not None]) > shape.bound:
        yield Violation(Rule.BOUND, fact.name, records)
    start = person.facts.get(shape.since) if shape.since else None
    first = start.year if isinstance(start, date) else start // 12 if isinstance(start, int) else shape.first_year
    for year, record in sorted(records.years.items()):
        if not shape.first_year <= year < person.as_of.year:
            yield Violation(Rule.RECORD_YEAR, fact.name, records, year)
        elif year < first and record is not None:
            yield Violation(Rule.SINCE, fact.name, records, year)
        if record is None:
            continue
        if set(record) != {field.name for field in shape.fields}:
            yield Violation(Rule.RECORD_FIELDS, fact.name, records, year)
        for field in shape.fields:
            if field.name in record:
                rule = _broken(field.type, field.low, field.high, field.places, record[field.name])
                if rule is not None:
                    yield Violation(rule, fact.name, record[field.name], year, field.name)


def _broken(type_: Type, low: Exact | None, high: Exact | None, places: int, value: Value) -> Rule | None:
    """The rule that `value` breaks as a value of `type_`, if any."""
    number: Exact
    match type_:
        case Truth():
            return None if isinstance(value, bool) else Rule.TYPE
        case Enumeration():
            return None if value in type_.values else Rule.ENUMERATION
        case Day():
            if not isinstance(value, date):
                return Rule.TYPE
            number = value.toordinal()
        case Number() | YearMonth():
            if isinstance(value, bool) or not isinstance(value, int | Fraction):
                return Rule.TYPE
            number = value
            # A percentage is written in hundredths: 6.5% with one place is 0.065.
            scaled = Fraction(value) * 10**places * (100 if type_ == PERCENT else 1)
            if scaled.denominator != 1:
                return Rule.PLACES
        case RecordList():
            return Rule.TYPE
    outside = (low is not None and number < low) or (high is not None and number > high)
    return Rule.RANGE if outside else None
