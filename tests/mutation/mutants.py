"""All changes of a document, as whole texts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl import pipeline
from tests.mutation.changes import changes
from tests.mutation.edits import Change, Kind, distinct
from tests.mutation.gates import gates
from tests.mutation.subjects import Subject, model, opened, source, tree


class Mutant(Struct, frozen=True):
    """`text`: of the whole file."""

    subject: Subject
    kind: Kind
    about: str
    text: str


def mutants(subject: Subject) -> tuple[Mutant, ...]:
    """In a fixed order, each text once."""
    file = source(subject)
    found = distinct(_changes(subject), file.text)
    return tuple(Mutant(subject, c.kind, c.about, c.applied(file.text)) for c in found)


def _changes(subject: Subject) -> Iterator[Change]:
    document = tree(subject)
    checked = model(pipeline.load(opened(subject.path)).models, subject)
    assert checked is not None
    yield from changes(document, checked.vocabulary)
    if subject.own:
        yield from gates(document, checked.pieces[-1])
