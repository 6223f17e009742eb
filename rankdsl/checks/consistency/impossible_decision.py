"""RD203: nobody in scope can ever meet a decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.competence import is_only_a_name
from rankdsl.checks.conditions import answered_for
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import where_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.definitions import Definition
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Item
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD203",
    name="impossible-decision",
    severity=Severity.ERROR,
    title=Text("无人能够符合", "nobody can ever qualify"),
    manual=Text(
        """\
适用范围内没有任何人能使这项决定为“是”：各项条件合在一起不可能同时满足，规定等于一纸空文。

报告列出互相排斥的最少几处条文，并给出“最接近的人”：他只差其中一项，其余都符合。

**怎样处理**：放宽或者删去列出的条件之一。
""",
        """\
nobody in scope can ever get a yes: the conditions cannot be met together, so the rule promises what it cannot give.

The report names the smallest set of articles that exclude each other, and the nearest person: one who meets all but
one.

**What to do**: relax or remove one of the conditions named.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）在编；
    （二）计数 近2年 年度考核 中（等次 = 优秀）≥ 3。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）在编；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 3。
""",
)

IMPOSSIBLE = Diagnostic(
    PAGE,
    zh="适用范围内没有任何人能够符合“{subject}”",
    en="nobody in scope can ever meet “{subject}”",
    help_zh="放宽或者删去所列条件中的一项{nearest}",
    help_en="relax or remove one of the places named{nearest}",
)
AT_FAULT = Text("与其他各处不能同时满足", "cannot be met together with the others")
ALONE = Text("这一处本身就不可能满足", "cannot be met by itself")
NOBODY_NEAR = Text("", "")


def examine(under: Examination) -> Iterator[Outcome]:
    for subject in answered_for(under):
        if is_only_a_name(under, subject):
            continue
        rule = under.program.definitions[under.program.top[subject]]
        question = Question((*under.in_scope, Wanted(0, under.program, rule_of(under.program, subject), True)))
        articles = articles_of(rule.place)
        answer = under.prover.decide(question, shown=False)
        match answer:
            case Found():
                yield Outcome(subject, articles, Verdict.PROVED)
            case Undecided():
                yield undecided(PAGE, subject, rule.place, answer)
            case Nobody():
                if _already_impossible(under, subject):
                    yield Outcome(subject, articles, Verdict.PROVED)
                else:
                    yield Outcome(subject, articles, Verdict.REFUTED, (_finding(under, rule, question),))
            case _:
                assert_never(answer)


def _already_impossible(under: Examination, subject: str) -> bool:
    """The superior's own rule excludes everyone: then the finding is the superior's."""
    above = under.before
    if above is None or subject not in above.top:
        return False
    wanted = (*scope_conditions(above), Wanted(0, above, rule_of(above, subject), True))
    return isinstance(under.prover.decide(Question(wanted), shown=False), Nobody)


def _finding(under: Examination, rule: Definition, question: Question) -> Finding:
    subject = rule.symbol.written
    core = under.prover.why_nobody(question)
    place, norm = _place(under, rule, core)
    why = AT_FAULT if len(core) > 1 else ALONE
    related = (*(c for c in norm if c.place not in core), *(Citation(p, why) for p in core if p != place))
    item, nearest = _nearest(under, subject, core)
    lacks = NOBODY_NEAR
    if item is not None:
        cited = item.place.citation
        lacks = Text(f"；例中的人只差{cited}", f"; the person shown lacks only {cited}")
    evidence = Evidence(core=core)
    if nearest is not None:
        # Why this person is refused is one thing, why everybody is another: the latter is what is at fault.
        near = single(under.program, nearest, rule_of(under.program, subject), {"here": "否"})
        evidence = replace(near, core=core)
    return replace(IMPOSSIBLE.at(place, subject=subject, nearest=lacks, related=related), evidence=evidence)


def _place(under: Examination, rule: Definition, core: tuple[Place, ...]) -> tuple[Place, tuple[Citation, ...]]:
    """The decision, if this document wrote it, else the first of its own places at fault."""
    place, norm = where_at_fault(under, rule, None)
    own = [p for p in core if p.document == under.place.document]
    return (own[0], norm) if norm and own else (place, norm)


def _nearest(under: Examination, subject: str, core: tuple[Place, ...]) -> tuple[Item | None, Found | None]:
    """The first item at fault that, left out, lets somebody meet all the others, and that person."""
    items = [i for i in under.program.items if i.decision == subject and i.conjunctive]
    for left_out in sorted(items, key=lambda i: i.place not in core):
        others = tuple(Wanted(0, under.program, Ref(i.symbol, TRUTH), True) for i in items if i is not left_out)
        answer = under.prover.decide(Question((*under.in_scope, *others)))
        if isinstance(answer, Found):
            return left_out, answer
    return None, None
