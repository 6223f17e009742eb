"""Excerpts: the right words underlined, whatever they are written in."""

from __future__ import annotations

from rankdsl.reporters.excerpt import excerpt
from rankdsl.reporters.paper import Paper, width
from rankdsl.source import SourceFile, Span

ZH = Paper("zh")


def of(text: str, words: str) -> Span:
    start = text.index(words)
    return SourceFile("a.rank", text).span(start, start + len(words))


def test_underline_by_display_width() -> None:
    assert excerpt(of("一\n  决定 可晋升 须：x。\n", "可晋升"), ZH, 2) == [
        "   │",
        " 2 │   决定 可晋升 须：x。",
        "   │        ^^^^^^",
    ]


def test_crlf_and_tabs() -> None:
    assert excerpt(of("\t可晋升\r\n", "可晋升"), ZH, 2) == ["   │", " 1 │     可晋升", "   │     ^^^^^^"]


def test_an_empty_span_has_one_mark() -> None:
    assert excerpt(SourceFile("a", "甲。").span(1, 1), ZH, 2)[-1] == "   │   ^"
    assert excerpt(SourceFile("a", "甲。").span(2, 2), ZH, 2)[-1] == "   │     ^"


def test_nothing_written() -> None:
    assert excerpt(SourceFile("a", "").span(0, 0), ZH, 2) == []


def test_several_lines_and_the_rest_counted() -> None:
    text = "\n".join(f"  第{n}行" for n in range(1, 8))
    span = SourceFile("a", text).span(2, len(text))
    assert excerpt(span, ZH, 2) == [
        "   │",
        " 1 │   第1行",
        " 2 │   第2行",
        " 3 │   第3行",
        " 4 │   第4行",
        "   │ （以下还有 3 行）",
    ]
    coloured = excerpt(span, Paper("zh", colours=True), 2, "link")
    assert coloured[1].endswith("  \x1b[36m第1行\x1b[0m")


def test_a_long_line_is_cut_around_the_words() -> None:
    lines = excerpt(of("甲" * 200 + "可晋升" + "乙" * 200, "可晋升"), ZH, 2)
    shown, underline = lines[1], lines[2]
    assert width(shown) < 115
    start = shown.index("可晋升")
    assert width(shown[:start]) == len(underline) - 6
    assert shown.count("…") == 2


def test_plain_signs_move_the_underline_with_them() -> None:
    lines = excerpt(of("年限 ≥ 可晋升", "可晋升"), Paper("en", encoding="ascii"), 2)
    assert lines[1].index("\\u53ef") == lines[2].index("^")
