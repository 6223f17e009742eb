"""Near names: what a writer probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from rankdsl.diagnostics.text import Text

MOST_LOOKED_AT = 400
"""Names beyond these are not looked at, or a long file with a wrong name on each line would take minutes."""
MOST_COMPARED = 50
_NEAR = 0.5
"""Chinese names are short, so one wrong character out of three must still count as near."""


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """At most `limit` candidates that look like `name`, best first; ties keep the order given."""
    scored = []
    for order, candidate in enumerate(plausible(name, candidates)):
        ratio = SequenceMatcher(None, name, candidate, autojunk=False).ratio()
        if ratio >= _NEAR:
            scored.append((-ratio, order, candidate))
    return [candidate for _, _, candidate in sorted(scored)[:limit]]


def clearly_nearest(name: str, candidates: Iterable[str]) -> bool:
    """Whether one candidate is nearer to `name` than every other: where two are as near, either may be meant."""
    ratios = sorted(SequenceMatcher(None, name, c, autojunk=False).ratio() for c in plausible(name, candidates))
    return len(ratios) == 1 or (len(ratios) > 1 and ratios[-1] > ratios[-2])


def did_you_mean(near: Sequence[str]) -> Text:
    """The question to the writer, as a sentence of a help."""
    quoted = [f"“{name}”" for name in near]
    return Text(f"是否应为{'、'.join(quoted)}？", f"did you mean {' or '.join(quoted)}?")


def or_meant(near: Sequence[str]) -> Text:
    """The same question as the end of a message of the command line."""
    return Text(f"；是否应为 {'、'.join(near)}", f"; did you mean {' or '.join(near)}")


def plausible(name: str, candidates: Iterable[str]) -> list[str]:
    """The candidates, in their order, that have enough characters in common with `name` to be near it."""
    return list(_plausible(name, tuple(dict.fromkeys(islice(candidates, MOST_LOOKED_AT)))))


@lru_cache(maxsize=256)
def _plausible(name: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    letters = set(name)
    if name[:1].isdecimal():  # 28级 is no slip of the pen for 8级
        candidates = tuple(c for c in candidates if not c[:1].isdecimal())
    shared: list[tuple[int, str]] = []
    for candidate in candidates:
        if letters.isdisjoint(candidate):
            continue
        common = min(sum(map(letters.__contains__, candidate)), len(name))
        if 2 * common >= _NEAR * (len(name) + len(candidate)):
            shared.append((common, candidate))
    if len(shared) > MOST_COMPARED:
        least = sorted((common for common, _ in shared), reverse=True)[MOST_COMPARED - 1]
        shared = [pair for pair in shared if pair[0] >= least][:MOST_COMPARED]
    return tuple(candidate for _, candidate in shared)
