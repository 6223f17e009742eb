"""Texts for people: a few whole renders, and what must never be lost."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from rankdsl.diagnostics import CaseResult, ExpectationResult, Page, Severity, Text
from rankdsl.diagnostics import TestReport as CasesReport
from rankdsl.reporters.cases import cases_text
from rankdsl.reporters.manual import page_text, pages_text
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.set_aside import MOST_LINES
from rankdsl.reporters.text import check_text, findings_text
from tests.reporters.shown import ABOVE, ALL, HIDDEN, NOBODY, REPORT, STRICTER, UNDECIDED, UNMODELLED, UNREADABLE, place

ZH, EN = Paper("zh"), Paper("en")


def test_a_finding_in_chinese() -> None:
    assert "\n".join(findings_text([STRICTER], ZH)) == (
        """\
counties/甲县.rank:4:8 《甲县办法》第二条（一） 错误 RD401 stricter-than-superior
  “可晋升”比上位文件严
   │
 4 │     （一）中层正职年限 ≥ 3年。
   │           ^^^^^^^^^^^^^^^^^^
   ╰ central/意见.rank:3:12 《意见》第十条：上级准予晋升
   │
 3 │   决定 可晋升 须：任现职级年限 ≥ 12年。
   │                   ^^^^^^^^^^^^^^^^^^^
  举例：有这样一个人
    现职级        科员级
    中层正职年限  0年
    评定日        2016年7月1日
    其余如常
  结果：按本文件：否；按上位文件：是
  适用期间：2016年7月1日至2019年5月31日
  处理办法：删去这一项
  可以这样改：删去第二条（一）
    4 -     （一）中层正职年限 ≥ 3年。
"""
    )


def test_a_finding_in_english_on_a_plain_terminal() -> None:
    lines = findings_text([replace(STRICTER, related=(), evidence=None)], Paper("en", encoding="ascii"))
    assert all(line.isascii() for line in lines)
    assert lines[1].endswith(" is stricter than above")
    assert "  period: from 2016-07-01 to 2019-05-31" in lines
    assert "  what to do: remove this item" in lines


def test_a_pair() -> None:
    lines = findings_text([HIDDEN], ZH, show_expected=True)
    assert lines[0].endswith("错误 RD301 hidden-criterion（预期，不计入）")
    at = lines.index("  举例：有这样两个人")
    assert lines[at + 1 : at + 5] == [
        "                  甲         乙",
        "    中层正职年限  2年11个月  3年",
        "    按本文件      否         是",
        "    其余如常",
    ]


def test_nobody() -> None:
    lines = findings_text([NOBODY], EN, show_expected=True)
    assert lines[0].endswith("warning RD203 impossible-decision (waived: 试点（至2020年）)")
    assert "  articles at fault: 《意见》第十条; 《甲县办法》第二条" in lines


def test_what_is_set_aside_takes_one_line_and_comes_last() -> None:
    lines = findings_text(ALL, ZH)
    at = lines.index("已预期或已豁免（不计入）：")
    assert [line.split(" ")[2] for line in lines[at + 1 : -1]] == ["RD203", "RD301"]
    assert lines[at + 1].endswith("没有人能够晋升 [豁免：试点（至2020年）]")
    assert lines[at + 2].endswith("“中层正职年限”没有公布 [预期]")
    assert not any("RD301" in line for line in lines[:at])


def test_what_is_set_aside_is_counted_by_file_where_there_is_much_of_it() -> None:
    waived, announced = NOBODY, HIDDEN
    most = [waived, *[announced] * (MOST_LINES - 1)]
    assert findings_text(most, ZH)[0] == "已预期或已豁免（不计入）："
    assert len(findings_text(most, ZH)) == MOST_LINES + 2
    more = [*most, replace(announced, code="RD401"), announced]
    assert findings_text(more, ZH) == [
        "已预期或已豁免（不计入），共 42 处，逐条见 --show-expected：",
        "  central/意见.rank：RD203 [豁免：试点（至2020年）]",
        "  counties/甲县.rank：RD301×40、RD401 [预期]",
        "",
    ]
    in_english = findings_text([*more, replace(announced, expected=False, known=True)], EN)
    assert in_english[0] == "expected, waived or in the baseline (not counted), 43, each with --show-expected:"
    assert in_english[3:] == ["  counties/甲县.rank: RD301 [in the baseline]", ""]
    assert len(findings_text(more, ZH, show_expected=True)) > len(more)


def test_undecided_and_unreadable() -> None:
    text = "\n".join(findings_text([UNDECIDED, UNREADABLE], ZH))
    assert "警告 RD901 unknown（未得出结论）" in text
    assert "scan.rank:1:1 错误 RD100 unreadable-file\n  文件不是文字\n\n" in text + "\n\n"


def test_the_last_lines() -> None:
    assert check_text(REPORT, ZH).endswith(
        "\n共检查 2 份文件，3 项判定：1 项成立，1 项不成立，1 项未得出结论。\n"
        "发现错误 2 处、警告 1 处、提示 1 处（另有预期或豁免 2 处），用时 0.1 秒。\n"
        "其中 1 条条文没有写成规则，也没有列为待判断，不在检查之内。\n"
    )
    assert check_text(replace(REPORT, findings=(UNMODELLED,)), EN).endswith(
        "\n2 documents, 3 obligations: 1 proved, 1 refuted, 1 unknown\n"
        "0 errors, 0 warnings, 1 note, 0.1 s\n"
        "1 article with neither a norm nor 待判断: not covered by any check\n"
    )


def test_colours_change_no_word() -> None:
    import re

    coloured = check_text(REPORT, Paper("zh", colours=True), show_expected=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == check_text(REPORT, ZH, show_expected=True)
    assert "\x1b" not in check_text(REPORT, ZH)


def test_the_order_in_which_findings_were_found_does_not_matter() -> None:
    assert findings_text(tuple(reversed(ALL)), ZH) == findings_text(ALL, ZH)


def cases() -> CasesReport:
    at = place(ABOVE, "可晋升", "意见", "第十条")
    unmet = ExpectationResult("可晋升", Text("是", "yes"), Text("否", "no"), met=False)
    met = ExpectationResult("应任年限", Text("12年", "12年"), Text("12年", "12年"), met=True)
    return CasesReport(
        (
            CaseResult("普通科员", "意见", at, date(2016, 7, 1), (met, unmet)),
            CaseResult("老科员", "意见", at, date(2016, 7, 1), (met,)),
            CaseResult("示例", "意见", at, date(2016, 7, 1), (unmet,), foreseen=True),
        ),
        seconds=0.25,
    )


def test_cases_in_chinese() -> None:
    assert cases_text(cases(), ZH) == (
        """\
