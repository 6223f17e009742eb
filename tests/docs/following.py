"""A page followed line by line, as its reader would: files written, edits made, commands run, outputs compared.

What a page may contain, each thing in a fence of its own:

- `console`: lines that start with `$ ` are run in a folder of the page's own, where nothing is at first; the lines
  below are all that the command writes. A line `…` stands for any lines; the seconds that something took are not
  compared. `echo $?` writes the exit code. `cd`, `mkdir`, `cp`, `cat` and `python` are understood, and
  `rankdsl … < FILE > FILE`.
- below `<!-- file: PATH -->`: written to that file.
- below `<!-- shown: PATH -->`: lines that stand in that file, one after another; `…` stands for any lines.
- `diff` below `<!-- edit: PATH -->`: the lines with `-` are replaced by those with `+`; others must stand there.
- below `<!-- not run: WHY -->`: nothing is done.

    python -m tests.docs.following docs/tutorial.md …     write the outputs anew where they are not right
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from msgspec import Struct, field

from rankdsl.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "…"
MARK = re.compile(r"<!-- (file|shown|edit|not run): (.*?) -->")
SECONDS = re.compile(r"\d+\.\d+( ?秒| ?s\b)")


class Block(Struct, frozen=True):
    """A fence of a page: its word (`console`), the mark above it, its lines, and the number of the first one."""

    word: str
    mark: tuple[str, str] | None
    lines: list[str]
    at: int


class PageError(AssertionError):
    """The page says something else than what happens."""


def blocks(text: str) -> Iterator[Block]:
    mark: tuple[str, str] | None = None
    opened: tuple[str, str, int] | None = None
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        fence = re.match(r"^(`{3,})(\S*)", line)
        if opened is not None:
            if line.rstrip() == opened[0]:
                yield Block(opened[1], mark, lines, opened[2])
                opened, mark = None, None
            else:
                lines.append(line)
        elif fence:
            opened, lines = (fence[1], fence[2], number + 1), []
        elif found := MARK.fullmatch(line.strip()):
            mark = (found[1], found[2])
        elif line.strip():
            mark = None


class Reader(Struct, dict=True):
    """Follows one page in a folder. `outputs`: what each command wrote, by the number of its line."""

    folder: Path
    language: str
    code: int = 0
    outputs: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here = self.folder

    def follow(self, page: Path, strict: bool = True) -> int:
        """Do all that the page says; how many things there were. Not `strict`: outputs may be different."""
        count = 0
        for block in blocks(page.read_text(encoding="utf-8")):
            where = f"{page.name}:{block.at}"
            count += 1
            match block:
                case Block(mark=("not run", _)):
                    pass
                case Block(mark=("file", path)):
                    (self.here / path).parent.mkdir(parents=True, exist_ok=True)
                    (self.here / path).write_text("\n".join(block.lines) + "\n", encoding="utf-8")
                case Block(mark=("shown", path)):
                    matches(
                        block.lines, (self.here / path).read_text(encoding="utf-8").splitlines(), where, whole=False
                    )
                case Block(word="diff", mark=("edit", path)):
                    self.edit(self.here / path, block.lines, where)
                case Block(word="console"):
                    self.commands(block, where, strict)
                case _:
                    raise PageError(f"{where}: nothing is done with this block; see tests/docs/following.py")
        return count

    def edit(self, path: Path, lines: Sequence[str], where: str) -> None:
        before = "\n".join(line[1:] for line in lines if line[:1] in "- ") + "\n"
        after = "\n".join(line[1:] for line in lines if line[:1] in "+ ") + "\n"
        text = path.read_text(encoding="utf-8")
        if not all(line[:1] in ("-", "+", " ") for line in lines) or f"\n{text}".count(f"\n{before}") != 1:
            raise PageError(f"{where}: this does not stand in {path.name} just once:\n{before}")
        path.write_text(f"\n{text}".replace(f"\n{before}", f"\n{after}")[1:], encoding="utf-8")

    def commands(self, block: Block, where: str, strict: bool) -> None:
        for at, command, shown in prompts(block):
            written = self.run(command)
            self.outputs[at] = written
            if strict:
                matches(shown, written, f"{where}: $ {command}", whole=True)

    def run(self, command: str) -> list[str]:
        if command == "echo $?":
            return [str(self.code)]
        words = shlex.split(command)
        match words:
            case ["cd", place]:
                self.here = (self.here / place).resolve()
            case ["mkdir", *places]:
                for place in places:
                    (self.here / place).mkdir()
            case ["cp", source, target]:
                shutil.copyfile(self.here / source, self.here / target)
            case ["cat", path]:
                return (self.here / path).read_text(encoding="utf-8").splitlines()
            case ["rankdsl", *arguments]:
                return self.rankdsl(arguments)
            case ["python", *arguments]:
                return self.python(arguments)
            case _:
                raise PageError(f"no such command here: {command}")
        return []

    def python(self, arguments: list[str]) -> list[str]:
        """In a process of its own that sees nothing of this project."""
        environment = {"LANG": f"{self.language}.UTF-8", "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [sys.executable, "-S", *arguments],
            cwd=self.here,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.code = done.returncode
        return [line.rstrip() for line in done.stdout.decode().splitlines()]

    def rankdsl(self, arguments: list[str]) -> list[str]:
        read: Path | None = None
        write: Path | None = None
        if "<" in arguments:
            read = self.here / arguments.pop(arguments.index("<") + 1)
            arguments.remove("<")
        if ">" in arguments:
            write = self.here / arguments.pop(arguments.index(">") + 1)
            arguments.remove(">")
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        given = io.TextIOWrapper(io.BytesIO(read.read_bytes() if read else b""), encoding="utf-8")
        environment = {"LANG": f"{self.language}.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "RANKDSL_"))}
        with (
            patch.dict(os.environ, kept | environment, clear=True),
            patch.object(sys, "stdin", given),
            contextlib.chdir(self.here),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            self.code = main(arguments)
        out.flush()
        said, complained = (stream.buffer.getvalue().decode() for stream in (out, err))
        if write is not None:
            write.write_text(said, encoding="utf-8")
            said = ""
        return [line.rstrip() for line in (said + complained).replace(str(self.folder), "").splitlines()]


def prompts(block: Block) -> Iterator[tuple[int, str, list[str]]]:
    """Each command of a block, the number of its line, and what is shown below it."""
    starts = [i for i, line in enumerate(block.lines) if line.startswith("$ ")]
    if not starts or starts[0] != 0:
        raise PageError(f"line {block.at}: a console block starts with a command")
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        yield block.at + start, block.lines[start][2:], [line.rstrip() for line in block.lines[start + 1 : end]]


def matches(shown: Sequence[str], written: Sequence[str], where: str, whole: bool) -> None:
    """Whether the lines shown are those written, `…` standing for any. Not `whole`: they may stand in the middle."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == LEFT_OUT else re.escape(timeless(line.rstrip())) + r"\n"
        for line in trimmed(shown)
    )
    text = "".join(timeless(line.rstrip()) + "\n" for line in (trimmed(written) if whole else written))
    found = re.fullmatch(pattern, text) if whole else re.search(rf"(?:\A|\n){pattern}", text)
    if found is None:
        difference = difflib.unified_diff(shown, list(written), "as the page shows it", "as it is", lineterm="")
        raise PageError("\n".join([where, *difference]))


def trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n") if lines else []


def timeless(line: str) -> str:
    return SECONDS.sub(r"0.0\1", line)


def language_of(page: Path) -> str:
    return "en_US" if page.name.endswith(".en.md") else "zh_CN"


def write_anew(page: Path) -> int:
    """Outputs that are not right as they are now; how many there were."""
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder), language_of(page))
        reader.follow(page, strict=False)
    lines = page.read_text(encoding="utf-8").splitlines()
    changed = 0
    for block in reversed(list(blocks("\n".join(lines)))):
        if block.word != "console" or (block.mark and block.mark[0] == "not run"):
            continue
        for at, command, shown in reversed(list(prompts(block))):
            try:
                matches(shown, reader.outputs[at], command, whole=True)
            except PageError:
                if LEFT_OUT in (line.strip() for line in shown):
                    print(f"{page}:{at}: left as it is, since it leaves lines out\n" + "\n".join(reader.outputs[at]))
                    continue
                lines[at : at + len(shown)] = [timeless(line) for line in trimmed(reader.outputs[at])]
                changed += 1
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return changed


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"{name}: {write_anew(Path(name))} outputs written anew")
