"""Findings as a GitLab Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/

Invariant: fingerprints are distinct, since GitLab shows only the first of those that are alike. The format knows no
waivers, so that what is set aside has the lowest severity and says why.
"""

from __future__ import annotations

from typing import Any

from rankdsl.diagnostics import Finding, Report, Severity
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.file_places import FilePlaces
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.sentences import sentences

Json = dict[str, Any]

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def check_gitlab(report: Report, language: Language, prefix: str = "") -> list[Json]:
    paper, places = Paper(language), FilePlaces.of(report, prefix)
    return [_issue(f, places, paper) for f in sorted(report.findings, key=lambda f: f.sort_key)]


def _issue(finding: Finding, places: FilePlaces, paper: Paper) -> Json:
    at = places.finding(finding)
    lines = {"begin": at.line} | ({"end": at.region.end_line} if at.region is not None else {})
    return {
        "description": paper.choose("；", "; ").join(sentences(finding, paper)),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": finding.fingerprint,
        "severity": "info" if finding.set_aside else _SEVERITIES[finding.severity],
        "location": {"path": at.path, "lines": lines},
    }
