"""A document as the checks know it: its programs in every piece of time, what it says of them, its articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.program import DocumentName, Period, Program
from rankdsl.ir.remarks import (
    Assertion,
    Correspondence,
    Delegation,
    ExpectedFinding,
    Publication,
    ReadItem,
    Stated,
    WrittenCase,
)
from rankdsl.source import Span

if TYPE_CHECKING:
    from rankdsl.ir.mechanisms import Mechanism


def names_of(same_as: Mapping[str, str], decision: str) -> tuple[str, ...]:
    """A decision and, where it is another under a name of its own (即), the names it goes back to, nearest first."""
    found = [decision]
    while (other := same_as.get(found[-1])) is not None and other not in found:
        found.append(other)
    return tuple(found)


class Piece(Struct, frozen=True):
    """A document in one piece of time: its program, and those of the documents above it.

    superior: the chain down to the layer above, with what is delegated (可自行规定) read from this document;
    None for a document without superiors. ancestors: (layer, program) for every layer above, the nearest last,
    under the same reading. own_names: names that this document itself defines, amends or excepts here.
    before: the chain down to the layer above as it is without this document; None where that is `superior`.
    """

    program: Program
    superior: Program | None
    ancestors: tuple[tuple[int, Program], ...]
    own_names: frozenset[str]
    delegations: tuple[tuple[int, Delegation], ...]
    """(layer, clause) of every document of the chain, this one included."""
    publications: tuple[Publication, ...]
    assertions: tuple[Assertion, ...]
    before: Program | None = None
    stated: tuple[Stated, ...] = ()
    """What this document states in full, in the order written."""
    same_as: Mapping[str, str] = field(default_factory=dict)
    """Decisions of the chain that are another under a name of their own (即), to that other."""
    correspondences: tuple[Correspondence, ...] = ()
    """Of the whole chain."""
    read_items: tuple[ReadItem, ...] = ()
    """The items of the chain that have several readings; `program` uses those adopted."""
    alternatives: tuple[Alternative, ...] = ()
    """The same piece under every other choice of readings."""
    inherited_assertions: tuple[tuple[int, Assertion], ...] = ()
    """(layer, assertion) of every document above, as read here."""
    rivals: tuple[Rivals, ...] = ()
    """Decisions that two documents above answer, and which this one does not settle."""
    mechanisms: tuple[tuple[int, Mechanism], ...] = ()
    """(layer, mechanism) of every document of the chain, this one included, in the order written."""
    above: tuple[frozenset[int], ...] = ()
    """For each layer, the layers above it, near and far; empty: each document stands under all before it."""
    altered: tuple[Altered, ...] = ()
    """Mechanisms of the documents above in which this one changes a figure by amending a parameter."""

    def names_of(self, decision: str) -> tuple[str, ...]:
        """The names it goes back to in this chain, itself first."""
        return names_of(self.same_as, decision)


class Figure(Struct, frozen=True):
    """A parameter where a mechanism names it (`span`), and where this document amends it. role: of a step or a way of
    appeal, the field that it is the figure of (`least`, `within`); of all else ''."""

    name: str
    span: Span
    role: str
    place: Place


class Altered(Struct, frozen=True):
    """A mechanism of a document above as this document leaves it (`here`), and as it is without it. figures: the
    parameters in it that this document amends."""

    here: Mechanism
    above: Mechanism
    figures: tuple[Figure, ...]


class Rivals(Struct, frozen=True):
    """A decision that two documents above, neither of them over the other (their layers), each state or change. The
    program has it from the second; no word of the document itself rests on it."""

    subject: str
    first: int
    second: int


class Alternative(Struct, frozen=True):
    """A piece under another choice of readings. `taken`: the items read otherwise than adopted, with the name of the
    reading. Its own `alternatives` are empty."""

    taken: tuple[tuple[ReadItem, str], ...]
    piece: Piece


class Silence(Struct, frozen=True):
    """A stretch of time in which a document is in force but one it stands under is not (RD409)."""

    superior: str
    period: Period
    place: Place
    reason: Text


class Article(Struct, frozen=True):
    """An article as the document has it. `norms`: number of statements that regulate something; `judged`: 待判断."""

    name: str
    heading: str
    norms: int
    judged: bool
    place: Place


class Model(Struct, frozen=True):
    """Everything that the checks need to know of one document. `pieces` in order of time; empty if the document's
    own mistakes (RD1xx) leave nothing to prove."""

    name: DocumentName
    superiors: tuple[str, ...]
    articles: tuple[Article, ...]
    pieces: tuple[Piece, ...]
    cases: tuple[WrittenCase, ...]
    expected: tuple[ExpectedFinding, ...]
    silences: tuple[Silence, ...]
    vocabulary: Vocabulary

    def piece_at(self, day: date) -> Piece | None:
        return next((p for p in self.pieces if p.program.period.start <= day < p.program.period.end), None)
