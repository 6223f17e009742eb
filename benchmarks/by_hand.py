"""The promotion rule of the 2015 Opinion as somebody would write it in Python by hand, exact and quick.

The answers are those of the rule documents, also where facts are missing: yes, no, not in scope, not in force, or that
it cannot be determined, with the facts on which it hinges. `deciding.py` compares all of them before it measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YES, NO, OUT_OF_SCOPE, NOT_IN_FORCE = "yes", "no", "not in scope", "not in force"
FROM, UNTIL = date(2015, 1, 15), date(2019, 6, 1)
REQUIRED_MONTHS = (96, 144, 180, 180, 180)
REQUIRED_LEVEL = (2, 4, 7, 8, 10)
EARLIEST, LATEST = 1960 * 12, 2099 * 12 + 11
FIRST_YEAR, MOST_RECORDS = 1960, 45
NOTHING: tuple[int, ...] = ()


@dataclass(slots=True, frozen=True)
class Person:
    """Ranks, levels, tiers and grades by their place, lowest first; months since the year 0; None: not known.

    `grades`: (year, grade), by year; `unknown_years`: years that may have a grade."""

    as_of: date
    tier: int | None = None
    standing: int | None = None
    established: bool | None = None
    rank: int | None = None
    service_since: int | None = None
    rank_since: int | None = None
    level: int | None = None
    grades: tuple[tuple[int, int], ...] | None = None
    unknown_years: tuple[int, ...] = NOTHING
    sanctioned: bool | None = None


def may_be_promoted(p: Person) -> str | frozenset[str]:
    """The outcome, or the missing facts on which it hinges."""
    if not FROM <= p.as_of < UNTIL:
        return NOT_IN_FORCE
    if (
        (p.tier is not None and p.tier > 1)
        or (p.standing is not None and p.standing > 1)
        or (p.established is not None and not p.established)
        or (p.rank is not None and p.rank > 4)
    ):
        return OUT_OF_SCOPE
    months = p.as_of.year * 12 + p.as_of.month - 1
    rank, since, grades = p.rank, p.rank_since, p.grades
    if (
        rank is not None
        and since is not None
        and grades is not None
        and p.level is not None
        and not p.unknown_years
        and p.sanctioned is not None
        and p.tier is not None
        and p.standing is not None
        and p.established is not None
    ):
        if p.sanctioned or p.level < REQUIRED_LEVEL[rank]:
            return NO
        first = since // 12
        needed = REQUIRED_MONTHS[rank]
        for year, grade in grades:
            if year >= first:
                if grade == 3:
                    needed -= 6
                elif grade == 1:
                    needed += 12
        return YES if months - since >= needed else NO
    return _not_all_known(p, months)


def _not_all_known(p: Person, months: int) -> str | frozenset[str]:
    missing = set()
    if p.tier is None:
        missing.add("tier")
    if p.standing is None:
        missing.add("standing")
    if p.established is None:
        missing.add("established")
    if p.rank is None:
        missing.add("rank")
    in_scope = not missing
    if p.sanctioned:
        return NO if in_scope else frozenset(missing)
    hinges = set()
    if p.sanctioned is None:
        hinges.add("sanctioned")
    if p.rank is not None:
        if p.level is None:
            if REQUIRED_LEVEL[p.rank] > 0:
                hinges.add("level")
        elif p.level < REQUIRED_LEVEL[p.rank]:
            return NO if in_scope else frozenset(missing)
    elif p.level is None:
        hinges |= {"level", "rank"}
    else:
        hinges.add("rank")
    served, needed, on = _service(p, months)
    if p.rank is not None and served[1] < needed[0]:
        return NO if in_scope else frozenset(missing)
    if p.rank is None or served[0] < needed[1]:
        hinges |= on
    if not hinges and in_scope:
        return YES
    return frozenset(missing | hinges)


def _service(p: Person, months: int) -> tuple[tuple[int, int], tuple[int, int], set[str]]:
    """The least and the most months served, the least and the most needed, and the missing facts behind them."""
    on = set()
    if p.rank is None:
        low = high = 0
        low, high = min(REQUIRED_MONTHS), max(REQUIRED_MONTHS)
        on.add("rank")
    else:
        low = high = REQUIRED_MONTHS[p.rank]
    if p.rank_since is None:
        since = EARLIEST, LATEST
        on.add("rank_since")
    else:
        since = p.rank_since, p.rank_since
    earliest, latest = since[0] // 12, since[1] // 12
    this_year = months // 12
    excellent = basic = perhaps_excellent = perhaps_basic = 0
    if p.grades is None:
        began = FIRST_YEAR if p.service_since is None else max(FIRST_YEAR, p.service_since // 12)
        years = max(0, this_year - max(began, earliest))
        perhaps_excellent = perhaps_basic = min(years, MOST_RECORDS)
        if years:
            on.add("grades")
    else:
        for year, grade in p.grades:
            if year >= earliest:
                if grade == 3:
                    excellent += year >= latest
                    perhaps_excellent += 1
                elif grade == 1:
                    basic += year >= latest
                    perhaps_basic += 1
        unknown = sum(1 for year in p.unknown_years if year >= earliest)
        if unknown:
            on.add("grades")
            perhaps_excellent = min(perhaps_excellent + unknown, MOST_RECORDS)
            perhaps_basic = min(perhaps_basic + unknown, MOST_RECORDS)
    needed = low - 6 * perhaps_excellent + 12 * basic, high - 6 * excellent + 12 * perhaps_basic
    return (months - since[1], months - since[0]), needed, on
