"""What a protected fact settles together with the facts that must follow it (RD306).

docs/decisions/0213-what-follows-a-protected-fact.md: somebody who cannot be the same person with another value of the
protected fact, and who with it fares otherwise, however the facts tied to it follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.examination import Examination, scope_conditions
from rankdsl.checks.fairness.structural_exclusion import has
from rankdsl.checks.fairness.substitution import Fixed
from rankdsl.checks.probing import evaluated, people_with
from rankdsl.diagnostics import Text
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Const, Expr, conjunction, has_value
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person, Records, Scalar
from rankdsl.prove import Answer, Condition, Found, Nobody, Question, Undecided, Wanted

NOT_SETTLED = Text(
    "受保护的事实牵连的其他事实太多，不能逐一核对",
    "too many facts follow the protected one to try what becomes of each",
)
ROUNDS = 12
"""How many ways in which other facts may follow are ruled out before it is given up."""
FEW = 2000


class Fares(Protocol):
    """How two people fare: what is asked about, so far as it is the same for a decision and for an order."""

    def differ(self, moved: frozenset[str], further: tuple[Condition, ...]) -> Answer:
        """Two in scope, alike but for `moved`, who fare otherwise, and not so above."""

    def alike(self, first: Evaluation, second: Evaluation) -> bool:
        """Whether the second is possible and in scope, and fares as the first, of whom that is known."""

    def both_alike(self) -> Iterator[tuple[Condition, ...]]:
        """The ways in which two people fare alike, as conditions."""

    def alike_if(self, values: Mapping[str, Const]) -> tuple[Program, Expr]:
        """That a person with these values would be possible and in scope, and fare as they do. KeyError: a value
        cannot be put in."""


def tied_to(program: Program, fact: Fact) -> frozenset[str]:
    """The facts that invariants tie to the fact, in one step."""
    ties = [frozenset(reads_of_expr(program, i.holds)) for i in program.invariants]
    return frozenset().union(*(tie for tie in ties if fact.name in tie)) - {fact.name}


def following(names: tuple[str, ...]) -> Text:
    """Said after a fact, of those that follow it; empty for none."""
    together = "、".join(names)
    return Text(f"和随它而定的“{together}”", f" and in “{together}”, which follows it") if names else Text("", "")


def settled(under: Examination, fact: Fact, tied: frozenset[str], fares: Fares) -> Answer:
    """Two of whom the second has what must follow, and fares otherwise, however that follows."""
    if isinstance(fares.differ(tied | {fact.name}, ()), Nobody):
        return Nobody()  # nor would they if all of it were free
    if not fact.values:
        return Undecided(NOT_SETTLED)
    found: Answer = Nobody()
    for value in fact.values:
        answer = _Settled(under, fact, value, tied, fares).look()
        if isinstance(answer, Found):
            return answer
        found = answer if isinstance(answer, Undecided) else found
    return found


class _Settled:
    def __init__(self, under: Examination, fact: Fact, value: Scalar, tied: frozenset[str], fares: Fares) -> None:
        self.under, self.fact, self.fares = under, fact, fares
        self.value = Const(value, fact.type)
        self.tied = [f for f in under.program.vocabulary.facts if f.name in tied]

    def look(self) -> Answer:
        program, moved = self.under.program, frozenset(f.name for f in self.tied) | {self.fact.name}
        impossible = Fixed(program, {self.fact.name: self.value})
        further = [
            Wanted(0, impossible.program, conjunction(impossible.invariants), False),
            Wanted(1, program, has(self.fact, self._scalar), True),
        ]
        for _ in range(ROUNDS):
            answer = self.fares.differ(moved, tuple(further))
            if not isinstance(answer, Found):
                return answer
            way = self._way_out(answer.persons[0], moved)
            if way is None:
                return answer
            try:
                further.append(self._not(way))
            except KeyError:
                break
        return Undecided(NOT_SETTLED)

    @property
    def _scalar(self) -> Scalar:
        return self.value.value

    def _not(self, way: dict[str, Const]) -> Wanted:
        """That the first person, with the value and the tied facts so, is impossible, out of scope or fares
        otherwise."""
        program, same = self.fares.alike_if({self.fact.name: self.value, **way})
        return Wanted(0, program, conjunction((has_value(same), same)), False)

    def _way_out(self, person: Person, moved: frozenset[str]) -> dict[str, Const] | None:
        """Values of the tied facts with which the person, the protected fact being changed, fares the same."""
        program, changed = self.under.program, {self.fact.name: self._scalar}
        own = evaluated(self.under, person)
        for other in people_with(self.under, person, changed, self.tied, FEW):
            if self.fares.alike(own, evaluated(self.under, other)):
                return self._of(other)
        # Those were not all, perhaps: the prover looks at the rest.
        alike = [
            Wanted(0, program, has(f, value), True)
            for f in program.vocabulary.facts
            if not isinstance(value := person.facts[f.name], Records)
        ]
        scope = (*self.under.in_scope, *scope_conditions(program, person=1))
        follows = Wanted(1, program, has(self.fact, self._scalar), True)
        open_answer = False
        for both in self.fares.both_alike():
            question = Question((*scope, *both, *alike, follows), moved=moved)
            answer = self.under.prover.decide(question, shown=False)
            if isinstance(answer, Found):
                return self._of(answer.persons[1])
            open_answer = open_answer or isinstance(answer, Undecided)
        return {} if open_answer else None

    def _of(self, person: Person) -> dict[str, Const]:
        values = {f: person.facts[f.name] for f in self.tied}
        return {f.name: Const(v, f.type) for f, v in values.items() if not isinstance(v, Records)}
