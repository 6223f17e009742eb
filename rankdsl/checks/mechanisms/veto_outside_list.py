"""RD505: a one-vote veto that is on no closed list, or a list that allows more than a superior's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rankdsl.checks.chain import binding, inherited, own
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Page, Place, Severity, Text, Verdict, did_you_mean
from rankdsl.diagnostics import nearest as near_names
from rankdsl.ir.mechanisms import Indicator, IndicatorSet, VetoList

PAGE = Page(
    code="RD505",
    name="veto-outside-list",
    severity=Severity.ERROR,
    title=Text("清单之外的一票否决", "a veto that is not on the closed list"),
    manual=Text(
        """\
“否决清单”写明哪些事项可以一票否决，是封闭的：本文件和下位文件都只能对清单上的事项一票否决。本文件有一项指标写了“一票否决”，它的名称和“对象”
都不在清单上；或者本文件自己的清单写进了上位文件的清单没有的事项。

上位文件有几份清单的，看最近的一份；本文件自己也有清单的，看自己的。任何一级都没有清单的，不作要求。

**怎样处理**：去掉“一票否决”，改为扣分；确需否决的，由有权的上位文件列入清单。
指标与清单上的事项名称不同的，用“对象 …”写明是哪一项。
""",
        """\
a list of vetoes (否决清单) is closed: here and in every document below, nothing else may be decided by one failure.
An indicator of this document is a veto (一票否决), and neither its name nor what it is about (对象) is on the list; or
this document's own list allows what a superior's does not.

Of several lists above the nearest counts, and this document's own where it has one. Where nobody has made a list,
nothing is asked.

**What to do**: take the veto off, and deduct points; where it is needed, the superior has to put it on the list. An
indicator that is called otherwise says under 对象 which matter of the list it is about.
""",
    ),
    wrong="""\
文件《某省示例规定》
  层级：省级。 词表：公务员。 施行：2020年1月1日。

第一条【否决事项】
  否决清单：安全事故。

文件《甲县示例办法》
  层级：县级。 依据：《某省示例规定》。 施行：2020年1月1日。

第一条【指标】
  指标 年度指标：
    （一）安全事故，分值 20，一票否决；
    （二）招商引资，分值 80，一票否决。
""",
    right="""\
文件《某省示例规定》
  层级：省级。 词表：公务员。 施行：2020年1月1日。

第一条【否决事项】
  否决清单：安全事故。

文件《甲县示例办法》
  层级：县级。 依据：《某省示例规定》。 施行：2020年1月1日。

第一条【指标】
  指标 年度指标：
    （一）较大事故起数，分值 20，对象 安全事故，一票否决；
    （二）招商引资，分值 80。
""",
)

OUTSIDE = Diagnostic(
    PAGE,
    zh="“{subject}”一票否决，而它不在{lists}的否决清单上",
    en="“{subject}” is a veto, and is not on the list of vetoes of {lists}",
    help_zh="{near}去掉“一票否决”，改为扣分；它就是清单上某一项的，用“对象 …”写明；确需增加的，由{lists}列入清单",
    help_en=(
        "{near}take the veto off and deduct points; where it is a matter of the list, name that under 对象; "
        "where it has to be added, {lists} must list it"
    ),
)
ADDED = Diagnostic(
    PAGE,
    zh="否决清单写进了{lists}的清单没有的“{subject}”：上位文件的清单是封闭的，不得增加",
    en="this list of vetoes has “{subject}”, which the closed list of {lists} has not",
    help_zh="{near}从清单中删去“{subject}”；确需增加的，由{lists}列入清单",
    help_en="{near}take “{subject}” off the list; where it is needed, {lists} must list it",
)
LIST = Text("封闭的否决清单", "the closed list of vetoes")


def examine(under: Examination) -> Iterator[Outcome]:
    above = tuple(found for _, found in binding(under, inherited(under, VetoList)))
    mine = own(under, VetoList)
    if above:
        for each in mine:
            for name in dict.fromkeys(each.names):
                yield _outcome(ADDED, name, each.place, (name,), above)
    lists = mine or above
    if not lists:
        return
    for indicator in (i for indicators in own(under, IndicatorSet) for i in indicators.indicators if i.veto):
        yield _outcome(OUTSIDE, indicator.name, indicator.place, _names(indicator), lists)


def _names(indicator: Indicator) -> tuple[str, ...]:
    return tuple(dict.fromkeys((indicator.name, indicator.about)))


def _outcome(
    template: Diagnostic, subject: str, place: Place, names: Sequence[str], lists: Sequence[VetoList]
) -> Outcome:
    """`names`: under any of which it may be on a list."""
    articles = articles_of(place, *(each.place for each in lists))
    allowed = tuple(dict.fromkeys(name for each in lists for name in each.names))
    if any(name in allowed for name in names):
        return Outcome(subject, articles, Verdict.PROVED)
    cited = tuple(dict.fromkeys(each.place for each in lists))
    finding = template.at(
        place,
        subject=subject,
        lists="、".join(p.citation for p in cited),
        near=_near(names, allowed),
        related=tuple(Citation(p, LIST) for p in cited),
    )
    finding = replace(finding, evidence=Evidence(core=(place, *cited)), distinguishing="")
    return Outcome(subject, articles, Verdict.REFUTED, (finding,))


def _near(names: Sequence[str], allowed: Sequence[str]) -> Text:
    near = list(dict.fromkeys(found for name in names for found in near_names(name, allowed)))
    if not near:
        return Text("", "")
    asked = did_you_mean(near)
    return Text(asked.zh, f"{asked.en} ")
