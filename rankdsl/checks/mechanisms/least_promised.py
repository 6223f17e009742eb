"""What a promise for somebody would take: the least or most that a number it limits can be, all else as promised."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.checks.bars import TURNED
from rankdsl.checks.examination import Examination
from rankdsl.checks.mechanisms.heaviest import fixed
from rankdsl.checks.mechanisms.worked_out import figure
from rankdsl.checks.probing import exact
from rankdsl.diagnostics import Text
from rankdsl.ir.nodes import Apply, Const, Expr, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH, Number, Type, Unit
from rankdsl.ir.values import Exact
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

_LIMITS = (Op.LE, Op.LT, Op.GE, Op.GT)
_FARTHEST = 2**20
"""A least that is further away, in steps, is not looked for."""


class _Limit(Struct, frozen=True):
    """`measure` op `bound`, a number that is the same for everybody, beside `rest`. The measure: a whole number."""

    measure: Expr
    op: Op
    bound: Exact
    rest: tuple[Expr, ...]

    @property
    def way(self) -> int:
        """1: what it takes lies above the bound."""
        return 1 if self.op in (Op.LE, Op.LT) else -1

    def within(self, value: Exact) -> Expr:
        op = Op.LE if self.way > 0 else Op.GE
        return Apply(op, (self.measure, Const(exact(value), self.measure.type)), TRUTH)


def what_it_takes(under: Examination, formula: Expr) -> Text:
    """`；最少要18个月`, where the formula limits a whole number and everything else in it can be; else nothing."""
    for limit in _limits(under, formula):
        least = _least(under, limit)
        if least is not None:
            amount = _amount(least, limit.measure.type)
            if limit.way > 0:
                return Text(f"；最少要{amount.zh}", f"; it takes at least {amount.en}")
            return Text(f"；最多只能是{amount.zh}", f"; it can be {amount.en} at most")
    return Text("", "")


def _amount(value: Exact, type_: Type) -> Text:
    """Months as people count them here: 18个月, 2年."""
    shown = figure(value, type_)
    months = isinstance(type_, Number) and type_.unit is Unit.MONTH and value % 12
    return Text(f"{value}个月", shown.en) if months else shown


def _limits(under: Examination, formula: Expr) -> Iterator[_Limit]:
    parts = formula.args if isinstance(formula, Apply) and formula.op is Op.AND else (formula,)
    for at, part in enumerate(parts):
        match part:
            case Apply(op=op, args=(left, right)) if op in _LIMITS:
                rest = (*parts[:at], *parts[at + 1 :])
                for measure, other, turned in ((left, right, op), (right, left, TURNED[op])):
                    whole = isinstance(measure.type, Number) and measure.type.whole
                    bound = fixed(under.program, other)
                    if whole and rest and bound is not None and fixed(under.program, measure) is None:
                        yield _Limit(measure, turned, bound, rest)
            case _:
                pass


def _least(under: Examination, limit: _Limit) -> Exact | None:
    """By doubling and halving the steps beyond the bound; None where a question stays open, or nothing would do."""

    def answered(steps: int | None) -> Answer:
        parts = limit.rest if steps is None else (*limit.rest, limit.within(beyond(steps)))
        wanted = Wanted(0, under.program, conjunction(parts), True)
        return under.prover.decide(Question((*under.in_scope, wanted)), shown=False)

    def beyond(steps: int) -> int:
        whole = int(limit.bound // 1) if limit.way > 0 else int(-(-limit.bound // 1))
        return whole + limit.way * steps

    enough = _steps_of(under, limit, answered(None))
    if enough is None or not 0 < enough < _FARTHEST:
        return None
    not_enough = -1
    while enough - not_enough > 1:
        middle = (enough + not_enough) // 2
        match answered(middle):
            case Found():
                enough = middle
            case Nobody():
                not_enough = middle
            case Undecided():
                return None
    return beyond(enough)


def _steps_of(under: Examination, limit: _Limit, somebody: Answer) -> int | None:
    """How far beyond the bound somebody is who meets all the rest."""
    if not isinstance(somebody, Found):
        return None
    value = evaluate(under.program, somebody.persons[0]).value_of(limit.measure).value
    if not isinstance(value, int | Fraction):
        return None
    return int(abs(Fraction(value) - limit.bound)) + 1
