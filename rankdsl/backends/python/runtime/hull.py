"""What can be said of a value while facts are missing.

An answer is (values, reasons, hinges). `values`: every number, month or day from the first to the second of a pair; or
the bits of a whole number, one for each truth (1: no, 2: yes) or value of an enumeration (by position); 0: nothing at
all. `reasons`: why there may be no value. `hinges`: bits of the missing facts that it hinges on, none as soon as
nothing missing can change it. A yes or a no is never wrong; an uncertain answer may be cautious.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

from rankdsl.backends.python.runtime.exact import Exact, Records

Values = tuple[Any, Any] | int
Reason = tuple[str, int, tuple[int, ...]]
"""Cause (gap, contradiction, empty list, division by zero), number of the norm (-1: none), and the rules that
contradict each other, numbered through its branches and then its exceptions."""
Answer = tuple[Values, tuple[Reason, ...], int]
Rule = tuple[Answer | None, Callable[[], Answer], frozenset[int]]
"""Guard (None: otherwise), value, and the positions over which it takes precedence."""
Chosen = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of the rules that surely count, and of all that may."""

NO: Answer = (1, (), 0)
YES: Answer = (2, (), 0)
ONLY = (NO, YES)
NONE_CHOSEN: Chosen = ((), ())
LIMIT = 2**63


def answer(values: Values, reasons: tuple[Reason, ...], hinges: int) -> Answer:
    """An answer that forgets what it hinged on where that does not matter any more."""
    if hinges and (values == 0 or (not reasons and is_single(values))):
        return values, reasons, 0
    return values, reasons, hinges


def is_single(values: Values) -> bool:
    if isinstance(values, tuple):
        return bool(values[0] == values[1])
    return values != 0 and values & (values - 1) == 0


def certain(found: Answer) -> bool:
    """Nothing missing can change it: one value, or surely none."""
    return found[0] == 0 or (not found[1] and is_single(found[0]))


def surely(found: Answer, truth: bool) -> bool:
    return not found[1] and found[0] == (2 if truth else 1)


def may_be(found: Answer, truth: bool) -> bool:
    return isinstance(found[0], int) and bool(found[0] & (2 if truth else 1))


def merge(parts: Sequence[Answer]) -> tuple[Reason, ...]:
    """The reasons of all, each once."""
    found = [reason for part in parts for reason in part[1]]
    return tuple(dict.fromkeys(found)) if found else ()


def union(left: Values, right: Values) -> Values:
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            return min(left[0], right[0]), max(left[1], right[1])
        return left
    return right if isinstance(right, tuple) else left | right


def meet(left: Values, right: Values) -> Values:
    if isinstance(left, tuple) and isinstance(right, tuple):
        low, high = max(left[0], right[0]), min(left[1], right[1])
        return (low, high) if low <= high else 0
    return left & right if isinstance(left, int) and isinstance(right, int) else 0


# --- operators -------------------------------------------------------------------------------------------------------


def known(value: Any) -> Answer:
    """A number, month or day that is known."""
    return (value, value), (), 0


def strict(meaning: Callable[..., Values], *parts: Answer) -> Answer:
    """The values that an operator makes of operands that all have values; no value where one has none."""
    reasons: tuple[Reason, ...] = ()
    hinges = 0
    nothing = False
    for part in parts:
        if part[1]:
            reasons = merge(parts)
        hinges |= part[2]
        nothing = nothing or part[0] == 0
    if nothing:
        return 0, reasons, 0
    return answer(meaning(*(part[0] for part in parts)), reasons, hinges)


def corners(meaning: Callable[[Any, Any], Any], x: Values, y: Values) -> Values:
    """The extremes of an operator that is monotone in each operand lie at the corners."""
    assert isinstance(x, tuple)
    assert isinstance(y, tuple)
    if x[0] == x[1] and y[0] == y[1]:
        value = meaning(x[0], y[0])
        return value, value
    found = [meaning(a, b) for a in x for b in y]
    return min(found), max(found)


def image(meaning: Callable[[Any], Any], x: Answer) -> Answer:
    def both(values: Values) -> Values:
        assert isinstance(values, tuple)
        ends = meaning(values[0]), meaning(values[1])
        return min(ends), max(ends)

    return strict(both, x)


def over(meaning: Callable[[Any, Any], Any], x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: corners(meaning, a, b), x, y)


def divided(x: Answer, y: Answer, norm: int) -> Answer:
    def quotients(a: Values, b: Values) -> Values:
        if meet(b, (0, 0)) != 0:
            return 0 if b == (0, 0) else (-LIMIT, LIMIT)
        return corners(lambda n, d: Fraction(n) / Fraction(d), a, b)

    found = strict(quotients, x, y)
    if x[0] != 0 and y[0] != 0 and meet(y[0], (0, 0)) != 0:
        return answer(found[0], (*found[1], ("division by zero", norm, ())), x[2] | y[2])
    return found


