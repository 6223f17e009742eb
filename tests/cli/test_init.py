"""`rankdsl init`: what is written, where, what is refused, and that it checks clean."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rankdsl.cli.main import main

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schemas/rankdsl-init-1.schema.json").read_text("utf-8")))
OPINION = ROOT / "policies" / "central" / "2015-职务与职级并行意见.rank"
ABOVE = """\
文件《甲市“试行”办法》
  层级：市级。 词表：公务员。 施行：2020年3月1日。

第一条【期限】
  适用：在编。
  参数 期限：6个月。
  对下 期限：可在 3个月 至 1年 之间规定。
"""
NAME = "甲市“试行”办法实施细则（草稿）.rank"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, language: str = "en") -> tuple[int, str, str]:
    code = main([*words, "--lang", language])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said, in English; nothing is written, and in Chinese something is said as well."""
    before = sorted(Path().rglob("*"))
    code, out, err = run(capsys, "init", *words)
    assert (code, out) == (2, "")
    assert run(capsys, "init", *words, language="zh")[2].startswith("rankdsl：")
    assert sorted(Path().rglob("*")) == before
    return err.removeprefix("rankdsl: ")


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(capsys, *words, "--format", "json")
    written = json.loads(out)
    assert words[0] != "init" or list(SCHEMA.iter_errors(written)) == []
    return code, written


def found(capsys: pytest.CaptureFixture[str], path: str) -> tuple[int, list[str]]:
    code, report = as_json(capsys, "check", path)
    return code, [f["code"] for f in report["findings"]]


def uncomment(path: Path, line: int) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[line - 1].startswith("    # 第")
    lines[line - 1] = lines[line - 1].replace("# ", "", 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_workspace(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = as_json(capsys, "init", "新 库/里面")
    folder = Path("新 库/里面")
    assert code == 0
    assert files(folder) == ["cases/示例.yaml", "rankdsl.toml", "vocabulary/示例.yaml", "示例晋升办法.rank"]
    assert sorted(Path(p) for p in made["written"]) == sorted(folder / p for p in files(folder))
    assert found(capsys, "新 库/里面") == (0, [])
    assert run(capsys, "fmt", "--check", "新 库/里面")[0] == 0
    code, tested = as_json(capsys, "test", "新 库/里面")
    assert (code, tested["summary"]["cases"], tested["summary"]["failed"]) == (0, 3, 0)
    assert made["next"][1:4] == ["rankdsl explain RD304", *made["next"][2:4]]
    document = folder / "示例晋升办法.rank"
    assert Path(made["document"]) == document
    for line in made["next"]:  # each as it is printed
        if "DIR" not in line:
            words = re.findall(r"'[^']*'|\S+", line) if sys.platform != "win32" else []
            assert run(capsys, *(w.strip("'") for w in words[1:]))[0] == 0, line
    uncomment(document, made["example"]["line"])
    assert found(capsys, str(document)) == (1, ["RD304"])
    assert made["example"]["code"] == "RD304"


def test_what_is_printed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "init", "甲", language="zh")
    assert (code, err) == (0, "")
    assert out.startswith("写好了 4 个文件：\n  甲/rankdsl.toml\n".replace("/", os.sep))
    assert "去掉第 33 行的“# ”，再检查一次：会查出一处 RD304" in out
    code, out, _ = run(capsys, "init", "乙")
    assert out.startswith("wrote 4 files:\n")
    assert "\nnext:\n  rankdsl check " in out


def test_nothing_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("甲/cases").mkdir(parents=True)
    Path("甲/cases/示例.yaml").write_text("mine", encoding="utf-8")
    Path("甲/rankdsl.toml").write_text("", encoding="utf-8")
    assert refused(capsys, "甲") == "“甲” has “rankdsl.toml”, “cases/示例.yaml” already: nothing was written\n"
    assert Path("甲/cases/示例.yaml").read_text(encoding="utf-8") == "mine"
    assert "is in the workspace" in refused(capsys, "甲/里面")
    Path("乙").write_text("", encoding="utf-8")
    assert refused(capsys, "乙") == "“乙” is a file, not a folder\n"
    assert refused(capsys, "乙", "--under", str(OPINION)) == "“乙” is a file, not a folder\n"
    assert refused(capsys, "乙/里面").startswith("“乙/里面” cannot be written: ".replace("/", os.sep))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write")
def test_a_closed_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "/proc/self/甲").startswith("“/proc/self/甲” cannot be written: ")
    Path("上.rank").write_text(ABOVE, encoding="utf-8")
    assert "cannot be written" in refused(capsys, "/proc/self/甲", "--under", "上.rank")


def test_a_full_disk_leaves_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rankdsl.drafting import writing

    def full(path: Any, mode: str) -> Any:
        if str(path).endswith("示例.yaml"):
            raise OSError(28, "No space left on device")
        return open(path, mode)

    monkeypatch.setattr(writing, "open", full, raising=False)
    assert refused(capsys, "甲/乙") == "“甲/乙” cannot be written: No space left on device\n".replace("/", os.sep)


