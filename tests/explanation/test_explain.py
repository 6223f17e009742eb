"""What an explanation says of one person: outcome, conditions with articles, values and where they come from."""

from datetime import date

import pytest
from msgspec.structs import replace

from rankdsl.diagnostics import Text
from rankdsl.explanation.explain import explain, names
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import Explanation, FigureKind, Rule, Standing
from rankdsl.ir.definitions import Kind, Mode
from rankdsl.ir.nodes import AsOf, Const
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Period, Scope
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, Enumeration
from rankdsl.ir.values import Person, Records, Value
from tests.building import (
    cases,
    collect,
    const,
    definition,
    document,
    exception,
    fact,
    fact_ref,
    field_ref,
    model,
    op,
    place,
    program,
    ref,
    requirement,
    vocabulary,
)
from tests.opinion import GRADE, TITLE, WORDS, clerk, opinion, 年度考核, 等次

OPINION = model(opinion())


def told(person: Person, decision: str = "可晋升") -> Explanation:
    (found,) = explain(OPINION, person, decision)
    return found


def but(person: Person, **facts: Value | None) -> Person:
    """The person with other facts; None: missing."""
    known = {**person.facts, **facts}
    return Person({name: value for name, value in known.items() if value is not None}, person.as_of)


def graded(person: Person, grades: dict[int, str | None]) -> Person:
    known = person.facts["年度考核"]
    assert isinstance(known, Records)
    changed = {year: None if grade is None else {"等次": grade} for year, grade in grades.items()}
    return but(person, 年度考核=Records({**known.years, **changed}))


def test_a_no_says_which_condition_fails_and_by_how_much():
    found = told(clerk())
    assert found.outcome is Outcome.NO
    assert found.mode is Mode.ALL
    first, second = found.conditions
    assert first.place is not None
    assert first.place.citation == f"《{TITLE}》第三条（一）"
    assert first.words == Text.same("任现职级年限 ≥ 应任年限")
    assert first.standing is Standing.NOT_MET
    assert first.decides
    assert first.comparison is not None
    assert first.comparison.left_value.zh == "10年10个月"
    assert first.comparison.right_value.zh == "12年"
    assert first.comparison.gap == Text("还差 1年2个月", "1 year 2 months short")
    assert first.uses == ("任现职级年限", "应任年限")
    assert second.standing is Standing.MET
    assert not second.decides
    assert second.comparison is None


def test_values_are_followed_through_definitions_with_their_articles():
    found = told(graded(clerk(), {2007: "优秀", 2009: "优秀", 2012: "基本称职"}))
    due = found.figure("应任年限")
    assert due.value == Text("12年", "12 years")
    assert due.place is not None
    assert due.place.article == "第二条"
    assert due.formula is not None
    assert due.formula.zh == "规定年限 12年 − 半年 × 优秀年数 2 + 1年 × 基本称职年数 1"
    assert due.formula.en == "规定年限 12 years − half a year × 优秀年数 2 + 1 year × 基本称职年数 1"
    assert due.uses == ("规定年限", "优秀年数", "基本称职年数")
    excellent = found.figure("优秀年数")
    assert excellent.formula == Text(
        "计数 任现职级以来 年度考核 中（等次 = 优秀）", "count of 年度考核 since 任现职级起 with (等次 = 优秀)"
    )
    assert excellent.remarks == (Text("符合的年度：2007年、2009年", "years that count: 2007, 2009"),)
    assert excellent.uses == ("年度考核", "任现职级起")
    records = found.figure("年度考核")
    assert records.kind is FigureKind.LIST
    assert records.place is None
    assert records.value.zh.startswith("2005年至2006年 称职、2007年 优秀")
    held = found.figure("任现职级年限")
    assert held.kind is FigureKind.DERIVED
    assert held.formula is not None
    assert held.formula.zh == "从任现职级起（2005年3月）到评定日所在月（2016年1月）的月数"


def test_the_row_that_applies_is_named():
    due = told(clerk()).figure("规定年限")
    (ruling,) = due.rulings
    assert ruling.rule is Rule.BRANCH
    assert ruling.guard == Text.same("现职级 = 科员级")
    assert ruling.value == Text("12年", "12 years")
    assert ruling.surely
    assert due.formula is None
    assert due.uses == ("现职级",)


