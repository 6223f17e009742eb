"""Lines of Python in the making, and the constants they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction

from msgspec import Struct

from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Scalar, position


class Atom(Struct, frozen=True):
    """An expression of Python. `total`: it surely has a value (else it may be None). `depth`: brackets inside it.
    `plain`: a name or a literal, which may be written more than once."""

    text: str
    total: bool = True
    depth: int = 0
    plain: bool = False


class Lines:
    """Lines with their indentation."""

    def __init__(self, level: int = 1) -> None:
        self.lines: list[str] = []
        self.level = level

    def add(self, line: str) -> None:
        self.lines.append("    " * self.level + without_brackets(line))

    @contextmanager
    def inside(self, head: str) -> Iterator[None]:
        self.add(head)
        self.level += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.add("pass")
        self.level -= 1


def without_brackets(line: str) -> str:
    """A statement without brackets around the whole of its expression."""
    found = re.fullmatch(r"((?:(?:el)?if|return|\w+(?:: [^=]+)? =) )\((.*)\)(:?)", line)
    if found is None:
        return line
    depth = 0
    for character in found[2]:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0 or (depth == 0 and character in ",\"'"):
            return line
    return f"{found[1]}{found[2]}{found[3]}"


class Constants:
    """The constants of a module that are more than a literal, each under one name."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def name(self, prefix: str, type_: str, text: str) -> str:
        """The name of a constant of Python type `type_` that is written `text`."""
        return self._names.setdefault((type_, text), f"_{prefix}{len(self._names) + 1}")

    def lines(self) -> list[str]:
        return [f"{name}: {type_} = {text}" for (type_, text), name in self._names.items()]

    def literal(self, value: Scalar, type_: Type) -> str:
        """A value in its Python form; an enumeration's by position."""
        found = position(value, type_)
        if isinstance(found, bool) or not isinstance(found, Fraction | date):
            return repr(found)
        if isinstance(found, date):
            return self.name("D", "date", f"date({found.year}, {found.month}, {found.day})")
        if found.denominator == 1:
            return repr(found.numerator)
        return self.name("F", "Fraction", f"Fraction({found.numerator}, {found.denominator})")


def python_type(type_: Type) -> str:
    """How values of a type stand in rules; those of an enumeration are their positions."""
    match type_:
        case Truth():
            return "bool"
        case Number():
            return "Exact"
        case YearMonth() | Enumeration():
            return "int"
        case Day():
            return "date"
        case RecordList():
            raise TypeError("a list of records is no single value")


def numbered(prefix: str) -> Callable[[], str]:
    """Fresh names: prefix1, prefix2, …"""
    count = 0

    def fresh() -> str:
        nonlocal count
        count += 1
        return f"{prefix}{count}"

    return fresh
