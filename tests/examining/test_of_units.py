"""Where a vocabulary knows facts of units only, findings speak of units; where it knows people, of people."""

from __future__ import annotations

from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import check_text
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies

WORDS = """\
vocabulary: 小词表
english: small
extends: null
month_end: clip
facts:
  山区: {english: mountains, type: 是否, typical: 否, of_unit: true, meaning: 在山区, source: design}
  经费: {english: funds, type: 整数, range: [0, 9], typical: 3, of_unit: UNIT, meaning: 费, source: design}
"""
DOCUMENT = """\
文件《有人的办法》
  层级：县级。 词表：小词表。 施行：2025年1月1日。

第一条【指标】
  上限 考核 的 分值 不超过 100。
  指标 考核：
    （一）有人值守，分值 60，对象 值班，由 甲办；
    （二）其他人的值守，分值 60，对象 值班，由 乙办，适用 山区。
第二条【补助】
  待遇 补助：当 经费 ≥ 5 时，1元；其他，2元。
  上限 补助 的 级差 不超过 0.5元。
  决定 可补助 须：（一）经费 ≤ 3；（二）经费 ≥ 0。
  核算 “有人的合计”：补助 = 2元。
"""


def checked(folder: Path, unit: bool) -> tuple[list[Finding], str, str]:
    (folder / "vocabulary.yaml").write_text(WORDS.replace("UNIT", "true" if unit else "false"), encoding="utf-8")
    (folder / "a.rank").write_text(DOCUMENT, encoding="utf-8")
    (folder / "rankdsl.toml").write_text(
        'name = "小"\nvocabularies = ["vocabulary.yaml"]\ndocuments = ["*.rank"]\n', encoding="utf-8"
    )
    report = pipeline.check(open_workspace([folder], codes=pipeline.CODES, shipped=shipped_vocabularies()))
    return list(report.findings), check_text(report, Paper("zh")), check_text(report, Paper("en"))


def test_units_are_no_people(tmp_path: Path) -> None:
    findings, chinese, english = checked(tmp_path, unit=True)
    assert {"RD204", "RD308", "RD504", "RD510"} <= {f.code for f in findings}
    assert "超过上限：例中的单位为 60 + 60 = 120" in chinese
    assert "“有人值守”与“其他人的值守”重复考核“值班”，考到同一个单位" in chinese  # what is quoted stays
    assert "核算“有人的合计”对例中的单位不成立" in chinese
    assert "有这样一个单位" in chinese
    assert "有这样两个单位" in chinese
    assert "for the unit shown 60 + 60 = 120" in english
    assert "of the same units" in english
    assert "a unit with" in english
    assert "two units" in english
    assert "person" not in english
    assert "body" not in english


@pytest.mark.parametrize("text", ["例中的人为 60 + 60 = 120", "有这样两个人", "考到同一个人身上"])
def test_people_stay_people(tmp_path: Path, text: str) -> None:
    assert text in checked(tmp_path, unit=False)[1]


def test_a_finding_is_known_again(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    ours, theirs = checked(tmp_path / "one", unit=True)[0], checked(tmp_path / "two", unit=False)[0]
    assert [f.fingerprint for f in ours] == [f.fingerprint for f in theirs]
