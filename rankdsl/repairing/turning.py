"""Turning a number until the fault is gone, and no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from rankdsl.diagnostics import Edit, Text
from rankdsl.repairing.dials import Dial
from rankdsl.repairing.mends import Mend

MOST_HINTS = 3
"""Values of the other side that are tried in each direction."""

Mends = Callable[[Mend], bool]


def turned(dial: Dial, hints: list[int], where: Text, mends: Mends) -> Iterator[Mend]:
    """The nearest value below and the nearest above with which `mends` holds, as far as there is one.

    That is: of a value known to do, one found on the way from what is written to it, such that its neighbour on that
    way does not do. Known are values that the other side has, and the ends of what one would write."""
    for sign, end in ((-1, dial.least), (1, dial.most)):
        ways = [value for value in hints if (value - dial.value) * sign > 0][:MOST_HINTS]
        for value in (*ways, end):
            mend = mend_at(dial, value, where)
            if mend is not None and mends(mend):
                found = nearest(dial, dial.value, value, where, mends)
                if found is not None:
                    yield found
                break


def nearest(dial: Dial, without: int, with_: int, where: Text, mends: Mends) -> Mend | None:
    """Between a value that does not do and one that does: the one that does beside one that does not."""
    while abs(with_ - without) > 1:
        middle = (without + with_) // 2
        mend = mend_at(dial, middle, where)
        if mend is not None and mends(mend):
            with_ = middle
        else:
            without = middle
    return mend_at(dial, with_, where)


def mend_at(dial: Dial, value: int, where: Text) -> Mend | None:
    written = dial.at(value)
    if written is None or value == dial.value or value < dial.least:
        return None
    old = dial.span.text
    message = Text(f"把{where.zh}的“{old}”改为“{written}”", f"change “{old}” to “{written}” in {where.en}")
    return Mend(message, (Edit(dial.span, written),), Fraction(abs(value - dial.value)))
