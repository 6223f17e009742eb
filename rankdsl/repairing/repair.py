"""For each finding, the mends that were tried and hold: the least change first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from rankdsl.diagnostics import Edit, Finding, Fix, Severity, Text, Verdict
from rankdsl.diagnostics.report import Repairs
from rankdsl.repairing import cutting
from rankdsl.repairing.against import held_back
from rankdsl.repairing.bench import Bench, Effect, Subject
from rankdsl.repairing.dials import Dial, hints
from rankdsl.repairing.kinds import KINDS
from rankdsl.repairing.mends import Mend, by_least_change
from rankdsl.repairing.proposals import proposals, turns_numbers
from rankdsl.repairing.region import Region, dials_of
from rankdsl.repairing.together import together
from rankdsl.repairing.turning import Turn
from rankdsl.syntax import ast

MOST_FINDINGS = 100
"""Findings of one run for which mends are looked for, errors first: nobody mends more between two checks."""
MOST_SHOWN = 3
"""Mends that are shown for one finding."""
MOST_TRIED = 80
"""Edits, the least first, that are tried for one finding to see whether it goes, beside numbers that are turned."""
MOST_TURNED = 80
"""Values of numbers that are tried so."""
MOST_MOVED = 2
"""Mends after which the fault is found elsewhere in the document, to which a second is looked for."""
LARGE = 20
"""Characters of a change so large that two smaller ones are looked for instead."""
MOST_ASKED = 16
"""Edits with which it goes, that are tried to see whether everything else stays."""

Progress = Callable[[int, int, str], None]
"""Called with findings done, findings in all, and the document at hand."""


def can_be_tried(finding: Finding, *, announced: bool = False) -> bool:
    """Whether mends of a finding are looked for at all. `announced`: also if a 预期 announces it."""
    return (
        finding.code in KINDS
        and finding.verdict is Verdict.REFUTED
        and finding.severity is not Severity.NOTE
        and (not finding.set_aside or (announced and finding.expected and not finding.known and not finding.waiver))
        and finding.place.span is not None
    )


def wanted_of(findings: Iterable[Finding], *, announced: bool = False) -> list[Finding]:
    """Those for which mends are looked for."""
    return [f for f in findings if can_be_tried(f, announced=announced)]


def repaired(
    bench: Bench, findings: Sequence[Finding], progress: Progress | None = None, *, announced: bool = False
) -> tuple[tuple[Finding, ...], Repairs]:
    """The findings; those that can be mended with the best mend as `fix` and the others as `alternatives`. With how
    many it was tried, and done."""
    wanted = sorted(wanted_of(findings, announced=announced), key=lambda f: -f.severity.rank)[:MOST_FINDINGS]
    mended: dict[int, Finding] = {}
    for number, finding in enumerate(wanted):
        if progress is not None:
            progress(number, len(wanted), finding.place.document)
        mended[id(finding)] = repaired_one(bench, finding)
    with_mends = sum(bool(f.fix and f.fix.verified) for f in mended.values())
    return tuple(mended.get(id(f), f) for f in findings), Repairs(len(wanted), with_mends)


def repaired_one(bench: Bench, finding: Finding) -> Finding:
    """With up to MOST_SHOWN mends, each tried: the finding is gone with it, and nothing is new. Else with what holds
    the nearest one back."""
    subject = bench.subject(finding.place.document)
    if not subject.before.has(finding):
        return finding
    search = _Search(subject, finding, bench)
    fixes = tuple(mend.verified() for mend in search.found())
    if not fixes:
        return replace(finding, held_back=search.held_back)
    return replace(finding, fix=fixes[0], alternatives=fixes[1:])


def mends_of(bench: Bench, finding: Finding) -> tuple[Fix, ...]:
    """Just the mends, the best first."""
    found = repaired_one(bench, finding)
    return (found.fix, *found.alternatives) if found.fix is not None and found.fix.verified else ()


class _Search:
    """The search for mends of one finding."""

    def __init__(self, subject: Subject, finding: Finding, bench: Bench, *, first: bool = True) -> None:
        """`first`: not the search for what is left after another mend."""
        self.subject, self.finding, self.bench, self.first = subject, finding, bench, first
        above = tuple(m for m in bench.whole.models if m.name.title == finding.subject)
        self.region = Region(finding, bench.trees, subject.models(), above)
        self.turned = 0
        self.held_back: Text | None = None
        """What speaks against the nearest that did not hold."""
        self.moving: list[Mend] = []
        """At the place of the finding, with which it is found elsewhere in the document."""
        self.turns: dict[str, Turn] = {}
        """Text of the file to the number that was turned for it, to the nearest value."""

    def found(self) -> list[Mend]:
        removing = [m for m in by_least_change(proposals(self.finding, self.region))[:MOST_TRIED] if self.removes(m)]
        if turns_numbers(self.finding):
            removing += self._turned()
        waiting, verified = by_least_change(removing), list[Mend]()
        for _ in range(MOST_ASKED):
            if not waiting or len(verified) == MOST_SHOWN:
                break
            mend = waiting.pop(0)
            held = self._held(mend)
            if held is None:
                self._against(mend)
            if held is not None:
                verified.append(held)
            elif mend.text in self.turns:
                further = self.turns[mend.text].further(mend)
                waiting = by_least_change([*waiting, *(other for other in further if self.removes(other))])
        if self.first and all(mend.changed > LARGE for mend in verified):
            verified += (both for mend in by_least_change(self.moving)[:MOST_MOVED] for both in self._both(mend))
        if not verified and self.first:
            for mend in by_least_change(self.moving)[:1]:
                self._against(mend)
        return by_least_change(verified)[:MOST_SHOWN]

    def _against(self, mend: Mend) -> None:
        if self.held_back is None:
            self.held_back = held_back(mend, self.subject.faults_with(mend), self.subject.before)

    def removes(self, mend: Mend) -> bool:
        effect = self.subject.effect(mend, self.finding)
        if effect is Effect.MOVED and not mend.remote:
            self.moving.append(mend)
        return effect is Effect.GONE

    def _turns(self, mend: Mend) -> bool:
        if self.turned >= MOST_TURNED:
            return False
        self.turned += 1
        return self.removes(mend)

    def _held(self, mend: Mend) -> Mend | None:
        """The mend, if nothing else is wrong with it. Where all that is wrong is that what somebody announced (预期) is
        gone, the announcement goes with it."""
        if self.subject.keeps_the_rest(mend):
            return mend
        after = self.subject.faults_with(mend)
        edits = [edit for finding in after.beyond(self.subject.before) for edit in self._announcement(finding)]
        if not edits:
            return None
        more = Text("，并删去不再出现的预期", " and the announcement (预期) that no longer holds")
        whole = replace(mend, edits=(*mend.edits, *edits), message=mend.message + more)
        gone = self.subject.effect(whole, self.finding) is Effect.GONE
        return whole if gone and self.subject.keeps_the_rest(whole) else None

    def _moved_to(self, mend: Mend) -> tuple[Finding, ...]:
        """Where the fault is then found, if that is all that is wrong."""
        after = self.subject.faults_with(mend)
        beyond = after.beyond(self.subject.before)
        if (
            len(beyond) != 1
            or not after.open <= self.subject.before.open
            or not after.failing <= self.subject.before.failing
        ):
            return ()
        here = self.finding.code, self.finding.place.document, self.finding.subject
        return tuple(f for f in beyond if (f.code, f.place.document, f.subject) == here)

    def _both(self, mend: Mend) -> Iterator[Mend]:
        """Mends of what is left after a mend, together with it."""
        for finding in self._moved_to(mend):
            then = self.bench.with_edited(mend)
            for other in _Search(then.subject(finding.place.document), finding, then, first=False).found():
                both = together(mend, other)
                if both is not None:
                    yield both

    def _announcement(self, finding: Finding) -> tuple[Edit, ...]:
        """The edits that delete a 预期 of this document which no finding meets."""
        for met in self.region.all_met:
            match met.node:
                case ast.ExpectFinding(code=code, reason=reason, span=span):
                    if (finding.code, finding.subject) == ("RD209", code) and reason.text in finding.message.zh:
                        return cutting.statement(span)
                case _:
                    pass
        return ()

    def _turned(self) -> Iterator[Mend]:
        for dial in dials_of(self.region.holders):
            known = hints(dial, self.region.elsewhere)
            turn = Turn(dial, known, self._where(dial), self.region.is_remote(dial.span))
            for mend in turn.boundaries(self._turns):
                self.turns[mend.text] = turn
                yield mend

    def _where(self, dial: Dial) -> Text:
        return self.region.citation(next(m for m in self.region.all_met if dial.span == getattr(m.node, "span", None)))
