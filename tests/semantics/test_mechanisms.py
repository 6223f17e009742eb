"""Mechanisms as the core has them: what scores and slots compute, what the others say, and mistakes in them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rankdsl.ir import mechanisms as ir
from rankdsl.ir.model import Piece
from rankdsl.ir.nodes import Const, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Unit
from rankdsl.population.chosen_rules import Rules, rules_of
from tests.semantics.analysing import analyse, piece, value, 县规, 省规, 部规

HEAD = (
    部规
    + """
第一条
  决定 可晋升 须：任现职级年限 ≥ 2年。
  决定 应降低 须：处分期内。
  表 上一级 按 现职级：办事员级 → 科员级；科员级 → 副科级；其他 → 正科级。
  表 下一级 按 现职级：副科级 → 科员级；其他 → 办事员级。
"""
)
SCORE = """
第二条
  积分 得分 满分 100：
    （一）年限分 占 40%：任现职级年限 ÷ 1个月；
    （二）优秀分 满分 30：20 × 计数 近3年 年度考核 中（等次 = 优秀）；
    当 艰苦边远地区 时：（三）边远分 占 30% 由 服务对象：80；
    其他：（四）机关分 占 30%：60；
    （五）处分扣分 扣分 不超过 5：级别分。
  表 级别分 按 处分期内：是 → 8；否 → 0。
"""


def mechanisms(text: str) -> tuple[ir.Mechanism, ...]:
    return tuple(mechanism for _, mechanism in piece(text).mechanisms)


def only(text: str, kind: type[ir.Mechanism]) -> ir.Mechanism:
    (found,) = (mechanism for mechanism in mechanisms(text) if isinstance(mechanism, kind))
    return found


def said(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message.zh) for finding in analyse(text).findings]


@pytest.fixture(scope="module")
def scored() -> Piece:
    return piece(HEAD + SCORE)


@pytest.mark.parametrize(
    ("facts", "points", "total"),
    [
        # 36 months by 2023; nobody is excellent; an ordinary organ
        ({}, {"年限分": 36, "优秀分": 0, "边远分": 0, "机关分": 60}, Fraction("32.4")),
        ({"艰苦边远地区": True}, {"边远分": 80, "机关分": 0}, Fraction("38.4")),
        ({"处分期内": True}, {"处分扣分": 5}, Fraction("27.4")),
    ],
)
def test_a_score_is_the_sum_of_its_parts(
    scored: Piece, facts: dict[str, object], points: dict[str, int], total: Fraction
) -> None:
    for name, expected in points.items():
        assert value(scored.program, name, **facts) == expected  # type: ignore[arg-type]
    assert value(scored.program, "得分", **facts) == total  # type: ignore[arg-type]


def test_points_stay_within_their_marks(scored: Piece) -> None:
    late = date(2040, 1, 1)
    assert value(scored.program, "年限分", late) == 100
    assert value(scored.program, "得分", late) == 40 + 18


def test_a_score_does_not_fall_below_its_floor() -> None:
    text = HEAD + "第二条\n  积分 得分 满分 10：（一）甲 占 100%：1；（二）乙 扣分：5。\n"
    assert value(piece(text).program, "得分") == 0
    assert value(piece(text.replace("满分 10：", "满分 10 最低 −2：")).program, "得分") == -2


def test_a_part_may_only_name_a_fact_or_a_norm() -> None:
    text = HEAD + "第二条\n  定义 基础：7。\n  积分 得分 满分 10：（一）基础 占 50%；（二）乙 满分 5：9。\n"
    found = piece(text)
    assert value(found.program, "得分（一）") == 7
    assert value(found.program, "得分") == Fraction("8.5")
    (scoring,) = (m for _, m in found.mechanisms)
    assert isinstance(scoring, ir.Scoring)
    assert [(part.name, part.norm, part.form) for part in scoring.parts] == [
        ("基础", "得分（一）", ir.PartForm.WEIGHT),
        ("乙", "乙", ir.PartForm.MARKS),
    ]


def test_what_the_core_says_of_a_score(scored: Piece) -> None:
    (scoring,) = (m for _, m in scored.mechanisms)
    assert isinstance(scoring, ir.Scoring)
    assert isinstance(scoring.full, Const)
    assert scoring.full.value == 100
    labels = [(part.name, part.place.item, part.rater) for part in scoring.parts]
    assert labels[0] == ("年限分", "（一）", None)
    assert labels[2] == ("边远分", "（三）", "服务对象")
    assert scoring.parts[0].guard is None
    assert isinstance(scoring.parts[2].guard, FactRef)
    assert scoring.parts[4].weight is None


def test_shares_are_bounds_or_other_parts() -> None:
    text = HEAD + SCORE + "第三条\n  占比 得分：年限分 不超过 30%；优秀分 不少于 年限分；服务对象 不少于 10%。\n"
    rules = [m for m in mechanisms(text) if isinstance(m, ir.ShareRule)]
    assert [(r.subject, r.op, r.other) for r in rules] == [
        ("年限分", Op.LE, None),
        ("优秀分", Op.GE, "年限分"),
        ("服务对象", Op.GE, None),
    ]
    assert isinstance(rules[0].bound, Const)
    assert rules[0].bound.value == Fraction(3, 10)


SLOTS = """
第二条
  参数 基数：7。
  职数 职数表 按 现职级 基数 基数 向下取整：
    （一）正科级、副科级 不超过 基数 的 60%；
    （二）正科级 不超过 （一）的 50%；
    （三）正处级 不超过 1名。
  升降 现职级：晋升 可晋升 → 上一级；降低 应降低 → 下一级。
  择优 人选：从 可晋升 中，按 任现职级年限 由高到低，同分按 级别 由低到高，取 职数表 之内。
