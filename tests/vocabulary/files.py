"""Vocabularies, cases and findings for the tests of this room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.source import SourceFile
from rankdsl.vocabulary import load_vocabularies

POLICIES = Path(__file__).parents[2] / "policies"


def file(text: str, path: str = "vocabulary/试.yaml") -> SourceFile:
    return SourceFile(path, text)


def policy(name: str) -> SourceFile:
    return SourceFile(name, (POLICIES / name).read_text(encoding="utf-8"))


@cache
def civil_servants() -> Vocabulary:
    vocabularies, findings = load_vocabularies([policy("vocabulary/公务员.yaml")])
    assert findings == ()
    return vocabularies["公务员"]


@cache
def of_the_policies() -> dict[str, Vocabulary]:
    """By the title of a document of the policies, the vocabulary that it uses, its own or its superior's."""
    files = [policy(f"vocabulary/{path.name}") for path in sorted((POLICIES / "vocabulary").glob("*.yaml"))]
    vocabularies, findings = load_vocabularies(files)
    assert findings == (), said(findings)
    heads = {}
    for path in POLICIES.rglob("*.rank"):
        for piece in path.read_text(encoding="utf-8").split("\n文件《")[1:]:
            named, above = re.search("词表：(.+?)。", piece), re.search("依据：《(.+?)》[。、]", piece)
            heads[piece[: piece.index("》\n")]] = (named and named[1], above and above[1])

    def used(title: str) -> str:
        name, superior = heads[title]
        return name or used(superior or "")

    return {title: vocabularies[used(title)] for title in heads}


WORDS = """\
vocabulary: 试
english: trial
enumerations:
  等次:
    english: grade
    ordered: true
    values: {差: poor, 中: fair, 好: good}
  性别:
    english: sex
    ordered: false
    values: {女: female, 男: male}
facts:
  人数: {english: people, type: 整数, range: [0, 100], meaning: 人数}
  得分: {english: score, type: 数, range: [0, 100], places: 1, meaning: 得分}
  比例: {english: share, type: 百分比, range: [0%, 50%], places: 1, meaning: 比例}
  工资: {english: pay, type: 元, range: [0元, 3万元], places: 2, meaning: 工资}
  年限: {english: years, type: 年月时长, range: [0年, 45年], absent: 0年, typical: 3年, meaning: 年限}
  天数: {english: days, type: 日, range: [0日, 365日], meaning: 天数}
  时限: {english: limit, type: 工作日, range: [0个工作日, 250个工作日], meaning: 时限}
  起: {english: since, type: 年月, range: [1960年1月, 2099年12月], typical: 2012年1月, meaning: 起}
  生日: {english: birthday, type: 日期, meaning: 生日}
  在编: {english: established, type: 是否, typical: 是, meaning: 在编}
  性别: {english: sex, type: 性别, protected: true, meaning: 性别}
  考核:
    english: assessments
    type: 记录
    key: 年度
    fields:
      等次: {english: grade, type: 等次, better: higher}
    bound: 10
    first_year: 2000
    since: 起
    typical: {等次: 中}
    meaning: 考核
  测评:
    english: reviews
    type: 记录
    key: 年度
    fields:
      等次: {english: grade, type: 等次}
      得分: {english: score, type: 整数, range: [0, 100], better: higher}
    bound: 5
    first_year: 2000
    meaning: 测评
derived:
  已任: {english: served, formula: 月数（起，评定日）, meaning: 已任}
"""


@cache
def trial() -> Vocabulary:
    """One fact of every type; `考核` with one field, `测评` with two."""
    vocabularies, findings = load_vocabularies([file(WORDS)])
    assert findings == (), said(findings)
    return vocabularies["试"]


def said(findings: Iterable[Finding]) -> list[str]:
    """`code line message`, in Chinese."""
    return [f"{f.code} {line(f)} {f.message.zh}" for f in findings]


def line(finding: Finding) -> int:
    span = finding.place.span
    assert span is not None
    return span.file.position(span.start)[0]


def shown(finding: Finding) -> str:
    """The text that a finding points at."""
    assert finding.place.span is not None
    return finding.place.span.text
