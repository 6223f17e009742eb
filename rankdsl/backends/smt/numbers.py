"""The values of a field in the records of a cell.

Mostly the kind says the value. Where it only says that the value lies between two cuts, a variable stands for what is
asked: the total of all records of the cell, or the value of the one record that counts. What would need both at once
is refused unless every year is its own region.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from rankdsl.backends.smt.kernel import IntTerm
from rankdsl.backends.smt.ledger import Cell, Ledger, alone
from rankdsl.backends.smt.states import Asked, Grid, Slice, TooFine
from rankdsl.backends.smt.values import Value
from rankdsl.backends.smt.whole import ZERO, Whole, bounded, known
from rankdsl.ir.operators import Collect
from rankdsl.ir.types import Day


class Chosen(Struct, frozen=True, eq=False):
    """A variable for the records of a cell: their total (`what` SUM), or one of them (the latest, largest, smallest;
    None: the only one there can be)."""

    cell: Cell
    part: int
    grid: Grid
    slice: Slice
    what: Collect | None
    whole: Whole


class Numbers:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.arithmetic = ledger.arithmetic
        self.kernel = ledger.kernel
        self._chosen: dict[tuple[int, int, int, str, Collect | None], Chosen] = {}

    def chosen(self) -> Iterator[Chosen]:
        """In a fixed order."""
        keys = sorted(self._chosen, key=lambda k: (*k[:4], "" if k[4] is None else k[4].value))
        return iter([self._chosen[key] for key in keys])

    def steps(self, asked: Asked) -> int:
        assert asked.collection.field is not None
        return Grid(self.ledger.shape.field(asked.collection.field)).steps

    def slice(self, asked: Asked, cell: Cell) -> Slice:
        return self._grid_and_slice(asked, cell)[1]

    def value(self, asked: Asked, cell: Cell) -> Value:
        """The field in the record of the cell that counts."""
        grid, at = self._grid_and_slice(asked, cell)
        if at.point:
            return grid.value(at.low)
        return grid.number(self._variable(asked, cell, grid, at, asked.collection.what).whole)

    def total(self, asked: Asked, cell: Cell) -> Whole:
        """The sum of the field over all records of the cell, on its grid."""
        grid, at = self._grid_and_slice(asked, cell)
        if at.point:
            return self.arithmetic.scale(at.low, cell.count)
        found = self._variable(asked, cell, grid, at, Collect.SUM).whole
        if alone(cell.region):
            return self.arithmetic.choose(self.ledger.present(cell), found, ZERO)
        return found

    def _grid_and_slice(self, asked: Asked, cell: Cell) -> tuple[Grid, Slice]:
        assert asked.collection.field is not None
        return self.ledger.classes.slice_of(cell.kind.parts[asked.part].shown, asked.collection.field)

    def _variable(self, asked: Asked, cell: Cell, grid: Grid, at: Slice, what: Collect) -> Chosen:
        if isinstance(grid.field.type, Day):
            raise TooFine
        only = alone(cell.region)
        key = cell.region.index, cell.kind.index, asked.part, grid.field.name, None if only else what
        found = self._chosen.get(key)
        if found is None:
            if not only:
                self._alone_with(grid.field.name, what)
            name = (
                f"{self.ledger.name}/{cell.region.index}/{cell.kind.index}.{asked.part}/{grid.field.name}/{what.name}"
            )
            term = self.kernel.int_var(name)
            found = Chosen(cell, asked.part, grid, at, key[4], self._within(term, cell, at, key[4] is Collect.SUM))
            if key[4] in (Collect.LARGEST, Collect.SMALLEST):
                self._agree(found, key[:4])
            self._chosen[key] = found
        return found

    def _within(self, term: IntTerm, cell: Cell, at: Slice, total: bool) -> Whole:
        rules = self.ledger.rules
        if total:
            least = self.arithmetic.scale(at.low, cell.count)
            most = self.arithmetic.scale(at.high, cell.count)
        else:
            least, most = known(at.low), known(at.high)
        rules.append(self.kernel.le(least.term, term))
        rules.append(self.kernel.le(term, most.term))
        return bounded(term, least.low, most.high)

    def _agree(self, found: Chosen, key: tuple[int, int, int, str]) -> None:
        """The smallest of a cell is not above its largest, and is the same where there is only one record."""
        other = self._chosen.get((*key, Collect.SMALLEST if found.what is Collect.LARGEST else Collect.LARGEST))
        if other is None:
            return
        small, large = (other, found) if found.what is Collect.LARGEST else (found, other)
        self.ledger.rules.append(self.arithmetic.le(small.whole, large.whole))
        several = self.arithmetic.le(known(2), found.cell.count)
        self.ledger.rules.append(self.kernel.either(several, self.arithmetic.le(large.whole, small.whole)))

    def _alone_with(self, field: str, what: Collect) -> None:
        """TooFine if other questions about the field would need other records of the same cell."""
        extremes = {Collect.LARGEST, Collect.SMALLEST}
        for *_, name, other in self._chosen:
            if name == field and other is not None and other is not what and not {other, what} <= extremes:
                raise TooFine
