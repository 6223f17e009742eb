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
from rankdsl.prove import Found, Side, grounds


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
    program: Program,
    found: Found,
    about: Expr,
    outcome: Mapping[str, str],
    named: tuple[Place, ...] = (),
    also: tuple[tuple[Program, Expr], ...] = (),
) -> Evidence:
    """Evidence of one person; `found` is already replayed. None of somebody who is not to be shown.

    about: the rule that the finding is about. named: the places that the finding itself names: of several smallest
    sets of articles, the one with them is shown. also: what other programs say of the person, which the finding rests
    on too (the superior's rule, where that is compared)."""
    if not found.shown:
        return Evidence()
    (person,) = found.persons
    sides = [Side(program, person, about), *(Side(other, person, rule) for other, rule in also)]
    return Evidence(
        person=shown(program, person, outcome),
        decisive=found.decisive,
        relevant=reads_of_expr(program, about),
        replayed=True,
        core=grounds(sides, named),
    )


def pair(
    program: Program,
    found: Found,
    expr: Expr,
    named: tuple[Place, ...] = (),
    also: tuple[tuple[Program, Expr], ...] = (),
) -> Evidence:
    """Evidence of two persons who differ in `decisive`, each with their own value of `expr`; the rest as for one."""
    if not found.shown:
        return Evidence()
    first, second = found.persons
    sides = [Side(program, person, expr) for person in found.persons]
    sides += [Side(other, person, rule) for other, rule in also for person in found.persons]
    return Evidence(
        person=shown(program, first, {"here": value_in_words(program, first, expr)}),
        other=shown(program, second, {"here": value_in_words(program, second, expr)}),
        decisive=found.decisive,
        relevant=reads_of_expr(program, expr),
        replayed=True,
        core=grounds(sides, named),
    )
