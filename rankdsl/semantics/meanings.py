"""What names mean where a formula stands: the one thing that lowering asks of documents and vocabularies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Protocol

from msgspec import Struct

from rankdsl.ir.definitions import Body
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import Expr, Symbol
from rankdsl.ir.types import Type
from rankdsl.semantics.intervals import Interval
from rankdsl.syntax import ast


class Broken(Enum):
    """A norm that is there but wrong: its mistakes are noted where it stands, so what refers to it fails in silence."""

    BROKEN = "broken"


class Meanings(Protocol):
    """Names as one document in one piece of time reads them."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """The base facts behind each derived fact of the vocabulary (`VocabularyTerms.behind`)."""

    @property
    def stands_for(self) -> Mapping[str, str]:
        """Values of the document's own vocabulary, to the superior's values that they stand for (对应)."""

    def norm(self, ident: ast.Ident) -> Expr | Broken | None:
        """What a name of the program stands for: a Ref to a definition, decision or derived fact of the vocabulary
        (`Symbol(name, -1)`), a Const for a parameter in force. None: there is no norm of that name.

        Asked once for each name that is lowered, so that a mistake in the name may be noted here (answer: BROKEN)."""

    def names(self) -> Collection[str]:
        """All names of norms, derived facts included: what a writer may have meant."""

    def interval(self, symbol: Symbol) -> Interval | None:
        """Where the values of a norm that is lowered already lie; None for what is no number, month or day."""


class Typed(Struct, frozen=True):
    """An expression, whose type is `expr.type`, and where its values lie (None: no number, month or day)."""

    expr: Expr
    interval: Interval | None

    @property
    def type(self) -> Type:
        return self.expr.type


class TypedBody(Struct, frozen=True):
    """The body of a definition. `interval` covers every branch."""

    body: Body
    type: Type
    interval: Interval | None
