"""Where the targets of a selection ended, and by how much the first who missed did."""

from __future__ import annotations

from collections.abc import Sequence

from rankdsl.population.ordering import difference
from rankdsl.population.proposal import Cut, LineShown, Ranked
from rankdsl.population.selecting import Fate, Selected


def cuts_of(
    order: Sequence[Ranked], found: Selected, lines: Sequence[LineShown], targets: Sequence[str]
) -> tuple[Cut, ...]:
    """One for each target at which somebody misses or is undetermined, the highest first. `order`: everybody, settled;
    one target of a selection that takes a number of people has no name."""
    return tuple(_cut(target, order, found, lines) for target in targets if target in found.stops)


def _cut(target: str, order: Sequence[Ranked], found: Selected, lines: Sequence[LineShown]) -> Cut:
    wanting = [each for each in order if each.target in (target, "")]
    full = sorted(found.stops[target].lines) if lines else []
    before = [r for r in wanting if r.fate in (Fate.SELECTED, Fate.UNDETERMINED) and r.rank is not None]
    missed = [r for r in wanting if r.fate is Fate.MISSED]
    last, first = before[-1] if before else None, missed[0] if missed else None
    key, gap = (None, None) if last is None or first is None else difference(last, first)
    tied = tuple(r for r in wanting if r.fate is Fate.UNDETERMINED)
    shown = wanting[0].target if wanting else ""
    return Cut(shown, tuple(lines[i] for i in full), last, first, key, gap, tied, len(missed))
