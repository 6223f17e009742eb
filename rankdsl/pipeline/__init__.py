"""All stages, each callable alone; none raises for a user's mistake.

workspace ─▶ load: parse ─▶ analyse ─┬─▶ check: examine ─▶ judge ─▶ Report ─▶ repair
             vocabularies ──┘        ├─▶ test, evaluate: cases ─▶ TestReport, explanations
             in English: translate   ├─▶ diff: two of them ─▶ Differences; thresholds
                                     ├─▶ propose: a unit file ─▶ roster ─▶ who is promoted within the slots
                                     └─▶ compile_document: what check found clean ─▶ a package
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rankdsl import checks, population, semantics, syntax, vocabulary, workspace
from rankdsl.diagnostics import Page
from rankdsl.source import SourceFile

if TYPE_CHECKING:
    from rankdsl.diagnostics.report import Report
    from rankdsl.pipeline.cases import Evaluated, evaluate, schema, test
    from rankdsl.pipeline.checking import EVERYTHING, check, repair
    from rankdsl.pipeline.comparing import Differences, Thresholds, diff, thresholds
    from rankdsl.pipeline.deploying import Compiled, compile_document
    from rankdsl.pipeline.former import Former, former_versions
    from rankdsl.pipeline.loading import Loaded, load
    from rankdsl.pipeline.proposing import Proposed, propose
    from rankdsl.syntax.writing import Formatted
    from rankdsl.workspace import Workspace

__all__ = [
    "CODES",
    "EVERYTHING",
    "NAMES",
    "Compiled",
    "Differences",
    "Evaluated",
    "Former",
    "Loaded",
    "Proposed",
    "Thresholds",
    "check",
    "check_paths",
    "compile_document",
    "diff",
    "evaluate",
    "former_versions",
    "load",
    "page",
    "pages",
    "propose",
    "repair",
    "rewriter",
    "schema",
    "test",
    "thresholds",
]

_STAGES = {
    **dict.fromkeys(("Evaluated", "evaluate", "schema", "test"), "cases"),
    **dict.fromkeys(("EVERYTHING", "check", "repair"), "checking"),
    **dict.fromkeys(("Differences", "Thresholds", "diff", "thresholds"), "comparing"),
    **dict.fromkeys(("Compiled", "compile_document"), "deploying"),
    **dict.fromkeys(("Former", "former_versions"), "former"),
    **dict.fromkeys(("Loaded", "load"), "loading"),
    **dict.fromkeys(("Proposed", "propose"), "proposing"),
}
"""Where each stage is; it is loaded when it is called for (docs/decisions/0502-what-is-loaded-when.md)."""


def __getattr__(name: str) -> object:
    module = _STAGES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)


_PAGES = (*syntax.PAGES, *vocabulary.PAGES, *semantics.PAGES, *workspace.PAGES, *population.PAGES)
"""Of what is no check."""

NAMES = dict(sorted((*((page.code, page.name) for page in _PAGES), *((c.code, c.name) for c in checks.CATALOGUE))))
"""The name of every code, in their order."""

CODES = frozenset(NAMES)


def page(code: str) -> Page:
    """The manual page of a code that there is. Of the checks, this one is loaded."""
    listed = next((listed for listed in checks.CATALOGUE if listed.code == code), None)
    return next(page for page in _PAGES if page.code == code) if listed is None else listed.page


@cache
def pages() -> tuple[Page, ...]:
    """The manual page of every code, in their order. Every check is loaded for it."""
    return tuple(sorted((*_PAGES, *checks.pages()), key=lambda page: page.code))


def rewriter(place: Workspace, to: str | None) -> Callable[[SourceFile], Formatted]:
    """What gives a document of the workspace in its canonical writing, in the language `to` (None: its own)."""
    if to is None:
        from rankdsl.syntax.writing import formatted

        return formatted
    from rankdsl import translation

    return translation.rewriter(place.documents, place.vocabularies, place.glossary, to)


def check_paths(paths: Sequence[Path], *, as_of: date | None = None, today: date | None = None) -> Report:
    """`check` for other programs: the workspace around the paths, with the vocabularies that the package ships."""
    from rankdsl.pipeline.checking import check
    from rankdsl.workspace.opening import shipped_vocabularies

    place = workspace.open_workspace(paths, codes=CODES, shipped=shipped_vocabularies())
    return check(place, as_of=as_of, today=today)
