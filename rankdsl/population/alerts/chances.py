"""How likely a pattern of holders would be, if every year they were drawn from the same people: exact fractions.

Assumed: `counts[y]` of `people` hold something in year y; every choice of so many is as likely as any other, and the
years do not depend on each other. docs/decisions/0581-taken-in-turns.md says what follows where that is not so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb


def rounds(counts: Sequence[int], people: int) -> Iterator[range]:
    """The years (as positions) cut into rounds in which nobody has to hold anything twice: as long as possible, from
    the first year on. The cut looks at nothing but the numbers."""
    start = total = 0
    for at, count in enumerate(counts):
        if at > start and total + count > people:
            yield range(start, at)
            start, total = at, 0
        total += count
    if start < len(counts):
        yield range(start, len(counts))


def repeats(holders: Sequence[frozenset[str]], people: int) -> int:
    """How often somebody holds something who held it in the same round before."""
    counts = [len(year) for year in holders]
    return sum(
        sum(counts[at] for at in some) - len(frozenset().union(*(holders[at] for at in some)))
        for some in rounds(counts, people)
    )


def expected_repeats(counts: Sequence[int], people: int) -> Fraction:
    """What `repeats` comes to on average."""
    found = Fraction(0)
    for some in rounds(counts, people):
        never = Fraction(1)
        for at in some:
            never *= Fraction(people - counts[at], people)
        found += sum(counts[at] for at in some) - people * (1 - never)
    return found


def at_most(counts: Sequence[int], people: int, most: int) -> Fraction:
    """The chance of `most` repeats or fewer: ways are counted, round by round."""
    ways = [1]
    for some in rounds(counts, people):
        ways = _together(ways, _of_round([counts[at] for at in some], people, most), most)
    all_ways = 1
    for count in counts:
        all_ways *= comb(people, count)
    return Fraction(sum(ways), all_ways)


def _of_round(counts: Sequence[int], people: int, most: int) -> list[int]:
    """In how many ways a round has 0, 1, … repeats. Their number says how many people hold something already."""
    ways, held = [1], 0
    for count in counts:
        found = [0] * (min(most, held + count) + 1)
        for so_far, n in enumerate(ways):
            before = held - so_far
            for again in range(min(count, before, len(found) - 1 - so_far) + 1):
                found[so_far + again] += n * comb(before, again) * comb(people - before, count - again)
        ways, held = found, held + count
    return ways


def _together(one: Sequence[int], other: Sequence[int], most: int) -> list[int]:
    found = [0] * min(most + 1, len(one) + len(other) - 1)
    for a, n in enumerate(one):
        for b, m in enumerate(other[: len(found) - a]):
            found[a + b] += n * m
    return found


def is_cycle(holders: Sequence[frozenset[str]], period: int) -> bool:
    """Whether different people hold something in each of the first `period` years, and the same again in turn."""
    first = holders[:period]
    apart = sum(len(year) for year in first) == len(frozenset().union(*first))
    return apart and all(first) and all(year == holders[at % period] for at, year in enumerate(holders))


def of_cycle(counts: Sequence[int], people: int, period: int) -> Fraction:
    """The chance of `is_cycle`."""
    if any(count != counts[at % period] for at, count in enumerate(counts)):
        return Fraction(0)
    found, held = Fraction(1), 0
    for at, count in enumerate(counts):
        ways = comb(people - held, count) if at < period else 1
        held += count if at < period else 0
        found *= Fraction(ways, comb(people, count))
    return found
