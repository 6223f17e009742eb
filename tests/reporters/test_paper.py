"""What a text is printed on: widths, characters that cannot be shown, colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from wcwidth import wcwidth

from rankdsl.diagnostics import Severity, Text
from rankdsl.reporters.paper import Paper, pad, width


def test_widths_agree_with_wcwidth_on_everything_that_documents_contain() -> None:
    policies = Path(__file__).parents[2] / "policies"
    written = "".join(p.read_text(encoding="utf-8") for p in sorted(policies.rglob("*.*")) if p.is_file())
    signs = set(written) | set("│╰─→…≥≤≠×÷−–—“”‘’·　，。；：、（）《》【】「」％！？〔〕e\u0301\u200b")
    unlike = {c: (width(c), wcwidth(c)) for c in signs if c.isprintable() and width(c) != wcwidth(c)}
    assert unlike == {}
    assert width("科员 a") == 6
    assert pad("科", 4) == "科  "


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain", "plain"),
        ("科员\t级", "科员    级"),
        ("a\nb\r\nc", "a b  c"),
        ("red\x1b[31m", "red [31m"),
        ("a\u202eb\u200bc", "abc"),
        ("\ud800", "\\ud800"),
        ("全　角", "全　角"),
    ],
)
def test_a_document_can_neither_move_the_cursor_nor_disguise_itself(words: str, shown: str) -> None:
    assert Paper("zh").fit(words) == shown


def test_characters_that_the_output_lacks() -> None:
    ascii_only = Paper("zh", encoding="ascii")
    assert ascii_only.fit("≥ 12年 → “x”…") == '>= 12\\u5e74 -> "x"...'
    assert ascii_only.bar == "|"
    gbk = Paper("zh", encoding="gbk")
    assert gbk.fit("科员 ≥ 12年") == "科员 ≥ 12年"
    assert gbk.fit("−1 👍") == "-1 \\U0001f44d"
    assert Paper("zh", encoding="no-such-encoding").fit("科") == "\\u79d1"
    for paper in (ascii_only, gbk):
        assert paper.fit("职级 − ≥ 👍").encode(paper.encoding)


def test_lines_keep_their_ends() -> None:
    assert Paper("en", encoding="ascii").lines("a\n “b”\n") == 'a\n "b"'


def test_colours_only_where_wanted() -> None:
    assert Paper("zh").severity(Severity.ERROR) == "错误"
    assert Paper("en", colours=True).severity(Severity.ERROR) == "\x1b[1;31merror\x1b[0m"
    assert Paper("zh").say(Text("中", "en")) == "中"


def test_tables_align_by_display_width() -> None:
    rows = [("", "甲", "乙"), ("中层正职年限", "2年11个月", "3年"), ("a", "b")]
    assert Paper("zh").table(rows) == [
        "                  甲         乙",
        "    中层正职年限  2年11个月  3年",
        "    a             b",
    ]
    assert Paper("zh").table([]) == []
