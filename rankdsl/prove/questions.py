"""What can be asked of the prover, and what it answers. No solver here.

A question is about one person, or about two who share the day of evaluation and every fact that is not `moved`. Persons
are *possible*: within the types, ranges and invariants of every program that the question names.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Expr
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person


class Wanted(Struct, frozen=True):
    """That a formula of a program is yes (`answer`) or no for a person (0, or 1 of a pair).

    Without value it is neither: a person for whom the formula has none satisfies neither form."""

    person: int
    program: Program
    formula: Expr
    answer: bool


class Compared(Struct, frozen=True):
    """That an expression has a value for both persons of a pair, and the second person's stands so to the first's.

    "below" and "above" go by the order of the type (否 below 是); an unordered type knows only "other" and "same"."""

    program: Program
    expr: Expr
    second: Literal["below", "above", "other", "same"]


class Unlike(Struct, frozen=True):
    """That an expression of one program and one of another, of one type, both have a value for a person (0, or 1 of a
    pair), and (`differ`) not the same value, or the same."""

    person: int
    program: Program
    expr: Expr
    other: Program
    there: Expr
    differ: bool = True


class Spaced(Struct, frozen=True):
    """That an expression has a value for both persons of a pair, and the second person's less the first's stands so
    (`op`, a comparison) to `by`, a number, which has a value for the first.

    `expr` is a number (`by` in its unit), a 年月 (`by` in months), or of an ordered enumeration (`by` in values)."""

    program: Program
    expr: Expr
    op: Op
    by: Expr


Condition = Wanted | Compared | Spaced | Unlike


class Raised(Struct, frozen=True):
    """That the second person's `fact` is strictly above (direction 1) or below (-1) the first's.

    A list is raised pointwise: the same years have records, no record's directed field (`better`, else the order of the
    only ordered field) is lower, at least one is higher, and all other fields are equal. For -1 the reverse."""

    fact: str
    direction: int


class Question(Struct, frozen=True):
    """All of `conditions`, for one person (`moved` None) or two who may differ in the facts `moved` only.

    apart: the two differ in at least one moved fact (implied by `raised`)."""

    conditions: tuple[Condition, ...]
    moved: frozenset[str] | None = None
    raised: Raised | None = None
    apart: bool = False


class Found(Struct, frozen=True):
    """Somebody: possible, complete, small, stable and replayed through the reference evaluator.

    persons: one or two. decisive: names of the facts that decide, in the order of the vocabulary: for one person those
    that differ from an ordinary record (or without which the conditions would not hold), for two those that differ.
    Where `shown` is False: neither small nor stable, and nothing is called decisive."""

    persons: tuple[Person, ...]
    decisive: tuple[str, ...]
    shown: bool = True


class Nobody(Struct, frozen=True):
    """No possible person (or pair) meets the conditions."""


class Undecided(Struct, frozen=True):
    """A limit was hit. `reason`: which, in words for people."""

    reason: Text


Answer = Found | Nobody | Undecided


class Limits(Struct, frozen=True):
    """steps: the solver's own count of work for one question, the same on every machine."""

    steps: int = 1_000_000


class WitnessDoesNotReplay(Exception):  # noqa: N818 - a bug of the tool, raised and never handled
    """A bug of this tool: the solver's person and the reference evaluator disagree. Never a verdict."""
