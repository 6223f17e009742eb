"""Trees in a notation that tests can compare at a glance, and short ways to parse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from rankdsl.source import SourceFile, Span
from rankdsl.syntax import Parsed, ast, parse, parse_formula

HEADER = "文件《甲县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n第一条【甲】\n"


def read(text: str) -> Parsed:
    return parse(SourceFile("test.rank", text))


def statements(body: str) -> tuple[ast.Statement, ...]:
    """The statements of the only article of a sound document."""
    parsed = read(HEADER + body)
    assert [f.message.zh for f in parsed.findings] == []
    (document,) = parsed.node.documents
    (article,) = document.articles
    return article.statements


def statement(body: str) -> ast.Statement:
    (only,) = statements(body)
    return only


def formula(text: str) -> str:
    """The notation of a sound formula."""
    node, findings = parse_formula(SourceFile("test.yaml", text), 0, len(text))
    assert [f.message.zh for f in findings] == []
    assert node is not None
    return notation(node)


def messages(text: str) -> list[str]:
    return [f.message.zh for f in read(text).findings]


def wrong(body: str) -> list[str]:
    """What is said about the body of an article."""
    return messages(HEADER + body)


def notation(node: object) -> str:
    """`Arithmetic(op=ADD, left=Name(a), ...)` as `Arithmetic(+, a, ...)`: no field names, no spans, no defaults."""
    match node:
        case None:
            return "-"
        case bool():
            return str(node)
        case int() | Fraction() | date():
            return str(node)
        case str():
            return repr(node)
        case Enum():
            return str(node.value)
        case ast.Ident(text=text):
            return text
        case ast.Name(ident=ident):
            return ident.text
        case ast.Quoted(text=text):
            return f"“{text}”"
        case ast.TitleRef(text=text):
            return f"《{text}》"
        case ast.ItemLabel():
            return node.text
        case ast.Number(value=value):
            return str(value)
        case ast.Quantity(value=value, unit=unit):
            return f"{value}{unit.value}"
        case tuple():
            return f"[{', '.join(map(notation, node))}]"
        case _:
            assert isinstance(node, Struct), node
            values = [value for value, default in _fields(node) if value != default]
            shown = [notation(value) for value in values if not isinstance(value, Span)]
            return f"{type(node).__name__}({', '.join(shown)})"


def _fields(node: Struct) -> Iterator[tuple[object, object]]:
    """What a node is made of, each with its default."""
    defaults = dict(zip(reversed(node.__struct_fields__), reversed(node.__struct_defaults__), strict=False))
    for name in node.__struct_fields__:
        for_readers = (name == "word" and name in defaults) or (isinstance(node, ast.DecideSame) and name == "article")
        if not for_readers:
            yield getattr(node, name), defaults.get(name, _REQUIRED)


_REQUIRED = object()
