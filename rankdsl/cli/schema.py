"""`rankdsl schema`"""

from __future__ import annotations

from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import open_paths
from rankdsl.diagnostics import ExitCode, exit_code
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
    if found is None:
        from rankdsl.reporters.text import findings_text

        console.say("\n".join(findings_text(findings, console.err)))
        return exit_code(findings) or ExitCode.FAULT
    from rankdsl.reporters.json import dumps

    console.write_bytes(dumps(found))
    return ExitCode.CLEAN
