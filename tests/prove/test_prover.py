"""The prover on the 2015 Opinion and small programs: who is found, how near to ordinary, and when nobody is."""

from __future__ import annotations

import os
import signal
import threading
from datetime import date
from itertools import combinations

import pytest

from rankdsl.ir.nodes import AsOf, Expr, Ref, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant, Period, Program
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH
from rankdsl.ir.values import year_month
from rankdsl.prove import (
    SOLVER,
    Compared,
    Found,
    Limits,
    Nobody,
    Prover,
    Question,
    Raised,
    Spaced,
    Undecided,
    Unlike,
    Wanted,
)
from tests.building import cases, const, definition, fact, fact_ref, op, place, program, ref, requirement, vocabulary
from tests.opinion import opinion

PERIOD = Period(date(2015, 1, 15), date(2051, 1, 1), True)
中层 = fact("中层正职年限", MONTHS, 0, 540, typical=0)
党员 = fact("党员", TRUTH, typical=True)
工龄 = fact("工龄", MONTHS, 0, 600, typical=120)
SMALL = vocabulary([党员, 工龄, 中层])
RULE = definition(
    "可晋升",
    requirement(op(Op.GE, fact_ref(中层), const(36, MONTHS)), op(Op.GE, fact_ref(工龄), const(60, MONTHS))),
)
COUNTY = program(SMALL, [RULE])


def prover(*programs: Program, steps: int = 20_000_000) -> Prover:
    return Prover(PERIOD, programs, Limits(steps))


def yes(of: Program, formula: Expr, person: int = 0) -> Wanted:
    return Wanted(person, of, formula, True)


def no(of: Program, formula: Expr, person: int = 0) -> Wanted:
    return Wanted(person, of, formula, False)


def found(answer: object) -> Found:
    assert isinstance(answer, Found), answer
    return answer


def test_the_solver_is_named_with_its_version():
    name, version = SOLVER.split()
    assert name == "z3"
    assert [part.isdigit() for part in version.split(".")] == [True, True, True]


def test_anybody_is_an_ordinary_person_on_the_first_day():
    answer = found(prover(opinion()).decide(Question(())))
    (person,) = answer.persons
    assert person.as_of == date(2015, 1, 15)
    assert person.facts["现职级"] == "科员级"
    assert person.facts["任现职级起"] == year_month(2012, 1)
    assert answer.decisive == ()


def test_a_bound_is_shown_at_its_boundary():
    answer = found(prover(COUNTY).decide(Question((yes(COUNTY, ref(RULE)),))))
    assert answer.persons[0].facts == {"党员": True, "工龄": 120, "中层正职年限": 36}
    assert answer.decisive == ("中层正职年限",)


def test_only_facts_that_cannot_be_ordinary_decide():
    answer = found(prover(COUNTY).decide(Question((no(COUNTY, ref(RULE)),))))
    assert answer.persons[0].facts == {"党员": True, "工龄": 120, "中层正职年限": 0}
    assert answer.decisive == ()
    most = op(Op.LT, fact_ref(工龄), const(60, MONTHS))
    answer = found(prover(COUNTY).decide(Question((no(COUNTY, ref(RULE)), yes(COUNTY, most)))))
    assert answer.persons[0].facts["工龄"] == 59
    assert answer.decisive == ("工龄",)


def test_two_persons_differ_by_as_little_as_decides():
    question = Question((yes(COUNTY, ref(RULE)), no(COUNTY, ref(RULE), 1)), moved=frozenset(("中层正职年限",)))
    answer = found(prover(COUNTY).decide(question))
    assert [p.facts["中层正职年限"] for p in answer.persons] == [36, 35]
    assert answer.decisive == ("中层正职年限",)
    unread = Question(question.conditions, moved=frozenset(("党员",)))
    assert isinstance(prover(COUNTY).decide(unread), Nobody)


def test_improving_a_fact_does_not_make_it_worse():
    up = Raised("中层正职年限", 1)
    moved = frozenset(("中层正职年限",))
    subject = prover(COUNTY)
    worse = Question((Compared(COUNTY, ref(RULE), "below"),), moved, up)
    better = Question((Compared(COUNTY, ref(RULE), "above"),), moved, up)
    assert isinstance(subject.decide(worse), Nobody)
    answer = found(subject.decide(better))
    assert [p.facts["中层正职年限"] for p in answer.persons] == [35, 36]
    assert isinstance(subject.decide(Question((), frozenset(("党员",)), up)), Nobody)  # shared, so not above


