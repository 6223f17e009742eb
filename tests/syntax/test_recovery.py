"""A mistake in one statement loses no other, and all mistakes of a file are told at once."""

from __future__ import annotations

import pytest

from tests.syntax.notation import HEADER, notation, read, wrong

SOUND = "  定义 末：1。\n"


def kinds(body: str) -> list[str]:
    parsed = read(HEADER + body)
    return [type(s).__name__ for d in parsed.node.documents for a in d.articles for s in a.statements]


@pytest.mark.parametrize(
    ("body", "message", "kept"),
    [
        ("定义 甲：3年\n定义 乙：4年。\n", "这一条规定的末尾缺少“。”，与后面的“定义”连在了一起", 3),
        ("定义 甲：3年\n第二条【题】\n", "这一条规定的末尾缺少“。”，与后面的“第二条”连在了一起", 2),
        ("定义 甲：3年 定义 乙：4年。\n", "这一条规定的末尾缺少“。”，与后面的“定义”连在了一起", 3),
        ("定义 甲：计数 任现职级以来\n定义 乙：4年。\n", "这一条规定的末尾缺少“。”，与后面的“定义”连在了一起", 3),
        ("对下 甲：不得加严\n公布 甲：乙。\n", "这一条规定的末尾缺少“。”，与后面的“公布”连在了一起", 3),
        ("定义 甲 3年。\n", "“甲”之后缺少“：”", 2),
        ("要旨“说明”。\n", "“要旨”之后缺少“：”", 2),
        ("决定 甲 须\n（一）乙；\n（二）丙。\n", "“须”之后缺少“：”", 2),
        ("决定 甲 须：\n（一）乙\n（二）丙。\n", "“乙”之后缺少“；”", 2),
        ("决定 甲 须：（一）乙（二）丙。\n", "“乙”之后缺少“；”", 2),
        ("定义 甲：\n当 乙 时，3年\n其他，4年。\n", "“3年”之后缺少“；”", 2),
        ("表 甲 按 乙：\n丙 → 1\n丁 → 2。\n", "“1”之后缺少“；”", 2),
        ("案例 “甲”：乙 = 3 期望 丙 = 是。\n", "“3”之后缺少“；”", 2),
        ("公布 甲：乙 丙、丁。\n", "“乙”之后缺少“、”", 2),
        ("参数 甲：3年 自2020年起。\n", "“3年”之后缺少“，”", 2),
        ("定义 甲：较大（乙，丙。\n", "圆括号 （ 没有对应的 ）", 2),
        ("定义 甲：计数 近3年 乙 中（丙 = 1 ≥ 2。\n", "圆括号 （ 没有对应的 ）", 2),
        ("定义 甲：乙 属于 {丙、丁。\n", "花括号 { 没有对应的 }", 2),
    ],
)
def test_one_missing_sign_loses_nothing(body: str, message: str, kept: int) -> None:
    assert wrong(body + SOUND) == [message]
    assert len(kinds(body + SOUND)) == kept


def test_a_missing_sign_comes_with_its_edit() -> None:
    text = HEADER + "决定 甲 须：\n（一）乙\n（二）丙\n定义 丁：1"
    parsed = read(text)
    edits = sorted((e.span.start, e.text) for f in parsed.findings if f.fix for e in f.fix.edits)
    for start, sign in reversed(edits):
        text = text[:start] + sign + text[start:]
    assert text == HEADER + "决定 甲 须：\n（一）乙；\n（二）丙。\n定义 丁：1。"
    assert [f.fix.verified for f in parsed.findings if f.fix] == [False, False, False]
    assert read(text).findings == ()
    mended = parsed.node.documents[0].articles[0].statements
    assert [notation(s) for s in mended] == [notation(s) for s in read(text).node.documents[0].articles[0].statements]
    assert [s.span.text for s in mended] == ["决定 甲 须：\n（一）乙\n（二）丙", "定义 丁：1"]


def test_many_mistakes_are_all_told() -> None:
    count = 40
    body = "".join(f"  定义 甲{n}：{n} ＋ 。\n  定义 乙{n}：{n}。\n" for n in range(count))
    assert wrong(body) == ["“。”在这里读不通：要写条件或者算式"] * count
    assert len(kinds(body)) == count


def test_mistakes_within_one_statement_are_all_told() -> None:
    items = ("（一）乙 ≥ ", "（二）丙", "（三）≤ 3", "（四）（丁 = 1", "（五）戊")
    body = "决定 甲 须：\n" + "；\n".join(items) + "。\n" + SOUND
    parsed = read(HEADER + body)
    places = [f.place.span.text for f in parsed.findings if f.place.span]
    assert places == ["；", "≤", "（"]
    assert kinds(body) == ["Define"]


def test_different_mistakes_at_once() -> None:
    parsed = read(
        "文件《甲》\n层级 县级。\n词表：公务员\n施行：2020年2月30日。\n"
        "第一条 总则\n定意 乙：1。\n第二条【丙\n定义 丁：（1。\n要旨：“不完。\n断言：存在 = 是。\n"
        "第三条【戊】定义 己：1"
    )
    assert [(f.code, f.place.span.file.position(f.place.span.start)) for f in parsed.findings if f.place.span] == [
        ("RD101", (2, 1)),
        ("RD101", (3, 4)),
        ("RD107", (4, 4)),
        ("RD101", (5, 5)),
        ("RD101", (6, 1)),
        ("RD101", (7, 4)),
        ("RD101", (8, 6)),
        ("RD101", (9, 4)),
        ("RD101", (10, 4)),
        ("RD101", (11, 12)),
    ]
    (document,) = parsed.node.documents
    assert [(a.name, a.heading, len(a.statements)) for a in document.articles] == [
        ("第一条", "总则", 1),
        ("第二条", "丙", 3),
        ("第三条", "戊", 1),
    ]
    assert parsed.unread == frozenset()


