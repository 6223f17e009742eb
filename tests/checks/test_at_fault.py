"""The smallest set of articles that a finding names: it forces what is shown, and nothing in it can be spared."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rankdsl import checks, pipeline
from rankdsl.checks import evidence
from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Finding, Place, Verdict
from rankdsl.examining import programs_of
from rankdsl.prove import Limits, Prover, Side, grounds
from rankdsl.prove.grounds import forced
from tests.checks.drawing_formulas import Draw
from tests.checks.meaning import Meaning
from tests.checks.oracle import Scene
from tests.checks.running import loaded, random_scene, report_on
from tests.checks.test_evidence import all_of, conditions
from tests.checks.worlds import World
from tests.checks.written import LABELS, Decide, Document, Group
from tests.lengths import generated

EACH = generated(6, 12)
ABOVE = """\
文件《某部晋升规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【年限】
  定义 应任年限：2年。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限。
  对下 可晋升：不得加严；不得增设条件。

文件《甲省晋升细则》
  层级：省级。 依据：《某部晋升规定》。 施行：2020年1月1日。 废止：2021年1月1日。
"""
THREE_DEFINITIONS = """
第一条【岗位】
  定义 关键岗位：中层正职年限 ≥ 1年。

第二条【加年】
  定义 加年：
    当 关键岗位 时，1年；
    其他，0年。

第三条【年限】
  定义 本省年限：应任年限 + 加年。

第四条【名称】
  定义 老资格：任现职级年限 ≥ 20年。

第五条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 本省年限；
    （二）任现职级年限 ≤ 40年 或 老资格。
"""
ONE_ITEM = """
第一条【条件】
  修改《某部晋升规定》第二条 可晋升 另须：
    （一）非 处分期内；
    （二）在编。
"""


def check(folder: Path, text: str) -> dict[str, Finding]:
    (folder / "documents.rank").write_text(text, encoding="utf-8")
    return {f"{f.code}{f.place.item or ''}": f for f in pipeline.check_paths([folder]).findings}


def core(finding: Finding) -> list[str]:
    assert finding.evidence is not None
    return [f"{p.document[0]}{p.article}{p.item or ''}" for p in finding.evidence.core]


def test_a_gate_behind_three_definitions(tmp_path: Path) -> None:
    found = check(tmp_path, ABOVE + THREE_DEFINITIONS)
    # 某第一条 is the same on both sides, so it makes no difference.
    behind = ["某第二条（一）", "甲第一条", "甲第二条", "甲第三条", "甲第五条（一）"]
    assert core(found["RD401（一）"]) == behind


def test_a_failing_item_alone(tmp_path: Path) -> None:
    found = check(tmp_path, ABOVE + ONE_ITEM)
    assert core(found["RD401（一）"]) == ["甲第一条（一）"]
    assert core(found["RD403（二）"]) == ["甲第一条（二）"]


def test_a_case_that_fails(tmp_path: Path) -> None:
    case = "\n  案例 “例”：处分期内 = 是；期望 可晋升 = 是；其余 如常。\n"
    assert core(check(tmp_path, ABOVE + ONE_ITEM + case)["RD209"]) == ["甲第一条（一）"]


@pytest.mark.parametrize("seeds", [range(7000, 7000 + EACH), range(7012, 7012 + EACH)])
def test_nothing_can_be_spared_on_generated_documents(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def watched(sides: Sequence[Side], named: Sequence[Place] = ()) -> tuple[Place, ...]:
        found = grounds(sides, named)
        assert forced(sides, found)
        for place in found:
            if place not in named:
                assert not forced(sides, [p for p in found if p != place]), (found, place)
        seen.append(len(found))
        return found

    monkeypatch.setattr(evidence, "grounds", watched)
    persons = sum(f.evidence is not None and f.evidence.person is not None for seed in seeds for f in found_in(seed))
    assert len(seen) >= persons >= generated(7, 15)
    assert sum(n > 1 for n in seen) >= generated(5, 10)


def found_in(seed: int) -> Iterator[Finding]:
    """Everything that the checks find, in this process."""
    for model in loaded(random_scene(seed)).models:
        for piece in model.pieces:
            under = Examination(model, piece, Prover(piece.program.period, programs_of(piece), Limits()))
            if all(outcome.verdict is Verdict.PROVED for outcome in checks.ASSUMPTIONS.examine(under)):
                yield from (f for check in checks.PROOFS for outcome in check.examine(under) for f in outcome.findings)


def test_what_implies_a_condition_is_minimal() -> None:
    """Whoever meets those named meets the redundant condition; without any one of them somebody does not."""
    seen = 0
    for seed in range(generated(40, 80)):
        items = conditions(Draw(random.Random(seed).randint))
        document = Document("国办法", "中央", None, None, None, ((1, Decide("可升", Group("须", tuple(items)))),))
        drawn = Scene(World(), (document,))
        met = Meaning(drawn.world, (document,))
        each = [met.of(item).get(True, 0) for item in items]
        everybody = drawn.world.possible
        for finding in report_on(drawn).findings:
            if finding.code != "RD205":
                continue
            seen += 1
            redundant = LABELS.index(finding.place.item or "")
            assert finding.evidence is not None
            named = [LABELS.index(p.item or "") for p in finding.evidence.core if p.item]
            implying = [n for n in named if n != redundant]
            assert redundant in named
            assert not all_of(everybody, each, implying) & ~each[redundant]
            for left_out in implying:
                assert all_of(everybody, each, [n for n in implying if n != left_out]) & ~each[redundant]
    assert seen >= generated(4, 8)
