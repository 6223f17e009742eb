"""Help pages: complete, in both languages, never wider than a terminal, each with an example."""

from __future__ import annotations

import pytest

from rankdsl.cli.commands import COMMANDS, EVERYWHERE, Command
from rankdsl.cli.help import command_page, overview
from rankdsl.cli.main import main
from rankdsl.reporters.paper import Paper, width

NAMES = [c.name for c in COMMANDS]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_page_of_a_command(command: Command, language: str) -> None:
    paper = Paper("zh" if language == "zh" else "en")
    page = command_page(command, paper)
    assert page.startswith(f"{'用法：' if language == 'zh' else 'usage: '}rankdsl {command.name} ")
    for option in (*command.options, *EVERYWHERE):
        assert f"  {option.flag}" in page
        assert paper.say(option.help)[:12] in page
    for argument in command.arguments:
        assert argument.metavar in page
    for example in command.examples:
        assert f"  {example.line}\n      {paper.say(example.help)}" in page
    assert ("退出码：" if language == "zh" else "exit codes:") in page
    assert max(map(width, page.splitlines())) <= 96
    assert not any(line[:1] in "，。；）" for line in page.splitlines() if line)


def test_the_overview() -> None:
    page = overview(Paper("zh"))
    assert all(name in page for name in NAMES)
    assert "例如：\n  rankdsl check policies\n" in page
    assert max(map(width, page.splitlines())) <= 96


def test_help_without_chinese_characters() -> None:
    assert overview(Paper("zh", encoding="ascii")).isascii()


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["--help", "check"]])
def test_help_is_a_result(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("usage: rankdsl")
    assert shown.err == ""


def test_no_command_is_a_complaint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("用法：rankdsl 命令")


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    from rankdsl import __version__

    assert main(["check", "--version"]) == 0
    assert capsys.readouterr().out == f"rankdsl {__version__}\n"
