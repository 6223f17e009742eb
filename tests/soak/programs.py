"""Programs of the core: what Z3 makes of a norm for a person is what the reference evaluator says."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from msgspec import Struct

from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person
from rankdsl.prove import solver_value
from tests.generators import persons, programs
from tests.prove.agreement import Disagreement, Sample, Solver, disagreement

EACH = 2
"""So many programs are drawn with one number: the first that Hypothesis draws is always the simplest, and left out."""


class Failure(Struct, frozen=True):
    """What was found with a number, made small; `words` for people."""

    number: int
    words: str


class Compared(Struct, frozen=True):
    programs: int
    norms: int
    failure: Failure | None = None


def compare(seed_: int, number: int, solver: Solver = solver_value) -> Compared:
    """The programs of one number of a seed: always the same."""
    drawn: list[tuple[Program, Person]] = []

    @seed(_mixed(seed_, number))
    @settings(max_examples=EACH + 1, phases=[Phase.generate], deadline=None, database=None)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        drawn.append(_draw(data))

    draw()
    norms = 0
    for program, person in drawn[1:]:
        for symbol, definition in program.definitions.items():
            norms += 1
            if disagreement(Sample(program, person, Ref(symbol, definition.type)), solver) is not None:
                return Compared(len(drawn) - 1, norms, Failure(number, _smallest(_mixed(seed_, number), solver)))
    return Compared(len(drawn) - 1, norms)


def _draw(data: st.DataObject) -> tuple[Program, Person]:
    program = data.draw(programs())
    return program, data.draw(persons(program.vocabulary))


def _smallest(mixed: int, solver: Solver) -> str:
    """The same search again, and then smaller ones that fail too, as long as Hypothesis finds any."""
    found: list[Disagreement] = []

    @seed(mixed)
    @settings(max_examples=EACH + 1, phases=[Phase.generate, Phase.shrink], deadline=None, database=None)
    @given(st.data())
    def fail(data: st.DataObject) -> None:
        program, person = _draw(data)
        for symbol, definition in program.definitions.items():
            one = disagreement(Sample(program, person, Ref(symbol, definition.type)), solver)
            if one is not None:
                found.append(one)
                raise AssertionError

    with suppress(AssertionError):
        fail()
    return _words(found[-1]) if found else "not found again"


def _words(of: Disagreement) -> str:
    program, norm = of.sample.program, of.sample.expr
    assert isinstance(norm, Ref)
    lines = [
        f"norm: {norm.symbol}",
        f"reference: {of.reference}",
        f"solver: {of.solver}",
        f"person: {of.sample.person}",
    ]
    lines += [f"{symbol}: {d.body} {d.exceptions or ''}" for symbol, d in program.definitions.items()]
    return "\n".join(lines) + "\n"


def _mixed(seed_: int, number: int) -> int:
    return seed_ * 1_000_003 + number
