"""A glossary leads both ways, or says where it does not; what it lacks is listed at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rankdsl import pipeline, workspace
from rankdsl.cli.main import main
from rankdsl.source import SourceFile
from rankdsl.syntax.writing import Formatted
from rankdsl.translation import glossary
from tests.reference import POLICIES

GLOSSARY = """\
names: {应任年限: years_to_serve, 可晋升: promotable, 县级: county_tier}
titles: {甲县办法: Measures of Jia County}
headings: {晋升: Promotion}
texts: {甲: one, 注: a note}
"""
CHINESE = """\
# 注
文件《甲县办法》
    层级：县级。
    词表：公务员。
    施行：2020年1月1日。

第一条【晋升】
    要旨：“甲”。
    适用：机关层级 属于 {县级、乡级} 且 县份 = 甲县。
    决定 可晋升 须：任现职级年限 不少于 8年。
"""
ENGLISH = """\
# a note
document "Measures of Jia County"
    level: county.
    vocabulary: civil_servant.
    effective: 1 January 2020.

article 1 [Promotion]
    gist: "one".
    scope: organ_tier in {county_tier, township} and county = county_jia.
    decision promotable requires: years_in_rank is at least 8 years.
"""


def test_what_is_wrong_with_it_is_said_where_it_stands() -> None:
    text = "names:\n  甲: a\n  乙: a\n  丙: 1 b\n  丁:\n  戊: [c]\ntexts: word\nwords: {}\n"
    pairs, findings = glossary(SourceFile("glossary.en.yaml", text))
    assert dict(pairs.names.english) == {"甲": "a"}
    assert [(f.place.span and f.place.span.text, f.message.en) for f in findings] == [
        ("乙", "“a” stands for “乙” here and for “甲” in line 2: the way back is unclear"),
        ("1 b", "“1 b” cannot be an English name"),
        ("丁", "“丁” has no English"),
        ("[c]", "the glossary is not well formed: pairs of Chinese and English are wanted here"),
        ("word", "the glossary is not well formed: pairs of Chinese and English are wanted here"),
        ("words", "a glossary has no section “words”"),
    ]
    assert {f.code for f in findings} == {"RD112"}


def test_what_could_not_be_written_is_told() -> None:
    text = """texts: {甲: 'a "b" “c”', 乙: 'a "b"', 丙: a (b) 【c】, 丁: 'a [b] 【c】'}"""
    _, findings = glossary(SourceFile("glossary.en.yaml", text))
    assert [f.subject for f in findings] == ["甲", "丁"]


def test_no_text_breaks_it() -> None:
    for text in ("", "- a", "names: [", "names: {a: b", "\0", "names:\n  a: b\n  a: c"):
        glossary(SourceFile("glossary.en.yaml", text))


def translated(folder: Path, text: str, words: str, to: str) -> Formatted:
    (folder / "vocabulary").mkdir(exist_ok=True)
    shutil.copyfile(POLICIES / "vocabulary" / "公务员.yaml", folder / "vocabulary" / "people.yaml")
    (folder / "rankdsl.toml").write_text("", encoding="utf-8")
    (folder / "glossary.en.yaml").write_text(words, encoding="utf-8")
    (folder / "a.rank").write_text(text, encoding="utf-8")
    place = workspace.open_workspace([folder], codes=pipeline.CODES)
    assert place.findings == ()
    (document,) = place.documents
    return pipeline.rewriter(place, to)(document)


def test_both_ways(tmp_path: Path) -> None:
    assert translated(tmp_path, CHINESE, GLOSSARY, "en").text == ENGLISH
    assert translated(tmp_path, ENGLISH, GLOSSARY, "zh").text == CHINESE
    assert translated(tmp_path, ENGLISH, GLOSSARY, "en").text == ENGLISH


def test_a_value_is_told_from_a_fact_by_what_it_stands_beside(tmp_path: Path) -> None:
    """In the vocabulary, `county` is 县级 and 县份; the glossary above has another word for the one."""
    words = GLOSSARY.replace(", 县级: county_tier", "")
    found = translated(tmp_path, CHINESE, words, "en")
    assert found.text is not None
    assert "organ_tier in {county, township} and county = county_jia" in found.text
    assert translated(tmp_path, found.text, words, "zh").text == CHINESE


def test_what_is_not_translated_is_listed_at_once(tmp_path: Path) -> None:
    found = translated(tmp_path, CHINESE, "", "en")
    assert found.text is None
    assert [(f.message.en, f.help and f.help.en) for f in found.findings] == [
        (f"the {kind} “{word}” has no English", f"add a line to {section} in glossary.en.yaml: {word}: …")
        for kind, word, section in (
            ("text", "注", "texts"),
            ("title", "甲县办法", "titles"),
            ("heading", "晋升", "headings"),
            ("text", "甲", "texts"),
            ("name", "可晋升", "names"),
        )
    ]
    assert [f.place.span and f.place.span.file.position(f.place.span.start) for f in found.findings] == [
        (1, 1),
        (2, 3),
        (7, 1),
        (8, 8),
        (10, 8),
    ]
    back = translated(tmp_path, ENGLISH.replace("county_tier", "county"), "", "zh")
    assert [f.message.en for f in back.findings] == [
        "the text “a note” has no Chinese",
        "the title “Measures of Jia County” has no Chinese",
        "the heading “Promotion” has no Chinese",
        "the text “one” has no Chinese",
        "the name “promotable” has no Chinese",
    ]


def test_a_name_that_would_come_back_as_another_is_no_translation(tmp_path: Path) -> None:
    words = GLOSSARY.replace("可晋升: promotable", "可晋升: grade_level")
    assert (
        translated(tmp_path, CHINESE.replace("任现职级年限 不少于 8年", "级别 = 25级"), words, "en")
        .findings[0]
        .message.en
        == "the name “级别” becomes “grade_level”, which leads back to “可晋升”"
    )


def test_a_latin_name_is_at_home_in_both(tmp_path: Path) -> None:
    chinese = CHINESE.replace("可晋升", "KPI")
    english = translated(tmp_path, chinese, GLOSSARY, "en").text
    assert english is not None
    assert translated(tmp_path, english, GLOSSARY, "zh").text == chinese


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    translated(tmp_path, CHINESE, GLOSSARY.replace("注: a note", ""), "en")
    (tmp_path / "b.rank").write_text(CHINESE.replace("# 注\n", "").replace("2020", "2030"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["fmt", "--to", "en", "--lang", "en", "."]) == 1
    out, err = capsys.readouterr()
    assert "the text “注” has no English" in err
    assert "2 files: 1 would be rewritten, 1 left alone" in out
    assert (tmp_path / "b.rank").read_text(encoding="utf-8").startswith("文件")
    (tmp_path / "glossary.en.yaml").write_text(GLOSSARY, encoding="utf-8")
    assert main(["fmt", "--to", "en", "."]) == 0
    assert (tmp_path / "a.rank").read_text(encoding="utf-8") == ENGLISH
    assert main(["fmt", "--check", "."]) == 0
    assert main(["fmt", "--to", "zh", "."]) == 0
    assert (tmp_path / "a.rank").read_text(encoding="utf-8") == CHINESE
