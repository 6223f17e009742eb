"""Every question to every document in every piece of time, and what became of the findings that were expected.

This is the part of the pipeline that proves; it knows no files. Order is fixed: documents as `semantics` orders them,
pieces by time, checks by the registry; findings of several pieces that say the same are one finding with its period.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rankdsl import checks, readings
from rankdsl.checks import Check, Examination, Outcome
from rankdsl.checks.cases import failed_case, run_cases
from rankdsl.diagnostics import Finding, Page, Text, Verdict
from rankdsl.diagnostics.report import ObligationReport
from rankdsl.ir.program import Model, Period, Piece, Program
from rankdsl.prove import Limits, Record

Progress = Callable[[int, int, str], None]
"""Called with pieces done, pieces in all, and the title at hand."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codes are wanted: those that start with one of `only` (empty: all) and with none of `without`."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def has(self, code: str) -> bool:
        return (not self.only or code.startswith(self.only)) and not code.startswith(self.without or ("-",))


@dataclass(frozen=True, slots=True)
class Watched:
    """An obligation with every question that was put to the prover for it, in order (none: decided by reading).

    report: as it came out under `reading` (None: items of documents above have one reading, or the adopted one is
    meant); None for questions that no obligation of the report comes from."""

    page: Page
    document: str
    report: ObligationReport | None
    asked: tuple[Record, ...]
    reading: Text | None = None


Watch = Callable[[Watched], None]
"""Told of each obligation as soon as it is decided."""


@dataclass(frozen=True, slots=True)
class Examined:
    obligations: tuple[ObligationReport, ...]
    findings: tuple[Finding, ...]
    undecided: frozenset[tuple[str, str]] = frozenset()
    """Keys of the documents about which a question stayed open."""
    unasked: frozenset[tuple[str, str]] = frozenset()
    """Keys of the documents of which nothing more could be asked, since their assumptions do not hold together."""


