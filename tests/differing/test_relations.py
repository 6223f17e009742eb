"""What a change means, with answers that are known."""

from __future__ import annotations

from rankdsl.differing import Edit, Fate, Relation
from tests.differing.small import WORDS, decision, difference, differences, document, ways

RULE = """\
  表 须年限 按 级别：低级 → 2个月；中级 → 3个月；高级 → 5个月。
  决定 可晋升 须：
    （一）年限 ≥ 须年限；
    （二）得分 ≥ 3；
    （三）在编。
"""


def test_the_same_under_other_names_in_another_order() -> None:
    other = (
        RULE.replace("须年限", "年限门槛")
        .replace("（二）得分 ≥ 3；", "（二）在编；")
        .replace("（三）在编。", "（三）非 得分 ＜ 3。")
    )
    found = difference(document(RULE), document(other))
    assert decision(found).relation is Relation.EQUIVALENT
    assert not found.differs
    assert [(a.edit, a.new) for a in found.articles] == [(Edit.CHANGED, "第一条")]


def test_other_words_for_the_same_rules() -> None:
    found = difference(document(RULE), document(RULE.replace("（三）在编。", "（三）在编。\n  要旨：“在编的人”。")))
    assert not found.differs
    assert [(a.edit, a.new) for a in found.articles] == [(Edit.REWORDED, "第一条")]


def test_a_number_more_is_stricter() -> None:
    found = decision(difference(document(RULE), document(RULE.replace("得分 ≥ 3", "得分 ≥ 4"))))
    assert found.relation is Relation.STRICTER
    (group,) = found.groups
    assert group.fate is Fate.LOSES
    assert group.exact
    assert ways(found) == [["得分为3"]]
    assert group.person is not None
    assert dict(group.person.facts)["得分"].zh == "3"
    assert (group.person.old.zh, group.person.new.zh) == ("是", "否")
    assert [p.citation for p in group.person.new_places] == ["《小办法》第一条（二）"]


def test_a_number_less_is_laxer() -> None:
    found = decision(difference(document(RULE), document(RULE.replace("得分 ≥ 3", "得分 ≥ 1"))))
    assert found.relation is Relation.LAXER
    assert found.groups[0].fate is Fate.GAINS
    assert ways(found) == [["得分1以上、不满3"]]
    assert found.groups[0].ways[0].conditions[0].en == "得分 of at least 1 and less than 3"


def test_a_row_of_a_table_concerns_its_class_only() -> None:
    found = difference(document(RULE), document(RULE.replace("中级 → 3个月", "中级 → 6个月")))
    assert decision(found).relation is Relation.STRICTER
    assert ways(decision(found)) == [["级别为中级", "年限3个月以上、不满6个月"]]
    (rows,) = (c.rows for c in found.definitions if c.subject == "须年限")
    assert [(r.inputs[0].zh, r.old and r.old.zh, r.new and r.new.zh) for r in rows] == [("中级", "3个月", "6个月")]
    assert [(a.edit, a.new) for a in found.articles] == [(Edit.CHANGED, "第一条")]


def test_two_rows_exchanged_are_incomparable() -> None:
    other = RULE.replace("低级 → 2个月；中级 → 3个月", "低级 → 3个月；中级 → 2个月")
    found = decision(difference(document(RULE), document(other)))
    assert found.relation is Relation.INCOMPARABLE
    assert [g.fate for g in found.groups] == [Fate.GAINS, Fate.LOSES]
    assert ways(found, 0) == ways(found, 1) == [["年限为2个月"]]
    assert [[b.zh for b in g.ways[0].besides] for g in found.groups] == [["级别为中级"], ["级别为低级"]]


def test_where_figures_depend_on_each_other_the_condition_is_named() -> None:
    counted = RULE.replace("年限 ≥ 须年限", "年限 ≥ 须年限 − 1个月 × 得分")
    other = counted.replace("中级 → 3个月", "中级 → 6个月").replace("得分 ≥ 3", "得分 ≥ 0")
    found = decision(difference(document(counted.replace("得分 ≥ 3", "得分 ≥ 0")), document(other)))
    (group,) = found.groups
    assert group.exact
    assert ways(found) == [["不符合新的第一条（一）“年限 ≥ 须年限 − 1个月 × 得分”"]]
    assert [b.zh for b in group.ways[0].besides] == ["级别为中级"]
    assert group.some is not None


