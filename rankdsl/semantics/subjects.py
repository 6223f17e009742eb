"""What a remark is about: the norm of a name, its type and kind; and where the words of a remark stand."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.types import Type
from rankdsl.semantics.documents import Note
from rankdsl.semantics.findings_terms import EXPECTED_UNKNOWN
from rankdsl.semantics.near import near_text
from rankdsl.semantics.rule_lowering import Names
from rankdsl.syntax import ast


def norm_named(names: Names, ident: ast.Ident, place: Place, note: Note) -> Symbol | None:
    """The norm of a name: a definition, parameter, decision, or derived fact."""
    name = ident.text
    derived = Symbol(name, -1)
    found = names.visible.get(name, derived if derived in names.setting.terms.definitions else None)
    if found is None and name not in names.setting.terms.broken and not names.setting.excused(name):
        near = near_text(name, names.known)
        where = replace(place, span=ident.span)
        note(EXPECTED_UNKNOWN.at(where, subject=name, name=name, near=near))
    return found


def type_of(names: Names, symbol: Symbol) -> Type | None:
    if symbol.layer < 0:
        return names.setting.terms.definitions[symbol].type
    definition = names.norms[symbol].definition
    return definition.type if definition is not None else None


def kind_of(names: Names, symbol: Symbol) -> Kind | None:
    if symbol.layer < 0:
        return Kind.DERIVED
    definition = names.norms[symbol].definition
    return definition.kind if definition is not None else None


def ignored(finding: Finding) -> None:
    """Of a document above, whose mistakes were told there."""
