"""RD306: a protected attribute changes the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.conditions import changed
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.fairness.settled import following, settled, tied_to
from rankdsl.checks.probing import evaluated, gets
from rankdsl.checks.refusals import apart, place_of_refusal
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Found, Nobody, Undecided

PAGE = Page(
    code="RD306",
    name="protected-influence",
    severity=Severity.ERROR,
    title=Text("受保护的事实影响结果", "a protected attribute changes the outcome"),
    manual=Text(
        """\
词表写明（protected）不得影响任何决定的事实，例如性别、与领导的关系，改变了结果：两个人除这项事实外完全相同，一个得到“是”，一个得到“否”。

有的事实随受保护的事实而定，词表的 invariants 规定了两者的关系。改变受保护的事实以后，如果原来的人不可能存在，
随之而定的事实也要跟着改变；不论怎样改变结果都不同的，同样报告，并写明是哪些事实。规则只看这些事实，受保护的事实并不起决定作用的，不报告。

择优的先后也一样：符合条件的两个人除这项事实（和随它而定的事实）外完全相同，先后却不同，同样报告；分出先后的是两人第一个不同的依据。

**怎样处理**：从规则中去掉这项事实，以及只由它决定的事实。
""",
        """\
a fact that the vocabulary protects (`protected`), such as sex or being related to a leader, changes the outcome: two
persons are alike in everything else, and one gets yes and the other no.

Some facts follow a protected one, as invariants of the vocabulary say. Where nobody can be the same person with the
protected fact changed, those facts change with it; if the outcome then differs however they change, that is reported
too, and the message names them. A rule that looks at such facts only, while the protected one settles nothing, is
not reported.

So it is with the order of a selection (择优): two eligible persons who are alike in everything else (but for what
follows the fact) and do not stand alike are reported, too. What sets them apart is the first key in which they differ.

**What to do**: take the fact out of the rule, and whatever it alone settles.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 性别 = 女 时，3年；
    其他，2年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 艰苦边远地区 时，2年；
    其他，3年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

INFLUENCES = Diagnostic(
    PAGE,
    zh="“{fact}”不得影响任何决定，却改变了“{subject}”的结果：两个人只有“{fact}”{tied}不同，结果却不同",
    en=(
        "“{fact}” must not influence any decision, and changes “{subject}”: two persons differ only in “{fact}”{tied}, "
        "and get different outcomes"
    ),
    help_zh="从规则中去掉“{fact}”的影响",
    help_en="take the influence of “{fact}” out of the rule",
)
MOVES = Diagnostic(
    PAGE,
    zh="“{fact}”不得影响任何决定，却改变了“{subject}”的先后：两个符合条件的人只有“{fact}”{tied}不同，“{key}”却不同",
    en=(
        "“{fact}” must not influence any decision, and changes the order of “{subject}”: two eligible persons differ "
        "only in “{fact}”{tied}, and so does their “{key}”"
    ),
    help_zh="从“{key}”中去掉“{fact}”的影响",
    help_en="take the influence of “{fact}” out of “{key}”",
)


def examine(under: Examination) -> Iterator[Outcome]:
    for subject in changed(under):
        rule = rule_of(under.program, subject)
        place = under.program.definitions[rule.symbol].place
        read = frozenset(reads_of_expr(under.program, rule))
        for fact in under.program.vocabulary.facts:
            if not fact.protected:
                continue
            answer = _influence(under, subject, fact, read)
            match answer:
                case Nobody():
                    yield Outcome(subject, articles_of(place), Verdict.PROVED, about=fact.name)
                case Undecided():
                    yield replace(undecided(PAGE, subject, place, answer), about=fact.name)
                case Found():
                    yield Outcome(
                        subject, articles_of(place), Verdict.REFUTED, (_finding(under, subject, fact, answer),)
                    )
                case _:
                    assert_never(answer)
    if under.piece.mechanisms:
        yield from _orders(under)


def _orders(under: Examination) -> Iterator[Outcome]:
    """择优: nobody stands elsewhere for a protected fact, or for what must follow it."""
    from rankdsl.checks.fairness.orders import answered_for, told  # here, since most documents put nobody in order
    from rankdsl.checks.fairness.protected_order import influence

    for selection in answered_for(under):
        for fact in under.program.vocabulary.facts:
            found = influence(under, selection, fact) if fact.protected else None
            if found is not None:
                yield told(under, MOVES, selection, fact, found)


def _influence(under: Examination, subject: str, fact: Fact, read: frozenset[str]) -> Answer:
    """Two persons alike but for the fact, and what must change with it, with different outcomes."""
    found: Answer = Nobody()
    if fact.name in read:
        found = apart(under, subject, frozenset((fact.name,)))
    tied = tied_to(under.program, fact)
    if isinstance(found, Found) or not tied or not (tied | {fact.name}) & read:
        return found
    answer = settled(under, subject, fact, tied)
    return found if isinstance(found, Undecided) and isinstance(answer, Nobody) else answer


def _finding(under: Examination, subject: str, fact: Fact, answer: Found) -> Finding:
    refused = next(p for p in answer.persons if gets(evaluated(under, p), subject, False))
    place = place_of_refusal(under, subject, refused)
    tied = following(tuple(name for name in answer.decisive if name != fact.name))
    finding = INFLUENCES.at(place, subject=subject, fact=fact.name, tied=tied)
    evidence = pair(under.program, answer, rule_of(under.program, subject), (place,))
    return replace(finding, evidence=evidence, distinguishing=fact.name)
