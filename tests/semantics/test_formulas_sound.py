"""Whatever is accepted can be evaluated, has the type it says, and lies where interval analysis says.

Formulas are drawn as text, well typed or not; a rejected one must have said why, exactly in one way each.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.backends.reference import evaluate
from rankdsl.ir.mentions import walk
from rankdsl.ir.types import Day, Enumeration, Number, Truth, Type, YearMonth
from rankdsl.ir.values import Person, Scalar
from rankdsl.semantics.intervals import Interval
from rankdsl.vocabulary import fill_typical
from tests.generators import values
from tests.semantics.scene import FULL, Scene, formula

LEAVES = (
    *("现职级", "级别", "任职起", "任现职级起", "受理日", "处分期内", "群众公认", "中层正职年限", "公示天数"),
    *("成绩", "论文数", "获奖数", "票率", "工资", "任现职级年限", "任职年限", "评定日", "甲项", "乙项"),
    *(
        "科员级",
        "副科级",
        "25级",
        "男",
        "3年",
        "半年",
        "2",
        "0",
        "1.5",
        "20%",
        "800元",
        "5日",
        "2015年1月",
        "2015-01-15",
    ),
    *("是", "计数 年度考核", "计数 近3年 年度考核 中（等次 = 优秀）", "合计 年度考核 的 得分"),
    *("最近一次 年度考核 的 得分", "最大 谈话 的 次数", "任一 谈话 中（次数 ≥ 2）", "连续2次 年度考核 中（得分 ≥ 80）"),
    *("没有定义", "年度考核", "等次"),
)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(("+", "−", "×", "÷"))
    comparisons = st.sampled_from(("=", "≠", "≥", "<", "为", "高于"))
    return st.one_of(
        st.tuples(parts, operators, parts).map(lambda p: f"（{p[0]}） {p[1]} （{p[2]}）"),
        st.tuples(parts, comparisons, parts).map(lambda p: f"（{p[0]} {p[1]} {p[2]}）"),
        st.tuples(parts, parts).map(lambda p: f"（{p[0]} 满 {p[1]}）"),
        st.tuples(parts, parts, parts).map(lambda p: f"（{p[0]} 属于 {{{p[1]}、{p[2]}}}）"),
        st.tuples(st.sampled_from(("且", "或")), parts, parts).map(lambda p: f"（（{p[1]}） {p[0]} （{p[2]}））"),
        parts.map(lambda p: f"（非 （{p}））"),
        parts.map(lambda p: f"−（{p}）"),
        st.tuples(st.sampled_from(("较大", "较小", "月数", "日数")), parts, parts).map(
            lambda p: f"{p[0]}（{p[1]}，{p[2]}）"
        ),
        st.tuples(st.sampled_from(("年份", "所在月")), parts).map(lambda p: f"{p[0]}（{p[1]}）"),
        st.tuples(parts, st.sampled_from(("向上", "向下，1位", "四舍五入，2位"))).map(
            lambda p: f"取整（{p[0]}，{p[1]}）"
        ),
    )


def either(*options: str) -> st.SearchStrategy[str]:
    return st.sampled_from(options)


def made_of(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda p: form.format(*p))


ROUNDED = either("向上", "向下", "四舍五入")


PLAIN = either("2", "3", "论文数", "获奖数", "0.5", "20%", "票率", "计数 年度考核", "− 1")
SHARES = either("20%", "票率", "− 5%")  # a share of a share is one; a share of a number is a number


def numbers(
    leaves: st.SearchStrategy[str], own: st.SearchStrategy[str], factors: st.SearchStrategy[str], depth: int = 2
) -> st.SearchStrategy[str]:
    """Formulas of one unit over its leaves. `own`: what only this unit has."""
    if depth == 0:
        return st.one_of(leaves, own)
    inner = numbers(leaves, own, factors, depth - 1)
    divisor = either("2", "获奖数", "较大（论文数，1）", "3", "甲项")
    return st.one_of(
        inner,
        made_of("（{0} {1} {2}）", inner, either("+", "−"), inner),
        made_of("取整（{0} × {1}，{2}）", inner, factors, ROUNDED),
        made_of("取整（{0} ÷ {1}，{2}）", inner, divisor, ROUNDED),
        made_of("{0}（{1}，{2}）", either("较大", "较小"), inner, inner),
        made_of("（− {0}）", inner),
    )


MOMENTS = {
    "年月": either("任职起", "任现职级起", "所在月（评定日）", "2015年1月"),
    "日期": either("受理日", "评定日", "2015-01-31"),
}
NUMBERS = {
    unit: numbers(leaves, own, SHARES if unit == "百分比" else PLAIN)
    for unit, leaves, own in (
        (
            "年限",
            either("中层正职年限", "任现职级年限", "3年", "半年", "2年6个月"),
            st.one_of(made_of("月数（{0}，{0}）", MOMENTS["年月"]), made_of("月数（{0}，评定日）", MOMENTS["日期"])),
        ),
        ("数", either("成绩", "论文数", "2", "1.5", "乙项", "最近一次 年度考核 的 得分"), either("合计 谈话 的 次数")),
        ("金额", either("工资", "800元", "1.5万元"), either("工资 ÷ 4")),
        ("天数", either("公示天数", "5日"), made_of("日数（{0}，{1}）", MOMENTS["日期"], MOMENTS["日期"])),
        ("百分比", either("票率", "20%", "33.3%"), made_of("票率 × {0}", either("票率", "50%"))),
    )
}
TRUTHS = st.one_of(
    *(made_of("（{0} {1} {2}）", of, either("≥", "<", "=", "≠"), of) for of in (*NUMBERS.values(), *MOMENTS.values())),
    *(made_of("（{0} 满 3年）", of) for of in (*MOMENTS.values(), NUMBERS["年限"])),
    made_of("（{0} ÷ {1} ≥ {2}）", NUMBERS["数"], either("获奖数", "甲项", "−3"), either("20%", "2", "成绩")),
    made_of(
        "（现职级 {0} {1}）", either("高于", "不低于", "为", "≠"), either("科员级", "副科级", "较大（现职级，正科级）")
    ),
    made_of("（{0} 属于 {{25级、24级}}）", either("级别", "23级", "较小（级别，26级）")),
    either("处分期内", "群众公认", "任一 年度考核 中（等次 = 优秀）", "连续2次 年度考核 中（得分 ≥ 成绩）"),
)
WELL_TYPED = st.one_of(
    TRUTHS,
    made_of("非 {0}，且 （{1}，或 {2}）", TRUTHS, TRUTHS, TRUTHS),
    *NUMBERS.values(),
    made_of("{0} {1} {2}", MOMENTS["年月"], either("+", "−"), NUMBERS["年限"]),
)
FORMULAS = st.recursive(st.sampled_from(LEAVES), joined, max_leaves=6)


def scene() -> Scene:
    made = Scene()
    made.define("甲项", "较大（论文数，1）")
    made.define("乙项", "取整（成绩 × 30%，四舍五入，1位）")
    return made


@st.composite
def persons(draw: st.DrawFn) -> Person:
    facts = {
        f.name: draw(values(f.type, f.low, f.high, f.places))
        for f in FULL.facts
        if f.low is not None or isinstance(f.type, Truth | Enumeration)
    }
    as_of = draw(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
    return Person(fill_typical(FULL, facts, as_of), as_of)


@settings(max_examples=500)
@given(FORMULAS)
def test_a_formula_is_accepted_or_told_why_once(text):
    made = scene()
    found = made.value(text)
    assert (found is None) == bool(made.findings)
    again = Counter((f.code, f.message.zh, f.place.span) for f in made.findings)
    assert set(again.values()) <= {1}, made.said


@settings(max_examples=500)
@given(WELL_TYPED, persons())
def test_accepted_formulas_hold_what_their_types_say(text, person):
    made = scene()
    found = made.value(text)
    assert found is not None, (text, made.said)
    evaluation = evaluate(made.program(), person)
    for part in walk(found.expr):
        if not any(type(inner).__name__ == "FieldRef" for inner in walk(part)):
            evaluation.value_of(part)
    answer = evaluation.value_of(found.expr)
    if answer.no_value:
        return
    assert answer.value is not None
    assert of_type(answer.value, found.type)
    if found.interval is not None:
        assert inside(answer.value, found.interval)


@settings(max_examples=100)
@given(FORMULAS)
def test_the_same_formula_gives_the_same_twice(text):
    first, second = scene(), scene()
    assert first.value(text) == second.value(text)
    assert first.said == second.said


def of_type(value: Scalar, type_: Type) -> bool:
    match type_:
        case Truth():
            return isinstance(value, bool)
        case Number(whole=whole):
            if isinstance(value, bool) or not isinstance(value, int | Fraction):
                return False
            return not whole or Fraction(value).denominator == 1
        case YearMonth():
            return isinstance(value, int) and not isinstance(value, bool)
        case Day():
            return isinstance(value, date)
        case Enumeration(values=names):
            return value in names
        case _:
            return False


def inside(value: Scalar, interval: Interval) -> bool:
    number = Fraction(value.toordinal()) if isinstance(value, date) else Fraction(value)
    on_grid = interval.step is None or (
        number == 0 if interval.step == 0 else number / Fraction(interval.step) % 1 == 0
    )
    return interval.low <= number <= interval.high and on_grid


@pytest.mark.parametrize(
    "text",
    [
        "非 " * 195 + "处分期内",
        " + ".join(["论文数"] * 195) + " ≥ 3",
        "较大（" * 95 + "论文数" + "，1）" * 95 + " ≥ 3",
        "（" * 60 + "处分期内" + " = 是）" * 60,
        "− " * 195 + "论文数 ≥ 1",
        "（" * 95 + "论文数 ≥ 1，且 " * 1 + "处分期内" + "）" * 95,
    ],
)
def test_deep_formulas(text):
    made = scene()
    assert made.value(text) is not None, made.said
    assert list(made_names(text))


def test_deep_formulas_below_many_frames():
    """Callers have a stack of their own."""

    def below(frames: int) -> bool:
        return below(frames - 1) if frames else scene().value("非 " * 195 + "处分期内") is not None

    assert below(150)


def made_names(text: str):
    from rankdsl.semantics.formulas import names_in

    return names_in(formula(text), FULL)