"""


def test_slots_are_rounded_as_written() -> None:
    found = piece(HEAD + SLOTS)
    assert [value(found.program, f"职数表{label}") for label in ("（一）", "（二）", "（三）")] == [4, 2, 1]
    up = piece(HEAD + SLOTS.replace("向下取整", "向上取整"))
    assert [value(up.program, f"职数表{label}") for label in ("（一）", "（二）")] == [5, 3]


@pytest.mark.parametrize("name", ["「职数表（二）」", "「职数表(二)」"])
def test_a_line_of_slots_can_be_named(name: str) -> None:
    assert value(piece(f"{HEAD}{SLOTS}  定义 正科：{name} + 1。\n").program, "正科") == 3


def test_slots_ladder_selection() -> None:
    slots, ladder, selection = mechanisms(HEAD + SLOTS)
    assert isinstance(slots, ir.Slots)
    assert [(line.values, line.norm) for line in slots.lines] == [
        (("正科级", "副科级"), "职数表（一）"),
        (("正科级",), "职数表（二）"),
        (("正处级",), "职数表（三）"),
    ]
    assert isinstance(ladder, ir.Ladder)
    assert [(move.direction, move.decision) for move in ladder.moves] == [
        (ir.Direction.RAISES, "可晋升"),
        (ir.Direction.LOWERS, "应降低"),
    ]
    assert isinstance(selection, ir.Selection)
    assert (selection.among, selection.slots, selection.take) == ("可晋升", "职数表", None)
    assert [(key.name, key.descending) for key in (*selection.keys, *selection.ties)] == [
        ("任现职级年限", True),
        ("级别", False),
    ]


def test_procedures_and_their_superiors() -> None:
    above = (
        HEAD
        + "第二条\n  参数 公示天数：5个工作日。\n"
        + "  程序 晋升程序 用于 可晋升：（一）公示，不少于 公示天数；（二）审批，由 党组。\n"
    )
    below = 省规 + "第一条\n  程序 晋升程序：（一）任前公示 即 公示，不少于 7日，公布 任现职级年限。\n"
    first, second = (m for _, m in piece(above + below).mechanisms)
    assert isinstance(first, ir.Procedure)
    assert isinstance(second, ir.Procedure)
    assert (first.of, second.of) == ("可晋升", None)
    assert first.steps[0].least is not None
    assert (first.steps[0].least.value, first.steps[0].least.type.unit) == (5, Unit.WORKDAY)  # type: ignore[union-attr]
    assert first.steps[1].body == "党组"
    assert [(s.name, s.called, s.published) for s in second.steps] == [
        ("公示", "任前公示", (ir.Published("任现职级年限", False),))
    ]


def test_the_other_mechanisms() -> None:
    text = (
        HEAD
        + """
第二条
  上限 年度考核 中（等次 = 优秀）不超过 20%。
  指标 考核指标：
    （一）办结率，分值 30，类别 个性，适用 艰苦边远地区，由 法制科，性质 数量，材料 2；
    （二）安全，对象 安全生产，一票否决。
  上限 考核指标 的 项数 不超过 11。
  否决清单：安全生产。
  职责清单 法制科：办结率、案卷。
  待遇 津贴 按 现职级：科员级 → 100元；其他 → 200元。
  上限 津贴 的 级差 不超过 80元。
  后果 应降低：依据 第一条；申诉 复核 30日、再申诉 15日 答复 60日。
  承诺 “六成”：60% × 87 ≤ 18。
  承诺：存在 可晋升 且 任现职级年限 ≤ 6个月。
  核算 “合并”：70 − 18 = 11。
