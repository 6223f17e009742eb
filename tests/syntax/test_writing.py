"""The canonical text: one writing for every construct, the same tree, and itself once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, parse
from rankdsl.syntax.grammar import load_words
from rankdsl.syntax.writing import Chinese, Writer, formatted, same_tree
from rankdsl.syntax.writing.layout import LINE, columns
from tests.checks.running import random_scene
from tests.lengths import generated
from tests.syntax.canonical import EVERYTHING, canonical, fmt
from tests.syntax.notation import HEADER
from tests.syntax.test_properties import DOCUMENTS, PIECES

ROOT = Path(__file__).parent.parent.parent
TOP = "文件《甲县办法》\n    层级：县级。\n    词表：公务员。\n    施行：2020年1月1日。\n\n第一条【甲】\n"


def written(body: str) -> str:
    """The canonical text of what stands in an article, without its indentation."""
    text = canonical(HEADER + body)
    assert text.startswith(TOP)
    return "\n".join(line.removeprefix("    ") for line in text[len(TOP) :].rstrip("\n").split("\n"))


def tree(text: str) -> ast.FileNode:
    parsed = parse(SourceFile("b.rank", text))
    assert [f.message.zh for f in parsed.findings] == []
    return parsed.node


def nodes(node: object) -> Iterator[object]:
    yield node
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif isinstance(node, Struct) and not isinstance(node, Span):
        for part in node.__struct_fields__:
            yield from nodes(getattr(node, part))


# --- one writing for every construct


def test_everything_stays_as_it_is() -> None:
    assert canonical(EVERYTHING) == EVERYTHING


def test_everything_is_in_it() -> None:
    """A new construct belongs into the example, too."""
    met = {type(node) for node in nodes(tree(EVERYTHING))}
    kinds = (*get_args(ast.Statement), *get_args(ast.Expr), *get_args(ast.DefinitionBody), ast.Readings, ast.ItemGroup)
    kinds += (*(ast.ScoreGroup, ast.ScorePart, ast.ShareRule, ast.SlotLine, ast.Move, ast.Key, ast.Transfer),)
    kinds += (
        ast.Step,
        ast.Published,
        ast.Indicator,
        ast.Appeal,
        ast.AddItems,
        ast.ReplaceBody,
        ast.ReplaceGroup,
        ast.DeleteItem,
        ast.ChapterNode,
        ast.RecordYears,
    )
    assert {kind.__name__ for kind in kinds} - {kind.__name__ for kind in met} == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # punctuation, keywords, blanks
        ("定义 甲:1年 .", "定义 甲：1年。"),
        ("定义　甲：１年。", "定义 甲：1年。"),
        ("适用范围：在编，且 境外。", "适用：在编 且 境外。"),
        ("定义 甲：当 在编 时 1年；其他情形：2年；。", "定义 甲：\n    当 在编 时，1年；\n    其他，2年。"),
        ("对下 甲：不得加严、可以自行规定。", "对下 甲：不得加严；可自行规定。"),
        ("公布 甲：乙，丙。", "公布 甲：乙、丙。"),
        ('案例 "甲"：乙 为 1，期望 丙＝是；其余如常。', "案例 “甲”：乙 = 1；期望 丙 = 是；其余 如常。"),
        ("案例 “甲”：其余如常；期望 丙 = 是；乙 = 1。", "案例 “甲”：乙 = 1；期望 丙 = 是；其余 如常。"),
        ("表 甲 按 乙：—=>1；≥3,丁、戊->2。", None),
        (
            "表 甲 按 乙、丙：-，— => 1；≥3,丁、戊->2。",
            "表 甲 按 乙、丙：\n    任意，任意 → 1；\n    ≥ 3，丁、戊 → 2。",
        ),
        ("决定 甲 须具备下列各项：（一）乙；（二）丙；。", "决定 甲 须：\n    （一）乙；\n    （二）丙。"),
        ("决定 甲 须 下列之一：(一)乙。", "决定 甲 须具备下列之一：\n    （一）乙。"),
        ("修改 第2条 甲（二）1 改为 乙。", None),
        ("修改 第2条 甲（二）1. 改为：乙。", "修改 第二条 甲（二）1 改为：乙。"),
        ("例外 《丙》 第3条 当 乙 时 甲（一） 视为符合。", "例外《丙》第三条 当 乙 时，甲（一） 视为具备。"),
        ("决定 甲 即 《丙》 乙。", "决定 甲 即《丙》乙。"),
        # values
        ("定义 甲：百分之六点五。", "定义 甲：6.5%。"),
        ("定义 甲：二〇一五年一月十五日。", "定义 甲：2015年1月15日。"),
        ("定义 甲：2015-01。", "定义 甲：2015年1月。"),
        ("定义 甲：一年半。", "定义 甲：18个月。"),
        ("定义 甲：30个月。", "定义 甲：2年6个月。"),
        ("定义 甲：36个月。", "定义 甲：36个月。"),
        ("定义 甲：0.5年 + 两年。", "定义 甲：半年 + 2年。"),
        ("定义 甲：三天 + 5工作日。", "定义 甲：3日 + 5个工作日。"),
        ("定义 甲：3名。", "定义 甲：3人。"),
        ("定义 甲：3.50万元。", "定义 甲：3.5万元。"),
        ("参数 甲：3；4，自2020年；5，自2021年3月起。", "参数 甲：3；4，自2020年1月1日起；5，自2021年3月1日起。"),
        # comparisons: a sign is written as one sign, a word stays the word that it is
        ("定义 甲：乙 >= 3 且 丙 ＜ 丁 且 丙 <> 1。", "定义 甲：乙 ≥ 3 且 丙 < 丁 且 丙 ≠ 1。"),
        ("定义 甲：乙 不少于3年 且 丙 早于 丁 且 戊 不为 己。", "定义 甲：乙 不少于 3年 且 丙 早于 丁 且 戊 不为 己。"),
        # brackets: those that the tree needs, and around what is denied
        ("定义 甲：((乙))。", "定义 甲：乙。"),
        ("定义 甲：(乙 且 丙) 或 丁。", "定义 甲：乙 且 丙，或 丁。"),
        ("定义 甲：乙 或 丙 或 丁。", "定义 甲：乙 或 丙 或 丁。"),
        ("定义 甲：乙 且 （丙 或 丁）。", "定义 甲：乙 且 （丙 或 丁）。"),
        ("定义 甲：乙 且 （丙 且 丁）。", "定义 甲：乙 且 （丙 且 丁）。"),
        ("定义 甲：非 乙 = 丙 且 非 丁。", "定义 甲：非 （乙 = 丙） 且 非 丁。"),
        ("定义 甲：乙 - (丙 - 丁) - 1。", "定义 甲：乙 − （丙 − 丁） − 1。"),
        ("定义 甲：(乙 × 丙) ÷ 丁 + 1。", "定义 甲：乙 × 丙 ÷ 丁 + 1。"),
        ("定义 甲：-(乙 + 1) × -2。", "定义 甲：−（乙 + 1） × −2。"),
        ("定义 甲：(乙 = 丙) = 是。", "定义 甲：（乙 = 丙） = 是。"),
        # names
        ("定义 「甲」：「当」 + 「 」 + 「近3年」。", "定义 甲：「当」 + 「 」 + 「近3年」。"),
        ("出处：「甲」、“乙 丙”“第 1 页”。", "出处：甲、“乙 丙”“第 1 页”。"),
        # quotations
        ('要旨："他说“是”"。', '要旨："他说“是”"。'),
        ("要旨：“, ; : ( ) １２”。", "要旨：“, ; : ( ) １２”。"),
    ],
)
def test_one_writing(body: str, expected: str | None) -> None:
    if expected is None:
        assert fmt(HEADER + body).text is None
    else:
        assert written(body) == expected
        assert written(expected) == expected


def test_what_does_not_fit_is_broken() -> None:
    fact = "很长很长很长很长的事实名称"
    facts = [f"{fact}{n}" for n in range(9)]
    long = " 且 ".join(facts[:6])
    assert written(f"定义 甲：{long}。").split("\n") == [
        "定义 甲：",
        f"    {facts[0]}",
        *(f"    且 {name}" for name in facts[1:5]),
        f"    且 {facts[5]}。",
    ]
    shorter = " 且 ".join((*facts[:3], "境外工作的人员"))
    assert written(f"定义 甲：{shorter}。").split("\n") == ["定义 甲：", f"    {shorter}。"]
    assert written(f"公布 甲：{'、'.join(facts)}。").split("\n") == [
        f"公布 甲：{'、'.join(facts[:3])}、",
        f"    {'、'.join(facts[3:6])}、",
        f"    {'、'.join(facts[6:])}。",
    ]
    either = f"决定 甲 须：（一）{facts[0]} 且 （{' 或 '.join(facts[1:6])}）；（二）乙。"
    assert written(either).split("\n") == [
        "决定 甲 须：",
        f"    （一）{facts[0]}",
        f"          且 （{facts[1]}",
        *(f"               或 {name}" for name in facts[2:5]),
        f"               或 {facts[5]}）；",
        "    （二）乙。",
    ]


def test_headers_chapters_and_blank_lines() -> None:
    text = (
        "文件《甲》 施行：2020.1.1。层级：县级。第1编\n第1章 【总则】 第１条\n定义 甲：1。\n\n\n第2节\n第十条【乙】\n"
    )
    assert canonical(text) == (
        "文件《甲》\n    层级：县级。\n    施行：2020年1月1日。\n\n第一编\n\n第一章【总则】\n\n"
        "第一条\n    定义 甲：1。\n\n第二节\n\n第十条【乙】\n"
    )


def test_line_ends_and_marks_from_windows() -> None:
    text = EVERYTHING.replace("\n", "\r\n")
    assert canonical(text) == EVERYTHING
    assert canonical(HEADER + "要旨：“甲\r\n乙”。") == f"{TOP}    要旨：“甲\n乙”。\n"


def test_formulas_as_deep_as_they_may_be() -> None:
    brackets, signs, filters = "甲", "1", "甲"
    for n in range(190):
        brackets = f"乙 {'且' if n % 2 else '或'} （{brackets}）"
        filters = f"任一 近3年 年度考核 中（{filters}）"
    for n in range(95):
        signs = f"较大（{signs} + 1，2）" if n % 2 else f"2 × （{signs}）"
    for formula in (brackets, signs, filters):
        check(f"{TOP}    定义 甲：{formula}。\n")


@pytest.mark.parametrize("body", ["定义 甲：1", "定义 甲：1；2。", "当", "层级：市级。", "施行：2020年。"])
def test_what_cannot_be_read_is_left_alone(body: str) -> None:
    found = fmt(HEADER + body)
    assert found.text is None
    assert found.findings


# --- the same tree, and itself once more


def check(text: str) -> None:
    first = canonical(text)
    assert same_tree(tree(first), tree(text))
    assert canonical(first) == first


def check_width(text: str) -> None:
    for line in canonical(text).splitlines():
        assert columns(line) <= LINE or re.search("[“《「#]", line), line


def test_documents_that_people_wrote() -> None:
    for text in DOCUMENTS:
        check(text)
        check_width(text)


def test_policies_are_canonical() -> None:
    for path in sorted((ROOT / "policies").rglob("*.rank")):
        text = path.read_text(encoding="utf-8")
        assert canonical(text) == text, path.name


def test_documents_at_random() -> None:
    for seed in range(generated(8, 400)):
        check(random_scene(seed).text())


def expressions() -> st.SearchStrategy[ast.Expr]:
    """Formulas of any shape, whether they make sense or not."""
    span = SourceFile("c.rank", "").span(0, 0)
    words = tuple(word for spellings in load_words().spellings.values() for word in spellings)
    texts = st.sampled_from(("现职级", "甲", "甲_1", "2020年度", "a b", "半年", "二级", "第三条甲", "读法甲", *words))
    names = texts.map(lambda text: ast.Ident(text, span))
    values = st.builds(Fraction, st.integers(0, 5000), st.sampled_from((1, 1, 2, 8, 100)))
    leaves = st.one_of(
        st.builds(ast.Name, names),
        st.builds(ast.Number, values, st.just(span)),
        st.builds(ast.Quantity, values, st.sampled_from(ast.WrittenUnit), st.just(span)),
        st.builds(ast.DayLiteral, st.dates(date(1, 1, 1)), st.just(span)),
        st.builds(ast.MonthLiteral, st.integers(12, 119_999), st.just(span)),
        st.builds(ast.TruthLiteral, st.booleans(), st.just(span)),
        st.just(ast.AsOfDay(span)),
        st.builds(ast.Judged, names, st.just(span)),
    )

    def larger(parts: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
        several = st.lists(parts, min_size=2, max_size=4).map(tuple)
        spellings = {op: ("", *load_words().spellings[op.name]) for op in ast.CompareOp}
        windows = st.one_of(
            st.none(),
            st.builds(ast.LastYears, st.integers(1, 100), st.just(span)),
            st.builds(ast.NamedWindow, names),
        )
        at_hand = st.just(span)
        return st.one_of(
            st.builds(ast.Logic, st.sampled_from(ast.LogicOp), several, at_hand),
            st.builds(ast.Not, parts, at_hand),
            st.builds(ast.Negative, parts, at_hand),
            st.builds(ast.Arithmetic, st.sampled_from(ast.BinaryOp), parts, parts, at_hand),
            st.sampled_from(ast.CompareOp).flatmap(
                lambda op: st.builds(ast.Comparison, st.just(op), parts, parts, at_hand, st.sampled_from(spellings[op]))
            ),
            st.builds(ast.Membership, parts, several, st.booleans(), at_hand),
            st.builds(ast.AtLeastFull, parts, parts, at_hand),
            st.builds(lambda a, b: ast.Call(ast.Function.LARGER, (a, b), span), parts, parts),
            st.builds(lambda a: ast.Call(ast.Function.YEAR, (a,), span), parts),
            st.builds(ast.Rounding, parts, st.sampled_from(ast.RoundingMode), st.integers(0, 9), at_hand),
            st.builds(
                lambda window, name, where: ast.Aggregate(
                    ast.AggregateKind.COUNT, window, name, where, None, None, span
                ),
                windows,
                names,
                st.one_of(st.none(), parts),
            ),
            st.builds(
                lambda window, name, where, times: ast.Aggregate(
                    ast.AggregateKind.RUN, window, name, where, None, times, span
                ),
                windows,
                names,
                st.one_of(st.none(), parts),
                st.integers(1, 100),
            ),
            st.builds(
                lambda window, name, where, field: ast.Aggregate(
                    ast.AggregateKind.SUM, window, name, where, field, None, span
                ),
                windows,
                names,
                st.one_of(st.none(), parts),
                names,
            ),
        )

    return st.recursive(leaves, larger, max_leaves=12)


@settings(max_examples=generated(80, 5000))
@given(expressions())
def test_any_formula(formula: ast.Expr) -> None:
    writer = Writer(Chinese())
    writer.statement(ast.ScopeIs(formula, formula.span))
    text = HEADER + "\n".join(writer.lines)
    (document,) = tree(text).documents
    (statement,) = document.articles[0].statements
    assert isinstance(statement, ast.ScopeIs)
    assert same_tree(statement.formula, formula), text
    assert canonical(text)[len(TOP) :] == "\n".join(writer.lines) + "\n"


@settings(max_examples=generated(60, 3000))
@given(st.sampled_from((HEADER, EVERYTHING)), st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_formatted_or_left_alone(before: str, text: str) -> None:
    found = formatted(SourceFile("a.rank", before + text))
    assert (found.text is None) == bool(found.findings)
    if found.text is not None:
        assert canonical(found.text) == found.text
