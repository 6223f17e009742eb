"""`rankdsl doctor`: fine, to be minded, broken; what to do is said wherever it is not fine."""

from __future__ import annotations

import io
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rankdsl.cli import condition
from rankdsl.cli.condition import Condition, Status, installation, locked_versions
from rankdsl.cli.main import main
from rankdsl.cli.surroundings import surroundings

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schemas/rankdsl-doctor-1.schema.json").read_text("utf-8")))


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def doctor(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, dict[str, str]]]:
    code = main(["doctor", "--format", "json", *words])
    report = json.loads(capsys.readouterr().out)
    assert list(SCHEMA.iter_errors(report)) == []
    assert report["usable"] == (code == 0)
    return code, {entry["name"]: entry for entry in report["conditions"]}


@pytest.fixture
def no_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial run takes a tenth of a second, and needs to be seen once only."""
    monkeypatch.setattr(condition, "_tried", lambda: ["RD203"])


def test_all_is_well_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    code, found = doctor(capsys, "--lang", "zh")
    assert code == 0
    assert {entry["status"] for entry in found.values()} == {"ok"}
    assert found["z3-solver"]["found"] == locked_versions()["z3-solver"] == metadata.version("z3-solver")
    assert found["trial"]["found"] == "检查了一份小文件，结论正确"
    assert found["python"]["found"].startswith(sys.version.split()[0])
    assert {"lark", "pyyaml", "jsonschema", "wcwidth", "tables", "system", "cvc5"} <= set(found)
    assert "没有 rankdsl.toml" in found["workspace"]["found"]


def test_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], no_trial: None
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("正常  rankdsl       0.")
    assert out.endswith("\n\n一切正常。\n")
    (tmp_path / "rankdsl.toml").write_text("", encoding="utf-8")
    assert main(["doctor", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "0 documents, 0 vocabularies, 0 case files\n" in out
    assert "-> no rule document (.rank); rankdsl init drafts one" in out.replace("→", "->")
    assert out.endswith("\n\nusable; 1 to be minded\n")


def versions(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> None:
    real = metadata.version

    def version(name: str) -> str:
        found = changed.get(name.replace("-", "_"), real(name))
        if found is None:
            raise metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(metadata, "version", version)


def conditions() -> dict[str, Condition]:
    return {c.name: c for c in installation()}


def test_packages(monkeypatch: pytest.MonkeyPatch, no_trial: None) -> None:
    versions(monkeypatch, lark="1.2.9", pyyaml=None, cvc5=None)
    found = conditions()
    assert found["lark"].status is Status.WARNING
    assert found["lark"].found.en == f"1.2.9, tested with {locked_versions()['lark']}"
    assert found["pyyaml"].status is Status.FAULT
    assert found["cvc5"].status is Status.OK
    assert "pip install 'rankdsl[certify]'" in found["cvc5"].found.zh
    for entry in found.values():
        assert (entry.advice is None) == (entry.status is Status.OK)


def test_broken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> list[str]:
        raise ImportError("libz3.so: cannot open\nmore")

    monkeypatch.setattr(condition, "_tried", missing)
    code, found = doctor(capsys, "--lang", "en")
    assert code == 2
    assert (found["trial"]["status"], found["trial"]["found"]) == (
        "fault",
        "failed: ImportError: libz3.so: cannot open",
    )
    monkeypatch.setattr(condition, "_tried", list)
    assert main(["doctor", "--lang", "zh"]) == 2
    out = capsys.readouterr().out
    assert "\n故障  试运行" in out
    assert out.endswith("\n\n有 1 处故障，请先处理。\n")
    monkeypatch.setattr(condition, "OLDEST", (9, 0))
    assert conditions()["python"].status is Status.FAULT


def test_tables(monkeypatch: pytest.MonkeyPatch, no_trial: None, tmp_path: Path) -> None:
    from rankdsl.syntax import grammar_files

    for name in ("rankdsl.lark", "rankdsl.tables.json"):
        (tmp_path / name).write_bytes((grammar_files.folder() / name).read_bytes())
    monkeypatch.setattr(grammar_files, "folder", lambda: tmp_path)
    assert conditions()["tables"].status is Status.OK
    with open(tmp_path / "rankdsl.lark", "a", encoding="utf-8") as grammar:
        grammar.write("\n// changed\n")
    assert conditions()["tables"].status is Status.WARNING
    (tmp_path / "rankdsl.tables.json").write_text("{", encoding="utf-8")
    assert conditions()["tables"].status is Status.FAULT


def around(monkeypatch: pytest.MonkeyPatch, encoding: str, colours: str = "auto", **environment: str) -> dict[str, Any]:
    monkeypatch.setattr("sys.stdout", Terminal(io.BytesIO(), encoding=encoding))
    return {c.name: c for c in surroundings("zh", colours, environment)}


def test_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = around(monkeypatch, "utf-8")
    assert found["encoding"].status is Status.OK
    assert found["colours"].found.en == "on (the output is a terminal)"
    assert found["width"].found.en == "no terminal (a pipe or a file)"  # it has no columns to tell of
    assert around(monkeypatch, "gbk")["encoding"].status is Status.OK
    ascii_only = around(monkeypatch, "ascii", NO_COLOR="1")
    assert ascii_only["encoding"].status is Status.WARNING
    assert ascii_only["encoding"].advice.zh.startswith("13 of 13 signs cannot be written here")
    assert ascii_only["colours"].found.en == "off (NO_COLOR is set)"
    assert around(monkeypatch, "latin-1", "always")["colours"].found.zh == "有（--color always）"
    assert around(monkeypatch, "utf-8", TERM="dumb")["colours"].found.en == "off (TERM=dumb)"


def test_width(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    monkeypatch.chdir(tmp_path)
    for columns, status in ((40, Status.WARNING), (120, Status.OK)):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, c=columns: os.terminal_size((c, 24)))
        monkeypatch.setattr("sys.stdout", sys.__stdout__)
        found = {c.name: c for c in surroundings("en", "auto", {})}["width"]
        assert (found.status, found.found.en) == (status, f"{columns} columns")


def test_a_workspace_with_mistakes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], no_trial: None
) -> None:
    (tmp_path / "rankdsl.toml").write_text("nmae = 1\nas_off = 2\n", encoding="utf-8")
    (tmp_path / "里面").mkdir()
    monkeypatch.chdir(tmp_path / "里面")
    code, found = doctor(capsys, "--lang", "en")
    assert (code, found["workspace"]["status"]) == (0, "warning")
    assert found["workspace"]["advice"].startswith("there is no setting “nmae”")
    assert found["workspace"]["advice"].endswith("; rankdsl check shows all")
