"""RD401: someone the superior promotes is refused."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.checks.examination import Examination, Outcome
from rankdsl.checks.superiors.deviation import examine_direction
from rankdsl.diagnostics import Diagnostic, Page, Severity, Text
from rankdsl.ir.remarks import Restriction

PAGE = Page(
    code="RD401",
    name="stricter-than-superior",
    severity=Severity.ERROR,
    title=Text("严于上位文件", "stricter than the superior"),
    manual=Text(
        """\
按上位文件符合条件的人，按本文件不符合。上位文件写明“不得加严”或者“不得变更”的，是错误；上位文件没有写“对下”的，是警告。

**怎样处理**：去掉多出来的限制；确有必要保留的，须由上位文件授权（“对下 X：可自行规定”）。
""",
        """\
someone who qualifies under the superior does not qualify here. An error where the superior says 不得加严 or
不得变更, a warning where it says nothing about documents below it.

**What to do**: take out what goes beyond the superior; where it is really needed, the superior must allow it (对下
X：可自行规定).
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  对下 可晋升：不得加严。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 3年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  对下 可晋升：不得加严。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 24个月。
""",
)

STRICTER = Diagnostic(
    PAGE,
    zh="“{subject}”严于上位文件：有人按{superior}为“是”，按本文件为“否”",
    en="“{subject}” is stricter than the superior: somebody gets yes under {superior} and no here",
    help_zh="去掉{here}中超出上位文件的限制；确需保留的，应由上位文件授权",
    help_en="take out of {here} what goes beyond the superior, or have the superior allow it",
)
FORBIDDING = frozenset((Restriction.NOT_STRICTER, Restriction.NOT_CHANGED))


def examine(under: Examination) -> Iterator[Outcome]:
    yield from examine_direction(under, STRICTER, FORBIDDING, superior_says=True)
