"""Articles, documents, files."""

from __future__ import annotations

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast.expressions import DayLiteral, Expr
from rankdsl.syntax.ast.statements import Statement
from rankdsl.syntax.ast.words import Ident, TitleRef


class ArticleNode(Struct, frozen=True):
    """`name` canonical: "第三条" or "第三条之一"; `heading` without 【】, empty if there is none."""

    name: str
    heading: str
    statements: tuple[Statement, ...]
    span: Span
    name_span: Span


class ChapterNode(Struct, frozen=True):
    """第一章【总则】: for readers only; its span tells where it stands among the articles."""

    name: str
    heading: str
    span: Span


class DocumentNode(Struct, frozen=True):
    """文件《…》 with its header. `statements`: those between the header and the first article (公布, 预期 …).

    Header entries that are not written are None or empty; `semantics` says what is required."""

    title: TitleRef
    level: Ident | None
    jurisdiction: Expr | None
    under: tuple[TitleRef, ...]
    vocabulary: Ident | None
    effective: DayLiteral | None
    repealed: DayLiteral | None
    statements: tuple[Statement, ...]
    articles: tuple[ArticleNode, ...]
    span: Span
    chapters: tuple[ChapterNode, ...] = ()


class FileNode(Struct, frozen=True):
    documents: tuple[DocumentNode, ...]
