"""What the solver's back end says against what the reference evaluator says, on generated programs and persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rankdsl.backends.reference import evaluate
from rankdsl.ir.nodes import Expr, Ref
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Scalar
from tests.generators import persons, programs

Solver = Callable[[Program, Person, Expr], Scalar | None]


@dataclass(frozen=True, slots=True)
class Sample:
    program: Program
    person: Person


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A norm of which the two say different things; None is no value."""

    sample: Sample
    norm: str
    reference: Scalar | None
    solver: Scalar | None


@cache
def samples(count: int) -> tuple[Sample, ...]:
    """Always the same well-typed programs, each with one person of whom all is known."""
    drawn: list[Sample] = []

    @settings(max_examples=count, phases=[Phase.generate])
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        program = data.draw(programs())
        drawn.append(Sample(program, data.draw(persons(program.vocabulary))))

    draw()
    return tuple(drawn)


def disagreements(sample: Sample, solver: Solver) -> Iterator[Disagreement]:
    """Every norm of the program of which the two disagree for the person, in the program's order."""
    evaluation = evaluate(sample.program, sample.person)
    for symbol, definition in sample.program.definitions.items():
        answer = evaluation.answer(symbol)
        assert answer.certain
        said = solver(sample.program, sample.person, Ref(symbol, definition.type))
        if said != answer.value or isinstance(said, bool) != isinstance(answer.value, bool):
            yield Disagreement(sample, str(symbol), answer.value, said)
