"""Units that lend and borrow the same at the same time: by themselves, or to each other in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from rankdsl.ir.mechanisms import Transfer, TransferKind


def circles(pools: Sequence[Sequence[Transfer]]) -> tuple[tuple[str, ...], ...]:
    """Of transfers of one value, in force together, by pool: every unit that both lends and borrows, once. Where what
    it lends comes back to it, from pool to pool, the units on a shortest such way, in its order; else by itself."""
    lends, borrows = (_units(pools, kind) for kind in (TransferKind.LENDS, TransferKind.BORROWS))
    both = [unit for unit in lends if unit in borrows]
    gives: dict[str, list[str]] = {unit: [] for unit in both}
    for lines in pools:
        takers = [unit for unit in both if any(_is(each, unit, TransferKind.BORROWS) for each in lines)]
        for unit in both:
            if any(_is(each, unit, TransferKind.LENDS) for each in lines):
                gives[unit] += (taker for taker in takers if taker != unit)
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    for unit in both:
        if unit not in told:
            found.append(_way_back(unit, gives) or (unit,))
            told.update(found[-1])
    return tuple(found)


def _units(pools: Sequence[Sequence[Transfer]], kind: TransferKind) -> list[str]:
    return list(dict.fromkeys(each.unit for lines in pools for each in lines if each.kind is kind))


def _is(transfer: Transfer, unit: str, kind: TransferKind) -> bool:
    return transfer.unit == unit and transfer.kind is kind


def _way_back(unit: str, gives: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    ways: deque[tuple[str, ...]] = deque([(unit,)])
    seen = {unit}
    while ways:
        way = ways.popleft()
        for taker in gives[way[-1]]:
            if taker == unit:
                return way
            if taker not in seen:
                seen.add(taker)
                ways.append((*way, taker))
    return None
