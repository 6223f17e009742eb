"""What is made wrong on purpose in the solver's back end is noticed: operators by the comparison of `test_agreement`,
answers of the prover by that of `test_brute_force`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rankdsl.backends.smt import calendar, encoding, ledger, operators, order, regions, sight, solver, whole
from rankdsl.backends.smt.values import Truth3, defined, truth
from rankdsl.backends.smt.whole import known
from rankdsl.ir.definitions import Hit
from rankdsl.ir.nodes import Collection, LastYears, Ref, SinceFact
from rankdsl.ir.operators import Collect, Op
from rankdsl.prove import WitnessDoesNotReplay, posing
from tests.generators import features
from tests.prove.agreement import Sample, Together, disagreement, norms
from tests.prove.agreement import operators as samples
from tests.prove.long_worlds import asked_of_lists
from tests.prove.test_brute_force import LONG_RUNS, compared

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
    together = Together()
    return any(disagreement(sample, together.value) is not None for sample in of_kind)


def features_of(sample: Sample) -> set[object]:
    if isinstance(sample.expr, Collection):
        return {type(sample.expr.span)}
    return set(features(sample.program)) if isinstance(sample.expr, Ref) else set()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch):
    matters_to, plant = FAULTS[name]
    plant(monkeypatch)
    assert noticed(matters_to)


# --- the same for the prover: a look at everybody, or the replay, notices what is wrong with its answers -------------


PROVER_FAULTS: dict[str, Fault] = {}


def prover_fault(name: str) -> Callable[[Fault], Fault]:
    def kept(plant: Fault) -> Fault:
        PROVER_FAULTS[name] = plant
        return plant

    return kept


@prover_fault("invariants are forgotten")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(posing.Poser, "_connected", lambda self, programs, facts, complete: iter(()))


@prover_fault("a run can always be avoided")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order.Order, "_can_avoid", lambda self, times, passing, regions: True)


@prover_fault("a run always fits in")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order.Order, "_can", lambda self, times, passing, regions: True)


@prover_fault("the second person has the first's answers")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sight, "effective_person", lambda key, person, moved: 0)
    patch.setattr(posing, "effective_person", lambda key, person, moved: 0)


@prover_fault("windows begin a year late")
def _(patch: pytest.MonkeyPatch) -> None:
    right = ledger.start_of

    def start_of(arithmetic: whole.Arithmetic, asked: Any) -> whole.Whole | None:
        found = right(arithmetic, asked)
        return None if found is None else arithmetic.add(found, known(1))

    patch.setattr(ledger, "start_of", start_of)


@prover_fault("nobody is ever found")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(solver.Solver, "check", lambda self, assumptions=(): False)


@pytest.mark.parametrize("name", PROVER_FAULTS)
def test_wrong_answer_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch):
    """By the comparison, by the replay, or because counts that cannot be are written out as a list (IndexError)."""
    PROVER_FAULTS[name](monkeypatch)
    with pytest.raises((AssertionError, WitnessDoesNotReplay, IndexError)):
        compared(asked_of_lists, LONG_RUNS)
