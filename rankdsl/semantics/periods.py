"""Time: the stretches in which nothing changes in a chain of documents, and those in which a superior is not in force.

A chain is every document above one document on a day, highest first, that document last. Documents that stand side by
side are in the order of their titles; which of them stands above which is in `Chain.above`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from rankdsl.diagnostics import Text
from rankdsl.ir.model import Silence
from rankdsl.ir.program import Period
from rankdsl.semantics.documents import Document
from rankdsl.semantics.hierarchy import Hierarchy
from rankdsl.syntax import ast

NOT_YET = Text("尚未施行", "is not yet in force")
NO_LONGER = Text("已经废止", "is no longer in force")


class Chain(Struct, frozen=True, dict=True):
    """`above`: for each document the positions of those above it, near and far. `complete`: nothing under 依据 of any
    of them is missing, so that a name that is nowhere is really unknown."""

    documents: tuple[Document, ...]
    above: tuple[frozenset[int], ...]
    complete: bool

    @property
    def document(self) -> Document:
        return self.documents[-1]

    @cached_property
    def key(self) -> tuple[int, ...]:
        return tuple(id(document) for document in self.documents)

    def down_to(self, layers: int) -> Chain:
        """The first documents of the chain."""
        return Chain(self.documents[:layers], self.above[:layers], self.complete)


class Stretch(Struct, frozen=True):
    """A piece of time with the chain that holds in it."""

    period: Period
    chain: Chain


def chain_on(hierarchy: Hierarchy, document: Document, day: date) -> Chain | None:
    """The chain down to the document; None if something above it is not in force on that day."""
    complete = hierarchy.is_complete(document)
    found: dict[str, Document] = {}
    waiting = list(hierarchy.superiors(document))
    while waiting:
        title = waiting.pop()
        if title in found:
            continue
        version = hierarchy.in_force(title, day)
        if version is None:
            return None
        found[title] = version
        complete = complete and hierarchy.is_complete(version)
        waiting += hierarchy.superiors(version)
    return _linear(hierarchy, document, found, complete)


def chain_at_any_time(hierarchy: Hierarchy, document: Document) -> Chain:
    """A chain for reading a document that no day has a chain for: each superior in its newest version."""
    found: dict[str, Document] = {}
    waiting = list(hierarchy.superiors(document))
    while waiting:
        title = waiting.pop()
        if title not in found:
            found[title] = hierarchy.versions[title][-1]
            waiting += hierarchy.superiors(found[title])
    return _linear(hierarchy, document, found, complete=False)


def stretches(
    hierarchy: Hierarchy, document: Document, horizon: date
) -> tuple[tuple[Stretch, ...], tuple[Silence, ...]]:
    """The pieces of time of a document, from 施行 to 废止 or the horizon, and the silences between them."""
    end = document.repealed or max(horizon, document.effective) + timedelta(days=1)
    if end <= document.effective:
        return (), ()
    days = sorted({document.effective, *_changes(hierarchy, document, document.effective, end)})
    pieces: list[Stretch] = []
    silences: list[Silence] = []
    for start, until in zip(days, [*days[1:], end], strict=True):
        period = Period(start, until, open_end=until == end and document.repealed is None)
        chain = chain_on(hierarchy, document, start)
        if chain is not None:
            _append(pieces, period, chain)
        for title in hierarchy.superiors(document):
            if hierarchy.in_force(title, start) is None:
                _silent(silences, hierarchy, document, title, period)
    return tuple(pieces), tuple(silences)


def in_force_since(parameter: ast.Parameter, day: date) -> int | None:
    """The position of the value that counts on a day; None if the parameter has none yet."""
    begun = [(v.since or date.min, at) for at, v in enumerate(parameter.values) if v.since is None or v.since <= day]
    return max(begun)[1] if begun else None


def parameters(document: Document) -> Iterator[ast.Parameter]:
    for norm in document.norms.values():
        if isinstance(norm.node, ast.Parameter):
            yield norm.node


def _linear(hierarchy: Hierarchy, document: Document, found: dict[str, Document], complete: bool) -> Chain:
    """By depth, then by title: whatever stands above another comes first."""
    depths: dict[str, int] = {}

    def depth(title: str) -> int:
        if title not in depths:
            depths[title] = 0  # No circles are left; this only keeps a mistake of ours from running on.
            depths[title] = max((depth(t) + 1 for t in hierarchy.superiors(found[title])), default=0)
        return depths[title]

    ordered = sorted(found, key=lambda title: (depth(title), title))
    positions = {title: position for position, title in enumerate(ordered)}
    above: list[frozenset[int]] = []
    for version in (*(found[title] for title in ordered), document):
        direct = [positions[title] for title in hierarchy.superiors(version) if title in positions]
        above.append(frozenset(direct).union(*(above[position] for position in direct)))
    return Chain((*(found[title] for title in ordered), document), tuple(above), complete)


def _changes(hierarchy: Hierarchy, document: Document, start: date, end: date) -> Iterator[date]:
    """Every day inside on which something above changes."""
    titles = hierarchy.above(document.title)
    concerned = [document, *(version for title in titles for version in hierarchy.versions[title])]
    for each in concerned:
        days = [each.effective, each.repealed, *(v.since for p in parameters(each) for v in p.values)]
        yield from (day for day in days if day is not None and start < day < end)


def _append(pieces: list[Stretch], period: Period, chain: Chain) -> None:
    """Adds a piece, or lets the last one go on if nothing in the chain changed."""
    if pieces:
        last = pieces[-1]
        if (
            last.period.end == period.start
            and last.chain.key == chain.key
            and values_on(last.chain, last.period.start) == values_on(chain, period.start)
        ):
            pieces[-1] = Stretch(Period(last.period.start, period.end, period.open_end), chain)
            return
    pieces.append(Stretch(period, chain))


def values_on(chain: Chain, day: date) -> tuple[int | None, ...]:
    """Which value of each parameter counts: two days on which these are equal mean the same."""
    return tuple(in_force_since(p, day) for document in chain.documents for p in parameters(document))


def _silent(silences: list[Silence], hierarchy: Hierarchy, document: Document, title: str, period: Period) -> None:
    begun = any(version.effective <= period.start for version in hierarchy.versions[title])
    reason = NO_LONGER if begun else NOT_YET
    for position, last in enumerate(silences):
        if last.superior == title and last.reason == reason and last.period.end == period.start:
            whole = Period(last.period.start, period.end, period.open_end)
            silences[position] = Silence(title, whole, last.place, reason)
            return
    silences.append(Silence(title, period, document.name.place, reason))
