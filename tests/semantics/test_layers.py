"""What a chain of documents leaves of each name, asked of the reference evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from rankdsl.ir.definitions import Kind
from rankdsl.ir.mentions import expressions, symbols_in
from rankdsl.ir.model import Model
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Restriction
from tests.semantics.analysing import SHIPPED, piece, policy_words, sound, value, 县规, 省规, 部规

YEARS = 12
BASE = (
    部规
    + """
第一条
  定义 基数：2年。
  定义 应任年限：基数 + 1年。
第二条
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）非 处分期内。
"""
)


def test_one_document() -> None:
    only = piece(BASE)
    assert value(only.program, "应任年限") == 3 * YEARS
    assert value(only.program, "可晋升") is True
    assert value(only.program, "可晋升", date(2022, 12, 31)) is False
    assert only.superior is None
    assert only.ancestors == ()
    assert only.program.decisions == ("可晋升",)
    assert [(i.symbol.name, i.conjunctive, i.written) for i in only.program.items] == [
        ("可晋升（一）", True, "任现职级年限 ≥ 应任年限"),
        ("可晋升（二）", True, "非 处分期内"),
    ]
    assert list(only.program.definitions).index(Symbol("基数", 0)) < list(only.program.definitions).index(
        Symbol("应任年限", 0)
    )
    assert only.program.definitions[Symbol("可晋升（二）", 0)].place.citation == "《部规》第二条（二）"


def test_a_name_means_its_value_in_the_lowest_layer() -> None:
    found = piece(BASE + 省规 + "第一条\n 修改《部规》第一条 基数 改为：4年。\n")
    assert value(found.program, "应任年限") == 5 * YEARS
    assert value(found.program, "可晋升") is False
    assert found.superior is not None
    assert value(found.superior, "可晋升") is True
    assert found.own_names == {"基数"}
    # The rule itself is the superior's, and keeps its layer.
    assert found.program.top["应任年限"] == Symbol("应任年限", 0)
    assert found.program.top["基数"] == Symbol("基数", 1)


def test_stating_a_name_anew_drops_the_exceptions_above() -> None:
    above = BASE + "第三条\n 例外 第一条 当 艰苦边远地区 时，应任年限 为 1年。\n"
    kept = piece(above + 省规 + "第一条\n 定义 甲：1年。\n")
    dropped = piece(above + 省规 + "第一条\n 定义 应任年限：4年。\n")
    assert value(kept.program, "应任年限", 艰苦边远地区=True) == YEARS
    assert value(dropped.program, "应任年限", 艰苦边远地区=True) == 4 * YEARS


def test_an_exception_below_comes_before_one_above() -> None:
    above = BASE + "第三条\n 例外 第一条 当 艰苦边远地区 时，应任年限 为 1年。\n"
    found = piece(above + 省规 + "第一条\n 例外《部规》第一条 当 处分期内 时，应任年限 为 应任年限 + 5年。\n")
    assert value(found.program, "应任年限", 艰苦边远地区=True) == YEARS
    # Itself, inside its exception, is the value before this document's exceptions: that of the layer above.
    assert value(found.program, "应任年限", 艰苦边远地区=True, 处分期内=True) == 6 * YEARS
    assert value(found.program, "应任年限", 处分期内=True) == 8 * YEARS


def test_itself_inside_an_exception_of_the_same_document() -> None:
    text = (
        部规
        + """第一条
  定义 甲：2年。
  定义 乙：当 在编 时，甲；其他，1年。
第二条
  例外 第一条 当 艰苦边远地区 时，甲 为 甲 − 1年。
  例外 第一条 当 艰苦边远地区 时，乙 为 乙 + 1年。
"""
    )
    program = piece(text).program
    assert value(program, "甲", 艰苦边远地区=True) == YEARS
    assert value(program, "乙", 艰苦边远地区=True) == 2 * YEARS
    assert Symbol("例外前的乙", 0) in program.definitions
    assert "例外前的乙" not in program.top
    assert not [s for s in program.definitions if s.name == "例外前的甲"]  # A figure needs no norm of its own.


def test_exceptions_that_come_before_others() -> None:
    text = (
        部规
        + """第一条
  定义 甲：2年。
第二条
  例外 第一条 当 艰苦边远地区 时，甲 为 3年。
第三条
  例外 第一条 优先于 第二条 当 处分期内 时，甲 为 4年。
第四条
  例外 第一条 优先于 第三条 当 非 在编 时，甲 为 5年。
