"""One mutant through the real `pipeline.check`, and what it said against what `permitted` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.examining import Selection
from rankdsl.ir.program import Model, Piece
from rankdsl.ir.values import Person
from tests.mutation.gates import gate_facts
from tests.mutation.mutants import Mutant
from tests.mutation.people import LIMIT, Domain
from tests.mutation.permitted import ADDED, DECIDED, TIME, Difference, Judge, out_of_time
from tests.mutation.shown import person_of
from tests.mutation.subjects import Subject, model, opened, replaced, shown_path

AGAINST_SUPERIORS = Selection(only=("RD4",))
PAIRS = 400
"""So many persons to whom the superior says yes are paired with others."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one mutant came out. `program`: False where it does not parse or type. `nobody`: its assumptions admit
    nobody (RD208), so that nothing can be compared. `open`: a question stayed open.

    expected: codes that the domain shows; reported: codes that the tool gave; replayed: reported codes that the domain
    does not show, and the evidence, read back and replayed, does; missed, false: what is left on either side.
    """

    subject: str
    kind: str
    about: str
    program: bool = True
    nobody: bool = False
    open: bool = False
    people: int = 0
    expected: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    replayed: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()


def score(mutant: Mutant, limit: int = LIMIT) -> Score:
    subject = mutant.subject
    place = replaced(subject, mutant.text)
    wanted = replace(place, wanted=frozenset((shown_path(place, subject.path),)))
    made = Score(subject.name, mutant.kind.name, mutant.about)
    loaded = pipeline.load(place)
    changed = model(loaded.models, subject)
    if changed is None or any(f.code.startswith("RD1") or f.code == "RD206" for f in loaded.findings):
        return replace(made, program=False)
    report = pipeline.check(wanted, selection=AGAINST_SUPERIORS)
    findings = [f for f in report.findings if f.place.document == subject.checked]
    nobody = any(f.code == "RD208" for f in findings)
    unknown = any(o.verdict is Verdict.UNKNOWN for o in report.obligations if o.document == subject.checked)
    made = replace(made, nobody=nobody, open=unknown and not nobody)
    if nobody:
        return made
    reported = {f.code for f in findings if f.code.startswith("RD4")}
    expected, people = differences(subject, changed, loaded.models, limit)
    shown = {d.code for d in expected} & pipeline.CODES
    beyond = {c for c in reported - shown if replays(changed, [f for f in findings if f.code == c])}
    return replace(
        made,
        people=people,
        expected=tuple(sorted(shown)),
        reported=tuple(sorted(reported)),
        replayed=tuple(sorted(beyond)),
        missed=tuple(sorted(shown - reported)),
        false=tuple(sorted(reported - shown - beyond)),
    )


# --- what the domain shows


def differences(
    subject: Subject, changed: Model, models: tuple[Model, ...], limit: int
) -> tuple[tuple[Difference, ...], int]:
    """Each way to differ once, with the first who shows it; how many persons were looked at."""
    found: dict[str, Difference] = {}
    people = 0
    if out_of_time(changed, periods(models), _until(changed)):
        found[TIME] = Difference(TIME, changed.name.title)
    size = max(1, limit // len(changed.pieces))
    for piece in changed.pieces:
        persons = persons_of(subject, piece, size)
        people += len(persons)
        for each in _under_every_reading(piece, persons):
            found.setdefault(each.code, each)
    return tuple(found.values()), people


def _under_every_reading(piece: Piece, persons: tuple[Person, ...]) -> Iterator[Difference]:
    """What differs under some reading is reported (as a note where not under each)."""
    yield from of_piece(Judge(piece), persons)
    for alternative in piece.alternatives:
        yield from of_piece(Judge(alternative.piece), persons)


def of_piece(judge: Judge, persons: tuple[Person, ...]) -> Iterator[Difference]:
    left = set(DECIDED)
    for person in persons:
        for each in judge.of_one(person):
            if each.code in left:
                left.discard(each.code)
                yield each
        if not left - {TIME, ADDED}:
            break
    if ADDED in left:
        yield from _of_pairs(judge, persons)


def _of_pairs(judge: Judge, persons: tuple[Person, ...]) -> Iterator[Difference]:
    domain: Domain | None = None
    for against in judge.comparisons:
        for name in sorted(judge.facts_told_apart(against)):
            domain = domain or Domain(judge.piece, frozenset())
            fact = next(f for f in domain.facts if f.name == name)
            promoted = (p for p in persons if judge.promoted(against, p))
            for _, person in zip(range(PAIRS), promoted, strict=False):
                for other in domain.changed(person, fact):
                    for each in judge.of_pair(person, other):
                        yield each
                        return


@lru_cache(maxsize=8)
def _base(subject: Subject, limit: int) -> Mapping[tuple[date, date], Domain]:
    """The domains of the document as it is, by piece."""
    checked = model(pipeline.load(opened(subject.path)).models, subject)
    assert checked is not None
    made = {}
    for piece in checked.pieces:
        period = piece.program.period
        facts = frozenset(f.name for f in gate_facts(piece))
        made[period.start, period.end] = Domain(piece, facts, limit, subject.name)
    return made


def persons_of(subject: Subject, piece: Piece, limit: int) -> tuple[Person, ...]:
    """Those of the document as it is, whose constants have room for a change; of another piece of time its own."""
    period = piece.program.period
    base = _base(subject, limit).get((period.start, period.end))
    if base is not None:
        return base.persons
    return Domain(piece, frozenset(f.name for f in gate_facts(piece)), limit, subject.name).persons


def periods(models: tuple[Model, ...]) -> dict[str, list[tuple[date, date | None]]]:
    """From when until when (None: open) each version of each title is in force, by what is written."""
    found: dict[str, list[tuple[date, date | None]]] = {}
    for each in models:
        found.setdefault(each.name.title, []).append((each.name.effective, _until(each)))
    return found


def _until(of: Model) -> date | None:
    ends = [p.program.period for p in of.pieces]
    silent = [s.period for s in of.silences]
    last = max((*ends, *silent), key=lambda p: p.end, default=None)
    return None if last is None or last.open_end else last.end


# --- evidence outside the domain


def replays(changed: Model, findings: list[Finding]) -> bool:
    """Whether the evidence of one of the findings, read back from what is shown, is a difference of that code."""
    return any(_replays(changed, finding) for finding in findings)


def _replays(changed: Model, finding: Finding) -> bool:
    evidence = finding.evidence
    if evidence is None or evidence.person is None:
        return False
    first = person_of(evidence.person, changed.vocabulary)
    piece = changed.piece_at(first.as_of)
    if piece is None:
        return False
    pieces = (piece, *(a.piece for a in piece.alternatives))
    if evidence.other is not None:
        second = person_of(evidence.other, changed.vocabulary)
        return any(d.code == finding.code for p in pieces for d in Judge(p).of_pair(first, second))
    return any(d.code == finding.code for p in pieces for d in Judge(p).of_one(first))
