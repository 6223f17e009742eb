"""RD407: what is missing, moved, shortened or given to others; and what is none of that."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.checks.superiors.steps import deviations
from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.mechanisms import Step
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import WORKDAYS
from tests.checks.small_world import found
from tests.test_corpus import CORPUS


def step(name: str, body: str | None = None, least: int | None = None, most: int | None = None) -> Step:
    shortest, longest = (None if n is None else Const(n, WORKDAYS) for n in (least, most))
    return Step("（一）", name, name, body, shortest, longest, (), Place(None))


def steps(names: str) -> list[Step]:
    return [step(name) for name in names]


def in_corpus(name: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code == "RD407"]


def test_as_few_steps_as_possible_are_called_moved() -> None:
    for order in permutations("甲乙丙丁"):
        told = deviations(steps("".join(order)), steps("甲乙丙丁"))
        kept = max(
            len(some)
            for n in range(5)
            for some in combinations(order, n)
            if sorted(some, key="甲乙丙丁".index) == list(some)
        )
        assert len(told) == 4 - kept, order
        for each in told:
            (fault,) = each.faults
            other, before = fault.zh.split("“")[1].split("”")[0], "”之前" in fault.zh
            assert (order.index(each.there.name) < order.index(other)) is before
            assert ("甲乙丙丁".index(each.there.name) < "甲乙丙丁".index(other)) is not before


def test_a_name_that_stands_twice_is_matched_so_that_least_is_wrong() -> None:
    there = [step("会议", least=1), step("公示", least=5), step("会议", most=3)]
    here = [step("会议"), step("会议", least=1), step("公示", least=5), step("会议", most=3)]
    assert deviations(here, there) == ()
    (missing,) = deviations([step("公示", least=5), step("会议", most=3)], there)
    assert (missing.there, missing.here) == (there[0], None)


@pytest.mark.parametrize(
    ("here", "there", "faults"),
    [
        (step("公示", least=5), step("公示", least=5), 0),
        (step("公示", least=9), step("公示", least=5), 0),
        (step("公示"), step("公示", least=5), 1),
        (step("公示", least=4), step("公示", least=5), 1),
        (step("公示", most=9), step("公示", most=5), 1),
        (step("公示"), step("公示", most=5), 0),  # the superior's most days are not taken back
        (step("公示", least=6), step("公示", most=5), 1),
        (step("公示", body="甲"), step("公示", body="乙"), 1),
        (step("公示"), step("公示", body="乙"), 0),
        (step("公示", body="甲"), step("公示"), 0),
        (step("公示", body="甲", least=1), step("公示", body="乙", least=5), 2),
    ],
)
def test_what_is_wrong_with_a_step(here: Step, there: Step, faults: int) -> None:
    assert sum(len(found.faults) for found in deviations([here], [there])) == faults


def test_each_step_with_the_superiors() -> None:
    missing, moved, short, body, long, none = in_corpus("RD407-missing-and-moved.rank")
    assert "《某部程序规定》第一条（一）规定的“制定方案”（由“党委（党组）”负责）" in missing.message.zh
    assert missing.place.citation == "《甲省程序细则》第一条"
    assert "排在“民主推荐”之前，上位文件规定排在它之后" in moved.message.zh
    assert "不少于3日，上位文件规定不少于5个工作日" in short.message.zh
    assert [c.place.citation for c in body.related] == ["《某部程序规定》第一条（五）"]
    assert "最长15个工作日，上位文件规定不超过20日（15个工作日遇上周末要21日）" in long.message.zh
    assert "没有写不少于多少日" in none.message.zh
    # What stands under 乙省 is compared with 乙省, and what that changed is not told again.
    assert "乙县程序办法" not in {f.place.document for f in in_corpus("RD407-missing-and-moved.rank")}


def test_what_only_holidays_bring_is_a_warning() -> None:
    assert [f.severity.value for f in in_corpus("RD407-two-superiors.rank")] == ["error", "warning"][::-1]


def test_one_of_several_ways_to_a_decision_is_compared_with_none(tmp_path: Path) -> None:
    text = """\
文件《某厂办法》
  层级：县级。 词表：工人。 施行：2020年1月1日。

第一条【程序】
  决定 可升 须：党员。
  程序 一般程序 用于 可升：（一）公示，公布 党员；（二）审批。
  程序 简易程序 用于 可升：（一）审批，公布 党员。

文件《某车间细则》
  层级：乡级。 依据：《某厂办法》。 施行：2020年1月1日。

第一条【程序】
  程序 本车间程序 用于 可升：（一）审批，公布 党员。
"""
    assert found(tmp_path, text, "RD407") == []
    named = text.replace("本车间程序", "一般程序")
    assert ["“公示”" in f.message.zh for f in found(tmp_path, named, "RD407")] == [True]
