"""Branches and tables."""

from __future__ import annotations

from typing import Any

import pytest

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Cases, Formula, Hit
from rankdsl.ir.nodes import YES, Const
from rankdsl.ir.types import INTEGER, MONTHS, RATIONAL, TRUTH
from rankdsl.ir.values import Person, Value
from rankdsl.semantics.intervals import Interval
from tests.building import definition, program
from tests.semantics.scene import LEVEL, RANK, STANDING, Scene, body_of


def lowered(text: str, scene: Scene | None = None) -> Any:
    scene = scene or Scene()
    found = scene.body(text)
    assert found is not None, scene.said
    return found


def outcome(text: str, **facts: Value) -> Any:
    """What the definition says of a person; None for no value."""
    scene = Scene()
    body = lowered(text, scene)
    made = definition("甲项", body.body, body.type)
    whole = program(scene.vocabulary, [*scene.definitions.values(), made])
    answer = evaluate(whole, Person(facts, scene_day())).named("甲项")
    return None if answer.no_value else answer.value


def scene_day():
    from datetime import date

    return date(2016, 7, 1)


TABLE = "按 现职级：办事员级 → 8年；科员级 → 12年；副科级、正科级 → 15年"


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("论文数 + 1", {"论文数": 2}, 3),
        (TABLE, {"现职级": "办事员级"}, 96),
        (TABLE, {"现职级": "正科级"}, 180),
        ("按 现职级：科员级 → 1年", {"现职级": "副科级"}, None),
        ("按 现职级：科员级 → 1年；其他 → 2年", {"现职级": "副科级"}, 24),
        ("按 现职级：≥ 副科级 → 1年；< 副科级 → 2年", {"现职级": "副科级"}, 12),
        ("按 论文数、处分期内：> 3，否 → 5；≤ 3，任意 → 1；任意，是 → 1", {"论文数": 4, "处分期内": False}, 5),
        ("按 论文数、处分期内：> 3，否 → 5；≤ 3，任意 → 1；任意，是 → 1", {"论文数": 2, "处分期内": True}, 1),
        ("按 论文数：≥ 1 → 1；≥ 2 → 2", {"论文数": 2}, None),
        ("按 论文数 逐行：≥ 1 → 1；≥ 2 → 2", {"论文数": 2}, 1),
        ("按 论文数 逐行：≥ 2 → 2；任意 → 0", {"论文数": 1}, 0),
        ("按 论文数 ÷ 获奖数：≥ 2 → 2；< 2 → 1", {"论文数": 3, "获奖数": 2}, 1),
        ("按 年份（评定日）：2016 → 1；其他 → 0", {}, 1),
        ("当 处分期内 时，1年；其他，2年", {"处分期内": False}, 24),
        ("当 处分期内 时，1年；当 群众公认 时，2年", {"处分期内": False, "群众公认": True}, 24),
        ("当 处分期内 时，1年；当 群众公认 时，2年", {"处分期内": True, "群众公认": True}, None),
        ("当 处分期内 时，1年；当 群众公认 时，12个月", {"处分期内": True, "群众公认": True}, 12),
        ("当 处分期内 时，副科级；其他，科员级", {"处分期内": True}, "副科级"),
    ],
)
def test_outcome(text, facts, value):
    assert outcome(text, **facts) == value


def test_shapes():
    assert isinstance(lowered("3年").body, Formula)
    assert lowered("当 处分期内 时，1；其他，2").body.hit is Hit.UNIQUE
    assert lowered("按 论文数 逐行：≥ 1 → 1").body.hit is Hit.FIRST
    branches = lowered("按 论文数：任意 → 1；其他 → 2").body.branches
    assert [b.guard for b in branches] == [YES, None]


def test_branches_know_their_place():
    body = lowered("当 处分期内 时，1年；其他，2年").body
    assert isinstance(body, Cases)
    assert [b.place.span.text for b in body.branches if b.place.span] == ["当 处分期内 时，1年", "其他，2年"]
    assert {(b.place.document, b.place.article) for b in body.branches} == {("试行办法", "第一条")}
    rows = lowered(TABLE).body
    assert [b.place.span.text for b in rows.branches] == ["办事员级 → 8年", "科员级 → 12年", "副科级、正科级 → 15年"]
    assert isinstance(rows.branches[0].place, Place)


