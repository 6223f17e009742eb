"""Proposals that write another sign of comparison, or another value of an enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rankdsl.diagnostics import Edit, Text
from rankdsl.ir.types import Enumeration
from rankdsl.repairing.mends import Mend
from rankdsl.repairing.region import Region
from rankdsl.repairing.tree import Met, below, span_of
from rankdsl.repairing.wording import surface_of
from rankdsl.source import Span
from rankdsl.syntax import ast

FARTHEST = 1
"""Values of an enumeration up to so far away are tried."""

_OTHER = {
    ast.CompareOp.GE: (ast.CompareOp.GT,),
    ast.CompareOp.GT: (ast.CompareOp.GE,),
    ast.CompareOp.LE: (ast.CompareOp.LT,),
    ast.CompareOp.LT: (ast.CompareOp.LE,),
    ast.CompareOp.EQ: (ast.CompareOp.GE, ast.CompareOp.LE),
    ast.CompareOp.NE: (),
}
"""With its boundary instead of without it, and the other way round; = with one side, the likelier first."""


def comparisons(region: Region) -> Iterator[Mend]:
    seen: set[Span] = set()
    for met in _within(region):
        match met.node:
            case ast.Comparison(op=op, left=left, right=right) as node if node.span not in seen:
                seen.add(node.span)
                sign = _sign(left, right)
                for far, other in enumerate(_OTHER[op] if sign is not None else ()):
                    assert sign is not None
                    in_words = sign.text[0].isalpha()
                    words = surface_of(sign.file).word(other.name) if in_words else other.value
                    yield _instead(region, met, sign, words, node.span, Fraction(far + 1, 2))
            case _:
                pass


def values(region: Region) -> Iterator[Mend]:
    """Values near to one that is written, and those that the other side has."""
    near = list(_enumerations(region))
    seen: set[Span] = set()
    for met in _within(region):
        match met.node:
            case ast.Name(ident=ident) if ident.span not in seen:
                seen.add(ident.span)
                for enumeration in near:
                    if ident.text in enumeration.values:
                        yield from _neighbours(region, met, ident.span, ident.text, enumeration.values)
            case _:
                pass


def _neighbours(region: Region, met: Met, span: Span, value: str, of: tuple[str, ...]) -> Iterator[Mend]:
    at = of.index(value)
    whole = next((span_of(n) for n in reversed(met.above) if isinstance(n, ast.Comparison | ast.Cell)), span)
    for other in of:
        steps = abs(of.index(other) - at)
        if other != value and (steps <= FARTHEST or other in region.values_elsewhere):
            yield _instead(region, met, span, surface_of(span.file).name(other), whole, Fraction(steps))


def _enumerations(region: Region) -> Iterator[Enumeration]:
    """Ordered ones only: of others, no value is nearer than another."""
    found = {e.name: e for model in region.models for e in model.vocabulary.enumerations if e.ordered}
    return iter(found.values())


def _within(region: Region) -> Iterator[Met]:
    return (met for holder in region.holders for met in below(holder))


def _instead(region: Region, met: Met, span: Span, words: str, whole: Span, distance: Fraction) -> Mend:
    before = whole.text
    after = whole.file.text[whole.start : span.start] + words + whole.file.text[span.end : whole.end]
    where = region.citation(met)
    message = Text(f"把{where.zh}的“{before}”改为“{after}”", f"change “{before}” to “{after}” in {where.en}")
    return Mend(message, (Edit(span, words),), distance, region.is_remote(whole))


def _sign(left: ast.Expr, right: ast.Expr) -> Span | None:
    """The sign or word of comparison between two sides."""
    start, end = span_of(left).end, span_of(right).start
    file = span_of(left).file
    between = file.text[start:end]
    start += len(between) - len(between.lstrip(" \t\n\r\u3000\u00a0）)"))
    end -= len(between) - len(between.rstrip(" \t\n\r\u3000\u00a0（("))
    return file.span(start, end) if start < end else None
