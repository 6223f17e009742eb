"""What `rankdsl check` found, in the format that was asked for."""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import repository_prefix
from rankdsl.diagnostics import Report, Severity
from rankdsl.workspace import Workspace


def write(report: Report, request: Request, place: Workspace, console: Console, fail_level: Severity) -> None:
    language = console.language
    match request.value("format"):
        case "json":
            from rankdsl.reporters.json import check_json, dumps

            console.write_bytes(dumps(check_json(report, language)))
        case "sarif":
            from rankdsl.reporters.json import dumps
            from rankdsl.reporters.sarif import check_sarif

            code = report.exit_code(fail_level)
            log = check_sarif(report, pipeline.pages(), language, repository_prefix(place.root), code)
            console.write_bytes(dumps(log))
        case "junit":
            from rankdsl.reporters.junit import check_junit

            console.write_bytes(check_junit(report, language, repository_prefix(place.root), fail_level))
        case "github":
            from rankdsl.reporters.github import check_github

            console.write_bytes(check_github(report, language, repository_prefix(place.root)))
        case "gitlab":
            from rankdsl.reporters.gitlab import check_gitlab
            from rankdsl.reporters.json import dumps

            console.write_bytes(dumps(check_gitlab(report, language, repository_prefix(place.root))))
        case _:
            from rankdsl.reporters.text import check_text

            console.write(check_text(report, console.out, request.has("show_expected")))
