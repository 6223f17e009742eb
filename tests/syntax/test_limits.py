"""Texts that are too deep, too long or too wrong are findings, and what reads a tree never runs out of stack."""

from __future__ import annotations

import pytest

from rankdsl.source import SourceFile
from rankdsl.syntax import parse_formula
from rankdsl.syntax.pages import DEEPEST, LONGEST_NUMBER, MOST_FINDINGS
from tests.syntax.notation import HEADER, notation, read

DEEP = {
    "brackets": lambda n: "（" * n + "甲" + "）" * n,
    "not": lambda n: "非 " * n + "甲",
    "minus": lambda n: "-" * n + "甲",
    "calls": lambda n: "较大（1，" * n + "甲" + "）" * n,
    "rounding": lambda n: "取整（" * n + "甲" + "，向上）" * n,
    "filters": lambda n: "计数 乙 中（" * n + "甲" + "）" * n,
    "left chain": lambda n: "甲" + " + 甲" * n,
    "product": lambda n: "甲" + " × 甲" * n,
}


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("levels", [DEEPEST + 1, 5000])
def test_too_deep_is_a_finding(kind: str, levels: int) -> None:
    parsed = read(f"{HEADER}定义 丙：{DEEP[kind](levels)}。\n定义 丁：1。\n")
    assert [(f.code, f.message.zh) for f in parsed.findings] == [("RD102", f"式子的层次超过 {DEEPEST} 层")]
    assert parsed.findings[0].place.citation == "《甲县办法》第一条"
    assert [notation(s) for s in parsed.node.documents[0].articles[0].statements] == ["Define(丁, PlainBody(1))"]
    assert parsed.unread == {"丙"}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_but_readable(kind: str) -> None:
    """Whatever passes can be compared and shown, which recurses."""
    text = f"{HEADER}定义 丙：{DEEP[kind](DEEPEST - 2)}。\n"
    parsed, again = read(text), read(text)
    assert parsed.findings == ()
    assert notation(parsed.node) == notation(again.node)
    assert len(repr(parsed.node)) == len(repr(again.node))


def test_levels_of_different_kinds_add_up() -> None:
    """Brackets are few, but each holds an 或, an 且, a comparison and a sum."""
    text = "甲"
    for _ in range(60):
        text = f"乙 或 丙 且 丁 = 1 + （{text}）"
    node, findings = parse_formula(SourceFile("f", text), 0, len(text))
    assert node is None
    assert [f.code for f in findings] == ["RD102"]


def test_a_long_flat_formula_is_not_deep() -> None:
    parsed = read(f"{HEADER}定义 丙：{' 且 '.join(['甲 ≥ 1'] * 3000)}。\n公布 丙：{'、'.join(['甲'] * 3000)}。\n")
    assert parsed.findings == ()
    assert len(parsed.node.documents[0].articles[0].statements) == 2


@pytest.mark.parametrize("digit", ["1", "一"])
def test_a_number_that_is_too_long(digit: str) -> None:
    parsed = read(f"{HEADER}定义 丙：{digit * (LONGEST_NUMBER + 1)}元。\n")
    if digit == "1":
        assert [(f.code, f.message.en) for f in parsed.findings] == [
            ("RD102", f"“1111111111111111111…” is too long: a number has at most {LONGEST_NUMBER} characters")
        ]
    else:  # so long a word of numerals is a name
        assert parsed.findings == ()


def test_only_so_many_findings_are_listed() -> None:
    parsed = read(HEADER + "？。\n" * 500)
    assert len(parsed.findings) == MOST_FINDINGS + 1
    last = parsed.findings[-1]
    assert (last.code, last.severity.value) == ("RD102", "note")
    assert last.message.zh == "这个文件至少还有 300 处错误没有列出（每个文件最多列出 200 处）"


@pytest.mark.parametrize(
    "text",
    [
        *("（" * 20_000, "非 " * 20_000, "“" * 20_000, "《" * 20_000, "「" * 20_000, "{" * 20_000, "。" * 20_000),
        *("甲\n" * 20_000, "定义\n" * 20_000, "定义 甲：\n" * 5_000, "定义 甲：1\n" * 5_000, "第一条 题\n" * 5_000),
        *("决定 甲 须：\n" + "（一）乙\n" * 5_000, "定义 甲：；" + "；" * 20_000, "文件《甲\n" * 5_000, "\n" * 50_000),
        *(
            "定义 甲：" + "1" * 50_000,
            "定义 甲：" + "近3年" * 5_000,
            "案例 “甲”：乙 = {" + "2014：丙、" * 5_000,
            "\0" * 5_000,
        ),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_wild_texts_come_to_an_end(text: str) -> None:
    parsed = read(HEADER + text)
    assert len(parsed.findings) <= MOST_FINDINGS + 1
    assert len(parsed.node.documents) >= 1