def test_a_row_of_several_values_reads_as_one_of_them():
    due = told(but(clerk(), 现职级="正科级")).figure("规定年限")
    assert due.rulings[0].guard == Text("现职级 属于 {副科级、正科级、副处级}", "现职级 in {副科级, 正科级, 副处级}")


def test_a_yes_rests_on_every_condition():
    found = told(clerk(date(2017, 3, 1)))
    assert found.outcome is Outcome.YES
    assert [c.decides for c in found.conditions] == [True, True]
    assert found.next_yes is None
    assert found.turns == ()
    assert found.conditions[0].comparison is not None
    assert found.conditions[0].comparison.gap is None


def test_out_of_scope_there_is_no_value_and_the_failing_scope_is_named():
    found = told(but(clerk(), 现职级="正处级"))
    assert found.outcome is Outcome.NOT_IN_SCOPE
    (scope,) = found.scope
    assert scope.place is not None
    assert scope.place.article == "第一条"
    assert scope.standing is Standing.NOT_MET
    assert scope.words == Text.same("现职级 < 正处级")
    assert found.conditions == ()


def test_before_it_takes_effect_a_document_says_nothing_yet():
    found = told(clerk(date(2014, 6, 1)))
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert found.answer is None
    assert found.periods == ((date(2015, 1, 1), None),)
    assert found.next_yes is not None
    assert found.next_yes.day == date(2017, 3, 1)


def test_after_its_end_a_document_says_nothing_any_more():
    ended = replace(opinion(), period=Period(date(2015, 1, 15), date(2019, 6, 1), False))
    (found,) = explain(model(ended), clerk(date(2020, 1, 1)))
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert found.next_yes is None
    assert found.periods == ((date(2015, 1, 15), date(2019, 6, 1)),)


def test_a_model_without_pieces_explains_nothing():
    assert explain(replace(OPINION, pieces=()), clerk()) == ()


def test_a_definition_can_be_asked_for():
    found = told(clerk(), "应任年限")
    assert found.outcome is Outcome.VALUE
    assert found.value == Text("12年", "12 years")
    assert found.root == "应任年限"
    assert found.conditions == ()


def test_names_are_decisions_first():
    assert names(OPINION) == ("可晋升", "任现职级年限", "规定年限", "优秀年数", "基本称职年数", "应任年限")


# --- missing facts


def test_a_missing_fact_that_settles_it_is_named_with_what_its_values_lead_to():
    found = told(but(clerk(date(2017, 3, 1)), 处分期内=None))
    assert found.outcome is Outcome.CANNOT_TELL
    (missing,) = found.missing
    assert (missing.name, missing.year, missing.decides) == ("处分期内", None, True)
    assert [(t.values.zh, t.outcome) for t in missing.trials] == [("是", Outcome.NO), ("否", Outcome.YES)]
    first, second = found.conditions
    assert not first.decides
    assert second.decides
    assert second.standing is Standing.CANNOT_TELL
    assert second.missing == ("处分期内",)
    assert found.figure("处分期内").value == Text("未填写", "not given")


def test_of_an_unknown_year_every_grade_is_tried():
    found = told(graded(clerk(date(2016, 9, 1)), {2014: None}))
    (missing,) = found.missing
    assert (missing.name, missing.year, missing.decides) == ("年度考核", 2014, True)
    assert [(t.values.zh, t.outcome) for t in missing.trials] == [
        ("不称职、基本称职、称职、没有记录", Outcome.NO),
        ("优秀", Outcome.YES),
    ]
    assert found.figure("优秀年数").remarks[0].zh == "尚不知道的年度：2014年"


def test_of_a_missing_month_the_turning_point_is_found():
    found = told(but(clerk(date(2016, 9, 1)), 任现职级起=None))
    (missing,) = found.missing
    assert missing.decides
    # Months after the first record on the list are impossible only where an invariant says so; here the list starts
    # in 2005, and a later start would leave records before it.
    assert [(t.values.zh, t.outcome) for t in missing.trials] == [
        ("1960年1月至2004年9月", Outcome.YES),
        ("2004年10月至2005年12月", Outcome.NO),
    ]


def test_two_missing_facts_settle_nothing_alone():
    found = told(but(clerk(date(2017, 3, 1)), 处分期内=None, 现职级=None))
    assert found.outcome is Outcome.CANNOT_TELL
    assert [m.name for m in found.missing] == ["现职级", "处分期内"]
    assert not any(m.decides for m in found.missing)


