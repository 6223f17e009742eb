"""RD403: a condition that the superior's decision does not imply, or a fact it does not depend on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.evidence import pair, single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import place_at_fault
from rankdsl.checks.superiors.refinement import Comparison, also_between, between, comparisons, shared_scope
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Item
from rankdsl.ir.reading import in_order, reads, reads_of_expr
from rankdsl.ir.remarks import Restriction
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD403",
    name="added-condition",
    severity=Severity.ERROR,
    title=Text("增设条件", "a condition that the superior does not have"),
    manual=Text(
        """\
本文件多写了一项上位文件没有的条件：有人按上位文件已经符合，却不满足这一项；或者在上位文件都符合的人中间，本文件又按上位文件不看的事实
区别对待。上位文件写明“不得增设条件”的，是错误；没有写“对下”的，是警告。“除 某事实 外”列出的事实，可以另设条件。

**怎样处理**：删去这项条件；或者改写成上位文件条件的另一种说法；确需增设的，须由上位文件授权。
""",
        """\
this document has a condition that the superior does not: somebody already qualifies under the superior and does not
meet it; or among persons who all qualify there, this document tells them apart by a fact the superior does not look
at. An error where the superior says 不得增设条件, a warning where it says nothing. Facts listed after 除 … 外 may
be used in further conditions.

