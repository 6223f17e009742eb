"""What is written and what it takes, with answers that are known, and against everybody there is."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.backends.reference import evaluate
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import position
from rankdsl.prove import Limits
from rankdsl.reporters.paper import Paper, width
from rankdsl.reporters.thresholds_text import thresholds_text
from rankdsl.thresholds import DecisionThresholds, Line, State, thresholds
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.differing.small import document, everybody, model, opened
from tests.reference import POLICIES

HIDDEN = """\
  表 须年限 按 级别：低级 → 2个月；中级 → 3个月；高级 → 4个月。
  定义 综合合格：级别 ≠ 中级 或 年限 ≥ 5个月。
  决定 可晋升 须：
    （一）年限 ≥ 须年限；
    （二）综合合格；
    （三）级别 = 高级 或 得分 ＞ 2。
"""


@cache
def of_policy(path: str, by: str | None = None) -> tuple[DecisionThresholds, ...]:
    place = open_workspace([POLICIES / path], codes=pipeline.CODES, shipped=shipped_vocabularies())
    return pipeline.thresholds(place, by=by).decisions


def figures(found: DecisionThresholds, name: str) -> list[tuple[str | None, ...]]:
    """Classes, written, least, ordinary, and whether it is more than written."""
    (measured,) = (m for m in found.measures if m.name.zh == name)
    return [_cells(line) for line in measured.lines]


def _cells(line: Line) -> tuple[str | None, ...]:
    written = "、".join(w.height.zh for w in line.written if w.height is not None) or None
    least = line.here.least.zh if line.here.least is not None else line.here.state.value
    ordinary = line.here.ordinary.zh if line.here.ordinary is not None else None
    classes = "、".join(c.zh for c in line.classes)
    return classes, written, least, ordinary, "*" if line.more else ""


def test_what_is_written_is_not_enough_for_one_class() -> None:
    (found,) = thresholds(model(document(HIDDEN)), Limits())
    assert (found.subject, found.by, found.above) == ("可晋升", "级别", None)
    assert figures(found, "年限") == [
        ("低级", "2个月", "2个月", "2个月", ""),
        ("中级", "3个月", "5个月", "5个月", "*"),
        ("高级", "4个月", "4个月", "4个月", ""),
    ]
    (months,) = (m for m in found.measures if m.name.zh == "年限")
    assert [p.citation for p in months.lines[1].articles] == ["《小办法》第一条", "《小办法》第一条（二）"]
    assert figures(found, "得分") == [
        ("低级、中级", "高于2", "3", "3", ""),
        ("高级", "高于2", State.ANY.value, None, ""),
    ]


def test_the_least_is_the_least_of_everybody() -> None:
    text = document(HIDDEN.replace("年限 ≥ 须年限", "年限 ≥ 须年限 − 1个月 × 得分"))
    (found,) = thresholds(model(text), Limits())
    program = model(text).pieces[0].program
    for measured in found.measures:
        fact = program.vocabulary.fact(measured.name.zh)
        assert fact is not None
        for line in measured.lines:
            for name in [c.zh for c in line.classes] or ["低级", "中级", "高级"]:
                have = [
                    position(person.facts[fact.name], fact.type)  # type: ignore[arg-type]
                    for person in everybody()
                    if person.facts["级别"] == name and evaluate(program, person).named("可晋升").surely(True)
                ]
                least = min(have)
                if line.here.state is State.ANY:
                    assert least == 0
                else:
                    assert line.here.least is not None
                    assert line.here.least.zh == (f"{least}个月" if fact.name == "年限" else str(least))
                assert not isinstance(fact.type, Enumeration)


def test_a_class_of_which_nobody_gets_it() -> None:
    (found,) = thresholds(model(document(HIDDEN + "  例外 当 级别 = 低级 时，可晋升 为 否。\n")), Limits())
    assert figures(found, "年限")[0] == ("低级", None, State.NOBODY.value, None, "")


def test_counties() -> None:
    (found,) = of_policy("counties/甲县-中层正职三年.rank")
    assert figures(found, "任现职级年限") == [
        ("办事员级", "8年", "5年1个月", "8年", ""),
        ("科员级", "12年", "8年", "12年", ""),
        ("副科级、正科级、副处级", "15年", "10年", "15年", ""),
    ]
    (hidden,) = (m for m in found.measures if m.name.zh == "中层正职年限")
    assert not hidden.published
    assert figures(found, "中层正职年限") == [("", "3年", "3年", "3年", "*")]
    (line,) = hidden.lines
    assert line.above is not None
    assert line.above.state is State.ANY
    assert [p.citation for p in line.articles] == ["《甲县公务员职级晋升办法（示例）》第二条（一）"]


def test_a_bar_behind_two_names_that_the_superior_has_not() -> None:
    above = document("  决定 可晋升 须：得分 ≥ 2。")
    below = """\
文件《小细则》
  层级：省级。 依据：《小办法》。 施行：2020年1月1日。
第一条【综合】
  定义 经过历练：年限 ≥ 3个月。
  定义 综合合格：在编 且 经过历练。
第二条【条件】
  修改《小办法》第一条 可晋升 另须：（一）综合合格。
  公布 可晋升：得分、在编。
"""
    with tempfile.TemporaryDirectory() as folder:
        place = opened(Path(folder) / "one", f"{above}\n{below}")
        (found,) = (d for d in pipeline.thresholds(place).decisions if d.document.title == "小细则")
    assert found.above is not None
    assert figures(found, "年限") == [("", None, "3个月", "3个月", "*")]
    (months,) = (m for m in found.measures if m.name.zh == "年限")
    assert not months.published
    assert months.lines[0].above is not None
    assert months.lines[0].above.state is State.ANY
    assert [p.citation for p in months.lines[0].articles] == ["《小细则》第一条", "《小细则》第二条（一）"]


def test_a_count_of_records() -> None:
    (found,) = of_policy("counties/乙县-近三年两次优秀.rank", "艰苦边远地区")
    assert figures(found, "计数 近3年 年度考核 中（等次 = 优秀）") == [("", None, "2", None, "*")]


def test_limits_are_said_to_be_unknown() -> None:
    (found,) = thresholds(model(document(HIDDEN)), Limits(1))
    assert found.unknown
    taken = [line.here for m in found.measures for line in m.lines]
    assert all(t.state is State.UNKNOWN and t.reason is not None and t.least is None for t in taken)


def test_on_one_day_and_by_another_fact() -> None:
    found = thresholds(model(document(HIDDEN)), Limits(), date(2020, 5, 1), by="级别")
    assert found[0].period == (date(2020, 5, 1), date(2020, 5, 2))
    assert thresholds(model(document(HIDDEN)), Limits(), date(2019, 5, 1)) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_is_aligned(language: str) -> None:
    paper = Paper("zh" if language == "zh" else "en")
    (found,) = thresholds(model(document(HIDDEN)), Limits())
    rows = [row for row in thresholds_text((found,), paper).splitlines() if row.startswith("    ")]
    starts = {width(row[: row.index("《")]) for row in rows if "《" in row and "个月" in row}
    starts |= {width(row[: row.index(" months")]) for row in rows if row.startswith("    none")}
    assert len(starts) == (1 if language == "zh" else 0)
    assert len(rows) == 7


def test_a_mistake_in_the_document() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = pipeline.thresholds(opened(Path(folder) / "one", document("  决定 可晋升 须：年限 ≥ 3元。")))
    assert found.decisions == ()
    assert [f.code for f in found.findings] == ["RD106"]