"""
    )
    found = mechanisms(text)
    assert [type(m).__name__ for m in found] == [
        *("PeopleCap", "IndicatorSet", "MeasureCap", "VetoList", "Duties", "Entitlement", "MeasureCap"),
        *("AdverseOutcome", "Promise", "Promise", "Figures"),
    ]
    indicators = only(text, ir.IndicatorSet)
    assert isinstance(indicators, ir.IndicatorSet)
    first, second = indicators.indicators
    assert (first.points.value, first.about, first.owner) == (30, "办结率", "法制科")  # type: ignore[union-attr]
    assert (second.points, second.about, second.veto) == (None, "安全生产", True)
    outcome = only(text, ir.AdverseOutcome)
    assert isinstance(outcome, ir.AdverseOutcome)
    assert [place.citation for place in outcome.grounds] == ["《部规》第一条"]
    assert [(a.name, a.within.value, a.answered.value if a.answered else None) for a in outcome.appeals] == [
        ("复核", 30, None),
        ("再申诉", 15, 60),
    ]
    assert value(piece(text).program, "津贴") == 100
    assert [m.exists for m in found if isinstance(m, ir.Promise)] == [False, True]


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("择优 甲：从 可晋升，按 性别 由高到低，取 3名。", "RD105", "“性别”是“性别”的值，没有高低，不能用来排序"),
        ("择优 甲：从 任现职级年限，按 级别 由高到低，取 3名。", "RD105", "“任现职级年限”是年限，这里要写一项决定"),
        ("择优 甲：从 可晋升，按 级别 由高到低，取 乙 之内。", "RD103", "“乙”不是本文件或者上位文件的职数"),
        ("升降 任现职级起：晋升 可晋升 → 上一级。", "RD105", "“任现职级起”是年月，不是有若干个值的事实"),
        ("升降 现职级：晋升 可晋升 → 任现职级年限。", "RD105", "“任现职级年限”要给出“现职级”的值，却是年限"),
        ("程序 甲：（一）公示，不少于 5年。", "RD105", "这里要写天数，“5年”是年限"),
        ("程序 甲：（一）公示，公布 可晋升 明细。", "RD105", "“可晋升”不是积分，没有明细"),
        (
            "程序 甲：（一）公示，公布 家庭住址。",
            "RD103",
            "“家庭住址”不是规则里的名称，也不是词表里的事实，不知道公布的是什么",
        ),
        ("程序 甲：（一）公示 即 亮相。", "RD103", "“亮相”不是本文件或者上位文件的程序步骤"),
        ("待遇 津贴：80元。 上限 津帖 的 级差 不超过 80元。", "RD103", "“津帖”不是本文件或者上位文件的待遇"),
        ("积分 甲 满分 0：（一）乙 占 100%：1。", "RD105", "“甲”的满分是“0”，满分要大于0"),
        ("积分 甲 满分 100：（一）乙 占 8年：1。", "RD105", "这里要写比例，“8年”是年限"),
        ("积分 甲 满分 100：（一）乙 占 50%：1；（一）丙 占 50%：1。", "RD104", "“甲”的（一）写了两次"),
        ("职数 甲 按 现职级 基数 9 向下取整：（一）科长 不超过 2名。", "RD108", "“现职级”没有“科长”这个值"),
        (
            "职数 甲 按 现职级 基数 9 向下取整：（一）科员级 不超过 （二）的 40%；（二）副科级 不超过 基数 的 10%。",
            "RD103",
            "（一）按（二）计算，（二）却写在它后面或者就是它自己",
        ),
        ("指标 甲：（一）乙，分值 30；（二）丙，分值 3年。", "RD105", "这里要写个数，“3年”是年限"),
        ("后果 可晋升：申诉 复核 3年。", "RD105", "这里要写天数，“3年”是年限"),
    ],
)
def test_mistakes(statement: str, code: str, message: str) -> None:
    assert (code, message) in said(f"{HEAD}第二条\n  {statement}\n")


def test_a_cap_binds_what_documents_below_call_so() -> None:
    above = HEAD + "第二条\n  上限 考核指标 的 项数 不超过 1。\n"
    below = 省规 + "第一条\n  指标 考核指标：（一）甲；（二）乙。\n"
    assert [type(m).__name__ for m in mechanisms(above + below)] == ["MeasureCap", "IndicatorSet"]


def test_every_unit_of_counting_is_a_plain_number() -> None:
    counted = """第二条
  指标 甲：（一）乙，分值 30分，材料 2份，检查 3次；（二）丙，分值 70。
  上限 甲 的 项数 不超过 11项。
  定义 件数：5件 + 2人。
