"""Concrete lists from counts: the regions' years are filled in a fixed order, as the chosen order of years demands.

What comes out has the same counts, the same last kinds and the same runs as the model; it is replayed by others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rankdsl.backends.smt.gathering import Gathering
from rankdsl.backends.smt.kinds import Example, Kind
from rankdsl.backends.smt.ledger import Cell, Ledger
from rankdsl.backends.smt.numbers import Chosen
from rankdsl.backends.smt.solver import Model
from rankdsl.ir.operators import Collect
from rankdsl.ir.values import Record, Records

Slot = Cell | None
"""What a year holds: a record of a cell, or none."""


def rebuilt(gathering: Gathering, model: Model) -> tuple[Records, ...]:
    """The list of each part (one, or that of each person)."""
    ledger = gathering.ledger
    years: list[tuple[int, Cell]] = []
    for region, slots in zip(ledger.timeline.regions, _slots(gathering, model), strict=True):
        first = model.int(region.start.term)
        years += [(first + i, cell) for i, cell in enumerate(slots) if cell is not None]
    examples = _examples(ledger, [cell.kind for _, cell in years])
    numbers = _numbers(gathering, model, [cell for _, cell in years])
    found = []
    for part in range(len(ledger.kinds[0].parts) if ledger.kinds else 1):
        records: dict[int, Record | None] = {}
        for (year, _), states, values in zip(years, examples, numbers, strict=True):
            of_part = {field: at for (p, field), at in values.items() if p == part}
            records[year] = ledger.classes.concrete(states[part], of_part)
        found.append(Records(dict(sorted(records.items()))))
    return tuple(found)


def _slots(gathering: Gathering, model: Model) -> Iterator[list[Slot]]:
    """For each region what its years hold, in order. First none, then the kinds, the ordinary one first."""
    ledger, order = gathering.ledger, gathering.order
    run = order.open_run
    patterns = None if run is None else list(_pattern(gathering, model))
    for position, region in enumerate(ledger.timeline.regions):
        size = max(0, model.int(region.size.term))
        cells = list(ledger.of_region(region))
        if region.index in order.ranks:
            ranks = order.ranks[region.index]
            cells.sort(key=lambda c: model.int(ranks[c.kind.index]))
        else:
            cells.sort(key=lambda c: c.kind is not ledger.typical_kind)
        held: list[Slot] = [cell for cell in cells for _ in range(model.int(cell.count.term))]
        filled: list[Slot] = [*([None] * (size - len(held))), *held]
        if patterns is None or run is None:
            yield filled
            continue
        inside = model.truth(ledger.inside(run.asked, region))
        passes = [
            cell for cell in filled if cell is not None and inside and model.truth(ledger.passes(run.asked, cell).yes)
        ]
        others = [cell for cell in filled if cell is None or not any(cell is p for p in passes)]
        yield [passes.pop(0) if counts else others.pop(0) for counts in patterns[position]]


def _pattern(gathering: Gathering, model: Model) -> Iterator[list[bool]]:
    """Which years of each region count towards the run that was asked for, or avoid one."""
    ledger, run = gathering.ledger, gathering.order.open_run
    assert run is not None
    sizes = [max(0, model.int(r.size.term)) for r in ledger.timeline.regions]
    counts = [model.int(n.term) for n in run.passing]
    if model.truth(run.found):
        first, last = _block(sizes, counts, run.times)
        for i, (size, n) in enumerate(zip(sizes, counts, strict=True)):
            early = [True] * n + [False] * (size - n)
            yield early[::-1] if i == first and first < last else early
        return
    carried = 0
    for size, n in zip(sizes, counts, strict=True):
        years = []
        for _ in range(size):
            counts_here = n > 0 and carried < run.times - 1
            n -= counts_here
            carried = carried + 1 if counts_here else 0
            years.append(counts_here)
        yield years


def _block(sizes: Sequence[int], counts: Sequence[int], times: int) -> tuple[int, int]:
    """The first and last region of a run."""
    for first in range(len(sizes)):
        length = 0
        for last in range(first, len(sizes)):
            length += counts[last]
            if length >= times:
                return first, last
            if last > first and counts[last] < sizes[last]:
                break
    raise AssertionError("the counts hold no run")


def _examples(ledger: Ledger, kinds: Sequence[Kind]) -> list[Example]:
    """States for the records of each year; where one list is raised, at least one year must rise."""
    found = [kind.shown for kind in kinds]
    if ledger.plan.raised is not None and all(kind.level is not None for kind in kinds):
        at = next(i for i, kind in enumerate(kinds) if kind.rising is not None)
        rising = kinds[at].rising
        assert rising is not None
        found[at] = rising
    return found


def _numbers(gathering: Gathering, model: Model, cells: Sequence[Cell]) -> list[dict[tuple[int, str], int]]:
    """For each record, by part and field, the values that its kind leaves open and somebody asks for."""
    found: list[dict[tuple[int, str], int]] = [{} for _ in cells]
    for chosen in gathering.numbers.chosen():
        where = [i for i, cell in enumerate(cells) if cell is chosen.cell]
        if where:
            for i, at in _distributed(chosen, model, where):
                found[i].setdefault((chosen.part, chosen.grid.field.name), at)
    return found


def _distributed(chosen: Chosen, model: Model, where: Sequence[int]) -> Iterator[tuple[int, int]]:
    value = model.int(chosen.whole.term)
    match chosen.what:
        case Collect.SUM:
            each, rest = divmod(value, len(where))
            yield from ((i, each + (position < rest)) for position, i in enumerate(where))
        case Collect.SMALLEST:  # the largest, where it is asked too, was placed before
            yield from ((i, value) for i in where)
        case Collect.LARGEST:
            yield from ((i, value) for i in (where if len(where) == 1 else where[1:]))
        case _:
            yield where[-1], value