"""
    )
    program = piece(text).program
    rules = program.definitions[Symbol("甲", 0)].exceptions
    assert [rule.over for rule in rules] == [frozenset(), {0}, {0, 1}]
    assert value(program, "甲", 艰苦边远地区=True, 处分期内=True) == 4 * YEARS
    assert value(program, "甲", 艰苦边远地区=True, 处分期内=True, 在编=False) == 5 * YEARS


def test_also_requires_is_the_old_and_the_new() -> None:
    found = piece(BASE + 省规 + "第一条\n 修改《部规》第二条 可晋升 另须：（一）在编；（二）中层正职年限 ≥ 1年。\n")
    assert value(found.program, "可晋升") is False
    assert value(found.program, "可晋升", 中层正职年限=12) is True
    assert value(found.program, "可晋升", 中层正职年限=12, 处分期内=True) is False
    assert [(i.symbol, i.layer) for i in found.program.items] == [
        (Symbol("可晋升（一）", 0), 0),
        (Symbol("可晋升（二）", 0), 0),
        (Symbol("可晋升（一）#1", 1), 1),
        (Symbol("可晋升（二）#1", 1), 1),
    ]
    assert found.program.top["可晋升（一）"] == Symbol("可晋升（一）", 0)
    assert found.program.items[2].place.citation == "《省规》第一条（一）"


def test_also_requires_on_a_choice() -> None:
    above = 部规 + "第一条\n 决定 可晋升 须具备下列之一：（一）在编；（二）艰苦边远地区。\n"
    found = piece(above + 省规 + "第一条\n 修改《部规》第一条 可晋升 另须：非 处分期内。\n")
    assert value(found.program, "可晋升") is True
    assert value(found.program, "可晋升", 处分期内=True) is False
    assert [(i.symbol, i.conjunctive) for i in found.program.items] == [
        (Symbol("可晋升", 0), True),
        (Symbol("可晋升（一）", 0), False),
        (Symbol("可晋升（二）", 0), False),
        (Symbol("可晋升（另须）", 1), True),
    ]


def test_also_requires_a_choice() -> None:
    found = piece(BASE + 省规 + "第一条\n 修改《部规》第二条 可晋升 另须 下列之一：（一）在编；（二）艰苦边远地区。\n")
    assert value(found.program, "可晋升") is True
    assert value(found.program, "可晋升", 在编=False) is False
    assert value(found.program, "可晋升", 在编=False, 艰苦边远地区=True) is True
    assert [(i.symbol.name, i.conjunctive) for i in found.program.items if i.layer == 1] == [
        ("可晋升（另须）", True),
        ("可晋升（一）#1", False),
        ("可晋升（二）#1", False),
    ]


def test_items_replaced_and_deleted() -> None:
    found = piece(
        BASE
        + 省规
        + """第一条
  修改《部规》第二条 可晋升（一） 改为：任现职级年限 ≥ 应任年限 + 1年。
第二条
  修改《部规》第二条 可晋升（二） 删去。
"""
    )
    assert value(found.program, "可晋升") is False
    assert value(found.program, "可晋升", date(2024, 1, 1), 处分期内=True) is True
    assert [(i.symbol, i.layer, i.place.citation) for i in found.program.items] == [
        (Symbol("可晋升（一）", 1), 1, "《省规》第一条")
    ]
    assert found.own_names == {"可晋升", "可晋升（一）", "可晋升（二）"}
    gone = found.program.definitions[Symbol("可晋升（二）", 1)]
    assert (gone.place.citation, gone.written) == ("《省规》第二条", "修改《部规》第二条 可晋升（二） 删去。")


def test_a_deleted_item_of_a_choice_no_longer_helps() -> None:
    above = 部规 + "第一条\n 决定 可晋升 须具备下列之一：（一）在编；（二）艰苦边远地区。\n"
    found = piece(above + 省规 + "第一条\n 修改《部规》第一条 可晋升（一） 删去。\n")
    assert value(found.program, "可晋升") is False
    assert value(found.program, "可晋升", 艰苦边远地区=True) is True


def test_items_deemed_met_and_not_met() -> None:
    found = piece(
        BASE
        + 省规
        + """第一条
  例外《部规》第二条 当 艰苦边远地区 时，可晋升（一） 视为具备。
  例外《部规》第二条 当 与领导关系 时，可晋升（二） 视为不具备。
