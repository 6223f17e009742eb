"""Every command on a terminal that has no UTF-8: no traceback, no fault of the tool, and something to read."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from rankdsl.cli.commands import COMMANDS
from rankdsl.cli.main import main

FAULTY = "文件《甲》\n  层级：县级。 词表：没有。 施行：2020年1月1日。\n\n第一条 决定 可行 须：在编 ≥ 𠮷。😀\n"
LINES = {
    "check": ("check .", "check 错.rank", "check 没有"),
    "test": ("test .",),
    "eval": ("eval 示例晋升办法.rank --case cases/示例.yaml", "eval 错.rank --case cases/示例.yaml"),
    "diff": ("diff 示例晋升办法.rank 改.rank",),
    "fmt": ("fmt --check --diff 改.rank", "fmt --to en 示例晋升办法.rank"),
    "compile": ("compile 示例晋升办法.rank -o 出", "compile 错.rank -o 出"),
    "thresholds": ("thresholds 示例晋升办法.rank",),
    "explain": ("explain RD304", "explain", "explain 没有"),
    "schema": ("schema 示例", "schema 没有"),
    "init": ("init 新", "init .", "init 新 --under 没有"),
    "doctor": ("doctor",),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("规则 库")
    assert main(["init", str(folder)]) == 0
    (folder / "错.rank").write_text(FAULTY, encoding="utf-8")
    text = (folder / "示例晋升办法.rank").read_text(encoding="utf-8")
    (folder / "改.rank").write_text(text.replace("初级 → 3年", "初级→36月以上"), encoding="utf-8")
    return folder


def run(line: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The exit code, and what is said to standard output and error, which cannot take what they cannot encode."""
    raw = [io.BytesIO(), io.BytesIO()]
    with monkeypatch.context() as patch:
        for name, buffer in zip(("stdout", "stderr"), raw, strict=True):
            stream = io.TextIOWrapper(buffer, encoding=encoding, errors="strict", write_through=True)
            patch.setattr(f"sys.{name}", stream)
        code = main(line.split())
        out, err = (buffer.getvalue() for buffer in raw)
    machines = out.startswith(b"{")  # JSON is UTF-8 everywhere
    return code, out.decode("utf-8" if machines else encoding) + err.decode(encoding)


@pytest.mark.parametrize(("encoding", "language"), [("ascii", "zh"), ("gbk", "zh"), ("cp437", "en")])
def test_every_command(
    place: Path, encoding: str, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(place, tmp_path / "库")
    monkeypatch.chdir(tmp_path / "库")
    for command in COMMANDS:
        for line in (f"{command.name} --help", *LINES.get(command.name, (f"{command.name} 没有",))):
            code, said = run(f"{line} --lang {language}", encoding, monkeypatch)
            assert code in (0, 1, 2, 3), line
            assert said.strip(), line
            assert "Traceback" not in said, line
            assert "a fault of the tool" not in said, line
            if encoding == "gbk" and line.endswith("--help"):
                assert "用法" in said
                assert "\\u" not in said, line
