"""Years in which more people of a unit have a record than a cap allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import floor

from rankdsl.backends.approximate import Range
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Severity, Text
from rankdsl.ir.mechanisms import PeopleCap
from rankdsl.ir.reading import in_order
from rankdsl.ir.values import Exact, render_exact
from rankdsl.population.alerts.holders import Sort, Year, named
from rankdsl.population.alerts.told import About, Remark
from rankdsl.population.roster import Roster

MOST_NAMED = 5
"""So many of those who have a record are named."""
HELP = Text(
    "只数了现在文件中的人；当年人数更多、有的人是从别处带来的记录、或者当年的上限不同的，请说明，否则请更正记录",
    "only who is in the file now was counted: where there were more people that year, records come from elsewhere, or "
    "the cap was another, say so; else correct the records",
)


def over_cap(
    sort: Sort, cap: PeopleCap, years: Mapping[int, Year], roster: Roster, unit: Evaluation
) -> Iterator[Remark]:
    """A remark a year. Everybody in the file counts, also who had no record yet, so that the cap is rather too high; of
    a cap that is not known the highest value. Nothing is said of a unit too small for a single place."""
    answer = unit.value_of(cap.limit)
    limit = answer.values.high if isinstance(answer.values, Range) else max(answer.values, default=None)
    people = len(roster.members)
    if limit is None or isinstance(limit, bool | str | date):
        return
    if answer.value is None and limit >= 1:
        yield _open(sort, in_order(unit.program, answer.hinges), roster)
        return
    allowed = floor(limit * people)
    if not allowed and limit:
        return  # so small a unit shares its places with others
    for year, found in years.items():
        if len(found.holders) > allowed:
            yield _remark(sort, year, found, limit, allowed, roster)


def _remark(sort: Sort, year: int, found: Year, limit: Exact, allowed: int, roster: Roster) -> Remark:
    people, many = len(roster.members), len(found.holders)
    at = sort.place.citation
    share = f"{render_exact(limit * 100)}%"
    message = Text(
        f"“{sort.written.zh}”：{year}年有{many}人，多于{at}的上限{allowed}人（{people}人 × {share}，舍去小数）",
        f"“{sort.written.en}”: {many} people in {year}, more than the {allowed} that {at} allows "
        f"({people} people × {share}, rounded down)",
    )
    members = tuple(named(found.holders, roster.members))
    names, rest = [m.name for m in members[:MOST_NAMED]], many - MOST_NAMED
    message += Text(
        f"：{'、'.join(names)}{'等' if rest > 0 else ''}",
        f": {', '.join(names)}{f' and {rest} more' if rest > 0 else ''}",
    )
    figures = {
        "year": year,
        "counted": many,
        "allowed": allowed,
        "people": people,
        "cap": limit,
    }
    return Remark(About.OVER_CAP, Severity.WARNING, message, HELP, sort.place, members, (sort.place,), figures)


def _open(sort: Sort, missing: tuple[str, ...], roster: Roster) -> Remark:
    message = Text(
        f"“{sort.written.zh}”：不能确定各年人数是否超过{sort.place.citation}的上限，没有写明{'、'.join(missing)}",
        f"“{sort.written.en}”: whether a year has more people than {sort.place.citation} allows cannot be determined: "
        f"{', '.join(missing)} not given",
    )
    help_ = Text("在 unit 的 facts 中写明", "give it in the facts of unit")
    return Remark(About.CANNOT_COMPARE, Severity.WARNING, message, help_, roster.unit.place, (), (sort.place,))