**What to do**: delete the condition, or word it so that it says what the superior says; where it is needed, have
the superior allow it.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  对下 可晋升：不得增设条件。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  修改《某部示例规定》第一条 可晋升 另须：（一）中层正职年限 ≥ 3年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  对下 可晋升：不得增设条件 除 中层正职年限 外。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  修改《某部示例规定》第一条 可晋升 另须：（一）中层正职年限 ≥ 3年。
""",
)

ADDED = Diagnostic(
    PAGE,
    zh="{here}是上位文件没有的条件：有人按{superior}已经符合“{subject}”，却不满足这一项",
    en=(
        "{here} is a condition the superior does not have: somebody qualifies for “{subject}” under "
        "{superior} and does not meet it"
    ),
    help_zh="删去这项条件；确需增设的，应由上位文件授权",
    help_en="delete the condition, or have the superior allow it",
)
ADDED_FACT = Diagnostic(
    PAGE,
    zh="本文件在“{subject}”上另看“{fact}”：两个人按{superior}都符合，只有“{fact}”不同，在这里结果却不同",
    en=(
        "“{subject}” here also looks at “{fact}”: two persons both qualify under {superior}, differ only in "
        "“{fact}”, and fare differently"
    ),
    help_zh="去掉“{fact}”的影响；确需增设的，应由上位文件授权",
    help_en="take the influence of “{fact}” out, or have the superior allow it",
)
FORBIDDING = frozenset((Restriction.NO_ADDED_CONDITION,))


def examine(under: Examination) -> Iterator[Outcome]:
    for comparison in comparisons(under, FORBIDDING):
        allowed = comparison.clause.except_facts if comparison.clause is not None else frozenset[str]()
        own = list(_own_conditions(under, comparison.subject))
        exempt = [i for i in own if allowed.issuperset(found := reads(under.program, i.symbol)) and found]
        accused: set[str] = set()
        for item in own:
            if item in exempt:
                continue
            outcome = _item(under, comparison, item, exempt)
            if outcome.verdict is Verdict.REFUTED:
                accused |= frozenset(reads(under.program, item.symbol))
            yield outcome
        yield from _facts(under, comparison, exempt, allowed | accused)


def _own_conditions(under: Examination, subject: str) -> Iterator[Item]:
    """The conditions this document wrote without which the decision cannot be yes."""
    for item in under.program.items:
        if item.decision == subject and item.layer == under.layer and item.conjunctive:
            yield item


def _item(under: Examination, comparison: Comparison, item: Item, exempt: list[Item]) -> Outcome:
    above, subject = comparison.above, comparison.subject
    wanted = (
        *shared_scope(under, comparison),
        Wanted(0, above, comparison.there, True),
        *also_between(under, comparison, True),
        *_assumed(under, exempt, 0),
        Wanted(0, under.program, Ref(item.symbol, TRUTH), False),
    )
    rule = comparison.rule
    articles = articles_of(item.place, *(c.place for c in comparison.citations()))
    about = f"{item.symbol.name}《{above.document.title}》"
    answer = under.prover.decide(Question(wanted))
    match answer:
        case Nobody():
            return Outcome(subject, articles, Verdict.PROVED, about=about)
        case Undecided():
            return replace(undecided(PAGE, subject, item.place, answer), about=about)
        case Found():
            finding = ADDED.at(
                item.place,
                subject=subject,
                here=item.place.citation,
                superior=rule.place.citation,
                related=comparison.citations(),
            )
            outcome = {"here": "否", "superior": "是"}
            here = rule_of(under.program, subject)
            there = (above, comparison.there)
            evidence = single(under.program, answer, here, outcome, (item.place,), (there,))
            title = above.document.title
            found = replace(finding, severity=comparison.severity, evidence=evidence, distinguishing=title)
            return Outcome(subject, articles, Verdict.REFUTED, (found,), about)
        case _:
            assert_never(answer)


def _facts(
    under: Examination, comparison: Comparison, exempt: list[Item], already: frozenset[str]
) -> Iterator[Outcome]:
    """Facts that tell apart, here, persons who all qualify above; not again those of conditions already accused."""
    above, subject = comparison.above, comparison.subject
    here, there = rule_of(under.program, subject), comparison.there
    read_above = frozenset(reads_of_expr(above, there, *(w.formula for w in scope_conditions(above))))
    nearest = between(under, comparison)
    if nearest is not None:
        read_above |= frozenset(reads_of_expr(*nearest))
    candidates = frozenset(reads_of_expr(under.program, here)) - read_above - already
    place = under.program.definitions[under.program.top[subject]].place
    articles = articles_of(place, *(c.place for c in comparison.citations()))
    for fact in in_order(under.program, candidates):
        wanted = (
            *shared_scope(under, comparison),
            *scope_conditions(above, person=1),
            *scope_conditions(under.program, person=1),
            *(Wanted(person, above, there, True) for person in (0, 1)),
            *also_between(under, comparison, True, (0, 1)),
            *_assumed(under, exempt, 0),
            *_assumed(under, exempt, 1),
            Wanted(0, under.program, here, True),
            Wanted(1, under.program, here, False),
        )
        about = f"{fact}《{above.document.title}》"
        answer = under.prover.decide(Question(wanted, moved=frozenset((fact,))))
        match answer:
            case Nobody():
                yield Outcome(subject, articles, Verdict.PROVED, about=about)
            case Undecided():
                yield replace(undecided(PAGE, subject, place, answer), about=about)
            case Found():
                found = _fact_finding(under, comparison, fact, answer)
                yield Outcome(subject, articles, Verdict.REFUTED, (found,), about)
            case _:
                assert_never(answer)


def _fact_finding(under: Examination, comparison: Comparison, fact: str, answer: Found) -> Finding:
    subject = comparison.subject
    place = place_at_fault(under, subject, answer.persons[1], ())
    citations: tuple[Citation, ...] = comparison.citations()
    finding = ADDED_FACT.at(
        place, subject=subject, fact=fact, superior=comparison.rule.place.citation, related=citations
    )
    there = (comparison.above, comparison.there)
    evidence = pair(under.program, answer, rule_of(under.program, subject), (place,), (there,))
    return replace(
        finding,
        severity=comparison.severity,
        evidence=evidence,
        distinguishing=f"{fact}《{comparison.above.document.title}》",
    )


def _assumed(under: Examination, exempt: list[Item], person: int) -> tuple[Wanted, ...]:
    """除…外: the added conditions that are allowed are taken as met."""
    return tuple(Wanted(person, under.program, Ref(item.symbol, TRUTH), True) for item in exempt)
