"""The states in which a year's record can be, as far as anybody asks: classes of records that no filter tells apart.

Exact or refused: numbers in records are cut at the constants that they are compared with (or written out where they
are few), everything else is written out. `TooFine` is raised where a list cannot be cut up in this way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor

from msgspec import Struct

from rankdsl.backends.smt.encoding import Encoding
from rankdsl.backends.smt.kernel import Bool
from rankdsl.backends.smt.people import EARLIEST, LATEST, grid
from rankdsl.backends.smt.values import Datum, Truth3, Value, constant
from rankdsl.backends.smt.whole import FEW, Whole
from rankdsl.ir.facts import Field, RecordShape
from rankdsl.ir.mentions import walk
from rankdsl.ir.nodes import Apply, Collection, Expr, FieldRef
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, YearMonth
from rankdsl.ir.values import Record, Scalar, year_month

COMPARISONS = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)
MOST_STATES = 4096


class TooFine(Exception):  # noqa: N818 - a limit, not a mistake
    """The list would have to be cut up more finely than can be done. `records`: its name, where it is known."""

    def __init__(self, records: str | None = None) -> None:
        super().__init__(records)
        self.records = records


class Asked(Struct, frozen=True, eq=False):
    """One thing that is asked of a list, for one person. `part`: whose record, where a year holds one of each person
    (two lists raised against each other); else 0."""

    collection: Collection
    encoding: Encoding
    part: int = 0


class Slice(Struct, frozen=True):
    """Values of one field from `low` to `high`, both included, in steps of the field's grid."""

    low: int
    high: int

    @property
    def point(self) -> bool:
        return self.low == self.high


class Grid(Struct, frozen=True):
    """The values of a field as whole numbers, in their order."""

    field: Field

    @property
    def steps(self) -> int:
        return grid(self.field.type, self.field.places) if isinstance(self.field.type, Number) else 1

    @property
    def ends(self) -> tuple[int, int]:
        """TooFine for a number without bounds."""
        low, high = self.field.low, self.field.high
        match self.field.type:
            case Truth():
                return 0, 1
            case Enumeration(values=values):
                return 0, len(values) - 1
            case Number():
                if low is None or high is None:
                    raise TooFine
                return ceil(low * self.steps), floor(high * self.steps)
            case YearMonth():
                return (
                    year_month(1, 1) if low is None else ceil(low),
                    year_month(9999, 12) if high is None else floor(high),
                )
            case Day():
                return (
                    EARLIEST.toordinal() if low is None else ceil(low),
                    LATEST.toordinal() if high is None else floor(high),
                )
            case RecordList():
                raise TypeError("a field is no list")

    def scalar(self, at: int) -> Scalar:
        match self.field.type:
            case Truth():
                return bool(at)
            case Enumeration(values=values):
                return values[at]
            case Number():
                exact = Fraction(at, self.steps)
                return int(exact) if exact.denominator == 1 else exact
            case Day():
                return date.fromordinal(at)
            case _:
                return at

    def at(self, value: Scalar) -> int:
        match self.field.type:
            case Enumeration(values=values):
                return values.index(str(value))
            case Number():
                assert isinstance(value, int | Fraction)
                return int(value * self.steps)
            case Day():
                assert isinstance(value, date)
                return value.toordinal()
            case _:
                assert isinstance(value, int)
                return int(value)

    def value(self, at: int) -> Value:
        return constant(self.scalar(at), self.field.type)

    def number(self, at: Whole) -> Datum:
        """A value of this field (no truth, no day) that is not a constant."""
        if isinstance(self.field.type, Number):
            return Datum((at, Whole(self.steps, self.steps, self.steps, (self.steps,))))
        return Datum((at,))


State = tuple[Slice, ...]


class RecordClass(Struct, frozen=True, eq=False):
    """States (slices of the fields read, in order) that nothing asked tells apart. `passes`: the filter of everything
    that is asked, in order, where it does not depend on the year."""

    index: int
    states: tuple[State, ...]

    @property
    def shown(self) -> State:
        return self.states[0]


