"""A text in its canonical writing, or why it has none."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding
from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from rankdsl.syntax.parsing import garbage_left_alone, parse
from rankdsl.syntax.writing.documents import Writer
from rankdsl.syntax.writing.english import English
from rankdsl.syntax.writing.remarks import Comment, Remarks, comments_of, remarks_at
from rankdsl.syntax.writing.surface import Chinese
from rankdsl.syntax.writing.trees import same_tree
from rankdsl.syntax.writing.writer_english import EnglishWriter

_MOST_ROUNDS = 5
"""How often a text is written again until it stays the same; two are enough for what people write."""


class LostError(Exception):
    """A bug of the writer: what it wrote does not say what was read."""


class Formatted(Struct, frozen=True):
    """`text` None: the file cannot be read as it stands, for the reasons in `findings`, and must be left alone."""

    text: str | None
    findings: tuple[Finding, ...]


def formatted(file: SourceFile) -> Formatted:
    """The canonical text of a file in its own language. Lines end as they do on Unix, also in a quotation."""
    if "\r" in file.text:
        file = SourceFile(file.path, file.text.replace("\r\n", "\n"))
    with garbage_left_alone():
        parsed = parse(file)
        if parsed.findings:
            return Formatted(None, parsed.findings)
        text = written(parsed.node, file, parsed.language, parsed.language)
    return Formatted(text, ())


def _as_it_is(comment: str) -> str:
    return comment


def written(
    node: ast.FileNode, file: SourceFile, language: str, to: str, comment: Callable[[str], str] = _as_it_is
) -> str:
    """The text of `node` in the language `to`. Its spans, by which comments are placed, are those of `file`, which is
    written in `language`. `comment`: what becomes of a comment, with its mark.

    Never loses anything: what was written is read again, and LostError is raised if it is another tree, or if a
    comment is missing.
    """
    comments = [replace(each, text=comment(each.text)) for each in comments_of(file, language)]
    text, settled = _write(node, comments, to)
    before = file.text
    for _ in range(_MOST_ROUNDS):
        if text == before:
            break
        again = SourceFile(file.path, text)
        read, still = parse(again), comments_of(again, to)
        if read.findings or not same_tree(read.node, node) or len(still) != len(comments):
            raise LostError(f"{file.path} would be read as something else")
        if settled:
            break
        before = text
        text, settled = _write(read.node, still, to)
    else:
        return before
    return text


def _write(node: ast.FileNode, comments: list[Comment], to: str) -> tuple[str, bool]:
    """A text, and whether it stays as it is when it is read and written again. It may not where a comment stands inside
    a statement: one in the middle of a line moves to its end, where it may stand at another part of the tree."""
    remarks = remarks_at(node, comments)
    settled = not remarks.within
    text = WRITERS[to](remarks).file(node)
    if remarks.left:
        raise LostError(f"{remarks.left} comments have no place")
    return text, settled


WRITERS: dict[str, Callable[[Remarks], Writer]] = {
    "zh": lambda remarks: Writer(Chinese(), remarks),
    "en": lambda remarks: EnglishWriter(English(), remarks),
}
"""By the language that they write."""