def examine(
    models: Sequence[Model],
    selection: Selection,
    limits: Limits,
    as_of: date | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> Examined:
    """Ask everything of every document, at all times or (`as_of`) on one day. Findings are merged over time."""
    obligations: list[ObligationReport] = []
    findings: list[Finding] = []
    undecided: set[tuple[str, str]] = set()
    unasked: set[tuple[str, str]] = set()
    if selection.has("RD209"):
        findings += (failed_case(r) for model in models for r in run_cases(model) if not r.passed)
    if as_of is not None:
        models = [_on(model, as_of) for model in models]
    total, done = sum(len(m.pieces) for m in models), 0
    for model in models:
        for page, read in checks.READINGS:
            if selection.has(page.code):
                findings += read(model)
        for piece in model.pieces:
            if progress is not None:
                progress(done, total, model.name.title)
            done += 1
            for check, outcome in _examine_piece(model, piece, selection, limits, watch):
                obligations.append(_report(model, piece, check, outcome))
                findings += (replace(f, period=_period(piece)) for f in outcome.findings)
                if outcome.verdict is Verdict.UNKNOWN:
                    undecided.add(model.name.key)
                if check is checks.ASSUMPTIONS and outcome.verdict is not Verdict.PROVED:
                    unasked.add(model.name.key)
    return Examined(tuple(obligations), merge_periods(findings), frozenset(undecided), frozenset(unasked))


def _on(model: Model, day: date) -> Model:
    """The document as it is on one day; its cases, which have days of their own, stay as they are."""
    piece = model.piece_at(day)
    only = Period(day, day + timedelta(days=1), open_end=False)
    pieces = () if piece is None else (_within(piece, only),)
    silences = tuple(s for s in model.silences if s.period.start <= day < s.period.end)
    return replace(model, pieces=pieces, silences=silences)


def _within(piece: Piece, period: Period) -> Piece:
    others = tuple(replace(other, piece=_within(other.piece, period)) for other in piece.alternatives)
    return replace(piece, program=replace(piece.program, period=period), alternatives=others)


def _examine_piece(
    model: Model, piece: Piece, selection: Selection, limits: Limits, watch: Watch | None
) -> Iterable[tuple[Check, Outcome]]:
    """Everything that is wanted, under every reading of the items above."""
    others = readings.above_read_otherwise(piece)
    wanted = [check for check in (checks.ASSUMPTIONS, *checks.PROOFS) if selection.has(check.page.code)]
    if not others:
        yield from _ask(model, piece, wanted, limits, watch)
        return
    asked = tuple(_ask(model, piece, wanted, limits, watch))
    if any(check is checks.ASSUMPTIONS and outcome.verdict is not Verdict.PROVED for check, outcome in asked):
        yield from asked
        return
    found = {check.page.code for check, outcome in asked if outcome.verdict is Verdict.REFUTED}
    again = [check for check in wanted if check.compares or (check.page.code in found and not check.of_readings)]
    adopted, named = readings.wording(others)
    outcomes: list[readings.Under] = []
    for other, reading in zip(others, named, strict=True):
        under = tuple(_ask(model, other.piece, again, limits, _read_so(watch, reading)))
        if any(check is checks.ASSUMPTIONS and outcome.verdict is Verdict.REFUTED for check, outcome in under):
            continue  # Read so, the document is about nobody, and nothing can be said of it.
        outcomes.append(readings.Under(reading, under))
    yield from readings.settled(readings.Under(adopted, asked), outcomes, readings.items_of(others))


def _ask(
    model: Model, piece: Piece, wanted: Sequence[Check], limits: Limits, watch: Watch | None
) -> Iterable[tuple[Check, Outcome]]:
    """The questions of the checks about one piece, as its items are read there."""
    from rankdsl.prove import Prover  # here, since the solver is not needed to say what a check is

    asked: list[Record] = []
    prover = Prover(piece.program.period, programs_of(piece), limits, None if watch is None else asked.append)
    under = Examination(model, piece, prover)

    def outcomes(check: Check, told: Watch | None) -> Iterable[Outcome]:
        found = check.examine(under)
        return found if told is None else _watched(under, check, found, asked, told)

    held: list[Watched] = []
    assumptions = list(outcomes(checks.ASSUMPTIONS, None if watch is None else held.append))
    possible = all(outcome.verdict is Verdict.PROVED for outcome in assumptions)
    reported = checks.ASSUMPTIONS in wanted or not possible
    if reported:
        yield from ((checks.ASSUMPTIONS, outcome) for outcome in assumptions)
    if watch is not None:
        for watched in held:
            watch(watched if reported else replace(watched, report=None))
    if not possible:
        return  # Of nobody everything could be proved, so this is said whatever was selected.
    for check in wanted:
        if check is not checks.ASSUMPTIONS:
            yield from ((check, outcome) for outcome in outcomes(check, watch))


def _read_so(watch: Watch | None, reading: Text) -> Watch | None:
    """What is told of obligations under another reading."""
    if watch is None:
        return None
    tell = watch
    return lambda watched: tell(replace(watched, reading=reading))


def _watched(
    under: Examination, check: Check, outcomes: Iterable[Outcome], asked: list[Record], watch: Watch
) -> Iterator[Outcome]:
    """The outcomes; `watch` is told of each, with the questions asked since the one before. What is asked after the
    last one belongs to the last."""
    latest: ObligationReport | None = None
    questions: list[Record] = []
    for outcome in outcomes:
        if latest is not None:
            watch(Watched(check.page, under.model.name.title, latest, tuple(questions)))
        latest = _report(under.model, under.piece, check, outcome)
        questions = list(asked)
        asked.clear()
        yield outcome
    questions += asked
    asked.clear()
    if latest is not None or questions:
        watch(Watched(check.page, under.model.name.title, latest, tuple(questions)))


def programs_of(piece: Piece) -> tuple[Program, ...]:
    """Every program that is read in this piece, this document's first."""
    programs = [piece.program, *(program for _, program in piece.ancestors)]
    programs += (program for program in (piece.superior, piece.before) if program is not None)
    return tuple({id(p): p for p in programs}.values())


def merge_periods(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each run of adjacent periods in which the same is wrong, with the first evidence."""
    merged: list[Finding] = []
    latest: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.fingerprint, finding.severity.value)
        at = latest.get(key)
        before = merged[at].period if at is not None else None
        if at is not None and (finding.period is None or (before is not None and before[1] == finding.period[0])):
            if before is not None and finding.period is not None:
                merged[at] = replace(merged[at], period=(before[0], finding.period[1]))
            continue
        latest[key] = len(merged)
        merged.append(finding)
    return tuple(sorted(merged, key=lambda f: f.sort_key))


def judge(
    models: Sequence[Model], findings: Sequence[Finding], selection: Selection, open_ended: Collection[tuple[str, str]]
) -> tuple[Finding, ...]:
    """Mark the findings that a 预期 announces, and add one for each 预期 that none meets.

    open_ended: keys of documents that were not examined to the end, of which nobody can say what does not appear.
    """
    judged = list(findings)
    for model in models:
        for expected in model.expected:
            met = [
                i
                for i, finding in enumerate(judged)
                if finding.code == expected.code
                and finding.place.document == model.name.title
                and (finding.place.span is None or finding.place.span.file.path == model.name.path)
                and expected.article in (None, finding.place.article)
            ]
            for i in met:
                judged[i] = replace(judged[i], expected=True)
            settled = model.pieces and model.name.key not in open_ended
            if not met and settled and selection.has(expected.code) and selection.has("RD209"):
                judged.append(checks.missing_expectation(expected))
    return tuple(sorted(judged, key=lambda f: f.sort_key))


def _report(model: Model, piece: Piece, check: Check, outcome: Outcome) -> ObligationReport:
    title, period = model.name.title, _period(piece)
    return ObligationReport(check.page.code, outcome.subject, title, outcome.articles, period, outcome.verdict)


def _period(piece: Piece) -> tuple[str, str | None]:
    period = piece.program.period
    return period.start.isoformat(), None if period.open_end else period.end.isoformat()
