"""Cases run, and persons explained."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import vocabulary, workspace
from rankdsl.checks.case_files import FiledCase
from rankdsl.checks.consistency.cases import run_case
from rankdsl.diagnostics import Finding, numbered
from rankdsl.diagnostics.report import CaseResult, TestReport
from rankdsl.examining import Progress
from rankdsl.pipeline.loading import cases_in, concerning, load
from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace

if TYPE_CHECKING:
    from rankdsl.explanation.parts import Explanation
    from rankdsl.translation import Tongue


def test(place: Workspace, *, progress: Progress | None = None) -> TestReport:
    """Run every case of the documents and case files that are wanted."""
    began = time.perf_counter()
    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    findings = concerning(place, loaded, models, loaded.findings)
    runs = [FiledCase(case, model) for model in models for case in model.cases]
    for file in place.cases:
        filed, wrong = cases_in(place, loaded, file)
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


class Evaluated(Struct, frozen=True):
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
    from rankdsl.explanation.explain import explain, names

    loaded = load(place)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    findings = concerning(place, loaded, models, loaded.findings)
    filed, wrong = cases_in(place, replace(loaded, models=tuple(models)), cases, as_of)
    findings += wrong
    tongue = loaded.tongue(models)
    decision = decision if tongue is None or decision is None else tongue.canonical(decision)
    persons: list[tuple[FiledCase, tuple[Explanation, ...]]] = []
    for found in filed:
        if decision is not None and decision not in names(found.model):
            return Evaluated((), tuple(findings), decision, names(found.model), tongue)
        persons.append((found, explain(found.model, found.case.person, decision)))
    return Evaluated(tuple(persons), tuple(sorted(findings, key=lambda f: f.sort_key)), tongue=tongue)


def schema(place: Workspace, name: str | None) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """The JSON Schema of a case under the vocabulary `name` (None: the only one, else the first that extends none)."""
    found, findings = vocabulary.load_vocabularies(place.vocabularies)
    in_order = sorted(found.values(), key=lambda v: (v.extends is not None, v.name))
    chosen = found.get(name) if name is not None else next(iter(in_order), None)
    return (None if chosen is None else vocabulary.case_schema(chosen)), findings
