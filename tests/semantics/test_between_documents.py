"""What documents say of each other's norms: ranges, reserved matters, new and same decisions, readings, 对应."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from rankdsl import vocabulary
from rankdsl.ir.definitions import Kind
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.remarks import Manner, Restriction
from rankdsl.ir.values import Records
from rankdsl.source import SourceFile
from tests.semantics.analysing import SHIPPED, analyse, lines, marked, piece, sound, value, 县规, 省规, 部规

YEAR = 12

BASE = 部规 + "第一条\n 定义 年限：3年。\n 决定 可晋升 须：（一）任现职级年限 ≥ 年限；（二）非 处分期内。\n"
RANGE = BASE + " 对下 年限：可在 2年 至 5年 之间规定。\n"

# --- 可在…之间规定


@pytest.mark.parametrize(
    ("written", "here", "above"),
    [
        ("定义 年限：4年。", 4, 4),
        ("定义 年限：2年。", 2, 2),
        ("定义 年限：5年。", 5, 5),
        ("定义 年限：6年。", 6, 3),
        ("定义 年限：1年。", 1, 3),
        ("修改《部规》第一条 年限 改为：4年。", 4, 4),
        ("参数 年限：4年。", 4, 4),
    ],
)
def test_a_fixed_value_counts_on_both_sides_within_the_range(written: str, here: int, above: int) -> None:
    found = piece(RANGE + 省规 + f"第一条\n {written}\n")
    assert found.superior is not None
    assert found.before is not None
    assert value(found.program, "年限") == here * YEAR
    assert value(found.superior, "年限") == above * YEAR
    assert value(found.before, "年限") == 3 * YEAR


@pytest.mark.parametrize("written", ["定义 年限：{}。", "修改《部规》第一条 年限 改为：{}。"])
def test_a_value_that_depends_on_the_person_counts_for_those_within_the_range(written: str) -> None:
    body = "当 艰苦边远地区 时，2年；当 中层正职年限 ≥ 1年 时，5年 + 中层正职年限；其他，4年"
    found = piece(RANGE + 省规 + f"第一条\n {written.format(body)}\n")
    assert found.superior is not None
    for facts, here, above in (({"艰苦边远地区": True}, 2, 2), ({"中层正职年限": YEAR}, 6, 3), ({}, 4, 4)):
        assert value(found.program, "年限", **facts) == here * YEAR
        assert value(found.superior, "年限", **facts) == above * YEAR
        assert value(found.superior, "可晋升（一）", **facts) is (above <= 3)


def test_an_exception_within_the_range() -> None:
    found = piece(RANGE + 省规 + "第一条\n 例外《部规》第一条 当 艰苦边远地区 时，年限 为 年限 − 2年。\n")
    assert found.superior is not None
    assert value(found.program, "年限", 艰苦边远地区=True) == 1 * YEAR
    assert value(found.superior, "年限", 艰苦边远地区=True) == 3 * YEAR
    assert value(found.superior, "年限") == 3 * YEAR


def test_every_range_above_must_hold_the_value() -> None:
    middle = 省规 + "第一条\n 定义 年限：3年。\n 对下 年限：可在 3年 至 4年 之间规定。\n"
    inside = piece(RANGE + middle + 县规 + "第一条\n 定义 年限：4年。\n")
    between = piece(RANGE + middle + 县规 + "第一条\n 定义 年限：5年。\n")
    assert [value(program, "年限") for _, program in inside.ancestors] == [4 * YEAR, 4 * YEAR]
    # The ministry allows five years, the province does not.
    assert [value(program, "年限") for _, program in between.ancestors] == [5 * YEAR, 3 * YEAR]
    text = "第一条\n 定义 年限：当 艰苦边远地区 时，4年；其他，5年。\n"
    mixed = piece(RANGE + middle + 县规 + text)
    assert [value(program, "年限") for _, program in mixed.ancestors] == [5 * YEAR, 3 * YEAR]
    assert [value(program, "年限", 艰苦边远地区=True) for _, program in mixed.ancestors] == [4 * YEAR, 4 * YEAR]


def test_a_range_of_ranks_and_of_a_parameter() -> None:
    text = (
        部规
        + "第一条\n 参数 最长：5年。\n 定义 最低等次：称职。\n 定义 年限：3年。\n"
        + " 对下 最低等次：可在 基本称职 至 优秀 之间规定。\n 对下 年限：可在 1年 至 最长 之间规定。\n"
    )
    found = piece(text)
    ends = [(d.lowest, d.highest) for _, d in found.delegations]
    assert [(low and low.value, high and high.value) for low, high in ends] == [("基本称职", "优秀"), (12, 60)]
    below = piece(text + 省规 + "第一条\n 定义 最低等次：不称职。\n 定义 年限：60个月。\n")
    assert below.superior is not None
    assert value(below.superior, "最低等次") == "称职"
    assert value(below.superior, "年限") == 60


CLAUSES = {
    "reversed": (
        " 对下 年限：可在 5年 至 2年 之间规定。  # RD119\n",
        "“可在 5年 至 2年 之间规定”，前一个比后一个大",
        "小的写在前面：“可在 2年 至 5年 之间规定”",
    ),
    "another unit": (
        " 对下 年限：可在 2元 至 5元 之间规定。  # RD119\n",
        "“年限”是年限，不能规定在2元、5元之间",
        "两端要和“年限”同类，并且有高低大小",
    ),
    "no fixed end": (
        " 对下 年限：可在 2年 至 中层正职年限 之间规定。  # RD119\n",
        "“中层正职年限”因人而异，范围的两端要是固定的",
        "写一个数，或者写一个参数",
    ),
    "of a decision": (
        " 对下 可晋升：可在 2年 至 5年 之间规定。  # RD119\n",
        "“可晋升”是决定，对下不能要求“可在…之间规定”",
        "决定能写“不得加严”“不得放宽”“不得变更”“不得增设条件”“可自行规定”“专属”",
    ),
    "for a definition": (
        " 对下 年限：不得加严。  # RD119\n",
        "“年限”是定义，对下不能要求“不得加严”",
        "定义能写“不得变更”“可在…之间规定”“可自行规定”“专属”",
    ),
}


@pytest.mark.parametrize(("clause", "message", "help_"), CLAUSES.values(), ids=CLAUSES.keys())
def test_a_clause_that_does_not_fit(clause: str, message: str, help_: str) -> None:
    text = BASE + clause
    analysis = analyse(text)
    assert lines(analysis.findings) == marked(text)
    (finding,) = analysis.findings
    assert finding.help is not None
    assert finding.message.zh == message
    assert finding.help.zh == help_


def test_a_reserved_matter() -> None:
    found = piece(BASE + " 对下 年限：专属。\n 对下 可晋升：专属；不得加严。\n")
    assert [(d.subject, d.restriction) for _, d in found.delegations] == [
        ("年限", Restriction.RESERVED),
        ("可晋升", Restriction.RESERVED),
        ("可晋升", Restriction.NOT_STRICTER),
    ]


# --- 新设, 即


def test_how_a_document_comes_to_state_a_norm() -> None:
    found = piece(
        BASE
        + 省规
        + "第一条\n 定义 年限：4年。\n 定义 自定：1年。\n 决定 可晋升 须：在编。\n 新设 决定 可转任 须：在编。\n"
        + " 决定 可晋升职级 即《部规》可晋升。\n 决定 不明 须：在编。\n"
    )
    assert [(s.name, s.kind, s.manner) for s in found.stated] == [
        ("年限", Kind.DEFINITION, Manner.RESTATED),
        ("自定", Kind.DEFINITION, Manner.OWN),
        ("可晋升", Kind.DECISION, Manner.RESTATED),
        ("可转任", Kind.DECISION, Manner.NEW),
        ("可晋升职级", Kind.DECISION, Manner.SAME),
        ("不明", Kind.DECISION, Manner.OWN),
    ]
    assert found.same_as == {"可晋升职级": "可晋升"}


def test_another_name_means_what_the_lowest_layer_leaves() -> None:
    text = (
        BASE
        + 省规
        + "第一条\n 决定 可晋升职级 即《部规》第一条 可晋升。\n"
        + 县规
        + "第一条\n 修改《部规》第一条 可晋升 另须：（一）在编。\n"
    )
    province, county = piece(text, "省规"), piece(text, "县规")
    assert value(province.program, "可晋升职级", 在编=False) is True
    assert value(county.program, "可晋升职级", 在编=False) is False
    assert county.same_as == {"可晋升职级": "可晋升"}
    assert [item.decision for item in province.program.items] == ["可晋升", "可晋升"]


def test_the_same_as_a_decision_further_up() -> None:
    text = BASE + 省规 + "第一条\n 要旨：“无”。\n" + 县规 + "第一条\n 决定 晋升 即《省规》可晋升。\n"
    found = piece(text, "县规")
    assert found.same_as == {"晋升": "可晋升"}
    assert value(found.program, "晋升") is True


SAME = {
    "not above": ("决定 晋升 即《某规》可晋升。  # RD109", "《某规》不是本文件的上位文件"),
    "the document itself": ("决定 晋升 即《省规》可晋升。  # RD119", "“即”后面要写上位文件，这里写的是本文件"),
    "no such name": ("决定 晋升 即《部规》可升。  # RD103", "“可升”不是本文件或者上位文件的决定、定义或参数"),
    "a definition": ("决定 晋升 即《部规》年限。  # RD119", "“年限”是定义，“决定 … 即”后面只能写一项决定"),
    "its own name": ("决定 可晋升 即《部规》可晋升。  # RD119", "“可晋升”和上位文件的名称相同，不用再写“即”"),
    "new and known": (
        "新设 决定 可晋升 须：在编。  # RD119",
        "“可晋升”写了“新设”，但是上位文件已经有这个名称",
    ),
}


@pytest.mark.parametrize(("statement", "message"), SAME.values(), ids=SAME.keys())
def test_a_name_that_does_not_fit(statement: str, message: str) -> None:
    text = f"{BASE}{省规}第一条\n {statement}\n"
    analysis = analyse(text)
    assert lines(analysis.findings) == marked(text)
    assert [f.message.zh for f in analysis.findings] == [message]


# --- 读法

READ = (
    部规
    + """第一条
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）读法甲：在编；
          读法乙：非 处分期内；
          采 读法乙。
