"""The reports read back: SARIF and JUnit by readers that are not ours, GitHub's commands as its runner reads them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import junitparser
import sarif_pydantic  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator
from msgspec import Struct

from rankdsl import pipeline
from rankdsl.diagnostics import Report, Severity
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.github import check_github
from rankdsl.reporters.gitlab import check_gitlab
from rankdsl.reporters.json import dumps
from rankdsl.reporters.junit import check_junit
from rankdsl.reporters.sarif import check_sarif

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"


@cache
def sarif_schema() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def sarif(report: Report, language: Language = "zh", prefix: str = "") -> dict[str, Any]:
    """The only run, after its bytes were held against the official schema."""
    log = json.loads(dumps(check_sarif(report, pipeline.pages(), language, prefix)).encode("utf-8"))
    assert [f"{'/'.join(map(str, e.path))}: {e.message}"[:300] for e in sarif_schema().iter_errors(log)] == []
    (run,) = log["runs"]
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            region = location["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1  # the schema that is here does not ask for it
    return dict(run)


def sarif_by_others(report: Report, prefix: str = "") -> sarif_pydantic.Sarif:
    return sarif_pydantic.Sarif.model_validate_json(dumps(check_sarif(report, pipeline.pages(), "zh", prefix)))


def junit(
    report: Report, language: Language = "zh", prefix: str = "", level: Severity = Severity.ERROR
) -> list[junitparser.TestSuite]:
    """The suites. What the reader counts is what the file says."""
    data = check_junit(report, language, prefix, level).encode("utf-8")
    read = junitparser.JUnitXml.fromstring(data)
    suites = list(read)
    said = (read.tests, read.failures, read.errors, read.skipped)
    for suite in suites:
        told = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert told == (suite.tests, suite.failures, suite.errors, suite.skipped)
    read.update_statistics()
    assert said == (read.tests, read.failures, read.errors, read.skipped)
    return suites


def kinds(case: junitparser.TestCase) -> list[str]:
    """What a test came to: [] where it passed."""
    return [type(result).__name__.lower() for result in case.result]


def fingerprints_of(case: junitparser.TestCase) -> list[str]:
    return [p.value for properties in case.iterchildren(junitparser.Properties) for p in properties]


class Command(Struct, frozen=True):
    name: str
    properties: dict[str, str]
    message: str

    @property
    def fingerprint(self) -> str:
        return self.message.rpartition(" ")[2].rpartition("：")[2]


def github(report: Report, language: Language = "zh", prefix: str = "") -> list[Command]:
    lines = check_github(report, language, prefix).split("\n")
    assert lines[-1] == ""
    commands = [line for line in lines if line.startswith("::")]
    assert lines[: len(commands)] == commands
    return [_command(line) for line in commands]


def _command(line: str) -> Command:
    """As the runner does it: up to the next `::` the properties, each part unescaped by itself."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found is not None, line
    pairs = (part.partition("=") for part in found[2].split(","))
    properties = {name: _plain(value.replace("%3A", ":").replace("%2C", ",")) for name, _, value in pairs}
    return Command(found[1], properties, _plain(found[3]))


def _plain(words: str) -> str:
    return words.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def gitlab(report: Report, language: Language = "zh", prefix: str = "") -> list[dict[str, Any]]:
    """The issues; what GitLab asks of each is there."""
    issues = json.loads(dumps(check_gitlab(report, language, prefix)).encode("utf-8"))
    assert isinstance(issues, list)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"]
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues
