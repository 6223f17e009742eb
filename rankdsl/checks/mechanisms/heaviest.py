"""Whether anybody carries more than a limit: terms that each count for some people, asked of the prover.

People are told apart term by term, and no further than where it still matters: a way on which even everything that
may yet count is not too much is left. What the values of one fact say by themselves (a person has one of them) is not
asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from rankdsl.backends.approximate import Range
from rankdsl.backends.reference import evaluate
from rankdsl.checks.mechanisms.burdens import Term, met_by, sum_of
from rankdsl.checks.mechanisms.value_sets import ValueSet, value_set
from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Apply, Const, Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr, reads_the_day
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import Exact, Person
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

if TYPE_CHECKING:
    from rankdsl.prove import Prover

MOST_QUESTIONS = 1_000
"""With more the question stays open."""

TOO_MANY = Text(
    "适用条件互相交叉，需要区分的人过多", "the conditions under which indicators apply tell too many people apart"
)


class Heavy(Struct, frozen=True):
    """Somebody for whom the terms come to `total`, which is more than `limit`; replayed."""

    found: Found
    total: Exact
    limit: Exact


def heavier_than(
    prover: Prover, given: tuple[Wanted, ...], parts: Sequence[Term], program: Program, limit: Expr
) -> Heavy | Nobody | Undecided:
    """Somebody who meets `given`, and for whom the terms come to more than `limit`, a number of `program`."""
    return _Search(prover, given, tuple(parts), program, limit).run()


def fixed(program: Program, expr: Expr) -> Exact | None:
    """The number that an expression is for everybody on every day; None where it depends on anything."""
    if reads_of_expr(program, expr) or reads_the_day(program, expr):
        return None
    value = evaluate(program, Person({}, program.period.start)).value_of(expr).value
    return value if isinstance(value, int | Fraction) else None


class _Somebody(Struct, frozen=True):
    person: Person
    met: tuple[bool | None, ...]


class _Node(Struct, frozen=True):
    """People told apart so far: what surely counts for them, which terms do or do not, and one of them, if known.
    `at`: how many terms of the order are settled."""

    at: int
    total: Exact
    known: Mapping[int, bool]
    conditions: tuple[Wanted, ...]
    somebody: _Somebody | None


class _Search:
    def __init__(
        self, prover: Prover, given: tuple[Wanted, ...], parts: tuple[Term, ...], program: Program, limit: Expr
    ) -> None:
        self.prover = prover
        self.given = given
        self.parts = parts
        self.program = program
        self.limit = limit
        self.sure = fixed(program, limit)
        self.lowest = self._lowest()
        self.open: Undecided | None = None
        self.asked = 0
        guards = {at: term.guard for at, term in enumerate(parts) if term.guard is not None}
        self.sets = {at: found for at, guard in guards.items() if (found := value_set(guard)) is not None}
        # What adds to the burden comes first, the most first: then most ways are soon seen to lead nowhere.
        self.order = sorted(guards, key=lambda at: (parts[at].weight < 0, -abs(Fraction(parts[at].weight)), at))

    def run(self) -> Heavy | Nobody | Undecided:
        certain = sum((term.weight for term in self.parts if term.guard is None), Fraction(0))
        stack = [_Node(0, certain, {}, self.given, None)]
        while stack and self.asked <= MOST_QUESTIONS:
            node = stack.pop()
            if not self._may_be_too_much(node):
                continue
            somebody = node.somebody or self._somebody(node.conditions)
            if somebody is None:
                continue
            if node.at == len(self.order) and not self._is_too_much(somebody):
                somebody = self._somebody((*node.conditions, *self._limit_below(node.total)))
            if somebody is not None and self._is_too_much(somebody):
                return self._shown(somebody)
            if node.at < len(self.order) and somebody is not None:
                stack += self._ways(node, somebody)
        return Nobody() if self.open is None else self.open

    def _ways(self, node: _Node, somebody: _Somebody) -> list[_Node]:
        """With the next term and without it; what adds more stands last, and is looked at first."""
        at = self.order[node.at]
        term = self.parts[at]
        found = []
        for holds in (False, True) if term.weight > 0 else (True, False):
            if not self._follows(node, at, not holds):
                wanted = Wanted(0, term.program, term.guard, holds) if term.guard is not None else None
                assert wanted is not None
                total = node.total + (term.weight if holds else 0)
                known = {**node.known, at: holds}
                same = somebody if somebody.met[at] is holds else None
                found.append(_Node(node.at + 1, total, known, (*node.conditions, wanted), same))
        return found

    def _somebody(self, conditions: tuple[Wanted, ...]) -> _Somebody | None:
        self.asked += 1
        if self.asked > MOST_QUESTIONS:
            self.open = Undecided(TOO_MANY)
            return None
        answer = self.prover.decide(Question(conditions), shown=False)
        if isinstance(answer, Undecided):
            self.open = answer
        if not isinstance(answer, Found):
            return None
        return _Somebody(answer.persons[0], met_by(self.parts, answer.persons[0]))

    def _shown(self, somebody: _Somebody) -> Heavy | Undecided:
        """Somebody for whom the same counts, as ordinary as can be."""
        total = sum_of(self.parts, somebody.met)
        assert total is not None
        told = tuple(
            Wanted(0, term.program, term.guard, bool(holds))
            for term, holds in zip(self.parts, somebody.met, strict=True)
            if term.guard is not None
        )
        answer = self.prover.decide(Question((*self.given, *told, *self._limit_below(total))))
        if not isinstance(answer, Found):  # there is somebody, so a limit was hit
            return answer if isinstance(answer, Undecided) else Undecided(TOO_MANY)
        limit = self._limit_of(answer.persons[0])
        assert limit is not None
        assert sum_of(self.parts, met_by(self.parts, answer.persons[0])) == total > limit
        return Heavy(answer, total, limit)

    # -- what is too much

    def _lowest(self) -> Exact | None:
        """The least that the limit is for anybody; None: it is not known."""
        if self.sure is not None or reads_the_day(self.program, self.limit):
            return self.sure
        values = evaluate(self.program, Person({}, self.program.period.start)).value_of(self.limit).values
        return values.low if isinstance(values, Range) and isinstance(values.low, int | Fraction) else None

    def _limit_below(self, total: Exact) -> tuple[Wanted, ...]:
        """That the limit lies below."""
        if self.sure is not None:
            return ()
        below = Apply(Op.LT, (self.limit, Const(total, self.limit.type)), TRUTH)
        return (Wanted(0, self.program, below, True),)

    def _limit_of(self, person: Person) -> Exact | None:
        if self.sure is not None:
            return self.sure
        value = evaluate(self.program, self.program.describes(person)).value_of(self.limit).value
        return value if isinstance(value, int | Fraction) else None

    def _is_too_much(self, somebody: _Somebody) -> bool:
        total, limit = sum_of(self.parts, somebody.met), self._limit_of(somebody.person)
        return total is not None and limit is not None and total > limit

    def _may_be_too_much(self, node: _Node) -> bool:
        """Whether everything that may yet count would be, by what is known without asking."""
        if self.lowest is None:
            return True
        most = node.total
        by_fact: dict[str, list[int]] = {}
        for at in self.order[node.at :]:
            known = self.sets.get(at)
            if known is not None and (known.exact or self.parts[at].weight > 0):
                by_fact.setdefault(known.fact, []).append(at)
            else:
                most += max(self.parts[at].weight, 0)
        for fact, unsettled in by_fact.items():
            left = self._left(node, self.sets[unsettled[0]])
            weights = ((at, self.parts[at].weight) for at in unsettled)
            by_value = dict.fromkeys(left, Fraction(0))
            for at, weight in weights:
                assert self.sets[at].fact == fact
                for value in self.sets[at].met & left:
                    by_value[value] += weight
            most += max(by_value.values(), default=Fraction(0))
        return most > self.lowest

    def _left(self, node: _Node, known: ValueSet) -> frozenset[str]:
        """The values that the fact may still have."""
        left = known.every
        for at, holds in node.known.items():
            settled = self.sets.get(at)
            if settled is not None and settled.fact == known.fact:
                if holds:
                    left &= settled.met
                elif settled.exact:
                    left -= settled.met
        return left

    def _follows(self, node: _Node, at: int, holds: bool) -> bool:
        """Whether the values that are left say already that the term holds, or that it does not."""
        known = self.sets.get(at)
        if known is None:
            return False
        left = self._left(node, known)
        return known.exact and left <= known.met if holds else not left & known.met
