"""`check --burden-against`: exit codes, what is said in both languages, JSON, and what cannot be compared."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from rankdsl.cli.main import main
from tests.schema_of import held

HEAD = "文件《某县平时考核办法》\n  层级：县级。 词表：公务员职级。 施行：{year}年1月1日。\n\n第一条【指标】\n"
OLD = """\
  指标 平时考核指标：
    （一）政治素质，分值 40，材料 3，检查 2；
    （二）工作实绩，分值 60，适用 任现职级年限 ≥ 2年，材料 1；
    （三）其他工作，分值 20.5，适用 领导职务 = 无领导职务。
"""
LESS = """\
  指标 平时考核指标：
    （一）政治素质，分值 40，材料 2；
    （二）工作实绩，分值 60，适用 任现职级年限 ≥ 2年，材料 1。
"""
MORE = OLD.replace("分值 40", "分值 30").replace("领导职务 = 无", "领导职务 ≠ 无")
NEW_SET = LESS + "  指标 专项考核：（一）信访，分值 10。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "a.rank").write_text(HEAD.format(year=2024) + OLD, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def check(folder: Path, body: str, *words: str | Path) -> int:
    (folder / "new" / "a.rank").write_text(HEAD.format(year=2025) + body, encoding="utf-8")
    return run("check", folder / "new" / "a.rank", "--burden-against", folder / "old", *words)


def test_less_is_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, LESS, "--lang", "zh") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "《某县平时考核办法》“平时考核指标”合计：项数 3 → 2，分值 120.5 → 100，材料 4 → 3，检查 2 → 0。",
        "减负一致性评估：均没有增加。",
    ]
    assert check(folder, LESS, "--lang", "en") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "burden against the version before: it grows for none"
    assert "indicators 3 → 2, points 120.5 → 100, materials 4 → 3, visits 2 → 0" in lines[-2]


def test_more_for_some_though_less_in_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, MORE, "--lang", "zh") == 1
    shown = capsys.readouterr().out
    assert "减负一致性评估：指标“平时考核指标”的分值比原来多：例中的人为 100 → 110.5" in shown
    assert "《某县平时考核办法》第一条：原来的版本" in shown
    assert "分值 120.5 → 110.5（有的增加）" in shown
    assert shown.endswith("减负一致性评估：有增加。\n")
    assert check(folder, MORE, "--lang", "en") == 1
    assert "are more than before: for the person shown 100 → 110.5" in capsys.readouterr().out


def test_a_new_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, NEW_SET, "--lang", "zh") == 1
    shown = capsys.readouterr().out
    assert "“专项考核”是新设的一套指标，原来没有：项数 1，分值 10" in shown
    assert "“专项考核”（新设）合计：项数 0 → 1（有的增加）" in shown
    assert check(folder, "  参数 甲：1。\n", "--lang", "zh") == 0
    assert "“平时考核指标”（已取消）合计：项数 3 → 0" in capsys.readouterr().out


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, MORE, "--format", "json") == 1
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert held("rankdsl-check-1", found) == []
    (change,) = found["burden"]
    assert change["before"] == {"items": 3, "points": 120.5, "materials": 4, "visits": 2}
    assert change["after"] == {"items": 3, "points": 110.5, "materials": 4, "visits": 2}
    assert (change["more"], change["unknown"]) == (["points"], [])
    assert [(f["code"], f["witness"]["replayed"]) for f in found["findings"]] == [("RD504", True)]
    verdicts = [o["verdict"] for o in found["obligations"] if o["check"] == "RD504"]
    assert sorted(verdicts) == ["proved", "proved", "proved", "refuted"]
    assert run("check", folder / "old", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["burden"] is None


def test_versions_in_one_workspace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither is taken for another version beside the other, and what OLD lacks it has from what is checked."""
    (folder / "rankdsl.toml").write_text("", encoding="utf-8")
    superior = (
        HEAD.format(year=2020).replace("某县平时考核办法", "某省办法").replace("县级", "省级") + "  参数 甲：1。\n"
    )
    (folder / "superior.rank").write_text(superior, encoding="utf-8")
    under = "  层级：县级。 依据：《某省办法》。 词表"
    for name, body in (("old", OLD), ("new", LESS)):
        text = HEAD.format(year=2024).replace("  层级：县级。 词表", under) + body
        (folder / name / "a.rank").write_text(text, encoding="utf-8")
    assert run("check", folder / "new", "--burden-against", folder / "old", "--lang", "zh") == 0
    assert capsys.readouterr().out.endswith("减负一致性评估：均没有增加。\n")


