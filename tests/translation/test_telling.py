"""What is said of an English document is said in its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.cli.main import main
from rankdsl.diagnostics import Text
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import check_text
from rankdsl.syntax.rewording import prose_in_english
from rankdsl.workspace.opening import open_workspace, shipped_vocabularies

DOCUMENT = """\
document "Opinions"
    level: countyy.
    vocabulary: civil_servant.
    effective: 15 January 2015.

article 1
    scope: organ_tier in {county, townships} and established_stuff.
    define x: grade_level > excellent.
    decision promotable requires: current_rank is not lower than clerkk.
    exception to article 9 when hardship_area, promotable is no.
    amend article 3 of "Nothing": promotable also requires: (1) yes.
    define grade_level: 3.
"""
HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Text, Text]]:
    """By line, what is said first of it, and what to do."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "a.rank").write_text(DOCUMENT, encoding="utf-8")
    told: dict[int, tuple[Text, Text]] = {}
    for finding in pipeline.check_paths([folder]).findings:
        assert finding.place.span is not None
        line = finding.place.span.file.position(finding.place.span.start)[0]
        told.setdefault(line, (finding.message, finding.help or Text("", "")))
    return told


def test_no_chinese_word_is_in_an_english_sentence(found: dict[int, tuple[Text, Text]]) -> None:
    assert sorted(found) == [2, 7, 8, 9, 10, 11, 12]
    assert [text.en for texts in found.values() for text in texts if HAN.search(text.en)] == []


def test_names_are_those_of_the_document(found: dict[int, tuple[Text, Text]]) -> None:
    assert found[7][0] == Text("“organ_tier”没有“townships”这个值", "“organ_tier” has no value “townships”")
    assert "central, provincial, prefectural, county, township" in found[2][1].en
    assert found[12][0].en == "“grade_level” is already a fact of the vocabulary “civil_servant”"
    assert found[11][0].en == "“Nothing” is not above this document"


def test_a_near_name_is_offered(found: dict[int, tuple[Text, Text]]) -> None:
    assert found[7][1].en.startswith("did you mean “township”? its values are township, county")
    assert found[7][1].zh.startswith("是否应为“township”？它的值有：township、county")
    assert found[9][1].en.startswith("did you mean “clerk”")


def test_persons_and_mends_are_in_its_words(tmp_path: Path) -> None:
    text = DOCUMENT.split("    level")[0] + (
        "    level: county. vocabulary: civil_servant. effective: 1 July 2016.\narticle 1\n"
        "    decision promotable requires: (1) years_as_section_head ≥ 3 years; (2) years_in_rank ≥ 3 years.\n"
        "    publish promotable: rank_since.\n"
    )
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    place = open_workspace([tmp_path], codes=pipeline.CODES, shipped=shipped_vocabularies())
    report = pipeline.repair(place, pipeline.check(place))
    (finding,) = report.findings
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert "中层正职年限" in finding.evidence.person.facts  # what programs read stays canonical
    shown = check_text(report, Paper("en"))
    assert "years_as_section_head  3 years" in shown
    assert "day of evaluation      1 July 2016" in shown
    assert finding.fix is not None
    assert finding.fix.edits[0].text == ", years_as_section_head"


