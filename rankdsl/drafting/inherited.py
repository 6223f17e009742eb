"""The articles of the documents above as comments: number, heading, gist, what is decided, what may be changed."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.drafting.allowances import allowances
from rankdsl.ir.model import Piece
from rankdsl.ir.program import DocumentName
from rankdsl.source import Span
from rankdsl.syntax import ast

_NOT_LAID_OUT = ast.Gist | ast.Sources | ast.Case | ast.ExpectFinding


def inherited(piece: Piece, chain: tuple[tuple[DocumentName, ast.DocumentNode], ...]) -> list[str]:
    """Comment lines for every document of the chain, in the order given."""
    lines: list[str] = []
    for name, node in chain:
        lines += ["#", f"# ════ 《{name.title}》（{name.level}，{_day(name)}起施行）", "#"]
        for article in node.articles:
            lines += _article(article, name, piece)
            lines.append("#")
    return lines


def _article(article: ast.ArticleNode, document: DocumentName, piece: Piece) -> Iterator[str]:
    heading = f"【{article.heading}】" if article.heading else ""
    yield f"# ── {article.name}{heading}"
    for statement in article.statements:
        if isinstance(statement, ast.Gist):
            yield f"#    要旨：{' '.join(statement.text.text.split())}"
    for statement in article.statements:
        if isinstance(statement, _NOT_LAID_OUT):
            continue
        yield from (f"#    {line}".rstrip() for line in as_written(statement.span))
        for name in _stated(statement):
            if stands_here(piece, name, document, article.name):
                yield from (f"#      ▸ {line}" for line in allowances(piece, name))


def stands_here(piece: Piece, name: str, document: DocumentName, article: str) -> bool:
    """Whether what holds of a name in the end is written in this article, not in one further down."""
    symbol = piece.program.top.get(name)
    if symbol is None:
        return False
    place = piece.program.definitions[symbol].place
    return (place.document, place.article) == (document.title, article)


def as_written(span: Span) -> list[str]:
    """The lines of a statement, as far in as its first; without trailing space and empty lines."""
    _, column = span.file.position(span.start)
    first, *more = span.text.expandtabs(4).splitlines()
    lines = [first]
    for line in more:
        shift = len(line) - len(line.lstrip())
        lines.append(line[min(shift, column - 1) :])
    return [line.rstrip() for line in lines if line.strip()]


def _stated(statement: ast.Statement) -> tuple[str, ...]:
    match statement:
        case ast.Parameter() | ast.Define() | ast.Decide() | ast.DecideSame():
            return (statement.name.text,)
        case ast.Amend() | ast.ExceptWhen():
            return (statement.target.name.text,)
        case _:
            return ()


def _day(name: DocumentName) -> str:
    day = name.effective
    return f"{day.year}年{day.month}月{day.day}日"