central/意见.rank:3:6 《意见》第十条 案例“普通科员” 不通过
  《意见》，评定日 2016年7月1日
    │
  3 │   决定 可晋升 须：任现职级年限 ≥ 12年。
    │        ^^^^^^
            期望  实际
    可晋升  是    否

文件已预期不通过（不计入）：
  central/意见.rank:3:6 《意见》第十条 案例“示例”

共 3 个案例：1 个通过，1 个不通过，另有 1 个按预期不通过。
用时 0.2 秒。
"""
    )


def test_cases_in_english() -> None:
    text = cases_text(cases(), EN, show_expected=True)
    assert "case “普通科员” failed\n  《意见》 on 2016-07-01\n" in text
    assert "case “示例” failed (expected, not counted)\n" in text
    assert "            expected  actual\n    可晋升  yes       no\n" in text
    assert "\n3 cases: 1 passed, 1 failed, 1 failed as expected\n" in text


PAGE = Page("RD999", "name", Severity.ERROR, Text("题", "title"), Text("文\n\n文二\n", "text"), "错\n  二\n", "对\n")


def test_a_manual_page() -> None:
    assert page_text(PAGE, ZH) == (
        "RD999 name：题\n级别：错误\n\n文\n\n文二\n\n错误的写法：example.rank\n\n    错\n      二\n\n"
        "正确的写法：example.rank\n\n    对\n"
    )
    assert page_text(PAGE, EN).startswith("RD999 name: title\nseverity: error\n\nText\n")


def test_the_list_of_pages() -> None:
    note = replace(PAGE, code="RD998", name="longer-name", severity=Severity.NOTE)
    assert pages_text([note, PAGE], EN).splitlines() == [
        "RD998  note   longer-name  title",
        "RD999  error  name         title",
        "",
        "more on one: rankdsl explain CODE",
    ]
