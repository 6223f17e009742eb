"""What could be written instead, as people read it: the lines as they are, and as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rankdsl.diagnostics import Edit, Fix
from rankdsl.diagnostics.report import Repairs
from rankdsl.reporters.paper import Paper

MOST_LINES = 8
"""Lines shown of one place, before and after; the rest is counted."""


def mends_text(fixes: Sequence[Fix], paper: Paper) -> list[str]:
    """The mends, the least change first, each with the lines that it changes."""
    lines = []
    for number, fix in enumerate(fixes):
        label = paper.choose("可以这样改：", "could be mended so: ") if not number else paper.choose("或者：", "or: ")
        lines.append(f"  {paper.style(label, 'faint')}{paper.say(fix.message)}")
        for first, before, after in changed_lines(fix.edits):
            lines += _shown(before, "-", "error", first, paper)
            lines += _shown(after, "+", "good", first, paper)
    return lines


def changed_lines(edits: Sequence[Edit]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each run of lines that edits touch: the number of its first line, its lines before, its lines after."""
    runs: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda e: e.span.sort_key):
        file = edit.span.file
        first, _ = file.position(edit.span.start)
        last, _ = file.position(max(edit.span.start, edit.span.end - 1))
        if runs and first <= runs[-1][1] + 1:
            begun, _, together = runs.pop()
            runs.append((begun, max(last, runs_end(together)), [*together, edit]))
        else:
            runs.append((first, last, [edit]))
    for first, last, together in runs:
        file = together[0].span.file
        start = file.line_starts[first - 1]
        end = file.line_starts[last] if last < len(file.line_starts) else len(file.text)
        after = file.text[start:end]
        for edit in reversed(together):
            after = after[: edit.span.start - start] + edit.text + after[edit.span.end - start :]
        yield first, file.text[start:end].splitlines(), after.splitlines()


def runs_end(edits: Sequence[Edit]) -> int:
    """The last line that some edits of one file touch."""
    return max(e.span.file.position(max(e.span.start, e.span.end - 1))[0] for e in edits)


def _shown(lines: Sequence[str], sign: str, style: str, first: int, paper: Paper) -> list[str]:
    shown = []
    for number, line in enumerate(lines[:MOST_LINES], start=first):
        where = paper.style(str(number).rjust(5), "faint")
        shown.append(f"{where} {paper.style(f'{sign} {paper.fit(line)}'.rstrip(), style)}")
    if len(lines) > MOST_LINES:
        more = len(lines) - MOST_LINES
        shown.append(f"      {sign} {paper.choose(f'（以下还有 {more} 行）', f'({more} more lines)')}")
    return shown


def repairs_summary(repairs: Repairs, paper: Paper) -> str:
    """How many findings can be mended in a way that holds."""
    return paper.choose(
        f"试改 {repairs.tried} 处问题，{repairs.mended} 处有可靠的改法（改后重新检查过，没有新的问题）。",
        f"findings for which mends were looked for: {repairs.tried}, found: {repairs.mended} (each checked again, with "
        "nothing new)",
    )
