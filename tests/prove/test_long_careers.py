"""A career of 45 years with every year open: what unrolling year by year cannot decide, counting years does at once.

The 2015 Opinion adds a year to the required time for each 基本称职. Another document leaves such a year out of the time
served. The two come to the same, but nowhere do they say the same.
"""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from rankdsl.ir.definitions import Formula
from rankdsl.ir.nodes import Const, Expr, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import MONTHS, TRUTH, Type
from rankdsl.prove import Answer, Found, Limits, Nobody, Prover, Question, Wanted
from tests.building import op
from tests.opinion import opinion

FEW = 20_000
"""A thousandth of the steps that are allowed by default."""


def ref(of: Program, name: str, type_: Type = MONTHS) -> Ref:
    return Ref(of.top[name], type_)


def each(of: Program, months: int, years: str) -> Expr:
    return op(Op.MUL, Const(months, MONTHS), Ref(of.top[years], of.definitions[of.top[years]].type))


def not_counted(months: int) -> Program:
    """So many months of the time served do not count for each 基本称职; the required time is not longer for it."""
    of = opinion()
    due, first = Symbol("应任年限", 0), Symbol("可晋升（一）", 0)
    shorter = op(Op.SUB, ref(of, "规定年限"), each(of, 6, "优秀年数"))
    counted = op(Op.SUB, ref(of, "任现职级年限"), each(of, months, "基本称职年数"))
    changed = {
        due: replace(of.definitions[due], body=Formula(shorter)),
        first: replace(of.definitions[first], body=Formula(op(Op.GE, counted, ref(of, "应任年限")))),
    }
    return replace(of, definitions={symbol: changed.get(symbol, d) for symbol, d in of.definitions.items()})


def differ(above: Program, below: Program, steps: int, above_says: bool) -> Answer:
    programs = (below, above)
    prover = Prover(above.period, programs, Limits(steps))
    decision = Ref(Symbol("可晋升", 0), TRUTH)
    return prover.decide(Question((Wanted(0, above, decision, above_says), Wanted(0, below, decision, not above_says))))


@pytest.mark.parametrize("steps", [Limits().steps, FEW])
@pytest.mark.parametrize("above_says", [True, False])
def test_equal_over_45_years(steps: int, above_says: bool):
    shape = opinion().vocabulary.facts[-1].records
    assert shape is not None
    assert shape.bound == 45
    assert differ(opinion(), not_counted(12), steps, above_says) == Nobody()


@pytest.mark.parametrize(("months", "above_says"), [(13, True), (11, False)])
def test_a_month_more_or_less_is_seen(months: int, above_says: bool):
    found = differ(opinion(), not_counted(months), FEW, above_says)
    assert isinstance(found, Found)
    assert "年度考核" in found.decisive
    (person,) = found.persons
    assert date(2015, 1, 1) <= person.as_of < date(2051, 1, 1)