"""
    )
    early = date(2021, 1, 1)
    assert value(found.program, "可晋升", early) is False
    assert value(found.program, "可晋升", early, 艰苦边远地区=True) is True
    assert value(found.program, "可晋升", 与领导关系=True) is False
    # The item is still the superior's; only its rule has a layer more.
    assert [(i.symbol, i.layer) for i in found.program.items] == [
        (Symbol("可晋升（一）", 1), 0),
        (Symbol("可晋升（二）", 1), 0),
    ]


def test_an_exception_sets_the_outcome() -> None:
    found = piece(BASE + 省规 + "第一条\n 例外《部规》第二条 当 与领导关系 时，可晋升 为 否。\n")
    assert value(found.program, "可晋升") is True
    assert value(found.program, "可晋升", 与领导关系=True) is False


def test_items_within_an_item() -> None:
    text = (
        部规
        + """第一条
  决定 可晋升 须：
    （一）下列之一：
      1. 在编；
      2. 艰苦边远地区；
    （二）下列各项：
      1. 非 处分期内；
      2. 任现职级年限 ≥ 1年。
"""
    )
    found = piece(text)
    assert [(i.symbol.name, i.conjunctive) for i in found.program.items] == [
        ("可晋升（一）", True),
        ("可晋升（一）1", False),
        ("可晋升（一）2", False),
        ("可晋升（二）1", True),
        ("可晋升（二）2", True),
    ]
    below = piece(
        text
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（一）2 删去。
  修改《部规》第一条 可晋升（二） 改为：下列之一：1. 非 处分期内；2. 中层正职年限 ≥ 1年。
"""
    )
    assert value(below.program, "可晋升", 在编=False, 艰苦边远地区=True) is False
    assert value(below.program, "可晋升", 处分期内=True, 中层正职年限=12) is True
    assert [(i.symbol, i.layer, i.conjunctive) for i in below.program.items] == [
        (Symbol("可晋升（一）", 0), 0, True),
        (Symbol("可晋升（一）1", 0), 0, False),
        (Symbol("可晋升（二）", 1), 1, True),
        (Symbol("可晋升（二）1", 1), 1, False),
        (Symbol("可晋升（二）2", 1), 1, False),
    ]


def test_stating_a_decision_anew_replaces_its_items() -> None:
    found = piece(BASE + 省规 + "第一条\n 决定 可晋升 须：（一）在编。\n")
    assert value(found.program, "可晋升", 处分期内=True) is True
    assert [i.symbol for i in found.program.items] == [Symbol("可晋升（一）", 1)]
    assert "可晋升（二）" not in found.program.top
    replaced = piece(BASE + 省规 + "第一条\n 修改《部规》第二条 可晋升 改为：须：（一）在编。\n")
    assert [i.symbol for i in replaced.program.items] == [Symbol("可晋升（一）", 1)]


def test_three_layers() -> None:
    text = (
        BASE
        + 省规
        + """第一条
  修改《部规》第二条 可晋升 另须：（一）在编。
  例外《部规》第一条 当 艰苦边远地区 时，应任年限 为 应任年限 − 1年。
"""
        + 县规
        + """第一条
  修改《省规》第一条 可晋升（一） 改为：机关层级 = 县级。
  例外《部规》第一条 当 艰苦边远地区 时，应任年限 为 应任年限 − 1年。
  修改《部规》第二条 可晋升（二） 删去。
"""
    )
    models = sound(text)
    (found,) = models["县规"].pieces
    assert [layer for layer, _ in found.ancestors] == [0, 1]
    assert found.superior is found.ancestors[1][1]
    assert [len(program.layers) for _, program in found.ancestors] == [1, 2]
    assert value(found.program, "应任年限", 艰苦边远地区=True) == YEARS
    assert value(found.ancestors[0][1], "应任年限", 艰苦边远地区=True) == 3 * YEARS
    assert value(found.ancestors[1][1], "应任年限", 艰苦边远地区=True) == 2 * YEARS
    assert value(found.program, "可晋升", 处分期内=True) is True
    assert [(i.symbol, i.layer) for i in found.program.items] == [
        (Symbol("可晋升（一）", 0), 0),
        (Symbol("可晋升（一）#1", 2), 2),
    ]
    # What the superiors' programs share with this document's is the very same.
    above = found.ancestors[1][1]
    assert above.definitions[Symbol("基数", 0)] is found.program.definitions[Symbol("基数", 0)]


