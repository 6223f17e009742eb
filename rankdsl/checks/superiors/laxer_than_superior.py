"""RD402: someone the superior refuses is promoted."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.checks.examination import Examination, Outcome
from rankdsl.checks.superiors.deviation import examine_direction
from rankdsl.diagnostics import Diagnostic, Page, Severity, Text
from rankdsl.ir.remarks import Restriction

PAGE = Page(
    code="RD402",
    name="laxer-than-superior",
    severity=Severity.ERROR,
    title=Text("宽于上位文件", "laxer than the superior"),
    manual=Text(
        """\
按上位文件不符合条件的人，按本文件符合。上位文件写明“不得放宽”或者“不得变更”的，是错误；上位文件没有写“对下”的，是警告。

**怎样处理**：补上缺少的条件，或者收紧例外；确有必要放宽的，须由上位文件授权（“对下 X：可自行规定”）。
""",
        """\
someone who does not qualify under the superior qualifies here. An error where the superior says 不得放宽 or
不得变更, a warning where it says nothing about documents below it.

**What to do**: add the missing condition or narrow the exception; where it is really needed, the superior must
allow it (对下 X：可自行规定).
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：3年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
  对下 可晋升：不得放宽。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【例外】
  例外《某部示例规定》第一条 当 现职级 高于 科员级 时，应任年限 为 应任年限 − 6个月。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 现职级 高于 科员级 时，3年；
    其他，2年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
  对下 可晋升：不得放宽。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【从严】
  例外《某部示例规定》第一条 当 现职级 高于 科员级 时，应任年限 为 应任年限 + 6个月。
""",
)

LAXER = Diagnostic(
    PAGE,
    zh="“{subject}”宽于上位文件：有人按{superior}为“否”，按本文件为“是”",
    en="“{subject}” is laxer than the superior: somebody gets no under {superior} and yes here",
    help_zh="收紧{here}，使上位文件不允许的人在这里也不符合；确需放宽的，应由上位文件授权",
    help_en="narrow {here} so that nobody qualifies whom the superior refuses, or have the superior allow it",
)
FORBIDDING = frozenset((Restriction.NOT_LAXER, Restriction.NOT_CHANGED))


def examine(under: Examination) -> Iterator[Outcome]:
    yield from examine_direction(under, LAXER, FORBIDDING, superior_says=False)
