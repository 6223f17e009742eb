"""The formulas of a vocabulary: derived facts as norms, invariants as conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.program import Definition, Invariant
from rankdsl.semantics.intervals import Interval


@dataclass(frozen=True)
class VocabularyTerms:
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
    raise NotImplementedError
