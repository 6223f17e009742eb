"""The operators of the core: one row an operator, with its meaning on exact values.

The rows are the single source for the reference evaluator's arithmetic on known values, for the coverage table of
the generators, and for the documentation. Types are checked in `semantics`.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Op(Enum):
    NEG = "−x"
    ADD = "+"
    SUB = "−"
    MUL = "×"
    DIV = "÷"
    MIN = "较小"
    MAX = "较大"
    ROUND_HALF_UP = "取整 四舍五入"
    ROUND_UP = "取整 向上"
    ROUND_DOWN = "取整 向下"
    EQ = "="
    NE = "≠"
    LT = "<"
    LE = "≤"
    GT = ">"
    GE = "≥"
    AND = "且"
    OR = "或"
    NOT = "非"
    MONTHS_BETWEEN = "月数"
    SHIFT_MONTHS = "年月 + 月"
    DAYS_BETWEEN = "日数"
    YEAR_OF = "年份"
    MONTH_OF = "所在月"
    HAS_VALUE = "有值"


class Collect(Enum):
    """What is asked of the records of a list that lie in a window and pass a filter."""

    COUNT = "计数"
    SUM = "合计"
    LARGEST = "最大"
    SMALLEST = "最小"
    SOME = "任一"
    EVERY = "每个"
    RUN = "连续"
    LATEST = "最近一次"


class Row(Struct, frozen=True):
    """`operands` and `result` in words; `meaning` exactly; `rounding` or definedness where there is a question."""

    operands: str
    result: str
    meaning: str
    remark: str = ""


ROWS: dict[Op | Collect, Row] = {
    Op.NEG: Row("number", "same unit", "-x"),
    Op.ADD: Row("two numbers of one unit", "same unit", "x + y"),
    Op.SUB: Row("two numbers of one unit", "same unit", "x - y", "durations may be negative inside a formula"),
    Op.MUL: Row("numbers, at most one with a unit other than % and none", "that unit", "x * y"),
    Op.DIV: Row(
        "numbers", "quotient of units", "x / y, exact", "y never 0 (intervals); only under rounding or compared"
    ),
    Op.MIN: Row("values of one ordered type", "same type", "the smaller", "any number of operands"),
    Op.MAX: Row("values of one ordered type", "same type", "the larger", "any number of operands"),
    Op.ROUND_HALF_UP: Row("number, places", "same unit", "nearest multiple of 10**-places", "half away from zero"),
    Op.ROUND_UP: Row("number, places", "same unit", "least multiple of 10**-places that is >= x", "towards +infinity"),
    Op.ROUND_DOWN: Row("number, places", "same unit", "greatest multiple that is <= x", "towards -infinity"),
    Op.EQ: Row("two values of one type", "truth", "x = y"),
    Op.NE: Row("two values of one type", "truth", "x != y"),
    Op.LT: Row("two values of one ordered type", "truth", "x < y"),
    Op.LE: Row("two values of one ordered type", "truth", "x <= y"),
    Op.GT: Row("two values of one ordered type", "truth", "x > y"),
    Op.GE: Row("two values of one ordered type", "truth", "x >= y"),
    Op.AND: Row("truths", "truth", "no if any is no, else no value if any has none", "any number of operands; Kleene"),
    Op.OR: Row("truths", "truth", "yes if any is yes, else no value if any has none", "any number of operands; Kleene"),
    Op.NOT: Row("truth", "truth", "the other answer"),
    Op.MONTHS_BETWEEN: Row(
        "from, to: both 年月 or both 日期",
        "months",
        "whole months from the first to the second",
        "年月: difference of months; 日期: by year, month and day with the vocabulary's month-end policy; negative if "
        "the second is earlier: -months(second, first)",
    ),
    Op.SHIFT_MONTHS: Row("年月, months", "年月", "the month so many months later"),
    Op.DAYS_BETWEEN: Row("two 日期", "days", "the second minus the first"),
    Op.YEAR_OF: Row("年月 or 日期", "whole number", "the calendar year"),
    Op.MONTH_OF: Row("日期", "年月", "the month it lies in"),
    Op.HAS_VALUE: Row(
        "any value", "truth", "yes if the operand has a value, else no", "always has a value; not written"
    ),
    Collect.COUNT: Row("records", "whole number", "how many"),
    Collect.SUM: Row("records, a number field", "unit of the field", "the sum; 0 of none"),
    Collect.LARGEST: Row("records, an ordered field", "type of the field", "the largest", "no value of none"),
    Collect.SMALLEST: Row("records, an ordered field", "type of the field", "the smallest", "no value of none"),
    Collect.SOME: Row("records", "truth", "there is one"),
    Collect.EVERY: Row("records in the window", "truth", "each passes the filter; yes of none"),
    Collect.RUN: Row("records, n", "truth", "n calendar years in a row, each with a record that passes the filter"),
    Collect.LATEST: Row("records, a field", "type of the field", "the field of the latest record", "no value of none"),
}
