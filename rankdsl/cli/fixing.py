"""`rankdsl check --fix`: slips of the pen put right in the files, before they are checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import open_paths
from rankdsl.cli.replacing import replace_file
from rankdsl.diagnostics import Finding, Report, Text
from rankdsl.workspace import Workspace
from rankdsl.workspace.fixing import fix
from rankdsl.workspace.opening import STANDARD_INPUT, STANDARD_INPUT_SHOWN

_MARK = b"\xef\xbb\xbf"
NOT_WITH_FORMAT = Text(
    "--fix 与 - 合用时，标准输出是改好的文字，不能再用 --format",
    "with --fix and -, standard output is the mended text: --format cannot be used as well",
)


class Fixing:
    """`made`: the findings that were put right. `text`: what standard input reads then, where it was asked for."""

    def __init__(self, request: Request, console: Console) -> None:
        self._request = request
        self._console = console
        self.made: tuple[Finding, ...] = ()
        self.text: str | None = None

    def fix(self, place: Workspace, wanted: Callable[[str], bool]) -> Workspace | None:
        """Put right what is sure, and open the workspace anew: what is mended may name other documents.

        None where a file cannot be written, which then has been said. Where one cannot be written none is.
        """
        standard_input = STANDARD_INPUT in self._request.words
        if standard_input and self._request.value("format") != "text":
            self._console.fault(NOT_WITH_FORMAT)
            return None
        fixed = fix(place, lambda changed: pipeline.load(changed).findings, wanted)
        self.made = fixed.made
        old = {document.path: document.text for document in place.documents}
        new = {path: text for path, text in fixed.texts.items() if path != STANDARD_INPUT_SHOWN}
        faults = [fault for path in sorted(new) if (fault := _unwritable(place.root / path, path, old[path]))]
        for path in sorted(new) if not faults else ():
            try:
                _write(place.root / path, new[path])
            except OSError as error:
                faults.append(_cannot_write(path, error))
        if faults:
            self._console.fault(*faults)
            return None
        if standard_input:
            self.text = fixed.texts.get(STANDARD_INPUT_SHOWN, old.get(STANDARD_INPUT_SHOWN, ""))
        if not fixed.texts:
            return place
        stdin = None if self.text is None else self.text.encode("utf-8", "surrogatepass")
        return open_paths(self._request.words, pipeline.CODES, self._console, stdin)

    def written(self, report: Report) -> bool:
        """Where standard input was mended: the text is the result, and what was found goes beside it."""
        if self.text is None:
            return False
        from rankdsl.reporters.text import check_text

        self._console.write_bytes(self.text)
        show_expected = self._request.has("show_expected")
        self._console.say(check_text(report, self._console.err, show_expected).rstrip("\n"))
        return True


def _write(target: Path, text: str) -> None:
    mark = _MARK if target.read_bytes().startswith(_MARK) else b""
    replace_file(target, mark + text.encode("utf-8", "surrogatepass"))


def _unwritable(target: Path, path: str, text: str) -> Text | None:
    """Why a file cannot be replaced, or None. It must also still be what was read."""
    try:
        if not target.is_file():
            return Text(f"--fix：“{path}”不是文件，无法改写", f"--fix: “{path}” is no file and cannot be rewritten")
        data = target.read_bytes()
        if not os.access(target, os.W_OK) or not target.stat().st_mode & 0o222:
            return Text(
                f"--fix：“{path}”是只读的，没有改动任何文件", f"--fix: “{path}” is read-only; no file was changed"
            )
    except OSError as error:
        return _cannot_write(path, error)
    if data.removeprefix(_MARK) != text.encode("utf-8", "surrogatepass"):
        return Text(
            f"--fix：“{path}”在检查期间被改动过，没有改动任何文件；请再运行一次",
            f"--fix: “{path}” was changed meanwhile; no file was changed: run it again",
        )
    return None


def _cannot_write(path: str, error: OSError) -> Text:
    why = error.strerror or str(error)
    return Text(f"--fix：“{path}”无法写入：{why}", f"--fix: “{path}” cannot be written: {why}")
