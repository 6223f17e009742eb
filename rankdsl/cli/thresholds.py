"""`rankdsl thresholds`"""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.diagnostics import ExitCode, Text, nearest, or_meant


def run(request: Request, console: Console) -> int:
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if not place.wanted_documents and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    as_of, budget = request.value("as_of"), request.value("budget")
    found = pipeline.thresholds(
        place,
        as_of=read_date(as_of) if as_of else None,
        subject=request.value("decision"),
        by=request.value("by"),
        budget=int(budget) if budget else None,
    )
    if found.unknown is not None:
        console.fault(_unknown(found.unknown, found.names))
        return ExitCode.FAULT
    return _give(found, request, console)


def _give(found: pipeline.Thresholds, request: Request, console: Console) -> int:
    if request.value("format") == "json":
        from rankdsl.reporters.json import dumps
        from rankdsl.reporters.thresholds_json import thresholds_json

        console.write_bytes(dumps(thresholds_json(found.decisions, found.findings, console.language)))
    else:
        from rankdsl.reporters.text import findings_text
        from rankdsl.reporters.thresholds_text import thresholds_text

        if found.findings:
            console.say("\n".join(findings_text(found.findings, console.err)))
        if found.decisions:
            paper = console.out.worded(found.tongue)
            console.write(thresholds_text(found.decisions, paper))
    if found.findings:
        return ExitCode.FAULT if any(f.unreadable for f in found.findings) else ExitCode.FOUND
    as_of = request.value("as_of")
    if not found.decisions and found.names and as_of:
        console.fault(
            Text(
                f"{as_of}没有一份文件在施行，没有什么可以查看",
                f"no document is in force on {as_of}: there is nothing to look at",
            )
        )
        return ExitCode.FAULT
    if not found.decisions:
        console.fault(Text("没有可以查看的决定", "there is no decision to look at"))
        return ExitCode.FOUND
    return ExitCode.UNKNOWN if any(d.unknown for d in found.decisions) else ExitCode.CLEAN


def _unknown(name: str, known: tuple[str, ...]) -> Text:
    message = Text(f"文件没有“{name}”", f"the document has no “{name}”")
    near = nearest(name, known)
    if near:
        return message + or_meant(near)
    return message + Text(f"；有：{'、'.join(known)}", f"; there are: {', '.join(known)}")
