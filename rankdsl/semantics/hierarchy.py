"""How documents stand to each other: levels, superiors, versions, vocabularies.

A title may have several documents: versions, of which at most one is in force on a day. 依据 names titles.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from rankdsl.diagnostics import Citation, Edit, Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.semantics.documents import Document, Note
from rankdsl.semantics.findings_documents import (
    ENTRY_MISSING,
    LEVEL_NOT_KNOWN,
    OTHER_VERSION,
    REPEALED_EARLY,
    SUPERIOR_LOWER,
    SUPERIOR_MISSING,
    SUPERIORS_CIRCULAR,
    VERSIONS_OF_ONE_DAY,
    VERSIONS_OVERLAP,
    VOCABULARIES_DIFFER,
    VOCABULARY_UNRELATED,
)
from rankdsl.semantics.findings_terms import SUPERIOR_TWICE, VOCABULARY_UNKNOWN
from rankdsl.semantics.near import near_text
from rankdsl.syntax import ast

LEVELS = ("中央", "省级", "市级", "县级", "乡级")
"""Highest first."""


class Hierarchy(Struct, frozen=True, dict=True):
    """Every document with its place among the others. `documents`: superiors before what stands under them, then by
    title and day. `circular`: titles that rest on themselves, whose 依据 therefore counts for nothing."""

    documents: tuple[Document, ...]
    versions: Mapping[str, tuple[Document, ...]]
    """By title, the oldest first."""
    vocabulary_of: Mapping[Document, Vocabulary | None]
    circular: frozenset[str] = frozenset()

    def superiors(self, document: Document) -> tuple[str, ...]:
        """The titles under 依据 that are here and in no circle, in the order written."""
        if document.title in self.circular:
            return ()
        return tuple(title for title in document.superiors if title in self.versions)

    def is_complete(self, document: Document) -> bool:
        """Whether everything under 依据 is here."""
        return self.superiors(document) == document.superiors

    def in_force(self, title: str, day: date) -> Document | None:
        """The version of that day; of two that overlap, the newer."""
        return next((d for d in reversed(self.versions[title]) if d.in_force(day)), None)

    def above(self, title: str) -> frozenset[str]:
        """Every title above this one, in any version."""
        return self._above.get(title, frozenset())

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for document in self.documents:  # superiors first
            direct = self.superiors(document)
            every = frozenset(direct).union(*(found[title] for title in direct))
            found[document.title] = found.get(document.title, frozenset()) | every
        return found


def arrange(
    documents: Sequence[Document],
    vocabularies: Mapping[str, Vocabulary],
    note: Note,
    *,
    words_missing: bool = False,
    unread: Container[str] = frozenset(),
) -> Hierarchy:
    """Order the documents and check their headers; what is wrong is noted at the document that says it.

    words_missing: a vocabulary that is not among those given may still be written somewhere. unread: entries of headers
    that somebody wrote and that could not be read; they are not called missing as well.
    """
    versions: dict[str, tuple[Document, ...]] = {}
    for document in documents:
        versions[document.title] = (*versions.get(document.title, ()), document)
    versions = {t: tuple(sorted(v, key=lambda d: (d.effective, d.order))) for t, v in versions.items()}
    for title in versions:
        _check_versions(versions[title], note)
    for document in documents:
        _check_header(document, versions, note, unread)
    circular = _check_circles(documents, versions, note)
    draft = Hierarchy(_ordered(documents, versions, circular), versions, {}, circular)
    found = _vocabularies(draft, vocabularies, note, words_missing=words_missing, unread=unread)
    return Hierarchy(draft.documents, versions, found, circular)


def extends(name: str, other: str, vocabularies: Mapping[str, Vocabulary]) -> bool:
    """Whether the vocabulary is the other one or built on it."""
    seen: set[str] = set()
    current: str | None = name
    while current is not None and current not in seen:
        if current == other:
            return True
        seen.add(current)
        current = vocabularies[current].extends if current in vocabularies else None
    return False


def _check_versions(versions: tuple[Document, ...], note: Note) -> None:
    for earlier, later in pairwise(versions):
        if later.node.effective is None or not earlier.in_force(later.effective):
            continue
        day = Text.day(later.effective)
        overlap = VERSIONS_OF_ONE_DAY if earlier.effective == later.effective else VERSIONS_OVERLAP
        other = earlier.node.effective.span if earlier.node.effective is not None else earlier.name.place.span
        note(
            overlap.at(
                Place(later.node.effective.span, later.title),
                subject=later.title,
                related=(Citation(Place(other, earlier.title), OTHER_VERSION),),
                title=later.title,
                first=Text.day(earlier.effective),
                until=day,
                written=day.zh,
            )
        )


def _whole_level(written: ast.Ident) -> tuple[Edit, ...]:
    """`县` for 县级"""
    whole = f"{written.text}级"
    return (Edit(written.span, whole),) if whole in LEVELS else ()


def _check_header(
    document: Document, versions: Mapping[str, tuple[Document, ...]], note: Note, unread: Container[str]
) -> None:
    node, head = document.node, document.name.place
    if node.level is None:
        if "层级" not in unread:
            note(ENTRY_MISSING.at(head, subject=document.title, entry="层级", example="县级"))
    elif node.level.text not in LEVELS:
        note(
            LEVEL_NOT_KNOWN.at(
                Place(node.level.span, document.title),
                subject=node.level.text,
                edits=_whole_level(node.level),
                name=node.level.text,
                near=near_text(node.level.text, LEVELS),
                levels="、".join(LEVELS),
            )
        )
    if node.effective is None:
        if "施行" not in unread:
            note(ENTRY_MISSING.at(head, subject=document.title, entry="施行", example="2020年1月1日"))
    elif node.repealed is not None and node.repealed.day <= node.effective.day:
        place = Place(node.repealed.span, document.title)
        repealed, effective = Text.day(node.repealed.day), Text.day(node.effective.day)
        note(REPEALED_EARLY.at(place, subject=document.title, repealed=repealed, effective=effective))
    seen: set[str] = set()
    for title in node.under:
        place = Place(title.span, document.title)
        if title.text in seen:
            note(SUPERIOR_TWICE.at(place, subject=title.text, name=title.text))
        elif title.text not in versions:
            near = near_text(title.text, (t for t in versions if t != document.title))
            note(SUPERIOR_MISSING.at(place, subject=title.text, title=title.text, near=near))
        else:
            _check_level(document, versions[title.text], place, note)
        seen.add(title.text)


def _check_level(document: Document, superior: tuple[Document, ...], place: Place, note: Note) -> None:
    own = document.name.level
    for version in superior:
        level = version.name.level
        if own in LEVELS and level in LEVELS and LEVELS.index(level) > LEVELS.index(own):
            note(SUPERIOR_LOWER.at(place, subject=version.title, title=version.title, level=level, own=own))
            return


def _check_circles(
    documents: Sequence[Document], versions: Mapping[str, tuple[Document, ...]], note: Note
) -> frozenset[str]:
    """The titles in circles; each circle is noted once, at the document of it that was read first."""
    found: set[str] = set()
    for document in sorted(documents, key=lambda d: d.order):
        if document.title in found:
            continue
        ring = _ring(document.title, versions)
        if ring is None:
            continue
        found.update(ring)
        link = next(t for version in versions[ring[0]] for t in version.node.under if t.text == ring[1])
        shown = " → ".join(f"《{title}》" for title in ring)
        note(SUPERIORS_CIRCULAR.at(Place(link.span, document.title), subject=document.title, ring=shown))
    return frozenset(found)


def _ring(title: str, versions: Mapping[str, tuple[Document, ...]]) -> tuple[str, ...] | None:
    """The shortest way from a title up to itself."""
    paths: list[tuple[str, ...]] = [(title,)]
    seen: set[str] = set()
    while paths:
        longer = []
        for path in paths:
            for above in dict.fromkeys(t for d in versions.get(path[-1], ()) for t in d.superiors):
                if above == title:
                    return (*path, above)
                if above not in seen:
                    seen.add(above)
                    longer.append((*path, above))
        paths = longer
    return None


def _ordered(
    documents: Sequence[Document], versions: Mapping[str, tuple[Document, ...]], circular: frozenset[str]
) -> tuple[Document, ...]:
    depths: dict[str, int] = {}

    def depth(title: str) -> int:
        stack = [title]
        while stack:
            current = stack[-1]
            above = [t for d in versions[current] if current not in circular for t in d.superiors if t in versions]
            waiting = [t for t in above if t not in depths]
            if waiting:
                stack += waiting
            else:
                depths[stack.pop()] = max((depths[t] + 1 for t in above), default=0)
        return depths[title]

    return tuple(sorted(documents, key=lambda d: (depth(d.title), d.title, d.effective, d.name.path, d.order)))


def _vocabularies(
    draft: Hierarchy, vocabularies: Mapping[str, Vocabulary], note: Note, *, words_missing: bool, unread: Container[str]
) -> dict[Document, Vocabulary | None]:
    """The vocabulary of every document: its own, else that of the nearest above."""
    found: dict[Document, Vocabulary | None] = {}
    for document in draft.documents:
        above = [
            (title, vocabulary)
            for title in draft.superiors(document)
            for version in draft.versions[title]
            if (vocabulary := found[version]) is not None
        ]
        written = document.node.vocabulary
        if words_missing and written is not None and written.text not in vocabularies:
            found[document] = None
        elif written is None:
            found[document] = None if "词表" in unread else _inherited(document, above, vocabularies, note)
        else:
            found[document] = _own(document, written, above, vocabularies, note)
    return found


def _own(
    document: Document,
    written: ast.Ident,
    above: Iterable[tuple[str, Vocabulary]],
    vocabularies: Mapping[str, Vocabulary],
    note: Note,
) -> Vocabulary | None:
    place = Place(written.span, document.title)
    own = vocabularies.get(written.text)
    if own is None:
        near = near_text(written.text, vocabularies)
        note(VOCABULARY_UNKNOWN.at(place, subject=written.text, name=written.text, near=near))
        return None
    blamed: set[str] = set()
    for title, vocabulary in above:
        if title not in blamed and not extends(own.name, vocabulary.name, vocabularies):
            blamed.add(title)
            above_name = vocabulary.name
            note(VOCABULARY_UNRELATED.at(place, subject=own.name, name=own.name, title=title, above=above_name))
    return own


def _inherited(
    document: Document,
    above: Sequence[tuple[str, Vocabulary]],
    vocabularies: Mapping[str, Vocabulary],
    note: Note,
) -> Vocabulary | None:
    """None without a note: the superiors lack one too, which is said there."""
    found = {vocabulary.name: vocabulary for _, vocabulary in above}
    widest = next((v for v in found.values() if all(extends(v.name, o, vocabularies) for o in found)), None)
    place = document.name.place
    if found and widest is None:
        note(VOCABULARIES_DIFFER.at(place, subject=document.title, names="、".join(found)))
    elif not document.superiors:
        example = next(iter(vocabularies), "公务员")
        note(ENTRY_MISSING.at(place, subject=document.title, entry="词表", example=example))
    return widest
