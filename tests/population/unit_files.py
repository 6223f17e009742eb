"""Unit files for the tests of this room: a small vocabulary with a fact of the unit, and how findings are said."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from rankdsl import semantics, syntax
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.population.chosen_rules import Rules, rules_of
from rankdsl.population.proposing import propose
from rankdsl.population.reading import open_unit, read_roster
from rankdsl.source import SourceFile
from rankdsl.vocabulary import load_vocabularies

DAY = date(2026, 6, 30)

BUREAU = Path(__file__).parent / "bureau"
"""A unit of 12 people with its document and vocabulary, as a clerk would lay them out."""


@cache
def bureau() -> Vocabulary:
    vocabularies, findings = load_vocabularies(
        [SourceFile("vocabulary/局.yaml", (BUREAU / "vocabulary" / "局.yaml").read_text("utf-8"))]
    )
    assert findings == (), [f.message.zh for f in findings]
    return vocabularies["局"]


def roster(text: str, day: date = DAY):
    """The roster, or None, and `line message` of everything that is wrong."""
    opened = open_unit(SourceFile("单位.yaml", text))
    found, findings = read_roster(opened, bureau(), day)
    said = []
    for finding in findings:
        assert finding.code == "RD122"
        assert finding.place.span is not None
        assert finding.message.en
        line = finding.place.span.file.position(finding.place.span.start)[0]
        said.append(f"{line} {finding.message.zh}")
    return found, said


HEAD = """\
文件《某县局职级晋升量化办法（示例）》
    层级：县级。
    词表：局。
    施行：2026年1月1日。

"""
CONDITIONS = """\
第一条【条件】
    决定 可晋升 须：
        （一）现职级 低于 二级；
        （二）任职年限 ≥ 2年；
        （三）非 处分期内。
    表 拟晋升职级 按 现职级：科员 → 四级；四级 → 三级；其他 → 二级。
    升降 现职级：晋升 可晋升 → 拟晋升职级。

"""
SLOTS = """\
第二条【职数】
    职数 本局职数 按 现职级 基数 编制数 向下取整：
        （一）二级 不超过 基数 的 5%；
        （二）三级、四级 不超过 基数 的 30%；
        （三）三级 不超过 （二）的 40%。
"""
BY_POINTS = SLOTS + "    择优 人选：从 可晋升 中，按 分数 由高到低，取 本局职数 之内。\n"


@cache
def model(text: str) -> Model:
    parsed = syntax.parse(SourceFile("办法.rank", text))
    found = semantics.analyse([parsed], {"局": bureau()}, semantics.Settings(date(2050, 12, 31)))
    assert [f.message.zh for f in (*parsed.findings, *found.findings)] == []
    return found.models[-1]


def proposed(unit: str, document: str = BY_POINTS, selection: str | None = None, conditions: str = CONDITIONS):
    """The proposal for a unit, or the messages of what is wrong with its file."""
    opened = open_unit(SourceFile("单位.yaml", unit))
    of = model(HEAD + conditions + document)
    found, findings = read_roster(opened, bureau(), DAY)
    assert [f.message.zh for f in findings] == []
    assert found is not None
    piece = of.piece_at(DAY)
    assert piece is not None
    rules = rules_of(piece, of.name, selection, opened.heading.place)
    if not isinstance(rules, Rules):
        return rules.message.zh
    told = propose(piece, of.name, rules, found, DAY)
    return [f.message.zh for f in told] if isinstance(told, tuple) else told


def unit(people: str, posts: object = 20, more: str = "") -> str:
    """A unit file; a line a person: name, rank, points, and whatever else."""
    rows = ""
    for line in people.strip().splitlines():
        name, rank, points, *rest = line.split()
        given = {"现职级": rank, "任职起": "2018-01", "处分期内": "否", "分数": points}
        given |= dict(word.split("=") for word in rest)
        rows += f"  - {{id: {name}, facts: {{{', '.join(f'{k}: {v}' for k, v in given.items())}}}}}\n"
    facts = f", facts: {{编制数: {posts}}}" if posts is not None else ""
    return f"unit: {{name: 某局{facts}}}\n{more}people:\n{rows}"
