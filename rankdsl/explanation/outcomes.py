"""What comes out for a person, without its reasons."""

from __future__ import annotations

from enum import Enum

from rankdsl.backends.approximate import Answer


class Outcome(Enum):
    YES = "yes"
    NO = "no"
    VALUE = "value"
    """A definition that is no yes-or-no was asked for, and has a value."""
    CANNOT_TELL = "cannot tell"
    NO_VALUE = "no value"
    NOT_IN_SCOPE = "not in scope"
    NOT_IN_FORCE = "not in force"


def outcome(covered: Answer, answer: Answer) -> Outcome:
    """Where it is not known whether the document is about this person, the outcome is not known either."""
    if covered.surely(False):
        return Outcome.NOT_IN_SCOPE
    if covered.no_value:
        return Outcome.NO_VALUE
    if not covered.surely(True):
        return Outcome.CANNOT_TELL
    if answer.no_value:
        return Outcome.NO_VALUE
    value = answer.value
    if value is None:
        return Outcome.CANNOT_TELL
    if isinstance(value, bool):
        return Outcome.YES if value else Outcome.NO
    return Outcome.VALUE
