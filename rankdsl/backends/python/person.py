"""The person as a typed class: one attribute a fact, enumerations as classes of their own, lists as records by year."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from rankdsl.backends.python.naming import Names
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, YearMonth

RESERVED = frozenset(
    (
        *("Answer", "Document", "Exact", "Explanation", "Fact", "Fraction", "ImpossiblePersonError", "IntEnum", "Kind"),
        *(
            "Outcome",
            "Person",
            "Records",
            "Shape",
            "annotations",
            "as_of",
            "bool",
            "cases",
            "dataclass",
            "date",
            "evaluate",
        ),
        *("explain", "facts", "int", "month", "mro", "name", "parse", "person", "read", "tuple", "value", "values"),
    )
)
"""Names that generated modules need themselves."""


class PersonNames(Struct, frozen=True):
    """Python's names for what a vocabulary has: `facts` by fact, `enumerations` by name, `values` by enumeration and
    value, `fields` by list and field."""

    facts: Mapping[str, str]
    enumerations: Mapping[str, str]
    values: Mapping[tuple[str, str], str]


def person_names(vocabulary: Vocabulary) -> PersonNames:
    outer = Names(RESERVED)
    english = vocabulary.enumeration_english
    enumerations = _enumerations(vocabulary)
    classes = {e.name: outer.give(_as_class(english.get(e.name, "")), e.name, "Values") for e in enumerations.values()}
    attributes = Names(RESERVED)
    facts = {f.name: attributes.give(f.english, f.name, "fact") for f in vocabulary.facts}
    values: dict[tuple[str, str], str] = {}
    for enumeration in enumerations.values():
        members = Names(RESERVED)
        for value in enumeration.values:
            values[enumeration.name, value] = members.give(english.get(value, "").upper(), value, "VALUE")
    return PersonNames(facts, classes, values)


def _enumerations(vocabulary: Vocabulary) -> dict[str, Enumeration]:
    """Those that facts and fields have, in their order."""
    found: dict[str, Enumeration] = {}
    for fact in vocabulary.facts:
        types = [fact.type, *(field.type for field in fact.records.fields)] if fact.records else [fact.type]
        for type_ in types:
            if isinstance(type_, Enumeration):
                found.setdefault(type_.name, type_)
    return found


def _as_class(english: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in english.split("_"))


def person_source(vocabulary: Vocabulary, names: PersonNames) -> str:
    """The module `person`: enumerations, then the person."""
    lines = [
        f'"""Who can be decided about: the words of 《{_quoted(vocabulary.name)}》 as Python types.',
        "",
        "A fact that is None is missing. Durations count months; a month of a year is `month(2012, 1)`; 6% is",
        'Fraction(6, 100). Numbers are exact, never floats."""',
        "",
        "from __future__ import annotations",
        "",
        "from dataclasses import dataclass",
        "from datetime import date",
        "from enum import IntEnum",
        "",
        "from rankdsl.backends.python.runtime.exact import Exact, Records",
        "",
    ]
    for enumeration in _enumerations(vocabulary).values():
        low_to_high = "，由低到高" if enumeration.ordered else ""
        lines += ["", f"class {names.enumerations[enumeration.name]}(IntEnum):"]
        lines += [f'    """{_quoted(enumeration.name)}{low_to_high}"""', ""]
        for position, value in enumerate(enumeration.values):
            lines.append(f"    {names.values[enumeration.name, value]} = {position}  # {_one_line(value)}")
        lines.append("")
    lines += ["", "@dataclass(frozen=True, slots=True, kw_only=True)", "class Person:"]
    lines += ['    """What is known of one person on the day of evaluation."""', "", "    as_of: date"]
    lines.append('    """评定日"""')
    for fact in vocabulary.facts:
        lines.append(f"    {names.facts[fact.name]}: {fact_type(fact, names)} | None = None")
        lines.append(f'    """{_quoted("：".join(part for part in (fact.name, fact.meaning) if part))}"""')
    return "\n".join([*lines, ""])


def fact_type(fact: Fact, names: PersonNames) -> str:
    if fact.records is None:
        return type_name(fact.type, names)
    fields = ", ".join(type_name(field.type, names) for field in fact.records.fields)
    return f"Records[tuple[int, {fields}]]" if fields else "Records[tuple[int]]"


def type_name(type_: Type, names: PersonNames) -> str:
    """The annotation of a fact's or field's value."""
    match type_:
        case Truth():
            return "bool"
        case Number(whole=whole):
            return "int" if whole else "Exact"
        case YearMonth():
            return "int"
        case Day():
            return "date"
        case Enumeration(name=name):
            return names.enumerations[name]
        case RecordList():
            raise TypeError("a list of records is no single value")


def _quoted(text: str) -> str:
    """Text inside a docstring."""
    return _one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _one_line(text: str) -> str:
    return " ".join(text.split())
