"""Two mends made one after the other, as one."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Text
from rankdsl.repairing.mends import Mend, edited


def together(first: Mend, second: Mend) -> Mend | None:
    """`second` is a mend of the text that `first` makes. None where it changes words that the first one wrote."""
    if second.file.path != first.file.path:
        return None
    edits = [_before(edit, first) for edit in second.edits]
    if any(edit is None for edit in edits):
        return None
    found = (*first.edits, *(edit for edit in edits if edit is not None))
    if edited(first.file.text, found) != second.text:
        return None
    message = first.message + Text("；", "; ") + second.message
    return replace(first, message=message, edits=found, distance=first.distance + second.distance, renumbered=None)


def _before(edit: Edit, first: Mend) -> Edit | None:
    """The same edit in the text as it was before the first mend."""
    shift = 0
    for earlier in sorted(first.edits, key=lambda e: e.span.start):
        start = earlier.span.start + shift
        end = start + len(earlier.text)
        if edit.span.end <= start:
            break
        if edit.span.start < end:
            return None
        shift += len(earlier.text) - (earlier.span.end - earlier.span.start)
    return Edit(first.file.span(edit.span.start - shift, edit.span.end - shift), edit.text)