def test_what_is_delegated_is_read_from_below_on_both_sides() -> None:
    text = (
        BASE
        + " 对下 基数：可自行规定。\n 对下 可晋升：不得加严；不得增设条件 除 在编、任现职级年限 外。\n"
        + 省规
        + "第一条\n 定义 省定：3年。\n 定义 基数：省定 + 1年。\n 决定 另一 须：在编。\n"
    )
    found = piece(text)
    assert found.superior is not None
    assert value(found.program, "应任年限") == 5 * YEARS
    assert value(found.superior, "应任年限") == 5 * YEARS
    assert "另一" not in found.superior.top
    assert "省定" not in found.superior.top
    assert found.superior.decisions == ("可晋升",)
    assert [(layer, d.subject, d.restriction, d.except_facts) for layer, d in found.delegations] == [
        (0, "基数", Restriction.FREE, frozenset()),
        (0, "可晋升", Restriction.NOT_STRICTER, frozenset()),
        (0, "可晋升", Restriction.NO_ADDED_CONDITION, {"在编", "任现职级起"}),
    ]
    alone = piece(text, "部规")
    assert value(alone.program, "应任年限") == 3 * YEARS


def test_what_is_delegated_rests_on_what_it_rested_on_below() -> None:
    text = (
        部规
        + """第一条
  定义 底数：2年。
  定义 基数：底数 + 1年。
  定义 应任年限：基数 + 1年。
  决定 可晋升 须：（一）任现职级年限 ≥ 应任年限；（二）任现职级年限 ≥ 基数。
  对下 应任年限：可自行规定。
"""
        + 省规
        + """第一条
  修改《部规》第一条 底数 改为：5年。
  定义 应任年限：基数 − 1年。
"""
    )
    found = piece(text)
    assert found.superior is not None
    assert value(found.program, "应任年限") == 5 * YEARS
    # On both sides, though the superior's own 基数 is another one.
    assert value(found.superior, "应任年限") == 5 * YEARS
    assert value(found.superior, "基数") == 3 * YEARS
    assert value(found.superior, "可晋升（一）") is False
    assert value(found.superior, "可晋升（二）") is True
    assert Symbol("基数#1", 0) in found.superior.definitions
    names = list(found.superior.definitions)
    for at, definition in enumerate(found.superior.definitions.values()):
        assert set(symbols_in(expressions(definition))) <= set(names[:at])


def test_a_delegated_decision() -> None:
    text = (
        BASE
        + " 决定 总评 须：可晋升。\n 对下 可晋升：可自行规定。\n"
        + 省规
        + "第一条\n 修改《部规》第二条 可晋升（二） 删去。\n 修改《部规》第二条 可晋升 另须：（一）在编。\n"
    )
    found = piece(text)
    assert found.superior is not None
    for program in (found.program, found.superior):
        assert value(program, "总评", 处分期内=True) is True
        assert value(program, "总评", 在编=False) is False
        assert [str(i.symbol) for i in program.items if i.decision == "可晋升"] == [
            "可晋升（一）@0",
            "可晋升（一）#1@1",
        ]


def test_two_superiors_side_by_side() -> None:
    text = (
        部规
        + "第一条\n 定义 甲：1年。\n 定义 丙：甲 + 1年。\n"
        + "文件《甲省规》\n 层级：省级。 依据：《部规》。 施行：2020年1月1日。\n"
        + "第一条\n 修改《部规》第一条 甲 改为：5年。\n"
        + "文件《乙省规》\n 层级：省级。 依据：《部规》。 施行：2020年1月1日。\n第一条\n 定义 乙：丙 + 1年。\n"
        + "文件《县规》\n 层级：县级。 依据：《甲省规》、《乙省规》。 施行：2020年1月1日。\n"
        + "第一条\n 定义 丁：乙 + 1年。\n"
    )
    models = sound(text)
    assert value(models["乙省规"].pieces[0].program, "乙") == 3 * YEARS
    (found,) = models["县规"].pieces
    assert [name.title for name in found.program.layers] == ["部规", "乙省规", "甲省规", "县规"]
    assert value(found.program, "丁") == 8 * YEARS
    by_layer = dict(found.ancestors)
    # Documents side by side have no effect on each other.
    assert value(by_layer[1], "乙") == 3 * YEARS
    assert value(by_layer[2], "甲") == 5 * YEARS
    assert "乙" not in by_layer[2].top
    assert found.superior is not None
    assert value(found.superior, "乙") == 7 * YEARS


