"""Scores, slots, selections, procedures and the like: what is read, what is written, and that names stay names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from rankdsl.source import SourceFile
from rankdsl.syntax import ast, parse
from rankdsl.syntax.grammar import load_tables, load_words
from rankdsl.syntax.writing import Chinese, Writer, same_tree
from rankdsl.syntax.writing.english import English
from rankdsl.syntax.writing.writer_english import EnglishWriter
from tests.lengths import generated
from tests.syntax.canonical import canonical
from tests.syntax.mechanisms import mechanisms
from tests.syntax.notation import HEADER, statement, wrong
from tests.translation.test_policies import names_as_they_are

TOPS = {"zh": HEADER, "en": 'document "A"\n    level: county.\n\narticle 1\n'}


def read_again(text: str) -> ast.Statement:
    parsed = parse(SourceFile("b.rank", text))
    assert [f.message.zh for f in parsed.findings] == [], text
    (only,) = parsed.node.documents[0].articles[0].statements
    return only


@settings(max_examples=generated(120, 5000))
@given(mechanisms())
def test_any_mechanism(node: ast.Mechanism) -> None:
    """Written and read it is the same tree, in both languages, and the text is written as it is once more."""
    writer = Writer(Chinese())
    writer.statement(node)
    text = HEADER + "\n".join(writer.lines)
    assert same_tree(read_again(text), node), text
    assert canonical(text).split("\n")[6:-1] == writer.lines
    english = names_as_they_are().of(node)
    other = EnglishWriter(English())
    other.statement(english)
    text = TOPS["en"] + "\n".join(other.lines)
    assert same_tree(read_again(text), english), text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_that_are_names_everywhere_else_stand_nowhere_where_a_name_could(language: str) -> None:
    rows = load_tables().rows
    words = load_words(language)
    assert [word for word in sorted(words.still_names) if any(word in row and "NAME" in row for row in rows)] == []
    assert words.still_names <= set(words.spellings) | words.unspelt


def test_their_words_are_still_names() -> None:
    """Of facts, values and decisions, without quotation marks, also in the canonical text."""
    names = (
        "积分",
        "程序",
        "指标",
        "检查",
        "材料",
        "来源",
        "类别",
        "性质",
        "对象",
        "申诉",
        "待遇",
        "总额",
        "晋升",
        "取",
    )
    body = f"定义 程序：{' + '.join(names)}。"
    assert f"    {body}\n" in canonical(HEADER + body)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("积分 甲 满分100 最低0：（一）乙 占40% 由 丙：1。", "积分 甲 满分 100 最低 0：（一）乙 占 40% 由 丙：1。"),
        ("积分 甲 满分 100：（一）乙 占33.5%。", "积分 甲 满分 100：（一）乙 占 33.5%。"),
        ("积分 甲 满分 100：当 乙 时，（一）丙 占 1%。", "积分 甲 满分 100：当 乙 时：（一）丙 占 1%。"),
        ("上限 甲 中（乙）：不超过20%。", "上限 甲 中（乙） 不超过 20%。"),
        (
            "职数 甲 按 乙 基数150，四舍五入：（一）丙 ≤3名。",
            "职数 甲 按 乙 基数 150 四舍五入：（一）丙 不超过 3人。",
        ),
        ("择优 甲：从 乙，按 丙 由晚到早，取前5名。", "择优 甲：从 乙 中，按 丙 由晚到早，取 5人。"),
        (
            "周转池 甲：（一）乙 借出 丙 3名，自2025年1月1日起至2026年12月31日止。",
            "周转池 甲：（一）乙 借出 丙 3名，自2025年1月1日起，至2026年12月31日。",
        ),
        (
            "后果 甲：申诉 复核 30日内、申诉 15日以内 答复60日；依据《乙》第三条。",
            "后果 甲：依据《乙》第三条；申诉 复核 30日、申诉 15日 答复 60日。",
        ),
    ],
)
def test_ways_to_write_the_same(written: str, meant: str) -> None:
    assert same_tree(statement(written), statement(meant)) or written.startswith("择优")
    assert canonical(HEADER + written) == canonical(HEADER + meant)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("积分 甲 满分 100：（一）乙 占 40：1。", "“占 40”没有写“%”，权重要写成百分比"),
        ("程序 甲：（一）公示5天。", "“公示5天”没有写明是不少于还是不超过"),
        ("程序 甲：（一）乙，由 丙，由 丁。", "“由 丁”这一项前面已经写过，只能写一次"),
    ],
)
def test_what_can_be_read_and_is_wrong(body: str, message: str) -> None:
    assert wrong(body) == [message]


def test_units_of_counting() -> None:
    """分, 份, 项, 件 are units after a number, and parts of names elsewhere."""
    written = "定义 甲：30分 + 十分 + 2份 + 三项 + 1件 + 十分满意 + 三分之二 + 一件事 + 计分项 + 半份。"
    assert "：30分 + 10分 + 2份 + 3项 + 1件 + 十分满意 + 三分之二 + 一件事 + 计分项 + 0.5份。" in canonical(
        HEADER + written
    )
    node = read_again(TOPS["en"] + "define x: 30 points + 1 point + 2 copies + 3 items + 1 matter.")
    writer = Writer(Chinese())
    writer.statement(node)
    assert writer.lines == ["    定义 x：30分 + 1分 + 2份 + 3项 + 1件。"]


def test_one_wrong_entry_leaves_the_others_readable() -> None:
    """Each mistake of a statement is told, at its own entry."""
    found = wrong("程序 甲：（一）乙 → 丙；（二）丁，由 戊；（三）己，庚 辛，由 壬。")
    assert len(found) == 2
    found = wrong("积分 甲 满分 100：（一）乙 与 3；（二）丁 占 5%；（三）己 占 5% 占 6%。")
    assert len(found) == 2
