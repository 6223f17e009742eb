"""Rows of written tokens, laid into lines of at most LINE columns.

A row is a list of strings: texts, and some marks that are strings too. Joined they are the row on one line, which is
what most rows become. Where that line is too long, or a comment stands in it, the marks say where it may be broken:
a group that does not fit is broken at all its breaks, or (`fill`) at as few as will do; groups are broken from the
outside inwards.
"""

from __future__ import annotations

import re

from msgspec import Struct

LINE = 120
"""Columns; a Chinese character or full-width sign takes two."""
STEP = 4
"""Columns of one indentation."""
_RIGHTMOST = 60
"""No group is aligned further to the right than this."""
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]"
)
_NARROW_ENOUGH = LINE // 2


def columns(text: str) -> int:
    """Columns that a text takes where every Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


class Break(str):
    """A place where a line may end; else its own text stands there."""

    __slots__ = ()


class Open(str):
    """Begins a group, closed by CLOSE. Its lines begin `indent` columns further in; `aligned`: where it begins."""

    __slots__ = ("aligned", "fill", "indent")

    indent: int
    fill: bool
    aligned: bool

    def __new__(cls, indent: int, *, fill: bool = False, aligned: bool = False) -> Open:
        made = super().__new__(cls, "")
        made.indent = indent
        made.fill = fill
        made.aligned = aligned
        return made


class Close(str):
    __slots__ = ()


class Remark(str):
    """A comment in a row: of its own line, or at the end of the line that is being written."""

    __slots__ = ("comment", "own_line")

    comment: str
    own_line: bool

    def __new__(cls, comment: str, *, own_line: bool) -> Remark:
        made = super().__new__(cls, "")
        made.comment = comment
        made.own_line = own_line
        return made


BREAK, SPACE = Break(""), Break(" ")
GROUP, INDENTED, ALIGNED = Open(0), Open(STEP), Open(0, aligned=True)
FILLED, FLUSH = Open(STEP, fill=True), Open(0, fill=True)
CLOSE = Close("")


def lines_of(row: list[str], indent: int, *, remarks: bool) -> list[str]:
    """The lines of a row, the first of them indented by `indent`; `remarks`: whether comments stand in it."""
    if not remarks:
        line = "".join(row)
        if indent + len(line) <= _NARROW_ENOUGH or indent + columns(line) <= LINE:
            return [" " * indent + line]
    return _Layout(_remarks_first(row), indent).lines


def _remarks_first(row: list[str]) -> list[str]:
    """Comments above what begins with a group lie outside of the group."""
    moved: list[str] = []
    for token in row:
        at = len(moved)
        if isinstance(token, Remark) and token.own_line:
            while at and isinstance(moved[at - 1], Open):
                at -= 1
        moved.insert(at, token)
    return moved


class _Level(Struct, frozen=True):
    """A group that is being written; the row itself is one that is broken."""

    indent: int
    broken: bool
    fill: bool


class _Layout:
    """One row, laid into `lines`."""

    def __init__(self, row: list[str], indent: int) -> None:
        self.lines: list[str] = []
        self._waiting: list[str] = []
        """Comments for the end of this line."""
        self._sizes = _measured(row)
        self._levels = [_Level(indent, True, False)]
        self._line = ""
        self._column = self._begins = indent
        for index, token in enumerate(row):
            match token:
                case Break():
                    self._break(index, token)
                case Open():
                    self._open(index, token)
                case Close():
                    self._levels.pop()
                case Remark():
                    self._remark(token)
                case _:
                    self._text(token)
        self._new_line()

    def _text(self, text: str) -> None:
        if text == "":
            return
        if self._line == "":
            text = text.lstrip(" ")
            self._line = " " * self._begins
        self._line += text
        _, newline, last = text.rpartition("\n")
        self._column = columns(last) if newline else self._column + columns(text)

    def _new_line(self) -> None:
        if self._line != "":
            line, self._line = self._line.rstrip(" "), ""
            *others, last = self._waiting or [""]
            self.lines.extend(" " * self._begins + comment for comment in others)
            self.lines.append(f"{line}  {last}" if last else line)
            self._waiting.clear()
        self._column = self._begins = self._levels[-1].indent

    def _break(self, index: int, token: Break) -> None:
        level = self._levels[-1]
        if not self._waiting and (
            not level.broken
            or (level.fill and self._column + len(token) + self._sizes[index] <= LINE and self._line != "")
        ):
            self._text(token)
        else:
            self._new_line()

    def _open(self, index: int, token: Open) -> None:
        around = self._levels[-1]
        broken = around.broken and self._column + self._sizes[index] > LINE
        indent = min(self._column, _RIGHTMOST) if token.aligned else around.indent + token.indent
        self._levels.append(_Level(indent, broken, token.fill))

    def _remark(self, token: Remark) -> None:
        if not token.own_line:
            self._waiting.append(token.comment)
            return
        if self._line != "":
            self._new_line()
        self.lines.append(" " * self._begins + token.comment if token.comment else "")


_FORCED = 10**9
"""The columns of what cannot stand on one line."""


def _measured(row: list[str]) -> dict[int, int]:
    """Columns on one line, by index. For an Open: of the group and what follows it, up to the next break. For a Break:
    up to the next break of its group, or to the group's end and on as before."""
    sizes: dict[int, int] = {}
    after = 0
    contents, segments, tails, broken = [0], [0], [0], [False]
    for index in range(len(row) - 1, -1, -1):
        token = row[index]
        match token:
            case Break():
                sizes[index] = segments[-1]
                contents[-1] += len(token)
                segments[-1] = after = 0
                broken[-1] = True
            case Close():
                contents.append(0)
                segments.append(after)
                tails.append(after)
                broken.append(False)
            case Open():
                content = contents.pop()
                segments.pop()
                broken.pop()
                sizes[index] = content + tails.pop()
                contents[-1] += content
                segments[-1] += content
            case Remark(own_line=True):
                contents[-1] += _FORCED
            case Remark():  # forces the groups that have a break after it
                contents[max((n for n, has in enumerate(broken) if has), default=0)] += _FORCED
            case _:
                wide = _FORCED if "\n" in token else columns(token)
                contents[-1] += wide
                segments[-1] += wide
                after += wide
    return sizes
