"""Two workspaces that are compared: what the one lacks, it has from the other.

A draft often lies by itself, without the documents that it stands under and their vocabularies. These are then read
where the version that it is compared with has them. And where both versions lie in one folder, neither is taken for
another version beside the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from rankdsl.source import SourceFile
from rankdsl.workspace.mentions import closure, name_of_vocabulary, own_titles, vocabularies_asked
from rankdsl.workspace.opening import Workspace

LENT = "…/"
"""Stands before the path of a file that is lent, where the borrower has another of that path."""


def side_by_side(one: Workspace, other: Workspace) -> tuple[Workspace, Workspace]:
    """Both, each without the files in which the other has its version of the same documents, and with what it lacks."""
    first, second = _without(one, other), _without(other, one)
    return _borrowing(first, second), _borrowing(second, first)


def beside_former(place: Workspace, former: Workspace) -> tuple[Workspace, Workspace]:
    """What is checked, without the files in which `former` has its version of the same documents; and the latter with
    what it lacks. What is checked borrows nothing, since what it lacks is a mistake of its own."""
    return _without(place, former), _borrowing(_without(former, place), place)


def _without(place: Workspace, other: Workspace) -> Workspace:
    """Where only some files are asked for: less those asked for on the other side that hold a document of the same
    title."""
    if not place.wanted or place.root != other.root:
        return place
    own = _titles(place.wanted_documents)
    beside = {f.path for f in other.wanted_documents if other.wanted and own_titles(f) & own} - place.wanted
    return replace(place, documents=tuple(d for d in place.documents if d.path not in beside))


def _borrowing(place: Workspace, other: Workspace) -> Workspace:
    lent = [d for d in other.documents if not own_titles(d) & _titles(place.documents)]
    needed, _ = closure(place.documents, [*place.documents, *lent], versions=False)
    paths = {d.path for d in place.documents} | {v.path for v in place.vocabularies}
    documents = tuple(_lent(d, paths) for d in lent if d.path in needed)
    place = replace(place, documents=(*place.documents, *documents), wanted=place.wanted or _paths(place.documents))
    known = {name_of_vocabulary(v) for v in place.vocabularies}
    offered = [v for v in other.vocabularies if name_of_vocabulary(v) not in known]
    taken: list[SourceFile] = []
    while found := [
        v
        for v in offered
        if v not in taken
        and name_of_vocabulary(v) in vocabularies_asked(place.documents, [*place.vocabularies, *taken])
    ]:
        taken += found
    return replace(place, vocabularies=(*place.vocabularies, *(_lent(v, paths) for v in taken)))


def _lent(file: SourceFile, paths: set[str]) -> SourceFile:
    return SourceFile(LENT + file.path, file.text) if file.path in paths else file


def _paths(files: Iterable[SourceFile]) -> frozenset[str]:
    return frozenset(file.path for file in files)


def _titles(files: Iterable[SourceFile]) -> frozenset[str]:
    return frozenset().union(*(own_titles(file) for file in files))
