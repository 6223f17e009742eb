"""Calendars of working days from their files, a year each; every mistake is RD121.

A year whose file has a mistake is left out as a whole, and so is one that two files give: a day that may be wrong is
worse than one that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from rankdsl.diagnostics import Finding, Place, Text, did_you_mean, nearest
from rankdsl.ir.types import DAY
from rankdsl.ir.values import render
from rankdsl.source import SourceFile, Span
from rankdsl.vocabulary import calendar_messages as messages
from rankdsl.vocabulary.calendars import Arranged, Calendar
from rankdsl.vocabulary.structure import MOST_FINDINGS, check_structure, shipped_schema
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, read_yaml

SCHEMA = "calendar.schema.json"
MOST_DAYS = 31
"""Of one holiday: more is a slip in the month. The longest so far had ten (Spring Festival 2020)."""
_TITLE = Text("工作日历", "the calendar")
_YEAR = re.compile("[12][0-9]{3}")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def load_calendars(
    files: Sequence[SourceFile], listed: Collection[str] | None = None
) -> tuple[Calendar, tuple[Finding, ...]]:
    """The days that the files give, and everything that is wrong with the files, in order.

    listed: the keys that may be cited as a source; None where there is no list, and none is looked for.
    """
    findings: list[Finding] = []
    known: dict[int, date] = {}
    arranged: dict[date, Arranged] = {}
    given: dict[int, SourceFile] = {}
    doubtful: set[int] = set()
    for file in files:
        node, wrong = _opened(file)
        reading = _Reading(listed, frozenset(f.place.span for f in wrong if f.place.span is not None))
        if node is not None:
            reading.read(node)
        wrong += reading.findings
        year = reading.year
        if node is not None and year is not None:
            first = given.setdefault(year, file)
            if first is not file:
                at = node.scalar("calendar") or node
                wrong.append(messages.TWO_FILES.at(Place(at.span), subject=str(year), year=year, path=first.path))
            if wrong:
                doubtful.add(year)
            elif reading.known_until is not None:
                known[year] = reading.known_until
                arranged |= {day: is_ for day, (is_, _) in reading.arranged.items()}
        findings += wrong[:MOST_FINDINGS]
    known = {year: last for year, last in sorted(known.items()) if year not in doubtful}
    arranged = {day: is_ for day, is_ in sorted(arranged.items(), key=lambda pair: pair[0]) if day.year in known}
    return Calendar(known, arranged), tuple(sorted(findings, key=lambda f: f.sort_key))


def _opened(file: SourceFile) -> tuple[MappingNode | None, list[Finding]]:
    """The one document of the file, and what is wrong with its form."""
    nodes, problems = read_yaml(file)
    wrong = [messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")) for p in problems]
    nodes = tuple(n for n in nodes if not (isinstance(n, ScalarNode) and n.empty))
    if not nodes:
        return None, wrong or [messages.EMPTY.at(Place(file.span(0, 0)))]
    wrong += [messages.SEVERAL.at(Place(file.span(n.span.start, n.span.start))) for n in nodes[1:]]
    node = nodes[0]
    if isinstance(node, MappingNode) or not problems:
        wrong += check_structure(node, shipped_schema(SCHEMA), messages.STRUCTURE, _TITLE)
    return node if isinstance(node, MappingNode) else None, wrong


class _Reading(Struct):
    """One file being read. `said`: places of which something is said already, which are passed over."""

    listed: Collection[str] | None
    said: frozenset[Span]
    year: int | None = None
    known_until: date | None = None
    arranged: dict[date, tuple[Arranged, Span]] = field(default_factory=dict)
    """Day to what it is and where that is written."""
    findings: list[Finding] = field(default_factory=list)

    def read(self, node: MappingNode) -> None:
        written = self._unsaid(node.scalar("calendar"))
        # Of many faults of form not all are told, so that this one may be no year and yet not be among them.
        self.year = int(written.text) if written is not None and _YEAR.fullmatch(written.text) else None
        self.known_until = self._day(node.scalar("known_until"), Text.same("“known_until”"))
        source = self._source(node)
        holidays = node.get("holidays")
        for number, item in enumerate(holidays.items if isinstance(holidays, SequenceNode) else (), start=1):
            if isinstance(item, MappingNode):
                self._holiday(item, number, self._source(item) or source)

    def _holiday(self, item: MappingNode, number: int, source: str) -> None:
        named = item.scalar("name")
        name = named.text.strip() if named is not None else str(number)
        first_node, last_node = item.scalar("first"), item.scalar("last")
        first = self._day(first_node, _key_of(name, "first"))
        last = first if item.get("last") is None else self._day(last_node, _key_of(name, "last"))
        if first_node is not None and first is not None and last is not None:
            self._rest(first_node.span, (last_node or first_node).span, name, source, first, last)
        working = item.get("working")
        for node in working.items if isinstance(working, SequenceNode) else ():
            day = self._day(node, _key_of(name, "working"))
            if day is None:
                continue
            if day.weekday() < _WEEKDAYS.index("Saturday"):
                self._say(messages.NOT_A_WEEKEND.at(Place(node.span), subject=name, day=with_weekday(day)))
            else:
                self._end_of(day, node.span, name)
                self._arrange([day], Arranged(True, name, source), node.span)

    def _rest(self, begins: Span, ends_at: Span, name: str, source: str, first: date, last: date) -> None:
        """The days of a holiday, and where its first and last one are written."""
        days = (last - first).days + 1
        ends: dict[str, Any] = {"name": name, "first": words_of(first), "last": words_of(last)}
        if days < 1:
            self._say(messages.REVERSED.at(Place(ends_at), subject=name, **ends))
        elif days > MOST_DAYS:
            self._say(messages.TOO_LONG.at(Place(ends_at), subject=name, days=days, most=MOST_DAYS, **ends))
        else:
            self._end_of(last, ends_at, name)
            every = [first + timedelta(days=i) for i in range(days)]
            self._arrange(every, Arranged(False, name, source), begins)

    def _arrange(self, days: Sequence[date], arranged: Arranged, at: Span) -> None:
        """Set the days; of those that another place sets already, the first for each place is told."""
        told: set[Span] = set()
        for day in days:
            before, where = self.arranged.setdefault(day, (arranged, at))
            if where == at or where in told:
                continue
            told.add(where)
            message = messages.TWICE if before.working == arranged.working else messages.BOTH
            line = where.file.position(where.start)[0]
            words: dict[str, Any] = {"day": with_weekday(day), "line": line, "other": before.holiday}
            self._say(message.at(Place(at), subject=arranged.holiday, **words))

    def _end_of(self, day: date, at: Span, name: str) -> None:
        until = self.known_until
        if until is not None and day > until:
            words: dict[str, Any] = {"name": name, "day": words_of(day), "until": words_of(until)}
            self._say(messages.AFTER_THE_END.at(Place(at), subject=name, **words))

    def _day(self, node: Node | None, where: Text) -> date | None:
        """A day of this year; None where there is none, or something is wrong with it."""
        written = self._unsaid(node)
        if written is None:
            return None
        day = read_scalar(written.text, DAY)
        if isinstance(day, ValueProblem):
            self._say(messages.BAD_DAY.at(Place(written.span), where=where, problem=day.message, help=day.help))
            return None
        assert isinstance(day, date)
        if self.year is not None and day.year != self.year:
            words: dict[str, Any] = {"where": where, "other": day.year, "year": self.year}
            self._say(messages.OTHER_YEAR.at(Place(written.span), **words))
            return None
        return day

    def _source(self, node: MappingNode) -> str:
        """The key that is cited here; empty where there is none."""
        written = self._unsaid(node.scalar("source"))
        if written is None:
            return ""
        key = written.text.strip()
        if self.listed is not None and key not in self.listed:
            self._say(messages.UNKNOWN_SOURCE.at(Place(written.span), subject=key, key=key, near=self._near(key)))
        return key

    def _near(self, key: str) -> Text:
        near = nearest(key, sorted(self.listed or ()), limit=1)
        if near:
            return did_you_mean(near)
        return Text("新的出处先登记到清单里", "a new source is entered in the list first")

    def _unsaid(self, node: Node | None) -> ScalarNode | None:
        """The node, if it is a single value of which nothing is said yet."""
        usable = isinstance(node, ScalarNode) and not node.empty and node.span not in self.said
        return node if usable and isinstance(node, ScalarNode) else None

    def _say(self, finding: Finding) -> None:
        self.findings.append(finding)


def words_of(day: date) -> Text:
    """`2026年2月14日`"""
    return Text(render(day, DAY), day.isoformat())


def with_weekday(day: date) -> Text:
    """`2026年2月14日（星期六）`"""
    number = day.weekday()
    return words_of(day) + Text(f"（星期{_WEEKDAYS_ZH[number]}）", f" ({_WEEKDAYS[number]})")


def _key_of(name: str, key: str) -> Text:
    return Text(f"“{name}”的“{key}”", f"“{key}” of “{name}”")
