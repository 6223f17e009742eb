"""Formulas at random, over names that a document may use.

Names refer only to names earlier in ORDER, so no circles arise. Every number comes from one source of whole numbers, so
the same generator runs under Hypothesis (which shrinks) and under a seeded random source (which is fast).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import TypeVar

from tests.checks.written import Arithmetic, Asked, Compare, Expr, Junction, Literal, Name, Not, YearOfDay

T = TypeVar("T")
TYPES = {
    "门槛": "int",
    "甲线": "int",
    "乙期": "months",
    "丙类": "truth",
    "可升": "truth",
    "可奖": "truth",
    "可晋": "truth",
}
ORDER = tuple(TYPES)
DEFINITIONS, DECISIONS = ("甲线", "乙期", "丙类"), ("可升", "可奖")
ALIAS = "可晋"
"""What a document may call 可升."""
OPS = ("≥", "≤", "＞", "＜", "=", "≠")
SPANS = ("近1年", "近2年", "近3年", "任职以来", "")
FACTS = ("任职起", "考核", "级别", "在编", "偏远", "得分")
RANKS = ("低档", "中档", "高档")
GRADES = ("差", "中", "优")
SIXTEENTH = date(2020, 1, 16)


class Draw:
    """`number(low, high)` is the only source."""

    def __init__(self, number: Callable[[int, int], int]) -> None:
        self.number = number

    def one(self, values: Sequence[T]) -> T:
        return values[self.number(0, len(values) - 1)]

    def often(self, percent: int) -> bool:
        """No for the smallest number, so that shrinking takes things away."""
        return self.number(0, 99) >= 100 - percent

    def some(self, values: Sequence[T], most: int) -> tuple[T, ...]:
        left = list(values)
        found = [left.pop(self.number(0, len(left) - 1)) for _ in range(self.number(1, min(most, len(left))))]
        return tuple(sorted(found, key=values.index))


def months(count: int) -> Literal:
    return Literal(f"{count}个月", count)


def whole(count: int) -> Literal:
    return Literal(str(count), count)


class Formulas:
    """`stated`: the names there are."""

    draw: Draw
    stated: Container[str]

    def names(self, type_: str, before: str) -> list[str]:
        limit = ORDER.index(before) if before else len(ORDER)
        return [n for n in ORDER[:limit] if TYPES[n] == type_ and n in self.stated]

    def truth(self, before: str, depth: int = 2) -> Expr:
        draw = self.draw
        if depth and draw.often(35):
            op = draw.one(("且", "或"))
            return Junction(op, (self.truth(before, depth - 1), self.truth(before, depth - 1)))
        if depth and draw.often(20):
            return Not(self.truth(before, depth - 1))
        refs = self.names("truth", before)
        if refs and draw.often(30):
            return Name(draw.one(refs))
        match draw.number(0, 9):
            case 0:
                return Name("在编")
            case 1:
                return Name("偏远")
            case 2:
                rank = draw.one(RANKS)
                return Compare(draw.one(OPS), Name("级别"), Literal(rank, rank))
            case 3 | 4:
                return Compare(draw.one(OPS), Name("得分"), self.whole(before))
            case 5 | 6:
                return Compare(draw.one(OPS[:4]), Name("任职年限"), self.months(before))
            case 7:
                return Compare(draw.one(OPS), self.asked("计数"), whole(draw.number(0, 3)))
            case 8:
                kind = draw.one(("任一", "每个", "连续", "最近一次"))
                if kind == "最近一次":
                    grade = draw.one(GRADES)
                    return Compare(draw.one(OPS), self.asked(kind), Literal(grade, grade))
                return self.asked(kind)
            case _:
                if draw.often(50):
                    return Compare(draw.one(("≥", "＜", "=")), YearOfDay(), whole(2020))
                return Compare(draw.one(("≥", "＜")), Name("评定日"), Literal("2020年1月16日", SIXTEENTH))

    def asked(self, kind: str) -> Asked:
        draw = self.draw
        filtered = kind != "最近一次" and (kind != "计数" or draw.often(80))
        op = draw.one(("=", "≥", "≠")) if filtered else ""
        return Asked(
            kind, draw.one(SPANS), op, draw.one(GRADES) if op else "", draw.number(2, 3) if kind == "连续" else 2
        )

    def whole(self, before: str, depth: int = 1) -> Expr:
        draw = self.draw
        refs = self.names("int", before)
        if refs and draw.often(60):
            return Name(draw.one(refs))
        if depth and draw.often(20):
            return Arithmetic(draw.one(("+", "−", "较大", "较小")), self.whole(before, 0), self.whole(before, 0))
        return self.asked("计数") if draw.often(15) else whole(draw.number(0, 4))

    def months(self, before: str, depth: int = 1) -> Expr:
        draw = self.draw
        refs = self.names("months", before)
        if refs and draw.often(70):
            return Name(draw.one(refs))
        if depth and draw.often(15):
            return Arithmetic(draw.one(("+", "−", "较大", "较小")), self.months(before, 0), months(draw.number(0, 3)))
        return months(draw.number(19, 28))

    def value(self, name: str) -> Expr:
        match TYPES[name]:
            case "int":
                return self.whole(name)
            case "months":
                return self.months(name)
            case _:
                if self.draw.often(60):
                    return self.truth(name, 1)
                yes = self.draw.often(50)
                return Literal("是" if yes else "否", yes)

    def constant(self, name: str) -> Expr:
        match TYPES[name]:
            case "int":
                return whole(self.draw.number(0, 3))
            case "months":
                return months(self.draw.number(20, 27))
            case _:
                yes = self.draw.often(50)
                return Literal("是" if yes else "否", yes)
