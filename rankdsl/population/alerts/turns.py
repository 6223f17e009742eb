"""Records that seem to be taken in turns (轮流坐庄): a note with what was counted and how likely it is by chance.

A unit that draws at random gets a note with a chance of at most ALARM, over all sorts of records and all tests
together. docs/decisions/0581-taken-in-turns.md derives it, and says what the note does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from rankdsl.diagnostics import Severity, Text
from rankdsl.population.alerts.chances import at_most, expected_repeats, is_cycle, of_cycle, repeats
from rankdsl.population.alerts.holders import Sort, Year, named
from rankdsl.population.alerts.told import About, Remark
from rankdsl.population.roster import Roster

ALARM = Fraction(1, 100)
"""The most often that a unit which draws at random gets a note."""
LEAST_YEARS, LEAST_PEOPLE = 3, 3
"""In fewer nothing shows."""
MOST_YEARS = 15
"""Nobody looks back longer."""
MOST_STEPS = 20_000
"""A chance that takes more to count is not counted, and nothing is said."""
MOST_SHOWN = 1_000_000
"""A chance that is smaller is only said to be."""
HELP = Text(
    "这只是计数，不证明轮流，也不说明任何人有错；请核对这些年的评定依据是否各年分别形成",
    "this is a count: it proves neither turns nor anything against anybody; see whether each year was judged by itself",
)


class Series(Struct, frozen=True):
    """holders: of each of the years in a row, of `people` whose records of all these years are known."""

    sort: Sort
    years: range
    people: frozenset[str]
    holders: tuple[frozenset[str], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(len(year) for year in self.holders)

    @property
    def periods(self) -> range:
        """How long a cycle may be that was gone through twice."""
        return range(2, len(self.holders) // 2 + 1)


def series(sort: Sort, found: Mapping[int, Year], roster: Roster) -> Series | None:
    """The years until the last, as far back as the records of at least half of the unit are known in all of them. Who
    held something is not looked at, so that the choice favours nothing."""
    if not found:
        return None
    last = max(found)
    there = frozenset(member.id for member in roster.members)
    first = last + 1
    while (
        last - first + 1 < MOST_YEARS
        and first - 1 in found
        and 2 * len(there & found[first - 1].there) >= len(roster.members)
    ):
        first -= 1
        there &= found[first].there
    years = range(first, last + 1)
    if len(years) < LEAST_YEARS or len(there) < LEAST_PEOPLE:
        return None
    return Series(sort, years, there, tuple(found[year].holders & there for year in years))


def in_turns(all_series: Sequence[Series], roster: Roster) -> Iterator[Remark]:
    """At most one note of each."""
    tests = sum(1 + len(each.periods) for each in all_series)
    for each in all_series:
        note = _cycle(each, ALARM / tests, roster) or _even(each, ALARM / tests, roster)
        if note is not None:
            yield note


def _even(each: Series, alarm: Fraction, roster: Roster) -> Remark | None:
    """Not half as many people as chance would have it get it twice before the others got it once."""
    people, again = len(each.people), repeats(each.holders, len(each.people))
    many = len(each.years) * (again + 1) * max(each.counts) > MOST_STEPS
    if many or 2 * again > expected_repeats(each.counts, people):
        return None
    chance = at_most(each.counts, people, again)
    if chance > alarm:
        return None
    different = len(frozenset().union(*each.holders))
    times = sum(each.counts)
    what, first, last = each.sort.written, each.years[0], each.years[-1]
    once = f"一轮之内得过两次的只有{again}人次" if again else "一轮之内没有一人得过两次"
    message = Text(
        f"“{what.zh}”：{first}年至{last}年，{people}人中先后有{different}人得到，共{times}人次，{once}；"
        f"如果各年都在这{people}人中任意确定，",
        f"“{what.en}”: {first} to {last}, {times} in all went to {different} of {people} people, {again or 'none'} "
        f"of them to somebody who had it in the same round already; if every year were "
        f"drawn from these {people} at random, ",
    ) + _chance(chance)
    figures = {"repeats": again, "holders": different}
    return _note(each, message, chance, figures, roster)


def _cycle(each: Series, alarm: Fraction, roster: Roster) -> Remark | None:
    """The same people again after some years, others in between."""
    people = len(each.people)
    for period in each.periods:
        if is_cycle(each.holders, period):
            chance = of_cycle(each.counts, people, period)
            if chance > alarm:
                return None
            message = Text(
                f"“{each.sort.written.zh}”：{each.years[0]}年至{each.years[-1]}年，每隔{period}年又是同样的人得到，"
                f"其间各年都是别的人；如果各年都在这{people}人中任意确定，",
                f"“{each.sort.written.en}”: {each.years[0]} to {each.years[-1]}, every {period} years the same people "
                f"again, and others in between; if every year were drawn from these {people} at random, ",
            ) + _chance(chance)
            return _note(each, message, chance, {"period": period}, roster)
    return None


def _chance(chance: Fraction) -> Text:
    if chance * MOST_SHOWN < 1:
        return Text("这样的可能性不到百万分之一", "the chance of that would be less than 1 in 1,000,000")
    n = chance.denominator // chance.numerator
    return Text(f"这样的可能性至多{n}分之一", f"the chance of that would be at most 1 in {n:,}")


def _note(each: Series, message: Text, chance: Fraction, figures: Mapping[str, int], roster: Roster) -> Remark:
    members = tuple(named(frozenset().union(*each.holders), roster.members))
    shown = max(chance, Fraction(1, MOST_SHOWN))
    bound = Fraction(1, shown.denominator // shown.numerator)
    told = {"first_year": each.years[0], "last_year": each.years[-1], "people": len(each.people), **figures}
    related = (each.sort.place,) if each.sort.place.document else ()
    place = roster.unit.place
    return Remark(About.TURNS, Severity.NOTE, message, HELP, place, members, related, {**told, "chance_at_most": bound})
