"""`rankdsl compile`: what is written, what is refused, and that what is written runs where there is nothing else."""

from __future__ import annotations

import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rankdsl import pipeline
from rankdsl.cli.main import main
from rankdsl.diagnostics import DocumentReport, DocumentVerdict, Report
from tests.lengths import SCENES, USUAL
from tests.schema_of import held

DOCUMENT = """\
文件《甲县“晋升”/办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 年限：2年；3年，自2022年1月1日起。
  表 规定级别 按 现职级：
    办事员级 → 25级；
    科员级、副科级 → 23级；
    其他 → 20级。

第二条【条件】
  适用：在编。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 年限；
    （二）级别 ≥ 规定级别；
    （三）非 处分期内。
  例外 当 艰苦边远地区 时，可晋升（二） 视为具备。
  公布 可晋升：现职级、任现职级起、级别、处分期内、在编、艰苦边远地区。

  案例 “满2年”：评定日 = 2020年7月1日；任现职级起 = 2018年7月；期望 可晋升 = 是；其余 如常。
  案例 “满2年不再够”：评定日 = 2022年7月1日；任现职级起 = 2020年7月；期望 可晋升 = 否；其余 如常。
  案例 “不知道级别”：评定日 = 2022年7月1日；任现职级起 = 2018年7月；在编 = 是；处分期内 = 否；期望 可晋升 = 不能确定。
  案例 “不在编”：评定日 = 2022年7月1日；在编 = 否；期望 可晋升 = 无值；其余 如常。
"""
PERSON = {
    "在编": "是",
    "任职起": "2010-07",
    "任现职级起": "2018年7月",
    "现职级": "科员级",
    "级别": "24级",
    "处分期内": False,
    "艰苦边远地区": "否",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the document and the package `county`, compiled."""
    folder = tmp_path_factory.mktemp("it's a “folder”")
    (folder / "甲县 晋升.rank").write_text(DOCUMENT, encoding="utf-8")
    words = ["compile", str(folder / "甲县 晋升.rank"), "-o", str(folder / "out"), "--name", "county", "--lang", "en"]
    assert main(words) == 0
    return folder


def run(built: Path, *words: str, given: object = None) -> subprocess.CompletedProcess[str]:
    """The package in a Python without anything else, in another folder; `given` on standard input."""
    return subprocess.run(
        [sys.executable, "-S", "-E", "-m", "county", *words],
        cwd=built / "out",
        env={"PYTHONIOENCODING": "utf-8"},
        input=json.dumps(given) if not isinstance(given, str) else given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def person(**changed: object) -> dict[str, object]:
    return {"as_of": "2022-07-01", "facts": {k: v for k, v in {**PERSON, **changed}.items() if v != ""}}


def test_its_tests_travel_with_it_and_need_nothing(built: Path) -> None:
    words = [sys.executable, "-I", "-S", "-m", "unittest", "discover", "-s", "county", "-t", "."]
    ran = subprocess.run(words, cwd=built / "out", env={}, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Ran 4 tests" in ran.stderr


def test_it_answers_and_says_why(built: Path) -> None:
    told = run(built, "--case", "-", "--lang", "zh", given=person())
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("可晋升：否　《甲县“晋升”/办法》第二条\n")
    assert "（二） 级别 ≥ 规定级别 — 不符合　《甲县“晋升”/办法》第二条（二）\n" in told.stdout
    assert "级别 24级 ≥ 规定级别 23级，低1档" in told.stdout
    assert "按 现职级 属于 {科员级、副科级} → 23级　《甲县“晋升”/办法》第一条" in told.stdout
    english = run(built, "--case", "-", "--lang", "en", given=person(艰苦边远地区=True))
    assert english.returncode == 0
    assert english.stdout.startswith("可晋升: yes")
    assert "exception: 艰苦边远地区 → yes" in english.stdout


def test_it_names_what_is_missing_and_exits_3(built: Path) -> None:
    told = run(built, "--case", "-", "--format", "json", "--lang", "en", given=person(级别="未知"))
    assert told.returncode == 3
    (said,) = json.loads(told.stdout)["persons"][0]["decisions"]
    assert said["outcome"] == "cannot tell"
    assert said["missing"] == ["级别"]
    assert [part["standing"] for part in said["conditions"]] == ["met", "cannot tell", "met"]
    nothing = run(built, "--case", "-", given={"as_of": "2022-07-01", "facts": {}})
    assert nothing.returncode == 3
    assert "在编" in nothing.stdout


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (person(级别="24"), "级别"),
        (person(任现职级起="2018年13月"), "任现职级起"),
        (person(任现职级起="1918年7月"), "任现职级起"),
        (person(任现职级起="2030年7月"), "任现职级起不晚于评定日"),
        (person(处分期内="也许"), "处分期内"),
        (person(中层正职年限="100年"), "中层正职年限"),
        (person(中层正职年限="3"), "中层正职年限"),
        (person(年度考核={"2012": "很好"}), "年度考核"),
        (person(年度考核={"2030": "称职"}), "年度考核"),
        (person(年度考核={"1990": "称职"}), "年度考核"),
        (person(年度考核=[3]), "年度考核"),
        (person(在编=[1]), "在编"),
        (person(在编=None), "在编"),
        (person(登记="是"), "登记"),
        ({"facts": PERSON}, "评定日"),
        ({"as_of": "2022-02-30", "facts": PERSON}, "评定日"),
        ({"as_of": "2022-07-01", "fact": PERSON}, "facts"),
        ([1], "facts"),
        ("{", "JSON"),
        ('{"facts": {"在编": NaN}}', "NaN"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_nonsense_is_an_error_that_names_the_fact(built: Path, given: Any, named: str) -> None:
    package = _imported(built)
    text = given if isinstance(given, str) else json.dumps(given)
    with pytest.raises(package.ImpossiblePersonError) as refused:
        package.read(text)
    for problem in refused.value.problems:
        assert all(problem.words)
    assert any(named in problem.words[0] for problem in refused.value.problems)


def test_nonsense_on_the_command_line(built: Path) -> None:
    told = run(built, "--case", "-", "--lang", "zh", given=person(级别="24"))
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("错误：“级别”：“24”不是“级别”的取值")
    assert "Traceback" not in told.stderr


def _imported(built: Path) -> Any:
    """The package in this process."""
    if "county" not in sys.modules:
        sys.path.insert(0, str(built / "out"))
        try:
            importlib.import_module("county")
        finally:
            sys.path.pop(0)
    return sys.modules["county"]


def test_the_day_chooses_the_rules(built: Path) -> None:
    package = _imported(built)
    facts = {**PERSON, "级别": "23级", "任现职级起": "2019-07"}
    outcomes, found = {}, None
    for day in ("2021-08-01", "2022-01-01", "2022-08-01", "2019-12-31"):
        (found,) = package.read(json.dumps({"as_of": day, "facts": facts}))
        outcomes[day] = package.可晋升(found).outcome.value
        assert package.evaluate(found, "可晋升") == package.可晋升(found)
    assert outcomes == {"2021-08-01": "yes", "2022-01-01": "no", "2022-08-01": "yes", "2019-12-31": "not in force"}
    assert package.evaluate(found, "可晋升").outcome is package.Outcome.NOT_IN_FORCE
    with pytest.raises(LookupError):
        package.evaluate(found, "不存在")


def test_nobody_who_cannot_be_is_decided_about(built: Path) -> None:
    from datetime import date

    package = _imported(built)
    with pytest.raises(package.ImpossiblePersonError, match="任现职级起"):
        package.Person(as_of=date(2022, 7, 1), rank_since=package.month(2023, 1))
    with pytest.raises(package.ImpossiblePersonError, match="中层正职年限"):
        package.Person(as_of=date(2022, 7, 1), years_as_section_head=1.5)
    with pytest.raises(package.ImpossiblePersonError, match="年度考核"):
        package.Person(as_of=date(2022, 7, 1), annual_assessments={2015: "优秀"})


def test_help_manifest_and_schema_of_the_package(built: Path) -> None:
    shown = run(built, "--help", "--lang", "zh")
    assert shown.returncode == 0
    assert "python -m county --case" in shown.stdout
    manifest = json.loads(run(built, "--manifest").stdout)
    assert manifest["schema"] == "rankdsl-compiled/1"
    assert held("rankdsl-compiled-1", manifest) == []
    assert [(p["start"], p["end"]) for p in manifest["periods"]] == [("2020-01-01", "2022-01-01"), ("2022-01-01", None)]
    assert [s["path"] for s in manifest["sources"]][-1] == "甲县 晋升.rank"
    assert manifest["checked"]["errors"] == manifest["checked"]["unknown"] == 0
    assert manifest["checked"]["proved"] > 0
    assert manifest["cases"] == 4
    assert "county/rules_2022_01_01.py" in manifest["files"]
    assert json.loads(run(built, "--schema").stdout)["title"].startswith("案例")


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "no"),
        ({"艰苦边远地区": True}, "yes"),
        ({"级别": "未知"}, "cannot tell"),
        ({"在编": "否"}, "not in scope"),
        (dict.fromkeys(PERSON, ""), "cannot tell"),
    ],
)
@pytest.mark.parametrize("asked", ["可晋升", "规定级别"])
def test_what_it_answers_to_programs(
    built: Path,
    changed: dict[str, object],
    outcome: str,
    asked: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    package = _imported(built)
    main_of = importlib.import_module("county.commands").main
    for language in ("zh", "en"):
        content = json.dumps(person(**changed)).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        words = ("--case", "-", "--format", "json", "--lang", language, "--decision", asked)
        assert main_of("county", package.DOCUMENT, package.Person, words) in (0, 3)
        out = capsys.readouterr().out
        assert held("rankdsl-answer-1", out) == []
        ((told,),) = (found["decisions"] for found in json.loads(out)["persons"])
        assert told["subject"] == asked
        assert asked != "可晋升" or told["outcome"] == outcome


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "--case is missing"),
        (("--kase", "x"), "“--kase” is not known"),
        (("--case",), "--case needs a value"),
        (("--case", "no such file"), "cannot be read"),
        (("--case", "."), "cannot be read"),
        (("--case", "a\0b"), "is no file name"),
        (("--case", "-", "--format", "xml"), "--format must be text or json"),
        (("--case", "-", "--decision", "不存在"), "there is no “不存在”; there are: 可晋升"),
        (("--case", "-", "--as-of", "2022"), "“2022” is no date"),
        (("--case", "-", "--as-of", "2001-01-01"), "not in force on 2001-01-01; it is from 2020-01-01 to 2022-01-01"),
    ],
)
def test_a_wrong_command_line(
    built: Path, words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = _imported(built)
    main_of = importlib.import_module("county.commands").main
    content = json.dumps(person(年度考核={"2015": "称职"})).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    monkeypatch.setenv("LC_ALL", "C")
    assert main_of("county", package.DOCUMENT, package.Person, words) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.out == ""


def test_twice_gives_the_same_bytes_and_replaces_only_its_own(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = built / "out" / "county"
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    words = ["compile", str(built / "甲县 晋升.rank"), "-o", str(built / "out"), "--lang", "en"]
    assert main([*words, "--name", "county"]) == 0
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before
    assert not any("rankdsl." in text.decode() for name, text in before.items() if name.endswith(".py"))
    (place / "person.py").write_bytes(before["person.py"] + b"# mine\n")
    try:
        assert main([*words, "--name", "county"]) == 2
        assert "was changed since" in capsys.readouterr().err
    finally:
        (place / "person.py").write_bytes(before["person.py"])


def test_the_package_is_named_after_the_file_and_one_day_has_one_piece(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compile", str(built / "甲县 晋升.rank"), "--output", str(tmp_path / "x"), "--as-of", "2022-03-01"]
    assert main([*words, "--lang", "zh", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert held("rankdsl-compile-1", told) == []
    place = tmp_path / "x" / "甲县_晋升"
    assert told["package"] == place.name
    assert told["files"] == sorted(f"{place.name}/{path.name}" for path in place.iterdir())
    assert [path.name for path in place.glob("rules_*.py")] == ["rules_2022_01_01.py"]
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert held("rankdsl-compiled-1", manifest) == []
    assert manifest["as_of"] == "2022-03-01"


def give(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    monkeypatch.setattr(pipeline.deploying, "check", lambda place, **more: report)


def test_folders_that_cannot_be_used(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, Report())
    words = ["compile", str(built / "甲县 晋升.rank"), "--lang", "zh", "-o"]
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    full = tmp_path / "full"
    full.mkdir()
    (full / "notes.txt").write_text("mine", encoding="utf-8")
    broken = tmp_path / "broken"
    broken.symlink_to(tmp_path / "nowhere")
    for target, says in (
        (file, "是文件，不是文件夹"),
        (file / "below", "无法写入"),
        (full, "里有别的东西（notes.txt）"),
        (broken, "断开的链接"),
        (tmp_path / ("x" * 300), "无法写入"),
        (Path("a\0b"), "不是文件夹名"),
    ):
        assert main([*words, str(target)]) == 2, target
        assert says in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    if os.geteuid() != 0:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
        assert main([*words, str(locked / "out")]) == 2


def test_refused_while_anything_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.rank"
    file.write_text(DOCUMENT.replace("任现职级年限 ≥ 年限", "任现职级年限 ≥ 5元"), encoding="utf-8")
    words = ["compile", str(file), "-o", str(tmp_path / "out"), "--lang", "zh"]
    assert main(words) == 1
    shown = capsys.readouterr()
    assert "RD1" in shown.err
    assert "没有编译" in shown.err
    file.write_text(DOCUMENT.replace("期望 可晋升 = 是", "期望 可晋升 = 否"), encoding="utf-8")
    give(monkeypatch, Report())
    assert main(words) == 1
    assert "案例 “满2年” 不通过" in capsys.readouterr().err
    give(monkeypatch, Report((DocumentReport("甲", "a.rank", "县级", (), DocumentVerdict.UNKNOWN),)))
    assert main(words) == 3
    assert "没有结论" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_several_documents_names_and_missing_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, Report())
    second = DOCUMENT.replace("甲县", "乙县").split("第二条")[0]
    (tmp_path / "2020 两份.rank").write_text(f"{DOCUMENT}\n{second}", encoding="utf-8")
    words = ["compile", str(tmp_path / "2020 两份.rank"), "-o", str(tmp_path / "out"), "--lang", "zh"]
    assert main(words) == 2
    assert "请用 --document 写明" in capsys.readouterr().err
    assert main([*words, "--document", "丙县"]) == 2
    assert "没有《丙县》" in capsys.readouterr().err
    assert main([*words, "--document", "乙县“晋升”/办法", "--as-of", "2001-01-01"]) == 2
    assert main([*words, "--document", "乙县“晋升”/办法"]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["两份_2020"]
    assert main([*words, "--name", "a-b"]) == 2
    assert main(["compile", str(tmp_path / "no.rank"), "-o", str(tmp_path / "out")]) == 2
    assert main(["compile", str(tmp_path / "2020 两份.rank")]) == 2


@pytest.mark.skipif(SCENES <= USUAL, reason="the type checker takes ten seconds: in a long run")
def test_the_package_passes_the_type_checker_at_its_strictest(built: Path) -> None:
    words = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "--cache-dir", str(built / "cache")]
    ran = subprocess.run([*words, str(built / "out" / "county")], capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout
