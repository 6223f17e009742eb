"""`rankdsl diff`"""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.diagnostics import ExitCode, Text
from rankdsl.workspace.opening import STANDARD_INPUT


def run(request: Request, console: Console) -> int:
    old_path, new_path = request.words
    if old_path == new_path == STANDARD_INPUT:
        console.fault(Text("两边不能都取自标准输入", "the two sides cannot both be standard input"))
        return ExitCode.FAULT
    places = []
    for path in (old_path, new_path):
        place = open_paths([path], pipeline.CODES, console)
        if place is None:
            return ExitCode.FAULT
        if not place.wanted_documents and not any(f.unreadable for f in place.findings):
            nothing_there([path], place, console)
            return ExitCode.FAULT
        places.append(place)
    console.at_hand = f"{old_path} {new_path}"
    as_of, budget = request.value("as_of"), request.value("budget")
    found = pipeline.diff(
        places[0],
        places[1],
        as_of=read_date(as_of) if as_of else None,
        budget=int(budget) if budget else None,
    )
    return _give(found, request, console)


def _give(found: pipeline.Differences, request: Request, console: Console) -> int:
    if request.value("format") == "json":
        from rankdsl.reporters.diff_json import diff_json
        from rankdsl.reporters.json import dumps

        console.write_bytes(dumps(diff_json(found.documents, found.findings, console.language)))
    else:
        from rankdsl.reporters.diff_text import diff_text
        from rankdsl.reporters.text import findings_text

        if found.findings:
            console.say("\n".join(findings_text(found.findings, console.err)))
        else:
            paper = console.out.worded(found.tongue)
            console.write(diff_text(found.documents, paper))
    if found.findings:
        console.fault(
            Text("文件有写错的地方，改正以后才能比较", "the documents have mistakes: they can be compared once mended")
        )
        return ExitCode.FAULT
    if any(document.differs for document in found.documents):
        return ExitCode.FOUND
    return ExitCode.UNKNOWN if any(document.unknown for document in found.documents) else ExitCode.CLEAN
