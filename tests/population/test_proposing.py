"""Proposals: who is eligible, in which order, within the slots, stopped by what; what is not known stays apart."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rankdsl.backends.approximate import Range
from rankdsl.population.proposal import Proposal
from rankdsl.population.selecting import Fate
from tests.population.unit_files import BY_POINTS, CONDITIONS, SLOTS, proposed, unit


def fates(found: Proposal) -> dict[str, str]:
    assert isinstance(found, Proposal), found
    return {each.member.id: each.fate.value if each.fate else "-" for each in found.ranked}


CHAIN = """
赵 三级 90
钱 三级 80
孙 四级 70
李 四级 60
周 科员 50
吴 科员 40
"""
"""Of 20 posts: one 二级, six 三级 and 四级 together, two of them 三级; all of the two are held."""


def test_a_promotion_frees_slots_for_the_targets_below_in_the_same_round():
    found = proposed(unit(CHAIN + "郑 四级 1 处分期内=是\n王 四级 1 处分期内=是\n"))
    assert fates(found) == {
        "赵": "selected",
        "钱": "missed",
        "孙": "selected",
        "李": "missed",
        "周": "selected",
        "吴": "missed",
    }
    assert [(line.label, line.number, line.held, line.used) for line in found.lines] == [
        ("本局职数（一）", 1, 0, (1, 1)),
        ("本局职数（二）", 6, 6, (6, 6)),
        ("本局职数（三）", 2, 2, (2, 2)),
    ]
    cuts = found.cuts
    told = [(c.target, c.lines[0].label, c.last.member.id, c.first.member.id, c.key, c.gap.zh) for c in cuts]
    assert told == [
        ("二级", "本局职数（一）", "赵", "钱", "分数", "还差 10"),
        ("三级", "本局职数（三）", "孙", "李", "分数", "还差 10"),
        ("四级", "本局职数（二）", "周", "吴", "分数", "还差 10"),
    ]
    assert found.settled


def test_who_is_stopped_by_what():
    people = CHAIN + "郑 二级 1\n王 科员 1 处分期内=是 \n冯 二级 1 处分期内=是\n"
    found = proposed(unit(people))
    told = [(bar.label, bar.words.zh, [m.id for m in bar.members], bar.only, bar.place.article) for bar in found.bars]
    assert told == [
        ("（一）", "现职级 低于 二级", ["郑", "冯"], 1, "第一条"),
        ("（三）", "非 处分期内", ["王", "冯"], 1, "第一条"),
    ]
    assert [m.id for m in found.barred] == ["郑", "王", "冯"]
    assert [bar.label for bar in found.reasons["冯"]] == ["（一）", "（三）"]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_tie_at_the_cut_is_undetermined_whatever_the_order_of_the_file(turn):
    lines = ["赵 科员 90", "钱 科员 80", "孙 科员 80", "李 科员 80", "周 科员 70"]
    found = proposed(unit("\n".join(lines[::turn]), posts=10))  # three 四级
    assert fates(found) == {
        "赵": "selected",
        "钱": "undetermined",
        "孙": "undetermined",
        "李": "undetermined",
        "周": "missed",
    }
    assert [each.member.id for each in found.cuts[0].tied] == ["钱", "孙", "李"][::turn]
    assert [(each.rank, each.tied) for each in found.ranked] == [(1, 0), (2, 2), (2, 2), (2, 2), (5, 0)]
    assert not found.settled


def test_ties_that_the_second_key_settles():
    document = SLOTS + "    择优 人选：从 可晋升 中，按 分数 由高到低，同分按 任职起 由早到晚，取 本局职数 之内。\n"
    people = "赵 科员 80\n钱 科员 80 任职起=2017-06\n"
    found = proposed(unit(people, posts=4), document)
    assert fates(found) == {"钱": "selected", "赵": "missed"}
    assert (found.cuts[0].key, found.cuts[0].gap.zh) == ("任职起", "晚了7个月")


def test_held_ranks_that_exceed_the_slots_are_told_and_gain_nobody():
    found = proposed(unit("赵 三级 90\n钱 三级 80\n孙 三级 70\n李 四级 60\n", posts=10))
    assert [(line.label, line.held, line.capacity, line.exceeded) for line in found.lines] == [
        ("本局职数（一）", 0, 0, False),
        ("本局职数（二）", 4, 3, True),
        ("本局职数（三）", 3, 1, True),
    ]
    assert set(fates(found).values()) == {"missed"}


# --- what is not known


def test_who_cannot_be_determined_stands_apart_and_may_change_what_is_proposed():
    found = proposed(unit("赵 科员 90 \n钱 科员 80\n孙 科员 85 处分期内=未知\n李 科员 10 处分期内=未知", posts=7))
    assert fates(found) == {"赵": "selected", "钱": "selected"}
    assert [(each.member.id, each.missing) for each in found.opens] == [("孙", ("处分期内",)), ("李", ("处分期内",))]
    assert {each.member.id: each.contingent for each in found.ranked} == {"赵": False, "钱": True}
    assert not found.settled


def test_somebody_whose_points_are_not_known_may_stand_anywhere():
    found = proposed(unit("赵 科员 90\n钱 科员 80\n孙 科员 未知\n", posts=7))
    assert fates(found) == {"赵": "selected", "钱": "undetermined", "孙": "undetermined"} or fates(found) == {
        "赵": "undetermined",
        "钱": "undetermined",
        "孙": "undetermined",
    }
    assert [(each.member.id, each.what.zh, each.missing) for each in found.opens] == [("孙", "分数", ("分数",))]
    assert found.ranked[-1].rank is None


def test_points_that_are_not_known_do_not_matter_where_they_cannot():
    """钱 has 0 to 30 of 70 marks for points: behind 赵 and before 孙 and 李, whatever they are."""
    scored = SLOTS + (
        "    积分 得分 满分 100：（一）甲分 占 30%：分数；（二）乙分 占 70%：任职年限 ÷ 1个月。\n"
        "    择优 人选：从 可晋升 中，按 得分 由高到低，取 本局职数 之内。\n"
    )
    people = """
    赵 科员 100
    钱 科员 未知 任职起=2019-11
    孙 科员 0 任职起=2024-01
    李 科员 1 任职起=2024-01
    """
    found = proposed(unit(people, posts=8), scored)
    assert fates(found) == {"赵": "selected", "钱": "selected", "孙": "missed", "李": "missed"}
    assert [each.member.id for each in found.opens] == ["钱"]  # the marks are still to be given
    assert fates(proposed(unit(people, posts=4), scored)) == {
        "赵": "selected",
        "钱": "missed",
        "孙": "missed",
        "李": "missed",
    }
    near = people.replace("孙 科员 0 任职起=2024-01", "孙 科员 60 任职起=2019-11")  # 18 + 55.3, and 钱 has 55.3 to 85.3
    assert fates(proposed(unit(near, posts=8), scored)) == {
        "赵": "selected",
        "钱": "undetermined",
        "孙": "undetermined",
        "李": "missed",
    }


def test_slots_of_an_unknown_number_of_posts():
    found = proposed(unit(CHAIN, posts=None))
    assert next(why.zh for _, why in found.obstacles) == "“本局职数（一）”的职数不能确定：单位文件没有写编制数"
    assert set(fates(found).values()) == {"-"}
    assert not found.settled


def test_a_rank_that_is_not_given_leaves_the_slots_uncounted():
    text = unit(CHAIN).replace("id: 吴, facts: {现职级: 科员,", "id: 吴, facts: {")
    found = proposed(text)
    assert [why.zh for _, why in found.obstacles] == ["“现职级”没有写明，已用的职数数不出来：吴"]
    assert not found.settled


def test_a_target_that_is_not_above_is_no_promotion():
    flat = CONDITIONS.replace("四级 → 三级", "四级 → 四级")
    found = proposed(unit("赵 四级 90\n钱 科员 80"), conditions=flat)
    assert fates(found) == {"钱": "selected"}
    (told,) = found.opens
    assert (told.member.id, told.reasons[0].zh) == ("赵", "升降规定的“四级”不高于现在的“四级”")
    assert found.queue.eligible == 2


def test_moves_that_lead_to_different_ranks_are_told_with_their_articles():
    two = CONDITIONS.replace(
        "    升降 现职级",
        "    表 另一职级 按 现职级：科员 → 三级；其他 → 二级。\n"
        "    升降 现职级：晋升 可晋升 → 另一职级。\n    升降 现职级",
    )
    found = proposed(unit("赵 科员 90\n"), conditions=two)
    (told,) = found.opens
    at = "《某县局职级晋升量化办法（示例）》第一条"
    assert told.reasons[0].zh == f"几处升降规定的不同：{at}为“三级”、{at}为“四级”"
    assert told.reasons[0].en == f"several rules of moves differ: “三级” by {at}, “四级” by {at}"


# --- a number of people


TAKE = "第二条\n    择优 人选：从 可晋升 中，按 分数 由高到低，取 2名。\n"


def test_a_number_of_people():
    found = proposed(unit("赵 科员 90\n钱 四级 80\n孙 三级 80\n", posts=None), TAKE)
    assert fates(found) == {"赵": "selected", "钱": "undetermined", "孙": "undetermined"}
    assert (found.take, found.lines, found.cuts[0].target, found.cuts[0].lines) == (2, (), "", ())


def test_a_number_that_hinges_on_the_unit():
    document = TAKE.replace("取 2名", "取 名额").replace(
        "第二条\n", "第二条\n    定义 名额：取整（编制数 × 10%，向下）。\n"
    )
    assert fates(proposed(unit("赵 科员 90\n钱 四级 80\n", posts=19), document)) == {"赵": "selected", "钱": "missed"}
    found = proposed(unit("赵 科员 90\n", posts=None), document)
    assert [why.zh for _, why in found.obstacles] == ["取几名不能确定：单位文件没有写编制数"]


# --- scores


SCORE = """\
第二条【积分】
    积分 得分 满分 100 最低 10：
        （一）年限分 占 40%：任职年限 ÷ 1个月；
        （二）实绩分 占 30%：分数；
        当 现职级 = 科员 时：
        （三）基层分 满分 30 由 群众：25.5；
        其他：
        （四）机关分 满分 30：1 ÷ 3 × 分数；
        （五）扣分 扣分 不超过 50：分数。
