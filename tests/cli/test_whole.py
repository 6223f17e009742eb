"""The commands on real documents, from the command line to the output, nothing replaced."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rankdsl.cli.main import main
from tests import reference
from tests.reference import copy_part

ROOT = Path(__file__).parents[2]
COUNTY = "counties/甲县-中层正职三年.rank"
PERSON = ROOT / "demo" / "科员.yaml"


@pytest.fixture
def policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A part of the reference policies in another place, with the county's announcements (预期) taken away."""
    place = copy_part(tmp_path / "policies")
    county = place / COUNTY
    lines = county.read_text(encoding="utf-8").splitlines(keepends=True)
    county.write_text("".join(line for line in lines if "预期 RD" not in line), encoding="utf-8")
    monkeypatch.chdir(place)
    return place


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main([*words, "--lang", "zh"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, out, err = shown(capsys, *words, "--format", "json")
    assert err == ""
    return code, json.loads(out)


@pytest.mark.slow
def test_the_reference_policies_are_clean() -> None:
    found = reference.checked()
    assert (found.code, found.err) == (0, "")
    assert re.search("共检查 [0-9]+ 份文件", found.out)
    assert "发现错误 0 处、警告 0 处" in found.out


def test_a_county_that_adds_a_condition(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = as_json(capsys, "check", COUNTY)
    assert code == 1
    assert [d["title"] for d in found["documents"]] == ["甲县公务员职级晋升办法（示例）"]
    assert {f["code"] for f in found["findings"]} == {"RD301", "RD401", "RD403"}
    (stricter,) = (f for f in found["findings"] if f["code"] == "RD401")
    assert stricter["location"]["path"] == COUNTY
    assert (stricter["article"], stricter["item"]) == ("第二条", "（一）")
    assert [r["article"] for r in stricter["related"]] == ["第十条", "第十二条"]
    assert stricter["witness"]["replayed"] is True
    assert stricter["witness"]["outcome"] == {"here": "否", "superior": "是"}
    assert stricter["witness"]["facts"]["中层正职年限"] == "0年"
    assert stricter["witness"]["decisive"]
    assert found["summary"]["refuted"] == 3
    assert found["summary"]["errors"] == len(found["findings"])


def test_only_some_checks(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = as_json(capsys, "check", COUNTY, "--select", "RD4", "--ignore", "added-condition")
    assert (code, {f["code"] for f in found["findings"]}) == (1, {"RD401"})
    asked = {o["check"] for o in found["obligations"]}
    assert "RD401" in asked
    assert all(check.startswith("RD4") and check != "RD403" for check in asked)
    code, found = as_json(capsys, "check", COUNTY, "--ignore", "RD3,RD4")
    assert (code, found["findings"]) == (0, [])


def test_one_day_only(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = as_json(capsys, "check", COUNTY, "--as-of", "2017-01-01")
    assert (code, found["as_of"]) == (1, "2017-01-01")
    assert all(f["code"] in ("RD301", "RD401", "RD403") for f in found["findings"])


def test_a_severity_of_the_workspace(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (policies / "rankdsl.toml").open("a", encoding="utf-8") as file:
        file.write('[severity]\nRD401 = "off"\nRD403 = "warning"\nRD301 = "note"\n')
    code, found = as_json(capsys, "check", COUNTY)
    assert code == 0
    assert {(f["code"], f["severity"]) for f in found["findings"]} == {("RD403", "warning"), ("RD301", "note")}
    assert shown(capsys, "check", COUNTY, "--fail-level", "warning")[0] == 1


def test_too_little_work_is_no_pass(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = as_json(capsys, "check", "central", "--budget", "1")
    assert code == 3
    assert {f["code"] for f in found["findings"]} == {"RD901"}
    assert {d["verdict"] for d in found["documents"]} == {"unknown"}


def test_from_standard_input(
    policies: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (policies / COUNTY).read_bytes()
    (policies / COUNTY).unlink()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    code, found = as_json(capsys, "check", "-")
    assert code == 1
    assert {f["location"]["path"] for f in found["findings"]} == {"<stdin>"}
    assert {f["code"] for f in found["findings"]} == {"RD301", "RD401", "RD403"}


def test_the_shipped_vocabulary_stands_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = tmp_path / "alone.rank"
    alone.write_text(
        "文件《甲县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n"
        "第一条【条件】\n  决定 可晋升 须：任现职级年限 ≥ 2年。\n",
        encoding="utf-8",
    )
    code, found = as_json(capsys, "check", str(alone))
    assert (code, found["findings"], found["summary"]["documents"]) == (0, [], 1)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(
    policies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (policies / "central" / "scan.rank").write_bytes(b"%PDF-1.7")
    code, found = as_json(capsys, "check")
    assert code == 2
    assert {"RD100", "RD401"} <= {f["code"] for f in found["findings"]}
    assert found["summary"]["documents"] >= 4


def test_a_file_that_is_wrong_does_not_hide_the_others(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (policies / "central" / "more.rank").write_text("文件《丙》\n  层级：中央。\n第一条 决定决定\n", encoding="utf-8")
    code, found = as_json(capsys, "check")
    assert code == 1
    assert "RD401" in {f["code"] for f in found["findings"]}
    assert any(f["code"].startswith("RD1") and f["location"]["path"] == "central/more.rank" for f in found["findings"])


def test_cases(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = as_json(capsys, "test")
    assert code == 0
    assert found["summary"]["cases"] == found["summary"]["passed"] > 30
    code, one = as_json(capsys, "test", "cases/乙县.yaml")
    assert (code, [c["name"] for c in one["cases"]]) == (0, ["近3年只有1次优秀", "近3年有2次优秀"])
    file = policies / "cases" / "乙县.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("可晋升: 否", "可晋升: 是"), encoding="utf-8")
    code, out, _ = shown(capsys, "test", "cases/乙县.yaml")
    assert code == 1
    assert "案例“近3年只有1次优秀” 不通过" in out
    assert re.search(r"可晋升 +是 +否\n", out)


def test_one_person(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = shown(capsys, "eval", COUNTY, "--case", str(PERSON))
    assert (code, err) == (0, "")
    assert out.startswith("甲县的一名科员")
    assert "可晋升：否\n" in out
    assert "中层正职年限 0年，还差 3年" in out
    code, found = as_json(capsys, "eval", COUNTY, "--case", str(PERSON), "--decision", "可晋升")
    assert (code, found["schema"], found["findings"]) == (0, "rankdsl-eval/1", [])
    (person,) = found["persons"]
    assert person["name"] == "甲县的一名科员"
    assert [e["outcome"] for e in person["explanations"]] == ["no"]


def test_a_person_of_whom_too_little_is_known(
    policies: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = PERSON.read_text(encoding="utf-8").replace("中层正职年限: 不适用", "中层正职年限: 未知")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(case.encode())))
    code, out, _ = shown(capsys, "eval", COUNTY, "--case", "-")
    assert code == 3
    assert "可晋升：不能确定" in out


def test_another_day(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = shown(capsys, "eval", COUNTY, "--case", str(PERSON), "--as-of", "2020-01-01")
    assert code == 3
    assert "文件在评定日没有施行" in out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--case", "none.yaml"], 2, "RD100"),
        (["--case", "sources.yaml"], 1, "RD116"),
        (["--case", str(PERSON), "--decision", "可晋级"], 2, "没有名为“可晋级”的决定或定义；是否应为 可晋升"),
        (["--case", "cases/乙县.yaml"], 1, "RD116"),
    ],
)
def test_what_keeps_a_person_from_an_answer(
    policies: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    found, out, err = shown(capsys, "eval", COUNTY, *words)
    assert (found, out) == (code, "")
    assert said in err
    if said.startswith("RD"):
        again, told = as_json(capsys, "eval", COUNTY, *words)
        assert (again, told["persons"]) == (code, [])
        assert said in {f["code"] for f in told["findings"]}


def test_standard_input_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "eval", "-", "--case", "-") == (
        2, "", "rankdsl：规则文件和案例不能都取自标准输入\n",
    )  # fmt: skip


@pytest.mark.parametrize("words", [[], ["公务员"], ["vocabulary/公务员.yaml"]])
def test_the_schema_of_a_case(policies: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    from jsonschema import Draft202012Validator

    code, out, err = shown(capsys, "schema", *words)
    assert (code, err) == (0, "")
    schema = json.loads(out)
    Draft202012Validator.check_schema(schema)
    valid = {"cases": [{"name": "甲", "facts": {"现职级": "科员级"}}]}
    assert list(Draft202012Validator(schema).iter_errors(valid)) == []
    assert list(Draft202012Validator(schema).iter_errors({"cases": [{"name": "甲", "facts": {"现职极": "x"}}]})) != []


def test_the_schema_of_nothing(
    policies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = shown(capsys, "schema", "公务")
    assert (code, out) == (2, "")
    assert err.startswith("rankdsl：没有名为“公务”的词表；是否应为 公务员")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert shown(capsys, "schema") == (2, "", "rankdsl：工作区没有词表\n")


def test_the_same_bytes_in_every_process(policies: Path) -> None:
    def run(seed: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-m", "rankdsl", "check", COUNTY, "--format", "json", "--lang", "zh"],
            cwd=policies, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}, capture_output=True,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (1, b"")
        return re.sub(rb'"seconds": [0-9.]+', b"", done.stdout)

    first = run("1")
    assert b"\r" not in first
    assert run("2") == first


@pytest.mark.parametrize("options", [["--select", "RD203"], ["--ignore", "RD208"]])
def test_of_nobody_nothing_passes_whatever_is_selected(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "county.rank"
    text = (ROOT / "tests" / "corpus" / "bad" / "RD208-scope-admits-nobody.rank").read_text(encoding="utf-8")
    document.write_text(text, encoding="utf-8")
    code, found = as_json(capsys, "check", str(document), *options)
    assert code == 1
    assert {f["code"] for f in found["findings"]} == {"RD208"}
    (tmp_path / "rankdsl.toml").write_text('[severity]\nRD208 = "off"\n', encoding="utf-8")
    code, found = as_json(capsys, "check", str(document), *options)
    assert (code, found["findings"]) == (3, [])
    assert {d["verdict"] for d in found["documents"]} == {"unknown"}


def test_what_was_not_selected_is_said_to_be_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is listed, and still the exit code is 3: a reader must learn why. A case that could not be run is no
    finding of its own."""
    text = (
        "文件《甲县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n"
        "第一条【条件】\n  定义 应任年限：2年2年。\n"
        "  案例 “一”：现职级 = 办事员级；期望 应任年限 = 3年6个月；其余 如常。\n"
    )
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    assert main(["check", str(tmp_path / "a.rank"), "--select", "RD401", "--lang", "zh"]) == 3
    assert "《甲县办法》没有结论，原因不在选出的检查之内" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "a.rank"), "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert "nothing was concluded" not in shown
    assert "RD209" not in shown
