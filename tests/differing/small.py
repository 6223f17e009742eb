"""Two versions of a small document, over a vocabulary of which everybody can be looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from rankdsl import pipeline
from rankdsl.differing import Comparison, DocumentDifference
from rankdsl.ir.model import Model
from rankdsl.ir.values import Person
from rankdsl.workspace import Workspace, open_workspace

WORDS = """\
vocabulary: 小词表
english: small
extends: null
month_end: clip
enumerations:
  级别: {english: grade, ordered: true, values: {低级: low, 中级: middle, 高级: high}}
facts:
  级别: {english: grade, type: 级别, typical: 中级, class: true, meaning: 级别, source: design}
  在编: {english: staff, type: 是否, typical: 是, meaning: 在编, source: design}
  得分: {english: score, type: 整数, range: [0, 6], typical: 3, better: higher, meaning: 得分, source: design}
  年限: {english: years, type: 年月时长, range: [0个月, 6个月], typical: 3个月, meaning: 年限, source: design}
"""
DAY = date(2020, 1, 1)


def document(body: str, head: str = "", title: str = "小办法") -> str:
    return f"文件《{title}》\n  层级：中央。 词表：小词表。 施行：2020年1月1日。\n{head}\n第一条【规则】\n{body}\n"


def opened(folder: Path, text: str, words: str = WORDS) -> Workspace:
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "vocabulary" / "小词表.yaml").write_text(words, encoding="utf-8")
    path = folder / "小办法.rank"
    path.write_text(text, encoding="utf-8")
    return open_workspace([path], codes=pipeline.CODES)


def differences(old: str, new: str, words: str = WORDS, as_of: date | None = None) -> pipeline.Differences:
    with tempfile.TemporaryDirectory() as folder:
        sides = opened(Path(folder) / "old", old), opened(Path(folder) / "new", new, words)
        return pipeline.diff(*sides, as_of=as_of)


def difference(old: str, new: str) -> DocumentDifference:
    found = differences(old, new)
    assert not found.findings, [f.message.zh for f in found.findings]
    (only,) = found.documents
    return only


def decision(found: DocumentDifference, name: str = "可晋升") -> Comparison:
    (only,) = (c for c in found.decisions if c.subject == name)
    return only


def ways(comparison: Comparison, position: int = 0) -> list[list[str]]:
    return [[words.zh for words in way.conditions] for way in comparison.groups[position].ways]


def model(text: str) -> Model:
    with tempfile.TemporaryDirectory() as folder:
        (found,) = pipeline.load(opened(Path(folder) / "one", text)).models
    return found


def everybody(day: date = DAY) -> Iterator[Person]:
    for grade, staff, score, years in product(("低级", "中级", "高级"), (True, False), range(7), range(7)):
        yield Person({"级别": grade, "在编": staff, "得分": score, "年限": years}, day)
