"""What a name means where it stands, and what is said of one that means nothing."""

from __future__ import annotations

import pytest

from rankdsl.ir.nodes import Const, FactRef, Ref, Symbol
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, Enumeration
from rankdsl.semantics.formulas import names_in
from tests.building import fact, vocabulary
from tests.semantics.scene import FULL, RANK, STANDING, Scene, body_of, formula, idents, statement_of


@pytest.mark.parametrize(
    ("text", "code", "said", "told"),
    [
        (
            "任现职级年线 ≥ 2年",
            "RD103",
            "“任现职级年线”没有定义，也不是词表“试”里的事实",
            "是否应为“任现职级年限”？新的概念先用“定义”写明，关于人的新事实写进词表",
        ),
        (
            "甲乙丙丁 ≥ 2年",
            "RD103",
            "“甲乙丙丁”没有定义，也不是词表“试”里的事实",
            "新的概念先用“定义”写明，关于人的新事实写进词表",
        ),
        (
            "现职级低于正科级",
            "RD103",
            "“现职级低于正科级”连写在一起，被读成了一个名称",
            "在“低于”前后加空格：现职级 低于 正科级",
        ),
        (
            "任现职级年限满3年",
            "RD103",
            "“任现职级年限满3年”连写在一起，被读成了一个名称",
            "在“满”前后加空格：任现职级年限 满 3年",
        ),
        (
            "计数 任现职级以来年度考核",
            "RD103",
            "“任现职级以来年度考核”连写在一起，被读成了一个名称",
            "在“年度考核”前后加空格：任现职级以来 年度考核",
        ),
        (
            "计数 年度考评",
            "RD103",
            "词表“试”里没有名为“年度考评”的逐年记录",
            "是否应为“年度考核”？计数、任一、合计等只能用于逐年记录",
        ),
        (
            "计数 现职级",
            "RD103",
            "词表“试”里没有名为“现职级”的逐年记录",
            "计数、任一、合计等只能用于逐年记录",
        ),
        (
            "计数 任职级以来 年度考核",
            "RD103",
            "词表“试”没有规定“任职级以来”是哪一段时间",
            "是否应为“任现职级以来”？可以写“近3年”，或者在词表的 windows 里规定这一段时间",
        ),
        (
            "最近一次 年度考核 的 等级",
            "RD103",
            "“年度考核”的记录里没有“等级”一栏",
            "是否应为“等次”？记录的各栏是：“等次”、“得分”、“奖励”",
        ),
        (
            "待判断 群众公论",
            "RD103",
            "词表“试”里没有名为“群众公论”的事实",
            "是否应为“群众公认”？这里要写词表里的事实",
        ),
        (
            "现职级 低于 科员",
            "RD108",
            "“职级”没有“科员”这个值",
            "是否应为“科员级”？它的值有：办事员级、科员级、副科级、正科级",
        ),
        (
            "现职级 = 优秀",
            "RD108",
            "“职级”没有“优秀”这个值",
            "“优秀”是“考核等次”的值；它的值有：办事员级、科员级、副科级、正科级",
        ),
        (
            "级别 不低于 30级",
            "RD108",
            "“级别”没有“30级”这个值",
            "它的值有：27级、26级、25级、24级、23级",
        ),
        (
            "30级 = 31级",
            "RD108",
            "词表“试”里没有“30级”这个值",
            "核对写法，或者把它补进词表",
        ),
        (
            "副科级 = 正科级",
            "RD105",
            "“副科级”同时是“职级”、“机构规格”的值，这里看不出指哪一个",
            "与有类型的事实比较，或者让其他分支写出类型",
        ),
        (
            "年度考核 = 3",
            "RD105",
            "“年度考核”是逐年记录，不能直接当作一个值",
            "先用“计数”“任一”“最近一次”等归纳，例如“计数 近3年 年度考核”",
        ),
        (
            "任现职级以来",
            "RD105",
            "“任现职级以来”是一段时间，不能直接当作一个值",
            "写在归纳词后面，例如“计数 任现职级以来 …”",
        ),
        (
            "等次 = 优秀",
            "RD105",
            "“等次”是“年度考核”每条记录的一栏，不能直接当作一个值",
            "写在“中（…）”里面，或者写“最近一次 年度考核 的 等次”",
        ),
        (
            "职级 = 科员级",
            "RD105",
            "“职级”是一组值的名称，不能直接当作一个值",
            "写取这些值的事实，例如“现职级”",
        ),
        (
            "待判断 处分期内",
            "RD105",
            "“处分期内”不是由人判断的事实",
            "“待判断”只用于词表里写有 judged_by 的是否型事实",
        ),
        (
            "计数 年度考核 中（计数 谈话 ≥ 2）",
            "RD105",
            "“中（…）”里面不能再归纳逐年记录",
            "先用“定义”算好，再在“中（…）”里引用",
        ),
    ],
)
def test_names_that_mean_nothing_here(text, code, said, told):
    scene = Scene()
    assert scene.value(text) is None
    assert scene.said == [(code, said)]
    assert scene.told() == told
    assert "{" not in scene.only().message.en


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("任现职级年线 ≥ 2年", "任现职级年限"),
        ("「任现职级年线」 ≥ 2年", "「任现职级年限」"),
        ("中层正职年 ≥ 2年", "中层正职年限"),
        ("现职级低于正科级", "现职级 低于 正科级"),
        ("现职级 低于 科员机", "科员级"),
        ("计数 年度考评", "年度考核"),
    ],
)
def test_an_edit_where_one_is_sure(text, edit):
    scene = Scene()
    scene.value(text)
    fix = scene.only().fix
    assert fix is not None
    assert [e.text for e in fix.edits] == [edit]


