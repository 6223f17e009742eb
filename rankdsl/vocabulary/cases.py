"""Case files: the facts of persons, and what is expected of them.

What a case expects is read later, when the types of the decisions are known (`read_expectation`), and so are the
invariants, which need the evaluator. A case with a mistake is left out: run in part, it would seem to pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct, field

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.types import DAY
from rankdsl.ir.values import Person, Value
from rankdsl.source import SourceFile, Span
from rankdsl.vocabulary import case_messages as messages
from rankdsl.vocabulary.given import FactReader, impossible_records
from rankdsl.vocabulary.records import WrittenYear
from rankdsl.vocabulary.structure import MOST_FINDINGS, check_structure, shipped_schema
from rankdsl.vocabulary.typical import fill_typical
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode, SequenceNode, read_yaml

SCHEMA = "case.schema.json"
_TITLE = Text("案例文件", "the case file")


class Expected(Struct, frozen=True):
    """One line of `expect`: the name of a rule (brackets of items full-width), and its value as it was written."""

    name: str
    text: str
    place: Place
    """Of the value."""
    name_place: Place


class CaseRead(Struct, frozen=True):
    """One case of a file. `document`: the title it names, if any. `as_of`: its own day, else the default, else None.

    `facts` are those given; `unknown` those said to be 未知, which stay missing whatever else is typical.
    """

    name: str
    document: str | None
    facts: Mapping[str, Value]
    unknown: frozenset[str]
    as_of: date | None
    rest_typical: bool
    expected: tuple[Expected, ...]
    place: Place
    document_place: Place | None = None
    _years: Mapping[str, tuple[WrittenYear, ...]] = field(default_factory=dict)

    def person(self, vocabulary: Vocabulary, as_of: date) -> Person:
        """Everything known of the person on the day, ordinary values included where the case asks for them."""
        facts = fill_typical(vocabulary, self.facts, as_of, self.unknown) if self.rest_typical else self.facts
        return Person(facts, as_of)

    def impossible_records(self, vocabulary: Vocabulary, as_of: date) -> tuple[Finding, ...]:
        """Records that nobody can have on that day; for a case whose own `as_of` is None, once the day is known."""
        known = self.person(vocabulary, as_of).facts
        return tuple(impossible_records(self._years, vocabulary, known, as_of, messages.BAD_VALUE))


def cases(
    file: SourceFile, vocabulary: Vocabulary, default_as_of: date | None = None
) -> tuple[tuple[CaseRead, ...], tuple[Finding, ...]]:
    """The cases of a file that are without mistake, and what is wrong with it, in the order of the file."""
    root, findings = _open(file)
    if root is None:
        return (), tuple(findings)
    findings += check_structure(root, shipped_schema(SCHEMA), messages.STRUCTURE, _TITLE)
    found: list[CaseRead] = []
    seen: dict[str, CaseRead] = {}
    for number, node in enumerate(_case_nodes(root)):
        if len(findings) > MOST_FINDINGS:
            break
        reader = _Reader(vocabulary, default_as_of)
        case = reader.case(node, root, _default_name(file, number))
        before = seen.setdefault(case.name, case)
        if before is not case:
            assert before.place.span is not None
            line = file.position(before.place.span.start)[0]
            reader.findings.append(messages.DUPLICATE_CASE.at(case.place, subject=case.name, name=case.name, line=line))
        if not reader.findings and not any(_within(f, node) for f in findings):
            found.append(case)
        findings += reader.findings
    return tuple(found), tuple(sorted(findings, key=lambda f: f.sort_key))


def document_titles(file: SourceFile) -> tuple[str, ...]:
    """The titles of the documents that the cases of a file are about; none where it cannot be read or names none."""
    root, _ = _open(file)
    if root is None:
        return ()
    titles = [_text(root, "document"), *(_text(node, "document") for node in _case_nodes(root))]
    return tuple(dict.fromkeys(_title(title) for title in titles if title))


def _open(file: SourceFile) -> tuple[MappingNode | None, list[Finding]]:
    nodes, problems = read_yaml(file)
    findings = [messages.UNREADABLE.at(Place(p.span), problem=p.message, help=p.help or Text("", "")) for p in problems]
    nodes = tuple(n for n in nodes if not (isinstance(n, ScalarNode) and n.empty))
    if not nodes:
        return None, findings or [messages.EMPTY.at(Place(file.span(0, 0)))]
    findings += [messages.SEVERAL.at(Place(file.span(n.span.start, n.span.start))) for n in nodes[1:]]
    if isinstance(nodes[0], MappingNode):
        return nodes[0], findings
    if problems:
        return None, findings
    return None, [*findings, *check_structure(nodes[0], shipped_schema(SCHEMA), messages.STRUCTURE, _TITLE)]


def _case_nodes(root: MappingNode) -> tuple[MappingNode, ...]:
    listed = root.get("cases")
    if listed is None:
        return (root,)
    items = listed.items if isinstance(listed, SequenceNode) else ()
    return tuple(item for item in items if isinstance(item, MappingNode))


def _default_name(file: SourceFile, number: int) -> str:
    stem = PurePosixPath(file.path).stem
    return stem if number == 0 else f"{stem} {number + 1}"


class _Reader:
    def __init__(self, vocabulary: Vocabulary, default_as_of: date | None) -> None:
        self.vocabulary = vocabulary
        self.default_as_of = default_as_of
        self.findings: list[Finding] = []
        self.derived = {d.english: d for d in vocabulary.derived} | {d.name: d for d in vocabulary.derived}

    def case(self, node: MappingNode, root: MappingNode, default_name: str) -> CaseRead:
        name = node.scalar("name")
        written_document = node.scalar("document") or root.scalar("document")
        as_of = self._as_of(node)
        given = FactReader(self.vocabulary, messages.GIVEN).read(node.mapping("facts"))
        self.findings += given.findings
        case = CaseRead(
            name=name.text.strip() if name else default_name,
            document=_title(written_document.text) if written_document else None,
            facts=given.facts,
            unknown=given.unknown,
            as_of=as_of,
            rest_typical=_text(node, "rest_typical") in ("true", "是"),
            expected=tuple(self._expected(node)),
            place=Place(name.span if name else _head(node)),
            document_place=Place(written_document.span) if written_document else None,
            _years=given.years,
        )
        known: Mapping[str, Value] = case.facts if as_of is None else case.person(self.vocabulary, as_of).facts
        self.findings += impossible_records(given.years, self.vocabulary, known, as_of, messages.BAD_VALUE)
        return case

    def _as_of(self, node: MappingNode) -> date | None:
        written = node.scalar("as_of")
        if written is None:
            return self.default_as_of
        day = read_scalar(written.text, DAY)
        if isinstance(day, ValueProblem):
            place = Place(written.span)
            self.findings.append(messages.BAD_AS_OF.at(place, problem=day.message, help=day.help))
            return None
        assert isinstance(day, date)
        return day

    def _expected(self, node: MappingNode) -> Iterator[Expected]:
        for entry in node.mapping("expect"):
            if isinstance(entry.value, ScalarNode) and not entry.value.empty:
                name = entry.name.replace("(", "（").replace(")", "）")
                derived = self.derived.get(name)
                yield Expected(
                    derived.name if derived else name,
                    entry.value.text,
                    Place(entry.value.span),
                    Place(entry.key.span),
                )


def _title(written: str) -> str:
    """The title without 《》 around it."""
    title = written.strip()
    return title[1:-1] if title.startswith("《") and title.endswith("》") else title


def _text(node: MappingNode, key: str) -> str:
    value = node.scalar(key)
    return value.text.strip() if value else ""


def _head(node: MappingNode) -> Span:
    return node.entries[0].key.span if node.entries else node.span


def _within(finding: Finding, node: MappingNode) -> bool:
    span = finding.place.span
    return span is not None and node.span.start <= span.start <= node.span.end
