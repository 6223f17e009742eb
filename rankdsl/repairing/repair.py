"""For each finding, the mends that were tried and hold: the least change first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rankdsl.diagnostics import Finding, Fix, Severity, Text, Verdict
from rankdsl.diagnostics.report import Repairs
from rankdsl.repairing.bench import Bench, Subject
from rankdsl.repairing.dials import Dial, hints
from rankdsl.repairing.mends import Mend, by_least_change
from rankdsl.repairing.proposals import KINDS, Proposer
from rankdsl.repairing.region import Region, dials_of
from rankdsl.repairing.turning import turned

MOST_SHOWN = 3
"""Mends that are shown for one finding."""
MOST_TRIED = 100
"""Edits that are tried for one finding to see whether it goes."""
MOST_ASKED = 16
"""Edits with which it goes, that are tried to see whether everything else stays."""

Progress = Callable[[int, int, str], None]
"""Called with findings done, findings in all, and the document at hand."""


def can_be_tried(finding: Finding) -> bool:
    """Whether mends of a finding are looked for at all."""
    return (
        finding.code in KINDS
        and finding.verdict is Verdict.REFUTED
        and finding.severity is not Severity.NOTE
        and not finding.set_aside
        and finding.place.span is not None
    )


def repaired(
    bench: Bench, findings: Sequence[Finding], progress: Progress | None = None
) -> tuple[tuple[Finding, ...], Repairs]:
    """The findings; those that can be mended with the best mend as `fix` and the others as `alternatives`."""
    wanted = [f for f in findings if can_be_tried(f)]
    mended: dict[int, Finding] = {}
    for number, finding in enumerate(wanted):
        if progress is not None:
            progress(number, len(wanted), finding.place.document)
        fixes = mends_of(bench, finding)
        if fixes:
            mended[id(finding)] = replace(finding, fix=fixes[0], alternatives=fixes[1:])
    return tuple(mended.get(id(f), f) for f in findings), Repairs(len(wanted), len(mended))


def mends_of(bench: Bench, finding: Finding) -> tuple[Fix, ...]:
    """Up to MOST_SHOWN mends, each tried: the finding is gone with it, and nothing is new."""
    subject = bench.subject(finding.place.document)
    if not subject.before.has(finding):
        return ()
    return tuple(mend.verified() for mend in _Search(subject, finding, bench).found())


class _Search:
    def __init__(self, subject: Subject, finding: Finding, bench: Bench) -> None:
        self.subject, self.finding = subject, finding
        files = {file.path: file for file in bench.place.documents}
        self.region = Region(finding, files, subject.models())
        self.tried = 0

    def found(self) -> list[Mend]:
        if self.region.file is None:
            return []
        proposer = Proposer(self.finding, self.region)
        removing = [mend for mend in by_least_change(proposer.mends()) if self.removes(mend)]
        if proposer.turns_numbers:
            removing += self._turned()
        verified: list[Mend] = []
        for mend in by_least_change(removing)[:MOST_ASKED]:
            if self.subject.keeps_the_rest(mend):
                verified.append(mend)
                if len(verified) == MOST_SHOWN:
                    break
        return verified

    def removes(self, mend: Mend) -> bool:
        if self.tried >= MOST_TRIED:
            return False
        self.tried += 1
        return self.subject.removes(mend, self.finding)

    def _turned(self) -> Iterator[Mend]:
        for dial in dials_of(self.region.holders):
            yield from turned(dial, hints(dial, self.region.elsewhere), self._where(dial), self.removes)

    def _where(self, dial: Dial) -> Text:
        return self.region.citation(next(m for m in self.region.all_met if dial.span == getattr(m.node, "span", None)))
