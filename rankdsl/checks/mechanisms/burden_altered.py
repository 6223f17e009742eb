"""RD504 of sets and caps of documents above, where this document changes what they rest on, or whom they are about.

Who has too much already by the documents above is their finding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.evidence import shown
from rankdsl.checks.examination import Examination, Outcome, articles_of, scope_conditions
from rankdsl.checks.faults import where_changed
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.burdens import MEASURE_NAMES, Term, amount, gathered, listed, parents_in
from rankdsl.checks.mechanisms.heaviest import Heavy, heavier_than
from rankdsl.checks.shares import Balance, Portion, constant, people_off
from rankdsl.checks.twins import there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Evidence, Finding, Verdict
from rankdsl.ir.mechanisms import IndicatorSet, Measure, MeasureCap
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL
from rankdsl.ir.values import Exact, render_exact
from rankdsl.prove import Nobody, Undecided


def concerns(under: Examination, indicators: IndicatorSet, cap: MeasureCap) -> bool:
    """Whether a set of a document above may exceed a cap of one because of this document."""
    return under.before is not None and (wider(under) or touched(under, _balance(indicators, cap).parts))


def over_cap(under: Examination, indicators: IndicatorSet, cap: MeasureCap, about: str) -> Outcome:
    """Somebody for whom the set exceeds the cap here, and does not above."""
    assert under.before is not None
    articles = articles_of(indicators.place, cap.place)
    answer = _not_above(under, _balance(indicators, cap))
    match answer:
        case Nobody():
            return Outcome(indicators.name, articles, Verdict.PROVED, (), about)
        case Undecided():
            return replace(undecided(page.PAGE, indicators.name, indicators.place, answer), about=about)
        case Heavy():
            finding = replace(_finding(under, indicators, cap, answer), distinguishing=about)
            return Outcome(indicators.name, articles, Verdict.REFUTED, (finding,), about)
        case _:
            assert_never(answer)


def _not_above(under: Examination, balance: Balance) -> Heavy | Nobody | Undecided:
    """People are told apart category by category only where somebody has too much here and somebody above."""
    before = under.before
    assert before is not None
    here = _heavier(under, under.program, balance)
    above = balance.moved(lambda expr: there(before, expr))
    if not isinstance(here, Heavy) or above is None or isinstance(_heavier(under, before, above), Nobody):
        return here
    off = people_off(under, balance, above, once=True)
    if isinstance(off, Undecided):
        return off
    return Heavy(off[0].found, *off[0].sums) if off else Nobody()


def _heavier(under: Examination, program: Program, balance: Balance) -> Heavy | Nobody | Undecided:
    """Somebody in scope of a program who has too much by it."""
    parts = gathered(Term(program, p.guard, _weight(p.amount)) for p in balance.left)
    return heavier_than(under.prover, scope_conditions(program), parts, program, balance.right[0].amount)


def _weight(amount: Expr) -> Exact:
    assert isinstance(amount, Const)
    assert isinstance(amount.value, int | Fraction)
    return amount.value


def _balance(indicators: IndicatorSet, cap: MeasureCap) -> Balance:
    parents, items = parents_in(indicators), cap.measure is Measure.ITEMS
    asked = ((each, amount(each, cap.measure, parents)) for each in indicators.indicators)
    left = tuple(
        Portion(None if items else each.applies, Const(much, RATIONAL), each.place, each.name, RATIONAL)
        for each, much in asked
        if much
    )
    return Balance(left, Op.LE, (Portion(None, cap.limit, cap.place, "", RATIONAL),))


def _finding(under: Examination, indicators: IndicatorSet, cap: MeasureCap, heavy: Heavy) -> Finding:
    program, found, items = under.program, heavy.found, cap.measure is Measure.ITEMS
    person, balance = found.persons[0], _balance(indicators, cap)
    same = not balance.guards and constant(program, cap.limit) is not None
    place, norm = where_changed(under, balance.parts, person if found.shown else None)
    finding = page.OVER_CAP_BELOW.at(
        place,
        subject=indicators.name,
        measure=MEASURE_NAMES[cap.measure],
        who=page.IN_ALL if same and items else page.FOR_ALL if same else page.FOR_ONE,
        worked=listed(program, indicators, cap.measure, None if items else person),
        limit=render_exact(heavy.limit),
        related=(*norm, Citation(indicators.place, page.THE_SET), Citation(cap.place, page.CAP)),
    )
    if same or not found.shown:
        return finding
    relevant = reads_of_expr(program, *balance.parts)
    evidence = Evidence(shown(program, person, {}), None, found.decisive, relevant, replayed=True)
    return replace(finding, evidence=evidence)
