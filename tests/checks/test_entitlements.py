"""RD308 and RD509 by looking at every two persons, and what is said of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.checks.small_world import RANKS, Worker, everybody, found
from tests.lengths import generated
from tests.test_corpus import CORPUS

Amount = Callable[[Worker], int]


def drawn(number: int) -> tuple[str, Amount]:
    """An entitlement: for each rank, and for members or others, so much and so much a piece."""
    draw = random.Random(number)
    rises = draw.random() < 0.6
    paid: dict[tuple[str, bool], tuple[int, int]] = {}
    for at, rank in enumerate(RANKS):
        for member in (False, True):
            base = 300 + 100 * at if rises else draw.choice((300, 400, 500))
            paid[rank, member] = (base + draw.choice((0, 0, 50)), draw.choice((0, 10, 10, 60)))
    lines = [
        f"    当 技能等级 = {rank} 且 {'党员' if member else '非 党员'} 时，{base}元 + 件数 × {each}元"
        for (rank, member), (base, each) in paid.items()
    ]

    def amount(worker: Worker) -> int:
        base, each = paid[str(worker["技能等级"]), bool(worker["党员"])]
        return base + each * int(worker["件数"])

    return "  待遇 津贴：\n" + "；\n".join(lines) + "。\n", amount


def pairs(fact: str, apart: Callable[[Worker, Worker], bool]) -> Iterator[tuple[Worker, Worker]]:
    for one, other in product(everybody(), repeat=2):
        if apart(one, other) and all(one[name] == other[name] for name in one if name != fact):
            yield one, other


def rank(worker: Worker) -> int:
    return RANKS.index(str(worker["技能等级"]))


@pytest.mark.parametrize("number", range(generated(8, 150)))
def test_findings_are_those_of_every_pair(number: int, tmp_path: Path) -> None:
    text, amount = drawn(number)
    limit = random.Random(-number - 1).choice((50, 100, 120, 150))
    text += f"  上限 津贴 的 级差 不超过 {limit}元。\n"
    steps = {
        "技能等级": lambda a, b: rank(b) == rank(a) + 1,
        "件数": lambda a, b: int(b["件数"]) == int(a["件数"]) + 1,
    }
    cliffs = {
        fact for fact, step in steps.items() if any(abs(amount(b) - amount(a)) > limit for a, b in pairs(fact, step))
    }
    told = found(tmp_path, text, "RD308")
    assert {f.distinguishing.split("#")[0] for f in told} == cliffs
    inverted = any(amount(b) <= amount(a) for a, b in pairs("技能等级", lambda a, b: rank(b) > rank(a)))
    assert [f.distinguishing for f in found(tmp_path, text, "RD509")] == (["技能等级"] if inverted else [])


def in_corpus(name: str, code: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code == code]


def test_what_is_said_of_a_cliff() -> None:
    year, standing = in_corpus("RD308-steps-too-high.rank", "RD308")
    assert "“任现职级起”只差一年（“2010年1月”与“2011年1月”）" in year.message.zh
    assert "由1400元变为200元，相差1200元，超过“上限 年资津贴 的 级差 不超过 400元”" in year.message.zh
    assert year.evidence is not None
    assert year.evidence.decisive == ("任现职级起",)
    assert year.evidence.person is not None
    assert year.evidence.person.facts["艰苦边远地区"] == "是"
    assert "相差450元" in standing.message.zh


def test_whose_cliff_it_is() -> None:
    changed, capped = in_corpus("RD308-cap-above.rank", "RD308")
    assert changed.place.citation == "《甲市津贴办法》第一条"
    assert "由1200元变为1800元" in changed.message.zh
    assert capped.place.document == "乙市津贴办法"
    assert "相差300元，超过“上限 职级津贴 的 级差 不超过 250元”" in capped.message.zh


def test_ranks_that_earn_no_more() -> None:
    (more,) = in_corpus("RD509-ranks-together.rank", "RD509")
    assert "“副科级”的人3600元，“正科级”的人3500元" in more.message.zh
    (frozen,) = in_corpus("RD509-ladder-above.rank", "RD509")
    assert "“副科级”的人900元，“正科级”的人900元" in frozen.message.zh
    assert "《某省津贴规定》第一条" in {c.place.citation for c in frozen.related}


def test_rights_and_allowances_for_all_are_no_pay_of_a_rank(tmp_path: Path) -> None:
    text = "  待遇 补助：400元。\n  待遇 假期：\n    当 技能等级 = 高级 时，5日；\n    其他，5日。\n"
    assert found(tmp_path, text, "RD509") == []
