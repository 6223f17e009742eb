"""Explanations of the reference policies, through the front end: every case of theirs, and the guided tour's person."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from rankdsl import semantics, syntax, vocabulary
from rankdsl.checks.consistency.cases import run_case
from rankdsl.explanation.explain import explain, names
from rankdsl.explanation.outcomes import Outcome
from rankdsl.ir.model import Model
from rankdsl.ir.values import Person, Records, year_month
from rankdsl.reporters.explanation import explanations_text
from rankdsl.reporters.paper import Paper
from rankdsl.source import SourceFile

POLICIES = Path(__file__).parents[2] / "policies"
OPINION = "关于县以下机关建立公务员职务与职级并行制度的意见"
COUNTY = "甲县公务员职级晋升办法（示例）"


def files(pattern: str) -> list[SourceFile]:
    found = sorted(POLICIES.rglob(pattern))
    return [SourceFile(path.relative_to(POLICIES).as_posix(), path.read_text(encoding="utf-8")) for path in found]


@cache
def models() -> dict[str, Model]:
    vocabularies, wrong = vocabulary.load_vocabularies(files("vocabulary/*.yaml"))
    assert not wrong
    parsed = [syntax.parse(file) for file in files("*.rank")]
    analysis = semantics.analyse(parsed, vocabularies, semantics.Settings(date(2050, 12, 31)))
    assert not analysis.findings
    return {model.name.title: model for model in analysis.models}


def clerk(as_of: date, since: tuple[int, int], **facts) -> Person:
    """A 科员, every year 称职; nothing else unusual."""
    ordinary = {f.name: f.typical for f in models()[OPINION].vocabulary.facts if f.typical is not None}
    start = year_month(*since)
    records = Records({year: {"等次": "称职"} for year in range(since[0], as_of.year)})
    return Person({**ordinary, "任职起": start, "任现职级起": start, "年度考核": records, **facts}, as_of)


def test_the_clerk_of_2005_waits_fourteen_months():
    (told,) = explain(models()[OPINION], clerk(date(2016, 1, 1), (2005, 3)))
    assert told.outcome is Outcome.NO
    assert told.next_yes is not None
    assert (told.next_yes.day, told.next_yes.months) == (date(2017, 3, 1), 14)
    first = told.conditions[0]
    assert first.place is not None
    assert first.place.citation == f"《{OPINION}》第十条（一）"
    assert first.words.zh == "任职时间 不少于 应任年限"
    assert first.comparison is not None
    assert first.comparison.gap is not None
    assert first.comparison.gap.zh == "还差 1年2个月"


def test_the_end_of_the_opinion_is_the_end_of_the_search():
    (told,) = explain(models()[OPINION], clerk(date(2016, 1, 1), (2012, 3)))
    assert told.next_yes is not None
    assert (told.next_yes.day, told.next_yes.until, told.next_yes.open_end) == (None, date(2019, 6, 1), False)
    assert [c.label for c in told.next_yes.stuck] == ["（一）"]


def test_a_refused_clerk_of_a_county_hears_both_articles():
    told = explain(models()[COUNTY], clerk(date(2016, 7, 1), (2004, 7), 县份="甲县"))
    assert (
        explanations_text(told, Paper("zh"), "甲县的一名科员")
        == f"""\
甲县的一名科员（县级、科员级），评定日 2016年7月1日
可晋升：否
适用范围（《{COUNTY}》第一条）：符合

依据《{OPINION}》第十条，须符合下列各项：
  （一）任职时间 不少于 应任年限 …… 符合
      任职时间 12年，应任年限 12年
  （二）级别 不低于 规定级别 …… 符合
      级别 23级，规定级别 23级
  （三）非 处分期内 …… 符合
      处分期内 否

依据《{COUNTY}》第二条，另须符合：
  （一）中层正职年限 ≥ 3年 …… 不符合
      中层正职年限 0年，还差 3年

同一个人同一天，按上位文件《{OPINION}》第十条，可晋升：是

假定今后每年年度考核为称职，其他情况不变，这项规定到2019年6月1日为止，在此以前“可晋升”一直为“否”
到那时仍不符合的：第二条（一）：中层正职年限 ≥ 3年
其他情况不变，有下列任何一项变化，“可晋升”当天就为“是”：
  中层正职年限 由 0年 变为 3年
"""
    )


def test_a_superior_s_definition_is_told_under_its_own_title():
    told = explain(models()[COUNTY], clerk(date(2016, 7, 1), (2004, 7), 县份="甲县"), "规定年限")
    assert explanations_text(told, Paper("zh")).endswith(f"""\
规定年限：12年
适用范围（《{COUNTY}》第一条）：符合

依据《{OPINION}》：
  规定年限 12年（第四条）：现职级 = 科员级
""")
    assert explanations_text(told, Paper("en")).endswith(f"""\
by 《{OPINION}》:
  规定年限 12 years (第四条): 现职级 = 科员级
""")


def test_a_missing_level_is_told_with_its_turning_point():
    person = clerk(date(2017, 3, 1), (2005, 3))
    known = {name: value for name, value in person.facts.items() if name != "级别"}
    (told,) = explain(models()[OPINION], Person(known, person.as_of))
    (missing,) = told.missing
    assert missing.decides
    assert [(t.values.zh, t.outcome) for t in missing.trials] == [
        ("27级至24级", Outcome.NO),
        ("23级至1级", Outcome.YES),
    ]


@pytest.mark.parametrize("title", [OPINION, COUNTY])
def test_every_written_case_comes_out_as_it_is_tested(title: str):
    model = models()[title]
    for case in model.cases:
        result = run_case(model, case)
        for expectation in result.expectations:
            assert expectation.met, expectation
            (told,) = explain(model, case.person, expectation.name)
            assert told.value.zh == expectation.actual.zh
    assert names(model)[0] == "可晋升"
