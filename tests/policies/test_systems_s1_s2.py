"""The systems of the second and third seed: what each document is found to do, and the figures that it gives."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from rankdsl.diagnostics import Finding, Verdict
from rankdsl.ir.mechanisms import AdverseOutcome, Indicator, IndicatorSet, Mechanism, Scoring
from rankdsl.ir.values import Value
from tests.policies.reading import ask, model, vocabulary
from tests.reference import report

TODAY = date(2026, 11, 20)
JOBS = "某省岗位绩效评估办法（示例）"
COUNTY_JOBS = "某县岗位绩效评估实施办法（示例）"
BONUS = "某省绩效奖金和专项荣誉办法（示例）"
COUNTY_BONUS = "某县绩效奖金分配办法（示例）"
HONOURS = "某县专项荣誉评选办法（示例）"
USE = "某省评估结果运用办法（示例）"
TOLERANCE = "某县容错激励办法（示例）"
CLEAN = (JOBS, BONUS, USE)


def of(title: str, code: str) -> list[Finding]:
    return [f for f in report().findings if f.place.document == title and f.code == code]


def said(title: str, code: str) -> str:
    """What all findings of that code say."""
    return " ".join(f.message.zh for f in of(title, code))


def found(title: str) -> Counter[str]:
    return Counter(f.code for f in report().findings if f.place.document == title)


def proved(title: str, subject: str) -> int:
    """How many assertions about that subject are proved, all of them."""
    asked = [o for o in report().obligations if (o.check, o.document, o.subject) == ("RD209", title, subject)]
    assert [o for o in asked if o.verdict is not Verdict.PROVED] == []
    return len(asked)


def mechanisms(title: str) -> tuple[Mechanism, ...]:
    """The mechanisms that the document itself states."""
    piece = model(title, TODAY).piece_at(TODAY)
    assert piece is not None
    return tuple(m for _, m in piece.mechanisms if m.place.document == title)


def indicators(title: str, name: str) -> tuple[Indicator, ...]:
    (those,) = (m for m in mechanisms(title) if isinstance(m, IndicatorSet) and m.name == name)
    return those.indicators


def points(indicator: Indicator) -> int:
    assert indicator.points is not None
    assert isinstance(indicator.points.value, int)
    return indicator.points.value


def appeals(title: str) -> dict[str, list[tuple[str, Value]]]:
    """The adverse outcomes of the document: their appeals, and within how many days each is to be made."""
    stated = (m for m in mechanisms(title) if isinstance(m, AdverseOutcome))
    return {m.decision: [(a.name, a.within.value) for a in m.appeals] for m in stated}


def test_what_is_right_is_clean() -> None:
    assert [(title, found(title)) for title in CLEAN if found(title)] == []
    assert set(CLEAN) <= {d.title for d in report().documents}


# --- assessment by job


def test_each_kind_of_job_has_its_three_indicators() -> None:
    own = [i for i in indicators(JOBS, "岗位指标库") if i.applies is not None]
    assert Counter(i.owner for i in own) == {"执法岗位": 3, "服务岗位": 3, "管理岗位": 3}
    shared = [i for i in indicators(JOBS, "岗位指标库") if i.applies is None]
    assert sum(points(i) for i in shared) + sum(points(i) for i in own if i.owner == "执法岗位") == 100
    assert "“案件办结率”" in said(COUNTY_JOBS, "RD504")
    assert len(of(COUNTY_JOBS, "RD504")) == 1


@pytest.mark.parametrize(
    ("load", "risk", "share"), [("较轻", "较低", 90), ("一般", "一般", 100), ("较重", "较高", 120)]
)
def test_a_harder_job_never_counts_less(load: str, risk: str, share: int) -> None:
    facts: dict[str, Value] = {"工作负荷": f"负荷{load}", "责任风险": f"风险{risk}"}
    assert ask(JOBS, TODAY, ("岗位难度系数",), facts) == (Fraction(share, 100),)
    assert proved(JOBS, "岗位难度系数") == 2
    assert proved(JOBS, "岗位难度系数 ≥ 90% 且 岗位难度系数 ≤ 120%") == 1


def test_nobody_is_judge_of_himself() -> None:
    (score,) = (m for m in mechanisms(JOBS) if isinstance(m, Scoring))
    assert "本单位" not in {part.rater for part in score.parts}
    assert {"服务对象", "第三方", "关联单位"} <= {part.rater for part in score.parts}
    assert "“本单位”占50%，不符合“本单位 不超过 0%”" in said(COUNTY_JOBS, "RD501")
    assert len(of(COUNTY_JOBS, "RD501")) == 2


def test_every_indicator_says_where_its_data_come_from() -> None:
    sources = [i.source for i in indicators(JOBS, "岗位指标库")]
    assert None not in sources
    assert (len(sources), len(set(sources))) == (13, 11)


@pytest.mark.parametrize(
    ("progress", "quality", "light"),
    [(100, 80, "绿灯"), (99, 80, "黄灯"), (100, 79, "黄灯"), (80, 60, "黄灯"), (79, 100, "红灯"), (200, 59, "红灯")],
)
def test_every_state_has_one_light(progress: int, quality: int, light: str) -> None:
    facts: dict[str, Value] = {"任务进度": Fraction(progress, 100), "任务质量得分": quality}
    assert ask(JOBS, TODAY, ("任务亮灯",), facts) == (light,)
    assert proved(JOBS, "任务亮灯") == 2
    assert of(COUNTY_JOBS, "RD202")
    assert ask(COUNTY_JOBS, TODAY, ("本县亮灯",), {"任务进度": Fraction(7, 10)}) == (None,)


@pytest.mark.parametrize(("share", "training"), [(59, "服务技能培训"), (60, "不需培训")])
def test_training_goes_where_somebody_is_weak(share: int, training: str) -> None:
    facts: dict[str, Value] = {"岗位类型": "服务岗", "事项按时办结率": Fraction(share, 100)}
    assert ask(JOBS, TODAY, ("安排的培训",), facts) == (training,)


def test_who_fails_may_appeal() -> None:
    assert appeals(JOBS) == {"评估不合格": [("复核", 30), ("申诉", 15)]}
    assert appeals(COUNTY_JOBS) == {"评估后待岗": []}
    assert "“评估后待岗”" in said(COUNTY_JOBS, "RD507")


# --- bonus and honours


def test_five_grades_are_four_in_the_law() -> None:
    assert found(COUNTY_BONUS) == {"RD209": 1, "RD410": 1, "RD509": 1}
    assert "“绩效良好”" in said(COUNTY_BONUS, "RD410")
    assert "“绩效良好”的人1000元" in said(COUNTY_BONUS, "RD509")
    assert proved(BONUS, "评估系数") == 1


@pytest.mark.parametrize(
    ("grade", "load", "risk", "yuan"),
    [
        ("优秀", "较重", "较高", 1440),
        ("基本合格", "一般", "一般", 600),
        ("良好", "较轻", "较低", 990),
        ("不合格", "较重", "较高", 0),
    ],
)
def test_a_bonus_is_a_product_of_three_factors(grade: str, load: str, risk: str, yuan: int) -> None:
    facts: dict[str, Value] = {"绩效等次": f"绩效{grade}", "工作负荷": f"负荷{load}", "责任风险": f"风险{risk}"}
    assert ask(BONUS, TODAY, ("绩效奖金",), facts) == (yuan,)
    assert proved(BONUS, "绩效奖金") == 5
    assert proved(BONUS, "绩效奖金 ≥ 0元 且 绩效奖金 ≤ 1440元") == 1
    assert proved(BONUS, "应发工资 = 国家标准工资") == 1


def test_honours_do_not_go_round() -> None:
    facts: dict[str, Value] = {"绩效等次": "绩效良好", "创新成果数": 1, "近三年得过荣誉": True}
    assert ask(BONUS, TODAY, ("可评的荣誉", "可评专项荣誉"), facts) == ("服务之星", True)
    assert ask(HONOURS, TODAY, ("可评专项荣誉",), facts) == (False,)
    assert found(HONOURS) == {"RD401": 1, "RD403": 1}


# --- what assessments are used for


def test_two_channels_lead_there_and_back() -> None:
    (ranks,) = (e.values for e in vocabulary(USE, TODAY).enumerations if e.name == "职级")
    moved = [ask(USE, TODAY, ("对应专业技术职级", "转回后的职级"), {"现职级": rank}) for rank in ranks]
    assert [back for _, back in moved] == list(ranks)
    assert len({there for there, _ in moved}) == 12
    assert moved[0][0] == "没有对应职级"
    assert proved(USE, "转回后的职级 = 现职级") == 1


def test_tolerance_does_not_lift_a_sanction() -> None:
    facts: dict[str, Value] = {"改革创新失误": True, "处分": "记过", "处分决定日": date(2026, 7, 1)}
    assert ask(USE, TODAY, ("失误不计入评估", "可晋升职级"), facts) == (False, False)
    assert ask(TOLERANCE, TODAY, ("可晋升职级",), facts) == (True,)
    (finding,) = of(TOLERANCE, "RD402")
    assert "《中华人民共和国公务员法》第四十九条" in finding.message.zh


def test_assessment_weighs_no_less_than_seniority() -> None:
    assert "“评估结果分”占30%" in said(TOLERANCE, "RD501")
    assert "“资历分”占40%" in said(TOLERANCE, "RD501")
    assert proved(USE, "晋升得分") == 2
