"""The table of facts of a generated package: how they are read, limited and shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.python.person import PersonNames
from rankdsl.ir.facts import Fact, Field, RecordShape, Vocabulary
from rankdsl.ir.types import DAY, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Records, Scalar, position

RUNTIME = "rankdsl.backends.python.runtime"


class Writing(Struct, frozen=True):
    """How values of a type are called and written: names, an example (each in Chinese and English), patterns."""

    called: tuple[str, str] = ("", "")
    example: tuple[str, str] = ("", "")
    patterns: tuple[str, ...] = ()


_PLAIN = Writing()

Ways = Callable[[Type], Writing]


def no_ways(_: Type) -> Writing:
    """For what is read by nobody."""
    return _PLAIN


def facts_source(vocabulary: Vocabulary, names: PersonNames, ways: Ways) -> str:
    """The module `facts`."""
    kinds: dict[str, str] = {}

    def kind(type_: Type) -> str:
        text = kind_text(type_, vocabulary, ways(type_), names)
        return kinds.setdefault(text, f"_K{len(kinds) + 1}")

    rows = []
    for fact in vocabulary.facts:
        parts = [repr(fact.name), repr(fact.english), repr(names.facts[fact.name]), kind(fact.type)]
        parts += _limits(fact)
        for option, value in (("absent", fact.absent), ("typical", fact.typical)):
            if value is not None and not isinstance(value, Records):
                parts.append(f"{option}={_value(value, fact.type, names)}")
        parts += [f"{option}={text!r}" for option, text in _about(fact) if text]
        if fact.records is not None:
            parts.append(f"records={_shape(fact.records, kind, names)}")
        rows.append(f"    Fact({', '.join(parts)}),")
    day = kind(DAY)
    body = [
        *(f"{name} = {text}" for text, name in kinds.items()),
        "",
        "FACTS: tuple[Fact, ...] = (",
        *rows,
        ")",
        f"values.DAY = {day}",
        "",
    ]
    text = "\n".join(body)
    head = ['"""The facts that can be known of a person."""', "", "from __future__ import annotations", ""]
    if "date(" in text:
        head.append("from datetime import date")
    if "Fraction(" in text:
        head.append("from fractions import Fraction")
    enumerations = sorted(name for name in names.enumerations.values() if f"{name}." in text or f"={name}" in text)
    head += ["", f"from {RUNTIME} import values"]
    head.append(f"from {RUNTIME}.describing import Fact, Kind{', Shape' if 'Shape(' in text else ''}")
    if enumerations:
        head.append(f"from {RUNTIME}.person import {', '.join(enumerations)}")
    return "\n".join([*head, "", text])


def kind_text(type_: Type, vocabulary: Vocabulary, writing: Writing = _PLAIN, names: PersonNames | None = None) -> str:
    """The constructor of a Kind."""
    parts = [repr(_form(type_)), repr(writing.called), repr(writing.example)]
    if isinstance(type_, Number):
        parts.append(f"unit={type_.unit.value!r}")
        if type_.whole:
            parts.append("whole=True")
    if isinstance(type_, Enumeration):
        english = vocabulary.enumeration_english
        values = tuple((value, english.get(value, "")) for value in type_.values)
        parts.append(f"values={values!r}")
        if names is not None and type_.name in names.enumerations:
            parts.append(f"member={names.enumerations[type_.name]}")
    if writing.patterns:
        parts.append(f"patterns={writing.patterns!r}")
    return f"Kind({', '.join(parts)})"


def _form(type_: Type) -> str:
    match type_:
        case Truth():
            return "truth"
        case Number():
            return "number"
        case YearMonth():
            return "month"
        case Day():
            return "day"
        case Enumeration():
            return "choice"
        case RecordList():
            return "records"


def _limits(of: Fact | Field) -> list[str]:
    found = [f"{end}={_exact(value)}" for end, value in (("low", of.low), ("high", of.high)) if value is not None]
    return [*found, f"places={of.places}"] if of.places else found


def _about(fact: Fact) -> tuple[tuple[str, str], ...]:
    return ("meaning", " ".join(fact.meaning.split())), ("judged_by", fact.judged_by or "")


def _exact(value: Exact) -> str:
    return repr(value.numerator) if value.denominator == 1 else f"Fraction({value.numerator}, {value.denominator})"


def _value(value: Scalar, type_: Type, names: PersonNames) -> str:
    if isinstance(type_, Enumeration):
        return f"{names.enumerations[type_.name]}({position(value, type_)})"
    if isinstance(value, bool) or not isinstance(value, int | Fraction | date):
        return repr(value)
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    return _exact(value)


def _shape(shape: RecordShape, kind: Callable[[Type], str], names: PersonNames) -> str:
    fields = []
    for field in shape.fields:
        parts = [repr(field.name), repr(field.english), "''", kind(field.type), *_limits(field)]
        fields.append(f"Fact({', '.join(parts)})")
    typical = "None"
    if shape.typical is not None:
        values = [_value(shape.typical[field.name], field.type, names) for field in shape.fields]
        typical = f"({', '.join(values)},)"
    inner = f"({', '.join(fields)},)" if fields else "()"
    return f"Shape({shape.key!r}, {inner}, {shape.bound}, {shape.first_year}, {shape.since!r}, {typical})"