def test_where_it_is_not_known_whether_somebody_is_in_scope_nothing_is_certain():
    found = told(but(clerk(), 现职级=None))
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.scope[0].standing is Standing.CANNOT_TELL
    assert [m.name for m in found.missing] == ["现职级"]


# --- gaps, contradictions, exceptions

艰苦 = fact("艰苦边远地区", TRUTH)
年限 = fact("任职年限", MONTHS, 0, 540)
档 = Enumeration("档", ("甲", "乙", "丙"), ordered=True)
类别 = fact("类别", 档)
SMALL = vocabulary([艰苦, 年限, 类别, 年度考核, WORDS.fact("任现职级起") or 艰苦], enumerations=[档, GRADE])


def months(value: int) -> Const:
    return Const(value, MONTHS)


def is_kind(value: str):
    return op(Op.EQ, fact_ref(类别), Const(value, 档))


def small(*definitions, **options):
    return model(program(SMALL, definitions, **options))


def somebody(**facts: Value) -> Person:
    return Person(facts, date(2020, 1, 1))


def deciding(due, **options):
    item = definition(
        "可晋升（一）", op(Op.GE, fact_ref(年限), ref(due)), kind=Kind.ITEM, at=place("第三条", "（一）"),
        written="任职年限 ≥ 应任年限",
    )  # fmt: skip
    decision = definition("可晋升", requirement(ref(item)), kind=Kind.DECISION, at=place("第三条"))
    return small(due, item, decision, **options)


def test_a_gap_names_the_norm_and_what_it_looked_at():
    due = definition("应任年限", cases([(is_kind("甲"), months(96)), (is_kind("乙"), months(144))]), at=place("第二条"))
    (found,) = explain(deciding(due), somebody(类别="丙", 任职年限=120, 艰苦边远地区=False))
    assert found.outcome is Outcome.NO_VALUE
    (trouble,) = found.troubles
    assert trouble.name == "应任年限"
    assert trouble.place == place("第二条")
    assert trouble.words == Text("“应任年限”没有规定这种情形：类别 丙", "“应任年限” has no rule for this case: 类别 丙")
    assert found.conditions[0].standing is Standing.NO_VALUE


def test_a_contradiction_names_both_places_and_values():
    due = definition(
        "应任年限",
        months(144),
        exceptions=[
            exception(fact_ref(艰苦), months(132), article="第五条"),
            exception(is_kind("甲"), months(120), article="第六条"),
        ],
        at=place("第二条"),
    )
    (found,) = explain(deciding(due), somebody(类别="甲", 任职年限=130, 艰苦边远地区=True))
    assert found.outcome is Outcome.NO_VALUE
    (trouble,) = found.troubles
    assert trouble.places == (place("第五条"), place("第六条"))
    assert trouble.words.zh == (
        "“应任年限”有几处规定同时适用，结果不同：《试行办法》第五条为11年，《试行办法》第六条为10年"
    )


def test_no_records_to_look_at_is_said():
    latest = definition(
        "最近等次", collect(Collect.LATEST, "年度考核", GRADE, field="等次"), at=place("第四条")
    )  # fmt: skip
    (found,) = explain(small(latest), somebody(年度考核=Records({})), "最近等次")
    assert found.outcome is Outcome.NO_VALUE
    assert found.troubles[0].words.zh == "“最近等次”要看记录，但所看的年份里没有记录"


def test_an_exception_that_applies_gives_the_value():
    due = definition("应任年限", months(144), at=place("第二条"))
    eased = definition(
        "应任年限",
        ref(due),
        exceptions=[exception(fact_ref(艰苦), op(Op.SUB, ref(due), months(12)), article="第五条")],
        layer=1,
        at=place("第五条"),
    )
    under = deciding(eased)
    under = model(
        replace(under.pieces[0].program, definitions={due.symbol: due, **under.pieces[0].program.definitions})
    )
    (found,) = explain(under, somebody(任职年限=132, 艰苦边远地区=True))
    assert found.outcome is Outcome.YES
    figure = found.figure("应任年限")
    (ruling,) = figure.rulings
    assert ruling.rule is Rule.EXCEPTION
    assert ruling.place.article == "第五条"
    assert ruling.guard == Text.same("艰苦边远地区")
    assert ruling.value == Text("原应任年限 − 1年", "the original 应任年限 − 1 year")
    assert figure.formula == Text("原应任年限 12年 − 1年", "the original 应任年限 12 years − 1 year")
    (base,) = (found.figure(key) for key in figure.uses if key != "艰苦边远地区")
    assert base.label.zh == "原应任年限"
    assert base.place == place("第二条")

    (found,) = explain(under, somebody(任职年限=132, 艰苦边远地区=False))
    assert found.outcome is Outcome.NO
    figure = found.figure("应任年限")
    assert (figure.rulings, figure.value.zh, figure.place) == ((), "12年", place("第二条"))