def span(values: Values) -> tuple[Any, Any]:
    """From the lowest to the highest; of an enumeration by position."""
    if isinstance(values, tuple):
        return values
    return (values & -values).bit_length() - 1, values.bit_length() - 1


def _like(values: Values, low: Any, high: Any) -> Values:
    return (low, high) if isinstance(values, tuple) else (2 << high) - (1 << low)


def least(*parts: Answer) -> Answer:
    def of_two(x: Values, y: Values) -> Values:
        (a, b), (c, d) = span(x), span(y)
        return _like(x, min(a, c), min(b, d))

    return strict(lambda *values: _folded(of_two, values), *parts)


def greatest(*parts: Answer) -> Answer:
    def of_two(x: Values, y: Values) -> Values:
        (a, b), (c, d) = span(x), span(y)
        return _like(x, max(a, c), max(b, d))

    return strict(lambda *values: _folded(of_two, values), *parts)


def _folded(of_two: Callable[[Values, Values], Values], values: Sequence[Values]) -> Values:
    found = values[0]
    for value in values[1:]:
        found = of_two(found, value)
    return found


def truths(can_be_yes: bool, can_be_no: bool) -> int:
    return (2 if can_be_yes else 0) + (1 if can_be_no else 0)


def _equal(x: Values, y: Values) -> Values:
    return truths(meet(x, y) != 0, not (is_single(x) and is_single(y) and x == y))


def _different(x: Values, y: Values) -> Values:
    return truths(not (is_single(x) and is_single(y) and x == y), meet(x, y) != 0)


def _less(x: Values, y: Values) -> Values:
    (a, b), (c, d) = span(x), span(y)
    return truths(a < d, not b < c)


def _at_most(x: Values, y: Values) -> Values:
    (a, b), (c, d) = span(x), span(y)
    return truths(a <= d, not b <= c)


def eq(x: Answer, y: Answer) -> Answer:
    return strict(_equal, x, y)


def ne(x: Answer, y: Answer) -> Answer:
    return strict(_different, x, y)


def lt(x: Answer, y: Answer) -> Answer:
    return strict(_less, x, y)


def le(x: Answer, y: Answer) -> Answer:
    return strict(_at_most, x, y)


def gt(x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: _less(b, a), x, y)


def ge(x: Answer, y: Answer) -> Answer:
    return strict(lambda a, b: _at_most(b, a), x, y)


def _swapped(x: Values) -> Values:
    assert isinstance(x, int)
    return (x & 1) * 2 + (x >> 1)


def inverse(x: Answer) -> Answer:
    return strict(_swapped, x)


def has_value(x: Answer) -> Answer:
    return answer(truths(x[0] != 0, bool(x[1])), (), x[2])


def every(*parts: Answer) -> Answer:
    return _either_way(False, parts)


def some(*parts: Answer) -> Answer:
    return _either_way(True, parts)


def _either_way(decisive: bool, parts: Sequence[Answer]) -> Answer:
    """Kleene's 且 (`decisive` False) and 或 (True): the decisive truth anywhere decides, whatever the others are; else
    no value anywhere is no value; else the other truth."""
    this, other = (2, 1) if decisive else (1, 2)
    values, undecided, rest, hinges = 0, True, True, 0
    for found, reasons, on in parts:
        assert isinstance(found, int)
        if found & this:
            values = this
        if not found & other:
            rest = False
            if not reasons:
                undecided = False
        hinges |= on
    if rest:
        values |= other
    return answer(values, merge(parts) if undecided else (), hinges)


# --- rules -----------------------------------------------------------------------------------------------------------


