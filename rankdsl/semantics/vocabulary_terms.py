"""The formulas of a vocabulary: derived facts as norms, invariants as conditions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct, field

from rankdsl.diagnostics import Citation, Finding, Place, Text
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.facts import DerivedFact, Vocabulary
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.program import Invariant
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics.formulas import Lowering, names_in
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.meanings import Broken
from rankdsl.source import Span
from rankdsl.syntax import ast, parse_formula

LAYER = -1
"""Derived facts lie below every document."""


class VocabularyTerms(Struct, frozen=True):
    """`definitions`: derived facts (`Symbol(name, -1)`, Kind.DERIVED) in dependency order; `intervals` theirs;
    `behind`: the base facts and lists that each reads, in the order of the vocabulary. `broken`: names of derived
    facts with mistakes, which are in none of these."""

    definitions: Mapping[Symbol, Definition]
    intervals: Mapping[Symbol, Interval | None]
    invariants: tuple[Invariant, ...]
    behind: Mapping[str, tuple[str, ...]]
    broken: frozenset[str]


def vocabulary_program(vocabulary: Vocabulary, note: Callable[[Finding], None]) -> VocabularyTerms:
    """Parse, order and lower every formula of the vocabulary. Mistakes go to `note`; a vocabulary is lowered once."""
    terms = _Terms(vocabulary)
    lowering = Lowering(terms, Place, note)
    written: dict[str, ast.Expr] = {}
    for fact in vocabulary.derived:
        formula = _parsed(fact.origin, note)
        if formula is None:
            terms.broken.add(fact.name)
        else:
            written[fact.name] = formula
    for fact in _in_order(vocabulary, written, terms.broken, note):
        value = lowering.value(written[fact.name])
        if value is None:
            terms.broken.add(fact.name)
            continue
        symbol = Symbol(fact.name, LAYER)
        terms.definitions[symbol] = Definition(
            symbol, Kind.DERIVED, value.type, Formula(value.expr), (), Place(fact.origin), fact.formula
        )
        terms.intervals[symbol] = value.interval
        terms.behind[fact.name] = _behind(terms, symbol)
    invariants: list[Invariant] = []
    for invariant in vocabulary.invariants:
        formula = _parsed(invariant.origin, note)
        holds = lowering.truth(formula) if formula is not None else None
        if holds is not None:
            invariants.append(Invariant(invariant.name, holds, Place(invariant.origin)))
    return VocabularyTerms(terms.definitions, terms.intervals, tuple(invariants), terms.behind, frozenset(terms.broken))


class _Terms(Struct, frozen=True):
    """What names mean inside the vocabulary itself."""

    vocabulary: Vocabulary
    definitions: dict[Symbol, Definition] = field(default_factory=dict)
    intervals: dict[Symbol, Interval | None] = field(default_factory=dict)
    behind: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    @property
    def stands_for(self) -> Mapping[str, str]:
        return {}

    def norm(self, ident: ast.Ident) -> Expr | Broken | None:
        if ident.text in self.broken:
            return Broken.BROKEN
        found = self.definitions.get(Symbol(ident.text, LAYER))
        return Ref(found.symbol, found.type) if found is not None else None

    def names(self) -> Collection[str]:
        return tuple(fact.name for fact in self.vocabulary.derived)

    def interval(self, symbol: Symbol) -> Interval | None:
        return self.intervals[symbol]


def _parsed(span: Span, note: Callable[[Finding], None]) -> ast.Expr | None:
    formula, mistakes = parse_formula(span.file, span.start, span.end)
    for mistake in mistakes:
        note(mistake)
    return formula if not mistakes else None


def _behind(terms: _Terms, symbol: Symbol) -> tuple[str, ...]:
    parts = tuple(expressions(terms.definitions[symbol]))
    found = facts_in(parts).union(*(terms.behind[other.name] for other in symbols_in(parts)))
    return tuple(fact.name for fact in terms.vocabulary.facts if fact.name in found)


def _in_order(
    vocabulary: Vocabulary, written: Mapping[str, ast.Expr], broken: set[str], note: Callable[[Finding], None]
) -> list[DerivedFact]:
    """The derived facts that can be read, each after those it refers to. Each circle is noted once and broken."""
    facts = {fact.name: fact for fact in vocabulary.derived if fact.name in written}
    needs = {
        name: tuple(dict.fromkeys(i.text for i in names_in(formula, vocabulary) if i.text in facts))
        for name, formula in written.items()
    }
    order: dict[str, None] = {}
    path: dict[str, None] = {}
    for start in facts:
        stack = [(start, False)]
        while stack:
            name, done = stack.pop()
            if done:
                del path[name]
                order.setdefault(name)
            elif name in path:
                ring = tuple(path)[tuple(path).index(name) :]
                if not broken.issuperset(ring):
                    _say_ring(facts, ring, note)
                broken.update(ring)
            elif name not in order:
                path[name] = None
                stack.append((name, True))
                stack.extend((other, False) for other in reversed(needs[name]))
    return [facts[name] for name in order if name not in broken]


def _say_ring(facts: Mapping[str, DerivedFact], ring: tuple[str, ...], note: Callable[[Finding], None]) -> None:
    words = " → ".join((*ring, ring[0]))
    others = tuple(
        Citation(Place(facts[name].origin), Text(f"“{name}”的算式", f"the formula of “{name}”")) for name in ring[1:]
    )
    note(findings.DEFINED_IN_CIRCLE.at(Place(facts[ring[0]].origin), subject=ring[0], related=others, ring=words))
