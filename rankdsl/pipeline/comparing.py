"""Two versions of a document, and what is written beside what it takes."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from rankdsl.diagnostics import Finding, Severity
from rankdsl.pipeline.loading import concerning, limits_of, load
from rankdsl.workspace import Workspace

if TYPE_CHECKING:
    from rankdsl.differing import DocumentDifference
    from rankdsl.thresholds import DecisionThresholds
    from rankdsl.translation import Tongue


class Differences(Struct, frozen=True):
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
            findings += concerning(place, loaded, wanted, loaded.findings)
    if any(f.severity is Severity.ERROR for f in findings):
        return Differences((), tuple(sorted(findings, key=lambda f: f.sort_key)), time.perf_counter() - began)
    found = differences(models[0], models[1], limits_of(new, budget), as_of)
    return Differences(found, (), time.perf_counter() - began, tongue)


class Thresholds(Struct, frozen=True):
    """`findings`: what kept documents from being looked at. unknown: a decision or a fact that was asked for, and that
    no document has; `names` are those there are, else all decisions."""

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
        findings = [f for f in concerning(place, loaded, models, loaded.findings) if f.severity is Severity.ERROR]
    names = dict.fromkeys(name for model in models for piece in model.pieces for name in piece.program.decisions)
    if subject is not None and names and subject not in names:
        return Thresholds((), (), subject, tuple(names), tongue)
    divides = dict.fromkeys(f.name for m in models for f in m.vocabulary.facts if f.divides_people)
    if by is not None and by not in divides:
        return Thresholds((), (), by, tuple(divides), tongue)
    limits = limits_of(place, budget)
    found = tuple(each for model in models for each in thresholds(model, limits, as_of, subject, by))
    return Thresholds(found, tuple(sorted(findings, key=lambda f: f.sort_key)), None, tuple(names), tongue)
