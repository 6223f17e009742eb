"""RD503: stretches against single days, circles against a search of all ways, and what findings say."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise, permutations
from pathlib import Path

from rankdsl import pipeline
from rankdsl.checks.mechanisms.pool_circles import circles
from rankdsl.checks.mechanisms.pool_periods import Stretch, during, runs, stretches
from rankdsl.diagnostics import Place
from rankdsl.ir.mechanisms import Transfer, TransferKind
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import INTEGER
from tests.checks.small_world import found
from tests.test_corpus import CORPUS

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(-2, 12)]


def transfer(kind: TransferKind, unit: str, since: date | None = None, until: date | None = None) -> Transfer:
    return Transfer("（一）", unit, kind, "四级调研员", Const(1, INTEGER), since, until, Place(None))


def drawn(chance: random.Random) -> Transfer:
    since = chance.choice([None, *DAYS[2:10]])
    until = chance.choice([None, date.max, *DAYS[2:10]])
    return transfer(chance.choice(list(TransferKind)), chance.choice("甲乙丙"), since, until)


def test_every_day_of_a_stretch_is_like_the_others() -> None:
    chance = random.Random(503)
    for _ in range(300):
        lines = [drawn(chance) for _ in range(chance.randint(0, 5))]
        cut = stretches(lines)
        assert cut[0].start is None
        assert cut[-1].end is None
        for day in DAYS:
            (here,) = [s for s in cut if (s.start is None or s.start <= day) and (s.end is None or day < s.end)]
            on_the_day = [t for t in lines if (t.since or date.min) <= day <= (t.until or date.max)]
            assert list(during(lines, here)) == on_the_day
        counts = {stretch: len(during(lines, stretch)) or None for stretch in cut}
        told = list(runs(cut, counts.__getitem__))
        for (before, count), (after, next_count) in pairwise(told):
            assert before.end != after.start or count != next_count


def test_circles_against_all_ways() -> None:
    chance = random.Random(7)
    kinds = (TransferKind.LENDS, TransferKind.BORROWS)
    for _ in range(300):
        pools = [
            [transfer(chance.choice(kinds), chance.choice("甲乙丙丁")) for _ in range(chance.randint(0, 4))]
            for _ in range(3)
        ]

        def lends_to(one: str, other: str, pools: list[list[Transfer]] = pools) -> bool:
            return any(
                any(t.unit == one and t.kind is kinds[0] for t in pool)
                and any(t.unit == other and t.kind is kinds[1] for t in pool)
                for pool in pools
            )

        units = {kind: {t.unit for pool in pools for t in pool if t.kind is kind} for kind in kinds}
        both = units[kinds[0]] & units[kinds[1]]
        on_a_circle = {
            unit
            for size in (2, 3, 4)
            for way in permutations(sorted(both), size)
            if all(lends_to(a, b) for a, b in zip(way, (*way[1:], way[0]), strict=True))
            for unit in way
        }
        found = circles(pools)
        assert {unit for way in found for unit in way} == both
        for way in found:
            if len(way) == 1:
                assert way[0] not in on_a_circle
            else:
                assert all(lends_to(a, b) for a, b in zip(way, (*way[1:], way[0]), strict=True))


def test_what_is_said() -> None:
    found = pipeline.check_paths([CORPUS / "bad" / "RD503-balance-and-circles.rank"]).findings
    messages = [f.message.zh for f in found]
    assert "自2025年7月1日起，至2025年12月31日，借出6名，核定5名，超出1名" in messages[0]
    assert "自2026年7月1日起，至2026年12月31日，借出4名（“住建局”4名），借入0名，有4名没有单位借入" in messages[1]
    assert [c.place.item for c in found[1].related] == ["（三）", "（五）"]
    assert messages[3].endswith("自2025年6月1日起，至2025年12月31日，“丙镇” → “丁镇” → “丙镇”")


def test_a_line_that_is_wrong_is_told_once() -> None:
    found = pipeline.check_paths([CORPUS / "bad" / "RD503-numbers-and-dates.rank"]).findings
    assert [f.place.item for f in found] == ["（一）", "（三）", "（四）", "（五）", "（七）"]


def test_one_day_is_told_as_one() -> None:
    day = date(2025, 6, 30)
    assert Stretch(day, day + timedelta(days=1)).words.zh == "2025年6月30日当天"
    assert Stretch(day, day + timedelta(days=2)).words.zh == "自2025年6月30日起，至2025年7月1日"
    assert Stretch(None, day).words.zh == "至2025年6月29日为止"


def told(folder: Path, lines: list[str]) -> list[str]:
    """What RD503 says of a pool of one value, each line `unit kind number[, since][, until]`."""
    numbered = (f"    （{'一二三四五六'[at]}）{line}" for at, line in enumerate(lines))
    text = "  周转池 池：\n" + "；\n".join(numbered) + "。\n"
    return [f.message.zh for f in found(folder, text, "RD503")]


def test_a_loan_without_return_is_told_once(tmp_path: Path) -> None:
    lends, borrows = "甲镇 借出 一级科员", "乙镇 借入 一级科员"
    long, short = "，自2025年1月1日起，至2026年12月31日", "，自2025年3月1日起，至2025年9月30日"
    known = [f"{lends} 1名{long}", f"{borrows} 1名{long}"]
    (once,) = told(tmp_path, [*known, f"{lends} 1名，自2025年3月1日起", f"{borrows} 1名{short}"])
    assert once.endswith("没有写明归还日期")
    late = told(tmp_path, [*known, f"{lends} 1名，自2025年2月1日起", f"{borrows} 1名{short}"])
    assert ["自2025年2月1日起，至2025年2月28日，借出2名" in m or "归还日期" in m for m in late] == [True, True]
    more = told(tmp_path, [*known, f"{lends} 1名，自2025年3月1日起", f"{borrows} 3名{short}"])
    assert ["自2025年3月1日起，至2025年9月30日，借出2名" in m or "归还日期" in m for m in more] == [True, True]


def test_a_pool_above_that_a_document_unbalances_through_a_parameter(tmp_path: Path) -> None:
    above = """\
文件《某部办法》
  层级：中央。 词表：工人。 施行：2020年1月1日。

第一条
  参数 名数：2。
  周转池 池：
    （一）甲厂 核定 高级 名数；
    （二）甲厂 借出 高级 2名，自2025年1月1日起，至2025年12月31日；
    （三）乙厂 借入 高级 2名，自2025年1月1日起，至2025年12月31日。

文件《某厂办法》
  层级：县级。 依据：《某部办法》。 施行：2020年1月1日。

第一条
  修改《某部办法》第一条 名数 改为：%s。
"""
    (told,) = found(tmp_path / "a", above % "1", "RD503")
    assert told.place.citation == "《某厂办法》第一条"
    assert "借出2名，核定1名，超出1名" in told.message.zh
    assert [c.place.document for c in told.related] == ["某部办法", "某部办法"]
    assert found(tmp_path / "b", above % "3", "RD503") == []
