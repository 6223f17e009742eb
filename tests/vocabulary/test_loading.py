"""Vocabularies from files: what is read, and every mistake with its line."""

import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from rankdsl.ir.facts import Field, Window
from rankdsl.ir.types import DAY, MONTHS, TRUTH, YEAR_MONTH, Enumeration, RecordList
from rankdsl.ir.values import year_month
from rankdsl.vocabulary import load_vocabularies
from tests.vocabulary.files import WORDS, civil_servants, file, policy, said, shown, trial


def test_the_vocabulary_of_civil_servants():
    words = civil_servants()
    assert (words.name, words.english, words.extends, words.month_end) == ("公务员", "civil_servant", None, "clip")
    assert [f.name for f in words.facts[5:8]] == ["现职级", "现职务", "任职起"]
    rank = words.fact("现职级")
    assert rank is not None
    values = ("办事员级", "科员级", "副科级", "正科级", "副处级", "正处级")
    assert rank.type == Enumeration("职级", values, ordered=True)
    assert (rank.typical, rank.better, rank.divides_people, rank.source) == ("科员级", 1, True, "S3")
    assert rank.origin is not None
    assert rank.origin.text == "现职级"
    since = words.fact("任现职级起")
    assert since is not None
    assert (since.type, since.low, since.high) == (YEAR_MONTH, year_month(1960, 1), year_month(2099, 12))
    middle = words.fact("中层正职年限")
    assert middle is not None
    assert (middle.type, middle.low, middle.high, middle.absent, middle.typical) == (MONTHS, 0, 540, 0, 0)
    sanction = words.fact("处分期内")
    assert sanction is not None
    assert (sanction.type, sanction.better, sanction.typical) == (TRUTH, -1, False)
    sex = words.fact("性别")
    assert sex is not None
    assert sex.protected
    assert not any(fact.of_unit for fact in words.facts)


def test_a_fact_of_the_unit():
    text = WORDS.replace("type: 性别, protected: true", "type: 性别, of_unit: true")
    words, findings = load_vocabularies([file(text)])
    assert findings == ()
    assert [fact.name for fact in words["试"].facts if fact.of_unit] == ["性别"]


def test_a_list_of_records():
    fact = civil_servants().fact("年度考核")
    assert fact is not None
    assert fact.type == RecordList("年度考核")
    shape = fact.records
    assert shape is not None
    grade = Enumeration("考核等次", ("不称职", "基本称职", "称职", "优秀"), ordered=True)
    assert shape.fields == (Field("等次", "grade", grade, better=1),)
    assert (shape.key, shape.bound, shape.first_year, shape.since) == ("年度", 45, 1960, "任职起")
    assert shape.typical == {"等次": "称职"}


def test_windows_derived_facts_and_invariants():
    words = civil_servants()
    assert words.windows[0] == Window("任现职级以来", "since_current_rank", "任现职级起", counts_first_year=True)
    derived = words.derived[0]
    assert (derived.name, derived.english) == ("任现职级年限", "years_in_rank")
    assert derived.formula == derived.origin.text == "月数（任现职级起，评定日）"
    assert [i.name for i in words.invariants] == [
        "任现职级起不晚于评定日",
        "任职起不晚于任现职级起",
        "任现职级以来没有不称职",
    ]
    assert all(i.formula == i.origin.text for i in words.invariants)
    assert words.enumeration_english["25级"] == "level_25"
    assert {"现职级", "职级", "任现职级以来", "任职年限", "任职起不晚于任现职级起", "科员级"} <= words.own


def test_every_type():
    words = trial()
    ends = {f.name: (f.low, f.high) for f in words.facts}
    assert ends["比例"] == (0, Fraction(1, 2))
    assert ends["工资"] == (0, 30_000)
    assert ends["生日"] == (None, None)
    birthday = words.fact("生日")
    assert birthday is not None
    assert birthday.type == DAY
    reviews = words.fact("测评")
    assert reviews is not None
    assert reviews.records is not None
    assert reviews.records.typical is None
    assert reviews.records.field("得分").high == 100


def test_bounds_of_days_are_ordinals():
    text = WORDS.replace("type: 日期,", "type: 日期, range: [1950-01-01, 2010年12月31日],")
    words, findings = load_vocabularies([file(text)])
    assert findings == ()
    birthday = words["试"].fact("生日")
    assert birthday is not None
    assert (birthday.low, birthday.high) == (date(1950, 1, 1).toordinal(), date(2010, 12, 31).toordinal())


