"""Bodies of definitions: one formula, branches (当…时), or a table, whose rows become branches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rankdsl.ir.definitions import Branch, Cases, Formula, Hit
from rankdsl.ir.nodes import YES, Expr, conjunction, disjunction
from rankdsl.ir.types import TRUTH, Enumeration, Type
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics import intervals
from rankdsl.semantics.expressions import Expressions
from rankdsl.semantics.kinds import same_kind, united
from rankdsl.semantics.meanings import Typed, TypedBody
from rankdsl.semantics.operands import Operand, in_words
from rankdsl.syntax import ast

_CELLS = {
    ast.CellOp.LT: ast.CompareOp.LT,
    ast.CellOp.LE: ast.CompareOp.LE,
    ast.CellOp.GT: ast.CompareOp.GT,
    ast.CellOp.GE: ast.CompareOp.GE,
}


def settled_value(expressions: Expressions, written: ast.Expr, wanted: Type | None) -> Typed | None:
    """A value that people use: months and days come out whole."""
    found = expressions.lowered(written, wanted)
    return found and expressions.arithmetic.settled(Operand(written, found))


def lower_body(expressions: Expressions, body: ast.DefinitionBody, wanted: Type | None) -> TypedBody | None:
    """Every mistake of every branch is noted; one is enough for None."""
    match body:
        case ast.PlainBody(value=written):
            value = settled_value(expressions, written, wanted)
            return TypedBody(Formula(value.expr), value.type, value.interval) if value is not None else None
        case ast.BranchBody(branches=branches):
            guards = [_guard(expressions, branch.guard) for branch in branches]
            return _cases(expressions, branches, guards, Hit.UNIQUE, wanted)
        case ast.TableBody(columns=columns, rows=rows, first_hit=first_hit):
            operands = [_column(expressions, column) for column in columns]
            guards = [_row_guard(expressions, operands, row) for row in rows]
            return _cases(expressions, rows, guards, Hit.FIRST if first_hit else Hit.UNIQUE, wanted)
        case _:
            assert_never(body)


class _Wrong:
    """A guard with mistakes, as apart from none (其他)."""


_WRONG = _Wrong()
_Guard = Expr | _Wrong | None


def _guard(expressions: Expressions, written: ast.Expr | None) -> _Guard:
    if written is None:
        return None
    return expressions.as_truth(written, expressions.lowered(written, TRUTH)) or _WRONG


def _cases(
    expressions: Expressions,
    branches: Sequence[ast.Branch | ast.Row],
    guards: Sequence[_Guard],
    hit: Hit,
    wanted: Type | None,
) -> TypedBody | None:
    values = _values(expressions, [branch.value for branch in branches], wanted)
    if values is None:
        return None
    lowered: list[Branch] = []
    for branch, guard, value in zip(branches, guards, values, strict=True):
        if not isinstance(guard, _Wrong):
            lowered.append(Branch(guard, value.expr, expressions.notes.place(branch.span)))
    if len(lowered) < len(branches):
        return None
    type_, interval = values[0].type, values[0].interval
    for value in values[1:]:
        type_ = united(type_, value.type)
        if interval is not None and value.interval is not None:
            interval = intervals.hull(interval, value.interval)
    return TypedBody(Cases(tuple(lowered), hit), type_, interval)


def _values(expressions: Expressions, written: Sequence[ast.Expr], wanted: Type | None) -> list[Typed] | None:
    """The values of all branches, of one kind."""
    found = expressions.together(written, wanted if isinstance(wanted, Enumeration) else None)
    values: list[Typed | None] = []
    for expr, value in zip(written, found, strict=True):
        settled = expressions.arithmetic.settled(Operand(expr, value)) if value is not None else None
        values.append(settled)
    known = [value for value in values if value is not None]
    if not _of_one_kind(expressions, written, found) or len(known) < len(values):
        return None
    return known


def _of_one_kind(expressions: Expressions, written: Sequence[ast.Expr], values: Sequence[Typed | None]) -> bool:
    first: tuple[ast.Expr, Typed] | None = None
    right = True
    for expr, value in zip(written, values, strict=True):
        if value is None:
            continue
        if first is None:
            first = expr, value
        elif not same_kind(first[1].type, value.type):
            expressions.notes.say(
                findings.BRANCHES_DIFFER,
                expr.span,
                first=in_words(first[0], first[1].type),
                found=in_words(expr, value.type),
            )
            right = False
    return right


# --- tables


def _column(expressions: Expressions, written: ast.Expr) -> Operand | None:
    found = expressions.lowered(written, None, None, True)
    return Operand(written, found) if found is not None else None


def _row_guard(expressions: Expressions, columns: Sequence[Operand | None], row: ast.Row) -> _Guard:
    if row.cells is None:
        return None
    if len(row.cells) != len(columns):  # syntax has noted it
        return _WRONG
    parts: list[Expr] = []
    right = True
    for column, cell in zip(columns, row.cells, strict=True):
        part = _cell(expressions, column, cell) if column is not None else None
        right = right and part is not None
        if part is not None and part != YES:
            parts.append(part)
    return conjunction(tuple(parts)) if right else _WRONG


def _cell(expressions: Expressions, column: Operand, cell: ast.Cell) -> Expr | None:
    if cell.op is ast.CellOp.ANY:
        return YES
    op = ast.CompareOp.EQ if cell.op is ast.CellOp.ONE_OF else _CELLS[cell.op]
    parts: list[Expr] = []
    for written in cell.values:
        value = expressions.lowered(written, column.type, None, True)
        same = value and expressions.arithmetic.compare(op, column, Operand(written, value), written.span)
        if same is not None:
            parts.append(same.expr)
    return disjunction(tuple(parts)) if len(parts) == len(cell.values) else None
