"""The least that it takes: of anybody of a class, and of somebody who is otherwise ordinary."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.checks.examination import rule_of
from rankdsl.diagnostics import Place, Text
from rankdsl.differing.growing import last_that
from rankdsl.differing.traits import Trait
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.what_if import outcome_of
from rankdsl.explanation.wording import value_text
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration, YearMonth
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import Answer, Found, Nobody, Prover, Question, Side, Undecided, Wanted, grounds
from rankdsl.thresholds.measures import Measure
from rankdsl.thresholds.parts import State, Taken


class Seeker(Struct):
    """People of one class under one document. `among`: that they are of the class, and whom it is about."""

    prover: Prover
    program: Program
    subject: str
    among: tuple[Wanted, ...]
    open: Undecided | None = None
    """A question that was not decided, if there was one since `taken` began."""
    base: Answer | None = None
    _taken: dict[Measure, tuple[Taken, Scalar | None]] = field(default_factory=dict)
    _ordinary: dict[Measure, tuple[Scalar, Person] | None] = field(default_factory=dict)

    @property
    def rule(self) -> Ref:
        return rule_of(self.program, self.subject)

    def somebody(self) -> Answer:
        """Somebody of the class with a yes, as near to ordinary as can be."""
        if self.base is None:
            self.base = self.prover.decide(self._question())
        return self.base

    def taken(self, measure: Measure) -> Taken:
        return self._known(measure)[0]

    def least(self, measure: Measure) -> Scalar | None:
        """The least with which anybody gets a yes, where it is a figure."""
        return self._known(measure)[1]

    def _known(self, measure: Measure) -> tuple[Taken, Scalar | None]:
        if measure not in self._taken:
            self._taken[measure] = self._sought(measure)
        return self._taken[measure]

    def _sought(self, measure: Measure) -> tuple[Taken, Scalar | None]:
        found = self.somebody()
        if isinstance(found, Nobody):
            return Taken(State.NOBODY), None
        if isinstance(found, Undecided):
            return Taken(State.UNKNOWN, reason=found.reason), None
        self._forget()
        here = self._value(measure, found.persons[0]) if measure.known_to(self.program) else None
        if here is None:
            return Taken(State.ANY), None
        if measure.worst is not None and self._anybody(measure, measure.worst):
            return Taken(State.ANY, ordinary=self._ordinary_text(measure)), None
        least = self._least_by_value(measure, here) if measure.unit is None else self._least(measure, here)
        if self.open is not None:
            return Taken(State.UNKNOWN, reason=self.open.reason), None
        return Taken(State.FIGURE, value_text(least, measure.expr.type), self._ordinary_text(measure)), least

    def _forget(self) -> None:
        self.open = None

    def _question(self, *more: Wanted) -> Question:
        return Question((*self.among, *more, Wanted(0, self.program, self.rule, True)))

    def _anybody(self, measure: Measure, value: Scalar) -> bool:
        """Whether anybody gets a yes with no better a value."""
        near = Wanted(0, self.program, measure.no_better_than(value), True)
        answer = self.prover.decide(self._question(near), shown=False)
        if isinstance(answer, Undecided):
            self.open = answer
        return isinstance(answer, Found)

    def _value(self, measure: Measure, person: Person) -> Scalar | None:
        return measure.of(evaluate(self.program, self.program.describes(person)))

    def _least(self, measure: Measure, here: Scalar) -> Scalar:
        assert isinstance(here, int | Fraction)
        assert measure.unit is not None
        trait = Trait(measure.expr, measure.name, measure.unit, figures=measure.figures)
        found = last_that(lambda at: self._anybody(measure, at), here, -measure.better, trait)
        assert found is not None
        return found

    def _least_by_value(self, measure: Measure, here: Scalar) -> Scalar:
        type_ = measure.expr.type
        assert isinstance(type_, Enumeration)
        values = type_.values if measure.better > 0 else type_.values[::-1]
        low, high = 0, values.index(str(here))  # with values[high] somebody does; with values[0] nobody was found
        while high - low > 1:
            middle = (low + high) // 2
            if self._anybody(measure, values[middle]):
                high = middle
            else:
                low = middle
        return values[high]

    # -- otherwise ordinary

    def ordinary(self, measure: Measure) -> tuple[Scalar, Person] | None:
        """The least value with which the ordinary person of the class still gets a yes when nothing else of them
        changes, and the same person one step below, who does not. None where that cannot be said."""
        if measure not in self._ordinary:
            self._ordinary[measure] = self._of_the_ordinary(measure)
        return self._ordinary[measure]

    def _of_the_ordinary(self, measure: Measure) -> tuple[Scalar, Person] | None:
        found = self.somebody()
        if not isinstance(found, Found) or not measure.known_to(self.program):
            return None
        person = self.program.describes(found.persons[0])
        here = self._value(measure, person)
        return None if here is None else self._ordinarily(measure, person, here)

    def _ordinarily(self, measure: Measure, person: Person, here: Scalar) -> tuple[Scalar, Person] | None:
        change = _changing(self.program, measure, person, here)
        if change is None:
            return None
        if measure.unit is None:
            return self._ordinary_by_value(measure, change, here)
        assert isinstance(here, int | Fraction)
        step = measure.unit * measure.better
        good, steps = 0, 1
        while self._yes(change(here - step * steps)):
            good, steps = steps, steps * 2
            if steps > 2**14:
                return None
        bad = steps
        while bad - good > 1:
            middle = (good + bad) // 2
            if self._yes(change(here - step * middle)):
                good = middle
            else:
                bad = middle
        below = change(here - step * bad)
        return None if below is None or not self._no(below) else (here - step * good, below)

    def _ordinary_by_value(
        self, measure: Measure, change: Callable[[Scalar], Person | None], here: Scalar
    ) -> tuple[Scalar, Person] | None:
        type_ = measure.expr.type
        assert isinstance(type_, Enumeration)
        values = type_.values if measure.better > 0 else type_.values[::-1]
        at = values.index(str(here))
        while at > 0 and self._yes(change(values[at - 1])):
            at -= 1
        below = change(values[at - 1]) if at > 0 else None
        return None if below is None or not self._no(below) else (values[at], below)

    def _yes(self, person: Person | None) -> bool:
        return person is not None and self._outcome(person) is Outcome.YES

    def _no(self, person: Person) -> bool:
        return self._outcome(person) is Outcome.NO

    def _outcome(self, person: Person) -> Outcome | None:
        """None: there is nobody like that."""
        return None if possible(self.program, person) else outcome_of(self.program, self.subject, person)

    def _ordinary_text(self, measure: Measure) -> Text | None:
        found = self.ordinary(measure)
        return None if found is None else value_text(found[0], measure.expr.type)

    # -- articles

    def places(self, measure: Measure) -> tuple[Place, ...]:
        """The places that make the figure: those that refuse the ordinary person one step below; where there is no
        such, those that leave nobody with a yes one step below the least."""
        found = self.ordinary(measure)
        if found is not None:
            return grounds([Side(self.program, found[1], self.rule)])
        least = self.least(measure)
        below = None if least is None else stepped_down(measure, least)
        if below is None:
            return ()
        return self.prover.why_nobody(self._question(Wanted(0, self.program, measure.no_better_than(below), True)))


def _changing(
    program: Program, measure: Measure, person: Person, here: Scalar
) -> Callable[[Scalar], Person | None] | None:
    """The person with another value of the measure, by its only fact; None where it rests on several, or on a list."""
    if len(measure.facts) != 1:
        return None
    fact = program.vocabulary.fact(measure.facts[0])
    assert fact is not None
    if fact.records is not None:
        return None

    def with_fact(value: Scalar) -> Person:
        assert fact is not None
        return replace(person, facts={**person.facts, fact.name: value})

    def changed(value: Scalar) -> Person | None:
        assert fact is not None
        if not isinstance(fact.type, YearMonth):
            found = with_fact(value)
            return found if measure.of(evaluate(program, found)) == value else None
        start = person.facts[fact.name]
        assert isinstance(start, int)
        assert isinstance(value, int)
        assert isinstance(here, int)
        for moved in (start + (here - value), start - (here - value)):
            found = with_fact(moved)
            if measure.of(evaluate(program, found)) == value:
                return found
        return None

    return changed


def stepped_down(measure: Measure, value: Scalar) -> Scalar | None:
    """The next worse value."""
    if measure.unit is None:
        type_ = measure.expr.type
        assert isinstance(type_, Enumeration)
        at = type_.values.index(str(value)) - measure.better
        return type_.values[at] if 0 <= at < len(type_.values) else None
    assert isinstance(value, int | Fraction)
    return value - measure.unit * measure.better
