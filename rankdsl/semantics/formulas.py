"""From formulas as written to typed expressions of the core."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.types import Type
from rankdsl.semantics.meanings import Meanings, Typed, TypedBody
from rankdsl.source import Span
from rankdsl.syntax import ast


class Lowering:
    """Lowers what stands in one document. Mistakes go to `note`, each once, all of an expression; the answer is then
    None. Where syntax has already reported a formula (a missing argument), None comes without a note.

    `place` turns a span into the place that findings and branches cite.
    """

    def __init__(self, meanings: Meanings, place: Callable[[Span], Place], note: Callable[[Finding], None]) -> None:
        self.meanings = meanings
        self.place = place
        self.note = note

    def truth(self, expr: ast.Expr) -> Expr | None:
        """A condition."""
        raise NotImplementedError

    def value(self, expr: ast.Expr, wanted: Type | None = None) -> Typed | None:
        """Any value. `wanted` only tells which enumeration a bare value belongs to; whether the type agrees with it is
        for the caller to ask (`kinds.same_kind`)."""
        raise NotImplementedError

    def constant(self, expr: ast.Expr, wanted: Type | None = None, name: str = "") -> Const | None:
        """The value of the parameter `name`: the same for everybody."""
        raise NotImplementedError

    def body(self, body: ast.DefinitionBody, wanted: Type | None = None) -> TypedBody | None:
        """A definition's value, branches or table. `wanted` as in `value`."""
        raise NotImplementedError

    def fact(self, ident: ast.Ident) -> Fact | None:
        """A base fact or list of records by name."""
        raise NotImplementedError

    def base_facts(self, idents: tuple[ast.Ident, ...]) -> tuple[str, ...]:
        """The base facts and lists that some names stand for, each once, in the order written: a derived fact stands
        for those behind it. Unknown names are noted and left out."""
        raise NotImplementedError


def names_in(
    node: ast.Expr | ast.DefinitionBody | ast.ItemGroup, vocabulary: Vocabulary | None = None
) -> Iterator[ast.Ident]:
    """Every name that may refer to a norm, in the order written: neither windows nor lists, nor, given the vocabulary,
    names inside a filter that are fields of its records."""
    raise NotImplementedError
