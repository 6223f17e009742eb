"""RD304 where people are ordered by what is counted in a list, against a look at every two persons.

A list is better if it has records in the same years, none lower and one higher.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import permutations, product
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, PersonShown
from tests.lengths import generated

GRADES = ("差", "中", "优")
History = tuple[str | None, str | None]
"""The grades of 2018 and 2019; None: no record."""
Person = tuple[History, int]
"""And how many pieces."""
PEOPLE: list[Person] = list(product(product((None, *GRADES), repeat=2), range(3)))  # type: ignore[arg-type]
VOCABULARY = """\
vocabulary: 工人
english: workers
extends: null
month_end: clip
enumerations:
  等次: {english: grade, ordered: true, values: {差: poor, 中: middling, 优: good}}
facts:
  考核:
    english: assessments
    type: 记录
    key: 年度
    fields: {等次: {english: mark, type: 等次, better: higher}}
    bound: 5
    first_year: 2018
    typical: {等次: 中}
    meaning: 每年的等次
    source: design
  件数: {english: pieces, type: 整数, range: [0, 2], typical: 1, better: higher, meaning: 件数, source: design}
"""
HEAD = "文件《某厂办法》\n  层级：县级。 词表：工人。 施行：2020年1月1日。 废止：2021年1月1日。\n\n第一条【规定】\n"
KEYS: dict[str, tuple[str, Callable[[Person], int]]] = {
    "优数": ("计数 近2年 考核 中（等次 = 优）", lambda p: p[0].count("优")),
    "中数": ("计数 近2年 考核 中（等次 = 中）", lambda p: p[0].count("中")),
    "合格数": ("计数 近2年 考核 中（等次 不低于 中）", lambda p: p[0].count("优") + p[0].count("中")),
    "年数": ("计数 近2年 考核 中（等次 不低于 差）", lambda p: 2 - p[0].count(None)),
    "去年": ("当 任一 近1年 考核 中（等次 = 中） 时，2；其他，件数", lambda p: 2 if p[0][1] == "中" else p[1]),
    "连优": ("当 连续2次 近2年 考核 中（等次 = 优） 时，0；其他，1", lambda p: int(p[0] != ("优", "优"))),
    "有差": ("当 任一 近2年 考核 中（等次 = 差） 时，1；其他，0", lambda p: int("差" in p[0])),
    "合计": ("3 × 计数 近2年 考核 中（等次 = 中） − 件数", lambda p: 3 * p[0].count("中") - p[1]),
}
AMONG: dict[str, Callable[[Person], bool]] = {
    "件数 ≥ 1": lambda p: p[1] >= 1,
    "任一 近2年 考核 中（等次 不低于 中）": lambda p: "优" in p[0] or "中" in p[0],
    "件数 ≥ 0": lambda p: True,
}


@pytest.mark.parametrize("number", range(generated(6, 600)))
def test_findings_are_those_of_every_pair(number: int, tmp_path: Path) -> None:
    draw = random.Random(number)
    among, eligible = draw.choice(list(AMONG.items()))
    names = draw.sample(list(KEYS), draw.choice((1, 1, 2, 3)))
    falls = [draw.random() < 0.75 for _ in names]
    burden = draw.random() < 0.25
    keys = [f"{name} 由{'高到低' if down else '低到高'}" for name, down in zip(names, falls, strict=True)]
    text = "".join(f"  定义 {name}：{KEYS[name][0]}。\n" for name in names) + f"  决定 可选 须：{among}。\n"
    text += f"  择优 人选：从 可选 中，按 {'、'.join(keys)}，取 1名。\n"
    text += "  后果 人选：申诉 复核 30日。\n" if burden else ""

    def place(person: Person) -> tuple[int, ...]:
        return tuple(KEYS[n][1](person) * (-1 if down else 1) for n, down in zip(names, falls, strict=True))

    people = [person for person in PEOPLE if eligible(person)]
    moved = {(a, b) for a, b in permutations(people, 2) if place(a) != place(b)}
    raised = {
        "考核": {(a, b) for a, b in moved if a[1] == b[1] and better(a[0], b[0])},
        "件数": {(a, b) for a, b in moved if a[0] == b[0] and b[1] > a[1]},
    }
    bad = {f: {(a, b) for a, b in pairs if (place(b) < place(a)) is burden} for f, pairs in raised.items()}
    expected = {fact for fact, pairs in bad.items() if pairs}
    if not burden and all(bad[fact] == raised[fact] for fact in raised):
        expected = set()  # nobody ever comes forward by doing better: it looks like a burden
    told = {f.distinguishing: f for f in found(tmp_path, text)}
    assert set(told) == expected, text
    for fact, finding in told.items():
        assert finding.evidence is not None
        pair = somebody(finding.evidence.person), somebody(finding.evidence.other)
        assert pair in bad[fact or ""], text


def better(first: History, second: History) -> bool:
    pairs = list(zip(first, second, strict=True))
    if any((a is None) != (b is None) for a, b in pairs):
        return False
    steps = [GRADES.index(b) - GRADES.index(a) for a, b in pairs if a is not None and b is not None]
    return all(step >= 0 for step in steps) and any(steps)


def found(folder: Path, text: str) -> list[Finding]:
    (folder / "words.yaml").write_text(VOCABULARY, encoding="utf-8")
    settings = 'name = "试"\nvocabularies = ["words.yaml"]\ndocuments = ["*.rank"]\n'
    (folder / "rankdsl.toml").write_text(settings, encoding="utf-8")
    (folder / "rules.rank").write_text(HEAD + text, encoding="utf-8")
    report = pipeline.check_paths([folder])
    assert not [f for f in report.findings if f.code < "RD200" or f.code == "RD901"], report.findings
    return [f for f in report.findings if f.code == "RD304" and f.subject == "人选"]


def somebody(shown: PersonShown | None) -> Person:
    assert shown is not None
    years: dict[int, str] = {}
    for start, end, grade in re.findall(r"(\d+)年(?:至(\d+)年)? ([差中优])", shown.facts["考核"]):
        years |= dict.fromkeys(range(int(start), int(end or start) + 1), grade)
    return (years.get(2018), years.get(2019)), int(shown.facts["件数"])
