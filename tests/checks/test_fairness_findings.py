"""What findings of fairness say and show: the figures, the persons, the articles, and whose finding it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.test_corpus import CORPUS

CODES = ("RD302", "RD303", "RD304", "RD306", "RD307")
HEAD = "  层级：中央。 词表：公务员。 施行：2020年1月1日。\n\n第一条【条件】\n"


def found(folder: Path, text: str) -> list[Finding]:
    (folder / "documents.rank").write_text(text, encoding="utf-8")
    return [f for f in pipeline.check_paths([folder]).findings if f.code in CODES]


def in_corpus(name: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code in CODES]


def person(finding: Finding) -> dict[str, str]:
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.replayed
    return dict(finding.evidence.person.facts)


def test_the_bar_and_what_is_missing() -> None:
    score, row, rank = in_corpus("RD302-score-behind-a-bar.rank")
    assert "“任现职级年限”至少还要高2年" in score.message.zh
    assert person(score)["任现职级起"] == "2017年1月"  # three years to the month, on 2020年1月1日
    assert person(score)["评定日"] == "2020年1月1日"
    assert {p.citation for p in score.evidence.core if score.evidence} >= {"《甲县积分办法》第二条（二）"}  # type: ignore[union-attr]
    assert "“任现职级年限”至少还要高2年" in row.message.zh
    assert person(row)["现职级"] == "科员级"
    assert person(row)["任现职级起"] == "2012年1月"
    assert "“级别”至少还要高1档" in rank.message.zh
    assert person(rank)["级别"] == "24级"


def test_a_cut_that_nobody_wrote() -> None:
    cut, below = in_corpus("RD302-cut-that-nobody-wrote.rank")
    assert "“中层正职年限”的门槛，实际上低于3年的人都得不到" in cut.message.zh
    assert person(cut)["中层正职年限"] == "2年11个月"
    assert below.place.document == "甲省年限细则"
    assert "至少还要高6个月" in below.message.zh


def test_the_superiors_own_bar_is_not_reported_again(tmp_path: Path) -> None:
    text = f"""\
文件《某部规定》
{HEAD}  定义 老资格：任现职级年限 ≥ 5年。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）老资格。

文件《甲省细则》
  层级：省级。 依据：《某部规定》。 辖区：省份 = 某省。 施行：2020年1月1日。

第一条【条件】
  修改《某部规定》第一条 可晋升 另须：（一）在编。
"""
    assert [(f.code, f.place.document) for f in found(tmp_path, text) if f.code == "RD302"] == [("RD302", "某部规定")]


@pytest.mark.parametrize(
    ("condition", "raised"),
    [
        ("任现职级年限 ≥ 3年；（二）任现职级年限 ≥ 5年", False),  # the higher one is written as openly
        ("任现职级年限 ≥ 3年；（二）任现职级年限 ≥ 5年 或 在编", False),
        ("任现职级年限 ＞ 3年；（二）老资格", True),
        ("非 任现职级年限 不足 3年；（二）老资格", True),
        ("任现职级年限 ≥ 5年；（二）老资格", False),
        ("任现职级年限 ≤ 9年；（二）新人", True),
    ],
)
def test_turned_and_hidden(tmp_path: Path, condition: str, raised: bool) -> None:
    names = "  定义 老资格：任现职级年限 ≥ 5年。\n  定义 新人：任现职级年限 ＜ 8年。\n"
    findings = found(tmp_path, f"文件《某部规定》\n{HEAD}{names}  决定 可晋升 须：（一）{condition}。\n")
    assert ("RD302" in {f.code for f in findings}) is raised, [f.message.zh for f in findings]


def test_a_class_with_its_articles() -> None:
    (finding,) = in_corpus("RD303-four-times-in-three-years.rank")
    assert person(finding)["艰苦边远地区"] == "是"
    assert finding.evidence is not None
    assert [p.citation for p in finding.evidence.core] == ["《甲县次数办法》第一条", "《甲县次数办法》第一条（二）"]


def test_a_better_record_and_a_burden() -> None:
    burden, exception = in_corpus("RD304-burden-of-the-better.rank")
    assert "“级别”更好的人反而落入“应当调离”" in burden.message.zh
    assert exception.place.document == "甲省调离细则"
    assert exception.evidence is not None
    assert exception.evidence.decisive == ("年度考核",)
    first, second = exception.evidence.person, exception.evidence.other
    assert first is not None
    assert second is not None
    assert (first.outcome["here"], second.outcome["here"]) == ("是", "否")
    assert "优秀" in second.facts["年度考核"]
    assert "优秀" not in first.facts["年度考核"]
    assert exception.help is not None
    assert "断言：可晋升 随 年度考核 不增" in exception.help.zh


def test_what_follows_a_protected_fact_is_named() -> None:
    retired, old, women, order = in_corpus("RD306-tied-by-an-invariant")
    assert "“性别”和随它而定的“退休年龄”不同" in retired.message.zh
    assert "“性别”和随它而定的“年龄" in old.message.zh
    assert women.evidence is not None
    assert women.evidence.decisive == ("性别", "退休年龄")
    assert (
        "“返聘人选”的先后：两个符合条件的人只有“性别”和随它而定的“退休年龄”不同，“退休早晚”却不同" in order.message.zh
    )


def test_who_is_moved_in_an_order() -> None:
    (later,) = in_corpus("RD304-behind-by-a-later-key.rank")
    assert later.evidence is not None
    assert later.evidence.person is not None
    assert later.evidence.other is not None
    assert (later.subject, later.distinguishing, later.evidence.decisive) == ("晋升人选", "年度考核", ("年度考核",))
    assert later.evidence.person.outcome["here"] > later.evidence.other.outcome["here"]
    (last,) = in_corpus("RD304-comes-last-by-doing-better.rank")
    assert "排在前面是不利的" in last.message.zh
    below, other = in_corpus("RD306-in-the-order-below.rank")
    assert (below.place.document, below.place.article) == ("甲市乙县示例择优办法", "第一条")
    assert [c.place.document for c in below.related] == ["甲市示例择优规定"]
    assert "“乙分”却不同" in other.message.zh


def test_dead_and_alone() -> None:
    (dead,) = in_corpus("RD307-published-in-vain.rank")
    assert dead.evidence is not None
    assert dead.evidence.decisive == ("中层正职年限",)
    assert dead.severity.value == "warning"
    alone = in_corpus("RD307-seniority-alone.rank")
    assert ["只由“任现职级起”一项决定" in f.message.zh for f in alone] == [True, False, False]


def test_whom_the_superior_leaves_out_openly_is_left_out_under_another_name_too(tmp_path: Path) -> None:
    text = """\
文件《某部办法》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条
  决定 可晋升 须：（一）任现职级年限 ≥ 2年；（二）现职级 低于 正科级。

文件《某县办法》
  层级：县级。 依据：《某部办法》。 施行：2020年1月1日。

第一条
  决定 县可晋升 即《某部办法》可晋升。
  例外 第一条 当 处分期内 时，县可晋升 为 否。
"""
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    codes = [f.code for f in pipeline.check_paths([tmp_path / "a.rank"]).findings]
    assert "RD401" in codes
    assert "RD303" not in codes
    (tmp_path / "a.rank").write_text(text.replace("当 处分期内", "当 艰苦边远地区"), encoding="utf-8")
    assert "RD303" in [f.code for f in pipeline.check_paths([tmp_path / "a.rank"]).findings]
