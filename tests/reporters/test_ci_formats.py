"""SARIF, JUnit, GitHub and GitLab in detail, and whatever a message, a path or a place may hold."""

from __future__ import annotations

import re
import time
import tracemalloc
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.diagnostics import Compared, Finding, Place, Report, Severity, Text, Verdict, numbered
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.github import check_github
from rankdsl.reporters.gitlab import check_gitlab
from rankdsl.reporters.json import check_json, dumps
from rankdsl.reporters.junit import check_junit
from rankdsl.reporters.sarif import ROOT, check_sarif
from rankdsl.source import SourceFile
from tests.reporters import reading
from tests.reporters.shown import BELOW, HIDDEN, NOBODY, REPORT, STRICTER, UNDECIDED, UNMODELLED, UNREADABLE
from tests.reporters.test_formats import hold_together

WRITERS: dict[str, Callable[[Report], str]] = {
    "json": lambda report: dumps(check_json(report, "zh")),
    "sarif": lambda report: dumps(check_sarif(report, pipeline.pages(), "zh")),
    "junit": lambda report: check_junit(report, "zh"),
    "github": lambda report: check_github(report, "zh"),
    "gitlab": lambda report: dumps(check_gitlab(report, "zh")),
}


def results(report: Report, language: Language = "zh", prefix: str = "") -> dict[str, dict[str, Any]]:
    return {r["ruleId"]: r for r in reading.sarif(report, language, prefix)["results"]}


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_a_result_of_sarif() -> None:
    result = results(REPORT, "en", "policies/")["RD401"]
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert result["message"]["text"].split("\n") == [
        "“可晋升” is stricter than above",
        "for example: 现职级 科员级, 中层正职年限 0年, 评定日 2016年7月1日. here: no; superior: yes",
        "period: from 2016-07-01 to 2019-05-31",
        "what to do: remove this item",
        "could be mended so: remove 第二条（一）",
    ]
    (location,) = result["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "policies/counties/%E7%94%B2%E5%8E%BF.rank", "uriBaseId": ROOT},
            "region": {"startLine": 4, "startColumn": 8, "endLine": 4, "endColumn": 19},
        },
        "logicalLocations": [{"fullyQualifiedName": "《甲县办法》第二条（一）"}],
    }
    (related,) = result["relatedLocations"]
    assert (related["id"], related["message"]["text"]) == (1, "promoted above")
    assert unquote(related["physicalLocation"]["artifactLocation"]["uri"]) == "policies/central/意见.rank"
    assert related["physicalLocation"]["region"]["startColumn"] == 12
    assert result["partialFingerprints"] == {
        "primaryLocationLineHash": STRICTER.fingerprint,
        "rankdsl/v1": STRICTER.fingerprint,
    }
    assert result["suppressions"] == []
    assert result["properties"]["witness"]["outcome"] == {"here": "否", "superior": "是"}
    assert result["properties"]["period"] == ["2016-07-01", "2019-06-01"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "remove 第二条（一）"
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 1},
            "insertedContent": {"text": ""},
        }
    ]


def test_levels_and_suppressions() -> None:
    found = results(REPORT, "en")
    assert [found[code]["level"] for code in ("RD401", "RD203", "RD211")] == ["error", "warning", "note"]
    assert found["RD203"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived: 试点（至2020年） (省公务员局函〔2016〕3号, until 2020-12-31)",
        }
    ]
    assert found["RD301"]["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "expected, not counted"}
    ]
    assert found["RD901"]["properties"]["verdict"] == "unknown"
    assert "not a pass" in found["RD901"]["message"]["text"]


def test_the_run_of_sarif() -> None:
    run = reading.sarif(REPORT)
    assert run["columnKind"] == "unicodeCodePoints"
    assert ROOT in run["originalUriBaseIds"]
    assert run["invocations"] == [{"executionSuccessful": False}]  # a file could not be read
    assert run["properties"]["asOf"] == "2016-07-01"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["language"]) == ("rankdsl", "zh-CN")
    rules = driver["rules"]
    assert [r["id"] for r in rules] == sorted({r["id"] for r in rules})
    assert {f.code for f in REPORT.findings} | {o.check for o in REPORT.obligations} == {r["id"] for r in rules}
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    page = next(p for p in pipeline.pages() if p.code == "RD401")
    rule = next(r for r in rules if r["id"] == "RD401")
    assert rule["help"]["text"] == page.manual.zh.strip()
    assert page.wrong.strip() in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    without = replace(REPORT, findings=(STRICTER,))
    log = check_sarif(without, pipeline.pages(), "en", exit_code=1)
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


