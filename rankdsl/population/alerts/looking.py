"""Everything that a unit file gives cause to look at, beside the proposal.

    warned(piece, proposal, roster, everybody=…) → Warnings, or what is wrong with the file

Each part is loaded only where the file or the document has something of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.mechanisms import Measure, MeasureCap
from rankdsl.ir.model import Piece
from rankdsl.population.alerts.told import Remark, Stopped, Total, Warnings
from rankdsl.population.eligibility import ELIGIBILITY
from rankdsl.population.proposal import Proposal
from rankdsl.population.roster import Roster
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode, SequenceNode

YES = ("true", "是")


def warned(piece: Piece, proposal: Proposal, roster: Roster, *, everybody: bool) -> Warnings | tuple[Finding, ...]:
    """everybody: also where the file does not say who applies, all who are not eligible are told why."""
    marked, findings = _applicants(roster)
    remarks: list[Remark] = []
    node = roster.root.get("selected")
    if node is not None:
        from rankdsl.population.alerts.rounds import compared, read_round

        done, wrong = read_round(node, roster)
        findings += wrong
        if not findings:
            remarks += compared(done, proposal, piece.program.vocabulary.facts)
    if findings:
        return tuple(findings)
    found: tuple[Stopped, ...] | None = None
    if marked or everybody:
        from rankdsl.population.alerts.stops import stopped

        found = tuple(stopped(proposal, piece.program, roster, marked or None))
    remarks += _records(piece, proposal, roster)
    from rankdsl.population.alerts.dates import to_come

    remarks += to_come(piece.program, roster, proposal.as_of)
    if roster.loans:
        from rankdsl.population.alerts.loans import not_counted

        remarks += not_counted(roster, proposal)
    doubtful = tuple(o.member for o in proposal.opens if o.what == ELIGIBILITY and o.member.id in marked)
    return Warnings(len(marked) or None, found, doubtful, tuple(remarks), _totals(piece, roster, proposal.as_of))


def _totals(piece: Piece, roster: Roster, as_of: date) -> tuple[Total, ...]:
    of_units = (m for _, m in piece.mechanisms if isinstance(m, MeasureCap) and m.measure is Measure.TOTAL)
    caps = [cap for cap in of_units if cap.subject in piece.program.top]
    if not caps:
        return ()
    from rankdsl.population.alerts.totals import totals

    return totals(caps, piece.program, roster, as_of)


def _records(piece: Piece, proposal: Proposal, roster: Roster) -> Iterator[Remark]:
    from rankdsl.population.alerts.holders import by_year, sorts
    from rankdsl.population.alerts.turns import in_turns, series

    found = [(sort, by_year(piece.program, sort, roster, proposal.as_of)) for sort in sorts(piece, roster)]
    for sort, years in found:
        if sort.cap is not None:
            from rankdsl.population.alerts.over_cap import over_cap

            unit = evaluate(piece.program, roster.unit.person(proposal.as_of))
            yield from over_cap(sort, sort.cap, years, roster, unit)
    every = (series(sort, years, roster) for sort, years in found)
    yield from in_turns([each for each in every if each is not None], roster)


def _applicants(roster: Roster) -> tuple[frozenset[str], list[Finding]]:
    """Who applies, as the file says: `applies` of somebody under `people`, or a list of identities."""
    marked: set[str] = set()
    people = roster.root.get("people")
    for node in people.items if isinstance(people, SequenceNode) else ():
        if isinstance(node, MappingNode):
            applies, id_ = node.scalar("applies"), node.scalar("id")
            if applies is not None and id_ is not None and applies.text in YES:
                marked.add(canonical(id_.text))
    findings: list[Finding] = []
    listed = roster.root.get("applicants")
    for written in listed.items if isinstance(listed, SequenceNode) else ():
        if isinstance(written, ScalarNode):
            name = canonical(written.text)
            if roster.member(name) is None:
                from rankdsl.population.alerts.messages import nobody

                findings.append(nobody(name, Place(written.span), roster))
            marked.add(name)
    return frozenset(marked), findings