"""
    found = piece(HEAD + counted)
    assert value(found.program, "件数") == 7


def test_a_selection_within_slots_needs_a_ladder() -> None:
    text = HEAD + SLOTS.replace("晋升 可晋升 → 上一级；", "")
    assert said(text) == [("RD103", "“人选”在职数内择优，但是没有写明符合“可晋升”的人“现职级”晋升到哪一级")]


def test_a_selection_from_a_decision_that_is_the_superiors() -> None:
    """The ladder is for it under every name of it."""
    town = "文件《乡规》\n  层级：乡级。 依据：《县规》。 施行：2020年1月1日。\n第一条\n"
    text = HEAD + SLOTS + 省规 + "第一条\n  决定 省可晋升 即《部规》可晋升。\n"
    text += 县规 + "第一条\n  决定 县可晋升 即《省规》省可晋升。\n" + town
    below = piece(f"{text}  择优 甲：从 县可晋升 中，按 级别 由高到低，取 职数表 之内。\n", "乡规")
    chosen = rules_of(below, below.program.document, "甲", below.program.document.place)
    assert isinstance(chosen, Rules)
    assert [move.decision for move in chosen.moves] == ["可晋升"]
    other = f"{text}  决定 另可晋升 须：在编。\n  择优 甲：从 另可晋升 中，按 级别 由高到低，取 职数表 之内。\n"
    assert [code for code, _ in said(other)] == ["RD103"]


def test_parts_and_lines_are_meant_by_their_names() -> None:
    above, below = HEAD + SCORE, 省规 + "第一条\n  修改《部规》第二条 得分（二） 改为：30。\n"
    (finding,) = analyse(above + below).findings
    assert (finding.code, finding.message.zh) == ("RD109", "“得分”的（二）有自己的名称，在这里不能用序号来指")
    assert finding.help is not None
    assert finding.help.zh == "把“得分（二）”写成“优秀分”"
    (finding,) = analyse(HEAD + SLOTS + below.replace("得分（二）", "职数表（二）")).findings
    assert finding.help is not None
    assert finding.help.zh == "把“职数表（二）”写成“「职数表（二）」”"


def test_a_mechanism_twice() -> None:
    text = HEAD + "第二条\n  程序 甲：（一）公示。\n第三条\n  程序 甲：（一）公示。\n"
    assert said(text) == [("RD104", "“甲”在本文件已经有了（第二条）")]


OF_FIGURES = """
第二条
  参数 公示天数：5个工作日。
  参数 总分：100。
  参数 每项：50。
  程序 晋升程序：（一）推荐；（二）公示，不少于 公示天数。
  积分 得分 满分 总分：（一）甲分 占 100%：任现职级年限 ÷ 1个月。
  指标 考核：（一）办结率，分值 每项；（二）满意度，分值 每项。
"""


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("公示天数", "例外《部规》第二条 当 艰苦边远地区 时，公示天数 为 3个工作日。"),
        ("公示天数", "修改《部规》第二条 公示天数 改为：当 艰苦边远地区 时，3个工作日；其他，5个工作日。"),
        ("总分", "例外《部规》第二条 当 艰苦边远地区 时，总分 为 120。"),
        ("每项", "例外《部规》第二条 当 艰苦边远地区 时，每项 为 60。"),
    ],
)
def test_a_figure_above_that_is_no_figure_any_more(name: str, change: str) -> None:
    """What a superior says is not lost in silence: where this document takes it away, that is told."""
    told = f"本文件改变“{name}”以后，《部规》第二条不再成立：“{name}”在这里要是一个固定的数，不能因人而异"
    text = f"{HEAD}{OF_FIGURES}{省规}第一条\n  修改《部规》第一条 可晋升 另须：（一）在编。\n第二条\n  {change}\n{县规}"
    assert {(f.code, f.place.citation, f.message.zh) for f in analyse(text).findings} == {
        ("RD105", "《省规》第二条", told)
    }


def test_what_is_wrong_above_is_told_there_only() -> None:
    text = (
        HEAD
        + OF_FIGURES.replace("不少于 公示天数", "不少于 5年")
        + 省规
        + "第一条\n  修改《部规》第二条 总分 改为：90。\n"
    )
    assert [f.place.document for f in analyse(text).findings] == ["部规"]
