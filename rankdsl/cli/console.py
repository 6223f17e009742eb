"""The terminal, or what stands in its place: what is written there, in which characters, and what is said meanwhile.

Invariants: nothing written here can raise for an encoding or for a reader who has gone; results go to standard output,
everything else to standard error; without a terminal there are no colours and no progress.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from rankdsl.diagnostics.text import Language, Text
from rankdsl.reporters.paper import Paper, width

PATIENCE = 0.5
"""Seconds before progress is shown."""


class OutputClosedError(Exception):
    """The result could not be written: the disk is full, or the like."""


class Console:
    """Standard output and standard error of one run."""

    def __init__(self, language: Language, colours: str, environment: Mapping[str, str]) -> None:
        self.language: Language = language
        self.colour(colours, environment)
        self.progress = Progress(self.err)
        self.at_hand = ""
        """What was asked for, for the report of a fault."""

    def colour(self, colours: str, environment: Mapping[str, str]) -> None:
        """Decide about colours: `auto`, `always` or `never`."""
        self.out = _paper(sys.stdout, self.language, colours, environment)
        self.err = _paper(sys.stderr, self.language, colours, environment)

    def write(self, words: str) -> None:
        """A result for people, in the encoding of standard output."""
        self.progress.clear()
        _write(sys.stdout, words)

    def write_bytes(self, words: str) -> None:
        """A result for machines: UTF-8 whatever the locale, line ends as they are."""
        self.progress.clear()
        data = words.encode("utf-8", "backslashreplace")
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            _write(sys.stdout, data.decode("utf-8"))
            return
        with _Guarded(sys.stdout):
            sys.stdout.flush()
            buffer.write(data)
            buffer.flush()

    def fault(self, *faults: Text, hint: Text | None = None) -> None:
        """What is wrong with the command line, a line each."""
        self.progress.clear()
        lines = [f"{self.err.style('rankdsl', 'strong')}{self._colon()}{self.err.say(fault)}" for fault in faults]
        if hint is not None:
            lines.append(self.err.say(hint))
        self.say("\n".join(lines))

    def say(self, words: str) -> None:
        """A remark on standard error, already fitted. Where it cannot be written, nothing is left to be done."""
        self.progress.clear()
        with suppress(OutputClosedError):
            _write(sys.stderr, words + "\n")

    def _colon(self) -> str:
        return self.err.choose("：", ": ")


class Progress:
    """Where a long run is, on one line of a terminal that is wiped before anything else is written.

    It appears only after PATIENCE, also while one step takes long: hence the timer.
    """

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.at_hand = ""
        self._shows = is_terminal(sys.stderr)
        self._line = ""
        self._drawn = False
        self._began = 0.0
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def __call__(self, done: int, total: int, title: str) -> None:
        self.at_hand = title
        if not self._shows:
            return
        with self._lock:
            words = self.paper.choose(
                f"正在检查 {done + 1}/{total} 《{title}》", f"checking {done + 1}/{total} 《{title}》"
            )
            self._line = _shortened(words, _columns())
            if self._timer is None and not self._drawn:
                self._began = time.monotonic()
                self._timer = threading.Timer(PATIENCE, self._draw_at_last)
                self._timer.daemon = True
                self._timer.start()
            elif self._drawn:
                self._draw()

    def clear(self) -> None:
        """Wipe the line and stop."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._drawn:
                self._put("\r\x1b[K")
                self._drawn = False

    def _draw_at_last(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._draw()

    def _draw(self) -> None:
        self._put(f"\r{self._line}\x1b[K")
        self._drawn = True

    @staticmethod
    def _put(words: str) -> None:
        with suppress(OutputClosedError):
            _write(sys.stderr, words)


class _Guarded:
    """Around writing: a reader who has gone is no fault; anything else that stops the output is OutputClosedError.

    Either way the stream is pointed at nothing, or Python would complain once more when it ends.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if not isinstance(error, OSError):
            return False
        with suppress(OSError, ValueError, AttributeError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self.stream.fileno())
            os.close(nothing)
        if isinstance(error, BrokenPipeError):
            return True
        raise OutputClosedError(error.strerror or str(error)) from error


def _write(stream: TextIO | None, words: str) -> None:
    if stream is None or stream.closed:
        return
    encoding = stream.encoding or "utf-8"
    words = words.encode(encoding, "backslashreplace").decode(encoding)
    with _Guarded(stream):
        stream.write(words)
        stream.flush()


def _paper(stream: TextIO | None, language: Language, colours: str, environment: Mapping[str, str]) -> Paper:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    match colours:
        case "always":
            coloured = True
        case "never":
            coloured = False
        case _:
            plain = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
            coloured = not plain and is_terminal(stream)
    return Paper(language, coloured, encoding)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _shortened(words: str, columns: int) -> str:
    while width(words) >= columns and len(words) > 1:
        words = words[:-2] + words[-1]
    return words
