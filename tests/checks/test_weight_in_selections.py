"""RD307 where people compete, by looking at every two of those who are eligible; and what is said."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.checks.small_world import RANKS, Worker, everybody, found
from tests.lengths import generated
from tests.test_corpus import CORPUS

NUMBERS = """\
  定义 级数：
    当 技能等级 = 初级 时，0；
    当 技能等级 = 中级 时，1；
    其他，2。
  定义 党员数：
    当 党员 时，1；
    其他，0。
"""
PARTS: dict[str, Callable[[Worker], int]] = {
    "级数": lambda w: RANKS.index(str(w["技能等级"])),
    "件数": lambda w: int(w["件数"]),
    "党员数": lambda w: int(w["党员"]),
}
ELIGIBLE: dict[str, Callable[[Worker], bool]] = {
    "件数 ≥ 1": lambda w: int(w["件数"]) >= 1,
    "党员": lambda w: w["党员"] is True,
    "技能等级 不低于 中级 且 党员": lambda w: w["技能等级"] != "初级" and w["党员"] is True,
    "件数 = 2 或 技能等级 = 高级": lambda w: w["件数"] == 2 or w["技能等级"] == "高级",
}


@pytest.mark.parametrize("number", range(generated(8, 150)))
def test_findings_are_those_of_every_pair(number: int, tmp_path: Path) -> None:
    draw = random.Random(number)
    among, eligible = draw.choice(list(ELIGIBLE.items()))
    names = draw.sample(list(PARTS), 3)
    each = {name: draw.choice((1, 1, 2, 4, 10)) for name in names}
    taken = draw.choice((None, None, names[-1]))
    lines = []
    for at, name in enumerate(names):
        form = "扣分" if name == taken else f"满分 {each[name] * 3}"
        lines.append(f"    （{'一二三'[at]}）{name}分 {form}：{each[name]} × {name}")
    text = f"{NUMBERS}  决定 可参评 须：{among}。\n  积分 得分 满分 100 最低 -100：\n" + "；\n".join(lines)
    text += "。\n  择优 人选：从 可参评 中，按 得分 由高到低，取 2名。\n"

    def score(worker: Worker) -> int:
        return sum(each[n] * PARTS[n](worker) * (-1 if n == taken else 1) for n in names)

    people = [worker for worker in everybody() if eligible(worker)]
    values = {name: {PARTS[name](worker) for worker in people} for name in names}
    alive = [name for name in names if len(values[name]) > 1]
    expected = {f"得分#{name}分" for name in names if name not in alive}
    for name in alive if len(alive) > 1 else ():
        sign = -1 if name == taken else 1
        if all((score(b) - score(a)) * sign > 0 for a, b in permutations(people, 2) if PARTS[name](b) > PARTS[name](a)):
            expected.add(f"得分#{name}分#")
    told = [f for f in found(tmp_path, text, "RD307") if f.subject == "人选"]
    assert {f.distinguishing for f in told} == expected, text


def in_corpus(name: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code == "RD307"]


def test_seniority_that_outweighs_all_others() -> None:
    alone, dead = in_corpus("RD307-parts-of-a-score.rank")
    assert "只由“资历分”一项决定" in alone.message.zh
    assert alone.evidence is not None
    assert alone.evidence.person is not None
    assert alone.evidence.other is not None
    senior, junior = alone.evidence.other.facts, alone.evidence.person.facts
    assert senior["任现职级起"] < junior["任现职级起"]
    assert senior["中层正职年限"] < junior["中层正职年限"]  # the others speak for the junior, in vain
    assert float(alone.evidence.other.outcome["here"]) > float(alone.evidence.person.outcome["here"])
    assert "这一项都一样（16）" in dead.message.zh


def test_somebody_is_last_however_good_all_are() -> None:
    rank, dead = in_corpus("RD307-rank-alone.rank")
    assert "大家都好，也总有人排在末位" in rank.message.zh
    assert dead.place.document == "甲县考核办法"
    assert [c.place.citation for c in dead.related] == ["《某省考核规定》第一条（一）"]


STANDARD = """\
  决定 参评 须：{among}。
  积分 得分 满分 10：（一）件数分 满分 6：件数；（二）党员分 满分 4：{other}。
  择优 末位：从 参评 中，按 得分 由低到高，取 1名。
  后果 末位：申诉 复核 30日。
"""


@pytest.mark.parametrize(
    ("among", "told"), [("件数 ≥ 0", True), ("件数 ≤ 2", False), ("党员 或 非 党员", True), ("技能等级 = 初级", False)]
)
def test_a_standard_spares_people(among: str, told: bool, tmp_path: Path) -> None:
    text = STANDARD.format(among=among, other="件数 ÷ 2")
    findings = [f for f in found(tmp_path, text, "RD307") if f.subject == "末位"]
    assert [f.distinguishing for f in findings if f.distinguishing == "#"] == ["#"] * told
