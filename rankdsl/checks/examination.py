"""What a check is given, what it gives back, and the few things all checks share.

A check asks questions of one document in one piece of time and yields outcomes: for every question one obligation
with its verdict, and the findings that come of it. It never looks at names of facts or titles.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rankdsl.diagnostics import Finding, Place, Verdict
from rankdsl.ir.definitions import Definition
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import YES, Ref, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.prove import Wanted

if TYPE_CHECKING:
    from rankdsl.prove import Prover


class Outcome(Struct, frozen=True):
    """One obligation and what it found. `articles`: citations of the articles that the question is about. `about`: what
    tells obligations on one subject apart (a condition, a fact, the document compared with), so that the same question
    is known again where an item is read otherwise."""

    subject: str
    articles: tuple[str, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    about: str = ""


class Examination(Struct, frozen=True, dict=True):
    """One document in one piece of time, with a prover over every program that is compared there."""

    model: Model
    piece: Piece
    prover: Prover
    _alike: dict[tuple[int, Symbol], bool] = field(default_factory=dict)
    """What `_same` found: by identity of the program above, which the piece keeps."""

    @property
    def program(self) -> Program:
        return self.piece.program

    @property
    def superior(self) -> Program | None:
        return self.piece.superior

    @property
    def before(self) -> Program | None:
        """The chain above as it is without this document: faults that it has are not this document's."""
        return self.piece.before or self.piece.superior

    @property
    def layer(self) -> int:
        """The position of this document in its chain, 0 for a document without superiors."""
        return len(self.program.layers) - 1

    @cached_property
    def in_scope(self) -> tuple[Wanted, ...]:
        """P∩S: whom this document is about."""
        return scope_conditions(self.program)

    @property
    def reads(self) -> Mapping[Symbol, frozenset[str]]:
        """The facts behind each norm."""
        return self.program.reads

    @property
    def place(self) -> Place:
        return self.program.document.place

    @cached_property
    def altered(self) -> tuple[str, ...]:
        """Decisions whose rule, or a rule behind it, is not the superior's own: only they can be at fault here.

        A document that states its own scope answers for every decision."""
        if self.superior is None or self.program.scopes[-1].scope != YES:
            return self.program.decisions
        return tuple(name for name in self.program.decisions if not self.inherits(self.program.top[name]))

    def inherits(self, symbol: Symbol) -> bool:
        """Whether the superior has the same norm, to the letter, all the way down. What it delegates is read here."""
        above = self.superior
        return above is not None and above.top.get(symbol.name) == symbol and self._same(above, symbol)

    def keeps(self, symbol: Symbol) -> bool:
        """Whether the norm, all the way down, would be the same without this document."""
        return self._same(self.before, symbol)

    def _same(self, above: Program | None, symbol: Symbol) -> bool:
        if above is None or symbol not in above.definitions:
            return False
        key = id(above), symbol
        if key not in self._alike:
            self._alike[key] = _unfolded(self.program, symbol) == _unfolded(above, symbol)
        return self._alike[key]


def scope_conditions(program: Program, person: int = 0) -> tuple[Wanted, ...]:
    """P∩S: that the lowest document of the program is about the person."""
    return tuple(Wanted(person, program, formula, True) for formula in program.coverage)


def rule_of(program: Program, name: str) -> Ref:
    """The value of a name as the program has it."""
    definition = program.definitions[program.top[name]]
    return Ref(definition.symbol, definition.type)


def own_definitions(under: Examination, rule: Ref) -> tuple[Definition, ...]:
    """The norms behind a rule, itself included, that this document wrote, in dependency order."""
    behind = needed(under.program, (rule,))
    return tuple(under.program.definitions[s] for s in behind if s.layer == under.layer)


def articles_of(*places: Place) -> tuple[str, ...]:
    """Citations of the places, each once, in the order given."""
    return tuple(dict.fromkeys(f"《{p.document}》{p.article or ''}" for p in places if p.document))


def _unfolded(program: Program, symbol: Symbol) -> tuple[Definition, ...]:
    return tuple(program.definitions[s] for s in needed(program, (Ref(symbol, program.definitions[symbol].type),)))
