"""Of which decisions a yes is nothing to wish for, and whether a better record turns one (RD304)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rankdsl.checks.competence import first_name
from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.checks.fairness.rising import Signs, turning
from rankdsl.checks.refusals import apart, two
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.remarks import Monotone
from rankdsl.prove import Answer, Nobody, Question, Raised, Wanted

if TYPE_CHECKING:
    from rankdsl.ir.mechanisms import Mechanism


def turns(under: Examination, subject: str, fact: Fact, first: bool) -> Answer:
    """Two persons in scope, the second better in the fact and else equal: the first gets `first`, the second not; and
    not so above."""
    raised, moved = Raised(fact.name, direction(fact)), frozenset((fact.name,))
    if _cannot_turn(under, under.program, subject, fact, first):
        return Nobody()
    return apart(under, subject, moved, raised, first)


def _cannot_turn(under: Examination, program: Program, subject: str, fact: Fact, first: bool) -> bool:
    """Whether no condition by itself can turn: each is a small question, the decision may be a large one."""
    both = (*scope_conditions(program), *scope_conditions(program, person=1))
    raised, moved = Raised(fact.name, direction(fact)), frozenset((fact.name,))
    for part, turns_from in turning(Signs(program, fact), rule_of(program, subject), first):
        turned = (Wanted(0, program, part, turns_from), Wanted(1, program, part, not turns_from))
        question = Question((*both, *turned), moved=moved, raised=raised)
        if not isinstance(under.prover.decide(question, shown=False), Nobody):
            return False
    return True


def said_to_be_a_burden(under: Examination, subject: str, facts: list[Fact]) -> bool:
    """后果 X, 降低 X → …, or 断言：X 随 f 不增, f higher being better: that 是 is not what people wish for."""
    if any(harms(under, mechanism, subject) for _, mechanism in under.piece.mechanisms):
        return True
    better = {fact.name: direction(fact) for fact in facts}
    claims = [assertion.claim for assertion in under.piece.assertions]
    return any(
        isinstance(claim, Monotone) and claim.subject == subject and claim.direction * better.get(claim.fact, 0) < 0
        for claim in claims
    )


def harms(under: Examination, mechanism: Mechanism, subject: str) -> bool:
    """Whether the mechanism says so of a decision, under whatever name of it (即), or of a selection."""
    from rankdsl.ir.mechanisms import AdverseOutcome, Direction, Ladder  # here, since few documents have any

    match mechanism:
        case AdverseOutcome(decision=decision):
            named = {decision}
        case Ladder(moves=moves):
            named = {move.decision for move in moves if move.direction is Direction.LOWERS}
        case _:
            return False
    return first_name(under, subject) in {first_name(under, name) for name in named}


def looks_like_a_burden(under: Examination, subject: str, facts: list[Fact]) -> bool:
    """No better record ever gives the decision, and it looks at nothing but records, or at several of them so."""
    program = under.program
    if any(_may_turn(under, program, subject, fact, False) for fact in facts):
        return False
    if {fact.name for fact in facts} >= set(reads_of_expr(program, rule_of(program, subject))):
        return True
    return sum(not isinstance(turns(under, subject, fact, True), Nobody) for fact in facts) > 1


def taken_for_a_burden(under: Examination, subject: str, facts: list[Fact]) -> bool:
    """Nothing says so, but better records do lose the decision, and it looks like a burden, here or above."""
    falls = any(_may_turn(under, under.program, subject, fact, True) for fact in facts)
    return falls and (looks_like_a_burden(under, subject, facts) or burden_above(under, subject))


def burden_above(under: Examination, subject: str) -> bool:
    """A better record never gives the decision in the document above, and loses it for some: it is a burden there, or
    at fault there."""
    above = under.before
    if above is None or subject not in above.top:
        return False
    read = reads_of_expr(above, rule_of(above, subject))
    facts = [fact for fact in improvable(above.vocabulary) if fact.name in read]
    if not any(_may_turn(under, above, subject, fact, True) for fact in facts):
        return False
    return not any(_may_turn(under, above, subject, fact, False) for fact in facts)


def _may_turn(under: Examination, program: Program, subject: str, fact: Fact, first: bool) -> bool:
    if _cannot_turn(under, program, subject, fact, first):
        return False
    raised = Raised(fact.name, direction(fact))
    question = Question(two(program, subject, first), moved=frozenset((fact.name,)), raised=raised)
    return not isinstance(under.prover.decide(question, shown=False), Nobody)


def improvable(vocabulary: Vocabulary) -> Iterator[Fact]:
    """The facts of which somebody can have a better record, all else equal; in the order of the vocabulary."""
    since = {window.since for window in vocabulary.windows}
    since |= {fact.records.since for fact in vocabulary.facts if fact.records is not None and fact.records.since}
    for fact in vocabulary.facts:
        if direction(fact) and not fact.divides_people and fact.name not in since:
            yield fact


def direction(fact: Fact) -> int:
    """1: better is up, -1: better is down, 0: neither. A list is raised along its fields, each in its own direction."""
    if fact.records is None:
        return fact.better
    return 1 if any(field.better for field in fact.records.fields) else 0
