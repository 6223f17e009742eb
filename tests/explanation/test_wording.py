"""Values and formulas in words, in both languages."""

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.backends.approximate import Answer, Cause, NoValue, Range
from rankdsl.diagnostics import Text
from rankdsl.explanation.distances import how_far
from rankdsl.explanation.wording import answer_text, expr_text, value_text
from rankdsl.ir.nodes import AsOf, Const, LastYears, Ref, Symbol
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Enumeration,
    RecordList,
)
from rankdsl.ir.values import Records, year_month
from tests.building import collect, const, fact, fact_ref, field_ref, op
from tests.opinion import GRADE, 等次

GRADES = Enumeration("档", ("甲", "乙", "丙"), ordered=True)
年限 = fact_ref(fact("年限", MONTHS))
奖金 = fact_ref(fact("奖金", MONEY))
在编 = fact_ref(fact("在编", TRUTH))
类别 = fact_ref(fact("类别", GRADES))
起 = fact_ref(fact("起", YEAR_MONTH))


@pytest.mark.parametrize(
    ("value", "type_", "zh", "en"),
    [
        (True, TRUTH, "是", "yes"),
        (130, MONTHS, "10年10个月", "10 years 10 months"),
        (12, MONTHS, "1年", "1 year"),
        (0, MONTHS, "0年", "0 years"),
        (-3, MONTHS, "-3个月", "-3 months"),
        (Fraction(1, 2), MONTHS, "0.5个月", "0.5 months"),
        (1, DAYS, "1日", "1 day"),
        (5, WORKDAYS, "5个工作日", "5 working days"),
        (800, MONEY, "800元", "800 yuan"),
        (Fraction(13, 200), PERCENT, "6.5%", "6.5%"),
        (Fraction(7, 3), RATIONAL, "7/3", "7/3"),
        (year_month(2005, 3), YEAR_MONTH, "2005年3月", "2005-03"),
        (date(2017, 3, 1), DAY, "2017年3月1日", "2017-03-01"),
        ("乙", GRADES, "乙", "乙"),
        (Records({}), RecordList("考核"), "无", "none"),
        (Records({2004: {"等次": "称职"}, 2005: None}), RecordList("考核"), "2004年 称职、2005年 未知",
         "2004 称职, 2005 unknown"),
    ],
)  # fmt: skip
def test_values(value, type_, zh, en):
    assert value_text(value, type_) == Text(zh, en)


@pytest.mark.parametrize(
    ("answer", "type_", "zh", "en"),
    [
        (Answer(Range(96, 144)), MONTHS, "8年至12年", "8 years to 12 years"),
        (Answer(Range(-5, 144)), MONTHS, "不能确定", "cannot be determined"),
        (Answer(Range(0, 2**63)), MONEY, "不能确定", "cannot be determined"),
        (Answer(frozenset({"丙", "甲"})), GRADES, "甲或丙", "甲 or 丙"),
        (Answer(frozenset({True, False})), TRUTH, "不能确定", "cannot be determined"),
        (Answer(frozenset(), (NoValue(Cause.GAP),)), MONTHS, "无值", "no value"),
        (Answer(Range(1, 1), (NoValue(Cause.GAP),)), MONTHS, "不能确定", "cannot be determined"),
    ],
)
def test_answers(answer, type_, zh, en):
    assert answer_text(answer, type_) == Text(zh, en)


def months(value: int) -> Const:
    return Const(value, MONTHS)


