"""RD504 of sets and caps of documents above, where this document changes what they rest on, or whom they are about.

Who has too much already by the documents above is their finding.
"""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.checks.evidence import shown
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import where_changed
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.burdens import MEASURE_NAMES, amount, listed, parents_in
from rankdsl.checks.shares import Balance, Off, Portion, constant, people_off
from rankdsl.checks.twins import there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Evidence, Finding, Verdict
from rankdsl.ir.mechanisms import IndicatorSet, Measure, MeasureCap
from rankdsl.ir.nodes import Const
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL
from rankdsl.ir.values import render_exact


def concerns(under: Examination, indicators: IndicatorSet, cap: MeasureCap) -> bool:
    """Whether a set of a document above may exceed a cap of one because of this document."""
    return under.before is not None and (wider(under) or touched(under, _balance(indicators, cap).parts))


def over_cap(under: Examination, indicators: IndicatorSet, cap: MeasureCap, about: str) -> Outcome:
    """Somebody for whom the set exceeds the cap here, and does not above."""
    assert under.before is not None
    before = under.before
    articles = articles_of(indicators.place, cap.place)
    balance = _balance(indicators, cap)
    off = people_off(under, balance, balance.moved(lambda expr: there(before, expr)), once=True)
    if not isinstance(off, tuple):
        return replace(undecided(page.PAGE, indicators.name, indicators.place, off), about=about)
    if not off:
        return Outcome(indicators.name, articles, Verdict.PROVED, (), about)
    finding = replace(_finding(under, indicators, cap, balance, off[0]), distinguishing=about)
    return Outcome(indicators.name, articles, Verdict.REFUTED, (finding,), about)


def _balance(indicators: IndicatorSet, cap: MeasureCap) -> Balance:
    parents, items = parents_in(indicators), cap.measure is Measure.ITEMS
    asked = ((each, amount(each, cap.measure, parents)) for each in indicators.indicators)
    left = tuple(
        Portion(None if items else each.applies, Const(much, RATIONAL), each.place, each.name, RATIONAL)
        for each, much in asked
        if much
    )
    return Balance(left, Op.LE, (Portion(None, cap.limit, cap.place, "", RATIONAL),))


def _finding(under: Examination, indicators: IndicatorSet, cap: MeasureCap, balance: Balance, off: Off) -> Finding:
    program, items = under.program, cap.measure is Measure.ITEMS
    person = off.found.persons[0]
    read = balance.parts if not items else (cap.limit,)
    same = not balance.guards and constant(program, cap.limit) is not None
    place, norm = where_changed(under, read, person if off.found.shown else None)
    finding = page.OVER_CAP_BELOW.at(
        place,
        subject=indicators.name,
        measure=MEASURE_NAMES[cap.measure],
        who=page.IN_ALL if same and items else page.FOR_ALL if same else page.FOR_ONE,
        worked=listed(program, indicators, cap.measure, None if items else person),
        limit=render_exact(off.sums[1]),
        related=(*norm, Citation(indicators.place, page.THE_SET), Citation(cap.place, page.CAP)),
    )
    if same or not off.found.shown:
        return finding
    own = shown(program, person, {})
    return replace(
        finding,
        evidence=Evidence(own, None, off.found.decisive, reads_of_expr(program, *read), replayed=True),
    )
