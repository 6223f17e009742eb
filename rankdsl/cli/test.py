"""`rankdsl test`"""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.diagnostics import ExitCode, Severity


def run(request: Request, console: Console) -> int:
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    nothing = not place.wanted_documents and not place.wanted_cases
    if nothing and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    report = pipeline.test(place, progress=console.progress)
    if request.value("format") == "json":
        from rankdsl.reporters.json import cases_json, dumps

        console.write_bytes(dumps(cases_json(report, console.language)))
    else:
        from rankdsl.reporters.cases import cases_text

        console.write(cases_text(report, console.out, request.has("show_expected")))
    return report.exit_code(Severity(request.value("fail_level")))
