"""`rankdsl explain`"""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import code_of, unknown_code
from rankdsl.diagnostics import ExitCode


def run(request: Request, console: Console) -> int:
    as_json = request.value("format") == "json"
    if not request.words:
        _list(as_json, console)
        return ExitCode.CLEAN
    code = code_of(request.words[0])
    if code is None:
        console.fault(unknown_code(request.words[0]))
        return ExitCode.FAULT
    page = pipeline.page(code)
    if as_json:
        from rankdsl.reporters.json import dumps, page_json

        console.write_bytes(dumps(page_json(page, console.language)))
    else:
        from rankdsl.reporters.manual import page_text

        console.write(page_text(page, console.out))
    return ExitCode.CLEAN


def _list(as_json: bool, console: Console) -> None:
    if as_json:
        from rankdsl.reporters.json import dumps, pages_json

        console.write_bytes(dumps(pages_json(pipeline.pages(), console.language)))
    else:
        from rankdsl.reporters.manual import pages_text

        console.write(pages_text(pipeline.pages(), console.out))
