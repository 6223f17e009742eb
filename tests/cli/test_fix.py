"""`check --fix`: what is written back, what is left alone, and what is said of it."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from rankdsl.cli import fixing
from rankdsl.cli.main import main
from rankdsl.diagnostics import Edit, Finding, Fix, Place, Severity, Text
from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace
from rankdsl.workspace.fixing import fix

HEADER = "文件《甲县办法》\n  层级：县级。\n  词表：公务员。\n  施行：2020年1月1日。\n\n第一条【条件】\n"
WRONG = f"{HEADER}  决定 可晋升 须：任现职级年限 => 8年。\n"
RIGHT = f"{HEADER}  决定 可晋升 须：任现职级年限 ≥ 8年。\n"


def written(folder: Path, text: str = WRONG, name: str = "a.rank") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def check(*words: str | Path) -> int:
    return main(["check", *map(str, words), "--fix", "--lang", "zh"])


def test_a_file_is_mended_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path)
    assert check(path) == 0
    assert path.read_text(encoding="utf-8") == RIGHT
    out = capsys.readouterr().out
    assert out.startswith("已改正 1 处写法：\n  a.rank:7:19 “=>”在规则文件里没有意义，要写“≥”——改为“≥”\n\n")
    assert "发现错误 0 处" in out


def test_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    """The mark, line ends of Windows, blanks at line ends, comments, full-width signs, and no end of the last line."""
    text = (
        "\ufeff"
        + WRONG.replace("\n", "\r\n").replace("县级。", "县级． \t".replace("．", "。") + "# 注释，＝").rstrip()
    )
    path = written(tmp_path, text)
    path.chmod(0o640)
    assert check(path) == 0
    assert path.read_bytes() == text.replace("=>", "≥").encode("utf-8")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.rank"]


def test_what_cannot_be_mended_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, WRONG + "  决定 可转任 须：在编，非 处分期内。\n")
    assert check(path) == 1
    assert "≥ 8年" in path.read_text(encoding="utf-8")
    out = capsys.readouterr().out
    assert "两个条件之间只有“，”" in out
    assert "发现错误 1 处" in out


def test_nothing_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, RIGHT)
    before = path.stat().st_mtime_ns
    assert check(path) == 0
    assert path.stat().st_mtime_ns == before
    assert capsys.readouterr().out.startswith("没有可以直接改正的写法错误。\n")


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The mended text on standard output and nothing else; the findings beside it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode("utf-8"))))
    assert check("-") == 0
    shown = capsysbinary.readouterr()
    assert shown.out.decode("utf-8") == RIGHT
    assert "已改正 1 处写法" in shown.err.decode("utf-8")


def test_standard_input_has_no_other_format(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode("utf-8"))))
    assert check("-", "--format", "json") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "不能再用 --format" in shown.err


def test_json_says_what_would_be_mended_and_what_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, WRONG + "  决定 可转任 须：年线 ≥ 3年。\n  参数 年限：2年。\n")
    assert main(["check", str(path), "--format", "json"]) == 1
    before = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["code"], f["fix"]["sure"]) for f in before] == [("RD101", True), ("RD103", False)]
    assert check(path, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert [(f["code"], f["fix"]["sure"]) for f in report["fixed"]] == [("RD101", True)]
    assert [(f["code"], f["fix"]["sure"]) for f in report["findings"]] == [("RD103", False)]


def test_json_lists_what_was_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(written(tmp_path), "--format", "json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [(f["code"], f["fix"]["edits"][0]["text"]) for f in report["fixed"]] == [("RD101", "≥")]
    assert report["findings"] == []
    assert main(["check", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["fixed"] is None


def test_a_read_only_file_stops_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is half done: neither file is changed."""
    first, second = written(tmp_path), written(tmp_path, WRONG.replace("甲县", "乙县"), "b 乙'.rank")
    second.chmod(0o444)
    assert check(tmp_path) == 2
    assert "=>" in first.read_text(encoding="utf-8")
    assert "=>" in second.read_text(encoding="utf-8")
    assert "“b 乙'.rank”是只读的，没有改动任何文件" in capsys.readouterr().err


def test_a_folder(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path, WRONG.replace("甲县", "乙县"), "b 乙'.rank")
    assert check(tmp_path) == 0
    assert "=>" not in first.read_text(encoding="utf-8") + second.read_text(encoding="utf-8")


def test_only_what_was_asked_for(tmp_path: Path) -> None:
    """Files beside it stay, though they are read; and so does what --select leaves out."""
    first, second = written(tmp_path), written(tmp_path, WRONG.replace("甲县", "乙县"), "b.rank")
    assert check(first) == 0
    assert "=>" in second.read_text(encoding="utf-8")
    check(second, "--select", "RD4")
    assert "=>" in second.read_text(encoding="utf-8")


def test_a_mistake_that_is_expected_stays(tmp_path: Path) -> None:
    """A document that illustrates a mistake keeps it."""
    text = f"{HEADER}  决定 可晋升 须：无处分期内。\n  预期 RD103：“示例”。\n"
    path = written(tmp_path, text)
    check(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)

    def later(*words: object) -> object:
        path.write_text(RIGHT + "# 另一个人\n", encoding="utf-8")
        return fix(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "fix", later)
    assert check(path) == 2
    assert "另一个人" in path.read_text(encoding="utf-8")
    assert "在检查期间被改动过" in capsys.readouterr().err


def test_a_disk_that_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(fixing, "replace_file", full)
    assert check(path) == 2
    assert path.read_text(encoding="utf-8") == WRONG
    assert "无法写入" in capsys.readouterr().err


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = written(tmp_path / "real")
    link = tmp_path / "real" / "b.rank"
    link.symlink_to(real.name)
    assert check(link) == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == RIGHT


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.rank"
    path.write_bytes(b"PK\x03\x04 word")
    assert check(path) == 2
    assert path.read_bytes() == b"PK\x03\x04 word"


def test_the_meaning_is_the_drafters(tmp_path: Path) -> None:
    """A finding of a proof is never mended without asking, whatever mend it has."""
    file = SourceFile("a.rank", RIGHT)
    start = RIGHT.index("8年")
    edit = Edit(file.span(start, start + 2), "9年")
    place = Workspace(tmp_path, documents=(file,))
    for code, verified, sure in (("RD401", True, True), ("RD401", False, True), ("RD106", False, False)):
        mend = Fix(Text("改", "change"), (edit,), verified, sure)
        found = Finding(code, "x", Severity.ERROR, Text("错", "wrong"), Place(edit.span), fix=mend)
        assert fix(place, lambda now, found=found: [found] if now is place else []).texts == {}  # type: ignore[misc]
