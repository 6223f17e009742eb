"""Ways of writing that people bring along, as data: what it looks like in a statement, and how it is written here.

A habit is only ever asked of a statement that cannot be read, and is believed only if the statement can be read on with
what it proposes; `mending.py` sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from rankdsl.diagnostics import Diagnostic, Text


class Change(Struct, frozen=True):
    """`text` in place of the characters `start` to `end` of a statement."""

    start: int
    end: int
    text: str


class Passage(Struct, frozen=True):
    """A statement that came to a halt. `text`: mapped to ASCII signs; `raw`: as written, of the same length.

    `halt`: where reading stopped; `before`: where what was read last begins. `first`: the terminal that opens it.
    """

    text: str
    raw: str
    halt: int
    before: int
    first: str = ""
    ends_line: bool = True
    """Whether nothing stands after it on its last line."""


class Found(Struct, frozen=True):
    """What a habit sees: changes in the order of the text, none overlapping, and words for the message."""

    changes: tuple[Change, ...]
    words: Mapping[str, str | Text] = field(default_factory=dict)
    place: tuple[int, int] | None = None
    """What the message points at, if it is not the first change."""


class Habit(Struct, frozen=True):
    """`sure`: what was meant cannot be anything else; otherwise there is advice and no mend."""

    diagnostic: Diagnostic
    find: Callable[[Passage], Found | None]
    sure: bool = True


class Seen:
    """What a pattern met: a group gives the characters as written, `mapped` what they were mapped to."""

    def __init__(self, match: re.Match[str], raw: str) -> None:
        self._match = match
        self._raw = raw

    def __getitem__(self, group: int | str) -> str:
        start, end = self._match.span(group)
        return self._raw[start:end] if start >= 0 else ""

    def mapped(self, group: int | str = 0) -> str:
        return self._match[group] or ""


def _expanded(template: str, seen: Seen) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        return seen[int(name) if name.isdecimal() else name]

    return _REFERENCE.sub(group, template)


_REFERENCE = re.compile(r"\\(?:g<(\w+)>|([0-9]))")
"""In brackets, or one digit alone: 年 behind it is no part of the reference."""


def swap(
    pattern: str,
    template: str | Callable[[Seen], str],
    *,
    everywhere: bool = False,
    later: bool = False,
    raw: bool = False,
    unless: str = "",
    opens: tuple[str, ...] = (),
    at_line_end: bool = False,
) -> Callable[[Passage], Found | None]:
    """What matches `pattern` is written by `template`, the occurrence at the halt or all of them.

    The named groups of the first match become words of the message; one that is called `written` is its place. later:
    also after the halt. raw: search what was written, not what it was mapped to. unless: not in a statement in which
    this is found. opens: only in statements that these terminals open. at_line_end: only where the statement
    ends its line.
    """
    expression = re.compile(pattern, re.MULTILINE)
    excluded = re.compile(unless) if unless else None

    def find(passage: Passage) -> Found | None:
        if (opens and passage.first not in opens) or (at_line_end and not passage.ends_line):
            return None
        text = passage.raw if raw else passage.text
        if excluded is not None and excluded.search(text):
            return None
        matches = [m for m in expression.finditer(text) if m.end() > m.start()]
        touching = [m for m in matches if (later or m.start() <= passage.halt) and m.end() >= passage.before]
        if not touching:
            return None
        chosen = matches if everywhere else touching[-1:]
        changes = []
        for match in chosen:
            seen = Seen(match, passage.raw)
            written = _expanded(template, seen) if isinstance(template, str) else template(seen)
            if written != seen[0]:
                changes.append(Change(match.start(), match.end(), written))
        first = touching[-1] if not everywhere else matches[0]
        groups = {name: first.span(name) for name, value in first.groupdict().items() if value is not None}
        words: dict[str, str | Text] = {name: passage.raw[start:end].strip() for name, (start, end) in groups.items()}
        return Found(tuple(changes), words, groups.get("written")) if changes else None

    return find
