"""What a whole run found, as data, and the one place where an exit code is decided.

Invariants: findings are in reading order (`Finding.sort_key`), documents and obligations in the order of the
pipeline; nothing here knows a format, and nothing here depends on the clock but `seconds`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum, IntEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics.finding import Finding, Place, Severity, Verdict
from rankdsl.diagnostics.text import Text


class ExitCode(IntEnum):
    """What scripts read. Where several apply: FAULT, then FOUND, then UNKNOWN."""

    CLEAN = 0
    FOUND = 1
    FAULT = 2
    UNKNOWN = 3


def exit_code(
    findings: Iterable[Finding],
    *,
    failed: bool = False,
    unknown: bool = False,
    fail_level: Severity = Severity.ERROR,
) -> ExitCode:
    """The exit code of a run. `failed`: a case failed and nobody foresaw it. `unknown`: a verdict could not be reached.

    A finding counts unless it was expected (预期), waived, or known from the baseline. One whose own verdict is unknown
    says that a limit was hit, not that something was found, so it leads to UNKNOWN whatever its severity, and cannot be
    waived into CLEAN.
    """
    findings = tuple(findings)
    if any(f.unreadable for f in findings):
        return ExitCode.FAULT
    if failed or any(counts(f) and f.severity.rank >= fail_level.rank for f in findings):
        return ExitCode.FOUND
    if unknown or any(f.verdict is Verdict.UNKNOWN for f in findings):
        return ExitCode.UNKNOWN
    return ExitCode.CLEAN


def counts(finding: Finding) -> bool:
    """Whether a finding is one to act on: found, and not set aside."""
    return finding.verdict is not Verdict.UNKNOWN and not finding.set_aside


def can_be_set_aside(code: str) -> bool:
    """Whether a waiver or a baseline may cover findings of this code.

    Not what keeps a document from being examined: mistakes of writing, definitions in a circle, assumptions that admit
    nobody, a limit that was hit. Nobody knows what would be found behind them.
    """
    return not code.startswith("RD1") and code not in ("RD206", "RD208", "RD901")


def anything_written_wrong(findings: Iterable[Finding]) -> bool:
    """Whether there are mistakes of writing (RD1xx), behind which there may be anything."""
    return any(f.code.startswith("RD1") and f.severity is Severity.ERROR for f in findings)


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each with its `occurrence`, so that no two have one fingerprint; in reading order."""
    met: dict[str, int] = {}
    told_apart = []
    for finding in sorted(findings, key=lambda f: f.sort_key):
        first = finding if finding.occurrence == 1 else replace(finding, occurrence=1)
        number = met[first.fingerprint] = met.get(first.fingerprint, 0) + 1
        told_apart.append(first if number == 1 else replace(first, occurrence=number))
    return tuple(told_apart)


class DocumentVerdict(Enum):
    CLEAN = "clean"
    FINDINGS = "findings"
    UNKNOWN = "unknown"


class DocumentReport(Struct, frozen=True):
    """One document that was checked. `path` is relative to the workspace; `under` holds the titles it stands under."""

    title: str
    path: str
    level: str
    under: tuple[str, ...]
    verdict: DocumentVerdict


class ObligationReport(Struct, frozen=True):
    """One question that was put to the prover. `period`: first day and last day (excluded, None = open), ISO dates."""

    check: str
    subject: str
    document: str
    articles: tuple[str, ...]
    period: tuple[str, str | None] | None
    verdict: Verdict


class Compared(Struct, frozen=True):
    """What became of a baseline. `gone`: how many of its findings are no longer there, of those that this run could
    have found; None where nobody can say, since only one day was looked at."""

    known: int
    gone: int | None


class Certification(Struct, frozen=True):
    """What a second solver said to the questions that the prover had decided: `confirmed` of them; `undecided`: it came
    to no conclusion within its limit. It contradicted none, or there would be no report."""

    solver: str
    questions: int = 0
    confirmed: int = 0
    undecided: int = 0


class Repairs(Struct, frozen=True):
    """For how many findings a mend was looked for, and for how many one was found that holds."""

    tried: int
    mended: int


class Asked(Struct, frozen=True):
    """What a set of indicators asks for in all: how many there are, their points, materials and visits."""

    items: Fraction
    points: Fraction
    materials: Fraction
    visits: Fraction


class BurdenChange(Struct, frozen=True):
    """A set of indicators of a document, and what became of it since the version before. `before` None: it is new;
    `after` None: it is gone. `more`: for which of the four (`项数`, `分值` …) more is asked of somebody; `open`: for
    which nobody knows."""

    document: str
    name: str
    before: Asked | None
    after: Asked | None
    more: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Report(Struct, frozen=True):
    """What `check` found. `solver` names the prover and its version; `as_of` is None where every period was asked.

    `today`: the day by which waivers were in force or expired, None where there are none; `baseline`: None where none
    was given. `certified`, `repairs`: None where no second opinion, no mend was asked for.
    """

    documents: tuple[DocumentReport, ...] = ()
    obligations: tuple[ObligationReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    as_of: date | None = None
    today: date | None = None
    baseline: Compared | None = None
    solver: str = ""
    seconds: float = 0.0
    certified: Certification | None = None
    repairs: Repairs | None = None
    fixed: tuple[Finding, ...] | None = None
    """What `--fix` put right before anything was checked; None where it was not asked for."""
    burden: tuple[BurdenChange, ...] | None = None
    """Every set of indicators of the documents beside their former versions; None where it was not asked for."""

    def exit_code(self, fail_level: Severity = Severity.ERROR) -> ExitCode:
        unknown = any(o.verdict is Verdict.UNKNOWN for o in self.obligations)
        unknown = unknown or any(d.verdict is DocumentVerdict.UNKNOWN for d in self.documents)
        return exit_code(self.findings, unknown=unknown, fail_level=fail_level)


class ExpectationResult(Struct, frozen=True):
    """One 期望 of a case: what it expects of `name`, what came out, both in words."""

    name: str
    expected: Text
    actual: Text
    met: bool


class CaseResult(Struct, frozen=True):
    """One 案例, of a document or a case file, run on the day `as_of`. `document`: title of the document it tests.

    foreseen: the document announces the failure (预期 RD209), so that it does not count. core: the smallest set of
    articles on which what is not as expected rests; none where it cannot be told.
    """

    name: str
    document: str
    place: Place
    as_of: date
    expectations: tuple[ExpectationResult, ...]
    foreseen: bool = False
    core: tuple[Place, ...] = ()

    @property
    def passed(self) -> bool:
        return all(e.met for e in self.expectations)


class TestReport(Struct, frozen=True):
    """What `test` found: every case that could be run, and the findings that kept others from running.

    A case that fails is in `cases` only, not once more among the findings.
    """

    __test__ = False  # pytest takes classes named Test… for its own

    cases: tuple[CaseResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    def exit_code(self, fail_level: Severity = Severity.ERROR) -> ExitCode:
        failed = any(not c.passed and not c.foreseen for c in self.cases)
        return exit_code(self.findings, failed=failed, fail_level=fail_level)
