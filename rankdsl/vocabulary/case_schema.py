"""JSON Schema (2020-12) of the case files of a vocabulary, for editors and for whoever writes cases by program.

It is the schema that the reader checks structure by, with the facts of the vocabulary in it; values have the patterns
that the reader reads by. What a schema cannot say is left to the reader: days that no calendar has, ranges of
quantities with units, years that stand twice, records after the day of evaluation, invariants. One thing the reader
forgives and the schema does not: blanks and full-width letters in a value that is one of a list of words.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from rankdsl.ir.facts import Fact, Field, Vocabulary
from rankdsl.ir.types import DAY, Day, Enumeration, Number, RecordList, Truth, Unit, YearMonth
from rankdsl.ir.values import render
from rankdsl.vocabulary.cases import SCHEMA
from rankdsl.vocabulary.forms import (
    LONGEST,
    NO_WORDS,
    NOT_APPLICABLE_WORDS,
    UNKNOWN_WORDS,
    YES_WORDS,
    alternatives,
    example,
    typed,
)
from rankdsl.vocabulary.records import NO_RECORDS_WORDS, YEAR_WORDS, years_form
from rankdsl.vocabulary.structure import shipped_schema
from rankdsl.vocabulary.values import English, range_words


def case_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of a case file over the vocabulary. Facts go by Chinese or English name, but not by both at once."""
    schema: dict[str, Any] = copy.deepcopy(dict(shipped_schema(SCHEMA)))
    schema["title"] = f"案例：{vocabulary.name} (cases: {vocabulary.english})"
    schema["$defs"]["day"]["pattern"] = rf"^\s*(?:{alternatives(DAY, typed)})\s*$"
    schema["$defs"]["facts"] = _facts(vocabulary)
    found: dict[str, Any] = _without_notes(schema)
    return found


def _facts(vocabulary: Vocabulary) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    apart: list[dict[str, Any]] = []
    for fact in vocabulary.facts:
        about = _fact(fact, vocabulary.enumeration_english)
        properties[fact.name] = about
        if fact.english and fact.english != fact.name:
            properties[fact.english] = about
            apart.append({"not": {"required": [fact.name, fact.english]}})
    facts: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if apart:
        facts["allOf"] = apart
    return facts


def _fact(fact: Fact, english: English) -> dict[str, Any]:
    words = list(UNKNOWN_WORDS)
    if fact.absent is not None:
        words += NOT_APPLICABLE_WORDS
    value = _records(fact, english) if fact.records is not None else _value(fact, english, words)
    return {"description": _description(fact), **value}


def _description(fact: Fact) -> str:
    """Meaning, range and an example, in Chinese, with the name in the other language."""
    parts = [fact.meaning]
    if fact.low is not None or fact.high is not None:
        parts.append(range_words(fact).zh)
    if fact.absent is not None:
        parts.append(f"“不适用”就是{render(fact.absent, fact.type)}")
    if fact.judged_by:
        parts.append(f"由{fact.judged_by}判断")
    if not isinstance(fact.type, Enumeration):
        parts.append(f"写成{example(fact.type).zh}")
    return f"{fact.name} ({fact.english})：" + "；".join(part for part in parts if part)


def _value(of: Fact | Field, english: English, words: Iterable[str] = UNKNOWN_WORDS) -> dict[str, Any]:
    """A value, or one of the words."""
    words = list(words)
    match of.type:
        case Truth():
            return {"enum": [*YES_WORDS, *NO_WORDS, True, False, *words]}
        case Enumeration(values=values):
            named = [*values, *dict.fromkeys(english[v] for v in values if v in english)]
            numbers = [int(v) for v in named if v.isdecimal() and v == str(int(v))]
            return {"enum": [*named, *numbers, *words]}
        case RecordList():
            raise TypeError(f"{of.name} is a list")
        case type_:
            pattern = rf"^\s*(?:{alternatives(type_, typed)}|{'|'.join(words)})\s*$"
            text = {"type": "string", "pattern": pattern, "maxLength": LONGEST}
            if isinstance(type_, Number) and type_.unit is Unit.ONE:
                return {"anyOf": [_number(of, whole=type_.whole), text]}
            if isinstance(type_, YearMonth | Day):
                # 201501 and 20150115 without quotation marks are numbers to whoever reads YAML by the book.
                return {"anyOf": [text, {"type": "integer", "minimum": 100001, "maximum": 99991231}]}
            return text


def _number(of: Fact | Field, *, whole: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if whole else "number"}
    for keyword, end in (("minimum", of.low), ("maximum", of.high)):
        if end is not None:
            # Places are few, so that a decimal end is written exactly.
            schema[keyword] = int(end) if Fraction(end).denominator == 1 else float(end)
    return schema


def _records(fact: Fact, english: English) -> dict[str, Any]:
    shape = fact.records
    assert shape is not None
    fields: dict[str, Any] = {}
    apart: list[dict[str, Any]] = []
    for field in shape.fields:
        for name in dict.fromkeys((field.name, field.english)):
            fields[name] = _value(field, english)
        apart.append({"anyOf": [{"required": [name]} for name in dict.fromkeys((field.name, field.english))]})
        if field.english != field.name:
            apart.append({"not": {"required": [field.name, field.english]}})
    record = {"type": "object", "properties": fields, "additionalProperties": False, "allOf": apart}
    short = [_value(shape.fields[0], english)] if len(shape.fields) == 1 else [{"enum": list(UNKNOWN_WORDS)}]
    pattern = rf"^\s*{years_form(typed)}\s*$"
    years = {"anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, {"type": "string", "pattern": pattern}]}
    keys = (shape.key, *YEAR_WORDS)
    item = {
        **record,
        "properties": {**fields, **dict.fromkeys(keys, years)},
        "allOf": [*apart, {"oneOf": [{"required": [key]} for key in keys]}],
    }
    return {
        "anyOf": [
            {
                "type": "object",
                "propertyNames": {"pattern": pattern},
                "additionalProperties": {"anyOf": [*short, record]},
            },
            {"type": "array", "items": item},
            {"enum": [*NO_RECORDS_WORDS, *UNKNOWN_WORDS]},
        ]
    }


def _without_notes(schema: Any) -> Any:
    """The schema without the words that only our own messages use."""
    if isinstance(schema, dict):
        return {name: _without_notes(part) for name, part in schema.items() if not name.startswith("x-")}
    return [_without_notes(part) for part in schema] if isinstance(schema, list) else schema