def test_a_draft_beside_a_workspace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is borrowed for what is checked: what it lacks is its own mistake."""
    text = HEAD.format(year=2025).replace("词表", "依据：《某省办法》。 词表") + LESS
    (folder / "new" / "a.rank").write_text(text, encoding="utf-8")
    superior = (
        HEAD.format(year=2020).replace("某县平时考核办法", "某省办法").replace("县级", "省级") + "  参数 甲：1。\n"
    )
    (folder / "old" / "superior.rank").write_text(superior, encoding="utf-8")
    assert run("check", folder / "new", "--burden-against", folder / "old", "--lang", "zh") == 1
    assert "RD110" in capsys.readouterr().out


def test_what_cannot_be_compared(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(folder, LESS, "--select", "RD4") == 2
    assert "RD504" in capsys.readouterr().err
    assert run("check", folder / "new", "--burden-against", folder / "nowhere", "--lang", "en") == 2
    assert "nowhere" in capsys.readouterr().err
    (folder / "empty").mkdir()
    assert run("check", folder / "new", "--burden-against", folder / "empty", "--lang", "en") == 2
    assert "no rule document" in capsys.readouterr().err
    (folder / "old" / "a.rank").write_text(HEAD.format(year=2024) + OLD.replace("分值", "分直"), encoding="utf-8")
    assert run("check", folder / "new", "--burden-against", folder / "old", "--lang", "en") == 2
    assert "the version before has mistakes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run("check", "-", "--burden-against", "-", "--lang", "en") == 2
    assert "cannot both be standard input" in capsys.readouterr().err


def test_no_former_version_at_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in (1, 2):
        other = HEAD.format(year=2024).replace("某县平时", f"某市{n}号") + OLD
        (folder / "old" / f"{n}.rank").write_text(other, encoding="utf-8")
    (folder / "old" / "a.rank").unlink()
    assert check(folder, LESS, "--lang", "en") == 2
    assert "has no former version of what is to be checked" in capsys.readouterr().err


def test_vocabularies_that_disagree_decide_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, low in (("old", "0"), ("new", "甲")):
        type_ = "整数\n    range: [0, 9]" if low == "0" else "是否"
        words = f"""\
vocabulary: 小词表
english: small
extends: null
month_end: clip
facts:
  得分:
    english: score
    type: {type_}
    meaning: 得分
    source: design
"""
        (folder / side / "vocabulary").mkdir()
        (folder / side / "vocabulary" / "small.yaml").write_text(words, encoding="utf-8")
        text = HEAD.format(year=2024).replace("公务员职级", "小词表") + "  指标 考核：（一）甲，分值 1。\n"
        (folder / side / "a.rank").write_text(text, encoding="utf-8")
    assert run("check", folder / "new", "--burden-against", folder / "old", "--lang", "zh") == 3
    shown = capsys.readouterr().out
    assert "RD901" in shown
    assert shown.endswith("减负一致性评估：没有得出结论。\n")


def test_a_document_cannot_announce_its_own_growth_away(folder: Path) -> None:
    expected = "  预期 RD504：“指标比原来多”。\n  上限 平时考核指标 的 项数 不超过 2。\n"
    assert check(folder, MORE + expected) == 1


PROVINCE = """\
文件《甲省平时考核办法》
  层级：省级。 词表：公务员职级。 施行：2024年1月1日。

第一条【指标】
  定义 骨干：任现职级年限 ≥ 2年。
  指标 平时考核指标：（一）政治素质，分值 40；（二）工作实绩，分值 60，适用 骨干。

"""
BELOW = "文件《某县平时考核细则》\n  层级：县级。 依据：《甲省平时考核办法》。 施行：2024年1月1日。\n\n第一条【细化】\n"
AMENDED = "  修改《甲省平时考核办法》第一条 骨干 改为：任现职级年限 ≥ {years}年。\n"
STATED = "  指标 平时考核指标：（一）政治素质，分值 40；（二）工作实绩，分值 {points}，适用 骨干。\n"
SILENT = "  新设 决定 可申报 须：任现职级年限 ≥ 1年。\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # Whom the superior's indicators apply to is changed here: it used to be said that the burden grows for nobody.
        (AMENDED.format(years=2), AMENDED.format(years=1), ["平时考核指标”的分值比原来多：例中的人为 40 → 100"]),
        (AMENDED.format(years=1), AMENDED.format(years=2), []),
        # What the superior has is stated again: no new set; less was asked before: it grows.
        (SILENT, STATED.format(points=60), []),
        (STATED.format(points=50), SILENT, ["平时考核指标”的分值比原来多：例中的人为 90 → 100"]),
        (STATED.format(points=60), SILENT, []),
        (SILENT, SILENT, []),
    ],
)
def test_what_a_superior_asks_counts_for_the_document_below(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: list[str]
) -> None:
    for name, body in (("old", old), ("new", new)):
        (folder / name / "a.rank").write_text(PROVINCE + BELOW + body, encoding="utf-8")
    code = run("check", folder / "new", "--burden-against", folder / "old", "--select", "RD504", "--lang", "zh")
    said = capsys.readouterr().out
    assert code == (1 if told else 0)
    assert [line.split("指标“", 1)[1] for line in said.splitlines() if "减负一致性评估：指标" in line] == told
    assert f"减负一致性评估：{'有增加' if told else '均没有增加'}。" in said
    assert "新设" not in said


@pytest.mark.parametrize("item", ["政治素质，分值 六十万元。", ""])
def test_nothing_is_concluded_from_what_is_written_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str], item: str
) -> None:
    """A set that is left out for a mistake is not gone, and the burden does not grow for none."""
    body = f"  指标 平时考核指标：（一）{item}\n"
    assert check(folder, body, "--lang", "zh") == 1
    said = capsys.readouterr().out
    assert said.endswith("减负一致性评估：文件有写错的地方，没有得出结论；改正以后再比较。\n")
    assert "已取消" not in said
    assert check(folder, body, "--format", "json") == 1
    assert json.loads(capsys.readouterr().out)["burden"] == []
