"""Lines and statements, laid into articles and documents in the order of the text.

Invariant: every statement that could be read is in the tree, unless it stands before the first document of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from rankdsl.diagnostics import Diagnostic, Finding, Place
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, findings
from rankdsl.syntax.grammar import Words
from rankdsl.syntax.pieces import ArticleLine, ChapterLine, DocumentLine, HeaderEntry, HeaderField, Piece


class _Article(Struct):
    line: ArticleLine
    statements: list[ast.Statement] = field(default_factory=list)

    def node(self) -> ast.ArticleNode:
        span = self.line.span.to(self.statements[-1].span) if self.statements else self.line.span
        return ast.ArticleNode(self.line.name, self.line.heading, tuple(self.statements), span, self.line.name_span)


class _Document(Struct):
    line: DocumentLine
    last: Span
    header: dict[HeaderField, HeaderEntry] = field(default_factory=dict)
    statements: list[ast.Statement] = field(default_factory=list)
    articles: list[_Article] = field(default_factory=list)
    chapters: list[ast.ChapterNode] = field(default_factory=list)

    def node(self) -> ast.DocumentNode:
        return ast.DocumentNode(
            title=self.line.title,
            level=self._value(HeaderField.LEVEL),
            jurisdiction=self._value(HeaderField.JURISDICTION),
            under=self._value(HeaderField.UNDER) or (),
            vocabulary=self._value(HeaderField.VOCABULARY),
            effective=self._value(HeaderField.EFFECTIVE),
            repealed=self._value(HeaderField.REPEALED),
            statements=tuple(self.statements),
            articles=tuple(article.node() for article in self.articles),
            span=self.line.span.to(self.last),
            chapters=tuple(self.chapters),
        )

    def _value(self, name: HeaderField) -> Any:
        entry = self.header.get(name)
        return None if entry is None else entry.value


class Assembler:
    """Takes the pieces of one file one after another; `findings` grows in the order of the text."""

    def __init__(self, file: SourceFile, words: Words) -> None:
        self._file = file
        self._words = words
        self._documents: list[_Document] = []
        self._told_outside = False
        self.findings: list[Finding] = []

    def file_node(self, pieces: Iterable[Piece]) -> ast.FileNode:
        for piece in pieces:
            self._take(piece)
        return ast.FileNode(tuple(document.node() for document in self._documents))

    def _take(self, piece: Piece) -> None:
        if isinstance(piece, DocumentLine):
            self._documents.append(_Document(piece, piece.span))
            return
        if not self._documents:
            if not self._told_outside:
                self._told_outside = True
                self._note(findings.OUTSIDE_DOCUMENT, piece.span)
            return
        document = self._documents[-1]
        document.last = piece.span
        match piece:
            case ChapterLine(name=name, heading=heading, span=span):
                document.chapters.append(ast.ChapterNode(name, heading, span))
            case ArticleLine():
                document.articles.append(_Article(piece))
            case HeaderEntry():
                self._header(document, piece)
            case _:
                (document.articles[-1] if document.articles else document).statements.append(piece)

    def _header(self, document: _Document, entry: HeaderEntry) -> None:
        written = self._words.first(entry.field.value)
        first = document.header.get(entry.field)
        if first is not None:
            line = self._file.position(first.span.start)[0]
            self._note(findings.HEADER_TWICE, entry.span, field=written, line=line)
            return
        document.header[entry.field] = entry
        if document.articles:
            article = document.articles[-1].line.name
            self._note(findings.HEADER_LATE, entry.span, field=written, article=article)

    def _note(self, diagnostic: Diagnostic, span: Span, **words: Any) -> None:
        self.findings.append(diagnostic.at(Place(span), **words))
