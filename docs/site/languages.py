"""One language of a page that says everything twice.

Such a page has Chinese and English lines side by side: `中文 · English` in headings and cells, a Chinese paragraph and
the English one after it. A line belongs to the language that most of it is written in; what has no words of its own
(figures, links, rules) belongs to both, and so does every example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Language = Literal["zh", "en"]

AS_THEY_ARE = frozenset({"mistakes.md", "walkthrough.md"})
"""Pages with a title in both languages that are not taken apart: Chinese, with a word of English here and there."""

HAN = "\u3400-\u9fff"
BESIDE = re.compile(rf"^(?P<zh>.*[{HAN}].*?)(?:(?: |(?<=）))· | / )(?P<en>[^{HAN}]*[A-Za-z][^{HAN}]*)$")
"""`中文 · English`, also where the Chinese has a ` · ` of its own."""
AFTER = re.compile(rf"^(?P<zh>[^A-Za-z]*[{HAN}）][^A-Za-z]*?) (?P<en>[A-Za-z][^{HAN}]*)$")
"""`中文 English`, as in the heads of tables."""
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
FULL_WIDTH = rf"[{HAN}，。；：、“”《》（）？！…]"
BROKEN_LINE = re.compile(rf"(?<={FULL_WIDTH})\n[ ]*(?={FULL_WIDTH})|(?<=[，。；：、（“《])\n[ ]*(?=`|\w)")


def split(text: str, language: Language) -> str:
    """The page in one language. Nothing is lost: each line is in one of the two or in both."""
    lines = [kept for line, code in with_fences(text) for kept in ([line] if code else one_line(line, language))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def joined(text: str) -> str:
    """Chinese lines without the blanks that Markdown would make of their line ends."""
    pieces: list[tuple[bool, list[str]]] = []
    for line, code in with_fences(text):
        if not pieces or pieces[-1][0] != code:
            pieces.append((code, []))
        pieces[-1][1].append(line)
    return "\n".join("\n".join(lines) if code else BROKEN_LINE.sub("", "\n".join(lines)) for code, lines in pieces)


def with_fences(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is part of an example."""
    fence = ""
    for line in text.splitlines():
        mark = FENCE.match(line)
        if fence:
            yield line, True
            if mark and line.strip() == mark[1] and mark[1].startswith(fence):
                fence = ""
        else:
            fence = mark[1] if mark else ""
            yield line, bool(mark)


def one_line(line: str, language: Language) -> list[str]:
    if not line.strip():
        return [line]
    if line.lstrip().startswith("|"):
        return ["|".join(cell(part, language) for part in re.split(r"(?<!\\)\|", line))]
    lead, words = re.fullmatch(r"(\s*(?:#+ |[-*] |> )?)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    if both := BESIDE.match(words):
        said = both[language].strip()
        return [lead + (said[:1].upper() + said[1:] if "#" in lead else said)]
    return [line] if "#" in lead or tongue(words) in (language, None) else []


def cell(words: str, language: Language) -> str:
    inner = words.strip()
    both = BESIDE.match(inner) or AFTER.match(inner)
    return f" {both[language].strip()} " if both else words


def tongue(words: str) -> Language | None:
    """The language of a line, None where it says nothing in either."""
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>]*>", "", words)
    chinese = len(re.findall(f"[{HAN}]", prose))
    latin = len(re.findall("[A-Za-z]", prose))
    if chinese == latin == 0:
        return None
    return "zh" if chinese * 3 >= latin else "en"