def test_two_persons_may_be_so_far_apart():
    moved = frozenset(("中层正职年限", "工龄"))
    subject = prover(COUNTY)
    one_year = Spaced(COUNTY, fact_ref(中层), Op.EQ, const(12, MONTHS))
    turns = (no(COUNTY, ref(RULE)), yes(COUNTY, ref(RULE), 1))
    alone = found(subject.decide(Question((*turns, one_year), frozenset(("中层正职年限",)))))
    assert [p.facts["中层正职年限"] for p in alone.persons] == [24, 36]
    together = Spaced(COUNTY, op(Op.ADD, fact_ref(中层), fact_ref(工龄)), Op.LE, const(0, MONTHS))
    answer = found(subject.decide(Question((*turns, one_year, together), moved)))
    first, second = (int(str(p.facts["工龄"])) for p in answer.persons)
    assert second <= first - 12
    never = Spaced(COUNTY, fact_ref(中层), Op.GT, const(540, MONTHS))
    assert isinstance(subject.decide(Question((never,), moved)), Nobody)
    own = Spaced(COUNTY, fact_ref(工龄), Op.GE, fact_ref(工龄))  # by as much as the first has
    answer = found(subject.decide(Question((own, Spaced(COUNTY, fact_ref(工龄), Op.NE, const(0, MONTHS))), moved)))
    first, second = (int(str(p.facts["工龄"])) for p in answer.persons)
    assert first != second >= 2 * first


def test_apart_asks_for_a_difference():
    subject = prover(COUNTY)
    answer = found(subject.decide(Question((), frozenset(("党员",)), apart=True)))
    assert answer.decisive == ("党员",)
    only = op(Op.EQ, fact_ref(党员), const(True))
    both = (yes(COUNTY, only), yes(COUNTY, only, 1))
    assert isinstance(subject.decide(Question(both, frozenset(("党员",)), apart=True)), Nobody)
    assert isinstance(subject.decide(Question((), frozenset(), apart=True)), Nobody)


def test_invariants_hold_for_both_and_reach_through_others():
    first = op(Op.LE, fact_ref(中层), fact_ref(工龄))
    second = op(Op.OR, fact_ref(党员), op(Op.LE, fact_ref(工龄), const(12, MONTHS)))
    tied = program(
        SMALL, [RULE], invariants=[Invariant(n, e, place("词表")) for n, e in (("一", first), ("二", second))]
    )
    subject = prover(tied)
    long = op(Op.GE, fact_ref(中层), const(13, MONTHS))
    stranger = (yes(tied, long), no(tied, fact_ref(党员)))
    assert isinstance(subject.decide(Question(stranger)), Nobody)
    pair = Question((yes(tied, long), no(tied, fact_ref(党员), 1)), moved=frozenset(("党员",)))
    assert isinstance(subject.decide(pair), Nobody)
    free = Question((yes(tied, long), no(tied, fact_ref(党员), 1)), moved=frozenset(("党员", "工龄", "中层正职年限")))
    assert found(subject.decide(free)).persons[1].facts["工龄"] == 12


def test_no_value_is_neither_yes_nor_no():
    gap = op(Op.GE, op(Op.DIV, fact_ref(工龄), fact_ref(中层)), const(3, MONTHS))
    asked = definition("比", gap)
    of = program(SMALL, [asked])
    nothing = op(Op.NOT, op(Op.HAS_VALUE, ref(asked)))
    subject = prover(of)
    assert found(subject.decide(Question((yes(of, nothing),)))).persons[0].facts["中层正职年限"] == 0
    assert isinstance(subject.decide(Question((yes(of, nothing), yes(of, ref(asked))))), Nobody)
    assert isinstance(subject.decide(Question((yes(of, nothing), no(of, ref(asked))))), Nobody)


def test_the_day_is_as_early_as_the_conditions_allow():
    late = op(Op.GE, op(Op.YEAR_OF, AsOf()), const(2020))
    answer = found(prover(COUNTY).decide(Question((yes(COUNTY, late),))))
    assert answer.persons[0].as_of == date(2020, 1, 1)
    never = op(Op.GE, op(Op.YEAR_OF, AsOf()), const(2051))
    assert isinstance(prover(COUNTY).decide(Question((yes(COUNTY, never),))), Nobody)
    leap = op(Op.EQ, AsOf(), const(date(2016, 2, 29)))
    assert found(prover(COUNTY).decide(Question((yes(COUNTY, leap),)))).persons[0].as_of == date(2016, 2, 29)


def test_programs_of_two_vocabularies_are_compared_on_all_facts():
    narrow = program(vocabulary([党员, 工龄]), [definition("甲", op(Op.GE, fact_ref(工龄), const(60, MONTHS)))])
    question = Question((yes(narrow, Ref(narrow.top["甲"], TRUTH)), no(COUNTY, ref(RULE))))
    answer = found(prover(COUNTY, narrow).decide(question))
    assert set(answer.persons[0].facts) == {"党员", "工龄", "中层正职年限"}
    alone = found(prover(COUNTY, narrow).decide(Question((yes(narrow, Ref(narrow.top["甲"], TRUTH)),))))
    assert set(alone.persons[0].facts) == {"党员", "工龄"}


def test_the_same_question_has_the_same_witness_after_a_hundred_others():
    of = opinion()
    decision = Ref(of.top["可晋升"], TRUTH)
    question = Question((yes(of, decision), no(of, decision, 1)), moved=frozenset(("任现职级起",)))
    first = prover(of).decide(question)
    subject = prover(of)
    held = Ref(of.top["任现职级年限"], MONTHS)
    for number in range(100):
        more = op(Op.GE, held, const(number, MONTHS))
        moved = frozenset(("现职级",)) if number % 3 == 0 else None
        subject.decide(Question((yes(of, decision), yes(of, more)), moved))
    assert subject.decide(question) == first
    assert subject.decide(question) == first


