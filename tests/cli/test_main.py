"""The whole command: results and exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from rankdsl import pipeline
from rankdsl.cli.main import main
from rankdsl.diagnostics import DocumentReport, DocumentVerdict, Report, Severity, Text, Verdict
from rankdsl.diagnostics import TestReport as CasesReport
from tests.reporters.shown import HIDDEN, REPORT, STRICTER, UNDECIDED, UNMODELLED

ROOT = Path(__file__).parents[2]
TOP = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with one document, English messages, no variables of the tester's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rank").write_text(TOP, encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RANKDSL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def gives(monkeypatch: pytest.MonkeyPatch, report: Report) -> dict[str, Any]:
    """Let the pipeline give this report; what it was asked for is put into the result."""
    asked: dict[str, Any] = {}

    def check(place: Any, **more: Any) -> Report:
        asked.update(more, place=place)
        return report

    monkeypatch.setattr(pipeline, "check", check)
    return asked


def fails(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def check(place: Any, **more: Any) -> NoReturn:
        more["progress"](0, 1, "甲县办法")
        raise error

    monkeypatch.setattr(pipeline, "check", check)


@pytest.mark.parametrize(
    ("report", "options", "code"),
    [
        (Report(), [], 0),
        (Report(findings=(STRICTER,)), [], 1),
        (Report(findings=(HIDDEN,)), [], 0),
        (Report(findings=(UNMODELLED,)), [], 0),
        (Report(findings=(UNMODELLED,)), ["--fail-level", "note"], 1),
        (Report(findings=(UNMODELLED,)), ["--fail-level", "warning"], 0),
        (Report(findings=(UNDECIDED,)), [], 3),
        (Report(findings=(STRICTER, UNDECIDED)), [], 1),
        (REPORT, [], 2),
    ],
)
def test_exit_codes(here: Path, monkeypatch: pytest.MonkeyPatch, report: Report, options: list[str], code: int) -> None:
    gives(monkeypatch, report)
    assert main(["check", "a.rank", *options]) == code
    assert main(["check", "a.rank", "--format", "json", *options]) == code


def test_what_the_pipeline_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = DocumentReport("甲", "a.rank", "县级", (), DocumentVerdict.CLEAN)
    asked = gives(monkeypatch, Report(documents=(document,)))
    line = ["check", "a.rank", "--select", "RD4，stricter-than-superior", "--ignore", "rd402", "--budget", "7"]
    assert main([*line, "--as-of", "2016年7月1日"]) == 0
    assert asked["place"].wanted == {"a.rank"}
    assert asked["selection"].only == ("RD4", "RD401")
    assert asked["selection"].without == ("RD402",)
    assert asked["budget"] == 7
    assert asked["as_of"].isoformat() == "2016-07-01"
    main(["check"])
    assert (asked["as_of"], asked["budget"], asked["selection"].only) == (None, None, ())
    assert asked["place"].wanted == frozenset()


@pytest.mark.parametrize("written", ["RD999", "RD40X", "hidden-criterium", "R", "rd", "x"])
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_codes(here: Path, capsys: pytest.CaptureFixture[str], option: str, written: str) -> None:
    assert main(["check", option, written]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"there is no check “{written}”" in shown.err
    if written == "hidden-criterium":
        assert "did you mean RD301 (hidden-criterion)" in shown.err
    if written == "RD40X":
        assert "did you mean RD401" in shown.err or "RD40" in shown.err


def test_both_languages(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    gives(monkeypatch, Report(findings=(STRICTER,)))
    main(["check", "--lang", "zh"])
    assert "“可晋升”比上位文件严" in capsys.readouterr().out
    main(["check"])
    assert "“可晋升” is stricter than above" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    main(["check", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["findings"][0]["message"] == "“可晋升”比上位文件严"


def test_no_colours_but_where_they_are_asked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gives(monkeypatch, Report(findings=(STRICTER,)))
    main(["check"])
    assert "\x1b" not in capsys.readouterr().out
    main(["check", "--color", "always"])
    assert "\x1b[1;31m" in capsys.readouterr().out


def test_expected_findings_in_full(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gives(monkeypatch, Report(findings=(HIDDEN,)))
    main(["check"])
    assert "[expected]" in capsys.readouterr().out
    main(["check", "--show-expected"])
    assert "two persons" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "test"])
def test_paths_that_are_wrong(here: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (here / "other").mkdir()
    (here / "other" / "rankdsl.toml").write_text("", encoding="utf-8")
    (here / "empty").mkdir()
    for paths, said in (
        (["b.rank"], "rankdsl: there is no file or folder “b.rank”; did you mean a.rank\n"),
        (
            ["a.rank", "other"],
            "rankdsl: “other” is not in the same workspace as “a.rank”: name them in separate runs\n",
        ),
        (["empty"], "rankdsl: there is no rule document in “empty” (by default, files that end in .rank)\n"),
    ):
        assert main([command, *paths]) == 2
        shown = capsys.readouterr()
        assert (shown.out, shown.err) == ("", said)


def test_no_document_because_of_the_settings(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "rankdsl.toml").write_text('documents = ["*.rnk"]\n', encoding="utf-8")
    assert main(["check"]) == 2
    said = capsys.readouterr().err
    assert "“*.rnk” in the setting “documents” matches no file" in said
    assert "there is no rule document in" in said


def test_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = gives(monkeypatch, Report())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TOP.encode()), encoding="ascii"))
    assert main(["check", "-"]) == 0
    (document,) = asked["place"].wanted_documents
    assert (document.path, document.text) == ("<stdin>", TOP)


def test_test(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []

    def test(place: Any, *, progress: Any) -> CasesReport:
        asked.append(place)
        return CasesReport(findings=(UNMODELLED,))

    monkeypatch.setattr(pipeline, "test", test)
    assert main(["test"]) == 0
    assert "0 cases: 0 passed, 0 failed\n" in capsys.readouterr().out
    assert main(["test", "--fail-level", "note", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "rankdsl-test/1"
    assert asked[0].wanted == frozenset()


@pytest.mark.parametrize("written", ["RD117", "rd117", "bad-workspace", "Bad-Workspace"])
def test_explain(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", written, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("RD117 bad-workspace: the workspace file is wrong\nseverity: error\n")
    assert main(["explain", written, "--lang", "zh", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "工作区文件有误"


def test_explain_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--format", "json"]) == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [p["code"] for p in pages] == sorted(p.code for p in pipeline.pages())
    assert main(["explain", "--lang", "zh"]) == 0
    listed = capsys.readouterr().out
    for page in pages:
        assert page["code"] in listed
        assert main(["explain", page["code"], "--lang", "zh"]) == 0
        assert capsys.readouterr().out.startswith(f"{page['code']} {page['name']}：")


def test_explain_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "RD118x", "--lang", "zh"]) == 2
    assert capsys.readouterr().err.startswith("rankdsl：没有“RD118x”这项检查；是否应为 RD118")
    assert main(["explain", "qqqq", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "rankdsl: there is no check “qqqq”; rankdsl explain lists them all\n"


def test_interrupted(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fails(monkeypatch, KeyboardInterrupt())
    assert main(["check"]) == 130
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "rankdsl: interrupted, nothing was concluded\n")


def test_interrupted_while_loading(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(words: Any) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("rankdsl.cli.running.run", interrupted)
    assert main(["check"]) == 130
    assert capsys.readouterr().err == "rankdsl: 已中断 interrupted\n"


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("deep"), AssertionError(), MemoryError()])
def test_a_fault_of_the_tool_is_owned_up_to(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    fails(monkeypatch, error)
    assert main(["check", "--lang", "zh"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "程序自身出错，不是您的文件写错了" in shown.err
    assert "this is a fault of the tool, not of your files" in shown.err
    assert "甲县办法" in shown.err
    assert type(error).__name__ in shown.err
    assert "Traceback" not in shown.err
    monkeypatch.setenv("RANKDSL_DEBUG", "1")
    assert main(["check", "--lang", "zh"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_witness_that_does_not_replay_is_a_fault_of_the_tool(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rankdsl.prove.questions import WitnessDoesNotReplay

    fails(monkeypatch, WitnessDoesNotReplay("RD401 可晋升"))
    assert main(["check"]) == 2
    assert "this is a fault of the tool" in capsys.readouterr().err


def test_a_result_that_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    gives(monkeypatch, Report())

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stdout", Full())
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "rankdsl: the result cannot be written: No space left on device\n"


# --- in a process of its own -----------------------------------------------------------------------------------------


def run(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "rankdsl", *words],
        cwd=cwd, env={**kept, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, timeout=120,
    )  # fmt: skip


def test_an_output_without_chinese_characters() -> None:
    shown = run("explain", "RD117", "--lang", "zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.startswith(b"RD117 bad-workspace\\uff1a")


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_a_reader_who_leaves_early_hears_no_complaint() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rankdsl", "explain", "RD117"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "not_needed"),
    [
        (("--help",), ("z3", "lark", "yaml", "jsonschema", "rankdsl.pipeline")),
        (("check", "--help"), ("z3", "lark", "yaml", "jsonschema", "rankdsl.pipeline")),
        (("explain", "RD401"), ("z3", "jsonschema")),
        (("chekc",), ("z3", "lark", "yaml", "jsonschema", "rankdsl.pipeline")),
    ],
)
def test_a_command_starts_only_what_it_needs(words: tuple[str, ...], not_needed: tuple[str, ...]) -> None:
    program = (
        f"import sys; from rankdsl.cli.main import main; main({list(words)!r})\n"
        f"print([m for m in {list(not_needed)!r} if m in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60)
    assert shown.stderr.splitlines()[-1] == b"[]"


def test_severities_and_verdicts_are_the_contract() -> None:
    assert [s.value for s in Severity] == ["note", "warning", "error"]
    assert [v.value for v in Verdict] == ["proved", "refuted", "unknown"]
    assert Text("中", "en").in_language("en") == "en"
