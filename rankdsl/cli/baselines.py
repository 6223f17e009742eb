"""Baseline files of `rankdsl check`: read, written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from rankdsl.cli.arguments import Request
from rankdsl.diagnostics import Report, Text, nearest, or_meant
from rankdsl.workspace.baseline import Baseline, Entry, compare, read_baseline, taken_over


class Baselines:
    """By the options --baseline and --write-baseline."""

    def __init__(self, request: Request) -> None:
        self._read_from = request.value("baseline")
        self._write_to = request.value("write_baseline")
        self._read: Baseline | None = None

    def read(self) -> Text | None:
        """Read what is to be compared with; or what is wrong with it."""
        found = None if self._read_from is None else baseline_at(self._read_from)
        if isinstance(found, Text):
            return found
        self._read = found
        return None

    def compare(self, report: Report, has: Callable[[str], bool], whole: bool) -> Report | Text:
        """The report with what is known marked, and the baseline written; or why it cannot be. `has`: whether this run
        looked for a code; `whole`: whether it looked at the whole workspace."""
        if self._read is not None:
            report = compare(report, self._read, has, whole)
        if self._write_to is None:
            return report
        written = write_baseline(report, self._write_to)
        if isinstance(written, Text):
            return written
        before, report = report.baseline, compare(report, written, has, whole)
        if before is None or report.baseline is None:
            return report
        return replace(report, baseline=replace(report.baseline, gone=before.gone))


def baseline_at(given: str) -> Baseline | Text:
    """The baseline in a file, or why there is none."""
    path = Path(given)
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        message = Text(f"没有基线文件“{given}”", f"there is no baseline file “{given}”")
        near = nearest(path.name, _names(path.parent))
        return message + (
            or_meant(near) if near else Text("；可用 --write-baseline 写出", "; --write-baseline writes it")
        )
    except (OSError, ValueError) as error:
        return Text(f"基线“{given}”无法读取：{_why(error)}", f"the baseline “{given}” cannot be read: {_why(error)}")
    return read_baseline(data, given)


def write_baseline(report: Report, given: str) -> Baseline | Text:
    """Write what was found, so far as a baseline takes it over; the same as a baseline, or why it cannot be written."""
    from rankdsl.reporters.json import baseline_json, dumps

    findings = [f for f in report.findings if taken_over(f)]
    try:
        _replace(Path(given), dumps(baseline_json(findings)).encode("utf-8"))
    except (OSError, ValueError) as error:
        return Text(f"基线“{given}”无法写出：{_why(error)}", f"the baseline “{given}” cannot be written: {_why(error)}")
    return Baseline({f.fingerprint: Entry(f.code, f.place.document or None) for f in findings})


def _replace(path: Path, data: bytes) -> None:
    """The old file stays whole until the new one is."""
    import tempfile  # here, since it loads much that is rarely needed

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