@pytest.mark.parametrize(
    ("expr", "zh", "en"),
    [
        (op(Op.SUB, 年限, op(Op.ADD, 年限, months(6))), "年限 − （年限 + 半年）", "年限 − (年限 + half a year)"),
        (op(Op.SUB, op(Op.SUB, 年限, months(12)), 年限), "年限 − 1年 − 年限", "年限 − 1 year − 年限"),
        (op(Op.MUL, op(Op.ADD, 年限, months(1)), const(2)), "（年限 + 1个月） × 2", "(年限 + 1 month) × 2"),
        (op(Op.NEG, op(Op.ADD, 年限, 年限)), "−（年限 + 年限）", "−(年限 + 年限)"),
        (op(Op.DIV, 奖金, op(Op.MUL, const(2), const(3))), "奖金 ÷ （2 × 3）", "奖金 ÷ (2 × 3)"),
        (op(Op.AND, op(Op.OR, 在编, 在编), op(Op.NOT, 在编)), "（在编 或 在编） 且 非 在编",
         "(在编 or 在编) and not 在编"),
        (op(Op.NOT, op(Op.AND, 在编, 在编)), "非 （在编 且 在编）", "not (在编 and 在编)"),
        (op(Op.NOT, op(Op.GE, 年限, months(6))), "非 年限 ≥ 半年", "not 年限 ≥ half a year"),
        (op(Op.MIN, 年限, months(36)), "较小（年限，3年）", "smaller(年限, 3 years)"),
        (op(Op.MAX, 年限, months(36)), "较大（年限，3年）", "larger(年限, 3 years)"),
        (op(Op.ROUND_HALF_UP, 奖金, const(2)), "取整（奖金，四舍五入，2位）", "round(奖金, half up, 2 places)"),
        (op(Op.ROUND_DOWN, 奖金, const(0)), "取整（奖金，向下）", "round(奖金, down)"),
        (op(Op.MONTHS_BETWEEN, 起, op(Op.MONTH_OF, AsOf())), "从起到评定日所在月的月数",
         "months from 起 to the month of evaluation"),
        (op(Op.YEAR_OF, AsOf()), "年份（评定日）", "year(the day of evaluation)"),
        (op(Op.SHIFT_MONTHS, 起, months(24)), "起 + 2年", "起 + 2 years"),
        (op(Op.OR, op(Op.EQ, 类别, Const("甲", GRADES)), op(Op.EQ, 类别, Const("丙", GRADES))), "类别 属于 {甲、丙}",
         "类别 in {甲, 丙}"),
        (Ref(Symbol("可晋升（一）#1", 1), TRUTH), "可晋升（一）", "可晋升（一）"),
        (collect(Collect.COUNT, "年度考核", INTEGER, LastYears(3), op(Op.GE, field_ref(等次), Const("称职", GRADE))),
         "计数 近3年 年度考核 中（等次 ≥ 称职）", "count of 年度考核 in the last 3 years with (等次 ≥ 称职)"),
        (collect(Collect.LATEST, "年度考核", GRADE, field="等次"), "最近一次 年度考核 的 等次",
         "latest 等次 of 年度考核"),
        (collect(Collect.RUN, "年度考核", TRUTH, LastYears(1), times=3), "连续3次 近1年 年度考核",
         "3 in a row: 年度考核 in the last 1 year"),
    ],
)  # fmt: skip
def test_formulas(expr, zh, en):
    assert expr_text(expr) == Text(zh, en)


@pytest.mark.parametrize(
    ("op_", "left", "right", "type_", "zh", "en"),
    [
        (Op.GE, 130, 144, MONTHS, "还差 1年2个月", "1 year 2 months short"),
        (Op.LE, Fraction(7, 2), 3, RATIONAL, "超出 0.5", "0.5 over"),
        (Op.GT, 3, 3, INTEGER, "刚好相等，还须更多", "exactly equal, and more is required"),
        (Op.LT, 3, 3, INTEGER, "刚好相等，还须更少", "exactly equal, and less is required"),
        (Op.GE, "甲", "丙", GRADES, "低2档", "2 steps too low"),
        (Op.LT, "丙", "乙", GRADES, "高1档", "1 step too high"),
        (Op.LE, year_month(2005, 3), year_month(2004, 12), YEAR_MONTH, "晚了3个月", "3 months too late"),
        (Op.GE, date(2016, 1, 1), date(2016, 1, 31), DAY, "早了30日", "30 days too early"),
    ],
)
def test_how_far_off(op_, left, right, type_, zh, en):
    assert how_far(op_, left, right, type_) == Text(zh, en)


@pytest.mark.parametrize(
    ("op_", "left", "right", "type_"),
    [(Op.EQ, 3, 4, INTEGER), (Op.NE, 3, 3, INTEGER), (Op.LT, "乙", "乙", GRADES), (Op.GE, False, True, TRUTH)],
)
def test_where_there_is_no_distance(op_, left, right, type_):
    assert how_far(op_, left, right, type_) is None
