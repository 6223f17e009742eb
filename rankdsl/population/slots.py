"""The slots of a unit: what the document says for it, what is lent and borrowed, and who holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from msgspec import Struct, field

from rankdsl.backends.approximate import Answer
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Place, Text
from rankdsl.ir.mechanisms import SlotPool, Slots, Transfer, TransferKind
from rankdsl.ir.reading import in_order
from rankdsl.ir.values import Scalar
from rankdsl.population.amended import where_said
from rankdsl.population.proposal import LineShown
from rankdsl.population.roster import Loan
from rankdsl.population.selecting import Establishment, Line
from rankdsl.vocabulary.written import canonical


class UnitLine(Struct, frozen=True):
    """A line with its number for the unit."""

    label: str
    values: tuple[str, ...]
    number: int
    place: Place


class UnitSlots(Struct, frozen=True):
    """lines: of the slots, then what pools say the unit holds (核定). `lent`, `borrowed`: slots by value on the day."""

    lines: tuple[UnitLine, ...]
    lent: Mapping[str, int] = field(default_factory=dict)
    borrowed: Mapping[str, int] = field(default_factory=dict)

    def with_loans(self, loans: Iterable[Loan], unit: str, day: date) -> UnitSlots:
        """The slots, if the loans in force on the day were made."""
        lent, borrowed = Counter(self.lent), Counter(self.borrowed)
        for loan in loans:
            if loan.in_force(day):
                lent.update({loan.value: loan.count} if loan.lender == unit else {})
                borrowed.update({loan.value: loan.count} if loan.borrower == unit else {})
        return UnitSlots(self.lines, lent, borrowed)

    def lent_of(self, line: UnitLine) -> int:
        return sum(self.lent.get(value, 0) for value in line.values)

    def establishment(self, held: Mapping[str, int]) -> Establishment:
        lines = (Line(line.label, frozenset(line.values), line.number - self.lent_of(line)) for line in self.lines)
        return Establishment(tuple(lines), held, self.borrowed)

    def shown(self, held: Mapping[str, int], used: Sequence[tuple[int, int]]) -> tuple[LineShown, ...]:
        """`used`: of each line the least and the most people after the round."""
        where = self.establishment(held)
        exceeded = where.exceeded()
        shown = []
        for i, (line, counted) in enumerate(zip(self.lines, where.lines, strict=True)):
            own = where.used(counted, held)
            open_loans = sum(max(0, self.borrowed.get(value, 0) - held.get(value, 0)) for value in line.values)
            shown.append(
                LineShown(
                    label=line.label,
                    values=line.values,
                    number=line.number,
                    lent=self.lent_of(line),
                    borrowed=sum(self.borrowed.get(value, 0) for value in line.values),
                    held=sum(held.get(value, 0) for value in line.values),
                    own=own,
                    free=max(0, counted.number - own) + open_loans,
                    used=used[i],
                    exceeded=i in exceeded,
                    place=line.place,
                )
            )
        return tuple(shown)


def slots_of(
    evaluation: Evaluation, slots: Slots, pools: Sequence[SlotPool], unit: str, day: date
) -> tuple[UnitSlots | None, tuple[tuple[Place, Text], ...]]:
    """The slots of the unit by the document; None where a number is not known, and why. `evaluation`: of the unit."""
    lines: list[UnitLine] = []
    obstacles: list[tuple[Place, Text]] = []
    for line in slots.lines:
        answer = evaluation.named(line.norm)
        number = whole(answer)
        if number is not None:
            place = where_said(evaluation, line.norm, line.place)
            lines.append(UnitLine(f"{slots.name}{line.label}", line.values, number, place))
            continue
        missing = in_order(evaluation.program, answer.hinges)
        name = f"{slots.name}{line.label}"
        if missing:
            why = Text(
                f"“{name}”的职数不能确定：单位文件没有写{'、'.join(missing)}",
                f"the number of slots “{name}” cannot be determined: the unit file does not give {', '.join(missing)}",
            )
        else:
            why = Text(f"“{name}”的职数没有结果", f"the document gives no number for the slots “{name}”")
        obstacles.append((line.place, why))
    lent: Counter[str] = Counter()
    borrowed: Counter[str] = Counter()
    for pool, transfer in _of_unit(pools, slots.name, unit, day):
        count = _count(transfer.count.value)
        match transfer.kind:
            case TransferKind.LENDS:
                lent[transfer.value] += count
            case TransferKind.BORROWS:
                borrowed[transfer.value] += count
            case TransferKind.HOLDS:
                label = f"{pool.name}{transfer.label}"
                lines.append(UnitLine(label, (transfer.value,), count, transfer.place))
    return (None if obstacles else UnitSlots(tuple(lines), lent, borrowed)), tuple(obstacles)


def whole(answer: Answer) -> int | None:
    """The number of people that an answer gives; None where it is not certain. Of what is no whole number (which only a
    formula of the document can give) nobody gets the fraction."""
    value = answer.value
    return None if value is None else _count(value)


def _count(value: Scalar) -> int:
    assert isinstance(value, int | Fraction)
    return max(0, floor(value))


def _of_unit(pools: Iterable[SlotPool], slots: str, unit: str, day: date) -> Iterator[tuple[SlotPool, Transfer]]:
    """What the pools say of the unit on the day."""
    for pool in pools:
        for transfer in pool.transfers if pool.slots in (None, slots) else ():
            begun = transfer.since is None or transfer.since <= day
            if canonical(transfer.unit) == unit and begun and (transfer.until is None or day <= transfer.until):
                yield pool, transfer
