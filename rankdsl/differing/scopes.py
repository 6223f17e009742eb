"""Whom the two sides are about."""

from __future__ import annotations

from rankdsl.diagnostics import Place
from rankdsl.differing.alike import Alike
from rankdsl.differing.asking import Sides
from rankdsl.differing.comparing import NAMES, person_shown
from rankdsl.differing.describing import described
from rankdsl.differing.growing import Target
from rankdsl.differing.parts import Fate, Group, ScopeChange
from rankdsl.ir.nodes import YES, conjunction
from rankdsl.ir.program import Program
from rankdsl.prove import Condition, Found, Undecided, Wanted


def anybody_in_both(sides: Sides) -> bool | Undecided:
    """Whether anybody is in both scopes: else there is nothing to compare."""
    answer = sides.decide(sides.in_both)
    return answer if isinstance(answer, Undecided) else isinstance(answer, Found)


def scopes_compared(sides: Sides, alike: Alike) -> ScopeChange:
    old, new = sides.old, sides.new
    places = place_of_scope(old), place_of_scope(new)
    if alike.formulas(old, old.coverage) == alike.formulas(new, new.coverage):
        return ScopeChange(True, (), *places)
    groups: list[Group] = []
    for fate, inside, outside in ((Fate.COVERED, new, old), (Fate.NOT_COVERED, old, new)):
        base: tuple[Condition, ...] = (Wanted(0, inside, sides.covered(inside), True),)
        answer = sides.decide((*base, Wanted(0, outside, sides.covered(outside), False)), shown=True)
        if isinstance(answer, Undecided):
            return ScopeChange(None, tuple(groups), *places, reason=answer.reason)
        if isinstance(answer, Found):
            target = Target(sides, outside, base, sides.covered(outside))
            rules = (inside, conjunction(inside.coverage)), conjunction(outside.coverage)
            told = described(alike, target, *rules, answer.persons[0], *(NAMES if outside is old else NAMES[::-1]))
            person = person_shown(sides, answer, sides.covered(old), sides.covered(new), relevant=told.relevant)
            groups.append(Group(fate, told.ways, told.exact, person, told.some))
    return ScopeChange(not groups, tuple(groups), *places)


def place_of_scope(program: Program) -> Place:
    """Where a document says whom it is about, itself or the nearest above it that does."""
    return next((s.place for s in reversed(program.scopes) if s.scope != YES), program.document.place)
