"""Fish, 3 and newer."""

from __future__ import annotations

from rankdsl.cli.commands import COMMANDS
from rankdsl.cli.shells.values import PROGRAM, Completed, Kind, Values, argument, codes, options, summaries
from rankdsl.diagnostics.text import Language

_HEAD = """\
# {program}: fish completion. For this shell:  {program} completion fish | source
# For every shell to come:  {program} completion fish > ~/.config/fish/completions/{program}.fish
set -g __{program}_codes {codes}
complete -c {program} -f
"""


def script(language: Language) -> str:
    """With descriptions in that language."""
    lines = [_HEAD.format(program=PROGRAM, codes=" ".join(codes()))]
    lines += [
        f"complete -c {PROGRAM} -n __fish_use_subcommand -a {name} -d {_quoted(about)}\n"
        for name, about in summaries(language)
    ]
    lines += [_option(option) for option in options(language)]
    for command in COMMANDS:
        offered = _values(argument(command))
        if offered:
            lines.append(f"complete -c {PROGRAM} -n {_after(command.name)} {offered}\n")
    return "".join(lines)


def _option(option: Completed) -> str:
    names = " ".join(f"-l {f[2:]}" if f.startswith("--") else f"-s {f[1:]}" for f in option.flags)
    value = "" if option.values.kind is Kind.FLAG else f" -r {_values(option.values)}".rstrip()
    condition = "__fish_use_subcommand" if option.command is None else _after(option.command)
    return f"complete -c {PROGRAM} -n {condition} {names}{value} -d {_quoted(option.help)}\n"


def _after(command: str) -> str:
    return f"'__fish_seen_subcommand_from {command}'"


def _values(values: Values) -> str:
    match values.kind:
        case Kind.WORDS:
            return f"-f -a '{' '.join(values.words)}'"
        case Kind.CODES if values.several:
            return f"-f -a '(__fish_append , $__{PROGRAM}_codes)'"
        case Kind.CODES:
            return f"-f -a '$__{PROGRAM}_codes'"
        case Kind.FILES:
            return "-F"
        case Kind.FOLDERS:
            return "-f -a '(__fish_complete_directories)'"
        case _:
            return "-f" if values.kind is not Kind.FLAG else ""


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
