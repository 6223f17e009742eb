"""A workspace with a vocabulary so small that everybody in it can be listed: what checks of mechanisms are held to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from rankdsl.diagnostics.report import Report

RANKS = ("初级", "中级", "高级")
TRADES = ("钳工", "焊工", "电工")
WORDS = """\
vocabulary: 工人
english: workers
extends: null
month_end: clip

enumerations:
  工种:
    english: trade
    ordered: false
    values: {钳工: fitter, 焊工: welder, 电工: electrician}
  等级:
    english: skill
    ordered: true
    values: {初级: junior, 中级: middle, 高级: senior}

facts:
  本工种: {english: own_trade, type: 工种, typical: 钳工, meaning: 工种, source: design}
  技能等级: {english: skill_level, type: 等级, typical: 初级, better: higher, meaning: 等级, source: design}
  党员: {english: member, type: 是否, typical: 否, meaning: 是否党员, source: design}
  件数: {english: pieces, type: 整数, range: [0, 3], typical: 1, better: higher, meaning: 件数, source: design}
"""
HEAD = "文件《某厂办法》\n  层级：县级。 词表：工人。 施行：2020年1月1日。 废止：2021年1月1日。\n\n第一条【规定】\n"
Worker = dict[str, str | bool | int]


def everybody() -> Iterator[Worker]:
    """Every possible person."""
    for trade, rank, member, pieces in product(TRADES, RANKS, (False, True), range(4)):
        yield {"本工种": trade, "技能等级": rank, "党员": member, "件数": pieces}


def report_on(folder: Path, text: str) -> Report:
    """Of the statements of one article, or of whole documents."""
    folder.mkdir(exist_ok=True)
    (folder / "words.yaml").write_text(WORDS, encoding="utf-8")
    settings = 'name = "试"\nvocabularies = ["words.yaml"]\ndocuments = ["*.rank"]\n'
    (folder / "rankdsl.toml").write_text(settings, encoding="utf-8")
    written = text if text.startswith("文件") else HEAD + text
    (folder / "rules.rank").write_text(written, encoding="utf-8")
    return pipeline.check_paths([folder])


def found(folder: Path, text: str, code: str) -> list[Finding]:
    """The findings of the code; nothing may be wrong with how it is written."""
    report = report_on(folder, text)
    assert not [f for f in report.findings if f.code < "RD200" or f.code == "RD901"], report.findings
    return [f for f in report.findings if f.code == code]
