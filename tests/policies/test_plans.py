"""Plans and practices of the seeds, written as they stand: what is found of each, to whom, and with which figures."""

from __future__ import annotations

from datetime import date

import pytest

from rankdsl.diagnostics import Finding, Verdict
from rankdsl.ir.values import Value
from tests.policies.reading import LAW, PROVISIONS, ask, grades, since
from tests.reference import report

TODAY = date(2026, 11, 20)
SHANGHAI = "上海市公务员职务与职级并行制度实施方案（种子材料，示例）"
TOGETHER = "公务员职务与职级同步调整实施方案（种子材料，示例）"
CHONGQING = "重庆市职务职级并行实施方案（种子材料，示例）"
OF_2023 = "2023年公务员职务与职级并行制度实施方案（种子材料，示例）"
PILOT_OF_2024 = "2024年职务与职级并行制度试点单位试点方案（种子材料，示例）"
FIGURES = "核算：工资构成和升迁比例（种子材料的数字，本库）"
EVERYBODY = "达到条件即晋升的办法（示例）"
SKIPPING = "破格晋升绿色通道办法（示例）"
TIBET = "西藏自治区卫生健康委员会考核结果运用的做法（示例）"
COMMITTEE = "公务员职务与职级并行制度实施方案（通用方案，种子材料，示例）"
TWO_OF_THREE = "近三年两次优秀的推荐办法（示例）"
SHUANGPAI = "双牌县考核结果与升降挂钩的办法（示例）"

ANNOUNCED = {
    SHANGHAI: {"RD401", "RD403"},
    TOGETHER: {"RD401", "RD403"},
    CHONGQING: {"RD211"},
    OF_2023: {"RD402", "RD410"},
    PILOT_OF_2024: {"RD408"},
    FIGURES: {"RD510"},
    EVERYBODY: {"RD402", "RD502"},
    SKIPPING: {"RD405"},
    TIBET: {"RD301", "RD401", "RD402", "RD403"},
    SHUANGPAI: {"RD405", "RD507"},
    COMMITTEE: {"RD407"},
    TWO_OF_THREE: {"RD305"},
}


def of(title: str, code: str) -> list[Finding]:
    return [f for f in report().findings if f.place.document == title and f.code == code]


@pytest.mark.parametrize("title", ANNOUNCED)
def test_what_the_plans_are_found_to_do(title: str) -> None:
    found = [f for f in report().findings if f.place.document == title]
    assert {f.code for f in found} == ANNOUNCED[title]
    assert all(f.expected for f in found)


# Plans.


def test_without_a_post_there_is_no_second_channel() -> None:
    (stricter,) = of(TOGETHER, "RD401")
    assert stricter.evidence is not None
    assert stricter.evidence.person is not None
    assert stricter.evidence.person.facts["领导职务"] == "无领导职务"
    long_in_rank: dict[str, Value] = {"现职级": "一级科员", "任现职级起": since(2010)}
    assert ask(PROVISIONS, TODAY, ("可晋升职级",), long_in_rank) == (True,)
    assert ask(TOGETHER, TODAY, ("可晋升职级",), long_in_rank) == (False,)


def test_whom_the_pilot_of_2024_takes_in() -> None:
    (wider,) = of(PILOT_OF_2024, "RD408")
    assert wider.evidence is not None
    assert wider.evidence.person is not None
    assert wider.evidence.person.facts["在编"] == "否"
    assert ask(PILOT_OF_2024, TODAY, ("中央试点单位数", "地方试点单位数", "试点单位总数"), {}) == (20, 20, 40)


def test_a_committee_approves_in_place_of_the_party_group() -> None:
    said = [f.message.zh for f in of(COMMITTEE, "RD407")]
    assert len(said) == 5
    assert sum("缺少一步" in words for words in said) == 3
    assert any("由“评定委员会”负责，上位文件规定由“党委（党组）”负责" in words for words in said)
    assert any("没有写不少于多少日，上位文件规定不少于5个工作日" in words for words in said)


def test_two_excellent_years_of_three_are_a_quota_of_thirty_percent() -> None:
    (quota,) = of(TWO_OF_THREE, "RD305")
    assert "至多30%" in quota.message.zh
    assert "3年共60人次" in quota.message.zh


# Figures.


def test_the_figures_of_pay_do_not_agree() -> None:
    (wrong,) = of(FIGURES, "RD510")
    assert "25%，不等于 20%" in wrong.message.zh
    verdicts = [o.verdict for o in report().obligations if o.document == FIGURES and o.check == "RD510"]
    assert sorted(v.value for v in verdicts) == ["proved"] * 3 + ["refuted"]


def test_the_background_figures_that_agree() -> None:
    names = ("推算公务员人数", "推算县乡人数", "一万名科员升到县处级", "一万名科员升到厅局级")
    everybody, counties, division, bureau = ask(FIGURES, TODAY, names, {})
    assert (everybody, counties, division) == (7_500_000, 4_500_000, 440)
    assert bureau is not None
    assert bureau * 10 == 44  # type: ignore[operator]


# Up and down.


def test_everybody_who_qualifies_is_more_than_the_slots_of_a_year() -> None:
    (promise,) = of(EVERYBODY, "RD502")
    assert "87" in promise.message.zh
    assert "5" in promise.message.zh
    no_vacancy: dict[str, Value] = {"任现职级起": since(2020), "职数空缺": False}
    assert ask(PROVISIONS, TODAY, ("可晋升职级",), no_vacancy) == (False,)
    assert ask(EVERYBODY, TODAY, ("可晋升职级",), no_vacancy) == (True,)


@pytest.mark.parametrize(("approved", "following"), [(False, "四级调研员"), (True, "三级调研员")])
def test_a_rank_is_skipped_where_only_posts_may_be(approved: bool, following: str) -> None:
    facts: dict[str, Value] = {"现职级": "一级主任科员", "经批准破格或者越级": approved}
    assert ask(SKIPPING, TODAY, ("拟晋升职级",), facts) == (following,)
    assert ask(LAW, TODAY, ("拟晋升职级",), facts) == ("四级调研员",)
    two_up: dict[str, Value] = {"拟任领导职务": "乡科级正职", "经批准破格或者越级": approved}
    assert ask(SKIPPING, TODAY, ("可破格任领导职务",), two_up) == (approved,)


def test_the_last_is_lowered_though_competent_every_year() -> None:
    last: dict[str, Value] = {
        "省份": "西藏自治区",
        "任现职级起": since(2020),
        "年度考核": grades(2012, 2025),
        "考核垫底": True,
    }
    assert ask(TIBET, TODAY, ("应降低职级", "可晋升职级"), last) == (True, False)
    assert ask(TIBET, TODAY, ("应降低职级", "可晋升职级"), {**last, "考核垫底": False}) == (False, True)
    assert {f.subject for f in of(TIBET, "RD402")} == {"应降低职级", "降低一个职级"}
    sum_of_22 = [o.verdict for o in report().obligations if o.document == TIBET and o.check == "RD510"]
    assert sum_of_22 == [Verdict.PROVED]


@pytest.mark.parametrize(("grade", "following"), [("优秀", "二级主任科员"), ("称职", "三级主任科员")])
def test_steady_excellence_skips_a_rank(grade: str, following: str) -> None:
    facts: dict[str, Value] = {
        "省份": "湖南省",
        "现职级": "四级主任科员",
        "年度考核": grades(2012, 2025, "优秀", y2024=grade),
    }
    assert ask(SHUANGPAI, TODAY, ("拟晋升职级",), facts) == (following,)
