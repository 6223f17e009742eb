"""RD409: under a superior that is not yet or no longer in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text
from rankdsl.ir.model import Model

PAGE = Page(
    code="RD409",
    name="out-of-time",
    severity=Severity.ERROR,
    title=Text("与上位文件的施行时间不衔接", "out of step with the superior's dates"),
    manual=Text(
        """\
文件在施行期间内有一段时间，它所依据的上位文件尚未施行或者已经废止。这段时间里文件没有依据，也无法与上位文件对照检查。

**怎样处理**：推迟施行日期；上位文件已经废止的，一并写明“废止”日期，或者改为依据现行文件。
""",
        """\
for part of the time in which the document is in force, a superior it rests on is not yet or no longer in force. In
that time it has no authority, and cannot be compared with its superior either.

**What to do**: let it take effect later; where the superior was repealed, give a 废止 date too, or rest on the
document that replaced it.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年6月1日。

第一条【条件】
  决定 可晋升 须：在编。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【年限】
  定义 年限已满：任现职级年限 ≥ 2年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年6月1日。

第一条【条件】
  决定 可晋升 须：在编。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年7月1日。

第一条【年限】
  定义 年限已满：任现职级年限 ≥ 2年。
""",
)

WITHOUT_AUTHORITY = Diagnostic(
    PAGE,
    zh="{when}，上位文件《{superior}》{reason}，本文件没有依据",
    en="{when}, the superior 《{superior}》 {reason}, so this document has no authority",
    help_zh="调整“施行”“废止”日期，或者改为依据当时有效的文件",
    help_en="change the dates of 施行 or 废止, or rest on a document in force at the time",
)


def examine(model: Model) -> Iterator[Finding]:
    for silence in model.silences:
        period = silence.period
        first, last = Text.day(period.start), Text.day(period.end - timedelta(days=1))
        when = Text(f"{first.zh}至{last.zh}", f"from {first.en} to {last.en}")
        if period.open_end:
            when = Text(f"{first.zh}起", f"from {first.en} on")
        yield WITHOUT_AUTHORITY.at(
            silence.place,
            subject=silence.superior,
            when=when,
            superior=silence.superior,
            reason=silence.reason,
        )