class RecordClasses:
    """All classes of a list for the things that are asked of it. `also`: fields that matter although nobody asks."""

    def __init__(self, shape: RecordShape, asked: Sequence[Asked], also: Iterable[str] = ()) -> None:
        self.shape = shape
        self.asked = tuple(asked)
        self.fields = _fields_read(shape, asked, also)
        self.grids = tuple(Grid(f) for f in self.fields)
        self.slices = tuple(_sliced(g, shape, asked) for g in self.grids)
        size = 1
        for of_field in self.slices:
            size *= len(of_field)
        if size > MOST_STATES:
            raise TooFine
        self.by_year = tuple(_reads_year(shape, a.collection) for a in asked)
        self.classes = self._merged()
        self._of_state = {state: c for c in self.classes for state in c.states}

    def filter(self, asked: Asked, state: State, year: Whole | None) -> Truth3:
        """Whether a record of this state in this year passes the filter; `year` may be None where it is not read."""
        where = asked.collection.where
        if where is None:
            return Truth3(True, False)
        entry: dict[str, Value] = {g.field.name: g.value(s.low) for g, s in zip(self.grids, state, strict=True)}
        if year is not None:
            entry[self.shape.key] = Datum((year, _ONE))
        return asked.encoding.truth(where, entry)

    def slice_of(self, state: State, field: str) -> tuple[Grid, Slice]:
        position = next(i for i, f in enumerate(self.fields) if f.name == field)
        return self.grids[position], state[position]

    def class_of(self, record: Record) -> RecordClass:
        return self._of_state[self.state_of(record)]

    def state_of(self, record: Record) -> State:
        state = []
        for g, slices in zip(self.grids, self.slices, strict=True):
            at = g.at(record[g.field.name])
            state.append(slices[bisect_right([s.low for s in slices], at) - 1])
        return tuple(state)

    def _merged(self) -> tuple[RecordClass, ...]:
        year = self.asked[0].encoding.arithmetic.kernel.int_var("年度?") if any(self.by_year) else None
        placeholder = None if year is None else Whole(year, None, None)
        groups: dict[tuple[object, ...], list[State]] = {}
        for state in product(*self.slices):
            signature: list[object] = []
            for a in self.asked:
                found = self.filter(a, state, placeholder)
                signature += [_key(found.yes), _key(found.no)]
                if a.collection.field not in (None, self.shape.key) and found.yes is not False:
                    assert a.collection.field is not None
                    signature.append(self.slice_of(state, a.collection.field)[1])
            groups.setdefault(tuple(signature), []).append(state)
        typical = self._typical()
        found_classes = []
        for states in groups.values():
            states.sort(key=lambda s: s != typical)  # stable: the ordinary record first, the others in their order
            found_classes.append(tuple(states))
        return tuple(RecordClass(i, states) for i, states in enumerate(found_classes))

    def _typical(self) -> State | None:
        return None if self.shape.typical is None else self.state_of(self.shape.typical)

    def concrete(self, state: State, numbers: Mapping[str, int]) -> Record:
        """A record in this state; `numbers`: values on the grid for fields whose slice is no point."""
        record: dict[str, Scalar] = {}
        for field in self.shape.fields:
            if field in self.fields:
                g, s = self.slice_of(state, field.name)
                record[field.name] = g.scalar(numbers.get(field.name, s.low))
            elif self.shape.typical is not None:
                record[field.name] = self.shape.typical[field.name]
            else:
                record[field.name] = Grid(field).scalar(lowest(field))
        return record


_ONE = Whole(1, 1, 1, (1,))


def lowest(field: Field) -> int:
    """The value of a field that nobody asks about."""
    if isinstance(field.type, Number) and (field.low is None or field.high is None):
        return Grid(field).at(field.low if field.low is not None else 0 if field.high is None else field.high)
    return Grid(field).ends[0]


def year_cuts(shape: RecordShape, asked: Asked) -> Iterator[tuple[Op, Value]] | None:
    """The comparisons of the record's year in the filter, as the year stands on the left; None if it is used in
    any other way."""
    where = asked.collection.where
    if where is None:
        return iter(())
    found: list[tuple[Op, Value]] = []
    for op, other in _compared(where, shape.key):
        if other is None or any(isinstance(n, FieldRef) for n in walk(other)):
            return None
        found.append((op, asked.encoding.value(other)))
    return iter(found)


def _fields_read(shape: RecordShape, asked: Iterable[Asked], also: Iterable[str]) -> tuple[Field, ...]:
    names: set[str] = set(also)
    for a in asked:
        if a.collection.field is not None:
            names.add(a.collection.field)
        if a.collection.where is not None:
            names |= {n.name for n in walk(a.collection.where) if isinstance(n, FieldRef)}
    return tuple(f for f in shape.fields if f.name in names)


def _reads_year(shape: RecordShape, collection: Collection) -> bool:
    if collection.where is None:
        return False
    return any(isinstance(n, FieldRef) and n.name == shape.key for n in walk(collection.where))


def _sliced(g: Grid, shape: RecordShape, asked: Sequence[Asked]) -> tuple[Slice, ...]:
    low, high = g.ends
    if isinstance(g.field.type, Truth | Enumeration) or high - low < FEW:
        return tuple(Slice(i, i) for i in range(low, high + 1))
    cuts: set[Fraction] = set()
    for a in asked:
        if a.collection.where is None:
            continue
        for _, other in _compared(a.collection.where, g.field.name):
            if other is None or any(isinstance(n, FieldRef) for n in walk(other)):
                raise TooFine
            cuts.add(_constant(g, a.encoding.value(other)))
    starts = {low}
    for cut in cuts:
        starts |= {ceil(cut), floor(cut) + 1}
    ordered = sorted(s for s in starts if low <= s <= high)
    ends = [*(s - 1 for s in ordered[1:]), high]
    return tuple(Slice(a, b) for a, b in zip(ordered, ends, strict=True))


def _constant(g: Grid, value: Value) -> Fraction:
    """A value of the field's type as a point on its grid; TooFine unless it is known."""
    if not isinstance(value, Datum) or value.defined is not True:
        raise TooFine
    terms = [p.term for p in value.parts]
    known_terms = [t for t in terms if isinstance(t, int)]
    if len(known_terms) < len(terms):
        raise TooFine
    match g.field.type:
        case Number():
            return Fraction(known_terms[0] * g.steps, known_terms[1])
        case Day():
            month, day = known_terms
            return Fraction(date(month // 12, month % 12 + 1, day).toordinal())
        case _:
            return Fraction(known_terms[0])


_TURNED = {Op.LT: Op.GT, Op.GT: Op.LT, Op.LE: Op.GE, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE}


def _compared(where: Expr, field: str) -> Iterator[tuple[Op, Expr | None]]:
    """What the field is compared with, the field on the left; None where it is used in any other way."""
    stack: list[Expr] = [where]
    while stack:
        node = stack.pop()
        match node:
            case FieldRef(name=name):
                if name == field:
                    yield Op.EQ, None
            case Apply(op, (FieldRef(name), other)) if op in COMPARISONS and name == field:
                yield op, other
                stack.append(other)
            case Apply(op, (other, FieldRef(name))) if op in COMPARISONS and name == field:
                yield _TURNED[op], other
                stack.append(other)
            case Apply(args=args):
                stack.extend(args)
            case Collection() | _:
                pass


def _key(x: Bool) -> object:
    return x if isinstance(x, bool) else x.key
