"""What can stand behind an option or as an argument, as a shell needs to know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from rankdsl.cli.commands import COMMANDS, EVERYWHERE, Argument, Command, Option
from rankdsl.diagnostics.text import Language

PROGRAM = "rankdsl"
_FILES = frozenset(("PATH", "FILE", "CASE.yaml", "UNIT.yaml", "OLD", "NEW", "VOCABULARY"))
_FOLDERS = frozenset(("DIR",))
_CODES = frozenset(("CODE", "CODES"))


class Kind(Enum):
    FLAG = "no value"
    FILES = "a file or a folder"
    FOLDERS = "a folder"
    CODES = "codes of checks"
    WORDS = "one of some words"
    ANYTHING = "what no shell can know"


class Values(Struct, frozen=True):
    """`words` with WORDS. `several`: with commas between (CODES)."""

    kind: Kind
    words: tuple[str, ...] = ()
    several: bool = False


class Completed(Struct, frozen=True):
    """An option, as somebody may type it after `command` (None: before any)."""

    command: str | None
    flags: tuple[str, ...]
    values: Values
    help: str


def values_of(named: Option | Argument) -> Values:
    if named.metavar is None:
        return Values(Kind.FLAG)
    if named.choices:
        return Values(Kind.WORDS, named.choices)
    if named.metavar in _CODES:
        return Values(Kind.CODES, several=named.metavar == "CODES")
    if named.metavar in _FILES:
        return Values(Kind.FILES)
    return Values(Kind.FOLDERS if named.metavar in _FOLDERS else Kind.ANYTHING)


def options(language: Language) -> Iterator[Completed]:
    """The options that stand before a command, then those of each command."""
    yield from (_completed(None, option, language) for option in EVERYWHERE)
    for command in COMMANDS:
        yield from (_completed(command.name, option, language) for option in (*command.options, *EVERYWHERE))


def options_of(command: str | None, language: Language) -> list[Completed]:
    return [option for option in options(language) if option.command == command]


def _completed(command: str | None, option: Option, language: Language) -> Completed:
    flags = (option.flag, "-h") if option.flag == "--help" else (option.flag,)
    return Completed(command, flags, values_of(option), option.help.in_language(language))


def with_value() -> list[str]:
    """Every option that takes a value, of any command."""
    return sorted({o.flags[0] for o in options("en") if o.values.kind is not Kind.FLAG})


def summaries(language: Language) -> list[tuple[str, str]]:
    return [(command.name, command.summary.in_language(language)) for command in COMMANDS]


def argument(command: Command) -> Values:
    """What the arguments of a command are; of several, the first counts for all."""
    return values_of(command.arguments[0]) if command.arguments else Values(Kind.ANYTHING)


def codes() -> Sequence[str]:
    """Every code, and every name of a check."""
    from rankdsl import pipeline

    return [*pipeline.NAMES, *pipeline.NAMES.values()]
