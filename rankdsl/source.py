"""A file, a span in it, and every offset-to-column computation.

Invariant: `SourceFile.text` is what the author wrote, less a byte order mark; offsets count its characters from 0.
Lines and columns count from 1. Nothing else in the project turns an offset into a place.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct


class SourceFile(Struct, frozen=True, eq=False, dict=True):
    """One file as read: `path` is relative to the workspace with forward slashes ("<stdin>" for standard input)."""

    path: str
    text: str

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r})"

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset; columns count characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)


class Span(Struct, frozen=True):
    """Characters `start` (included) to `end` (excluded) of a file."""

    file: SourceFile
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    @property
    def sort_key(self) -> tuple[str, int, int]:
        return self.file.path, self.start, self.end

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of `other`, in the same file."""
        return Span(self.file, self.start, other.end)
