"""What a command, an argument, an option and an example are."""

from __future__ import annotations

from msgspec import Struct

from rankdsl.diagnostics.text import Text


class Argument(Struct, frozen=True):
    """What stands without an option. `most`: how many at most, None for any number."""

    name: str
    metavar: str
    help: Text
    least: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()


class Option(Struct, frozen=True):
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


class Example(Struct, frozen=True):
    line: str
    help: Text


class Command(Struct, frozen=True):
    """`summary` is one line; `about` a paragraph of its help page. It runs as `rankdsl.cli.<module>.run`."""

    name: str
    module: str
    summary: Text
    about: Text
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    examples: tuple[Example, ...]
    exit_codes: tuple[tuple[str, Text], ...]