def test_words_below_do_not_capture_words_above() -> None:
    text = (
        部规
        + "第一条\n 定义 上佳：计数 近3年 年度考核 中（等次 = 优秀）。\n"
        + 省规
        + "第一条\n 定义 优秀：1年。\n 定义 上佳年数：优秀 + 1年。\n"
    )
    found = piece(text)
    assert value(found.program, "上佳") == 0
    assert value(found.program, "上佳年数") == 2 * YEARS


def test_scopes_and_jurisdictions() -> None:
    text = (
        部规
        + "第一条\n 适用：在编。\n"
        + "文件《省规》\n 层级：省级。 辖区：省份 = 某省。 依据：《部规》。 施行：2020年1月1日。\n"
        + "第一条\n 定义 甲：1年。\n"
    )
    found = piece(text)
    assert len(found.program.scopes) == 2
    assert [str(s.place.citation) for s in found.program.scopes] == ["《部规》第一条", "《省规》"]
    assert len(found.program.coverage) == 2  # 适用 of the superior, 辖区 of its own.
    assert found.superior is not None
    assert len(found.superior.coverage) == 1


def test_parameters_are_constants_of_their_time() -> None:
    text = (
        部规
        + """第一条
  参数 甲：2年；3年，自2022年起；4年，自2024年7月1日起。
  参数 乙：甲 × 2。
  定义 丙：乙 + 1年。
"""
    )
    (model,) = sound(text).values()
    assert [(p.program.period.start, p.program.period.end) for p in model.pieces] == [
        (date(2020, 1, 1), date(2022, 1, 1)),
        (date(2022, 1, 1), date(2024, 7, 1)),
        (date(2024, 7, 1), date(2051, 1, 1)),
    ]
    assert [value(p.program, "丙") for p in model.pieces] == [5 * YEARS, 7 * YEARS, 9 * YEARS]
    assert [p.program.period.open_end for p in model.pieces] == [False, False, True]
    assert model.pieces[0].program.definitions[Symbol("甲", 0)].kind is Kind.PARAMETER


def test_a_parameter_changed_below() -> None:
    above = 部规 + "第一条\n 参数 甲：2年；3年，自2022年起。\n 定义 乙：甲 + 1年。\n"
    (early, late) = sound(above + 省规 + "第一条\n 修改《部规》第一条 甲 改为：5年。\n")["省规"].pieces
    assert value(early.program, "乙") == 6 * YEARS
    assert value(late.program, "乙") == 6 * YEARS
    assert early.superior is not None
    assert late.superior is not None
    assert [value(early.superior, "乙"), value(late.superior, "乙")] == [3 * YEARS, 4 * YEARS]


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2019, 12, 31)])
def test_piece_at(day: date) -> None:
    (model,) = sound(BASE).values()
    assert (model.piece_at(day) is not None) == (day >= date(2020, 1, 1))


@pytest.mark.slow
def test_a_document_means_the_same_whatever_else_is_there() -> None:
    """What was lowered for one document is used for others: never where it means something else."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHIPPED.parents[1]).rglob("*.rank"))]
    words = policy_words()
    together = sound(*texts, vocabularies=words)
    assert len(together) >= 6
    beside = {
        t: [other for other in together if f"文件《{other}》" in text]
        for text in texts
        for t in together
        if f"文件《{t}》" in text
    }
    known: dict[tuple[str, ...], Mapping[str, Model]] = {}
    for title, model in together.items():
        wanted, waiting = {title}, [title]
        while waiting:  # what stands above, and what stands in one file with any of these
            last = waiting.pop()
            more = [t for t in (*together[last].superiors, *beside[last]) if t not in wanted]
            wanted.update(more)
            waiting += more
        own = tuple(text for text in texts if any(f"文件《{t}》" in text for t in wanted))
        if own not in known:
            known[own] = sound(*own, vocabularies=words)
        alone = known[own][title]
        assert len(alone.pieces) == len(model.pieces)
        for one, other in zip(alone.pieces, model.pieces, strict=True):
            assert _without_files(one.program) == _without_files(other.program)
            assert [_without_files(p) for _, p in one.ancestors] == [_without_files(p) for _, p in other.ancestors]


def _without_files(program: Program) -> list[tuple[object, ...]]:
    return [
        (symbol, definition.kind, definition.type, definition.written, tuple(symbols_in(expressions(definition))))
        for symbol, definition in program.definitions.items()
    ]
