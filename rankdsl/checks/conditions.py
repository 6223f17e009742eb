"""What a decision's numbered conditions say themselves, and which facts people are told about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from msgspec.structs import replace

from rankdsl.checks.competence import is_only_a_name
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.program import Item, Program
from rankdsl.ir.reading import reads, reads_of_expr, reads_the_day


def answered_for(under: Examination) -> tuple[str, ...]:
    """The decisions of which this document could be at fault alone: altered ones, and all where it is about fewer or
    other people, unless what tells them from the others has nothing to do with the decision."""
    program, above = under.program, under.before
    if above is None:
        return decisions(under)
    concerned = by_scope(under, above)
    return tuple(n for n in decisions(under) if not under.keeps(program.top[n]) or concerned((rule_of(program, n),)))


def by_scope(under: Examination, above: Program) -> Callable[[tuple[Expr, ...]], bool]:
    """Whether expressions could come out otherwise for somebody since this document is about fewer or other people than
    the one above."""
    program = under.program
    before, here = set(above.coverage), set(program.coverage)
    wider = not before <= here
    told_apart = reaches(program, reads_of_expr(program, *(here - before)))
    by_day = reads_the_day(program, *(here - before))
    shared = tuple(before) if not wider else ()

    def concerned(parts: tuple[Expr, ...]) -> bool:
        looked_at = (*shared, *parts)
        if wider or (by_day and reads_the_day(program, *looked_at)):
            return True
        return not told_apart.isdisjoint(reaches(program, reads_of_expr(program, *looked_at)))

    return concerned


def changed(under: Examination) -> tuple[str, ...]:
    """The decisions about two persons of which something else could hold here than above: those altered, and all where
    the document is about people of whom the one above is not. A narrower circle has no pairs that a wider one lacks."""
    program, above = under.program, under.before
    wider = above is None or not set(program.coverage) >= set(above.coverage)
    return tuple(n for n in decisions(under) if wider or not under.keeps(program.top[n]))


def decisions(under: Examination) -> tuple[str, ...]:
    """All but those that are another's under a name of their own (即), which are answered for under that other."""
    return tuple(name for name in under.program.decisions if not is_only_a_name(under, name))


def reaches(program: Program, facts: Iterable[str]) -> frozenset[str]:
    """The facts, and those that invariants tie to them, directly or through others."""
    return tied(facts, [frozenset(reads_of_expr(program, i.holds)) for i in program.invariants])


def tied(facts: Iterable[str], ties: Collection[frozenset[str]]) -> frozenset[str]:
    """The facts, and all that share a tie with one of them, directly or through others."""
    found = frozenset(facts)
    while any(tie & found and not tie <= found for tie in ties):
        found = found.union(*(tie for tie in ties if tie & found))
    return found


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
    derived = [s for s in symbols_in(parts) if program.definitions[s].kind is Kind.DERIVED]
    return facts_in(parts).union(*(reads(program, s) for s in derived))


def published_by_default(under: Examination, subject: str) -> frozenset[str]:
    """What X's numbered conditions name, and what the definitions of documents above read."""
    found = named(under.program, subject)
    if under.before is not None:
        for symbol, facts in under.before.reads.items():
            if symbol.layer >= 0:
                found |= facts
    return found


def published(under: Examination, subject: str) -> frozenset[str]:
    """The facts that people are told about: those under 公布, else those by default."""
    written = [p.facts for p in under.piece.publications if p.subject == subject]
    return frozenset().union(*written) if written else published_by_default(under, subject)
