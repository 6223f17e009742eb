"""What a writer probably meant by a name that nothing bears."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Set

from msgspec import Struct

from rankdsl.diagnostics import Edit, Text, did_you_mean, nearest
from rankdsl.diagnostics.names import plausible
from rankdsl.syntax import ast

NOTHING_NEAR = Text("", "")

_GLUE = (
    *("OR", "AND", "NOT", "EQ", "IS", "NE", "GT", "LT", "GE", "LE", "BELONGS", "NOT_BELONGS", "FULL"),
    *("COUNT", "SUM", "LARGEST", "SMALLEST", "SOME", "EVERY", "LATEST", "RUN", "RECENT", "AMONG", "OF"),
    *("JUDGED", "TRUE", "FALSE", "AS_OF"),
)
"""Terminals of the grammar whose words people write right against names."""
_FIGURE = r"[0-9]+(?:年|个月|个工作日|日|万?元|次|人|级)?|半年|[一二三四五六七八九十]+(?:年|个月|日|次)"


class Glued(Struct, frozen=True):
    """A name that is several words: `word` a word of the language in it, `spaced` all of them with spaces between."""

    word: str
    spaced: str


def near_text(name: str, candidates: Iterable[str]) -> Text:
    """A question to the writer to stand before other advice; empty if nothing looks like the name."""
    others = [c for c in plausible(name, candidates) if c != name]
    sure = _sure(name, others)
    found = [sure] if sure is not None else nearest(name, others)
    if not found:
        return NOTHING_NEAR
    return did_you_mean(found) + Text("", " ")


_TURNS = frozenset("不非无未没否除免勿上下高低多少大小前后早晚正副长短增减加升降宽严内外本专等男女")
"""Characters with which a name means another thing, or the opposite: never a slip of the pen."""


def likely_edit(ident: ast.Ident, candidates: Iterable[str]) -> tuple[Edit, ...]:
    """The correction, if exactly one candidate differs from the name in one character (of at least three)."""
    found = _sure(ident.text, candidates)
    if found is None:
        return ()
    quoted = ident.span.text.startswith("「")
    return (Edit(ident.span, f"「{found}」" if quoted else found),)


def _sure(name: str, candidates: Iterable[str]) -> str | None:
    found = [c for c in plausible(name, candidates) if _one_character_off(name, c)] if len(name) >= 3 else []
    if len(found) != 1 or not _TURNS.isdisjoint(set(name) ^ set(found[0])):
        return None
    return found[0]


def is_slip(name: str, meant: str) -> bool:
    """Whether the two differ by nothing but the order of two neighbours or a character that stands twice."""
    if sorted(name) == sorted(meant):
        apart = [i for i, (a, b) in enumerate(zip(name, meant, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and len(name) >= 3
    if len(name) != len(meant) + 1:
        return False
    return any(name[i] == name[i + 1] and name[:i] + name[i + 1 :] == meant for i in range(len(name) - 1))


def _one_character_off(name: str, other: str) -> bool:
    if is_slip(name, other):
        return True
    if len(name) == len(other):
        return sum(a != b for a, b in zip(name, other, strict=True)) == 1
    short, long = sorted((name, other), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def glued(name: str, known: Container[str], words: Set[str] | None = None) -> Glued | None:
    """The name as known names, numbers and words of the language in a row; None if it cannot be cut up so.

    `words`: those of the language, read from the keyword table if not given.
    """
    words = _words() if words is None else words
    cut: list[list[str] | None] = [None] * (len(name) + 1)
    cut[len(name)] = []
    for start in range(len(name) - 1, -1, -1):
        for end in range(len(name), start, -1):
            part, rest = name[start:end], cut[end]
            if rest is not None and (part in known or part in words or re.fullmatch(_FIGURE, part)):
                cut[start] = [part, *rest]
                break
    parts = cut[0]
    if parts is None or not any(p in known for p in parts):
        return None
    word = next((p for p in parts if p in words and p not in known), None)
    if word is None:  # two names in a row, such as a window and a list
        return Glued(parts[1], " ".join(parts)) if len(parts) == 2 else None
    return Glued(word, " ".join(parts))


def _words() -> frozenset[str]:
    from rankdsl.syntax.grammar import load_words

    spellings = load_words().spellings
    return frozenset(word for terminal in _GLUE for word in spellings[terminal])