@pytest.mark.parametrize(
    "written",
    [
        "'月数（起，评定日）'",
        '"月数（起，评定日）"',
        "|\n      月数（起，\n      评定日）\n",
        ">-\n      月数（起，评定日）\n",
        "月数（起，\n      评定日）\n",
    ],
)
def test_a_formula_is_read_where_it_stands(written):
    text = WORDS.replace(
        "{english: served, formula: 月数（起，评定日）, meaning: 已任}", f"\n    english: a\n    formula: {written}\n"
    )
    words, findings = load_vocabularies([file(text)])
    assert findings == ()
    (derived,) = words["试"].derived
    assert "".join(derived.origin.text.split()) == "".join(derived.formula.split()) == "月数（起，评定日）"


@pytest.mark.parametrize("written", ['"月数（起，\\u8bc4定日）"', "'起 = ''起'''"])
def test_a_formula_without_escapes(written):
    text = WORDS.replace("formula: 月数（起，评定日）", f"formula: {written}") + f"invariants: {{不变: {written}}}\n"
    words, findings = load_vocabularies([file(text)])
    assert [f.message.zh for f in findings] == [
        "“已任”的算式里用了转义（“\\”或者连写两个引号）",
        "“不变”的算式里用了转义（“\\”或者连写两个引号）",
    ]
    assert (*words["试"].derived, *words["试"].invariants) == ()


