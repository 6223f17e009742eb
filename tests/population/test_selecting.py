"""Who is selected: against every order (`oracle`), exhaustively over small units; and what it stands for."""

from __future__ import annotations

import time
from collections import Counter
from itertools import combinations_with_replacement, product

import pytest

from rankdsl.population.selecting import Candidate, Establishment, Fate, Line, select
from tests.lengths import generated
from tests.population.oracle import fates, outcomes

LOW, MIDDLE, HIGH = "科员", "四级", "三级"
TARGETS = (HIGH, MIDDLE)

PEOPLE = [
    (LOW, None, None),
    (MIDDLE, None, None),
    (HIGH, None, None),
    *((LOW, MIDDLE, key) for key in (0, 1)),
    *((LOW, HIGH, key) for key in (0, 1)),
    *((MIDDLE, HIGH, key) for key in (0, 1)),
]
"""Present value, target (None: no candidate), place by the keys."""


def unit(people):
    """Candidates, and who holds what."""
    candidates = [
        Candidate(str(i), current, target, None if key is None else (key,))
        for i, (current, target, key) in enumerate(people)
        if target is not None
    ]
    return candidates, Counter(current for current, _, _ in people)


LINES = [
    (Line("二", frozenset((HIGH,)), high), Line("一", frozenset((HIGH, MIDDLE)), both))
    for high, both in ((0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (1, 3), (2, 4))
]


def agree(candidates, where) -> None:
    found = select(candidates, TARGETS, where)
    expected = outcomes(candidates, TARGETS, where)
    assert found.fates == fates(candidates, (moved for moved, _ in expected)), (candidates, where)
    for (least, most), line in zip(found.used, where.lines, strict=True):
        used = [sum(held.get(value, 0) for value in line.values) for _, held in expected]
        assert (least, most) == (min(used), max(used)), (candidates, where)
    missing = {c.target for c in candidates for moved, _ in expected if c.sure and c.id not in moved}
    assert missing <= set(found.stops)
    if all(c.sure for c in candidates):
        assert set(found.stops) == missing


def test_every_unit_agrees_with_every_order():
    """All units up to 6 people in a long run: present values, targets, keys and slots of a small domain."""
    compared = 0
    for size in range(generated(4, 6) + 1):
        for people in combinations_with_replacement(PEOPLE, size):
            candidates, held = unit(people)
            for lines in LINES:
                agree(candidates, Establishment(lines, held))
                compared += 1
    assert compared >= generated(4_000, 30_000)


def test_with_places_that_are_not_known_and_people_who_may_be_no_candidates():
    kinds = [
        (LOW, MIDDLE, (0,), True),
        (LOW, MIDDLE, None, True),
        (LOW, MIDDLE, (0,), False),
        (LOW, MIDDLE, None, False),
        (LOW, HIGH, (1,), True),
        (MIDDLE, HIGH, None, False),
        (MIDDLE, HIGH, (1,), True),
    ]
    for size in range(generated(3, 5) + 1):
        for people in combinations_with_replacement(kinds, size):
            candidates = [Candidate(str(i), *person) for i, person in enumerate(people)]
            held = Counter(c.current for c in candidates)
            for lines in LINES[1:6]:
                agree(candidates, Establishment(lines, held))


def test_with_places_that_lie_between_two():
    """Behind the first group, between groups, across one, and two spans that lie apart."""
    kinds = [
        (LOW, MIDDLE, (0,), True, None),
        (LOW, MIDDLE, (2,), True, None),
        (LOW, MIDDLE, (2,), False, None),
        (LOW, MIDDLE, None, True, ((1,), (1,))),
        (LOW, MIDDLE, None, True, ((1,), (3,))),
        (LOW, MIDDLE, None, True, ((0,), (0,))),
        (LOW, MIDDLE, None, False, ((-1,), (-1,))),
        (LOW, MIDDLE, None, False, ((3,), (4,))),
        (LOW, MIDDLE, None, True, None),
        (MIDDLE, HIGH, None, True, ((0,), (1,))),
        (LOW, HIGH, (1,), True, None),
    ]
    for size in range(generated(3, 5) + 1):
        for people in combinations_with_replacement(kinds, size):
            candidates = [Candidate(str(i), *person) for i, person in enumerate(people)]
            held = Counter(c.current for c in candidates)
            for lines in LINES[1:6]:
                agree(candidates, Establishment(lines, held))


def test_many_spans_that_are_too_much_are_given_up_for_places_anywhere():
    """30 people with spans of their own, all of one kind, over one slot: nobody is missed by mistake."""
    people = [Candidate(str(i), LOW, MIDDLE, None, True, ((i,), (i + 40,))) for i in range(30)]
    found = select([*people, candidate("后", 90)], TARGETS, four(8))
    assert found.complete
    assert {found.fates[each.id] for each in people} == {Fate.UNDETERMINED}
    few = select([people[0], people[29], candidate("前", -1), candidate("后", 90)], TARGETS, four(2))
    assert told(few) == {"0": "undetermined", "29": "undetermined", "前": "selected", "后": "missed"}


def test_with_borrowed_slots():
    people = [p for p in PEOPLE if p[2] != 1]
    for size in range(1, generated(2, 5) + 1):
        for people_ in combinations_with_replacement(people, size):
            candidates, held = unit(people_)
            for lines, (middle, high) in product(LINES[:4], ((1, 0), (0, 1), (1, 1))):
                agree(candidates, Establishment(lines, held, {MIDDLE: middle, HIGH: high}))


# --- what it stands for


def candidate(name: str, place: int | None, current: str = LOW, target: str = MIDDLE) -> Candidate:
    return Candidate(name, current, target, None if place is None else (place,))


def four(number: int, held: int = 0) -> Establishment:
    return Establishment((Line("一", frozenset((MIDDLE,)), number),), {LOW: 9, MIDDLE: held})


def told(found) -> dict[str, str]:
    return {name: fate.value for name, fate in found.fates.items()}


def test_a_tie_at_the_cut_is_undetermined_whatever_the_order_of_the_file():
    people = [candidate("甲", 0), candidate("乙", 1), candidate("丙", 1), candidate("丁", 2)]
    for order in (people, people[::-1]):
        found = select(order, TARGETS, four(2))
        assert found.fates == {
            "甲": Fate.SELECTED,
            "乙": Fate.UNDETERMINED,
            "丙": Fate.UNDETERMINED,
            "丁": Fate.MISSED,
        }
        assert found.used == ((2, 2),)
        assert set(found.stops[MIDDLE].first) == {"乙", "丙"}


def test_a_tie_that_fits_as_a_whole_is_none():
    found = select([candidate("甲", 0), candidate("乙", 0)], TARGETS, four(2))
    assert told(found) == {"甲": "selected", "乙": "selected"}
    assert found.stops == {}


def test_slots_that_a_promotion_frees_are_used_below():
    lines = (Line("一", frozenset((HIGH,)), 1), Line("二", frozenset((MIDDLE,)), 1))
    people = [candidate("甲", 0, MIDDLE, HIGH), candidate("乙", 0)]
    found = select(people, TARGETS, Establishment(lines, {LOW: 1, MIDDLE: 1}))
    assert told(found) == {"甲": "selected", "乙": "selected"}
    assert found.used == ((1, 1), (1, 1))


def test_nobody_overtakes():
    """The second comes from the value that the joint line holds already and would fit; the first does not."""
    lines = (Line("一", frozenset((HIGH, MIDDLE)), 1), Line("二", frozenset((HIGH,)), 1))
    people = [candidate("甲", 0, LOW, HIGH), candidate("乙", 1, MIDDLE, HIGH)]
    found = select(people, TARGETS, Establishment(lines, {LOW: 1, MIDDLE: 1}))
    assert told(found) == {"甲": "missed", "乙": "missed"}
    assert found.stops[HIGH].lines == {0}
    other = select([people[1], candidate("甲", 2, LOW, HIGH)], TARGETS, Establishment(lines, {LOW: 1, MIDDLE: 1}))
    assert told(other) == {"乙": "selected", "甲": "missed"}


def test_a_line_that_is_exceeded_gains_nobody_but_may_swap():
    lines = (Line("一", frozenset((HIGH, MIDDLE)), 1), Line("二", frozenset((HIGH,)), 1))
    where = Establishment(lines, {LOW: 1, MIDDLE: 2})
    assert where.exceeded() == (0,)
    found = select([candidate("甲", 0, MIDDLE, HIGH), candidate("乙", 0)], TARGETS, where)
    assert told(found) == {"甲": "selected", "乙": "missed"}
    assert found.used == ((2, 2), (1, 1))


def test_a_borrowed_slot_is_for_its_own_value():
    lines = (Line("一", frozenset((HIGH, MIDDLE)), 0),)
    where = Establishment(lines, {LOW: 2}, {MIDDLE: 1})
    found = select([candidate("甲", 0), candidate("乙", 0, LOW, HIGH)], TARGETS, where)
    assert told(found) == {"甲": "selected", "乙": "missed"}


def test_what_no_line_names_is_free():
    found = select([candidate("甲", 0), candidate("乙", 1)], TARGETS, Establishment((), {LOW: 2}))
    assert told(found) == {"甲": "selected", "乙": "selected"}


@pytest.mark.parametrize("tied", [1, 5_000])
def test_many_people(tied):
    people = [candidate(str(i), i // tied) for i in range(5_000)]
    began = time.process_time()
    found = select(people, TARGETS, four(700))
    assert time.process_time() - began < 2
    assert Counter(found.fates.values()) == (
        {Fate.SELECTED: 700, Fate.MISSED: 4_300} if tied == 1 else {Fate.UNDETERMINED: 5_000}
    )


def test_after_too_many_states_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr("rankdsl.population.selecting.MOST_STATES", 3)
    found = select([candidate(str(i), 0) for i in range(9)], TARGETS, four(5))
    assert not found.complete
    assert set(found.fates.values()) == {Fate.UNDETERMINED}
