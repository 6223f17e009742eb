"""RD208: scope, ranges and invariants admit nobody, so every proof about the document would be empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, scope_conditions
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.nodes import conjunction
from rankdsl.ir.program import Program
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided

PAGE = Page(
    code="RD208",
    name="contradictory-assumptions",
    severity=Severity.ERROR,
    title=Text("前提自相矛盾", "premises that admit nobody"),
    manual=Text(
        """\
词表的取值范围、词表的约束（invariants）和文件的“适用”“辖区”合在一起，容不下任何一个人。这样的文件对谁都不起作用；
而在“没有人”的前提下，什么结论都能“证明”，所以其余检查对它一概不做。

下位文件的词表另加的约束，如果使上位文件所说的某一类人变得不可能存在，也按本项报告：一行词表不能把人“约束没了”。

**怎样处理**：对照列出的条文，去掉互相冲突的适用条件，或者改正词表中的约束。
""",
        """\
the ranges and invariants of the vocabulary and the document's scope and jurisdiction, taken together, admit nobody.
Such a document applies to no one, and of nobody everything can be “proved”, so no other check is run on it.

The invariants that a subordinate's vocabulary adds are held to the same: where they make a person impossible whom
the superior's vocabulary allows, that is reported here.

**What to do**: compare the articles named, and remove the scope conditions or the invariants that exclude each
other.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【适用范围】
  适用：现职级 低于 科员级，且 现职级 高于 副科级。

第二条【条件】
  决定 可晋升 须：在编。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【适用范围】
  适用：现职级 高于 办事员级，且 现职级 低于 副处级。

第二条【条件】
  决定 可晋升 须：在编。
""",
)

NOBODY_AT_ALL = Diagnostic(
    PAGE,
    zh="词表“{vocabulary}”的约束互相矛盾，没有任何人能同时满足",
    en="the invariants of vocabulary “{vocabulary}” contradict each other: no person satisfies them all",
    help_zh="核对上面列出的约束，改正或者删去其中一条",
    help_en="check the invariants named and mend or remove one of them",
)
NOBODY_IN_SCOPE = Diagnostic(
    PAGE,
    zh="适用范围容不下任何人：所列各处不可能同时成立",
    en="the scope admits nobody: the places named cannot all hold",
    help_zh="放宽或者删去其中一项适用条件",
    help_en="widen or remove one of the scope conditions",
)
NOBODY_SHARED = Diagnostic(
    PAGE,
    zh="本文件的适用范围与上位文件《{superior}》的适用范围没有任何人重合，两者无从比较",
    en=(
        "nobody is both in the scope of this document and in that of its superior 《{superior}》, so they "
        "cannot be compared"
    ),
    help_zh="核对“适用”和“辖区”，或者核对“依据”是否写对",
    help_en="check 适用 and 辖区, or whether 依据 names the right document",
)
NOT_CONSERVATIVE = Diagnostic(
    PAGE,
    zh="词表“{vocabulary}”新增的约束排除了上位词表“{above}”允许的人，以此为据什么都能“证明”",
    en=(
        "the new invariants of vocabulary “{vocabulary}” rule out people whom “{above}” allows: anything "
        "could be “proved” from them"
    ),
    help_zh="改写新增的约束，使例中的人仍有可能：新增的约束只应当限制新增的事实",
    help_en="word the new invariants so that the person shown stays possible: they should bind the new facts only",
)
TOGETHER = Text("与其他各处不能同时成立", "cannot hold together with the others")
ALONE = Text("这一处本身就不可能成立", "cannot hold by itself")
RULED_OUT = "不可能存在"


def examine(under: Examination) -> Iterator[Outcome]:
    program, prover = under.program, under.prover
    anyone = prover.decide(Question(()), shown=False)
    if not isinstance(anyone, Found):
        core = prover.why_nobody(Question(())) if isinstance(anyone, Nobody) else ()
        finding = NOBODY_AT_ALL.at(under.place, vocabulary=program.vocabulary.name)
        yield _outcome(anyone, finding, core)
        return
    superior = under.superior
    if superior is not None and superior.vocabulary.name != program.vocabulary.name:
        extended = prover.extends(program, superior)
        yield _extension(under, superior, extended)
        if not isinstance(extended, Nobody):
            return
    in_scope = prover.decide(Question(under.in_scope), shown=False)
    place = program.scopes[-1].place
    core = prover.why_nobody(Question(under.in_scope)) if isinstance(in_scope, Nobody) else ()
    yield _outcome(in_scope, NOBODY_IN_SCOPE.at(place), core)
    if not isinstance(in_scope, Found):
        return
    for _, above in under.piece.ancestors:
        shared = Question((*scope_conditions(above), *under.in_scope))
        both = prover.decide(shared, shown=False)
        core = prover.why_nobody(shared) if isinstance(both, Nobody) else ()
        yield _outcome(both, NOBODY_SHARED.at(place, superior=above.document.title), core)


def _extension(under: Examination, superior: Program, answer: Answer) -> Outcome:
    place, subject = under.place, under.program.vocabulary.name
    match answer:
        case Nobody():
            return Outcome(subject, articles_of(place), Verdict.PROVED)
        case Undecided():
            return undecided(PAGE, subject, place, answer)
        case Found():
            added = [i.place for i in under.program.invariants if i not in superior.invariants]
            finding = NOT_CONSERVATIVE.at(place, subject=subject, vocabulary=subject, above=superior.vocabulary.name)
            about = conjunction(tuple(i.holds for i in superior.invariants))
            evidence = single(superior, answer, about, {"here": RULED_OUT}, tuple(added))
            return Outcome(subject, articles_of(place), Verdict.REFUTED, (replace(finding, evidence=evidence),))
        case _:
            assert_never(answer)


def _outcome(answer: Answer, finding: Finding, core: tuple[Place, ...]) -> Outcome:
    place = finding.place
    articles = articles_of(place, *core)
    match answer:
        case Found():
            return Outcome(place.document, articles, Verdict.PROVED)
        case Undecided():
            return undecided(PAGE, place.document, place, answer)
        case Nobody():
            related = tuple(Citation(p, TOGETHER if len(core) > 1 else ALONE) for p in core)
            shown = replace(finding, related=related, evidence=Evidence(core=core))
            return Outcome(place.document, articles, Verdict.REFUTED, (shown,))
        case _:
            assert_never(answer)
