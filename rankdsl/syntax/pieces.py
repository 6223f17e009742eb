"""What the parser reads one after another: lines and statements, before they are laid into documents and articles."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast import DayLiteral, Expr, Ident, Statement, TitleRef


class DocumentLine(Struct, frozen=True):
    """文件《…》"""

    title: TitleRef
    span: Span


class ChapterLine(Struct, frozen=True):
    """第一章【…】: for readers only."""

    name: str
    heading: str
    span: Span


class ArticleLine(Struct, frozen=True):
    """第三条【…】; `name` is canonical."""

    name: str
    heading: str
    name_span: Span
    span: Span


class HeaderField(Enum):
    """A field of a document's header; the value is the terminal that opens it."""

    LEVEL = "LEVEL"
    JURISDICTION = "JURISDICTION"
    UNDER = "UNDER"
    VOCABULARY = "VOCABULARY"
    EFFECTIVE = "EFFECTIVE"
    REPEALED = "REPEALED"


HeaderValue = Ident | Expr | tuple[TitleRef, ...] | DayLiteral


class HeaderEntry(Struct, frozen=True):
    field: HeaderField
    value: HeaderValue
    span: Span


Piece = DocumentLine | ChapterLine | ArticleLine | HeaderEntry | Statement
