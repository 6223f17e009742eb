"""Types and units of formulas: what goes together, and what is said where it does not."""

from __future__ import annotations

import pytest

from rankdsl.ir.nodes import Apply, AsOf, Const, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.types import DAYS, INTEGER, MONEY, MONTHS, RATIONAL, TRUTH, WORKDAYS, YEAR_MONTH, Number, Unit
from rankdsl.ir.values import year_month
from tests.building import fact, vocabulary
from tests.semantics.scene import LEVEL, RANK, STANDING, Scene, formula

FRACTION = Number(Unit.MONTH, whole=False)
PERCENTAGE = Number(Unit.PERCENT, whole=False)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("2", INTEGER),
        ("2.5", RATIONAL),
        ("8年", MONTHS),
        ("半年", MONTHS),
        ("2年6个月", MONTHS),
        ("800元", MONEY),
        ("3万元", MONEY),
        ("20%", PERCENTAGE),
        ("5日", DAYS),
        ("5个工作日", WORKDAYS),
        ("3次", INTEGER),
        ("2015年1月", YEAR_MONTH),
        ("是", TRUTH),
        ("中层正职年限 + 1年", MONTHS),
        ("中层正职年限 − 6个月", MONTHS),
        ("− 中层正职年限", MONTHS),
        ("中层正职年限 × 2", MONTHS),
        ("2 × 中层正职年限", MONTHS),
        ("工资 × 10%", MONEY),
        ("票率 × 票率", PERCENTAGE),
        ("成绩 × 票率", RATIONAL),
        ("票率 × 论文数", RATIONAL),
        ("中层正职年限 ÷ 1个月", INTEGER),
        ("中层正职年限 ÷ 1年", RATIONAL),
        ("工资 ÷ 4", MONEY),
        ("票率 ÷ 2", PERCENTAGE),
        ("票率 ÷ 50%", RATIONAL),
        ("论文数 ÷ 50%", INTEGER),
        ("取整（中层正职年限 × 30%，向上）", MONTHS),
        ("取整（成绩，四舍五入，1位）", RATIONAL),
        ("取整（成绩，向下）", INTEGER),
        ("取整（中层正职年限 ÷ 获奖数，四舍五入）", MONTHS),
        ("较大（中层正职年限，1年）", MONTHS),
        ("较小（任现职级起，任职起）", YEAR_MONTH),
        ("较大（论文数，2.5）", RATIONAL),
        ("任现职级起 + 3年", YEAR_MONTH),
        ("3年 + 任现职级起", YEAR_MONTH),
        ("任现职级起 − 3年", YEAR_MONTH),
        ("任现职级起 − 任职起", MONTHS),
        ("评定日 − 任现职级起", MONTHS),
        ("评定日 − 受理日", DAYS),
        ("月数（任职起，任现职级起）", MONTHS),
        ("月数（任职起，评定日）", MONTHS),
        ("月数（受理日，评定日）", MONTHS),
        ("日数（受理日，评定日）", DAYS),
        ("年份（任现职级起）", INTEGER),
        ("年份（评定日）", INTEGER),
        ("所在月（受理日）", YEAR_MONTH),
        ("计数 年度考核", INTEGER),
        ("合计 年度考核 的 得分", RATIONAL),
        ("最近一次 年度考核 的 等次 = 优秀", TRUTH),
        ("最大 年度考核 的 得分", RATIONAL),
        ("任一 年度考核 中（奖励）", TRUTH),
        ("连续3次 年度考核 中（等次 = 优秀）", TRUTH),
        ("任现职级年限 满 3年", TRUTH),
        ("处分期内 = 是", TRUTH),
        ("较大（25级，24级）", LEVEL),
        ("较大（科员级，现职级）", RANK),
    ],
)
def test_type_of_what_comes_out(text, type_):
    scene = Scene()
    found = scene.value(text)
    assert scene.said == []
    assert found is not None
    assert found.type == type_


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("8年 + 800元", "RD106", "单位不同：“8年”（年限）不能与“800元”（金额）相加"),
        ("8年 − 800元", "RD106", "单位不同：“8年”（年限）不能与“800元”（金额）相减"),
        ("中层正职年限 ≥ 2", "RD106", "单位不同：“中层正职年限”（年限）不能与“2”（没有单位的数）比较"),
        ("中层正职年限 ≥ 公示天数", "RD106", "单位不同：“中层正职年限”（年限）不能与“公示天数”（天数）比较"),
        ("公示天数 ≥ 5个工作日", "RD106", "单位不同：“公示天数”（天数）不能与“5个工作日”（工作日数）比较"),
        ("票率 ≥ 0.5", "RD106", "单位不同：“票率”（百分比）不能与“0.5”（没有单位的数）比较"),
        ("1 − 票率", "RD106", "单位不同：“1”（没有单位的数）不能与“票率”（百分比）相减"),
        ("中层正职年限 × 中层正职年限", "RD106", "“中层正职年限”（年限）不能乘以“中层正职年限”（年限）"),
        ("3 ÷ 中层正职年限", "RD106", "“3”（没有单位的数）不能除以“中层正职年限”（年限）"),
        ("工资 ÷ 1年", "RD106", "“工资”（金额）不能除以“1年”（年限）"),
        ("较大（3年，5日）", "RD106", "单位不同：“3年”（年限）不能与“5日”（天数）比较"),
        (
            "年份（任现职级起） = 2015年",
            "RD106",
            "单位不同：“年份（任现职级起）”（没有单位的数）不能与“2015年”（年限）比较",
        ),
        ("公示天数 满 1年", "RD106", "单位不同：“公示天数”（天数）不能与“1年”（年限）用“满”连接"),
        ("任现职级起 ≥ 评定日", "RD105", "“任现职级起”（年月）不能与“评定日”（日期）放在一起比较"),
        ("任现职级起 = 2015年", "RD105", "“任现职级起”（年月）不能与“2015年”（年限）放在一起比较"),
        ("现职级 ≥ 级别", "RD105", "“现职级”（“职级”的值）不能与“级别”（“级别”的值）放在一起比较"),
        ("处分期内 = 论文数", "RD105", "“处分期内”（“是”或者“否”）不能与“论文数”（没有单位的数）放在一起比较"),
        ("任现职级起 + 任职起", "RD105", "“任现职级起”（年月）不能与“任职起”（年月）放在一起相加"),
        ("受理日 + 5日", "RD105", "“受理日”（日期）不能与“5日”（天数）放在一起相加"),
        ("月数（任职起，受理日）", "RD105", "“任职起”（年月）不能与“受理日”（日期）放在一起计算月数"),
        ("日数（任职起，评定日）", "RD105", "“任职起”（年月）不能与“评定日”（日期）放在一起计算日数"),
        ("任现职级起 满 3日", "RD105", "“任现职级起”（年月）不能与“3日”（天数）放在一起用“满”连接"),
        ("处分期内 + 1", "RD105", "“处分期内”（“是”或者“否”）不能与“1”（没有单位的数）放在一起相加"),
        ("− 处分期内", "RD105", "“处分期内”（“是”或者“否”）不能取负数"),
        ("处分期内 × 2", "RD105", "“处分期内”（“是”或者“否”）不能相乘"),
        ("2 ÷ 现职级", "RD105", "“现职级”（“职级”的值）不能相除"),
        ("取整（现职级，向上）", "RD105", "“现职级”（“职级”的值）不能取整"),
        ("年份（3年）", "RD105", "“3年”（年限）不能取年份"),
        ("所在月（任职起）", "RD105", "“任职起”（年月）不能取所在月"),
        ("所在月（3年）", "RD105", "“3年”（年限）不能取所在月"),
        ("处分期内 高于 是", "RD105", "“处分期内”（“是”或者“否”）没有高低大小之分"),
        ("性别 高于 女", "RD105", "“性别”（“性别”的值）没有高低大小之分"),
        ("较大（性别，男）", "RD105", "“性别”（“性别”的值）没有高低大小之分"),
        ("最大 年度考核 的 奖励", "RD105", "“奖励”（“是”或者“否”）没有高低大小之分"),
        ("合计 年度考核 的 等次", "RD105", "“等次”（“考核等次”的值）不能合计"),
        ("非 论文数", "RD105", "这里要写成立或者不成立的条件，写的却是“论文数”（没有单位的数）"),
        ("处分期内，且 论文数", "RD105", "这里要写成立或者不成立的条件，写的却是“论文数”（没有单位的数）"),
        ("计数 年度考核 中（得分）", "RD105", "这里要写成立或者不成立的条件，写的却是“得分”（没有单位的数）"),
    ],
)
def test_what_does_not_go_together(text, code, said):
    scene = Scene()
    assert scene.value(text) is None
    assert scene.said == [(code, said)]
    found = scene.only()
    assert found.help is not None
    assert found.help.zh
    assert found.message.en[0] not in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert not found.message.en.endswith(".")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("中层正职年限 ≥ 2", "写明单位，例如“2年”或者“2个月”"),
        ("800 = 工资", "写明单位，例如“800元”"),
        ("公示天数 ≥ 论文数", "写明单位，例如“…日”"),
        ("18 ÷ 30 ≥ 60%", "比例写成乘法，不写成除法，例如“18 = 60% × 30”"),  # it is 60%, and not 0.6%
        ("18 ÷ 30 × 100% = 60%", "比例写成乘法，不写成除法，例如“18 = 60% × 30”"),
        ("60% = 论文数", "比例写成乘法，不写成除法，例如“…… = 60% × ……”"),
        ("60% ≥ 0.55", "写明单位，例如“55%”"),
        ("60% ≥ 55", "写明单位，例如“55%”"),
        ("年份（任现职级起） = 2015年", "年份没有单位，写“2015”"),
        ("任现职级起 = 2015年", "与年份比较的，写“年份（任现职级起）”和没有单位的“2015”"),
        ("任现职级起 ≥ 评定日", "先把日期化为年月：“所在月（评定日）”"),
        (
            "中层正职年限 ≥ 30日",
            "年、月与日不能换算，两边用同一种单位；从两个日期可以用“月数（…，…）”或者“日数（…，…）”算出",
        ),
        ("公示天数 ≥ 5个工作日", "日与工作日不能换算，两边用同一种"),
        ("现职级 ≥ 级别", "“职级”与“级别”是两组不同的值，核对两边各是什么"),
        ("处分期内 = 论文数", "“是”“否”不是数；按“处分期内”的是否给出不同的数的，写“当 处分期内 时，……；其他，……”"),
        ("8年 + 800元", "金额只能与金额相加、相比；核对哪一边写错了"),
        ("2 ÷ 现职级", "只有数、金额、年限、天数和百分比能计算"),
        ("所在月（任职起）", "它已经是年月，去掉“所在月（…）”"),
        ("年份（3年）", "这里要写日期或者年月"),
        ("合计 年度考核 的 等次", "“合计”只用于数的一栏，计次数用“计数”"),
        ("性别 高于 女", "改用“为”“不为”或者“属于 {…}”"),
    ],
)
def test_advice(text, told):
    scene = Scene()
    assert scene.value(text) is None
    assert scene.told() == told


