"""From trees to models: every document laid under its superiors, cut in time, and lowered. The stage on one screen.

    DocumentNode ──documents──▶ Document ──hierarchy──▶ Hierarchy ──periods──▶ Stretch (a chain for a piece of time)
    Stretch ──layers──▶ Layered ──effective──▶ Reading ──programs──▶ Program, superiors' programs ──▶ Piece, Model

A document with mistakes stops no other. What rests on it is read, and its own mistakes are told, but it gets no pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Alternative, Article, Model, Piece
from rankdsl.ir.remarks import Correspondence, Delegation, Manner, Restriction, Stated, WrittenCase
from rankdsl.semantics.claims import assertions_in, case_of, cases_in, delegations_in, expected_of, remarks_of
from rankdsl.semantics.clashes import clashes, rivals_of
from rankdsl.semantics.correspondences import correspondences_of
from rankdsl.semantics.delegated import narrowed, settled
from rankdsl.semantics.documents import Document, document_of
from rankdsl.semantics.effective import Reading, circle_findings
from rankdsl.semantics.findings_documents import RULE_SPOILT, TOO_MANY_READINGS
from rankdsl.semantics.hierarchy import Hierarchy, arrange
from rankdsl.semantics.pages_documents import UNKNOWN_SOURCE
from rankdsl.semantics.periods import Chain, Stretch, chain_at_any_time, stretches
from rankdsl.semantics.programs import FreeNames, Programs
from rankdsl.semantics.readings import MOST_READINGS, other_choices, read_items
from rankdsl.syntax import Parsed, ast

if TYPE_CHECKING:
    from rankdsl.ir.mechanisms import Mechanism
    from rankdsl.ir.model import Altered


class Settings(Struct, frozen=True):
    """What a workspace says about time and sources.

    horizon: the last day that is looked at where a document knows no end. as_of: 评定日 of cases that set none; None:
    the day their document takes effect. source_keys: what 出处 may name; None: anything. words_missing: a vocabulary
    could not be read, so that one which is not there is not to be called unknown. compared: False leaves out of the
    pieces what only those read who compare (ancestors, what is delegated above, other readings). only: the files whose
    documents are wanted with pieces and cases, None for all; of others only mistakes in their norms are looked for.
    """

    horizon: date
    as_of: date | None = None
    source_keys: frozenset[str] | None = None
    words_missing: bool = False
    compared: bool = True
    only: frozenset[str] | None = None


class Analysis(Struct, frozen=True):
    """`models`: superiors before what stands under them, then by title and day. `findings`: in reading order."""

    models: tuple[Model, ...]
    findings: tuple[Finding, ...]


def analyse(parsed: Sequence[Parsed], vocabularies: Mapping[str, Vocabulary], settings: Settings) -> Analysis:
    """What the documents of some files mean, and every mistake that is not one of writing."""
    collected = _Findings()
    ordered = sorted(
        (node for file in parsed for node in file.node.documents), key=lambda node: node.title.span.sort_key
    )
    documents = [document_of(node, order, settings.source_keys, collected.note) for order, node in enumerate(ordered)]
    unread_names = frozenset().union(*(file.unread for file in parsed))
    hierarchy = arrange(
        documents, vocabularies, collected.note, words_missing=settings.words_missing, unread=unread_names
    )
    family = _Family(unread_names, hierarchy.vocabulary_of)
    programs = family.under(())
    for vocabulary in vocabularies.values():
        for finding in programs.mistakes_of(vocabulary):
            collected.note(finding)
    unread = _by_document((finding for file in parsed for finding in file.findings), documents)
    wrong = _by_document((f for f in collected.found if f.code != UNKNOWN_SOURCE.code), documents)
    broken = {*unread, *wrong}
    models = []
    for document in hierarchy.documents:
        lost = unread.get(document, ())
        models.append(_Analysing(document, hierarchy, family, settings, broken, collected, lost).model())
    return Analysis(tuple(models), collected.in_order())


class _Findings:
    """Each finding once, however many pieces of time it shows in."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Finding] = {}

    @property
    def found(self) -> Iterable[Finding]:
        return self._found.values()

    def note(self, finding: Finding) -> None:
        self._found.setdefault((finding.code, finding.sort_key, finding.message), finding)

    def in_order(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._found.values(), key=lambda f: f.sort_key))


