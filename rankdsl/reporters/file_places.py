"""Where a finding stands in the files of a repository, for tools that lay findings beside the code.

They look for a path below the root of the repository, which may lie above the workspace: hence the prefix. A finding
without a place is shown at the file of its document, else at the workspace file.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place, Report
from rankdsl.source import Span

WORKSPACE_FILE = "rankdsl.toml"


class Region(Struct, frozen=True):
    """Lines and columns from 1, counted in characters; the end column is the one after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class FilePlace(Struct, frozen=True):
    """`path` has forward slashes. `exists`: False for standard input and what comes with the package. `region`: None
    for the file as a whole."""

    path: str
    exists: bool
    region: Region | None

    @property
    def line(self) -> int:
        return self.region.line if self.region else 1


class FilePlaces(Struct, frozen=True):
    """`prefix`: from the root of the repository to the workspace, "" or with a slash at its end."""

    prefix: str
    documents: Mapping[str, str]
    """Title to path, relative to the workspace."""

    @staticmethod
    def of(report: Report, prefix: str) -> FilePlaces:
        return FilePlaces(prefix, {d.title: d.path for d in reversed(report.documents)})

    def finding(self, finding: Finding) -> FilePlace:
        found = self.place(finding.place)
        return found or self._file(self.documents.get(finding.place.document, WORKSPACE_FILE), None)

    def place(self, place: Place) -> FilePlace | None:
        """None where nothing says which file it is in."""
        if place.span is not None:
            return self._file(place.span.file.path, region(place.span))
        path = self.documents.get(place.document)
        return None if path is None else self._file(path, None)

    def document(self, title: str) -> FilePlace | None:
        path = self.documents.get(title)
        return None if path is None else self._file(path, None)

    def _file(self, path: str, where: Region | None) -> FilePlace:
        exists = not path.startswith("<")
        return FilePlace(self.prefix + path if exists else path, exists, where)


def region(span: Span) -> Region:
    return Region(*span.file.position(span.start), *span.file.position(max(span.start, span.end)))
