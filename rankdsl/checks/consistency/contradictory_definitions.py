"""RD201: two branches, rows or exceptions apply at once and disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.evidence import single, value_in_words
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import answerable, not_already, where_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.definitions import Cases, Definition, Hit
from rankdsl.ir.nodes import Const, Expr, Ref, conjunction, different, disjunction, negation
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD201",
    name="contradictory-definitions",
    severity=Severity.ERROR,
    title=Text("规定互相矛盾", "rules that contradict each other"),
    manual=Text(
        """\
同一个人同时落入两个分支、两行表格或者两条例外，而它们给出的结果不同。这个人的结果由谁经办就看谁怎么理解，等于没有规定。

**怎样处理**：在其中一个分支的条件里排除另一个；表格改为“逐行”（以先列的为准）；例外之间用“优先于”写明先后。
一项规定互相矛盾的地方很多时，先列出 20 处；改正后再检查一次。
""",
        """\
one person falls under two branches, two rows or two exceptions at once, and they give different results. What that
person gets depends on who reads the document, which is as good as no rule.

**What to do**: exclude one case from the condition of the other; make the table 逐行 (the first row that applies
counts); or say with 优先于 which exception comes first. Where one rule contradicts itself in many places, the first
twenty are told: mend those, then check again.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  定义 应任年限：
    当 现职级 不高于 科员级 时，8年；
    当 艰苦边远地区 时，6年；
    其他，10年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【任职年限】
  定义 应任年限：
    当 现职级 不高于 科员级，且 非 艰苦边远地区 时，8年；
    当 艰苦边远地区 时，6年；
    其他，10年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

DISAGREE = Diagnostic(
    PAGE,
    zh="“{subject}”有两处规定同时适用于同一个人，结果却不同：一处得“{first}”，另一处得“{second}”",
    en="two rules for “{subject}” apply to one person at once and disagree: one says {first}, the other {second}",
    help_zh="在其中一处的条件里排除另一处，或者用“优先于”“逐行”写明先后",
    help_en="exclude one case from the other's condition, or say with 优先于 or 逐行 which comes first",
)
MOST_TOLD = 20
"""Disagreements of one norm that are told: two hundred exceptions have twenty thousand pairs."""
OTHER_SIDE = Text("同时适用的另一处规定", "the other rule that applies")


class Rival(Struct, frozen=True):
    """A branch or exception that takes effect when `applies`, with its value."""

    applies: Expr
    value: Expr
    place: Place


Clash = tuple[Rival, Rival]


def examine(under: Examination) -> Iterator[Outcome]:
    for norm in answerable(under):
        clashes = clashes_of(norm.definition)
        if not clashes:
            continue
        twins = clashes_of(norm.twin) if norm.twin is not None else [None] * len(clashes)
        definition, subject = norm.definition, norm.definition.symbol.written
        articles = articles_of(definition.place, *(r.place for pair in clashes for r in pair))
        answer = under.prover.decide(_question(under, clashes, twins))
        match answer:
            case Nobody():
                yield Outcome(subject, articles, Verdict.PROVED)
            case Undecided():
                yield undecided(PAGE, subject, definition.place, answer)
            case Found():
                findings = tuple(_findings(under, definition, clashes, twins))
                yield Outcome(subject, articles, Verdict.REFUTED, findings)
            case _:
                assert_never(answer)


def _findings(
    under: Examination, definition: Definition, clashes: list[Clash], twins: Sequence[Clash | None]
) -> Iterator[Finding]:
    """One finding for every two rules that really disagree, up to MOST_TOLD."""
    told = 0
    for clash, twin in zip(clashes, twins, strict=True):
        if told == MOST_TOLD:
            return
        answer = under.prover.decide(_question(under, [clash], [twin]))
        if not isinstance(answer, Found):
            continue
        told += 1
        first, second = clash
        person = answer.persons[0]
        values = [value_in_words(under.program, person, rival.value) for rival in clash]
        place, norm = where_at_fault(under, definition, person)
        sides = (first, second) if norm else (first,)
        finding = DISAGREE.at(
            place if norm else second.place,
            subject=definition.symbol.written,
            first=values[0],
            second=values[1],
            related=tuple(Citation(side.place, OTHER_SIDE) for side in sides),
        )
        outcome = {"first": values[0], "second": values[1]}
        rule = Ref(definition.symbol, definition.type)
        evidence = single(under.program, answer, rule, outcome, (first.place, second.place))
        yield replace(finding, evidence=evidence, distinguishing=_label(first) + _label(second))


def _question(under: Examination, clashes: Sequence[Clash], twins: Sequence[Clash | None]) -> Question:
    """Somebody in scope on whom one of the clashes falls, and did not already under the superior."""
    already = [disagree(twin) for twin in twins if twin is not None]
    beyond = (not_already(under, disjunction(tuple(already))),) if already else ()
    anywhere = disjunction(tuple(disagree(clash) for clash in clashes))
    return Question((*under.in_scope, Wanted(0, under.program, anywhere, True), *beyond))


def clashes_of(definition: Definition) -> list[Clash]:
    """Every two rules of the definition that could disagree."""
    clashes: list[Clash] = []
    match definition.body:
        case Cases(branches=branches, hit=Hit.UNIQUE):
            guarded = [Rival(b.guard, b.value, b.place) for b in branches if b.guard is not None]
            clashes += combinations(guarded, 2)
        case _:
            pass
    exceptions = [Rival(_takes_effect(definition, i), e.value, e.place) for i, e in enumerate(definition.exceptions)]
    clashes += combinations(exceptions, 2)
    return [pair for pair in clashes if not _same_constant(pair[0].value, pair[1].value)]


def _takes_effect(definition: Definition, index: int) -> Expr:
    """The exception's guard, and no exception that takes precedence over it applies."""
    ahead = [negation(e.guard) for e in definition.exceptions if index in e.over]
    return conjunction((definition.exceptions[index].guard, *ahead))


def disagree(clash: Clash) -> Expr:
    first, second = clash
    return conjunction((first.applies, second.applies, different(first.value, second.value)))


def _same_constant(first: Expr, second: Expr) -> bool:
    return isinstance(first, Const) and isinstance(second, Const) and first.value == second.value


def _label(rival: Rival) -> str:
    return f"{rival.place.article or ''}{rival.place.item or ''}{rival.place.span.text if rival.place.span else ''}"