@pytest.mark.parametrize(("hard", "outcome"), [(True, Outcome.YES), (False, Outcome.NO)])
def test_an_item_deemed_met(hard: bool, outcome: Outcome):
    item = definition(
        "可晋升（一）",
        op(Op.GE, fact_ref(年限), months(144)),
        exceptions=[exception(fact_ref(艰苦), const(True), article="第七条")],
        kind=Kind.ITEM,
        at=place("第三条", "（一）"),
        written="任职年限 ≥ 12年",
    )
    under = small(item, definition("可晋升", requirement(ref(item)), kind=Kind.DECISION, at=place("第三条")))
    (found,) = explain(under, somebody(任职年限=100, 艰苦边远地区=hard))
    assert found.outcome is outcome
    ruling = found.conditions[0].ruling
    if not hard:
        assert ruling is None
        return
    assert ruling is not None
    assert (ruling.place.article, ruling.guard, ruling.surely) == ("第七条", Text.same("艰苦边远地区"), True)


def test_an_exception_to_the_decision_settles_it():
    decision = definition(
        "可晋升",
        requirement(op(Op.GE, fact_ref(年限), months(144))),
        exceptions=[exception(fact_ref(艰苦), const(True), article="第七条")],
        kind=Kind.DECISION,
        at=place("第三条"),
    )
    (found,) = explain(small(decision), somebody(任职年限=0, 艰苦边远地区=True))
    assert found.outcome is Outcome.YES
    assert found.ruling is not None
    assert found.ruling.place.article == "第七条"


# --- one of several, parts of formulas, other documents


def item(label: str, formula, article: str = "第三条", written: str = "", **options):
    return definition(
        f"可晋升{label}", formula, kind=Kind.ITEM, at=place(article, label), written=written or label, **options
    )


def test_of_several_alternatives_a_no_rests_on_all_and_a_yes_on_one():
    first = item("（一）", op(Op.GE, fact_ref(年限), months(120)))
    second = item("（二）", fact_ref(艰苦))
    decision = definition(
        "可晋升", requirement(ref(first), ref(second), mode=Mode.ANY), kind=Kind.DECISION, at=place("第三条")
    )
    under = small(first, second, decision)
    (found,) = explain(under, somebody(任职年限=100, 艰苦边远地区=False))
    assert (found.outcome, found.mode) == (Outcome.NO, Mode.ANY)
    assert [c.decides for c in found.conditions] == [True, True]
    assert {t.name for t in found.turns} == {"艰苦边远地区", "任职年限"}
    (found,) = explain(under, somebody(任职年限=100, 艰苦边远地区=True))
    assert found.outcome is Outcome.YES
    assert [c.decides for c in found.conditions] == [False, True]


def test_a_negated_formula_is_taken_apart_into_what_is_needed():
    written = op(Op.NOT, op(Op.OR, fact_ref(艰苦), op(Op.LT, fact_ref(年限), months(120))))
    only = item("（二）", written, written="非 （艰苦边远地区 或 任职年限 不足 10年）")
    under = small(only, definition("可晋升", requirement(ref(only)), kind=Kind.DECISION, at=place("第三条")))
    (found,) = explain(under, somebody(任职年限=100, 艰苦边远地区=False))
    (condition,) = found.conditions
    assert condition.words.zh == "非 （艰苦边远地区 或 任职年限 不足 10年）"
    assert condition.mode is Mode.ALL
    first, second = condition.parts
    assert (first.words.zh, first.standing, first.decides) == ("非 艰苦边远地区", Standing.MET, False)
    assert (second.words.zh, second.standing, second.decides) == ("任职年限 ≥ 10年", Standing.NOT_MET, True)
    assert second.comparison is not None
    assert second.comparison.gap == Text("还差 1年8个月", "1 year 8 months short")


