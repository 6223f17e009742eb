"""What each operator makes of values: first of known ones, exactly, then of what is possible.

Months between days and rounding are written out here because every platform has its own (docs: the table of
operators); nothing rounds by itself.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Sequence, Set
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

from rankdsl.backends.approximate import LIMIT, NOTHING, Range, Values, equality, image, meet, union
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import INTEGER, Enumeration, Type
from rankdsl.ir.values import Exact, Scalar, month_of


def divided(x: Exact, y: Exact) -> Exact:
    return Fraction(x) / Fraction(y)


def rounded(x: Exact, places: int, to_whole: Callable[[Fraction], int]) -> Exact:
    """`x` as a multiple of 10**-places."""
    step = Fraction(10) ** places
    return to_whole(x * step) / step


def half_up(x: Fraction) -> int:
    """The nearest whole number; a half goes away from zero."""
    size = (2 * abs(x.numerator) + x.denominator) // (2 * x.denominator)
    return size if x >= 0 else -size


def whole_months(start: int | date, end: int | date, month_end: str) -> int:
    """How many months are full from `start` to `end`: two months (as indexes) or two days; negative if `end` is first.

    The month that began on the 31st is full on the last day of a shorter month ("clip") or the day after ("strict").
    """
    if isinstance(start, date) and isinstance(end, date):
        if end < start:
            return -whole_months(end, start, month_end)
        last_day = monthrange(end.year, end.month)[1]
        full_on = min(start.day, last_day) if month_end == "clip" else start.day
        return month_of(end) - month_of(start) - (1 if end.day < full_on else 0)
    assert isinstance(start, int)
    assert isinstance(end, int)
    return end - start


ZERO = Range(0, 0)

# 且, 或, =, ≠ and 月数 need more than the values; `applied` and the evaluator know them.
MEANING: dict[Op, Callable[..., Any]] = {
    Op.NEG: lambda x: -x,
    Op.ADD: lambda x, y: x + y,
    Op.SUB: lambda x, y: x - y,
    Op.MUL: lambda x, y: x * y,
    Op.DIV: divided,
    Op.MIN: min,
    Op.MAX: max,
    Op.ROUND_HALF_UP: lambda x, places: rounded(x, places, half_up),
    Op.ROUND_UP: lambda x, places: rounded(x, places, math.ceil),
    Op.ROUND_DOWN: lambda x, places: rounded(x, places, math.floor),
    Op.LT: lambda x, y: x < y,
    Op.LE: lambda x, y: x <= y,
    Op.GT: lambda x, y: x > y,
    Op.GE: lambda x, y: x >= y,
    Op.NOT: lambda x: not x,
    Op.SHIFT_MONTHS: lambda month, months: int(month + months),
    Op.DAYS_BETWEEN: lambda start, end: (end - start).days,
    Op.YEAR_OF: lambda x: x.year if isinstance(x, date) else x // 12,
    Op.MONTH_OF: month_of,
}


def stands(number: Exact, op: Op, other: Exact) -> bool:
    """Whether one number stands so to another; `op` is a comparison."""
    if op is Op.EQ or op is Op.NE:
        return (number == other) is (op is Op.EQ)
    return bool(MEANING[op](number, other))


def applied(op: Op, operands: Sequence[Values], type_: Type, month_end: str) -> Values:
    """The image of a strict operator over operands of which the first is of `type_`."""
    if op is Op.EQ or op is Op.NE:
        equal = equality(operands[0], operands[1])
        return equal if op is Op.EQ else image(MEANING[Op.NOT], [equal])
    if op is Op.MONTHS_BETWEEN:
        return image(lambda start, end: whole_months(start, end, month_end), operands)
    if isinstance(type_, Enumeration):  # values compare by their position, the lowest first
        result = applied(op, [ranks(o, type_) for o in operands], INTEGER, month_end)
        return frozenset(type_.values[result.low : result.high + 1]) if isinstance(result, Range) else result
    if op is Op.MIN or op is Op.MAX:
        return reduce(lambda left, right: image(MEANING[op], [left, right]), operands)
    if op is Op.DIV and meet(operands[1], ZERO) != NOTHING:
        return NOTHING if operands[1] == ZERO else Range(-LIMIT, LIMIT)
    return image(MEANING[op], operands)


def worked_out(op: Op, known: Sequence[Any], type_: Type, month_end: str) -> Scalar | None:
    """What `applied` gives where each operand is one value: the short way for what is asked most; None: take the long
    one."""
    if op is Op.EQ or op is Op.NE:
        return (known[0] == known[1]) is (op is Op.EQ)
    if op is Op.MONTHS_BETWEEN:
        return whole_months(known[0], known[1], month_end)
    if op in _LONG_WAY:
        return None
    if isinstance(type_, Enumeration):
        known = [type_.values.index(str(value)) for value in known]
    found: Scalar = MEANING[op](*known)
    return found


_LONG_WAY = (Op.DIV, Op.MIN, Op.MAX)


def ranks(values: Values, order: Enumeration) -> Range:
    """From the position of the lowest of some enumeration values to that of the highest."""
    assert isinstance(values, frozenset)
    positions = [order.values.index(str(v)) for v in values]
    return Range(min(positions), max(positions))


def truths(can_be_yes: bool, can_be_no: bool) -> Values:
    return frozenset(truth for truth, possible in ((True, can_be_yes), (False, can_be_no)) if possible)


def in_a_row(years: Set[int], times: int) -> bool:
    return any(all(year + k in years for k in range(times)) for year in years)


def gathered(what: Collect, fields: Sequence[tuple[Values, bool]], type_: Type) -> Values:
    """合计, 最大, 最小 or 最近一次 over the field of records, the latest first; a record may be there, or surely is."""
    values: Values = ZERO if what is Collect.SUM else NOTHING
    if what is Collect.LATEST:
        for field, surely in fields:
            values = union(values, field)
            if surely:
                break
        return values
    op = {Collect.SUM: Op.ADD, Collect.LARGEST: Op.MAX, Collect.SMALLEST: Op.MIN}[what]
    for field, surely in sorted(fields, key=lambda f: not f[1]):
        more = field if values == NOTHING else applied(op, [values, field], type_, "")
        values = more if surely else union(union(values, more), field if what is not Collect.SUM else NOTHING)
    return values
