"""Values as people write them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.ir.remarks import Expectation
from rankdsl.ir.types import DAY, DAYS, INTEGER, MONEY, MONTHS, PERCENT, RATIONAL, TRUTH, WORKDAYS, YEAR_MONTH, Type
from rankdsl.ir.values import render, year_month
from rankdsl.vocabulary.values import ValueProblem, read_expectation, read_scalar, read_value
from tests.vocabulary.files import civil_servants, trial


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("3", INTEGER, 3),
        ("３", INTEGER, 3),
        ("十二", INTEGER, 12),
        ("一百零五", INTEGER, 105),
        ("二〇一五", INTEGER, 2015),
        ("三万", INTEGER, 30_000),
        ("1,234", INTEGER, 1234),
        ("-3", INTEGER, -3),
        ("−3", INTEGER, -3),
        ("3次", INTEGER, 3),
        ("110101199003071234", INTEGER, 110101199003071234),
        ("85.5", RATIONAL, Fraction(171, 2)),
        ("85．5", RATIONAL, Fraction(171, 2)),
        ("85分", RATIONAL, 85),
        ("二点五", RATIONAL, Fraction(5, 2)),
        ("0.1", RATIONAL, Fraction(1, 10)),
        ("20%", PERCENT, Fraction(1, 5)),
        ("20％", PERCENT, Fraction(1, 5)),
        ("6.5 %", PERCENT, Fraction(13, 200)),
        ("百分之六", PERCENT, Fraction(3, 50)),
        ("百分之二十五", PERCENT, Fraction(1, 4)),
        ("800元", MONEY, 800),
        ("3万元", MONEY, 30_000),
        ("1.5亿元", MONEY, 150_000_000),
        ("1,234.50元", MONEY, Fraction(2469, 2)),
        ("￥800", MONEY, 800),
        ("800 yuan", MONEY, 800),
        ("12年", MONTHS, 144),
        ("12周年", MONTHS, 144),
        ("2年6个月", MONTHS, 30),
        ("2 年 6 个月", MONTHS, 30),
        ("2年零6个月", MONTHS, 30),
        ("两年半", MONTHS, 30),
        ("一年半", MONTHS, 18),
        ("半年", MONTHS, 6),
        ("1.5年", MONTHS, 18),
        ("35个月", MONTHS, 35),
        ("十五年", MONTHS, 180),
        ("12 years", MONTHS, 144),
        ("1 year 6 months", MONTHS, 18),
        ("1 year, 6 months", MONTHS, 18),
        ("35 months", MONTHS, 35),
        ("5日", DAYS, 5),
        ("5天", DAYS, 5),
        ("5 days", DAYS, 5),
        ("5个工作日", WORKDAYS, 5),
        ("5 working days", WORKDAYS, 5),
        ("2015-01", YEAR_MONTH, year_month(2015, 1)),
        ("2015-1", YEAR_MONTH, year_month(2015, 1)),
        ("2015—01", YEAR_MONTH, year_month(2015, 1)),
        ("2015年1月", YEAR_MONTH, year_month(2015, 1)),
        ("２０１５年０１月", YEAR_MONTH, year_month(2015, 1)),
        ("2019.07", YEAR_MONTH, year_month(2019, 7)),
        ("2019.10", YEAR_MONTH, year_month(2019, 10)),
        ("2019/7", YEAR_MONTH, year_month(2019, 7)),
        ("202003", YEAR_MONTH, year_month(2020, 3)),
        ("二〇一五年十二月", YEAR_MONTH, year_month(2015, 12)),
        ("2015-01-15", YEAR_MONTH, year_month(2015, 1)),
        ("2015-01-15", DAY, date(2015, 1, 15)),
        ("2015年1月15日", DAY, date(2015, 1, 15)),
        ("2015.1.5", DAY, date(2015, 1, 5)),
        ("2015/12/31", DAY, date(2015, 12, 31)),
        ("20150115", DAY, date(2015, 1, 15)),
        ("2016-02-29", DAY, date(2016, 2, 29)),
        ("二〇一五年一月三十一日", DAY, date(2015, 1, 31)),
        ("是", TRUTH, True),
        ("否", TRUTH, False),
        ("true", TRUTH, True),
        ("no", TRUTH, False),
    ],
)
def test_read(text: str, type_: Type, value: object) -> None:
    read = read_scalar(text, type_)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "type_", "zh", "en"),
    [
        ("12", MONTHS, "“12”没有写单位，这里应当是时长", "“12” has no unit, and this is a duration"),
        ("20", PERCENT, "“20”没有写单位，这里应当是百分比", "“20” has no unit, and this is a percentage"),
        ("800元", MONTHS, "“800元”是金额，这里应当是时长", "“800元” is an amount of money, and this is a duration"),
        ("3年", MONEY, "“3年”是时长，这里应当是金额", "“3年” is a duration, and this is an amount of money"),
        (
            "5日",
            WORKDAYS,
            "“5日”是天数，这里应当是工作日数",
            "“5日” is a number of days, and this is a number of working days",
        ),
        ("1.5", INTEGER, "“1.5”不是整数", "“1.5” is no whole number"),
        ("1.3年", MONTHS, "“1.3年”不是整月数", "“1.3年” is no whole number of months"),
        ("6月", MONTHS, "“6月”不是时长", "“6月” is not a duration"),
        ("很久", MONTHS, "“很久”不是时长", "“很久” is not a duration"),
        ("2015-13", YEAR_MONTH, "“2015-13”不是年月", "“2015-13” is not a month of a year"),
        ("15-01", YEAR_MONTH, "“15-01”不是年月", "“15-01” is not a month of a year"),
        ("2015-02-30", DAY, "没有“2015-02-30”这一天", "there is no day “2015-02-30”"),
        ("2015年2月30日", YEAR_MONTH, "没有“2015年2月30日”这一天", "there is no day “2015年2月30日”"),
        ("0000-01-01", DAY, "没有“0000-01-01”这一天", "there is no day “0000-01-01”"),
        ("2015-01", DAY, "“2015-01”不是日期", "“2015-01” is not a date"),
        ("也许", TRUTH, "“也许”不是“是”或者“否”", "“也许” is not 是 (yes) or 否 (no)"),
        ("", TRUTH, "“”不是“是”或者“否”", "“” is not 是 (yes) or 否 (no)"),
        ("1" * 400, INTEGER, f"“{'1' * 60}…”不是整数", f"“{'1' * 60}…” is not a whole number"),
    ],
)
def test_not_a_value(text: str, type_: Type, zh: str, en: str) -> None:
    problem = read_scalar(text, type_)
    assert isinstance(problem, ValueProblem)
    assert problem.message.zh == zh
    assert problem.message.en == en
    assert problem.help.zh


def test_a_value_of_an_enumeration_by_either_name() -> None:
    words = civil_servants()
    grade, english = words.fact("级别"), words.enumeration_english
    assert grade is not None
    assert read_value("25级", grade, english) == "25级"
    assert read_value("２５级", grade, english) == "25级"
    assert read_value("level_25", grade, english) == "25级"
    assert isinstance(read_value("level_25", grade), ValueProblem)


def test_a_wrong_value_of_an_enumeration_names_the_nearest() -> None:
    words = civil_servants()
    rank = words.fact("现职级")
    assert rank is not None
    problem = read_value("科员", rank, words.enumeration_english)
    assert isinstance(problem, ValueProblem)
    assert problem.message.zh == "“科员”不是“职级”的取值"
    assert problem.help.zh == "是否应为“科员级”？可以写：办事员级、科员级、副科级、正科级、副处级、正处级"
    assert problem.help.en.startswith("did you mean “科员级”? it can be: 办事员级, ")


@pytest.mark.parametrize(
    ("fact", "text", "message", "help_text"),
    [
        ("年限", "50年", "“50年”超出范围", "应当在0年到45年之间"),
        ("年限", "-1个月", "“-1个月”超出范围", "应当在0年到45年之间"),
        ("人数", "101", "“101”超出范围", "应当在0到100之间"),
        ("比例", "50.1%", "“50.1%”超出范围", "应当在0%到50%之间"),
        ("比例", "6.25%", "“6.25%”的小数位太多", "最多写 1 位小数"),
        ("得分", "85.55", "“85.55”的小数位太多", "最多写 1 位小数"),
        ("工资", "0.125元", "“0.125元”的小数位太多", "最多写 2 位小数"),
        ("起", "1949年10月", "“1949年10月”超出范围", "应当在1960年1月到2099年12月之间"),
        ("人数", "不适用", "这一项不能填“不适用”", "请写整数，不知道的写“未知”"),
    ],
)
def test_outside(fact: str, text: str, message: str, help_text: str) -> None:
    of = trial().fact(fact)
    assert of is not None
    problem = read_value(text, of)
    assert isinstance(problem, ValueProblem)
    assert (problem.message.zh, problem.help.zh) == (message, help_text)


def test_at_the_ends_of_the_range() -> None:
    of = trial().fact("年限")
    assert of is not None
    assert read_value("0年", of) == 0
    assert read_value("45年", of) == 540


def test_not_applicable_is_what_the_vocabulary_says() -> None:
    of = trial().fact("年限")
    assert of is not None
    assert read_value("不适用", of) == 0
    assert read_value("not applicable", of) == 0


def test_expectations() -> None:
    assert read_expectation("不能确定", TRUTH) is Expectation.CANNOT_TELL
    assert read_expectation("无值", MONTHS) is Expectation.NO_VALUE
    assert read_expectation("no value", MONTHS) is Expectation.NO_VALUE
    assert read_expectation("13年", MONTHS) == 156
    assert isinstance(read_expectation("13", MONTHS), ValueProblem)


@given(st.integers(-9999, 9999), st.sampled_from([INTEGER, MONTHS, DAYS, WORKDAYS, MONEY, RATIONAL]))
def test_what_is_rendered_is_read(number: int, type_: Type) -> None:
    assert read_scalar(render(number, type_), type_) == number


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from([RATIONAL, PERCENT, MONEY]))
def test_decimals_that_are_rendered_are_read(digits: int, places: int, type_: Type) -> None:
    number = Fraction(digits, 10**places)
    assert read_scalar(render(number, type_), type_) == number


@given(st.dates())
def test_days_and_months_that_are_rendered_are_read(day: date) -> None:
    if day.year >= 1000:
        assert read_scalar(render(day, DAY), DAY) == day
        month = year_month(day.year, day.month)
        assert read_scalar(render(month, YEAR_MONTH), YEAR_MONTH) == month


@given(
    st.text(max_size=80), st.sampled_from([INTEGER, RATIONAL, PERCENT, MONEY, MONTHS, DAYS, WORKDAYS, YEAR_MONTH, DAY])
)
def test_no_text_raises(text: str, type_: Type) -> None:
    read = read_scalar(text, type_)
    if isinstance(read, ValueProblem):
        assert read.message.zh
        assert read.help.en
    else:
        assert isinstance(read, int | Fraction | date)
