"""What is asked of lists of records while facts are missing: years that surely have a record, and that may have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rankdsl.backends.python.runtime.exact import Records
from rankdsl.backends.python.runtime.hull import (
    YES,
    Answer,
    Values,
    answer,
    like,
    may_be,
    merge,
    span,
    surely,
    truths,
    union,
)

Entry = tuple[int, Any, bool]
"""A year of a list in a window: the year, its record (year, field, …) or None, whether it is surely there."""


def entries(
    records: Records[Any] | None, bit: int, first_year: int, year: int, start: Answer
) -> tuple[list[Entry], int]:
    """The years in a window that have, or may have, a record, the latest first; and the missing facts behind it.
    `first_year`: of a list of which nothing is known. `year`: that of the day of evaluation."""
    low, high = span(start[0])
    found: list[Entry] = []
    if records is None:
        found = [(y, None, False) for y in range(year - 1, max(first_year, low) - 1, -1)]
    else:
        found = [(r[0], r, r[0] >= high) for r in records.known if low <= r[0] < year]
        found += [(y, None, False) for y in records.unknown if low <= y < year]
        found.sort(key=lambda entry: -entry[0])
    unknown = any(record is None for _, record, _ in found)
    return found, start[2] | (bit if unknown else 0)


def collected(
    what: str,
    found: tuple[list[Entry], int],
    norm: int,
    where: Callable[[int, Any], Answer] | None = None,
    field: Callable[[int, Any], Answer] | None = None,
    bound: int = 0,
    times: int = 0,
) -> Answer:
    """What is asked of the entries that pass the filter."""
    in_span, hinges = found
    passes = [where(year, record) for year, record, _ in in_span] if where else [YES] * len(in_span)
    reasons = merge(passes)
    for passed in passes:
        hinges |= passed[2]
    if any(entry[2] and passed[0] == 0 for entry, passed in zip(in_span, passes, strict=True)):
        return 0, reasons, 0
    may = [(e, e[2] and surely(p, True)) for e, p in zip(in_span, passes, strict=True) if may_be(p, True)]
    sure = [entry for entry, certainly in may if certainly]
    values: Values
    if what == "count":
        values = (len(sure), len(sure) + max(0, min(len(may), bound) - len(sure)))
    elif what == "some":
        values = truths(bool(may), not sure)
    elif what == "every":
        fails = any(e[2] and surely(p, False) for e, p in zip(in_span, passes, strict=True))
        values = truths(not fails, any(may_be(p, False) for p in passes))
    elif what == "run":
        values = truths(_in_a_row({e[0] for e, _ in may}, times), not _in_a_row({e[0] for e in sure}, times))
    else:
        assert field is not None
        fields = [(field(entry[0], entry[1]), certainly) for entry, certainly in may]
        for part, _ in fields:
            hinges |= part[2]
        values = _gathered(what, [(part[0], certainly) for part, certainly in fields])
        if what != "sum" and not sure:
            reasons = (*reasons, ("empty list", norm, ()))
    return answer(values, reasons, hinges)


def _in_a_row(years: set[int], times: int) -> bool:
    return any(all(year + k in years for k in range(times)) for year in years)


def _gathered(what: str, fields: list[tuple[Values, bool]]) -> Values:
    """The latest, the sum, the largest or the smallest of values, the latest first; each may be there, or surely is."""
    values: Values = (0, 0) if what == "sum" else 0
    if what == "latest":
        for one, certainly in fields:
            values = union(values, one)
            if certainly:
                break
        return values
    for one, certainly in sorted(fields, key=lambda f: not f[1]):
        if values == 0:
            more = one
        else:
            (a, b), (c, d) = span(values), span(one)
            if what == "sum":
                more = (a + c, b + d)
            elif what == "largest":
                more = like(one, max(a, c), max(b, d))
            else:
                more = like(one, min(a, c), min(b, d))
        if certainly:
            values = more
        else:
            values = union(union(values, more), one if what != "sum" else 0)
    return values
