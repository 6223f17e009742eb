"""Fixing a solution term by term, each as near to what is ordinary as the terms fixed before it allow.

Every step is decided completely, so the outcome depends on the conditions and the order only, not on the solver.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rankdsl.backends.smt.kernel import Bool, Int, IntTerm, Kernel
from rankdsl.backends.smt.solver import Model, PatientSolver, Solver


class LimitHit(Exception):  # noqa: N818 - a limit, not a mistake
    """The solver gave up on a step."""


class Wish(Struct, frozen=True):
    """A whole number that should be near `target`; of two that are equally near, the smaller."""

    term: Int
    target: int


class TruthWish(Struct, frozen=True):
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
        for wish in self._refused(wishes):
            if isinstance(wish, TruthWish):
                self.solver.add(self.kernel.same(wish.term, not wish.target))
            else:
                self._approach(wish.term, wish.target)

    def _refused(self, wishes: Sequence[Wish | TruthWish]) -> list[Wish | TruthWish]:
        """Fixes each wish that can be had beside those before it; the others, in order.

        As many as can be had together are fixed at once. Where some cannot, the solver names a few that exclude each
        other: the last of them cannot be had beside all before it, so those are tried next; where it names one alone,
        that cannot be had at all."""
        refused: list[int] = []
        left = list(range(len(wishes)))
        first = 0
        """How many of those left are tried together; 0 for all. The one after them is refused if they can be had."""
        while left:
            if not first:
                while left and self._has(wishes[left[0]]):
                    self.solver.add(self._wished(wishes[left.pop(0)]))
                if not left:
                    break
            together = [self._wished(wishes[i]) for i in left[: first or len(left)]]
            if self._possible(together):
                self.solver.add(*together)
                refused += left[first : first + 1] if first else []
                left = left[first + 1 :] if first else []
                first = 0
                continue
            core = self.solver.core(together)
            last = max(core, default=len(together) - 1)
            if len(core) < 2 or last == 0:
                refused.append(left.pop(last))
                first = 0
            else:
                first = last
        return [wishes[i] for i in sorted(refused)]

    def _approach(self, term: Int, target: int) -> None:
        """To the least distance; it is known not to be 0. By turns any nearer one and half of it: mostly the solver's
        value is the nearest already."""
        if not isinstance(term, IntTerm):
            return
        known_not, known = 0, abs(self.model.int(term) - target)
        halves = False
        while known - known_not > 1:
            within = (known + known_not) // 2 if halves else known - 1
            if self._possible([self.kernel.le(target - within, term), self.kernel.le(term, target + within)]):
                known = abs(self.model.int(term) - target)
            else:
                known_not = within
            halves = not halves
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
