"""Documents as they are, their findings, and mends of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import pipeline, repairing
from rankdsl.diagnostics import Finding, Fix, Report
from rankdsl.prove import Limits
from rankdsl.repairing.mends import edited
from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

BAD = Path(__file__).parents[1] / "corpus" / "bad"


class Tried(Struct, frozen=True):
    """A workspace with what is found in it, and a bench for trying mends."""

    place: Workspace
    report: Report
    bench: repairing.Bench

    def mends(self, code: str, number: int = 0, *, announced: bool = False) -> tuple[Fix, ...]:
        """Of the findings of a code, those of the one with that number."""
        found = [f for f in self.report.findings if f.code == code]
        assert repairing.can_be_tried(found[number], announced=announced)
        return repairing.mends_of(self.bench, found[number])

    def checked_with(self, fix: Fix) -> Report:
        """The report on the workspace with a mend made, by the pipeline alone."""
        return pipeline.check(with_edits(self.place, fix))


def with_edits(place: Workspace, fix: Fix) -> Workspace:
    path = fix.edits[0].span.file.path
    documents = tuple(
        SourceFile(path, edited(file.text, fix.edits)) if file.path == path else file for file in place.documents
    )
    return replace(place, documents=documents)


def of_text(text: str) -> Tried:
    shipped = shipped_vocabularies()
    assert shipped is not None
    words = SourceFile("vocabulary/公务员.yaml", (shipped / "公务员.yaml").read_text(encoding="utf-8"))
    return of_place(Workspace(Path("/nowhere"), documents=(SourceFile("办法.rank", text),), vocabularies=(words,)))


@cache
def of_entry(name: str) -> Tried:
    return of_place(open_workspace([BAD / name], codes=pipeline.CODES, shipped=shipped_vocabularies()))


def of_place(place: Workspace) -> Tried:
    return Tried(place, pipeline.check(place), repairing.Bench(place, pipeline.load, Limits()))


def written(fix: Fix) -> list[tuple[str, str]]:
    """What is replaced by what, white space and comments at the ends left out."""
    return [(" ".join(e.span.text.partition("#")[0].split()), e.text.strip()) for e in fix.edits]


def told_apart(finding: Finding) -> tuple[str, str, str, str]:
    """A finding by what outlives an edit of the words around it."""
    return finding.code, finding.place.document, finding.place.article or "", finding.subject
