"""Unit files for the tests of this room: a small vocabulary with a fact of the unit, and how findings are said."""

from __future__ import annotations

from datetime import date
from functools import cache

from rankdsl.ir.facts import Vocabulary
from rankdsl.population import open_unit, read_roster
from rankdsl.source import SourceFile
from rankdsl.vocabulary import load_vocabularies

DAY = date(2026, 6, 30)

WORDS = """\
vocabulary: 局
english: bureau
enumerations:
  职级: {english: rank, ordered: true, values: {科员: clerk, 四级: fourth, 三级: third, 二级: second}}
  考核等次: {english: grade, ordered: true, values: {不称职: incompetent, 称职: competent, 优秀: excellent}}
facts:
  现职级: {english: current_rank, type: 职级, class: true, typical: 科员, meaning: 现在的职级}
  任职起: {english: since, type: 年月, range: [1980年1月, 2099年12月], typical: 2015年1月, meaning: 任现职级的年月}
  分数: {english: points, type: 数, range: [0, 100], places: 2, typical: 60, meaning: 实绩分}
  处分期内: {english: sanctioned, type: 是否, typical: 否, meaning: 正在处分期}
  编制数: {english: posts, type: 整数, range: [0, 10000], typical: 20, of_unit: true, meaning: 单位的编制数}
  年度考核:
    {english: assessments, type: 记录, key: 年度, bound: 45, first_year: 1980, meaning: 年度考核,
     fields: {等次: {english: grade, type: 考核等次, better: higher}}, typical: {等次: 称职}}
  培训:
    {english: courses, type: 记录, key: 年度, bound: 45, first_year: 1980, meaning: 培训,
     fields: {学时: {english: hours, type: 整数, range: [0, 500]}, 合格: {english: passed, type: 是否}}}
derived:
  任职年限: {english: years, formula: 月数（任职起，评定日）, meaning: 任现职级的年限}
"""


@cache
def bureau() -> Vocabulary:
    vocabularies, findings = load_vocabularies([SourceFile("vocabulary/局.yaml", WORDS)])
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
