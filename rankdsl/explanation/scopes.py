"""The formulas that say whom a document is about, each with its place."""

from __future__ import annotations

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import YES, Expr
from rankdsl.ir.program import Program


class ScopeFormula(Struct, frozen=True):
    """One condition of being covered: 适用 (the nearest in the chain) or a 辖区."""

    formula: Expr
    place: Place


def scope_formulas(program: Program) -> tuple[ScopeFormula, ...]:
    """The formulas of `Program.coverage`, with their places."""
    stated = [s for s in program.scopes if s.scope != YES]
    found = [ScopeFormula(stated[-1].scope, stated[-1].place)] if stated else []
    found += (ScopeFormula(s.jurisdiction, s.place) for s in program.scopes if s.jurisdiction != YES)
    return tuple(found)
