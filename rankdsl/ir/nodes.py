"""Expressions of the core: a closed union, taken apart with `match`.

Every expression knows its type. *No value* (a gap, a contradiction, the largest of nothing) spreads: an operator has
no value if an operand has none, except 且 and 或, which answer as soon as the operands that have a value decide, and
Op.HAS_VALUE, which always answers.
"""

from __future__ import annotations

from msgspec import Struct

from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import DAY, TRUTH, Day, Type
from rankdsl.ir.values import Scalar

BEFORE_EXCEPTIONS = "例外前的"
"""Stands in front of the name of a norm that holds what another is without its exceptions."""


class Symbol(Struct, frozen=True):
    """A norm of an effective program: a name as layer `layer` (0 = highest document of the chain) leaves it.

    The rule of a name in the lowest layer is `Program.top[name]`. An item of a decision has a name of its own,
    `可晋升（一）` as its document numbers it, with `#layer` where a lower document adds items of the same number.
    A fact that the vocabulary derives has layer -1.
    """

    name: str
    layer: int

    @property
    def written(self) -> str:
        """The name as documents write it, without what tells it from others of the name."""
        return self.name.removeprefix(BEFORE_EXCEPTIONS).partition("#")[0]

    def __str__(self) -> str:
        return f"{self.name}@{self.layer}"


class Const(Struct, frozen=True):
    value: Scalar
    type: Type


class FactRef(Struct, frozen=True):
    """A fact of the person that is not a list."""

    name: str
    type: Type


class AsOf(Struct, frozen=True):
    """评定日"""

    type: Day = DAY


class Ref(Struct, frozen=True):
    """The value of another norm of the same effective program."""

    symbol: Symbol
    type: Type


class Apply(Struct, frozen=True):
    op: Op
    args: tuple[Expr, ...]
    type: Type


class FieldRef(Struct, frozen=True):
    """A field of the record at hand; only inside the filter of a Collection. The key field reads the record's year."""

    name: str
    type: Type


class LastYears(Struct, frozen=True):
    """近N年: the calendar years Y-N .. Y-1, Y the year of the day of evaluation."""

    years: int


class SinceFact(Struct, frozen=True):
    """From the year of a fact (年月 or 日期; the next year unless `counts_first_year`) to Y-1."""

    fact: str
    counts_first_year: bool
    name: str


class WholeList(Struct, frozen=True):
    """Every record there is (all lie before Y)."""


Span = LastYears | SinceFact | WholeList


class Collection(Struct, frozen=True):
    """What is asked (`what`) of the records of `records` in `span` that pass `where` (None: all of them).

    field: for SUM, LARGEST, SMALLEST, LATEST. times: for RUN. EVERY asks that each record in the span passes `where`.
    """

    what: Collect
    records: str
    span: Span
    where: Expr | None
    field: str | None
    times: int | None
    type: Type


Expr = Const | FactRef | AsOf | Ref | Apply | FieldRef | Collection

YES = Const(True, TRUTH)
NO = Const(False, TRUTH)


def conjunction(parts: tuple[Expr, ...]) -> Expr:
    """且 over the parts; 是 for none."""
    if not parts:
        return YES
    return parts[0] if len(parts) == 1 else Apply(Op.AND, parts, TRUTH)


def disjunction(parts: tuple[Expr, ...]) -> Expr:
    """或 over the parts; 否 for none."""
    if not parts:
        return NO
    return parts[0] if len(parts) == 1 else Apply(Op.OR, parts, TRUTH)


def negation(part: Expr) -> Expr:
    return Apply(Op.NOT, (part,), TRUTH)


def has_value(part: Expr) -> Expr:
    """Yes where the expression has a value, no where it has none. No document can write this; checks ask it."""
    return Apply(Op.HAS_VALUE, (part,), TRUTH)


def surely(part: Expr) -> Expr:
    """That a truth is yes; no where it is no, and also where it has no value."""
    return conjunction((has_value(part), part))


def is_one_of(expr: Expr) -> bool:
    """`X 属于 {a、b}`: one condition, not several."""
    match expr:
        case Apply(Op.OR, (Apply(Op.EQ, (first, Const())), *_) as args):
            return all(isinstance(a, Apply) and a.op is Op.EQ and a.args[0] == first for a in args)
        case _:
            return False


def different(left: Expr, right: Expr) -> Expr:
    return Apply(Op.NE, (left, right), TRUTH)