def test_a_named_truth_is_followed_to_its_article():
    steady = definition("稳定", op(Op.GE, fact_ref(年限), months(36)), at=place("第二条"))
    only = item("（一）", ref(steady), written="稳定")
    under = small(steady, only, definition("可晋升", requirement(ref(only)), kind=Kind.DECISION, at=place("第三条")))
    (found,) = explain(under, somebody(任职年限=12))
    (condition,) = found.conditions
    (named,) = condition.parts
    assert named.name == "稳定"
    assert named.place == place("第二条")
    (inner,) = named.parts
    assert inner.comparison is not None
    assert inner.comparison.gap == Text("还差 2年", "2 years short")


def test_conditions_of_a_superior_and_those_added_below_stand_one_after_another():
    upper = definition(
        "可晋升（一）", op(Op.GE, fact_ref(年限), months(144)), kind=Kind.ITEM,
        at=place("第十条", "（一）", "意见"), written="任职年限 ≥ 12年",
    )  # fmt: skip
    above = definition("可晋升", requirement(ref(upper)), kind=Kind.DECISION, at=place("第十条", None, "意见"))
    added = definition(
        "可晋升（一）#1",
        fact_ref(艰苦),
        kind=Kind.ITEM,
        layer=1,
        at=place("第二条", "（一）", "办法"),
        written="艰苦边远地区",
    )
    here = definition(
        "可晋升", requirement(ref(above), ref(added)), kind=Kind.DECISION, layer=1, at=place("第二条", None, "办法")
    )
    layers = [document("意见", "中央"), document("办法", "县级")]
    under = small(upper, above, added, here, layers=layers)
    (found,) = explain(under, somebody(任职年限=150, 艰苦边远地区=False))
    assert found.outcome is Outcome.NO
    assert [(c.place.citation, c.standing) for c in found.conditions if c.place] == [
        ("《意见》第十条（一）", Standing.MET),
        ("《办法》第二条（一）", Standing.NOT_MET),
    ]
    assert found.superiors == ("意见",)


def test_an_item_that_a_lower_document_changed_keeps_its_number_and_cites_both():
    upper = item("（一）", op(Op.GE, fact_ref(年限), months(144)))
    changed = definition(
        "可晋升（一）", op(Op.GE, fact_ref(年限), months(132)), kind=Kind.ITEM, layer=1,
        at=place("第二条", None, "办法"), written="任职年限 ≥ 11年",
    )  # fmt: skip
    eased = definition(
        "可晋升（二）", ref(item("（二）", fact_ref(艰苦))), kind=Kind.ITEM, layer=1, at=place("第四条", None, "办法"),
        exceptions=[exception(op(Op.GE, fact_ref(年限), months(1)), const(True), article="第四条")], written="例外……",
    )  # fmt: skip
    base = item("（二）", fact_ref(艰苦), written="艰苦边远地区")
    decision = definition("可晋升", requirement(ref(changed), ref(eased)), kind=Kind.DECISION, at=place("第三条"))
    under = small(upper, base, changed, eased, decision, layers=[document(), document("办法", "县级")])
    (found,) = explain(under, somebody(任职年限=140, 艰苦边远地区=False))
    assert found.outcome is Outcome.YES
    first, second = found.conditions
    assert first.label == "（一）"
    assert first.place == place("第二条", None, "办法")
    assert first.under == place("第三条")
    assert second.label == "（二）"
    assert second.words.zh == "艰苦边远地区"
    assert second.place == place("第三条", "（二）")
    assert second.ruling is not None
    assert second.ruling.place.article == "第四条"


def test_an_exception_that_may_apply_leaves_the_conditions_to_be_told():
    first = item("（一）", op(Op.GE, fact_ref(年限), months(144)))
    base = definition("可晋升", requirement(ref(first)), kind=Kind.DECISION, at=place("第三条"))
    decision = definition(
        "可晋升", ref(base), exceptions=[exception(fact_ref(艰苦), const(True), article="第七条")],
        kind=Kind.DECISION, layer=1, at=place("第七条"),
    )  # fmt: skip
    (found,) = explain(small(first, base, decision), somebody(任职年限=12))
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.ruling is not None
    assert not found.ruling.surely
    (condition,) = found.conditions
    assert (condition.label, condition.standing) == ("（一）", Standing.NOT_MET)
    assert [m.name for m in found.missing] == ["艰苦边远地区"]


