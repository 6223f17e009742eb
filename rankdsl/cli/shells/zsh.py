"""Zsh: sourced, or as a file `_rankdsl` in a folder of $fpath."""

from __future__ import annotations

from rankdsl.cli.commands import COMMANDS
from rankdsl.cli.shells.values import PROGRAM, Completed, Kind, Values, argument, codes, options_of, summaries
from rankdsl.diagnostics.text import Language

_SCRIPT = """\
#compdef {program}
# {program}: zsh completion. For this shell:  source <({program} completion zsh)
# For every shell to come:  {program} completion zsh > ~/.zfunc/_{program}, and before compinit:  fpath+=~/.zfunc
_{program}_codes() {{
    local -a codes
    codes=({codes})
    if [[ $1 == several ]]; then _values -s , code $codes; else _values code $codes; fi
}}

_{program}() {{
    local context state state_descr line
    local -a commands
    typeset -A opt_args
    commands=(
{commands}
    )
    _arguments -C \\
{everywhere}
        '1:command:->command' '*::argument:->argument' && return
    case $state in
        command) _describe command commands ;;
        argument)
            case $words[1] in
{each}
            esac
            ;;
    esac
}}

if [[ ${{funcstack[1]}} == _{program} ]]; then
    _{program} "$@"
else
    compdef _{program} {program}
fi
"""


def script(language: Language) -> str:
    """With descriptions in that language."""
    each = []
    for command in COMMANDS:
        specs = [_option(option) for option in options_of(command.name, language)]
        if command.arguments:
            specs.append(_quoted(f"*:{command.arguments[0].metavar.lower()}:{_action(argument(command))}"))
        each.append(f"                {command.name}) _arguments{_continued(specs, 20)} ;;")
    return _SCRIPT.format(
        program=PROGRAM,
        codes=" ".join(codes()),
        commands="\n".join(f"        {_quoted(f'{name}:{_plain(about)}')}" for name, about in summaries(language)),
        everywhere="\n".join(f"        {_option(option)} \\" for option in options_of(None, language)),
        each="\n".join(each),
    )


def _continued(specs: list[str], indent: int) -> str:
    return "".join(f" \\\n{' ' * indent}{spec}" for spec in specs)


def _option(option: Completed) -> str:
    helped = f"[{_plain(option.help)}]"
    if option.values.kind is Kind.FLAG:
        return " ".join(_quoted(f"{flag}{helped}") for flag in option.flags)
    return _quoted(f"*{option.flags[0]}={helped}:value:{_action(option.values)}")


def _action(values: Values) -> str:
    match values.kind:
        case Kind.WORDS:
            return f"({' '.join(values.words)})"
        case Kind.CODES:
            return f"_{PROGRAM}_codes{' several' if values.several else ''}"
        case Kind.FILES:
            return "_files"
        case Kind.FOLDERS:
            return "_files -/"
        case _:
            return " "


def _plain(words: str) -> str:
    """Words without the signs that mean something in a specification."""
    return "".join(f"\\{c}" if c in "\\[]:" else c for c in words)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "'\\''") + "'"
