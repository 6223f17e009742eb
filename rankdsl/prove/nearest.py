"""Fixing a solution term by term, each as near to what is ordinary as the terms fixed before it allow.

Every step is decided completely, so the outcome depends on the conditions and the order only, not on the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rankdsl.backends.smt.kernel import Bool, Int, IntTerm, Kernel
from rankdsl.backends.smt.solver import Model, PatientSolver, Solver


class LimitHit(Exception):  # noqa: N818 - a limit, not a mistake
    """The solver gave up on a step."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A whole number that should be near `target`; of two that are equally near, the smaller."""

    term: Int
    target: int


@dataclass(frozen=True, slots=True)
class TruthWish:
    term: Bool
    target: bool


class Fixing:
    """`model` always satisfies everything fixed so far. LimitHit from any method."""

    def __init__(self, kernel: Kernel, solver: Solver | PatientSolver, model: Model) -> None:
        """`model`: of a check of `solver`."""
        self.kernel = kernel
        self.solver = solver
        self.model = model

    def fix(self, wishes: Sequence[Wish | TruthWish]) -> None:
        """First, in order, what can be had exactly as wished; then, in order, the others as near as they can be."""
        for wish in list(self._refused(wishes)):
            if isinstance(wish, TruthWish):
                self.solver.add(self.kernel.same(wish.term, not wish.target))
            else:
                self._approach(wish.term, wish.target)

    def _refused(self, wishes: Sequence[Wish | TruthWish]) -> Iterator[Wish | TruthWish]:
        """Fixes each wish that can be had beside those before it; yields the others. Halves them, as most can be had
        together."""
        while wishes and self._has(wishes[0]):
            self.solver.add(self._wished(wishes[0]))
            wishes = wishes[1:]
        if not wishes:
            return
        together = [self._wished(wish) for wish in wishes]
        if self._possible(together):
            self.solver.add(*together)
        elif len(wishes) == 1:
            yield wishes[0]
        else:
            middle = len(wishes) // 2
            yield from self._refused(wishes[:middle])
            yield from self._refused(wishes[middle:])

    def _approach(self, term: Int, target: int) -> None:
        """By bisection of the distance; it is known not to be 0."""
        if not isinstance(term, IntTerm):
            return
        known_not, known = 0, abs(self.model.int(term) - target)
        while known - known_not > 1:
            middle = (known + known_not) // 2
            if self._possible([self.kernel.le(target - middle, term), self.kernel.le(term, target + middle)]):
                known = abs(self.model.int(term) - target)
            else:
                known_not = middle
        below = self.kernel.eq(term, target - known)
        if self.model.int(term) == target - known or self._possible([below]):
            self.solver.add(below)
        else:
            self.solver.add(self.kernel.eq(term, target + known))

    def _has(self, wish: Wish | TruthWish) -> bool:
        if isinstance(wish, TruthWish):
            return self.model.truth(wish.term) == wish.target
        return self.model.int(wish.term) == wish.target

    def _wished(self, wish: Wish | TruthWish) -> Bool:
        if isinstance(wish, TruthWish):
            return self.kernel.same(wish.term, wish.target)
        return self.kernel.eq(wish.term, wish.target)

    def _possible(self, conditions: Sequence[Bool]) -> bool:
        """Whether they can hold beside what is fixed; then the model satisfies them."""
        found = self.solver.check(conditions)
        if found is None:
            raise LimitHit
        if found:
            self.model = self.solver.model()
        return found
