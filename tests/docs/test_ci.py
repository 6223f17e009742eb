"""What docs/ci.md shows can be run, and what pre-commit is offered is there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_arguments
from rankdsl.cli.commands import CHECK
from rankdsl.cli.main import main
from rankdsl.source import SourceFile
from rankdsl.workspace.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


def command_lines() -> list[str]:
    """Every `rankdsl …` of the page, up to what the shell takes away."""
    found = [line for _, text in BLOCKS for line in re.findall(r"rankdsl (?:check|test) [^'\n]*", text)]
    return [re.split(r" (?:>|\|\|) ", line)[0].strip() for line in found]


def test_the_examples_are_there() -> None:
    assert [kind for kind, _ in BLOCKS] == ["yaml", "yaml", "groovy", "yaml", "toml", "sh"]
    assert len(command_lines()) >= 8


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_a_command_line(line: str) -> None:
    request = read_arguments(shlex.split(line)[1:])
    assert isinstance(request, Request), request
    assert request.words == ("policies",)


def test_every_format_has_a_row() -> None:
    formats = next(o for o in CHECK.options if o.flag == "--format").choices
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(formats)


def test_the_workflows() -> None:
    github, gitlab, commit = (yaml.safe_load(text) for text in blocks("yaml"))
    steps = github["jobs"]["check"]["steps"]
    assert [s["run"] for s in steps if "run" in s][1] == "rankdsl check policies --format github"
    assert steps[-1]["with"]["sarif_file"] == "rankdsl.sarif"
    reports = gitlab["rules"]["artifacts"]["reports"]
    script = " ".join(gitlab["rules"]["script"])
    assert all(f"> {file}" in script for file in reports.values())
    (repository,) = commit["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in HOOKS}


def test_the_waivers() -> None:
    (text,) = blocks("toml")
    settings, findings = read_settings(SourceFile("rankdsl.toml", text), pipeline.CODES)
    assert findings == ()
    assert len(settings.waivers) == len(tomllib.loads(text)["waivers"]) == 2


def test_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    fault = (ROOT / "tests" / "corpus" / "bad" / "RD203-conditions-exclude-each-other.rank").read_text(encoding="utf-8")
    (policies / "county.rank").write_text(fault, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (text,) = blocks("sh")
    assert main(["check", "policies"]) == 1
    for line in text.splitlines():
        assert main(shlex.split(line)[1:]) == 0, line
    capsys.readouterr()


def test_links() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        if target != "checks/RD120.md":  # generated
            assert (ROOT / "docs" / target).exists(), target
    assert "RD120" in pipeline.CODES


# --- hooks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook(hook: dict[str, Any]) -> None:
    """By the fields of https://pre-commit.com/#new-hooks."""
    known = {"id", "name", "description", "entry", "language", "files", "types", "require_serial", "pass_filenames"}
    assert {"id", "name", "entry", "language", "files"} <= set(hook) <= known
    assert hook["language"] == "python"
    program, command = hook["entry"].split()
    assert program == "rankdsl"
    assert isinstance(read_arguments([command, "policies"]), Request)
    assert hook["id"].startswith(f"rankdsl-{command}")
    pattern = re.compile(hook["files"])
    assert pattern.search("规则/甲 县.rank")
    assert not pattern.search("README.md")
    assert not pattern.search("a.rank.txt")
    if hook.get("pass_filenames", True):  # only documents can be passed, all in one run
        assert hook["require_serial"] is True
        assert not pattern.search("vocabulary/公务员.yaml")
    else:
        assert pattern.search("vocabulary/公务员.yaml")
        assert pattern.search("rankdsl.toml")
        assert pattern.search("policies/rankdsl.toml")


def test_the_program_of_the_hooks_is_installed_with_the_package() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts["rankdsl"] == "rankdsl.cli.main:main"


def test_changed_documents_as_the_hook_passes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = sorted((ROOT / "tests" / "corpus" / "good").glob("RD20*.rank"))[:2]
    for number, file in enumerate(good):
        (tmp_path / f"甲 {number}.rank").write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert main(["check", "甲 0.rank", "甲 1.rank"]) == 0
    assert "2 " in capsys.readouterr().out
