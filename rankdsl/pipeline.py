"""All stages on one screen, each callable alone; none raises for a user's mistake.

workspace ─▶ parse ─▶ analyse ─▶ examine ─▶ judge ─▶ Report
             vocabularies ──┘        ├─ cases ─▶ TestReport, explanations
                     two of them ────┴─ differences
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rankdsl import checks, examining, prove, semantics, syntax, vocabulary, workspace
from rankdsl.checks.case_files import FiledCase, filed_cases
from rankdsl.checks.cases import run_case
from rankdsl.diagnostics import Finding, Page, Severity, Text, anything_written_wrong, numbered
from rankdsl.diagnostics.report import CaseResult, DocumentReport, DocumentVerdict, ExitCode, Report, TestReport
from rankdsl.examining import Examined, Progress, Selection, Watch, Watched
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.prove import Limits
from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace
from rankdsl.workspace.opening import shipped_vocabularies
from rankdsl.workspace.settings import FILE_NAME

if TYPE_CHECKING:
    from rankdsl.compiling import Package, Wanted
    from rankdsl.differing import DocumentDifference
    from rankdsl.explanation import Explanation
    from rankdsl.prove.second_opinion import Certifier, SecondSolver
    from rankdsl.syntax.writing import Formatted
    from rankdsl.thresholds import DecisionThresholds
    from rankdsl.translation import Teller, Tongue

PAGES: tuple[Page, ...] = tuple(
    sorted(
        (*syntax.PAGES, *vocabulary.PAGES, *semantics.PAGES, *workspace.PAGES, *checks.PAGES),
        key=lambda page: page.code,
    )
)
"""The manual page of every code."""

CODES = frozenset(page.code for page in PAGES)
EVERYTHING = Selection()
_YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Loaded:
    """Every document of a workspace with its meaning, and what is wrong so far."""

    models: tuple[Model, ...]
    vocabularies: dict[str, Vocabulary]
    findings: tuple[Finding, ...]
    parsed: tuple[syntax.Parsed, ...] = ()
    """The files as read, in canonical names."""
    teller: Teller | None = None
    """Where documents are English: what puts findings about them into the names that stand there."""

    def told(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        return findings if self.teller is None else [self.teller.finding(finding) for finding in findings]

    def tongue(self, models: Iterable[Model]) -> Tongue | None:
        """The words of these documents, where all of them are English."""
        return None if self.teller is None else self.teller.tongue({model.name.path for model in models})


def load(place: Workspace) -> Loaded:
    """Read what the documents mean."""
    parsed = [syntax.parse(file) for file in place.documents]
    named = {d.vocabulary.text for p in parsed for d in p.node.documents if d.vocabulary is not None}
    english = any(p.language == "en" for p in parsed)
    teller = None
    few = place.wanted and named and not english
    words = vocabulary.files_needed(place.vocabularies, named) if few else place.vocabularies
    vocabularies, wrong_words = vocabulary.load_vocabularies(words)
    if english:
        from rankdsl import translation  # here, since few runs meet an English document

        parsed, wrong_glossary, teller = translation.canonical_parsed(parsed, vocabularies, place.glossary)
        wrong_words = (*wrong_words, *wrong_glossary)
    keys, wrong_sources = vocabulary.sources(place.sources) if place.sources is not None else (None, ())
    unread = any(f.unreadable and f.place.span and f.place.span.file.path.endswith(_YAML) for f in place.findings)
    lacking = bool(wrong_words) or unread
    settings = semantics.Settings(place.settings.horizon, place.settings.as_of, keys, words_missing=lacking)
    analysis = semantics.analyse(parsed, vocabularies, settings)
    mistakes = [finding for p in parsed for finding in p.findings]
    loaded = Loaded(analysis.models, dict(vocabularies), (), tuple(parsed), teller)
    findings = (*place.findings, *mistakes, *wrong_words, *wrong_sources, *loaded.told(analysis.findings))
    return replace(loaded, findings=findings)


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
) -> Report:
    """Ask everything of the documents that are wanted, at all times or on one day. `today`: the day by which waivers
    are in force or expired; without one, none is judged as expired. `second`: whose opinion is asked on every question
    decided; Disagreement, which is a bug, where it is another."""
    began = time.perf_counter()
    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    steps = budget or place.settings.budget
    limits = Limits() if steps is None else Limits(steps)
    certifier = None if second is None else _certifier(second)
    examined = examining.examine(models, selection, limits, as_of, progress, _watching(watch, certifier))
    filed = [found for file in place.wanted_cases for found in _filed(place, loaded, file)[1]]
    mistakes = [f for f in _concerning(place, loaded, models, (*loaded.findings, *filed)) if selection.has(f.code)]
    open_ended = examined.undecided | examined.unasked if as_of is None else {model.name.key for model in models}
    judged = examining.judge(models, (*mistakes, *loaded.told(examined.findings)), selection, open_ended)
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
    )


def rewriter(place: Workspace, to: str | None) -> Callable[[SourceFile], Formatted]:
    """What gives a document of the workspace in its canonical writing, in the language `to` (None: its own)."""
    if to is None:
        from rankdsl.syntax.writing import formatted

        return formatted
    from rankdsl import translation

    return translation.rewriter(place.documents, place.vocabularies, place.glossary, to)


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
    steps = budget or place.settings.budget
    bench = repairing.Bench(place, load, Limits() if steps is None else Limits(steps))
    findings, repairs = repairing.repaired(bench, report.findings, progress, announced=announced)
    teller = load(place).teller if repairs.tried else None
    findings = findings if teller is None else tuple(teller.mends(finding) for finding in findings)
    seconds = report.seconds + time.perf_counter() - began
    return replace(report, findings=findings, repairs=repairs, seconds=seconds)


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


def test(place: Workspace, *, progress: Progress | None = None) -> TestReport:
    """Run every case of the documents and case files that are wanted."""
    began = time.perf_counter()
    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    findings = _concerning(place, loaded, models, loaded.findings)
    runs = [FiledCase(case, model) for model in models for case in model.cases]
    for file in place.cases:
        filed, wrong = _filed(place, loaded, file)
        if place.wants(file.path):
            runs += filed
            findings += wrong
        else:
            runs += (f for f in filed if place.wants(f.model.name.path))
    results: list[CaseResult] = []
    for number, run in enumerate(runs):
        if progress is not None:
            progress(number, len(runs), run.case.name)
        results.append(run_case(run.model, run.case))
    ordered = workspace.apply_severities(numbered(findings), place.settings)
    return TestReport(tuple(results), ordered, time.perf_counter() - began)


@dataclass(frozen=True)
class Evaluated:
    """The persons of a case file, each with the explanations asked for; `findings`: what kept others from it.

    unknown: the decision asked for, where the document has none of that name; `names` are those it has. tongue: the
    words of the documents, where they are English."""

    persons: tuple[tuple[FiledCase, tuple[Explanation, ...]], ...]
    findings: tuple[Finding, ...]
    unknown: str | None = None
    names: tuple[str, ...] = ()
    tongue: Tongue | None = None


def evaluate(
    place: Workspace, cases: SourceFile, *, decision: str | None = None, as_of: date | None = None
) -> Evaluated:
    """Explain the persons of `cases` under the documents that are wanted. `as_of` replaces the day of each case."""
    from rankdsl.explanation import explain, names

    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    findings = _concerning(place, loaded, models, loaded.findings)
    filed, wrong = _filed(place, replace(loaded, models=tuple(models)), cases, as_of)
    findings += wrong
    tongue = loaded.tongue(models)
    decision = decision if tongue is None or decision is None else tongue.canonical(decision)
    persons: list[tuple[FiledCase, tuple[Explanation, ...]]] = []
    for found in filed:
        if decision is not None and decision not in names(found.model):
            return Evaluated((), tuple(findings), decision, names(found.model), tongue)
        persons.append((found, explain(found.model, found.case.person, decision)))
    return Evaluated(tuple(persons), tuple(sorted(findings, key=lambda f: f.sort_key)), tongue=tongue)


@dataclass(frozen=True)
class Differences:
    """`findings`: what keeps documents of either side from being compared; without any, `documents` has them all."""

    documents: tuple[DocumentDifference, ...]
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    tongue: Tongue | None = None
    """The words of the documents, where those of the new side are English."""


def diff(old: Workspace, new: Workspace, *, as_of: date | None = None, budget: int | None = None) -> Differences:
    """What the documents wanted of `new` mean otherwise than those of `old`. What the one lacks (superiors,
    vocabularies) is read from the other."""
    from rankdsl.differing import differences
    from rankdsl.workspace.borrowing import side_by_side

    began = time.perf_counter()
    sides, models, findings = side_by_side(old, new), [], []
    tongue: Tongue | None = None
    for place in sides:
        loaded = load(place)
        wanted = [model for model in loaded.models if place.wants(model.name.path)]
        models.append(wanted)
        tongue = loaded.tongue(wanted)
        if not wanted or any(not model.pieces for model in wanted):
            findings += _concerning(place, loaded, wanted, loaded.findings)
    if any(f.severity is Severity.ERROR for f in findings):
        return Differences((), tuple(sorted(findings, key=lambda f: f.sort_key)), time.perf_counter() - began)
    steps = budget or new.settings.budget
    found = differences(models[0], models[1], Limits() if steps is None else Limits(steps), as_of)
    return Differences(found, (), time.perf_counter() - began, tongue)


@dataclass(frozen=True)
class Compiled:
    """A package, or why there is none: what `check` says (`report`), cases that fail, or `fault`."""

    report: Report
    failed: tuple[CaseResult, ...] = ()
    package: Package | None = None
    fault: Text | None = None


def compile_document(
    place: Workspace,
    wanted: Wanted,
    *,
    today: date | None = None,
    budget: int | None = None,
    progress: Progress | None = None,
) -> Compiled:
    """The deployable evaluator of a document that is wanted; none while `check` finds what nobody set aside, while a
    verdict is unknown, or while a case fails."""
    from rankdsl import compiling

    report = check(place, as_of=wanted.as_of, today=today, budget=budget, progress=progress)
    if report.exit_code() is not ExitCode.CLEAN:
        return Compiled(report)
    loaded = load(place)
    models = compiling.chosen([model for model in loaded.models if place.wants(model.name.path)], wanted)
    if isinstance(models, Text):
        return Compiled(report, fault=models)
    filed = [FiledCase(case, model) for model in models for case in model.cases]
    files = [(file, [f for f in _filed(place, loaded, file)[0] if f.model in models]) for file in place.cases]
    filed += [found for _, of_file in files for found in of_file]
    runs = [(found, run_case(found.model, found.case)) for found in filed]
    failed = compiling.failing(runs)
    if failed:
        return Compiled(report, failed)
    paths = {layer.path for model in models for piece in model.pieces for layer in piece.program.layers}
    paths |= {words.path for words in _extended(models[0].vocabulary, loaded.vocabularies)}
    paths |= {file.path for file, of_file in files if of_file}
    sources = [file for file in (*place.documents, *place.vocabularies, *place.cases) if file.path in paths]
    return Compiled(report, package=compiling.assembled(models, report, runs, sources, wanted))


def _extended(words: Vocabulary, known: Mapping[str, Vocabulary]) -> list[Vocabulary]:
    """A vocabulary, and those that it extends."""
    found = [words]
    while found[-1].extends is not None and found[-1].extends in known:
        found.append(known[found[-1].extends])
    return found


@dataclass(frozen=True)
class Thresholds:
    """`findings`: what kept documents from being looked at. unknown: a decision or a fact that was asked for, and that
    no document has; `names` are those there are."""

    decisions: tuple[DecisionThresholds, ...]
    findings: tuple[Finding, ...] = ()
    unknown: str | None = None
    names: tuple[str, ...] = ()
    tongue: Tongue | None = None
    """The words of the documents, where they are English."""


def thresholds(
    place: Workspace,
    *,
    as_of: date | None = None,
    subject: str | None = None,
    by: str | None = None,
    budget: int | None = None,
) -> Thresholds:
    """What is written and what it takes, for the decisions (or `subject`) of the documents that are wanted, by the
    values of the facts that divide people (or of `by`)."""
    from rankdsl.thresholds import thresholds

    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    findings: list[Finding] = []
    tongue = loaded.tongue(models)
    if tongue is not None:
        subject, by = (None if asked is None else tongue.canonical(asked) for asked in (subject, by))
    if not models or any(not model.pieces for model in models):
        findings = [f for f in _concerning(place, loaded, models, loaded.findings) if f.severity is Severity.ERROR]
    names = dict.fromkeys(name for model in models for piece in model.pieces for name in piece.program.decisions)
    if subject is not None and names and subject not in names:
        return Thresholds((), (), subject, tuple(names), tongue)
    divides = dict.fromkeys(f.name for m in models for f in m.vocabulary.facts if f.divides_people)
    if by is not None and by not in divides:
        return Thresholds((), (), by, tuple(divides), tongue)
    steps = budget or place.settings.budget
    limits = Limits() if steps is None else Limits(steps)
    found = tuple(each for model in models for each in thresholds(model, limits, as_of, subject, by))
    return Thresholds(found, tuple(sorted(findings, key=lambda f: f.sort_key)), tongue=tongue)


def schema(place: Workspace, name: str | None) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """The JSON Schema of a case under the vocabulary `name` (None: the only one, else the first that extends none)."""
    found, findings = vocabulary.load_vocabularies(place.vocabularies)
    in_order = sorted(found.values(), key=lambda v: (v.extends is not None, v.name))
    chosen = found.get(name) if name is not None else next(iter(in_order), None)
    return (None if chosen is None else vocabulary.case_schema(chosen)), findings


def check_paths(paths: Sequence[Path], *, as_of: date | None = None, today: date | None = None) -> Report:
    """`check` for other programs: the workspace around the paths, with the vocabularies that the package ships."""
    place = workspace.open_workspace(paths, codes=CODES, shipped=shipped_vocabularies())
    return check(place, as_of=as_of, today=today)


def _filed(
    place: Workspace, loaded: Loaded, file: SourceFile, as_of: date | None = None
) -> tuple[tuple[FiledCase, ...], tuple[Finding, ...]]:
    only = loaded.models[0] if len(loaded.models) == 1 else None
    vocabularies = tuple(loaded.vocabularies.values())
    filed, wrong = filed_cases(file, loaded.models, vocabularies, place.settings.as_of, only)
    if as_of is None:
        return filed, wrong
    moved = (replace(f.case, person=replace(f.case.person, as_of=as_of)) for f in filed)
    return tuple(replace(f, case=case) for f, case in zip(filed, moved, strict=True)), wrong


def _concerning(
    place: Workspace, loaded: Loaded, models: Sequence[Model], findings: Sequence[Finding]
) -> list[Finding]:
    """The mistakes that lie in what was asked for, or in what that rests on."""
    titles = _above(models, loaded.models)
    rests_on = {model.name.path for model in loaded.models if model.name.title in titles}
    paths = rests_on | {file.path for file in place.vocabularies} | {FILE_NAME}
    paths |= {place.glossary.path} if place.glossary is not None else set()

    def concerns(finding: Finding) -> bool:
        span = finding.place.span
        return finding.unreadable or span is None or place.wants(span.file.path) or span.file.path in paths

    return [finding for finding in findings if concerns(finding)]


def _above(models: Sequence[Model], every: Sequence[Model]) -> Set[str]:
    """Titles of everything that the documents stand under, at any distance."""
    by_title: dict[str, list[Model]] = {}
    for other in every:
        by_title.setdefault(other.name.title, []).append(other)
    seen: set[str] = set()
    waiting = [title for model in models for title in model.superiors]
    while waiting:
        title = waiting.pop()
        if title not in seen:
            seen.add(title)
            waiting += (above for other in by_title.get(title, ()) for above in other.superiors)
    return seen


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
