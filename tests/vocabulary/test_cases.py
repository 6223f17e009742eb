"""Case files: persons, ordinary values, and every mistake with its line."""

from datetime import date
from fractions import Fraction

import pytest
import yaml

from rankdsl.backends.possible import within_ranges
from rankdsl.ir.values import Records, year_month
from rankdsl.vocabulary import cases, document_titles, fill_typical
from tests.vocabulary.files import POLICIES, civil_servants, file, line, of_the_policies, policy, said, shown, trial


def read(facts, **more):
    """A case of the trial vocabulary, on 1 July 2016."""
    keys = "".join(f"{key}: {value}\n" for key, value in {"as_of": "2016-07-01", **more}.items())
    return cases(file(f"facts: {facts}\n{keys}", "cases/张三.yaml"), trial())


@pytest.mark.parametrize("path", sorted((POLICIES / "cases").glob("*.yaml")), ids=lambda p: p.name)
def test_the_cases_of_the_policies(path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))["document"]
    words = of_the_policies()[document]
    read, findings = cases(policy(f"cases/{path.name}"), words)
    assert findings == ()
    assert len(read) == path.read_text(encoding="utf-8").count("- name:")
    for case in read:
        assert case.document
        assert case.expected
        assert case.as_of is not None
        assert within_ranges(words, case.person(words, case.as_of)) == []


def test_a_case():
    text = """\
document: 《办法》
cases:
  - name: 甲
    as_of: 2016年7月1日
    facts: {年限: 2年6个月, 起: 2004-07, 考核: {2014-2015: 好}}
    expect: {可晋升: 是, 可晋升（一）: 否, 应任年限: 12年}
  - name: 乙
    document: 细则
    facts: {年限: 不适用, 工资: 未知}
    rest_typical: true
"""
    (first, second), findings = cases(file(text), trial(), date(2020, 1, 1))
    assert findings == ()
    assert (first.name, first.document, first.as_of, first.rest_typical) == ("甲", "办法", date(2016, 7, 1), False)
    assert list(first.facts) == ["年限", "起", "考核"]
    assert first.facts["年限"] == 30
    assert first.facts["起"] == year_month(2004, 7)
    assert first.facts["考核"] == Records({2014: {"等次": "好"}, 2015: {"等次": "好"}})
    assert [(e.name, e.text) for e in first.expected] == [
        ("可晋升", "是"),
        ("可晋升（一）", "否"),
        ("应任年限", "12年"),
    ]
    assert first.expected[2].place.span is not None
    assert first.expected[2].place.span.text == "12年"
    assert first.place.span is not None
    assert first.place.span.text == "甲"
    assert first.person(trial(), date(2016, 7, 1)).facts == first.facts
    assert (second.document, second.as_of, set(second.unknown)) == ("细则", date(2020, 1, 1), {"工资"})
    person = second.person(trial(), date(2020, 1, 1))
    assert person.as_of == date(2020, 1, 1)
    assert person.facts["在编"] is True
    assert "工资" not in person.facts
    assert document_titles(file(text)) == ("办法", "细则")


def test_one_person_alone_without_a_day():
    (case,), findings = cases(file("facts: {在编: 是}\n", "cases/张三.yaml"), trial())
    assert findings == ()
    assert (case.name, case.document, case.as_of, case.expected) == ("张三", None, None, ())


