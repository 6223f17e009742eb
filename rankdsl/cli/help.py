"""Help pages, made from the declared commands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from rankdsl.cli.commands import COMMANDS, EVERYWHERE, OF_FINDINGS, Argument, Command, Example, Option
from rankdsl.diagnostics.text import Text
from rankdsl.reporters.paper import Paper, width

_COLUMNS = 96
_NO_LINE_BEGINS_WITH = "，。；：、）”》"


def overview(paper: Paper) -> str:
    """`rankdsl --help`"""
    about = Text(
        "检查公务员职务与职级的规则文件：写法、含义，以及与上位文件是否一致。",
        "Checks rule documents on civil-service ranks: their writing, their meaning, and against their superiors.",
    )
    usage = Text("用法：rankdsl 命令 [参数]", "usage: rankdsl COMMAND [ARGUMENTS]")
    lines = [paper.say(usage), "", *_wrapped(paper.say(about), paper)]
    lines += _section(Text("命令", "commands"), [(c.name, c.summary) for c in COMMANDS], paper)
    lines += _section(Text("选项", "options"), [(_option_word(o), _option_help(o)) for o in EVERYWHERE], paper)
    lines += _section(Text("退出码", "exit codes"), OF_FINDINGS, paper)
    lines += _examples([c.examples[0] for c in COMMANDS[:3]], paper)
    lines += ["", paper.choose("某个命令的用法：rankdsl 命令 --help", "more on a command: rankdsl COMMAND --help")]
    return "\n".join(lines) + "\n"


def command_page(command: Command, paper: Paper) -> str:
    """`rankdsl COMMAND --help`"""
    parts = ["rankdsl", command.name, *map(_argument_usage, command.arguments)]
    parts += (f"{o.flag} {o.metavar}" for o in command.options if o.required)
    parts.append(paper.choose("[选项]", "[OPTIONS]"))
    lines = [paper.choose("用法：", "usage: ") + " ".join(parts), "", *_wrapped(paper.say(command.about), paper)]
    lines += _section(Text("参数", "arguments"), [(a.metavar, a.help) for a in command.arguments], paper)
    options = [(_option_word(o), _option_help(o)) for o in (*command.options, *EVERYWHERE)]
    lines += _section(Text("选项", "options"), options, paper)
    lines += _section(Text("退出码", "exit codes"), command.exit_codes, paper)
    lines += _examples(command.examples, paper)
    return "\n".join(lines) + "\n"


def _argument_usage(argument: Argument) -> str:
    word = f"{argument.metavar}…" if argument.most is None else argument.metavar
    return word if argument.least else f"[{word}]"


def _option_word(option: Option) -> str:
    words = f"{option.flag} {option.metavar}" if option.metavar else option.flag
    return f"{words}, {option.short} {option.metavar}" if option.short else words


def _option_help(option: Option) -> Text:
    if option.default is None:
        return option.help
    return option.help + Text(f"（默认 {option.default}）", f" (default: {option.default})")


def _section(title: Text, rows: Sequence[tuple[str, Text]], paper: Paper) -> list[str]:
    if not rows:
        return []
    lines = ["", paper.style(paper.say(title) + paper.choose("：", ":"), "strong")]
    left = max(width(word) for word, _ in rows) + 2
    for word, words in rows:
        first, *more = _broken(paper.say(words), _COLUMNS - left - 2)
        lines.append(f"  {paper.fit(word)}{' ' * (left - width(word))}{first}")
        lines += (f"  {' ' * left}{line}" for line in more)
    return lines


def _examples(examples: Sequence[Example], paper: Paper) -> list[str]:
    lines = ["", paper.style(paper.choose("例如：", "examples:"), "strong")]
    for example in examples:
        lines.append(f"  {paper.fit(example.line)}")
        lines.append(f"      {paper.style(paper.say(example.help), 'faint')}")
    return lines


def _wrapped(words: str, paper: Paper) -> list[str]:
    return _broken(words, _COLUMNS)


def _broken(words: str, columns: int) -> list[str]:
    """Lines of at most about `columns` columns, broken at spaces and between Chinese characters."""
    lines, line, used = [], "", 0
    pieces = _pieces(words)
    for i, piece in enumerate(pieces):
        wide = width(piece)
        hangs = sum(map(width, takewhile(_NO_LINE_BEGINS_WITH.__contains__, pieces[i + 1 :])))
        if line and used + width(piece.rstrip()) + hangs > columns and piece not in _NO_LINE_BEGINS_WITH:
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
            wide = width(piece)
        line += piece
        used += wide
    return [*lines, line.rstrip()]


def _pieces(words: str) -> list[str]:
    """Words with the space after them; Chinese characters one by one."""
    pieces: list[str] = []
    for character in words:
        if pieces and width(character) == 1 and width(pieces[-1][-1]) == 1 and not pieces[-1].endswith(" "):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
