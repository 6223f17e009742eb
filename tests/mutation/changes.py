"""Small changes of what a document says: numbers, values, comparisons, conditions, branches, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import render_exact, render_months
from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.numerals import chinese
from tests.mutation.edits import Change, Edit, Kind, change, nodes, swapped

TURNED: dict[ast.CompareOp, tuple[str, ...]] = {
    ast.CompareOp.GE: ("＜", "＞"),
    ast.CompareOp.GT: ("≤", "≥"),
    ast.CompareOp.LE: ("＞", "＜"),
    ast.CompareOp.LT: ("≥", "≤"),
    ast.CompareOp.EQ: ("≠",),
    ast.CompareOp.NE: ("=",),
}
"""The opposite, and the one that differs at the boundary."""
CELLS: dict[ast.CellOp, tuple[str, ...]] = {
    ast.CellOp.GE: ("＜", "＞"),
    ast.CellOp.GT: ("≤", "≥"),
    ast.CellOp.LE: ("＞", "＜"),
    ast.CellOp.LT: ("≥", "≤"),
}
NORMS = (ast.ScopeIs, ast.Parameter, ast.Define, ast.Decide, ast.ExceptWhen, ast.Amend)
_COUNTED = re.compile(r"^(\D*)(\d+)(\D*)$")
_OPERATOR = re.compile(r"[≥≤＞＜><=＝≠]+|[高低多少不超过大小晚早于足等为]+")


def changes(document: ast.DocumentNode, words: Vocabulary) -> Iterator[Change]:
    """Of everything in a document that regulates; what it only says of itself stays as it is."""
    text = document.span.file.text
    norms = tuple(s for a in document.articles for s in a.statements if isinstance(s, NORMS))
    whole = (document.jurisdiction, norms)
    yield from _numbers(whole)
    yield from _values(whole, words)
    yield from _comparisons(whole, text)
    yield from _conditions(whole)
    yield from _branches(whole)
    yield from _dates(document, norms)


# --- numbers and values


def _numbers(tree: object) -> Iterator[Change]:
    for number in nodes(tree, ast.Number):
        for step in (1, -1):
            yield change(Kind.NUMBER, number.span, render_exact(number.value + step))
    for quantity in nodes(tree, ast.Quantity):
        for text in _steps(quantity):
            yield change(Kind.NUMBER, quantity.span, text)
    for asked in nodes(tree, ast.Aggregate):
        if asked.times is not None:
            for step in (1, -1):
                found = re.compile(rf"连续\s*{asked.times}\s*次").search(asked.span.text)
                if found is not None and asked.times + step > 0:
                    yield change(Kind.NUMBER, _part(asked.span, found), f"连续{asked.times + step}次")
        if isinstance(asked.window, ast.LastYears):
            for step in (1, -1):
                if asked.window.years + step > 0:
                    yield change(Kind.NUMBER, asked.window.span, f"近{asked.window.years + step}年")


def _steps(quantity: ast.Quantity) -> Iterator[str]:
    """One unit more and less; of years a month more and less as well."""
    counted = _COUNTED.match(quantity.span.text)
    whole = counted is not None and quantity.unit is not ast.WrittenUnit.WAN
    for step in (1, -1):
        if whole and counted is not None:
            yield f"{counted[1]}{int(counted[2]) + step}{counted[3]}"
        if quantity.unit is ast.WrittenUnit.YEAR:
            yield render_months(quantity.value * 12 + step)
        elif quantity.unit is ast.WrittenUnit.MONTH and not whole:
            yield render_months(quantity.value + step)
        elif quantity.unit is ast.WrittenUnit.PERCENT and not whole:
            yield f"{render_exact(quantity.value + step)}%"
        elif quantity.unit is ast.WrittenUnit.WAN:
            yield f"{render_exact((quantity.value + Fraction(step, 10000)) * 10000)}元"


def _values(tree: object, words: Vocabulary) -> Iterator[Change]:
    of = {value: each for each in words.enumerations for value in each.values}
    for name in nodes(tree, ast.Name):
        found = of.get(name.ident.text)
        if found is not None:
            for value in _beside(found, name.ident.text):
                yield change(Kind.VALUE, name.span, value)
    for belongs in nodes(tree, ast.Membership):
        for at in range(len(belongs.members)):
            if len(belongs.members) > 1:
                rest = [m.span.text for n, m in enumerate(belongs.members) if n != at]
                whole = belongs.members[0].span.to(belongs.members[-1].span)
                yield change(Kind.VALUE, whole, "、".join(rest))


def _beside(enumeration: Enumeration, value: str) -> Iterator[str]:
    at = enumeration.values.index(value)
    for other in (at + 1, at - 1):
        if 0 <= other < len(enumeration.values):
            yield enumeration.values[other]
            if not enumeration.ordered:
                return


# --- comparisons


def _comparisons(tree: object, text: str) -> Iterator[Change]:
    for comparison in nodes(tree, ast.Comparison):
        between = Span(comparison.span.file, comparison.left.span.end, comparison.right.span.start)
        found = _OPERATOR.search(between.text)
        if found is not None:
            for sign in TURNED[comparison.op]:
                operator = _part(between, found)
                yield Change(
                    Kind.COMPARISON,
                    (Edit(operator.start, operator.end, f" {sign} "),),
                    f"{comparison.span.text}：{operator.text} → {sign}",
                )
    for belongs in nodes(tree, ast.Membership):
        between = Span(belongs.span.file, belongs.operand.span.end, belongs.members[0].span.start)
        old, new = ("不属于", "属于") if not belongs.positive else ("属于", "不属于")
        yield change(Kind.COMPARISON, between, between.text.replace(old, new))
    for full in nodes(tree, ast.AtLeastFull):
        yield change(Kind.COMPARISON, full.span, f"非 （{full.span.text}）")
    for cell in nodes(tree, ast.Cell):
        for sign in CELLS.get(cell.op, ()):
            yield change(Kind.COMPARISON, cell.span, f"{sign} {cell.values[0].span.text}")
    for negated in nodes(tree, ast.Not):
        if text[negated.span.start] == "非":
            yield Change(
                Kind.COMPARISON,
                (Edit(negated.span.start, negated.span.start + 1, ""),),
                f"{negated.span.text}：去掉“非”",
            )
    for item in nodes(tree, ast.ItemNode):
        if isinstance(item.body, ast.Name | ast.Judged):
            yield change(Kind.COMPARISON, item.body.span, f"非 {item.body.span.text}")


# --- conditions


def _conditions(tree: object) -> Iterator[Change]:
    for group in nodes(tree, ast.ItemGroup):
        for at in range(len(group.items)):
            if len(group.items) > 1:
                kept = [item for n, item in enumerate(group.items) if n != at]
                yield _relabelled(Kind.DROPPED, group, kept, f"删去 {group.items[at].span.text}")
        for at, item in enumerate(group.items):
            if item.label is not None:
                more = [*group.items[: at + 1], item, *group.items[at + 1 :]]
                yield _relabelled(Kind.DOUBLED, group, more, f"重复 {item.span.text}")
    for logic in nodes(tree, ast.Logic):
        neutral, word = ("是", "且") if logic.op is ast.LogicOp.AND else ("否", "或")
        for operand in logic.operands:
            yield change(Kind.DROPPED, operand.span, neutral)
        first = logic.operands[0].span
        yield change(Kind.DOUBLED, first, f"（{first.text}） {word} （{first.text}）")
    for scope in nodes(tree, ast.ScopeIs):
        yield change(Kind.DROPPED, scope.formula.span, "是")
    for deleted in nodes(tree, ast.Amend):
        if isinstance(deleted.change, ast.DeleteItem | ast.AddItems):
            yield Change(Kind.DROPPED, (_statement(deleted.span),), f"删去 {deleted.span.text}")


def _relabelled(kind: Kind, group: ast.ItemGroup, items: list[ast.ItemNode], about: str) -> Change:
    """The items of a group, numbered anew."""
    text, parts = group.span.file.text, []
    for number, item in enumerate(items, start=1):
        assert item.label is not None
        body = text[item.label.span.end : item.span.end]
        label = f"{number}." if item.label.inner is not None else f"（{chinese(number)}）"
        parts.append(f"{label}{body}" if item.label.inner is None else f"{label} {body.lstrip('.．、 ')}")
    start, end = group.items[0].span.start, group.items[-1].span.end
    return Change(kind, (Edit(start, end, "；".join(parts)),), about)


def _statement(span: Span) -> Edit:
    """A statement with the full stop after it, gone."""
    text, end = span.file.text, span.end
    while end < len(text) and text[end] in " 。.\t":
        end += 1
        if text[end - 1] in "。.":
            break
    return Edit(span.start, end, "")


# --- branches


def _branches(tree: object) -> Iterator[Change]:
    for body in nodes(tree, ast.BranchBody):
        yield from _swapped([b.value.span for b in body.branches])
        yield from _removed([b.span for b in body.branches])
        yield from _swapped([b.guard.span for b in body.branches if b.guard is not None])
    for table in nodes(tree, ast.TableBody):
        yield from _swapped([r.value.span for r in table.rows])
        yield from _removed([r.span for r in table.rows])
        if table.first_hit:
            yield from _swapped([r.span for r in table.rows if r.cells is not None])


def _swapped(spans: list[Span]) -> Iterator[Change]:
    for one, other in pairwise(spans):
        if one.text != other.text:
            yield swapped(Kind.SWAPPED, one, other)


def _removed(spans: list[Span]) -> Iterator[Change]:
    for at in range(1, len(spans)):
        yield Change(Kind.REMOVED, (Edit(spans[at - 1].end, spans[at].end, ""),), f"删去 {spans[at].text}")


# --- dates


def _dates(document: ast.DocumentNode, norms: tuple[object, ...]) -> Iterator[Change]:
    for day in (document.effective, document.repealed):
        if day is not None:
            for moved in (_years(day.day, 1), _years(day.day, -1), day.day + timedelta(1), day.day - timedelta(1)):
                yield change(Kind.DATE, day.span, _written(moved))
    for literal in nodes(norms, ast.DayLiteral):
        for days in (1, -1):
            yield change(Kind.DATE, literal.span, _written(literal.day + timedelta(days)))
    for month in nodes(norms, ast.MonthLiteral):
        for step in (1, -1):
            yield change(Kind.DATE, month.span, f"{(month.month + step) // 12}年{(month.month + step) % 12 + 1}月")
    for value in nodes(norms, ast.ParameterValue):
        found = re.compile(r"自.*起").search(value.span.text)
        if found is not None and value.since is not None:
            for moved in (_years(value.since, 1), _years(value.since, -1)):
                yield change(Kind.DATE, _part(value.span, found), f"自{_written(moved)}起")


def _years(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _part(span: Span, found: re.Match[str]) -> Span:
    return Span(span.file, span.start + found.start(), span.start + found.end())
