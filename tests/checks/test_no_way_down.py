"""RD506 by looking at everybody: who can rise to what, who can be lowered from it, and where a move leads."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.checks.small_world import HEAD, RANKS, Worker, everybody, found
from tests.lengths import generated
from tests.test_corpus import CORPUS

Holds = Callable[[Worker], bool]
CONDITIONS: tuple[tuple[str, Holds], ...] = (
    ("技能等级 = 初级", lambda w: w["技能等级"] == "初级"),
    ("技能等级 低于 高级", lambda w: w["技能等级"] != "高级"),
    ("技能等级 高于 初级", lambda w: w["技能等级"] != "初级"),
    ("党员", lambda w: w["党员"] is True),
    ("件数 ≥ 2", lambda w: int(w["件数"]) >= 2),
    ("件数 ＜ 2 且 技能等级 = 高级", lambda w: int(w["件数"]) < 2 and w["技能等级"] == "高级"),
)
SCOPES = (("技能等级 低于 高级", CONDITIONS[1][1]), ("党员", CONDITIONS[3][1]))


class Drawn(Struct):
    """Two documents, the second under the first, and what the first and both together say."""

    text: str
    scope: tuple[Holds, Holds]
    up: Holds
    down: tuple[Holds | None, Holds | None]
    raised: tuple[Callable[[Worker], str], Callable[[Worker], str]]
    lowered: Callable[[Worker], str]


def of(number: int) -> Drawn:
    draw = random.Random(number)
    tables = [{rank: draw.choice(RANKS) for rank in RANKS} for _ in range(2)]
    if draw.random() < 0.7:  # mostly a ladder as it should be
        tables[0] = {"初级": "中级", "中级": "高级", "高级": "高级"}
        tables[1] = {"初级": "初级", "中级": "初级", "高级": draw.choice(("初级", "中级"))}
    (up, rises), (down, falls) = draw.sample(CONDITIONS, 2)
    scope, inside = draw.choice((("", lambda w: True), ("", lambda w: True), *SCOPES))
    with_down = draw.random() < 0.8
    text = HEAD + (f"  适用：{scope}。\n" if scope else "")
    for name, table in zip(("升到", "降到"), tables, strict=True):
        rows = "；".join(f"{rank} → {table[rank]}" for rank in RANKS[:-1])
        text += f"  表 {name} 按 技能等级：{rows}；其他 → {table[RANKS[-1]]}。\n"
    text += f"  决定 可升 须：（一）{up}。\n  决定 应降 须：（一）{down}。\n"
    text += f"  升降 技能等级：晋升 可升 → 升到{'；降低 应降 → 降到' if with_down else ''}。\n"
    text += "\n文件《某车间细则》\n  层级：乡级。 依据：《某厂办法》。 施行：2020年1月1日。 废止：2021年1月1日。\n"
    text += "\n第一条【细则】\n"
    own, within = draw.choice((("", inside), ("", inside), *SCOPES))
    narrower, also = draw.choice(CONDITIONS)
    guard, applies = draw.choice(CONDITIONS)
    other = draw.choice(RANKS)
    text += f"  适用：{own}。\n" if own else ""
    text += f"  修改《某厂办法》第一条 应降 另须：（一）{narrower}。\n"
    text += f"  例外《某厂办法》第一条 当 {guard} 时，升到 为 {other}。\n"
    return Drawn(
        text,
        (inside, within),
        rises,
        (falls, lambda w: falls(w) and also(w)) if with_down else (None, None),
        (lambda w: tables[0][str(w["技能等级"])], lambda w: other if applies(w) else tables[0][str(w["技能等级"])]),
        lambda w: tables[1][str(w["技能等级"])],
    )


def stuck(drawn: Drawn, at: int) -> set[str]:
    """The values that somebody of the document at hand rises to and nobody is lowered from."""
    people = [w for w in everybody() if drawn.scope[at](w)]
    risen = {drawn.raised[at](w) for w in people if drawn.up(w)}
    down = drawn.down[at]
    lowered = {str(w["技能等级"]) for w in people if down is not None and down(w)}
    return {v for v in RANKS[1:] if v in risen and v not in lowered and any(w["技能等级"] == v for w in people)}


def wrong(drawn: Drawn, at: int, worker: Worker, move: str) -> bool:
    if not drawn.scope[at](worker):
        return False
    rank, down = RANKS.index(str(worker["技能等级"])), drawn.down[at]
    if move == "晋升":
        return drawn.up(worker) and RANKS.index(drawn.raised[at](worker)) <= rank
    return rank > 0 and down is not None and down(worker) and RANKS.index(drawn.lowered(worker)) >= rank


def expected(drawn: Drawn) -> set[tuple[str, str]]:
    """Document, and the values or the move that is told of there."""
    found: set[tuple[str, str]] = set()
    above, here = stuck(drawn, 0), stuck(drawn, 1)
    for title, values in (("某厂办法", above), ("某车间细则", here - above)):
        found |= {(title, "、".join(f"“{v}”" for v in RANKS if v in values))} if values else set()
    for move in ("晋升", "降低"):
        if any(wrong(drawn, 0, w, move) for w in everybody()):
            found.add(("某厂办法", move))
        if any(wrong(drawn, 1, w, move) and not wrong(drawn, 0, w, move) for w in everybody()):
            found.add(("某车间细则", move))
    return found


def told(finding: Finding) -> tuple[str, str]:
    if finding.distinguishing:
        return finding.place.document, finding.distinguishing[:2]
    values = finding.message.zh.split("有人能够晋升为")[1].split("，")[0]
    return finding.place.document, values


@pytest.mark.parametrize("number", range(generated(8, 400)))
def test_what_is_told_is_so_of_everybody(number: int, tmp_path: Path) -> None:
    drawn = of(number)
    findings = found(tmp_path, drawn.text, "RD506")
    assert {told(f) for f in findings} == expected(drawn), drawn.text
    assert len(findings) == len(expected(drawn))
    for finding in findings:
        assert finding.evidence is not None
        assert finding.evidence.core
        assert finding.evidence.replayed is bool(finding.distinguishing)


def test_the_articles_that_keep_people_from_being_lowered() -> None:
    narrowed, same, lower = (
        f for f in pipeline.check_paths([CORPUS / "bad" / "RD506-only-up.rank"]).findings if f.code == "RD506"
    )
    assert "晋升为“副科级”、“正科级”" in narrowed.message.zh
    assert narrowed.evidence is not None
    assert [p.citation for p in narrowed.evidence.core] == ["《甲省升降细则》第一条（一）"]
    assert "由“副科级”变为“副科级”" in same.message.zh
    assert "由“科员级”变为“办事员级”" in lower.message.zh
    assert lower.evidence is not None
    assert lower.evidence.person is not None
    assert lower.evidence.person.facts["现职级"] == "科员级"
    assert lower.evidence.person.facts["艰苦边远地区"] == "是"
    assert lower.evidence.person.outcome == {"here": "办事员级"}
