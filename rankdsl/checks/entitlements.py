"""Two persons who differ in one fact only, and what each is entitled to (RD308, RD509)."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.checks.chain import of_chain
from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.checks.twins import wider
from rankdsl.ir.mechanisms import Entitlement
from rankdsl.ir.nodes import conjunction, has_value
from rankdsl.ir.program import Program
from rankdsl.ir.types import Number
from rankdsl.prove import Answer, Condition, Found, Nobody, Question, Raised, Undecided, Wanted


def amounts(under: Examination) -> Iterator[tuple[str, bool]]:
    """The entitlements that are numbers, each once, and whether this document answers for them by itself: it wrote them
    or something behind them, or is about other people."""
    program = under.program
    for name in dict.fromkeys(e.name for _, e in of_chain(under, Entitlement)):
        symbol = program.top.get(name)
        if symbol is not None and isinstance(program.definitions[symbol].type, Number):
            yield name, wider(under) or not under.keeps(symbol)


def both_entitled(program: Program, name: str) -> tuple[Wanted, ...]:
    """That two persons are in scope, and the entitlement has a value for both."""
    valued = has_value(rule_of(program, name))
    both = tuple(Wanted(person, program, valued, True) for person in (0, 1))
    return (*scope_conditions(program), *scope_conditions(program, person=1), *both)


def not_at_fault(above: Program, name: str, sound: tuple[Condition, ...]) -> Iterator[tuple[Condition, ...]]:
    """Each way in which the document above may have no fault of two persons: it is not about one of them, says nothing
    of one, or `sound` holds of them."""
    valued = has_value(rule_of(above, name))
    covered = conjunction((*above.coverage, valued))
    for person in (0, 1):
        yield (Wanted(person, above, covered, False),)
    if above.coverage:
        told = has_value(conjunction(above.coverage))
        for person in (0, 1):
            yield (Wanted(person, above, told, False),)
    yield sound


def pair_at_fault(
    under: Examination,
    wanted: tuple[Condition, ...],
    fact: str,
    raised: Raised | None,
    spared: tuple[tuple[Condition, ...], ...],
) -> Answer:
    """Two persons, equal but for the fact, of whom `wanted` holds, and one of the ways `spared`, if there are any."""
    moved = frozenset((fact,))
    answer = under.prover.decide(Question(wanted, moved=moved, raised=raised))
    if not isinstance(answer, Found) or not spared:
        return answer
    open_answer: Answer | None = None
    for way in spared:
        answer = under.prover.decide(Question((*wanted, *way), moved=moved, raised=raised))
        if isinstance(answer, Found):
            return answer
        if isinstance(answer, Undecided):
            open_answer = answer
    return open_answer or Nobody()
