"""RD508 by looking at every pair: who agrees on all that is published, and fares differently."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from tests.checks.small_world import HEAD, RANKS, TRADES, Worker, everybody, found
from tests.lengths import generated

FACTS = ("本工种", "技能等级", "党员", "件数")
PUBLISHABLE: dict[str, frozenset[str]] = {
    "本工种": frozenset({"本工种"}),
    "技能等级": frozenset({"技能等级"}),
    "党员": frozenset({"党员"}),
    "件数": frozenset({"件数"}),
    "得分": frozenset(),
    "得分 明细": frozenset({"件数", "党员"}),
    "件数分": frozenset({"件数"}),
    "有资格": frozenset({"技能等级", "本工种"}),
    "折算": frozenset({"党员"}),
    "可选": frozenset(),
}
TEXT = """\
  积分 得分 满分 100：
    （一）件数分 占 50%：{factor} × 件数；
    当 党员 时：（二）党员分 满分 50：{marks}。
  定义 有资格：技能等级 高于 初级 或 本工种 = 焊工。
  定义 折算：
    当 党员 时，2 × 得分；
    其他，得分。
  决定 可选 须：（一）有资格；（二）{condition}。
  择优 人选：从 可选 中，按 得分 由高到低{tie}，取 2名。
  程序 选人程序 用于 {of}：（一）研究；（二）公示{published}。
"""
CONDITIONS = {
    "件数 ≥ 1": lambda w: w["件数"] >= 1,
    "非 党员": lambda w: not w["党员"],
    "党员 或 非 党员": lambda w: True,
    "技能等级 低于 高级": lambda w: w["技能等级"] != "高级",
}


def qualifies(worker: Worker, condition: str) -> bool:
    return (worker["技能等级"] != "初级" or worker["本工种"] == "焊工") and bool(CONDITIONS[condition](worker))


@pytest.mark.parametrize("number", range(generated(8, 400)))
def test_pairs_that_agree_on_what_is_published(number: int, tmp_path: Path) -> None:
    draw = random.Random(number)
    factor, marks = draw.choice((0, 10, 50)), draw.choice((0, 30))
    condition, of = draw.choice(list(CONDITIONS)), draw.choice(("可选", "人选", "人选"))
    tie = draw.choice(("", "，同分按 技能等级 由高到低"))
    scoped = draw.random() < 0.5
    published = draw.sample(list(PUBLISHABLE), draw.randint(0, 3))
    words = {"factor": factor, "marks": marks, "condition": condition, "of": of, "tie": tie}
    text = TEXT.format(**words, published=f"，公布 {'、'.join(published)}" if published else "")
    text = ("  适用：党员。\n" if scoped else "") + text

    def score(worker: Worker) -> float:
        # Points do not exceed what a part may give.
        return min(100, factor * int(worker["件数"])) / 2 + (min(50, marks) if worker["党员"] else 0)

    def fare_differently(one: Worker, other: Worker) -> bool:
        both = qualifies(one, condition) and qualifies(other, condition)
        if qualifies(one, condition) != qualifies(other, condition):
            return True
        by_score, by_tie = score(one) != score(other), tie and one["技能等级"] != other["技能等级"]
        return of == "人选" and both and bool(by_score or by_tie)

    known = frozenset[str]().union(*(PUBLISHABLE[name] for name in published)) | ({"党员"} if scoped else set())
    people = [w for w in everybody() if w["党员"] or not scoped]
    matter = {
        fact
        for fact in FACTS
        if fact not in known
        and any(
            fare_differently(one, other)
            for one, other in product(people, people)
            if all(one[f] == other[f] for f in FACTS if f != fact)
        )
    }
    told = found(tmp_path, HEAD + text, "RD508")
    if not published:
        assert ["没有一步公布任何内容" in f.message.zh for f in told] == [True]
        return
    assert len(told) == bool(matter), text
    for finding in told:
        words_told = finding.message.zh.split("起作用的")[1].removesuffix("没有公布")
        assert set(words_told.replace("“", "").replace("”", "").split("、")) == matter, text
        evidence = finding.evidence
        assert evidence is not None
        assert evidence.person is not None
        assert evidence.other is not None
        assert evidence.replayed
        one, other = evidence.person.facts, evidence.other.facts
        assert [f for f in FACTS if one[f] != other[f]] == [f for f in FACTS if f in matter][:1]
        assert one["技能等级"] in RANKS
        assert one["本工种"] in TRADES
