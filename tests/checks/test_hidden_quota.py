"""RD305: the arithmetic against every way to share out the records, and how many each needs against every history."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.checks.fairness.hidden_quota import Quota
from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.mechanisms import PeopleCap
from rankdsl.ir.nodes import YES
from tests.test_corpus import CORPUS

CAP = PeopleCap("考核", YES, YES, Place(None), "")
HEAD = "文件《甲县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n"
GOOD = "年度考核 中（等次 = 优秀）"
History = tuple[bool, ...]
"""Whether each of the last five years was 优秀, the last one first."""


@pytest.mark.parametrize("limit", [Fraction(1, 5), Fraction(1, 4), Fraction(1, 2)])
@pytest.mark.parametrize(("years", "least"), [(1, 1), (2, 1), (2, 2), (3, 2), (3, 3)])
def test_the_arithmetic_is_the_best_way_to_share(years: int, least: int, limit: Fraction) -> None:
    quota = Quota(CAP, years, least, limit)
    for people in range(1, 5 if years == 3 else 7):
        each = [c for n in range(int(limit * people) + 1) for c in combinations(range(people), n)]
        best = max(
            sum(sum(person in chosen for chosen in year) >= least for person in range(people))
            for year in product(each, repeat=years)
        )
        assert quota.most(people) == best


CONDITIONS: list[tuple[str, Callable[[History], bool]]] = [
    (f"计数 近3年 {GOOD} ≥ 2", lambda h: sum(h[:3]) >= 2),
    (f"连续2次 近4年 {GOOD}", lambda h: any(a and b for a, b in pairwise(h[:4]))),
    (f"计数 近5年 {GOOD} ≥ 4 或 计数 近2年 {GOOD} ≥ 2", lambda h: sum(h) >= 4 or sum(h[:2]) >= 2),
    (f"计数 近5年 {GOOD} ≥ 3 且 任一 近1年 {GOOD}", lambda h: sum(h) >= 3 and h[0]),
    (f"非 每个 近3年 {GOOD}", lambda h: not all(h[:3])),
    (f"计数 近4年 {GOOD} = 3 或 非 任一 近3年 {GOOD}", lambda h: sum(h[:4]) == 3 or not any(h[:3])),
]


@pytest.mark.parametrize(("written", "holds"), CONDITIONS)
def test_how_many_each_needs(written: str, holds: Callable[[History], bool], tmp_path: Path) -> None:
    text = f"{HEAD}第一条【上限】\n  上限 {GOOD} 不超过 20%。\n  决定 可晋升 须：（一）{written}；（二）在编。\n"
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    told = [f for f in pipeline.check_paths([tmp_path]).findings if f.code == "RD305"]
    histories = [h for h in product((False, True), repeat=5) if holds(h)]
    windows = [years for years in range(1, 6) if f"近{years}年" in written]
    needs = {years: min(sum(h[:years]) for h in histories) for years in windows}
    shares = {Fraction(years, 5 * least): (years, least) for years, least in needs.items() if least}
    if not shares or min(shares) >= Fraction(1, 2):
        assert told == []
        return
    years, least = shares[min(shares)]
    assert [f"{years}年共{20 * years}人次；每人至少要{least}次" in f.message.zh for f in told] == [True]


def in_corpus(name: str) -> list[Finding]:
    return [f for f in pipeline.check_paths([CORPUS / "bad" / name]).findings if f.code == "RD305"]


def test_what_is_said_and_shown() -> None:
    first, second = in_corpus("RD305-two-in-three.rank")
    assert "100人的单位至多37%的人" in first.message.zh
    assert "每年至多25人，3年共75人次；每人至少要2次，至多37人" in first.message.zh
    assert first.help is not None
    assert "不足4人的单位" in first.help.zh
    assert first.evidence is not None
    assert first.evidence.person is not None
    assert "2018年至2019年 优秀" in first.evidence.person.facts["年度考核"]
    assert "至多25%的人" in second.message.zh


def test_the_unit_of_the_slots_is_shown(tmp_path: Path) -> None:
    text = f"""{HEAD}第一条【职数】
  上限 {GOOD} 不超过 15%。
  决定 可晋升 须：（一）计数 近3年 {GOOD} ≥ 2；（二）在编。
  职数 职级职数 按 现职级 基数 150 向下取整：（一）副科级 不超过 基数 的 10%。
"""
    (tmp_path / "a.rank").write_text(text, encoding="utf-8")
    (told,) = [f for f in pipeline.check_paths([tmp_path]).findings if f.code == "RD305"]
    assert (
        "150人的单位至多22%的人能够符合：按“上限 年度考核 中（等次 = 优秀） 不超过 15%”，每年至多22人"
        in told.message.zh
    )


def test_whose_quota_it_is() -> None:
    gate, cap = in_corpus("RD305-behind-a-gate.rank")
    assert [p.citation for p in gate.evidence.core if gate.evidence] == [  # type: ignore[union-attr]
        "《甲县晋升办法》第一条",
        "《甲县晋升办法》第一条（一）",
    ]
    assert cap.place.document == "乙县考核办法"
    assert "《某省考核规定》第二条（二）" in {c.place.citation for c in cap.related}
