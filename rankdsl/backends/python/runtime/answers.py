"""What comes out for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Value = object
"""bool, int, Fraction, date; of an enumeration its value in Chinese."""


class Outcome(Enum):
    YES = "yes"
    NO = "no"
    VALUE = "value"
    """A definition that is no yes-or-no was asked for, and has a value."""
    CANNOT_TELL = "cannot tell"
    NO_VALUE = "no value"
    NOT_IN_SCOPE = "not in scope"
    NOT_IN_FORCE = "not in force"


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`: where there is one. `possible`: what it can still be, the ends of a range or each value. `missing`: the
    facts that it hinges on, by their names in Chinese. `reasons`: why there is no value, or may be none."""

    outcome: Outcome
    value: Value = None
    possible: tuple[Value, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError("an answer is more than yes or no: compare its outcome")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no value. `cause`: gap, contradiction, empty list, division by zero. `rule`: the norm at fault,
    written at `place`; `places`: the rules that contradict each other. `words`: the same in Chinese and in English."""

    cause: str
    rule: str
    place: str
    places: tuple[str, ...]
    words: tuple[str, str]


YES = Answer(Outcome.YES, True, (True,))
NO = Answer(Outcome.NO, False, (False,))
OUT_OF_SCOPE = Answer(Outcome.NOT_IN_SCOPE)
NOT_IN_FORCE = Answer(Outcome.NOT_IN_FORCE)
