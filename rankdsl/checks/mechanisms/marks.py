"""RD501, of a part of a score that is amended, excepted from or written again: its points may then leave its marks.

As a score is written, the points of a part lie between 0 and its marks, and are 0 for those to whom it does not count
(`semantics.expansion`). What is said of the part afterwards counts as it stands, with no limit but its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.faults import SUPERIORS_NORM, at_work, not_already, where_at_fault
from rankdsl.checks.mechanisms.weights_in_words import AS_SHOWN, category, number
from rankdsl.checks.mechanisms.weights_page import PAGE
from rankdsl.checks.twins import in_force, there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Place, Text, Verdict
from rankdsl.ir.mechanisms import PartForm, ScorePart, Scoring
from rankdsl.ir.nodes import Apply, Const, Expr, Ref, conjunction, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import RATIONAL, TRUTH
from rankdsl.ir.values import Person
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

OUTSIDE = Diagnostic(
    PAGE,
    zh="“{subject}”的“{part}”{range}，改动以后有人{gets}{points}分：{who}",
    en="“{part}” of “{subject}” {range}, and {gets} {points} for some as it is changed: {who}",
    help_zh="改动后的算式不再按原来的满分封顶：写明上下限，例如“较小（{most}，较大（0，…））”，或者由规定积分的文件改满分",
    help_en=(
        "what is changed is no longer held to the marks: write both ends, such as 较小（{most}，较大（0，…））, or "
        "have the document with the score change the marks"
    ),
)
NEGATIVE = Diagnostic(
    PAGE,
    zh="“{subject}”的“{part}”改动以后有人{gets}{points}分，小于0：{who}",
    en="“{part}” of “{subject}” {gets} {points} for some as it is changed, which is less than 0: {who}",
    help_zh="改动后的算式不再从0分算起：写成“较大（0，…）”；要减分的，由规定积分的文件列为“扣分”",
    help_en="what is changed no longer ends at 0: write 较大（0，…）; what is to be deducted is for the score (扣分)",
)
NOT_COUNTED = Diagnostic(
    PAGE,
    zh="“{subject}”的“{part}”只对一部分人计算，改动以后其余的人也{gets}{points}分：{who}",
    en="“{part}” of “{subject}” counts for some people only, and {gets} {points} for others as it is changed: {who}",
    help_zh="改动后的算式对所有的人都算：写明“当 … 时，…；其他，0”",
    help_en="what is changed counts for everybody: write 当 … 时，…；其他，0",
)
_ABOUT = {OUTSIDE: "≤", NEGATIVE: "≥0", NOT_COUNTED: "#"}
THE_PART = Text("积分中的这一项", "the part of the score")


class _Limit(Struct, frozen=True):
    """What must not be said of the points of a part: `fault`, told by `template`. most: None: no upper end."""

    scoring: Scoring
    part: ScorePart
    points: Ref
    fault: Expr
    most: Expr | None
    template: Diagnostic

    @property
    def about(self) -> str:
        return f"{self.part.norm}{_ABOUT[self.template]}"


def outside_marks(under: Examination, name: str) -> Iterator[Outcome]:
    """Of the score of that name: each part whose norm is no longer the one that the score wrote."""
    found = in_force(under, Scoring, name)
    assert found is not None
    layer, scoring = found
    for part in scoring.parts:
        points = rule_of(under.program, part.norm)
        definition = under.program.definitions[points.symbol]
        if points.symbol.layer == layer and not definition.exceptions:
            continue
        for limit in _limits(scoring, part, points):
            if points.symbol.layer == under.layer or wider(under) or touched(under, _behind(limit)):
                yield _asked(under, layer, limit)


def _limits(scoring: Scoring, part: ScorePart, points: Ref) -> Iterator[_Limit]:
    most = scoring.full if part.form is PartForm.WEIGHT else part.amount
    nothing = Const(0, RATIONAL)
    counts = () if part.guard is None else (part.guard,)

    def limit(op: Op, end: Expr, template: Diagnostic, whom: tuple[Expr, ...]) -> _Limit:
        off = Apply(op, (points, end), TRUTH)
        return _Limit(scoring, part, points, conjunction((*whom, off)), most, template)

    if most is not None:
        yield limit(Op.GT, most, OUTSIDE, counts)
    yield limit(Op.LT, nothing, NEGATIVE, counts)
    if part.guard is not None:
        yield limit(Op.NE, nothing, NOT_COUNTED, (negation(part.guard),))


def _behind(limit: _Limit) -> tuple[Expr, ...]:
    others = (limit.part.guard, limit.most)
    return (limit.points, *(e for e in others if e is not None))


def _asked(under: Examination, layer: int, limit: _Limit) -> Outcome:
    """Somebody in scope with such points, who has none above."""
    wanted = [*under.in_scope, Wanted(0, under.program, limit.fault, True)]
    same = there(under.before, limit.fault) if under.before is not None and layer < under.layer else None
    if same is not None:
        wanted.append(not_already(under, same))
    place = under.program.definitions[limit.points.symbol].place
    articles, about = articles_of(place, limit.part.place), limit.about
    answer = under.prover.decide(Question(tuple(wanted)))
    match answer:
        case Nobody():
            return Outcome(limit.scoring.name, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, limit.scoring.name, place, answer), about=about)
        case Found():
            return Outcome(limit.scoring.name, articles, Verdict.REFUTED, (_finding(under, limit, answer),), about)
        case _:
            assert_never(answer)


def _finding(under: Examination, limit: _Limit, found: Found) -> Finding:
    (person,) = found.persons
    evaluation = evaluate(under.program, person)
    amount = evaluation.value_of(limit.points).value
    assert isinstance(amount, int | Fraction)
    points, most = number(amount), ""
    if limit.most is not None:
        ceiling = evaluation.value_of(limit.most).value
        assert isinstance(ceiling, int | Fraction)
        most = number(ceiling)
    gets, marks = Text("得", "comes to"), Text(f"满分{most}分", f"has {most} marks")
    if limit.part.form is PartForm.DEDUCTION:
        gets, marks = Text("扣", "takes away"), Text(f"最多扣{most}分", f"takes away {most} at most")
    place, norm = _place(under, limit, person)
    facts = reads_of_expr(under.program, limit.fault)
    finding = limit.template.at(
        place,
        subject=limit.scoring.name,
        part=limit.part.name,
        range=marks,
        most=most,
        gets=gets,
        points=points,
        who=category(under, person, facts, found.decisive) if facts else AS_SHOWN,
        related=(Citation(limit.part.place, THE_PART), *norm),
    )
    evidence = single(under.program, found, limit.points, {"here": points}, (place,))
    return replace(finding, evidence=evidence, distinguishing=limit.about)


def _place(under: Examination, limit: _Limit, person: Person) -> tuple[Place, tuple[Citation, ...]]:
    """Where this document says what the part comes to, and, if one above does, that."""
    definition = under.program.definitions[limit.points.symbol]
    evaluation = evaluate(under.program, person)
    said = at_work(definition, evaluation)
    if definition.symbol.layer == under.layer:
        return said, ()
    return where_at_fault(under, definition, person)[0], (Citation(said, SUPERIORS_NORM),)
