"""What would have to change before a condition is met, in words."""

from __future__ import annotations

from typing import assert_never

from rankdsl.diagnostics import Text
from rankdsl.population.alerts.told import Kind, Stop

ASSUMED = Text(
    "日期按其他情况不变、今后各年都是通常的记录推算",
    "days are worked out as if all else stayed as it is and every year to come brought the ordinary record",
)


def why(stop: Stop) -> Text:
    """`期限未满，2027年6月1日起符合`"""
    facts = Text("、".join(stop.facts), ", ".join(stop.facts))
    match stop.kind:
        case Kind.PERIOD:
            words = Text("期限未满", "not long enough yet")
        case Kind.RUNNING:
            words = Text(f"限制期未满（{facts.zh}）", f"a bar has not run out ({facts.en})")
        case Kind.RECORDS:
            words = Text(f"记录没有达到要求（{facts.zh}）", f"the records fall short ({facts.en})")
        case Kind.UNIT:
            words = Text(f"取决于单位的{facts.zh}", f"it depends on {facts.en} of the unit")
        case Kind.OTHERS:
            words = Text(f"不因时间解除（{facts.zh}）", f"not a matter of time ({facts.en})")
        case Kind.SCOPE:
            words = Text("不在适用范围内", "outside the scope")
        case Kind.OPEN:
            words = Text(
                f"何时符合不能确定，缺少{facts.zh}", f"when it is met cannot be determined: {facts.en} not given"
            )
        case Kind.SEVERAL:
            words = Text("改变任何一项事实都不够", "no single fact would do")
        case _:
            assert_never(stop.kind)
    if stop.over is not None:
        day = Text.day(stop.over)
        words += Text(f"，{day.zh}起符合", f", met from {day.en} on")
    return words
