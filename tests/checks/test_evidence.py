"""What a finding shows: people who can exist, who show it, at the boundary, and the same ones every time."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, PersonShown
from tests.checks.drawing_formulas import Draw
from tests.checks.meaning import Meaning
from tests.checks.oracle import Scene
from tests.checks.running import comparable, random_scene, report_on
from tests.checks.worlds import AS_OF, DAYS, DIMENSIONS, FACTS, FIRST_YEAR, LISTS, STRIDES, Value, World
from tests.checks.written import LABELS, Compare, Decide, Document, Expr, Group, Literal, Name, Not
from tests.lengths import generated

TYPICAL: Mapping[str, Value] = {"任职起": 2017 * 12 + 11, "级别": "中档", "在编": True, "偏远": False, "得分": 2}
SEEDS = range(5000, 5000 + generated(10, 25))


# --- reading what is shown


def position_of(shown: PersonShown) -> int:
    """Where the person stands in the world; a day counts as the last one before it on which anything changes."""
    values: dict[str, Value] = {}
    year, month, day = map(int, re.findall(r"\d+", shown.facts[AS_OF]))
    values[AS_OF] = max(d for d in DAYS if d <= date(year, month, day))
    year, month = map(int, re.findall(r"\d+", shown.facts["任职起"]))
    values["任职起"] = year * 12 + month - 1
    values["考核"] = records_of(shown.facts["考核"])
    values["级别"] = shown.facts["级别"]
    values["得分"] = int(shown.facts["得分"])
    values |= {name: shown.facts[name] == "是" for name in ("在编", "偏远")}
    return sum(DIMENSIONS[name].index(value) * STRIDES[name] for name, value in values.items())


def records_of(text: str) -> tuple[str | None, ...]:
    years: dict[int, str] = {}
    for part in [] if text == "无" else text.split("、"):
        span, grade = part.split(" ")
        bounds = [int(year) for year in re.findall(r"\d{4}", span)]
        years |= dict.fromkeys(range(bounds[0], bounds[-1] + 1), grade)
    return tuple(years.get(FIRST_YEAR + n) for n in range(len(LISTS[0])))


def value_of(meaning: Meaning, name: str, position: int) -> Value | None:
    return next((v for v, who in meaning.named(name).items() if who >> position & 1), None)


def in_words(value: Value | None) -> str:
    if value is None:
        return "无值"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_shown(seed: int) -> None:
    drawn = random_scene(seed)
    report = report_on(drawn)
    if not comparable(report):
        return
    for finding in report.findings:
        evidence = finding.evidence
        if evidence is None or evidence.person is None:
            assert evidence is None or evidence.other is None
            continue
        assert evidence.replayed
        document = next(d for d in drawn.documents if d.title == finding.place.document)
        meaning = Meaning(drawn.world, drawn.chain(document))
        people = [p for p in (evidence.person, evidence.other) if p is not None]
        at = [position_of(p) for p in people]
        left_out = finding.code == "RD408" and evidence.person.outcome["here"] == "不适用"
        for position in at:
            assert bool(meaning.scope() >> position & 1) is not left_out, (finding.message.zh, people)
        if len(people) == 2:
            differ = {f for f in FACTS if people[0].facts[f] != people[1].facts[f]}
            assert differ == set(evidence.decisive)
            assert people[0].facts[AS_OF] == people[1].facts[AS_OF]
            alike = finding.code == "RD307" and not finding.distinguishing.endswith("#")
            assert (people[0].outcome == people[1].outcome) is alike
        shows(finding, meaning, people, at)


def shows(finding: Finding, meaning: Meaning, people: list[PersonShown], at: list[int]) -> None:
    """The outcome shown is what the documents say of the person."""
    subject = finding.subject
    match finding.code:
        case "RD202":
            if not subject.startswith("例外前的"):
                assert value_of(meaning, subject, at[0]) is None or subject not in meaning.layers.top
        case "RD301" | "RD403" if len(people) == 2:
            for person, position in zip(people, at, strict=True):
                assert person.outcome["here"] == in_words(value_of(meaning, subject, position))
        case "RD401" | "RD402":
            here = finding.code == "RD402"
            assert value_of(meaning, subject, at[0]) is here
            assert people[0].outcome == {"here": in_words(here), "superior": in_words(not here)}
        case _:
            pass


@pytest.mark.parametrize("seed", SEEDS[:15])
def test_only_what_decides_is_unusual(seed: int) -> None:
    """Of one who is refused here and not above: put back to ordinary alone, no fact that decides leaves him so."""
    drawn = random_scene(seed)
    report = report_on(drawn)
    if not comparable(report):
        return
    for finding in report.findings:
        evidence = finding.evidence
        if finding.code not in ("RD401", "RD402") or evidence is None or evidence.person is None:
            continue
        for fact, typical in TYPICAL.items():
            ordinary = evidence.person.facts[fact] in (in_words(typical), "2017年12月")
            assert ordinary or fact in evidence.decisive, (finding.message.zh, evidence)


def test_the_same_every_time() -> None:
    for seed in SEEDS[: generated(3, 6)]:
        drawn = random_scene(seed)
        assert told(report_on(drawn).findings) == told(report_on(drawn).findings)


def told(findings: Sequence[Finding]) -> list[object]:
    evidence = [(f, f.evidence) for f in findings]
    return [
        (f.fingerprint, f.message, e and (e.person, e.other, e.decisive, [p.citation for p in e.core]))
        for f, e in evidence
    ]


def test_no_word_of_the_workshop() -> None:
    forbidden = re.compile(r"None|True|False|sat\b|z3|Fraction|Symbol|Wanted|Traceback|<[a-z]|\{|\}|lambda|object at")
    for seed in SEEDS[: generated(6, 15)]:
        for finding in report_on(random_scene(seed)).findings:
            texts = [finding.message, *(c.message for c in finding.related), *([finding.help] if finding.help else [])]
            for text in texts:
                for words in (text.zh, text.en):
                    assert words
                    assert not forbidden.search(words), words
                assert not text.en.endswith(".")
                assert not text.en[0].isupper() or text.en.startswith("RD"), text.en


# --- the boundary

TWO = """\
文件《某部晋升规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ {above}。

