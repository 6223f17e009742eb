"""RD209: an assertion that is not true for everyone, a case that fails, an expected finding that does not appear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.claimed import Claimed, against, met_by_somebody, refuted_by
from rankdsl.checks.evidence import pair, single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.nodes import Expr, conjunction
from rankdsl.ir.remarks import Assertion, Exclusive, Exists, ExpectedFinding, Holds, Independent, Monotone
from rankdsl.prove import Answer, Compared, Found, Nobody, Question, Raised, Undecided, Wanted

PAGE = Page(
    code="RD209",
    name="failed-assertion",
    severity=Severity.ERROR,
    title=Text("断言、案例或预期不成立", "an assertion, case or expectation that fails"),
    manual=Text(
        """\
起草人写下的期望没有实现，有三种情形：

- “断言”对适用范围内的某个人不成立（报告给出这个人，或者一对人）；
- “案例”的结果与“期望”不同；
- “预期”某项检查会发现问题，检查却没有发现。

**怎样处理**：先核对期望写得对不对；期望没有错的，改正规则。
""",
        """\
what the drafter expected does not come true, in one of three ways: an assertion (断言) fails for somebody in scope,
who is shown, alone or as a pair; a case (案例) has another outcome than expected; a finding that was expected
(预期) does not appear.

**What to do**: see first whether the expectation is right; if it is, mend the rule.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 = 称职）≥ 2。
  断言：可晋升 随 年度考核 不减。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 不低于 称职）≥ 2。
  断言：可晋升 随 年度考核 不减。
