"""RD401 and RD402 ask the same question in two directions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.refusals import place_of_refusal
from rankdsl.checks.superiors.refinement import Comparison, also_between, comparisons, shared_scope
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Verdict
from rankdsl.ir.remarks import Restriction
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted


def examine_direction(
    under: Examination, template: Diagnostic, forbidding: frozenset[Restriction], *, superior_says: bool
) -> Iterator[Outcome]:
    """Somebody to whom the superior says `superior_says`, and this document the opposite."""
    for comparison in comparisons(under, forbidding):
        subject = comparison.subject
        wanted = (
            *shared_scope(under, comparison),
            Wanted(0, comparison.above, comparison.there, superior_says),
            *also_between(under, comparison, superior_says),
            Wanted(0, under.program, rule_of(under.program, subject), not superior_says),
        )
        place = under.program.definitions[under.program.top[subject]].place
        articles = articles_of(place, *(c.place for c in comparison.citations()))
        about = f"《{comparison.above.document.title}》"
        answer = under.prover.decide(Question(wanted))
        match answer:
            case Nobody():
                yield Outcome(subject, articles, Verdict.PROVED, about=about)
            case Undecided():
                yield replace(undecided(template.page, subject, place, answer), about=about)
            case Found():
                finding = _finding(under, template, comparison, answer, superior_says)
                yield Outcome(subject, articles, Verdict.REFUTED, (finding,), about)
            case _:
                assert_never(answer)


def _finding(
    under: Examination, template: Diagnostic, comparison: Comparison, answer: Found, superior_says: bool
) -> Finding:
    subject = comparison.subject
    place = place_of_refusal(under, subject, answer.persons[0])
    outcome = {"here": "否" if superior_says else "是", "superior": "是" if superior_says else "否"}
    rule = comparison.rule
    finding = template.at(
        place, subject=subject, superior=rule.place.citation, related=comparison.citations(), here=place.citation
    )
    above = (comparison.above, comparison.there)
    evidence = single(under.program, answer, rule_of(under.program, subject), outcome, (place,), (above,))
    title = comparison.above.document.title
    return replace(finding, severity=comparison.severity, evidence=evidence, distinguishing=title)
