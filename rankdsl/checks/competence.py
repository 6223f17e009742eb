"""Who may regulate a matter: what documents above keep to their level (专属), and the names that a decision has there.

A decision may be a superior's under a name of its own (即); what is said above of the one binds the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl.checks.examination import Examination
from rankdsl.ir.definitions import Kind, Mode, Requirement
from rankdsl.ir.nodes import Ref
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Delegation, Restriction


class Reserved(Struct, frozen=True):
    """A name that `clauses` of documents above keep to another level than this document's."""

    subject: str
    clauses: tuple[Delegation, ...]


def first_name(under: Examination, subject: str) -> str:
    """The name that a decision goes back to: what is 即 it anywhere in the chain is the same."""
    return under.piece.names_of(subject)[-1]


def known_as(under: Examination, subject: str, above: Program) -> str | None:
    """Under which name a document above knows a norm; None if it does not."""
    return next((name for name in under.piece.names_of(subject) if name in above.top), None)


def clauses_on(under: Examination, subject: str) -> tuple[tuple[int, Delegation], ...]:
    """(layer, clause) of every 对下 of a document above that binds a name."""
    names = under.piece.names_of(subject)
    return tuple((layer, c) for layer, c in under.piece.delegations if layer < under.layer and c.subject in names)


def program_at(under: Examination, layer: int) -> Program | None:
    """The program of the document at a layer above."""
    return next((program for at, program in under.piece.ancestors if at == layer), None)


def is_only_a_name(under: Examination, subject: str) -> bool:
    """Whether a decision is another's, and nothing was changed in it under this name: what is wrong is wrong there."""
    definition = under.program.definitions[under.program.top[subject]]
    if subject not in under.piece.same_as or definition.exceptions:
        return False
    match definition.body:
        case Requirement(mode=Mode.ALL, items=(Ref(symbol=symbol),)):
            return symbol.name == under.piece.same_as[subject]  # and not the only condition that replaced it
        case _:
            return False


def regulates(under: Examination, subject: str) -> bool:
    """Whether this document states, amends or excepts a norm, or changes a rule behind it."""
    if is_only_a_name(under, subject):
        return False
    return subject in under.piece.own_names or not under.inherits(under.program.top[subject])


def reserved(under: Examination) -> Iterator[Reserved]:
    """Everything that this document must leave alone, whether it does or not."""
    levels = [document.level for document in under.program.layers]
    if all(clause.restriction is not Restriction.RESERVED for _, clause in under.piece.delegations):
        return
    for name, symbol in under.program.top.items():
        if under.program.definitions[symbol].kind not in (Kind.DEFINITION, Kind.PARAMETER, Kind.DECISION):
            continue
        kept = [
            clause
            for layer, clause in clauses_on(under, name)
            if clause.restriction is Restriction.RESERVED and levels[layer] != levels[under.layer]
        ]
        if kept:
            yield Reserved(name, tuple(kept))


def out_of_reach(under: Examination) -> frozenset[str]:
    """The names of which only this is asked: competence comes first, whatever the document says."""
    return frozenset(found.subject for found in reserved(under) if regulates(under, found.subject))
