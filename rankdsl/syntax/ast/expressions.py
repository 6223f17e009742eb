"""Formulas."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from rankdsl.source import Span
from rankdsl.syntax.ast.words import Ident


class BinaryOp(Enum):
    ADD = "+"
    SUB = "−"
    MUL = "×"
    DIV = "÷"


class CompareOp(Enum):
    EQ = "="
    NE = "≠"
    LT = "<"
    LE = "≤"
    GT = ">"
    GE = "≥"


class LogicOp(Enum):
    AND = "且"
    OR = "或"


class WrittenUnit(Enum):
    """The unit as it was written. YEAR and MONTH make durations, WAN is 万元, LEVEL is the `级` of `25级`."""

    YEAR = "年"
    MONTH = "个月"
    DAY = "日"
    WORKDAY = "个工作日"
    YUAN = "元"
    WAN = "万元"
    PERCENT = "%"
    TIMES = "次"
    PEOPLE = "人"
    POINTS = "分"
    COPIES = "份"
    ITEMS = "项"
    MATTERS = "件"
    LEVEL = "级"


class Number(Struct, frozen=True):
    value: Fraction
    span: Span


class Quantity(Struct, frozen=True):
    """A number with a unit: 8年, 半年 (1/2 YEAR), 2年6个月 (30 MONTH), 20%, 百分之六, 800元, 5个工作日, 2次, 25级.

    word: of a LEVEL in Chinese numerals as it was written (一级), for readers only."""

    value: Fraction
    unit: WrittenUnit
    span: Span
    word: str = ""


class DayLiteral(Struct, frozen=True):
    """2015年1月15日 or 2015-01-15"""

    day: date
    span: Span


class MonthLiteral(Struct, frozen=True):
    """2015年1月 or 2015-01; `month` is year * 12 + month - 1."""

    month: int
    span: Span


class TruthLiteral(Struct, frozen=True):
    value: bool
    span: Span


class Name(Struct, frozen=True):
    ident: Ident

    @property
    def span(self) -> Span:
        return self.ident.span


class AsOfDay(Struct, frozen=True):
    """评定日"""

    span: Span


class Judged(Struct, frozen=True):
    """待判断 F: the yes/no fact F, which the writer says a person must judge."""

    ident: Ident
    span: Span


class Negative(Struct, frozen=True):
    operand: Expr
    span: Span


class Arithmetic(Struct, frozen=True):
    op: BinaryOp
    left: Expr
    right: Expr
    span: Span


class Comparison(Struct, frozen=True):
    """`word`: the word that it was written with (不少于), which says nothing more than `op`; empty for a sign."""

    op: CompareOp
    left: Expr
    right: Expr
    span: Span
    word: str = ""


class Membership(Struct, frozen=True):
    """X 属于 {a、b} (positive) or X 不属于 {a、b}."""

    operand: Expr
    members: tuple[Expr, ...]
    positive: bool
    span: Span


class AtLeastFull(Struct, frozen=True):
    """X 满 3年: X a date, a month or a duration."""

    operand: Expr
    quantity: Expr
    span: Span


class Logic(Struct, frozen=True):
    """A flat chain of one connective."""

    op: LogicOp
    operands: tuple[Expr, ...]
    span: Span


class Not(Struct, frozen=True):
    operand: Expr
    span: Span


class Function(Enum):
    """Written `较大（a，b）`; keywords of the table."""

    LARGER = "较大"
    SMALLER = "较小"
    MONTHS = "月数"
    DAYS = "日数"
    YEAR = "年份"
    MONTH = "所在月"


class Call(Struct, frozen=True):
    function: Function
    args: tuple[Expr, ...]
    span: Span


class RoundingMode(Enum):
    HALF_UP = "四舍五入"
    UP = "向上"
    DOWN = "向下"


class Rounding(Struct, frozen=True):
    """取整（x，四舍五入[，2位]）"""

    operand: Expr
    mode: RoundingMode
    places: int
    span: Span


class AggregateKind(Enum):
    COUNT = "计数"
    SUM = "合计"
    LARGEST = "最大"
    SMALLEST = "最小"
    SOME = "任一"
    EVERY = "每个"
    RUN = "连续"
    LATEST = "最近一次"


class LastYears(Struct, frozen=True):
    """近3年"""

    years: int
    span: Span


class NamedWindow(Struct, frozen=True):
    """任现职级以来: the vocabulary says what it means."""

    ident: Ident

    @property
    def span(self) -> Span:
        return self.ident.span


class Aggregate(Struct, frozen=True):
    """计数 [window] LIST [中（filter）]; 合计, 最大, 最小 and 最近一次 end in 的 FIELD; 连续 has `times`."""

    kind: AggregateKind
    window: LastYears | NamedWindow | None
    records: Ident
    where: Expr | None
    field: Ident | None
    times: int | None
    span: Span


Expr = (
    Number
    | Quantity
    | DayLiteral
    | MonthLiteral
    | TruthLiteral
    | Name
    | AsOfDay
    | Judged
    | Negative
    | Arithmetic
    | Comparison
    | Membership
    | AtLeastFull
    | Logic
    | Not
    | Call
    | Rounding
    | Aggregate
)
