"""A baseline: findings that were there already, so that only new ones count.

It is read from what `--write-baseline`, `--format json` or `--format sarif` wrote. What was waived or expected there is
not taken over: a waiver that expires must come back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import (
    Compared,
    DocumentVerdict,
    Finding,
    Report,
    Text,
    anything_written_wrong,
    can_be_set_aside,
)

SCHEMA = "rankdsl-baseline/1"
_REPORTS = (SCHEMA, "rankdsl-check/1")
_SARIF_FINGERPRINT = "rankdsl/v1"

Json = Mapping[str, Any]


class Entry(Struct, frozen=True):
    """One finding that was there. `document`: None where it stood in none."""

    code: str
    document: str | None


class Baseline(Struct, frozen=True):
    entries: Mapping[str, Entry]
    """By fingerprint."""


def read_baseline(data: bytes, shown: str) -> Baseline | Text:
    """The baseline in a file, or what is wrong with it. `shown`: the file as people see it."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return Text(
            f"基线“{shown}”不是 JSON 文件；请用 --write-baseline 写出",
            f"the baseline “{shown}” is not JSON: write it with --write-baseline",
        )
    try:
        return Baseline(dict(_entries(found)))
    except (KeyError, TypeError, AttributeError):
        return Text(
            f"基线“{shown}”不是 rankdsl 写出的文件；请用 --write-baseline、--format json 或 --format sarif 写出",
            f"the baseline “{shown}” was not written by rankdsl: use --write-baseline, --format json or --format sarif",
        )


def taken_over(finding: Finding) -> bool:
    """Whether a baseline that is written now holds this finding."""
    return can_be_set_aside(finding.code) and not finding.expected and finding.waiver is None


def compare(report: Report, baseline: Baseline, has: Callable[[str], bool], whole: bool) -> Report:
    """The report with the findings that the baseline has marked as known.

    has: whether this run looked for a code. whole: whether it looked at the whole workspace.
    """
    findings = tuple(
        replace(f, known=True) if taken_over(f) and f.fingerprint in baseline.entries else f for f in report.findings
    )
    known = sum(f.known for f in findings)
    return replace(report, findings=findings, baseline=Compared(known, _gone(report, baseline, has, whole)))


def _gone(report: Report, baseline: Baseline, has: Callable[[str], bool], whole: bool) -> int | None:
    if report.as_of is not None or anything_written_wrong(report.findings):
        return None
    present = {f.fingerprint for f in report.findings}
    there = {d.title for d in report.documents}
    settled = {d.title for d in report.documents if d.verdict is not DocumentVerdict.UNKNOWN}

    def could_be_found(entry: Entry) -> bool:
        looked_at = entry.document in settled or (whole and entry.document not in there)
        return has(entry.code) and can_be_set_aside(entry.code) and looked_at

    return sum(f not in present and could_be_found(entry) for f, entry in baseline.entries.items())


def _entries(found: Json) -> Iterator[tuple[str, Entry]]:
    """Raises KeyError, TypeError or AttributeError where it is something else."""
    if found.get("version") == "2.1.0":
        yield from _of_sarif(found)
        return
    if found["schema"] not in _REPORTS:
        raise KeyError("schema")
    for finding in found["findings"]:
        if finding.get("expected") or finding.get("waived") is not None:
            continue
        yield _entry(finding["fingerprint"], finding["code"], finding["document"])


def _of_sarif(log: Json) -> Iterator[tuple[str, Entry]]:
    for run in log["runs"]:
        if run["tool"]["driver"]["name"] != "rankdsl":
            raise KeyError("rankdsl")
        for result in run["results"]:
            if not result.get("suppressions") and result.get("baselineState") != "absent":
                fingerprint = result["partialFingerprints"][_SARIF_FINGERPRINT]
                yield _entry(fingerprint, result["ruleId"], result["properties"]["document"])


def _entry(fingerprint: object, code: object, document: object) -> tuple[str, Entry]:
    if not (isinstance(fingerprint, str) and isinstance(code, str) and isinstance(document, str | None)):
        raise TypeError("fingerprint")
    return fingerprint, Entry(code, document)
