"""A person from JSON, with values as people write them: `12年`, `2015-01`, `优秀`, `20%`; nothing is guessed at.

The whole text must be as the schema has it; every mistake is a Problem that names the fact, none an exception of
another kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime import values
from rankdsl.backends.python.runtime.checking import ImpossiblePersonError, Problem
from rankdsl.backends.python.runtime.describing import Fact, Shape, Words
from rankdsl.backends.python.runtime.exact import Records
from rankdsl.backends.python.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Mistake,
    canonical,
    near,
    not_this,
    scalar,
    value,
)

NO_RECORDS = ("无", "none")


_YEARS = re.compile("([0-9]{4})年?(?: ?(?:[-~]|至|到) ?([0-9]{4})年?)?")


class _Written(str):
    """A number of a JSON text, as it stands there."""


class _Twice(dict[str, Any]):
    """An object in which a name stands twice."""

    name = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One person of a file: what is to be given to the class Person."""

    name: str
    arguments: Mapping[str, Any]


def parse(text: str | bytes) -> Any:
    """A JSON text; ImpossiblePersonError where it is none."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(
            text,
            parse_float=_Written,
            parse_int=_Written,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise _refused("", "文件不是 UTF-8 编码", "the file is not UTF-8") from error
    except json.JSONDecodeError as error:
        zh = f"不是 JSON：第 {error.lineno} 行第 {error.colno} 列有误"
        raise _refused("", zh, f"this is no JSON: line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise _refused("", "JSON 的层次太多", "this JSON is nested too deeply") from error


def _no_number(text: str) -> Any:
    raise _refused("", f"“{text}”不是数", f"“{text}” is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = _Twice(found)
    for name, _ in pairs:
        if name in seen:
            twice.name = name
        seen.add(name)
    return twice


def _refused(fact: str, zh: str, en: str) -> ImpossiblePersonError:
    return ImpossiblePersonError([Problem(fact, (zh, en))])


def cases(content: Any, facts: Sequence[Fact], day: date | None) -> list[Case]:
    """The persons of a case file. `day`: instead of what the cases say. ImpossiblePersonError: what is wrong with it,
    all at once."""
    if not isinstance(content, Mapping):
        raise _refused("", "应当是一个 JSON 对象，里面有 facts", "this must be a JSON object with “facts”")
    listed = content.get("cases")
    if listed is None:
        return [_case(content, facts, day, "1")]
    if not isinstance(listed, list) or not listed:
        raise _refused("cases", "“cases”应当是几个案例的列表", "“cases” must be a list of cases")
    _known(content, ("$schema", "document", "cases"))
    found = []
    for number, one in enumerate(listed, 1):
        if not isinstance(one, Mapping):
            raise _refused(f"cases[{number}]", f"第 {number} 个案例应当是对象", f"case {number} must be an object")
        found.append(_case(one, facts, day, str(number)))
    return found


def _known(content: Mapping[str, Any], names: Sequence[str]) -> None:
    if isinstance(content, _Twice):
        raise _refused(content.name, f"“{content.name}”写了两次", f"“{content.name}” stands twice")
    for name in content:
        if name not in names:
            close = near(name, names)
            raise _refused(name, f"没有“{name}”这一项{close[0]}", f"“{name}” is not known{close[1]}")


def _case(content: Mapping[str, Any], facts: Sequence[Fact], replacing: date | None, name: str) -> Case:
    _known(content, ("$schema", "name", "document", "as_of", "facts", "rest_typical", "expect"))
    given = content.get("facts")
    if not isinstance(given, Mapping):
        raise _refused("facts", "缺少“facts”（这个人的事实）", "“facts” (of the person) is missing")
    day = replacing
    if "as_of" in content:
        read = scalar(_text(content["as_of"]), values.DAY)
        if isinstance(read, Mistake):
            raise _refused(
                "评定日", f"评定日（as_of）：{read.words[0]}", f"the day of evaluation (as_of): {read.words[1]}"
            )
        day = day or read
    if day is None:
        zh = "没有评定日：在案例里写 as_of，或者用 --as-of"
        raise _refused("评定日", zh, "there is no day of evaluation: write as_of in the case, or use --as-of")
    reader = _Reader(facts)
    reader.facts_of(given)
    if reader.problems:
        raise ImpossiblePersonError(reader.problems)
    found = reader.values
    typical = content.get("rest_typical", False)
    if typical is True or _text(typical) in ("true", "是"):
        found = _filled(found, facts, reader.unknown, day)
    arguments = {fact.attribute: found[fact.name] for fact in facts if fact.name in found}
    named = content.get("name")
    return Case(named if isinstance(named, str) else name, {"as_of": day, **arguments})


def _filled(values: dict[str, Any], facts: Sequence[Fact], unknown: set[str], day: date) -> dict[str, Any]:
    """The rest at what is typical."""
    filled = dict(values)
    for fact in facts:
        if fact.name not in filled and fact.name not in unknown and fact.typical is not None:
            filled[fact.name] = fact.typical
    for fact in facts:
        shape = fact.records
        if shape is None or fact.name in filled or fact.name in unknown:
            continue
        if shape.typical is None:
            filled[fact.name] = Records(())
            continue
        first = shape.first_year
        if shape.since is not None:
            since = filled.get(shape.since)
            if since is None:
                continue
            first = max(first, since.year if isinstance(since, date) else since // 12)
        years = range(max(first, day.year - shape.bound), day.year)
        filled[fact.name] = Records(tuple((year, *shape.typical) for year in years))
    return filled


class _Reader:
    def __init__(self, facts: Sequence[Fact]) -> None:
        self.by_name = {f.english: f for f in facts if f.english} | {f.name: f for f in facts}
        self.values: dict[str, Any] = {}
        self.unknown: set[str] = set()
        self.problems: list[Problem] = []

    def say(self, fact: str, words: Words) -> None:
        self.problems.append(Problem(fact, (f"“{fact}”：{words[0]}", f"“{fact}”: {words[1]}")))

    def facts_of(self, given: Mapping[str, Any]) -> None:
        if isinstance(given, _Twice):
            self.say(given.name, ("写了两次", "it stands twice"))
        seen: dict[str, str] = {}
        for name, content in given.items():
            fact = self.by_name.get(canonical(name))
            if fact is None:
                close = near(name, self.by_name)
                self.say(name, (f"没有这项事实{close[0]}", f"there is no such fact{close[1]}"))
            elif fact.name in seen:
                words = (f"与“{seen[fact.name]}”是同一项，写了两次", f"it stands twice, also as “{seen[fact.name]}”")
                self.say(name, words)
            else:
                seen[fact.name] = name
                self._fact(fact, content)

    def _fact(self, fact: Fact, content: Any) -> None:
        text = _text(content)
        if text is not None and canonical(text) in UNKNOWN:
            self.unknown.add(fact.name)
        elif fact.records is not None and not (text is not None and canonical(text) in NOT_APPLICABLE):
            self._records(fact, fact.records, content)
        elif text is None:
            self.say(fact.name, not_this(fact.kind, content))
        else:
            read = value(text, fact)
            if isinstance(read, Mistake):
                self.say(fact.name, read.words)
            else:
                self.values[fact.name] = read

    def _records(self, fact: Fact, shape: Shape, content: Any) -> None:
        """{"2004-2014": "称职", "2015": {"等次": "优秀"}}, or [{"年度": 2004, "等次": "称职"}], or 无."""
        self.years: dict[int, tuple[Any, ...] | None] = {}
        before = len(self.problems)
        text = _text(content)
        if text is not None and canonical(text) in NO_RECORDS:
            pass
        elif isinstance(content, Mapping):
            if isinstance(content, _Twice):
                self.say(fact.name, (f"“{content.name}”写了两次", f"“{content.name}” stands twice"))
            for key, one in content.items():
                self._years(fact, shape, key, one)
        elif isinstance(content, list):
            for one in content:
                keys = [k for k in (shape.key, "year") if isinstance(one, Mapping) and k in one]
                written = _text(one[keys[0]]) if keys else None
                if written is None:
                    self.say(fact.name, (f"有一条记录没有写“{shape.key}”", f"a record has no year (“{shape.key}”)"))
                    continue
                self._years(fact, shape, written, {k: v for k, v in one.items() if k != keys[0]})
        else:
            self.say(fact.name, ("不是逐年的记录", "these are no records by year"))
        if len(self.problems) == before:
            known = tuple((y, *r) for y, r in sorted(self.years.items()) if r is not None)
            self.values[fact.name] = Records(known, tuple(y for y, r in sorted(self.years.items()) if r is None))

    def _years(self, fact: Fact, shape: Shape, written: str, content: Any) -> None:
        found = _YEARS.fullmatch(canonical(written))
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if last < first or last - first > 400:
            self.say(fact.name, (f"“{written}”不是年度", f"“{written}” is no year"))
            return
        record = self._record(shape, content)
        if isinstance(record, Mistake):
            self.say(fact.name, (f"{written}：{record.words[0]}", f"{written}: {record.words[1]}"))
            return
        for year in range(first, last + 1):
            if year in self.years:
                self.say(fact.name, (f"{year}年写了两次", f"the year {year} stands twice"))
                return
            self.years[year] = record

    def _record(self, shape: Shape, content: Any) -> tuple[Any, ...] | Mistake | None:
        """The fields in order; None where the record is not known, or a field of it."""
        text = _text(content)
        if text is not None and canonical(text) in UNKNOWN:
            return None
        if text is not None and len(shape.fields) == 1:
            read = value(text, shape.fields[0])
            return read if isinstance(read, Mistake) else (read,)
        names = "、".join(field.name for field in shape.fields)
        if not isinstance(content, Mapping):
            return Mistake(("这条记录的写法不对", "this record is not written as it must be"))
        if isinstance(content, _Twice):
            return Mistake((f"“{content.name}”写了两次", f"“{content.name}” stands twice"))
        by_name = {f.english: f for f in shape.fields if f.english} | {f.name: f for f in shape.fields}
        found: dict[str, Any] = {}
        for name, one in content.items():
            field = by_name.get(name)
            if field is None or field.name in found:
                return Mistake(
                    (
                        f"“{name}”不是其中的一栏，或者写了两次：{names}",
                        f"“{name}” is no field, or stands twice: {names}",
                    )
                )
            written = _text(one)
            if written is None:
                return Mistake(not_this(field.kind, one))
            found[field.name] = None if canonical(written) in UNKNOWN else value(written, field)
            if isinstance(found[field.name], Mistake):
                wrong = found[field.name].words
                return Mistake((f"“{field.name}”：{wrong[0]}", f"“{field.name}”: {wrong[1]}"))
        for field in shape.fields:
            if field.name not in found:
                return Mistake((f"缺少“{field.name}”", f"“{field.name}” is missing"))
        record = tuple(found[field.name] for field in shape.fields)
        return None if None in record else record


def _text(content: Any) -> str | None:
    """A JSON value that is no object and no list, as text."""
    if isinstance(content, bool):
        return "true" if content else "false"
    return content if isinstance(content, str) else None
