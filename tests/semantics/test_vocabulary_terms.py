"""Derived facts and invariants of a vocabulary."""

from __future__ import annotations

from rankdsl.diagnostics import Finding
from rankdsl.ir.definitions import Kind
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.types import MONTHS, TRUTH
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.vocabulary_terms import VocabularyTerms, vocabulary_program
from tests.semantics.scene import DERIVED, WORDS, with_formulas


def terms(derived: dict[str, str], invariants: dict[str, str] | None = None) -> tuple[VocabularyTerms, list[Finding]]:
    findings: list[Finding] = []
    return vocabulary_program(with_formulas(WORDS, derived, invariants), findings.append), findings


def test_derived_facts_in_dependency_order():
    found, findings = terms({"任满三年": "任现职级年限 满 3年", **DERIVED})
    assert findings == []
    assert [str(s) for s in found.definitions] == ["任现职级年限@-1", "任满三年@-1", "任职年限@-1"]
    made = found.definitions[Symbol("任满三年", -1)]
    assert made.kind is Kind.DERIVED
    assert made.type == TRUTH
    assert made.written == "任现职级年限 满 3年"
    assert made.place.span is not None
    assert made.place.span.text == made.written
    assert found.definitions[Symbol("任现职级年限", -1)].type == MONTHS
    assert found.intervals[Symbol("任现职级年限", -1)] == Interval(-2399, 2879, 1)
    assert found.intervals[Symbol("任满三年", -1)] is None


def test_base_facts_behind_derived_ones():
    found, _ = terms(
        {
            **DERIVED,
            "两项": "任职年限 ≥ 3年，且 任现职级年限 ≥ 1年，且 现职级 = 科员级",
            "记录": "计数 任现职级以来 年度考核",
        }
    )
    assert found.behind == {
        "任现职级年限": ("任现职级起",),
        "任职年限": ("任职起",),
        "两项": ("现职级", "任职起", "任现职级起"),
        "记录": ("任现职级起", "年度考核"),
    }


def test_invariants():
    found, findings = terms(
        DERIVED, {"不晚于评定日": "任现职级起 不晚于 所在月（评定日）", "年限不为负": "任现职级年限 ≥ 0年"}
    )
    assert findings == []
    assert [i.name for i in found.invariants] == ["不晚于评定日", "年限不为负"]
    assert {i.holds.type for i in found.invariants} == {TRUTH}
    assert found.invariants[0].place.span is not None
    assert found.invariants[0].place.span.text == "任现职级起 不晚于 所在月（评定日）"


def test_mistakes_are_noted_where_they_stand_and_once():
    found, findings = terms(
        {"坏": "任现职级年线 满 3年", "依坏": "坏，且 群众公认", "读不通": "论文数 ≥ ≥"},
        {"不是条件": "论文数", "依坏条件": "坏"},
    )
    assert [f.code for f in findings] == ["RD101", "RD103", "RD105"]
    assert [f.place.span.text for f in findings if f.place.span][1:] == ["任现职级年线", "论文数"]
    assert found.broken == {"坏", "依坏", "读不通"}
    assert found.definitions == {}
    assert found.invariants == ()


def test_circles():
    found, findings = terms({"甲": "乙 + 1", "乙": "丙 + 1", "丙": "甲 + 乙", "丁": "丁 + 1", "戊": "甲 + 1"})
    assert [(f.code, f.message.zh) for f in findings] == [
        ("RD206", "循环定义：甲 → 乙 → 丙 → 甲"),
        ("RD206", "循环定义：丁 → 丁"),
    ]
    assert [c.message.zh for c in findings[0].related] == ["“乙”的算式", "“丙”的算式"]
    assert findings[0].subject == "甲"
    assert found.broken == {"甲", "乙", "丙", "丁", "戊"}


def test_a_long_chain():
    chain = {f"第{n}级": f"第{n + 1}级 + 1" for n in range(3000)}
    found, findings = terms({**chain, "第3000级": "论文数"})
    assert findings == []
    assert len(found.definitions) == 3001
    assert next(iter(found.definitions)).name == "第3000级"
