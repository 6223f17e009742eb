"""People like one who is known but for a single fact, and what becomes of them.

A pair that is met so is as good as one from the prover, which says of the reference evaluator what the latter is asked
here, and it costs less. That none is met says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from msgspec.structs import replace

from rankdsl.backends.possible import violations
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.ir.facts import Fact
from rankdsl.ir.types import PERCENT, Enumeration, Number, Truth, YearMonth
from rankdsl.ir.values import Person, Records, Scalar, Value, month_of
from rankdsl.prove import Answer, Question, Wanted

MANY = 400
"""Of a number with more values than this only the ends are tried."""
FEW = 4
"""Of a long enumeration, so many values at each end."""


def somebody(under: Examination, subject: str) -> Answer:
    """Anybody in scope with yes."""
    wanted = Wanted(0, under.program, rule_of(under.program, subject), True)
    return under.prover.decide(Question((*under.in_scope, wanted)), shown=False)


def evaluated(under: Examination, person: Person) -> Evaluation:
    return evaluate(under.program, under.program.describes(person))


def remembered(under: Examination, subject: str) -> list[Evaluation]:
    """People in scope with an answer who came up in earlier questions."""
    known = {fact.name for fact in under.program.vocabulary.facts}
    people = (evaluated(under, person) for person in under.prover.remembered() if known <= person.facts.keys())
    return [person for person in people if gets(person, subject, True) or gets(person, subject, False)]


def turned_near(under: Examination, subject: str, known: Evaluation, fact: Fact) -> bool:
    """Whether a possible person in scope who differs from one who is known in the fact only gets the other answer; not
    all are tried."""
    other_answer = not known.named(subject).surely(True)
    others = (known.but(fact.name, value, under.reads) for value in _others(fact, known.person))
    return any(gets(other, subject, other_answer) for other in others)


def people_near(under: Examination, subject: str, known: Evaluation, facts: Sequence[Fact]) -> Iterator[Evaluation]:
    """Possible people in scope with a yes who differ from one who is known in one of the facts, on the same day; not
    all are tried."""
    known.named(subject)
    for fact in facts:
        others = (known.but(fact.name, value, under.reads) for value in _others(fact, known.person))
        yield from (other for other in others if gets(other, subject, True))


def with_value(under: Examination, subject: str, known: Evaluation, fact: Fact, value: Scalar) -> bool:
    """Whether somebody like one who is known, but with this value, is possible, in scope, and gets a yes."""
    known.named(subject)
    return gets(known.but(fact.name, value, under.reads), subject, True)


def people_with(
    under: Examination, person: Person, values: Mapping[str, Value], free: Sequence[Fact], most: int
) -> Iterator[Person]:
    """People like `person` but for `values`, and for any values of the facts `free` (of many values a few); at most so
    many, the most like first. They need not be possible."""
    own = under.program.describes(person)
    choices = [list(dict.fromkeys((own.facts[f.name], *_any(f)))) for f in free if f.records is None]
    names = [f.name for f in free if f.records is None]
    for chosen in islice(product(*choices), most):
        yield replace(own, facts={**own.facts, **values, **dict(zip(names, chosen, strict=True))})


def gets(evaluation: Evaluation, subject: str, answer: bool) -> bool:
    """Whether the person gets this answer, is in scope, and is possible: what most people fail comes first."""
    covered = (evaluation.value_of(formula).surely(True) for formula in evaluation.program.coverage)
    return evaluation.named(subject).surely(answer) and all(covered) and not violations(evaluation)


def _others(fact: Fact, person: Person) -> Iterator[Value]:
    """A few values other than the person's, the far ones first."""
    found: list[Value] = []
    match fact.type:
        case Truth():
            found = [not person.facts[fact.name]]
        case Enumeration(values=values):
            found = [*values[:FEW], *values[-FEW:]]
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


def _any(fact: Fact) -> Iterator[Scalar]:
    """Values of a fact that is no list: all, unless there are many."""
    match fact.type:
        case Truth():
            yield from (False, True)
        case Enumeration(values=values):
            yield from values
        case Number() if fact.low is not None and fact.high is not None:
            step = Fraction(1, grid(fact.type, fact.places))
            count = int((fact.high - fact.low) / step)
            steps = range(count + 1) if count <= MANY else (0, count)
            yield from (exact(fact.low + n * step) for n in steps)
        case YearMonth():
            yield from (bound for bound in (fact.low, fact.high) if bound is not None)
        case _:
            return


def exact(number: Fraction | int) -> int | Fraction:
    """A whole number as one."""
    return int(number) if Fraction(number).denominator == 1 else number


def grid(type_: Number, places: int) -> int:
    """How many steps of a number make one unit: the last decimal place that can be written."""
    steps: int = 10**places
    return steps * 100 if type_ == PERCENT else steps


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
