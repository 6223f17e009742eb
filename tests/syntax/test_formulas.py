"""Every construct of a formula, its precedence, and names that look like keywords."""

from __future__ import annotations

import pytest

from rankdsl.source import SourceFile
from rankdsl.syntax import ast, parse_formula
from tests.syntax.notation import formula, notation, statement


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b × c", "Arithmetic(+, a, Arithmetic(×, b, c))"),
        ("a − b − c", "Arithmetic(−, Arithmetic(−, a, b), c)"),
        ("（a − b） ÷ 2", "Arithmetic(÷, Arithmetic(−, a, b), 2)"),
        ("−a × b", "Arithmetic(×, Negative(a), b)"),
        ("a - -b", "Arithmetic(−, a, Negative(b))"),
        ("a * b / c", "Arithmetic(÷, Arithmetic(×, a, b), c)"),
        ("非 a 且 b 或 c", "Logic(或, [Logic(且, [Not(a), b]), c])"),
        ("a 且 b，且 c", "Logic(且, [a, b, c])"),
        ("a 或 b, 或 （c 且 d）", "Logic(或, [a, b, Logic(且, [c, d])])"),
        ("非 a = b", "Not(Comparison(=, a, b))"),
        ("非 非 a", "Not(Not(a))"),
        ("a + 1 ≥ b × 2", "Comparison(≥, Arithmetic(+, a, 1), Arithmetic(×, b, 2))"),
        ("职级 属于 {科员级、副科级}", "Membership(职级, [科员级, 副科级], True)"),
        ("职级 不属于 {科员级，副科级}", "Membership(职级, [科员级, 副科级], False)"),
        ("任现职级起 满 3年", "AtLeastFull(任现职级起, 3年)"),
        ("任现职级起 满3年 且 在编", "Logic(且, [AtLeastFull(任现职级起, 3年), 在编])"),
        ("较大（a，b + 1）", "Call(较大, [a, Arithmetic(+, b, 1)])"),
        ("较小(a,b)", "Call(较小, [a, b])"),
        ("月数（任现职级起，评定日）", "Call(月数, [任现职级起, AsOfDay()])"),
        ("日数（a，b）", "Call(日数, [a, b])"),
        ("年份（评定日）", "Call(年份, [AsOfDay()])"),
        ("所在月（d）", "Call(所在月, [d])"),
        ("取整（a ÷ 3，四舍五入，2位）", "Rounding(Arithmetic(÷, a, 3), 四舍五入, 2)"),
        ("取整（a，向上）", "Rounding(a, 向上, 0)"),
        ("取整（a，向下，1）", "Rounding(a, 向下, 1)"),
        ("待判断 群众公认", "Judged(群众公认)"),
        ("是", "TruthLiteral(True)"),
        ("否", "TruthLiteral(False)"),
        ("评定日", "AsOfDay()"),
    ],
)
def test_a_formula(text: str, tree: str) -> None:
    assert formula(text) == tree


@pytest.mark.parametrize(
    ("written", "operator"),
    [
        *((w, "=") for w in ("=", "==", "＝", "为", "等于")),
        *((w, "≠") for w in ("≠", "!=", "<>", "不为", "不等于")),
        *((w, "≥") for w in ("≥", ">=", "≧", "⩾", "不少于", "不低于", "不小于", "不早于", "大于等于")),
        *((w, "≤") for w in ("≤", "<=", "≦", "⩽", "不超过", "不高于", "不多于", "不大于", "不晚于", "小于等于")),
        *((w, ">") for w in (">", "＞", "高于", "多于", "超过", "大于", "晚于")),
        *((w, "<") for w in ("<", "＜", "低于", "少于", "不足", "小于", "早于")),
    ],
)
def test_every_spelling_of_a_comparison(written: str, operator: str) -> None:
    assert formula(f"甲 {written} 乙") == f"Comparison({operator}, 甲, 乙)"
    assert formula(f"甲 {written}3年") == f"Comparison({operator}, 甲, 3年)"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("计数 考核", "Aggregate(计数, -, 考核, -, -, -)"),
        ("计数 近3年 考核", "Aggregate(计数, LastYears(3), 考核, -, -, -)"),
        ("计数 近 3 年 考核", "Aggregate(计数, LastYears(3), 考核, -, -, -)"),
        ("计数 近三年 考核", "Aggregate(计数, LastYears(3), 考核, -, -, -)"),
        ("计数 近３年 考核", "Aggregate(计数, LastYears(3), 考核, -, -, -)"),
        ("计数 任现职级以来 考核", "Aggregate(计数, NamedWindow(任现职级以来), 考核, -, -, -)"),
        ("计数 考核 中（等次 = 优秀）", "Aggregate(计数, -, 考核, Comparison(=, 等次, 优秀), -, -)"),
        ("任一 近5年 处分 中（种类 = 警告）", "Aggregate(任一, LastYears(5), 处分, Comparison(=, 种类, 警告), -, -)"),
        ("每个 考核 中（等次 ≥ 称职）", "Aggregate(每个, -, 考核, Comparison(≥, 等次, 称职), -, -)"),
        ("合计 考核 的 得分", "Aggregate(合计, -, 考核, -, 得分, -)"),
        ("最大 近2年 考核 中（a）的 得分", "Aggregate(最大, LastYears(2), 考核, a, 得分, -)"),
        ("最小 考核 的 得分", "Aggregate(最小, -, 考核, -, 得分, -)"),
        ("最近一次 考核 的 等次", "Aggregate(最近一次, -, 考核, -, 等次, -)"),
        ("连续3次 近5年 考核 中（a）", "Aggregate(连续, LastYears(5), 考核, a, -, 3)"),
        ("连续 2年 考核", "Aggregate(连续, -, 考核, -, -, 2)"),
        ("计数 近3年 考核 中（a）≥ 2次", "Comparison(≥, Aggregate(计数, LastYears(3), 考核, a, -, -), 2次)"),
        ("1年 × 计数 考核", "Arithmetic(×, 1年, Aggregate(计数, -, 考核, -, -, -))"),
    ],
)
def test_something_over_a_list(text: str, tree: str) -> None:
    assert formula(text) == tree


