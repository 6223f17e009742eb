"""The schema of cases and the reader say the same of a case, except for what a schema cannot say."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rankdsl.vocabulary import case_schema, cases
from rankdsl.vocabulary.structure import Data, decoded
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import read_yaml
from tests.vocabulary.files import POLICIES, civil_servants, file, of_the_policies, trial

SCHEMA = case_schema(trial())
VALIDATOR = Draft202012Validator(SCHEMA)
DAY = date(2016, 7, 1)


def by_schema(text: str) -> bool:
    (node,), problems = read_yaml(file(text))
    assert problems == ()
    return VALIDATOR.is_valid(decoded(node))


def by_reader(text: str) -> bool:
    return cases(file(text), trial(), DAY)[1] == ()


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(case_schema(civil_servants()))
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "x-words" not in json.dumps(SCHEMA)


def test_it_holds_both_names_and_says_what_they_mean():
    facts = case_schema(civil_servants())["$defs"]["facts"]["properties"]
    assert facts["中层正职年限"] == facts["years_as_section_head"]
    assert facts["中层正职年限"]["description"] == (
        "中层正职年限 (years_as_section_head)：担任内设机构正职的累计时间；没有担任过的填“不适用”或者0年；"
        "应当在0年到45年之间；“不适用”就是0年；写成12年、2年6个月或者35个月"
    )
    assert facts["现职级"]["enum"][:7] == ["办事员级", "科员级", "副科级", "正科级", "副处级", "正处级", "clerk"]
    assert facts["现职级"]["enum"][-2:] == ["未知", "unknown"]


@pytest.mark.parametrize("path", sorted((POLICIES / "cases").glob("*.yaml")), ids=lambda p: p.name)
def test_the_cases_of_the_policies(path):
    (node,), _ = read_yaml(file(path.read_text(encoding="utf-8")))
    written = decoded(node)
    assert isinstance(written, dict)
    words = of_the_policies()[str(written["document"])]
    assert list(Draft202012Validator(case_schema(words)).iter_errors(written)) == []


GOOD = [
    "facts: {}",
    "facts: {年限: 3年, 人数: 3, 得分: 85.5, 比例: 20%, 工资: 3万元, 天数: 5日, 时限: 5个工作日}",
    "facts: {years: 3 years, people: 3次, score: 85分, share: 百分之二十, pay: ￥800, days: 5 days}",
    "facts: {年限: ２年６个月, 比例: ２０％, 工资: 1，234．50元, 起: ２０１５年１月, 人数: ３}",
    "facts: {年限: 两年半, 人数: 十二, 天数: 十五天}",
    "facts: {年限: 不适用, 人数: 未知, 起: unknown, 考核: 未知}",
    "facts: {起: 2015-01, 生日: 1980-02-29}",
    "facts: {起: 201501, 生日: 19800229}",
    "facts: {起: 2015—01, 生日: 1980/2/29}",
    "facts: {起: 二〇一五年一月, 生日: 一九八〇年十月二十一日}",
    "facts: {在编: 是, 性别: female}",
    "facts: {在编: true}",
    "facts: {在编: no}",
    "facts: {考核: {2014-2015: 好, 2013: {等次: poor}, 2012: 未知}}",
    "facts: {考核: [{年度: 2014, 等次: 好}, {year: 2015, grade: 未知}]}",
    "facts: {考核: 无, 测评: {}}",
    "facts: {测评: {2015年: {等次: 好, score: 80}}}",
    "facts: {测评: [{年度: 2014至2015, 等次: 好, 得分: 八十}]}",
    "name: 甲\ndocument: 办法\nas_of: 2016年7月1日\nfacts: {年限: 3年}\nrest_typical: true\nexpect: {年数: 3}",
    "document: 办法\ncases: [{name: 甲, facts: {}}, {name: 乙, facts: {}, as_of: 2016-07-01, expect: {a: 不能确定}}]",
    '{"$schema": "case.json", "facts": {"人数": 3, "在编": false, "考核": {"2014": "好"}}}',
]

BAD = [
    "facts: []",
    "fact: {}",
    "facts:",
    "cases: []",
    "cases: [{name: 甲}]",
    "cases: [{facts: {}}]",
    "cases: [{name: 甲, facts: {}, more: 1}]",
    "facts: {}\nexpect: [是]",
    "facts: {}\nexpect: {a: {b: 1}}",
    "facts: {}\nrest_typical: maybe",
    "facts: {}\nas_of: 去年",
    "facts: {}\nas_of: 2016-13-01",
    "facts: {年线: 3年}",
    "facts: {已任: 3年}",
    "facts: {年限: 3年, years: 3年}",
    "facts: {年限: 3}",
    "facts: {年限: 三}",
    "facts: {年限: 3元}",
    "facts: {年限: 6月}",
    "facts: {年限: }",
    "facts: {年限: [3年]}",
    "facts: {人数: 不适用}",
    "facts: {人数: 3.5}",
    "facts: {人数: 三点五}",
    "facts: {人数: 101}",
    "facts: {人数: many}",
    "facts: {比例: 20}",
    "facts: {工资: 800}",
    "facts: {天数: 1.5日}",
    "facts: {起: 2015}",
    "facts: {起: 2015-13}",
    "facts: {生日: 2015-01}",
    "facts: {生日: 2015-01-32}",
    "facts: {在编: 也许}",
    "facts: {在编: 1}",
    "facts: {性别: 其他}",
    "facts: {考核: 好}",
    "facts: {考核: {去年: 好}}",
    "facts: {考核: {2015: 优}}",
    "facts: {考核: {2015: }}",
    "facts: {考核: {2015: {}}}",
    "facts: {考核: {2015: {等次: 好, grade: 好}}}",
    "facts: {考核: {2015: {等级: 好}}}",
    "facts: {考核: [2015]}",
    "facts: {考核: [{等次: 好}]}",
    "facts: {测评: {2015: 好}}",
    "facts: {测评: {2015: {等次: 好}}}",
]


@pytest.mark.parametrize("text", GOOD)
def test_good(text):
    assert by_reader(text), cases(file(text), trial(), DAY)[1]
    assert by_schema(text), list(VALIDATOR.iter_errors(decoded(read_yaml(file(text))[0][0])))


@pytest.mark.parametrize("text", BAD)
def test_bad(text):
    assert not by_reader(text)
    assert not by_schema(text)


@pytest.mark.parametrize(
    "text",
    [
        "facts: {年限: 99年}",
        "facts: {得分: 85.55}",
        "facts: {生日: 2015-02-30}",
        "facts: {年限: 1.3年}",
        "facts: {起: 201513}",
        "facts: {考核: {2014-2015: 好, 2015: 中}}",
        "facts: {考核: {2016: 好}}",
        "cases: [{name: 甲, facts: {}}, {name: 甲, facts: {}}]",
    ],
)
def test_what_only_the_reader_can_say(text):
    assert by_schema(text)
    assert not by_reader(text)


def test_what_the_reader_forgives_an_enumeration():
    words = civil_servants()
    text = "facts: {级别: ２５级}"
    assert cases(file(text), words, DAY)[1] == ()
    (node,), _ = read_yaml(file(text))
    assert not Draft202012Validator(case_schema(words)).is_valid(decoded(node))


WRITTEN = st.one_of(
    st.sampled_from(
        [
            "3年",
            "3",
            "三年",
            "2015-01",
            "2015年1月",
            "2015-01-15",
            "20%",
            "800元",
            "5日",
            "5个工作日",
            "是",
            "好",
            "女",
            "未知",
        ]
    ),
    st.text(alphabet="0123456789.,-/年个月日元%万半零 三十是０１２．，－—−％　￥¥ day", min_size=1, max_size=8),
)
NAMES = ["人数", "得分", "比例", "工资", "年限", "天数", "时限", "起", "生日", "在编", "性别"]


def quoted(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False)


@given(st.sampled_from(NAMES), WRITTEN)
def test_the_reader_takes_nothing_that_the_schema_refuses(name, written):
    if name in ("在编", "性别"):
        written = canonical(written)  # There the reader forgives blanks and full-width letters, a list of words cannot.
    text = quoted({"facts": {name: written}})
    if by_reader(text):
        assert by_schema(text)


@given(st.sampled_from(NAMES), WRITTEN)
def test_the_schema_takes_only_what_reads_as_a_value(name, written):
    """What the schema takes and the reader refuses is out of range, too fine, or no day of the calendar."""
    text = quoted({"facts": {name: written}})
    if by_schema(text):
        for finding in cases(file(text), trial(), DAY)[1]:
            assert any(reason in finding.message.zh for reason in ("超出范围", "小数位太多", "这一天", "不是整月数")), (
                finding.message.zh
            )


YEARS = st.sampled_from(["2014", "2013-2015", "2014年", "去年", "2016", "20145", "2014至2015年", "2015-2014"])
RECORD = st.one_of(
    st.sampled_from(["好", "good", "优", "未知", ""]),
    st.dictionaries(
        st.sampled_from(["等次", "grade", "得分", "等级"]), st.sampled_from(["好", "未知", "80", 80]), max_size=2
    ),
)


@given(st.sampled_from(["考核", "测评"]), st.dictionaries(YEARS, RECORD, max_size=3))
def test_records(name, written):
    text = quoted({"facts": {name: written}})
    if by_reader(text):
        assert by_schema(text)
    elif by_schema(text):
        for finding in cases(file(text), trial(), DAY)[1]:
            assert any(w in finding.message.zh for w in ("写了两次", "还没有", "颠倒")), finding.message.zh
