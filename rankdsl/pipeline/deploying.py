"""The gate before deployment: a package is made of what was checked and found clean, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from rankdsl.checks.case_files import FiledCase
from rankdsl.checks.consistency.cases import run_case
from rankdsl.diagnostics import Text
from rankdsl.diagnostics.report import CaseResult, ExitCode, Report
from rankdsl.examining import Progress
from rankdsl.ir.facts import Vocabulary
from rankdsl.pipeline.checking import check
from rankdsl.pipeline.loading import cases_in, load
from rankdsl.workspace import Workspace

if TYPE_CHECKING:
    from rankdsl.compiling import Package, Wanted


class Compiled(Struct, frozen=True):
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
    files = [(file, [f for f in cases_in(place, loaded, file)[0] if f.model in models]) for file in place.cases]
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
