"""RD207: one person is both owed and refused, or two outcomes that exclude each other hold at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.competence import program_at
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.faults import place_at_fault
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.model import Rivals
from rankdsl.ir.nodes import conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Assertion, Exclusive
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD207",
    name="conflicting-outcomes",
    severity=Severity.ERROR,
    title=Text("结果互相冲突", "outcomes that contradict each other"),
    manual=Text(
        """\
同一个人得到两个互相冲突的结果，有两种情形：

- 本文件依据的两份上位文件互不隶属，对同一项决定各有规定：有人按一份为“是”，按另一份为“否”，而本文件没有写明按哪一个办；
- 上位文件断言两项结果互斥，在上位文件中也确实互斥，按本文件却有人同时符合两项。

**怎样处理**：前一种，在本文件里用“决定”重新写明这项决定；后一种，在本文件改动的条件里排除同时符合的人。
""",
        """\
one person gets two outcomes that contradict each other, in one of two ways: this document rests on two superiors,
neither of them over the other, that both regulate one decision, and somebody gets yes under the one and no under the
other, while this document does not say which counts; or a superior asserts that two outcomes exclude each other, which
is so there, and here somebody gets both.

**What to do**: in the first case state the decision in this document; in the second exclude, in what this document
changed, those who meet both.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：3年。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）非 处分期内。
  决定 可降级 须：
    （一）任现职级年限 ＜ 应任年限；
    （二）计数 近3年 年度考核 中（等次 不高于 基本称职）≥ 2。
  断言：可降级 随 年度考核 不增。
  断言：可晋升 与 可降级 互斥。
  对下 可晋升：可自行规定。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  修改《某部示例规定》第一条 可晋升（一） 改为：任现职级年限 ≥ 2年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：3年。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）非 处分期内。
  决定 可降级 须：
    （一）任现职级年限 ＜ 应任年限；
    （二）计数 近3年 年度考核 中（等次 不高于 基本称职）≥ 2。
  断言：可降级 随 年度考核 不增。
  断言：可晋升 与 可降级 互斥。
  对下 可晋升：可自行规定。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  修改《某部示例规定》第一条 可晋升（一） 改为：任现职级年限 ≥ 4年。