@pytest.mark.parametrize("text", ["甲乙丙丁 ≥ 2年", "任职 ≥ 2年", "现职级 = 优秀", "级别 不低于 30级"])
def test_no_edit_where_none_is_sure(text):
    scene = Scene()
    scene.value(text)
    assert scene.only().fix is None


def test_norms_facts_parameters_and_values():
    scene = Scene()
    scene.constants["最低年限"] = Const(36, MONTHS)
    scene.define("年限已满", "中层正职年限 ≥ 最低年限")
    assert scene.expr("中层正职年限 ≥ 最低年限").args == (FactRef("中层正职年限", MONTHS), Const(36, MONTHS))
    found = scene.expr("年限已满")
    assert found == Ref(Symbol("年限已满", 0), TRUTH)
    derived = scene.expr("任现职级年限")
    assert derived == Ref(Symbol("任现职级年限", -1), MONTHS)
    assert scene.evaluate("年限已满", 中层正职年限=36) is True


def test_a_name_of_a_norm_that_is_also_a_value_is_the_value_where_one_is_wanted():
    scene = Scene()
    scene.define("优秀", "论文数 ≥ 2")
    assert scene.evaluate("最近一次 年度考核 的 等次 = 优秀，或 优秀", 论文数=2) is True
    found = scene.value("计数 年度考核 中（等次 = 优秀）")
    assert found is not None, scene.said


def test_a_field_hides_a_norm_of_its_name_inside_the_filter_only():
    scene = Scene()
    scene.define("得分", "论文数")
    inside = scene.expr("计数 年度考核 中（得分 ≥ 90.5）")
    assert inside.where.args[0].name == "得分"
    outside = scene.expr("得分 ≥ 2")
    assert outside.args[0] == Ref(Symbol("得分", 0), INTEGER)


def test_a_filter_may_read_norms_and_facts():
    scene = Scene()
    scene.define("起始年", "年份（任现职级起）")
    found = scene.value("计数 年度考核 中（年度 ≥ 起始年，且 得分 ≥ 成绩）")
    assert found is not None, scene.said


def test_what_refers_to_a_broken_norm_fails_in_silence():
    scene = Scene(broken=frozenset(("坏定义",)))
    assert scene.value("坏定义 ≥ 2年，且 论文数 ≥ 1") is None
    assert scene.value("现职级 = 坏定义") is None
    assert scene.lowering.base_facts(idents("坏定义")) == ()
    assert scene.said == []


