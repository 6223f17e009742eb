"""Numbers, quantities and dates as they are written in law, in digits and in Chinese."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.syntax import numerals
from tests.syntax.notation import formula, messages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("12", 12), ("1.5", Fraction(3, 2)), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110)),
        *(
            ("一千零一", 1001),
            ("两千", 2000),
            ("三万", 30000),
            ("二〇一五", 2015),
            ("二点五", Fraction(5, 2)),
            ("半", Fraction(1, 2)),
        ),
        *(("十万", 100000), ("一万零三", 10003), ("零", 0)),
    ],
)
def test_a_number(text: str, value: Fraction) -> None:
    assert numerals.number(text) == value


@given(st.integers(1, 9999))
def test_chinese_numerals_read_back(value: int) -> None:
    assert numerals.number(numerals.chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        *(("8年", "8年"), ("八年", "8年"), ("8 年", "8年"), ("8周年", "8年"), ("半年", "1/2年"), ("1.5年", "3/2年")),
        *(
            ("18个月", "18个月"),
            ("十八个月", "18个月"),
            ("2年6个月", "30个月"),
            ("两年零六个月", "30个月"),
            ("一年半", "18个月"),
        ),
        *(("5个工作日", "5个工作日"), ("10工作日", "10个工作日"), ("三日", "3日"), ("3天", "3日")),
        *(("800元", "800元"), ("3万元", "3万元"), ("三万元", "3万元"), ("2.5万元", "5/2万元")),
        *(("20%", "20%"), ("20％", "20%"), ("百分之六", "6%"), ("百分之十二点五", "25/2%"), ("百分之6", "6%")),
        *(("2次", "2次"), ("两次", "2次"), ("3人", "3人"), ("三名", "3人"), ("25级", "25级"), ("二十五级", "25级")),
        *(("2015年1月15日", "DayLiteral(2015-01-15)"), ("2015-01-15", "DayLiteral(2015-01-15)")),
        *(("2015.1.15", "DayLiteral(2015-01-15)"), ("二〇一五年一月十五日", "DayLiteral(2015-01-15)")),
        *(("２０１５年１月１５日", "DayLiteral(2015-01-15)"), ("2015 年 1 月 15 日", "DayLiteral(2015-01-15)")),
        *(("2015年1月", f"MonthLiteral({2015 * 12})"), ("2015-12", f"MonthLiteral({2015 * 12 + 11})")),
        ("二〇一五年十二月", f"MonthLiteral({2015 * 12 + 11})"),
    ],
)
def test_a_value(text: str, tree: str) -> None:
    assert formula(text) == tree


@pytest.mark.parametrize(
    "text", ["2015年2月29日", "2015-13-01", "2015年4月31日", "2015年0月", "2015年13月", "2015-00-10"]
)
def test_a_date_that_no_calendar_has(text: str) -> None:
    document = f"文件《甲》\n第一条【乙】\n  定义 丙：{text}。\n  定义 丁：3年。\n"
    assert messages(document) == [f"日历上没有“{text}”"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第12条", "第十二条"),
        ("第十二条", "第十二条"),
        ("第一百零五条", "第一百零五条"),
        ("第十二条之一", "第十二条之一"),
        ("第1条", "第一条"),
    ],
)
def test_the_name_of_an_article(text: str, name: str) -> None:
    assert numerals.article_name(text) == name


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        *(("(九十九)", "（九十九）"), ("(一百零一)", "（一百零一）"), ("(一百〇一)", "（一百零一）")),
        *(("(一千零二十四)", "（一千零二十四）"), ("(二千)", "（二千）"), ("(零)", "（零）")),
    ],
)
def test_a_label(text: str, canonical: str) -> None:
    assert numerals.label(text) == canonical