def test_a_code_without_a_page() -> None:
    run = reading.sarif(replace(REPORT, findings=(replace(STRICTER, code="RD999"),), obligations=()))
    assert run["tool"]["driver"]["rules"] == [{"id": "RD999"}]


def test_baseline_states() -> None:
    report = replace(REPORT, findings=(replace(STRICTER, known=True), HIDDEN), baseline=Compared(1, 4))
    found = results(report)
    assert (found["RD401"]["baselineState"], found["RD301"]["baselineState"]) == ("unchanged", "new")
    assert reading.sarif(report)["properties"]["gone"] == 4
    assert "baselineState" not in results(REPORT)["RD401"]


def test_fingerprints_outlive_moved_lines() -> None:
    lower = SourceFile(BELOW.path, "# 一行\n\n" + BELOW.text)
    span = STRICTER.place.span
    assert span is not None
    moved = replace(STRICTER, place=replace(STRICTER.place, span=lower.span(span.start + 6, span.end + 6)))
    before, after = (results(replace(REPORT, findings=(f,)))["RD401"] for f in (STRICTER, moved))
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


# --- JUnit -----------------------------------------------------------------------------------------------------------


def test_suites_and_cases() -> None:
    first, second, file = reading.junit(REPORT, "en")
    assert [s.name for s in (first, second, file)] == ["意见", "甲县办法", "scan.rank"]
    assert [(c.name, reading.kinds(c)) for c in second] == [
        ("RD401 可晋升 from 2016-07-01 to 2019-05-31", ["failure"]),
        ("RD402 可晋升", []),
        ("RD901 unknown", ["error"]),
        ("RD301 可晋升", ["skipped"]),
    ]
    assert [(c.name, reading.kinds(c)) for c in first] == [
        ("RD203 可晋升 from 2015-01-15", ["error"]),
        ("RD211 第十条", []),
        ("RD203 可晋升", ["skipped"]),
    ]
    assert [(c.name, reading.kinds(c)) for c in file] == [("RD100 unreadable-file", ["error"])]
    stricter = next(iter(second))
    assert stricter.classname == "甲县办法"
    assert stricter.result[0].message == "“可晋升” is stricter than above"
    assert stricter.result[0].type == "RD401"
    lines = stricter.result[0].text.split("\n")
    assert lines[0] == "counties/甲县.rank:4:8 《甲县办法》第二条（一） error RD401 stricter-than-superior"
    assert "《意见》第十条: promoted above" in lines
    assert lines[-1] == f"fingerprint: {STRICTER.fingerprint}"
    waived = list(first)[2]
    assert waived.result[0].message.startswith("waived: 试点（至2020年）")


def test_the_level_that_fails() -> None:
    report = replace(REPORT, findings=(UNMODELLED, replace(NOBODY, waiver=None)), obligations=())
    for level, expected in (
        (Severity.ERROR, [[], []]),
        (Severity.WARNING, [["failure"], []]),
        (Severity.NOTE, [["failure"], ["failure"]]),
    ):
        cases = [case for suite in reading.junit(report, level=level) for case in suite]
        assert sorted((reading.kinds(c) for c in cases), reverse=True) == expected
    quiet = [case for suite in reading.junit(report) for case in suite]
    assert all(case.system_out for case in quiet)


def test_refuted_without_a_finding_is_no_pass() -> None:
    report = replace(REPORT, findings=(), obligations=REPORT.obligations[:2])
    refuted, proved = next(s for s in reading.junit(report) if s.name == "甲县办法")
    assert (reading.kinds(refuted), reading.kinds(proved)) == (["skipped"], [])
    assert refuted.result[0].message.startswith("不成立")


def test_a_document_without_a_verdict_is_an_error() -> None:
    from rankdsl.diagnostics import DocumentReport, DocumentVerdict

    report = Report(documents=(DocumentReport("甲", "a.rank", "县级", (), DocumentVerdict.UNKNOWN),))
    (suite,) = reading.junit(report)
    (case,) = suite
    assert (reading.kinds(case), suite.errors) == (["error"], 1)
    assert "没有结论" in case.result[0].message


def test_one_finding_of_several_periods_fails_each() -> None:
    obligation = REPORT.obligations[0]
    later = replace(obligation, period=("2019-06-01", None))
    over = replace(STRICTER, period=("2016-07-01", None))
    cases = list(reading.junit(replace(REPORT, findings=(over,), obligations=(obligation, later)))[1])
    assert [reading.kinds(case) for case in cases] == [["failure"], ["failure"]]
    assert {mark for case in cases for mark in reading.fingerprints_of(case)} == {over.fingerprint}


