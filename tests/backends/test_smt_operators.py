"""Each operator on fixed values: the Z3 terms have the value that the reference evaluator gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.backends.reference import evaluate
from rankdsl.ir.nodes import Expr, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    YEAR_MONTH,
    Enumeration,
)
from rankdsl.ir.values import Person, Scalar, year_month
from rankdsl.prove import solver_value
from tests.building import cases, const, definition, fact, fact_ref, op, program, ref, vocabulary

LEVEL = Enumeration("等级", ("低", "中", "高"), ordered=True)
数 = fact("数", INTEGER, -100, 100)
除数 = fact("除数", INTEGER, -9, 9)
分数 = fact("分数", RATIONAL, -100, 100, places=2)
比例 = fact("比例", PERCENT, 0, 1, places=1)
金额 = fact("金额", MONEY, 0, 10_000, places=2)
月 = fact("月", YEAR_MONTH, year_month(1990, 1), year_month(2030, 12))
日 = fact("日", DAY, date(1990, 1, 1).toordinal(), date(2030, 12, 31).toordinal())
别日 = fact("别日", DAY, date(1990, 1, 1).toordinal(), date(2030, 12, 31).toordinal())
级 = fact("级", LEVEL)
甲 = fact("甲", TRUTH)
乙 = fact("乙", TRUTH)
FACTS = [数, 除数, 分数, 比例, 金额, 月, 日, 别日, 级, 甲, 乙]
AS_OF = date(2020, 2, 29)
GAP = definition("缺口", cases([(fact_ref(甲), const(1))]))


def person(**facts: Scalar) -> Person:
    ordinary: dict[str, Scalar] = {
        "数": 7,
        "除数": 2,
        "分数": Fraction(5, 4),
        "比例": Fraction(65, 1000),
        "金额": Fraction(1999, 100),
        "月": year_month(2012, 3),
        "日": date(2012, 1, 31),
        "别日": date(2020, 2, 29),
        "级": "中",
        "甲": False,
        "乙": True,
    }
    return Person({**ordinary, **facts}, AS_OF)


def agree(expr: Expr, month_end: str = "clip", **facts: Scalar) -> Scalar | None:
    """The value of both, which are one."""
    of = program(vocabulary(FACTS, month_end=month_end), [GAP])
    someone = person(**facts)
    expected = evaluate(of, someone).value_of(expr).value
    found = solver_value(of, someone, expr)
    assert found == expected
    return expected


def rounded(operator: Op, value: Expr, places: int) -> Expr:
    return op(operator, value, const(places), type_=RATIONAL)


N, Z, F = fact_ref(数), fact_ref(除数), fact_ref(分数)
QUOTIENT = op(Op.DIV, N, Z, type_=RATIONAL)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (op(Op.NEG, N), -7),
        (op(Op.ADD, N, F, type_=RATIONAL), Fraction(33, 4)),
        (op(Op.SUB, N, F, type_=RATIONAL), Fraction(23, 4)),
        (op(Op.MUL, N, F, type_=RATIONAL), Fraction(35, 4)),
        (op(Op.MUL, fact_ref(比例), fact_ref(金额), type_=MONEY), Fraction(129935, 100000)),
        (op(Op.MIN, N, Z), 2),
        (op(Op.MAX, N, Z, const(9)), 9),
        (op(Op.MAX, fact_ref(级), const("高", LEVEL)), "高"),
        (op(Op.MIN, fact_ref(日), fact_ref(别日)), date(2012, 1, 31)),
        (op(Op.EQ, N, op(Op.ADD, Z, const(5))), True),
        (op(Op.NE, fact_ref(级), const("中", LEVEL)), False),
        (op(Op.LT, fact_ref(级), const("高", LEVEL)), True),
        (op(Op.LE, F, const(Fraction(5, 4))), True),
        (op(Op.GT, fact_ref(日), fact_ref(别日)), False),
        (op(Op.GE, fact_ref(月), const(year_month(2012, 4), YEAR_MONTH)), False),
        (op(Op.AND, fact_ref(乙), fact_ref(甲)), False),
        (op(Op.OR, fact_ref(乙), fact_ref(甲)), True),
        (op(Op.NOT, fact_ref(甲)), True),
        (op(Op.SHIFT_MONTHS, fact_ref(月), const(-3, MONTHS), type_=YEAR_MONTH), year_month(2011, 12)),
        (op(Op.DAYS_BETWEEN, fact_ref(日), fact_ref(别日), type_=DAYS), 2951),
        (op(Op.DAYS_BETWEEN, fact_ref(别日), fact_ref(日), type_=DAYS), -2951),
        (op(Op.YEAR_OF, fact_ref(日)), 2012),
        (op(Op.YEAR_OF, fact_ref(月)), 2012),
        (op(Op.MONTH_OF, fact_ref(日)), year_month(2012, 1)),
    ],
)
def test_an_operator_has_the_value_of_the_reference(expr: Expr, value: Scalar):
    assert agree(expr) == value


@pytest.mark.parametrize(("top", "bottom"), [(7, 2), (-7, 2), (7, -2), (-7, -2), (1, 4), (-1, 4), (0, 3), (5, 1)])
def test_rounding_of_a_quotient_is_exact_on_every_side(top: int, bottom: int):
    for operator in (Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN):
        for places in (0, 1, -1):
            assert agree(rounded(operator, QUOTIENT, places), 数=top, 除数=bottom) is not None


def test_half_goes_away_from_zero():
    assert agree(rounded(Op.ROUND_HALF_UP, QUOTIENT, 0), 数=-7, 除数=2) == -4
    assert agree(rounded(Op.ROUND_HALF_UP, QUOTIENT, 0), 数=7, 除数=2) == 4


def test_division_by_zero_has_no_value():
    assert agree(QUOTIENT, 除数=0) is None
    assert agree(op(Op.GE, QUOTIENT, const(0)), 除数=0) is None


@pytest.mark.parametrize("month_end", ["clip", "strict"])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2012, 1, 31), date(2012, 2, 29)),
        (date(2012, 1, 31), date(2012, 3, 1)),
        (date(2012, 2, 29), date(2013, 2, 28)),
        (date(2013, 2, 28), date(2012, 2, 29)),
        (date(2012, 3, 30), date(2012, 4, 30)),
        (date(2000, 12, 31), date(2001, 1, 1)),
        (date(2012, 5, 5), date(2012, 5, 5)),
    ],
)
def test_months_between_days_follow_the_policy(month_end: str, start: date, end: date):
    expr = op(Op.MONTHS_BETWEEN, fact_ref(日), fact_ref(别日))
    assert agree(expr, month_end, 日=start, 别日=end) is not None


def test_months_between_months_is_their_difference():
    expr = op(Op.MONTHS_BETWEEN, const(year_month(2015, 3), YEAR_MONTH), fact_ref(月))
    assert agree(expr, 月=year_month(2016, 3)) == 12
    assert agree(expr, 月=year_month(2014, 2)) == -13


@pytest.mark.parametrize("known", [True, False])
def test_no_value_spreads_save_through_and_and_or(known: bool):
    gap = op(Op.GE, ref(GAP), const(1))
    side = FactRef("乙", TRUTH)
    assert agree(op(Op.ADD, ref(GAP), const(1))) is None
    assert agree(gap) is None
    assert agree(op(Op.NOT, gap)) is None
    assert agree(op(Op.AND, gap, side), 乙=known) == (None if known else False)
    assert agree(op(Op.OR, gap, side), 乙=known) == (True if known else None)
    assert agree(op(Op.HAS_VALUE, gap)) is False
    assert agree(op(Op.HAS_VALUE, gap), 甲=True) is True
