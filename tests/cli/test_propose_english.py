"""`rankdsl propose` by an English document with a glossary of Chinese names: its own names are understood."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.population.unit_files import BUREAU

RULES = """\
document "Measures of the Bureau (Example)"
    level: county.
    vocabulary: bureau.
    effective: 1 January 2026.

article 1 [Conditions]
    decision promotable requires:
        (1) current_rank is lower than second;
        (2) not sanctioned.
    table next_rank by current_rank:
        clerk → fourth;
        fourth → third;
        otherwise → second.
    slots slots_of_bureau by current_rank on a base of posts, rounded down:
        (1) second at most 5% of the base;
        (2) third, fourth at most 30% of the base.
    moves along current_rank: raised by promotable → next_rank.
    selection the_best: out of promotable, by points highest first, take as many as slots_of_bureau allows.
    selection the_first: out of promotable, by since earliest first, take as many as slots_of_bureau allows.
    procedure way:
        (1) scrutiny, by office;
        (2) notice, at least 5 days, publishing points.
"""
GLOSSARY = "names: {首选: the_first, 晋升程序: way, 考察: scrutiny, 公示: notice, 办公室: office}\n"
UNIT = """\
path: rules.rank
as_of: 2026-06-30
unit: {name: the bureau, facts: {posts: 4}}
selection: the_first
people:
  - {id: a, name: Anna, facts: {current_rank: clerk, since: 2015-01, points: 10, sanctioned: no}}
  - {id: b, name: Ben, facts: {current_rank: clerk, since: 2016-01, points: 20, sanctioned: no}}
log:
  procedure: way
  steps:
    - {step: scrutiny, on: 2026-01-02, by: office}
    - {step: notice, on: 2026-01-05, until: 2026-01-12, published: [points]}
"""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    (tmp_path / "rankdsl.toml").write_text('vocabularies = ["vocabulary/*.yaml"]\n', "utf-8")
    shutil.copytree(BUREAU / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "rules.rank").write_text(RULES, "utf-8")
    (tmp_path / "glossary.en.yaml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "unit.yaml").write_text(UNIT, "utf-8")
    return tmp_path / "unit.yaml"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["propose", *words, "--lang", "en"])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_its_own_names_are_understood(unit, capsys):
    code, out, err = told(capsys, str(unit))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[1].startswith("by “Measures of the Bureau (Example)” article 1 selection the_first: out of promotable")
    assert "    1  Anna (a)  clerk → fourth  since 2015-01" in lines
    assert "    2  Ben (b)  clerk → fourth  points 20" not in lines
    code, out, _ = told(capsys, str(unit), "--selection", "the_best")
    assert (code, "    1  Ben (b)  clerk → fourth  points 20" in out.splitlines()) == (0, True)


def test_what_is_wrong_is_said_in_its_own_names(unit, capsys):
    text = UNIT.replace("until: 2026-01-12", "until: 2026-01-08").replace("by: office", "by: registry")
    unit.write_text(text, "utf-8")
    code, out, err = told(capsys, str(unit))
    assert (code, out.startswith("the bureau, 2026-06-30: 1 proposed")) == (1, True)
    assert "“notice” lasted 3 days from 2026-01-05 to 2026-01-08 (the first day is not counted), and “Measures" in err
    assert (
        "“scrutiny” was taken by “registry”, and “Measures of the Bureau (Example)” article 1 (1) has “office”" in err
    )
    assert "“办公室”" not in err
    found = json.loads(told(capsys, str(unit), "--format", "json")[1])
    assert any("“scrutiny” was taken by “registry”" in f["message"] for f in found["findings"])
    unit.write_text(UNIT.replace("procedure: way", "procedure: ways"), "utf-8")
    assert "the document has no procedure “ways”" in told(capsys, str(unit))[2]
