"""`rankdsl schema`"""

from __future__ import annotations

from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import open_paths
from rankdsl.diagnostics import ExitCode, Text, exit_code, nearest, or_meant
from rankdsl.workspace.mentions import name_of_vocabulary


def run(request: Request, console: Console) -> int:
    """VOCABULARY is a file where there is one of that name, else the name of a vocabulary."""
    asked = request.words[0] if request.words else None
    is_file = asked is not None and Path(asked).is_file()
    place = open_paths([asked] if asked is not None and is_file else [], pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if is_file:
        held = [v for v in place.vocabularies if v.path in place.wanted]
        asked = name_of_vocabulary(held[0]) if held else asked
    found, findings = pipeline.schema(place, asked)
    if found is not None:
        from rankdsl.reporters.json import dumps

        console.write_bytes(dumps(found))
        return ExitCode.CLEAN
    names = sorted(name for v in place.vocabularies if (name := name_of_vocabulary(v)) is not None)
    if asked is not None and asked not in names:
        console.fault(_no_such_vocabulary(asked, names))
        return ExitCode.FAULT
    if findings:
        from rankdsl.reporters.text import findings_text

        console.say("\n".join(findings_text(findings, console.err)))
    else:
        console.fault(Text("工作区没有词表", "the workspace has no vocabulary"))
    return exit_code(findings) or ExitCode.FAULT


def _no_such_vocabulary(name: str, known: list[str]) -> Text:
    message = Text(f"没有名为“{name}”的词表", f"there is no vocabulary “{name}”")
    near = nearest(name, known) or known
    if near:
        message += or_meant(near)
    return message
