"""Findings as GitHub workflow commands: annotations beside the lines of a pull request.

Invariants: one command a line, whatever a message or a path holds; what counts comes first, since GitHub shows only the
first ten of each kind; every command ends with its fingerprint.
"""

from __future__ import annotations

from rankdsl.diagnostics import Finding, Report, Severity
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.file_places import FilePlace, FilePlaces
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.sentences import sentences
from rankdsl.reporters.text import check_summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def check_github(report: Report, language: Language, prefix: str = "") -> str:
    """The commands, then the summary in words. What is set aside is a notice."""
    paper, places = Paper(language), FilePlaces.of(report, prefix)
    ordered = sorted(report.findings, key=lambda f: (f.set_aside, f.sort_key))
    lines = [_command(finding, places.finding(finding), paper) for finding in ordered]
    return "\n".join([*lines, *check_summary(report, paper)]) + "\n"


def _command(finding: Finding, at: FilePlace, paper: Paper) -> str:
    command = "notice" if finding.set_aside else _COMMANDS[finding.severity]
    properties = {}
    if at.exists:
        properties["file"] = at.path
        if at.region is not None:
            properties |= {"line": str(at.region.line), "endLine": str(at.region.end_line)}
            if at.region.line == at.region.end_line:  # columns of several lines are refused
                properties |= {"col": str(at.region.column), "endColumn": str(at.region.end_column)}
    citation = f" {finding.place.citation}" if finding.place.citation else ""
    properties["title"] = paper.fit(f"{finding.code} {finding.name}{citation}")
    lines = [*sentences(finding, paper), paper.choose("指纹：", "fingerprint: ") + finding.fingerprint]
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {written}::{_data(chr(10).join(lines))}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
