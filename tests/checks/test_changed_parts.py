"""Scores whose parts documents below change, by looking at everybody: values, and who leaves the marks (RD501)."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec import Struct

from rankdsl import pipeline
from rankdsl.backends.python.loading import load
from rankdsl.backends.reference import evaluate
from rankdsl.ir.values import Person
from rankdsl.workspace import open_workspace
from tests.backends.python.comparing import differences
from tests.checks.small_world import Worker, everybody, report_on
from tests.lengths import generated

Points = Callable[[Worker], Fraction | int]
Holds = Callable[[Worker], bool]

GUARDS: tuple[tuple[str, Holds], ...] = (
    ("党员", lambda w: w["党员"] is True),
    ("本工种 = 焊工", lambda w: w["本工种"] == "焊工"),
    ("技能等级 高于 初级", lambda w: w["技能等级"] != "初级"),
    ("件数 ≥ 2", lambda w: int(w["件数"]) >= 2),
)
FORMULAS: tuple[tuple[str, Points], ...] = (
    ("件数 × 20", lambda w: 20 * int(w["件数"])),
    ("50", lambda w: 50),
    ("件数 × 40 − 10", lambda w: 40 * int(w["件数"]) - 10),
    ("件数 ÷ 3 × 100", lambda w: Fraction(int(w["件数"]), 3) * 100),
    ("100 − 件数 × 10", lambda w: 100 - 10 * int(w["件数"])),
)
FORMS = (
    ("占 30%", 30, 100),
    ("占 70%", 70, 100),
    ("满分 30", None, 30),
    ("扣分 不超过 5", None, 5),
    ("扣分", None, None),
)
YEAR = "施行：2020年1月1日。 废止：2021年1月1日。\n\n第一条\n"
EVERYBODY = tuple(everybody())


class Part(Struct, frozen=True):
    name: str
    weight: Fraction
    most: int | None
    holds: Holds
    points: Points


def chance(draw: random.Random) -> tuple[str, list[Part], dict[str, Points], dict[str, set[tuple[str, str]]]]:
    """Documents, the parts of their score, what each comes to in the end, and by document who leaves which marks."""
    text = f"文件《甲规》\n  层级：中央。 词表：工人。 {YEAR}  积分 得分 满分 100：\n"
    parts: list[Part] = []
    lines: list[str] = []
    for guard in (None, *draw.sample(GUARDS, draw.randint(0, 1))):
        heading = f"    当 {guard[0]} 时：\n" if guard else ""
        holds: Holds = guard[1] if guard else lambda w: True
        for form, percent, most in draw.sample(FORMS, draw.randint(1, 2)) if parts else (FORMS[0], draw.choice(FORMS)):
            label = "一二三四五"[len(parts)]
            written, points = draw.choice(FORMULAS)
            weight = Fraction(percent, 100) if percent else Fraction(-1 if form.startswith("扣") else 1)
            parts.append(Part(f"第{label}", weight, most, holds, points))
            lines.append(f"{heading}    （{label}）第{label} {form}：{written}")
            heading = ""
    text += "；\n".join(lines) + "。\n"
    now: dict[str, Points] = {part.name: as_written(part) for part in parts}
    left: dict[str, set[tuple[str, str]]] = {}
    for title, level, above in (("乙规", "市级", "甲规"), ("丙规", "县级", "乙规"))[: draw.randint(1, 2)]:
        text += f"\n文件《{title}》\n  层级：{level}。 依据：《{above}》。 {YEAR}"
        left[title] = set()
        for part in draw.sample(parts, draw.randint(1, 2)):
            said, points = changed(draw, part, now[part.name])
            text += f"  {said}\n"
            left[title] |= {(part.name, fault) for fault in faults(part, now[part.name], points)}
            now[part.name] = points
    return text, parts, now, left


def as_written(part: Part) -> Points:
    def points(worker: Worker) -> Fraction | int:
        value = max(0, part.points(worker)) if part.holds(worker) else 0
        return value if part.most is None else min(part.most, value)

    return points


def changed(draw: random.Random, part: Part, before: Points) -> tuple[str, Points]:
    written, points = draw.choice(FORMULAS)
    guard, holds = draw.choice(GUARDS)
    kind = draw.randrange(3)
    if kind == 0:
        return f"修改《甲规》第一条 {part.name} 改为：{written}。", points
    if kind == 1:
        written, points = f"{part.name} + 7", lambda w: before(w) + 7
    said = f"例外《甲规》第一条 当 {guard} 时，{part.name} 为 {written}。"
    return said, lambda w: points(w) if holds(w) else before(w)


def faults(part: Part, before: Points, after: Points) -> set[str]:
    def wrong(points: Fraction | int, worker: Worker) -> str:
        if not part.holds(worker):
            return "其余的人" if points != 0 else ""
        return "小于0" if points < 0 else "有人" if part.most is not None and points > part.most else ""

    both = ((wrong(before(w), w), wrong(after(w), w)) for w in EVERYBODY)
    return {here for there, here in both if here and here != there}


@pytest.mark.parametrize("number", range(generated(6, 600)))
def test_changed_parts_are_those_of_everybody(number: int, tmp_path: Path) -> None:
    draw = random.Random(number)
    text, parts, now, left = chance(draw)
    report = report_on(tmp_path, text)
    assert not [f for f in report.findings if f.code < "RD200" or f.code == "RD901"], text
    told: dict[str, set[tuple[str, str]]] = {title: set() for title in left}
    for finding in report.findings:
        if finding.code == "RD501" and "改动以后" in finding.message.zh:
            name = finding.message.zh.split("的“")[1].split("”")[0]
            fault = next(words for words in ("其余的人", "小于0", "有人") if words in finding.message.zh)
            told[finding.place.document or ""].add((name, fault))
    assert told == left, text
    program = pipeline.load(open_workspace([tmp_path], codes=pipeline.CODES)).models[-1].pieces[0].program
    for worker in EVERYBODY:
        evaluation = evaluate(program, Person(dict(worker), program.period.start))
        total = Fraction(0)
        for part in parts:
            points = now[part.name](worker)
            assert evaluation.named(part.name).value == points, text
            total += part.weight * points
        floor = total if all(part.weight > 0 for part in parts) else max(Fraction(0), total)
        assert evaluation.named("得分").value == floor, text
    loaded = load(program)
    for worker in draw.sample(EVERYBODY, 3):
        for missing in (None, "党员", "件数"):
            known = {fact: value for fact, value in worker.items() if fact != missing}
            assert list(differences(loaded, Person(known, program.period.start))) == [], text
