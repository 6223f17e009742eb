"""From formulas as written to typed expressions of the core: what the rest of the room asks for.

The work is done in `expressions` (nodes), `names` (what a name means), `arithmetic` (types, units, intervals) and
`norm_bodies` (branches and tables).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.types import TRUTH, Type
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics.expressions import Expressions
from rankdsl.semantics.meanings import Meanings, Typed, TypedBody
from rankdsl.semantics.norm_bodies import lower_body, settled_value
from rankdsl.semantics.operands import Notes
from rankdsl.source import Span
from rankdsl.syntax import ast


class Lowering:
    """Lowers what stands in one document. Mistakes go to `note`, each once, all of an expression; the answer is then
    None. Where syntax has already reported a formula (a missing argument), None comes without a note.

    `place` turns a span into the place that findings and branches cite.
    """

    def __init__(self, meanings: Meanings, place: Callable[[Span], Place], note: Callable[[Finding], None]) -> None:
        self.meanings = meanings
        self.notes = Notes(place, note)
        self._expressions = Expressions(meanings, self.notes)

    def truth(self, expr: ast.Expr) -> Expr | None:
        """A condition."""
        return self._expressions.as_truth(expr, self._expressions.lowered(expr, TRUTH))

    def value(self, expr: ast.Expr, wanted: Type | None = None) -> Typed | None:
        """Any value. `wanted` only tells which enumeration a bare value belongs to; whether the type agrees with it is
        for the caller to ask (`kinds.same_kind`)."""
        return settled_value(self._expressions, expr, wanted)

    def constant(self, expr: ast.Expr, wanted: Type | None = None, name: str = "") -> Const | None:
        """The value of the parameter `name`: the same for everybody."""
        found = self.value(expr, wanted)
        if found is None:
            return None
        if isinstance(found.expr, Const):
            return found.expr
        self.notes.say(findings.NOT_CONSTANT, expr.span, subject=name, name=name)
        return None

    def body(self, body: ast.DefinitionBody, wanted: Type | None = None) -> TypedBody | None:
        """A definition's value, branches or table. `wanted` as in `value`."""
        return lower_body(self._expressions, body, wanted)

    def fact(self, ident: ast.Ident) -> Fact | None:
        """A base fact or list of records by name."""
        return self._expressions.names.fact(ident)

    def base_facts(self, idents: Iterable[ast.Ident]) -> tuple[str, ...]:
        """The base facts and lists that some names stand for, each once, in the order written: a derived fact stands
        for those behind it. Unknown names are noted and left out."""
        return self._expressions.names.base_facts(idents)

    def field(self, ident: ast.Ident, records: Fact) -> Typed | None:
        """A field of a list of records by name."""
        return self._expressions.names.field(ident, records)


def names_in(
    node: ast.Expr | ast.DefinitionBody | ast.ItemGroup, vocabulary: Vocabulary | None = None
) -> Iterator[ast.Ident]:
    """Every name that may refer to a norm, in the order written: neither windows nor lists, nor, given the vocabulary,
    names inside a filter that are fields of its records."""
    nothing: frozenset[str] = frozenset()
    stack: list[tuple[_Node, frozenset[str]]] = [(node, nothing)]
    while stack:
        part, fields = stack.pop()
        if isinstance(part, ast.Name):
            if part.ident.text not in fields:
                yield part.ident
            continue
        inside = fields
        if isinstance(part, ast.Aggregate) and vocabulary is not None:
            inside = fields | _fields_of(vocabulary, part.records.text)
        stack.extend((child, inside) for child in reversed(_parts(part)))


_Node = ast.Expr | ast.DefinitionBody | ast.Readings | ast.ItemGroup


def _fields_of(vocabulary: Vocabulary, records: str) -> frozenset[str]:
    fact = vocabulary.fact(records)
    if fact is None or fact.records is None:
        return frozenset()
    return frozenset((fact.records.key, *(field.name for field in fact.records.fields)))


def _parts(node: _Node) -> tuple[_Node, ...]:
    """The formulas directly inside a node, in the order written."""
    match node:
        case (
            ast.Number()
            | ast.Quantity()
            | ast.DayLiteral()
            | ast.MonthLiteral()
            | ast.TruthLiteral()
            | ast.Name()
            | ast.AsOfDay()
            | ast.Judged()
        ):
            return ()
        case ast.Negative(operand=operand) | ast.Not(operand=operand) | ast.Rounding(operand=operand):
            return (operand,)
        case ast.Arithmetic(left=left, right=right) | ast.Comparison(left=left, right=right):
            return left, right
        case ast.Membership(operand=operand, members=members):
            return operand, *members
        case ast.AtLeastFull(operand=operand, quantity=quantity):
            return operand, quantity
        case ast.Logic(operands=operands) | ast.Call(args=operands):
            return operands
        case ast.Aggregate(where=where):
            return (where,) if where is not None else ()
        case ast.PlainBody(value=value):
            return (value,)
        case ast.BranchBody(branches=branches):
            return tuple(part for b in branches for part in (b.guard, b.value) if part is not None)
        case ast.TableBody(columns=columns, rows=rows):
            cells = ((*(v for cell in row.cells or () for v in cell.values), row.value) for row in rows)
            return *columns, *(part for row in cells for part in row)
        case ast.Readings(choices=choices):
            return tuple(formula for _, formula in choices)
        case ast.ItemGroup(items=items):
            return tuple(item.body for item in items)
        case _:
            assert_never(node)
