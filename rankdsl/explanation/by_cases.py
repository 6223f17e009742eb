"""An answer under missing facts, asked again for every value of those that have few.

The evaluator looks at each branch of a table, and at each part of a score, by itself: where the fact that they look at
is missing, it cannot rule out that two branches apply at once and differ, or that all parts are at their least, which
no value of the fact makes true. That is cautious and never wrong, but it must not be told as what the document says,
and it hides bounds that are certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product

from msgspec.structs import replace

from rankdsl.backends.approximate import NOTHING, Answer, Values, answer, merge, union
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.ir.nodes import Expr
from rankdsl.ir.reading import in_order
from rankdsl.ir.types import Enumeration, Truth
from rankdsl.ir.values import Person, Value

MOST_CASES = 30
"""So many at most, over all facts."""


def by_cases(evaluation: Evaluation, expr: Expr) -> Answer:
    """What is possible, and why there may be no value, as far as the values that missing facts can have tell."""
    found = evaluation.value_of(expr)
    if not found.hinges:
        return found
    program = evaluation.program
    answers = []
    for person in _persons(evaluation, found.hinges):
        case = evaluate(program, person)
        if not any(case.value_of(invariant.holds).surely(False) for invariant in program.invariants):
            answers.append(case.value_of(expr))
    if not answers:
        return found
    nothing: Values = NOTHING
    return answer(reduce(union, (a.values for a in answers), nothing), merge(answers), found.hinges)


def _persons(evaluation: Evaluation, missing: frozenset[str]) -> Iterator[Person]:
    """The person with each value of the missing facts that have few; nobody where there are none, or too many."""
    person = evaluation.person
    choices: list[tuple[str, tuple[Value, ...]]] = []
    cases = 1
    for name in in_order(evaluation.program, missing):
        fact = evaluation.program.vocabulary.fact(name)
        values: tuple[Value, ...] = ()
        match fact and fact.type:
            case Enumeration(values=words):
                values = words
            case Truth():
                values = (True, False)
            case _:
                pass
        if values and cases * len(values) <= MOST_CASES:
            cases *= len(values)
            choices.append((name, values))
    for chosen in product(*(values for _, values in choices)) if choices else ():
        given = dict(zip((name for name, _ in choices), chosen, strict=True))
        yield replace(person, facts={**person.facts, **given})