def test_an_alternative_more() -> None:
    old = "  决定 可晋升 须具备下列之一：（一）得分 ≥ 5；（二）年限 ≥ 5个月。"
    new = "  决定 可晋升 须具备下列之一：（一）得分 ≥ 5；（二）年限 ≥ 5个月；（三）级别 = 高级。"
    found = decision(difference(document(old), document(new)))
    assert found.relation is Relation.LAXER
    assert ways(found) == [["只凭新的第一条（三）“级别 = 高级”为“是”"]]


def test_an_exception_is_described_by_its_people() -> None:
    other = RULE + "  例外 当 级别 = 高级 时，可晋升 为 是。\n"
    found = decision(difference(document(RULE), document(other)))
    assert found.relation is Relation.LAXER
    assert found.groups[0].exact
    assert ["不符合第一条（二）“得分 ≥ 3”"] in ways(found)
    assert [b.zh for b in found.groups[0].ways[0].besides] == ["级别为高级"]


def test_an_answer_that_is_gone() -> None:
    old = "  表 须得分 按 级别：低级 → 7；中级 → 3；高级 → 4。\n  决定 可晋升 须：得分 ≥ 须得分。"
    new = old.replace("低级 → 7；", "")
    found = differences(document(old), document(new)).documents[0]
    assert decision(found).relation is Relation.DIFFERENT
    (group,) = decision(found).groups
    assert group.fate is Fate.NO_ANSWER
    assert group.person is not None
    assert (group.person.old.zh, group.person.new.zh) == ("否", "无值")


def test_scopes() -> None:
    old, new = ("  适用：在编。", "  适用：在编 且 级别 高于 低级。")
    found = difference(document(RULE + old), document(RULE + new))
    (scope,) = found.scopes
    assert scope.same is False
    assert [g.fate for g in scope.groups] == [Fate.NOT_COVERED]
    assert [[c.zh for c in w.conditions] for w in scope.groups[0].ways] == [["级别为低级"]]
    assert decision(found).relation is Relation.EQUIVALENT


def test_nobody_in_both_scopes_proves_nothing() -> None:
    found = difference(document(RULE + "  适用：在编。"), document(RULE + "  适用：非 在编。"))
    assert decision(found).relation is Relation.NOBODY
    assert found.differs


def test_parameters_and_decisions() -> None:
    old = RULE + "  参数 期限：3个月。\n  决定 甲 须：年限 ≥ 期限。\n"
    new = RULE + "  参数 期限：3个月，自2020年1月1日起；4个月，自2021年1月1日起。\n  决定 乙 须：年限 ≥ 期限。\n"
    found = difference(document(old), document(new))
    assert [(p.name, p.old and p.old.zh, p.new and p.new.zh, str(p.since)) for p in found.parameters] == [
        ("期限", "3个月", "4个月", "2021-01-01")
    ]
    assert decision(found, "甲").relation is Relation.REMOVED
    assert {c.relation for c in found.decisions if c.subject == "乙"} == {Relation.ADDED}


def test_a_decision_under_another_name() -> None:
    found = difference(document(RULE), document(RULE.replace("可晋升", "可以晋升")))
    (only,) = found.decisions
    assert (only.subject, only.name_before, only.relation) == ("可以晋升", "可晋升", Relation.EQUIVALENT)
    assert not found.differs


def test_what_is_published_and_allowed_below() -> None:
    old = RULE + "  公布 可晋升：年限、得分。\n  对下 可晋升：不得加严。\n"
    new = RULE + "  公布 可晋升：得分、年限、在编。\n  对下 可晋升：不得加严；不得放宽。\n"
    found = difference(document(old), document(new))
    assert [(c.subject, c.old and c.old.zh, c.new and c.new.zh) for c in found.clauses] == [
        ("可晋升", "得分、年限", "在编、得分、年限"),
        ("可晋升", "不得加严", "不得加严、不得放宽"),
    ]
    assert found.differs
    assert decision(found).relation is Relation.EQUIVALENT


MECHANISMS = """
  程序 晋升程序 用于 可晋升：（一）公示，由 组织部，不少于 5个工作日；（二）审批，由 党组。
  指标 考核指标：（一）办结率，分值 30；（二）满意度，分值 70。
  承诺 “有人晋升”：存在 可晋升。
"""


