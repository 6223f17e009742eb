"""What a command, an argument, an option and an example are."""

from __future__ import annotations

from dataclasses import dataclass

from rankdsl.diagnostics.text import Text


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands without an option. `most`: how many at most, None for any number."""

    name: str
    metavar: str
    help: Text
    least: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """`--flag VALUE`, or `--flag` alone where there is no `metavar`. `repeats`: all values count, not the last."""

    flag: str
    metavar: str | None
    help: Text
    choices: tuple[str, ...] = ()
    default: str | None = None
    repeats: bool = False
    required: bool = False
    short: str = ""
    """The same in one letter: `-o`."""

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Example:
    line: str
    help: Text


@dataclass(frozen=True, slots=True)
class Command:
    """`summary` is one line; `about` a paragraph of its help page. It runs as `rankdsl.cli.<module>.run`."""

    name: str
    module: str
    summary: Text
    about: Text
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    examples: tuple[Example, ...]
    exit_codes: tuple[tuple[str, Text], ...]
