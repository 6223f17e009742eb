"""What docs/compile.md shows is done as it stands there: the commands, the person, and the Python below them."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rankdsl.cli.main import main
from tests.docs.following import blocks

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "compile.md").read_text(encoding="utf-8")
PACKAGE = "promotion"
COMMENTED = re.compile(r"^(\S.*?)  # (.+)$", re.MULTILINE)


def block(word: str) -> str:
    (found,) = (block for block in blocks(PAGE) if block.word == word)
    return "\n".join(found.lines) + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that the page compiles into, with its person; the package can be imported while this lasts."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "policies").symlink_to(ROOT / "policies")
    first, second, *_ = block("sh").splitlines()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(shlex.split(first)[1:]) == 0
        built = folder / second.removeprefix("cd ")
        (built / "person.json").write_text(block("json"), encoding="utf-8")
        patch.chdir(built)
        patch.syspath_prepend(str(built))
        yield built
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_the_example_in_python(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)
    assert capsys.readouterr().out.startswith(
        "可晋升：不能确定　《关于县以下机关建立公务员职务与职级并行制度的意见》第十条\n"
    )
    shown = COMMENTED.findall(block("python"))
    assert len(shown) == 4
    assert [(expression, str(eval(expression, names))) for expression, _ in shown] == shown


def test_every_outcome_is_listed(built: Path) -> None:
    rows = re.findall(r"^\| (`[A-Z_]+`(?:、`[A-Z_]+`)*) \|", PAGE, re.MULTILINE)
    outcomes = __import__(PACKAGE).Outcome
    assert re.findall(r"[A-Z_]+", " ".join(rows)) == [outcome.name for outcome in outcomes]


def test_the_commands_of_the_package(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, tests, asked = (shlex.split(line) for line in block("sh").splitlines())
    assert tests[:3] == ["python", "-m", "unittest"]
    suite = unittest.defaultTestLoader.loadTestsFromNames(tests[3:])
    result = unittest.TestResult()
    suite.run(result)
    assert result.testsRun > 5
    assert result.wasSuccessful()
    assert asked[:2] == ["python", "-m"]
    monkeypatch.setattr(sys, "argv", asked[2:])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(asked[2], run_name="__main__")
    assert ended.value.code == 3
    assert "任现职级起" in capsys.readouterr().out