def test_mechanisms_are_told_part_by_part() -> None:
    new = (
        MECHANISMS.replace("5个工作日", "3个工作日")
        .replace("（二）满意度，分值 70", "（二）群众评议，分值 50；（三）满意度，分值 20")
        .replace("  承诺 “有人晋升”：存在 可晋升。\n", "")
    )
    found = difference(document(RULE + MECHANISMS), document(RULE + new))
    assert [(c.subject, c.old and c.old.zh, c.new and c.new.zh) for c in found.clauses] == [
        ("程序 晋升程序 公示", "（一）公示，由 组织部，不少于 5个工作日", "（一）公示，由 组织部，不少于 3个工作日"),
        ("指标 考核指标 群众评议", None, "（二）群众评议，分值 50"),
        ("指标 考核指标 满意度", "（二）满意度，分值 70", "（三）满意度，分值 20"),
        ("承诺 有人晋升", "承诺 “有人晋升”：存在 可晋升", None),
    ]
    assert found.differs
    assert decision(found).relation is Relation.EQUIVALENT


def test_mechanisms_elsewhere_and_numbered_otherwise_are_the_same() -> None:
    swapped = MECHANISMS.replace(
        "（一）办结率，分值 30；（二）满意度，分值 70", "（一）满意度，分值 70；（二）办结率，分值 30"
    )
    assert not difference(document(RULE + MECHANISMS), document(RULE + swapped)).differs
    steps = MECHANISMS.replace(
        "（一）公示，由 组织部，不少于 5个工作日；（二）审批，由 党组",
        "（一）审批，由 党组；（二）公示，由 组织部，不少于 5个工作日",
    )
    (only,) = difference(document(RULE + MECHANISMS), document(RULE + steps)).clauses
    assert only.subject == "程序 晋升程序"


def test_only_on_one_day() -> None:
    new = RULE.replace("得分 ≥ 3", "得分 ≥ 期望") + "  参数 期望：3，自2020年1月1日起；5，自2021年1月1日起。\n"
    from datetime import date

    days = [differences(document(RULE), document(new), as_of=date(year, 6, 1)).documents[0] for year in (2020, 2021)]
    assert [decision(d).relation for d in days] == [Relation.EQUIVALENT, Relation.STRICTER]
    both = difference(document(RULE), document(new))
    assert [(c.relation, str(c.period[0])) for c in both.decisions] == [
        (Relation.EQUIVALENT, "2020-01-01"),
        (Relation.STRICTER, "2021-01-01"),
    ]


def test_articles_that_moved() -> None:
    old = document(RULE) + "第二条【目的】\n  要旨：“说明目的”。\n第三条【旧事】\n  要旨：“往事”。\n"
    new = document("  要旨：“说明目的”。").replace("第一条【规则】", "第一条【目的】") + f"第二条【规则】\n{RULE}"
    found = difference(old, new)
    assert not found.differs
    assert [(a.edit, a.old, a.new) for a in found.articles] == [
        (Edit.RENUMBERED, "第二条", "第一条"),
        (Edit.RENUMBERED, "第一条", "第二条"),
        (Edit.REMOVED, "第三条", None),
    ]


def test_a_vocabulary_with_one_value_more() -> None:
    wider = WORDS.replace("高级: high}", "高级: high, 特级: top}")
    new = RULE.replace("高级 → 5个月", "高级、特级 → 5个月")
    found = differences(document(RULE), document(new), wider).documents[0]
    assert decision(found).relation is Relation.LAXER
    assert ways(decision(found)) == [["级别为特级"]]


def test_vocabularies_that_clash_are_not_decided() -> None:
    other = WORDS.replace(
        "得分: {english: score, type: 整数, range: [0, 6], typical: 3",
        "得分: {english: score, type: 元, range: [0元, 6元], typical: 3元",
    )
    found = differences(document(RULE), document(RULE.replace("得分 ≥ 3", "得分 ≥ 3元")), other).documents[0]
    assert found.unknown
    assert found.reason is not None
    assert "得分" in found.reason.zh


EXCEPTED = """\
  定义 加分：较大（0，得分）。
  例外 第一条 当 在编 时，加分 为 加分 + 1。
  决定 可晋升 须：加分 ≥ 3。
"""


def test_a_value_before_an_exception_is_not_called_by_its_name_alone() -> None:
    found = decision(difference(document(EXCEPTED), document(EXCEPTED.replace("+ 1", "+ 2"))))
    assert ways(found) == [["原加分为1"]]
    assert found.groups[0].ways[0].conditions[0].en == "the original 加分 of 1"