""",
)

OWED_AND_REFUSED = Diagnostic(
    PAGE,
    zh="“{subject}”在两份上位文件中结果相反，本文件没有写明按哪一份办：有人按{yes}为“是”，按{no}为“否”",
    en=(
        "two superiors answer “{subject}” differently, and this document does not say which counts: somebody gets yes "
        "under {yes} and no under {no}"
    ),
    help_zh="在本文件里用“决定”重新写明“{subject}”",
    help_en="state “{subject}” in this document with 决定",
)
BOTH_HOLD = Diagnostic(
    PAGE,
    zh="{superior}断言“{subject}”与“{other}”互斥，按本文件却有人同时符合两项",
    en="{superior} asserts that “{subject}” and “{other}” exclude each other; here somebody meets both",
    help_zh="在{here}的条件里排除同时符合两项的人",
    help_en="exclude in {here} those who meet both",
)
SAYS_YES = Text("按这里的规定为“是”", "yes under this rule")
SAYS_NO = Text("按这里的规定为“否”", "no under this rule")
EXCLUDES = Text("上位文件的断言", "what the superior asserts")


def examine(under: Examination) -> Iterator[Outcome]:
    for rivals in under.piece.rivals:
        first, second = program_at(under, rivals.first), program_at(under, rivals.second)
        if first is not None and second is not None:
            yield _rivals(under, rivals, first, second)
    for layer, assertion in under.piece.inherited_assertions:
        above = program_at(under, layer)
        if isinstance(assertion.claim, Exclusive) and above is not None:
            outcome = _exclusive(under, assertion, assertion.claim, above)
            if outcome is not None:
                yield outcome


# --- two superiors side by side


def _rivals(under: Examination, rivals: Rivals, first: Program, second: Program) -> Outcome:
    subject = rivals.subject
    rules = tuple(program.definitions[program.top[subject]].place for program in (first, second))
    articles = articles_of(under.place, *rules)
    for yes, no in ((first, second), (second, first)):
        wanted = (
            *scope_conditions(first),
            *scope_conditions(second),
            *under.in_scope,
            Wanted(0, yes, rule_of(yes, subject), True),
            Wanted(0, no, rule_of(no, subject), False),
        )
        answer = under.prover.decide(Question(wanted))
        if isinstance(answer, Undecided):
            return undecided(PAGE, subject, under.place, answer)
        if isinstance(answer, Found):
            return Outcome(subject, articles, Verdict.REFUTED, (_conflict(under, subject, answer, yes, no),))
    return Outcome(subject, articles, Verdict.PROVED)


def _conflict(under: Examination, subject: str, answer: Found, yes: Program, no: Program) -> Finding:
    granting, refusing = (program.definitions[program.top[subject]].place for program in (yes, no))
    related = (Citation(granting, SAYS_YES), Citation(refusing, SAYS_NO))
    finding = OWED_AND_REFUSED.at(
        under.place, subject=subject, yes=granting.citation, no=refusing.citation, related=related
    )
    also = (no, rule_of(no, subject))
    outcome = {granting.citation: "是", refusing.citation: "否"}
    return replace(finding, evidence=single(yes, answer, rule_of(yes, subject), outcome, (), (also,)))


# --- what a superior says excludes each other


def _exclusive(under: Examination, assertion: Assertion, claim: Exclusive, above: Program) -> Outcome | None:
    """None where it is not so without this document either, or this document changed neither."""
    names, before = (claim.first, claim.second), under.before
    if before is None or any(name not in program.top for name in names for program in (under.program, before)):
        return None
    changed = tuple(name for name in names if not under.keeps(under.program.top[name]))
    if not changed or not _holds(under, claim, before):
        return None
    rules = tuple(rule_of(under.program, name) for name in names)
    both = (Wanted(0, under.program, rule, True) for rule in rules)
    wanted = (*scope_conditions(above), *under.in_scope, *both)
    subject, articles = claim.first, articles_of(under.place, assertion.place)
    answer = under.prover.decide(Question(wanted))
    match answer:
        case Nobody():
            return Outcome(subject, articles, Verdict.PROVED, about=assertion.written)
        case Undecided():
            return replace(undecided(PAGE, subject, under.place, answer), about=assertion.written)
        case Found():
            finding = _both(under, assertion, claim, changed, answer)
            return Outcome(subject, articles, Verdict.REFUTED, (finding,), assertion.written)
        case _:
            assert_never(answer)


def _holds(under: Examination, claim: Exclusive, before: Program) -> bool:
    """Whether the two exclude each other as far as this document has changed nothing."""
    both = (Wanted(0, before, rule_of(before, name), True) for name in (claim.first, claim.second))
    answer = under.prover.decide(Question((*scope_conditions(before), *both)), shown=False)
    return isinstance(answer, Nobody)


def _both(
    under: Examination, assertion: Assertion, claim: Exclusive, changed: tuple[str, ...], answer: Found
) -> Finding:
    place = place_at_fault(under, changed[0], answer.persons[0], ())
    finding = BOTH_HOLD.at(
        place,
        subject=claim.first,
        other=claim.second,
        superior=assertion.place.citation,
        here=place.citation,
        related=(Citation(assertion.place, EXCLUDES),),
    )
    rules = tuple(rule_of(under.program, name) for name in (claim.first, claim.second))
    outcome = {claim.first: "是", claim.second: "是"}
    evidence = single(under.program, answer, conjunction(rules), outcome, (place,))
    return replace(finding, evidence=evidence, distinguishing=f"{claim.second}《{assertion.place.document}》")
