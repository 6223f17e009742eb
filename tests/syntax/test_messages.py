"""What a writer is told: the cause where it is sure, else what could stand there; never a word of the parser."""

from __future__ import annotations

import re

import pytest

from rankdsl.syntax import expecting
from rankdsl.syntax.automaton import Automaton
from rankdsl.syntax.grammar import load_tables, load_words
from tests.syntax.notation import HEADER, messages, read, wrong


@pytest.mark.parametrize(
    ("body", "message"),
    [
        # beginnings
        ("定意 甲：1。", "“定意”不是一条规定的开头，是否应为“定义”"),
        ("必须定义 甲：1。", "“必须定义”不是一条规定的开头，是否应为“定义”"),
        ("定义应任年限：3年。", "“定义应任年限”连成了一个词，其中的“定义”没有分开"),
        ("公示 甲：乙。", "这里不能写“公示”，要写“公布”"),
        ("修订《甲》第一条 乙 删去。", "这里不能写“修订”，要写“修改”"),
        ("忽然一段话。", "“忽然一段话”不是一条规定的开头"),
        ("（三）甲。", "“（三）”不属于任何一条规定"),
        ("当 甲 时，1。", "“当”不属于任何一条规定"),
        ("定 甲：1。", "“定”不是一条规定的开头，是否应为“定义”"),
        ("定 甲 须：乙。", "“定”不是一条规定的开头，是否应为“决定”"),
        ("待判断群众公认。", "“待判断”之后缺少“：”"),
        ("适用在编。", "“适用”之后缺少“：”"),
        ("应任年限：3年。", "“应任年限”前面缺少开头的词：“定义”或者“参数”"),
        ("RD301：“没有公布”。", "“RD301”前面缺少开头的词：“预期”"),
        ("可晋升 须：在编。", "“可晋升”前面缺少开头的词：“决定”"),
        ("年限 按 级：甲 → 1。", "“年限”前面缺少开头的词：“表”"),
        # marks
        ("要旨：“不完。", "引号 “ 没有对应的 ”"),
        ("要旨：不完”。", "说明文字要放在双引号“”里，这里没有写对"),
        ("要旨：”倒了“。", "说明文字要放在双引号“”里，这里没有写对"),
        ("例外《甲 第一条 当 乙 时，丙 为 1。", "书名号 《 没有对应的 》"),
        ("定义 「甲：1。", "直角引号 「 没有对应的 」"),
        ("定义 甲：1）。", "圆括号 ） 前面没有对应的 （"),
        ("定义 甲：乙}。", "花括号 } 前面没有对应的 {"),
        # words
        ("决定 甲 应当：乙。", "这里不能写“应当”，要写“须”"),
        ("例外 第一条 如果 甲 时，乙 为 1。", "这里不能写“如果”，要写“当”"),
        ("定义 甲：当 乙 时，1；否则，2。", "这里不能写“否则”，要写“其他”"),
        ("定义 甲：乙 并且 丙。", "这里不能写“并且”，要写“且”"),
        ("公布 甲：乙 和 丙。", "这里不能写“和”，要写“、”"),
        ("对下 甲：不得放松。", "“不得放松”在这里读不通，是否应为“不得放宽”"),
        ("例外 第一条 当 边远地区时，甲 为 1。", "“边远地区时”连成了一个词，其中的“时”没有分开"),
        ("例外 第一条 当 边远 时，甲为8年。", "“甲为8年”连成了一个词，其中的“为”没有分开"),
        ("例外 第一条 当 边远 时，甲 为乙。", "“为乙”连成了一个词，其中的“为”没有分开"),
        ("断言：存在 = 是。", "“存在”是规定用词，在这里当作用词来读，后面的“=”接不上"),
        ("定义 甲：超过 3。", "“超过”写在这里只能读作名称，后面的“3”接不上"),
        ("决定 甲 须：任职 3年以上。", "“3年以上”要写成比较；公文里的“以上”“以下”“以内”都包括本数"),
        ("决定 甲 须：任职 ≥ 3年以上。", "“3年以上”要写成比较；公文里的“以上”“以下”“以内”都包括本数"),
        ("决定 甲 须：得分 60 以下。", "“60以下”要写成比较；公文里的“以上”“以下”“以内”都包括本数"),
        # one statement runs into the next
        ("定义 甲：3年 ＋\n决定 乙 须：在编。", "“＋”之后没有写完，就开始了“决定”：还要写条件或者算式"),
        (
            "决定 甲 须：（一）\n第二条【乙】",
            "“（一）”之后没有写完，就开始了“第二条”：还要写条件或者算式、“下列之一”或者“下列各项”",
        ),
        ("案例 “甲”：乙 = {2014：丙；\n期望 丁 = 是。", "花括号 { 没有对应的 }"),
        # what could stand there
        ("定义：3年。", "这里要写名称，写的是“：”"),
        ("定义 1甲：3年。", "这里要写名称，写的是“1”"),
        ("定义 甲 = 3年。", "名称“甲”之后要用“：”，这里写的是“=”"),
        ("定义 甲：3年；", "一条规定的末尾要用“。”，这里写的是“；”"),
        ("定义 甲：乙 ≥ 。", "“。”在这里读不通：要写条件或者算式"),
        ("定义 甲：！", "“！”在这里读不通：要写条件或者算式、“当”或者“其他”"),
        ("断言：甲 随 乙 增加。", "“增加”在这里读不通：要写“不减”或者“不增”"),
        ("决定 甲 须：（一）下列之一：乙。", "“乙”在这里读不通：要写1. 这样的编号"),
        ("定义 甲：1 ≥ 2 ≥ 3。", "“≥”在这里读不通：要写“。”或者“+”“且”这样的连接"),
        ("定义 甲", "没有写完就结束了：还要写“：”"),
        ("定义 甲：（3年", "圆括号 （ 没有对应的 ）"),
        ("案例 “甲”：", "没有写完就结束了：还要写“期望”、“其余”、“其余如常”、“评定日”或者名称"),
    ],
)
def test_a_message(body: str, message: str) -> None:
    assert wrong(body)[0] == message


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("定意 甲：1。", "定义 甲：1。"),
        ("决定 甲 应当：乙。", "决定 甲 须：乙。"),
        ("断言：存在 = 是。", "断言：「存在」 = 是。"),
        ("例外 第一条 当 边远地区时，甲 为 1。", "例外 第一条 当 边远地区 时，甲 为 1。"),
        ("例外 第一条 当 边远 时，甲为8年。", "例外 第一条 当 边远 时，甲 为 8年。"),
        ("定义应任年限：3年。", "定义 应任年限：3年。"),
        ("适用在编。", "适用：在编。"),
        ("定 可晋升 须：在编。", "决定 可晋升 须：在编。"),
        ("可晋升 须：在编。", "决定 可晋升 须：在编。"),
        ("第二条 总则\n", "第二条【总则】\n"),
    ],
)
def test_an_edit_mends_it(body: str, mended: str) -> None:
    text = HEADER + body
    (finding,) = read(text).findings
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    after = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert after.replace(" 【", "【") == HEADER + mended
    assert messages(after) == []


