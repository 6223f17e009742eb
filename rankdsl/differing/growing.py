"""Boxes that hold only people of a group, grown from one of them: a limit that is not needed is left out, the others
are moved as far as they go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct, field

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.differing.asking import Sides
from rankdsl.differing.traits import Among, Between, Box, Trait, exactly
from rankdsl.ir.nodes import Expr, negation
from rankdsl.ir.program import Program
from rankdsl.ir.values import Exact, Person, Scalar
from rankdsl.prove import Answer, Condition, Found, Nobody, Wanted

FARTHEST = 14
"""Doublings of a step after which a number is said to have no limit."""


class Target(Struct, frozen=True):
    """The people of `base` who get no yes of `program` (`yes`: whether they do, as a yes or no of everybody)."""

    sides: Sides
    program: Program
    base: tuple[Condition, ...]
    yes: Expr
    met: list[Evaluation] = field(default_factory=list)
    """People of the group who were found, as the program sees them."""

    def asked(self, *conditions: Condition, inside: bool) -> Answer:
        answer = self.sides.decide((*self.base, *conditions, self.says(self.yes, not inside)))
        if inside and isinstance(answer, Found):
            self.meets(answer.persons[0])
        return answer

    def meets(self, person: Person) -> None:
        self.met.append(evaluate(self.program, self.program.describes(person)))

    def somebody(self, *conditions: Condition, inside: bool) -> Found | None:
        """Somebody of the base with the conditions, in the group or beside it; None: nobody, or it is not known."""
        answer = self.asked(*conditions, inside=inside)
        return answer if isinstance(answer, Found) else None

    def nobody(self, *conditions: Condition, inside: bool) -> bool:
        """Proved that there is nobody."""
        return isinstance(self.asked(*conditions, inside=inside), Nobody)

    def says(self, formula: Expr, answer: bool = True) -> Wanted:
        return Wanted(0, self.program, formula, answer)

    def only_the_group(self, box: Box) -> bool:
        """Proved that nobody beside the group is in the box."""
        return self.nobody(self.says(box.formula), inside=False)

    def outside(self, boxes: Sequence[Box]) -> tuple[Wanted, ...]:
        return tuple(self.says(negation(box.formula)) for box in boxes)


class Growing:
    def __init__(self, target: Target, traits: Sequence[Trait]) -> None:
        self.target = target
        self.traits = traits

    def boxes(self, person: Person, most: int) -> tuple[list[Box], bool]:
        """Boxes of the group, and whether they are all of it. Given up where one has limits on several numbers: these
        then depend on each other, and there is no end of boxes."""
        target = self.target
        found: list[Box] = []
        while True:
            box = self._grown(person)
            if box is None:
                return found, False
            found.append(box)
            outside = target.outside(found)
            if target.nobody(*outside, inside=True):
                return found, True
            numbers = sum(isinstance(limit, Between) for limit in box.limits.values())
            if len(found) == most or numbers > 1:
                return found, False
            other = target.somebody(*outside, inside=True)
            if other is None:
                return found, False
            person = other.persons[0]

    def _grown(self, person: Person) -> Box | None:
        """As large a box around the person as holds nobody beside the group; None if there is none."""
        target = self.target
        evaluation = evaluate(target.program, target.program.describes(person))
        box = Box({t: exactly(t, value) for t in self.traits if (value := t.of(evaluation)) is not None})
        if not target.only_the_group(box):
            return None
        for trait in reversed(list(box.limits)):
            if not trait.divides:
                box = self._left_out(box, trait)
        for trait, limit in box.limits.items():
            if isinstance(limit, Between):
                box = self._moved(box, trait)
        for trait in list(box.limits):
            if isinstance(box.limits[trait], Among):
                box = self._more_values(self._left_out(box, trait), trait)
        for trait, limit in box.limits.items():
            if isinstance(limit, Between):
                box = self._left_out(box, trait)
        return box

    def _left_out(self, box: Box, trait: Trait) -> Box:
        smaller = box.without(trait)
        return smaller if self.target.only_the_group(smaller) else box

    def _more_values(self, box: Box, trait: Trait) -> Box:
        if trait not in box.limits or len(trait.values) <= 2:
            return box
        limit = box.limits[trait]
        assert isinstance(limit, Among)
        values = {v for v in trait.values if v in limit.values or self._fits(box, trait, v)}
        return box.having(trait, Among(frozenset(values)))

    def _fits(self, box: Box, trait: Trait, value: Scalar) -> bool:
        """Whether there is anybody with the value too, and they are all of the group."""
        having = box.having(trait, Among(frozenset((value,))))
        target = self.target
        return target.only_the_group(having) and not target.nobody(target.says(having.formula), inside=True)

    def _moved(self, box: Box, trait: Trait) -> Box:
        """Each end as far as it goes."""
        limit = box.limits[trait]
        assert isinstance(limit, Between)
        assert limit.low is not None

        def fits(low: Exact | None, high: Exact | None) -> bool:
            return self.target.only_the_group(box.having(trait, Between(low, high)))

        here = limit.low
        high = self._end(trait, here, 1, lambda at: fits(here, at))
        low = self._end(trait, here, -1, lambda at: fits(at, high))
        return box.having(trait, Between(low, high))

    def _end(self, trait: Trait, here: Exact, way: int, fits: Callable[[Exact | None], bool]) -> Exact | None:
        """The farthest end that fits, from `here` (which does) upwards (1) or downwards (-1); None: there is none."""
        return None if fits(None) else last_that(fits, here, way, trait)

    def both_ends(self, box: Box, person: Person) -> Box:
        """With the ends that everybody in the group is on the right side of, where there are such. `person` is in the
        box."""
        target = self.target
        inside = target.says(box.formula)
        evaluation = evaluate(target.program, target.program.describes(person))
        for trait, limit in box.limits.items():
            here = trait.of(evaluation)
            if not isinstance(limit, Between) or isinstance(here, bool) or not isinstance(here, int | Fraction):
                continue
            box = box.having(trait, self._ends(inside, trait, limit, here))
        return box

    def _ends(self, inside: Wanted, trait: Trait, limit: Between, here: Exact) -> Between:
        def somebody(low: Exact | None, high: Exact | None) -> bool:
            beyond = Box({trait: Between(low, high)})
            return not self.target.nobody(inside, self.target.says(beyond.formula), inside=True)

        if limit.low is None:
            low = last_that(lambda at: somebody(None, at), here, -1, trait, beyond=False)
            return Between(low, limit.high)
        if limit.high is None:
            return Between(limit.low, last_that(lambda at: somebody(at, None), here, 1, trait, beyond=False))
        return limit


def last_that(
    holds: Callable[[Exact], bool], here: Exact, way: int, trait: Trait, *, beyond: bool = True
) -> Exact | None:
    """The last value from `here` on, upwards (1) or downwards (-1), of which something holds that holds of `here` and,
    once it does not, of none further on. First the figures that the rules have are tried. beyond: looked for behind
    all of them too; else None where it holds of the last of them."""
    unit = trait.unit * way
    near = {at for figure in trait.figures for at in (figure - unit, figure, figure + unit)}
    steps = {at for at in near if (at - here) * way > 0}
    figures = sorted(steps, key=lambda at: at * way)
    good, bad = -1, len(figures)
    while bad - good > 1:
        middle = (good + bad) // 2
        if holds(figures[middle]):
            good = middle
        else:
            bad = middle
    if bad == len(figures) and not beyond:
        return None
    last = figures[good] if good >= 0 else here
    first_not = figures[bad] if bad < len(figures) else None
    step = unit
    while first_not is None or (first_not - last) * way > trait.unit:
        at = last + step
        if first_not is not None and (first_not - at) * way <= 0:
            step = ((first_not - last) * way // trait.unit // 2) * unit
            at = last + step
        if holds(at):
            last, step = at, step * 2
        else:
            first_not, step = at, unit
        if first_not is None and abs(step) > trait.unit * 2**FARTHEST:
            return last
    return last