def test_bare_values_beside_a_mistake_are_not_a_second_one():
    scene = Scene()
    assert scene.value("甲乙丙丁 = 副科级") is None
    assert scene.value("甲乙丙丁 属于 {副科级、正科级}") is None
    assert scene.value("较大（甲乙丙丁 + 1，副科级）") is None
    assert [code for code, _ in scene.said] == ["RD103"] * 3


def test_members_explain_each_other():
    scene = Scene()
    assert scene.value("科员级 属于 {现职级}") is not None
    assert scene.value("副科级 属于 {科员级、正科级}") is not None
    assert scene.said == []


def test_members_of_another_kind():
    scene = Scene()
    assert scene.value("论文数 属于 {1、2年}") is None
    assert scene.said == [("RD106", "单位不同：“论文数”（没有单位的数）不能与“2年”（年限）比较")]


def test_a_value_of_two_enumerations_is_explained():
    scene = Scene()
    for text, type_ in [("现职级 属于 {副科级、正科级}", RANK), ("机构规格 属于 {副科级、正科级}", STANDING)]:
        assert scene.expr(text).args[0].args[1].type == type_


def test_many_values_are_not_all_listed():
    many = Enumeration("省份", tuple(f"第{n}省" for n in range(20)), ordered=False)
    scene = Scene(vocabulary([fact("所在省", many)], enumerations=[many]))
    scene.value("所在省 = 本省")
    help_ = scene.only().help
    assert help_ is not None
    assert help_.zh.endswith("第11省等")
    assert help_.en.endswith("and more")


# --- facts


def test_fact():
    scene = Scene()
    ident, unknown, derived = idents("年度考核", "年度考评", "任现职级年限")
    assert scene.lowering.fact(ident) == FULL.fact("年度考核")
    assert scene.lowering.fact(unknown) is None
    assert scene.lowering.fact(derived) is None
    assert scene.said == [
        ("RD103", "词表“试”里没有名为“年度考评”的事实"),
        ("RD105", "“任现职级年限”由词表算出，这里要写它所依据的事实"),
    ]
    assert scene.findings[1].help is not None
    assert scene.findings[1].help.zh == "改写它所依据的事实：任现职级起"


def test_base_facts():
    scene = Scene()
    found = scene.lowering.base_facts(idents("现职级", "任现职级年限", "任现职级起", "年度考核"))
    assert found == ("现职级", "任现职级起", "年度考核")
    assert scene.lowering.base_facts(idents("现职等级", "性别")) == ("性别",)
    assert [code for code, _ in scene.said] == ["RD103"]


# --- names in formulas and bodies


def test_names_in_a_formula():
    text = (
        "计数 任现职级以来 年度考核 中（等次 = 甲，且 年度 ≥ 乙）≥ 丙，且 待判断 群众公认，"
        "且 取整（丁 ÷ 2，向上） 属于 {戊}"
    )
    found = [i.text for i in names_in(formula(text), FULL)]
    assert found == ["甲", "乙", "丙", "丁", "戊"]
    assert [i.text for i in names_in(formula(text))] == ["等次", "甲", "年度", "乙", "丙", "丁", "戊"]


def test_names_in_bodies():
    assert [i.text for i in names_in(body_of("甲 + 1"))] == ["甲"]
    branches = body_of("当 甲 时，乙；当 − 丙 ≥ 丁 时，较大（戊，己）；其他，庚")
    assert [i.text for i in names_in(branches)] == list("甲乙丙丁戊己庚")
    table = body_of("按 甲、乙：任意，丙 → 丁；戊、己，≥ 庚 → 辛；其他 → 壬")
    assert [i.text for i in names_in(table)] == list("甲乙丙丁戊己庚辛壬")


def test_names_in_items():
    statement = statement_of("决定 可晋升 须：（一）甲；（二）下列之一：1. 乙 满 3年；2. 非 丙")
    assert [i.text for i in names_in(statement.group)] == ["甲", "乙", "丙"]