def test_findings_name_document_and_article() -> None:
    parsed = read("文件《甲》\n层级：？。\n第一条【乙】\n定义 丙：？。\n文件《丁》\n第二条【戊】\n定义 己：？。\n")
    assert [f.place.citation for f in parsed.findings] == ["《甲》", "《甲》第一条", "《丁》第二条"]


def test_the_rest_of_a_lost_statement_is_not_told_again() -> None:
    assert len(wrong("定义 甲：1 ？ 2。 还有一句。 又一句；\n" + SOUND)) == 1
    assert kinds("定义 甲：1 ？ 2。 还有一句。 又一句；\n" + SOUND) == ["Define"]


def test_lost_names_are_known() -> None:
    """So that nobody is told that a name is unknown which the writer did write."""
    parsed = read(HEADER + "决定 甲 须：？。\n定意 乙：1。\n表 丙 按 丁 → 2。\n参数 「戊」：？。\n定义 己：1。\n")
    assert parsed.unread == {"甲", "丙", "戊"}


@pytest.mark.parametrize(
    ("line", "heading", "message"),
    [
        ("第二条 总则", "总则", "第二条的标题“总则”没有放在【】里"),
        ("第二条总则", "总则", "第二条的标题“总则”没有放在【】里"),
        ("第二条 适用范围", "适用范围", "第二条的标题“适用范围”没有放在【】里"),
        ("第2条（总则） # 注释", "总则", "第2条的标题“总则”没有放在【】里"),
        ("第二条 [ 总则 ]", "总则", "第二条的标题“总则”没有放在【】里"),
        ("第二条【总则", "总则", "方头括号 【 没有对应的 】"),
        ("第二条 公务员晋升，应当符合条件。", "", "第二条后面是条文原文，不是规定"),
    ],
)
def test_a_heading_without_its_marks(line: str, heading: str, message: str) -> None:
    parsed = read(HEADER + f"定义 甲：1。\n{line}\n定义 乙：1。\n")
    assert [f.message.zh for f in parsed.findings] == [message]
    first, second = parsed.node.documents[0].articles
    assert (second.name, second.heading) == ("第二条", heading)
    assert (len(first.statements), len(second.statements)) == (1, 1)


@pytest.mark.parametrize(
    ("line", "number", "message"),
    [
        ("一条【题】", "第一条", "“一条”前面缺少“第”"),
        ("甲条【题】", "甲条", "标题【题】前面的“甲条”不是条号"),
        ("第二章第三条 【 题 】", "第二章第三条", "标题【题】前面的“第二章第三条”不是条号"),
        ("【题】", "", "标题【题】前面没有条号"),
    ],
)
def test_a_heading_without_a_sound_number(line: str, number: str, message: str) -> None:
    """What follows does not slip into the article before."""
    parsed = read(HEADER + f"定义 甲：1。\n{line}\n定义 乙：1。\n")
    assert [f.message.zh for f in parsed.findings] == [message]
    first, second = parsed.node.documents[0].articles
    assert (second.name, second.heading) == (number, "题")
    assert (len(first.statements), len(second.statements)) == (1, 1)


def test_a_statement_that_is_cut_short_does_not_swallow_the_next() -> None:
    body = "定义 甲：3年 +\n决定 乙 须：在编。\n定义 丙：（丁\n表 戊 按 己：庚 → 1。\n"
    assert kinds(body) == ["Decide", "Define"]
    assert len(wrong(body)) == 2


def test_an_article_line_before_something_unreadable_stays() -> None:
    parsed = read(HEADER + "第二条【乙】\n？？\n定义 丙：1。\n")
    assert [(a.name, a.heading, len(a.statements)) for a in parsed.node.documents[0].articles] == [
        ("第一条", "甲", 0),
        ("第二条", "乙", 1),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("文件 甲办法", "文件的标题“甲办法”没有放在《》里"),
        ("文件《甲办法", "书名号 《 没有对应的 》"),
        ("文档《甲办法》", "标题《甲办法》前面要写“文件”"),
        ("《甲办法》", "标题《甲办法》前面要写“文件”"),
        ("文件《甲办法》（试行）", "文件标题后面多了“（试行）”"),
    ],
)
def test_a_document_line_that_is_not_right(line: str, message: str) -> None:
    parsed = read(f"{line}\n层级：县级。\n第一条【甲】\n定义 乙：1。\n")
    assert [f.message.zh for f in parsed.findings] == [message]
    (document,) = parsed.node.documents
    assert document.title.text == "甲办法"
    assert notation(document.level) == "县级"
    assert len(document.articles[0].statements) == 1


def test_statements_without_a_document() -> None:
    parsed = read("定义 甲：1。\n第一条【乙】\n定义 丙：1。\n文件《丁》\n定义 戊：1。\n")
    assert [f.message.zh for f in parsed.findings] == ["这里还不属于任何文件：前面没有“文件《……》”"]
    assert [d.title.text for d in parsed.node.documents] == ["丁"]
    assert len(parsed.node.documents[0].statements) == 1


@pytest.mark.parametrize("text", ["", " \n\t\n", "# 只有注释\n// 也是注释", "\n\n\r\n"])
def test_nothing_written(text: str) -> None:
    parsed = read(text)
    (finding,) = parsed.findings
    assert (finding.code, finding.message.zh) == ("RD101", "文件里没有内容")
    assert finding.help is not None
    assert "文件《……》" in finding.help.zh
    assert parsed.node.documents == ()
