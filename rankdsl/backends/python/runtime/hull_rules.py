"""Which of several rules count while facts are missing: branches, rows of a table, exceptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from rankdsl.backends.python.runtime.hull import (
    YES,
    Answer,
    Values,
    answer,
    is_single,
    may_be,
    meet,
    merge,
    surely,
    union,
)

Rule = tuple[Answer | None, Callable[[], Answer], frozenset[int]]
"""Guard (None: otherwise), value, and the positions over which it takes precedence."""


Chosen = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of the rules that surely count, and of all that may."""


NONE_CHOSEN: Chosen = ((), ())


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
