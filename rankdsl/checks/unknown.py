"""RD901: a limit was hit."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.checks.examination import Outcome, articles_of
from rankdsl.diagnostics import Diagnostic, Page, Place, Severity, Text, Verdict
from rankdsl.prove import Undecided

PAGE = Page(
    code="RD901",
    name="unknown",
    severity=Severity.WARNING,
    title=Text("无法判定", "not decided"),
    manual=Text(
        """\
有一项检查在限定的计算量内没有得出结论。这既不表示有问题，也不表示没有问题：在得出结论之前，不能把该文件当作“已通过”。

**怎样处理**：提高计算量上限（`--budget`，或工作区文件中的 `budget`）；或者把两个事实相乘的写法改为分档列表；
或者缩短词表中记录的年数上限。
命令的退出码为 3，不会是 0。
""",
        """\
a question could not be decided within the given amount of work. It says neither that something is wrong nor that
nothing is: until it is decided, the document must not pass as checked.

**What to do**: raise the limit (`--budget`, or `budget` in the workspace file); or replace a product of two facts
by a table; or lower the bound on records in the vocabulary. The exit code is 3, never 0.
""",
    ),
    wrong="""\
文件《甲县奖励金测算办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【测算】
  定义 甲数：任职年限月数 × 任现职级月数。
  定义 任职年限月数：月数（任职起，评定日）÷ 1个月。
  定义 任现职级月数：月数（任现职级起，评定日）÷ 1个月。
  决定 可发放 须：（一）甲数 × 甲数 = 甲数 × 7 + 1；（二）在编。
""",
    right="""\
文件《甲县奖励金测算办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【测算】
  决定 可发放 须：（一）任现职级年限 ≥ 2年；（二）在编。
""",
)

LIMIT_HIT = Diagnostic(
    PAGE,
    zh="{code}（{name}）对“{subject}”没有得出结论：{reason}",
    en="{code} ({name}) on “{subject}” was not decided: {reason}",
    help_zh="这不等于通过；可用 --budget 提高计算量上限后再查",
    help_en="this is not a pass; raise the limit with --budget and check again",
)


def undecided(page: Page, subject: str, place: Place, answer: Undecided) -> Outcome:
    """The outcome of a question of `page` that hit a limit."""
    finding = LIMIT_HIT.at(place, subject=subject, code=page.code, name=page.title, reason=answer.reason)
    return Outcome(subject, articles_of(place), Verdict.UNKNOWN, (replace(finding, verdict=Verdict.UNKNOWN),))
