"""What a decision's numbered conditions say themselves, and which facts people are told about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rankdsl.checks.competence import is_only_a_name
from rankdsl.checks.examination import Examination
from rankdsl.ir.nodes import YES, Expr, Ref, Symbol
from rankdsl.ir.program import Definition, Formula, Item, Kind, Program
from rankdsl.ir.reading import expressions, facts_in, reads_by_symbol, symbols_in


def answered_for(under: Examination) -> tuple[str, ...]:
    """The decisions that could be at fault here alone: altered ones, and all where the document is about fewer or
    other people. One that is another's under a name of its own (即) is answered for under that other."""
    program = under.program
    decisions = tuple(name for name in program.decisions if not is_only_a_name(under, name))
    if under.before is None or program.scopes[-1].scope != YES or program.scopes[-1].jurisdiction != YES:
        return decisions
    return tuple(name for name in decisions if not under.keeps(program.top[name]))


def leaves(program: Program, subject: str) -> tuple[Item, ...]:
    """The conditions of a decision that are not made of other conditions."""
    items = tuple(item for item in program.items if item.decision == subject)
    names = {item.symbol.name for item in items}
    return tuple(i for i in items if names.isdisjoint(_refers_to(program, i.symbol) - {i.symbol.name}))


def _refers_to(program: Program, symbol: Symbol) -> frozenset[str]:
    return frozenset(s.name for s in symbols_in(expressions(as_written(program, symbol))))


def as_written(program: Program, symbol: Symbol) -> Definition:
    """A condition without the exceptions that documents make to it."""
    definition = program.definitions[symbol]
    match definition.body:
        case Formula(value=Ref(symbol=below)) if below.name == symbol.name:
            return as_written(program, below)
        case _:
            return replace(definition, exceptions=())


def named(program: Program, subject: str) -> frozenset[str]:
    """The base facts that the numbered conditions of a decision name; a derived fact stands for those behind it."""
    definitions = [as_written(program, i.symbol) for i in program.items if i.decision == subject]
    return facts_named(program, [part for definition in definitions for part in expressions(definition)])


def facts_named(program: Program, parts: Iterable[Expr]) -> frozenset[str]:
    """The base facts that the expressions name; a derived fact stands for those behind it."""
    parts = tuple(parts)
    by_symbol = reads_by_symbol(program)
    derived = [s for s in symbols_in(parts) if program.definitions[s].kind is Kind.DERIVED]
    return facts_in(parts).union(*(by_symbol[s] for s in derived))


def published_by_default(under: Examination, subject: str) -> frozenset[str]:
    """What X's numbered conditions name, and what the definitions of documents above read."""
    found = named(under.program, subject)
    if under.before is not None:
        for symbol, facts in reads_by_symbol(under.before).items():
            if symbol.layer >= 0:
                found |= facts
    return found


def published(under: Examination, subject: str) -> frozenset[str]:
    """The facts that people are told about: those under 公布, else those by default."""
    written = [p.facts for p in under.piece.publications if p.subject == subject]
    return frozenset().union(*written) if written else published_by_default(under, subject)
