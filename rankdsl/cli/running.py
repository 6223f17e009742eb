"""One run: which command is meant, and what happens when something goes wrong.

A user's mistake is a message and an exit code, a fault of the tool is owned up to, and a traceback is shown only to
those who ask for it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from rankdsl.cli.arguments import Request, read_arguments
from rankdsl.cli.console import Console, OutputClosedError
from rankdsl.cli.language import language_for
from rankdsl.diagnostics.text import Text

FAULT = 2
INTERRUPTED = 130
DEBUG = "RANKDSL_DEBUG"


def run(words: Sequence[str]) -> int:
    """Run the command line; the exit code."""
    console = Console(language_for(words, os.environ), "auto", os.environ)
    try:
        return _run(words, console)
    except KeyboardInterrupt:
        console.fault(Text("已中断，没有得出结论", "interrupted, nothing was concluded"))
        return INTERRUPTED
    except OutputClosedError as error:
        console.fault(Text(f"结果无法写出：{error}", f"the result cannot be written: {error}"))
        return FAULT
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback for somebody who drafts documents
        _own_up(error, console)
        return FAULT


def _run(words: Sequence[str], console: Console) -> int:
    request = read_arguments(words)
    if isinstance(request, Text):
        console.fault(request, hint=_hint(words))
        return FAULT
    console.colour(request.value("color") or "auto", os.environ)
    console.at_hand = " ".join(request.words)
    if request.has("version"):
        return _version(console)
    if request.has("help") or request.command is None:
        return _help(request, console)
    code: int = _loaded(request.command.module).run(request, console)
    return code


def _loaded(module: str) -> ModuleType:
    """The module of a command. Nothing that an import makes becomes garbage: looking for some takes a tenth longer."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return import_module(f"rankdsl.cli.{module}")
    finally:
        if collects:
            gc.freeze()
            gc.enable()


def _hint(words: Sequence[str]) -> Text:
    from rankdsl.cli.commands import COMMANDS

    known = next((w for w in words if any(c.name == w for c in COMMANDS)), None)
    line = f"rankdsl {known} --help" if known else "rankdsl --help"
    return Text(f"用法见 {line}", f"usage: {line}")


def _version(console: Console) -> int:
    from rankdsl import __version__

    console.write(f"rankdsl {__version__}\n")
    return 0


def _help(request: Request, console: Console) -> int:
    """The page asked for; where no command is named, the overview, which then is a complaint."""
    from rankdsl.cli.help import command_page, overview

    if request.command is not None:
        console.write(command_page(request.command, console.out))
    elif request.has("help"):
        console.write(overview(console.out))
    else:
        console.say(overview(console.err).rstrip("\n"))
        return FAULT
    return 0


def _own_up(error: Exception, console: Console) -> None:
    """Say in both languages that this is a fault of the tool, what it was busy with, and how to report it."""
    if os.environ.get(DEBUG):
        import traceback

        console.say(console.err.lines(traceback.format_exc()))
    at_hand = console.progress.at_hand or console.at_hand or "-"
    console.say(
        "\n".join(
            console.err.fit(line)
            for line in (
                f"rankdsl：程序自身出错，不是您的文件写错了；这一次没有得出结论。当时正在处理：{at_hand}",
                f"请把有关文件和最后一行发给 rankdsl 的维护者；设 {DEBUG}=1 再运行，可以看到详情。",
                f"rankdsl: this is a fault of the tool, not of your files; nothing was concluded. At hand: {at_hand}",
                f"please send the files and the last line to the maintainers of rankdsl; {DEBUG}=1 shows the details",
                _circumstances(error),
            )
        )
    )


def _circumstances(error: Exception) -> str:
    """What a maintainer needs first: versions, and where it happened."""
    import platform

    from rankdsl import __version__

    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename.replace("\\", "/"), trace.tb_lineno))
        trace = trace.tb_next
    inside = [(path.rpartition("/rankdsl/")[2], line) for path, line in frames if "/rankdsl/" in path]
    where = "{}:{}".format(*inside[-1]) if inside else "-"
    words = (
        f"[rankdsl {__version__}, Python {platform.python_version()}, {sys.platform}: {type(error).__name__} {where}]"
    )
    message = str(error).partition("\n")[0][:200]
    return f"{words} {message}".rstrip()
