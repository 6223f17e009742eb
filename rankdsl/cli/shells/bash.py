"""Bash, 3.2 and newer: no extensions, no call of the program while somebody types."""

from __future__ import annotations

from rankdsl.cli.commands import COMMANDS
from rankdsl.cli.shells.values import PROGRAM, Kind, Values, argument, codes, options, options_of, summaries, with_value
from rankdsl.diagnostics.text import Language

_SCRIPT = """\
# {program}: bash completion. For this shell:  source <({program} completion bash)
# For every shell to come:  {program} completion bash >> ~/.bash_completion
_{program}() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} command= word= value= i head=
    local codes='{codes}'
    # Bash takes --format=json apart into three words.
    if [[ $prev == '=' ]]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    if [[ $cur == '=' ]]; then cur=; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        if [[ -n $value ]]; then
            if [[ $word != '=' ]]; then value=; fi
            continue
        fi
        case $word in
            {with_value}) value=1 ;;
            -*) ;;
            *) command=$word; break ;;
        esac
    done
    COMPREPLY=()
    case $command:$prev in
{after_options}
    esac
    if [[ $cur == -* ]]; then
        case $command in
{flags}
        esac
        return
    fi
    case $command in
        '') COMPREPLY=($(compgen -W '{commands}' -- "$cur")) ;;
{arguments}
    esac
}}
# Where nothing is offered, bash completes file names, with their spaces quoted.
complete -o default -F _{program} {program}
"""


def script(_: Language) -> str:
    """In no language: bash shows no descriptions."""
    after = [
        f"        {o.command or ''}:{o.flags[0]}) {_offer(o.values)}return ;;"
        for o in options("en")
        if o.values.kind is not Kind.FLAG
    ]
    names = [None, *(command.name for command in COMMANDS)]
    flags = [
        f"            {name or repr('')}) COMPREPLY=($(compgen -W '{_flags(name)}' -- \"$cur\")) ;;" for name in names
    ]
    arguments = [f"        {command.name}) {offer};;" for command in COMMANDS if (offer := _offer(argument(command)))]
    return _SCRIPT.format(
        program=PROGRAM,
        codes=" ".join(codes()),
        with_value="|".join(with_value()),
        after_options="\n".join(after),
        flags="\n".join(flags),
        commands=" ".join(name for name, _ in summaries("en")),
        arguments="\n".join(arguments),
    )


def _flags(command: str | None) -> str:
    return " ".join(flag for option in options_of(command, "en") for flag in option.flags)


def _offer(values: Values) -> str:
    """The statement that offers values; empty where file names will do."""
    match values.kind:
        case Kind.WORDS:
            return f"COMPREPLY=($(compgen -W '{' '.join(values.words)}' -- \"$cur\")); "
        case Kind.CODES if values.several:
            return (
                '[[ $cur == *,* ]] && head=${cur%,*},; COMPREPLY=($(compgen -P "$head" -W "$codes" -- "${cur##*,}")); '
            )
        case Kind.CODES:
            return 'COMPREPLY=($(compgen -W "$codes" -- "$cur")); '
        case _:
            return ""
