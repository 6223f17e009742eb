"""Formats, waivers and baselines from the command line, on real documents, nothing replaced."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import junitparser
import pytest

from rankdsl.cli.arguments import Request, read_arguments
from rankdsl.cli.main import main
from rankdsl.cli.places import repository_prefix
from rankdsl.cli.today import EPOCH, today
from rankdsl.diagnostics import Text
from tests.reporters.reading import sarif_schema

ROOT = Path(__file__).parents[2]
BELOW = """\
文件《甲县奖励办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可发放 须：
    （一）任现职级年限 ≥ 2年；
    （二）任现职级年限 ＜ 1年。
"""
WAIVER = """\
[[waivers]]
code = "RD203"
document = "甲县奖励办法"
article = "第一条"
reason = "试点期间暂不发放"
approved_by = "某省公务员局函〔2026〕3号"
until = 2026-12-31
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in a folder of a git repository, with one document that nobody can satisfy."""
    (tmp_path / ".git").mkdir()
    workspace = tmp_path / "规则 库"
    workspace.mkdir()
    (workspace / "rankdsl.toml").write_text("", encoding="utf-8")
    (workspace / "甲县.rank").write_text(BELOW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(EPOCH, raising=False)
    return workspace


def run(capsys: pytest.CaptureFixture[str], *words: str, language: str = "zh") -> tuple[int, str, str]:
    code = main(["check", "规则 库", *words, "--lang", language])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run(capsys, *words, "--format", "json")
    assert err == ""
    return code, json.loads(out)


# --- formats ---------------------------------------------------------------------------------------------------------


def test_every_format_has_paths_from_the_root_of_the_repository(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "--format", "sarif")
    assert (code, err) == (1, "")
    log = json.loads(out)
    assert list(sarif_schema().iter_errors(log)) == []
    (sarif_run,) = log["runs"]
    (result,) = (r for r in sarif_run["results"] if r["ruleId"] == "RD203")
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {
        "uri": "%E8%A7%84%E5%88%99%20%E5%BA%93/%E7%94%B2%E5%8E%BF.rank", "uriBaseId": "%SRCROOT%",
    }  # fmt: skip
    assert sarif_run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    code, out, _ = run(capsys, "--format", "github")
    assert code == 1
    assert out.startswith("::error file=规则 库/甲县.rank,line=5,")
    code, out, _ = run(capsys, "--format", "gitlab")
    assert code == 1
    assert json.loads(out)[0]["location"]["path"] == "规则 库/甲县.rank"
    code, out, _ = run(capsys, "--format", "junit")
    assert code == 1
    read = junitparser.JUnitXml.fromstring(out.encode("utf-8"))
    assert read.failures == 1
    code, found = as_json(capsys)
    assert {f["location"]["path"] for f in found["findings"]} == {"甲县.rank"}


def test_the_prefix(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert repository_prefix(inner) == ""
    (tmp_path / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # a work tree of git
    assert repository_prefix(inner) == "a/b/"
    (inner / ".git").mkdir()
    assert repository_prefix(inner) == ""


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab"])
def test_a_level_and_an_undecided_question(place: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, _ = run(capsys, "--format", form, "--budget", "1")
    assert code == 3
    assert "RD901" in out
    if form == "junit":
        assert junitparser.JUnitXml.fromstring(out.encode()).errors > 0
    (place / "rankdsl.toml").write_text('[severity]\nRD203 = "warning"\n', encoding="utf-8")
    assert run(capsys, "--format", form)[0] == 0
    assert run(capsys, "--format", form, "--fail-level", "warning")[0] == 1


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab"])
def test_the_same_bytes_twice(place: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    import re

    def once() -> str:
        out = run(capsys, "--format", form)[1]
        return re.sub(r'time="[\d.]+"|用时 [\d.]+', "", out)

    assert once() == once()


# --- waivers ---------------------------------------------------------------------------------------------------------


def test_a_waiver_until_its_last_day(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "rankdsl.toml").write_text(WAIVER, encoding="utf-8")
    code, found = as_json(capsys, "--today", "2026-12-31")
    assert (code, found["today"], found["summary"]["waived"], found["summary"]["errors"]) == (0, "2026-12-31", 1, 0)
    (finding,) = found["findings"]
    assert finding["waived"] == "试点期间暂不发放"
    assert finding["waiver"] == {"approved_by": "某省公务员局函〔2026〕3号", "until": "2026-12-31"}
    code, found = as_json(capsys, "--today", "2027年1月1日")
    assert (code, found["today"], found["summary"]["waived"], found["summary"]["errors"]) == (1, "2027-01-01", 0, 2)
    assert sorted(f["code"] for f in found["findings"]) == ["RD120", "RD203"]
    code, out, _ = run(capsys, "--today", "2026-12-31")
    assert "[豁免：试点期间暂不发放]" in out
    assert "豁免是否到期，按 2026年12月31日 判断。" in out
    code, out, _ = run(capsys, "--today", "2026-12-31", language="en")
    assert "whether waivers have expired was judged by 2026-12-31" in out


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab"])
def test_a_waived_finding_in_every_format(place: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (place / "rankdsl.toml").write_text(WAIVER, encoding="utf-8")
    code, out, _ = run(capsys, "--format", form, "--today", "2026-06-01")
    assert code == 0
    assert "已豁免：试点期间暂不发放（某省公务员局函〔2026〕3号，至2026年12月31日）" in out


def test_a_day_that_cannot_be(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "rankdsl.toml").write_text(WAIVER, encoding="utf-8")
    monkeypatch.setenv(EPOCH, "yesterday")
    assert run(capsys) == (
        2, "", f"rankdsl：环境变量 {EPOCH}（“yesterday”）不是秒数；请改正，或者用 --today 写明日期\n",
    )  # fmt: skip
    assert run(capsys, "--today", "2026-12-31")[0] == 0
    (place / "rankdsl.toml").write_text("", encoding="utf-8")
    assert run(capsys)[0] == 1  # without waivers nobody asks for the day


def request(*words: str) -> Request:
    read = read_arguments(["check", *words])
    assert isinstance(read, Request)
    return read


def test_the_day() -> None:
    assert today(request("--today", "2026-01-02"), {EPOCH: "0"}) == date(2026, 1, 2)
    assert today(request(), {EPOCH: "1798732800"}) == date(2027, 1, 1)  # 16:00 in Greenwich, midnight in Beijing
    assert today(request(), {EPOCH: "1798732799"}) == date(2026, 12, 31)
    before = (datetime.now(UTC) + timedelta(hours=8)).date()
    found = today(request(), {})
    assert before <= found <= (datetime.now(UTC) + timedelta(hours=8)).date()  # type: ignore[operator]
    for wrong in ("x", "1e9", "9" * 40):
        fault = today(request(), {EPOCH: wrong})
        assert isinstance(fault, Text)
        assert fault.en.endswith("is no number of seconds: correct it, or name the day with --today")


def test_without_waivers_the_day_is_not_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "--today", "2026-12-31")[1]["today"] is None


def test_an_unused_waiver_is_told_only_where_it_could_have_been_used(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "rankdsl.toml").write_text(WAIVER.replace("RD203", "RD401"), encoding="utf-8")
    day = ("--today", "2026-06-01")
    assert sorted(f["code"] for f in as_json(capsys, *day)[1]["findings"]) == ["RD120", "RD203"]
    for less in (("--select", "RD2"), ("--ignore", "RD301"), ("--as-of", "2021-01-01"), ("--budget", "1")):
        assert "RD120" not in {f["code"] for f in as_json(capsys, *day, *less)[1]["findings"]}, less
    (place / "乙县.rank").write_text("文件《乙县办法》\n  层级：县级。\n第一条 决定决定\n", encoding="utf-8")
    assert "RD120" not in {f["code"] for f in as_json(capsys, *day)[1]["findings"]}


# --- baselines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["--write-baseline", "json", "sarif"])
def test_only_what_is_new_counts(place: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    if way.startswith("--"):
        code, out, _ = run(capsys, way, "base.json")
        assert code == 0
        assert "基线中的问题：仍有 1 处（不计入）。" in out
    else:
        code, out, _ = run(capsys, "--format", way)
        assert code == 1
        Path("base.json").write_text(out, encoding="utf-8")
    code, found = as_json(capsys, "--baseline", "base.json")
    assert (code, found["summary"]["known"], found["summary"]["gone"], found["summary"]["errors"]) == (0, 1, 0, 0)
    assert [f["known"] for f in found["findings"]] == [True]
    document = place / "甲县.rank"
    document.write_text(
        "\n\n" + BELOW + BELOW.split("\n\n")[1].replace("第一条", "第二条").replace("可发放", "可晋升"),
        encoding="utf-8",
    )
    code, found = as_json(capsys, "--baseline", "base.json")
    assert (code, [(f["article"], f["known"]) for f in found["findings"]]) == (1, [("第一条", True), ("第二条", False)])
    document.write_text(BELOW.replace("＜ 1年", "＜ 3年"), encoding="utf-8")
    code, found = as_json(capsys, "--baseline", "base.json")
    assert (code, found["summary"]["known"], found["summary"]["gone"], found["findings"]) == (0, 0, 1, [])
    code, out, _ = run(capsys, "--baseline", "base.json", language="en")
    assert "in the baseline: 0 still found (not counted), 1 gone: the baseline can be written anew" in out


def test_a_baseline_renewed_keeps_what_is_known(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "--write-baseline", "base.json")
    before = Path("base.json").read_bytes()
    assert run(capsys, "--baseline", "base.json", "--write-baseline", "base.json")[0] == 0
    assert Path("base.json").read_bytes() == before
    assert sorted(p.name for p in Path().iterdir()) == [".git", "base.json", "规则 库"]


def test_what_is_gone_is_told_when_the_baseline_is_renewed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "--write-baseline", "base.json")
    (place / "甲县.rank").write_text(BELOW.replace("＜ 1年", "＜ 3年"), encoding="utf-8")
    code, out, _ = run(capsys, "--baseline", "base.json", "--write-baseline", "base.json")
    assert code == 0
    assert "基线中的问题：仍有 0 处（不计入），已消失 1 处；可以重写基线。" in out
    assert json.loads(Path("base.json").read_text(encoding="utf-8"))["findings"] == []


def test_a_baseline_covers_no_mistake_of_writing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "乙县.rank").write_text("文件《乙县办法》\n  层级：县级。\n第一条 决定决定\n", encoding="utf-8")
    assert run(capsys, "--write-baseline", "base.json")[0] == 1
    held = json.loads(Path("base.json").read_text(encoding="utf-8"))
    assert {f["code"] for f in held["findings"]} == {"RD203"}


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        (
            "bsae.json",
            None,
            "没有基线文件“bsae.json”；是否应为 base.json",
            "no baseline file “bsae.json”; did you mean base",
        ),
        ("没有", None, "没有基线文件“没有”；可用 --write-baseline 写出", "--write-baseline writes it"),
        ("base.json/x", None, "没有基线文件“base.json/x”", "no baseline file"),
        ("规则 库", None, "基线“规则 库”无法读取", "cannot be read"),
        ("g.json", "{}", "不是 rankdsl 写出的文件", "was not written by rankdsl"),
        ("g.json", "垃圾", "不是 JSON 文件", "is not JSON"),
    ],
)
def test_no_such_baseline(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, zh: str, en: str
) -> None:
    Path("base.json").write_text("{}", encoding="utf-8")
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    code, out, err = run(capsys, "--baseline", name)
    assert (code, out) == (2, "")
    assert zh in err
    code, out, err = run(capsys, "--baseline", name, language="en")
    assert (code, out) == (2, "")
    assert en in err


def test_a_baseline_that_cannot_be_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--write-baseline", "nowhere/base.json")
    assert (code, out) == (2, "")
    assert err.startswith("rankdsl：基线“nowhere/base.json”无法写出：")
    code, out, err = run(capsys, "--write-baseline", "规则 库", language="en")
    assert (code, out) == (2, "")
    assert err.startswith("rankdsl: the baseline “规则 库” cannot be written: ")
    assert sorted(os.listdir()) == [".git", "规则 库"]


def test_the_reference_policies_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policies = tmp_path / "policies"
    for part in ("central", "vocabulary"):
        shutil.copytree(ROOT / "policies" / part, policies / part)
    (policies / "rankdsl.toml").write_text("", encoding="utf-8")
    document = next(policies.glob("central/2015*.rank"))
    for form in ("sarif", "junit", "gitlab"):
        code = main(["check", str(document), "--format", form, "--lang", "en"])
        assert (code, capsys.readouterr().err) == (0, "")
