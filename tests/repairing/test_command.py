"""`rankdsl check --repairs` in every format, and that it looks at what nobody asked about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from rankdsl.cli.main import main
from rankdsl.diagnostics import Edit, Fix, Report, Text
from rankdsl.reporters.sarif import check_sarif
from tests.repairing.test_mends import ABOVE, BELOW
from tests.reporters.shown import BELOW as BELOW_FILE
from tests.reporters.shown import STRICTER

COUNTY = """\
文件《甲县办法》
  层级：县级。 依据：《甲省细则》。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：（一）任现职级年限 ≥ 36个月。
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rankdsl.toml").write_text('documents = ["*.rank"]\n', encoding="utf-8")
    (tmp_path / "省.rank").write_text(ABOVE.format(more="；不得放宽") + BELOW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["check", "省.rank", "--lang", "zh", "--repairs", *words])
    captured = capsys.readouterr()
    assert captured.err == ""
    return code, captured.out


def test_the_lines_before_and_after(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (workspace / "省.rank").read_bytes()
    code, out = shown(capsys)
    assert code == 1
    assert (
        """\
  可以这样改：把第一条（一）的“3年”改为“2年”
   12 -   决定 可晋升 须：（一）任现职级年限 ≥ 3年。
   12 +   决定 可晋升 须：（一）任现职级年限 ≥ 2年。
  或者：删去第一条的这项决定
   12 -   决定 可晋升 须：（一）任现职级年限 ≥ 3年。
"""
        in out
    )
    assert out.endswith("试改 1 处问题，1 处有可靠的改法（改后重新检查过，没有新的问题）。\n")
    assert (workspace / "省.rank").read_bytes() == before


def test_for_machines(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = shown(capsys, "--format", "json")
    found = json.loads(out)
    assert found["repairs"] == {"tried": 1, "mended": 1}
    (finding,) = found["findings"]
    location = {"path": "省.rank", "line": 12, "column": 24, "end_line": 12, "end_column": 26}
    assert finding["fix"] == {
        "message": "把第一条（一）的“3年”改为“2年”",
        "edits": [{"location": location, "text": "2年"}],
        "verified": True,
        "sure": False,
    }
    assert [fix["message"] for fix in finding["alternatives"]] == ["删去第一条的这项决定"]


def test_every_mend_is_a_fix_of_sarif() -> None:
    other = Fix(Text("删去这一句", "delete the sentence"), (Edit(BELOW_FILE.span(0, 3), ""),), verified=True)
    log = check_sarif(Report(findings=(replace(STRICTER, alternatives=(other,)),)), (), "zh")
    (result,) = log["runs"][0]["results"]
    assert [fix["description"]["text"] for fix in result["fixes"]] == ["删去第二条（一）", "删去这一句"]
    assert result["message"]["text"].endswith("可以这样改：删去第二条（一）\n或者：删去这一句")


def test_a_document_below_that_nobody_asked_about(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The county copies the province; were the province mended alone, the fault would be the county's."""
    (workspace / "县.rank").write_text(COUNTY, encoding="utf-8")
    code, out = shown(capsys)
    assert code == 1
    assert "可以这样改" not in out
    assert "试改 1 处问题，0 处有可靠的改法" in out
    against = "把第一条（一）的“3年”改为“2年”，就会有新的问题：出现 RD401 《甲县办法》第一条（一）"
    assert f"  没有可靠的改法：{against}\n" in out
    assert "县.rank" not in out


def test_case_files_count_too(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "rankdsl.toml").write_text('documents = ["*.rank"]\ncases = ["*.yaml"]\n', encoding="utf-8")
    case = """\
document: 甲省细则
cases:
  - name: 满两年
    as_of: 2020-01-01
    facts: {现职级: 科员级, 任现职级起: 2017-07}
    rest_typical: true
    expect: {可晋升: 否}
"""
    (workspace / "案例.yaml").write_text(case, encoding="utf-8")
    _, out = shown(capsys, "--format", "json")
    found = json.loads(out)
    assert found["repairs"] == {"tried": 1, "mended": 0}
    assert found["findings"][0]["held_back"].endswith("案例“满两年”因此不通过")
