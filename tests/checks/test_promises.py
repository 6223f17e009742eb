"""RD502 and RD510: the figures that findings show, and that nothing is proved of what has no value."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.diagnostics.report import Report
from tests.test_corpus import CORPUS

HEAD = "文件《某县办法》\n  层级：县级。 词表：公务员职级。 施行：2025年1月1日。\n\n第一条【承诺】\n"


def report(folder: Path, body: str) -> Report:
    (folder / "a.rank").write_text(HEAD + body, encoding="utf-8")
    return pipeline.check_paths([folder])


def of(found: Report, *codes: str) -> list[Finding]:
    return [f for f in found.findings if f.code in codes]


def in_corpus(name: str) -> tuple[Finding, ...]:
    return pipeline.check_paths([CORPUS / "bad" / name]).findings


def test_both_sides_are_worked_out(tmp_path: Path) -> None:
    body = """\
  参数 人数：87。
  定义 职数：取整（2% × 150，向下） + 取整（10% × 150，向下）。
  承诺 “六成”：60% × 人数 不超过 职数。
  承诺：60% × 87 ≤ 3 + 15。
  核算 “整合”：70 − 18 = 11。
  核算：人数 = 87 且 职数 = 17 且 1 + 1 = 3。
"""
    promise, plain, merged, several = of(report(tmp_path, body), "RD502", "RD510")
    assert promise.message.zh.startswith("承诺“六成”做不到：“60% × 人数” = 60% × 87 = 52.2，大于 “职数” = 18，其中")
    assert "取整（2% × 150，向下） + 取整（10% × 150，向下） = 18" in promise.message.zh
    assert plain.message.zh == "承诺做不到：60% × 87 = 52.2，大于 3 + 15 = 18"
    assert merged.message.zh == "核算“整合”不成立：70 − 18 = 52，不等于 11"
    assert merged.message.en == "the figures “整合” do not agree: 70 − 18 = 52, which is not 11"
    assert "“职数” = 18，不等于 17；1 + 1 = 2，不等于 3" in several.message.zh
    assert "“人数”" not in several.message.zh
    assert [f.evidence for f in (promise, plain, merged, several)] == [None] * 4


def test_the_unit_for_which_it_fails() -> None:
    one, share = in_corpus("RD502-units-of-every-size")
    assert one.evidence is not None
    assert one.evidence.person is not None
    assert one.evidence.person.facts["编制数"] == "9"
    assert one.evidence.replayed
    assert "“职数” = 0，小于 1，其中“职数” = “向下取整（10% × 编制数）” = 向下取整（10% × 9） = 0" in one.message.zh
    assert share.evidence is not None
    assert share.evidence.person is not None
    assert share.evidence.person.facts["符合条件人数"] == "26"
    assert "60% × 26 = 15.6，大于 “职数” = 15" in share.message.zh


def test_the_least_that_it_takes() -> None:
    first, second = in_corpus("RD502-deadline-against-tenure.rank")
    for finding in (first, second):
        assert finding.message.zh.endswith("；最少要2年")
        assert finding.message.en.endswith("; it takes at least 24 months")
        assert finding.evidence is not None
        assert [p.citation for p in finding.evidence.core] == ["《某部职级规定》第一条（一）"]


@pytest.mark.parametrize(
    ("conditions", "limit", "least"),
    [
        ("任现职级年限 ≥ 18个月", "任现职级年限 ≤ 6个月", "最少要18个月"),
        ("任现职级年限 ＞ 18个月", "任现职级年限 ＜ 1年", "最少要19个月"),
        ("任现职级年限 ≤ 30个月", "任现职级年限 ≥ 5年", "最多只能是30个月"),
        (
            "任现职级年限 ≥ 1年；（二）任现职级年限 ≥ 25个月 或 任现职级年限 ≥ 4年",
            "12个月 ≥ 任现职级年限",
            "最少要25个月",
        ),
        ("计数 近5年 年度考核 中（等次 = 优秀）≥ 3", "计数 近5年 年度考核 ≤ 1", "最少要3"),
    ],
)
def test_least_and_most(tmp_path: Path, conditions: str, limit: str, least: str) -> None:
    body = f"  决定 可晋升 须：（一）{conditions}。\n  承诺：存在 可晋升 且 {limit}。\n"
    (finding,) = of(report(tmp_path, body), "RD502")
    assert finding.message.zh.endswith(f"；{least}")


def test_no_least_where_the_rest_is_impossible(tmp_path: Path) -> None:
    body = "  决定 可晋升 须：（一）在编；（二）非 在编。\n  承诺：存在 可晋升 且 任现职级年限 ≤ 6个月。\n"
    (finding,) = of(report(tmp_path, body), "RD502")
    assert "至少" not in finding.message.zh
    assert "最少" not in finding.message.zh


def test_what_has_no_value_for_anybody_is_not_proved(tmp_path: Path) -> None:
    body = """\
  定义 从无：当 任现职级年限 ＜ 0年 时，1。
  承诺：从无 ≥ 0。
  核算：从无 = 1。
