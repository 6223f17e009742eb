"""A mend: a few edits of one document's text, and how little they change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Finding, Fix, Text
from rankdsl.source import SourceFile


class Renumbered(Struct, frozen=True):
    """Items of one decision that have another label after a mend: label after it to label before."""

    decision: str
    article: str
    before: tuple[tuple[str, str], ...]

    def as_before(self, finding: Finding) -> Finding:
        """A finding of afterwards, by the label that its item has now."""
        place, named = finding.place, finding.subject.removeprefix(self.decision)
        if not finding.subject.startswith(self.decision) or place.article != self.article or place.item is None:
            return finding
        subject = self.decision + self._earlier(named)
        return replace(finding, subject=subject, place=replace(place, item=self._earlier(place.item)))

    def _earlier(self, label: str) -> str:
        return next((old + label.removeprefix(new) for new, old in self.before if label.startswith(new)), label)


class Mend(Struct, frozen=True):
    """Something that could be written instead. `edits` lie in one file and do not overlap. `distance`: how far a number
    moves, in parts of itself; `remote`: not at the place of the finding, but at a norm behind it."""

    message: Text
    edits: tuple[Edit, ...]
    distance: Fraction = Fraction(0)
    remote: bool = False
    renumbered: Renumbered | None = None

    @property
    def file(self) -> SourceFile:
        return self.edits[0].span.file

    @property
    def text(self) -> str:
        """The whole file as it would be."""
        return edited(self.file.text, self.edits)

    @property
    def changed(self) -> int:
        """How many characters."""
        return sum(map(characters_changed, self.edits))

    @property
    def rank(self) -> tuple[int, bool, Fraction, int, str]:
        """The least change first: characters, then what is at the place of the finding, then how far a number moves,
        then in reading order."""
        first = min(edit.span.start for edit in self.edits)
        return self.changed, self.remote, self.distance, first, self.message.en

    def verified(self) -> Fix:
        return Fix(self.message, tuple(sorted(self.edits, key=lambda e: e.span.sort_key)), verified=True)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, in whatever order they come."""
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def characters_changed(edit: Edit) -> int:
    """How many characters go or come, whichever is more; what stays at both ends and white space do not count."""
    old, new = _visible(edit.span.text), _visible(edit.text)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return max(len(old), len(new))


def by_least_change(mends: Iterable[Mend]) -> list[Mend]:
    """Each text once, the least change first."""
    ranked = sorted(mends, key=lambda mend: mend.rank)
    return list({mend.text: mend for mend in reversed(ranked)}.values())[::-1]


def _visible(text: str) -> str:
    return "".join(text.split())
