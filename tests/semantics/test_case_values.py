"""案例: what is given becomes a person, and what is wrong with it is said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rankdsl.ir.nodes import Const
from rankdsl.ir.remarks import Expectation
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH
from rankdsl.ir.values import Records, year_month
from rankdsl.semantics.case_values import expected_value, person_of
from tests.semantics.scene import RANK, STANDING, Scene

DAY = date(2016, 7, 1)
OK = {"等次": "称职"}


def person(text: str, scene: Scene | None = None) -> Any:
    scene = scene or Scene()
    return person_of(scene.lowering, scene.case(text), DAY)


def given(text: str) -> Any:
    """The value of the only fact of a case without mistakes."""
    scene = Scene()
    found = person(text, scene)
    assert found is not None, scene.said
    (value,) = found.facts.values()
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("现职级 = 科员级", "科员级"),
        ("现职级 为 副科级", "副科级"),
        ("机构规格 = 副科级", "副科级"),
        ("级别 = 25级", "25级"),
        ("任现职级起 = 2004年7月", year_month(2004, 7)),
        ("受理日 = 2016年3月1日", date(2016, 3, 1)),
        ("处分期内 = 否", False),
        ("中层正职年限 = 2年6个月", 30),
        ("中层正职年限 = 2年 + 6个月", 30),
        ("中层正职年限 = 不适用", 0),
        ("公示天数 = 7日", 7),
        ("成绩 = 85.25", Fraction("85.25")),
        ("论文数 = 3", 3),
        ("票率 = 80%", Fraction(4, 5)),
        ("工资 = 5000元", 5000),
        ("年度考核 = {}", Records({})),
        ("谈话 = {2014：3}", Records({2014: {"次数": 3}})),
        ("谈话 = {2013至2014：3、2015：未知}", Records({2013: {"次数": 3}, 2014: {"次数": 3}, 2015: None})),
        (
            "年度考核 = {2015：得分 90.5，等次 优秀、2014：等次 称职}",
            Records({2014: OK, 2015: {"等次": "优秀", "得分": Fraction("90.5")}}),
        ),
        ("年度考核 = {2015：奖励 是}", Records({2015: {"奖励": True}})),
    ],
)
def test_given(text, value):
    assert given(f"{text}；期望 论文数 = 1") == value


def test_order_of_years_and_fields():
    found = given("年度考核 = {2015：得分 90.5，等次 优秀、2014：等次 称职}；期望 论文数 = 1")
    assert list(found.years) == [2014, 2015]
    assert list(found.years[2015]) == ["等次", "得分"]


def test_parameters_may_be_given_values():
    scene = Scene()
    scene.constants["基准年限"] = Const(24, MONTHS)
    assert person("中层正职年限 = 基准年限；期望 论文数 = 1", scene).facts == {"中层正职年限": 24}


def test_day_of_evaluation():
    assert person("论文数 = 1；期望 论文数 = 1").as_of == DAY
    assert person("评定日 = 2018年1月1日；论文数 = 1；期望 论文数 = 1").as_of == date(2018, 1, 1)
    assert person("评定日 = 2018年1月1日；论文数 = 1；期望 论文数 = 1").facts == {"论文数": 1}


def test_the_rest_is_typical_only_if_it_says_so():
    assert set(person("论文数 = 3；期望 论文数 = 1").facts) == {"论文数"}
    found = person("论文数 = 3；任职起 = 2013年1月；期望 论文数 = 1；其余 如常")
    assert found.facts["论文数"] == 3
    assert found.facts["现职级"] == "科员级"
    assert list(found.facts["年度考核"].years) == [2013, 2014, 2015]
    assert "人口" not in found.facts


@pytest.mark.parametrize(
    ("text", "code", "said", "told"),
    [
        (
            "现职级别 = 科员级",
            "RD103",
            "词表“试”里没有名为“现职级别”的事实",
            "是否应为“现职级”？这里要写词表里的事实",
        ),
        (
            "任现职级年限 = 3年",
            "RD105",
            "“任现职级年限”由词表算出，不能在案例里直接给出",
            "改写它所依据的事实：任现职级起",
        ),
        ("论文数 = 1；论文数 = 2", "RD104", "案例里“论文数”写了两次", "删去一个"),
        ("评定日 = 2018年1月1日；评定日 = 2018年1月2日", "RD104", "案例里“评定日”写了两次", "删去一个"),
        (
            "现职级 = 科员",
            "RD108",
            "“职级”没有“科员”这个值",
            "是否应为“科员级”？它的值有：办事员级、科员级、副科级、正科级",
        ),
        (
            "中层正职年限 = 3",
            "RD105",
            "“中层正职年限”要写年限，写的却是“3”（没有单位的数）",
            "写明单位，例如“3年”或者“3个月”",
        ),
        (
            "处分期内 = 1",
            "RD105",
            "“处分期内”要写“是”或者“否”，写的却是“1”（没有单位的数）",
            "例如 “是”或者“否”",
        ),
        (
            "论文数 = 是",
            "RD105",
            "“论文数”要写没有单位的数，写的却是“是”（“是”或者“否”）",
            "例如 3",
        ),
        (
            "任现职级起 = 2015年1月1日",
            "RD105",
            "“任现职级起”要写年月，写的却是“2015年1月1日”（日期）",
            "例如 2015年1月（或者 2015-01）",
        ),
        (
            "受理日 = 2015年1月",
            "RD105",
            "“受理日”要写日期，写的却是“2015年1月”（年月）",
            "例如 2015年1月15日（或者 2015-01-15）",
        ),
        (
            "评定日 = 2015年1月",
            "RD105",
            "“评定日”要写日期，写的却是“2015年1月”（年月）",
            "例如 2015年1月15日（或者 2015-01-15）",
        ),
        ("评定日 = 不适用", "RD105", "“评定日”要写日期，写的却是“不适用”", "例如 2015年1月15日（或者 2015-01-15）"),
        (
            "论文数 = 不适用",
            "RD105",
            "“论文数”要写没有单位的数，写的却是“不适用”",
            "词表没有写它“不适用”时是什么意思（absent），请写出具体的值",
        ),
        ("论文数 = 获奖数", "RD105", "“论文数”要写没有单位的数，写的却是“获奖数”", "写出具体的值，不写算式"),
        ("论文数 = {2014：3}", "RD105", "“论文数”要写没有单位的数，写的却是逐年记录", "例如 3"),
        (
            "年度考核 = 优秀",
            "RD105",
            "“年度考核”要写“{2014：…、2015：…}”这样的逐年记录，写的却是“优秀”",
            "逐年写在花括号里：{2014至2015：…}",
        ),
        (
            "年度考核 = {2014：优秀}",
            "RD105",
            "“年度考核”要写各栏的名称和值，写的却是“优秀”",
            "写明是哪一栏（等次、得分、奖励），例如“等次 …”",
        ),
        (
            "年度考核 = {2014：等级 优秀}",
            "RD103",
            "“年度考核”的记录里没有“等级”一栏",
            "是否应为“等次”？记录的各栏是：“等次”、“得分”、“奖励”",
        ),
        ("年度考核 = {2014：年度 2014}", "RD105", "“年度考核”要写各栏的值，写的却是年度", "年度写在冒号前面"),
        (
            "年度考核 = {2014：等次 良好}",
            "RD108",
            "“考核等次”没有“良好”这个值",
            "它的值有：不称职、基本称职、称职、优秀",
        ),
        ("年度考核 = {2014：等次 优秀，等次 称职}", "RD104", "案例里“等次”写了两次", "删去一个"),
        ("谈话 = {2013至2014：3、2014：4}", "RD104", "案例里“谈话 2014”写了两次", "删去一个"),
        (
            "谈话 = {2014：10}",
            "RD108",
            "“次数”不能是这个值：“10”超出范围",
            "应当在0到9之间",
        ),
        ("论文数 = 51", "RD108", "“论文数”不能是这个值：“51”超出范围", "应当在0到50之间"),
        ("论文数 = 2.5", "RD108", "“论文数”不能是这个值：“2.5”的小数位太多", "请写不带小数的数"),
        ("成绩 = 80.123", "RD108", "“成绩”不能是这个值：“80.123”的小数位太多", "最多写 2 位小数"),
        ("中层正职年限 = 1.3年", "RD115", "结果不一定是整月", None),
        ("中层正职年限 = 46年", "RD108", "“中层正职年限”不能是这个值：“46年”超出范围", "应当在0年到45年之间"),
        (
            "谈话 = {1999：3}",
            "RD108",
            "“谈话”不可能有1999年的记录：词表里的记录从2000年开始",
            "记录的年度从2000年到2015年；核对年度，或者写明“评定日”",
        ),
        (
            "谈话 = {2014至2016：3}",
            "RD108",
            "“谈话”不可能有2016年的记录：评定日所在的年度还没有考核",
            "记录的年度从2000年到2015年；核对年度，或者写明“评定日”",
        ),
        (
            "任职起 = 2013年7月；年度考核 = {2012：等次 称职}",
            "RD108",
            "“年度考核”不可能有2012年的记录：“任职起”是2013年7月",
            "记录的年度从2013年到2015年；核对年度，或者写明“评定日”",
        ),
        (
            "谈话 = {2001至2012：3}",
            "RD108",
            "“谈话”写了12年的记录，词表规定最多10年",
            "删去多出的年度，或者在词表里改 bound",
        ),
    ],
)
def test_mistakes(text, code, said, told):
    scene = Scene()
    assert person(f"{text}；期望 论文数 = 1", scene) is None
    assert scene.said == [(code, said)]
    if told is not None:
        assert scene.told() == told
    assert scene.only().message.en


def test_years_before_a_start_that_is_typical():
    scene = Scene()
    text = "年度考核 = {1999：等次 称职}；期望 论文数 = 1；其余 如常"
    assert person(text, scene) is None
    assert scene.said == [("RD108", "“年度考核”不可能有1999年的记录：“任职起”是2000年7月")]


def test_years_are_free_where_the_start_is_missing():
    assert person("年度考核 = {1999：等次 称职}；期望 论文数 = 1") is not None


def test_all_mistakes_at_once():
    scene = Scene()
    assert person("现职级 = 科员；论文数 = 51；成绩 = 80；期望 论文数 = 1", scene) is None
    assert [code for code, _ in scene.said] == ["RD108", "RD108"]


# --- what is expected


def expected(text: str, type_: Any, scene: Scene | None = None) -> Any:
    scene = scene or Scene()
    case = scene.case(f"论文数 = 1；期望 甲项 = {text}")
    return expected_value(scene.lowering, case.expected[0], type_)


def test_expected_values():
    assert expected("是", TRUTH) is True
    assert expected("12年", MONTHS) == 144
    assert expected("副科级", RANK) == "副科级"
    assert expected("副科级", STANDING) == "副科级"
    assert expected("不能确定", TRUTH) is Expectation.CANNOT_TELL
    assert expected("无值", TRUTH) is Expectation.NO_VALUE


def test_expected_values_of_another_type():
    scene = Scene()
    assert expected("12", MONTHS, scene) is None
    assert expected("优秀", INTEGER, scene) is None
    assert expected("论文数", INTEGER, scene) is None
    assert scene.said == [
        ("RD105", "“甲项”要写年限，写的却是“12”（没有单位的数）"),
        ("RD105", "“甲项”要写没有单位的数，写的却是“优秀”（“考核等次”的值）"),
        ("RD105", "“甲项”要写没有单位的数，写的却是“论文数”"),
    ]
