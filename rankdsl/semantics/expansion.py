"""Scores, slots and entitlements as definitions: what they compute is written out once, as a drafter could have done.

    积分 X 满分 100：（一）甲分 占 40%：f；（二）乙 扣分 不超过 10：g

defines 甲分 as 较小（100，较大（0，f）），乙 as 较小（10，较大（0，g）），and X as
较大（0，40% × 甲分 − 乙）. A part under 当…时 is 0 for everybody else. The line （二） of the slots Q is the definition
Q（二）. So all that can be asked of definitions can be asked of them: types, layers, amendments, proofs, back ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rankdsl.source import Span
from rankdsl.syntax import ast

Expanded = tuple[ast.Define, ast.ItemLabel | None]
"""A definition, and the label of the part that it is, if it is one."""


def expanded(node: ast.Score | ast.Slots | ast.Entitlement) -> Iterator[Expanded]:
    """The definitions that the statement stands for, parts first."""
    match node:
        case ast.Score():
            yield from _score(node)
        case ast.Slots():
            yield from _slots(node)
        case ast.Entitlement(name=name, body=body, span=span):
            yield ast.Define(name, body, span), None


def part_norm(score: ast.Score, part: ast.ScorePart) -> str:
    """The name of the definition of a part's points: its own, or, where it only names a fact or another norm, that of
    its place in the score."""
    return part.name.text if part.value is not None else f"{score.name.text}{part.label.text}"


def line_norm(slots: ast.Slots, label: ast.ItemLabel) -> str:
    return f"{slots.name.text}{label.text}"


def norm_at(node: ast.Score | ast.Slots, label: str) -> str | None:
    """The name of the definition of the part or line with a label; None if there is none."""
    match node:
        case ast.Score(groups=groups):
            parts = (part for group in groups for part in group.parts)
            return next((part_norm(node, part) for part in parts if part.label.text == label), None)
        case ast.Slots(lines=lines):
            return next((line_norm(node, line.label) for line in lines if line.label.text == label), None)


def guard_of(score: ast.Score, group: ast.ScoreGroup) -> ast.Expr | None:
    """For whom the parts of a group count; None: for everybody."""
    if not group.otherwise:
        return group.guard
    others = [other.guard for other in score.groups if other.guard is not None]
    if not others:
        return None
    any_other = others[0] if len(others) == 1 else ast.Logic(ast.LogicOp.OR, tuple(others), group.span)
    return ast.Not(any_other, group.span)


def _score(node: ast.Score) -> Iterator[Expanded]:
    added: list[ast.Expr] = []
    taken: list[ast.Expr] = []
    for group in node.groups:
        guard = guard_of(node, group)
        for part in group.parts:
            name = ast.Ident(part_norm(node, part), part.name.span)
            yield ast.Define(name, _points(node, part, guard), part.span), part.label
            points = ast.Name(name)
            match part.form:
                case ast.PartForm.WEIGHT if part.amount is not None:
                    added.append(ast.Arithmetic(ast.BinaryOp.MUL, part.amount, points, part.span))
                case ast.PartForm.DEDUCTION:
                    taken.append(points)
                case _:
                    added.append(points)
    span = node.span
    total: ast.Expr = _sum(added, span) if added else _zero(span)
    for deducted in taken:
        total = ast.Arithmetic(ast.BinaryOp.SUB, total, deducted, span)
    if taken or node.lowest is not None:
        total = ast.Call(ast.Function.LARGER, (node.lowest or _zero(span), total), span)
    yield ast.Define(node.name, ast.PlainBody(total, span), span), None


def _points(node: ast.Score, part: ast.ScorePart, guard: ast.Expr | None) -> ast.DefinitionBody:
    value = part.value if part.value is not None else ast.Name(part.name)
    most = node.full if part.form is ast.PartForm.WEIGHT else part.amount
    points: ast.Expr = ast.Call(ast.Function.LARGER, (_zero(value.span), value), value.span)
    if most is not None:
        points = ast.Call(ast.Function.SMALLER, (most, points), value.span)
    if guard is None:
        return ast.PlainBody(points, part.span)
    branches = (ast.Branch(guard, points, part.span), ast.Branch(None, _zero(part.span), part.span))
    return ast.BranchBody(branches, part.span)


def _slots(node: ast.Slots) -> Iterator[Expanded]:
    for line in node.lines:
        value = line.limit
        if line.of is not None:
            whole = ast.Name(ast.Ident(line_norm(node, line.of), line.of.span))
            value = ast.Arithmetic(ast.BinaryOp.MUL, line.limit, whole, line.span)
        elif line.of_base:
            value = ast.Arithmetic(ast.BinaryOp.MUL, line.limit, node.base, line.span)
        rounded = ast.Rounding(value, node.rounding, 0, line.span)
        name = ast.Ident(line_norm(node, line.label), line.label.span)
        yield ast.Define(name, ast.PlainBody(rounded, line.span), line.span), line.label


def _sum(parts: list[ast.Expr], span: Span) -> ast.Expr:
    total = parts[0]
    for part in parts[1:]:
        total = ast.Arithmetic(ast.BinaryOp.ADD, total, part, span)
    return total


def _zero(span: Span) -> ast.Expr:
    return ast.Number(Fraction(0), span)
