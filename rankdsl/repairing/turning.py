"""Turning a number until the fault is gone, and no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from msgspec import Struct, field

from rankdsl.diagnostics import Edit, Text
from rankdsl.repairing.dials import Dial
from rankdsl.repairing.mends import Mend

MOST_HINTS = 3
"""Values of the other side that are tried in each direction."""
MOST_FURTHER = 3
"""Values further on that are tried where the nearest one does harm."""

Removes = Callable[[Mend], bool]


class Turn(Struct, frozen=True):
    """A number that may be turned. `hints`: values of the same kind on the other side, in its steps, the nearest first;
    `where` it stands; `remote` as in a Mend."""

    dial: Dial
    hints: list[int]
    where: Text
    remote: bool
    values: dict[str, int] = field(default_factory=dict)
    """Text of the file to the value with which it comes about."""

    def boundaries(self, removes: Removes) -> Iterator[Mend]:
        """The nearest values below and above with which the fault is gone, as far as there are any: the very nearest,
        and, where whole years are written, the nearest in whole years.

        That is: of a value known to do, one found on the way to it from what is written, such that its neighbour on
        that way does not do. Known are values of the other side, a step, and the end of what one would write."""
        for sign, end in ((-1, self.dial.least), (1, self.dial.most)):
            known = next((v for v in self._known(sign, end) if self._does(v, removes)), None)
            if known is None:
                continue
            found = {self._nearest(known, step, removes) for step in {1, self.dial.coarse}}
            yield from (mend for value in sorted(found) if (mend := self.at(value)) is not None)

    def further(self, mend: Mend) -> Iterator[Mend]:
        """Values beyond that of a mend of this number, for where it does harm: the other side's, then the next ones."""
        value = self.values[mend.text]
        sign = 1 if value > self.dial.value else -1
        coarse = self.dial.coarse
        rest = -value % coarse if sign > 0 else value % coarse
        first = value + sign * (rest or coarse)
        ways = [v for v in self.hints if (v - value) * sign > 0] + [first + sign * coarse * n for n in (0, 1, 3)]
        for way in list(dict.fromkeys(ways))[:MOST_FURTHER]:
            found = self.at(way)
            if found is not None:
                yield found

    def at(self, value: int) -> Mend | None:
        """The number written otherwise."""
        dial = self.dial
        written = dial.at(value) if dial.least <= value != dial.value else None
        if written is None:
            return None
        old = dial.span.text
        message = Text(
            f"把{self.where.zh}的“{old}”改为“{written}”", f"change “{old}” to “{written}” in {self.where.en}"
        )
        distance = Fraction(abs(value - dial.value), max(dial.value, 1))
        mend = Mend(message, (Edit(dial.span, written),), distance, self.remote)
        self.values[mend.text] = value
        return mend

    def _known(self, sign: int, end: int) -> list[int]:
        ways = [value for value in self.hints if (value - self.dial.value) * sign > 0][:MOST_HINTS]
        return list(dict.fromkeys((*ways, self.dial.value + sign, end)))

    def _does(self, value: int, removes: Removes) -> bool:
        mend = self.at(value)
        return mend is not None and removes(mend)

    def _nearest(self, does: int, step: int, removes: Removes) -> int:
        """Between what is written, which does not do, and a value that does: the one that does beside one that does
        not, in steps of `step`."""
        sign = 1 if does > self.dial.value else -1
        base = (self.dial.value // step) * step
        low, high = 0, -(-abs(does - base) // step)
        while high - low > 1:
            middle = (low + high) // 2
            if self._does(base + sign * middle * step, removes):
                high = middle
            else:
                low = middle
        found = base + sign * high * step
        return found if step == 1 or self._does(found, removes) else does
