"""Names that two things claim: a norm and a fact, or two superiors that do not stand over each other.

A decision of two superiors is no mistake of a document that leaves it alone: whether they say the same is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.definitions import Kind
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Rivals
from rankdsl.semantics.documents import Document, written
from rankdsl.semantics.findings_documents import NAME_AMBIGUOUS
from rankdsl.semantics.findings_terms import NAME_OF_FACT, SUPERIOR_NAME_OF_FACT
from rankdsl.semantics.rules import Layered


def clashes(layered: Layered, vocabulary_of: Mapping[Document, Vocabulary | None]) -> Iterator[Finding]:
    """What the lowest document is to blame for."""
    document, last = layered.documents[-1], len(layered.documents) - 1
    vocabulary = vocabulary_of[document]
    assert vocabulary is not None
    words = _words(vocabulary)
    for name, norm in document.norms.items():
        if name in words:
            place = replace(norm.place, span=norm.node.name.span)
            yield NAME_OF_FACT.at(place, subject=name, name=name, vocabulary=vocabulary.name)
    for name, layers in layered.stated.items():
        if name not in words or layers[0] == last:
            continue
        between = (vocabulary_of[layered.documents[layer]] for layer in range(layers[0], last))
        if not any(name in _words(other) for other in between if other is not None):
            title = layered.documents[layers[0]].title
            yield SUPERIOR_NAME_OF_FACT.at(
                _vocabulary_place(document), subject=name, vocabulary=vocabulary.name, name=name, title=title
            )
    for name, layers in layered.altered.items():
        rivals = _rivals(layered, name, layers)
        if rivals and not _left_alone(layered, name):
            titles = "、".join(f"《{layered.documents[layer].title}》" for layer in rivals)
            yield NAME_AMBIGUOUS.at(_superior_place(document), subject=name, name=name, titles=titles)


def rivals_of(layered: Layered) -> Iterator[Rivals]:
    """The decisions that two superiors answer and that the lowest document leaves alone: whether they say the same is
    for the prover (RD207)."""
    for name, layers in layered.altered.items():
        rivals = _rivals(layered, name, layers)
        if rivals and _left_alone(layered, name):
            yield Rivals(name, *rivals)


def _left_alone(layered: Layered, name: str) -> bool:
    """Whether it is a decision that no word of the lowest document names: nothing there hangs on whose it is."""
    decides = layered.rule_of(name).kind is Kind.DECISION
    return decides and name not in written(layered.documents[-1].node.span)


def _rivals(layered: Layered, name: str, layers: tuple[int, ...]) -> tuple[int, ...]:
    """Documents that both change a name and stand side by side, unless one below both states it anew; none if a
    document above the lowest has them too, since it was told."""
    last = len(layered.documents) - 1
    for first, second in combinations(sorted(layers), 2):
        if first in layered.above[second] or second == last:
            continue
        below = [layer for layer in range(second + 1, last + 1) if {first, second} <= layered.above[layer]]
        if below[:1] == [last] and last not in layered.stated.get(name, ()):
            return first, second
    return ()


def _words(vocabulary: Vocabulary) -> frozenset[str]:
    """The facts that formulas can read, given and derived."""
    return frozenset((*(f.name for f in vocabulary.facts), *(d.name for d in vocabulary.derived)))


def _vocabulary_place(document: Document) -> Place:
    written = document.node.vocabulary
    return replace(document.name.place, span=written.span) if written is not None else document.name.place


def _superior_place(document: Document) -> Place:
    return replace(document.name.place, span=document.node.under[0].span)