""",
)

NOT_FOR_ALL = Diagnostic(
    PAGE,
    zh="断言不成立：有人不满足“{written}”",
    en="the assertion does not hold: somebody does not satisfy “{written}”",
    help_zh="核对断言；断言无误的，改正规则，使例中的人也满足",
    help_en="check the assertion; if it is right, mend the rule so that it holds for the person shown",
)
NOBODY_SUCH = Diagnostic(
    PAGE,
    zh="断言不成立：适用范围内不存在满足“{written}”的人",
    en="the assertion does not hold: nobody in scope satisfies “{written}”",
    help_zh="核对断言；断言无误的，放宽有关条件",
    help_en="check the assertion; if it is right, relax the rules it is about",
)
NOT_MONOTONE = Diagnostic(
    PAGE,
    zh="断言不成立：两个人只有“{fact}”不同，后一个人的更好，“{subject}”的结果反而变差",
    en=(
        "the assertion does not hold: two persons differ only in “{fact}”, the second one's is better, and "
        "“{subject}” gets worse"
    ),
    help_zh="改正规则，使“{fact}”更好的人结果不差；或者删去断言",
    help_en="mend the rule so that a better “{fact}” never gives less, or remove the assertion",
)
NOT_ANTITONE = Diagnostic(
    PAGE,
    zh="断言不成立：两个人只有“{fact}”不同，后一个人的更高，“{subject}”的结果也变高",
    en=(
        "the assertion does not hold: two persons differ only in “{fact}”, the second one's is higher, and "
        "so is “{subject}”"
    ),
    help_zh="改正规则，或者删去断言",
    help_en="mend the rule or remove the assertion",
)
NOT_INDEPENDENT = Diagnostic(
    PAGE,
    zh="断言不成立：两个人只有“{fact}”不同，“{subject}”的结果也不同",
    en="the assertion does not hold: two persons differ only in “{fact}”, and “{subject}” differs too",
    help_zh="从规则中去掉“{fact}”的影响，或者删去断言",
    help_en="take the influence of “{fact}” out of the rule, or remove the assertion",
)
NOT_EXCLUSIVE = Diagnostic(
    PAGE,
    zh="断言不成立：有人同时符合“{subject}”和“{other}”",
    en="the assertion does not hold: somebody meets both “{subject}” and “{other}”",
    help_zh="在其中一项的条件里排除另一项",
    help_en="exclude one in the conditions of the other",
)
NOTHING_TO_COMPARE = Diagnostic(
    PAGE,
    zh="断言没有意义：适用范围内不存在只有“{fact}”不同的两个人",
    en="the assertion says nothing: no two persons in scope differ only in “{fact}”",
    help_zh="核对词表的约束，或者换一个事实来断言",
    help_en="check the invariants of the vocabulary, or assert about another fact",
)
NOT_APPEARED = Diagnostic(
    PAGE,
    zh="预期的 {code} 没有出现：“{reason}”",
    en="the expected finding {code} did not appear: “{reason}”",
    help_zh="问题已经消除的，删去这条预期；应当出现而没有出现的，核对规则是否写对",
    help_en="remove the expectation if the fault is gone; otherwise check whether the rule says what was meant",
)


def examine(under: Examination) -> Iterator[Outcome]:
    for assertion in under.piece.assertions:
        match assertion.claim:
            case Holds(formula=formula):
                yield _holds(under, assertion, formula)
            case Exists(formula=formula):
                yield _exists(under, assertion, formula)
            case Exclusive(first=first, second=second):
                yield _exclusive(under, assertion, first, second)
            case Monotone() | Independent():
                yield _compares(under, assertion, assertion.claim)
            case _:
                assert_never(assertion.claim)


def missing_expectation(expected: ExpectedFinding) -> Finding:
    """The finding for a 预期 that no finding met."""
    return NOT_APPEARED.at(expected.place, subject=expected.code, code=expected.code, reason=expected.reason)


def _holds(under: Examination, assertion: Assertion, formula: Expr) -> Outcome:
    """A person without value for the formula does not refute it: that is RD201 or RD202."""
    finding = NOT_FOR_ALL.at(assertion.place, subject=assertion.written, written=assertion.written)
    return _outcome(under, assertion, against(under, formula), finding, "否", formula)


def _exclusive(under: Examination, assertion: Assertion, first: str, second: str) -> Outcome:
    rules = tuple(rule_of(under.program, name) for name in (first, second))
    both = tuple(Wanted(0, under.program, rule, True) for rule in rules)
    answer = under.prover.decide(Question((*under.in_scope, *both)))
    finding = NOT_EXCLUSIVE.at(assertion.place, subject=first, other=second)
    return _outcome(under, assertion, answer, finding, "是", conjunction(rules))


def _exists(under: Examination, assertion: Assertion, formula: Expr) -> Outcome:
    written = assertion.written
    claimed = Claimed(PAGE, written, assertion.place, formula)
    return met_by_somebody(under, claimed, lambda _: NOBODY_SUCH.at(assertion.place, subject=written, written=written))


def _compares(under: Examination, assertion: Assertion, claim: Monotone | Independent) -> Outcome:
    """Two persons, equal but for what the assertion is about: first that there are such, then that they agree."""
    rule = rule_of(under.program, claim.subject)
    both_in_scope = (*under.in_scope, *scope_conditions(under.program, person=1))
    raised: Raised | None = None
    match claim:
        case Monotone(fact=fact, direction=direction):
            moved, raised = frozenset((fact,)), Raised(fact, 1)
            worse = Compared(under.program, rule, "below" if direction > 0 else "above")
            template = NOT_MONOTONE if direction > 0 else NOT_ANTITONE
        case Independent(facts=facts):
            fact, moved = "、".join(facts), frozenset(facts)
            worse = Compared(under.program, rule, "other")
            template = NOT_INDEPENDENT
        case _:
            assert_never(claim)
    premise: Answer | None = under.prover.decide(
        Question(both_in_scope, moved=moved, raised=raised, apart=True), shown=False
    )
    if isinstance(premise, Nobody):
        finding = NOTHING_TO_COMPARE.at(assertion.place, subject=claim.subject, fact=fact)
        return Outcome(claim.subject, articles_of(assertion.place), Verdict.REFUTED, (finding,))
    if isinstance(premise, Undecided) and any(_can_rise(under, both_in_scope, moved, name) for name in moved):
        premise = None
    answer = under.prover.decide(Question((*both_in_scope, worse), moved=moved, raised=raised))
    if isinstance(answer, Nobody) and isinstance(premise, Undecided):
        return undecided(PAGE, claim.subject, assertion.place, premise)  # Perhaps there are no two such persons.
    finding = template.at(assertion.place, subject=claim.subject, fact=fact)
    if isinstance(answer, Found):
        finding = replace(finding, evidence=pair(under.program, answer, rule))
    return _outcome(under, assertion, answer, finding, None, rule)


def _can_rise(under: Examination, both_in_scope: tuple[Wanted, ...], moved: frozenset[str], name: str) -> bool:
    """Whether two persons in scope have different lists: one the better of the other."""
    fact = under.program.vocabulary.fact(name)
    if fact is None or fact.records is None or not any(field.better for field in fact.records.fields):
        return False
    question = Question(both_in_scope, moved=moved, raised=Raised(name, 1))
    return isinstance(under.prover.decide(question, shown=False), Found)


def _outcome(
    under: Examination, assertion: Assertion, answer: Answer, finding: Finding, here: str | None, about: Expr
) -> Outcome:
    """Proved by nobody. `here`: what the formula is for the one person found; None where evidence is already there."""

    def tell(found: Found) -> Finding:
        if here is None:
            return finding
        return replace(finding, evidence=single(under.program, found, about, {"here": here}))

    return refuted_by(under, Claimed(PAGE, finding.subject, assertion.place, about), answer, tell)
