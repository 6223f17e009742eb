"""Which files of a folder its patterns name, in sorted order.

Invariants: nothing outside the folder is opened; a link is followed only to a file inside; a hidden file or folder
(its name begins with a dot) is never met; the order does not depend on the file system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from fnmatch import translate
from functools import cache
from pathlib import Path

from msgspec import Struct, field

ANY_FOLDERS = "**"


class Pattern(Struct, frozen=True):
    """A path relative to a folder, with forward slashes: `*`, `?`, `[…]` within a name, `**` for any folders."""

    written: str

    @property
    def _parts(self) -> tuple[str, ...]:
        return _split(self.written)

    def matches(self, parts: Sequence[str]) -> bool:
        """Whether it names the file with these parts."""
        return _matches(self._parts, tuple(parts))

    def may_lie_below(self, parts: Sequence[str]) -> bool:
        """Whether it may name a file in the folder with these parts, or deeper."""
        wanted = self._parts
        for i, part in enumerate(parts):
            if i >= len(wanted) or wanted[i] == ANY_FOLDERS:
                break
            if not _one(wanted[i]).match(part):
                return False
        return ANY_FOLDERS in wanted[: len(parts) + 1] or len(wanted) > len(parts)


class Walked(Struct):
    """What a walk met. Paths are relative to the folder, with forward slashes, each list in sorted order."""

    files: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    """Folders that could not be opened."""
    outside: list[str] = field(default_factory=list)
    """Links that a pattern names, or that may hold what one names, and that lead out of the root."""
    nested: list[str] = field(default_factory=list)
    """Folders that hold a file `boundary`, and were left to themselves."""


def walk(folder: Path, patterns: Iterable[Pattern], *, inside: Path, boundary: str) -> Walked:
    """The files below `folder` that a pattern names. `inside`: the root that no link may leave, resolved."""
    patterns = tuple(patterns)
    met = Walked()
    to_visit: list[tuple[str, ...]] = [()]
    while to_visit:
        parts = to_visit.pop()
        try:
            with os.scandir(folder.joinpath(*parts)) as found:
                entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError:
            met.closed.append("/".join(parts) or ".")
            continue
        if parts and any(e.name == boundary for e in entries):
            met.nested.append("/".join(parts))
            continue
        for entry in entries:
            below = (*parts, entry.name)
            if _is_folder(entry):
                if any(p.may_lie_below(below) for p in patterns):
                    to_visit.append(below)
            elif entry.is_symlink():
                _follow(entry, below, patterns, inside, met)
            elif any(p.matches(below) for p in patterns) and entry.is_file():
                met.files.append("/".join(below))
    for names in (met.files, met.closed, met.outside, met.nested):
        names.sort()
    return met


def leads_out(path: Path, inside: Path) -> bool:
    """Whether a path, its links followed, lies outside a resolved root."""
    return not Path(os.path.realpath(path)).is_relative_to(inside)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _follow(
    entry: os.DirEntry[str], parts: tuple[str, ...], patterns: tuple[Pattern, ...], inside: Path, met: Walked
) -> None:
    """A linked folder is never entered: what it holds is either outside, or met where it really lies."""
    target = Path(os.path.realpath(entry.path))
    named: Callable[[Pattern], bool]
    if target.is_dir():
        named = lambda p: p.may_lie_below(parts)  # noqa: E731
    else:
        named = lambda p: p.matches(parts)  # noqa: E731
    if not any(map(named, patterns)):
        return
    if not target.is_relative_to(inside):
        met.outside.append("/".join(parts))
    elif not target.is_dir() and not any(p.matches(target.relative_to(inside).parts) for p in patterns):
        met.files.append("/".join(parts))


def _matches(wanted: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == ANY_FOLDERS:
        return _matches(wanted[1:], parts) or (bool(parts) and _matches(wanted, parts[1:]))
    return bool(parts) and bool(_one(wanted[0]).match(parts[0])) and _matches(wanted[1:], parts[1:])


@cache
def _split(written: str) -> tuple[str, ...]:
    parts = tuple(p for p in written.replace("\\", "/").split("/") if p not in ("", "."))
    return (*parts, "*") if parts and parts[-1] == ANY_FOLDERS else parts


@cache
def _one(name: str) -> re.Pattern[str]:
    return re.compile(translate(name))