class _Analysing:
    """One document. `broken` has every document above it that has mistakes, and receives this one if it has.
    `unread`: what is wrong with its writing."""

    def __init__(
        self,
        document: Document,
        hierarchy: Hierarchy,
        family: _Family,
        settings: Settings,
        broken: set[Document],
        findings: _Findings,
        unread: Sequence[Finding],
    ) -> None:
        self.document = document
        self.family = family
        self.programs = family.under(())
        self.settings = settings
        self.broken = broken
        self.findings = findings
        self.unread = unread
        self.vocabulary_of = hierarchy.vocabulary_of
        self.vocabulary = hierarchy.vocabulary_of[document]
        self.stretches, self.silences = stretches(hierarchy, document, settings.horizon)
        self.fallback = chain_at_any_time(hierarchy, document)
        self.wanted = settings.only is None or document.name.path in settings.only

    def model(self) -> Model:
        document, vocabulary = self.document, self.vocabulary
        for chain in [stretch.chain for stretch in self.stretches] or [self.fallback]:
            self._own_mistakes(self.programs.laid(chain).findings)
        pieces: list[Piece] = []
        cases: tuple[WrittenCase, ...] = ()
        if vocabulary is not None:
            chains = [(s.chain, s.period.start) for s in self.stretches] or [(self.fallback, document.effective)]
            readings = [self._read(self.programs, chain, day, vocabulary) for chain, day in chains]
            for stretch, reading in zip(self.stretches, readings, strict=False) if self.wanted else ():
                piece = self._piece(self.programs, stretch, reading, vocabulary)
                if piece is not None:
                    if self.settings.compared:
                        others = tuple(self._alternatives(piece, stretch, vocabulary))
                        piece = replace(piece, alternatives=others)
                    pieces.append(piece)
            cases = self._cases(vocabulary) if self.wanted else ()
        return Model(
            name=document.name,
            superiors=document.superiors,
            articles=tuple(self._articles()),
            pieces=() if document in self.broken else tuple(pieces),
            cases=cases,
            expected=expected_of(document),
            silences=self.silences,
            vocabulary=vocabulary or _NO_VOCABULARY,
        )

    def _articles(self) -> Iterator[Article]:
        """A statement that could not be read was meant to regulate something."""
        for article in self.document.articles:
            lost = sum(finding.place.article == article.name for finding in self.unread)
            yield replace(article, norms=article.norms + lost)

    def _own_mistakes(self, found: Iterable[Finding]) -> None:
        for finding in found:
            self.findings.note(finding)
            self.broken.add(self.document)

    def _read(self, programs: Programs, chain: Chain, day: date, vocabulary: Vocabulary) -> Reading:
        """The norms of a chain, with the mistakes that are this document's."""
        reading = programs.reading(chain, vocabulary, day)
        last = len(chain.documents) - 1
        self._own_mistakes(clashes(reading.layered, self.vocabulary_of))
        self._own_mistakes(circle_findings(reading, last))
        for symbol, norm in reading.norms.items():
            if symbol.layer == last:
                self._own_mistakes(norm.findings)
            elif norm.findings and chain.documents[symbol.layer] not in self.broken:
                self._own_mistakes(self._spoilt(finding, reading) for finding in norm.findings)
        return reading

    def _spoilt(self, finding: Finding, reading: Reading) -> Finding:
        """What a superior says and what no longer stands: told at the norm that this document changes, the first one
        that is named where it is wrong, else the first of all."""
        last = len(reading.layered.documents) - 1
        changed = [rule for rule in reading.layered.rules.values() if rule.layer == last]
        text = finding.place.span.text if finding.place.span is not None else ""
        named = [rule for rule in changed if rule.own_name is not None and rule.own_name in text]
        first = next(iter(named or changed), None)
        name = first.symbol.name if first is not None else self.document.title
        words = {"name": name, "citation": finding.place.citation}
        head = replace(RULE_SPOILT, zh=RULE_SPOILT.zh.format(**words), en=RULE_SPOILT.en.format(**words))
        place = first.place if first is not None else self.document.name.place
        return replace(finding, message=head + finding.message, place=place, fix=None)

    def _piece(self, programs: Programs, stretch: Stretch, reading: Reading, vocabulary: Vocabulary) -> Piece | None:
        chain, period = stretch.chain, stretch.period
        last = len(chain.documents) - 1
        remarks = remarks_of(self.document, last, reading, self.findings.note)
        sound = not self.programs.mistakes_of(vocabulary) and self.broken.isdisjoint(chain.documents)
        program = programs.own(chain, vocabulary, period) if sound else None
        if program is None:
            return None
        compared = range(last) if self.settings.compared else range(0)
        above = [
            (layer, delegation)
            for layer in compared
            for delegation in delegations_in(chain.documents[layer], layer, reading)
        ]
        ancestors = tuple(programs.above(chain, vocabulary, period, _free_names(above))) if compared else ()
        superior = ancestors[-1][1] if ancestors else None
        if compared and chain.above[last - 1] != frozenset(range(last - 1)):  # several, side by side
            every = frozenset(range(last))
            superior = programs.superior(chain, vocabulary, period, every, _free_names(above))
        before = None
        if any(delegation.restriction in (Restriction.FREE, Restriction.WITHIN) for _, delegation in above):
            before = programs.superior(chain, vocabulary, period, frozenset(range(last)), _nothing_free)
        own = frozenset(name for name, layers in reading.layered.altered.items() if last in layers)
        items = frozenset(rule.symbol.name for rule in reading.layered.rules.values() if rule.layer == last)
        mechanisms, otherwise = self._mechanisms(programs, stretch, reading, vocabulary)
        return Piece(
            program=program,
            superior=superior,
            ancestors=ancestors,
            own_names=own | (items & program.top.keys()),
            delegations=(*above, *((last, delegation) for delegation in remarks.delegations)),
            publications=remarks.publications,
            assertions=remarks.assertions,
            before=before,
            stated=tuple(self._stated(reading, last)),
            same_as=reading.layered.same_as,
            correspondences=tuple(self._correspondences(chain, vocabulary)),
            read_items=read_items(programs.laid(chain.down_to(n + 1)).layered for n in range(last + 1)),
            inherited_assertions=tuple(
                (layer, assertion)
                for layer in compared
                for assertion in assertions_in(chain.documents[layer], layer, reading)
            ),
            rivals=tuple(rivals_of(reading.layered)),
            mechanisms=mechanisms,
            above=chain.above,
            altered=otherwise,
        )

    def _mechanisms(
        self, programs: Programs, stretch: Stretch, reading: Reading, vocabulary: Vocabulary
    ) -> tuple[tuple[tuple[int, Mechanism], ...], tuple[Altered, ...]]:
        documents = reading.layered.documents
        if not any(isinstance(remark.node, ast.Mechanism) for document in documents for remark in document.remarks):
            return (), ()
        from rankdsl.semantics.chain_mechanisms import chain_mechanisms  # here, since few documents have any

        def without() -> Reading:
            return programs.reading(stretch.chain.down_to(len(documents) - 1), vocabulary, stretch.period.start)

        return chain_mechanisms(reading, without, self.findings.note, lambda found: self._spoilt(found, reading))

    def _stated(self, reading: Reading, last: int) -> Iterator[Stated]:
        for norm in self.document.norms.values():
            manner = Manner.OWN
            if any(layer in reading.layered.above[last] for layer in reading.layered.stated.get(norm.name, ())):
                manner = Manner.RESTATED
            elif isinstance(norm.node, ast.DecideSame):
                manner = Manner.SAME
            elif isinstance(norm.node, ast.Decide) and norm.node.new:
                manner = Manner.NEW
            yield Stated(norm.name, norm.kind, manner, norm.place)

    def _correspondences(self, chain: Chain, vocabulary: Vocabulary) -> Iterator[Correspondence]:
        for layer, document in enumerate(chain.documents):
            note = self.findings.note if document is self.document else _ignored
            yield from correspondences_of(document, layer, vocabulary, note)

    def _alternatives(self, piece: Piece, stretch: Stretch, vocabulary: Vocabulary) -> Iterator[Alternative]:
        """The piece under every other choice of readings."""
        documents = stretch.chain.documents
        choices = other_choices(piece.read_items)
        if len(choices) >= MOST_READINGS:
            count, most = prod(len(item.readings) for item in piece.read_items), MOST_READINGS
            self.findings.note(TOO_MANY_READINGS.at(self.document.name.place, count=count, most=most))
            self.broken.add(self.document)
            return
        for taken in choices:
            programs = self.family.under(
                ((documents[item.layer], item.decision, item.label), reading) for item, reading in taken
            )
            reading = self._read(programs, stretch.chain, stretch.period.start, vocabulary)
            other = self._piece(programs, stretch, reading, vocabulary)
            if other is not None:
                yield Alternative(taken, other)

    def _cases(self, vocabulary: Vocabulary) -> tuple[WrittenCase, ...]:
        def reading_on(day: date) -> Reading:
            begun = [s for s in self.stretches if s.period.start <= day]
            stretch = begun[-1] if begun else next(iter(self.stretches), None)
            chain, start = (stretch.chain, stretch.period.start) if stretch is not None else (self.fallback, day)
            return self.programs.reading(chain, vocabulary, start)

        default = self.settings.as_of or self.document.effective
        found = (case_of(c, default, reading_on, self.findings.note) for c in cases_in(self.document))
        return tuple(case for case in found if case is not None)


