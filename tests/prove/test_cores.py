"""Why nobody meets a question: the places named suffice, and each is needed."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import YES, Expr, Ref
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant, Period, Program, Scope
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH
from rankdsl.prove import Limits, Nobody, Prover, Question, Wanted
from rankdsl.source import SourceFile, Span
from tests.building import (
    const,
    definition,
    exception,
    fact,
    fact_ref,
    op,
    place,
    program,
    ref,
    requirement,
    vocabulary,
)
from tests.opinion import opinion

PERIOD = Period(date(2015, 1, 15), date(2051, 1, 1), True)
FILE = SourceFile("词表.yaml", "range: [0, 100]\nrange: [0, 100]\n")
分 = replace(fact("分", INTEGER, 0, 100, typical=60), origin=Span(FILE, 0, 5))
龄 = replace(fact("龄", INTEGER, 0, 100, typical=20), origin=Span(FILE, 16, 21))
WORDS = vocabulary([分, 龄])


def why(of: Program, *conditions: Expr) -> tuple[Place, ...]:
    question = Question(tuple(Wanted(0, of, c, True) for c in conditions))
    subject = Prover(PERIOD, [of], Limits())
    assert isinstance(subject.decide(question), Nobody)
    found = subject.why_nobody(question)
    assert found == Prover(PERIOD, [of], Limits()).why_nobody(question)
    return found


def items(*conditions: Expr) -> Program:
    numbered = [
        definition(f"可（{n}）", c, kind=Kind.ITEM, at=place("第三条", f"（{n}）"))
        for n, c in zip("一二三四", conditions, strict=False)
    ]
    decision = definition("可", requirement(*map(ref, numbered)), kind=Kind.DECISION, at=place("第三条"))
    return program(WORDS, [*numbered, decision])


def decision(of: Program) -> Ref:
    return Ref(of.top["可"], TRUTH)


def test_only_items_that_contradict_are_named():
    of = items(
        op(Op.GE, fact_ref(分), const(80)), op(Op.GE, fact_ref(龄), const(5)), op(Op.LT, fact_ref(分), const(70))
    )
    assert [p.item for p in why(of, decision(of))] == ["（一）", "（三）"]


def test_a_range_is_named_where_it_matters():
    of = items(op(Op.GE, fact_ref(分), const(101)), op(Op.GE, fact_ref(龄), const(5)))
    first, second = why(of, decision(of))
    assert first.item == "（一）"
    assert second == Place(分.origin)


def test_scopes_and_invariants_are_named():
    of = items(op(Op.GE, fact_ref(分), const(80)))
    old = Invariant("龄不小于分", op(Op.GE, fact_ref(龄), fact_ref(分)), place("词表"))
    idle = Invariant("无关", op(Op.LE, fact_ref(龄), const(99)), place("无关"))
    scope = Scope(op(Op.LT, fact_ref(龄), const(60)), YES, place("第一条"))
    of = replace(of, invariants=(old, idle), scopes=(scope,))
    assert [p.article for p in why(of, decision(of), scope.scope)] == ["第一条", "第三条", "词表"]


def test_norms_behind_the_items_are_named_with_their_exceptions():
    bar = definition(
        "线",
        const(70),
        exceptions=[
            exception(op(Op.LT, fact_ref(龄), const(50)), const(101), article="第八条"),
            exception(op(Op.LT, fact_ref(龄), const(0)), const(5), article="第九条"),
        ],
        at=place("第二条"),
    )
    item = definition("可（一）", op(Op.GE, fact_ref(分), ref(bar)), kind=Kind.ITEM, at=place("第三条", "（一）"))
    rule = definition("可", requirement(ref(item)), kind=Kind.DECISION, at=place("第三条"))
    of = program(WORDS, [bar, item, rule])
    young = op(Op.LT, fact_ref(龄), const(30))
    assert [p.article for p in why(of, decision(of), young) if p.article] == ["第八条", "第三条"]


def test_a_question_that_contradicts_itself_names_its_norms():
    of = opinion()
    second = Ref(of.top["可晋升（二）"], TRUTH)
    subject = Prover(PERIOD, [of], Limits())
    question = Question((Wanted(0, of, Ref(of.top["可晋升"], TRUTH), True), Wanted(0, of, second, False)))
    assert isinstance(subject.decide(question), Nobody)
    assert [(p.article, p.item) for p in subject.why_nobody(question)] == [("第三条", None), ("第三条", "（二）")]


def test_what_is_left_out_may_differ_from_place_to_place():
    """Two conditions left out are not one and the same unknown."""
    of = items(
        op(Op.GE, fact_ref(分), const(80)), op(Op.GE, fact_ref(分), const(70)), op(Op.GE, fact_ref(龄), const(5))
    )
    first, second, third = (Ref(of.top[f"可（{n}）"], TRUTH) for n in "一二三")
    subject = Prover(PERIOD, [of], Limits())
    question = Question((Wanted(0, of, first, True), Wanted(0, of, third, True), Wanted(0, of, second, False)))
    assert isinstance(subject.decide(question), Nobody)
    assert [p.item for p in subject.why_nobody(question)] == ["（一）", "（二）"]


def test_lists_and_tables_are_named_by_their_articles():
    of = opinion()
    held = Ref(of.top["任现职级年限"], MONTHS)
    none = op(Op.EQ, Ref(of.top["优秀年数"], INTEGER), const(0))
    short = op(Op.LE, held, const(12, MONTHS))
    found = why(of, Ref(of.top["可晋升"], TRUTH), none, short)
    assert [(p.article, p.item) for p in found] == [("第二条", None), ("第三条", "（一）")]


def test_where_somebody_is_there_is_no_reason():
    of = items(op(Op.GE, fact_ref(分), const(80)))
    assert Prover(PERIOD, [of], Limits()).why_nobody(Question((Wanted(0, of, decision(of), True),))) == ()