def agreeing(
    rules: Sequence[Rule], norm: int, otherwise: Callable[[], Answer] | None = None, base: int = 0
) -> tuple[Answer, Chosen]:
    """Rules of which all that apply must agree, save those over which another that applies takes precedence; where none
    applies, the rule without a guard, else `otherwise`, else a gap. `base`: number of the first rule among all branches
    and exceptions of the norm."""
    guards = {i: rule[0] for i, rule in enumerate(rules) if rule[0] is not None}
    applying = [i for i, guard in guards.items() if surely(guard, True)]
    may_apply = [i for i, guard in guards.items() if may_be(guard, True)]
    below_some = frozenset[int]().union(*(rules[j][2] for j in may_apply))
    below_others = frozenset[int]().union(*(rules[j][2] for j in applying))
    certainly = [i for i in applying if i not in below_some]
    perhaps = [i for i in may_apply if i not in below_others]
    found = {i: rules[i][1]() for i in perhaps}
    parts = [*guards.values(), *found.values()]
    reasons = list(merge(parts))
    values: Values = 0
    for one in found.values():
        values = union(values, one[0])
    if not applying:
        default = next((i for i, rule in enumerate(rules) if rule[0] is None), None)
        if default is not None:
            fallback = rules[default][1]()
            perhaps.append(default)
            certainly += [default] if not may_apply else []
        else:
            fallback = otherwise() if otherwise else (0, (("gap", norm, ()),), 0)
        values = union(values, fallback[0])
        reasons += fallback[1]
        parts.append(fallback)
    else:
        for i in certainly:
            values = meet(values, found[i][0])
    if not (len({one[0] for one in found.values()}) == 1 and is_single(values)):
        for i, j in combinations(found, 2):
            both = i not in rules[j][2] and j not in rules[i][2] and found[i][0] != 0 and found[j][0] != 0
            if both and not (is_single(found[i][0]) and found[i][0] == found[j][0]):
                reasons.append(("contradiction", norm, (base + i, base + j)))
    if any(guard[0] == 0 for guard in guards.values()):
        values = 0
    hinges = 0
    for part in parts:
        hinges |= part[2]
    return answer(values, tuple(dict.fromkeys(reasons)), hinges), (tuple(certainly), tuple(perhaps))


def first(rules: Sequence[Rule], norm: int) -> tuple[Answer, Chosen]:
    """The first rule whose guard holds; one without a guard counts last, wherever it stands."""
    values: Values = 0
    guards: list[Answer] = []
    parts: list[Answer] = []
    certainly: list[int] = []
    perhaps: list[int] = []
    for i in sorted(range(len(rules)), key=lambda i: rules[i][0] is None):
        guard = rules[i][0] or YES
        guards.append(guard)
        if may_be(guard, True):
            found = rules[i][1]()
            parts.append(found)
            values = union(values, found[0])
            perhaps.append(i)
            if surely(guard, True) and all(surely(g, False) for g in guards[:-1]):
                certainly.append(i)
        if not may_be(guard, False):
            break
    else:
        parts.append((0, (("gap", norm, ()),), 0))
    parts += guards
    hinges = 0
    for part in parts:
        hinges |= part[2]
    return answer(values, merge(parts), hinges), (tuple(certainly), tuple(perhaps))


# --- lists -----------------------------------------------------------------------------------------------------------

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
                more = _like(one, max(a, c), max(b, d))
            else:
                more = _like(one, min(a, c), min(b, d))
        if certainly:
            values = more
        else:
            values = union(union(values, more), one if what != "sum" else 0)
    return values


# --- what generated functions share ----------------------------------------------------------------------------------


@dataclass(slots=True)
class State:
    """One evaluation: what is known of the facts (by number), then of each norm (by number), and which branches and
    exceptions count (by norm)."""

    person: Any
    facts: tuple[Answer, ...]
    norms: list[Answer]
    branches: dict[int, Chosen]
    exceptions: dict[int, Chosen]
    today: Answer
    year: int


def evaluated(
    person: Any, day: date, facts: tuple[Answer, ...], norms: Sequence[Callable[[State], Answer]], asked: Sequence[int]
) -> State:
    """The norms `asked`, which stand in an order in which none needs a later one."""
    state = State(person, facts, [NO] * len(norms), {}, {}, known(day), day.year)
    for number in asked:
        state.norms[number] = norms[number](state)
    return state


def first_year(earliest: int, since: Answer) -> int:
    return max(earliest, int(span(since[0])[0]))


def shift_months(month: int, months: Exact) -> int:
    return int(month + months)


def months_between(start: int, end: int) -> int:
    return end - start


def days_between(start: date, end: date) -> int:
    return (end - start).days


def year_of_day(day: date) -> int:
    return day.year


def year_of_month(month: int) -> int:
    return month // 12


def month_of_day(day: date) -> int:
    return day.year * 12 + day.month - 1


class Lookup(dict[int, Any]):
    """A norm that looks at one fact with few values (`place` among the facts), by the bits of these: its values,
    whether there may be no value (1), and which of the fact's hinges are its own (all, or none: -1, 0)."""

    def __init__(self, norm: Callable[[State], Answer], place: int, numbers: bool) -> None:
        super().__init__()
        self._norm = norm
        self._place = place
        self._numbers = numbers

    def __missing__(self, bits: int) -> tuple[Values, int, int]:
        seen: Answer = (bits, (), 0 if is_single(bits) else 1)
        facts = (*([NO] * self._place), seen)
        values, reasons, hinges = self._norm(State(None, facts, [], {}, {}, known(date.min), 1))
        if self._numbers and values == 0:
            values = (0, 0)  # of somebody whom the document is not about
        found = self[bits] = values, 1 if reasons else 0, -1 if hinges else 0
        return found
