"""RD505 and RD507: which list and which appeals bind, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.checks.small_world import HEAD, found, report_on
from tests.test_corpus import CORPUS


def in_corpus(name: str, code: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code == code]


def test_the_nearest_list_binds() -> None:
    added, indicator, law, near = in_corpus("RD505-not-on-the-list.rank", "RD505")
    assert "写进了《某省否决规定》第一条的清单没有的“信访积案”" in added.message.zh
    assert "不在《甲市否决办法》第一条的否决清单上" in indicator.message.zh
    assert "不在《甲市否决办法》第一条的否决清单上" in law.message.zh
    assert near.help is not None
    assert near.help.zh.startswith("是否应为“安全事故”？")
    assert near.help.en.startswith("did you mean “安全事故”? take")


def test_nothing_is_asked_where_there_is_no_list(tmp_path: Path) -> None:
    text = "  指标 年度：（一）甲，分值 1，一票否决。\n"
    assert [o.check for o in report_on(tmp_path, HEAD + text).obligations if o.check == "RD505"] == []


@pytest.mark.parametrize(
    ("appeals", "told"),
    [
        ("复核 30日 答复 30日、申诉 15日", []),
        ("复核 30日、申诉 15日 答复 99日、复议 3日", []),
        ("复核 29日、申诉 15日", ["须在29日内提出，《某厂办法》第一条规定的是30日"]),
        ("复核 30日 答复 31日、申诉 15日", ["在31日内答复，《某厂办法》第一条规定的是30日"]),
        ("复核 30日", ["缺少“申诉”：《某厂办法》第一条规定可以在15日内提出"]),
        (
            "申诉 10个工作日",
            ["缺少“复核”", "须在10个工作日内提出，《某厂办法》第一条规定的是15日（10个工作日最短只有12日）"],
        ),
    ],
)
def test_appeals_are_compared(appeals: str, told: list[str], tmp_path: Path) -> None:
    text = f"""\
  决定 应降 须：党员。
  后果 应降：申诉 复核 30日 答复 30日、申诉 15日。

文件《某车间细则》
  层级：乡级。 依据：《某厂办法》。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【后果】
  决定 降一级 即《某厂办法》应降。
  后果 降一级：申诉 {appeals}。
"""
    findings = found(tmp_path, HEAD + text, "RD507")
    assert len(findings) == len(told)
    for finding, part in zip(findings, told, strict=True):
        assert part in finding.message.zh
        assert finding.place.document == "某车间细则"
        assert [c.place.document for c in finding.related] == ["某厂办法"]


def test_days_that_holidays_may_fill() -> None:
    findings = in_corpus("RD507-less-than-above.rank", "RD507")
    assert [f.severity.value for f in findings] == ["error", "error", "error", "warning", "error"]
    assert [f.place.document for f in findings if "10个工作日" in f.message.zh] == ["乙省申诉细则"]
