"""RD501, of a set of indicators: what its points count for, and people to whom no indicator of it applies."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import SUPERIORS_NORM, not_already
from rankdsl.checks.mechanisms.broken_here import of_parts
from rankdsl.checks.mechanisms.weights_in_words import category, no_value
from rankdsl.checks.mechanisms.weights_page import PAGE
from rankdsl.checks.shares import Portion
from rankdsl.checks.twins import in_force, there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Verdict
from rankdsl.ir.mechanisms import Indicator, IndicatorSet
from rankdsl.ir.nodes import Expr, conjunction, has_value, negation
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

NO_NORM: tuple[Citation, ...] = ()
NO_INDICATOR = Diagnostic(
    PAGE,
    zh="“{subject}”的指标对有的人一个也不适用：{who}",
    en="no indicator of “{subject}” applies to some people: {who}",
    help_zh="给这一类人规定适用的指标，或者写明他们不在适用范围内",
    help_en="give this category indicators, or take it out of the scope",
)


def without_indicator(under: Examination, name: str) -> Iterator[Outcome]:
    """Somebody in scope to whom none of the indicators with points applies; of a set of that name."""
    found = in_force(under, IndicatorSet, name)
    assert found is not None
    layer, of = found
    portions = points_of(of)
    if not portions or any(p.guard is None for p in portions):
        return
    guards = tuple(dict.fromkeys(p.guard for p in portions if p.guard is not None))
    if layer < under.layer and not wider(under) and not touched(under, guards):
        return
    nothing = conjunction(tuple(map(negation, guards)))
    wanted = [*under.in_scope, Wanted(0, under.program, nothing, True)]
    before = in_force(under, IndicatorSet, name, below=under.layer) if layer < under.layer else None
    if before is not None and under.before is not None:
        above = points_of(before[1])
        fault = conjunction(tuple(negation(p.guard) for p in above if p.guard is not None))
        same = there(under.before, fault)
        if above and all(p.guard is not None for p in above) and same is not None:
            wanted.append(not_already(under, same))
    answer = under.prover.decide(Question(tuple(wanted)))
    if isinstance(answer, Nobody) and isinstance(_valued(under, nothing), Nobody):
        yield replace(no_value(name, of.place), about="#")
        return
    articles, about = articles_of(of.place), "#"
    if isinstance(answer, Undecided):
        yield replace(undecided(PAGE, name, of.place, answer), about=about)
    elif isinstance(answer, Found):
        person = answer.persons[0] if answer.shown else None
        place, norm = of.place, NO_NORM
        if layer < under.layer:
            place = of_parts(under, guards, lambda found: found.value_of(nothing).surely(False), person)
            norm = (Citation(of.place, SUPERIORS_NORM),)
        who = category(under, answer.persons[0], reads_of_expr(under.program, nothing), answer.decisive)
        finding = NO_INDICATOR.at(place, subject=name, who=who, related=norm)
        evidence = single(under.program, answer, nothing, {"here": "无"}, (place,))
        finding = replace(finding, evidence=evidence, distinguishing="#")
        yield Outcome(name, articles, Verdict.REFUTED, (finding,), about)
    else:
        yield Outcome(name, articles, Verdict.PROVED, about=about)


def points_of(of: IndicatorSet, subject: str | None = None) -> tuple[Portion, ...]:
    """What each indicator with points counts with, or (`subject`) those of that name, kind, nature, source, owner."""
    return tuple(
        Portion(each.applies, each.points, each.place, each.name, RATIONAL)
        for each in of.indicators
        if each.points is not None and (subject is None or subject in _marks(each))
    )


def _marks(each: Indicator) -> tuple[str | None, ...]:
    return each.name, each.kind, each.nature, each.source, each.owner, each.parent


def _valued(under: Examination, formula: Expr) -> Answer:
    """Somebody in scope for whom it is yes or no."""
    valued = Wanted(0, under.program, has_value(formula), True)
    return under.prover.decide(Question((*under.in_scope, valued)), shown=False)