def test_json_and_english_names():
    text = """\
{"name": "a", "as_of": "2016-07-01", "rest_typical": true,
 "facts": {"people": 3, "score": 85.5, "share": "20%", "years": "2 years 6 months",
           "established": false, "sex": "female",
           "assessments": [{"year": 2014, "grade": "good"}, {"年度": "2015", "等次": "未知"}],
           "reviews": {"2015": {"grade": "fair", "score": 80}}},
 "expect": {"served": "12年"}}
"""
    (case,), findings = cases(file(text, "a.json"), trial())
    assert findings == ()
    assert case.facts == {
        "人数": 3,
        "得分": Fraction(171, 2),
        "比例": Fraction(1, 5),
        "年限": 30,
        "在编": False,
        "性别": "女",
        "考核": Records({2014: {"等次": "好"}, 2015: None}),
        "测评": Records({2015: {"等次": "中", "得分": 80}}),
    }
    assert case.expected[0].name == "已任"


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("{2013-2015: 好}", {2013: "好", 2014: "好", 2015: "好"}),
        ("{2013年至2014年: 好, 2015年: 中}", {2013: "好", 2014: "好", 2015: "中"}),
        ("{2013到2014: 好}", {2013: "好", 2014: "好"}),
        ("{２０１３—２０１４: 好}", {2013: "好", 2014: "好"}),
        ("{2013～2014: 好}", {2013: "好", 2014: "好"}),
        ("{2015: 好, 2013: 中}", {2013: "中", 2015: "好"}),
        ("{2015: {等次: good}}", {2015: "好"}),
        ("{2014: 好, 2015: 未知}", {2014: "好", 2015: None}),
        ("{2015: {等次: 未知}}", {2015: None}),
        ("[{年度: 2014-2015, 等次: 好}]", {2014: "好", 2015: "好"}),
        ("{}", {}),
        ("[]", {}),
        ("无", {}),
    ],
)
def test_records(written, years):
    (case,), findings = read(f"{{考核: {written}}}")
    assert findings == ()
    records = case.facts["考核"]
    assert isinstance(records, Records)
    assert records.years == {y: None if g is None else {"等次": g} for y, g in years.items()}
    assert list(records.years) == sorted(years)


def test_a_list_that_is_not_known():
    (case,), findings = read("{考核: 未知}", rest_typical="true")
    assert findings == ()
    assert case.unknown == {"考核"}
    assert "考核" not in case.person(trial(), date(2016, 7, 1)).facts


@pytest.mark.parametrize(
    ("facts", "message", "at"),
    [
        ("{年线: 3年}", "词表“试”中没有“年线”", "年线"),
        ("{yeers: 3年}", "词表“试”中没有“yeers”", "yeers"),
        ("{年限: 3年, years: 3年}", "“年限”写了两次，第 1 行已有", "years"),
        ("{年限: 3年, 年限: 3年}", "文件的写法不对：“年限”写了两次，第 1 行已有", "年限"),
        ("{已任: 3年}", "“已任”是推算出来的，不能直接填写", "已任"),
        ("{served: 3年}", "“served”是推算出来的，不能直接填写", "served"),
        ("{评定日: 2016-07-01}", "评定日不写在 facts 里", "评定日"),
        ("{年限: }", "“年限”没有写值", "年限"),
        ("{年限: null}", "“年限”没有写值", "年限"),
        ("{年限: 3}", "“年限”的值有误：“3”没有写单位，这里应当是时长", "3"),
        ("{年限: 300元}", "“年限”的值有误：“300元”是金额，这里应当是时长", "300元"),
        ("{年限: 99年}", "“年限”的值有误：“99年”超出范围", "99年"),
        ("{年限: [3年]}", "“年限”的值有误：“[…]”不是时长", "年限"),
        ("{年限: {a: 3年}}", "“年限”的值有误：“{…}”不是时长", "年限"),
        ("{得分: 85.55}", "“得分”的值有误：“85.55”的小数位太多", "85.55"),
        ("{人数: 不适用}", "“人数”的值有误：这一项不能填“不适用”", "不适用"),
        ("{在编: 也许}", "“在编”的值有误：“也许”不是“是”或者“否”", "也许"),
        ("{性别: 男性}", "“性别”的值有误：“男性”不是“性别”的取值", "男性"),
        ("{考核: 好}", "“考核”的值有误：不是逐年的记录", "好"),
        ("{考核: {去年: 好}}", "“考核”的值有误：“去年”不是年度", "去年"),
        ("{考核: {2015-2014: 好}}", "“考核”的值有误：“2015-2014”的起止年度颠倒了", "2015-2014"),
        ("{考核: {2000-9999: 好}}", "“考核”的值有误：“2000-9999”跨的年度太多", "2000-9999"),
        ("{考核: {2014-2015: 好, 2015: 中}}", "“考核”的值有误：2015年写了两次", "2015"),
        ("{考核: {2015: 优}}", "“考核”的值有误：“优”不是“等次”的取值", "优"),
        ("{考核: {2015: }}", "“考核”的值有误：这一年没有写内容", "2015"),
        ("{考核: {2015: [好]}}", "“考核”的值有误：这条记录的写法不对", "[好]"),
        ("{考核: {2015: {等级: 好}}}", "“考核”的值有误：记录中没有“等级”这个字段", "等级"),
        ("{考核: {2015: {等次: 好, grade: 好}}}", "“考核”的值有误：字段“等次”写了两次", "grade"),
        ("{考核: {2015: {等次: }}}", "“考核”的值有误：字段“等次”没有写值", "等次"),
        ("{考核: [{等次: 好}]}", "“考核”的值有误：这条记录没有写“年度”", "{等次: 好}"),
        ("{考核: [2015]}", "“考核”的值有误：这条记录没有写“年度”", "2015"),
        ("{考核: {2016: 好}}", "“考核”的值有误：评定日是2016年，还没有2016年的记录", "2016"),
        ("{考核: {2014-2018: 好}}", "“考核”的值有误：评定日是2016年，还没有2016年的记录", "2014-2018"),
        ("{考核: {1999: 好}}", "“考核”的值有误：1999年的记录太早", "1999"),
        ("{考核: {2010: 好}, 起: 2012-01}", "“考核”的值有误：2010年的记录早于“起”的那一年（2012年）", "2010"),
        ("{考核: {2004-2015: 好}}", "“考核”的值有误：记录有 12 条，太多了", "2004-2015"),
        ("{测评: {2015: 好}}", "“测评”的值有误：这条记录的写法不对", "好"),
        ("{测评: {2015: {等次: 好}}}", "“测评”的值有误：记录缺少字段“得分”", "2015"),
        ("{测评: {2015: {等次: 好, 得分: 101}}}", "“测评”的值有误：“101”超出范围", "101"),
    ],
)
def test_a_mistake(facts, message, at):
    found, findings = read(facts)
    assert found == ()
    assert [(f.code, f.message.zh, shown(f)) for f in findings] == [("RD116", message, at)]
    assert findings[0].help is not None
    assert findings[0].help.zh
    assert not findings[0].message.en[0].isupper()