@pytest.mark.parametrize(
    ("text", "type_", "interval"),
    [
        ("3年", MONTHS, Interval(36, 36, 36)),
        (TABLE, MONTHS, Interval(96, 180, 12)),
        ("当 处分期内 时，论文数；其他，1.5", RATIONAL, None),
        ("当 处分期内 时，1；其他，论文数", INTEGER, Interval(0, 50, 1)),
        ("处分期内，或 群众公认", TRUTH, None),
        ("按 现职级：科员级 → 25级；副科级 → 23级", LEVEL, None),
        # The second value is in two enumerations; the first is not.
        ("按 论文数：≥ 1 → 科员级；< 1 → 副科级", RANK, None),
        ("按 论文数：≥ 1 → 副科级；< 1 → 科员级", RANK, None),
        ("按 论文数：1 → 副科级；2 → 正科级；3 → 副处级", STANDING, None),
        ("按 论文数：1 → 副科级；其他 → 机构规格", STANDING, None),
        ("当 处分期内 时，较大（副科级，现职级）；其他，正科级", RANK, None),
    ],
)
def test_types(text, type_, interval):
    found = lowered(text)
    assert found.type == type_
    if interval is not None:
        assert found.interval == interval


def test_wanted_explains_bare_values():
    scene = Scene()
    found = scene.body("按 论文数：≥ 1 → 副科级；< 1 → 正科级", STANDING)
    assert found is not None
    assert found.type == STANDING
    assert isinstance(found.body, Cases)
    assert found.body.branches[0].value == Const("副科级", STANDING)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "当 处分期内 时，2年；其他，优秀",
            [("RD105", "同一个名称的值前面是“2年”（年限），这里是“优秀”（“考核等次”的值）")],
        ),
        (
            "按 论文数：1 → 2年；2 → 800元；3 → 是",
            [
                ("RD105", "同一个名称的值前面是“2年”（年限），这里是“800元”（金额）"),
                ("RD105", "同一个名称的值前面是“2年”（年限），这里是“是”（“是”或者“否”）"),
            ],
        ),
        (
            "按 论文数：1 → 副科级；2 → 正科级",
            [("RD105", "“副科级”同时是“职级”、“机构规格”的值，这里看不出指哪一个")],
        ),
        (
            "当 论文数 时，2年；当 群众公任 时，1年",
            [
                ("RD103", "“群众公任”没有定义，也不是词表“试”里的事实"),
                ("RD105", "这里要写成立或者不成立的条件，写的却是“论文数”（没有单位的数）"),
            ],
        ),
        ("当 处分期内 时，中层正职年限 ÷ 2；其他，1年", [("RD115", "结果不一定是整月")]),
        ("按 现职级：科员、副科级 → 2年", [("RD108", "“职级”没有“科员”这个值")]),
        ("按 性别：≥ 女 → 2年", [("RD105", "“性别”（“性别”的值）没有高低大小之分")]),
        ("按 论文数：≥ 2年 → 2年", [("RD106", "单位不同：“论文数”（没有单位的数）不能与“2年”（年限）比较")]),
        ("按 甲乙丙丁：≥ 2年 → 2年；副科级 → 3年", [("RD103", "“甲乙丙丁”没有定义，也不是词表“试”里的事实")]),
        ("按 现职级：科员级 → 甲乙丙丁", [("RD103", "“甲乙丙丁”没有定义，也不是词表“试”里的事实")]),
    ],
)
def test_mistakes(text, said):
    scene = Scene()
    assert scene.body(text) is None
    assert sorted(scene.said) == sorted(said)


def test_a_row_with_the_wrong_number_of_cells_was_noted_by_syntax():
    from rankdsl.source import SourceFile
    from rankdsl.syntax import ast, parse

    head = "文件《甲》\n  层级：省级。 词表：试。 施行：2015年1月1日。\n第一条【试】\n"
    parsed = parse(SourceFile("trial.rank", f"{head}  表 乙 按 论文数：1，2 → 3；1 → 2。\n"))
    assert [f.code for f in parsed.findings] == ["RD101"]
    statement = parsed.node.documents[0].articles[0].statements[0]
    assert isinstance(statement, ast.Define)
    scene = Scene()
    assert scene.lowering.body(statement.body) is None
    assert scene.said == []


def test_constants():
    scene = Scene()
    scene.constants["基数"] = Const(3, INTEGER)
    lowering = scene.lowering
    assert lowering.constant(_value("2年 + 6个月")) == Const(30, MONTHS)
    assert lowering.constant(_value("基数 × 2")) == Const(6, INTEGER)
    assert lowering.constant(_value("科员级")) == Const("科员级", RANK)
    assert lowering.constant(_value("副科级"), STANDING) == Const("副科级", STANDING)
    assert scene.said == []
    assert lowering.constant(_value("中层正职年限"), name="年限") is None
    assert lowering.constant(_value("所在月（评定日）"), name="月份") is None
    assert scene.said == [
        ("RD105", "参数“年限”的值要是固定的，不能因人而异"),
        ("RD105", "参数“月份”的值要是固定的，不能因人而异"),
    ]
    assert scene.findings[0].subject == "年限"


def _value(text: str) -> Any:
    body: Any = body_of(text)
    return body.value
