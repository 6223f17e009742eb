"""Small vocabularies, and everybody that they allow: sets of persons are the bits of one whole number.

A person is a position in a product of dimensions (the day of evaluation and each fact); a set of persons is an int with
a bit a person. So a formula has, for each of its values, the set of those for whom it has it: exact, and nothing is
sampled. Whoever is in none of these sets has no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from msgspec import Struct

Value = Any
"""bool, int (numbers, months, and the index of a month), str (of an enumeration) or a tuple of grades, a list."""
Values = dict[Value, int]
"""For each value, the persons who have it."""

RANKS = ("低档", "中档", "高档")
GRADES = ("差", "中", "优")
FIRST_YEAR, LAST_YEAR = 2017, 2019
SINCE = tuple(2017 * 12 + 10 + n for n in range(5))
"""2017年11月 to 2018年3月: two calendar years, so that windows and lists move with it."""
SCORES = range(4)
START, NEW_YEAR, END = date(2019, 11, 1), date(2020, 1, 1), date(2020, 3, 1)
DAYS = (START, date(2019, 12, 1), NEW_YEAR, date(2020, 1, 16), date(2020, 2, 1))
LISTS = tuple(product((None, *GRADES), repeat=LAST_YEAR - FIRST_YEAR + 1))
AS_OF = "评定日"
DIMENSIONS: Mapping[str, tuple[Value, ...]] = {
    AS_OF: DAYS,
    "任职起": SINCE,
    "考核": LISTS,
    "级别": RANKS,
    "在编": (False, True),
    "偏远": (False, True),
    "得分": tuple(SCORES),
}
FACTS = tuple(name for name in DIMENSIONS if name != AS_OF)
ORDERS: tuple[tuple[str, ...], ...] = (RANKS, GRADES)
STRIDES: dict[str, int] = {}
SIZE = 1
for _name, _values in DIMENSIONS.items():
    STRIDES[_name] = SIZE
    SIZE *= len(_values)
EVERYONE = (1 << SIZE) - 1


def _repeated(pattern: int, width: int) -> int:
    """`pattern`, of `width` bits, as often as there is room."""
    while width < SIZE:
        pattern |= pattern << width
        width *= 2
    return pattern & EVERYONE


def _slices() -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name, values in DIMENSIONS.items():
        stride = STRIDES[name]
        found[name] = {
            value: _repeated(((1 << stride) - 1) << (at * stride), stride * len(values))
            for at, value in enumerate(values)
        }
    return found


SLICES = _slices()
"""For each fact, and the day, who has which value."""


def shadow(people: int, fact: str) -> int:
    """Who is in `people`, with another value of `fact` perhaps: the set is given on the first value."""
    found, stride = 0, STRIDES[fact]
    for at, who in enumerate(SLICES[fact].values()):
        found |= (people & who) >> (at * stride)
    return found


def slice_at(people: int, fact: str, value: Value) -> int:
    """Those of `people` who have `value`, each moved to the first value of the fact."""
    at = DIMENSIONS[fact].index(value)
    return (people & SLICES[fact][value]) >> (at * STRIDES[fact])


def shadows(people: int, facts: frozenset[str]) -> int:
    for fact in FACTS:
        if fact in facts:
            people = shadow(people, fact)
    return people


def somebody(people: int) -> dict[str, Value]:
    """The first person of a set."""
    position = (people & -people).bit_length() - 1
    return {name: values[position // STRIDES[name] % len(values)] for name, values in DIMENSIONS.items()}


def place_in(value: Value) -> Value:
    """What orders values of one type."""
    for order in ORDERS:
        if value in order:
            return order.index(value)
    return value


def better_lists() -> Iterator[tuple[Value, Value]]:
    """Lists of the same years, the second with no grade lower and one higher."""
    for lower, upper in product(LISTS, LISTS):
        pairs = list(zip(lower, upper, strict=True))
        same_years = lower != upper and all((a is None) == (b is None) for a, b in pairs)
        if same_years and all(a is None or GRADES.index(a) <= GRADES.index(b) for a, b in pairs):
            yield lower, upper


BETTER_LISTS = tuple(better_lists())


class World(Struct, frozen=True, dict=True):
    """One vocabulary. `invariants`: names of INVARIANTS; `bound`: at most so many records; `tied`: no record before
    任职起; `first_counts`: whether the year of 任职起 is in the window 任职以来."""

    invariants: tuple[str, ...] = ()
    bound: int = 3
    tied: bool = True
    first_counts: bool = True

    @cached_property
    def possible(self) -> int:
        people = EVERYONE
        for day, on_day in SLICES[AS_OF].items():
            for records, with_records in SLICES["考核"].items():
                years = [FIRST_YEAR + n for n, grade in enumerate(records) if grade is not None]
                if len(years) > self.bound or any(year >= day.year for year in years):
                    people &= ~(on_day & with_records)
        if self.tied:
            for month, since in SLICES["任职起"].items():
                for records, with_records in SLICES["考核"].items():
                    if any(g is not None and FIRST_YEAR + n < month // 12 for n, g in enumerate(records)):
                        people &= ~(since & with_records)
        for name in self.invariants:
            people &= INVARIANTS[name][1]
        return people

    def text(self) -> str:
        invariants = "".join(f"  {name}: {INVARIANTS[name][0]}\n" for name in self.invariants)
        return VOCABULARY.format(
            bound=self.bound,
            since="    since: 任职起\n" if self.tied else "",
            first=str(self.first_counts).lower(),
            invariants=f"\ninvariants:\n{invariants}" if invariants else "",
        )


def _who(fact: str, *values: Value) -> int:
    found = 0
    for value in values:
        found |= SLICES[fact][value]
    return found


def _no(people: int) -> int:
    return EVERYONE & ~people


INVARIANTS: Mapping[str, tuple[str, int]] = {
    "高档者在编": ("非 级别 = 高档 或 在编", _no(_who("级别", "高档")) | _who("在编", True)),
    "偏远者得分": ("非 偏远 或 得分 ≥ 1", _no(_who("偏远", True)) | _who("得分", 1, 2, 3)),
    "在编即偏远": (
        "在编 = 偏远",
        (_who("在编", True) & _who("偏远", True)) | (_who("在编", False) & _who("偏远", False)),
    ),
    "无差": ("计数 考核 中（等次 = 差） = 0", _who("考核", *(rs for rs in LISTS if "差" not in rs))),
}
"""Formula, and who satisfies it."""

VOCABULARY = """\
vocabulary: 小词表
english: small
extends: null
month_end: clip

