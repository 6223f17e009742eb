"""Decisions while facts are missing, as straight-line Python: simple programs, for which it is written."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rankdsl.backends.python.loading import load
from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.facts import Field
from rankdsl.ir.nodes import Apply, AsOf, Const, Expr, FactRef, FieldRef, LastYears, SinceFact, Span, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program, Scope
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH
from rankdsl.ir.values import Person, year_month
from tests.backends.python.comparing import differences
from tests.building import (
    cases,
    collect,
    const,
    definition,
    fact,
    month,
    op,
    place,
    program,
    record_list,
    ref,
    requirement,
    vocabulary,
)
from tests.generators import LEVEL, SORT, persons, various
from tests.generators.vocabularies import PERIOD
from tests.lengths import generated

RUNS = generated(6, 400)
GRADE = Field("评级", "level", LEVEL)
WORDS = vocabulary(
    [
        fact("勤勉", TRUTH),
        fact("层次", LEVEL),
        fact("序列", SORT),
        fact("件数", INTEGER, -3, 4),
        fact("年限", MONTHS, 0, 40),
        fact("起", YEAR_MONTH, year_month(2009, 1), year_month(2015, 12)),
        record_list("考核", [GRADE, Field("受罚", "punished", TRUTH)], bound=5, first_year=2010, since="起"),
        record_list("处分", [Field("轻重", "weight", LEVEL)], bound=2, first_year=2012),
    ],
    enumerations=(LEVEL, SORT),
)


@st.composite
def levels(draw: DrawFn, defined: list[Definition]) -> Expr:
    known: list[Expr] = [ref(d) for d in defined if d.type == LEVEL]
    return draw(st.sampled_from([FactRef("层次", LEVEL), *[Const(value, LEVEL) for value in LEVEL.values], *known]))


@st.composite
def numbers(draw: DrawFn, defined: list[Definition], depth: int = 2) -> Expr:
    """Whole numbers, some of them counts."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        known: list[Expr] = [ref(d) for d in defined if d.type == INTEGER]
        years = op(Op.YEAR_OF, FactRef("起", YEAR_MONTH))
        return draw(st.sampled_from([FactRef("件数", INTEGER), const(draw(st.integers(-2, 3))), years, *known]))
    if draw(st.booleans()):
        spans: list[Span] = [
            LastYears(draw(st.integers(1, 4))),
            SinceFact("起", draw(st.booleans()), "起以来"),
            WholeList(),
        ]
        grade = Const(draw(st.sampled_from(LEVEL.values)), LEVEL)
        where = op(draw(st.sampled_from((Op.EQ, Op.NE, Op.GE, Op.LE))), FieldRef("评级", LEVEL), grade)
        asked = draw(st.sampled_from((where, None)))
        return collect(Collect.COUNT, "考核", INTEGER, draw(st.sampled_from(spans)), asked)
    left, right = draw(numbers(defined, depth - 1)), draw(numbers(defined, depth - 1))
    form = draw(st.sampled_from((Op.ADD, Op.SUB, Op.MUL, Op.NEG)))
    if form is Op.NEG:
        return op(Op.NEG, left)
    return op(Op.MUL, const(draw(st.integers(0, 3))), right) if form is Op.MUL else op(form, left, right)


@st.composite
def truths(draw: DrawFn, defined: list[Definition], depth: int = 2) -> Expr:
    if depth and draw(st.integers(0, 2)) == 0:
        parts = tuple(draw(truths(defined, depth - 1)) for _ in range(draw(st.integers(1, 3))))
        form = draw(st.sampled_from((Op.AND, Op.OR, Op.NOT)))
        return op(Op.NOT, parts[0]) if form is Op.NOT else Apply(form, parts, TRUTH)
    sign = draw(st.sampled_from((Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)))
    match draw(st.integers(0, 5)):
        case 0:
            known: list[Expr] = [ref(d) for d in defined if d.type == TRUTH]
            return draw(st.sampled_from([FactRef("勤勉", TRUTH), const(True), *known]))
        case 1:
            return op(sign, draw(levels(defined)), draw(levels(defined)))
        case 2:
            kind = Const(draw(st.sampled_from(SORT.values)), SORT)
            return op(draw(st.sampled_from((Op.EQ, Op.NE))), FactRef("序列", SORT), kind)
        case 3:
            since = op(Op.MONTHS_BETWEEN, FactRef("起", YEAR_MONTH), op(Op.MONTH_OF, AsOf()))
            needed: list[Expr] = [const(36, MONTHS), FactRef("年限", MONTHS)]
            return op(sign, since, draw(st.sampled_from(needed)))
        case 4:
            return op(sign, FactRef("起", YEAR_MONTH), month(2012, 3))
        case _:
            return op(sign, draw(numbers(defined)), draw(numbers(defined)))


@st.composite
def simple(draw: DrawFn) -> Program:
    """Tables, formulas over them, and a decision with conditions; a scope that leaves out the lowest level."""
    defined: list[Definition] = []
    values = [Const(draw(st.sampled_from(LEVEL.values)), LEVEL) for _ in LEVEL.values]
    rows = [(op(Op.EQ, FactRef("层次", LEVEL), Const(v, LEVEL)), w) for v, w in zip(LEVEL.values, values, strict=True)]
    defined.append(definition("所需层次", cases(rows[draw(st.integers(0, 1)) :]), LEVEL))
    amounts = [const(draw(st.integers(0, 4))) for _ in range(2)]
    low = op(Op.LE, FactRef("层次", LEVEL), Const("中", LEVEL))
    default = [(None, amounts[1])]
    defined.append(definition("所需件数", cases([(low, amounts[0]), *default]), INTEGER))
    defined.append(definition("实有件数", draw(numbers(defined)), INTEGER))
    items = [definition(f"可晋升（{n}）", draw(truths(defined)), TRUTH, kind=Kind.ITEM) for n in "一二三"]
    asked = requirement(*(ref(item) for item in items))
    decision = definition("可晋升", asked, TRUTH, kind=Kind.DECISION)
    above = op(Op.GT, FactRef("层次", LEVEL), Const("低", LEVEL))
    scope = Scope(op(Op.AND, above, draw(truths([], 1))), const(True), place())
    return program(WORDS, [*defined, *items, decision], scopes=[scope], period=PERIOD)


def drawn(data: st.DataObject) -> tuple[Program, list[Person]]:
    return data.draw(simple()), [data.draw(persons(WORDS, missing=True)) for _ in range(4)]


def test_simple_decisions_agree_with_the_reference_while_facts_are_missing() -> None:
    written = 0
    for made, people in various(drawn, RUNS):
        loaded = load(made)
        written += "def _partly_0(" in loaded.source
        for person in people:
            assert list(differences(loaded, person)) == [], loaded.source
    assert written > RUNS
