"""Slots that units lend each other, read from a unit file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.types import DAY
from rankdsl.population import messages
from rankdsl.population.roster import Loan
from rankdsl.vocabulary.given import near_words
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode, SequenceNode

_WHOLE = re.compile(r"([1-9][0-9]{0,5})名?")


def read_loans(root: MappingNode, vocabulary: Vocabulary) -> tuple[tuple[Loan, ...], tuple[Finding, ...]]:
    """The loans under `pool`, and what is wrong with them."""
    listed = root.get("pool")
    nodes = listed.items if isinstance(listed, SequenceNode) else ()
    findings: list[Finding] = []
    found = [loan for n in nodes if isinstance(n, MappingNode) and (loan := _loan(n, vocabulary, findings))]
    if not findings:
        findings += _circles(found)
    return tuple(found), tuple(findings)


def _loan(node: MappingNode, vocabulary: Vocabulary, findings: list[Finding]) -> Loan | None:
    parts = {key: node.scalar(key) for key in ("value", "count", "lender", "borrower")}
    value, count, lender, borrower = (parts[key] for key in ("value", "count", "lender", "borrower"))
    if value is None or count is None or lender is None or borrower is None:
        return None  # the structure was complained of
    before = len(findings)
    whole = _WHOLE.fullmatch(canonical(count.text))
    if whole is None:
        findings.append(messages.BAD_COUNT.at(Place(count.span), text=count.text))
    rank = _rank(value, vocabulary)
    if isinstance(rank, Finding):
        findings.append(rank)
    units = canonical(lender.text), canonical(borrower.text)
    if units[0] == units[1]:
        findings.append(messages.LENT_TO_ITSELF.at(Place(borrower.span), unit=units[0]))
    since, until = (_day(node.scalar(key), key, findings) for key in ("since", "until"))
    if since is not None and until is not None and since > until:
        at = node.scalar("until") or node
        findings.append(messages.DAYS_UPSIDE_DOWN.at(Place(at.span)))
    if len(findings) > before or whole is None or isinstance(rank, Finding):
        return None
    return Loan(rank, int(whole.group(1)), *units, since, until, Place(value.span))


def _rank(node: ScalarNode, vocabulary: Vocabulary) -> str | Finding:
    for enumeration in vocabulary.enumerations:
        found = read_scalar(node.text, enumeration, vocabulary.enumeration_english)
        if isinstance(found, str):
            return found
    ordered = [e for e in vocabulary.enumerations if e.ordered]
    near = near_words(node.text, dict.fromkeys(v for e in ordered for v in e.values))
    place = Place(node.span)
    return messages.UNKNOWN_RANK.at(place, subject=node.text, value=node.text, vocabulary=vocabulary.name, near=near)


def _day(node: ScalarNode | None, key: str, findings: list[Finding]) -> date | None:
    if node is None:
        return None
    day = read_scalar(node.text, DAY)
    if isinstance(day, ValueProblem):
        findings.append(messages.BAD_DAY.at(Place(node.span), key=key, problem=day.message, help=day.help))
        return None
    assert isinstance(day, date)
    return day


def _circles(loans: Sequence[Loan]) -> Iterator[Finding]:
    """The first loan of each that leads back to its lender over loans of the same value in force at one time."""
    for number, loan in enumerate(loans):
        path = _back(loan, loans[:number], (loan.lender,), (loan.since, loan.until))
        if path is not None:
            circle = Text("→".join(path), " → ".join(path))
            yield messages.CIRCULAR.at(loan.place, subject=loan.value, value=loan.value, circle=circle)


def _back(
    loan: Loan, others: Sequence[Loan], path: tuple[str, ...], time: tuple[date | None, date | None]
) -> tuple[str, ...] | None:
    """The units from the first of `path` over the loan and `others` back to it, at a common time."""
    path = (*path, loan.borrower)
    if loan.borrower == path[0]:
        return path
    for other in others:
        if other.value == loan.value and other.lender == loan.borrower and other.borrower not in path[1:]:
            common = _common(time, (other.since, other.until))
            found = _back(other, others, path, common) if common is not None else None
            if found is not None:
                return found
    return None


def _common(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> tuple[date | None, date | None] | None:
    """The time that two stretches share, None for none."""
    since = max((d for d in (one[0], other[0]) if d is not None), default=None)
    until = min((d for d in (one[1], other[1]) if d is not None), default=None)
    return None if since is not None and until is not None and since > until else (since, until)
