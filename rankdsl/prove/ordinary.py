"""What is ordinary of a fact: witnesses differ from it only where they must."""

from __future__ import annotations

from datetime import date

from rankdsl.ir.facts import Fact
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, YearMonth
from rankdsl.ir.values import Records, Scalar


def typical(fact: Fact) -> Scalar:
    """The ordinary value; where there is none, no, the first value, or the number nearest to 0."""
    if fact.typical is not None:
        assert not isinstance(fact.typical, Records)
        return fact.typical
    match fact.type:
        case Truth():
            return False
        case Enumeration(values=values):
            return values[0]
        case Number():
            low, high = fact.low, fact.high
            if low is not None and low > 0:
                return low
            return high if high is not None and high < 0 else 0
        case YearMonth():
            return int(fact.low) if fact.low is not None else 12
        case Day():
            return date.fromordinal(int(fact.low)) if fact.low is not None else date.min
        case RecordList():
            raise TypeError(f"{fact.name} is a list")


def within(fact: Fact, value: Scalar) -> bool:
    """Whether the value lies in the fact's range."""
    if isinstance(value, bool | str):
        return True
    place = value.toordinal() if isinstance(value, date) else value
    return (fact.low is None or fact.low <= place) and (fact.high is None or place <= fact.high)
