"""The settings of `rankdsl.toml`: which there are, what they default to, and what is wrong with those written.

A setting that is wrong is a finding (RD117) and takes its default, so that everything else is still checked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic, Finding, Place, Severity, Text, did_you_mean, nearest
from rankdsl.source import SourceFile
from rankdsl.workspace import page
from rankdsl.workspace.days import day
from rankdsl.workspace.waivers import SECTION as WAIVERS
from rankdsl.workspace.waivers import Waiver, read_waivers

FILE_NAME = "rankdsl.toml"
OFF = "off"
_SEVERITIES = (*(s.value for s in Severity), OFF)


class Settings(Struct, frozen=True):
    """What a workspace asks for. `name` is for people only. Patterns are relative to the workspace, with forward
    slashes, `**` for any folders.

    severity: code to its severity here, None where it is switched off. budget: steps for one question, None for the
    tool's own. as_of: None where each document's own 施行 counts. sources, glossary: relative paths, None if there is
    none, and for the glossary in the usual place.
    """

    name: str = ""
    as_of: date | None = None
    horizon: date = date(2050, 12, 31)
    documents: tuple[str, ...] = ("**/*.rank",)
    vocabularies: tuple[str, ...] = ("vocabulary/*.yaml", "**/vocabulary/*.yaml")
    calendars: tuple[str, ...] = ("calendars/*.yaml", "**/calendars/*.yaml")
    cases: tuple[str, ...] = ("cases/**/*.yaml", "**/cases/**/*.yaml", "cases/**/*.json", "**/cases/**/*.json")
    sources: str | None = None
    glossary: str | None = None
    budget: int | None = None
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    written: frozenset[str] = frozenset()
    """Names of the settings that the file itself gives."""


class _Kind(Struct, frozen=True):
    """What a setting may hold. `read` gives the value as the program takes it, None where it is of another type."""

    wanted: Text
    example: str
    read: Callable[[Any], Any]


def _patterns(value: Any) -> tuple[str, ...] | None:
    parts = [value] if isinstance(value, str) else value
    return tuple(parts) if isinstance(parts, list) and all(isinstance(p, str) and p for p in parts) else None


_DAY = Text("一个日期（年-月-日）", "a date (year-month-day)")
_PATTERNS = Text("路径通配式的列表", "a list of path patterns")
_KINDS: dict[str, _Kind] = {
    "name": _Kind(
        Text("一段文字", "a text"), 'name = "某省规则库"', lambda value: value if isinstance(value, str) else None
    ),
    "as_of": _Kind(_DAY, "as_of = 2016-07-01", day),
    "horizon": _Kind(_DAY, "horizon = 2050-12-31", day),
    "documents": _Kind(_PATTERNS, 'documents = ["**/*.rank"]', _patterns),
    "vocabularies": _Kind(_PATTERNS, 'vocabularies = ["vocabulary/*.yaml"]', _patterns),
    "calendars": _Kind(_PATTERNS, 'calendars = ["calendars/*.yaml"]', _patterns),
    "cases": _Kind(_PATTERNS, 'cases = ["cases/**/*.yaml"]', _patterns),
    "sources": _Kind(
        Text("一个文件的路径", "the path of a file"),
        'sources = "sources.yaml"',
        lambda value: value if isinstance(value, str) and value else None,
    ),
    "glossary": _Kind(
        Text("一个文件的路径", "the path of a file"),
        'glossary = "glossary.en.yaml"',
        lambda value: value if isinstance(value, str) and value else None,
    ),
    "budget": _Kind(
        Text("正整数", "a positive whole number"),
        "budget = 2000000",
        lambda value: value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None,
    ),
    "severity": _Kind(
        Text("一个小节", "a section"),
        '[severity] RD211 = "off"',
        lambda value: value if isinstance(value, dict) else None,
    ),
    WAIVERS: _Kind(
        Text("若干小节", "sections"),
        '[[waivers]] finding = "…" reason = "…" approved_by = "…" until = 2026-12-31',
        lambda value: value if isinstance(value, list) and all(isinstance(v, dict) for v in value) else None,
    ),
}


def read_settings(file: SourceFile, codes: Collection[str]) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings that `file` gives, and what is wrong with it. `codes`: every code of the catalogue."""
    try:
        table = tomllib.loads(file.text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        return Settings(), (page.NOT_TOML.at(_place_of_error(file, str(error))),)
    findings: list[Finding] = []
    values: dict[str, Any] = {}
    for name, value in table.items():
        kind = _KINDS.get(name)
        if kind is None:
            findings.append(_unknown(page.UNKNOWN_SETTING, place_of_key(file, name), name, list(_KINDS)))
            continue
        read = kind.read(value)
        if read is None:
            place = place_of_key(file, name)
            findings.append(page.WRONG_TYPE.at(place, name=name, wanted=kind.wanted, example=kind.example))
        elif name == "severity":
            values[name], wrong = _severities(file, read, codes)
            findings += wrong
        elif name == WAIVERS:
            values[name], mistaken = read_waivers(file, read, codes)
            findings += mistaken
        elif name != "name" and (outside := [p for p in _paths(read) if leads_out(p)]):
            findings += (page.LEADS_OUT.at(place_of_key(file, name), path=p) for p in outside)
        else:
            values[name] = read
    return replace(Settings(), **values, written=frozenset(values)), tuple(findings)


def apply_severities(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings with the severities that the workspace asks for, less those it switches off.

    What was not decided keeps counting as undecided, whatever its severity.
    """
    kept = []
    for finding in findings:
        severity = settings.severity.get(finding.code, finding.severity)
        if severity is not None:
            kept.append(finding if severity is finding.severity else replace(finding, severity=severity))
    return tuple(kept)


def leads_out(path: str) -> bool:
    """Whether a path or pattern that should be relative to the workspace leaves it by its wording."""
    parts = path.replace("\\", "/").split("/")
    return path.startswith(("/", "\\", "~")) or ".." in parts or bool(re.match("[A-Za-z]:", path))


def place_of_key(file: SourceFile, name: str, section: str = "") -> Place:
    """The place of a key, by search: the parser of the standard library gives none."""
    at_section = ""
    offset = 0
    for line in file.text.splitlines(keepends=True):
        if header := re.match(r"\s*\[+\s*\"?([^\]\"]+?)\"?\s*\]", line):
            at_section = header[1]
            if at_section.split(".")[0] == name and not section:
                return Place(file.span(offset + header.start(1), offset + header.end(1)))
        elif at_section == section:
            key = re.match(rf"\s*([\"']?{re.escape(name)}[\"']?)\s*[=.]", line)
            if key:
                return Place(file.span(offset + key.start(1), offset + key.end(1)))
        offset += len(line)
    return Place(file.span(0, 0))


def _severities(
    file: SourceFile, table: Mapping[str, Any], codes: Collection[str]
) -> tuple[dict[str, Severity | None], list[Finding]]:
    severities: dict[str, Severity | None] = {}
    findings = []
    for code, word in table.items():
        place = place_of_key(file, code, "severity")
        if code not in codes:
            findings.append(_unknown(page.UNKNOWN_CODE, place, code, sorted(codes)))
        elif word not in _SEVERITIES:
            wanted = Text(f" {'、'.join(_SEVERITIES[:-1])} 或 {OFF}", f"{', '.join(_SEVERITIES[:-1])} or {OFF}")
            findings.append(page.WRONG_TYPE.at(place, name=code, wanted=wanted, example=f'{code} = "note"'))
        elif code.startswith("RD1"):
            findings.append(page.FIXED_SEVERITY.at(place, code=code))
        elif code == "RD901" and word == OFF:
            findings.append(page.NEVER_OFF.at(place, code=code))
        else:
            severities[code] = None if word == OFF else Severity(word)
    return severities, findings


def _unknown(diagnostic: Diagnostic, place: Place, name: str, known: list[str]) -> Finding:
    near = nearest(name, known)
    if near:
        help_text = did_you_mean(near)
    else:
        help_text = Text(f"可以写的有：{'、'.join(known)}", f"there are: {', '.join(known)}")
    return diagnostic.at(place, name=name, near=help_text)


def _paths(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _place_of_error(file: SourceFile, message: str) -> Place:
    """Where the parser stopped: it says so in words, the end of the file by name."""
    found = re.search(r"at line (\d+), column (\d+)", message)
    if found is None:
        return Place(file.span(len(file.text), len(file.text)))
    line, column = int(found[1]), int(found[2])
    start = file.line_starts[min(line, len(file.line_starts)) - 1] + column - 1
    end = file.line_starts[line] - 1 if line < len(file.line_starts) else len(file.text)
    return Place(file.span(min(start, len(file.text)), max(min(start, len(file.text)), end)))
