"""The categories that conditions divide people into: which of the conditions can be met together, and by whom.

Of n conditions there could be 2ⁿ categories, and mostly there are about n. So whoever is found says where to look
further: people are split by a condition that one of them meets, and where nobody meets any further one, none is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Expr, disjunction, has_value
from rankdsl.ir.program import Program
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

if TYPE_CHECKING:
    from rankdsl.prove import Prover

MOST = 256
"""Categories that are told apart; with more the question stays open."""


class Category(Struct, frozen=True):
    """People of whom the same conditions hold. `meets`: for each condition, whether it does. `given`: what is asked of
    all; each of the conditions has a value for them."""

    program: Program
    given: tuple[Wanted, ...]
    meets: Mapping[Expr, bool]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return (*self.given, *_told_apart(self.program, self.meets))

    @property
    def order(self) -> tuple[bool, ...]:
        """Those who meet the first condition come first."""
        return tuple(not met for met in self.meets.values())


def categories(
    prover: Prover, program: Program, given: tuple[Wanted, ...], conditions: Sequence[Expr]
) -> tuple[Category, ...] | Undecided:
    """Every category of those for whom `given` holds in which there is somebody; in order of the conditions. None where
    `given` holds of nobody for whom all the conditions have a value."""
    conditions = tuple(dict.fromkeys(conditions))
    valued = tuple(Wanted(0, program, has_value(condition), True) for condition in conditions)
    given = (*given, *valued)
    anybody = prover.decide(Question(given), shown=False)
    if not isinstance(anybody, Found):
        return anybody if isinstance(anybody, Undecided) else ()
    found: list[Category] = []
    left: list[Mapping[Expr, bool]] = [{}]
    """What tells people apart so far; for each there is somebody."""
    while left:
        known = left.pop()
        rest = [condition for condition in conditions if condition not in known]
        here = (*given, *_told_apart(program, known))
        answer = prover.decide(Question((*here, Wanted(0, program, disjunction(tuple(rest)), True))), shown=False)
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Nobody):
            found.append(Category(program, given, {c: known.get(c, False) for c in conditions}))
            if len(found) > MOST:
                return Undecided(_too_many())
            continue
        met = _first_met(program, answer, rest)
        left.append({**known, met: True})
        others = prover.decide(Question((*here, Wanted(0, program, met, False))), shown=False)
        if isinstance(others, Undecided):
            return others
        if isinstance(others, Found):
            left.append({**known, met: False})
    return tuple(sorted(found, key=lambda category: category.order))


def _told_apart(program: Program, meets: Mapping[Expr, bool]) -> tuple[Wanted, ...]:
    return tuple(Wanted(0, program, condition, met) for condition, met in meets.items())


def _first_met(program: Program, found: Found, conditions: Sequence[Expr]) -> Expr:
    evaluation = evaluate(program, program.describes(found.persons[0]))
    return next(condition for condition in conditions if evaluation.value_of(condition).surely(True))


def _too_many() -> Text:
    return Text(f"人员类别超过{MOST}种，没有逐一核对", f"people fall into more than {MOST} categories")
