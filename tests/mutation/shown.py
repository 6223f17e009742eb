"""A person as a finding shows them, read back: what is replayed is what the reader sees."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from rankdsl.diagnostics import PersonShown
from rankdsl.ir.facts import AS_OF, Fact, RecordShape, Vocabulary
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar, Value

_YEARS = re.compile(r"^(\d+)年(?:至(\d+)年)? (.*)$")


def person_of(shown: PersonShown, words: Vocabulary) -> Person:
    """Raises ValueError where what is shown cannot be read."""
    facts: dict[str, Value] = {}
    for fact in words.facts:
        if fact.name in shown.facts:
            facts[fact.name] = _value(fact, shown.facts[fact.name])
    day = scalar(shown.facts[AS_OF], Day())
    assert isinstance(day, date)
    return Person(facts, day)


def _value(fact: Fact, text: str) -> Value:
    if fact.records is None:
        return scalar(text, fact.type)
    years: dict[int, Record | None] = {}
    for part in [] if text == "无" else text.split("、"):
        found = _YEARS.match(part)
        if found is None:
            raise ValueError(part)
        record = None if found[3] == "未知" else _record(fact.records, found[3])
        years |= dict.fromkeys(range(int(found[1]), int(found[2] or found[1]) + 1), record)
    return Records(years)


def _record(shape: RecordShape, text: str) -> Record:
    words = text.split(" ")
    if len(words) != len(shape.fields):
        raise ValueError(text)
    return {f.name: scalar(w, _bare(f.type)) for f, w in zip(shape.fields, words, strict=True)}


def _bare(type_: Type) -> Type:
    """Numbers of records are shown without their unit."""
    return Number(Unit.ONE, type_.whole) if isinstance(type_, Number) else type_


def scalar(text: str, type_: Type) -> Scalar:
    match type_:
        case Truth():
            return {"是": True, "否": False}[text]
        case Enumeration(values=values):
            if text not in values:
                raise ValueError(text)
            return text
        case Day():
            year, month, day = map(int, re.findall(r"\d+", text))
            return date(year, month, day)
        case YearMonth():
            year, month = map(int, re.findall(r"\d+", text))
            return year * 12 + month - 1
        case Number(unit=unit):
            return _number(text, unit)
        case RecordList():
            raise ValueError(text)


def _number(text: str, unit: Unit) -> Scalar:
    if unit is Unit.MONTH:
        found = re.fullmatch(r"(-?)(?:(\d+)年)?(?:([\d./]+)个月)?", text)
        if found is None:
            raise ValueError(text)
        value = 12 * Fraction(found[2] or 0) + Fraction(found[3] or 0)
        value = -value if found[1] else value
    else:
        value = Fraction(text.removesuffix(unit.value))
        value = value / 100 if unit is Unit.PERCENT else value
    return int(value) if value.denominator == 1 else value
