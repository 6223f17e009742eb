"""Who is proposed for a unit, for machines: `rankdsl-propose/1`, of which docs/schemas/ has the schema.

Invariants: the keys and their order are fixed; what is not there is null or empty, never left out; the same files give
the same bytes. Values stand as in `rankdsl-eval/1`, in words and as data; exact fractions as `"7/2"`.
"""

from __future__ import annotations

from collections.abc import Iterable

from rankdsl.diagnostics import Finding, Place, Text
from rankdsl.diagnostics.text import Language
from rankdsl.explanation.parts import Explanation
from rankdsl.explanation.wording import answer_text
from rankdsl.ir.types import RATIONAL
from rankdsl.ir.values import Exact, render_exact
from rankdsl.population.alerts.told import Warnings
from rankdsl.population.proposal import Bar, Cut, KeyShown, LineShown, Open, PartShown, Proposal, Ranked, ScoreShown
from rankdsl.population.roster import Loan, Member
from rankdsl.reporters.explanation_json import data, person_json
from rankdsl.reporters.json import Json, findings_json, location, tool
from rankdsl.reporters.proposal_warnings_json import warnings_json


def propose_json(
    proposal: Proposal | None,
    findings: Iterable[Finding],
    language: Language,
    person: Explanation | None = None,
    warnings: Warnings | None = None,
) -> Json:
    """`rankdsl-propose/1`. `findings`: what kept a unit from a proposal, or what is wrong with its log. person: the one
    that was asked for."""
    return {
        "schema": "rankdsl-propose/1",
        "tool": tool(),
        "proposal": None if proposal is None else _Writing(language).proposal(proposal),
        "person": None if person is None else person_json([person], language),
        "warnings": None if warnings is None else warnings_json(warnings, language),
        "findings": findings_json(findings, language),
    }


class _Writing:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text | None) -> str | None:
        return None if text is None else text.in_language(self.language)

    def proposal(self, p: Proposal) -> Json:
        reasons = p.reasons
        return {
            "document": p.document.title,
            "path": p.document.path,
            "as_of": p.as_of.isoformat(),
            "unit": p.unit.name,
            "selection": {
                "name": p.selection.name,
                "decision": p.selection.among,
                "written": " ".join(p.selection.written.split()),
                "place": _place(p.selection.place),
            },
            "settled": p.settled,
            "complete": p.complete,
            "obstacles": [{"message": self.say(why), "place": _place(place)} for place, why in p.obstacles],
            "people": p.people,
            "eligible": [self.ranked(each) for each in p.ranked],
            "cuts": [self.cut(cut) for cut in p.cuts],
            "take": p.take,
            "slots": [self.line(line) for line in p.lines],
            "not_eligible": [
                {**_member(m), "conditions": [_condition(bar) for bar in reasons[m.id]]} for m in p.barred
            ],
            "conditions": [
                {**_condition(bar), "words": self.say(bar.words), "people": len(bar.members), "only": bar.only}
                for bar in p.bars
            ],
            "undetermined": [self.open(each) for each in p.opens],
            "queue": {
                "eligible": p.queue.eligible,
                "slots_per_year": _exact(p.queue.per_year),
                "years": _exact(p.queue.years),
            },
            "pool": None
            if p.pool is None
            else {
                "loans": [_loan(loan) for loan in p.pool.loans],
                "more": [_moved(r) for r in p.pool.more],
                "fewer": [_moved(r) for r in p.pool.fewer],
                "undetermined": [_moved(r) for r in p.pool.unsettled],
                "ruled_out": [_moved(r) for r in p.pool.ruled_out],
                "exceeded": [line.label for line in p.pool.exceeded],
            },
        }

    def ranked(self, each: Ranked) -> Json:
        return {
            **_moved(each),
            "from": each.current or None,
            "rank": each.rank,
            "tied": each.tied,
            "fate": None if each.fate is None else each.fate.value,
            "contingent": each.contingent,
            "keys": [self.key(key) for key in each.keys],
        }

    def key(self, key: KeyShown) -> Json:
        value = key.value
        return {
            "name": key.name,
            "order": "descending" if key.descending else "ascending",
            "text": self.say(answer_text(key.answer, key.type)),
            "value": None if value is None else data(value, key.type),
            "score": None if key.score is None else _score(key.score),
        }

    def cut(self, cut: Cut) -> Json:
        return {
            "target": cut.target or None,
            "slots": [line.label for line in cut.lines],
            "last": None if cut.last is None else cut.last.member.id,
            "first_missed": None if cut.first is None else cut.first.member.id,
            "key": cut.key,
            "gap": self.say(cut.gap),
            "undetermined": [each.member.id for each in cut.tied],
            "missed": cut.missed,
        }

    def line(self, line: LineShown) -> Json:
        return {
            "name": line.label,
            "values": list(line.values),
            "number": line.number,
            "lent": line.lent,
            "borrowed": line.borrowed,
            "held": line.held,
            "free": line.free,
            "exceeded": line.exceeded,
            "after": list(line.used),
            "place": _place(line.place),
        }

    def open(self, each: Open) -> Json:
        return {
            **_member(each.member),
            "what": self.say(each.what),
            "missing": list(each.missing),
            "reasons": [self.say(reason) for reason in each.reasons],
        }


def _member(member: Member) -> dict[str, object]:
    return {"id": member.id, "name": member.name}


def _moved(each: Ranked) -> dict[str, object]:
    return {**_member(each.member), "to": each.target or None}


def _condition(bar: Bar) -> dict[str, object]:
    return {"number": bar.label or None, "place": _place(bar.place)}


def _score(score: ScoreShown) -> Json:
    return {
        "name": score.name,
        "value": _exact(score.value),
        "full": _exact(score.full),
        "lowest": _exact(score.lowest),
        "raised": score.raised,
        "place": _place(score.place),
        "parts": [_part(part) for part in score.parts],
    }


def _part(part: PartShown) -> Json:
    return {
        "name": part.name,
        "form": part.form.name.lower(),
        "rater": part.rater,
        "counts": part.counts,
        "points": _exact(part.points),
        "weight": None if part.weight is None else f"{render_exact(part.weight * 100)}%",
        "contribution": _exact(part.contribution),
        "place": _place(part.place),
    }


def _loan(loan: Loan) -> Json:
    return {
        "value": loan.value,
        "count": loan.count,
        "lender": loan.lender,
        "borrower": loan.borrower,
        "since": None if loan.since is None else loan.since.isoformat(),
        "until": None if loan.until is None else loan.until.isoformat(),
    }


def _exact(value: Exact | None) -> bool | int | str | None:
    return None if value is None else data(value, RATIONAL)


def _place(place: Place) -> Json:
    return {
        "document": place.document or None,
        "article": place.article,
        "item": place.item,
        "location": location(place.span),
    }
