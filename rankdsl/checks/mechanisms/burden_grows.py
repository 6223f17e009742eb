"""RD504: indicators, points, materials or visits exceed a cap, duplicate each other, or grow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec.structs import replace

from rankdsl.checks.chain import binding, of_chain, own
from rankdsl.checks.evidence import shown
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.mechanisms import burden_altered
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.burden_page import PAGE
from rankdsl.checks.mechanisms.burdens import (
    COUNTED,
    MEASURE_NAMES,
    Term,
    gathered,
    listed,
    met_by,
    sum_of,
    terms,
    total,
)
from rankdsl.checks.mechanisms.duplicates import duplicates
from rankdsl.checks.mechanisms.heaviest import Heavy, fixed, heavier_than
from rankdsl.checks.twins import in_force
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Evidence, Finding, Text, Verdict
from rankdsl.ir.mechanisms import Duties, Indicator, IndicatorSet, Measure, MeasureCap
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL
from rankdsl.ir.values import render_exact
from rankdsl.prove import Found, Nobody, Undecided

__all__ = ["PAGE", "examine"]

ABOVE = Text("上位文件的同名指标", "the set of the same name above")
LIST = Text("职责清单", "the list of duties")
NOTHING_MORE = Const(0, RATIONAL)


def examine(under: Examination) -> Iterator[Outcome]:
    sets, mine = of_chain(under, IndicatorSet), own(under, IndicatorSet)
    for layer, cap in of_chain(under, MeasureCap):
        found = in_force(under, IndicatorSet, cap.subject) if cap.measure in COUNTED else None
        if found is None:
            continue
        if under.layer in (layer, found[0]):
            yield _capped(under, found[1], cap, own_set=found[0] == under.layer)
        elif burden_altered.concerns(under, found[1], cap):
            yield burden_altered.over_cap(under, found[1], cap, _of_cap(cap))
    yield from duplicates(under, sets)
    for name in dict.fromkeys(indicators.name for _, indicators in sets):
        of = in_force(under, IndicatorSet, name)
        assert of is not None
        yield from _duties(under, of[1], own_set=of[0] == under.layer)
    for indicators in mine:
        above = ((layer, m) for layer, m in sets if layer < under.layer and m.name == indicators.name)
        for _, other in binding(under, above):
            for measure in COUNTED:
                yield _against(under, indicators, other, measure)


# -- caps


def _capped(under: Examination, indicators: IndicatorSet, cap: MeasureCap, *, own_set: bool) -> Outcome:
    about = _of_cap(cap)
    place = indicators.place if own_set else cap.place
    articles = articles_of(indicators.place, cap.place)
    parts: tuple[Term, ...] = (Term(under.program, None, total(indicators, Measure.ITEMS)),)
    if cap.measure is not Measure.ITEMS:
        parts = terms(under.program, indicators, cap.measure)
    answer = heavier_than(under.prover, under.in_scope, parts, under.program, cap.limit)
    match answer:
        case Nobody():
            return Outcome(indicators.name, articles, Verdict.PROVED, (), about)
        case Undecided():
            return replace(undecided(PAGE, indicators.name, place, answer), about=about)
        case Heavy():
            pass
    person = None if cap.measure is Measure.ITEMS else answer.found.persons[0]
    finding = page.OVER_CAP.at(
        place,
        subject=indicators.name,
        measure=MEASURE_NAMES[cap.measure],
        who=who(under.program, parts, cap.limit, cap.measure),
        worked=listed(under.program, indicators, cap.measure, person),
        limit=render_exact(answer.limit),
        related=(Citation(cap.place if own_set else indicators.place, page.CAP if own_set else page.THE_SET),),
    )
    finding = replace(finding, distinguishing=about)
    finding = witnessed(finding, under.program, answer, parts, (cap.limit,))
    return Outcome(indicators.name, articles, Verdict.REFUTED, (finding,), about)


def _of_cap(cap: MeasureCap) -> str:
    return f"{cap.measure.value}上限{cap.place.citation}"


def who(program: Program, parts: tuple[Term, ...], limit: Expr, measure: Measure) -> Text:
    """Of whom the figures are."""
    if same_for_all(program, parts, limit):
        return page.IN_ALL if measure is Measure.ITEMS else page.FOR_ALL
    return page.FOR_ONE


def same_for_all(program: Program, parts: tuple[Term, ...], limit: Expr) -> bool:
    return all(term.guard is None for term in parts) and fixed(program, limit) is not None


def witnessed(
    finding: Finding, program: Program, heavy: Heavy, parts: tuple[Term, ...], read: tuple[Expr, ...]
) -> Finding:
    """With the person, unless the figures are the same for everybody. `read`: what else the finding rests on."""
    if same_for_all(program, parts, read[0]) or not heavy.found.shown:
        return finding
    own = [term.guard for term in parts if term.guard is not None and term.program is program]
    return replace(finding, evidence=_evidence(program, heavy.found, (*own, *read)))


def _evidence(program: Program, found: Found, read: tuple[Expr, ...]) -> Evidence:
    return Evidence(
        person=shown(program, found.persons[0], {}),
        decisive=found.decisive,
        relevant=reads_of_expr(program, *read),
        replayed=True,
    )


# -- duties


def _duties(under: Examination, indicators: IndicatorSet, *, own_set: bool) -> Iterator[Outcome]:
    """Of a set of a document above, by the lists of this one only."""
    lists: dict[tuple[int, str], list[Duties]] = {}
    for layer, said in of_chain(under, Duties):
        lists.setdefault((layer, said.owner), []).append(said)
    owners = {each.owner for each in indicators.indicators}
    for (layer, owner), duties in lists.items():
        if owner not in owners or not (own_set or layer == under.layer):
            continue
        names = list(dict.fromkeys(name for each in duties for name in each.names))
        findings = tuple(
            replace(
                page.NOT_A_DUTY.at(
                    each.place if own_set else duties[0].place,
                    subject=each.name,
                    name=each.name,
                    owner=owner,
                    duties="、".join(f"“{name}”" for name in names),
                    related=_about_duties(each, duties, own_set=own_set),
                ),
                distinguishing=f"{owner}@{layer}",
            )
            for each in indicators.indicators
            if each.owner == owner and not {each.name, each.about} & set(names)
        )
        verdict = Verdict.REFUTED if findings else Verdict.PROVED
        articles = articles_of(indicators.place, *(each.place for each in duties))
        yield Outcome(indicators.name, articles, verdict, findings, f"{owner}@{layer}")


def _about_duties(indicator: Indicator, duties: list[Duties], *, own_set: bool) -> tuple[Citation, ...]:
    lists = tuple(Citation(one.place, LIST) for one in duties)
    return lists if own_set else (Citation(indicator.place, page.ASSESSED), *lists[1:])


# -- more than above


def _against(under: Examination, indicators: IndicatorSet, above: IndicatorSet, measure: Measure) -> Outcome:
    about = f"{measure.value}@{above.place.document}"
    articles = articles_of(indicators.place, above.place)
    here, there = (terms(under.program, each, measure) for each in (indicators, above))
    if measure is Measure.ITEMS:
        here, there = ((Term(under.program, None, total(each, measure)),) for each in (indicators, above))
    answer = grown(under, here, there)
    match answer:
        case Nobody():
            return Outcome(indicators.name, articles, Verdict.PROVED, (), about)
        case Undecided():
            return replace(undecided(PAGE, indicators.name, indicators.place, answer), about=about)
        case Heavy():
            pass
    parts = (*here, *there)
    before, after = (render_exact(sum_for(each, answer)) for each in (there, here))
    finding = page.MORE_THAN_ABOVE.at(
        indicators.place,
        subject=indicators.name,
        measure=MEASURE_NAMES[measure],
        above=f"《{above.place.document}》",
        who=who(under.program, parts, NOTHING_MORE, measure),
        before=before,
        after=after,
        related=(Citation(above.place, ABOVE),),
    )
    finding = witnessed(replace(finding, distinguishing=about), under.program, answer, parts, (NOTHING_MORE,))
    return Outcome(indicators.name, articles, Verdict.REFUTED, (finding,), about)


def grown(under: Examination, here: tuple[Term, ...], there: tuple[Term, ...]) -> Heavy | Nobody | Undecided:
    """Somebody of whom more is asked here than there."""
    more = gathered((*here, *(replace(term, weight=-term.weight) for term in there)))
    return heavier_than(under.prover, under.in_scope, more, under.program, NOTHING_MORE)


def sum_for(parts: tuple[Term, ...], heavy: Heavy) -> Fraction:
    """What the terms come to for the person found."""
    found = sum_of(parts, met_by(parts, heavy.found.persons[0]))
    assert found is not None
    return Fraction(found)
