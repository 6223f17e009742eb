"""The document that a new one is to stand under, with everything that it stands under itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import pipeline, syntax
from rankdsl.diagnostics import Finding, Severity, Text
from rankdsl.examining import Progress, Selection
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.program import DocumentName
from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import STANDARD_INPUT, shipped_vocabularies

LEVELS = ("中央", "省级", "市级", "县级", "乡级")


class Refused(Struct, frozen=True):
    """Why nothing is drafted: the request is wrong (`faults`), or what it builds on is (`findings`)."""

    faults: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()


class Superior(Struct, frozen=True):
    """`place`: the workspace around its file, with whatever the file refers to."""

    place: Workspace
    file: SourceFile
    node: ast.DocumentNode
    progress: Progress | None = None
    """Who is told where a check is."""

    @property
    def title(self) -> str:
        return self.node.title.text

    @property
    def level_below(self) -> str:
        """The next level down; of the lowest, that level itself."""
        level = self.node.level.text if self.node.level is not None else LEVELS[0]
        position = LEVELS.index(level) if level in LEVELS else 0
        return LEVELS[min(position + 1, len(LEVELS) - 1)]

    def bearer(self, title: str) -> str | None:
        """The path of the document that bears a title."""
        files = (file for file in self.place.documents if title in file.text)
        return next((f.path for f in files if any(d.title.text == title for d in syntax.parse(f).node.documents)), None)

    def with_document(self, path: str, text: str) -> Workspace:
        """The workspace as it would be with a document beside this one, asking for that document only."""
        new = SourceFile(path, text)
        return replace(self.place, documents=(*self.place.documents, new), wanted=frozenset({path}))

    def found(self, path: str, text: str) -> tuple[Finding, ...]:
        """Everything that a check finds with a document beside this one, less what was wrong with the place before."""
        before = {(f.code, f.message) for f in self.place.findings}
        report = pipeline.check(self.with_document(path, text), progress=self.progress)
        return tuple(f for f in report.findings if (f.code, f.message) not in before)

    def model(self, path: str, text: str) -> Model | Refused:
        """What a document beside this one means, or its mistakes and those of what it rests on."""
        loaded = pipeline.load(self.with_document(path, text))
        found = next((m for m in loaded.models if m.name.path == path), None)
        if found is None or not found.pieces:
            return Refused(findings=loaded.findings)
        return found

    def chain(self, piece: Piece) -> tuple[tuple[DocumentName, ast.DocumentNode], ...]:
        """The documents above, the nearest first, as they are written."""
        parsed = {file.path: syntax.parse(file).node.documents for file in self.place.documents}
        return tuple(
            (name, node)
            for name in reversed(piece.program.layers[:-1])
            for node in parsed.get(name.path, ())
            if node.effective is not None and (node.title.text, node.effective.day) == (name.title, name.effective)
        )


def read_superior(file: Path, progress: Progress | None = None) -> Superior | Refused:
    """The document of a file; Refused where there is none, or more than one, or where it is written wrong."""
    if file.is_dir():
        return Refused((_folder(file),))
    if str(file) == STANDARD_INPUT:
        return Refused((_not_a_file(),))
    place = open_workspace([file], codes=pipeline.CODES, shipped=shipped_vocabularies())
    if place.faults:
        return Refused(place.faults)
    unreadable = tuple(f for f in place.findings if f.unreadable)
    if not place.wanted_documents:
        return Refused((_no_document(file),) if not unreadable else (), unreadable)
    chinese = _in_chinese(place)
    if isinstance(chinese, Refused):
        return chinese
    place = chinese
    source = place.wanted_documents[0]
    report = pipeline.check(place, selection=Selection(("RD1",)))
    wrong = tuple(f for f in report.findings if f.code.startswith("RD1") and f.severity is Severity.ERROR)
    if wrong:
        return Refused(findings=wrong)
    documents = syntax.parse(source).node.documents
    if len(documents) != 1:
        return Refused((_several(file, [d.title.text for d in documents]),))
    return Superior(place, source, documents[0], progress)


def _in_chinese(place: Workspace) -> Workspace | Refused:
    """The workspace with its English documents as they read in Chinese, which is what is drafted."""
    if all(syntax.parse(file).language == "zh" for file in place.documents):
        return place
    rewrite = pipeline.rewriter(place, "zh")
    documents = []
    for file in place.documents:
        found = rewrite(file)
        if found.text is None:
            return Refused(findings=found.findings)
        documents.append(SourceFile(file.path, found.text))
    return replace(place, documents=tuple(documents))


def _folder(file: Path) -> Text:
    return Text(
        f"--under 后面的“{file}”是文件夹；请写明哪一份规则文件",
        f"“{file}” after --under is a folder: name the rule document in it",
    )


def _not_a_file() -> Text:
    return Text(
        "--under 后面要写文件，不能是标准输入：起草的文件要写明它依据哪一份",
        "--under needs a file, not standard input: what is drafted names the document that it stands under",
    )


def _no_document(file: Path) -> Text:
    return Text(f"“{file}”里没有规则文件", f"there is no rule document in “{file}”")


def _several(file: Path, titles: Sequence[str]) -> Text:
    named = "、".join(f"《{t}》" for t in titles)
    return Text(
        f"“{file}”里有 {len(titles)} 份文件（{named}）；请把要依据的那一份单独存成一个文件",
        f"“{file}” holds {len(titles)} documents ({named}): keep the one to stand under in a file of its own",
    )
