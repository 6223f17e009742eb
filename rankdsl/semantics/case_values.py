"""Cases as written: the facts of a person, and what is expected."""

from __future__ import annotations

from datetime import date

from rankdsl.ir.program import Expectation
from rankdsl.ir.types import Type
from rankdsl.ir.values import Person, Scalar
from rankdsl.semantics.formulas import Lowering
from rankdsl.syntax import ast


def person_of(lowering: Lowering, case: ast.Case, default_as_of: date) -> Person | None:
    """The person of a 案例, its facts typed and within their ranges; 其余 如常 fills in what is typical.

    `default_as_of`: 评定日 where the case does not set one. None: mistakes were noted.
    """
    raise NotImplementedError


def expected_value(lowering: Lowering, expect: ast.Expect, type_: Type) -> Scalar | Expectation | None:
    """What 期望 says of a name whose norm has `type_`. None: mistakes were noted."""
    raise NotImplementedError
