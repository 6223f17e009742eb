"""`rankdsl fmt`: what is written, what is left alone, and what is said."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
from pathlib import Path

import pytest

from rankdsl.cli.main import main
from tests.schema_of import held

POLICIES = Path(__file__).parents[2] / "policies"
PLAIN = """\
文件《甲县办法》
    层级：县级。
    词表：公务员。
    施行：2020年1月1日。

第一条【条件】
    决定 可晋升 须：任现职级年限 ≥ 2年。
"""
UNTIDY = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第1条【条件】
  决定 可晋升 须：任现职级年限>=2年。
"""
WRONG = PLAIN.replace("须：", "须")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RANKDSL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_a_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untidy = put(here / "省" / "a b's.rank", UNTIDY)
    put(here / "b.rank", PLAIN)
    put(here / "c.txt", UNTIDY)
    assert main(["fmt", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "rewritten: 省/a b's.rank\n2 files: 1 rewritten, 1 unchanged\n"
    assert untidy.read_text(encoding="utf-8") == PLAIN
    assert (here / "c.txt").read_text(encoding="utf-8") == UNTIDY
    assert main(["fmt", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "2 份文件：2 份不用改。\n"
    assert sorted(path.name for path in here.iterdir()) == ["b.rank", "c.txt", "省"]


def test_only_looking(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(here / "a.rank", UNTIDY)
    assert main(["fmt", "--check", "a.rank", "--lang", "zh"]) == 1
    assert capsys.readouterr().out == "需要改写：a.rank\n1 份文件：1 份需要改写。\n"
    assert main(["fmt", "--diff", "a.rank", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("--- a.rank\n+++ a.rank\n@@ -1,5 +1,7 @@\n 文件《甲县办法》\n-  层级：县级。")
    assert shown.err == "would be rewritten: a.rank\n1 file: 1 would be rewritten\n"
    assert path.read_text(encoding="utf-8") == UNTIDY
    put(path, PLAIN)
    assert main(["fmt", "--check", "--diff", "a.rank", "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""


def test_colours_of_a_diff(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "a.rank", UNTIDY)
    assert main(["fmt", "--diff", "--color", "always"]) == 1
    out = capsys.readouterr().out
    assert "\x1b[1;32m+    层级：县级。\x1b[0m\n" in out
    assert "\x1b[1;31m-第1条【条件】\x1b[0m\n" in out


def test_a_file_with_mistakes_is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = put(here / "a.rank", WRONG.replace("    ", "  "))
    untidy = put(here / "b.rank", UNTIDY)
    assert main(["fmt", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out == "rewritten: b.rank\n2 files: 1 rewritten, 1 left alone, for the reasons above\n"
    assert "a.rank:7:" in shown.err
    assert "RD101" in shown.err
    assert wrong.read_text(encoding="utf-8") == WRONG.replace("    ", "  ")
    assert untidy.read_text(encoding="utf-8") == PLAIN


def test_standard_input(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert main(["fmt", "-"]) == 0
    assert capsysbinary.readouterr() == (PLAIN.encode(), b"")
    give(monkeypatch, UNTIDY.encode())
    assert main(["fmt", "--check", "-", "--lang", "en"]) == 1
    assert capsysbinary.readouterr() == (b"", b"would be rewritten: <stdin>\n1 file: 1 would be rewritten\n")


def test_standard_input_with_mistakes_comes_out_as_it_is(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that replaces its text by what comes out loses nothing."""
    give(monkeypatch, WRONG.encode())
    assert main(["fmt", "-", "--lang", "zh"]) == 1
    shown = capsys.readouterr()
    assert shown.out == WRONG
    assert "RD101" in shown.err
    assert shown.err.endswith("1 份文件：1 份有上面的问题，没有改动。\n")


def test_line_ends_and_marks(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = here / "a.rank"
    for data in (PLAIN.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + PLAIN.encode()):
        path.write_bytes(data)
        assert main(["fmt", "--check", "--diff", "--lang", "en"]) == 1
        shown = capsys.readouterr().out
        assert shown == "--- a.rank\n+++ a.rank\n# only line ends or the mark at the beginning differ\n"
        assert main(["fmt"]) == 0
        assert path.read_bytes() == PLAIN.encode()
        capsys.readouterr()


def test_permissions_and_links(here: Path) -> None:
    path = put(here / "文件" / "a.rank", UNTIDY)
    path.chmod(0o640)
    link = here / "b.rank"
    link.symlink_to(path)
    assert main(["fmt", "b.rank"]) == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == PLAIN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = put(here / "a.rank", UNTIDY)
    closed.chmod(0o444)
    other = put(here / "b.rank", UNTIDY)
    assert main(["fmt", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "rewritten: b.rank\n2 files: 1 rewritten, 1 could not be dealt with\n"
    assert shown.err == f"rankdsl: a.rank: it cannot be written: {os.strerror(13)}\n"
    assert closed.read_text(encoding="utf-8") == UNTIDY
    assert other.read_text(encoding="utf-8") == PLAIN
    assert main(["fmt", "--check", "a.rank"]) == 1


def test_files_that_cannot_be_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.rank").write_bytes("文件《甲》".encode("gb18030") * 9)
    other = put(here / "b.rank", UNTIDY)
    assert main(["fmt", "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert "RD100" in shown.err
    assert shown.out.endswith("2 files: 1 rewritten, 1 could not be dealt with\n")
    assert other.read_text(encoding="utf-8") == PLAIN
    assert main(["fmt", "nowhere.rank"]) == 2
    assert "no file or folder “nowhere.rank”" in capsys.readouterr().err
    (here / "empty").mkdir()
    assert main(["fmt", "empty", "--lang", "zh"]) == 2
    assert "没有规则文件" in capsys.readouterr().err
    put(here / "empty" / "c.rank", "")
    assert main(["fmt", "empty", "--lang", "en"]) == 1
    assert "1 left alone" in capsys.readouterr().out


def test_a_fault_of_the_tool(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the writer ever lose something, the file stays as it is."""
    monkeypatch.setattr("rankdsl.syntax.writing.formatting.same_tree", lambda *_: False)
    path = put(here / "a.rank", UNTIDY)
    assert main(["fmt", "--lang", "en"]) == 2
    assert "a fault of the tool, not of the file" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_for_programs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(here / "a.rank", UNTIDY)
    put(here / "b.rank", WRONG)
    assert main(["fmt", "--check", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert held("rankdsl-fmt-1", found) == []
    assert found["schema"] == "rankdsl-fmt/1"
    assert [(file["path"], file["status"]) for file in found["files"]] == [
        ("a.rank", "changed"),
        ("b.rank", "left-alone"),
    ]
    assert found["files"][1]["findings"][0]["code"] == "RD101"


def test_for_programs_on_standard_input(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, UNTIDY.encode("utf-8"))
    assert main(["fmt", "-", "--format", "json", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert held("rankdsl-fmt-1", out) == []
    (file,) = json.loads(out)["files"]
    assert (file["status"], file["text"], file["fault"]) == ("changed", PLAIN, None)


def test_for_programs_where_a_file_cannot_be_written(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("rankdsl.cli.fmt.replace_file", full)
    put(here / "a.rank", UNTIDY)
    assert main(["fmt", "--format", "json", "--lang", "en"]) == 2
    out = capsys.readouterr().out
    assert held("rankdsl-fmt-1", out) == []
    (file,) = json.loads(out)["files"]
    assert (file["status"], file["fault"]) == ("failed", "it cannot be written: No space left on device")


def test_the_policies_are_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--check", "--diff", str(POLICIES), "--lang", "en"]) == 0, capsys.readouterr().out
    assert "rewritten" not in capsys.readouterr().err


def test_what_init_writes_is_canonical(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "规则库"]) == 0
    (above,) = (here / "规则库").glob("*.rank")
    assert main(["init", "规则库", "--under", str(above), "--title", "某局实施细则"]) == 0
    capsys.readouterr()
    assert main(["fmt", "--check", "--diff", "规则库", "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""