@pytest.mark.parametrize(
    "name",
    [
        *("计数次数", "近三年考核", "近况", "是否在编", "须知次数", "为民年限", "满意度", "任一职务", "非领导职务"),
        *("自评得分", "年限", "年度考核", "半年奖", "一等功", "十年奖章", "百分制得分", "第一学历", "三级警长"),
        *("或有事项", "且行", "不足项", "中层正职年限", "的士", "当事人", "时长", "起点", "决定次数", "定义", "例外数"),
        *(
            "较大",
            "较小",
            "月数",
            "日数",
            "年份",
            "所在月",
            "取整",
            "外",
            "除",
            "位",
            "A级得分",
            "S_1",
            "得分2",
            "与领导关系",
        ),
    ],
)
def test_a_name_is_a_whole_word(name: str) -> None:
    """A keyword inside a name, or a number before it, does not cut the name."""
    assert formula(f"{name} + 1") == f"Arithmetic(+, {name}, 1)"
    assert formula(f"计数 近3年 {name}") == f"Aggregate(计数, LastYears(3), {name}, -, -, -)"


@pytest.mark.parametrize("name", ["是", "计数", "存在", "评定日", "第三条", "近3年", "一", "3年", "a b", "甲·乙", "0"])
def test_a_quoted_name_may_be_anything(name: str) -> None:
    assert formula(f"「{name}」 = 1") == f"Comparison(=, {name}, 1)"
    assert formula(f"｢{name}｣ = 1") == f"Comparison(=, {name}, 1)"


def test_signs_of_names_have_one_form() -> None:
    assert formula("Ａ级 + 得分２ + 「（ａ）」") == "Arithmetic(+, Arithmetic(+, A级, 得分2), （a）)"


def test_a_keyword_can_be_a_name_where_only_a_name_can_stand() -> None:
    assert notation(statement("公布 须：是、计数、定义。")) == "Publish(须, [是, 计数, 定义])"


def test_spans_are_those_of_the_other_file() -> None:
    """A formula inside YAML: places count in the YAML file."""
    text = "derived:\n  甲:\n    formula: 乙 + 年份（丙）\n"
    start = text.index("乙")
    node, findings = parse_formula(SourceFile("words.yaml", text), start, len(text) - 1)
    assert findings == ()
    assert isinstance(node, ast.Arithmetic)
    assert node.span.text == "乙 + 年份（丙）"
    assert node.left.span.text == "乙"
    assert node.right.span.text == "年份（丙）"
    assert node.span.file.position(node.span.start) == (3, 14)


def test_a_formula_that_cannot_be_read() -> None:
    text = "x: 甲 + "
    node, findings = parse_formula(SourceFile("words.yaml", text), 3, len(text))
    assert node is None
    assert [(f.code, f.message.zh) for f in findings] == [("RD101", "没有写完就结束了：还要写条件或者算式")]
    node, findings = parse_formula(SourceFile("words.yaml", text), 3, 3)
    assert node is None
    assert [f.message.en for f in findings] == ["the text ends too early: a condition or formula is still wanted"]


def test_a_formula_is_not_mended() -> None:
    """In YAML a stop or semicolon is not what is missing."""
    text = "甲 乙"
    node, findings = parse_formula(SourceFile("words.yaml", text), 0, len(text))
    assert node is None
    assert [f.place.span.text for f in findings if f.place.span] == ["乙"]
