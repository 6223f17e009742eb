"""RD510: figures in one document that do not agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.chain import own
from rankdsl.checks.claimed import Claimed, holds_for_everybody, on_what_day, same_for_all
from rankdsl.checks.examination import Examination, Outcome
from rankdsl.checks.mechanisms.worked_out import worked_out
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text
from rankdsl.ir.mechanisms import Figures
from rankdsl.prove import Found

PAGE = Page(
    code="RD510",
    name="arithmetic",
    severity=Severity.ERROR,
    title=Text("数字对不上", "figures that do not agree"),
    manual=Text(
        """\
文件用“核算”写下了几个数字之间应有的关系（例如“原有 70 项，整合 18 项，保留 11 项”），算出来却不成立。
报告把两边各算一遍：“70 − 18 = 52，不等于 11”。数字来自参数、定义的，列出它们的值；结果因人而异的，给出一个算不拢的人。

一个数字对不上，说明文件里至少有一处写错了：执行的人不知道该以哪一个为准。

**怎样处理**：与原始材料核对，改正写错的数字；缺少的步骤（例如另外取消的项目）补写进算式。
""",
        """\
the document says with 核算 how some of its figures belong together (70 indicators, 18 merged, 11 kept), and they do
not. The report works out both sides: 70 − 18 = 52, which is not 11. Where figures come from parameters and definitions
their values are listed; where it depends on the person, somebody is shown for whom the sum is wrong.

Figures that do not agree mean that at least one of them is wrong, and whoever applies the document cannot tell which.

**What to do**: look the figures up and mend the wrong one, or write the step that is missing into the sum.
""",
    ),
    wrong="""\
文件《甲市整合考核指标的通知》
  层级：市级。 词表：公务员职级。 施行：2025年1月1日。

第一条【整合】
  参数 原有项数：70。
  参数 取消项数：18。
  核算 “整合后保留 11 项”：原有项数 − 取消项数 = 11。
""",
    right="""\
文件《甲市整合考核指标的通知》
  层级：市级。 词表：公务员职级。 施行：2025年1月1日。

第一条【整合】
  参数 原有项数：70。
  参数 取消项数：18。
  参数 并入项数：41。
  核算 “整合后保留 11 项”：原有项数 − 取消项数 − 并入项数 = 11。
""",
)

WRONG = Diagnostic(
    PAGE,
    zh="核算{named}不成立：{worked}",
    en="the figures{named} do not agree: {worked}",
    help_zh="与原始材料核对，改正写错的数字；算式缺少一步的，补写完整",
    help_en="look the figures up and mend the wrong one, or write what the sum leaves out",
)
WRONG_FOR_SOME = Diagnostic(
    PAGE,
    zh="核算{named}对例中的人不成立：{worked}",
    en="the figures{named} do not agree for the person shown: {worked}",
    help_zh="改正写错的数字，或者改正算出这些数的规定，使对每个人都成立",
    help_en="mend the figures, or the rules that they come from, so that they agree for everybody",
)
NO_VALUE = Diagnostic(
    PAGE,
    zh="核算{named}算不出来：对适用范围内的任何人，“{written}”都没有值",
    en="the figures{named} cannot be worked out: “{written}” has no value for anybody in scope",
    help_zh="补全算式所用的定义，使它们有值",
    help_en="complete the definitions that the sum uses",
)


def examine(under: Examination) -> Iterator[Outcome]:
    for figures in own(under, Figures):
        yield _agrees(under, figures)


def _agrees(under: Examination, figures: Figures) -> Outcome:
    named = in_marks(figures.text)

    def tell(found: Found) -> Finding:
        person = found.persons[0]
        day = on_what_day(under, figures.formula, person)
        worked = worked_out(evaluate(under.program, person), figures.formula, figures.sides) + day
        template = WRONG if same_for_all(under, figures.formula) else WRONG_FOR_SOME
        finding = template.at(figures.place, subject=figures.written, named=named, worked=worked)
        return replace(finding, distinguishing=figures.written)

    def empty() -> Finding:
        return NO_VALUE.at(figures.place, subject=figures.written, named=named, written=figures.written)

    return holds_for_everybody(under, Claimed(PAGE, figures.written, figures.place, figures.formula), tell, empty)


def in_marks(text: str) -> Text:
    """What a document calls it, behind another word; nothing where it has no name."""
    return Text(f"“{text}”", f" “{text}”") if text else Text("", "")
