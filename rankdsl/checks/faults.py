"""Whose fault a rule is: a finding belongs to the lowest document without which it would not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.backends.reference import evaluate
from rankdsl.checks.examination import Examination, own_definitions, scope_conditions
from rankdsl.diagnostics import Place
from rankdsl.frozen import dataclass
from rankdsl.ir.nodes import YES, Expr, conjunction
from rankdsl.ir.program import Definition, Item, Kind
from rankdsl.ir.values import Person
from rankdsl.prove import Wanted


@dataclass(frozen=True, slots=True)
class Answerable:
    """A norm that this document answers for. `twin`: the superior's norm of the same text, where a rule behind it was
    altered or the scope is another; a fault that the superior already has for the same person is the superior's."""

    definition: Definition
    twin: Definition | None


def answerable(under: Examination) -> Iterator[Answerable]:
    """The norms this document answers for, in order: its own, and inherited ones altered or applied to others."""
    above = under.superior
    states_scope = under.program.scopes[-1].scope != YES
    for symbol, definition in under.program.definitions.items():
        if definition.kind is Kind.DERIVED:
            continue
        if above is None or symbol.layer == under.layer:
            yield Answerable(definition, None)
        elif states_scope or not under.inherits(symbol):
            yield Answerable(definition, above.definitions.get(symbol))


def not_already(under: Examination, fault: Expr) -> tuple[Wanted, ...]:
    """That the superior does not have `fault`, an expression of its program, for a person in its own scope."""
    assert under.superior is not None
    in_scope = tuple(w.formula for w in scope_conditions(under.superior))
    return (Wanted(0, under.superior, conjunction((*in_scope, fault)), False),)


def place_at_fault(under: Examination, subject: str, person: Person, items: tuple[Item, ...]) -> Place:
    """The article of this document to blame for the outcome of `subject`: an item of its own that the person fails,
    else the first own norm whose value differs from the superior's, else the rule itself."""
    evaluation = evaluate(under.program, person)
    for item in items:
        if evaluation.answer(item.symbol).value is False:
            return item.place
    above = evaluate(under.superior, person) if under.superior is not None else None
    for definition in own_definitions(under, subject):
        twin = under.superior.top.get(definition.symbol.name) if under.superior is not None else None
        if above is None or under.superior is None or twin is None:
            return _innermost(definition)
        theirs = above.answer(twin).value
        if evaluation.answer(definition.symbol).value != theirs:
            return _innermost(definition)
    return under.program.definitions[under.program.top[subject]].place


def _innermost(definition: Definition) -> Place:
    """Where an exception changes a norm, the exception is what the document wrote."""
    return definition.exceptions[0].place if definition.exceptions else definition.place
