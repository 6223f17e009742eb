"""Findings as SARIF 2.1.0, which code hosts and editors read.

Invariants: columns count characters from 1 (`columnKind`), paths are relative to the root of the repository
(`%SRCROOT%`), fingerprints outlive moved lines and are distinct; the same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from rankdsl.diagnostics import Edit, Finding, Page, Place, Report, Severity
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.file_places import FilePlace, FilePlaces, Region, region
from rankdsl.reporters.json import finding_json, tool
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.sentences import sentences, set_aside

Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "rankdsl/v1"
GITHUB_FINGERPRINT = "primaryLocationLineHash"
"""The only fingerprint that GitHub reads; where there is none it makes one of the line's text, which then moves."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PROPERTIES = ("verdict", "document", "article", "item", "subject", "witness", "expected", "waived", "waiver", "known")


def check_sarif(
    report: Report, pages: Sequence[Page], language: Language, prefix: str = "", exit_code: int | None = None
) -> Json:
    """The whole log. `pages`: the manual, for the rules; `prefix`: from the root of the repository to the workspace."""
    paper, places = Paper(language), FilePlaces.of(report, prefix)
    rules = _rules(report, pages)
    index = {rule: i for i, (rule, _) in enumerate(rules)}
    invocation: Json = {"executionSuccessful": not any(f.unreadable for f in report.findings)}
    if exit_code is not None:
        invocation["exitCode"] = exit_code
    named = tool()
    return {
        "version": "2.1.0",
        "$schema": SCHEMA,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": named["name"],
                        "version": named["version"],
                        "language": _LANGUAGES[language],
                        "rules": [_rule(code, page, language) for code, page in rules],
                    }
                },
                "invocations": [invocation],
                "language": _LANGUAGES[language],
                "columnKind": "unicodeCodePoints",
                "defaultEncoding": "utf-8",
                "originalUriBaseIds": {ROOT: {"description": {"text": "the root of the repository"}}},
                "results": [
                    _result(f, index[f.code], report, places, paper)
                    for f in sorted(report.findings, key=lambda f: f.sort_key)
                ],
                "properties": {
                    "solver": report.solver,
                    "asOf": report.as_of.isoformat() if report.as_of else None,
                    "today": report.today.isoformat() if report.today else None,
                    "gone": report.baseline.gone if report.baseline else None,
                },
            }
        ],
    }


_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}


def _rules(report: Report, pages: Iterable[Page]) -> list[tuple[str, Page | None]]:
    """Every code that was asked or found, with its page, in order."""
    by_code: Mapping[str, Page] = {page.code: page for page in pages}
    codes = {f.code for f in report.findings} | {o.check for o in report.obligations}
    return [(code, by_code.get(code)) for code in sorted(codes)]


def _rule(code: str, page: Page | None, language: Language) -> Json:
    if page is None:
        return {"id": code}
    wrong, right = ("错误示例", "正确示例") if language == "zh" else ("Wrong", "Right")
    manual = page.manual.in_language(language).strip()
    title = page.title.in_language(language)
    markdown = (
        f"{manual}\n\n## {wrong}\n\n```\n{page.wrong.strip()}\n```\n\n## {right}\n\n```\n{page.right.strip()}\n```\n"
    )
    return {
        "id": code,
        "name": page.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{code} {page.name}: {title}"},
        "help": {"text": manual, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _result(finding: Finding, index: int, report: Report, places: FilePlaces, paper: Paper) -> Json:
    told = finding_json(finding, paper.language)
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(sentences(finding, paper))},
        "locations": [_location(places.finding(finding), finding.place)],
        "partialFingerprints": {GITHUB_FINGERPRINT: finding.fingerprint, FINGERPRINT: finding.fingerprint},
        "suppressions": _suppressions(finding, paper),
        "properties": {name: told[name] for name in _PROPERTIES}
        | {"period": list(finding.period) if finding.period else None},
    }
    related = [
        _location(at, citation.place) | {"id": number, "message": {"text": paper.say(citation.message)}}
        for number, citation in enumerate(finding.related, start=1)
        if (at := places.place(citation.place)) is not None
    ]
    if related:
        result["relatedLocations"] = related
    if report.baseline is not None:
        result["baselineState"] = "unchanged" if finding.known else "new"
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [
            {"description": {"text": paper.say(fix.message)}, "artifactChanges": _changes(fix.edits, places)}
            for fix in (finding.fix, *finding.alternatives)
        ]
    return result


def _location(at: FilePlace, place: Place) -> Json:
    physical: Json = {"artifactLocation": _artifact(at)}
    if at.region is not None:
        physical["region"] = _region(at.region)
    location: Json = {"physicalLocation": physical}
    if place.citation:
        location["logicalLocations"] = [{"fullyQualifiedName": place.citation}]
    return location


def _artifact(at: FilePlace) -> Json:
    """Everything but letters and digits is escaped: a colon or a percent sign in a name has its own sense in a URI."""
    uri = quote(at.path, safe="/", errors="surrogateescape")
    return {"uri": uri, "uriBaseId": ROOT} if at.exists else {"uri": uri}


def _region(where: Region) -> Json:
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _suppressions(finding: Finding, paper: Paper) -> list[Json]:
    """An empty list says that it is not suppressed; to leave it out would say that nobody knows."""
    if not finding.expected and finding.waiver is None:
        return []
    kind = "external" if finding.waiver is not None else "inSource"
    return [{"kind": kind, "status": "accepted", "justification": set_aside(finding, paper)}]


def _changes(edits: Sequence[Edit], places: FilePlaces) -> list[Json]:
    changes: dict[str, Json] = {}
    for edit in edits:
        at = places.place(Place(edit.span))
        assert at is not None
        change = changes.setdefault(at.path, {"artifactLocation": _artifact(at), "replacements": []})
        change["replacements"].append(
            {"deletedRegion": _region(region(edit.span)), "insertedContent": {"text": edit.text}}
        )
    return list(changes.values())