def test_an_item_that_was_deleted_is_not_told():
    gone = item("（一）", const(True), written="任职年限 ≥ 12年")
    kept = item("（二）", fact_ref(艰苦))
    under = small(gone, kept, definition("可晋升", requirement(ref(gone), ref(kept)), kind=Kind.DECISION))
    (found,) = explain(under, somebody(艰苦边远地区=True))
    assert [c.place.item for c in found.conditions if c.place] == ["（二）"]


def test_scope_and_jurisdiction_are_told_apart_with_their_documents():
    scopes = [
        Scope(fact_ref(艰苦), const(True), place("第一条", None, "意见")),
        Scope(const(True), is_kind("甲"), place("第一条", None, "办法")),
    ]
    decision = definition("可晋升", requirement(op(Op.GE, fact_ref(年限), months(1))), kind=Kind.DECISION)
    under = small(decision, scopes=scopes, layers=[document("意见"), document("办法")])
    (found,) = explain(under, somebody(任职年限=5, 艰苦边远地区=True, 类别="乙"))
    assert found.outcome is Outcome.NOT_IN_SCOPE
    assert [(c.place.document, c.standing) for c in found.scope if c.place] == [
        ("意见", Standing.MET),
        ("办法", Standing.NOT_MET),
    ]


def test_a_single_fact_that_would_turn_it():
    found = told(but(clerk(date(2017, 3, 1)), 处分期内=True))
    assert found.outcome is Outcome.NO
    (turn,) = found.turns
    assert (turn.name, turn.now.zh, turn.becomes.zh) == ("处分期内", "是", "否")


def test_the_nearest_better_value_turns_it():
    decision = definition(
        "可晋升", requirement(op(Op.GE, fact_ref(类别), Const("乙", 档)), op(Op.GE, fact_ref(年限), months(36))),
        kind=Kind.DECISION,
    )  # fmt: skip
    (found,) = explain(small(decision), somebody(类别="甲", 任职年限=40))
    assert [(t.name, t.now.zh, t.becomes.zh) for t in found.turns] == [("类别", "甲", "乙")]
    first, _ = found.conditions
    assert first.comparison is not None
    assert first.comparison.gap == Text("低1档", "1 step too low")


def test_counting_items_show_the_years():
    asked = collect(Collect.COUNT, "年度考核", INTEGER, where=op(Op.EQ, field_ref(等次), Const("优秀", GRADE)))
    only = item("（一）", op(Op.GE, asked, const(2)), written="计数 年度考核 中（等次 = 优秀） ≥ 2")
    under = small(only, definition("可晋升", requirement(ref(only)), kind=Kind.DECISION))
    records = Records({2018: {"等次": "优秀"}, 2019: {"等次": "称职"}})
    (found,) = explain(under, somebody(年度考核=records))
    (condition,) = found.conditions
    assert condition.comparison is not None
    assert condition.comparison.left.zh == "计数 年度考核 中（等次 = 优秀）"
    assert condition.comparison.left_value.zh == "1"
    assert condition.comparison.gap == Text("还差 1", "1 short")
    assert condition.remarks == (Text("符合的年度：2018年", "years that count: 2018"),)


def test_a_long_chain_of_definitions_is_no_trouble():
    chain = [definition("甲0", fact_ref(年限))]
    for number in range(1, 400):
        chain.append(definition(f"甲{number}", op(Op.ADD, ref(chain[-1]), months(1))))
    (found,) = explain(small(*chain), somebody(任职年限=1), "甲399")
    assert found.value.zh == "33年4个月"
    assert len(found.figures) == 401


def test_the_day_itself_is_no_fact():
    decision = definition(
        "可晋升", requirement(op(Op.GE, op(Op.YEAR_OF, AsOf()), const(2021))), kind=Kind.DECISION
    )  # fmt: skip
    (found,) = explain(small(decision), somebody())
    assert found.outcome is Outcome.NO
    assert found.figures == ()
    assert found.next_yes is not None
    assert found.next_yes.day == date(2021, 1, 1)


def test_facts_are_told_in_the_order_of_the_vocabulary():
    found = told(clerk())
    assert [name for name, _ in found.facts] == ["现职级", "任现职级起", "处分期内", "群众公认", "年度考核"]
    assert dict(found.facts)["任现职级起"] == Text("2005年3月", "2005-03")
