"""Findings about English documents in the names that their authors wrote.

Everything behind the tree knows canonical names alone. So a message about an English document has its names replaced
at the end: by the vocabulary and the glossary, which is the way they came. Fingerprints and subjects stay canonical.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Evidence, Finding, Fix, Text, did_you_mean, nearest
from rankdsl.ir.facts import AS_OF
from rankdsl.source import Span
from rankdsl.syntax import Parsed
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.rewording import prose_in_english, reworded, reworded_fix, value_in_english
from rankdsl.translation.dictionary import Dictionary
from rankdsl.translation.documents import ENGLISH, Dictionaries

_QUOTED = re.compile("“([^“”]*)”|《([^《》]*)》")
_OF_LEVELS = "RD110"
_LISTING = frozenset(("RD108", _OF_LEVELS))
_UNKNOWN = frozenset(("RD103", "RD108"))
"""Codes that say of a name that nothing bears it."""


class Teller:
    """Puts findings into the words of the documents that they are about. `parsed`: canonical, or as it was read."""

    def __init__(self, parsed: Sequence[Parsed], known: Dictionaries) -> None:
        self._documents: dict[str, tuple[list[int], list[Dictionary]]] = {}
        for each in parsed:
            documents = each.node.documents
            if each.language == ENGLISH and documents:
                names = [known.of(document) for document in documents]
                self._documents[documents[0].span.file.path] = ([document.span.start for document in documents], names)

    def finding(self, finding: Finding) -> Finding:
        """Its words; to be asked once of each."""
        names = self._names(finding.place.span)
        return finding if names is None else _told(finding, names)

    def mends(self, finding: Finding) -> Finding:
        """What could be written instead, or what speaks against it."""
        fix, against = finding.fix and self._fix(finding.fix), finding.held_back
        names = self._names(finding.place.span)
        if against is not None and names is not None:
            against = reworded_fix(Fix(_naming(names).of(against), ())).message
        alternatives = tuple(self._fix(other) for other in finding.alternatives)
        return replace(finding, fix=fix, alternatives=alternatives, held_back=against)

    def tongue(self, paths: Iterable[str]) -> Tongue | None:
        """The words of files, where all of them are English."""
        found = [self._documents.get(path) for path in paths]
        several = [names for here in found if here is not None for names in here[1]]
        return Tongue(tuple(several)) if several and None not in found else None

    def _fix(self, fix: Fix) -> Fix:
        names = self._names(fix.edits[0].span if fix.edits else None)
        if names is None:
            return fix
        naming = _naming(names)
        edits = tuple(Edit(edit.span, naming.written(edit.text)) for edit in fix.edits)
        return replace(reworded_fix(replace(fix, message=naming.of(fix.message))), edits=edits)

    def _names(self, span: Span | None) -> Dictionary | None:
        here = self._documents.get(span.file.path) if span is not None else None
        return None if span is None or here is None else here[1][max(0, bisect_right(here[0], span.start) - 1)]


class Tongue(Struct, frozen=True):
    """The words of some English documents."""

    dictionaries: tuple[Dictionary, ...]

    def canonical(self, name: str) -> str:
        """What the tree calls a name that somebody asks for."""
        return next((known for d in self.dictionaries if (known := d.chinese(name)) is not None), name)

    def prose(self, text: str) -> str:
        """An English sentence about the documents, with names, values, titles and articles as they write them."""
        for names in self.dictionaries:
            text = _naming(names).written(text)
        return prose_in_english(text)


def _told(finding: Finding, names: Dictionary) -> Finding:
    naming = _naming(names, levels=finding.code == _OF_LEVELS)
    fix, evidence = finding.fix, finding.evidence
    finding = replace(
        finding,
        message=naming.of(finding.message),
        help=None if finding.help is None else naming.of(finding.help, listed=finding.code in _LISTING),
        fix=None if fix is None else replace(fix, message=naming.of(fix.message)),
        related=tuple(replace(r, message=naming.of(r.message)) for r in finding.related),
        evidence=None if evidence is None else replace(evidence, written=_written(evidence, naming)),
    )
    return _with_near_name(reworded(finding), names)


def _naming(names: Dictionary, *, levels: bool = False) -> _Naming:
    english = names.english | names.levels if levels else names.english
    return _Naming(english, names.vocabularies, names.glossary.titles.english, names.glossary.texts.english)


def _written(evidence: Evidence, naming: _Naming) -> dict[str, str]:
    """Facts and values of the persons shown, as the document would write them."""
    persons = [person for person in (evidence.person, evidence.other) if person is not None]
    words = dict.fromkeys(text for person in persons for pair in person.facts.items() for text in pair)
    words |= dict.fromkeys(text for person in persons for text in person.outcome.values())
    words |= dict.fromkeys(side for person in persons for side in person.outcome if side in naming.names)
    return {text: value_in_english(naming.written(text)) for text in words} | {AS_OF: load_words("en").first("AS_OF")}


class _Naming(Struct, frozen=True):
    """Chinese to English. A vocabulary is named in quotation marks only: its name is often a part of others; and so is
    a text of the document (what it calls a sum or a promise), which is no name and may have names in it."""

    names: Mapping[str, str]
    vocabularies: Mapping[str, str]
    titles: Mapping[str, str]
    texts: Mapping[str, str]

    def of(self, text: Text, *, listed: bool = False) -> Text:
        """In a Chinese sentence only what it quotes is a word of the document, and what it lists (`listed`)."""
        quoted = _QUOTED.sub(lambda found: self._replaced(found[0]), text.zh)
        chinese = self._replaced(text.zh) if listed else quoted
        return Text(chinese, self._replaced(text.en))

    def written(self, text: str) -> str:
        """What stands in a document, or is a value of one."""
        return self._replaced(text)

    def _replaced(self, text: str) -> str:
        if text.isascii():
            return text
        return _pattern(tuple(self.names)).sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        written = found[0]
        match written[0]:
            case "《":
                return f"《{self.titles.get(written[1:-1], written[1:-1])}》"
            case "“":
                return f"“{self._quoted(written[1:-1])}”"
            case _:
                return self.names[written]

    def _quoted(self, inside: str) -> str:
        if inside in self.vocabularies:
            return self.vocabularies[inside]
        return self._replaced(inside) if inside in self.names else self.texts.get(inside) or self._replaced(inside)


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """A title, something quoted, or any of the names, the longest first; one in Latin letters is left alone."""
    chinese = (name for name in names if not name.isascii())
    listed = map(re.escape, sorted(chinese, key=len, reverse=True))
    return re.compile("|".join(("《[^《》]*》", "“[^“”]*”", *listed)))


def _with_near_name(finding: Finding, names: Dictionary) -> Finding:
    """What the writer probably meant by an English name that is unknown."""
    written = finding.place.span.text if finding.place.span is not None else ""
    if finding.code not in _UNKNOWN or not written.isascii() or written in names.candidates:
        return finding
    near = nearest(written, names.candidates)
    if not near:
        return finding
    question = did_you_mean(near)
    help_text = question if finding.help is None else question + Text("", " ") + finding.help
    fix = finding.fix
    if fix is None and len(near) == 1 and finding.place.span is not None:
        fix = Fix(help_text, (Edit(finding.place.span, near[0]),))
    return replace(finding, help=help_text, fix=fix)
