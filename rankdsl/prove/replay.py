"""Witnesses against the reference evaluator: that they are what was asked for, and which of their facts decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, assert_never

from msgspec.structs import replace

from rankdsl.backends.approximate import Answer
from rankdsl.backends.arithmetic import stands
from rankdsl.backends.possible import violations
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.backends.smt.kinds import directed_fields
from rankdsl.ir.facts import Fact
from rankdsl.ir.program import Program
from rankdsl.ir.types import Day, Enumeration, Type, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar, position
from rankdsl.prove.ordinary import typical
from rankdsl.prove.questions import Compared, Condition, Question, Raised, Spaced, Unlike, Wanted, WitnessDoesNotReplay
from rankdsl.prove.witnesses import ordinary_list


class Replay:
    """A question, ready to be put to concrete persons."""

    def __init__(self, question: Question, programs: Sequence[Program], facts: Mapping[str, Fact]) -> None:
        self.question = question
        self.programs = programs
        self.facts = facts

    def check(self, persons: Sequence[Person]) -> None:
        """Raises WitnessDoesNotReplay."""
        failed = next(self._failures(persons), None)
        if failed is not None:
            raise WitnessDoesNotReplay(f"{failed}: {persons}")

    def decisive(self, persons: Sequence[Person], read: frozenset[str]) -> tuple[str, ...]:
        """For two persons the facts that differ; for one the facts among `read` that differ from an ordinary record and
        cannot be made ordinary."""
        if len(persons) == 2:
            first, second = (p.facts for p in persons)
            return tuple(name for name in self.facts if not _same(first[name], second[name]))
        (person,) = persons
        return tuple(name for name in self.facts if name in read and self._decides(person, name))

    def _decides(self, person: Person, name: str) -> bool:
        fact = self.facts[name]
        if fact.records is None:
            ordinary: Any = typical(fact)
        else:
            starts = {n: [_year(person.facts[n])] for n, f in self.facts.items() if isinstance(f.type, YearMonth | Day)}
            ordinary = ordinary_list(fact, starts, person.as_of)
        if _same(person.facts[name], ordinary):
            return False
        changed = replace(person, facts={**person.facts, name: ordinary})
        return next(self._failures([changed]), None) is not None

    def _failures(self, persons: Sequence[Person]) -> Iterator[str]:
        """What is not as it was asked for."""
        seen: dict[tuple[int, int], Evaluation] = {}
        for program in self.programs:
            for index, person in enumerate(persons):
                own = program.describes(person)
                if not program.period.start <= person.as_of:
                    yield "the day of evaluation"
                evaluation = seen[id(program), index] = evaluate(program, own)
                for violation in violations(evaluation):
                    yield f"possible: {violation.rule.value} {violation.subject}"
        for number, condition in enumerate(self.question.conditions, 1):
            if not holds(condition, seen):
                yield f"condition {number}"
        yield from self._pair_failures(persons)

    def _pair_failures(self, persons: Sequence[Person]) -> Iterator[str]:
        moved = self.question.moved
        if moved is None:
            return
        first, second = persons
        differ = [name for name in self.facts if not _same(first.facts[name], second.facts[name])]
        if first.as_of != second.as_of or not moved.issuperset(differ):
            yield f"moved: {differ}"
        if self.question.apart and not differ:
            yield "apart"
        if self.question.raised is not None and not self._raised(self.question.raised, first, second):
            yield f"raised: {self.question.raised}"

    def _raised(self, raised: Raised, first: Person, second: Person) -> bool:
        fact = self.facts[raised.fact]
        a, b = first.facts[raised.fact], second.facts[raised.fact]
        if not isinstance(a, Records):
            assert not isinstance(b, Records)
            return raised.direction * compare(a, b, fact.type) > 0
        assert isinstance(b, Records)
        assert fact.records is not None
        if a.years.keys() != b.years.keys():
            return False
        signs = directed_fields(fact.records)
        rises = False
        for year, one in a.years.items():
            other = b.years[year]
            assert one is not None
            assert other is not None
            for field in fact.records.fields:
                step = compare(one[field.name], other[field.name], field.type)
                sign = signs.get(field.name, 0) * raised.direction
                if step * sign < 0 or (step and not sign):
                    return False
                rises = rises or step != 0
        return rises


def compare(first: Scalar, second: Scalar, type_: Type) -> int:
    """Below 0, 0 or above 0 as the second stands below, at or above the first in the order of the type."""
    left, right = position(first, type_), position(second, type_)
    return int(right > left) - int(right < left)


def holds(condition: Condition, seen: Mapping[tuple[int, int], Evaluation]) -> bool:
    match condition:
        case Wanted(person, program, formula, answer):
            return seen[id(program), person].value_of(formula).surely(answer)
        case Compared(program, expr, second):
            answers: list[Answer] = [seen[id(program), person].value_of(expr) for person in (0, 1)]
            before, after = (answer.value for answer in answers)
            if before is None or after is None:
                return False
            step = compare(before, after, expr.type)
            if second == "same":
                return step == 0
            if second != "other" and isinstance(expr.type, Enumeration) and not expr.type.ordered:
                return False
            return step != 0 if second == "other" else step > 0 if second == "above" else step < 0
        case Spaced(program, expr, op, by):
            low, high = (seen[id(program), person].value_of(expr).value for person in (0, 1))
            distance = seen[id(program), 0].value_of(by).value
            if low is None or high is None or distance is None:
                return False
            assert isinstance(distance, int | Fraction)
            gap: Fraction = Fraction(position(high, expr.type)) - position(low, expr.type)
            return stands(gap, op, distance)
        case Unlike(person, program, expr, other, there, differ):
            here, above = seen[id(program), person].value_of(expr).value, seen[id(other), person].value_of(there).value
            return here is not None and above is not None and (here != above) is differ
        case _:
            assert_never(condition)


def _same(a: object, b: object) -> bool:
    if isinstance(a, Records) and isinstance(b, Records):
        return _plain(a) == _plain(b)
    return a == b


def _plain(records: Records) -> dict[int, dict[str, Scalar] | None]:
    return {year: _fields(record) for year, record in records.years.items()}


def _fields(record: Record | None) -> dict[str, Scalar] | None:
    return None if record is None else dict(record)


def _year(moment: object) -> int:
    if isinstance(moment, int):
        return moment // 12
    year = getattr(moment, "year", None)
    assert isinstance(year, int)
    return year