def test_names_are_unique_in_a_suite() -> None:
    report = replace(REPORT, findings=numbered([UNMODELLED, UNMODELLED]), obligations=REPORT.obligations[1:2] * 3)
    for suite in reading.junit(report):
        names = [case.name for case in suite]
        assert len(set(names)) == len(names)


# --- GitHub and GitLab -----------------------------------------------------------------------------------------------


def test_commands() -> None:
    commands = {c.properties["title"].split(" ")[0]: c for c in reading.github(REPORT, "en", "policies/")}
    stricter = commands["RD401"]
    assert stricter.name == "error"
    assert stricter.properties == {
        "file": "policies/counties/甲县.rank",
        "line": "4",
        "endLine": "4",
        "col": "8",
        "endColumn": "19",
        "title": "RD401 stricter-than-superior 《甲县办法》第二条（一）",
    }
    assert stricter.message.startswith("“可晋升” is stricter than above\nfor example: ")
    told = "\nwhat to do: remove this item\ncould be mended so: remove 第二条（一）"
    assert stricter.message.endswith(f"{told}\nfingerprint: {STRICTER.fingerprint}")
    assert [commands[c].name for c in ("RD901", "RD211", "RD203", "RD301")] == ["warning", "notice", "notice", "notice"]
    assert "\nwaived: 试点" in commands["RD203"].message
    whole = replace(STRICTER, place=replace(STRICTER.place, span=BELOW.span(0, len(BELOW.text))))
    (several,) = reading.github(replace(REPORT, findings=(whole,)))
    assert (several.properties["line"], several.properties["endLine"]) == ("1", "5")
    assert "col" not in several.properties


def test_what_counts_comes_first() -> None:
    names = [c.properties["title"].split(" ")[0] for c in reading.github(REPORT)]
    assert set(names[-2:]) == {"RD301", "RD203"}
    assert check_github(REPORT, "en").splitlines()[-3].startswith("2 documents, 3 obligations")


def test_issues() -> None:
    issues = {i["check_name"].split(" ")[0]: i for i in reading.gitlab(REPORT, "en", "policies/")}
    severities = {code: issue["severity"] for code, issue in issues.items()}
    assert severities == {
        "RD401": "critical", "RD301": "info", "RD203": "info", "RD901": "major", "RD100": "critical", "RD211": "info",
    }  # fmt: skip
    assert issues["RD401"]["location"] == {"path": "policies/counties/甲县.rank", "lines": {"begin": 4, "end": 4}}
    assert issues["RD401"]["description"].startswith("“可晋升” is stricter than above; for example: ")
    assert "waived: 试点" in issues["RD203"]["description"]


# --- whatever there may be -------------------------------------------------------------------------------------------

PATHS = [
    "a b/甲 县.rank",
    "100%.rank",
    "a:b,c.rank",
    "50%25/x#y?z.rank",
    "引号\"'<&>.rank",
    "[方]括号(1).rank",
    "换\n行.rank",
    "\udcff.rank",
]


@pytest.mark.parametrize("path", PATHS, ids=ascii)
def test_paths(path: str) -> None:
    file = SourceFile(path, BELOW.text)
    span = STRICTER.place.span
    assert span is not None
    finding = replace(STRICTER, place=replace(STRICTER.place, span=file.span(span.start, span.end)), fix=None)
    report = replace(REPORT, findings=(finding,))
    uri = reading.sarif(report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w%./~-]*", uri, re.ASCII)
    assert unquote(uri, errors="surrogateescape") == path
    (command,) = reading.github(report)
    assert command.properties["file"].encode("utf-8", "backslashreplace") == path.encode("utf-8", "backslashreplace")
    (failed,) = (c for s in reading.junit(report) for c in s if reading.kinds(c) == ["failure"])
    assert failed.result[0].text
    if path != "\udcff.rank":
        hold_together(report, prefix="根 %目录/")


WORDS = [
    "两行\n第二行\r\n第三行",
    "结束 ]]> 之后 <b>&amp;</b>",
    "控制符 \x00\x01\x08\x0b\x1b[31m\x7f\x85",
    "::error::假的命令%0A::warning::",
    "方向 \u202e 反转 \u2066",
    "半个 \ud800 字，\ufffe\uffff，😀 𠮷",
    "链接 [文字](1) 和 {0} {{1}}",
    "",
]


