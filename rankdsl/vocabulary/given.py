"""Facts of persons as people write them, under `facts` of a case or of a member of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text, did_you_mean, nearest
from rankdsl.ir.facts import AS_OF, Fact, Vocabulary
from rankdsl.ir.values import Value
from rankdsl.source import Span
from rankdsl.vocabulary.forms import example
from rankdsl.vocabulary.records import WrittenYear, as_value, impossible_years, read_records
from rankdsl.vocabulary.structure import MOST_FINDINGS
from rankdsl.vocabulary.values import ValueProblem, is_unknown, read_scalar, read_value
from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node, ScalarNode


class GivenMessages(Struct, frozen=True):
    """How one kind of file says what is wrong with a fact. Words: `name`, and what each template asks for."""

    unknown: Diagnostic
    derived: Diagnostic
    as_of: Diagnostic
    duplicate: Diagnostic
    no_value: Diagnostic
    bad_value: Diagnostic


class Given(Struct, frozen=True):
    """What was given, in the order of the vocabulary; `unknown` those said to be 未知; and what is wrong with it."""

    facts: Mapping[str, Value]
    unknown: frozenset[str]
    years: Mapping[str, tuple[WrittenYear, ...]]
    """Of each list its years as written, for what needs the day of evaluation."""
    findings: tuple[Finding, ...]


class FactReader:
    """Reads the facts of one person after another."""

    def __init__(self, vocabulary: Vocabulary, messages: GivenMessages) -> None:
        self.vocabulary = vocabulary
        self.messages = messages
        self.by_name: dict[str, Fact] = {f.english: f for f in vocabulary.facts} | {f.name: f for f in vocabulary.facts}
        self.derived = {d.english: d for d in vocabulary.derived} | {d.name: d for d in vocabulary.derived}
        self.order = [fact.name for fact in vocabulary.facts]

    def read(self, entries: Iterable[Entry]) -> Given:
        reading = _Reading(self)
        for entry in entries:
            if len(reading.findings) <= MOST_FINDINGS:
                reading.fact(entry)
        facts = {name: reading.facts[name] for name in self.order if name in reading.facts}
        return Given(facts, frozenset(reading.unknown), reading.years, tuple(reading.findings))

    def no_such_fact(self, name: str, place: Place) -> Finding:
        """What to say of a name that is no fact of a person."""
        if name == AS_OF:
            return self.messages.as_of.at(place, subject=name)
        derived = self.derived.get(name)
        if derived is not None:
            return self.messages.derived.at(place, subject=name, name=name, formula=derived.formula)
        near = near_words(name, self.by_name)
        return self.messages.unknown.at(place, subject=name, name=name, vocabulary=self.vocabulary.name, near=near)


class _Reading:
    def __init__(self, reader: FactReader) -> None:
        self.reader = reader
        self.messages = reader.messages
        self.findings: list[Finding] = []
        self.facts: dict[str, Value] = {}
        self.unknown: set[str] = set()
        self.years: dict[str, tuple[WrittenYear, ...]] = {}
        self.seen: dict[str, Span] = {}

    def fact(self, entry: Entry) -> None:
        place = Place(entry.key.span)
        fact = self.reader.by_name.get(entry.name)
        if fact is None:
            self.findings.append(self.reader.no_such_fact(entry.name, place))
            return
        before = self.seen.setdefault(fact.name, entry.key.span)
        if before is not entry.key.span:
            line = before.file.position(before.start)[0]
            self.findings.append(self.messages.duplicate.at(place, subject=fact.name, name=fact.name, line=line))
            return
        node = entry.value
        english = self.reader.vocabulary.enumeration_english
        if isinstance(node, ScalarNode) and node.empty:
            shown = example(fact.type)
            self.findings.append(self.messages.no_value.at(place, subject=fact.name, name=fact.name, example=shown))
        elif isinstance(node, ScalarNode) and is_unknown(node.text):
            self.unknown.add(fact.name)
        elif fact.records is not None:
            self._records(node, fact)
        elif isinstance(node, ScalarNode):
            value = read_value(node.text, fact, english)
            if isinstance(value, ValueProblem):
                self._problem(fact.name, node.span, value)
            else:
                self.facts[fact.name] = value
        else:
            problem = read_scalar("{…}" if isinstance(node, MappingNode) else "[…]", fact.type)
            assert isinstance(problem, ValueProblem)
            self._problem(fact.name, entry.key.span, problem)

    def _records(self, node: Node, fact: Fact) -> None:
        years, misread = read_records(node, fact, self.reader.vocabulary.enumeration_english)
        for m in misread:
            self._problem(fact.name, m.span, m.problem)
        if not misread:
            self.years[fact.name] = years
            self.facts[fact.name] = as_value(years)

    def _problem(self, name: str, span: Span, problem: ValueProblem) -> None:
        self.findings.append(
            self.messages.bad_value.at(Place(span), subject=name, name=name, problem=problem.message, help=problem.help)
        )


def near_words(name: str, known: Mapping[str, object]) -> Text:
    """What the writer probably meant, for a help."""
    near = nearest(name, known, limit=1)
    if near:
        return did_you_mean(near[:1])
    return Text("请核对名称，或者把它加进词表", "see whether the name is right, or add it to the vocabulary")


def impossible_records(
    years: Mapping[str, tuple[WrittenYear, ...]],
    vocabulary: Vocabulary,
    facts: Mapping[str, Value],
    as_of: date | None,
    bad_value: Diagnostic,
) -> Iterator[Finding]:
    """Records that nobody can have on that day (None: on any day)."""
    for fact in vocabulary.facts:
        for m in impossible_years(years.get(fact.name, ()), fact, facts, as_of) if fact.records else ():
            yield bad_value.at(
                Place(m.span), subject=fact.name, name=fact.name, problem=m.problem.message, help=m.problem.help
            )
