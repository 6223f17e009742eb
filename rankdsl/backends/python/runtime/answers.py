"""What comes out for a person."""

from __future__ import annotations

from collections.abc import Callable
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
class Reason:
    """Why there is no value. `cause`: gap, contradiction, empty list, division by zero. `rule`: the norm at fault,
    written at `place`; `places`: the rules that contradict each other. `words`: the same in Chinese and in English."""

    cause: str
    rule: str
    place: str
    places: tuple[str, ...]
    words: tuple[str, str]


class Answer:
    """`value`: where there is one. `possible`: what it can still be, the ends of a range or each value. `missing`: the
    facts that it hinges on, by their names in Chinese. `reasons`: why there is no value, or may be none."""

    __slots__ = ("_why", "missing", "outcome", "possible", "value")

    def __init__(
        self,
        outcome: Outcome,
        value: Value = None,
        possible: tuple[Value, ...] = (),
        missing: tuple[str, ...] = (),
        why: tuple[Reason, ...] | Callable[[], tuple[Reason, ...]] = (),
    ) -> None:
        """`why`: the reasons, or what finds them when they are asked for."""
        self.outcome = outcome
        self.value = value
        self.possible = possible
        self.missing = missing
        self._why = why

    @property
    def reasons(self) -> tuple[Reason, ...]:
        if not isinstance(self._why, tuple):
            self._why = self._why()
        return self._why

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"Answer{self._parts()!r}"

    def __bool__(self) -> bool:
        raise TypeError("an answer is more than yes or no: compare its outcome")

    def _parts(self) -> tuple[object, ...]:
        return self.outcome, self.value, self.possible, self.missing


YES = Answer(Outcome.YES, True, (True,))
NO = Answer(Outcome.NO, False, (False,))
OUT_OF_SCOPE = Answer(Outcome.NOT_IN_SCOPE)
NOT_IN_FORCE = Answer(Outcome.NOT_IN_FORCE)
