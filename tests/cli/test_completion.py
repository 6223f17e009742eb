"""Completion: the scripts, loaded by the shells that there are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rankdsl.cli.commands import COMMANDS
from rankdsl.cli.main import main

SHELLS = ("bash", "zsh", "fish")


def script(shell: str, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    assert main(["completion", shell, "--lang", language]) == 0
    return capsys.readouterr().out


def told(command: list[str], given: str) -> str:
    run = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", timeout=30)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def needs(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_there(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = script(shell, capsys)
    for command in COMMANDS:
        assert command.name in written
        for option in command.options:
            flag = f"-l {option.flag[2:]} " if shell == "fish" and option.flag.startswith("--") else option.flag
            assert flag in written
    assert written == script(shell, capsys)
    assert ("检查文件" in script(shell, capsys, "zh")) == (shell != "bash")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_reads_it(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = needs(shell)
    for language in ("zh", "en"):
        (tmp_path / "script").write_text(script(shell, capsys, language), encoding="utf-8")
        told([path, "-n", str(tmp_path / "script")], "")


def test_bash(capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[tuple[str, list[str]]] = [
        ("rankdsl che", ["check"]),
        ("rankdsl --lang ", ["zh", "en"]),
        ("rankdsl --lang zh expl", ["explain"]),
        ("rankdsl --lang = zh expl", ["explain"]),
        ("rankdsl check --format = js", ["json"]),
        ("rankdsl check --format =", ["text", "json", "sarif", "junit", "github", "gitlab"]),
        ("rankdsl test --format j", ["json"]),
        ("rankdsl check a --fail-l", ["--fail-level"]),
        ("rankdsl check --select RD401,RD40", [f"RD401,RD40{n}" for n in range(1, 10)]),
        ("rankdsl explain hid", ["hidden-criterion", "hidden-quota"]),
        ("rankdsl explain RD40", [f"RD40{n}" for n in range(1, 10)]),
        ("rankdsl completion ", ["bash", "zsh", "fish"]),
        ("rankdsl check ", []),  # bash itself completes file names then
        ("rankdsl init --under ", []),
        ("rankdsl nonsense --fo", []),
    ]
    asked = 'COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _rankdsl; echo "${COMPREPLY[*]}"\n'
    empty = "''"
    tries = "".join(f"COMP_WORDS=({line}{empty if line.endswith(' ') else ''}); {asked}" for line, _ in lines)
    said = told([needs("bash"), "--norc"], script("bash", capsys) + "\n" + tries).split("\n")
    assert dict(zip([line for line, _ in lines], said, strict=False)) == {line: " ".join(w) for line, w in lines}


def test_bash_is_told_for_which_program(capsys: pytest.CaptureFixture[str]) -> None:
    said = told([needs("bash"), "--norc"], script("bash", capsys) + "\ncomplete -p rankdsl\n")
    assert said == "complete -o default -F _rankdsl rankdsl\n"


def test_zsh(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = needs("zsh")
    (tmp_path / "_rankdsl").write_text(script("zsh", capsys), encoding="utf-8")
    asked = (
        f"fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -D -u; echo $_comps[rankdsl]; "
        f"unset '_comps[rankdsl]'; source {tmp_path}/_rankdsl; echo $_comps[rankdsl]"
    )
    assert told([path, "-f", "-c", asked], "") == "_rankdsl\n_rankdsl\n"


def test_fish(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = needs("fish")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "script").write_text(script("fish", capsys), encoding="utf-8")
    lines = {
        "rankdsl che": {"check"},
        "rankdsl --lang ": {"zh", "en"},
        "rankdsl test --format ": {"text", "json"},
        "rankdsl explain hid": {"hidden-criterion", "hidden-quota"},
        "rankdsl check --select RD401,RD41": {"RD401,RD410"},
        "rankdsl completion ": {"bash", "zsh", "fish"},
        "rankdsl check a --fail-l": {"--fail-level"},
    }
    tries = "".join(f"complete -C '{line}'; echo ==; " for line in lines)
    said = told([path, "-N", "-c", f"source {tmp_path}/script; {tries}"], "").split("==\n")
    offered = [{word.split("\t")[0] for word in part.splitlines()} for part in said[:-1]]
    assert dict(zip(lines, offered, strict=True)) == lines


def test_another_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh", "--lang", "en"]) == 2
    assert "SHELL cannot be “tcsh”; did you mean zsh" in capsys.readouterr().err
    assert main(["completion", "--lang", "zh"]) == 2
    assert "还要写 SHELL（哪一种：bash、zsh、fish）" in capsys.readouterr().err
