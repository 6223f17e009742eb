"""Every person whom a finding shows, read back from what is shown: possible, replayed by the reference evaluator, and
minimal. Of every finding about the bad corpus and the reference policies.

What a finding against a superior claims is asked of tests/mutation/permitted.py, which knows neither checks nor prover.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from msgspec import Struct

from rankdsl import pipeline
from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding, Report
from rankdsl.ir.facts import Fact
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import Enumeration, Number, YearMonth
from rankdsl.ir.values import Person, Records, Value, render
from rankdsl.vocabulary import fill_typical
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests import reference
from tests.lengths import generated
from tests.mutation.crowd import Crowd
from tests.mutation.permitted import Judge
from tests.mutation.shown import person_of
from tests.mutation.values import step
from tests.policies import reading
from tests.test_corpus import entries

BELOW_SUPERIORS = ("RD401", "RD402", "RD404", "RD405", "RD408")
"""Those that `permitted` says again of one person; RD403 names one condition, which it does not."""


class Shown(Struct, frozen=True):
    """A finding with the persons read back and the piece of time in which they stand."""

    finding: Finding
    model: Model
    piece: Piece
    persons: tuple[Person, ...]

    def again(self, person: Person) -> bool:
        """Whether the person shows the same, under some reading."""
        pieces = (self.piece, *(a.piece for a in self.piece.alternatives))
        return any(
            (d.code, d.subject) == (self.finding.code, self.finding.subject)
            for piece in pieces
            for d in Judge(piece, self.model.superiors).differences(Crowd([person]))
        )


def shown(loaded: pipeline.Loaded, report: Report) -> Iterator[Shown]:
    for finding in report.findings:
        evidence = finding.evidence
        if evidence is None or evidence.person is None:
            continue
        model = next(
            m
            for m in loaded.models
            if m.name.title == finding.place.document and _covers(m, evidence.person.facts["评定日"])
        )
        people = tuple(person_of(p, model.vocabulary) for p in (evidence.person, evidence.other) if p is not None)
        piece = model.piece_at(people[0].as_of)
        assert piece is not None, finding
        yield Shown(finding, model, piece, people)


def _covers(model: Model, text: str) -> bool:
    year, month, day = (int(part) for part in text.replace("日", "").replace("年", "月").split("月"))
    return model.piece_at(date(year, month, day)) is not None


EVERY = 1_000
"""More entries than any code has."""


def corpus() -> Iterator[Shown]:
    """Of the first two entries of every code; of all in a long run."""
    taken = Counter[str]()
    for entry in entries("bad"):
        taken[entry.name[:5]] += 1
        if entry.name >= "RD2" and taken[entry.name[:5]] <= generated(2, EVERY):
            place = open_workspace([entry], codes=pipeline.CODES, shipped=shipped_vocabularies())
            yield from shown(pipeline.load(place), reference.report_on(entry))


def policies() -> Iterator[Shown]:
    yield from shown(reading.loaded(), reference.report())


SOURCES: Mapping[str, Callable[[], Iterator[Shown]]] = {"corpus": corpus, "policies": policies}

MANY = {"possible": 50, "replayed": 15, "pairs": 12, "ordinary": 25, "bounds": 10}
FEW = {what: number // 2 for what, number in MANY.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "least"),
    [
        ("corpus", generated(FEW, MANY)),
        ("policies", {"possible": 5, "replayed": 3, "pairs": 1, "ordinary": 6, "bounds": 2}),
    ],
)
def test_people_shown(source: str, least: dict[str, int]) -> None:
    seen = seen_in(SOURCES[source]())
    for what, number in least.items():
        assert seen[what] >= number, seen


def seen_in(people: Iterator[Shown]) -> Counter[str]:
    """How often what was asked; whatever is not so is an AssertionError."""
    seen = Counter[str]()
    for each in people:
        is_possible(each, seen)
        if len(each.persons) == 2:
            is_a_pair(each, seen)
        elif each.finding.code in BELOW_SUPERIORS:
            assert each.again(each.persons[0]), (each.finding, each.persons[0])
            seen["replayed"] += 1
            if not each.piece.alternatives:
                only_what_decides_is_unusual(each, seen)
                numbers_are_at_their_bound(each, seen)
    return seen


def is_possible(each: Shown, seen: Counter[str]) -> None:
    """Within types, ranges and invariants, on a day for which the finding holds."""
    evidence, period = each.finding.evidence, each.finding.period
    assert evidence is not None
    assert evidence.replayed, each.finding
    assert period is not None or each.finding.code == "RD209"
    program = each.piece.program
    if each.finding.code == "RD208":  # somebody whom the vocabulary of this document takes away from the one above
        assert each.piece.superior is not None
        program = each.piece.superior
    for person in each.persons:
        known = {fact.name for fact in program.vocabulary.facts}
        there = Person({n: v for n, v in person.facts.items() if n in known}, person.as_of)
        assert possible(program, there) == [], (each.finding, person)
        if period is not None:
            assert period[0] <= person.as_of.isoformat(), each.finding
            assert period[1] is None or person.as_of.isoformat() < period[1], each.finding
        seen["possible"] += 1


def is_a_pair(each: Shown, seen: Counter[str]) -> None:
    """They differ in what decides and nothing else, and the rule says of each what is shown."""
    evidence = each.finding.evidence
    assert evidence is not None
    first, second = each.persons
    assert first.as_of == second.as_of
    assert {n for n in first.facts if first.facts[n] != second.facts[n]} == set(evidence.decisive), each.finding
    seen["pairs"] += 1
    subject = each.piece.program.top.get(each.finding.subject)
    if subject is None or each.piece.alternatives:
        return
    type_ = each.piece.program.definitions[subject].type
    for person, words in ((first, evidence.person), (second, evidence.other)):
        value = evaluate(each.piece.program, person).answer(subject).value
        assert words is not None
        assert words.outcome["here"] == ("无值" if value is None else render(value, type_)), each.finding


def only_what_decides_is_unusual(each: Shown, seen: Counter[str]) -> None:
    """No fact that decides can be ordinary; what else the rules read is, or cannot be while the rest stays."""
    evidence, (person,) = each.finding.evidence, each.persons
    assert evidence is not None
    for fact in each.model.vocabulary.facts:
        ordinary = _ordinary(each, person, fact)
        if ordinary is None or ordinary == person:
            assert fact.name not in evidence.decisive or ordinary is None, each.finding
            continue
        impossible = possible(each.piece.program, ordinary)
        if impossible and fact.name not in evidence.decisive and fact.name not in _read(each):
            continue  # nothing looks at it, and what is ordinary later cannot be yet
        still = not impossible and each.again(ordinary)
        assert still == (fact.name not in evidence.decisive), (each.finding.message, fact.name, person)
        if still:
            assert fact.name not in _read(each), (each.finding.message, fact.name, person)
        seen["ordinary"] += 1


def numbers_are_at_their_bound(each: Shown, seen: Counter[str]) -> None:
    """One unit nearer to ordinary, and the finding is gone: 35 months against 36, not 417."""
    evidence, (person,) = each.finding.evidence, each.persons
    assert evidence is not None
    for fact in each.model.vocabulary.facts:
        if fact.name in evidence.decisive and (nearer := _nearer(person, fact)) is not None:
            still = not possible(each.piece.program, nearer) and each.again(nearer)
            assert not still, (each.finding.message, fact.name, person)
            seen["bounds"] += 1


def _ordinary(each: Shown, person: Person, fact: Fact) -> Person | None:
    """The person with a fact as it ordinarily is; None where nothing is ordinary."""
    rest = {name: value for name, value in person.facts.items() if name != fact.name}
    filled = dict(fill_typical(each.model.vocabulary, rest, person.as_of))
    if fact.name not in filled:
        return None
    return Person({f.name: filled[f.name] for f in each.model.vocabulary.facts}, person.as_of)


def _read(each: Shown) -> set[str]:
    """What the rule of the finding reads, here and in its scope."""
    program = each.piece.program
    evidence = each.finding.evidence
    assert evidence is not None
    return set(evidence.relevant) | set(reads_of_expr(program, *program.coverage))


def _nearer(person: Person, fact: Fact) -> Person | None:
    """One unit nearer to what is typical; None for what has no units, and where that would be typical."""
    value, typical = person.facts[fact.name], fact.typical
    if typical is None or isinstance(value, Records) or isinstance(typical, Records):
        return None
    moved: Value
    match fact.type:
        case Number() | YearMonth():
            assert not isinstance(value, str | date)
            assert not isinstance(typical, str | date)
            unit = step(fact.type, fact.places)
            exact = value + unit if typical > value else value - unit
            moved = int(exact) if exact.denominator == 1 else exact
        case Enumeration(values=values, ordered=True):
            at, wanted = values.index(str(value)), values.index(str(typical))
            moved = values[at + (1 if wanted > at else -1)]
        case _:
            return None
    return None if moved == typical else Person({**person.facts, fact.name: moved}, person.as_of)
