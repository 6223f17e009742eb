"""Whom a change is about, in as few words as cover just those people.

A group is a part of the people who have a yes on the one side: those who have none on the other. So what is to be said
is only what tells them from the rest of these. A description is one way or several; a way is a box (limits on a few
traits). Every box is proved to hold nobody but people of the group, and (where `exact`) nobody of the group is outside
all boxes.

Boxes are looked for in a likeness (`sketch`), then proved of people. Where a few boxes do not do it, the conditions
that are not met are named instead, which always does where all are required; a box then shows some of the people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Text
from rankdsl.differing.alike import Alike
from rankdsl.differing.asking import Sides
from rankdsl.differing.choosing import Condition as Part
from rankdsl.differing.choosing import Own, own_conditions
from rankdsl.differing.growing import Growing, Target
from rankdsl.differing.parts import Way
from rankdsl.differing.sketch import Sketch
from rankdsl.differing.traits import Among, Between, Box, Trait, words
from rankdsl.ir.definitions import Mode
from rankdsl.ir.nodes import Expr, FactRef, conjunction, surely
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import Found, Nobody, Wanted

MOST_WAYS = 3
MOST_VALUES = 3
"""More values of a class are not listed, so nobody asks which there are."""


class Description(Struct, frozen=True):
    """at_stake: what differs, on the side that people lack a yes of, and on the other. relevant: facts that this looks
    at. some: people who are all of the group, where `ways` does not give figures."""

    ways: tuple[Way, ...]
    exact: bool
    at_stake: tuple[Expr, Expr]
    relevant: frozenset[str]
    some: Way | None = None


def described(
    alike: Alike, target: Target, having: tuple[Program, Expr], rule: Expr, person: Person, lacking: Text, yes: Text
) -> Description:
    """The group of which `person` is one: they have a yes of `having` and none of `rule`, in the target's program.
    lacking, yes: how the two sides are called (新的)."""
    target.meets(person)
    own = own_conditions(alike, (target.program, rule), having)
    stake = tuple(part.expr for part in own.lacking), tuple(part.expr for part in own.having)
    relevant = frozenset((*reads_of_expr(target.program, *stake[0]), *reads_of_expr(having[0], *stake[1])))
    all_of = own.mode is Mode.ALL
    at_stake = conjunction(stake[0]) if all_of else rule, conjunction(stake[1]) if all_of and stake[1] else having[1]
    boxes, exact = _Proving(alike, target, having[0], own, person).boxes() if own.mode is not Mode.ANY else ([], False)
    told = tuple(Way(tuple(words(t, limit) for t, limit in box.limits.items())) for box in boxes)
    named = () if exact else tuple(_named(target, own, lacking, yes))
    if not exact and not named:
        return Description(told, False, at_stake, relevant)
    besides: tuple[Text, ...] = ()
    if not any(trait.divides for box in boxes for trait in box.limits) or not exact:
        besides = tuple(_besides(target, _classes(target.program, rule, *having)))
    if exact:
        return Description(tuple(replace(way, besides=besides) for way in told), True, at_stake, relevant)
    ways = tuple(replace(way, besides=besides) for way in named)
    return Description(ways, True, at_stake, relevant, told[0] if told else None)


# -- by figures


class _Proving:
    """Boxes found in the likeness, made true of people."""

    def __init__(self, alike: Alike, target: Target, having: Program, own: Own, person: Person) -> None:
        self.target = target
        programs = target.program, having
        self.sketch = Sketch(alike, programs, tuple(tuple(p.expr for p in side) for side in (own.lacking, own.having)))
        self.traits = dict(self.sketch.traits())
        self.evaluations = _evaluated(target.program, person), _evaluated(having, person)

    def boxes(self) -> tuple[list[Box], bool]:
        """Boxes that are proved to hold only people of the group, and whether they are proved to hold all of them."""
        target, (first, second) = self.target, self.sketch.likenesses
        lacking, having = self.sketch.conditions
        sides = Sides(first, second, target.sides.period, target.sides.limits)
        likeness = Target(sides, first, (Wanted(0, second, having, True),), surely(lacking))
        growing = Growing(likeness, tuple(self.traits))
        person = self.sketch.person(self.evaluations)
        guessed, _ = growing.boxes(person, MOST_WAYS)
        found: list[Box] = []
        for number, guess in enumerate(guessed):
            inside = person
            if number:
                someone = likeness.somebody(likeness.says(guess.formula), inside=True)
                if someone is None:
                    continue
                inside = someone.persons[0]
            box = self._true(guess, growing.both_ends(guess, inside))
            if box is not None:
                found.append(box)
        exact = bool(found) and target.nobody(*target.outside(found), inside=True)
        return found, exact

    def _true(self, guess: Box, wished: Box) -> Box | None:
        """The box as it is proved; None: there is nobody in it, or not only people of the group."""
        target = self.target
        box = Box({self.traits[trait]: limit for trait, limit in guess.limits.items()})
        if not target.only_the_group(box):
            return None
        for trait, limit in list(box.limits.items()):
            if isinstance(limit, Among) and len(trait.values) > 2:
                values = _values_of(target, trait, (target.says(box.formula),))
                if not values:
                    return None
                box = box.having(trait, Among(frozenset(values)))
            smaller = box.without(trait)
            if len(box.limits) > 1 and isinstance(limit, Among) and target.only_the_group(smaller):
                box = smaller
        inside = target.says(box.formula)
        for trait, limit in wished.limits.items():
            real = self.traits[trait]
            wished_for = isinstance(limit, Between) and real in box.limits and box.limits[real] != limit
            if wished_for and self._nobody_beyond(inside, Box({real: limit})):
                box = box.having(real, limit)
        return box

    def _nobody_beyond(self, inside: Wanted, box: Box) -> bool:
        return self.target.nobody(inside, *self.target.outside((box,)), inside=True)


def _values_of(
    target: Target, trait: Trait, also: Sequence[Wanted], most: int | None = None
) -> tuple[Scalar, ...] | None:
    """The values that people of the group have who meet `also`; None where there are more than `most`, or it is not
    known."""
    met = [e for e in target.met if all(e.value_of(condition.formula).surely(True) for condition in also)]
    seen = list(dict.fromkeys(value for e in met if (value := trait.of(e)) is not None))
    while most is None or len(seen) <= most:
        others = target.outside((Box({trait: Among(frozenset(seen))}),)) if seen else ()
        answer = target.asked(*also, *others, inside=True)
        if isinstance(answer, Nobody):
            return tuple(v for v in trait.values if v in seen)
        another = trait.of(_evaluated(target.program, answer.persons[0])) if isinstance(answer, Found) else None
        if another is None or another in seen:
            return None
        seen.append(another)
    return None


# -- by conditions


def _named(target: Target, own: Own, lacking: Text, yes: Text) -> Iterator[Way]:
    """The conditions that people of the group do not meet: they are just those who have a yes on the other side and do
    not meet one of these. Of alternatives: those by which they had their yes, and which are not among the others."""
    match own.mode:
        case Mode.ALL:
            for part in own.lacking:
                if len(own.lacking) == 1 or not target.nobody(target.says(surely(part.expr), False), inside=True):
                    yield Way((_not_met(part, lacking),))
        case Mode.ANY:
            if own.having:
                by = Text.join([yes + part.cited for part in own.having], "或", " or ")
                only = Text(f"只凭{by.zh}为“是”", f"have their yes by {by.en} only")
                yield Way((only, *(_not_met(part, lacking) for part in own.lacking)))
        case None:
            return


def _not_met(part: Part, side: Text) -> Text:
    return Text("不符合", "does not meet ") + side + part.cited


def _classes(program: Program, rule: Expr, having: Program, other: Expr) -> tuple[Trait, ...]:
    """What divides people and is read by either side."""
    read = {*reads_of_expr(program, rule), *reads_of_expr(having, other)}
    return tuple(
        Trait(FactRef(f.name, f.type), Text.same(f.name), divides=True)
        for f in program.vocabulary.facts
        if f.divides_people and f.name in read and isinstance(f.type, Enumeration)
    )


def _besides(target: Target, classes: Sequence[Trait]) -> Iterator[Text]:
    """Of each class the few values that people of the group have, where others of the base have more."""
    for trait in classes:
        values = _values_of(target, trait, (), min(MOST_VALUES, len(trait.values) // 2))
        if values is None:
            continue
        limit = Among(frozenset(values))
        if target.somebody(*target.outside((Box({trait: limit}),)), inside=False) is not None:
            yield words(trait, limit)


def _evaluated(program: Program, person: Person) -> Evaluation:
    return evaluate(program, program.describes(person))
