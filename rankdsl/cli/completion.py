"""`rankdsl completion`"""

from __future__ import annotations

from importlib import import_module

from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.diagnostics import ExitCode


def run(request: Request, console: Console) -> int:
    written: str = import_module(f"rankdsl.cli.shells.{request.words[0]}").script(console.language)
    console.write_bytes(written)
    return ExitCode.CLEAN
