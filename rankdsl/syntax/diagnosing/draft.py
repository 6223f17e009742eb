"""The text of a statement with changes made, and where each of its characters stems from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rankdsl.syntax.diagnosing.rewriting import Change


class Draft(Struct, frozen=True):
    """`origins`: for each character of `text` the one of the statement as written that it is or stands at."""

    text: str
    origins: tuple[int, ...]
    changed: bool = False

    def origin(self, position: int) -> int:
        """Of a position of the text, which may be its end."""
        if position < len(self.origins):
            return self.origins[max(position, 0)]
        return self.origins[-1] + 1 if self.origins else 0

    def position(self, origin: int) -> int:
        """The first position that stems from `origin` or from after it."""
        return next((i for i, there in enumerate(self.origins) if there >= origin), len(self.text))


def drafted(draft: Draft, changes: Sequence[Change]) -> Draft:
    """With the changes made, which stand in the order of the text and do not overlap."""
    parts: list[str] = []
    origins: list[int] = []
    position = 0
    for change in changes:
        parts += (draft.text[position : change.start], change.text)
        origins += draft.origins[position : change.start]
        last = max(change.end - 1, change.start - 1, 0)
        origins += (draft.origin(min(change.start + i, last)) for i in range(len(change.text)))
        position = change.end
    parts.append(draft.text[position:])
    origins += draft.origins[position:]
    return Draft("".join(parts), tuple(origins), changed=True)


def trimmed(change: Change, text: str) -> Change:
    """Without what both ends have in common."""
    start, end, new = change.start, change.end, change.text
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Change(start, end, new)