enumerations:
  档次:
    english: tier
    ordered: true
    values: {{低档: low, 中档: middle, 高档: high}}
  评级:
    english: grade
    ordered: true
    values: {{差: bad, 中: fair, 优: good}}

facts:
  任职起:
    english: since
    type: 年月
    range: [2017年11月, 2018年3月]
    typical: 2017年12月
    meaning: 任职的月份
    source: design
  考核:
    english: assessments
    type: 记录
    key: 年度
    fields:
      等次:
        english: grade
        type: 评级
        better: higher
    bound: {bound}
    first_year: 2017
{since}    typical: {{等次: 中}}
    meaning: 每年的等次
    source: design
  级别:
    english: rank
    type: 档次
    typical: 中档
    meaning: 现在的级别
    source: design
  在编:
    english: permanent
    type: 是否
    typical: 是
    meaning: 是否在编
    source: design
  偏远:
    english: remote
    type: 是否
    typical: 否
    meaning: 是否在偏远地区
    source: design
  得分:
    english: score
    type: 整数
    range: [0, 3]
    typical: 2
    better: higher
    meaning: 得了几分
    source: design

windows:
  任职以来: {{english: since_start, since: 任职起, first_year: {first}}}

derived:
  任职年限:
    english: tenure
    formula: 月数（任职起，评定日）
    meaning: 任职的月数
{invariants}"""
