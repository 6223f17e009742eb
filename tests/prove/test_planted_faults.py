"""Operators made wrong on purpose in the solver's back end: the comparison of `test_agreement` notices each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rankdsl.backends.smt import calendar, encoding, ledger, operators, order, regions, whole
from rankdsl.backends.smt.values import Truth3, defined, truth
from rankdsl.backends.smt.whole import known
from rankdsl.ir.nodes import Collection, LastYears, Ref, SinceFact
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Hit
from rankdsl.prove import solver_value
from tests.generators import features
from tests.prove.agreement import Sample, disagreement, norms
from tests.prove.agreement import operators as samples

Fault = Callable[[pytest.MonkeyPatch], None]
FAULTS: dict[str, tuple[object, Fault]] = {}
"""What must stand in a program for the fault to matter, and how it is planted."""


def fault(name: str, matters_to: object) -> Callable[[Fault], Fault]:
    def kept(plant: Fault) -> Fault:
        FAULTS[name] = matters_to, plant
        return plant

    return kept


def taken_for(wrong: Op, other: Op) -> Fault:
    right = operators.Operators.apply

    def plant(patch: pytest.MonkeyPatch) -> None:
        def apply(self: operators.Operators, op: Op, args: Sequence[Any], type_: Any) -> Any:
            return right(self, other if op is wrong else op, args, type_)

        patch.setattr(operators.Operators, "apply", apply)

    return plant


for wrong, other in (
    (Op.GE, Op.GT),
    (Op.LT, Op.LE),
    (Op.EQ, Op.NE),
    (Op.SUB, Op.ADD),
    (Op.MIN, Op.MAX),
    (Op.ROUND_UP, Op.ROUND_DOWN),
    (Op.ROUND_DOWN, Op.ROUND_HALF_UP),
):
    fault(f"{wrong.name} as {other.name}", wrong)(taken_for(wrong, other))


@fault("division cuts towards zero", Op.ROUND_DOWN)
def _(patch: pytest.MonkeyPatch) -> None:
    floor = whole.Arithmetic.divide

    def divide(self: whole.Arithmetic, x: whole.Whole, y: whole.Whole) -> whole.Whole:
        return self.choose(self.lt(x, known(0)), self.negate(floor(self, self.negate(x), y)), floor(self, x, y))

    patch.setattr(whole.Arithmetic, "divide", divide)


@fault("a half goes up, also below zero", Op.ROUND_HALF_UP)
def _(patch: pytest.MonkeyPatch) -> None:
    def round_half_up(self: operators.Operators, top: whole.Whole, bottom: whole.Whole) -> whole.Whole:
        doubled = self.arithmetic.add(self.arithmetic.scale(2, top), bottom)
        return self.arithmetic.divide(doubled, self.arithmetic.scale(2, bottom))

    patch.setattr(operators.Operators, "round_half_up", round_half_up)


@fault("no value is decisive in 且", Op.AND)
def _(patch: pytest.MonkeyPatch) -> None:
    def every(self: operators.Operators, parts: Sequence[Truth3]) -> Truth3:
        there = self.kernel.all(defined(self.kernel, p) for p in parts)
        return truth(self.kernel, self.kernel.all(p.yes for p in parts), there)

    patch.setattr(operators.Operators, "every", every)


@fault("everything has a value", Op.HAS_VALUE)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(operators, "defined", lambda kernel, value: True)


@fault("near N years are one fewer", LastYears)
def _(patch: pytest.MonkeyPatch) -> None:
    right = regions.Timeline.in_last
    patch.setattr(regions.Timeline, "in_last", lambda self, years, region: right(self, years - 1, region))


@fault("the first year of a window always counts", SinceFact)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "start_of", lambda arithmetic, asked: asked.encoding.year_of(asked.collection.span.fact))


@fault("one year fewer makes a run", Collect.RUN)
def _(patch: pytest.MonkeyPatch) -> None:
    right = order.Order._can
    patch.setattr(order.Order, "_can", lambda self, times, *rest: right(self, times - 1, *rest))


@fault("the last branch that applies is the first hit", Hit.FIRST)
def _(patch: pytest.MonkeyPatch) -> None:
    right = encoding.Encoding._first
    patch.setattr(encoding.Encoding, "_first", lambda self, type_, rules, *rest: right(self, type_, rules[::-1], *rest))


@fault("no exception takes precedence", "over")
def _(patch: pytest.MonkeyPatch) -> None:
    right = encoding.Encoding._agreeing

    def agreeing(self: encoding.Encoding, type_: Any, rules: Sequence[Any], otherwise: Any) -> Any:
        return right(self, type_, [(guard, value, frozenset()) for guard, value, _ in rules], otherwise)

    patch.setattr(encoding.Encoding, "_agreeing", agreeing)


@fault("the other policy for the end of a month", Op.MONTHS_BETWEEN)
def _(patch: pytest.MonkeyPatch) -> None:
    right = calendar.months_from

    def months_from(arithmetic: Any, month_end: str, *days: Any) -> Any:
        return right(arithmetic, "strict" if month_end == "clip" else "clip", *days)

    patch.setattr(calendar, "months_from", months_from)


@fault("no leap years", Op.DAYS_BETWEEN)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(calendar, "leap", lambda arithmetic, year: False)


def noticed(matters_to: object) -> bool:
    """Whether the first few samples that the fault matters to show it: operators of that kind, or whole norms."""
    if isinstance(matters_to, Op | Collect):
        of_kind = [s for s in samples() if s.what is matters_to]
    else:
        of_kind = [s for s in (*samples(), *norms()) if matters_to in features_of(s)]
    return any(disagreement(sample, solver_value) is not None for sample in of_kind)


def features_of(sample: Sample) -> set[object]:
    if isinstance(sample.expr, Collection):
        return {type(sample.expr.span)}
    return set(features(sample.program)) if isinstance(sample.expr, Ref) else set()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch):
    matters_to, plant = FAULTS[name]
    plant(monkeypatch)
    assert noticed(matters_to)
