"""The manual page of RD307."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

PAGE = Page(
    code="RD307",
    name="dead-weight",
    severity=Severity.WARNING,
    title=Text("条件虚设或者一项独大", "a criterion without weight, or one that decides alone"),
    manual=Text(
        """\
有两种情形：

- 公布的（没有写“公布”的，编号条件点名的）一项事实从来不起作用：只有这一项不同的两个人，结果总是相同，为它努力是白费；
- 几项条件里，结果实际上只由一项决定（例如论资排辈）：这一项相同的人，结果总是相同，其他各项都是摆设。

按积分择优的，看得分项：

- 凡是符合条件的人，这一项得分都一样，它从来不影响先后；
- 两个符合条件的人只要这一项不同，总分的先后就同它的先后一致：它的一步，抵得过其他各项的总和（论资排辈）。

末位的人受到不利处理（后果），而适用范围内的人不论做得多好，都在排名之列的，结果只由名次决定（排名问责）：大家都好，也总有人末位。

只有一项条件的决定、只看一项事实的决定、只有一项的积分，不在此列；适用范围已经看的事实也不算，因为它决定一个人归不归本文件管。

**怎样处理**：不起作用的，从公布的条件中删去，或者改正规则使它起作用；确实只看一项的，只写这一项。排名问责的，写明达到什么标准的人
不受处理。
""",
        """\
one of two things:

- a published fact (without 公布: one that a numbered condition names) never matters: two persons who differ in it
  alone always get the same outcome, so whatever people do about it is in vain;
- of several conditions only one decides (seniority, say): persons who agree in it always get the same outcome, and
  the others are for show.

Where people are selected by a score, its parts are looked at:

- a part may be the same for everybody who is eligible, so that it never changes the order;
- a part may settle the order alone: whenever two eligible people differ in it, the score orders them likewise, since
  one step of it outweighs all others together.

Where those at the end of an order suffer an adverse outcome (后果), and everybody in scope is among the candidates
however well they do, rank alone decides: even if all are good, somebody is last.

Decisions with a single condition, scores with a single part, and decisions that look at a single fact are exempt. So
are the facts that the scope looks at, since they decide whether the document is about somebody.

**What to do**: take what never matters out of the published criteria, or mend the rule so that it does; where only
one thing is meant to count, write only that; where rank alone decides, write the standard that spares people.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 5年；
    （二）非 处分期内；
    （三）中层正职年限 ≥ 2年 或 任现职级年限 ≥ 3年。
  公布 可晋升：任现职级起、处分期内、中层正职年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）非 处分期内；
    （三）中层正职年限 ≥ 2年 或 任现职级年限 ≥ 5年。
  公布 可晋升：任现职级起、处分期内、中层正职年限。
""",
)
