"""Values of everybody at once: for each value, the set of persons who have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tests.checks.worlds import (
    AS_OF,
    EVERYONE,
    FACTS,
    FIRST_YEAR,
    GRADES,
    SLICES,
    Values,
    place_in,
)
from tests.checks.written import (
    Arithmetic,
    Asked,
    Compare,
    Expr,
    Junction,
    Name,
    Not,
)

TENURE = "任职年限"


@cache
def asked(what: Asked, first_counts: bool) -> Mapping[object, int]:
    """The answer of a question about the list, for each value. No value: nobody's set."""
    found: Values = {}
    for day, on_day in SLICES[AS_OF].items():
        for month, since in SLICES["任职起"].items():
            match what.span:
                case "":
                    start = FIRST_YEAR
                case "任职以来":
                    start = month // 12 + (0 if first_counts else 1)
                case _:
                    start = day.year - int(what.span[1])
            who = on_day & since
            for records, with_records in SLICES["考核"].items():
                years = {FIRST_YEAR + n: g for n, g in enumerate(records) if g is not None}
                inside = {y: g for y, g in years.items() if start <= y < day.year}
                value = _asked(what, inside)
                if value is not None:
                    found[value] = found.get(value, 0) | (who & with_records)
    return found


def _asked(what: Asked, inside: dict[int, str]) -> object:
    passing = {y for y, g in inside.items() if _passes(what, g)}
    match what.kind:
        case "计数":
            return len(passing)
        case "任一":
            return bool(passing)
        case "每个":
            return len(passing) == len(inside)
        case "连续":
            return any(all(y + n in passing for n in range(what.times)) for y in passing)
        case "最近一次":
            return inside[max(passing)] if passing else None
        case _:
            raise AssertionError(what)


def _passes(what: Asked, grade: str) -> bool:
    if not what.op:
        return True
    return compared(what.op, GRADES.index(grade), GRADES.index(what.grade))


def compared(op: str, left: object, right: object) -> bool:
    a, b = place_in(left), place_in(right)
    return bool({"≥": a >= b, "≤": a <= b, "＞": a > b, "＜": a < b, "=": a == b, "≠": a != b}[op])


def combined(left: Values, right: Values, how: object) -> Values:
    found: Values = {}
    for a, with_a in left.items():
        for b, with_b in right.items():
            both = with_a & with_b
            if both:
                value = how(a, b)  # type: ignore[operator]
                found[value] = found.get(value, 0) | both
    return found


ARITHMETIC = {"+": lambda a, b: a + b, "−": lambda a, b: a - b, "较大": max, "较小": min}


def anybody(values: Mapping[object, int]) -> int:
    found = 0
    for who in values.values():
        found |= who
    return found


def truth(yes: int, no: int) -> Values:
    return {value: who for value, who in ((True, yes), (False, no)) if who}


def junction(every: bool, parts: list[Values]) -> Values:
    """且 (`every`) or 或: decided as soon as one operand decides."""
    decided, settled = 0, EVERYONE
    for part in parts:
        decided |= part.get(not every, 0)
        settled &= part.get(every, 0)
    return truth(settled, decided) if every else truth(decided, settled)


def union(left: Values, right: Values) -> Values:
    found = dict(left)
    for value, who in right.items():
        if who:
            found[value] = found.get(value, 0) | who
    return found


def among(values: Values, people: int) -> Values:
    return {value: who & people for value, who in values.items() if who & people}


def inside(expr: Expr) -> list[Expr]:
    found = [expr]
    match expr:
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            found += [*inside(left), *inside(right)]
        case Junction(parts=parts):
            found += [e for p in parts for e in inside(p)]
        case Not(part):
            found += inside(part)
        case _:
            pass
    return found


def facts_named(expressions: Sequence[Expr]) -> frozenset[str]:
    """The base facts behind what formulas name themselves."""
    found: set[str] = set()
    for expr in expressions:
        for e in inside(expr):
            match e:
                case Name(name=name):
                    if name == TENURE:
                        found.add("任职起")
                    elif name in FACTS:
                        found.add(name)
                case Asked(span=span):
                    found.add("考核")
                    if span == "任职以来":
                        found.add("任职起")
                case _:
                    pass
    return frozenset(found)
