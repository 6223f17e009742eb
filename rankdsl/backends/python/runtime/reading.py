"""A person from JSON, with values as people write them: `12年`, `2015-01`, `优秀`, `20%`; nothing is guessed at.

The whole text must be as the schema has it; every mistake is a Problem that names the fact, none an exception of
another kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rankdsl.backends.python.runtime.checking import ImpossiblePersonError, Problem
from rankdsl.backends.python.runtime.describing import Fact, Kind, Shape, Words
from rankdsl.backends.python.runtime.exact import Exact, Records

UNKNOWN = ("未知", "unknown")
NOT_APPLICABLE = ("不适用", "not applicable")
YES = ("是", "yes", "true")
NO = ("否", "no", "false")
NO_RECORDS = ("无", "none")
LONGEST = 60
_MAP = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAP |= dict.fromkeys([0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060, *range(0x2000, 0x200B), 0x202F, 0x9], 0x20)
_MAP |= dict.fromkeys([0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0xFF0D], 0x2D)
_MAP[0xFFE5] = 0xA5
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


def canonical(text: str) -> str:
    """Text as people type it in one form: full-width letters, blanks and dashes become plain ones."""
    return text.translate(_MAP).strip()


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


def cases(content: Any, facts: Sequence[Fact], default_day: date | None) -> list[Case]:
    """The persons of a case file. ImpossiblePersonError: what is wrong with it, all at once."""
    if not isinstance(content, Mapping):
        raise _refused("", "应当是一个 JSON 对象，里面有 facts", "this must be a JSON object with “facts”")
    listed = content.get("cases")
    if listed is None:
        return [_case(content, facts, default_day, "1")]
    if not isinstance(listed, list) or not listed:
        raise _refused("cases", "“cases”应当是几个案例的列表", "“cases” must be a list of cases")
    _known(content, ("$schema", "document", "cases"))
    found = []
    for number, one in enumerate(listed, 1):
        if not isinstance(one, Mapping):
            raise _refused(f"cases[{number}]", f"第 {number} 个案例应当是对象", f"case {number} must be an object")
        found.append(_case(one, facts, default_day, str(number)))
    return found


def _known(content: Mapping[str, Any], names: Sequence[str]) -> None:
    if isinstance(content, _Twice):
        raise _refused(content.name, f"“{content.name}”写了两次", f"“{content.name}” stands twice")
    for name in content:
        if name not in names:
            near = _near(name, names)
            raise _refused(name, f"没有“{name}”这一项{near[0]}", f"“{name}” is not known{near[1]}")


def _near(name: str, names: Iterable[str]) -> Words:
    close = get_close_matches(name, list(names), 1, 0.5)
    return (f"；是否应为“{close[0]}”？", f"; did you mean “{close[0]}”?") if close else ("", "")


def _case(content: Mapping[str, Any], facts: Sequence[Fact], default_day: date | None, name: str) -> Case:
    _known(content, ("$schema", "name", "document", "as_of", "facts", "rest_typical", "expect"))
    given = content.get("facts")
    if not isinstance(given, Mapping):
        raise _refused("facts", "缺少“facts”（这个人的事实）", "“facts” (of the person) is missing")
    day = default_day
    if "as_of" in content:
        read = scalar(_text(content["as_of"]), DAY)
        if isinstance(read, _Mistake):
            raise _refused(
                "评定日", f"评定日（as_of）：{read.words[0]}", f"the day of evaluation (as_of): {read.words[1]}"
            )
        day = read
    if day is None:
        zh = "没有评定日：在案例里写 as_of，或者用 --as-of"
        raise _refused("评定日", zh, "there is no day of evaluation: write as_of in the case, or use --as-of")
    reader = _Reader(facts)
    reader.facts_of(given)
    if reader.problems:
        raise ImpossiblePersonError(reader.problems)
    values = reader.values
    typical = content.get("rest_typical", False)
    if typical is True or _text(typical) in ("true", "是"):
        values = _filled(values, facts, reader.unknown, day)
    arguments = {fact.attribute: values[fact.name] for fact in facts if fact.name in values}
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
                near = _near(name, self.by_name)
                self.say(name, (f"没有这项事实{near[0]}", f"there is no such fact{near[1]}"))
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
            self.say(fact.name, _not_this(fact.kind, content))
        else:
            read = value(text, fact)
            if isinstance(read, _Mistake):
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
        if isinstance(record, _Mistake):
            self.say(fact.name, (f"{written}：{record.words[0]}", f"{written}: {record.words[1]}"))
            return
        for year in range(first, last + 1):
            if year in self.years:
                self.say(fact.name, (f"{year}年写了两次", f"the year {year} stands twice"))
                return
            self.years[year] = record

    def _record(self, shape: Shape, content: Any) -> tuple[Any, ...] | _Mistake | None:
        """The fields in order; None where the record is not known, or a field of it."""
        text = _text(content)
        if text is not None and canonical(text) in UNKNOWN:
            return None
        if text is not None and len(shape.fields) == 1:
            read = value(text, shape.fields[0])
            return read if isinstance(read, _Mistake) else (read,)
        names = "、".join(field.name for field in shape.fields)
        if not isinstance(content, Mapping):
            return _Mistake(("这条记录的写法不对", "this record is not written as it must be"))
        if isinstance(content, _Twice):
            return _Mistake((f"“{content.name}”写了两次", f"“{content.name}” stands twice"))
        by_name = {f.english: f for f in shape.fields if f.english} | {f.name: f for f in shape.fields}
        found: dict[str, Any] = {}
        for name, one in content.items():
            field = by_name.get(name)
            if field is None or field.name in found:
                return _Mistake(
                    (
                        f"“{name}”不是其中的一栏，或者写了两次：{names}",
                        f"“{name}” is no field, or stands twice: {names}",
                    )
                )
            written = _text(one)
            if written is None:
                return _Mistake(_not_this(field.kind, one))
            found[field.name] = None if canonical(written) in UNKNOWN else value(written, field)
            if isinstance(found[field.name], _Mistake):
                wrong = found[field.name].words
                return _Mistake((f"“{field.name}”：{wrong[0]}", f"“{field.name}”: {wrong[1]}"))
        for field in shape.fields:
            if field.name not in found:
                return _Mistake((f"缺少“{field.name}”", f"“{field.name}” is missing"))
        record = tuple(found[field.name] for field in shape.fields)
        return None if None in record else record


# --- values ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mistake:
    words: Words


DAY = Kind("day", ("日期", "a date"), ("2015-01-15", "2015-01-15"), patterns=("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})",))
"""Of the day of evaluation, which no vocabulary describes; a generated package puts every way to write one here."""


def _text(content: Any) -> str | None:
    """A JSON value that is no object and no list, as text."""
    if isinstance(content, bool):
        return "true" if content else "false"
    return content if isinstance(content, str) else None


def _not_this(kind: Kind, content: Any) -> Words:
    given = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, default=str)
    if len(given) > LONGEST:
        given = given[:LONGEST] + "…"
    return (
        f"“{given}”不是{kind.called[0]}，请写成{kind.example[0]}",
        f"“{given}” is not {kind.called[1]}; write {kind.example[1]}",
    )


def value(text: str, fact: Fact) -> Any:
    """The value of a fact or field, or a _Mistake; its range is checked with the person."""
    if canonical(text) in NOT_APPLICABLE:
        if fact.absent is None:
            return _Mistake(("这一项不能填“不适用”", "this cannot be “不适用” (not applicable)"))
        return fact.absent
    return scalar(text, fact.kind)


def scalar(text: str | None, kind: Kind) -> Any:
    written = "" if text is None else canonical(text)
    if kind.form == "truth":
        if written in YES:
            return True
        return False if written in NO else _Mistake(_not_this(kind, written))
    if kind.form == "choice":
        for position, (zh, _) in enumerate(kind.values):
            if written == canonical(zh):
                return kind.member(position)
        for position, (_, en) in enumerate(kind.values):
            if en and written == en:
                return kind.member(position)
        wrong = _not_this(kind, written)
        near = _near(written[:LONGEST], [name for names in kind.values for name in names if name])
        return _Mistake((wrong[0] + near[0], wrong[1] + near[1]))
    found = None
    if len(written) <= LONGEST:
        matches = ((number, p.fullmatch(written)) for number, p in enumerate(_compiled(kind.patterns)))
        found = next(((number, match.groups()) for number, match in matches if match is not None), None)
    if found is None:
        return _Mistake(_not_this(kind, written))
    return _number(written, kind, *found) if kind.form == "number" else _moment(written, kind, found[1])


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _number(written: str, kind: Kind, form: int, parts: tuple[str | None, ...]) -> Exact | _Mistake:
    sign, first, *rest = parts
    number = _amount(first or "")
    if kind.unit == "%":
        number /= 100
    elif kind.unit == "元" and form == 0:
        number *= {"": 1, "万": 10_000, "亿": 100_000_000}[rest[0] or ""]
    elif kind.unit == "个月" and form in (0, 1, 3, 4):
        number *= 12
        if form == 0 and rest[0]:
            number += 6
        elif form in (1, 4):
            number += _amount(rest[0] or "")
    if kind.whole and number.denominator != 1:
        return _Mistake(_not_this(kind, written))
    number = -number if sign == "-" else number
    return number.numerator if number.denominator == 1 else number


def _moment(written: str, kind: Kind, parts: tuple[str | None, ...]) -> int | date | _Mistake:
    year, number, *day = (_whole(part or "") for part in parts)
    try:
        found = date(year, number, day[0] if day else 1)
    except ValueError:
        return _Mistake((f"没有“{written}”这一天", f"there is no day “{written}”"))
    return year * 12 + number - 1 if kind.form == "month" else found


_DIGITS = {c: v for v, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def _amount(written: str) -> Fraction:
    """`12`, `1,234.5`, `十二`, `二点五`, `半`."""
    if written == "半":
        return Fraction(1, 2)
    if written[0] in "0123456789":
        return Fraction(written.replace(",", ""))
    whole, _, decimals = written.partition("点")
    parts = (Fraction(_DIGITS[digit], 10**place) for place, digit in enumerate(decimals, start=1))
    return sum(parts, Fraction(_chinese(whole)))


def _whole(written: str) -> int:
    return int(written) if written[0] in "0123456789" else _chinese(written)


def _chinese(written: str) -> int:
    """`十二`, `一百零五`, `三万`, `二〇一五`."""
    if not any(c in _PLACES or c == "万" for c in written):
        number = 0
        for character in written:
            number = number * 10 + _DIGITS[character]
        return number
    total = section = 0
    digit: int | None = None
    for character in written:
        if character == "万":
            total += (section + (digit or 0) or 1) * 10_000
            section, digit = 0, None
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return total + section + (digit or 0)
