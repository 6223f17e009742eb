"""Persons found before, of whom a question may be true as well: asked by the reference evaluator before the solver is.

Only for questions of which it matters that there is somebody, not whom. Most of what is asked so (does a row ever
apply, can a condition fail) is true of somebody who was found for another question of the same piece of time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rankdsl.backends.possible import violations
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person
from rankdsl.prove.questions import Condition, Question, Wanted
from rankdsl.prove.replay import holds

MOST = 8
"""Persons kept: those that were of use last."""
TRIES = 8


class Known:
    """Where few questions were answered so, only some are tried: the evaluator is slower than the solver at failing."""

    def __init__(self) -> None:
        self._persons: list[_Remembered] = []
        self._asked = 0
        self._answered = 0

    def add(self, person: Person) -> None:
        self._persons.insert(0, _Remembered(person))
        del self._persons[MOST:]

    @property
    def persons(self) -> tuple[Person, ...]:
        """Those kept, the one that was of use last first."""
        return tuple(remembered.person for remembered in self._persons)

    def latest_meets(self, question: Question, programs: Sequence[Program]) -> bool:
        """Whether the person who was added last meets the question, which is about one person."""
        return self._persons[0].meets(question, programs)

    def somebody(self, question: Question, programs: Sequence[Program]) -> Person | None:
        """Somebody possible under all the programs who meets the question, which is about one person."""
        self._asked += 1
        pays = self._asked <= TRIES + 3 * self._answered
        for position, remembered in enumerate(self._persons if pays or self._asked % TRIES == 0 else []):
            if remembered.meets(question, programs):
                self._persons.insert(0, self._persons.pop(position))
                self._answered += 1
                return remembered.person
        return None


class _Remembered:
    """A person with what programs say of them, as far as it was asked."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._seen: dict[int, tuple[Program, Evaluation | None]] = {}
        """By identity (so the program is kept); None where the person is not possible."""
        self._met: dict[tuple[int, int, bool], tuple[Condition, bool]] = {}
        """Whether formulas that were asked hold, by identity of program and formula (so the condition is kept)."""

    def meets(self, question: Question, programs: Sequence[Program]) -> bool:
        seen: dict[tuple[int, int], Evaluation] = {}
        for program in programs:
            evaluation = self._evaluation(program)
            if evaluation is None:
                return False
            seen[id(program), 0] = evaluation
        return all(self._holds(condition, seen) for condition in reversed(question.conditions))

    def _holds(self, condition: Condition, seen: Mapping[tuple[int, int], Evaluation]) -> bool:
        if not isinstance(condition, Wanted):
            return holds(condition, seen)
        key = id(condition.program), id(condition.formula), condition.answer
        found = self._met.get(key)
        if found is None:
            found = self._met[key] = condition, holds(condition, seen)
        return found[1]

    def _evaluation(self, program: Program) -> Evaluation | None:
        found = self._seen.get(id(program))
        if found is None:
            found = self._seen[id(program)] = program, self._evaluated(program)
        return found[1]

    def _evaluated(self, program: Program) -> Evaluation | None:
        own = program.describes(self.person)
        evaluation = evaluate(program, own)
        return None if own.as_of < program.period.start or violations(evaluation) else evaluation
