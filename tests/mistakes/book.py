"""The book of mistakes: one file each, with what is said of it in both languages and what is made of it.

    python -m tests.mistakes.book            write what is said today into the files, to be read before it is committed

A file has a title and parts. `frame` says where the wrong text stands (`frames.txt`); nothing else is written by hand:

    title: 一条末尾没有句号
    english: the full stop at the end is missing
    frame: article
    === wrong
    ...
    === 中文
    ...
    === English
    ...
    === mended
    ...
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from rankdsl import semantics, syntax, vocabulary
from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import findings_text
from rankdsl.source import SourceFile
from rankdsl.syntax.reading import read_source
from rankdsl.workspace import Workspace
from rankdsl.workspace.fixing import Fixed, fix
from rankdsl.workspace.opening import shipped_vocabularies
from rankdsl.workspace.settings import Settings

FOLDER = Path(__file__).parent / "book"
POOR = FOLDER.parent / "still_poor"
"""Of which too little is said: a list of what to better, kept as tests."""
HERE = "〔这里〕"
NOTHING = "（没有把握，不自动改 · nothing is sure enough to be mended without asking）"
PATH = "a.rank"


class Mistake(Struct, frozen=True, eq=False):
    """`head`: the lines before the sections; `parts`: the sections by name, as they stand in the file."""

    path: Path
    head: Mapping[str, str]
    parts: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def frame(self) -> str:
        return self.head["frame"]

    @property
    def text(self) -> str:
        """The whole document with the wrong text in its place."""
        return frames()[self.frame].replace(HERE, self.parts["wrong"].rstrip("\n"))


@cache
def frames() -> dict[str, str]:
    """What stands around a wrong text; `whole`: nothing does."""
    text = (FOLDER.parent / "frames.txt").read_text(encoding="utf-8")
    parts = re.split(r"^=== (\w+)\n", text, flags=re.MULTILINE)
    return {"whole": HERE + "\n"} | dict(zip(parts[1::2], parts[2::2], strict=True))


def read(path: Path) -> Mistake:
    head, _, rest = path.read_text(encoding="utf-8").partition("=== ")
    keys = dict(line.split(": ", 1) for line in head.splitlines() if line)
    parts = re.split(r"^=== (\w+)\n", "=== " + rest, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return Mistake(path, keys, sections)


@cache
def mistakes(folder: Path = FOLDER) -> tuple[Mistake, ...]:
    return tuple(read(path) for path in sorted(folder.glob("*.txt")))


@cache
def _vocabularies() -> dict[str, Vocabulary]:
    folder = shipped_vocabularies()
    assert folder is not None
    source = read_source(folder / "公务员.yaml", "公务员.yaml")
    assert isinstance(source, SourceFile)
    found, wrong = vocabulary.load_vocabularies([source])
    assert not wrong
    return dict(found)


def look(place: Workspace) -> tuple[Finding, ...]:
    """What is wrong with the writing and the names of documents, as `check` finds it before it asks anything."""
    parsed = [syntax.parse(file) for file in place.documents]
    analysis = semantics.analyse(parsed, _vocabularies(), semantics.Settings(Settings().horizon))
    return (*(f for p in parsed for f in p.findings), *analysis.findings)


def place_of(text: str) -> Workspace:
    return Workspace(Path(), documents=(SourceFile(PATH, text),))


class Told(Struct, frozen=True):
    """What is said of a mistake today, and what `--fix` makes of it."""

    findings: tuple[Finding, ...]
    fixed: Fixed

    @property
    def left(self) -> tuple[Finding, ...]:
        """What is still wrong after it."""
        return look(self.fixed.place) if self.fixed.texts else self.findings


@cache
def told(mistake: Mistake) -> Told:
    place = place_of(mistake.text)
    return Told(look(place), fix(place, look))


def parts_today(mistake: Mistake) -> dict[str, str]:
    """The sections as they should stand in the file."""
    today = told(mistake)
    return {
        "wrong": mistake.parts["wrong"],
        "中文": _said(today.findings, Paper("zh")),
        "English": _said(today.findings, Paper("en")),
        "mended": _mended(mistake, today),
    }


def _said(findings: Sequence[Finding], paper: Paper) -> str:
    return "\n".join(findings_text(findings, paper)).rstrip() + "\n" if findings else "-\n"


def _mended(mistake: Mistake, today: Told) -> str:
    if not today.fixed.texts:
        return f"{NOTHING}\n"
    text = today.fixed.texts[PATH]
    before, _, after = frames()[mistake.frame].partition(HERE)
    return text.removeprefix(before).removesuffix(after).rstrip("\n") + "\n"


def written(mistake: Mistake, parts: Mapping[str, str]) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in mistake.head.items())
    return head + "".join(f"=== {name}\n{text}" for name, text in parts.items())


def main() -> None:
    for mistake in (*mistakes(), *mistakes(POOR)):
        mistake.path.write_text(written(mistake, parts_today(mistake)), encoding="utf-8")


if __name__ == "__main__":
    main()
