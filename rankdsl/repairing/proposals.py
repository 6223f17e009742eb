"""What could be written instead, for a finding: edits near the place at fault, each still to be tried.

Only words of the document at fault are changed, never those of a document above. What is proposed depends on the kind
of the finding (`kinds`), so that nobody is told to delete what a document is for. Numbers are not here: how far one has
to be turned is found by trying (`turning`).
"""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.diagnostics import Finding
from rankdsl.repairing.additions import Additions
from rankdsl.repairing.deletions import Deletions
from rankdsl.repairing.kinds import KINDS, Kind
from rankdsl.repairing.mends import Mend
from rankdsl.repairing.region import Region
from rankdsl.repairing.replacements import comparisons, values


def proposals(finding: Finding, region: Region) -> Iterator[Mend]:
    """All but those that turn a number."""
    added = Additions(finding, region)
    for kind in sorted(KINDS.get(finding.code, ()), key=lambda kind: kind.value):
        match kind:
            case Kind.NUMBERS:
                pass
            case Kind.COMPARISONS:
                yield from comparisons(region)
            case Kind.VALUES:
                yield from values(region)
            case Kind.DELETIONS:
                yield from Deletions(finding, region).mends()
            case Kind.ORDER:
                yield from added.orders()
            case Kind.PUBLISHING:
                yield from added.publishing()
            case Kind.NOT_PUBLISHING:
                yield from added.not_publishing()
            case Kind.NEWNESS:
                yield from added.newness()
            case Kind.DATES:
                yield from added.dates()
            case Kind.ANNOUNCEMENTS:
                yield from Deletions(finding, region).announcement()


def turns_numbers(finding: Finding) -> bool:
    return Kind.NUMBERS in KINDS.get(finding.code, ())
