"""Numbers in a text that can be turned: what they count, in which steps, and how another value is written.

A value is a whole number of steps: months for 年 and 个月, yuan for 元 and 万元, the last decimal place written for a
number with decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct

from rankdsl.repairing.wording import is_english, surface_of
from rankdsl.source import Span
from rankdsl.syntax import ast
from rankdsl.syntax.numerals import chinese

_DECIMALS = re.compile(r"[0-9]+\.([0-9]+)")
_FIRST_NUMBER = re.compile(r"[0-9.]+|[〇零一二两三四五六七八九十百千万]+")
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_MOST_IN_CHINESE = 9999
_YEAR, _MONTH = ast.WrittenUnit.YEAR, ast.WrittenUnit.MONTH


class Dial(Struct, frozen=True):
    """`kind`: what can be compared with it (months, yuan, counts …). `step`: what one step is in that unit. `unit`: the
    words after the number as written, empty for months, which are written as they come. `least`: to write 0 would be to
    delete, which is another mend."""

    span: Span
    kind: str
    value: int
    step: Fraction
    least: int
    prefix: str
    unit: str
    in_chinese: bool

    @property
    def most(self) -> int:
        """Far enough away that going further makes no difference one would write."""
        return self.value * 5 + 24

    @property
    def coarse(self) -> int:
        """The steps that people think in here: whole years where whole years are written."""
        return 12 if self.kind == "months" and self.unit == "" and self.value % 12 == 0 and self.value else 1

    def at(self, steps: int) -> str | None:
        """How the value is written in the manner of this place; None where it cannot be."""
        if self.kind == "months":
            return self._months(steps)
        if self.unit == "万元" and (steps * self.step) % 10000:
            return f"{self._number(Fraction(steps) * self.step)}元"
        size = 10000 if self.unit == "万元" else 1
        return f"{self.prefix}{self._number(Fraction(steps) * self.step / size)}{self.unit}"

    def _months(self, months: int) -> str:
        years, rest = divmod(months, 12)
        if is_english(self.span.file):
            surface, whole = surface_of(self.span.file), not self.unit and not rest
            return surface.quantity(*((Fraction(years), _YEAR) if whole else (Fraction(months), _MONTH)))
        if self.unit or not years:
            return f"{self._number(Fraction(months))}个月"
        return f"{self._number(Fraction(years))}年" + (f"{self._number(Fraction(rest))}个月" if rest else "")

    def _number(self, value: Fraction) -> str:
        if value.denominator == 1:
            whole = int(value)
            return chinese(whole) if self.in_chinese and 0 < whole <= _MOST_IN_CHINESE else str(whole)
        return _decimal(value)


def dial_of(node: object) -> Dial | None:
    """The number that a node is, where it can be turned."""
    match node:
        case ast.Number(value=value, span=span):
            return _plain(span, "count", value, _places(span.text), "", "")
        case ast.Quantity(value=value, unit=unit, span=span):
            return _quantity(span, value, unit)
        case ast.LastYears(years=years, span=span):
            written = span.text
            found = _FIRST_NUMBER.search(written.translate(_DIGITS))
            if found is None:
                return None
            before, after = written[: found.start()], written[found.end() :]
            return _dial(span, "window", years, Fraction(1), 1, before, after, found.group())
        case _:
            return None


def _quantity(span: Span, value: Fraction, unit: ast.WrittenUnit) -> Dial | None:
    """All but durations keep what stands around their number."""
    written = span.text.translate(_DIGITS)
    percent = "百分之" if written.startswith("百分之") else ""
    found = _FIRST_NUMBER.search(written, len(percent))
    if unit in (_YEAR, _MONTH):
        months = value * 12 if unit is _YEAR else value
        in_months = unit is _MONTH and "年" not in written and "year" not in written
        figures = "" if found is None else found.group()
        return _plain(span, "months", months, 0, "", "个月" if in_months else "", figures)
    if found is None:
        return None
    figures, before, after = found.group(), written[: found.start()], written[found.end() :]
    match unit:
        case ast.WrittenUnit.WAN:
            return _plain(span, "yuan", value * 10000, 0, before, "万元", figures) if after == "万元" else None
        case ast.WrittenUnit.YUAN:
            return _plain(span, "yuan", value, _places(figures), before, after, figures)
        case ast.WrittenUnit.TIMES | ast.WrittenUnit.PEOPLE:
            return _plain(span, "count", value, 0, before, after, figures)
        case ast.WrittenUnit.PERCENT:
            return _plain(span, "percent", value, _places(figures), before, after, figures)
        case ast.WrittenUnit.LEVEL:
            return _plain(span, "level", value, 0, before, after, figures)
        case _:
            return _plain(span, unit.name, value, 0, before, after, figures)


def _plain(
    span: Span, kind: str, value: Fraction, places: int, prefix: str, unit: str, figures: str | None = None
) -> Dial | None:
    step = Fraction(1, 10**places)
    steps = value / step
    if steps.denominator != 1:
        return None
    return _dial(span, kind, int(steps), step, 1, prefix, unit, span.text if figures is None else figures)


def _dial(
    span: Span, kind: str, value: int, step: Fraction, least: int, prefix: str, unit: str, figures: str
) -> Dial | None:
    in_chinese = bool(figures) and not figures.translate(_DIGITS)[0].isascii()
    return Dial(span, kind, value, step, min(least, value), prefix, unit, in_chinese)


def hints(dial: Dial, others: Iterable[Dial]) -> list[int]:
    """Values that stand elsewhere for the same kind of thing, in steps of this one, the nearest first."""
    found: dict[int, None] = {}
    for other in others:
        steps = Fraction(other.value) * other.step / dial.step
        if other.kind == dial.kind and steps.denominator == 1 and dial.least <= steps != dial.value:
            found.setdefault(int(steps))
    return sorted(found, key=lambda value: (abs(value - dial.value), value))


def dials_in(nodes: Iterable[object]) -> Iterator[Dial]:
    for node in nodes:
        dial = dial_of(node)
        if dial is not None:
            yield dial


def _places(written: str) -> int:
    found = _DECIMALS.search(written.translate(_DIGITS))
    return len(found.group(1)) if found else 0


def _decimal(value: Fraction) -> str:
    """A decimal number without trailing zeros."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = f"{int(value * 10**places):0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
