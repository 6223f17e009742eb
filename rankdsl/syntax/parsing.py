"""The whole way from a text to its tree, on one screen.

    text ──lexing──▶ lexemes ──driving──▶ pieces ──assembling──▶ FileNode
                                 └─ recovering: what is wrong, and where reading goes on

Invariant: neither function raises for any text, and nothing here recurses over what somebody wrote.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Place
from rankdsl.source import SourceFile
from rankdsl.syntax import ast, findings
from rankdsl.syntax.assembling import Assembler
from rankdsl.syntax.lexicons import language_of, lexicon
from rankdsl.syntax.lexing import normal
from rankdsl.syntax.pages import MOST_FINDINGS
from rankdsl.syntax.recovering import Reader


class Parsed(Struct, frozen=True):
    """What could be read of a file, and what is wrong with its writing, in the order of the text.

    `unread`: names that a statement which could not be read was about to give to something. They are missing from the
    tree, though the writer did write them. `language`: that of the surface, zh or en.
    """

    node: ast.FileNode
    findings: tuple[Finding, ...]
    unread: frozenset[str] = frozenset()
    language: str = "zh"


def parse(file: SourceFile) -> Parsed:
    """Every document and statement of `file` that can be read, and every mistake of writing in it."""
    with garbage_left_alone():
        text = normal(file.text)
        language = language_of(text)
        reader = Reader(file, lexicon(language), text, 0)
        pieces = reader.pieces()
        assembler = Assembler(file, reader.lexicon.words)
        node = assembler.file_node(pieces)
    found = [*reader.findings, *assembler.findings]
    if not node.documents and not found:
        found = [findings.NO_DOCUMENT.at(Place(file.span(0, 0)))]
    told = _in_order(found, node)
    if language == "en" and told:
        from rankdsl.syntax.rewording import reworded  # here, since few runs meet an English document

        told = tuple(reworded(finding) for finding in told)
    return Parsed(node, told, frozenset(reader.unread), language)


def parse_formula(file: SourceFile, start: int, end: int) -> tuple[ast.Expr | None, tuple[Finding, ...]]:
    """The formula that the characters `start` to `end` of a file of another kind are; spans count in that file."""
    reader = Reader(file, lexicon(), normal(file.text[start:end]), start)
    formula = reader.formula()
    return formula, tuple(sorted(reader.findings, key=lambda f: f.sort_key))


def _in_order(found: list[Finding], node: ast.FileNode) -> tuple[Finding, ...]:
    """Sorted, cited by document and article, and cut at the limit."""
    found.sort(key=lambda f: f.sort_key)
    more = len(found) - MOST_FINDINGS
    if more > 0:
        del found[MOST_FINDINGS:]
        found.append(findings.TOO_MANY.at(found[-1].place, more=more))
    lines = [
        (span.start, document.title.text, name)
        for document in node.documents
        for span, name in ((document.span, None), *((a.span, a.name) for a in document.articles))
    ]
    starts = [start for start, _, _ in lines]
    cited = []
    for finding in found:
        span = finding.place.span
        position = bisect_right(starts, span.start) - 1 if span is not None else -1
        if position >= 0:
            _, title, article = lines[position]
            finding = replace(finding, place=Place(span, title, article))
        cited.append(finding)
    return tuple(cited)


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Nothing that parsing or writing makes is garbage yet, and looking for some takes up to half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
