"""Whether new invariants leave all of the superior's persons possible."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rankdsl.ir.nodes import AsOf, Expr, Ref
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Invariant
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH
from rankdsl.ir.values import Records, year_month
from rankdsl.prove import Found, Limits, Nobody, Undecided, conservative_extension
from tests.building import collect, const, fact, fact_ref, op, place, record_list, vocabulary
from tests.opinion import WORDS, opinion, 任现职级起, 处分期内, 等次

新月 = fact("新月", YEAR_MONTH, year_month(1960, 1), year_month(2099, 12), typical=year_month(2010, 1))
新数 = fact("新数", INTEGER, 0, 10, typical=3)
新否 = fact("新否", TRUTH, typical=False)
新表 = record_list("新表", [等次], since="任现职级起", typical={"等次": "称职"})
WIDER = vocabulary([*WORDS.facts, 新月, 新数, 新否, 新表], windows=WORDS.windows, enumerations=WORDS.enumerations)
BEGUN = Invariant("已任", op(Op.LE, fact_ref(任现职级起), op(Op.MONTH_OF, AsOf())), place("词表"))
SUPERIOR = replace(opinion(), invariants=(BEGUN,))
EXCELLENT = Ref(SUPERIOR.top["优秀年数"], INTEGER)


def extended(*added: Expr):
    rules = tuple(Invariant(f"新{n}", holds, place("词表")) for n, holds in enumerate(added))
    return replace(SUPERIOR, vocabulary=WIDER, invariants=(BEGUN, *rules))


def answer(*added: Expr, steps: int = 20_000_000):
    return conservative_extension(extended(*added), SUPERIOR, Limits(steps))


def new_records():
    return collect(Collect.COUNT, "新表", INTEGER)


@pytest.mark.parametrize(
    "added",
    [
        [],
        [op(Op.LE, fact_ref(新月), fact_ref(任现职级起))],
        [op(Op.GE, fact_ref(新月), fact_ref(任现职级起))],
        [op(Op.EQ, fact_ref(新月), fact_ref(任现职级起))],
        [op(Op.EQ, fact_ref(新否), fact_ref(处分期内))],
        [op(Op.LE, fact_ref(新数), EXCELLENT), op(Op.GE, fact_ref(新数), const(0))],
        [op(Op.LE, new_records(), EXCELLENT)],
    ],
)
def test_invariants_that_new_facts_can_always_meet(added: list[Expr]):
    assert answer(*added) == Nobody()


def test_somebody_who_is_ruled_out_is_shown():
    found = answer(op(Op.AND, fact_ref(新否), fact_ref(处分期内)))
    assert isinstance(found, Found)
    (person,) = found.persons
    assert set(person.facts) == {f.name for f in WORDS.facts}
    assert person.facts["处分期内"] is False


def test_a_fact_that_is_too_small_for_everybody():
    found = answer(op(Op.EQ, fact_ref(新数), EXCELLENT))
    assert isinstance(found, Found)
    records = found.persons[0].facts["年度考核"]
    assert isinstance(records, Records)
    assert sum(r is not None and r["等次"] == "优秀" for r in records.years.values()) > 10
    assert "年度考核" in found.decisive


def test_a_rule_that_only_late_starters_break():
    later = op(Op.SHIFT_MONTHS, fact_ref(任现职级起), const(600, MONTHS), type_=YEAR_MONTH)
    found = answer(op(Op.EQ, fact_ref(新月), later))
    assert isinstance(found, Found)
    start = found.persons[0].facts["任现职级起"]
    assert isinstance(start, int)
    assert start + 600 > year_month(2099, 12)


def test_a_new_list_may_be_too_short():
    found = answer(op(Op.GE, new_records(), const(3)))
    assert isinstance(found, Found)
    assert "任现职级起" in found.decisive


def test_an_invariant_about_old_facts_only_rules_people_out():
    found = answer(op(Op.NOT, fact_ref(处分期内)))
    assert isinstance(found, Found)
    assert found.persons[0].facts["处分期内"] is True
    assert found.decisive == ("处分期内",)


def test_a_limit_is_no_answer():
    found = answer(op(Op.LE, fact_ref(新数), EXCELLENT), steps=10)
    assert isinstance(found, Undecided)
    assert "10步" in found.reason.zh