def test_every_mistake_of_a_formula_is_noted():
    scene = Scene()
    assert scene.lowering.truth(formula("甲乙丙丁，且 8年 + 800元 ≥ 1年，且 论文数")) is None
    assert [code for code, _ in scene.said] == ["RD103", "RD106", "RD105"]


def test_a_mistake_is_noted_once_and_spreads_no_further():
    scene = Scene()
    assert scene.value("取整（较大（8年 + 800元，1年） × 2，向上） ≥ 优秀") is None
    assert [code for code, _ in scene.said] == ["RD106"]


def test_places_of_mistakes():
    scene = Scene()
    scene.value("论文数 ≥ 2，且 （8年 + 800元） ≥ 1年")
    assert scene.text_at_fault() == "8年 + 800元"
    assert scene.only().place.article == "第一条"


def test_wanted_type_is_only_for_values():
    scene = Scene()
    found = scene.value("3年", INTEGER)
    assert found is not None
    assert found.type == MONTHS


def test_truth_wants_a_condition():
    scene = Scene()
    assert scene.lowering.truth(formula("中层正职年限 + 1年")) is None
    assert scene.only().code == "RD105"
    assert scene.only().message.en == ("a condition is wanted here, and this is “中层正职年限 + 1年” (a duration)")


def test_long_formulas_are_not_repeated_in_messages():
    scene = Scene()
    scene.value("中层正职年限 + 1年 + 2年 + 3年 + 4年 ≥ 800元")
    assert scene.only().message.zh == "单位不同：年限不能与“800元”（金额）比较"