第三条
    择优 人选：从 可晋升 中，按 得分 由高到低，取 1名。
"""


def test_a_score_that_an_exception_says_is_not_shown_as_its_parts():
    excepted = SCORE + "    例外 第二条 当 分数 < 85 时，得分 为 11。\n"
    found = proposed(unit("赵 科员 90\n钱 科员 80\n"), excepted)
    shown = {each.member.id: each.keys[0].score for each in found.ranked}
    assert shown["钱"].value == 11
    assert shown["钱"].parts == ()
    assert len(shown["赵"].parts) > 1


def test_a_score_of_somebody_whose_class_is_not_known_is_that_of_one_class():
    """4 + 30 or 4 + 48, never neither or both of the parts that exclude each other."""
    guarded = """\
第二条
    积分 得分 满分 100：
        （一）甲分 占 40%：分数；
        当 处分期内 时，
        （二）乙分 占 60%：50；
        其他：
        （三）丙分 占 60%：80。
第三条
    择优 人选：从 可晋升 中，按 得分 由高到低，取 1名。
"""
    anybody = CONDITIONS.replace("（三）非 处分期内", "（三）分数 ≥ 0")
    found = proposed(unit("赵 科员 10 处分期内=未知\n"), guarded, conditions=anybody)
    (key,) = found.ranked[0].keys
    assert (key.answer.values, key.answer.hinges) == (Range(34, 52), {"处分期内"})
    same = guarded.replace("：50；", "：80；")
    (key,) = proposed(unit("赵 科员 10 处分期内=未知\n"), same, conditions=anybody).ranked[0].keys
    assert key.value == 52


def test_the_parts_come_to_the_score():
    found = proposed(unit("赵 科员 90\n钱 四级 81\n孙 三级 0\n"), SCORE)
    for each in found.ranked:
        score = each.keys[0].score
        total = sum(part.contribution for part in score.parts)
        assert score.value == max(total, score.lowest) == each.keys[0].value
        assert score.raised == (total < score.lowest)
        assert all(part.counts or part.contribution == 0 for part in score.parts)
    first = found.ranked[0].keys[0].score
    assert [(p.name, p.points, p.weight, p.contribution, p.rater, p.place.item) for p in first.parts if p.counts] == [
        ("年限分", 100, Fraction(2, 5), 40, None, "（一）"),
        ("实绩分", 90, Fraction(3, 10), 27, None, "（二）"),
        ("基层分", Fraction(51, 2), Fraction(3, 10), Fraction(51, 2), "群众", "（三）"),
    ]
    assert (first.value, first.full, first.lowest, first.raised) == (Fraction(185, 2), 100, 10, False)


def test_what_a_document_below_changes_is_shown_with_its_article():
    """Of a part and of a line; and a part that gives points to those for whom it does not count is not left out."""
    below = """
