"""Whether a person can exist: types, ranges, the rules of records, and what holds of everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from rankdsl.backends.python.runtime.describing import Fact, Words, shown
from rankdsl.backends.python.runtime.exact import Records


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a person. `fact`: the name of the fact, or of what must hold; `words`: the whole sentence."""

    fact: str
    words: Words


class ImpossiblePersonError(ValueError):
    """Nobody can be as this person is described."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(p.words[1] for p in problems) + "（" + "；".join(p.words[0] for p in problems) + "）"
        )


def problems(person: Any, facts: Iterable[Fact]) -> list[Problem]:
    """Everything about the facts that cannot be, in their order; what must hold between them is asked elsewhere."""
    day = person.as_of
    if type(day) is not date:
        words = ("“评定日”应当是日期（date）", "“评定日” (as_of) must be a date")
        return [Problem("评定日", words)]
    found: list[Problem] = []
    values = {fact.name: getattr(person, fact.attribute) for fact in facts}
    for fact in facts:
        value = values[fact.name]
        if value is None:
            continue
        if fact.records is None:
            found += (Problem(fact.name, words) for words in _wrong(fact, value))
        else:
            since = values.get(fact.records.since) if fact.records.since else None
            found += (Problem(fact.name, words) for words in _wrong_records(fact, value, since, day))
    return found


def _wrong(fact: Fact, value: Any, where: Words = ("", "")) -> Iterator[Words]:
    """`where`: stands behind the name of the fact (`2014年的`)."""
    kind = fact.kind
    zh, en = f"“{fact.name}”{where[0]}", f"“{fact.name}”{where[1]}"
    number: Any = value
    if kind.form == "truth":
        fits = isinstance(value, bool)
    elif kind.form == "choice":
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(kind.values)
    elif kind.form == "day":
        fits = type(value) is date
        number = value.toordinal() if fits else value
    elif kind.form == "number":
        fits = isinstance(value, int | Fraction) and not isinstance(value, bool)
    else:
        fits = isinstance(value, int) and not isinstance(value, bool)
    if not fits:
        yield (
            f"{zh}应当是{kind.called[0]}，给出的是 {value!r}",
            f"{en} must be {kind.called[1]}, and {value!r} was given",
        )
        return
    if kind.form == "number":
        places = fact.places + (2 if kind.unit == "%" else 0)
        if (Fraction(value) * 10**places).denominator != 1:
            yield (
                f"{zh}的“{shown(value, kind, 0)}”小数位太多",
                f"{en}: “{shown(value, kind, 1)}” has too many decimal places",
            )
            return
    outside = (fact.low is not None and number < fact.low) or (fact.high is not None and number > fact.high)
    if kind.form not in ("truth", "choice") and outside:
        yield tuple_of_range(fact, zh, en, number)


def tuple_of_range(fact: Fact, zh: str, en: str, value: Any) -> Words:
    words = []
    for language in (0, 1):
        ends = [None if end is None else _bound(end, fact, language) for end in (fact.low, fact.high)]
        given = _bound(value, fact, language)
        if language == 0:
            least = f"不低于{ends[0]}" if ends[0] else ""
            most = f"不高于{ends[1]}" if ends[1] else ""
            words.append(f"{zh}的“{given}”超出范围：应当{'、'.join(part for part in (least, most) if part)}")
        else:
            least = f"at least {ends[0]}" if ends[0] else ""
            most = f"at most {ends[1]}" if ends[1] else ""
            wanted = " and ".join(part for part in (least, most) if part)
            words.append(f"{en}: “{given}” is out of range, it must be {wanted}")
    return words[0], words[1]


def _bound(value: Any, fact: Fact, language: int) -> str:
    if fact.kind.form == "day":
        if not 1 <= value <= date.max.toordinal():
            return str(value)
        return shown(date.fromordinal(int(value)), fact.kind, language)
    return shown(value, fact.kind, language)


def _wrong_records(fact: Fact, value: Any, since: Any, day: date) -> Iterator[Words]:
    shape = fact.records
    assert shape is not None
    zh = en = f"“{fact.name}”"
    if not isinstance(value, Records):
        yield f"{zh}应当是逐年的记录（Records）", f"{en} must be records by year (Records)"
        return
    begun = since.year if type(since) is date else since // 12 if isinstance(since, int) else None
    years: list[int] = []
    for record in value.known:
        if not isinstance(record, tuple) or len(record) != 1 + len(shape.fields) or type(record[0]) is not int:
            yield (
                f"{zh}的记录应当是（年度，{'，'.join(f.name for f in shape.fields)}），给出的是 {record!r}",
                f"a record of {en} must be (year, {', '.join(f.name for f in shape.fields)}), and {record!r} was given",
            )
            return
        years.append(record[0])
        for field, content in zip(shape.fields, record[1:], strict=True):
            where = (f"{record[0]}年的“{field.name}”", f" {record[0]} “{field.name}”")
            for words in _wrong(field, content):
                yield (
                    words[0].replace(f"“{field.name}”", zh + where[0], 1),
                    words[1].replace(f"“{field.name}”", en + where[1], 1),
                )
    unknown = [year for year in value.unknown if type(year) is int]
    if (
        len(unknown) != len(value.unknown)
        or years != sorted(set(years))
        or len({*years, *unknown}) < len([*years, *unknown])
    ):
        yield (f"{zh}应当按年度排列，一年一条", f"{en} must be in order of years, one record a year")
        return
    if len(years) > shape.bound:
        yield (
            f"{zh}有 {len(years)} 条记录，至多 {shape.bound} 条",
            f"{en} has {len(years)} records, and at most {shape.bound} are possible",
        )
    for year in sorted((*years, *unknown)):
        if not shape.first_year <= year < day.year:
            yield (
                f"{zh}不会有{year}年的记录：应当在{shape.first_year}年到{day.year - 1}年之间",
                f"{en} cannot have a record of {year}: it must be from {shape.first_year} to {day.year - 1}",
            )
        elif begun is not None and year < begun and year in years:
            yield (
                f"{zh}{year}年的记录早于“{shape.since}”的那一年（{begun}年）",
                f"{en}: the record of {year} is before the year of “{shape.since}” ({begun})",
            )