class _Family:
    """Programs under every choice of readings, made when they are first asked for."""

    def __init__(self, excused: frozenset[str], vocabulary_of: Mapping[Document, Vocabulary | None]) -> None:
        self.excused = excused
        self.vocabulary_of = vocabulary_of
        self._members: dict[frozenset[tuple[tuple[Document, str, str], str]], Programs] = {}

    def under(self, choices: Iterable[tuple[tuple[Document, str, str], str]]) -> Programs:
        """`choices`: document, decision and label of an item, and the name of its reading; others are as adopted."""
        key = frozenset(choices)
        if key not in self._members:
            self._members[key] = Programs(self.excused, self.vocabulary_of, dict(key))
        return self._members[key]


def _free_names(above: Sequence[tuple[int, Delegation]]) -> FreeNames:
    """可自行规定, and 可在…之间规定: all the ranges must hold the value. One that is the same for everybody lies inside
    or does not, so that nothing is left to ask. A document that was left free to regulate a name, and binds those below
    it to what it says, is not read from them."""

    def free(layers: frozenset[int], own: Reading) -> tuple[frozenset[str], Mapping[str, Delegation]]:
        every = [(layer, d) for layer, d in above if layer in layers]
        leaves = (Restriction.FREE, Restriction.WITHIN)
        bound = {d.subject: layer for layer, d in every if d.restriction not in leaves}
        clauses = [d for layer, d in every if bound.get(d.subject, -1) <= layer]
        names = {d.subject for d in clauses if d.restriction is Restriction.FREE}
        ranges: dict[str, Delegation] = {}
        outside: set[str] = set()
        for clause in clauses:
            if clause.restriction is not Restriction.WITHIN or clause.subject not in own.layered.top:
                continue
            inside = settled(own, clause)
            if inside is None:
                ranges[clause.subject] = narrowed(ranges.get(clause.subject), clause)
            elif inside:
                names.add(clause.subject)
            else:
                outside.add(clause.subject)
        ranges = {name: clause for name, clause in ranges.items() if name not in outside}
        return frozenset(names - outside - ranges.keys()), ranges

    return free


def _nothing_free(layers: frozenset[int], own: Reading) -> tuple[frozenset[str], Mapping[str, Delegation]]:
    return frozenset(), {}


def _ignored(finding: Finding) -> None:
    """The documents above told their mistakes themselves."""


def _by_document(findings: Iterable[Finding], documents: Sequence[Document]) -> Mapping[Document, Sequence[Finding]]:
    """The mistakes of each document: one lies in the document of its title that begins last before it."""
    found: dict[Document, list[Finding]] = {}
    of_title: dict[str, list[Document]] = {}
    for document in documents:
        of_title.setdefault(document.title, []).append(document)
    for finding in findings:
        place = finding.place
        if place.span is None:
            continue
        begun = [
            document
            for document in of_title.get(place.document, ())
            if document.node.span.file is place.span.file and document.node.span.start <= place.span.start
        ]
        if begun:
            found.setdefault(max(begun, key=lambda d: d.node.span.start), []).append(finding)
    return found


_NO_VOCABULARY = Vocabulary("", "", (), (), {}, (), (), (), "clip", None, frozenset(), "")
"""Of a document whose vocabulary is not known."""
