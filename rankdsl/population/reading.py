"""Unit files: opened, then read by the vocabulary of the document that they name. Every mistake is RD122, all at once.

    open_unit(file)                        the heading: which document, which day
    read_roster(opened, vocabulary, day)   the unit and its people

A roster with a mistake is not given: with one person less or one number wrong, the order may be another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.types import DAY, RATIONAL
from rankdsl.ir.values import Value, render
from rankdsl.population import messages
from rankdsl.population.pool import read_loans
from rankdsl.population.roster import Heading, Member, Roster, Unit
from rankdsl.population.tables import RawMember, rows_of
from rankdsl.source import SourceFile
from rankdsl.vocabulary.given import FactReader, Given, impossible_records
from rankdsl.vocabulary.structure import MOST_FINDINGS, Schema, check_structure
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode, SequenceNode, read_yaml

_TITLE = Text("单位文件", "the unit file")
_NUMBER = re.compile(r"[0-9]{16,}")
_LOST = re.compile(r"[0-9][.0-9]*[eE][+]?[0-9]+|[0-9]{15}0{3,}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class OpenedUnit(Struct, frozen=True):
    """A unit file whose heading was read. `root`: None where nothing can be read; `findings`: so far."""

    file: SourceFile
    root: MappingNode | None
    heading: Heading
    findings: tuple[Finding, ...]


@cache
def unit_schema() -> Schema:
    """JSON Schema of a unit file; what `facts` may hold depends on the vocabulary."""
    schema: Schema = json.loads(Path(__file__).with_name("unit.schema.json").read_text(encoding="utf-8"))
    return schema


def open_unit(file: SourceFile) -> OpenedUnit:
    """The file as YAML, its structure checked, and its heading."""
    nodes, problems = read_yaml(file)
    findings = [messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")) for p in problems]
    nodes = tuple(n for n in nodes if not (isinstance(n, ScalarNode) and n.empty))
    start = Place(file.span(0, 0))
    blank = Heading(None, None, None, None, start, start)
    if not nodes:
        return OpenedUnit(file, None, blank, tuple(findings or [messages.EMPTY.at(start)]))
    findings += [messages.SEVERAL.at(Place(file.span(n.span.start, n.span.start))) for n in nodes[1:]]
    root = nodes[0]
    if isinstance(root, MappingNode) or not problems:
        findings += check_structure(root, unit_schema(), messages.STRUCTURE, _TITLE)
    if not isinstance(root, MappingNode):
        return OpenedUnit(file, None, blank, tuple(findings))
    heading, wrong = _heading(root, start)
    return OpenedUnit(file, root, heading, (*findings, *wrong))


def _heading(root: MappingNode, start: Place) -> tuple[Heading, list[Finding]]:
    findings: list[Finding] = []
    document, path = root.scalar("document"), root.scalar("path")
    if document is not None and path is not None:
        findings.append(messages.TITLE_AND_PATH.at(Place(path.span)))
    as_of = None
    written = root.scalar("as_of")
    if written is not None:
        day = read_scalar(written.text, DAY)
        if isinstance(day, ValueProblem):
            findings.append(messages.BAD_AS_OF.at(Place(written.span), problem=day.message, help=day.help))
        else:
            assert isinstance(day, date)
            as_of = day
    at = document or path
    whole = Place(at.span) if at else start
    selection = root.scalar("selection")
    heading = Heading(
        document.text.strip().removeprefix("《").removesuffix("》") if document else None,
        path.text.strip() if path else None,
        as_of,
        canonical(selection.text) if selection else None,
        whole,
        Place(selection.span) if selection else whole,
    )
    return heading, findings


def read_roster(opened: OpenedUnit, vocabulary: Vocabulary, as_of: date) -> tuple[Roster | None, tuple[Finding, ...]]:
    """The unit and its people, by the words of a document on a day; None, and every mistake of the file, where there is
    one."""
    findings = list(opened.findings)
    if opened.root is None:
        return None, tuple(findings)
    reading = _Reading(opened.root, vocabulary, as_of)
    roster = reading.read()
    findings += reading.findings
    findings.sort(key=lambda f: f.sort_key)
    return (None if findings else roster), tuple(findings[:MOST_FINDINGS])


class _Reading:
    def __init__(self, root: MappingNode, vocabulary: Vocabulary, as_of: date) -> None:
        self.root = root
        self.vocabulary = vocabulary
        self.as_of = as_of
        self.reader = FactReader(vocabulary, messages.GIVEN)
        self.facts: dict[str, Fact] = {fact.name: fact for fact in vocabulary.facts}
        self.findings: list[Finding] = []

    def read(self) -> Roster:
        unit = self._unit()
        members = self._members(unit)
        loans, wrong = read_loans(self.root, self.vocabulary)
        self.findings += wrong
        return Roster(unit, members, loans, self._slots_per_year(), self.root)

    def _unit(self) -> Unit:
        node = self.root.get("unit")
        written = node if isinstance(node, MappingNode) else MappingNode((), self.root.span)
        name = written.scalar("name")
        entries = written.mapping("facts")
        given = self.reader.read(entries)
        self.findings += given.findings
        for entry in entries:
            fact = self.reader.by_name.get(entry.name)
            if fact is not None and not fact.of_unit:
                at = Place(entry.key.span)
                self.findings.append(messages.OF_A_PERSON.at(at, subject=fact.name, name=fact.name))
        place = Place(name.span if name else written.span)
        return Unit(canonical(name.text) if name else "", given.facts, given.unknown, place)

    # -- people

    def _members(self, unit: Unit) -> tuple[Member, ...]:
        raw = list(self._listed())
        table = self.root.get("table")
        if isinstance(table, MappingNode):
            typical = _truth(table.scalar("typical"))
            rows, wrong = rows_of(table, typical, self.reader)
            self.findings += wrong
            raw += rows
        if not raw and not self.findings:
            self.findings.append(messages.NO_PEOPLE.at(unit.place, unit=unit.name))
        found: dict[str, Member] = {}
        for each in raw:
            if len(self.findings) > MOST_FINDINGS:
                break
            member = self._member(each, unit)
            if member is None:
                continue
            before = found.setdefault(member.id.casefold(), member)  # the X of a citizen's number is an x as well
            if before is not member:
                assert before.place.span is not None
                line = before.place.span.file.position(before.place.span.start)[0]
                self.findings.append(
                    messages.DUPLICATE_ID.at(
                        member.place,
                        subject=member.id,
                        id=member.id,
                        name=member.name,
                        other=before.name,
                        line=line,
                    )
                )
        return tuple(found.values())

    def _listed(self) -> Iterator[RawMember]:
        people = self.root.get("people")
        for node in people.items if isinstance(people, SequenceNode) else ():
            if isinstance(node, MappingNode):
                span = node.entries[0].key.span if node.entries else node.span
                typical = _truth(node.scalar("typical"))
                yield RawMember(
                    node.scalar("id"), node.scalar("name"), node.mapping("facts"), typical, span, of_table=False
                )

    def _member(self, raw: RawMember, unit: Unit) -> Member | None:
        if raw.id is None:
            if raw.of_table:  # of a person in `people` the structure was complained of
                self.findings.append(messages.NO_ID.at(Place(raw.span)))
            return None
        id_ = canonical(raw.id.text)
        self.findings += _lost_digits(id_, raw.id)
        given = self.reader.read(raw.facts)
        self.findings += given.findings
        self.findings += self._of_the_unit(raw, given, unit)
        own = {name: value for name, value in given.facts.items() if not self.facts[name].of_unit}
        unknown = frozenset(name for name in given.unknown if not self.facts[name].of_unit)
        name = canonical(raw.name.text) if raw.name else id_
        member = Member(id_, name, own, unknown, raw.typical, Place(raw.id.span), given.years)
        self.findings += impossible_records(given.years, self.vocabulary, own, self.as_of, messages.BAD_VALUE)
        return member

    def _of_the_unit(self, raw: RawMember, given: Given, unit: Unit) -> Iterator[Finding]:
        """A fact of the unit that is given for a person: the same again is let pass."""
        for entry in raw.facts:
            fact = self.reader.by_name.get(entry.name)
            if fact is None or not fact.of_unit or fact.name not in given.facts:
                continue
            place = Place(entry.key.span)
            if fact.name not in unit.facts:
                yield messages.ONLY_OF_THE_UNIT.at(place, subject=fact.name, name=fact.name)
            elif unit.facts[fact.name] != given.facts[fact.name]:
                here, there = (self._shown(fact, facts[fact.name]) for facts in (given.facts, unit.facts))
                yield messages.OF_THE_UNIT.at(place, subject=fact.name, name=fact.name, here=here, there=there)

    @staticmethod
    def _shown(fact: Fact, value: Value) -> str:
        return render(value, fact.type)

    def _slots_per_year(self) -> int | Fraction | None:
        written = self.root.scalar("slots_per_year")
        if written is None:
            return None
        value = read_scalar(written.text, RATIONAL)
        if isinstance(value, int | Fraction) and value > 0:
            return value
        self.findings.append(messages.BAD_SLOTS_PER_YEAR.at(Place(written.span), text=written.text))
        return None


def _truth(node: ScalarNode | None) -> bool:
    return node is not None and node.text in ("true", "是")


def _lost_digits(id_: str, node: ScalarNode) -> Iterator[Finding]:
    if node.plain and _NUMBER.fullmatch(id_):
        yield messages.NUMBER_AS_ID.at(Place(node.span), subject=id_, id=id_)
    elif _LOST.fullmatch(id_) and not _checks(id_):
        yield messages.LOST_DIGITS.at(Place(node.span), subject=id_, id=id_)


def _checks(id_: str) -> bool:
    """Whether the last digit of a citizen's number follows from the others, so that none was lost (GB 11643)."""
    if len(id_) != len(_WEIGHTS) + 1 or not id_.isdecimal():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, id_, strict=False))
    return "10X98765432"[total % 11] == id_[-1]
