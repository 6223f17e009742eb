"""Which facts make a difference that they should not make: single ones first, then the smallest sets of the others.

What is asked about a set of facts (`differ`) is whether two persons who are equal in all others fare differently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import combinations

from rankdsl.checks.conditions import tied
from rankdsl.ir.program import Program
from rankdsl.ir.reading import in_order, reads_of_expr
from rankdsl.prove import Answer, Found, Nobody, Undecided

LARGEST_SET = 3
"""Sets of facts that only matter together are searched up to this size; a larger one is reported whole."""

Facts = tuple[str, ...]


def not_among(program: Program, read: Collection[str], permitted: frozenset[str]) -> Facts:
    """What is read and may not matter, with what the vocabulary ties to it: two persons who differ in the one may have
    to differ in the other. In the order of the vocabulary."""
    found = frozenset(read) - permitted
    ties = [frozenset(reads_of_expr(program, i.holds)) - permitted for i in program.invariants]
    lists = [(fact.name, fact.records.since) for fact in program.vocabulary.facts if fact.records is not None]
    ties += [frozenset((name, since)) - permitted for name, since in lists if since is not None]
    return in_order(program, tied(found, ties))


def smallest(
    hidden: Facts, read: Collection[str], differ: Callable[[Facts], Answer]
) -> Iterator[tuple[Facts, Found | Undecided]]:
    """Each of the smallest sets of `hidden` that make a difference, with what shows it; nothing where all together make
    none. What could not be decided comes with the set that was asked about."""
    everything = differ(hidden) if hidden else Nobody()
    if isinstance(everything, Nobody):
        return
    rest = list(hidden)
    for fact in (fact for fact in hidden if fact in read):
        answer = differ((fact,)) if len(hidden) > 1 else everything
        if isinstance(answer, Found):
            rest.remove(fact)
        if not isinstance(answer, Nobody):
            yield (fact,), answer
    yield from _together(tuple(rest), differ)


def _together(rest: Facts, differ: Callable[[Facts], Answer]) -> Iterator[tuple[Facts, Found | Undecided]]:
    """Facts none of which matters alone."""
    if len(rest) < 2:
        return
    answer = differ(rest)
    if isinstance(answer, Nobody):
        return
    if isinstance(answer, Undecided):
        yield rest, answer
        return
    sizes = (*range(2, min(LARGEST_SET, len(rest) - 1) + 1), len(rest))
    found: list[frozenset[str]] = []
    for size in sizes:
        for facts in combinations(rest, size):
            if any(smaller <= frozenset(facts) for smaller in found):
                continue
            together = differ(facts)
            if isinstance(together, Found):
                found.append(frozenset(facts))
                yield facts, together