文件《某局细则》
    层级：县级。
    依据：《某县局职级晋升量化办法（示例）》。
    施行：2026年1月1日。

第一条
    修改《某县局职级晋升量化办法（示例）》第二条 基层分 改为：10。
    例外《某县局职级晋升量化办法（示例）》第二条 当 分数 < 85 时，实绩分 为 50。
    修改《某县局职级晋升量化办法（示例）》第四条 「本局职数（二）」 改为：6。
    择优 人选：从 可晋升 中，按 得分 由高到低，取 本局职数 之内。
"""
    document = SCORE.replace(" 最低 10", "") + SLOTS.replace("第二条", "第四条") + below
    found = proposed(unit("赵 四级 90\n钱 四级 80\n"), document, "人选")
    parts = {each.member.id: each.keys[0].score.parts for each in found.ranked}
    shown = {id_: [(p.name, p.points, p.said.citation) for p in of if p.counts] for id_, of in parts.items()}
    above = "《某县局职级晋升量化办法（示例）》第二条"
    assert shown["赵"][1:3] == [("实绩分", 90, f"{above}（二）"), ("基层分", 10, "《某局细则》第一条")]
    assert shown["钱"][1] == ("实绩分", 50, "《某局细则》第一条")
    assert [(line.number, line.place.citation) for line in found.lines][1] == (6, "《某局细则》第一条")
    for each in found.ranked:
        assert each.keys[0].value == sum(part.contribution for part in each.keys[0].score.parts if part.counts)


# --- queue and pool


def test_the_queue():
    people = "\n".join(f"{i:03} 科员 {i % 90}" for i in range(87))
    found = proposed(unit(people, posts=150, more="slots_per_year: 5\n"))
    assert (found.queue.eligible, found.queue.years) == (87, Fraction(87, 5))
    assert proposed(unit(people)).queue.years is None


LOAN = "pool:\n  - {value: 四级, count: 2, lender: 甲局, borrower: 某局, since: 2026-01-01, until: 2026-12-31}\n"
FOUR = "赵 科员 90\n钱 科员 80\n孙 科员 70\n李 科员 60\n"


def test_what_the_pool_would_change():
    found = proposed(unit(FOUR, posts=4, more=LOAN))
    assert fates(found) == {"赵": "selected", "钱": "missed", "孙": "missed", "李": "missed"}
    assert [each.member.id for each in found.pool.more] == ["钱", "孙"]
    assert (found.pool.fewer, found.pool.unsettled) == ((), ())


def test_a_loan_at_another_time_or_of_others_changes_nothing():
    late = LOAN.replace("2026-01-01", "2026-07-01")
    others = LOAN.replace("某局", "乙局")
    assert proposed(unit(FOUR, posts=4, more=late)).pool is None
    assert proposed(unit(FOUR, posts=4, more=others)).pool is None


def test_lending():
    lent = LOAN.replace("lender: 甲局, borrower: 某局", "lender: 某局, borrower: 甲局")
    found = proposed(unit(FOUR, posts=10, more=lent))
    assert [each.member.id for each in found.pool.fewer] == ["钱", "孙"]
    told = proposed(unit(FOUR, posts=4, more=lent))
    assert told == ["单位借出四级2名，超过“本局职数（二）”的1名"]


POOL = """\
    周转池 专项 用于 本局职数：
        （一）某局 核定 「四级」 2名；
        （二）某局 借入 「四级」 1名，自2026年1月1日起，至2026年12月31日；
        （三）甲局 借出 「四级」 1名，自2026年1月1日起，至2026年12月31日。
