"""What a superior's programs know of people when they are compared with a document of a wider vocabulary.

Both sides must speak of the same values, so types are those of the wider vocabulary; ranges, facts and invariants are
the superior's own, and of the new facts only those that are delegated rules read.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.program import Program


def as_superior(program: Program, own: Vocabulary) -> Program:
    """The program, which was lowered with a vocabulary that extends `own`, as a program of `own`."""
    wide = program.vocabulary
    if own.name == wide.name:
        return program
    derived = frozenset(fact.name for fact in own.derived)
    mentioned = {
        symbol
        for definition in program.definitions.values()
        if definition.kind is not Kind.DERIVED
        for symbol in symbols_in(expressions(definition))
    }
    kept = _behind(
        program.definitions, {s for s in program.definitions if s.layer < 0 and s.name in derived} | mentioned
    )
    definitions = {s: d for s, d in program.definitions.items() if d.kind is not Kind.DERIVED or s in kept}
    read = facts_in(part for definition in definitions.values() for part in expressions(definition))
    names = frozenset(invariant.name for invariant in own.invariants)
    return replace(
        program,
        vocabulary=_narrowed(own, wide, read),
        definitions=definitions,
        top={name: symbol for name, symbol in program.top.items() if symbol in definitions},
        invariants=tuple(invariant for invariant in program.invariants if invariant.name in names),
    )


def _behind(definitions: Mapping[Symbol, Definition], wanted: set[Symbol]) -> frozenset[Symbol]:
    found: set[Symbol] = set()
    waiting = list(wanted)
    while waiting:
        symbol = waiting.pop()
        if symbol not in found:
            found.add(symbol)
            waiting += symbols_in(expressions(definitions[symbol]))
    return frozenset(found)


def _narrowed(own: Vocabulary, wide: Vocabulary, read: frozenset[str]) -> Vocabulary:
    facts = [_of_type(fact, wide.fact(fact.name) or fact) for fact in own.facts]
    facts += [fact for fact in wide.facts if fact.name in read and own.fact(fact.name) is None]
    return replace(own, facts=tuple(facts))


def _of_type(fact: Fact, wide: Fact) -> Fact:
    """The superior's fact with the values of the wider one."""
    return replace(wide, low=fact.low, high=fact.high, typical=fact.typical, absent=fact.absent)