def test_a_record_before_the_ordinary_start():
    _, findings = read("{考核: {2010: 好}}", rest_typical="true")
    assert [f.message.zh for f in findings] == ["“考核”的值有误：2010年的记录早于“起”的那一年（2012年）"]


def test_the_nearest_name_is_shown():
    _, findings = read("{年线: 3年}")
    assert findings[0].help is not None
    assert (findings[0].help.zh, findings[0].help.en) == ("是否应为“年限”？", "did you mean “年限”?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "文件里没有案例"),
        ("5\n", "案例文件的写法不对，应当是“facts: …”形式的案例，或者“cases:”下面的几个案例"),
        ("fact: {}\n", "案例文件缺少“facts”"),
        ("case: []\nfacts: {}\n", "案例文件中没有“case”这一项"),
        ("cases: {}\n", "“cases”的写法不对，应当是以“-”开头的几个案例"),
        ("cases: []\n", "“cases”的写法不对，应当是以“-”开头的几个案例"),
        ("cases: [5]\n", "“cases”的第 1 项的写法不对，应当是写明 name、facts 的案例"),
        ("cases: [{name: a}]\n", "“cases”的第 1 项缺少“facts”"),
        ("cases: [{facts: {}}]\n", "“cases”的第 1 项缺少“name”"),
        ("cases: [{name: a, facts: {}, expct: {}}]\n", "“cases”的第 1 项中没有“expct”这一项"),
        ("facts: []\n", "“facts”的写法不对，应当是“名称: 值”形式的事实"),
        ("facts: {}\nrest_typical: maybe\n", "“rest_typical”的写法不对，应当是“true”或者“false”"),
        ("facts: {}\nexpect: [是]\n", "“expect”的写法不对，应当是“名称: 期望的值”的列表"),
        ("facts: {}\nexpect: {a: }\n", "“expect”的“a”的写法不对，应当是一个值、“不能确定”或者“无值”"),
        ("facts: {}\nas_of: 2016\n", "“as_of”的写法不对，应当是一个日期，如 2016-07-01"),
        ("facts: {}\nas_of: 去年\n", "评定日（as_of）有误：“去年”不是日期"),
        ("facts: {}\nas_of: 2016-02-30\n", "评定日（as_of）有误：没有“2016-02-30”这一天"),
        ("facts：{}\n", "文件的写法不对：名称后面的冒号是全角“：”"),
    ],
)
def test_the_structure(text, message):
    found, findings = cases(file(text), trial())
    assert found == ()
    assert message in [f.message.zh for f in findings]
    assert {f.code for f in findings} == {"RD116"}