"""


def test_the_pool_of_the_document_counts_on_the_day():
    found = proposed(unit(FOUR, posts=10), BY_POINTS + POOL)
    assert fates(found) == {"赵": "selected", "钱": "selected", "孙": "selected", "李": "missed"}
    told = [(line.label, line.number, line.borrowed, line.capacity, line.used) for line in found.lines]
    assert told[1:] == [
        ("本局职数（二）", 3, 1, 4, (3, 3)),
        ("本局职数（三）", 1, 0, 1, (0, 0)),
        ("专项（一）", 2, 1, 3, (3, 3)),
    ]
    assert [line.label for line in found.cuts[0].lines] == ["专项（一）"]


def test_slots_that_are_borrowed_are_free_for_their_value_only():
    """Three 三级 in two slots of 三级 and 四级: too many, and the borrowed slot of 四级 is free all the same."""
    found = proposed(unit("赵 三级 90\n钱 三级 80\n孙 三级 70\n李 科员 60\n", posts=8), BY_POINTS + POOL)
    line = found.lines[1]
    assert (line.number, line.borrowed, line.held, line.own, line.free, line.exceeded) == (2, 1, 3, 3, 1, True)
    assert fates(found)["李"] == "selected"
    assert line.used == (4, 4)


def test_lending_what_people_hold():
    """A tie for the one slot that is free; without it both miss. Lending all slots leaves people without one."""
    lent = LOAN.replace("lender: 甲局, borrower: 某局", "lender: 某局, borrower: 甲局").replace("count: 2", "count: 1")
    found = proposed(unit("赵 科员 90\n钱 科员 90\n孙 四级 10 处分期内=是\n", posts=8, more=lent))
    assert fates(found) == {"赵": "undetermined", "钱": "undetermined"}
    assert [each.member.id for each in found.pool.ruled_out] == ["赵", "钱"]
    assert (found.pool.more, found.pool.fewer, found.pool.unsettled, found.pool.exceeded) == ((), (), (), ())
    all_of_them = lent.replace("count: 1", "count: 2")
    found = proposed(unit("孙 四级 10 处分期内=是\n", posts=8, more=all_of_them))
    assert [(line.label, line.held, line.number, line.lent) for line in found.pool.exceeded] == [
        ("本局职数（二）", 1, 2, 2)
    ]


def test_loans_of_several_ranks_are_added_up_and_loans_of_no_rank_refused():
    lent = LOAN.replace("lender: 甲局, borrower: 某局", "lender: 某局, borrower: 甲局")
    two = lent + lent.removeprefix("pool:\n").replace("四级", "三级").replace("count: 2", "count: 1")
    assert proposed(unit(FOUR, posts=8, more=two)) == [
        "单位借出四级、三级共3名，超过“本局职数（二）”的2名",
        "单位借出三级1名，超过“本局职数（三）”的0名",
    ]
    grade = LOAN.replace("四级", "优秀")
    assert proposed(unit(FOUR, more=grade)) == ["“优秀”不是“现职级”的取值，没有这样的职数可以借"]


# --- what is wrong with the file


def test_people_who_cannot_exist():
    text = unit("赵 科员 90\n").replace("2018-01", "2026-09")
    assert proposed(text) == ["“赵”这样的人不可能存在：与词表的“任职不在评定日以后”不符"]


def test_which_selection():
    two = BY_POINTS + "    择优 另外人选：从 可晋升 中，按 任职年限 由高到低，取 1名。\n"
    assert proposed(unit(FOUR), two) == "文件《某县局职级晋升量化办法（示例）》有几项择优：人选、另外人选"
    assert fates(proposed(unit(FOUR), two, "另外人选"))["赵"] == "undetermined"
    assert proposed(unit(FOUR), two, "别的") == "文件《某县局职级晋升量化办法（示例）》没有名为“别的”的择优"
    assert proposed(unit(FOUR), SLOTS).startswith("文件《某县局职级晋升量化办法（示例）》没有写怎样择优")


def test_everybody_has_one_fate():
    found = proposed(unit(CHAIN))
    told = [each.member.id for fate in Fate for each in found.of(fate)]
    assert sorted(told) == sorted(each.member.id for each in found.ranked)
