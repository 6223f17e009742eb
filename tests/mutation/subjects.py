"""Which documents are changed: every clean one of the reference policies and of the good corpus that has a superior,
and, where such a one stands below it, its superiors. Nothing is listed by hand: the folders are read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.diagnostics import Severity
from rankdsl.ir.model import Model
from rankdsl.source import SourceFile
from rankdsl.syntax import ast, parse
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.test_corpus import entries

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"


class Subject(Struct, frozen=True):
    """A pair that is clean: document `checked` of file `path` below its superiors, and document `title` that is
    changed: itself, or one of the superiors. `path` and `changed_path` are relative to the project."""

    path: str
    checked: str
    changed_path: str
    title: str

    @property
    def own(self) -> bool:
        return self.title == self.checked

    @property
    def name(self) -> str:
        return f"{self.path}《{self.checked}》" + ("" if self.own else f" ⇐《{self.title}》")

    @property
    def from_corpus(self) -> bool:
        return not self.path.startswith("policies/")


@cache
def opened(path: str) -> Workspace:
    """The workspace of a file: itself, what it refers to, and the vocabularies."""
    place = open_workspace([ROOT / path], codes=pipeline.CODES, shipped=shipped_vocabularies())
    assert not place.faults, place.faults
    return place


def shown_path(place: Workspace, path: str) -> str:
    return (ROOT / path).resolve().relative_to(place.root.resolve()).as_posix()


def source(subject: Subject) -> SourceFile:
    """The file that is changed."""
    place = opened(subject.path)
    shown = shown_path(place, subject.changed_path)
    return next(file for file in place.documents if file.path == shown)


def tree(subject: Subject) -> ast.DocumentNode:
    """The document that is changed; of versions the one last in the file."""
    parsed = parse(source(subject))
    assert parsed.findings == (), subject
    return [d for d in parsed.node.documents if d.title.text == subject.title][-1]


def replaced(subject: Subject, text: str) -> Workspace:
    """The workspace with the changed file."""
    place = opened(subject.path)
    shown = shown_path(place, subject.changed_path)
    files = tuple(SourceFile(f.path, text) if f.path == shown else f for f in place.documents)
    return replace(place, documents=files)


def model(models: tuple[Model, ...], subject: Subject) -> Model | None:
    """The document that is checked, if it has a program; of versions the last."""
    shown = shown_path(opened(subject.path), subject.path)
    found = [m for m in models if m.name.title == subject.checked and m.name.path == shown]
    return found[-1] if found and found[-1].pieces else None


def files() -> tuple[str, ...]:
    """Those in which some document has a superior, in a fixed order: the policies, then the corpus, each by path."""
    found = [*sorted(POLICIES.rglob("*.rank")), *_corpus_files()]
    return tuple(file.relative_to(ROOT).as_posix() for file in found if "依据" in _text(file))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _corpus_files() -> Iterator[Path]:
    for entry in entries("good"):
        yield from (entry,) if entry.is_file() else sorted(entry.rglob("*.rank"))


def of_file(path: str) -> tuple[Subject, ...]:
    """Clean documents of a file: nothing was found in them, expected or not, and every question was answered."""
    return tuple(_of_file(path))


def _of_file(path: str) -> Iterator[Subject]:
    place = opened(path)
    loaded = pipeline.load(place)
    report = pipeline.check(place, loaded=loaded)
    shown = shown_path(place, path)
    found = [f for f in report.findings if f.severity is not Severity.NOTE]
    faulty = {f.place.document for f in found if f.place.span is None or f.place.span.file.path == shown}
    clean = {d.title for d in report.documents if d.path == shown and d.verdict.value == "clean"} - faulty
    named = {m.name.title: m for m in loaded.models}
    for each in loaded.models:
        if each.name.path != shown or each.name.title not in clean or not each.superiors or not each.pieces:
            continue
        yield Subject(path, each.name.title, path, each.name.title)
        for title in each.superiors:
            above = named.get(title)
            if above is not None and not above.name.path.startswith("<"):
                at = (place.root / above.name.path).resolve().relative_to(ROOT).as_posix()
                yield Subject(path, each.name.title, at, title)
