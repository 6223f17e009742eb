"""What is known about facts: how their values are made, written and limited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rankdsl.backends.python.runtime.exact import Exact

Words = tuple[str, str]
"""The same in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of values. `form`: truth, number, month, day, choice or records. `values`: of a choice, in Chinese and in
    English, in their order. `patterns`: the ways to write a number, month or day. `member`: a choice by position."""

    form: str
    called: Words
    example: Words
    unit: str = ""
    whole: bool = False
    values: tuple[Words, ...] = ()
    patterns: tuple[str, ...] = ()
    member: Callable[[int], int] = int


@dataclass(frozen=True, slots=True)
class Shape:
    """A list of records by year. `typical`: the ordinary record, its fields in order; None: the ordinary list is
    empty."""

    key: str
    fields: tuple[Fact, ...]
    bound: int
    first_year: int
    since: str | None
    typical: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, or a field of a record. `low`, `high`: months for durations, the number of a month, of a day its ordinal.
    `absent`: what 不适用 means."""

    name: str
    english: str
    attribute: str
    kind: Kind
    low: Exact | None = None
    high: Exact | None = None
    places: int = 0
    absent: Any = None
    typical: Any = None
    meaning: str = ""
    judged_by: str = ""
    records: Shape | None = None


def shown(value: Any, kind: Kind, language: int) -> str:
    """A value for people: `10年10个月`, `10 years 10 months`; one of a choice always in Chinese, as rules have it."""
    if kind.form == "truth":
        return (("否", "no"), ("是", "yes"))[bool(value)][language]
    if kind.form == "choice":
        return kind.values[int(value)][0]  # in the words of the documents
    if kind.form == "day":
        assert isinstance(value, date)
        return value.isoformat() if language else f"{value.year}年{value.month}月{value.day}日"
    if kind.form == "month":
        return f"{value // 12:04}-{value % 12 + 1:02}" if language else f"{value // 12}年{value % 12 + 1}月"
    return _amount(value, kind.unit, language)


def _amount(value: Exact, unit: str, language: int) -> str:
    if unit == "%":
        return f"{exact_text(value * 100)}%"
    if unit == "个月" and value.denominator == 1:
        years, months = divmod(abs(int(value)), 12)
        sign = "-" if value < 0 else ""
        if language:
            parts = [_many(n, noun) for n, noun in ((years, "year"), (months, "month")) if n]
            return sign + (" ".join(parts) or "0 years")
        return sign + (f"{years}年" if years or not months else "") + (f"{months}个月" if months else "")
    if language:
        english = {"个月": "month", "日": "day", "个工作日": "working day"}
        if unit in english:
            return _many(value, english[unit])
        return f"{exact_text(value)} yuan" if unit == "元" else exact_text(value)
    return exact_text(value) + unit


def _many(number: Exact, noun: str) -> str:
    return f"{exact_text(number)} {noun}{'' if number == 1 else 's'}"


def exact_text(value: Exact) -> str:
    """A finite decimal where there is one, else `7/3`."""
    top, below = value.numerator, value.denominator
    twos = fives = 0
    while below % 2 == 0:
        below, twos = below // 2, twos + 1
    while below % 5 == 0:
        below, fives = below // 5, fives + 1
    if below != 1:
        return f"{top}/{value.denominator}"
    places = max(twos, fives)
    if places == 0:
        return str(top)
    digits = str(abs(top) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if top < 0 else ''}{digits[:-places]}.{digits[-places:]}"
