"""How long something lasts: days (日) and working days (工作日), compared as far as that can be done for certain.

Of one unit the numbers are compared. Of two, what an ordinary stretch of weeks shows (five working days, then two days
of rest) is certain, since there are such stretches in every year. What only holidays, or weekends worked in exchange,
can bring is possible, and is told as that: as many as any notice had, and more, but not any number.
docs/decisions/0530-procedures-compared.md says why.
"""

from __future__ import annotations

from msgspec import Struct

from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import Number, Unit
from rankdsl.ir.values import render

_WEEK, _WORK, _REST = 7, 5, 2
_MONTH = 30
MOST_MOVED = 9
"""In any 30 days at most so many weekdays are holidays, and at most so many days of weekends are worked: two more than
in any 30 days that the calendars know (a test counts them)."""
_SAME = Text("", "")


class Off(Struct, frozen=True):
    """sure: whether it is so in ordinary weeks already, and not in holidays only. why: what has to be said where the
    units are two, in brackets; else empty."""

    sure: bool
    why: Text


def shorter(here: Const, there: Const) -> Off | None:
    """Whether a time of at least `here` may end before one of at least `there` would."""
    length, other = number(here), number(there)
    match unit(here), unit(there):
        case Unit.DAY, Unit.WORKDAY:
            worked = _fewest_worked(length)
            if worked < other:
                en = f" may hold {worked} working days only"
                return Off(True, _note(here, Text(f"遇上周末只有{worked}个工作日", en)))
            less = in_words(there)
            zh, en = f"遇上节假日可能不足{less.zh}", f" may hold fewer than {less.en} where holidays fall into them"
            return Off(False, _note(here, Text(zh, en))) if _surely_worked(length) < other else None
        case Unit.WORKDAY, Unit.DAY:
            days = _fewest_days(length)
            if days < other:
                return Off(True, _note(here, Text(f"最短只有{days}日", f" may be {days} days only")))
            return _where_weekends_are_worked(here, there) if _possibly_worked(other - 1) >= length else None
        case one, same if one is same:
            return Off(True, _SAME) if length < other else None
        case _:
            return None


def longer(here: Const, there: Const) -> Off | None:
    """Whether a time of at most `here` may still go on when one of at most `there` would have ended."""
    length, other = number(here), number(there)
    match unit(here), unit(there):
        case Unit.DAY, Unit.WORKDAY:
            days = _fewest_days(other)
            if length > days:
                return Off(True, _note(there, Text(f"最短只有{days}日", f" may be {days} days only")))
            return _where_weekends_are_worked(there, here) if _possibly_worked(length - 1) >= other else None
        case Unit.WORKDAY, Unit.DAY:
            days = _fewest_days(length) + _REST
            if days > other:
                return Off(True, _note(here, Text(f"遇上周末要{days}日", f" may take {days} days")))
            more = in_words(there)
            zh, en = f"遇上节假日可能超过{more.zh}", f" may take more than {more.en} where holidays fall into them"
            return Off(False, _note(here, Text(zh, en))) if _surely_worked(other) < length else None
        case one, same if one is same:
            return Off(True, _SAME) if length > other else None
        case _:
            return None


def _where_weekends_are_worked(working: Const, days: Const) -> Off:
    less = in_words(days)
    zh, en = f"遇上周末调休上班可能不足{less.zh}", f" may be fewer than {less.en} where weekends are worked"
    return Off(False, _note(working, Text(zh, en)))


def in_words(value: Const) -> Text:
    """`5个工作日`, in English `5 working days`."""
    count = number(value)
    name = "working day" if unit(value) is Unit.WORKDAY else "day"
    return Text(render(value.value, value.type), f"{count} {name}{'' if count == 1 else 's'}")


def number(value: Const) -> int:
    assert isinstance(value.value, int), value
    return value.value


def unit(value: Const) -> Unit:
    assert isinstance(value.type, Number), value
    return value.type.unit


def _fewest_worked(days: int) -> int:
    """The working days in so many days that begin with a Saturday."""
    weeks, rest = divmod(days, _WEEK)
    return weeks * _WORK + max(0, rest - _REST)


def _fewest_days(working: int) -> int:
    """The days that so many working days take which begin with a Monday; from a Saturday on, a weekend more."""
    return working + _REST * ((working - 1) // _WORK) if working else 0


def _surely_worked(days: int) -> int:
    """The working days in so many days, with as many holidays as there may be."""
    return max(0, _fewest_worked(days) - _moved(days))


def _possibly_worked(days: int) -> int:
    """The working days in so many days that begin with a Monday, with as many worked weekends as there may be."""
    weeks, rest = divmod(days, _WEEK)
    return min(days, weeks * _WORK + min(rest, _WORK) + _moved(days))


def _moved(days: int) -> int:
    return MOST_MOVED * -(-days // _MONTH)


def _note(of: Const, words: Text) -> Text:
    head = in_words(of)
    return Text(f"（{head.zh}{words.zh}）", f" ({head.en}{words.en})")
