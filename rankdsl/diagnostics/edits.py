"""Edits made in a text. Pure: nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rankdsl.diagnostics.finding import Edit, Fix


def edited(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the edits made; everything else as it is. No two of them may overlap."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        assert edit.span.start >= position, "edits overlap"
        parts += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    parts.append(text[position:])
    return "".join(parts)


def apart(fixes: Sequence[Fix]) -> list[Fix]:
    """Those of the fixes of one file that can be made in one pass: none touches what an earlier one changes."""
    chosen: list[Fix] = []
    taken: list[tuple[int, int]] = []
    for fix in fixes:
        spans = [(edit.span.start, edit.span.end) for edit in fix.edits]
        if all(_free(span, taken) for span in spans):
            chosen.append(fix)
            taken += spans
    return chosen


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Two insertions at one place are not apart either: their order would be a guess."""
    start, end = span
    return all(not (other < end and start < last) and span != (other, last) for other, last in taken)