def test_the_help_shows_how_such_a_statement_is_written() -> None:
    (finding,) = read(HEADER + "断言：甲 随 乙 增加。").findings
    assert finding.help is not None
    assert finding.help.zh == "写法如：断言：可晋升 随 年度考核 不减。"
    assert finding.help.en == "for example: 断言：可晋升 随 年度考核 不减。"


def test_examples_are_sound() -> None:
    """What a message shows can be written."""
    from rankdsl.syntax.examples import _BRANCHES, _ENTITLED, _EXAMPLES, _FORMULA

    for opener, written in _EXAMPLES.items():
        document = written if opener == "DOCUMENT" else f"文件《甲》\n{written}\n"
        assert messages(document) == [], written
    assert messages(HEADER + _BRANCHES + _ENTITLED) == []
    assert messages(f"{HEADER}定义 甲：{_FORMULA}。") == []


def test_every_place_can_be_described() -> None:
    """No state of the automaton lists a name of the parser, in either language."""
    automaton = Automaton(load_tables())
    words = load_words()
    for state in range(len(automaton.rows)):
        terminals = frozenset(automaton.rows[state]) & automaton.terminals
        for terminal in terminals - {"$END"}:
            described = expecting.expected(frozenset((terminal,)), words)
            assert not re.search("[A-Z_]{3,}", described.en), terminal
        if terminals - {"$END"}:
            described = expecting.expected(terminals, words)
            assert not re.search("[A-Z_]{3,}", described.zh + described.en)
            assert "其他写法" not in described.en


def test_both_languages_say_something() -> None:
    text = HEADER + "定意 甲：1。\n决定 乙 应当：丙。\n定义 丁 = 1。\n要旨：“不完。\n定义 戊：3年以上。\n定义 己：1"
    for finding in read(text).findings:
        assert finding.message.en[0].islower() or not finding.message.en[0].isascii()
        assert not finding.message.en.endswith(".")
        assert finding.help is not None
        assert finding.help.zh
        assert finding.help.en
        for sentence in (finding.message.zh, finding.message.en, finding.help.zh, finding.help.en):
            assert not re.search(r"\b[A-Z][A-Z_]{2,}\b", sentence)
