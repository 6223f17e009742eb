"""对应: which values of a superior's words the values of a document's own vocabulary stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from rankdsl.diagnostics import Place
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.remarks import Correspondence
from rankdsl.ir.types import Enumeration
from rankdsl.semantics.documents import Document, Note, Placed
from rankdsl.semantics.findings_correspondences import (
    CORRESPONDENCE_TWICE,
    CORRESPONDS_TO_NOTHING,
    CORRESPONDS_TO_OWN,
    CORRESPONDS_TO_SEVERAL,
    ENUMERATION_UNKNOWN,
    VALUE_NOT_OF,
)
from rankdsl.semantics.near import near_text
from rankdsl.syntax import ast


def stands_for(document: Document) -> Mapping[str, str]:
    """Own values to the superior's that they stand for, as written; of two for one value, the first."""
    found: dict[str, str] = {}
    for remark in written_in(document):
        for own, other in remark.node.values or ():
            found.setdefault(own.text, other.text)
    return found


def correspondences_of(document: Document, layer: int, vocabulary: Vocabulary, note: Note) -> Iterator[Correspondence]:
    """Those that hold; mistakes are noted, and leave out what they concern."""
    reader = _Reader(vocabulary, note)
    for remark in written_in(document):
        found = reader.read(remark, layer)
        if found is not None:
            yield found


def written_in(document: Document) -> Iterator[Placed[ast.Correspond]]:
    for remark in document.remarks:
        if isinstance(remark.node, ast.Correspond):
            yield Placed(remark.node, remark.place)


class _Reader:
    """`vocabulary`: of the document, with everything that it builds on."""

    def __init__(self, vocabulary: Vocabulary, note: Note) -> None:
        self.enumerations = {e.name: e for e in vocabulary.enumerations}
        self.note = note
        self.seen: dict[str, Place] = {}

    def read(self, remark: Placed[ast.Correspond], layer: int) -> Correspondence | None:
        node, place = remark.node, remark.place
        name = node.enumeration.text
        enumeration = self.enumerations.get(name)
        if enumeration is None:
            near = near_text(name, self.enumerations)
            self.note(ENUMERATION_UNKNOWN.at(_at(place, node.enumeration), subject=name, name=name, near=near))
            return None
        if node.values is None:
            return Correspondence(name, {}, new=True, layer=layer, place=place)
        values: dict[str, str] = {}
        targets: dict[str, ast.Ident] = {}
        for own, other in node.values:
            if own.text not in enumeration.values:
                near = near_text(own.text, enumeration.values)
                self.note(VALUE_NOT_OF.at(_at(place, own), subject=own.text, name=own.text, of=name, near=near))
                continue
            if own.text in values:
                first = values[own.text]
                self.note(CORRESPONDENCE_TWICE.at(_at(place, own), subject=own.text, name=own.text, first=first))
                continue
            target = self._target(enumeration, other, place)
            if target is not None:
                values[own.text] = other.text
                targets.setdefault(target.name, other)
        if len(targets) > 1:
            one, two, *_ = targets
            self.note(CORRESPONDS_TO_SEVERAL.at(_at(place, targets[two]), subject=name, of=name, first=one, second=two))
        return Correspondence(name, values, new=False, layer=layer, place=place)

    def _target(self, own: Enumeration, value: ast.Ident, place: Place) -> Enumeration | None:
        found = [e for e in self.enumerations.values() if value.text in e.values and e is not own]
        if found:
            return found[0]
        if value.text in own.values:
            name = own.name
            self.note(CORRESPONDS_TO_OWN.at(_at(place, value), subject=value.text, name=value.text, of=name))
        else:
            everything = (v for e in self.enumerations.values() if e is not own for v in e.values)
            near = near_text(value.text, everything)
            self.note(CORRESPONDS_TO_NOTHING.at(_at(place, value), subject=value.text, name=value.text, near=near))
        return None


def _at(place: Place, ident: ast.Ident) -> Place:
    return replace(place, span=ident.span)
