"""A finding and its parts, as data. Reporters render it; nothing here knows a format.

A user's mistake is a Finding; a bug of the tool is an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.diagnostics.text import Text
from rankdsl.source import Span


class Severity(Enum):
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return ("note", "warning", "error").index(self.value)


class Verdict(Enum):
    PROVED = "proved"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


class Place(Struct, frozen=True):
    """Where a norm stands, in the words people cite it by; any part but the span may be empty."""

    span: Span | None
    document: str = ""
    article: str | None = None
    item: str | None = None

    @property
    def citation(self) -> str:
        title = f"《{self.document}》" if self.document else ""
        return f"{title}{self.article or ''}{self.item or ''}"


class Citation(Struct, frozen=True):
    """An article on the other side of a finding, and what it has to do with it."""

    place: Place
    message: Text


class PersonShown(Struct, frozen=True):
    """A witness as people read it: facts in vocabulary order, values already rendered (`12年`, `2004年7月`)."""

    facts: Mapping[str, str]
    outcome: Mapping[str, str]
    """Side ("here", "superior", ...) to outcome in words."""


class Evidence(Struct, frozen=True):
    """What a refuted verdict shows: a person or a pair, replayed; or, where nobody exists, the articles at fault."""

    person: PersonShown | None = None
    other: PersonShown | None = None
    decisive: tuple[str, ...] = ()
    """Names of the facts that decide, in vocabulary order."""
    relevant: tuple[str, ...] = ()
    """Names of the facts that the rule looks at, in vocabulary order: what a reader needs to follow the example."""
    replayed: bool = False
    core: tuple[Place, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    """Names and values of the persons as the document writes them, where its language is not that of the tree."""
    of_units: bool = False
    """Whether they are units (townships, offices) and not people."""


class Edit(Struct, frozen=True):
    span: Span
    text: str


class Fix(Struct, frozen=True):
    message: Text
    edits: tuple[Edit, ...]
    verified: bool = False
    sure: bool = False
    """A slip of the pen of which nothing else can have been meant: `check --fix` makes the edits without asking."""


class Waiver(Struct, frozen=True):
    """Why a finding does not count, by which document, and the last day of it."""

    reason: str
    approved_by: str
    until: date


class Finding(Struct, frozen=True):
    """One thing that is wrong, with its place, the reason, and a way out.

    `subject` is the decision, definition or name concerned; `period` the first and last day (excluded, None = open)
    for which it holds; `distinguishing` what tells two findings of one code and subject in one article apart
    (it enters the fingerprint, the lines do not).
    """

    code: str
    name: str
    severity: Severity
    message: Text
    place: Place
    verdict: Verdict = Verdict.REFUTED
    help: Text | None = None
    subject: str = ""
    related: tuple[Citation, ...] = ()
    evidence: Evidence | None = None
    fix: Fix | None = None
    alternatives: tuple[Fix, ...] = ()
    """What could be written instead of `fix`, the least change first; each verified."""
    held_back: Text | None = None
    """Where mends were looked for and none holds: the nearest change after which it would be gone, and what speaks
    against it."""
    period: tuple[str, str | None] | None = None
    distinguishing: str = ""
    expected: bool = False
    waiver: Waiver | None = None
    known: bool = False
    """The baseline has it already, so that it does not count."""
    occurrence: int = 1
    """Which one of those that nothing else tells apart, in reading order; it enters the fingerprint from 2 on."""
    unreadable: bool = field(default=False)
    """The file itself could not be read: exit code 2, not 1."""

    @property
    def waived(self) -> str | None:
        """The reason for which it was waived."""
        return self.waiver.reason if self.waiver else None

    @property
    def set_aside(self) -> bool:
        """Whether somebody has said that it does not count: by 预期, by a waiver, by the baseline."""
        return self.expected or self.waiver is not None or self.known

    @property
    def fingerprint(self) -> str:
        """Stable under moved lines and renamed folders."""
        import hashlib  # here, since it loads OpenSSL, and sound documents have no findings

        parts: tuple[str, ...] = (
            self.code,
            self.place.document or (self.place.span.file.path if self.place.span else ""),
            self.place.article or "",
            self.place.item or "",
            self.subject,
            self.distinguishing,
        )
        if self.occurrence > 1:
            parts = (*parts, str(self.occurrence))
        # a file name may hold bytes that are no UTF-8, and Python then writes them as lone surrogates
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def said(self, otherwise: Callable[[Text], Text]) -> Finding:
        """The same finding with its message, its help and what it says of what it cites put otherwise."""
        return replace(
            self,
            message=otherwise(self.message),
            help=None if self.help is None else otherwise(self.help),
            related=tuple(replace(cited, message=otherwise(cited.message)) for cited in self.related),
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        path, start, end = self.place.span.sort_key if self.place.span else ("", 0, 0)
        return path, start, end, self.code, self.subject, self.distinguishing
