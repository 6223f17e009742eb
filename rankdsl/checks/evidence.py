"""From a replayed witness to what a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Evidence, PersonShown, Place
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.nodes import Expr
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import DAY
from rankdsl.ir.values import Person, render
from rankdsl.prove import Found


def shown(program: Program, person: Person, outcome: Mapping[str, str]) -> PersonShown:
    """The person with every fact of the vocabulary, in its order, after the day of evaluation."""
    facts = {AS_OF: render(person.as_of, DAY)}
    for fact in program.vocabulary.facts:
        if fact.name in person.facts:
            facts[fact.name] = render(person.facts[fact.name], fact.type)
    return PersonShown(facts, dict(outcome))


def value_in_words(program: Program, person: Person, expr: Expr) -> str:
    """The value of an expression for a person, in words: `是`, `12年`, or `无值`."""
    value = evaluate(program, person).value_of(expr).value
    return "无值" if value is None else render(value, expr.type)


def single(
    program: Program, found: Found, about: Expr, outcome: Mapping[str, str], core: tuple[Place, ...] = ()
) -> Evidence:
    """Evidence of one person; `found` is already replayed. `about`: the rule that the finding is about."""
    return Evidence(
        person=shown(program, found.persons[0], outcome),
        decisive=found.decisive,
        relevant=reads_of_expr(program, about),
        replayed=True,
        core=core,
    )


def pair(program: Program, found: Found, expr: Expr, core: tuple[Place, ...] = ()) -> Evidence:
    """Evidence of two persons who differ in `decisive`, each with their own value of `expr`."""
    first, second = found.persons
    return Evidence(
        person=shown(program, first, {"here": value_in_words(program, first, expr)}),
        other=shown(program, second, {"here": value_in_words(program, second, expr)}),
        decisive=found.decisive,
        relevant=reads_of_expr(program, expr),
        replayed=True,
        core=core,
    )
