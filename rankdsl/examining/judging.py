"""What becomes of the findings of all pieces: merged over time, and judged by what was expected (预期)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

from msgspec.structs import replace

from rankdsl import checks
from rankdsl.checks.examination import Outcome
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.examining.readings import Asked
from rankdsl.examining.selection import Selection
from rankdsl.ir.model import Model

_Which = tuple[str, int | None]
"""A finding of a document, in whatever piece: what it says, and where, since two equal branches say the same."""


def at_all_times(
    documents: Sequence[tuple[str, str]], answered: Sequence[tuple[Asked, ...]]
) -> Iterator[tuple[Asked, ...]]:
    """The answers of each piece, without those that say that something never is so (`Check.of_always`) where in another
    piece of the same document it is. `documents`: whose each piece is."""
    never: dict[tuple[tuple[str, str], str], set[_Which]] = {}
    for document, asked in zip(documents, answered, strict=True):
        here: dict[str, set[_Which]] = {check.code: set() for check in checks.PROOFS if check.of_always}
        for check, outcome in asked:
            if check.of_always:
                here[check.code].update(map(_which, outcome.findings))
        for code, found in here.items():
            key = document, code
            never[key] = found & never[key] if key in never else found
    for document, asked in zip(documents, answered, strict=True):
        yield tuple(
            (check, _kept(outcome, never[document, check.code]) if check.of_always else outcome)
            for check, outcome in asked
        )


def _kept(outcome: Outcome, never: Set[_Which]) -> Outcome:
    if outcome.verdict is not Verdict.REFUTED:
        return outcome
    findings = tuple(finding for finding in outcome.findings if _which(finding) in never)
    return replace(outcome, findings=findings, verdict=Verdict.REFUTED if findings else Verdict.PROVED)


def _which(finding: Finding) -> _Which:
    return finding.fingerprint, finding.place.span.start if finding.place.span is not None else None


def merge_periods(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each run of adjacent periods in which the same is wrong, with the first evidence. What a person
    shows may come to other figures in each; what no person shows is said of the whole run, and has to hold in it."""
    merged: list[Finding] = []
    latest: dict[tuple[_Which, str], int] = {}
    for finding in findings:
        key = (_which(finding), finding.severity.value)
        at = latest.get(key)
        if at is not None and not _told_alike(merged[at], finding):
            at = None
        before = merged[at].period if at is not None else None
        if at is not None and (finding.period is None or (before is not None and before[1] == finding.period[0])):
            if before is not None and finding.period is not None:
                merged[at] = replace(merged[at], period=(before[0], finding.period[1]))
            continue
        latest[key] = len(merged)
        merged.append(finding)
    return tuple(sorted(merged, key=lambda f: f.sort_key))


def _told_alike(one: Finding, other: Finding) -> bool:
    of_somebody = other.evidence is not None and other.evidence.person is not None
    return of_somebody or one.message == other.message


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
                from rankdsl.checks.consistency.failed_assertion import missing_expectation  # here, since most are met

                judged.append(missing_expectation(expected))
    return tuple(sorted(judged, key=lambda f: f.sort_key))
