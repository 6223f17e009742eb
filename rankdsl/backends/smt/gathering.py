"""What is asked of a list (计数, 合计, 最大, 最小, 任一, 每个, 连续, 最近一次) as terms over its counts.

A record for whose filter there is no value leaves the whole without value, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.ledger import Cell, Ledger, alone
from rankdsl.backends.smt.numbers import Numbers
from rankdsl.backends.smt.operators import Operators
from rankdsl.backends.smt.order import Order
from rankdsl.backends.smt.states import Asked
from rankdsl.backends.smt.values import Datum, Truth3, Value, choose, nothing, number, truth
from rankdsl.backends.smt.whole import ZERO, Whole, known
from rankdsl.ir.operators import Collect


class Gathering:
    """Answers about one list; `order` and `numbers` hold what had to be fixed beyond the counts."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.arithmetic = ledger.arithmetic
        self.kernel = ledger.kernel
        self.order = Order(ledger)
        self.numbers = Numbers(ledger)

    def value(self, asked: Asked) -> Value:
        """TooFine where the counts do not decide it."""
        ledger, kernel = self.ledger, self.kernel
        sure = ledger.sure(asked)
        match asked.collection.what:
            case Collect.COUNT:
                return number(self.arithmetic.sum(self._counts(ledger.counted(asked))), is_defined=sure)
            case Collect.SOME:
                return truth(kernel, self._some(asked), sure)
            case Collect.EVERY:
                failing = []
                for cell in ledger.cells:
                    fails = kernel.both(ledger.inside(asked, cell.region), ledger.passes(asked, cell).no)
                    failing.append(kernel.both(fails, ledger.present(cell)))
                return truth(kernel, kernel.no(kernel.any(failing)), sure)
            case Collect.RUN:
                return truth(kernel, self.order.run(asked), sure)
            case Collect.SUM:
                return self._sum(asked, sure)
            case Collect.LARGEST | Collect.SMALLEST:
                return self._only(self._extreme(asked), sure)
            case Collect.LATEST:
                return self._only(self._latest(asked), sure)
        assert_never(asked.collection.what)

    def _some(self, asked: Asked) -> Bool:
        counted = self.ledger.counted(asked)
        return self.kernel.any(self.kernel.both(condition, self.ledger.present(cell)) for cell, condition in counted)

    def _counts(self, counted: Iterable[tuple[Cell, Bool]]) -> Iterator[Whole]:
        """The count of each cell where it counts; cells that count together are added first."""
        together: dict[object, tuple[Bool, list[Whole]]] = {}
        for cell, condition in counted:
            key = condition if isinstance(condition, bool) else condition.key
            together.setdefault(key, (condition, []))[1].append(cell.count)
        for condition, counts in together.values():
            yield self.arithmetic.choose(condition, self.arithmetic.sum(counts), ZERO)

    def _sum(self, asked: Asked, sure: Bool) -> Value:
        field = asked.collection.field
        assert field is not None
        choose_whole = self.arithmetic.choose
        if field == self.ledger.shape.key:
            years = []
            for cell, condition in self.ledger.counted(asked):
                there = self.kernel.both(condition, self.ledger.present(cell))
                years.append(choose_whole(there, cell.region.start, ZERO))
            return number(self.arithmetic.sum(years), is_defined=sure)
        parts = []
        for cell, condition in self.ledger.counted(asked):
            parts.append(choose_whole(condition, self.numbers.total(asked, cell), ZERO))
        return number(self.arithmetic.sum(parts), known(self.numbers.steps(asked)), sure)

    def _extreme(self, asked: Asked) -> Value:
        """The largest or smallest: cells in the order of their values, so that the last one that is there counts."""
        largest = asked.collection.what is Collect.LARGEST
        type_ = asked.collection.type
        cells = [(cell, condition) for cell, condition in self.ledger.counted(asked)]
        if asked.collection.field == self.ledger.shape.key:
            cells.sort(key=lambda c: c[0].region.index if largest else -c[0].region.index)
        else:
            cells.sort(
                key=lambda c: self.numbers.slice(asked, c[0]).low if largest else -self.numbers.slice(asked, c[0]).high
            )
        found = nothing(type_)
        for cell, condition in cells:
            there = self.kernel.both(condition, self.ledger.present(cell))
            value = self._field(asked, cell)
            if isinstance(found, Datum) and isinstance(value, Datum) and not self._known(asked, cell):
                operators = Operators(self.arithmetic, "clip")
                better = operators.extreme(largest, [Datum(found.parts), value], type_)
                value = choose(self.arithmetic, type_, found.defined, better, value)
            found = choose(self.arithmetic, type_, there, value, found)
        return found

    def _known(self, asked: Asked, cell: Cell) -> bool:
        return asked.collection.field == self.ledger.shape.key or self.numbers.slice(asked, cell).point

    def _latest(self, asked: Asked) -> Value:
        """Cells in the order of time, so that the last one that is there counts; within a region the last of its kinds
        by the order that was chosen for them."""
        type_ = asked.collection.type
        found = nothing(type_)
        for region in self.ledger.timeline.regions:
            counted = []
            for cell in self.ledger.of_region(region):
                passes = self.kernel.both(self.ledger.inside(asked, region), self.ledger.passes(asked, cell).yes)
                there = self.kernel.both(passes, self.ledger.present(cell))
                if there is not False:
                    counted.append((cell, there))
            values = {self.numbers.slice(asked, cell) for cell, _ in counted} if not self._is_key(asked) else set()
            free = alone(region) or (len(values) < 2 and all(v.point for v in values))
            for cell, there in counted:
                last: Bool = there
                if not free:
                    others = [(other, c) for other, c in counted if other is not cell]
                    last = self.kernel.both(there, self.order.after(cell, others))
                found = choose(self.arithmetic, type_, last, self._field(asked, cell), found)
        return found

    def _is_key(self, asked: Asked) -> bool:
        return asked.collection.field == self.ledger.shape.key

    def _field(self, asked: Asked, cell: Cell) -> Value:
        if self._is_key(asked):
            return number(cell.region.start)
        return self.numbers.value(asked, cell)

    def _only(self, value: Value, sure: Bool) -> Value:
        if isinstance(value, Truth3):
            return Truth3(self.kernel.both(sure, value.yes), self.kernel.both(sure, value.no))
        return Datum(value.parts, self.kernel.both(sure, value.defined))
