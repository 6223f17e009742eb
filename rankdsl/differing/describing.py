"""Whom a change is about, in as few words as cover just those people.

A group is a part of the people who have a yes on the one side: those who have none on the other. So what is to be said
is only what tells them from the rest of these. A description is one way or several; a way is a box (limits on a few
traits). Every box is proved to hold nobody but people of the group, and (where `exact`) nobody of the group is outside
all boxes.

Boxes grow from a person of the group: a limit that is not needed is left out, the others are moved as far as they go.
The traits tried first are facts, figures that the vocabulary derives, and numbers that both sides call the same; where
these do not do it in a few boxes, the numbered conditions that are not met are named instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Text
from rankdsl.differing.asking import Sides
from rankdsl.differing.parts import Way
from rankdsl.differing.traits import Among, Between, Box, Limit, Trait, exactly, words
from rankdsl.ir.nodes import Expr, negation
from rankdsl.ir.program import Program
from rankdsl.ir.values import Exact, Person, Scalar
from rankdsl.prove import Condition, Found, Nobody, Wanted

MOST_WAYS = 3
FARTHEST = 14
"""Doublings of a step after which a number is said to have no limit."""


@dataclass(frozen=True)
class Target:
    """The people of `base` who get no yes of `program` (`yes` says whether they do)."""

    sides: Sides
    program: Program
    base: tuple[Condition, ...]
    yes: Expr

    def somebody(self, *conditions: Wanted, inside: bool) -> Found | None:
        """Somebody of the base with the conditions, in the group or beside it; None: nobody, or it is not known."""
        answer = self.sides.decide((*self.base, *conditions, self.says(self.yes, not inside)))
        return answer if isinstance(answer, Found) else None

    def nobody(self, *conditions: Wanted, inside: bool) -> bool:
        """Proved that there is nobody."""
        wanted = (*self.base, *conditions, self.says(self.yes, not inside))
        return isinstance(self.sides.decide(wanted), Nobody)

    def says(self, formula: Expr, answer: bool = True) -> Wanted:
        return Wanted(0, self.program, formula, answer)


@dataclass(frozen=True, slots=True)
class Description:
    ways: tuple[Way, ...]
    exact: bool


def described(
    target: Target, person: Person, tiers: Sequence[Sequence[Trait]], besides: Sequence[Trait]
) -> Description:
    """The group of which `person` is one, by the first of the tiers of traits that does it exactly, else by the last
    that says anything. `besides`: traits of which it is said what holds of everybody in the group anyhow."""
    found = Description((), False)
    for number, traits in enumerate(tiers):
        describing = Describing(target, traits)
        boxes, exact = describing.boxes(person, hasty=number < len(tiers) - 1)
        if boxes and (exact or number == len(tiers) - 1 or not found.ways):
            ways = tuple(describing.way(box, besides) for box in boxes)
            found = Description(ways, exact)
        if exact:
            break
    return found


class Describing:
    def __init__(self, target: Target, traits: Sequence[Trait]) -> None:
        self.target = target
        self.traits = traits

    def boxes(self, person: Person, *, hasty: bool) -> tuple[list[Box], bool]:
        """Boxes of the group, and whether they are all of it. hasty: given up where it does not look like it."""
        target = self.target
        found: list[Box] = []
        while True:
            box = self._grown(person)
            if box is None:
                return found, False
            found.append(box)
            outside = tuple(target.says(negation(b.formula)) for b in found)
            if target.nobody(*outside, inside=True):
                return found, True
            numbers = sum(isinstance(limit, Between) for limit in box.limits.values())
            if len(found) == MOST_WAYS or (hasty and numbers > 1):
                return found, False
            other = target.somebody(*outside, inside=True)
            if other is None:
                return found, False
            person = other.persons[0]

    def _grown(self, person: Person) -> Box | None:
        """As large a box around the person as holds nobody beside the group; None if there is none."""
        evaluation = evaluate(self.target.program, self.target.program.describes(person))
        box = Box({t: exactly(t, value) for t in self.traits if (value := t.of(evaluation)) is not None})
        if not self._only_the_group(box):
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

    def _only_the_group(self, box: Box) -> bool:
        return self.target.nobody(self.target.says(box.formula), inside=False)

    def _left_out(self, box: Box, trait: Trait) -> Box:
        smaller = box.without(trait)
        return smaller if self._only_the_group(smaller) else box

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
        return self._only_the_group(having) and not self.target.nobody(self.target.says(having.formula), inside=True)

    def _moved(self, box: Box, trait: Trait) -> Box:
        """Each end as far as it goes."""
        limit = box.limits[trait]
        assert isinstance(limit, Between)
        assert limit.low is not None
        assert limit.high is not None

        def fits(low: Exact | None, high: Exact | None) -> bool:
            return self._only_the_group(box.having(trait, Between(low, high)))

        here = limit.low
        high = self._end(trait, here, 1, lambda at: fits(here, at))
        low = self._end(trait, here, -1, lambda at: fits(at, high))
        return box.having(trait, Between(low, high))

    def _end(self, trait: Trait, here: Exact, way: int, fits: Callable[[Exact | None], bool]) -> Exact | None:
        """The farthest end that fits, from `here` (which does) upwards (1) or downwards (-1); None: there is none."""
        return None if fits(None) else last_that(fits, here, way, trait)

    # -- in words

    def way(self, box: Box, besides: Sequence[Trait]) -> Way:
        """The limits of the box; of a number also the end that everybody in the group is on the right side of."""
        said: list[Text] = []
        for trait, limit in box.limits.items():
            said.append(words(trait, self._both_ends(box, trait, limit)))
        others = [t for t in besides if t not in box.limits]
        return Way(tuple(said), tuple(self._besides(box, others)))

    def _both_ends(self, box: Box, trait: Trait, limit: Limit) -> Limit:
        if not isinstance(limit, Between):
            return limit
        inside = self.target.says(box.formula)
        someone = self.target.somebody(inside, inside=True)
        here = None if someone is None else trait.of(self._evaluation(someone))
        if not isinstance(here, int | Fraction):
            return limit

        def somebody(low: Exact | None, high: Exact | None) -> bool:
            beyond = Box({trait: Between(low, high)})
            return not self.target.nobody(inside, self.target.says(beyond.formula), inside=True)

        low, high = limit.low, limit.high
        if low is None:
            low = last_that(lambda at: somebody(None, at), here, -1, trait, beyond=False)
        elif high is None:
            high = last_that(lambda at: somebody(at, None), here, 1, trait, beyond=False)
        return Between(low, high)

    def _besides(self, box: Box, traits: Sequence[Trait]) -> Iterator[Text]:
        inside = self.target.says(box.formula)
        for trait in traits:
            there = [v for v in trait.values if not self._absent(inside, trait, v)]
            if not there or len(there) == len(trait.values):
                continue
            lacking = [v for v in trait.values if v not in there]
            told = any(not self._absent_at_all(trait, v) for v in lacking)
            if told:
                yield words(trait, Among(frozenset(there)))

    def _absent(self, inside: Wanted, trait: Trait, value: Scalar) -> bool:
        """Proved that nobody of the group has the value."""
        having = Box({trait: Among(frozenset((value,)))}).formula
        return self.target.nobody(inside, self.target.says(having), inside=True)

    def _absent_at_all(self, trait: Trait, value: Scalar) -> bool:
        """Nor anybody else of the base."""
        having = Box({trait: Among(frozenset((value,)))}).formula
        return isinstance(self.target.sides.decide((*self.target.base, self.target.says(having))), Nobody)

    def _evaluation(self, found: Found) -> Evaluation:
        return evaluate(self.target.program, self.target.program.describes(found.persons[0]))


def last_that(
    holds: Callable[[Exact], bool], here: Exact, way: int, trait: Trait, *, beyond: bool = True
) -> Exact | None:
    """The last value from `here` on, upwards (1) or downwards (-1), of which something holds that holds of `here` and,
    once it does not, of none further on. First the figures that the rules have are tried. beyond: looked for behind
    all of them too; else None where it holds of the last of them."""
    unit = trait.unit * way
    steps = {at for figure in trait.figures for at in (figure - unit, figure) if (at - here) * way > 0}
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
