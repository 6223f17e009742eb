"""`check --emit-smt` and `check --certify`: files that other solvers read, and a second opinion on every answer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import z3

from rankdsl import pipeline
from rankdsl.cli.main import main
from rankdsl.prove import Answer, Found, Nobody
from rankdsl.prove.prover import Room
from rankdsl.prove.second_opinion import second_solver

ROOT = Path(__file__).parents[2]
COUNTY = ROOT / "policies" / "counties" / "甲县-中层正职三年.rank"
WITH_CVC5 = pytest.mark.skipif(second_solver() is None, reason="cvc5 is not installed (pip install 'rankdsl[certify]')")
RULES = """\
文件《某部规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 系数：当 任现职级年限 ≥ 2年 时，2；当 任现职级年限 < 2年 时，1。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 = 优秀） ≥ 1。
  对下 可晋升：不得加严。

文件《甲省细则》
  层级：省级。 依据：《某部规定》。 施行：2021年1月1日。

第一条【条件】
  修改《某部规定》第一条 可晋升（一）改为：任现职级年限 ≥ 3年。
"""
FIXED = RULES.replace("≥ 3年。", "≥ 24个月。")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rank").write_text(RULES, encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RANKDSL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def blocks(text: str) -> list[tuple[str, str]]:
    """Each group of commands with the comment above it."""
    found = []
    for block in text.split("\n\n"):
        lines = block.splitlines()
        comment = "\n".join(line for line in lines if line.startswith(";"))
        found.append((comment, "\n".join(line for line in lines if not line.startswith(";"))))
    return found


# --- files


def test_every_obligation_has_its_files(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.rank", "--format", "json", "--emit-smt", "out"]) == 1
    report = json.loads(capsys.readouterr().out)
    index = json.loads((here / "out" / "index.json").read_text(encoding="utf-8"))
    assert index["schema"] == "rankdsl-smt/1"
    keys = ("check", "subject", "document", "articles", "period", "verdict")
    assert [[o[k] for k in keys] for o in index["obligations"]] == [[o[k] for k in keys] for o in report["obligations"]]
    named = [name for o in index["obligations"] for name in o["files"]]
    assert len(named) == len(set(named))
    assert sorted([*named, "index.json"]) == sorted(files(here / "out"))
    for obligation in index["obligations"]:
        assert len(obligation["files"]) == max(1, obligation["questions"])
        assert len(obligation["files"]) == 1 or obligation["files"][1].endswith(f"-2of{obligation['questions']}.smt2")


def test_the_words_of_a_file(here: Path) -> None:
    assert main(["check", "a.rank", "--emit-smt", "out", "--lang", "en"]) == 1
    text = (here / "out" / "甲省细则" / "RD401-可晋升-2021-01-01.smt2").read_text(encoding="utf-8")
    header = text.split("\n\n")[0]
    for line in (
        "; check: RD401 stricter-than-superior",
        "; document: 《甲省细则》",
        "; subject: 可晋升",
        "; articles: 《某部规定》第一条",
        "; period: from 2021-01-01",
        "; to be proved: whoever qualifies under the superior qualifies here",
        "; verdict: refuted",
        "; sat: there is such a person: what is to be proved does not hold",
        "; unsat: there is nobody such: what is to be proved holds",
        "; answer given: sat",
    ):
        assert line in header.splitlines(), header
    commented = blocks(text)
    above = {code.split("|")[1]: comment for comment, code in reversed(commented) if "|" in code}
    assert "《某部规定》第一条（一）: 任现职级年限 ≥ 2年" in above["可晋升（一）《某部规定》"]
    assert "《甲省细则》第一条" in above["可晋升（一）《甲省细则》"]
    assert above["任现职级起"] == "; 任现职级起: year * 12 + month - 1"
    assert "年度考核: years of stretch" in above["年度考核/0/0"]
    assert "invariant “" in "\n".join(comment for comment, _ in commented)
    assert "asked: by 《甲省细则》: 可晋升 is no" in commented[-2][0]
    assert all(comment for comment, code in commented if code and not code.startswith(("(set-", "(check-sat")))
    assert main(["check", "a.rank", "--emit-smt", "zh", "--lang", "zh"]) == 1
    chinese = (here / "zh" / "甲省细则" / "RD401-可晋升-2021-01-01.smt2").read_text(encoding="utf-8")
    assert "; 要证明的是：按上位文件符合条件的人，按本文件也符合\n; 结论：不成立\n" in chinese
    assert [code for _, code in blocks(chinese) if code] == [code for _, code in commented if code]


@pytest.mark.parametrize("paths", [("a.rank",), (str(COUNTY),)], ids=["small", "county"])
def test_other_solvers_read_them(paths: tuple[str, ...], here: Path) -> None:
    """What they answer stands in the file: `:status`, which both compare with their own answer."""
    main(["check", *paths, "--emit-smt", "out"])
    seen = set()
    for path in sorted((here / "out").rglob("*.smt2")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r"^\(set-info :status (\w+)\)$", text, re.MULTILINE)
        if found is None:
            assert "(assert" not in text, path
            continue
        solver = z3.SolverFor(re.findall(r"\(set-logic (\w+)\)", text)[0], ctx=z3.Context())
        solver.from_string(text.replace(found[0], ""))
        assert str(solver.check()) == found[1], path
        seen.add(found[1])
    assert seen == {"sat", "unsat"}


@WITH_CVC5
def test_cvc5_reads_the_files_themselves(here: Path) -> None:
    import cvc5

    main(["check", "a.rank", "--emit-smt", "out"])
    read = 0
    for path in sorted((here / "out").rglob("*.smt2")):
        if "(check-sat)" not in path.read_text(encoding="utf-8"):
            continue
        solver = cvc5.Solver(cvc5.TermManager())
        solver.setOption("strict-parsing", "true")
        parser = cvc5.InputParser(solver)
        parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, str(path))
        said = ""
        while not (command := parser.nextCommand()).isNull():
            said += command.invoke(solver, parser.getSymbolManager())
        assert said in ("sat\n", "unsat\n"), (path, said)
        read += 1
    assert read > 10


def test_the_same_bytes_every_time(here: Path) -> None:
    """Whatever Python's hashes are, and whatever else was asked."""
    for number, seed in enumerate(("1", "2")):
        done = subprocess.run(
            [sys.executable, "-m", "rankdsl", "check", "a.rank", "--lang", "en", "--emit-smt", f"run{number}"],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
        )
        assert done.returncode == 1
    first = files(here / "run0")
    assert first == files(here / "run1")
    assert main(["check", "a.rank", "--lang", "en", "--select", "RD401", "--emit-smt", "some"]) == 1
    some = files(here / "some")
    assert len(some) == 2
    for name, text in some.items():
        assert name == "index.json" or text == first[name]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("a.rank", "--emit-smt: “a.rank” is a file, not a folder"),
        ("full", "--emit-smt: the folder “full” is not empty: name a new one, or empty it first"),
        ("a.rank/x", "--emit-smt: “a.rank/x” cannot be written: Not a directory"),
        ("x" * 300, "cannot be written: File name too long"),
    ],
)
def test_a_folder_that_cannot_be_used(folder: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "full").mkdir()
    (here / "full" / "mine.txt").write_text("keep", encoding="utf-8")
    assert main(["check", "a.rank", "--emit-smt", folder, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert files(here / "full") == {"mine.txt": b"keep"}
    assert main(["check", "a.rank", "--emit-smt", folder, "--lang", "zh"]) == 2
    assert "--emit-smt：" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_any_more(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, data: bytes) -> int:
        if path.suffix == ".smt2":
            raise OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    (here / "out").mkdir()
    monkeypatch.setattr(Path, "unlink", lambda path: None)
    assert main(["check", "a.rank", "--emit-smt", "out", "--lang", "en"]) == 2
    assert "--emit-smt: “out” cannot be written: No space left on device" in capsys.readouterr().err


# --- a second opinion


@WITH_CVC5
@pytest.mark.parametrize("paths", [("a.rank",), (str(COUNTY),)], ids=["small", "county"])
def test_every_answer_is_confirmed(paths: tuple[str, ...], here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", *paths, "--certify", "--format", "json"])
    said = json.loads(capsys.readouterr().out)["certified"]
    assert said["solver"].startswith("cvc5 ")
    assert said["questions"] == said["confirmed"] > 10
    assert said["undecided"] == 0


@WITH_CVC5
def test_the_report_says_how_many(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.rank").write_text(FIXED, encoding="utf-8")
    assert main(["check", "a.rank", "--certify", "--lang", "en"]) == 0
    english = capsys.readouterr().out.splitlines()[-1]
    number = re.fullmatch(r"second opinion \(cvc5 [\d.]+\): (\d+) of (\d+) answers confirmed", english)
    assert number is not None, english
    assert number[1] == number[2]
    assert main(["check", "a.rank", "--certify", "--lang", "zh"]) == 0
    assert f"：{number[1]} 个已判定的问题，{number[1]} 个结论一致。" in capsys.readouterr().out
    assert main(["check", "a.rank", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["certified"] is None


@WITH_CVC5
def test_a_limit_is_shown_and_is_no_agreement(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rankdsl.prove.second_opinion.STEPS", 1)
    monkeypatch.setattr(second_solver, "__defaults__", (1,))
    main(["check", "a.rank", "--certify", "--lang", "en"])
    last = capsys.readouterr().out.splitlines()[-1]
    numbers = re.search(
        r": (\d+) of (\d+) answers confirmed, (\d+) without conclusion \(not counted as confirmed\)", last
    )
    assert numbers is not None, last
    confirmed, asked, without = map(int, numbers.groups())
    assert without > 0
    assert confirmed + without == asked


@WITH_CVC5
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_answer_is_a_fault_of_the_tool(
    lang: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted: the prover says that nobody is refused here whom the superior accepts."""
    decide = Room.decide

    def wrong(room: Room, question: Any, programs: Any, shown: bool = True) -> Answer:
        answer = decide(room, question, programs, shown)
        return Nobody() if isinstance(answer, Found) and shown else answer

    monkeypatch.setattr(Room, "decide", wrong)
    assert main(["check", "a.rank", "--select", "RD401", "--lang", lang]) == 0
    capsys.readouterr()
    assert main(["check", "a.rank", "--select", "RD401", "--certify", "--lang", lang, "--emit-smt", "out"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "RD401 《甲省细则》 “可晋升”" in err or "RD401《甲省细则》“可晋升”" in err
    assert ("a fault of the tool, not of your files" if lang == "en" else "程序自身出错，不是您的文件写错了") in err
    assert "Traceback" not in err
    assert "; answer given: unsat" in "".join(
        p.read_text(encoding="utf-8") for p in (here / "out").rglob("RD401*.smt2")
    ).replace("本工具的回答：", "answer given: ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "--certify needs cvc5, which is not installed: run pip install 'rankdsl[certify]'"),
        ("zh", "--certify 需要 cvc5，本机没有安装；请运行 pip install 'rankdsl[certify]'"),
    ],
)
def test_without_cvc5(
    lang: str, said: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "cvc5", None)
    assert main(["check", "a.rank", "--certify", "--lang", lang, "--emit-smt", "out"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert not (here / "out").exists()


def test_neither_costs_anything_unless_it_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cvc5", None)
    asked: list[Any] = []
    check = pipeline.check

    def watched(place: Any, **more: Any) -> Any:
        asked.append(more)
        return check(place, **more)

    monkeypatch.setattr(pipeline, "check", watched)
    assert main(["check", "a.rank"]) == 1
    assert (asked[0]["watch"], asked[0]["second"]) == (None, None)
