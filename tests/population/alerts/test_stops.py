"""Why an application is stopped: the article, what would have to change, and from when on nothing would."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rankdsl.backends.reference import evaluate
from rankdsl.explanation.next_date import later
from rankdsl.ir.nodes import Ref
from rankdsl.ir.types import TRUTH
from rankdsl.ir.values import Person, Record, Records, Value, year_month
from rankdsl.population.alerts.days import When, first_day
from tests.population.alerts.watching import DAY, misread, model, watched

HERE = "《某局晋升察看办法（示例）》"
Told = tuple[str, str, str, tuple[str, ...], date | None]


def stops(*changes: tuple[str, str], **more: object) -> list[Told]:
    _, found = watched(*changes, **more)  # type: ignore[arg-type]
    assert found.stopped is not None
    return [
        (each.member.id, stop.code.removeprefix(HERE), stop.kind.value, stop.facts, stop.over)
        for each in found.stopped
        for stop in each.stops
    ]


def test_those_who_apply() -> None:
    assert stops() == [
        ("03", "第一条（三）", "unit", ("机关最高职级",), None),
        ("04", "第一条（一）", "period", (), date(2027, 3, 1)),
        ("05", "第一条（四）", "running", ("处分", "处分日"), date(2026, 10, 10)),
        ("06", "第一条（四）", "others", ("立案",), None),
        ("06", "第一条（二）", "records", ("年度考核",), date(2028, 1, 1)),
    ]


def test_what_holds_of_a_list_of_bars() -> None:
    _, found = watched()
    assert found.stopped is not None
    within = {
        each.member.id: [place.citation for stop in each.stops for place in stop.within] for each in found.stopped
    }
    assert within == {"03": [], "04": [], "05": [f"{HERE}第二条（二）"], "06": [f"{HERE}第二条（一）"]}


def test_who_applies_is_a_matter_of_the_file() -> None:
    nobody = ('applicants: ["03", "04", "05", "06", "07", "08", "09", "10"]\n', "")
    assert watched(nobody)[1].stopped is None
    assert {told[0] for told in stops(nobody, everybody=True)} == {"01", "03", "04", "05", "06"}
    one = ('applicants: ["03", "04", "05", "06", "07", "08", "09", "10"]\n', "applicants: ['04']\n")
    assert [told[0] for told in stops(one)] == ["04"]
    person = '{id: "11", applies: true, typical: true, facts: {任职起: 2026-01}}'
    listed = (
        nobody[0],
        f"people:\n  - {person}\n  - {person.replace('11', '12').replace(': true, t', ': false, t')}\n",
    )
    assert [told[0] for told in stops(listed)] == ["11"]


def test_an_applicant_whom_nobody_knows_is_a_mistake_of_the_file() -> None:
    assert misread(("applicants: [", 'applicants: ["3", ')) == [(5, "单位里没有编号为“3”的人")]


SCOPE = (("第二条【不得晋升】\n", "第二条【不得晋升】\n    适用：任职年限 ≥ 1年 或 分数 ≥ 90。\n"),)
BOTH = (("（三）拟晋升职级 不高于 机关最高职级", "（三）分数 ≥ 100 且 与领导关系"),)
YEARS = (("计数 近2年 年度考核 中（等次 = 不称职）= 0", "计数 近2年 年度考核 中（等次 = 优秀）≥ 1"),)


def test_kinds_that_the_unit_does_not_show() -> None:
    late = ("科员	2008-07	2025-03", "科员	2008-07	2026-03")
    assert ("04", "第二条", "scope", ("任职起", "分数"), date(2027, 3, 1)) in stops(late, rules=SCOPE)
    assert ("07", "第一条（三）", "several", ("分数", "与领导关系"), None) in stops(rules=BOTH)
    assert ("05", "第一条（二）", "records", ("年度考核",), None) in stops(rules=YEARS)


# --- days


def brute(person: Person, name: str, until: date) -> date | None:
    program = model().pieces[0].program
    asked = Ref(program.top[name], TRUTH)
    day = person.as_of + timedelta(days=1)
    while day <= until:
        if evaluate(program, later(program, person, day)).value_of(asked).surely(True):
            return day
        day += timedelta(days=1)
    return None


def records(*grades: str) -> Records:
    years: dict[int, Record | None] = {2026 - len(grades) + i: {"等次": grade} for i, grade in enumerate(grades)}
    return Records(years)


PEOPLE: list[dict[str, Value]] = [
    {"任职起": year_month(2024, 9), "处分": "无处分", "处分日": date(1960, 1, 1), "立案": False},
    {"任职起": year_month(2026, 6), "处分": "警告", "处分日": date(2026, 5, 31), "立案": False},
    {"任职起": year_month(2020, 1), "处分": "记过", "处分日": date(2026, 2, 28), "立案": False},
    {"任职起": year_month(2020, 1), "处分": "警告", "处分日": date(2026, 6, 30), "立案": True},
]


@pytest.mark.parametrize("facts", PEOPLE)
@pytest.mark.parametrize("name", ["可晋升（一）", "可晋升（二）", "可晋升（四）", "不得晋升"])
def test_the_first_day_is_found_as_by_looking_at_every_day(facts: dict[str, Value], name: str) -> None:
    program = model().pieces[0].program
    for list_ in (records("称职", "不称职"), records("不称职", "称职", "称职")):
        person = Person({**facts, "参加工作": year_month(2010, 1), "年度考核": list_}, DAY)
        expected = brute(person, name, date(2029, 12, 31))
        assert first_day(program, person, Ref(program.top[name], TRUTH)) == When(expected)


def test_what_is_not_known_has_no_day() -> None:
    program = model().pieces[0].program
    person = Person({"任职起": year_month(2020, 1), "立案": False}, DAY)
    when = first_day(program, person, Ref(program.top["可晋升（四）"], TRUTH))
    assert when == When(DAY + timedelta(days=1), frozenset({"处分", "处分日"}))


def test_time_is_not_ruled_out_where_a_fact_is_missing() -> None:
    unknown = (
        "周五	科员	2009-07	2019-01	70	警告	2026-04-10",
        "周五	科员	2009-07	2026-01	70	未知	2026-04-10",
    )
    rules = (("（一）任职年限 ≥ 2年", "（一）任职年限 ≥ 2年 且 处分 = 无处分"),)
    assert ("05", "第一条（一）", "open", ("处分",), None) in stops(unknown, rules=rules)
