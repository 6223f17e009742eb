"""Chances are what counting all ways gives, and the alarm goes off no more often than stated."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest

from rankdsl.diagnostics import Place, Text
from rankdsl.ir.nodes import YES
from rankdsl.population.alerts.chances import at_most, expected_repeats, is_cycle, of_cycle, repeats, rounds
from rankdsl.population.alerts.holders import Sort
from rankdsl.population.alerts.told import Remark
from rankdsl.population.alerts.turns import ALARM, Series, in_turns
from rankdsl.population.roster import Member, Roster, Unit
from rankdsl.source import SourceFile
from rankdsl.vocabulary.yaml_nodes import MappingNode
from tests.population.alerts.watching import vocabulary

SMALL = [(3, (1, 1, 1)), (4, (1, 1, 1, 1)), (4, (2, 1, 2)), (5, (2, 2, 2)), (4, (1, 1, 1, 1, 1, 1)), (3, (0, 2, 3, 1))]


def every_way(people: int, counts: Sequence[int]) -> Iterator[tuple[frozenset[str], ...]]:
    names = [str(i) for i in range(people)]
    yield from product(*([frozenset(c) for c in combinations(names, count)] for count in counts))


@pytest.mark.parametrize(("people", "counts"), SMALL)
def test_repeats_by_counting_all_ways(people: int, counts: tuple[int, ...]) -> None:
    found = [repeats(way, people) for way in every_way(people, counts)]
    for most in range(max(found) + 1):
        assert at_most(counts, people, most) == Fraction(sum(n <= most for n in found), len(found))
    assert expected_repeats(counts, people) == Fraction(sum(found), len(found))


@pytest.mark.parametrize(("people", "counts"), SMALL)
def test_cycles_by_counting_all_ways(people: int, counts: tuple[int, ...]) -> None:
    ways = list(every_way(people, counts))
    for period in range(2, len(counts) // 2 + 1):
        chance = Fraction(sum(is_cycle(way, period) for way in ways), len(ways))
        assert of_cycle(counts, people, period) == chance


def test_rounds_are_cut_by_the_numbers_alone() -> None:
    assert [list(r) for r in rounds((2, 2, 2, 2, 3), 5)] == [[0, 1], [2, 3], [4]]
    assert [list(r) for r in rounds((5, 1, 1), 5)] == [[0], [1, 2]]
    assert list(rounds((), 5)) == []


# --- notes


def _roster(people: int) -> Roster:
    span = SourceFile("单位.yaml", "").span(0, 0)
    members = tuple(Member(str(i), str(i), {}, frozenset(), False, Place(span)) for i in range(people))
    return Roster(Unit("某局", {}, frozenset(), Place(span)), members, (), None, MappingNode((), span))


def _notes(way: Sequence[frozenset[str]], people: int) -> list[Remark]:
    fact = vocabulary().fact("年度考核")
    assert fact is not None
    sort = Sort(fact, YES, Text.same("优秀"), None, Place(None))
    ids = frozenset(str(i) for i in range(people))
    series = Series(sort, range(2026 - len(way), 2026), ids, tuple(way))
    return list(in_turns([series], _roster(people)))


@pytest.mark.parametrize(("people", "counts"), [(4, (1,) * 6), (5, (1,) * 5), (4, (2,) * 5), (3, (1,) * 8)])
def test_of_all_ways_no_more_get_a_note_than_stated(people: int, counts: tuple[int, ...]) -> None:
    found = [bool(_notes(way, people)) for way in every_way(people, counts)]
    assert Fraction(sum(found), len(found)) <= ALARM


def _drawn(seed: int, people: int, each: int, years: int) -> list[frozenset[str]]:
    drawing = random.Random(seed)
    names = [str(i) for i in range(people)]
    return [frozenset(drawing.sample(names, each)) for _ in range(years)]


def test_units_that_draw_get_no_note() -> None:
    """Of 300 at most three would be expected; the seeds are fixed."""
    sizes = [(10, 2, 6), (30, 6, 5), (150, 30, 7)]
    assert sum(bool(_notes(_drawn(seed, *sizes[seed % 3]), sizes[seed % 3][0])) for seed in range(300)) <= 3


@pytest.mark.parametrize(("people", "each", "years"), [(10, 2, 5), (30, 6, 5), (30, 6, 12), (7, 1, 14), (150, 30, 4)])
def test_turns_are_seen(people: int, each: int, years: int) -> None:
    order = [str((at * 7) % people) if people % 7 else str(at) for at in range(people)]
    way = [frozenset(order[(year * each + i) % people] for i in range(each)) for year in range(years)]
    (note,) = _notes(way, people)
    assert note.figures.get("period") == (people // each if years > people // each * 2 - 1 else None)
    assert note.figures.get("repeats", 0) == 0
    assert note.severity.value == "note"
    assert isinstance(note.figures["chance_at_most"], Fraction)
    assert note.figures["chance_at_most"] <= ALARM


def test_a_few_exceptions_do_not_hide_them() -> None:
    way = [frozenset(str((year * 6 + i) % 30) for i in range(6)) for year in range(5)]
    way[3] = way[3] - {"18"} | {"0"}
    (note,) = _notes(way, 30)
    assert note.figures["repeats"] == 1
    assert "一轮之内得过两次的只有1人次" in note.message.zh


def test_a_few_who_take_turns_among_many() -> None:
    way = [frozenset({"赵" if year % 2 else "钱"}) for year in range(6)]
    ids = {"赵": "0", "钱": "1"}
    (note,) = _notes([frozenset(ids[name] for name in year) for year in way], 12)
    assert (note.figures["period"], [m.id for m in note.members]) == (2, ["0", "1"])


def test_the_same_people_every_year_are_no_turns() -> None:
    assert _notes([frozenset({"1", "2"})] * 8, 12) == []


def test_too_few_to_tell() -> None:
    assert _notes([frozenset({"0"}), frozenset({"1"}), frozenset({"2"})], 3) == []