@pytest.mark.parametrize("words", WORDS, ids=ascii)
def test_messages(words: str) -> None:
    finding = replace(
        STRICTER,
        message=Text.same(f"话：{words}"),
        help=Text.same(words),
        subject=words,
        place=replace(STRICTER.place, document=f"甲{words}", article=words),
        evidence=None,
        fix=None,
    )
    report = replace(REPORT, findings=(finding, UNDECIDED), obligations=())
    undecided, command = reading.github(report)
    assert (undecided.name, command.name) == ("warning", "error")
    assert set(command.properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    text = results(report)["RD401"]["message"]["text"]
    assert text.count("\n") == 2
    assert all(c.isprintable() or c == "\n" for c in text)
    cases = [case for suite in reading.junit(report) for case in suite]
    assert [reading.kinds(c) for c in cases] == [["error"], ["failure"]]
    assert {i["fingerprint"] for i in reading.gitlab(report)} == {f.fingerprint for f in report.findings}


def test_findings_without_a_place() -> None:
    nowhere = replace(STRICTER, place=Place(None), fix=None)
    titled = replace(HIDDEN, place=Place(None, "甲县办法", "第二条"))
    report = replace(REPORT, findings=(nowhere, titled, UNREADABLE))
    hold_together(report)
    found = results(report, prefix="p/")
    artifacts = {c: r["locations"][0]["physicalLocation"] for c, r in found.items()}
    assert artifacts["RD401"] == {"artifactLocation": {"uri": "p/rankdsl.toml", "uriBaseId": ROOT}}
    assert unquote(artifacts["RD301"]["artifactLocation"]["uri"]) == "p/counties/甲县.rank"
    assert [i["location"]["lines"]["begin"] for i in reading.gitlab(report)] == [1, 1, 1]
    (command,) = (c for c in reading.github(report) if c.name == "error" and "RD401" in c.properties["title"])
    assert (command.properties["file"], command.properties.get("line")) == ("rankdsl.toml", None)


def test_standard_input_is_no_file_of_the_repository() -> None:
    file = SourceFile("<stdin>", BELOW.text)
    report = replace(REPORT, findings=(replace(STRICTER, place=Place(file.span(0, 2)), fix=None),))
    (command,) = reading.github(report, prefix="p/")
    assert "file" not in command.properties
    artifact = reading.sarif(report, prefix="p/")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "%3Cstdin%3E"}


def many(number: int) -> Report:
    file = SourceFile("很长.rank", "错 误\n" * number)
    findings = [
        Finding(
            "RD103", "unknown-name", Severity.ERROR, Text("没有“错”", "no “错”"), Place(file.span(4 * i, 4 * i + 1))
        )
        for i in range(number)
    ]
    mixed = [replace(STRICTER, distinguishing=str(i)) for i in range(100)]
    waived = [replace(NOBODY, distinguishing=str(i)) for i in range(100)]
    unknown = [replace(UNDECIDED, distinguishing=str(i), verdict=Verdict.UNKNOWN) for i in range(100)]
    return replace(REPORT, findings=numbered([*findings, *mixed, *waived, *unknown]))


def test_ten_thousand_findings() -> None:
    report = many(10_000)
    for name, write in WRITERS.items():
        began = time.process_time()
        words = write(report)
        seconds = time.process_time() - began
        assert seconds < 10, (name, seconds)  # one second is usual
        assert len(set(re.findall(r"\b[0-9a-f]{32}\b", words))) == len(report.findings), name
        assert len(words) < 20_000_000, name
    assert len(reading.gitlab(report)) == len(report.findings)
    assert sum(len(list(suite)) for suite in reading.junit(report)) > 10_000


def test_memory_for_many_findings() -> None:
    report = many(2_000)
    for name, write in WRITERS.items():
        tracemalloc.start()
        write(report)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 25_000 * len(report.findings), (name, peak)


def test_a_long_report_is_valid_in_every_format() -> None:
    hold_together(many(300))


@given(st.text(max_size=30), st.text(min_size=1, max_size=20))
@settings(max_examples=100)
def test_any_words_and_any_path(words: str, path: str) -> None:
    file = SourceFile(path, "字" * 9)
    finding = replace(
        STRICTER, message=Text.same(f"话{words}"), subject=words, place=Place(file.span(2, 5), "甲", words), fix=None
    )
    report = replace(REPORT, findings=(replace(finding, evidence=None),), obligations=())
    (command,) = reading.github(report)
    assert (command.name, command.fingerprint) == ("error", finding.fingerprint)
    assert command.properties.get("file", path) == path
    (case,) = (case for suite in reading.junit(report) for case in suite)
    assert (reading.kinds(case), reading.fingerprints_of(case)) == (["failure"], [finding.fingerprint])
    (result,) = reading.sarif(report)["results"]
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == path
    (issue,) = reading.gitlab(report)
    assert issue["location"] == {"path": path, "lines": {"begin": 1, "end": 1}}
