"""Values that are the number of a level, by their number: 25级 may be written 二十五级, and 三级 as 3级."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rankdsl.ir.types import Enumeration
from rankdsl.syntax import ast
from rankdsl.syntax.numerals import level


def by_number(enumerations: Iterable[Enumeration]) -> Mapping[Fraction, tuple[str, ...]]:
    """Names of values by their number, each once."""
    found: dict[Fraction, dict[str, None]] = {}
    for enumeration in enumerations:
        for value in enumeration.values:
            number = level(value)
            if number is not None:
                found.setdefault(number, {}).setdefault(value)
    return {number: tuple(names) for number, names in found.items()}


def as_written(written: ast.Quantity) -> str:
    return written.word or f"{written.value}级"
