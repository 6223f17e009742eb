"""One mutant through the real `pipeline.check`, and what it said against what `permitted` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.backends.possible import possible
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.examining import Selection
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.values import Person
from tests.mutation.crowd import Crowd
from tests.mutation.edits import every
from tests.mutation.gates import gate_facts
from tests.mutation.mutants import Mutant
from tests.mutation.people import Domain
from tests.mutation.permitted import ADDED, TIME, Against, Difference, Judge, out_of_time
from tests.mutation.shown import person_of
from tests.mutation.subjects import Subject, model, opened, replaced, shown_path

AGAINST_SUPERIORS = Selection(only=("RD4",))
PEOPLE = 2000
"""So many persons are looked at; `--people` of the command says otherwise, up to `people.LIMIT`."""
FEW = 500
"""So many at least in a piece of time that only the change has brought about."""
PAIRED, BESIDE = 150, 8
"""So many persons to whom the superior says yes are paired with so many others each."""


class Score(Struct, frozen=True):
    """How one mutant came out. `program`: False where it does not parse or type. `nobody`: its assumptions admit
    nobody (RD208), so that nothing can be compared. `open`: a question stayed open.

    expected: codes that the domain shows; reported: codes that the tool gave; replayed: reported codes that the domain
    does not show, and the evidence, read back and replayed, does; missed, false: what is left on either side.
    """

    subject: Subject
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


def score(mutant: Mutant, limit: int = PEOPLE) -> Score:
    subject = mutant.subject
    place = replaced(subject, mutant.text)
    wanted = replace(place, wanted=frozenset((shown_path(place, subject.path),)))
    made = Score(subject, mutant.kind.name, mutant.about)
    loaded = pipeline.load(wanted)
    changed = model(loaded.models, subject)
    if changed is None or any(f.code.startswith("RD1") or f.code == "RD206" for f in loaded.findings):
        return replace(made, program=False)
    report = pipeline.check(wanted, selection=AGAINST_SUPERIORS, loaded=loaded)
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
    for piece in changed.pieces:
        domain = domain_of(subject, piece, limit)
        people += len(domain.crowd.persons)
        # What differs under some reading is reported (as a note where not under each).
        for each in (piece, *(a.piece for a in piece.alternatives)):
            for one in of_piece(Judge(each, changed.superiors), domain):
                found.setdefault(one.code, one)
        domain.crowd.forget()
    return tuple(found.values()), people


def of_piece(judge: Judge, domain: Domain) -> Iterator[Difference]:
    added = False
    for each in judge.differences(domain.crowd):
        added |= each.code == ADDED
        yield each
    if not added:
        for against in judge.comparisons(domain.crowd):
            for name in judge.told_apart(against):
                yield from judge.of_pairs(against, tuple(_pairs(judge, against, domain, name)))


def _pairs(judge: Judge, against: Against, domain: Domain, name: str) -> Iterator[tuple[Person, Person]]:
    """Persons to whom the superior says yes, each with those who differ from them in one fact."""
    fact = next(f for f in judge.here.vocabulary.facts if f.name == name)
    for person in every(domain.crowd.members(judge.comparable(domain.crowd, against)), PAIRED):
        for other in every(list(domain.changed(person, fact)), BESIDE):
            if not possible(judge.here, other):
                yield person, other


@lru_cache(maxsize=1)
def _base(path: str, checked: str, limit: int) -> Mapping[tuple[date, date], Domain]:
    """The domains of a document as it is, by piece; the answers of the document as it is are kept."""
    place = opened(path)
    found = model(pipeline.load(place).models, Subject(path, checked, path, checked))
    assert found is not None
    made = {}
    for piece in found.pieces:
        domain = _domain(path + checked, piece, max(1, limit // len(found.pieces)))
        for _ in Judge(piece, found.superiors).differences(domain.crowd):
            pass
        domain.crowd.keep()
        made[piece.program.period.start, piece.program.period.end] = domain
    return made


def domain_of(subject: Subject, piece: Piece, limit: int) -> Domain:
    """That of the document as it is, whose constants have room for a change; of another piece of time those of its
    persons whose day lies in it, and if these are few, its own."""
    period = piece.program.period
    bases = _base(subject.path, subject.checked, limit)
    if (period.start, period.end) in bases:
        return bases[period.start, period.end]
    known = [p for base in bases.values() for p in base.crowd.persons if period.start <= p.as_of < period.end]
    domain = _domain(subject.path + subject.checked, piece, FEW)
    if len(known) >= FEW:
        domain.crowd = Crowd(every(known, 2 * FEW))
    return domain


def _domain(seed: str, piece: Piece, limit: int) -> Domain:
    return Domain(piece, frozenset(f.name for f in gate_facts(piece)), limit, seed)


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
    if evidence is None:
        return False
    if evidence.person is None:  # what is wrong as it is written
        return any(
            d.code == finding.code and d.subject == finding.subject and not d.persons
            for piece in changed.pieces
            for d in Judge(piece, changed.superiors).differences(Crowd(()))
        )
    first = person_of(evidence.person, changed.vocabulary)
    piece = changed.piece_at(first.as_of)
    if piece is None:
        return False
    pieces = (piece, *(a.piece for a in piece.alternatives))
    judges = [Judge(p, changed.superiors) for p in pieces]
    if evidence.other is None:
        return any(d.code == finding.code for judge in judges for d in judge.differences(Crowd([first])))
    second = person_of(evidence.other, changed.vocabulary)
    differ = [n for n in first.facts if first.facts[n] != second.facts[n]]
    return any(
        list(judge.of_pairs(against, [(first, second)]))
        for judge in judges
        for against in judge.comparisons(Crowd([first, second]))
        if len(differ) == 1 and differ[0] in judge.told_apart(against)
    )
