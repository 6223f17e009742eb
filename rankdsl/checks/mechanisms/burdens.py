"""What indicators ask of people: how many there are, and what points, materials and visits come to for one person.

Points, materials and visits count for whom an indicator applies; indicators are counted in all. Where indicators hang
under another one of their set (隶属) and have points, the other's own points are their sum and are not counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Text
from rankdsl.ir.mechanisms import Indicator, IndicatorSet, Measure
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.program import Program
from rankdsl.ir.values import Exact, Person, render_exact
from rankdsl.prove import Wanted

COUNTED = (Measure.ITEMS, Measure.POINTS, Measure.MATERIALS, Measure.VISITS)
MEASURE_NAMES = {
    Measure.ITEMS: Text("项数", "indicators"),
    Measure.POINTS: Text("分值", "points"),
    Measure.MATERIALS: Text("材料", "materials"),
    Measure.VISITS: Text("检查", "visits"),
}
MOST_LISTED = 8
"""More figures than these are not listed, only their sum."""


class Term(Struct, frozen=True):
    """`weight` for whom `guard` of `program` holds (None: for everybody)."""

    program: Program
    guard: Expr | None
    weight: Exact

    def wanted(self, holds: bool) -> Wanted:
        assert self.guard is not None
        return Wanted(0, self.program, self.guard, holds)


def amount(indicator: Indicator, measure: Measure, parents: frozenset[str]) -> Exact:
    """`parents`: of `parents_in` its set."""
    if measure is Measure.ITEMS:
        return 1
    counts = {
        Measure.POINTS: None if indicator.name in parents else indicator.points,
        Measure.MATERIALS: indicator.materials,
        Measure.VISITS: indicator.visits,
    }
    return _number(counts[measure])


def parents_in(indicators: IndicatorSet) -> frozenset[str]:
    """The names under which others with points hang."""
    return frozenset(i.parent for i in indicators.indicators if i.parent is not None and i.points is not None)


def total(indicators: IndicatorSet | None, measure: Measure) -> Exact:
    """In all, whoever each applies to; 0 of none."""
    if indicators is None:
        return 0
    parents = parents_in(indicators)
    return sum((amount(i, measure, parents) for i in indicators.indicators), Fraction(0))


def terms(program: Program, indicators: IndicatorSet, measure: Measure, sign: int = 1) -> tuple[Term, ...]:
    """One for each condition under which indicators apply, in the order written, without those that ask for nothing."""
    parents = parents_in(indicators)
    found = ((i.applies, amount(i, measure, parents) * sign) for i in indicators.indicators)
    return gathered(Term(program, guard, weight) for guard, weight in found if weight)


def gathered(parts: Iterable[Term]) -> tuple[Term, ...]:
    """Terms of the same condition drawn together."""
    found: dict[tuple[int, Expr | None], Term] = {}
    for part in parts:
        key = (0 if part.guard is None else id(part.program), part.guard)
        before = found.get(key)
        found[key] = part if before is None else Term(part.program, part.guard, before.weight + part.weight)
    return tuple(term for term in found.values() if term.weight)


def met_by(parts: Sequence[Term], person: Person) -> tuple[bool | None, ...]:
    """Whether each counts for a person; None: nobody can tell."""
    people: dict[int, Evaluation] = {}
    found: list[bool | None] = []
    for term in parts:
        key = id(term.program)
        if key not in people:
            people[key] = evaluate(term.program, term.program.describes(person))
        value = True if term.guard is None else people[key].value_of(term.guard).value
        found.append(value if isinstance(value, bool) else None)
    return tuple(found)


def sum_of(parts: Sequence[Term], met: Sequence[bool | None]) -> Exact | None:
    """What they come to for the person of `met_by`; None where nobody can tell whether one of them counts."""
    if None in met:
        return None
    return sum((term.weight for term, holds in zip(parts, met, strict=True) if holds), Fraction(0))


def listed(program: Program, indicators: IndicatorSet, measure: Measure, person: Person | None) -> Text:
    """`30 + 20 = 50`, of the indicators that apply to the person (None: of all)."""
    parents, applying = parents_in(indicators), indicators.indicators
    if person is not None:
        met = met_by([Term(program, i.applies, 1) for i in applying], person)
        applying = tuple(i for i, holds in zip(applying, met, strict=True) if holds)
    amounts = [each for i in applying if (each := amount(i, measure, parents))]
    whole = Text.same(render_exact(sum(amounts, Fraction(0))))
    if measure is Measure.ITEMS or not 1 < len(amounts) <= MOST_LISTED:
        return whole
    return Text.same(" + ".join(render_exact(each) for each in amounts) + " = ") + whole


def _number(const: Const | None) -> Exact:
    if const is None:
        return 0
    assert isinstance(const.value, int | Fraction)
    return const.value
