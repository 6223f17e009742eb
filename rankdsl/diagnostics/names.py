"""Near names: what a writer probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """At most `limit` candidates that look like `name`, best first; ties keep the order given.

    Chinese names are short, so one wrong character out of three must still count as near.
    """
    scored = []
    for order, candidate in enumerate(dict.fromkeys(candidates)):
        ratio = SequenceMatcher(None, name, candidate, autojunk=False).ratio()
        if ratio >= 0.5:
            scored.append((-ratio, order, candidate))
    return [candidate for _, _, candidate in sorted(scored)[:limit]]
