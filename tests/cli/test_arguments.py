"""The command line, read: what is asked for, and what is said of what cannot be."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.cli.arguments import Request, read_arguments, read_date
from rankdsl.cli.commands import CHECK, COMMANDS, EVAL, EXPLAIN
from rankdsl.cli.language import language_for
from rankdsl.diagnostics import Text


def read(line: str) -> Request:
    request = read_arguments(line.split())
    assert isinstance(request, Request), request
    return request


def wrong(line: str) -> str:
    found = read_arguments(line.split())
    assert isinstance(found, Text), found
    assert found.zh
    return found.en


def test_words_and_options_in_any_order() -> None:
    request = read("check a --as-of 2016-07-01 b --select RD4,RD3 --select RD2 --format=json c")
    assert request.command is CHECK
    assert request.words == ("a", "b", "c")
    assert request.all("select") == ("RD4,RD3", "RD2")
    assert (request.value("format"), request.value("as_of")) == ("json", "2016-07-01")
    assert (request.value("fail_level"), request.value("budget"), request.has("show_expected")) == (
        "error",
        None,
        False,
    )


def test_options_may_stand_before_the_command() -> None:
    request = read("--lang zh --color never check - --show-expected")
    assert (request.command, request.words) == (CHECK, ("-",))
    assert (request.value("lang"), request.value("color")) == ("zh", "never")
    assert request.has("show_expected")
    assert read("--budget 3 check").value("budget") == "3"


def test_the_last_value_counts() -> None:
    assert read("check --format json --format text").value("format") == "text"


def test_after_two_dashes_everything_is_a_path() -> None:
    assert read("check a -- --format -").words == ("a", "--format", "-")


def test_help_comes_before_everything_else() -> None:
    assert read("eval --help").has("help")
    assert read("eval -h").has("help")
    assert read("check --format xml --help").command is CHECK
    assert read("--version").command is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("chekc", "there is no command “chekc”; did you mean check"),
        ("zzz", "there is no command “zzz”; there are: check, test, eval, "),
        ("check --selct RD4", "there is no option “--selct”; did you mean --select"),
        ("check --sel RD4", "there is no option “--sel”; did you mean --select"),
        ("check -x", "there is no option “-x”"),
        ("--budget 3", "there is no option “--budget”"),
        ("explain --as-of 2016-07-01", "there is no option “--as-of”"),
        ("test --format", "--format needs FORMAT after it (output format: text or json)"),
        ("check --format xml", "--format cannot be “xml”; there are: text, json, sarif, junit, github, gitlab"),
        ("check --today yesterday", "“yesterday” after --today is not a date: write it like 2016-07-01"),
        ("check --baseline", "--baseline needs FILE after it"),
        ("check --select --ignore RD4", "--select needs CODES after it"),
        ("test --format xml", "--format cannot be “xml”; there are: text, json"),
        ("check --lang fr", "--lang cannot be “fr”; there are: zh, en"),
        ("check --fail-level warn", "--fail-level cannot be “warn”; did you mean warning"),
        ("check --as-of 2016-02-30", "“2016-02-30” after --as-of is not a date: write it like 2016-07-01"),
        ("check --budget 0", "“0” after --budget is not a positive whole number, such as 50000000"),
        ("check --budget -5", "“-5” after --budget is not a positive whole number"),
        ("check --budget x", "“x” after --budget is not a positive whole number"),
        ("check --show-expected=yes", "--show-expected takes no value, and has 'yes'"),
        ("eval a.rank", "--case CASE.yaml is missing"),
        ("eval --case c.yaml", "FILE is missing (the rule document; - is standard input)"),
        ("eval a.rank b.rank --case c.yaml", "“b.rank” is one argument too many"),
        ("explain RD401 RD402", "“RD402” is one argument too many"),
        ("doctor here", "“here” is one argument too many"),
    ],
)
def test_what_is_wrong_is_said(line: str, said: str) -> None:
    assert wrong(line).startswith(said)


def test_complaints_in_chinese() -> None:
    found = read_arguments(["chekc"])
    assert isinstance(found, Text)
    assert found.zh.startswith("没有“chekc”这个命令；是否应为 check")


@pytest.mark.parametrize(
    "written", ["2016-07-01", "2016-7-1", "2016/7/1", "2016.07.01", "2016年7月1日", " 2016-07-01 "]
)
def test_dates_as_people_write_them(written: str) -> None:
    assert read_date(written) == date(2016, 7, 1)


@pytest.mark.parametrize(
    "written", ["", "2016", "2016-07", "16-07-01", "2016-13-01", "0000-01-01", "today", "2016年7月"]
)
def test_what_is_no_date(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("line", "environment", "language"),
    [
        ("check", {}, "en"),
        ("check", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ("check", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ("check", {"LC_ALL": "", "LANG": "zh"}, "zh"),
        ("check --lang zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("--lang=en check", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("check --lang fr", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check --lang", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check -- --lang zh", {}, "en"),
    ],
)
def test_the_language_of_messages(line: str, environment: dict[str, str], language: str) -> None:
    assert language_for(line.split(), environment) == language


def test_the_commands_are_whole() -> None:
    assert {"check", "test", "eval", "explain", "schema", "init"} <= {c.name for c in COMMANDS}
    assert len({c.name for c in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.examples
        assert {"0", "2"} <= {code for code, _ in command.exit_codes}
        assert command.name == "completion" or any(option.flag == "--format" for option in command.options)
        for example in command.examples:
            words = re.split(r" (?:>>?|<) ", example.line.split(" | ")[-1])[0].split()
            assert words[0] == "rankdsl"
            assert isinstance(read_arguments(words[1:]), Request), example.line
    assert {c.module for c in (EVAL, EXPLAIN)} == {"eval", "explain"}


ODD_WORDS = """\
check test eval explain schema a.rank - -- --format json --format= --as-of 2016-07-01 --select RD4 --show-expected
--show-expected=1 --help -h -hx --version --lang zh --case --budget -1 -x --= --- --help=1 @file -format"""
WORDS = st.one_of(st.sampled_from(ODD_WORDS.split()), st.text(max_size=4))


@given(st.lists(WORDS, max_size=7))
def test_no_command_line_raises(words: list[str]) -> None:
    found = read_arguments(words)
    if isinstance(found, Text):
        assert found.zh
        assert found.en
    else:
        assert found.command is None or found.command in COMMANDS
        assert "\0missing" not in found.words
