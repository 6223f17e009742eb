"""rankdsl.toml: what is read, and what is said of what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from rankdsl.diagnostics import Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.source import SourceFile
from rankdsl.workspace import PAGES, Settings, apply_severities
from rankdsl.workspace.page import PAGE
from rankdsl.workspace.settings import read_settings

CODES = frozenset({"RD101", "RD211", "RD301", "RD401", "RD901"})


def read(text: str) -> tuple[Settings, tuple[Finding, ...]]:
    return read_settings(SourceFile("rankdsl.toml", text), CODES)


def line_and_column(finding: Finding) -> tuple[int, int]:
    assert finding.place.span is not None
    return finding.place.span.file.position(finding.place.span.start)


def test_everything_at_once() -> None:
    settings, findings = read(
        'name = "参考规则库"\nas_of = 2016-07-01\nhorizon = "2030-01-01"\ndocuments = ["a/*.rank"]\n'
        'vocabularies = "v.yaml"\ncalendars = ["c.yaml"]\ncases = []\nsources = "sources.yaml"\nbudget = 5_000\n'
        '[severity]\nRD211 = "off"\nRD401 = "warning"\n'
    )
    assert findings == ()
    assert settings == Settings(
        name="参考规则库",
        as_of=date(2016, 7, 1),
        horizon=date(2030, 1, 1),
        documents=("a/*.rank",),
        vocabularies=("v.yaml",),
        calendars=("c.yaml",),
        cases=(),
        sources="sources.yaml",
        budget=5000,
        severity={"RD211": None, "RD401": Severity.WARNING},
        written=frozenset(
            {
                "name",
                "as_of",
                "horizon",
                "documents",
                "vocabularies",
                "calendars",
                "cases",
                "sources",
                "budget",
                "severity",
            }
        ),
    )


def test_an_empty_file_has_the_defaults() -> None:
    assert read("") == (Settings(), ())


def test_windows_line_ends() -> None:
    settings, findings = read("as_of = 2016-07-01\r\nbudget = 7\r\n")
    assert (settings.as_of, settings.budget, findings) == (date(2016, 7, 1), 7, ())


@pytest.mark.parametrize(
    ("text", "place", "zh", "en"),
    [
        ("as_off = 2016-07-01", (1, 1), "没有名为“as_off”的设置", "there is no setting “as_off”"),
        ("\nas_of = 7", (2, 1), "设置“as_of”应当是一个日期（年-月-日）", "must be a date"),
        ("as_of = 2016-07-01T10:00:00", (1, 1), "设置“as_of”应当是一个日期", "must be a date"),
        ('as_of = "2016-02-30"', (1, 1), "设置“as_of”应当是一个日期", "must be a date"),
        ("budget = true", (1, 1), "正整数", "positive whole number"),
        ("budget = 0", (1, 1), "正整数", "positive whole number"),
        ("documents = [1]", (1, 1), "路径通配式的列表", "list of path patterns"),
        ("calendars = 2026", (1, 1), "设置“calendars”应当是路径通配式的列表", "list of path patterns"),
        ('calendars = ["../c.yaml"]', (1, 1), "“../c.yaml”在工作区之外", "“../c.yaml” lies outside the workspace"),
        ("name = 3", (1, 1), "一段文字", "must be a text"),
        ('severity = "off"', (1, 1), "一个小节", "must be a section"),
        ('sources = "../x.yaml"', (1, 1), "“../x.yaml”在工作区之外", "“../x.yaml” lies outside the workspace"),
        ('sources = "C:/x.yaml"', (1, 1), "在工作区之外", "lies outside"),
        ('documents = ["a/*.rank", "/etc/*"]', (1, 1), "“/etc/*”在工作区之外", "“/etc/*” lies outside"),
        ('[severity]\nRD999 = "note"', (2, 1), "没有编号为“RD999”的检查", "there is no check “RD999”"),
        (
            '[severity]\nRD211 = "offf"',
            (2, 1),
            "设置“RD211”应当是 note、warning、error 或 off",
            "note, warning, error or off",
        ),
        ('[severity]\nRD101 = "note"', (2, 1), "RD101 说的是文件写错", "RD101 is a mistake of writing"),
        ('[severity]\nRD901 = "off"', (2, 1), "RD901 表示没有得出结论，不能关闭", "cannot be switched off"),
        ("as_of: 2016", (1, 6), "不符合 TOML 格式", "not valid TOML"),
        ('name = "', (1, 9), "不符合 TOML 格式", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_and_takes_its_default(text: str, place: tuple[int, int], zh: str, en: str) -> None:
    settings, (finding,) = read(text)
    assert finding.code == "RD117"
    assert zh in finding.message.zh
    assert en in finding.message.en
    assert finding.help is not None
    assert line_and_column(finding) == place
    assert settings.as_of is None
    assert settings.sources is None
    assert settings.severity == {}


def test_a_near_name_is_offered() -> None:
    _, (finding,) = read("as_off = 2016-07-01")
    assert finding.help == Text("是否应为“as_of”？", "did you mean “as_of”?")


def test_several_faults_are_all_named() -> None:
    _, findings = read('as_off = 1\nbudget = "x"\n[severity]\nRD999 = "note"\n')
    assert [line_and_column(f)[0] for f in findings] == [1, 2, 4]


def finding(code: str, severity: Severity, verdict: Verdict = Verdict.REFUTED) -> Finding:
    return Finding(code, "x", severity, Text.same("x"), Place(None), verdict)


def test_severities() -> None:
    settings, _ = read('[severity]\nRD211 = "off"\nRD401 = "warning"\nRD901 = "note"\n')
    undecided = finding("RD901", Severity.WARNING, Verdict.UNKNOWN)
    kept = apply_severities(
        [
            finding("RD211", Severity.NOTE),
            finding("RD401", Severity.ERROR),
            finding("RD301", Severity.ERROR),
            undecided,
        ],
        settings,
    )
    assert [(f.code, f.severity.value, f.verdict.value) for f in kept] == [
        ("RD401", "warning", "refuted"),
        ("RD301", "error", "refuted"),
        ("RD901", "note", "unknown"),
    ]


def test_examples_of_the_manual_page() -> None:
    assert [page.code for page in PAGES] == ["RD117", "RD120"]
    _, wrong = read(PAGE.wrong)
    assert {f.code for f in wrong} == {"RD117"}
    assert len(wrong) == 2
    assert read(PAGE.right)[1] == ()
    assert isinstance(PAGE, Page)
    assert Diagnostic(PAGE, "x", "y").at(Place(None)).name == "bad-workspace"