"""
    found = report(tmp_path, body)
    assert [f.code for f in of(found, "RD502", "RD510")] == ["RD502", "RD510"]
    assert all("都没有值" in f.message.zh for f in of(found, "RD502", "RD510"))
    assert not [o for o in found.obligations if o.check in ("RD502", "RD510") and o.verdict is Verdict.PROVED]


def test_a_promise_belongs_to_the_document_that_makes_it(tmp_path: Path) -> None:
    below = """
文件《某乡细则》
  层级：乡级。 依据：《某县办法》。 施行：2025年1月1日。

第一条【其他】
  参数 其他：1。
"""
    found = report(tmp_path, "  核算：70 − 18 = 11。\n" + below)
    assert [f.place.document for f in of(found, "RD510")] == ["某县办法"]


def test_a_promise_above_that_this_document_breaks() -> None:
    here = [f for f in in_corpus("RD502-broken-below.rank") if f.code == "RD502" and f.place.document == "某县职级细则"]
    share, year = here
    assert "《某省职级办法》的承诺“不低于六成”做不到：60% × 87 = 52.2，大于 “可用职数” = 18" in share.message.zh
    assert [c.place.citation for c in share.related] == ["《某省职级办法》第一条"]
    assert year.message.zh.endswith("；最少要2年")
    assert year.evidence is not None
    assert {p.document for p in year.evidence.core} == {"某省职级办法", "某县职级细则"}


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        ("级别 不低于 25级", "“级别” = 26级，低于 25级", "“级别” = 26级, which is lower than 25级"),
        ("评定日 早于 2030年1月1日", "不早于 2030年1月1日", "= 2030-01-01, which is not before 2030-01-01"),
        ("任现职级起 不晚于 2010年1月", "晚于 2010年1月", "which is after 2010-01"),
        ("18 ÷ 人数 ≥ 0.21", "= 18 ÷ 87 = 6/29（约0.2069），小于 0.21", "= 6/29 (about 0.2069), which is less"),
        ("1 + 1 = 3 或 2 + 3 = 6", "1 + 1 = 2，不等于 3；2 + 3 = 5，不等于 6", "3; 2 + 3 = 5, which is not 6"),
        ("取整（18 ÷ 人数，四舍五入，2位）≥ 0.22", "（18 ÷ 87，2位） = 0.21", "(18 ÷ 87, 2 places) = 0.21"),
    ],
)
def test_sides_in_words(tmp_path: Path, formula: str, zh: str, en: str) -> None:
    (finding,) = of(report(tmp_path, f"  参数 人数：87。\n  承诺：{formula}。\n"), "RD502")
    assert zh in finding.message.zh
    assert en in finding.message.en


def test_figures_are_those_of_the_period() -> None:
    """What no person shows is not told of a period in which it comes to something else."""
    told = [f for f in in_corpus("RD502-figures-of-each-period.rank") if f.code == "RD502"]
    assert [(f.period, f.message.zh) for f in told] == [
        (("2020-01-01", "2022-01-01"), "承诺“六成”做不到：“职数” = 18，小于 60% × 87 = 52.2"),
        (("2022-01-01", None), "承诺“六成”做不到：“职数” = 15，小于 60% × 87 = 52.2"),
    ]
