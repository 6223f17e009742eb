"""What can be known of a person: facts, lists of records, windows, invariants. Built from a vocabulary file.

Order matters: facts stand in the order of the file, and everything shown to people follows that order.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from rankdsl.ir.types import Enumeration, Truth, Type
from rankdsl.ir.values import Exact, Scalar, Value
from rankdsl.source import Span

AS_OF = "评定日"
"""The day of evaluation: no fact of the person, and always known."""


class Field(Struct, frozen=True):
    """One field of a record. `low` and `high` bound numbers (both included)."""

    name: str
    english: str
    type: Type
    low: Fraction | None = None
    high: Fraction | None = None
    places: int = 0
    better: int = 0
    """+1: higher is a better record; -1: lower is; 0: no direction."""


class RecordShape(Struct, frozen=True):
    """How a list of records by year is made: at most one record a year, years from `first_year` to the year before
    the day of evaluation, at most `bound` records; none before the year of the fact `since`, if given."""

    key: str
    """The name under which a filter reads the year of the record (年度)."""
    fields: tuple[Field, ...]
    bound: int
    first_year: int
    since: str | None
    typical: Mapping[str, Scalar] | None
    """The ordinary record; the ordinary list has it in every year from `since` on. None: the ordinary list is empty."""

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


class Fact(Struct, frozen=True):
    """A fact about a person.

    low, high: bounds in the type's Python representation (months for durations, month index for 年月, ordinal day
    for 日期), both included; None for types without bounds. places: decimal places of a number.
    better: +1 higher is a better record, -1 lower is, 0 no direction.
    absent: what "不适用" means. typical: the ordinary value, None if there is none.
    """

    name: str
    english: str
    type: Type
    low: Exact | None = None
    high: Exact | None = None
    places: int = 0
    better: int = 0
    typical: Value | None = None
    absent: Value | None = None
    divides_people: bool = False
    protected: bool = False
    of_unit: bool = False
    """The same for everybody of a unit: it is the unit's (编制数), and a unit's file gives it once."""
    judged_by: str | None = None
    meaning: str = ""
    source: str = ""
    records: RecordShape | None = None
    origin: Span | None = None

    @property
    def values(self) -> tuple[Scalar, ...]:
        """All values, where they are few: of a truth or an enumeration."""
        match self.type:
            case Truth():
                return (True, False)
            case Enumeration(values=values):
                return values
            case _:
                return ()


class Window(Struct, frozen=True):
    """A span of years that starts with a fact (任现职级以来): from the year of `since`, or the year after it where the
    first year does not count, to the year before the day of evaluation."""

    name: str
    english: str
    since: str
    counts_first_year: bool


class Vocabulary(Struct, frozen=True):
    """The words of a document. `derived` and `invariants` hold formulas as text, parsed and typed by `semantics`.

    A vocabulary that extends another already contains everything of it; `own` names what is new in it.
    """

    name: str
    english: str
    facts: tuple[Fact, ...]
    enumerations: tuple[Enumeration, ...]
    enumeration_english: Mapping[str, str]
    """Chinese name of an enumeration or of a value to its English name."""
    windows: tuple[Window, ...]
    derived: tuple[DerivedFact, ...]
    invariants: tuple[InvariantText, ...]
    month_end: str
    """"clip": 满一个月 from the 31st is the last day of a shorter month; "strict": the first of the month after."""
    extends: str | None
    own: frozenset[str]
    path: str
    origin: Span | None = None

    def fact(self, name: str) -> Fact | None:
        return next((f for f in self.facts if f.name == name), None)


class DerivedFact(Struct, frozen=True):
    """A fact that the vocabulary computes from others (任现职级年限); `formula` is a formula of the language."""

    name: str
    english: str
    formula: str
    meaning: str
    origin: Span


class InvariantText(Struct, frozen=True):
    """What holds of every person; proofs assume it and input records must satisfy it. `origin` spans the formula."""

    name: str
    formula: str
    origin: Span
