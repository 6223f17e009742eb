"""People like one who is known but for a single fact, and what becomes of them.

A pair that is met so is as good as one from the prover, which says of the reference evaluator what the latter is asked
here, and it costs less. That none is met says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.ir.facts import Fact
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration, Number, Truth, YearMonth
from rankdsl.ir.values import Person, Records, Scalar, Value, month_of
from rankdsl.prove import Answer, Question, Wanted


def somebody(under: Examination, subject: str) -> Answer:
    """Anybody in scope with yes."""
    wanted = Wanted(0, under.program, rule_of(under.program, subject), True)
    return under.prover.decide(Question((*under.in_scope, wanted)), shown=False)


def answers_near(under: Examination, subject: str, person: Person, fact: Fact) -> Iterator[bool]:
    """What becomes of possible people in scope who differ from `person` in the fact only; as far as they are tried."""
    program = under.program
    symbol = program.top[subject]
    own = _own(program, person)
    for value in _others(fact, own):
        other = replace(own, facts={**own.facts, fact.name: value})
        if possible(program, other):
            continue
        evaluation = evaluate(program, other)
        if all(evaluation.value_of(formula).surely(True) for formula in program.coverage):
            answer = evaluation.answer(symbol)
            if answer.value is not None:
                yield answer.value is True


def with_value(under: Examination, subject: str, person: Person, fact: Fact, value: Scalar) -> bool:
    """Whether somebody like `person`, but with this value, is possible, in scope, and gets a yes."""
    program = under.program
    own = _own(program, person)
    other = replace(own, facts={**own.facts, fact.name: value})
    if possible(program, other):
        return False
    evaluation = evaluate(program, other)
    wanted = [*(evaluation.value_of(formula) for formula in program.coverage), evaluation.named(subject)]
    return all(answer.surely(True) for answer in wanted)


def _own(program: Program, person: Person) -> Person:
    """The person as the words of the program describe people."""
    known = {fact.name for fact in program.vocabulary.facts}
    return Person({name: value for name, value in person.facts.items() if name in known}, person.as_of)


def _others(fact: Fact, person: Person) -> Iterator[Value]:
    """A few values other than the person's, the far ones first."""
    found: list[Value] = []
    match fact.type:
        case Truth():
            found = [not person.facts[fact.name]]
        case Enumeration(values=values):
            found = [*values]
        case Number():
            found = [bound for bound in (fact.low, fact.high) if bound is not None]
        case YearMonth():
            found = [*(b for b in (fact.low, fact.high) if b is not None), month_of(person.as_of)]
        case _ if fact.records is not None:
            records = person.facts[fact.name]
            assert isinstance(records, Records)
            found = [Records({}), *_with_one_value(fact, records)]
        case _:
            found = [person.as_of]
    yield from (value for value in found if value != person.facts[fact.name])


def _with_one_value(fact: Fact, records: Records) -> Iterator[Records]:
    """The same years with the same value of a field in each."""
    assert fact.records is not None
    for field in fact.records.fields:
        values: tuple[Scalar, ...] = ()
        match field.type:
            case Truth():
                values = (False, True)
            case Enumeration(values=named):
                values = named
            case _:
                values = tuple(bound for bound in (field.low, field.high) if bound is not None)
        for value in values:
            yield Records({year: {**(record or {}), field.name: value} for year, record in records.years.items()})
