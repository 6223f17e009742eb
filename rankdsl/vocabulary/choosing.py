"""Which vocabulary files some documents need, told from the first lines of the files: reading them all takes longer
than checking a short document."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rankdsl.source import SourceFile

_ENTRY = re.compile(r"^(vocabulary|extends):[ \t]*(['\"]?)([^'\"#\s]+)\2[ \t]*(?:#.*)?$", re.MULTILINE)


def files_needed(files: Sequence[SourceFile], names: Collection[str]) -> tuple[SourceFile, ...]:
    """The files of the vocabularies of these names and of those that they build on, in the order given; all files
    where one of the names is in none of them, or a file does not say plainly what it is."""
    entries = [{key: value for key, _, value in _ENTRY.findall(file.text)} for file in files]
    if not all("vocabulary" in entry and "extends" in entry for entry in entries):
        return tuple(files)
    extends = {entry["vocabulary"]: entry["extends"] for entry in entries}
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in extends:
            return tuple(files)
        if name not in needed:
            needed.add(name)
            if extends[name] not in ("null", "~"):
                waiting.append(extends[name])
    return tuple(file for file, entry in zip(files, entries, strict=True) if entry["vocabulary"] in needed)