def test_jsonschema_is_loaded_only_for_a_mistake():
    code = (
        "import sys; from rankdsl.source import SourceFile; from rankdsl.vocabulary import load_vocabularies\n"
        "text = sys.stdin.read(); load_vocabularies([SourceFile('a', text)]); print('jsonschema' in sys.modules)\n"
        "load_vocabularies([SourceFile('a', text + 'more: 1\\n')]); print('jsonschema' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=WORDS, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["False", "True"]


AGE = "年限: {english: years, type: 年月时长, range: [0年, 45年], absent: 0年, typical: 3年, meaning: 年限}"
SINCE = "起: {english: since, type: 年月, range: [1960年1月, 2099年12月], typical: 2012年1月, meaning: 起}"


@pytest.mark.parametrize(
    ("old", "new", "message", "at"),
    [
        ("english: trial", "englich: trial", "词表中没有“englich”这一项", "englich"),
        ("english: trial", "english: Trial", "“english”的写法不对，应当是小写英文名称", "Trial"),
        ("derived:", "month_end: late\nderived:", "“month_end”的值“late”不认识，应当是“clip”", "late"),
        ("typical: 3年, ", "tipical: 3年, ", "“年限”中没有“tipical”这一项", "tipical"),
        ("typical: 3年", "typical: 50年", "“年限”的“typical”有误：“50年”超出范围", "50年"),
        ("typical: 3年", "typical: 3元", "“年限”的“typical”有误：“3元”是金额，这里应当是时长", "3元"),
        ("typical: 3年", "typical: {等次: 中}", "“年限”的“typical”有误：“{…}”不是时长", "{等次: 中}"),
        ("absent: 0年", "absent: -1年", "“年限”的“absent”有误：“-1年”超出范围", "-1年"),
        ("[0年, 45年]", "[45年, 0年]", "“年限”的范围颠倒了：45年大于0年", "[45年, 0年]"),
        ("[0年, 45年]", "[0, 45]", "“年限”的“range”有误：“0”没有写单位，这里应当是时长", "0"),
        ("[0年, 45年]", "0年至45年", "“年限”的“range”的写法不对，应当是最小值和最大值", "0年至45年"),
        ("range: [0年, 45年], ", "", "“年限”没有写范围", "年月时长"),
        ("typical: 是, ", "range: [0, 1], ", "“range”不能用于“在编”：它的类型是“是否”", "range"),
        ("typical: 是, ", "places: 2, ", "“places”不能用于“在编”：它的类型是“是否”", "places"),
        ("typical: 是, ", "bound: 2, ", "“bound”不能用于“在编”：它的类型是“是否”", "bound"),
        ("protected: true, ", "better: higher, ", "“better”不能用于“性别”：它的类型是“性别”", "better"),
        ("protected: true", "protected: maybe", "“性别”的“protected”的写法不对，应当是“true”或者“false”", "maybe"),
        ("typical: 是,", "typical: 是, better: more,", "“在编”的“better”的值“more”不认识，应当是“higher”", "more"),
        ("typical: 是, meaning: 在编", "typical: 是", "“在编”缺少“meaning”", "在编"),
        ("type: 工作日,", "type: 工做日,", "没有“工做日”这种类型", "工做日"),
        ("天数: {english: days,", "天数: {english: limit,", "英文名称“limit”重复：“天数”已经用了", "limit"),
        ("  在编: {", "  未知: {", "“未知”在规则文件里另有用处，不能作名称", "未知"),
        ("  在编: {", "  好: {", "“好”重名：它已经是一个取值的名称（第 7 行）", "好"),
        ("  在编: {", "  在 编: {", "“在 编”不能作名称，应当是不带空格、引号和书名号的名称", "在 编"),
        ("  在编: {", "  人数: {", "文件的写法不对：“人数”写了两次，第 13 行已有", "人数"),
        (
            "  已任: {english: served",
            "  年限: {english: served",
            "“年限”重名：它已经是一个事实的名称（第 17 行）",
            "年限",
        ),
        ("  已任: {english: served", "  已任: {english: years", "英文名称“years”重复：“年限”已经用了", "years"),
        ("{女: female, 男: male}", "{女: female, 男: female}", "英文名称“female”重复：“女”已经用了", "female"),
        (
            "{女: female, 男: male}",
            "{女: female, 好: male}",
            "“好”有两个英文名称：这里是“male”，第 7 行是“good”",
            "male",
        ),
        ("{女: female, 男: male}", "{}", "“性别”的“values”的写法不对，应当是至少一个", "values"),
        ("    ordered: false", "    order: false", "“性别”缺少“ordered”", "性别"),
        ("since: 起\n", "since: 止\n", "“考核”的 since 所指的“止”不是本词表的事实", "止"),
        ("since: 起\n", "since: 年限\n", "“考核”的 since 所指的“年限”不是年月或者日期", "年限"),
        ("bound: 10", "bound: 1000", "“考核”的“bound”的写法不对，应当是1到100的整数", "1000"),
        ("bound: 10\n", "bound: many\n", "“考核”的“bound”的写法不对，应当是1到100的整数", "many"),
        ("    bound: 10\n    first_year: 2000\n", "", "“考核”缺少“bound”、“first_year”", "考核"),
        ("typical: {等次: 中}", "typical: 中", "“考核”的“typical”有误：应当写明一条记录", "中"),
        ("typical: {等次: 中}", "typical: {等次: 优}", "“考核”的“typical”有误：“优”不是“等次”的取值", "优"),
        ("typical: {等次: 中}", "typical: {等级: 中, 等次: 中}", "“考核”的记录没有字段“等级”", "等级"),
        ("typical: {等次: 中}", "typical: {}", "“考核”的通常记录缺少字段“等次”", "typical"),
        ("type: 等次, better: higher}", "type: 年月}", "记录的字段不能是“年月”", "年月"),
        ("type: 等次, better: higher}", "type: 记录}", "记录的字段不能是“记录”", "记录"),
        ("key: 年度", "key: 等次", "“等次”重名：它已经是“考核”的年度的名称（第 27 行）", "等次"),
        ("english: score, type: 整数", "english: grade, type: 整数", "英文名称“grade”重复：“等次”已经用了", "得分"),
        (
            "derived:",
            "windows: {以来: {english: w, since: 年限, first_year: 是}}\nderived:",
            "“以来”的 since 所指的“年限”不是年月或者日期",
            "年限",
        ),
        ("derived:", "windows: {以来: {english: w, first_year: true}}\nderived:", "“以来”缺少“since”", "以来"),
        ("derived:", "windows: 5\nderived:", "“windows”的写法不对，应当是“名称: 时段”的列表", "5"),
        ("derived:", "invariants: {a: [1]}\nderived:", "“a”的写法不对，应当是一个算式", "a"),
        ("meaning: 天数", "meaning: [天数]", "“天数”的“meaning”的写法不对，应当是一段文字", "meaning"),
        (
            "  等次:\n    english: grade\n",
            "  整数:\n    english: grade\n",
            "“整数”在规则文件里另有用处，不能作名称",
            "整数",
        ),
    ],
)
def test_a_mistake(old, new, message, at):
    assert WORDS.count(old) >= 1
    _, findings = load_vocabularies([file(WORDS.replace(old, new, 1))])
    found = [(f.message.zh, shown(f)) for f in findings]
    assert any(said.startswith(message) and place == at for said, place in found), found
    assert {f.code for f in findings} == {"RD112"}
    assert not any(f.message.en[0].isupper() or f.message.en.endswith(".") for f in findings)
    assert all(f.help is not None and f.help.zh and f.help.en for f in findings)


def test_all_mistakes_at_once():
    wrong = WORDS.replace("typical: 3年", "typical: 50年").replace("english: trial", "englich: trial")
    wrong = wrong.replace("type: 工作日,", "type: 工做日,").replace("since: 起\n", "since: 止\n")
    words, findings = load_vocabularies([file(wrong)])
    assert said(findings) == [
        "RD112 1 词表缺少“english”",
        "RD112 2 词表中没有“englich”这一项",
        "RD112 17 “年限”的“typical”有误：“50年”超出范围",
        "RD112 19 没有“工做日”这种类型",
        "RD112 32 “考核”的 since 所指的“止”不是本词表的事实",
    ]
    years = words["试"].fact("年限")
    assert years is not None
    assert (years.typical, years.high) == (None, 540)
    assert words["试"].fact("时限") is None
    assessments = words["试"].fact("考核")
    assert assessments is not None
    assert assessments.records is not None
    assert assessments.records.since is None


def test_the_nearest_name_is_shown():
    _, findings = load_vocabularies([file(WORDS.replace("type: 工作日,", "type: 工做日,").replace("facts:", "fact:"))])
    helps = [f.help.zh for f in findings if f.help is not None]
    assert "是否应为“facts”？" in helps
    _, findings = load_vocabularies([file(WORDS.replace("type: 工作日,", "type: 工做日,"))])
    assert findings[0].help is not None
    assert findings[0].help.zh.startswith("是否应为“工作日”？可以写整数、")
    assert findings[0].help.en.startswith("did you mean “工作日”? it is one of 整数, ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "文件是空的，没有词表"),
        ("# 只有注释\n", "文件是空的，没有词表"),
        ("词表", "词表的写法不对，应当是“名称: 值”形式的词表"),
        ("- 1\n", "词表的写法不对，应当是“名称: 值”形式的词表"),
        ("english: a\nfacts: {a: {english: a, type: 是否, meaning: m}}\n", "词表缺少“vocabulary”"),
        ("vocabulary: a\nenglish: a\nfacts: {}\n", "“facts”的写法不对，应当是“名称: 事实”的列表"),
        ("vocabulary: a\nenglish: a\nfacts:\n", "“facts”的写法不对，应当是“名称: 事实”的列表"),
        ("vocabulary: [\n", "文件的写法不对：这里缺少内容，或者多了一个括号"),
    ],
)
def test_no_vocabulary(text, message):
    words, findings = load_vocabularies([file(text)])
    assert words == {}
    assert [f.message.zh for f in findings] == [message]