"""
)


def test_the_adopted_reading_counts_and_the_others_are_there() -> None:
    found = piece(READ)
    assert value(found.program, "可晋升", 在编=False) is True
    assert value(found.program, "可晋升", 处分期内=True) is False
    (item,) = found.read_items
    assert (item.decision, item.label, item.layer, item.adopted) == ("可晋升", "（二）", 0, "读法乙")
    assert item.readings == (("读法甲", "在编"), ("读法乙", "非 处分期内"))
    (other,) = found.alternatives
    assert other.taken == ((item, "读法甲"),)
    assert value(other.piece.program, "可晋升", 在编=False) is False
    assert value(other.piece.program, "可晋升", 处分期内=True) is True
    assert other.piece.alternatives == ()


def test_a_document_below_is_there_under_every_reading() -> None:
    found = piece(READ + 省规 + "第一条\n 修改《部规》第一条 可晋升 另须：（一）艰苦边远地区。\n")
    (other,) = found.alternatives
    assert other.piece.superior is not None
    assert value(other.piece.superior, "可晋升", 在编=False) is False
    assert value(other.piece.program, "可晋升", 艰苦边远地区=True, 处分期内=True) is True
    assert value(found.program, "可晋升", 艰苦边远地区=True, 处分期内=True) is False


def test_readings_of_an_item_that_a_lower_document_takes_out() -> None:
    """They count no more here, but what is compared with the document above is compared under each of them."""
    deleted = piece(READ + 省规 + "第一条\n 修改《部规》第一条 可晋升（二） 删去。\n")
    replaced = piece(READ + 省规 + "第一条\n 修改《部规》第一条 可晋升（二） 改为：在编。\n")
    restated = piece(READ + 省规 + "第一条\n 决定 可晋升 须：在编。\n")
    for found in (deleted, replaced, restated):
        assert [item.label for item in found.read_items] == ["（二）"]
        (other,) = found.alternatives
        assert other.piece.program.items == found.program.items
        assert other.piece.superior is not None
        assert found.superior is not None
        answers = {value(p, "可晋升", 在编=True, 处分期内=True) for p in (found.superior, other.piece.superior)}
        assert answers == {True, False}


def test_two_items_of_several_readings_combine() -> None:
    text = (
        部规
        + "第一条\n 决定 可晋升 须：\n （一）读法甲：在编；读法乙：非 处分期内；读法丙：艰苦边远地区；采 读法甲；\n"
        + " （二）读法甲：任现职级年限 ≥ 2年；读法乙：任现职级年限 ≥ 3年；采 读法甲。\n"
    )
    found = piece(text)
    taken = [[(item.label, reading) for item, reading in a.taken] for a in found.alternatives]
    assert taken == [
        [("（二）", "读法乙")],
        [("（一）", "读法乙")],
        [("（一）", "读法丙")],
        [("（一）", "读法乙"), ("（二）", "读法乙")],
        [("（一）", "读法丙"), ("（二）", "读法乙")],
    ]


def test_mistakes_in_a_reading_that_is_not_adopted_are_told() -> None:
    text = 部规 + "第一条\n 决定 可晋升 须：\n （一）读法甲：在编者；  # RD103\n 读法乙：在编；采 读法乙。\n"
    assert lines(analyse(text).findings) == marked(text)


def test_more_readings_than_can_be_examined() -> None:
    numbers = "一二三四五"
    items = "；".join(f"（{n}）读法甲：在编；读法乙：非 处分期内；采 读法甲" for n in numbers)
    analysis = analyse(部规 + f"第一条\n 决定 可晋升 须：{items}。\n")
    assert [(f.code, f.message.zh) for f in analysis.findings] == [
        ("RD102", "连同上位文件，有读法之分的条件合起来有32种组合，最多能核对16种")
    ]
    assert analysis.models[0].pieces == ()
    four = "；".join(items.split("；")[:-3])
    (model,) = sound(部规 + f"第一条\n 决定 可晋升 须：{four}。\n").values()
    assert len(model.pieces[0].alternatives) == 15


# --- 对应

OWN = {
    "vocabulary": "省词",
    "english": "province_words",
    "extends": "公务员",
    "month_end": "clip",
    "enumerations": {
        "考核档次": {
            "english": "band",
            "ordered": True,
            "values": {"不合格": "failed", "合格": "passed", "良好": "good"},
        },
        "岗位类别": {"english": "kind_of_post", "ordered": False, "values": {"执法": "enforcement", "服务": "service"}},
    },
    "facts": {
        "岗位": {"english": "post_kind", "type": "岗位类别", "typical": "服务", "meaning": "岗位的类别", "source": "S1"}
    },
}
在省 = 省规.replace("依据", "词表：省词。 依据")
GRADES = 部规 + "第一条\n 决定 可晋升 须：每个 近3年 年度考核 中（等次 ≥ 称职）。\n"


def words() -> Mapping[str, Vocabulary]:
    files = [SHIPPED.read_text(encoding="utf-8"), yaml.safe_dump(OWN, allow_unicode=True, sort_keys=False)]
    found, findings = vocabulary.load_vocabularies([SourceFile(f"{n}.yaml", text) for n, text in enumerate(files)])
    assert findings == ()
    return found


def test_a_value_stands_for_the_superiors() -> None:
    text = (
        GRADES
        + 在省
        + "第一条\n 对应 考核档次：合格、良好 → 称职；不合格 → 不称职。\n 对应 岗位类别：新设。\n"
        + " 修改《部规》第一条 可晋升 改为 须：每个 近3年 年度考核 中（等次 ≥ 合格）。\n"
        + 县规
        + "第一条\n 定义 上年合格：任一 近1年 年度考核 中（等次 属于 {合格、优秀}）。\n"
    )
    models = sound(text, vocabularies=words())
    (province,) = models["省规"].pieces
    assert [(c.enumeration, dict(c.values), c.new, c.layer) for c in province.correspondences] == [
        ("考核档次", {"合格": "称职", "良好": "称职", "不合格": "不称职"}, False, 1),
        ("岗位类别", {}, True, 1),
    ]
    for grade, passes in (("称职", True), ("基本称职", False)):
        records = Records({2022: {"等次": grade}})
        assert value(province.program, "可晋升", 年度考核=records, 岗位="服务") is passes
        # What a document above says stands for holds below as well.
        (county,) = models["县规"].pieces
        assert value(county.program, "上年合格", 年度考核=records, 岗位="服务") is passes


CORRESPONDING = {
    "no such set": ("对应 考核档：合格 → 称职。", "RD108", "词表里没有叫“考核档”的一组值"),
    "no such value": ("对应 考核档次：及格 → 称职。", "RD108", "“及格”不是“考核档次”的值"),
    "twice": ("对应 考核档次：合格 → 称职；合格 → 优秀。", "RD108", "“合格”已经对应“称职”，一个值只能对应一个"),
    "its own value": ("对应 考核档次：合格 → 良好。", "RD108", "“良好”也是“考核档次”自己的值，对应的要是上位文件的值"),
    "nothing": ("对应 考核档次：合格 → 称职级。", "RD108", "没有一组值里有“称职级”"),
    "several sets": (
        "对应 考核档次：合格 → 称职；不合格 → 科员级。",
        "RD108",
        "“考核档次”的值对应到了“考核等次”和“职级”两组值",
    ),
}


@pytest.mark.parametrize(("statement", "code", "message"), CORRESPONDING.values(), ids=CORRESPONDING.keys())
def test_a_correspondence_that_does_not_fit(statement: str, code: str, message: str) -> None:
    analysis = analyse(f"{GRADES}{在省}第一条\n {statement}\n", vocabularies=words())
    assert [(f.code, f.message.zh) for f in analysis.findings] == [(code, message)]


def test_without_a_correspondence_the_value_is_not_known_there() -> None:
    text = (
        GRADES + 在省 + "第一条\n 修改《部规》第一条 可晋升 改为 须：每个 近3年 年度考核 中（等次 ≥ 合格）。  # RD108\n"
    )
    assert lines(analyse(text, vocabularies=words()).findings) == marked(text)
