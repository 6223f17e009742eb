"""Waivers: what is read from the workspace file, what they cover, and what is said of those that are wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Place, Severity, Text, Verdict, numbered
from rankdsl.diagnostics import Waiver as Approval
from rankdsl.source import SourceFile
from rankdsl.workspace.settings import read_settings
from rankdsl.workspace.waivers import Waiver, read_waivers
from rankdsl.workspace.waiving import Looked, waive

TODAY = date(2026, 11, 21)
REST = 'reason = "试点"\napproved_by = "省局函〔2026〕3号"\nuntil = 2026-12-31\n'
HERE = Place(SourceFile("rankdsl.toml", "[[waivers]]\n").span(0, 11))
DOCUMENT = SourceFile("甲县.rank", "文件《甲县办法》\n第二条 …\n第三条 …\n")


def read(text: str) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    settings, findings = read_settings(SourceFile("rankdsl.toml", text), pipeline.CODES)
    return settings.waivers, findings


def section(*lines: str, rest: str = REST) -> str:
    return "\n".join(["[[waivers]]", *lines]) + "\n" + rest


def line(finding: Finding) -> int:
    assert finding.place.span is not None
    return finding.place.span.file.position(finding.place.span.start)[0]


def found(
    code: str = "RD401", article: str | None = "第二条", subject: str = "可晋升", item: str | None = None, at: int = 9
) -> Finding:
    place = Place(DOCUMENT.span(at, at + 3), "甲县办法", article, item)
    return Finding(code, "x", Severity.ERROR, Text.same("x"), place, subject=subject)


def waiver(named: dict[str, str], until: date = date(2026, 12, 31), place: Place = HERE) -> Waiver:
    return Waiver(Approval("试点", "省局函〔2026〕3号", until), place, **named)


BY_WORDS = {"code": "RD401", "document": "甲县办法", "article": "第二条"}
EVERYTHING = Looked({"甲县办法"}, {"甲县办法"}, whole=True)


def judged(
    findings: list[Finding], *waivers: Waiver, today: date | None = TODAY, looked: Looked = EVERYTHING
) -> tuple[list[str], list[Finding]]:
    """Fingerprints of what is waived, and what is said of the waivers."""
    result = waive(numbered(findings), waivers, today, looked)
    about = [f for f in result if f.code == "RD120"]
    assert len(result) == len(findings) + len(about)
    return [f.fingerprint for f in result if f.waiver is not None], about


# --- reading ---------------------------------------------------------------------------------------------------------


def test_by_words_and_by_fingerprint() -> None:
    text = section('code = "RD401"', 'document = "《甲县办法》"', 'article = "第二条"', 'item = "（一）"')
    text += section(f'finding = "{"AB" * 16}"', rest=REST.replace("2026-12-31", '"2027-01-31"'))
    waivers, findings = read(text)
    assert findings == ()
    approval = Approval("试点", "省局函〔2026〕3号", date(2026, 12, 31))
    words, fingerprint = (replace(w, place=HERE) for w in waivers)
    assert words == Waiver(approval, HERE, None, "RD401", "甲县办法", "第二条", "（一）")
    assert fingerprint == Waiver(replace(approval, until=date(2027, 1, 31)), HERE, "ab" * 16)
    assert [line(Finding("", "", Severity.NOTE, Text.same(""), w.place)) for w in waivers] == [1, 9]


def test_windows_line_ends_and_another_way_to_write_it() -> None:
    text = section('code = "RD401"', 'document = "甲"').replace("\n", "\r\n")
    assert [(w.code, w.document) for w in read(text)[0]] == [("RD401", "甲")]
    inline = 'as_of = 2026-01-01\nwaivers = [{code = "RD401", document = "甲", reason = "x", approved_by = "y"}]\n'
    waivers, (missing,) = read(inline)
    assert waivers == ()
    assert (line(missing), missing.message.en) == (
        2,
        "the waiver lacks “until” (a date, the last day), and has no effect",
    )


@pytest.mark.parametrize(
    ("text", "at", "code", "zh", "en"),
    [
        (section('code = "RD999"', 'document = "甲"'), 2, "RD120", "没有编号为“RD999”的检查", "no check “RD999”"),
        (section('code = "RD101"', 'document = "甲"'), 2, "RD120", "RD101 不能豁免", "RD101 cannot be waived"),
        (section('code = "RD120"', 'document = "甲"'), 2, "RD120", "RD120 不能豁免", "RD120 cannot be waived"),
        (section('code = "RD901"', 'document = "甲"'), 2, "RD120", "RD901 不能豁免", "RD901 cannot be waived"),
        (section('code = "RD208"', 'document = "甲"'), 2, "RD120", "RD208 不能豁免", "RD208 cannot be waived"),
        (section('finding = "abc"'), 2, "RD120", "“finding”应当是问题的指纹，32 位", "must be the fingerprint"),
        (section("finding = 7"), 2, "RD120", "“finding”应当是一段文字", "must be a text"),
        (section('code = "RD401"'), 1, "RD120", "豁免过宽：没有写明是哪一处问题", "over-broad: it does not say which"),
        (section('document = "甲"'), 1, "RD120", "豁免过宽：没有写明是哪一处问题", "over-broad: it does not say which"),
        (section('code = "RD401"', 'document = ""'), 3, "RD120", "豁免缺少“document”（文件标题）", "lacks “document”"),
        (section('code = "RD401"', "document = ['甲']"), 3, "RD120", "“document”应当是一段文字", "must be a text"),
        (section('code = "RD401"', 'document = "甲"', 'artcle = "一"'), 4, "RD120", "“artcle”这一项", "no “artcle”"),
        (
            section('code = "RD401"', 'document = "甲"', rest='approved_by = "y"\nuntil = 2026-12-31\n'),
            1, "RD120", "豁免缺少“reason”（理由）", "lacks “reason” (why)",
        ),
        (
            section('code = "RD401"', 'document = "甲"', rest='reason = "x"\nuntil = 2026-12-31\n'),
            1, "RD120", "豁免缺少“approved_by”（批准文件）", "lacks “approved_by” (the approving document)",
        ),
        (
            section('code = "RD401"', 'document = "甲"', rest='reason = "x"\napproved_by = "y"\nuntil = "明年"\n'),
            6, "RD120", "“until”应当是一个日期", "“until” of a waiver must be a date",
        ),
        (
            section('code = "RD401"', 'document = "甲"', rest='reason = "x"\napproved_by = "y"\nuntil = 2026\n'),
            6, "RD120", "“until”应当是一个日期", "“until” of a waiver must be a date",
        ),
        ("waivers = 3\n", 1, "RD117", "“waivers”应当是若干小节", "“waivers” must be sections"),
        ("[waivers]\nreason = 'x'\n", 1, "RD117", "“waivers”应当是若干小节", "“waivers” must be sections"),
        ("waivers = ['RD401']\n", 1, "RD117", "设置“waivers”应当是若干小节", "must be sections"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_waives_nothing(text: str, at: int, code: str, zh: str, en: str) -> None:
    waivers, (finding,) = read(text)
    assert waivers == ()
    assert (finding.code, line(finding)) == (code, at)
    assert zh in finding.message.zh
    assert en in finding.message.en
    assert finding.help is not None
    assert finding.severity is Severity.ERROR


def test_an_impossible_day_is_no_toml() -> None:
    text = section('code = "RD401"', 'document = "甲"', rest='reason = "x"\napproved_by = "y"\nuntil = 2026-02-30\n')
    waivers, (finding,) = read(text)
    assert (waivers, finding.code) == ((), "RD117")


def test_a_near_name_is_offered_with_a_fix() -> None:
    _, (misspelt,) = read(section('code = "RD401"', 'document = "甲"').replace("approved_by", "aproved_by"))
    assert misspelt.help == Text("是否应为“approved_by”？", "did you mean “approved_by”?")
    assert misspelt.fix is not None
    (edit,) = misspelt.fix.edits
    assert (edit.span.text, edit.text) == ("aproved_by", "approved_by")
    _, (code,) = read(section('code = "rd901x"', 'document = "甲"'))
    assert code.help is not None
    assert "“RD" in code.help.zh


def test_everything_that_is_wrong_is_said_at_once() -> None:
    _, findings = read(section("article = 2", 'code = "RD444"', "sub = 1", rest=""))
    assert [line(f) for f in findings] == [4, 2, 1, 1, 1, 3, 1]


# --- what they cover -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "named",
    [
        BY_WORDS,
        BY_WORDS | {"subject": "可晋升"},
        BY_WORDS | {"document": "甲县 办法", "article": "第二条 "},
        {"fingerprint": found().fingerprint},
        {"fingerprint": found().fingerprint, "code": "RD401"},
    ],
)
def test_one_finding_is_waived(named: dict[str, str]) -> None:
    findings = [found(), found(article="第三条", at=14), found("RD403")]
    waived, about = judged(findings, waiver(named))
    assert (waived, about) == ([found().fingerprint], [])
    result = waive(findings, [waiver(named)], TODAY, EVERYTHING)
    (one,) = (f for f in result if f.waiver)
    assert one.waived == "试点"
    assert one.waiver == Approval("试点", "省局函〔2026〕3号", date(2026, 12, 31))


def test_an_item_in_either_width() -> None:
    waived, about = judged([found(item="（一）"), found(item="（二）")], waiver(BY_WORDS | {"item": "(一)"}))
    assert (waived, about) == ([found(item="（一）").fingerprint], [])


@pytest.mark.parametrize(
    "named",
    [
        BY_WORDS | {"subject": "可调任"},
        BY_WORDS | {"item": "（一）"},
        BY_WORDS | {"code": "RD402"},
        {"fingerprint": "0" * 32},
        {"fingerprint": found().fingerprint, "code": "RD402"},
    ],
)
def test_unused(named: dict[str, str]) -> None:
    waived, (about,) = judged([found()], waiver(named))
    assert waived == []
    assert (about.severity, about.place) == (Severity.WARNING, HERE)
    assert about.message.zh.startswith("豁免没有用处")
    assert about.message.en.startswith("the waiver is unused")


def test_unused_says_where_the_same_is_found() -> None:
    _, (about,) = judged([found()], waiver(BY_WORDS | {"article": "第九条"}))
    assert about.help is not None
    assert about.help.zh == "RD401 发现于：第二条 可晋升。问题已经改正的，删去这条豁免"
    assert about.help.en == "RD401 is found at 第二条 可晋升; remove the waiver if the fault has been mended"


@pytest.mark.parametrize(
    "looked",
    [
        Looked({"甲县办法"}, set(), whole=True),  # not examined to the end, or only some checks
        Looked(set(), set(), whole=False),  # another file was asked for
    ],
)
def test_nothing_is_called_unused_where_it_could_not_be_found(looked: Looked) -> None:
    assert judged([], waiver(BY_WORDS), looked=looked) == ([], [])
    assert judged([], waiver({"fingerprint": "0" * 32}), looked=looked) == ([], [])


def test_over_broad_waives_nothing() -> None:
    findings = [found(), found(subject="可调任")]
    waived, (about,) = judged(findings, waiver(BY_WORDS))
    assert waived == []
    assert about.severity is Severity.ERROR
    assert about.message == Text(
        "豁免过宽：有 2 处问题与它相符，一处也没有豁免",
        "the waiver is over-broad: 2 findings fit it, and none is waived",
    )
    assert about.help is not None
    assert all(f.fingerprint in about.help.zh for f in findings)


def test_without_an_article_only_what_stands_in_none() -> None:
    whole = found(article=None)
    del_article = {k: v for k, v in BY_WORDS.items() if k != "article"}
    assert judged([whole, found()], waiver(del_article)) == ([whole.fingerprint], [])
    waived, (about,) = judged([found()], waiver(del_article))
    assert waived == []
    assert about.message.zh == "豁免过宽：没有写明条文，不起作用"
    assert about.help == Text(
        "补写 article；RD401 发现于：第二条 可晋升", "add article; RD401 is found at 第二条 可晋升"
    )


def test_two_waivers_for_one_finding() -> None:
    text = SourceFile("rankdsl.toml", "[[waivers]]\n\n[[waivers]]\n")
    second = Place(text.span(13, 24))
    waived, (about,) = judged(
        [found()],
        waiver(BY_WORDS, place=Place(text.span(0, 11))),
        waiver({"fingerprint": found().fingerprint}, place=second),
    )
    assert waived == [found().fingerprint]
    assert (about.place, about.severity) == (second, Severity.WARNING)
    assert about.message == Text("这一处问题已由第 1 行的豁免豁免", "the waiver on line 1 is for the same finding")


@pytest.mark.parametrize(
    ("today", "expired"),
    [(date(2026, 12, 30), False), (date(2026, 12, 31), False), (date(2027, 1, 1), True), (None, False)],
)
def test_the_last_day_is_included(today: date | None, expired: bool) -> None:
    waived, about = judged([found()], waiver(BY_WORDS), today=today)
    if not expired:
        assert (waived, about) == ([found().fingerprint], [])
        return
    (said,) = about
    assert waived == []
    assert said.severity is Severity.ERROR
    assert said.message.zh == "豁免已过期：到2026年12月31日为止，所涉及的问题重新计入"
    assert said.message.en == "the waiver has expired: it ended on 2026-12-31, and its finding counts again"


def test_an_expired_waiver_of_another_document_is_left_alone() -> None:
    other = waiver({"code": "RD401", "document": "乙县办法", "article": "第一条"}, date(2020, 1, 1))
    assert judged([found()], other, looked=Looked({"甲县办法"}, {"甲县办法"}, whole=False)) == ([], [])
    _, (about,) = judged([found()], other)
    assert about.message.zh == "工作区没有《乙县办法》这个文件，这条豁免不起作用"
    assert about.help == Text("是否应为“甲县办法”？", "did you mean “甲县办法”?")


def test_what_keeps_a_document_from_being_examined_is_not_waived_by_its_fingerprint() -> None:
    for code in ("RD101", "RD206", "RD208"):
        waived, (about,) = judged([found(code)], waiver({"fingerprint": found(code).fingerprint}))
        assert waived == []
        assert about.message.zh.startswith(f"{code} 不能豁免")
    unknown = replace(found("RD901"), verdict=Verdict.UNKNOWN)
    assert judged([unknown], waiver({"fingerprint": unknown.fingerprint}))[0] == []


# --- fingerprints ----------------------------------------------------------------------------------------------------


def test_findings_that_nothing_tells_apart_have_fingerprints_of_their_own() -> None:
    alike = [found(at=9), found(at=14), found(at=20)]
    prints = [f.fingerprint for f in numbered(alike)]
    assert prints[0] == alike[0].fingerprint
    assert len(set(prints)) == 3
    assert [f.fingerprint for f in numbered(reversed(numbered(alike)))] == prints
    assert [f.fingerprint for f in numbered(numbered([*alike, found("RD403")]))][:1] == prints[:1]


def test_many_waivers_of_many_findings() -> None:
    import time

    findings = [found(subject=f"决定{i}", at=9) for i in range(10_000)]
    by_print = [waiver({"fingerprint": f.fingerprint}) for f in findings[:200]]
    unused = [waiver(BY_WORDS | {"subject": f"没有{i}"}) for i in range(20)]
    began = time.process_time()
    waived, about = judged(findings, *by_print, *unused)
    assert time.process_time() - began < 5
    assert set(waived) == {w.fingerprint for w in by_print}
    assert len(about) == len(unused)


def test_a_line_that_is_named_may_move() -> None:
    from rankdsl.diagnostics import Diagnostic
    from rankdsl.workspace.waivers_page import PAGE

    said = Diagnostic(PAGE, zh="第 {line} 行", en="see line {line}")
    assert said.at(HERE, line=3).fingerprint == said.at(HERE, line=77).fingerprint
    assert said.at(HERE, line=3).message.en == "see line 3"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["finding", "code", "document", "article", "item", "subject", "reason", "approved_by", "until"])
GOOD = st.sampled_from(["RD401", "甲", "0" * 32, date(2026, 12, 31), "2026-12-31"])
TABLES = st.lists(st.dictionaries(KEYS | st.text(max_size=6), GOOD | ANYTHING, max_size=9), max_size=4)


@given(TABLES, st.text(alphabet="[]waivers =\"'\n\r#至", max_size=80))
@settings(max_examples=300)
def test_whatever_is_written_is_read_or_told(tables: list[dict[str, Any]], text: str) -> None:
    file = SourceFile("rankdsl.toml", text)
    waivers, findings = read_waivers(file, tables, pipeline.CODES)
    assert len(waivers) <= len(tables)
    assert bool(findings) == (len(waivers) < len(tables))
    for finding in findings:
        assert finding.code == "RD120"
        span = finding.place.span
        assert span is not None
        assert 0 <= span.start <= span.end <= len(text)
        assert finding.message.zh
        assert finding.help is not None
    assert len(waive([], waivers, TODAY, EVERYTHING)) <= len(waivers)
