"""The systems of the fifth seed, on the burden of assessment: findings, figures, and what a new version asks for."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rankdsl.cli.main import main
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.ir.values import Value
from tests.policies.reading import POLICIES, ask
from tests.reference import report

TODAY = date(2026, 11, 20)
NOTICE = "关于解决形式主义突出问题为基层减负的通知"
RELIEF = "整治形式主义为基层减负若干规定"
PROVINCE = "某省基层考核减负办法（示例）"
SHANDONG = "山东省乡镇人民政府工作条例"
DEPARTMENTS = "山东省县级部门考核办法（示例）"
HEALTH = "某县卫生健康考核办法（示例）"
MENDED = "己县卫生健康考核办法（改好的写法，示例）"
REVENUE = "庚县乡镇考核办法（示例）"
HENAN = "核算：河南整合考核（种子材料的数字，示例）"
LINXIANG = "临湘市乡镇考核办法（示例）"
NANTONG = "南通市机关绩效评价办法（示例）"
RANKED = "某市考核排名问责办法（示例）"
TALKS = "某市考核约谈办法（改好的写法，示例）"
CLEAN = (NOTICE, RELIEF, PROVINCE, SHANDONG, DEPARTMENTS, MENDED, LINXIANG, NANTONG, TALKS)

COUNTIES = "counties/某县-卫生健康考核.rank"
ABOVE = ("vocabulary/考核负担.yaml", "central/基层减负.rank", "provinces/某省-考核减负.rank")


def of(title: str, code: str) -> list[Finding]:
    return [f for f in report().findings if f.place.document == title and f.code == code]


def said(title: str, code: str) -> str:
    return "\n".join(f.message.zh for f in of(title, code))


def proved(title: str, code: str) -> int:
    """How many questions of that check are proved of the document; none is anything else."""
    asked = [o.verdict for o in report().obligations if o.document == title and o.check == code]
    assert set(asked) <= {Verdict.PROVED}
    return len(asked)


def test_what_is_right_is_clean() -> None:
    found = {f.place.document for f in report().findings}
    assert [title for title in CLEAN if title in found] == []
    assert set(CLEAN) <= {d.title for d in report().documents}


# --- the health department of a county, and what is above it


def test_twenty_five_indicators_and_a_thousand_points() -> None:
    found = Counter(f.code for f in report().findings if f.place.document == HEALTH)
    assert found == {"RD501": 1, "RD504": 7, "RD505": 1}
    said_ = said(HEALTH, "RD504")
    assert "项数超过上限：共 25，上限是 11" in said_
    assert "分值超过上限：每个单位都是 1080，上限是 100" in said_
    assert proved(MENDED, "RD504") >= 5


def test_everything_leaves_a_trail() -> None:
    assert "材料超过上限：每个单位都是 32，上限是 5" in said(HEALTH, "RD504")
    assert "检查超过上限：每个单位都是 1 + 1 = 2，上限是 1" in said(HEALTH, "RD504")


def test_three_departments_assess_one_matter() -> None:
    twice = [f for f in of(HEALTH, "RD504") if "重复考核“环境卫生”" in f.message.zh]
    assert len(twice) == 2
    for finding, other in zip(twice, ("环保局", "住建局"), strict=True):
        assert f"由“{other}”考核" in finding.message.zh
        assert "由“爱卫办”考核" in finding.message.zh


def test_clothing_is_nobody_s_duty() -> None:
    (finding,) = (f for f in of(HEALTH, "RD504") if "职责清单" in f.message.zh)
    assert finding.subject == "工作人员着装"


def test_a_veto_outside_the_list() -> None:
    (finding,) = of(HEALTH, "RD505")
    assert finding.subject == "信访"
    assert proved(MENDED, "RD505") == 1
    assert ask(NOTICE, TODAY, ("可设一票否决",), {}) == (False,)
    for who in ("中央有明确要求", "省级党委有明确要求"):
        assert ask(HEALTH, TODAY, ("可设一票否决",), {"县份": "某县", who: True}) == (True,)


def test_satisfaction_weighs_at_least_its_share() -> None:
    (finding,) = of(HEALTH, "RD501")
    assert "占60分（适用的指标共1080分）" in finding.message.zh
    assert proved(MENDED, "RD501") >= 1
    assert proved(DEPARTMENTS, "RD501") == 4
    facts: dict[str, Value] = {"省份": "山东省", "履职得分": 80, "基层评分": 60}
    assert ask(DEPARTMENTS, TODAY, ("县级部门考核得分", "派驻机构考核得分"), facts) == (74, 68)


def test_weak_places_are_not_assessed_by_revenue() -> None:
    (finding,) = of(REVENUE, "RD504")
    assert "例中的单位为 100 → 130" in finding.message.zh
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.replayed
    assert dict(finding.evidence.person.facts)["经济薄弱地区"] == "是"
    for weak in (True, False):
        assert ask(PROVINCE, TODAY, ("考核财税收入",), {"经济薄弱地区": weak}) == (not weak,)


@pytest.mark.parametrize(("kind", "times", "allowed"), [("中央部门", 1, True), ("中央部门", 2, False)])
def test_one_comprehensive_assessment_a_year(kind: str, times: int, allowed: bool) -> None:
    assert ask(RELIEF, TODAY, ("综合考核次数合规",), {"单位类别": kind, "综合考核次数": times}) == (allowed,)


# --- what places did


def test_seventy_less_eighteen_is_not_eleven() -> None:
    (finding,) = of(HENAN, "RD510")
    assert "70 − 18 = 52，不等于" in finding.message.zh
    verdicts = [o.verdict for o in report().obligations if o.document == HENAN and o.check == "RD510"]
    assert sorted(v.value for v in verdicts) == ["proved", "refuted"]
    figures = ask(HENAN, TODAY, ("没有交代的事项", "事项减幅", "考核组减幅", "每组人数"), {"省份": "河南省"})
    assert figures == (41, 84, 88, 13)
    assert proved(HENAN, "RD504") >= 2


@pytest.mark.parametrize(("kind", "administrative"), [("科研院所", False), ("县级部门", True)])
def test_institutes_have_their_own_indicators(kind: str, administrative: bool) -> None:
    assert ask(HENAN, TODAY, ("考核行政指标",), {"省份": "河南省", "单位类别": kind}) == (administrative,)
    assert proved(HENAN, "RD501") >= 1


def test_no_visits_for_what_is_no_function() -> None:
    for has in (True, False):
        assert ask(LINXIANG, TODAY, ("准许检查次数",), {"省份": "湖南省", "承担该项职能": has}) == (int(has),)
    assert proved(LINXIANG, "RD504") >= 1


@pytest.mark.parametrize("departments", [1, 3, 10])
def test_one_entry_serves_all(departments: int) -> None:
    facts: dict[str, Value] = {"省份": "湖南省", "平时累计得分": 1000, "考核部门数": departments}
    names = ("年度得分", "各报各的材料", "共用以后的材料", "少报的材料")
    assert ask(LINXIANG, TODAY, names, facts) == (Fraction(250, 3), 4 * departments, 4, 4 * (departments - 1))


@pytest.mark.parametrize(("percent", "deducted"), [(95, 0), (90, 0), (85, 10), (80, 20), (10, 20)])
def test_deductions_stop(percent: int, deducted: int) -> None:
    facts: dict[str, Value] = {
        "省份": "江苏省",
        "履职得分": 10,
        "基层评分": 10,
        "热线办结率": Fraction(percent, 100),
    }
    total = max(0, 10 - deducted)
    assert ask(NANTONG, TODAY, ("热线扣分", "机关绩效得分"), facts) == (deducted, total)


def test_somebody_is_always_last() -> None:
    (finding,) = of(RANKED, "RD307")
    assert finding.subject == "末位约谈"
    assert ask(RANKED, TODAY, ("参加排名",), {"考核得分": 100}) == (True,)
    assert ask(TALKS, TODAY, ("应当约谈",), {"考核得分": 60}) == (False,)
    assert ask(TALKS, TODAY, ("应当约谈",), {"考核得分": 59}) == (True,)
    assert ask(TALKS, TODAY, ("应当约谈",), {"考核得分": 59, "属于容错情形": True}) == (False,)


# --- the assessment of burden before a document is issued: two versions of the same county's document


def versions(folder: Path) -> dict[str, Path]:
    """The county's document as it is ("worse"), with the indicators of the mended one ("better"), and with one more
    paper than these ("heavier"), within the limits of the province; each beside a copy of what is above it."""
    head, *documents = (POLICIES / COUNTIES).read_text(encoding="utf-8").split("文件《")
    worse, better = ("文件《" + next(d for d in documents if d.startswith(title)) for title in (HEALTH, MENDED))
    better = better.replace(MENDED, HEALTH).replace("县份 = 己县", "县份 = 某县")
    heavier = better.replace("由 服务对象", "由 服务对象，材料 1")
    made: dict[str, Path] = {}
    for name, text in (("worse", worse), ("better", better), ("heavier", heavier)):
        made[name] = folder / name / "county.rank"
        for path in ABOVE:
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(POLICIES / path, folder / name / path)
        for path in ("sources.yaml", "rankdsl.toml"):
            shutil.copy(POLICIES / path, folder / name / path)
        made[name].write_text(head + text, encoding="utf-8")
    return made


def burden(new: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["check", str(new), "--burden-against", str(old), "--format", "json"])
    answered: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, {change["name"]: change for change in answered["burden"]}


def test_burden_is_assessed_before_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = versions(tmp_path)
    code, changed = burden(made["better"], made["worse"], capsys)
    assert code == 0
    assert changed["卫生健康考核"]["before"] == {"items": 25, "points": 1080, "materials": 32, "visits": 2}
    assert changed["卫生健康考核"]["after"] == {"items": 10, "points": 100, "materials": 3, "visits": 1}
    assert changed["卫生健康考核"]["more"] == []
    assert changed["环境专项考核"]["after"] is None
    code, changed = burden(made["worse"], made["better"], capsys)
    assert changed["卫生健康考核"]["more"] == ["items", "points", "materials", "visits"]
    assert changed["环境专项考核"]["before"] is None
    code, changed = burden(made["heavier"], made["better"], capsys)
    assert code == 1
    assert changed["卫生健康考核"]["more"] == ["materials"]
    assert main(["check", str(made["heavier"])]) == 0
    assert ask(RELIEF, TODAY, ("可出台",), {"作过一致性评估": False}) == (False,)
