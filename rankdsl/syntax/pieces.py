"""What the parser reads one after another: lines and statements, before they are laid into documents and articles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rankdsl.source import Span
from rankdsl.syntax.ast import DayLiteral, Expr, Ident, Statement, TitleRef


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """文件《…》"""

    title: TitleRef
    span: Span


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """第一章【…】: for readers only."""

    name: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class ArticleLine:
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


@dataclass(frozen=True, slots=True)
class HeaderEntry:
    field: HeaderField
    value: HeaderValue
    span: Span


Piece = DocumentLine | ChapterLine | ArticleLine | HeaderEntry | Statement
