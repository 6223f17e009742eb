"""Which exceptions and amendments a norm of each kind can have, and what to write instead of others."""

from __future__ import annotations

from typing import assert_never

from rankdsl.diagnostics import Text
from rankdsl.ir.definitions import Kind
from rankdsl.syntax import ast


def change_of(kind: Kind, node: ast.Amend) -> ast.ItemGroup | ast.DefinitionBody | None:
    """What the change brings; None if a norm of this kind cannot be changed so."""
    decision = kind is Kind.DECISION
    match node.change:
        case ast.AddItems(group=group) | ast.ReplaceGroup(group=group):
            return group if decision else None
        case ast.ReplaceBody(body=body):
            return body if not decision else None
        case ast.DeleteItem():
            return None
        case _:
            assert_never(node.change)


def fits_an_item(group: ast.ItemGroup) -> bool:
    """Inner items only, or a single formula."""
    if not group.items:
        return False
    if len(group.items) == 1 and group.items[0].label is None:
        return True
    return all(item.label is not None and item.label.inner is not None for item in group.items)


def exception_value(node: ast.ExceptWhen, kind: Kind) -> ast.Expr | bool | None:
    """The value that an exception gives to a norm of this kind; None if it cannot."""
    match node.value, kind:
        case ast.Deemed() as deemed, Kind.ITEM:
            return deemed is ast.Deemed.MET
        case ast.Deemed(), _:
            return None
        case ast.TruthLiteral(value=value), Kind.DECISION:
            return value
        case _, Kind.ITEM | Kind.DECISION:
            return None
        case value, _:
            return value


def exception_advice(kind: Kind) -> Text:
    if kind is Kind.ITEM:
        return Text("对一项条件，写“视为具备”或者“视为不具备”", "of an item, write 视为具备 or 视为不具备")
    if kind is Kind.DECISION:
        return Text("对决定，写“为 是”或者“为 否”", "of a decision, write 为 是 or 为 否")
    return Text("对定义和参数，写“为 …”，给出另一个值", "of a definition or parameter, write 为 and another value")


def amendment_advice(kind: Kind) -> Text:
    if kind is Kind.ITEM:
        return Text("对一项条件，写“改为：条件”或者“删去”", "of an item, write 改为：condition or 删去")
    if kind is Kind.DECISION:
        return Text(
            "对决定，写“另须：…”“改为 须：…”，或者写明哪一项“改为”“删去”",
            "of a decision, write 另须：… or 改为 须：…, or change one of its items",
        )
    return Text("对定义和参数，写“改为：…”", "of a definition or parameter, write 改为：…")