文件《甲省晋升细则》
  层级：省级。 依据：《某部晋升规定》。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ {here}。
"""


def check(folder: Path, text: str) -> list[Finding]:
    (folder / "documents.rank").write_text(text, encoding="utf-8")
    return list(pipeline.check_paths([folder]).findings)


def tenure(shown: PersonShown) -> int:
    """Months from 任现职级起 to the day."""
    now, since = (list(map(int, re.findall(r"\d+", shown.facts[f]))) for f in ("评定日", "任现职级起"))
    return (now[0] - since[0]) * 12 + now[1] - since[1]


@pytest.mark.parametrize(
    ("above", "here", "code", "months"),
    [
        ("36个月", "37个月", "RD401", (36,)),
        ("3年", "2年11个月", "RD402", (35,)),
        ("3年", "4年", "RD401", (36, 47)),
        ("3年", "2年", "RD402", (24, 35)),
    ],
)
def test_boundary(tmp_path: Path, above: str, here: str, code: str, months: tuple[int, ...]) -> None:
    findings = [f for f in check(tmp_path, TWO.format(above=above, here=here)) if f.code == code]
    assert len(findings) == 1
    evidence = findings[0].evidence
    assert evidence is not None
    assert evidence.person is not None
    assert tenure(evidence.person) in months
    assert evidence.decisive == ("任现职级起",)


# --- the smallest set of articles


def conditions(draw: Draw) -> list[Expr]:
    found: list[Expr] = []
    for _ in range(draw.number(3, 4)):
        match draw.number(0, 3):
            case 0:
                fact = Name(draw.one(("在编", "偏远")))
                found.append(fact if draw.often(50) else Not(fact))
            case 1:
                rank = draw.one(("低档", "中档", "高档"))
                found.append(Compare(draw.one(("=", "≥", "≤")), Name("级别"), Literal(rank, rank)))
            case _:
                score = draw.number(0, 3)
                found.append(Compare(draw.one(("=", "≥", "≤")), Name("得分"), Literal(str(score), score)))
    return found


def test_cores_are_minimal() -> None:
    """Without any one of the conditions at fault the others can be met; all of them cannot."""
    seen = 0
    for seed in range(generated(30, 60)):
        items = conditions(Draw(random.Random(seed).randint))
        document = Document("国办法", "中央", None, None, None, ((1, Decide("可升", Group("须", tuple(items)))),))
        drawn = Scene(World(), (document,))
        met = Meaning(drawn.world, (document,))
        each = [met.of(item).get(True, 0) for item in items]
        everybody = drawn.world.possible
        impossible = not everybody & each[0] & each[1] & each[2] & each[-1]
        if not impossible:
            continue
        seen += 1
        finding = next(f for f in report_on(drawn).findings if f.code == "RD203")
        assert finding.evidence is not None
        core = [LABELS.index(p.item or "") for p in finding.evidence.core]
        assert core
        assert not all_of(everybody, each, core)
        for left_out in core:
            assert all_of(everybody, each, [n for n in core if n != left_out]), (items, core)
    assert seen >= generated(4, 8)


def all_of(people: int, each: list[int], chosen: list[int]) -> int:
    for n in chosen:
        people &= each[n]
    return people


SCOPES = """\
文件《某部晋升规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。

文件《甲省晋升细则》
  层级：省级。 依据：《某部晋升规定》。 {province} 施行：2020年1月1日。 废止：2021年1月1日。

第一条【名称】
  定义 老资格：任现职级年限 ≥ 20年。

文件《乙市晋升办法》
  层级：市级。 依据：《甲省晋升细则》。 施行：2020年1月1日。 废止：2021年1月1日。

第一条【适用范围】
  {city}
  定义 新人：任现职级年限 ≤ 1年。
"""


def test_core_of_a_scope(tmp_path: Path) -> None:
    province, city = "辖区：艰苦边远地区，且 在编。", "适用：非 艰苦边远地区。"
    (finding,) = check(tmp_path, SCOPES.format(province=province, city=city))
    assert (finding.code, finding.place.document) == ("RD208", "乙市晋升办法")
    assert finding.evidence is not None
    assert {p.document for p in finding.evidence.core} == {"甲省晋升细则", "乙市晋升办法"}
    assert len(finding.evidence.core) == 2
    alone = check(tmp_path, SCOPES.format(province="", city=city))
    assert [f.code for f in alone] == ["RD408"]
    assert check(tmp_path, SCOPES.format(province=province, city="")) == []