def hard_question() -> tuple[Program, Question]:
    """Fourteen pigeons in thirteen holes: nobody, but nobody will prove it here."""
    names = ["甲数", *(f"数{number}" for number in range(13))]
    facts = [fact(name, INTEGER, 1, 13, typical=1) for name in names]
    of = program(vocabulary(facts))
    apart = [op(Op.NE, fact_ref(a), fact_ref(b)) for a, b in combinations(facts, 2)]
    return of, Question((yes(of, conjunction(tuple(apart))),))


def test_a_limit_is_said_in_words_and_comes_again():
    of, question = hard_question()
    answer = prover(of, steps=20_000).decide(question)
    assert isinstance(answer, Undecided)
    assert answer.reason.zh == "用完了规定的步数（20000步），没有得出结论"
    assert answer.reason.en == "no conclusion within the limit of 20000 steps"
    assert prover(of, steps=20_000).decide(question) == answer
    assert prover(of, steps=20_000).why_nobody(question) == ()


def test_ctrl_c_leaves_a_prover_that_answers():
    of, question = hard_question()
    subject = prover(of, steps=2_000_000_000)
    easy = Question((yes(of, op(Op.GT, FIRST, const(5))),))
    before = subject.decide(easy)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        subject.decide(question)
    timer.join()
    assert subject.decide(easy) == before


FIRST = fact_ref(fact("甲数", INTEGER))


def test_a_fact_that_only_another_program_knows_can_be_moved():
    narrow = program(vocabulary([党员, 工龄]), [definition("甲", op(Op.GE, fact_ref(工龄), const(60, MONTHS)))])
    subject = prover(COUNTY, narrow)
    first = Ref(narrow.top["甲"], TRUTH)
    moved = frozenset(("中层正职年限",))
    answer = found(subject.decide(Question((yes(narrow, first),), moved, apart=True)))
    assert answer.decisive == ("中层正职年限",)
    assert isinstance(subject.decide(Question((yes(narrow, first), no(narrow, first, 1)), moved)), Nobody)


def test_products_of_unknown_numbers_are_decided_where_they_can_be():
    facts = [fact(name, INTEGER, 0, 10**6, typical=1) for name in ("甲数", "乙数")]
    of = program(vocabulary(facts))
    product = op(Op.GE, op(Op.MUL, *map(fact_ref, facts)), const(500_000))
    added = op(Op.ADD, *map(fact_ref, facts))
    answer = found(prover(of).decide(Question((yes(of, product), yes(of, op(Op.LE, added, const(1415)))))))
    first, second = (answer.persons[0].facts[f.name] for f in facts)
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert first * second >= 500_000
    too_small = Question((yes(of, product), yes(of, op(Op.LE, added, const(1414)))))
    assert isinstance(prover(of).decide(too_small), Nobody)
    assert len(prover(of).why_nobody(too_small)) == 0  # nothing but the question itself is to blame


def test_products_beyond_the_limit_are_named_as_the_reason():
    facts = [fact(name, INTEGER, 2, 10**6, typical=2) for name in ("甲数", "乙数")]
    of = program(vocabulary(facts))
    prime = op(Op.EQ, op(Op.MUL, *map(fact_ref, facts)), const(999_983))
    answer = prover(of, steps=50_000).decide(Question((yes(of, prime),)))
    assert isinstance(answer, Undecided)
    assert answer.reason.zh.endswith("其中有两个不定的数相乘或者相除")
    assert answer.reason.en.endswith("it multiplies or divides two numbers that are not known")


def test_what_two_programs_make_of_one_person():
    """Another value, or the same; of one who has none under either of them neither can be said."""
    old = definition("年限", cases([(fact_ref(党员), const(36, MONTHS))]), MONTHS)
    new = definition("年限", cases([(op(Op.GE, fact_ref(工龄), const(60, MONTHS)), const(36, MONTHS))]), MONTHS)
    longer = definition(
        "年限",
        cases([(op(Op.LT, fact_ref(工龄), const(1, MONTHS)), const(37, MONTHS)), (None, const(36, MONTHS))]),
        MONTHS,
    )
    first, second, third = (program(SMALL, [rule]) for rule in (old, new, longer))
    subject = prover(first, second, third)

    def unlike(one: Program, other: Program, differ: bool = True) -> Unlike:
        return Unlike(0, one, Ref(one.top["年限"], MONTHS), other, Ref(other.top["年限"], MONTHS), differ)

    assert isinstance(subject.decide(Question((unlike(first, second),))), Nobody)
    assert isinstance(subject.decide(Question((unlike(first, second, False), no(first, fact_ref(党员))))), Nobody)
    answer = found(subject.decide(Question((unlike(first, third),))))
    assert answer.persons[0].facts["工龄"] == 0
    assert answer.decisive == ("工龄",)
    assert isinstance(subject.decide(Question((unlike(first, third), unlike(first, third, False)))), Nobody)
    none = Question((unlike(first, second),))
    assert subject.why_nobody(none)
