"""`rankdsl check`"""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.beside import Beside
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths, pages_named
from rankdsl.diagnostics import ExitCode, Severity, Text
from rankdsl.examining import Selection


def run(request: Request, console: Console) -> int:
    only = pages_named(request.all("select"), pipeline.PAGES)
    without = pages_named(request.all("ignore"), pipeline.PAGES)
    wrong = [codes for codes in (only, without) if isinstance(codes, Text)]
    if isinstance(only, Text) or isinstance(without, Text):
        console.fault(*wrong)
        return ExitCode.FAULT
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if not place.wanted_documents and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    as_of, budget = request.value("as_of"), request.value("budget")
    beside = Beside(request, console)
    if not beside.ready():
        return ExitCode.FAULT
    report = beside.following(
        lambda: pipeline.check(
            place,
            as_of=read_date(as_of) if as_of else None,
            selection=Selection(only, without),
            budget=int(budget) if budget else None,
            progress=console.progress,
            watch=beside.watch,
            second=beside.second,
        )
    )
    if report is None:
        return ExitCode.FAULT
    if as_of and not report.documents and not report.findings:
        console.fault(
            Text(f"{as_of}没有一份文件在施行，没有什么可核对", f"no document is in force on {as_of}: nothing to check")
        )
        return ExitCode.FAULT
    if request.value("format") == "json":
        from rankdsl.reporters.json import check_json, dumps

        console.write_bytes(dumps(check_json(report, console.language)))
    else:
        from rankdsl.reporters.text import check_text

        console.write(check_text(report, console.out, request.has("show_expected")))
    return report.exit_code(Severity(request.value("fail_level")))
