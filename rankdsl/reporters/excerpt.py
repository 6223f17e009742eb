"""A few lines of a source file with the words in question underlined, by display width."""

from __future__ import annotations

from rankdsl.reporters.paper import Paper, width
from rankdsl.source import Span

MOST_COLUMNS = 100
"""A longer line is cut to a stretch around the words in question."""
MOST_LINES = 4
"""Lines shown of a span that goes over several; the rest is counted."""


def excerpt(span: Span, paper: Paper, gutter: int, style: str = "mark") -> list[str]:
    """The lines of `span`, each with its number in a gutter of `gutter` columns; the words underlined below a single
    line. Of several, nearly everything would be underlined.

    None where nothing is written there: an empty file, or one that could not be read.
    """
    first, _ = span.file.position(span.start)
    last, _ = span.file.position(max(span.start, span.end - 1))
    shown_last = min(last, first + MOST_LINES - 1)
    bar = paper.style(paper.bar, "faint")
    empty = f"{' ' * gutter} {bar}"
    lines = [empty]
    for number in range(first, shown_last + 1):
        text = span.file.line(number)
        line_start = span.file.line_starts[number - 1]
        start = min(max(span.start - line_start, 0), len(text))
        end = min(span.end - line_start, len(text))
        if number != first:
            start = len(text) - len(text.lstrip())
        before, marked, after = _cut(text[:start], text[start:end], text[end:], paper)
        numbered = f"{paper.style(str(number).rjust(gutter), 'faint')} {bar}"
        if not (before + marked + after).strip():
            continue
        if last > first:
            lines.append(f"{numbered} {before}{paper.style(marked, style)}{after}".rstrip())
            continue
        lines.append(f"{numbered} {before}{marked}{after}".rstrip())
        underline = "^" * max(width(marked.rstrip()), 1)
        lines.append(f"{empty} {' ' * width(before)}{paper.style(underline, style)}")
    if len(lines) == 1:
        return []
    if last > shown_last:
        more = last - shown_last
        lines.append(f"{empty} {paper.choose(f'（以下还有 {more} 行）', f'({more} more lines)')}")
    return lines


def _cut(before: str, marked: str, after: str, paper: Paper) -> tuple[str, str, str]:
    """The three parts fitted, and cut so that together they take about MOST_COLUMNS; the marked part comes first."""
    before, marked, after = paper.fit(before), paper.fit(marked), paper.fit(after)
    if width(before) + width(marked) + width(after) <= MOST_COLUMNS:
        return before, marked, after
    ellipsis = paper.fit("…")
    if width(marked) > MOST_COLUMNS:
        marked, after = _head(marked, MOST_COLUMNS, ellipsis), ""
    room = MOST_COLUMNS - width(marked)
    if width(before) > room // 2:
        before = ellipsis + _tail(before, room // 2)
    return before, marked, _head(after, max(room - width(before), 0), ellipsis)


def _head(words: str, columns: int, ellipsis: str) -> str:
    if width(words) <= columns:
        return words
    taken, used = [], 0
    for character in words:
        used += width(character)
        if used > columns:
            break
        taken.append(character)
    return "".join(taken) + ellipsis


def _tail(words: str, columns: int) -> str:
    taken, used = [], 0
    for character in reversed(words):
        used += width(character)
        if used > columns:
            break
        taken.append(character)
    return "".join(reversed(taken))
