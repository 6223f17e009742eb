"""What a document says of its own rules (断言, 承诺, 核算), asked: of everybody in scope, or of somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Evidence, Finding, Page, Place, Text, Verdict
from rankdsl.ir.nodes import Expr
from rankdsl.ir.reading import reads_of_expr, reads_the_day
from rankdsl.ir.values import Person
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted


class Claimed(Struct, frozen=True):
    """A formula of the program that is claimed, as `subject`, at `place`; `page`: of the check that asks."""

    page: Page
    subject: str
    place: Place
    formula: Expr


def against(under: Examination, formula: Expr) -> Answer:
    """Somebody in scope for whom the formula is no. Without value it is neither: that is RD201 or RD202."""
    return under.prover.decide(Question((*under.in_scope, Wanted(0, under.program, formula, False))))


def refuted_by(under: Examination, claimed: Claimed, answer: Answer, tell: Callable[[Found], Finding]) -> Outcome:
    """Proved by nobody; the finding for somebody."""
    articles = articles_of(claimed.place)
    match answer:
        case Nobody():
            return Outcome(claimed.subject, articles, Verdict.PROVED)
        case Undecided():
            return undecided(claimed.page, claimed.subject, claimed.place, answer)
        case Found():
            return Outcome(claimed.subject, articles, Verdict.REFUTED, (tell(answer),))
        case _:
            assert_never(answer)


def met_by_somebody(under: Examination, claimed: Claimed, tell: Callable[[Question], Finding]) -> Outcome:
    """Proved by somebody in scope for whom the formula is yes; else the finding, with the articles at fault."""
    question = Question((*under.in_scope, Wanted(0, under.program, claimed.formula, True)))
    answer = under.prover.decide(question, shown=False)
    articles = articles_of(claimed.place)
    match answer:
        case Found():
            return Outcome(claimed.subject, articles, Verdict.PROVED)
        case Undecided():
            return undecided(claimed.page, claimed.subject, claimed.place, answer)
        case Nobody():
            finding = tell(question)
            evidence = Evidence(core=under.prover.why_nobody(question))
            return Outcome(claimed.subject, articles, Verdict.REFUTED, (replace(finding, evidence=evidence),))
        case _:
            assert_never(answer)


def holds_for_everybody(
    under: Examination, claimed: Claimed, tell: Callable[[Found], Finding], empty: Callable[[], Finding]
) -> Outcome:
    """Proved only if the formula is yes for somebody and no for nobody. `empty`: the finding where it is neither for
    anybody, since it has no value. Of a formula that is the same for everybody nobody is shown."""
    answer = against(under, claimed.formula)
    if isinstance(answer, Nobody):
        some = under.prover.decide(
            Question((*under.in_scope, Wanted(0, under.program, claimed.formula, True))), shown=False
        )
        if isinstance(some, Nobody):
            return Outcome(claimed.subject, articles_of(claimed.place), Verdict.REFUTED, (empty(),))
        if isinstance(some, Undecided):
            answer = some

    def told(found: Found) -> Finding:
        finding = tell(found)
        if same_for_all(under, claimed.formula):
            return finding
        return replace(finding, evidence=single(under.program, found, claimed.formula, {"here": "否"}))

    return refuted_by(under, claimed, answer, told)


def same_for_all(under: Examination, formula: Expr) -> bool:
    """Whether no fact of the person counts for the formula; the day may."""
    return not reads_of_expr(under.program, formula)


def on_what_day(under: Examination, formula: Expr, person: Person) -> Text:
    """The day that the person is seen on, in brackets, where it counts and the person does not."""
    if not same_for_all(under, formula) or not reads_the_day(under.program, formula):
        return Text("", "")
    day = Text.day(person.as_of)
    return Text(f"（评定日为{day.zh}时）", f" (on {day.en})")
