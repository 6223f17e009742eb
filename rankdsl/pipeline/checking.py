"""`check`: every question to the documents that are wanted, what counts of it, and on demand how to mend it."""

from __future__ import annotations

import time
from collections.abc import Sequence, Set
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rankdsl import examining, prove, workspace
from rankdsl.diagnostics import Finding, Severity, anything_written_wrong, numbered
from rankdsl.diagnostics.report import BurdenChange, DocumentReport, DocumentVerdict, Report
from rankdsl.examining import Examined, Progress, Selection, Watch, Watched
from rankdsl.examining.of_units import said_of_units
from rankdsl.ir.model import Model
from rankdsl.pipeline.loading import Loaded, cases_in, concerning, limits_of, load
from rankdsl.workspace import Workspace

if TYPE_CHECKING:
    from rankdsl.prove.second_opinion import Certifier, SecondSolver
    from rankdsl.translation import Tongue

EVERYTHING = Selection()


def check(
    place: Workspace,
    *,
    as_of: date | None = None,
    today: date | None = None,
    selection: Selection = EVERYTHING,
    budget: int | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
    second: SecondSolver | None = None,
    former: Sequence[Model] | None = None,
    loaded: Loaded | None = None,
) -> Report:
    """Ask everything of the documents that are wanted, at all times or on one day. `today`: the day by which waivers
    are in force or expired; without one, none is judged as expired. `second`: whose opinion is asked on every question
    decided; Disagreement, which is a bug, where it is another. `former`: versions of the documents before which the
    burden of their indicators is not to grow. `loaded`: what `load` made of this very place, where somebody has it."""
    began = time.perf_counter()
    if loaded is None:
        loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    limits = limits_of(place, budget)
    certifier = None if second is None else _certifier(second)
    examined = examining.examine(models, selection, limits, as_of, progress, _watching(watch, certifier))
    burden = None
    if former is not None:
        from rankdsl.examining.burden import burdens_compared  # here, since it is rarely asked for

        burden = burdens_compared(former, models, limits, as_of)
        examined = replace(
            examined,
            obligations=(*examined.obligations, *burden.obligations),
            undecided=examined.undecided | burden.undecided,
        )
    filed = [found for file in place.wanted_cases for found in cases_in(place, loaded, file)[1]]
    mistakes = [f for f in concerning(place, loaded, models, (*loaded.findings, *filed)) if selection.has(f.code)]
    open_ended = examined.undecided | examined.unasked if as_of is None else {model.name.key for model in models}
    judged = examining.judge(
        models, (*mistakes, *loaded.told(said_of_units(models, examined.findings))), selection, open_ended
    )
    if burden is not None:  # which no document can announce away: it is not judged by its own 预期
        grown = loaded.told(said_of_units(models, examining.merge_periods(burden.findings)))
        judged = tuple(sorted((*judged, *grown), key=lambda f: f.sort_key))
    looked = _looked(place, models, judged, selection, open_ended)
    counted = numbered(workspace.apply_severities(judged, place.settings))
    waived = workspace.waive(counted, place.settings.waivers, today, looked)
    findings = tuple(f for f in waived if f.code != workspace.WAIVERS_PAGE.code or selection.has(f.code))
    faulty = _faulty(findings)
    asked = [m for m in models if as_of is None or not m.pieces or m.piece_at(as_of) is not None]
    return Report(
        documents=tuple(_document(m, faulty, examined) for m in asked),
        obligations=examined.obligations,
        findings=findings,
        as_of=as_of,
        today=today if place.settings.waivers else None,
        solver=prove.SOLVER,
        seconds=time.perf_counter() - began,
        certified=None if certifier is None else certifier.result,
        burden=None if burden is None else _named(_compared(burden.changes, findings), loaded.tongue(models)),
    )


def repair(
    place: Workspace,
    report: Report,
    *,
    budget: int | None = None,
    progress: Progress | None = None,
    announced: bool = False,
) -> Report:
    """A report of `check` with verified mends of what it found. `place`: with every document that may be concerned,
    also those that nobody asked for. `announced`: also of what a 预期 announces."""
    from rankdsl import repairing  # here, since it is rarely asked for

    began = time.perf_counter()
    bench = repairing.Bench(place, load, limits_of(place, budget))
    findings, repairs = repairing.repaired(bench, report.findings, progress, announced=announced)
    teller = load(place).teller if repairs.tried else None
    findings = findings if teller is None else tuple(teller.mends(finding) for finding in findings)
    seconds = report.seconds + time.perf_counter() - began
    return replace(report, findings=findings, repairs=repairs, seconds=seconds)


def _compared(changes: Sequence[BurdenChange], findings: Sequence[Finding]) -> Sequence[BurdenChange]:
    """Without sets that are missing where something was written wrong: they may be there."""
    if not anything_written_wrong(findings):
        return changes
    return [change for change in changes if change.after is not None]


def _named(changes: Sequence[BurdenChange], tongue: Tongue | None) -> tuple[BurdenChange, ...]:
    """With the names that stand in English documents."""
    if tongue is None:
        return tuple(changes)
    return tuple(replace(change, name=tongue.prose(change.name)) for change in changes)


def _looked(
    place: Workspace,
    models: Sequence[Model],
    findings: Sequence[Finding],
    selection: Selection,
    open_ended: Set[tuple[str, str]],
) -> workspace.Looked:
    """What this run could have found. Behind a mistake of writing there may be anything, so nothing is settled then."""
    mistaken = anything_written_wrong(findings)
    partial = mistaken or selection != EVERYTHING
    unsettled = {model.name.title for model in models if partial or model.name.key in open_ended or not model.pieces}
    titles = frozenset(model.name.title for model in models)
    return workspace.Looked(titles, titles - unsettled, whole=not place.wanted and not mistaken)


def _certifier(second: SecondSolver) -> Certifier:
    from rankdsl.prove.second_opinion import Certifier  # here, since it loads the solver

    return Certifier(second)


def _watching(watch: Watch | None, certifier: Certifier | None) -> Watch | None:
    """What is told of each obligation: first `watch`, so that it has seen what is then contradicted."""
    if certifier is None:
        return watch
    asked = certifier

    def both(watched: Watched) -> None:
        if watch is not None:
            watch(watched)
        subject = watched.report.subject if watched.report else ""
        asked.confirm(watched.asked, watched.page.code, watched.document, subject)

    return both


def _document(model: Model, faulty: Set[tuple[str, str]], examined: Examined) -> DocumentReport:
    """A document is clean only if it was examined to the end and nothing but notes was found in it."""
    own = not faulty.isdisjoint((path, title) for path in ("", model.name.path) for title in ("", model.name.title))
    verdict = DocumentVerdict.CLEAN
    if model.name.key in examined.undecided:
        verdict = DocumentVerdict.UNKNOWN
    elif own:
        verdict = DocumentVerdict.FINDINGS
    elif not model.pieces or model.name.key in examined.unasked:
        verdict = DocumentVerdict.UNKNOWN
    return DocumentReport(model.name.title, model.name.path, model.name.level, model.superiors, verdict)


def _faulty(findings: Sequence[Finding]) -> frozenset[tuple[str, str]]:
    """Path and title of what has more than notes; empty where a finding has none: it then concerns all."""
    places = (f.place for f in findings if f.severity is not Severity.NOTE)
    return frozenset((place.span.file.path if place.span else "", place.document) for place in places)
