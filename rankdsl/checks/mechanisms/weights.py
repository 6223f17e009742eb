"""RD501: weights that do not add up for everybody, a share outside its bounds, a category without an indicator; `marks`
has what is said of parts afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from msgspec.structs import replace

from rankdsl.checks.alterations import altered
from rankdsl.checks.chain import of_chain
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.faults import SUPERIORS_NORM
from rankdsl.checks.mechanisms.broken_here import of_parts
from rankdsl.checks.mechanisms.indicator_points import points_of, without_indicator
from rankdsl.checks.mechanisms.marks import outside_marks
from rankdsl.checks.mechanisms.weights_in_words import EVERYBODY, counted, missing, no_value, number, percent, who_is
from rankdsl.checks.mechanisms.weights_page import PAGE
from rankdsl.checks.shares import Balance, Off, Portion, comes_to_something, people_off, right_for
from rankdsl.checks.twins import in_force, there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Place, Severity, Text, Verdict
from rankdsl.ir.mechanisms import IndicatorSet, PartForm, Scoring, ShareRule
from rankdsl.ir.nodes import Apply, Const, Expr, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import PERCENT, RATIONAL
from rankdsl.ir.values import Exact, render
from rankdsl.prove import Undecided

NOT_WHOLE = Diagnostic(
    PAGE,
    zh="“{subject}”各项权重合计{sum}，{gap}：{who}",
    en="the weights of “{subject}” add up to {sum}, {gap}: {who}",
    help_zh="调整权重，使每一类人的各项合计为 100%",
    help_en="set the weights so that they add up to 100% for every category of people",
)
NOT_ALL_MARKS = Diagnostic(
    PAGE,
    zh="“{subject}”各项满分合计{sum}分，而“{subject}”的满分是{full}分，{gap}：{who}",
    en="the marks of the parts of “{subject}” add up to {sum}, where it has {full}, {gap}: {who}",
    help_zh="调整分值，使每一类人的各项满分合计为{full}分",
    help_en="set the marks so that they add up to {full} for every category of people",
)
BELOW_NOTHING = Diagnostic(
    PAGE,
    zh="“{subject}”中“{part}”{counts}，小于0：{who}",
    en="“{part}” {counts} in “{subject}”, which is less than 0: {who}",
    help_zh="权重和分值不能小于0；要减分的，写成“扣分”",
    help_en="weights and points cannot be less than 0; what is to be deducted is written with 扣分",
)
NOTHING = Diagnostic(
    PAGE,
    zh="“{subject}”对有的人没有一项得分项，权重合计为 0%：{who}",
    en="“{subject}” has no part at all for some people, so the weights add up to 0%: {who}",
    help_zh="给这一类人规定得分项，或者写明他们不在适用范围内",
    help_en="give this category parts of the score, or take it out of the scope",
)
SHARE = Diagnostic(
    PAGE,
    zh="“{subject}”中“{part}”占{share}，不符合“{written}”{beside}：{who}",
    en="“{part}” is {share} of “{subject}”, against “{written}”{beside}: {who}",
    help_zh="调整权重或者分值，使比重符合规定；规定不当的，由作出规定的文件修改",
    help_en="set the weights or points so that the share is kept; a wrong rule is for its own document to change",
)
NO_PARTS = Diagnostic(
    PAGE,
    zh="“{subject}”在这里不是分项计算的，看不出各项占多少，“{written}”是否做到不能确定",
    en="“{subject}” is no sum of weighted parts here, so it cannot be told whether “{written}” is kept",
    help_zh="用“积分 {subject} 满分 …：（一）… 占 …%”分项写明",
    help_en="write it as a score with its parts and what each counts",
)
NO_NORM: tuple[Citation, ...] = ()
THE_RULE = Text("比重的规定", "the rule on shares")


def examine(under: Examination) -> Iterator[Outcome]:
    for name in dict.fromkeys(s.name for _, s in of_chain(under, Scoring)):
        yield from _whole(under, name)
        yield from _negative(under, name)
        yield from outside_marks(under, name)
    for layer, rule in of_chain(under, ShareRule):
        yield from _share(under, layer, rule)
    for name in dict.fromkeys(s.name for _, s in of_chain(under, IndicatorSet)):
        yield from without_indicator(under, name)


# -- weights add up


def _whole(under: Examination, name: str) -> Iterator[Outcome]:
    found = in_force(under, Scoring, name)
    assert found is not None
    layer, scoring = found
    balance, figure = _whole_of(scoring), _full_amended(under, scoring)
    if not _answers_for(under, layer, balance) and figure is None:
        return
    before = in_force(under, Scoring, name, below=under.layer) if layer < under.layer else None
    as_above = figure[0] if figure is not None else before[1] if before is not None else None
    above = _above(under, _whole_of(as_above)) if as_above is not None else None
    off = people_off(under, balance, above)
    if off == () and not comes_to_something(under, balance):
        yield no_value(name, scoring.place)
        return
    full = partial(_all_in_marks, scoring)
    yield _outcome(under, name, scoring.place, off, partial(_not_whole, under, layer, scoring), full)


def _negative(under: Examination, name: str) -> Iterator[Outcome]:
    found = in_force(under, Scoring, name)
    assert found is not None
    layer, scoring = found
    for part in scoring.parts:
        amount = part.amount if part.weight is None else part.weight
        if amount is None or (isinstance(amount, Const) and amount.value >= 0):  # type: ignore[operator]
            continue
        unit = RATIONAL if part.weight is None else PERCENT
        nothing = Portion(None, Const(0, unit), part.place, "", unit)
        balance = Balance((Portion(part.guard, amount, part.place, part.name, unit),), Op.GE, (nothing,))
        if not _answers_for(under, layer, balance):
            continue
        above = _above(under, balance) if layer < under.layer else None
        say = partial(_below_nothing, under, layer, scoring)
        off = people_off(under, balance, above, once=True)
        if off != () or comes_to_something(under, balance):
            yield replace(_outcome(under, name, part.place, off, say), about=part.norm)


def _below_nothing(under: Examination, layer: int, scoring: Scoring, off: Off) -> Finding:
    portion, amount = off.left[0], off.sums[0]
    counts = Text("占", "counts ") + percent(amount)
    if portion.unit == RATIONAL:
        counts = Text(f"最多扣{number(amount)}分", f"takes away {number(amount)} at most")
    place, norm = _place(under, layer, scoring, off)
    place = portion.place if layer == under.layer else place
    who = who_is(under, off)
    found = BELOW_NOTHING.at(place, subject=scoring.name, part=portion.name, counts=counts, who=who, related=norm)
    return replace(found, distinguishing=portion.name)


def _whole_of(scoring: Scoring) -> Balance:
    return Balance(_weights(scoring, None), Op.EQ, (_fixed(Const(1, PERCENT), scoring.place),))


def _weights(scoring: Scoring, subject: str | None) -> tuple[Portion, ...]:
    """The parts that have a weight, or (`subject`) those of them with that name or from that rater."""
    return tuple(
        Portion(part.guard, part.weight, part.place, part.name, PERCENT)
        for part in scoring.parts
        if part.weight is not None and (subject is None or subject in (part.name, part.rater))
    )


def _fixed(amount: Expr, place: Place) -> Portion:
    return Portion(None, amount, place, "", PERCENT)


def _not_whole(under: Examination, layer: int, scoring: Scoring, off: Off) -> Finding:
    total, full = off.sums[0], _all_in_marks(scoring, off)
    gap = missing(total, full)
    who = who_is(under, off)
    place, norm = _place(under, layer, scoring, off)
    related = (*norm, *counted(under, off, full))
    if not off.left:
        found = NOTHING.at(place, subject=scoring.name, who=who, related=norm)
    elif full is not None:
        added, whole = number(total * full), number(full)
        found = NOT_ALL_MARKS.at(place, subject=scoring.name, sum=added, full=whole, gap=gap, who=who, related=related)
    else:
        found = NOT_WHOLE.at(place, subject=scoring.name, sum=percent(total), gap=gap, who=who, related=related)
    return replace(found, distinguishing=number(total))


def _all_in_marks(scoring: Scoring, off: Off) -> Exact | None:
    """The full marks, where what counts for the person is written in marks only."""
    forms = {part.form for part in scoring.parts if any(part.place == p.place for p in off.left)}
    full = scoring.full
    if forms != {PartForm.MARKS} or not isinstance(full, Const):
        return None
    assert isinstance(full.value, int | Fraction)
    return full.value


# -- shares


def _share(under: Examination, layer: int, rule: ShareRule) -> Iterator[Outcome]:
    found = _shared_out(under, rule.score)
    if found is None:
        yield from _unknown_shares(under, rule)
        return
    balance = _share_of(found[1], rule)
    lowest, figure = max(layer, found[0]), _full_amended(under, found[1])
    if not _answers_for(under, lowest, balance) and figure is None:
        return
    before = _shared_out(under, rule.score, below=under.layer) if lowest < under.layer else None
    as_above = figure[0] if figure is not None else before[1] if before is not None else None
    above = _above(under, _share_of(as_above, rule)) if as_above is not None and lowest < under.layer else None
    say = partial(_out_of_bounds, under, layer, rule, *found)
    off = people_off(under, balance, above, once=True)
    if off == () and not comes_to_something(under, balance):
        yield replace(no_value(rule.score, rule.place), about=rule.written)
    else:
        yield replace(_outcome(under, rule.score, rule.place, off, say), about=rule.written)


def _unknown_shares(under: Examination, rule: ShareRule) -> Iterator[Outcome]:
    """Of what is computed otherwise than by parts, told where that is written."""
    symbol = under.program.top.get(rule.score)
    if symbol is None or symbol.layer != under.layer:
        return
    place = under.program.definitions[symbol].place
    cited = (Citation(rule.place, THE_RULE),)
    found = NO_PARTS.at(place, subject=rule.score, written=rule.written.rstrip("。；"), related=cited)
    found = replace(found, severity=Severity.WARNING, verdict=Verdict.UNKNOWN, distinguishing=rule.written)
    yield Outcome(rule.score, articles_of(place), Verdict.UNKNOWN, (found,), rule.written)


def _shared_out(under: Examination, name: str, below: int | None = None) -> tuple[int, Scoring | IndicatorSet] | None:
    """What the rule is about: a score, or a set of indicators, and the layer of it."""
    return in_force(under, Scoring, name, below) or in_force(under, IndicatorSet, name, below)


def _share_of(of: Scoring | IndicatorSet, rule: ShareRule) -> Balance:
    if isinstance(of, Scoring):
        if rule.other is not None:
            return Balance(_weights(of, rule.subject), rule.op, _weights(of, rule.other))
        assert rule.bound is not None, "a share has a bound or another part"
        return Balance(_weights(of, rule.subject), rule.op, (_fixed(rule.bound, rule.place),))
    points = points_of(of, None)
    if rule.other is not None:
        return Balance(points_of(of, rule.subject), rule.op, points_of(of, rule.other), points)
    assert rule.bound is not None, "a share has a bound or another part"
    bound = rule.bound
    asked = tuple(replace(p, amount=Apply(Op.MUL, (bound, p.amount), RATIONAL)) for p in points)
    return Balance(points_of(of, rule.subject), rule.op, asked, points)


def _out_of_bounds(
    under: Examination, layer: int, rule: ShareRule, below: int, of: Scoring | IndicatorSet, off: Off
) -> Finding:
    left, right = off.sums
    share = percent(left)
    beside = Text("", "")
    if isinstance(of, IndicatorSet):
        whole = number(off.whole)
        share = Text(f"{number(left)}分（适用的指标共{whole}分）", f"{number(left)} of the {whole} points that apply")
    if rule.other is not None and isinstance(of, IndicatorSet):
        beside = Text(f"（“{rule.other}”占{number(right)}分）", f" (“{rule.other}” is {number(right)})")
    elif rule.other is not None:
        beside = Text(f"（“{rule.other}”占{percent(right).zh}）", f" (“{rule.other}” is {percent(right).en})")
    elif not isinstance(rule.bound, Const):
        most = Fraction(right) / Fraction(off.whole) if off.whole else right
        beside = Text(f"（这里是{percent(most).zh}）", f" ({percent(most).en} here)")
    place, norm = (rule.place, NO_NORM) if layer == under.layer else _place(under, below, of, off)
    if below == under.layer > layer and off.left:
        place = off.left[0].place
    cited = tuple(c for c in (*norm, Citation(rule.place, THE_RULE)) if c.place != place)
    parts = tuple(c for c in counted(under, off) if c.place != place)
    who = who_is(under, off)
    found = SHARE.at(
        place,
        subject=of.name,
        part=rule.subject,
        share=share,
        written=rule.written.rstrip("。；"),
        beside=beside,
        who=who,
        related=(*cited, *parts),
    )
    # What is said of everybody is said of a period in which the share is this one.
    return replace(found, distinguishing=f"{rule.written}{number(left) if who == EVERYBODY else ''}")


# -- what all have in common


def _full_amended(under: Examination, scoring: object) -> tuple[Scoring, Place] | None:
    """The score as it is above, where this document amends the parameter that its full marks are, and where."""
    for here, above, changed in altered(under, Scoring):
        if here == scoring and here.full != above.full:
            return above, changed.figures[0].place
    return None


def _answers_for(under: Examination, layer: int, balance: Balance) -> bool:
    return layer == under.layer or wider(under) or touched(under, balance.parts)


def _above(under: Examination, balance: Balance) -> Balance | None:
    before = under.before
    return None if before is None else balance.moved(lambda expr: there(before, expr))


def _outcome(
    under: Examination,
    name: str,
    place: Place,
    off: tuple[Off, ...] | Undecided,
    say: Callable[[Off], Finding],
    full: Callable[[Off], Exact | None] = lambda _: None,
) -> Outcome:
    """`full`: in how many marks people count what the person has, if they do."""
    if isinstance(off, Undecided):
        return undecided(PAGE, name, place, off)
    findings = tuple(replace(say(each), evidence=_evidence(under, name, each, full(each))) for each in off)
    return Outcome(name, articles_of(place), Verdict.REFUTED if findings else Verdict.PROVED, findings)


def _evidence(under: Examination, name: str, off: Off, full: Exact | None) -> Evidence:
    """The person, with the sum as the outcome; of which articles the parts are."""
    guards = [p.guard for p in (*off.left, *off.right) if p.guard is not None]
    about = rule_of(under.program, name) if name in under.program.top else conjunction(tuple(guards))
    points = off.whole or any(p.unit == RATIONAL for p in off.left)
    here = render(off.sums[0], RATIONAL if points else PERCENT) if full is None else number(off.sums[0] * full)
    found = single(under.program, off.found, about, {"here": here})
    if not off.found.shown:
        return found
    # Of the facts that the points come from none has to do with what the parts count.
    relevant = reads_of_expr(under.program, *off.parts)
    return replace(found, relevant=relevant, core=tuple(dict.fromkeys(p.place for p in off.left)))


def _place(under: Examination, layer: int, of: Scoring | IndicatorSet, off: Off) -> tuple[Place, tuple[Citation, ...]]:
    if layer == under.layer:
        return of.place, ()
    figure = _full_amended(under, of)
    if figure is not None and not touched(under, off.parts):
        return figure[1], (Citation(of.place, SUPERIORS_NORM),)
    person = off.found.persons[0] if off.found.shown else None
    place = of_parts(under, off.parts, partial(right_for, off.balance), person)
    return place, (Citation(of.place, SUPERIORS_NORM),)
