"""Whose fault a rule is: a finding belongs to the lowest document without which it would not exist."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.examination import Examination, own_definitions, rule_of
from rankdsl.diagnostics import Citation, Place, Text
from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.mentions import symbols_in
from rankdsl.ir.nodes import YES, Expr, Ref, conjunction, surely
from rankdsl.ir.program import Item, Program
from rankdsl.ir.values import Person
from rankdsl.prove import Wanted

SUPERIORS_NORM = Text("上位文件的规定，在本文件中出现这一问题", "the superior's rule, which has this fault here")


class Answerable(Struct, frozen=True):
    """A norm that this document answers for. `twin`: the superior's norm of the same text, where a rule behind it was
    altered or the scope is another; a fault that the superior already has for the same person is the superior's."""

    definition: Definition
    twin: Definition | None


def answerable(under: Examination) -> Iterator[Answerable]:
    """The norms this document answers for, in order: its own, and inherited ones altered or applied to others."""
    above = under.before
    states_scope = under.program.scopes[-1].scope != YES
    for symbol, definition in under.program.definitions.items():
        if definition.kind is Kind.DERIVED:
            continue
        if above is None or symbol.layer == under.layer:
            yield Answerable(definition, None)
        elif states_scope or not under.keeps(symbol):
            yield Answerable(definition, above.definitions.get(symbol))


def not_already(under: Examination, fault: Expr, person: int = 0) -> Wanted:
    """That the superior does not have `fault`, an expression of its program, for a person in its own scope."""
    assert under.before is not None
    # A fault that cannot be told, because something behind it has no value, is not there.
    return Wanted(person, under.before, surely(conjunction((*under.before.coverage, fault))), False)


def where_at_fault(under: Examination, rule: Definition, person: Person | None) -> tuple[Place, tuple[Citation, ...]]:
    """Where this document has to answer for a fault of `rule`, and, if that is a superior's norm, the norm itself.

    That is the own norm behind it that makes the difference for `person`; else the own scope, which brought the person
    in; else the first own norm behind it; else the head of the document (辖区).
    """
    if under.before is None or rule.symbol.layer == under.layer:
        return rule.place, ()
    norm = (Citation(rule.place, SUPERIORS_NORM),)
    own = own_definitions(under, Ref(rule.symbol, rule.type))
    differing = _differing(under, own, under.before, person) if person is not None else None
    if differing is not None:
        return differing, norm
    if own and under.program.scopes[-1].scope == YES:
        return innermost(own[0]), norm
    return under.program.scopes[-1].place, norm


def where_changed(
    under: Examination, parts: tuple[Expr, ...], person: Person | None
) -> tuple[Place, tuple[Citation, ...]]:
    """Where this document changed what expressions of documents above rest on, and the superior's norm that it changed;
    else its scope, which brought the person in, or its head."""
    for symbol in symbols_in(parts):
        if symbol.layer >= 0 and not under.keeps(symbol):
            return where_at_fault(under, under.program.definitions[symbol], person)
    return under.program.scopes[-1].place, ()


def place_at_fault(under: Examination, subject: str, person: Person, items: tuple[Item, ...]) -> Place:
    """The article of this document to blame for the outcome of `subject`: an item of its own that the person fails,
    else the first own norm whose value differs from the superior's, else the rule itself."""
    evaluation = evaluate(under.program, person)
    for item in items:
        if evaluation.answer(item.symbol).value is False:
            return item.place
    own = own_definitions(under, rule_of(under.program, subject))
    differing = _differing(under, own, under.superior, person)
    return differing or where_at_fault(under, under.program.definitions[under.program.top[subject]], None)[0]


def _differing(under: Examination, own: tuple[Definition, ...], above: Program | None, person: Person) -> Place | None:
    """The first of the own norms that has another value for the person than above, or that is not there at all."""
    here = evaluate(under.program, person)
    there = evaluate(above, person) if above is not None else None
    for definition in own:
        value = here.answer(definition.symbol).value
        twin = above.top.get(definition.symbol.name) if above is not None else None
        if twin is None and (definition.kind is Kind.PARAMETER or (definition.kind is Kind.ITEM and value is True)):
            continue  # A number counts where it is used, and a condition that is met keeps nobody out.
        if there is None or twin is None or value != there.answer(twin).value:
            return at_work(definition, here)
    return None


def at_work(definition: Definition, for_person: Evaluation) -> Place:
    """Where the value that a norm has for somebody is written: the exception that applies, else the norm itself."""
    return exception_at_work(definition, for_person) or definition.place


def exception_at_work(definition: Definition, for_person: Evaluation) -> Place | None:
    """The first exception that applies to somebody for certain."""
    applied = for_person.result(definition.symbol).exceptions.surely
    return definition.exceptions[applied[0]].place if applied else None


def innermost(definition: Definition) -> Place:
    """Where an exception changes a norm, the exception is what the document wrote."""
    return definition.exceptions[0].place if definition.exceptions else definition.place
