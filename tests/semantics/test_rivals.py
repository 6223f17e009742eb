"""Decisions of two superiors side by side, and assertions of the documents above, as a document below sees them."""

from __future__ import annotations

import pytest

from rankdsl.ir.model import Rivals
from rankdsl.ir.remarks import Exclusive, Holds
from tests.semantics.analysing import analyse, lines, marked, piece, sound, value, 省规, 部规

委规 = 部规.replace("部规", "委规")
TWO = (
    部规
    + "第一条\n 决定 可晋升 须：任现职级年限 ≥ 3年。\n"
    + 委规
    + "第一条\n 决定 可晋升 须：任现职级年限 ≥ 2年。\n"
    + "文件《省规》\n 层级：省级。 施行：2020年1月1日。\n 依据：《部规》、《委规》。{mark}\n第一条\n {own}\n"
)


def test_a_decision_that_is_left_alone_is_a_question() -> None:
    found = piece(TWO.format(mark="", own="新设 决定 可奖励 须：在编。"))
    assert [n.title for n in found.program.layers] == ["委规", "部规", "省规"]
    assert found.rivals == (Rivals("可晋升", 0, 1),)
    above = dict(found.ancestors)
    assert value(above[0], "可晋升", 任现职级起=2020 * 12 + 5) is True
    assert value(above[1], "可晋升", 任现职级起=2020 * 12 + 5) is False


def test_a_decision_that_is_stated_is_settled() -> None:
    models = sound(TWO.format(mark="", own="决定 可晋升 须：任现职级年限 ≥ 4年。"))
    assert models["省规"].pieces[0].rivals == ()


@pytest.mark.parametrize("own", ["新设 决定 可奖励 须：可晋升。", "断言：可晋升 与 性别 无关。", "公布 可晋升：在编。"])
def test_a_decision_that_is_named_must_be_settled(own: str) -> None:
    text = TWO.format(mark="  # RD110", own=own)
    assert lines(analyse(text).findings) == marked(text)


def test_a_document_further_down_is_not_told_again() -> None:
    below = "文件《市规》\n 层级：市级。 依据：《省规》。 施行：2020年1月1日。\n第一条\n 新设 决定 可表扬 须：在编。\n"
    models = sound(TWO.format(mark="", own="新设 决定 可奖励 须：在编。") + below)
    assert models["省规"].pieces[0].rivals
    assert models["市规"].pieces[0].rivals == ()


def test_assertions_above_are_known_below() -> None:
    above = 部规 + "第一条\n 决定 甲 须：在编。\n 决定 乙 须：非 在编。\n 断言：甲 与 乙 互斥。\n 断言：甲 或 乙。\n"
    found = piece(above + 省规 + "第一条\n 定义 丙：1年。\n 断言：丙 = 1年。\n")
    assert [(layer, type(a.claim), a.written) for layer, a in found.inherited_assertions] == [
        (0, Exclusive, "甲 与 乙 互斥"),
        (0, Holds, "甲 或 乙"),
    ]
    assert [a.written for a in found.assertions] == ["丙 = 1年"]
