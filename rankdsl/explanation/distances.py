"""How far a value is from what is wanted, in words: 还差 3年."""

from __future__ import annotations

from datetime import date

from rankdsl.diagnostics import Text
from rankdsl.explanation.wording import many, value_text
from rankdsl.ir.operators import Op
from rankdsl.ir.types import MONTHS, Day, Enumeration, Number, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Scalar

EQUAL_BUT_HIGHER = Text("刚好相等，还须更多", "exactly equal, and more is required")
EQUAL_BUT_LOWER = Text("刚好相等，还须更少", "exactly equal, and less is required")


def how_far(op: Op, left: Scalar, right: Scalar, type_: Type) -> Text | None:
    """How far `left` is from standing to `right` as `op` wants; None for = and ≠, and where nothing is to measure."""
    if op not in (Op.GE, Op.GT, Op.LE, Op.LT) or isinstance(type_, Truth):
        return None
    upwards = op in (Op.GE, Op.GT)
    match type_:
        case Enumeration():
            steps = abs(type_.values.index(str(right)) - type_.values.index(str(left)))
            distance = Text(f"{steps}档", many(steps, "step")) if steps else None
        case Day():
            assert isinstance(left, date)
            assert isinstance(right, date)
            days = abs((right - left).days)
            distance = Text(f"{days}日", many(days, "day")) if days else None
        case YearMonth() | Number():
            assert not isinstance(left, str | date)
            assert not isinstance(right, str | date)
            distance = _number_apart(left, right, type_)
        case _:
            return None
    if distance is None:
        if isinstance(type_, Enumeration):
            return None
        return EQUAL_BUT_HIGHER if upwards else EQUAL_BUT_LOWER
    match type_:
        case Day() | YearMonth():
            side = Text("早了{}", "{} too early") if upwards else Text("晚了{}", "{} too late")
        case Enumeration():
            side = Text("低{}", "{} too low") if upwards else Text("高{}", "{} too high")
        case _:
            side = Text("还差 {}", "{} short") if upwards else Text("超出 {}", "{} over")
    return Text(side.zh.format(distance.zh), side.en.format(distance.en))


def _number_apart(left: Exact, right: Exact, type_: Number | YearMonth) -> Text | None:
    distance = right - left if right > left else left - right
    return value_text(distance, MONTHS if isinstance(type_, YearMonth) else type_) if distance else None