def test_constants_are_folded():
    scene = Scene()
    found = scene.expr("2年 + 6个月 × 2 − 半年")
    assert found == Const(30, MONTHS)
    shifted = scene.expr("2015年1月 + 1年")
    assert shifted == Const(year_month(2016, 1), YEAR_MONTH)


def test_a_fact_with_one_value_is_no_constant():
    scene = Scene(vocabulary([fact("定值", INTEGER, 3, 3)]))
    assert isinstance(scene.expr("定值 + 1"), Apply)


def test_full_of_a_month_counts_months_of_the_calendar():
    scene = Scene()
    found = scene.value("任现职级起 满 3年")
    assert found is not None
    months = Apply(
        Op.MONTHS_BETWEEN,
        (FactRef("任现职级起", YEAR_MONTH), Apply(Op.MONTH_OF, (AsOf(),), YEAR_MONTH)),
        MONTHS,
    )
    assert found.expr == Apply(Op.GE, (months, Const(36, MONTHS)), TRUTH)


def test_full_of_a_duration_is_a_bound():
    scene = Scene()
    found = scene.expr("中层正职年限 满 3年")
    assert found == Apply(Op.GE, (FactRef("中层正职年限", MONTHS), Const(36, MONTHS)), TRUTH)


def test_membership_is_a_disjunction():
    scene = Scene()
    found = scene.value("现职级 不属于 {科员级、副科级}")
    assert found is not None
    rank = FactRef("现职级", RANK)
    parts = tuple(Apply(Op.EQ, (rank, Const(v, RANK)), TRUTH) for v in ("科员级", "副科级"))
    assert found.expr == Apply(Op.NOT, (Apply(Op.OR, parts, TRUTH),), TRUTH)


def test_values_are_explained_from_either_side():
    scene = Scene()
    for text, type_ in [("机构规格 = 正科级", STANDING), ("正科级 = 机构规格", STANDING), ("正科级 = 现职级", RANK)]:
        assert {part.type for part in scene.expr(text).args} == {type_}
