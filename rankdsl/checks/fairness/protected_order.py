"""People in order (择优) and a protected fact (RD306): by itself, or with what must follow it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.examination import Examination, rule_of, scope_conditions
from rankdsl.checks.fairness.orders import Move, SetApart, keys_of, not_set_apart, set_apart
from rankdsl.checks.fairness.settled import FEW, NOT_SETTLED, ROUNDS, constants, tied_to
from rankdsl.checks.fairness.structural_exclusion import has
from rankdsl.checks.fairness.substitution import Supposed, together
from rankdsl.checks.probing import evaluated, gets, people_with
from rankdsl.ir.facts import Fact
from rankdsl.ir.mechanisms import Selection
from rankdsl.ir.nodes import Const, Expr, conjunction, different, disjunction, negation, surely
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person, Records, Scalar
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

Ways = tuple[dict[str, Const], dict[str, Const]]
"""Values of the protected fact and those tied to it, for either of two people."""


def influence(under: Examination, selection: Selection, fact: Fact) -> SetApart | None:
    """Two eligible people alike but for the fact, and what must change with it, who are set apart; None where no key
    has to do with it, and nothing is asked."""
    tied = tied_to(under.program, fact)
    read = frozenset(reads_of_expr(under.program, *(key.value for key in keys_of(selection))))
    if fact.of_unit or not (tied | {fact.name}) & read:
        return None
    found = set_apart(under, selection, Move(frozenset((fact.name,)), "either"))
    if isinstance(found.answer, Found) or not tied:
        return found
    settled = _settled(under, selection, fact, tied)
    return found if isinstance(found.answer, Undecided) and isinstance(settled.answer, Nobody) else settled


def _settled(under: Examination, selection: Selection, fact: Fact, tied: frozenset[str]) -> SetApart:
    """Two whose values of the fact differ, and who could not stand alike however the tied facts went."""
    if isinstance(set_apart(under, selection, Move(tied | {fact.name}, "either"), shown=False).answer, Nobody):
        return SetApart(Nobody())  # nor are there any if the tied facts are free
    if not fact.values:
        return SetApart(Undecided(NOT_SETTLED))
    found = SetApart(Nobody())
    for first, second in combinations(fact.values, 2):
        each = _Never(under, selection, fact, tied, (first, second)).look()
        if isinstance(each.answer, Found):
            return each
        found = each if isinstance(each.answer, Undecided) else found
    return found


class _Never:
    """Whether somebody with one value of the protected fact and somebody with the other are both eligible, alike but
    for it and the tied facts, and never stand alike."""

    def __init__(
        self,
        under: Examination,
        selection: Selection,
        fact: Fact,
        tied: frozenset[str],
        values: tuple[Scalar, Scalar],
    ) -> None:
        self.under, self.selection, self.fact, self.values = under, selection, fact, values
        self.tied = [f for f in under.program.vocabulary.facts if f.name in tied]
        self.moved = tied | {fact.name}
        self.keys = keys_of(selection)

    def look(self) -> SetApart:
        further = list(self._of_either_value())
        for _ in range(ROUNDS):
            found = set_apart(self.under, self.selection, Move(self.moved, "either", further=tuple(further)))
            if not isinstance(found.answer, Found):
                return found
            ways = self._alike(found.answer.persons[0])
            if isinstance(ways, Nobody):
                return found
            try:
                further += [] if isinstance(ways, Undecided) else [self._not(ways)]
            except KeyError:
                break
            if isinstance(ways, Undecided):
                break
        return SetApart(Undecided(NOT_SETTLED))

    def _of_either_value(self) -> Iterator[Wanted]:
        for who, value in enumerate(self.values):
            yield Wanted(who, self.under.program, has(self.fact, value), True)

    def _alike(self, person: Person) -> Ways | Nobody | Undecided:
        """How two people like this one, with the one value and the other, may stand alike."""
        some = [
            [evaluated(self.under, p) for p in people_with(self.under, person, {self.fact.name: value}, self.tied, FEW)]
            for value in self.values
        ]
        firsts, seconds = ([each for each in side if gets(each, self.selection.among, True)] for side in some)
        places = {self._place(each): each for each in seconds}
        for first in firsts:
            second = places.get(self._place(first))
            if second is not None:
                return self._ways((first.person, second.person))
        # Those were not all, perhaps: the prover looks at the rest.
        program = self.under.program
        eligible = [Wanted(who, program, rule_of(program, self.selection.among), True) for who in (0, 1)]
        rest = [
            Wanted(0, program, has(f, value), True)
            for f in program.vocabulary.facts
            if f.name not in self.moved and not isinstance(value := person.facts[f.name], Records)
        ]
        scope = (*self.under.in_scope, *scope_conditions(program, person=1))
        undecided: Undecided | None = None
        for way in not_set_apart(program, self.keys):
            conditions = (*scope, *eligible, *rest, *self._of_either_value(), *way)
            answer = self.under.prover.decide(Question(conditions, moved=self.moved), shown=False)
            if isinstance(answer, Found):
                return self._ways(answer.persons)
            undecided = answer if isinstance(answer, Undecided) else undecided
        return undecided or Nobody()

    def _place(self, person: Evaluation) -> tuple[object, ...]:
        """The keys as far as they have a value: who has the same cannot be set apart."""
        found: list[object] = []
        for key in self.keys:
            value = person.value_of(key.value).value
            if value is None:
                break
            found.append(value)
        return tuple(found)

    def _ways(self, persons: tuple[Person, ...]) -> Ways:
        first, second = (constants(self.under, person, self.moved) for person in persons)
        return first, second

    def _not(self, ways: Ways) -> Wanted:
        """That two people like the first, with the values so, are not both possible, in scope and eligible, or do not
        stand alike."""
        program = self.under.program
        first, second = (Supposed(program, values, number) for number, values in enumerate(ways, 1))
        eligible = rule_of(program, self.selection.among)
        apart: list[Expr] = []
        before: list[Expr] = []
        for key in self.keys:
            differ = different(first.of(key.value), second.of(key.value))
            apart.append(conjunction((*before, differ)))
            before.append(negation(differ))
        both = (first.possible, second.possible, first.of(eligible), second.of(eligible))
        same = conjunction((*both, negation(surely(disjunction(tuple(apart))))))
        return Wanted(0, together(program, first, second), surely(same), False)
