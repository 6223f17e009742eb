"""Lists of records by year as people write them.

    {2004-2014: 称职, 2015: {等次: 优秀}, 2016: 未知}        [{年度: 2004, 等次: 称职}, …]        无

A year that is not written has no record; 未知 for one year says that the year is not known. A record in which a field
is not known is not known as a whole: that is less than was written, so no answer gets more certain by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from rankdsl.diagnostics import Text, did_you_mean, nearest
from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.values import Record, Records, Scalar, Value
from rankdsl.source import Span
from rankdsl.vocabulary.forms import Alphabet, plain
from rankdsl.vocabulary.values import English, ValueProblem, is_unknown, read_value
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode

NO_RECORDS_WORDS = ("无", "none")
YEAR_WORDS = ("year",)
"""Besides the name that the vocabulary gives it, what the year of a record is called."""
_LONGEST_SPAN = 400
"""Years that one entry may span; more cannot be meant, and must not be spelt out."""


class Misread(Struct, frozen=True):
    """Something in a list that cannot be read, and where."""

    span: Span
    problem: ValueProblem


class WrittenYear(Struct, frozen=True):
    """One year of a list with the place where it was written."""

    year: int
    record: Record | None
    span: Span


def years_form(c: Alphabet = plain) -> str:
    """The pattern of a year, or of years from … to …; two groups."""
    year = f"({c('0-9')}{{4}})年?"
    return f"{year}(?: ?(?:{c('-~')}|至|到) ?{year})?"


@cache
def _years() -> re.Pattern[str]:
    return re.compile(years_form())


def read_records(node: Node, fact: Fact, english: English) -> tuple[tuple[WrittenYear, ...], tuple[Misread, ...]]:
    """The years written, ascending, and what cannot be read. `node` is neither empty nor 未知 as a whole."""
    assert fact.records is not None
    reader = _Reader(fact.records, english)
    match node:
        case ScalarNode() if canonical(node.text) in NO_RECORDS_WORDS:
            pass
        case MappingNode(entries=entries):
            for entry in entries:
                reader.entry(entry)
        case SequenceNode(items=items):
            for item in items:
                reader.item(item)
        case _:
            reader.say(node.span, Text("不是逐年的记录", "these are no records by year"))
    return tuple(sorted(reader.years.values(), key=lambda y: y.year)), tuple(reader.misread)


class _Reader:
    def __init__(self, shape: RecordShape, english: English) -> None:
        self.shape = shape
        self.english = english
        self.years: dict[int, WrittenYear] = {}
        self.misread: list[Misread] = []

    def say(self, span: Span, message: Text, help_text: Text | None = None) -> None:
        self.misread.append(Misread(span, ValueProblem(message, help_text or self._example())))

    def _example(self) -> Text:
        names = [field.name for field in self.shape.fields]
        record = "…" if len(names) == 1 else "{" + ", ".join(f"{name}: …" for name in names) + "}"
        shown = f"{{2004-2014: {record}, 2015: {record}}}"
        return Text(f"请写成 {shown}；没有记录的写“无”", f"write {shown}, or 无 for no records")

    def entry(self, entry: Entry) -> None:
        """2004-2014: record"""
        years = self._years(entry.name, entry.key.span)
        self._record(years, entry.value, entry.key.span)

    def item(self, item: Node) -> None:
        """{年度: 2004, 等次: 称职}"""
        key = None
        if isinstance(item, MappingNode):
            key = next((e for e in item.entries if e.name in (self.shape.key, *YEAR_WORDS)), None)
        if not isinstance(item, MappingNode) or key is None or not isinstance(key.value, ScalarNode):
            message = Text(f"这条记录没有写“{self.shape.key}”", f"this record has no year (“{self.shape.key}”)")
            self.say(item.span, message)
            return
        rest = MappingNode(tuple(e for e in item.entries if e is not key), item.span)
        years = self._years(canonical(key.value.text), key.value.span)
        self._record(years, rest, key.value.span)

    def _years(self, written: str, span: Span) -> range:
        found = _years().fullmatch(written)
        if found is None:
            self.say(span, Text(f"“{written}”不是年度", f"“{written}” is no year"))
            return range(0)
        first = int(found.group(1))
        last = int(found.group(2) or first)
        if last < first:
            message = Text(f"“{written}”的起止年度颠倒了", f"the years “{written}” are upside down")
            self.say(span, message, Text(f"请写成 {last}-{first}", f"write {last}-{first}"))
            return range(0)
        if last - first > _LONGEST_SPAN:
            message = Text(f"“{written}”跨的年度太多", f"“{written}” spans too many years")
            self.say(span, message, Text("请核对起止年度", "see whether the years are right"))
            return range(0)
        return range(first, last + 1)

    def _record(self, years: range, node: Node, span: Span) -> None:
        record = self._fields(node, span)
        if isinstance(record, Misread):
            self.misread.append(record)
            return
        for year in years:
            if year in self.years:
                message = Text(f"{year}年写了两次", f"the year {year} stands twice")
                self.say(span, message, Text("每年至多一条记录，请留下一条", "a year has at most one record: keep one"))
                return
            self.years[year] = WrittenYear(year, record, span)

    def _fields(self, node: Node, span: Span) -> Record | Misread | None:
        """The record, None where it is not known."""
        fields = self.shape.fields
        if isinstance(node, ScalarNode) and not node.empty and is_unknown(node.text):
            return None
        if isinstance(node, ScalarNode) and not node.empty and len(fields) == 1:
            value = read_value(node.text, fields[0], self.english)
            return Misread(node.span, value) if isinstance(value, ValueProblem) else {fields[0].name: value}
        if not isinstance(node, MappingNode):
            empty = isinstance(node, ScalarNode) and node.empty
            message = (
                Text("这一年没有写内容", "nothing is written for this year")
                if empty
                else Text("这条记录的写法不对", "this record is not written as it must be")
            )
            return Misread(span if empty else node.span, ValueProblem(message, self._record_help()))
        found: dict[str, Scalar | None] = {}
        for entry in node.entries:
            field = next((f for f in fields if entry.name in (f.name, f.english)), None)
            if field is None:
                message = Text(f"记录中没有“{entry.name}”这个字段", f"a record has no field “{entry.name}”")
                return Misread(entry.key.span, ValueProblem(message, _near(entry.name, fields)))
            if field.name in found:
                message = Text(f"字段“{field.name}”写了两次", f"the field “{field.name}” stands twice")
                return Misread(entry.key.span, ValueProblem(message, Text("请留下一处", "keep one of the two")))
            content = self._field(field, entry)
            if isinstance(content, Misread):
                return content
            found[field.name] = content
        missing = [f.name for f in fields if f.name not in found]
        if missing:
            message = Text(f"记录缺少字段“{missing[0]}”", f"the record lacks the field “{missing[0]}”")
            return Misread(span, ValueProblem(message, self._record_help()))
        known = {f.name: found[f.name] for f in fields}
        return None if None in known.values() else {name: v for name, v in known.items() if v is not None}

    def _field(self, field: Field, entry: Entry) -> Scalar | Misread | None:
        node = entry.value
        if not isinstance(node, ScalarNode) or node.empty:
            message = Text(f"字段“{field.name}”没有写值", f"the field “{field.name}” has no value")
            return Misread(entry.key.span, ValueProblem(message, self._record_help()))
        if is_unknown(node.text):
            return None
        value = read_value(node.text, field, self.english)
        return Misread(node.span, value) if isinstance(value, ValueProblem) else value

    def _record_help(self) -> Text:
        shown = "{" + ", ".join(f"{field.name}: …" for field in self.shape.fields) + "}"
        return Text(f"请写成 {shown}；这一年不知道的写“未知”", f"write {shown}, or 未知 if the year is not known")


def _near(word: str, fields: Iterable[Field]) -> Text:
    names = [field.name for field in fields]
    near = nearest(word, names, limit=1)
    if near:
        return did_you_mean(near[:1])
    return Text(f"可以写：{'、'.join(names)}", f"it can be: {', '.join(names)}")


def impossible_years(
    years: Iterable[WrittenYear], fact: Fact, facts: Mapping[str, Value], as_of: date | None
) -> Iterator[Misread]:
    """Years that nobody can have a record in: before the list begins, not before the year of `as_of`, or too many."""
    shape = fact.records
    assert shape is not None
    years = tuple(years)
    since = facts.get(shape.since) if shape.since else None
    first = since.year if isinstance(since, date) else since // 12 if isinstance(since, int) else None
    begun: set[Span] = set()
    for year in years:
        message = help_text = None
        if year.year < shape.first_year:
            message = Text(f"{year.year}年的记录太早", f"a record of {year.year} is too early")
            help_text = Text(f"最早是{shape.first_year}年", f"the first year is {shape.first_year}")
        elif first is not None and year.year < first and year.record is not None:
            message = Text(
                f"{year.year}年的记录早于“{shape.since}”的那一年（{first}年）",
                f"the record of {year.year} is before the year of “{shape.since}” ({first})",
            )
            help_text = Text(
                f"请核对年度，或者核对“{shape.since}”", f"see whether the year is right, and “{shape.since}”"
            )
        elif as_of is not None and year.year >= as_of.year:
            message = Text(
                f"评定日是{as_of.year}年，还没有{year.year}年的记录",
                f"the day of evaluation is in {as_of.year}: there is no record of {year.year} yet",
            )
            help_text = Text(f"最晚写到{as_of.year - 1}年", f"the last year is {as_of.year - 1}")
        if message is not None and help_text is not None and year.span not in begun:
            begun.add(year.span)
            yield Misread(year.span, ValueProblem(message, help_text))
    known = [year for year in years if year.record is not None]
    if len(known) > shape.bound:
        message = Text(f"记录有 {len(known)} 条，太多了", f"there are {len(known)} records, which is too many")
        yield Misread(
            known[-1].span, ValueProblem(message, Text(f"至多 {shape.bound} 条", f"at most {shape.bound} are possible"))
        )


def as_value(years: Iterable[WrittenYear]) -> Records:
    return Records({year.year: year.record for year in years})
