"""Selection by its meaning alone: every total order of the candidates that agrees with the keys, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, permutations, product

from rankdsl.population.selecting import Candidate, Establishment, Fate


def agrees(order: Sequence[Candidate]) -> bool:
    """Whether nobody stands before somebody who comes first wherever the two of them may stand."""
    spans = [(c.place, c.place) if c.place is not None else c.span for c in order]
    known = [span for span in spans if span is not None]
    return all(first <= last for (first, _), (_, last) in combinations(known, 2))


def in_one_order(order: Sequence[Candidate], targets: Sequence[str], where: Establishment):
    """Who is moved, and who holds what in the end."""
    held = dict(where.held)
    moved = set()
    for target in targets:
        for candidate in order:
            if candidate.target != target:
                continue
            after = dict(held)
            after[candidate.current] -= 1
            after[target] = after.get(target, 0) + 1
            if any(
                where.used(line, after) > line.number and where.used(line, after) > where.used(line, held)
                for line in where.lines
            ):
                break
            moved.add(candidate.id)
            held = after
    return frozenset(moved), held


def outcomes(candidates: Sequence[Candidate], targets: Sequence[str], where: Establishment):
    """What every order leads to, with and without those who may not be candidates."""
    doubtful = [c for c in candidates if not c.sure]
    found = []
    for there in product((True, False), repeat=len(doubtful)):
        out = {c.id for c, is_there in zip(doubtful, there, strict=True) if not is_there}
        left = [c for c in candidates if c.id not in out]
        found += [in_one_order(order, targets, where) for order in permutations(left) if agrees(order)]
    return found


def fates(candidates: Sequence[Candidate], found: Iterable[frozenset[str]]) -> dict[str, Fate]:
    told = {}
    found = list(found)
    for candidate in candidates:
        if candidate.sure:
            times = sum(candidate.id in moved for moved in found)
            told[candidate.id] = Fate.SELECTED if times == len(found) else Fate.UNDETERMINED if times else Fate.MISSED
    return told
