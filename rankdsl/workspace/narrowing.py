"""A workspace cut down to one document that somebody names by its title, with what that document may refer to."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.workspace.mentions import closure, own_titles
from rankdsl.workspace.opening import Workspace


def narrowed(place: Workspace, title: str) -> Workspace | None:
    """The workspace with the files that hold a document of this title as what is wanted; None where there is none."""
    spaceless = "".join(title.split())
    holding = [file for file in place.documents if spaceless in own_titles(file)]
    if not holding:
        return None
    needed, _ = closure(holding, place.documents, versions=True)
    wanted = frozenset(file.path for file in holding)
    return replace(place, documents=tuple(d for d in place.documents if d.path in needed), wanted=wanted)


def titles(place: Workspace) -> tuple[str, ...]:
    """Titles of all documents, without blanks."""
    return tuple(sorted(frozenset().union(*(own_titles(file) for file in place.documents))))