def test_a_stray_key_beside_the_cases():
    found, findings = cases(file("cases: [{name: a, facts: {}}]\nfacts: {}\n"), trial())
    assert [case.name for case in found] == ["a"]
    assert [f.message.zh for f in findings] == ["案例文件中没有“facts”这一项"]


def test_a_wrong_case_leaves_the_others():
    text = """\
cases:
  - {name: 甲, facts: {年限: 3年}}
  - {name: 乙, facts: {年限: 3}}
  - {name: 丙, facts: {年限: 3年}, expct: {}}
  - {name: 甲, facts: {年限: 4年}}
  - {name: 丁, facts: {年限: 5年}}
"""
    found, findings = cases(file(text), trial())
    assert [case.name for case in found] == ["甲", "丁"]
    assert [case.facts["年限"] for case in found] == [36, 60]
    assert said(findings) == [
        "RD116 3 “年限”的值有误：“3”没有写单位，这里应当是时长",
        "RD116 4 “cases”的第 3 项中没有“expct”这一项",
        "RD116 5 有两个案例都叫“甲”（另一个在第 2 行）",
    ]


def test_records_are_checked_once_the_day_is_known():
    (case,), findings = cases(file("facts:\n  考核: {2014-2015: 好}\n"), trial())
    assert findings == ()
    assert case.impossible_records(trial(), date(2016, 1, 1)) == ()
    (finding,) = case.impossible_records(trial(), date(2015, 1, 1))
    assert finding.message.zh == "“考核”的值有误：评定日是2015年，还没有2015年的记录"
    assert line(finding) == 2


def test_a_file_full_of_mistakes_is_soon_read():
    many = "".join(f"  - {{name: 例{i}, facts: {{年线{i}: 3年}}}}\n" for i in range(9000))
    found, findings = cases(file(f"cases:\n{many}"), trial())
    assert found == ()
    assert 200 <= len(findings) <= 500


# --- ordinary values


def test_ordinary_values():
    words = trial()
    facts = fill_typical(words, {"年限": 0}, date(2016, 7, 1))
    assert list(facts) == ["年限", "起", "在编", "考核", "测评"]
    assert facts["年限"] == 0
    assert facts["起"] == year_month(2012, 1)
    assert facts["考核"] == Records({year: {"等次": "中"} for year in (2012, 2013, 2014, 2015)})
    assert facts["测评"] == Records({})


def test_an_ordinary_list_follows_what_is_given():
    words = trial()
    facts = fill_typical(words, {"起": year_month(2014, 9)}, date(2016, 7, 1))
    assert facts["考核"] == Records({year: {"等次": "中"} for year in (2014, 2015)})
    long = fill_typical(words, {"起": year_month(1990, 1)}, date(2016, 7, 1))
    assert isinstance(long["考核"], Records)
    assert list(long["考核"].years) == list(range(2006, 2016)), "at most `bound` records, the latest"
    early = fill_typical(words, {"起": year_month(1990, 1)}, date(2003, 7, 1))
    assert isinstance(early["考核"], Records)
    assert list(early["考核"].years) == [2000, 2001, 2002], "not before `first_year`"
    none = fill_typical(words, {}, date(2012, 7, 1))
    assert none["考核"] == Records({})


def test_what_is_said_to_be_unknown_stays_missing():
    words = trial()
    facts = fill_typical(words, {}, date(2016, 7, 1), {"起", "在编"})
    assert list(facts) == ["年限", "测评"], "a list whose start is not known is not known"


@pytest.mark.parametrize("day", [date(1995, 1, 1), date(2016, 7, 1), date(2050, 12, 31)])
def test_an_ordinary_person_is_within_the_ranges(day):
    words = civil_servants()
    (case,), findings = cases(file("facts: {任现职级起: 1991-01}\nrest_typical: true\n"), words, day)
    assert findings == ()
    person = case.person(words, day)
    assert within_ranges(words, person) == []
    assert list(person.facts) == [f.name for f in words.facts]
