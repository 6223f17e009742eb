"""Where a finding may be mended: the place at fault, and whatever of the same document is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from rankdsl.checks.examination import rule_of
from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.ir.definitions import Cases, Definition
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import Expr
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.repairing.dials import Dial, dials_in
from rankdsl.repairing.kinds import OF_SCOPE
from rankdsl.repairing.tree import Met, below, holder_at, inside, span_of
from rankdsl.source import Span
from rankdsl.syntax import ast


class Region(Struct, frozen=True, dict=True):
    """What a finding is about in the document at fault. `trees`: the nodes of every file, by path; `models`: the
    versions of the document."""

    finding: Finding
    trees: Mapping[str, tuple[Met, ...]]
    models: tuple[Model, ...]
    above: tuple[Model, ...] = ()
    """The documents above by the title that the finding is about, where it is about one (RD409)."""

    @cached_property
    def accused(self) -> tuple[Met, ...]:
        """The place of the finding, then what it cites of its own document; each once."""
        places = [self.finding.place, *(c.place for c in self.finding.related)]
        if self.finding.evidence is not None:
            places += self.finding.evidence.core
        return self._holders(places)

    @cached_property
    def behind(self) -> tuple[Met, ...]:
        """The norms of the document behind what the finding is about, less those accused."""
        accused = {id(met.node) for met in self.accused}
        return tuple(met for met in self._holders(self._behind()) if id(met.node) not in accused)

    @property
    def holders(self) -> tuple[Met, ...]:
        return *self.accused, *self.behind

    def _holders(self, places: Iterable[Place]) -> tuple[Met, ...]:
        found: dict[int, Met] = {}
        for place in places:
            met = self._holder(place)
            if met is not None:
                found.setdefault(id(met.node), met)
        return tuple(found.values())

    def is_remote(self, span: Span) -> bool:
        """Whether a span is not at the place of the finding."""
        return not self.accused or not inside(span_of(self.accused[0].node), span)

    @cached_property
    def all_met(self) -> tuple[Met, ...]:
        """Every node of the document."""
        span = self.finding.place.span
        nodes = self.trees.get(span.file.path, ()) if span is not None else ()
        return tuple(met for met in nodes if self._own(met))

    @cached_property
    def subordinate(self) -> bool:
        return any(model.superiors for model in self.models)

    @cached_property
    def names_above(self) -> frozenset[str]:
        """What documents above have a norm for."""
        programs = [p.before or p.superior for p in self._pieces]
        return frozenset(name for program in programs if program is not None for name in program.top)

    @cached_property
    def elsewhere(self) -> tuple[Dial, ...]:
        """Numbers of the other side."""
        return tuple(dial for span in self._other_side for dial in dials_in(self._nodes(span)))

    @cached_property
    def _other_side(self) -> tuple[Span, ...]:
        """What the finding cites, and the norms of documents above behind what it is about."""
        places: list[Place] = [c.place for c in self.finding.related]
        for piece in self._pieces:
            for program in (piece.superior, piece.program):
                if program is not None:
                    places += _places(program, self.finding.subject)
                    if self.finding.subject not in program.top:
                        places += (scope.place for scope in program.scopes)
            places += [clause.place for _, clause in piece.delegations]
        return tuple(dict.fromkeys(place.span for place in places if place.span is not None))

    def citation(self, met: Met) -> Text:
        """Where something stands, in the words people cite it by."""
        article, nodes = met.article, (*met.above, met.node)
        labels = [n.label for n in nodes if isinstance(n, ast.ItemNode) and n.label is not None]
        words = (article.name if article is not None else "") + (labels[-1].text if labels else "")
        return Text.same(words) if words else Text("文件开头", "the head of the document")

    @cached_property
    def values_elsewhere(self) -> frozenset[str]:
        """Names that stand in what the finding cites and in the norms of documents above behind it."""
        nodes = (node for span in self._other_side for node in self._nodes(span))
        return frozenset(node.ident.text for node in nodes if isinstance(node, ast.Name))

    @property
    def _pieces(self) -> Iterator[Piece]:
        return (piece for model in self.models for piece in model.pieces)

    def _holder(self, place: Place) -> Met | None:
        if place.span is None or place.document != self.finding.place.document:
            return None
        met = holder_at(place.span, self.trees.get(place.span.file.path, ()))
        return met if met is not None and self._own(met) else None

    def _nodes(self, span: Span) -> Iterator[object]:
        """Everything that is written inside a span."""
        nodes = (met.node for met in self.trees.get(span.file.path, ()))
        return (node for node in nodes if _has_span(node) and inside(span, span_of(node)))

    def _own(self, met: Met) -> bool:
        """Of the document at fault, in the version at fault."""
        span = self.finding.place.span
        return span is not None and inside(met.document.span, span)

    def _behind(self) -> Iterator[Place]:
        for piece in self._pieces:
            own = piece.program.document.place.document
            for place in _places(piece.program, self.finding.subject):
                if place.document == own:
                    yield place
            if self.finding.code in OF_SCOPE:
                yield piece.program.scopes[-1].place


def _places(program: Program, subject: str) -> Iterator[Place]:
    """Where the norms behind a name stand, with their exceptions and branches; of what is no name (a document, of which
    something is said as a whole), where those behind its scope do."""
    if subject in program.top:
        yield from _places_behind(program, (rule_of(program, subject),))
    else:
        yield from _places_behind(program, program.coverage)


def _places_behind(program: Program, formulas: Sequence[Expr]) -> Iterator[Place]:
    for symbol in reversed(needed(program, formulas)):
        yield from _places_of(program.definitions[symbol])


def _places_of(definition: Definition) -> Iterator[Place]:
    yield definition.place
    yield from (exception.place for exception in definition.exceptions)
    match definition.body:
        case Cases(branches=branches):
            yield from (branch.place for branch in branches)
        case _:
            pass


def _has_span(node: object) -> bool:
    return isinstance(getattr(node, "span", None), Span)


def dials_of(holders: Sequence[Met]) -> list[Dial]:
    """The numbers that stand in them, each once, in their order."""
    found: dict[Span, Dial] = {}
    for holder in holders:
        for dial in dials_in(_written(holder)):
            found.setdefault(dial.span, dial)
    return list(found.values())


def _written(holder: Met) -> Iterable[object]:
    return (met.node for met in below(holder))