def test_two_vocabularies_in_one_file():
    words, findings = load_vocabularies([file(f"{WORDS}---\n{WORDS}")])
    assert list(words) == ["试"]
    assert [f.message.zh for f in findings] == ["一个文件只能写一份，这里（“---”之后）又开始了一份"]


def test_two_files_with_one_name():
    words, findings = load_vocabularies([file(WORDS, "a.yaml"), file(WORDS, "b.yaml")])
    assert words["试"].path == "a.yaml"
    assert said(findings) == ["RD112 1 已经有名为“试”的词表（a.yaml），这一份没有使用"]
    assert findings[0].place.span is not None
    assert findings[0].place.span.file.path == "b.yaml"


def test_a_mistake_in_one_file_leaves_the_others():
    words, findings = load_vocabularies([file("a: [", "a.yaml"), policy("vocabulary/公务员.yaml")])
    assert list(words) == ["公务员"]
    assert len(findings) == 1


def test_a_file_full_of_mistakes_is_soon_read():
    many = "".join(f"  事实{i}: {{engish: a{i}, type: 工做日}}\n" for i in range(3000))
    words, findings = load_vocabularies([file(f"vocabulary: a\nenglish: a\nfacts:\n{many}")])
    assert words == {}
    assert 200 <= len(findings) <= 1300