def test_file_names_without_chinese(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rankdsl.drafting import writing

    def ascii_only(path: Any, mode: str) -> Any:
        str(path).encode("ascii")
        return open(path, mode)

    monkeypatch.setattr(writing, "open", ascii_only, raising=False)
    assert "set PYTHONUTF8=1" in refused(capsys, "a")


def test_odd_names(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be used" in refused(capsys, "a\0b")
    assert "cannot be" in refused(capsys, "长" * 400)
    assert "looks like a file" in refused(capsys, "county.rank", "--under", str(OPINION))
    assert refused(capsys, "甲", "--title", "乙办法") == "--title goes with --under\n"
    assert "DIR is missing" in run(capsys, "init")[2]


def test_beside_a_lone_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("上.rank").write_text(ABOVE, encoding="utf-8")
    code, made = as_json(capsys, "init", ".", "--under", "上.rank")
    assert (code, files(here)) == (0, sorted(["上.rank", NAME]))
    assert found(capsys, NAME) == (0, [])
    assert run(capsys, "fmt", "--check", NAME)[0] == 0
    assert "already" in refused(capsys, ".", "--under", "上.rank")
    uncomment(Path(NAME), made["example"]["line"])
    assert found(capsys, NAME) == (1, ["RD404"])


def test_elsewhere_with_copies(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("源").mkdir()
    Path("源/上.rank").write_text(ABOVE, encoding="utf-8")
    code, _ = as_json(capsys, "init", "新", "--under", "源/上.rank", "--title", "关于“甲/乙”的：'丙'\\办法")
    assert code == 0
    name = "关于“甲_乙”的：'丙'_办法.rank"
    assert files(Path("新")) == sorted(["rankdsl.toml", name, "vocabulary/公务员.yaml", "上位文件/上.rank"])
    assert "文件《关于“甲/乙”的：'丙'\\办法》" in Path("新", name).read_text(encoding="utf-8")
    assert found(capsys, "新") == (0, [])
    assert "is in the workspace" in refused(capsys, "新/里面", "--under", "源/上.rank")
    code, _ = as_json(capsys, "init", "新/里面", "--under", "新/上位文件/上.rank", "--title", "第二份")
    assert (code, found(capsys, "新")) == (0, (0, []))
    assert "holds the workspace" in refused(capsys, ".", "--under", "新/上位文件/上.rank")


def test_in_a_workspace_with_patterns(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rankdsl.toml").write_text('documents = ["县/*.rank", "上.rank"]\n', encoding="utf-8")
    Path("上.rank").write_text(ABOVE, encoding="utf-8")
    assert refused(capsys, "乡", "--under", "上.rank").startswith("the workspace looks at 县/*.rank、上.rank only")
    assert run(capsys, "init", "县", "--under", "上.rank")[0] == 0
    assert found(capsys, ".") == (0, [])


ENGLISH = """\
document "Rules of a Ministry"
    level: central.
    vocabulary: civil_servant.
    effective: 1 March 2020.

article 1
    scope: established_staff.
    decision may_be_paid requires: years_in_rank >= 2 years.
    for subordinates may_be_paid: may not tighten.
"""
GLOSSARY = """\
language: en
titles: {某部办法: Rules of a Ministry}
names: {可发放: may_be_paid}
"""


def test_under_an_english_document(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.rank").write_text(ENGLISH, encoding="utf-8")
    assert run(capsys, "init", ".", "--under", "a.rank")[0] == 1
    assert files(here) == ["a.rank"]  # nothing says how it is called in Chinese
    Path("glossary.en.yaml").write_text(GLOSSARY, encoding="utf-8")
    code, made = as_json(capsys, "init", ".", "--under", "a.rank", "--title", "甲省细则")
    assert code == 0
    text = Path("甲省细则.rank").read_text(encoding="utf-8")
    assert "    依据：《某部办法》。\n" in text
    assert "    #    决定 可发放 须：任现职级年限 ≥ 2年。\n" in text
    assert found(capsys, "甲省细则.rank") == (0, [])
    uncomment(Path("甲省细则.rank"), made["example"]["line"])
    assert found(capsys, "甲省细则.rank") == (1, ["RD401"])
    assert run(capsys, "init", "新", "--under", "a.rank")[0] == 0
    assert "文件《某部办法》" in Path("新/上位文件/a.rank").read_text(encoding="utf-8")


def test_a_superior_with_mistakes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("上.rank").write_text(ABOVE.replace("6个月", "6个月元"), encoding="utf-8")
    code, out, err = run(capsys, "init", ".", "--under", "上.rank")
    assert (code, out, files(here)) == (1, "", ["上.rank"])
    assert "上.rank:6" in err
    assert "nothing was drafted" in err
    assert "there is no file or folder “没有.rank”" in refused(capsys, ".", "--under", "没有.rank")
    assert "is a folder" in refused(capsys, ".", "--under", ".")
    assert "DIR is empty" in refused(capsys, "")
    assert "cannot be a title" in refused(capsys, "新", "--under", str(OPINION), "--title", "甲》乙")
