"""Dates and parameters that are other ones, and the values of definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Text
from rankdsl.differing.asking import Sides, rule
from rankdsl.differing.comparing import outcome, person_shown
from rankdsl.differing.parts import Comparison, Figure, Relation, Row
from rankdsl.explanation.wording import value_text
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.model import Model
from rankdsl.ir.nodes import AsOf, Const, Ref, has_value
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed, reads_of_expr
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import Found, Nobody, Undecided, Unlike, Wanted

EFFECTIVE, REPEALED = "施行", "废止"
MOST_ROWS = 200
"""Combinations of values above which a definition is not written out as a table."""


def dates(old: Model, new: Model) -> Iterator[Figure]:
    """施行 and 废止, where they are other days."""
    for name, before, after in (
        (EFFECTIVE, old.name.effective, new.name.effective),
        (REPEALED, end(old), end(new)),
    ):
        if before != after:
            yield Figure(name, Text.day(before) if before else None, Text.day(after) if after else None)


def end(model: Model) -> date | None:
    if not model.pieces:
        return None
    last = model.pieces[-1].program.period
    return None if last.open_end else last.end


def parameters(old: Program, new: Program, since: date) -> Iterator[Figure]:
    """Parameters of either side that are not the same; of one that is a definition on the other side nothing."""
    values = [{name: _constant(program, name) for name in program.top} for program in (old, new)]
    for name in dict.fromkeys((*old.top, *new.top)):
        before, after = (v.get(name) for v in values)
        if before == after or (before is None and name in old.top) or (after is None and name in new.top):
            continue
        yield Figure(
            name,
            _said(before),
            _said(after),
            since,
            old.definitions[old.top[name]].place if before is not None else None,
            new.definitions[new.top[name]].place if after is not None else None,
        )


def _constant(program: Program, name: str) -> Const | None:
    definition: Definition = program.definitions[program.top[name]]
    match definition.body:
        case Formula(value=Const() as value) if definition.kind is Kind.PARAMETER and not definition.exceptions:
            return value
        case Formula(value=Ref(symbol=symbol)) if definition.passes_on and not definition.exceptions:
            below = program.definitions[symbol]
            if below.kind is Kind.PARAMETER and isinstance(below.body, Formula) and isinstance(below.body.value, Const):
                return below.body.value
            return None
        case _:
            return None


def _said(value: Const | None) -> Text | None:
    return None if value is None else value_text(value.value, value.type)


def values_compared(sides: Sides, name: str) -> Comparison:
    """A definition of both sides that is not built alike: whether it has the same value for everybody in both scopes,
    or is without for the same people."""
    here, there = rule(sides.old, name), rule(sides.new, name)
    period = sides.period.start, None if sides.period.open_end else sides.period.end
    places = sides.old.definitions[here.symbol].place, sides.new.definitions[there.symbol].place
    if here.type != there.type:
        return Comparison(name, Relation.DIFFERENT, period, *places)
    rows = tuple(_rows(sides, here, there))
    if rows:
        return Comparison(name, Relation.DIFFERENT, period, *places, rows=rows)
    differ = (
        (Unlike(0, sides.old, here, sides.new, there),),
        (Wanted(0, sides.old, has_value(here), True), Wanted(0, sides.new, has_value(there), False)),
        (Wanted(0, sides.old, has_value(here), False), Wanted(0, sides.new, has_value(there), True)),
    )
    for conditions in differ:
        answer = sides.decide((*sides.in_both, *conditions), shown=True)
        match answer:
            case Found():
                person = person_shown(sides, answer, here, there)
                return Comparison(name, Relation.DIFFERENT, period, *places, person=person)
            case Undecided(reason=reason):
                return Comparison(name, Relation.UNKNOWN, period, *places, reason=reason)
            case Nobody():
                pass
    return Comparison(name, Relation.EQUIVALENT, period, *places)


def _rows(sides: Sides, here: Ref, there: Ref) -> Iterator[Row]:
    """Every combination of the facts behind a definition, where they are few and have few values, for which it has
    another value on the other side."""
    read = dict.fromkeys((*reads_of_expr(sides.new, there), *reads_of_expr(sides.old, here)))
    facts = [sides.new.vocabulary.fact(name) or sides.old.vocabulary.fact(name) for name in read]
    choices: list[Sequence[Scalar]] = []
    known: list[Fact] = []
    count = 1
    for fact in facts:
        assert fact is not None
        values = fact.values
        count *= len(values)
        if not values or count > MOST_ROWS:
            return
        known.append(fact)
        choices.append(values)
    if any(_needs_the_day(p, r) for p, r in ((sides.old, here), (sides.new, there))):
        return
    for chosen in product(*choices):
        facts_of_row = {fact.name: value for fact, value in zip(known, chosen, strict=True)}
        person = Person(facts_of_row, sides.period.start)
        before, after = (_value(p, person, r) for p, r in ((sides.old, here), (sides.new, there)))
        if before != after:
            inputs = tuple(value_text(value, fact.type) for fact, value in zip(known, chosen, strict=True))
            yield Row(inputs, *(_outcome(p, person, r) for p, r in ((sides.old, here), (sides.new, there))))


def _value(program: Program, person: Person, expr: Ref) -> object:
    return evaluate(program, program.describes(person)).value_of(expr).value


def _outcome(program: Program, person: Person, expr: Ref) -> Text | None:
    return None if _value(program, person, expr) is None else outcome(program, person, expr)


def _needs_the_day(program: Program, expr: Ref) -> bool:
    parts = [expr, *(e for s in needed(program, (expr,)) for e in expressions(program.definitions[s]))]
    return any(isinstance(node, AsOf) for part in parts for node in walk(part))
