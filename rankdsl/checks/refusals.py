"""Who is refused though somebody alike is not, and where a document answers for a refusal (RD302–RD306)."""

from __future__ import annotations

from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.checks.faults import not_already, place_at_fault, where_at_fault
from rankdsl.diagnostics import Citation, Place
from rankdsl.ir.nodes import negation
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person
from rankdsl.prove import Answer, Condition, Found, Question, Raised, Undecided, Wanted


def apart(
    under: Examination,
    subject: str,
    moved: frozenset[str],
    raised: Raised | None = None,
    first: bool = True,
    further: tuple[Condition, ...] = (),
) -> Answer:
    """Two persons in scope, equal but for `moved`: the first gets the answer `first` and the second the other one, and
    the document above does not already say so of the same two."""
    program = under.program
    wanted = (*two(program, subject, first), *further)
    above = under.before
    answer = under.prover.decide(Question(wanted, moved=moved, raised=raised))
    if not isinstance(answer, Found) or above is None or subject not in above.top:
        return answer
    # Either the first fares otherwise above, or the second: each is asked, since a condition is about one person.
    open_answer: Answer | None = None
    there = rule_of(above, subject)
    for person, says in ((0, first), (1, not first)):
        other = not_already(under, there if says else negation(there), person)
        answer = under.prover.decide(Question((*wanted, other), moved=moved, raised=raised))
        if isinstance(answer, Found):
            return answer
        if isinstance(answer, Undecided):
            open_answer = answer
    return open_answer or answer


def two(program: Program, subject: str, first: bool) -> tuple[Wanted, ...]:
    """That two persons are in scope, and the first gets the answer `first`, the second the other one."""
    rule = rule_of(program, subject)
    return (
        *scope_conditions(program),
        *scope_conditions(program, person=1),
        Wanted(0, program, rule, first),
        Wanted(1, program, rule, not first),
    )


def place_of_refusal(under: Examination, subject: str, refused: Person) -> Place:
    """Where this document answers for what becomes of the person: its own condition that they fail, else what it
    changed."""
    items = tuple(i for i in under.program.items if i.decision == subject and i.layer == under.layer)
    return place_at_fault(under, subject, refused, items)


def place_among(
    under: Examination, subject: str, core: tuple[Place, ...], refused: Person
) -> tuple[Place, tuple[Citation, ...]]:
    """The decision, if this document wrote it, else the first of its own places among those that rule people out; and
    the superior's norm."""
    rule = under.program.definitions[under.program.top[subject]]
    place, norm = where_at_fault(under, rule, refused)
    own = [p for p in core if p.document == under.place.document]
    return (own[0], norm) if own else (place, norm)
