"""The systems of the second and third seed: what each document is found to do, and the figures that it gives."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from rankdsl.diagnostics import Finding, Verdict
from rankdsl.ir.mechanisms import AdverseOutcome, Indicator, IndicatorSet, Mechanism, Procedure, Scoring
from rankdsl.ir.nodes import Const
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
PLATFORM = "山东省公务员平时考核平台办法（种子材料，示例）"
CITY = "某市公务员平时考核办法（示例）"
COUNTY = "某县平时考核实施办法（示例）"
JIANGYOU = "江油市公务员考核办法（种子材料，示例）"
PROJECT = "江油市重大项目考核组实施细则（示例）"
CLEAN = (JOBS, BONUS, USE, PLATFORM, CITY, JIANGYOU)


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
    (own,) = (part.weight for part in score.parts if part.rater == "本单位")
    assert isinstance(own, Const)
    assert own.value == 0
    assert proved(JOBS, "岗位绩效得分") == 4
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


# --- regular assessment


def test_quantity_is_seventy_percent_at_most() -> None:
    asked = indicators(CITY, "平时考核指标")
    counters = [i for i in asked if i.name not in {"任务数量"}]
    others = [i for i in asked if i.applies is None or i.name == "任务数量"]
    assert [sum(points(i) for i in those) for those in (counters, others)] == [100, 100]
    assert [sum(points(i) for i in those if i.nature == "数量") for those in (counters, others)] == [30, 70]
    assert "“数量”占72分" in said(COUNTY, "RD501")
    assert "“质量”占28分" in said(COUNTY, "RD501")


def test_nobody_has_the_particular_indicators_of_others() -> None:
    asked = indicators(JIANGYOU, "三维指标")
    assert Counter(i.kind for i in asked) == {"共性": 18, "个性": 8, "动态": 13}
    assert [i.name for i in asked if (i.applies is not None) != (i.kind == "个性")] == []
    assert Counter(repr(i.applies) for i in asked if i.applies is not None).most_common()[-1][1] == 2
    assert len({repr(i.applies) for i in asked if i.applies is not None}) == 4
    assert ask(JIANGYOU, TODAY, ("本人考核项数",), {"省份": "四川省"}) == (18 + 2 + 13,)


@pytest.mark.parametrize(("share", "days", "marks"), [(100, 0, 100), (90, 2, 85), (70, 3, 70), (100, 30, 50)])
def test_what_is_observed_gives_the_marks(share: int, days: int, marks: int) -> None:
    facts: dict[str, Value] = {"一次办结率": Fraction(share, 100), "差评整改天数": days}
    assert ask(CITY, TODAY, ("窗口得分", "梳理的科室"), facts) == (marks, 42)
    assert proved(CITY, "窗口得分") == 2


def test_who_is_assessed_can_work_the_result_out() -> None:
    assert "没有一步公布任何内容" in said(COUNTY, "RD508")
    assert "“结果公示”" in said(COUNTY, "RD407")
    (steps,) = (m.steps for m in mechanisms(CITY) if isinstance(m, Procedure))
    assert [(p.name, p.breakdown) for step in steps for p in step.published] == [
        ("窗口得分", True),
        ("不担当不作为", False),
    ]


def test_four_steps_come_in_order() -> None:
    (steps,) = (m.steps for m in mechanisms(JIANGYOU) if isinstance(m, Procedure))
    assert [step.name for step in steps] == ["个人述职", "同事互评", "领导核验", "党委审定"]
    assert "“领导核验”" in said(PROJECT, "RD407")
    assert found(PROJECT) == {"RD407": 1}
    assert ask(JIANGYOU, TODAY, ("每个部门评价",), {"省份": "四川省"}) == (1300 // 27,)


@pytest.mark.parametrize(("weeks", "months", "whole"), [(13, 3, True), (12, 3, False), (13, 2, False)])
def test_a_quarter_is_complete_and_outsiders_count(weeks: int, months: int, whole: bool) -> None:
    facts: dict[str, Value] = {"省份": "山东省", "周计划篇数": weeks, "月自查篇数": months}
    shares: dict[str, Value] = {"计划完成率": Fraction(9, 10), "热线满意率": Fraction(8, 10), "信访化解率": 1}
    assert ask(PLATFORM, TODAY, ("可生成季度图谱", "季度得分"), {**facts, **shares}) == (whole, 45 + 24 + 20)
    (score,) = (m for m in mechanisms(PLATFORM) if isinstance(m, Scoring))
    assert [part.rater for part in score.parts] == ["考核平台", "热线", "信访系统"]


def test_each_of_four_grades_has_its_measure() -> None:
    measures = [
        ask(PLATFORM, TODAY, ("应提醒", "提醒方式的档次"), {"省份": "山东省", "上季度平时考核": grade})
        for grade in ("较差", "一般", "较好", "好")
    ]
    assert measures == [(True, "函询"), (True, "谈话提醒"), (False, "不提醒"), (False, "不提醒")]
    assert proved(PLATFORM, "提醒方式的档次") == 1
    assert [f.subject for f in of(COUNTY, "RD304")] == ["应谈话"]


def test_an_exemption_spares_nobody_under_a_sanction() -> None:
    facts: dict[str, Value] = {"省份": "四川省", "重大项目人员": True, "创新探索": True}
    sanctioned: dict[str, Value] = {"处分": "记过", "处分决定日": date(2026, 7, 1)}
    assert ask(JIANGYOU, TODAY, ("暂不纳入档案",), facts) == (True,)
    assert ask(JIANGYOU, TODAY, ("暂不纳入档案",), {**facts, **sanctioned}) == (False,)
    assert proved(JIANGYOU, "应降低职级") == 1


@pytest.mark.parametrize(
    ("villages", "firms", "farmers", "results", "reached"),
    [(2, 3, 500, 2, True), (2, 4, 499, 1, False), (1, 3, 500, 2, False), (9, 2, 0, 0, False)],
)
def test_key_results_are_counted(villages: int, firms: int, farmers: int, results: int, reached: bool) -> None:
    facts: dict[str, Value] = {"特色产业村数": villages, "签约企业数": firms, "培训农户数": farmers}
    assert ask(CITY, TODAY, ("达成的关键成果", "目标达成"), facts) == (results, reached)


def test_a_prediction_never_decides() -> None:
    facts: dict[str, Value] = {"一次办结率": 1, "差评整改天数": 0, "上季度平时考核": "好"}
    for predicted, differs in (("较差", True), ("好", False)):
        asked = ask(CITY, TODAY, ("可评为好", "应人工复核"), {**facts, "机器预测等次": predicted})
        assert asked == (True, differs)
    assert proved(CITY, "可评为好") == 2
    for code in ("RD401", "RD403"):
        assert [f.subject for f in of(COUNTY, code)] == ["可评为好"]


def test_funds_go_where_it_is_weak() -> None:
    shares = [ask(CITY, TODAY, ("领域经费份额",), {"领域得分": marks})[0] for marks in (0, 59, 60, 79, 80, 100)]
    assert shares == [Fraction(n, 10) for n in (5, 5, 3, 3, 2, 2)]
    assert proved(CITY, "领域经费份额") == 1


def test_every_adverse_outcome_may_be_appealed() -> None:
    stated = {title: appeals(title) for title in CLEAN if appeals(title)}
    assert set(stated) == {JOBS, PLATFORM}
    assert set(stated[PLATFORM]) == {"应提醒", "列入负面清单"}
    ways = [way for outcomes in stated.values() for way in outcomes.values()]
    assert ways == [[("复核", 30), ("申诉", 15)]] * 3
    assert "“应约谈”" in said(COUNTY, "RD507")
