"""Types of the core. Units are part of the type: months and money never mix.

How a value of each type stands in Python:

| type | value |
|---|---|
| Truth | bool |
| Number | int or Fraction, in the unit (months for 年月时长, yuan for 元; a percentage 6% is Fraction(6, 100)) |
| YearMonth | int: year * 12 + month - 1 |
| Day | datetime.date |
| Enumeration | str, one of its values |
| RecordList | Records (see ir.values) |
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Unit(Enum):
    """What a number counts. The value is the unit's sign in documents."""

    ONE = ""
    PERCENT = "%"
    YUAN = "元"
    MONTH = "个月"
    DAY = "日"
    WORKDAY = "个工作日"


class Truth(Struct, frozen=True):
    """是否"""


class Number(Struct, frozen=True):
    """An exact number. `whole` says that only whole numbers of the unit can occur (整数, durations, days)."""

    unit: Unit
    whole: bool


class YearMonth(Struct, frozen=True):
    """年月"""


class Day(Struct, frozen=True):
    """日期"""


class Enumeration(Struct, frozen=True):
    """Values in their order, lowest first where `ordered`."""

    name: str
    values: tuple[str, ...]
    ordered: bool


class RecordList(Struct, frozen=True):
    """A list of records by year; its fields are in the vocabulary under `name`."""

    name: str


Type = Truth | Number | YearMonth | Day | Enumeration | RecordList

TRUTH = Truth()
INTEGER = Number(Unit.ONE, whole=True)
RATIONAL = Number(Unit.ONE, whole=False)
PERCENT = Number(Unit.PERCENT, whole=False)
MONEY = Number(Unit.YUAN, whole=False)
MONTHS = Number(Unit.MONTH, whole=True)
DAYS = Number(Unit.DAY, whole=True)
WORKDAYS = Number(Unit.WORKDAY, whole=True)
YEAR_MONTH = YearMonth()
DAY = Day()
