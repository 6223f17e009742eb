"""What is shown is replayed: a person who does not fit is a bug, and raised as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant
from rankdsl.ir.types import INTEGER, TRUTH
from rankdsl.ir.values import Person, Record, Records, Value
from rankdsl.prove import Compared, Question, Raised, Wanted, WitnessDoesNotReplay
from rankdsl.prove.replay import Replay
from tests.building import const, definition, fact, fact_ref, op, place, program, record_list, ref, vocabulary
from tests.opinion import 等次

分 = fact("分", INTEGER, 0, 100, typical=60)
否 = fact("否", TRUTH, typical=False)
表 = record_list("表", [等次], typical={"等次": "称职"}, first_year=2010)
RULE = definition("过", op(Op.GE, fact_ref(分), const(50)))
OF = program(
    vocabulary([分, 否, 表]), [RULE], invariants=[Invariant("非零", op(Op.GT, fact_ref(分), const(0)), place("词表"))]
)
PASSED = Wanted(0, OF, ref(RULE), True)


def somebody(grades: Mapping[int, str] | None = None, day: date = date(2020, 1, 1), **facts: Value) -> Person:
    records: dict[int, Record | None] = {year: {"等次": grade} for year, grade in (grades or {}).items()}
    return Person({"分": 60, "否": False, "表": Records(records), **facts}, day)


def replay(question: Question) -> Replay:
    return Replay(question, [OF], {f.name: f for f in OF.vocabulary.facts})


def refused(question: Question, *persons: Person) -> str:
    with pytest.raises(WitnessDoesNotReplay) as caught:
        replay(question).check(persons)
    return str(caught.value)


def test_whoever_fits_passes():
    replay(Question((PASSED,))).check([somebody()])


def test_conditions_ranges_and_invariants_are_checked():
    assert refused(Question((PASSED,)), somebody(分=49)).startswith("condition 1")
    assert "range" in refused(Question((PASSED,)), somebody(分=101))
    assert "非零" in refused(Question(()), somebody(分=0))
    assert "record year" in refused(Question(()), somebody({2009: "称职"}))


def test_pairs_differ_in_what_was_moved_only():
    question = Question((PASSED,), frozenset(("分",)), apart=True)
    replay(question).check([somebody(), somebody(分=61)])
    assert "apart" in refused(question, somebody(), somebody())
    assert "moved" in refused(question, somebody(), somebody(分=61, 否=True))
    assert "moved" in refused(question, somebody(), somebody(day=date(2020, 1, 2), 分=61))


def test_comparisons_go_by_the_order_of_the_type():
    moved = frozenset(("分",))
    below = Question((Compared(OF, ref(RULE), "below"),), moved)
    replay(below).check([somebody(), somebody(分=3)])
    assert "condition" in refused(below, somebody(分=3), somebody())
    assert "condition" in refused(Question((Compared(OF, ref(RULE), "other"),), moved), somebody(), somebody(分=61))


def test_lists_are_raised_year_by_year():
    raised = Question((), frozenset(("表",)), Raised("表", 1))
    before = somebody({2015: "称职", 2016: "优秀"})
    replay(raised).check([before, somebody({2015: "优秀", 2016: "优秀"})])
    assert "raised" in refused(raised, before, before)
    assert "raised" in refused(raised, before, somebody({2015: "优秀", 2016: "称职"}))
    assert "raised" in refused(raised, before, somebody({2015: "优秀"}))
    lowered = Question((), frozenset(("表",)), Raised("表", -1))
    replay(lowered).check([before, somebody({2015: "称职", 2016: "称职"})])


def test_facts_that_may_as_well_be_ordinary_do_not_decide():
    question = Question((Wanted(0, OF, op(Op.GE, fact_ref(分), const(70)), True),))
    read = frozenset(("分", "否"))
    assert replay(question).decisive([somebody(分=70, 否=True)], read) == ("分",)
    assert replay(question).decisive([somebody(分=70)], frozenset()) == ()
    pair = Question((), frozenset(("分", "否")))
    assert replay(pair).decisive([somebody(), somebody(分=1)], read) == ("分",)
