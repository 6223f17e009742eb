"""What the solver's back end says against what the reference evaluator says, on generated programs and persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pickle import dumps

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.ir.mentions import expressions
from rankdsl.ir.nodes import Apply, Collection, Expr, Ref
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import Limits, solver_value
from rankdsl.prove.concrete import Concrete, poser_of
from rankdsl.prove.posing import Poser
from tests.generators import persons, programs, various
from tests.lengths import generated
from tests.reference import once

RUNS = generated(60, 120)
EACH = generated(60, 90)
"""So many samples are taken of every operator and every question about lists, where there are as many."""
ALIKE = 2
"""So many expressions with one operator are taken from one program, each for every person drawn with it."""

Solver = Callable[[Program, Person, Expr], Scalar | None]


class Sample(Struct, frozen=True):
    """An expression over a well-typed program, and a person of whom all is known."""

    program: Program
    person: Person
    expr: Expr

    @property
    def what(self) -> Op | Collect | None:
        """The operator or question at its root."""
        match self.expr:
            case Apply(op=op):
                return op
            case Collection(what=what):
                return what
            case _:
                return None


class Disagreement(Struct, frozen=True):
    """None is no value."""

    sample: Sample
    reference: Scalar | None
    solver: Scalar | None


@cache
def drawn() -> tuple[tuple[Program, tuple[Person, ...]], ...]:
    """Always the same programs, each with two persons."""

    def draw(data: st.DataObject) -> tuple[Program, tuple[Person, ...]]:
        program = data.draw(programs())
        return program, tuple(data.draw(persons(program.vocabulary)) for _ in range(2))

    found: tuple[tuple[Program, tuple[Person, ...]], ...] = once("drawn", lambda: dumps(tuple(various(draw, RUNS))))
    return found


def norms() -> Iterator[Sample]:
    """Every norm of a sixth of the programs, in a long run of a third."""
    for program, (person, _) in drawn()[:: generated(6, 3)]:
        for symbol, definition in program.definitions.items():
            yield Sample(program, person, Ref(symbol, definition.type))


@cache
def operators() -> tuple[Sample, ...]:
    """Expressions inside norms, about as many of each operator: what a norm says often does not hinge on them."""
    found: list[Sample] = []
    counts: Counter[Op | Collect] = Counter()
    for program, people in drawn():
        of_program: Counter[Op | Collect] = Counter()
        for definition in program.definitions.values():
            for expr in expressions(definition):
                for sample in (Sample(program, people[0], part) for part in _parts(expr)):
                    what = sample.what
                    if what is not None and of_program[what] < ALIKE and counts[what] < EACH:
                        of_program[what] += 1
                        counts[what] += len(people)
                        found += [replace(sample, person=person) for person in people]
    return tuple(found)


class Together:
    """What the solver's back end says, asked in one context as long as it is about one program and day: to make a
    context takes longer than most of these questions."""

    KEPT = 2

    def __init__(self) -> None:
        self._posers: dict[tuple[int, date], tuple[Program, Poser]] = {}

    def value(self, program: Program, person: Person, expr: Expr) -> Scalar | None:
        return solver_value(program, person, expr, poser=self._poser(program, person.as_of))

    def counted(self, program: Program, person: Person, expr: Expr) -> Concrete:
        """Gone with the context, so to be asked before the next."""
        return Concrete(program, person, expr, Limits(), poser=self._poser(program, person.as_of))

    def _poser(self, program: Program, day: date) -> Poser:
        found = self._posers.get((id(program), day))
        if found is None:
            if len(self._posers) == self.KEPT:
                self._close(next(iter(self._posers)))
            found = self._posers[id(program), day] = program, poser_of(program, day)
        return found[1]

    def _close(self, key: tuple[int, date]) -> None:
        """At once: a context stands in a cycle, and would outlive many others."""
        _, poser = self._posers.pop(key)
        poser.scene.kernel.close()

    def __del__(self) -> None:
        for key in tuple(self._posers):
            self._close(key)


def _parts(expr: Expr) -> Iterator[Expr]:
    """The expression and what is in it, but not what is said of single records."""
    yield expr
    if isinstance(expr, Apply):
        for arg in expr.args:
            yield from _parts(arg)


def disagreement(sample: Sample, solver: Solver) -> Disagreement | None:
    answer = evaluate(sample.program, sample.person).value_of(sample.expr)
    assert answer.certain
    said = solver(sample.program, sample.person, sample.expr)
    if said != answer.value or isinstance(said, bool) != isinstance(answer.value, bool):
        return Disagreement(sample, answer.value, said)
    return None
