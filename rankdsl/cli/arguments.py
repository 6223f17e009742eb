"""From the words of the command line to a request, or to what is wrong with them. A wrong word is never guessed at."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn

from msgspec import Struct, field

from rankdsl.cli.commands import COMMANDS, EVERYWHERE, Command, Option
from rankdsl.diagnostics.names import nearest, or_meant
from rankdsl.diagnostics.text import Text

_MISSING = "\0missing"
"""Stands for the value of an option that was written without one; no command line can hold it."""


class Request(Struct, frozen=True):
    """What is asked for. `command`: None where only the program itself is (its help, its version)."""

    command: Command | None
    words: tuple[str, ...] = ()
    """What stands without an option, in order."""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Option name to every value written; an option without value that is written has one empty value."""

    def has(self, name: str) -> bool:
        return name in self.values

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def value(self, name: str) -> str | None:
        """The last value written, else the default."""
        if written := self.values.get(name):
            return written[-1]
        options = (*self.command.options, *EVERYWHERE) if self.command else EVERYWHERE
        return next(o.default for o in options if o.name == name)


def read_arguments(arguments: Sequence[str]) -> Request | Text:
    """The request, or what is wrong with the command line. After `--` everything is a path."""
    dashes = arguments.index("--") if "--" in arguments else len(arguments)
    arguments, paths = arguments[:dashes], tuple(arguments[dashes + 1 :])
    at, named = _command_at(arguments)
    if named is None:
        parsed = _parse(arguments, EVERYWHERE)
        if isinstance(parsed, Text):
            return parsed
        words, values = parsed
        return _checked(Request(None, words, values), EVERYWHERE)
    command = next((c for c in COMMANDS if c.name == named), None)
    if command is None:
        return _unknown(
            Text(f"没有“{named}”这个命令", f"there is no command “{named}”"), named, [c.name for c in COMMANDS]
        )
    options = (*command.options, *EVERYWHERE)
    parsed = _parse([*arguments[:at], *arguments[at + 1 :]], options)
    if isinstance(parsed, Text):
        return parsed
    words, values = parsed
    return _checked(Request(command, (*words, *paths), values), options)


def read_date(written: str) -> date | None:
    """A day as people write it: 2016-07-01, 2016/7/1, 2016.7.1, 2016年7月1日."""
    found = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)", written.strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _command_at(arguments: Sequence[str]) -> tuple[int, str | None]:
    """Where the command stands: the first word that is neither an option nor the value of one."""
    with_value = {flag for c in COMMANDS for o in (*c.options, *EVERYWHERE) if o.metavar for flag in (o.flag, o.short)}
    skip = False
    for i, word in enumerate(arguments):
        if skip:
            skip = False
        elif word in with_value:
            skip = True
        elif not word.startswith("-"):
            return i, word
    return len(arguments), None


class _ParserError(Exception):
    """The parser's own complaint, in its words."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _ParserError(message)


def _parse(
    arguments: Sequence[str], options: Sequence[Option]
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]] | Text:
    """The words and the values of options. Whether they make sense is not asked here."""
    parser = _Parser(prog="rankdsl", add_help=False, allow_abbrev=False)
    parser.add_argument("words", nargs="*")
    for option in options:
        flags = ["-h", option.flag] if option.flag == "--help" else [f for f in (option.short, option.flag) if f]
        if option.metavar:
            parser.add_argument(
                *flags, dest=option.name, action="append", nargs="?", const=_MISSING, default=argparse.SUPPRESS
            )
        else:
            parser.add_argument(*flags, dest=option.name, action="append_const", const="", default=argparse.SUPPRESS)
    try:
        found, rest = parser.parse_known_intermixed_args(list(arguments))
    except _ParserError as failed:
        return _complaint(str(failed))
    known = [o.flag for o in options]
    for word in rest:
        flag = word.split("=", 1)[0]
        return _unknown(Text(f"没有“{flag}”这个选项", f"there is no option “{flag}”"), flag, known)
    values = {name: tuple(written) for name, written in vars(found).items() if name != "words"}
    return tuple(found.words), values


def _checked(request: Request, options: Sequence[Option]) -> Request | Text:
    """The request, if every option has a value it may have and every argument is there."""
    if request.has("help") or request.has("version"):
        return request
    for option in options:
        for written in request.all(option.name):
            if written == _MISSING:
                return Text(
                    f"{option.flag} 后面缺少 {option.metavar}（{option.help.zh}）",
                    f"{option.flag} needs {option.metavar} after it ({option.help.en})",
                )
            if option.choices and written not in option.choices:
                wrong = Text(f"{option.flag} 不能是“{written}”", f"{option.flag} cannot be “{written}”")
                return _unknown(wrong, written, list(option.choices))
            if option.flag in ("--as-of", "--today") and read_date(written) is None:
                return Text(
                    f"{option.flag} 后面的“{written}”不是日期；请写成 2016-07-01 这样",
                    f"“{written}” after {option.flag} is not a date: write it like 2016-07-01",
                )
            if option.flag == "--budget" and not (written.isdecimal() and int(written) > 0):
                return Text(
                    f"--budget 后面的“{written}”不是正整数；例如 --budget 50000000",
                    f"“{written}” after --budget is not a positive whole number, such as 50000000",
                )
        if option.required and not request.has(option.name):
            return Text(
                f"还要写 {option.flag} {option.metavar}（{option.help.zh}）",
                f"{option.flag} {option.metavar} is missing ({option.help.en})",
            )
    if request.command is None:
        return request
    if request.words and not request.command.arguments:
        return _too_many(request.words[0])
    for argument in request.command.arguments:
        if len(request.words) < argument.least:
            return Text(
                f"还要写 {argument.metavar}（{argument.help.zh}）",
                f"{argument.metavar} is missing ({argument.help.en})",
            )
        for written in request.words if argument.choices else ():
            if written not in argument.choices:
                wrong = Text(f"{argument.metavar} 不能是“{written}”", f"{argument.metavar} cannot be “{written}”")
                return _unknown(wrong, written, list(argument.choices))
        if argument.most is not None and len(request.words) > argument.most:
            return _too_many(request.words[argument.most])
    return request


def _too_many(extra: str) -> Text:
    return Text(f"多写了“{extra}”", f"“{extra}” is one argument too many")


def _complaint(message: str) -> Text:
    found = re.match(r"argument (?:-\w/)?(--[\w-]+): ignored explicit argument (.*)", message)
    if found:
        return Text(f"{found[1]} 后面不能写 {found[2]}", f"{found[1]} takes no value, and has {found[2]}")
    return Text(f"命令行有误：{message}", f"the command line is wrong: {message}")


def _unknown(message: Text, name: str, known: list[str]) -> Text:
    near = nearest(name, known)
    if near:
        return message + or_meant(near)
    return message + Text(f"；可以写的有：{'、'.join(known)}", f"; there are: {', '.join(known)}")