def test_explanations_and_thresholds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.rank").write_text(
        'document "Opinions"\n level: county. vocabulary: civil_servant. effective: 1 July 2016.\narticle 1\n'
        " table years by current_rank: clerk → 8 years; otherwise → 12 years.\n"
        " decision promotable requires: (1) years_in_rank ≥ years; (2) not under_sanction.\n",
        encoding="utf-8",
    )
    (tmp_path / "one.yaml").write_text(
        "facts: {current_rank: clerk, rank_since: 2010-07}\nrest_typical: true\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["eval", "a.rank", "--case", "one.yaml", "--decision", "promotable", "--lang", "en"]) == 0
    assert main(["thresholds", "a.rank", "--lang", "en", "--by", "current_rank"]) == 0
    shown = capsys.readouterr().out
    assert HAN.search(shown) is None
    assert "by “Opinions” article 1, all of these are required:\n  (1) years_in_rank ≥ years …… not met" in shown
    assert "deputy_section, section, deputy_division" in shown
    assert "clerk " in shown


def test_what_is_said_of_rules_is_in_its_words(tmp_path: Path) -> None:
    (tmp_path / "glossary.en.yaml").write_text("names: {可晋升: promotable, 应降级: demoted}\n", encoding="utf-8")
    head = "    level: county. vocabulary: civil_servant. effective: 1 July 2016.\narticle 1\n"
    above = head.replace("county", "central") + (
        "    scope: current_rank is lower than division.\n    decision promotable requires: established_staff.\n"
        "    decision demoted requires: not established_staff.\n"
        "    assert: promotable excludes demoted.\n"
        "    for subordinates promotable: may regulate freely.\n"
        "    for subordinates demoted: may regulate freely.\n"
    )
    below = head.replace("effective", 'under: "Above". effective') + (
        "    scope: established_staff.\n    define x: when hardship_area, 2 years; when established_staff, 1 year.\n"
        '    amend article 1 of "Above": demoted is replaced by: requires: (1) years_in_rank ≥ 3 years.\n'
    )
    (tmp_path / "a.rank").write_text(f'document "Above"\n{above}\ndocument "Below"\n{below}', encoding="utf-8")
    shown = check_text(pipeline.check_paths([tmp_path]), Paper("en"))
    assert "one says 2 years, the other 1 year\n" in shown
    assert "outcome: promotable: yes; demoted: yes\n" in shown
    assert "outcome: here: applicable; superior: not applicable\n" in shown


def test_what_is_no_date_or_sum_is_left_as_it_is_quoted() -> None:
    assert prose_in_english("“2020年13月” 2020年 1月") == "“2020年13月” 2020 1月"
    assert prose_in_english("“1.2.3年” 9.年 “1..5年”") == "“1.2.3年” 9.年 “1..5年”"
    assert prose_in_english(f"{'9' * 40}年") == f"{'9' * 40}年"
    assert prose_in_english("18个月") == "18 months"


def test_articles_of_english_documents_are_cited_in_english(tmp_path: Path) -> None:
    (tmp_path / "a.rank").write_text(
        'document "Province Rules"\n  level: provincial. vocabulary: civil_servant. effective: 1 January 2020.\n\n'
        "article 1\n  veto list: safety, environment.\n\n"
        'document "County Rules"\n  level: county. under: "Province Rules". effective: 1 January 2020.\n\n'
        "article 1\n  indicators assessment: (1) petitions, worth 30, veto.\n",
        encoding="utf-8",
    )
    (finding,) = pipeline.check_paths([tmp_path]).findings
    said = "“petitions” is a veto, and is not on the list of vetoes of “Province Rules” article 1"
    assert finding.message.en == said
    assert finding.help is not None
    assert finding.help.en.endswith("“Province Rules” article 1 must list it")


def test_what_a_sum_is_called_is_said_as_the_glossary_has_it(tmp_path: Path) -> None:
    """What the document calls it may have names in it (级别), which are not to be put into English by themselves."""
    (tmp_path / "glossary.en.yaml").write_text(
        "language: en\ntexts:\n  级别工资仅占两成，70项: level pay is only a fifth\n", encoding="utf-8"
    )
    (tmp_path / "a.rank").write_text(
        'document "Figures"\n    level: county.\n    vocabulary: civil_servant.\n    effective: 1 July 2016.\n'
        'article 1\n    figures "level pay is only a fifth": 25 + 45 = 65.\n',
        encoding="utf-8",
    )
    (finding,) = pipeline.check_paths([tmp_path]).findings
    assert finding.message.en == "the figures “level pay is only a fifth” do not agree: 25 + 45 = 70, which is not 65"
    assert finding.message.zh == "核算“level pay is only a fifth”不成立：25 + 45 = 70，不等于 65"
