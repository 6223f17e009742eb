"""Comments: every one is kept, at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.source import SourceFile
from rankdsl.syntax import parse
from rankdsl.syntax.lexicons import lexicon
from rankdsl.syntax.lexing import normal
from rankdsl.syntax.writing import comments_of
from tests.lengths import generated
from tests.syntax.canonical import EVERYTHING, canonical
from tests.syntax.notation import HEADER

POLICIES = Path(__file__).parents[2] / "policies"


def comments(text: str) -> list[str]:
    return [comment.text for comment in comments_of(SourceFile("a.rank", text), "zh")]


def indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def one_at_a_time(lines: list[str]) -> Iterator[list[str]]:
    for number, line in enumerate(lines):
        if line:
            yield [*lines[:number], f"{line}  # 注释", *lines[number + 1 :]]
            yield [*lines[:number], f"{indentation(line)}// 注释", *lines[number:]]


def all_at_once(lines: list[str]) -> Iterator[list[str]]:
    yield [f"{line}  // {number}" if line and "#" not in line else line for number, line in enumerate(lines)]
    yield [
        part
        for number, line in enumerate(lines)
        for part in ((f"{indentation(line)}# {number}", line) if line else (line,))
    ]


def test_at_the_end_of_every_line_and_between_any_two() -> None:
    """In a canonical text, a comment on any line and above any line stays where it is, and nothing else moves."""
    lines = [line for line in EVERYTHING.splitlines() if not line.startswith("#")][1:]
    for changed in one_at_a_time(lines):
        text = "\n".join(changed) + "\n"
        assert canonical(text) == text


@pytest.mark.parametrize("path", sorted(POLICIES.rglob("*.rank")), ids=lambda path: path.stem)
def test_on_every_line_of_a_policy(path: Path) -> None:
    for changed in all_at_once(path.read_text(encoding="utf-8").splitlines()):
        text = "\n".join(changed) + "\n"
        assert canonical(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # between articles: with what follows, unless a blank line parts it from that alone
        ("定义 甲：1。\n\n# 二\n第二条\n", "    定义 甲：1。\n\n# 二\n第二条\n"),
        ("定义 甲：1。\n# 一\n\n第二条\n", "    定义 甲：1。\n    # 一\n\n第二条\n"),
        ("定义 甲：1。\n\n# 二\n\n\n第二条\n", "    定义 甲：1。\n\n# 二\n\n第二条\n"),
        ("定义 甲：1。\n# 一\n# 二\n第二条\n", "    定义 甲：1。\n\n# 一\n# 二\n第二条\n"),
        # at the end
        ("定义 甲：1。\n\n\n# 完", "    定义 甲：1。\n\n    # 完\n"),
        ("定义 甲：1。# 完", "    定义 甲：1。  # 完\n"),
        # blank lines around it are kept, one of each
        (
            "定义 甲：1。\n\n\n# 一\n\n# 二\n\n定义 乙：1。\n",
            "    定义 甲：1。\n\n    # 一\n\n    # 二\n\n    定义 乙：1。\n",
        ),
        # in the middle of a formula
        ("定义 甲：乙 # 一\n且 丙 // 二\n。", "    定义 甲：\n        乙  # 一\n        且 丙。  // 二\n"),
        ("定义 甲：乙 且\n# 为什么\n丙。", "    定义 甲：\n        乙\n        # 为什么\n        且 丙。\n"),
        ("公布 甲：乙、 # 一\n丙。", "    公布 甲：乙、  # 一\n        丙。\n"),
        # after what opens a list
        ("决定 甲 须： # 一\n（一）乙； # 二\n（二）丙。 # 三", None),
        ("定义 甲：\n当 乙 时， # 一\n1；\n# 二\n其他，2。", None),
        # before what is no node of the tree
        (
            "案例 “甲”：乙 = 1；期望 丙 = 是；\n# 一\n其余 如常。",
            "    案例 “甲”：乙 = 1；\n        期望 丙 = 是；\n        # 一\n        其余 如常。\n",
        ),
        # what looks like a comment
        ("要旨：“# 不是 // 注释”。 # 是", "    要旨：“# 不是 // 注释”。  # 是\n"),
        ("定义 甲：1。 #", "    定义 甲：1。  #\n"),
    ],
)
def test_places(text: str, expected: str | None) -> None:
    found = canonical(HEADER + text)
    if expected is not None:
        assert found.partition("第一条【甲】\n")[2] == expected
    assert comments(found) == comments(HEADER + text)
    assert canonical(found) == found


def test_comments_of_the_header_go_with_its_fields() -> None:
    text = "文件《甲》 # 一\n# 二\n施行：2020年1月1日。 # 三\n# 四\n层级：县级。 # 五\n"
    assert canonical(text) == (
        "文件《甲》  # 一\n    # 四\n    层级：县级。  # 五\n    # 二\n    施行：2020年1月1日。  # 三\n"
    )


@settings(max_examples=generated(40, 3000))
@given(st.data())
def test_between_any_two_words(data: st.DataObject) -> None:
    """Wherever a comment may stand, it is kept, and the text that comes out stays as it is."""
    starts = lexicon().lexemes(normal(EVERYTHING), 0).starts
    chosen = sorted(data.draw(st.lists(st.sampled_from(starts), max_size=8, unique=True)))
    text, position = "", 0
    for number, start in enumerate(chosen):
        mark = data.draw(st.sampled_from((" # {}\n", "\n# {}\n", "\n\n// {}\n\n")))
        text += EVERYTHING[position:start] + mark.format(number)
        position = start
    text += EVERYTHING[position:]
    if parse(SourceFile("a.rank", text)).findings:  # a line break may be what makes a mistake of a text
        return
    found = canonical(text)
    assert sorted(comments(found)) == sorted(comments(text))
    assert canonical(found) == found
