"""Vocabularies that extend others: what they inherit, and what they may not change (RD113)."""

import pytest
from msgspec.structs import replace

from rankdsl.vocabulary import load_vocabularies
from rankdsl.vocabulary.loading import MOST_STEPS
from tests.vocabulary.files import WORDS, civil_servants, file, policy, said, shown


def load(text, *more):
    return load_vocabularies([policy("vocabulary/公务员.yaml"), file(text, "vocabulary/甲县.yaml"), *more])


HEAD = "vocabulary: 甲县\nenglish: county_jia\nextends: 公务员\n"
NEW = "  驻村: {english: village, type: 是否, meaning: 驻村}\n"


def test_everything_of_the_base_and_what_is_new():
    text = f"{HEAD}facts:\n{NEW}invariants:\n  驻村的在编: 非 驻村 或 在编\n"
    words, findings = load(text)
    assert findings == ()
    base, county = civil_servants(), words["甲县"]
    assert county.extends == "公务员"
    assert [f.name for f in county.facts] == [*(f.name for f in base.facts), "驻村"]
    assert county.own == {"驻村", "驻村的在编"}
    assert county.windows == base.windows
    assert [i.name for i in county.invariants] == [*(i.name for i in base.invariants), "驻村的在编"]
    kept, was = county.fact("现职级"), base.fact("现职级")
    assert kept is not None
    assert was is not None
    assert replace(kept, origin=None) == replace(was, origin=None)
    assert county.month_end == base.month_end


def test_a_range_is_widened_by_writing_it_alone():
    words, findings = load(f"{HEAD}facts:\n  中层正职年限: {{range: [0年, 50年]}}\n")
    assert findings == ()
    fact = words["甲县"].fact("中层正职年限")
    assert fact is not None
    assert (fact.high, fact.english, fact.absent, fact.better) == (600, "years_as_section_head", 0, 1)
    assert words["甲县"].own == frozenset()
    assert [f.name for f in words["甲县"].facts] == [f.name for f in civil_servants().facts]


GRADES = "不称职: incompetent, 基本称职: basically_competent, 称职: competent, 优秀: excellent"
BACKWARDS = ", ".join(reversed(GRADES.split(", ")))


def test_values_are_added_and_reach_the_facts_of_the_base():
    words, findings = load(f"{HEAD}enumerations:\n  考核等次:\n    values: {{{GRADES}, 突出: outstanding}}\n")
    assert findings == ()
    fact = words["甲县"].fact("年度考核")
    assert fact is not None
    assert fact.records is not None
    assert fact.records.fields[0].type.values[-1] == "突出"
    assert words["甲县"].own == {"突出"}


def test_three_steps():
    town = "vocabulary: 乙镇\nenglish: town_yi\nextends: 甲县\nfacts:\n  驻村: {typical: 否}\n"
    words, findings = load(f"{HEAD}facts:\n{NEW}", file(town, "vocabulary/乙镇.yaml"))
    assert findings == ()
    fact = words["乙镇"].fact("驻村")
    assert fact is not None
    assert fact.typical is False
    assert words["乙镇"].own == frozenset()
    assert len(words["乙镇"].facts) == len(civil_servants().facts) + 1


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        (
            "facts:\n  中层正职年限: {range: [3年, 45年]}\n",
            "“中层正职年限”的范围比词表“公务员”的窄：3年至45年，原来是0年至45年",
            "range",
        ),
        (
            "facts:\n  中层正职年限: {range: [0年, 40年]}\n",
            "“中层正职年限”的范围比词表“公务员”的窄：0年至40年，原来是0年至45年",
            "range",
        ),
        (
            "facts:\n  任职起: {range: [1980年1月, 2099年12月]}\n",
            "“任职起”的范围比词表“公务员”的窄：1980年1月至2099年12月，原来是1960年1月至2099年12月",
            "range",
        ),
        ("facts:\n  在编: {type: 年月}\n", "“在编”的类型与词表“公务员”的不同：现在是“年月”，原来是“是否”", "年月"),
        ("facts:\n  现职级: {type: 职务}\n", "“现职级”的类型与词表“公务员”的不同：现在是“职务”，原来是“职级”", "职务"),
        (
            "facts:\n  在编: {english: staff}\n",
            "“在编”的英文名称与词表“公务员”的不同：现在是“staff”，原来是“established_staff”",
            "staff",
        ),
        (
            "facts:\n  性别: {protected: 否}\n",
            "“性别”的保护（protected）与词表“公务员”的不同：现在是“否”，原来是“是”",
            "否",
        ),
        (
            "facts:\n  在编: {of_unit: 是}\n",
            "“在编”的是不是单位的事实（of_unit）与词表“公务员”的不同：现在是“是”，原来是“否”",
            "是",
        ),
        (
            "facts:\n  中层正职年限: {absent: 1年}\n",
            "“中层正职年限”的“不适用”的含义与词表“公务员”的不同：现在是“1年”，原来是“0年”",
            "1年",
        ),
        (
            "facts:\n  现职级: {better: lower}\n",
            "“现职级”的better（哪个方向更好）与词表“公务员”的不同：现在是“lower”，原来是“higher”",
            "lower",
        ),
        (
            "facts:\n  年度考核: {bound: 20}\n",
            "“年度考核”的记录的最多条数与词表“公务员”的不同：现在是“20”，原来是“45”",
            "20",
        ),
        (
            "facts:\n  年度考核: {first_year: 1990}\n",
            "“年度考核”的记录的最早年度与词表“公务员”的不同：现在是“1990”，原来是“1960”",
            "1990",
        ),
        (
            "facts:\n  年度考核: {key: 年份}\n",
            "“年度考核”的年度的名称与词表“公务员”的不同：现在是“年份”，原来是“年度”",
            "年份",
        ),
        (
            "facts:\n  年度考核: {since: 任现职级起}\n",
            "“年度考核”的since（记录从哪一年开始）与词表“公务员”的不同：现在是“任现职级起”，原来是“任职起”",
            "任现职级起",
        ),
        (
            "facts:\n  年度考核: {fields: {等次: {type: 职级}}, typical: {等次: 科员级}}\n",
            "“等次”的类型与词表“公务员”的不同：现在是“职级”，原来是“考核等次”",
            "职级",
        ),
        (
            "enumerations:\n  性别: {values: {男: male}}\nfacts:\n  性别: {typical: 男}\n",
            "枚举“性别”少了词表“公务员”的取值：女",
            "values",
        ),
        (
            f"enumerations:\n  考核等次: {{values: {{{BACKWARDS}}}}}\n",
            "枚举“考核等次”的取值次序与词表“公务员”的不同",
            "values",
        ),
        (
            "enumerations:\n  考核等次: {ordered: false}\n",
            "“考核等次”的ordered（有无次序）与词表“公务员”的不同：现在是“否”，原来是“是”",
            "false",
        ),
        (
            "enumerations:\n  性别: {values: {女: woman, 男: male}}\n",
            "“女”的英文名称与词表“公务员”的不同：现在是“woman”，原来是“female”",
            "woman",
        ),
        ("month_end: strict\n", "“甲县”的月末规则与词表“公务员”的不同：现在是“strict”，原来是“clip”", "strict"),
        (
            "windows:\n  任职以来: {english: since_service, since: 任职起, first_year: false}\n",
            "“任职以来”的起点与词表“公务员”的不同：现在是“任职起（否）”，原来是“任职起（是）”",
            "任职起",
        ),
        (
            "derived:\n  任职年限: {english: years_of_service, formula: 月数（任现职级起，评定日）}\n",
            "“任职年限”的推算方法与词表“公务员”的不同：现在是“月数（任现职级起，评定日）”，原来是“月数（任职起，评定日）”",
            "月数（任现职级起，评定日）",
        ),
        (
            "invariants:\n  任职起不晚于任现职级起: 在编\n",
            "“任职起不晚于任现职级起”的约束与词表“公务员”的不同：现在是“在编”，原来是“任职起 不高于 任现职级起”",
            "在编",
        ),
    ],
)
def test_narrower(text, message, at):
    words, findings = load(HEAD + text)
    assert [(f.code, f.message.zh, shown(f)) for f in findings] == [("RD113", message, at)]
    assert findings[0].message.en
    assert findings[0].help is not None
    assert "甲县" in words


def test_places():
    other = "vocabulary: 丙\nenglish: bing\nextends: 试\nfacts: {工资: {places: 1}, 得分: {places: 2}}\n"
    _, findings = load_vocabularies([file(WORDS), file(other, "丙.yaml")])
    assert [f.message.zh for f in findings] == ["“工资”的小数位数与词表“试”的不同：现在是“1”，原来是“2”"]


@pytest.mark.parametrize(
    "text",
    [
        "facts:\n  任职起: {range: [1950年1月, 2099年12月]}\n",
        "facts:\n  中层正职年限: {typical: 2年, meaning: 另一种说法}\n",
        "facts:\n  在编: {protected: 是, better: higher}\n",
        "facts:\n  年度考核: {bound: 60, first_year: 1950}\n",
        "month_end: clip\n",
        "invariants:\n  任职起不晚于任现职级起: 任职起 不高于 任现职级起\n",
        "windows:\n  任现职级以来: {english: since_current_rank, since: 任现职级起, first_year: true}\n",
        "enumerations:\n  性别: {values: {男: male, 女: female, 其他性别: other_sex}}\n",
    ],
)
def test_what_an_extension_may_do(text):
    assert load(HEAD + text)[1] == ()


def test_mistakes_of_the_base_are_said_once():
    broken = WORDS.replace("typical: 3年", "typical: 50年")
    other = "vocabulary: 丙\nenglish: bing\nextends: 试\nfacts: {驻村: {english: village, type: 是否}}\n"
    words, findings = load_vocabularies([file(broken, "试.yaml"), file(other, "丙.yaml")])
    assert sorted(words) == ["丙", "试"]
    assert said(findings) == [
        "RD112 4 “驻村”缺少“meaning”",
        "RD112 17 “年限”的“typical”有误：“50年”超出范围",
    ]


def test_a_name_of_the_base_is_shown_with_its_file():
    _, findings = load(f"{HEAD}derived:\n  在编: {{english: e, formula: 在编}}\n")
    assert len(findings) == 1
    assert findings[0].message.zh == "“在编”重名：它已经是一个事实的名称（vocabulary/公务员.yaml 第 167 行）"
    assert "line 167 of vocabulary/公务员.yaml" in findings[0].message.en


def test_an_unknown_base():
    words, findings = load(HEAD.replace("extends: 公务员", "extends: 公务圆") + f"facts:\n{NEW}")
    assert list(words) == ["公务员"]
    assert [(f.code, f.message.zh) for f in findings] == [
        ("RD112", "没有名为“公务圆”的词表，“甲县”无从扩展，没有使用"),
    ]
    assert findings[0].help is not None
    assert findings[0].help.zh == "是否应为“公务员”？"


def test_a_circle():
    a = file("vocabulary: 甲\nenglish: a\nextends: 乙\nfacts: {x: {english: x, type: 是否, meaning: x}}\n", "a.yaml")
    b = file("vocabulary: 乙\nenglish: b\nextends: 甲\nfacts: {y: {english: y, type: 是否, meaning: y}}\n", "b.yaml")
    words, findings = load_vocabularies([a, b])
    assert words == {}
    assert [f.message.zh for f in findings] == ["词表互相扩展，成了一个圈：甲→乙→甲"]
    c = file("vocabulary: 丙\nenglish: c\nextends: 甲\nfacts: {z: {english: z, type: 是否, meaning: z}}\n", "c.yaml")
    assert load_vocabularies([c, a, b]) == (words, findings)
    itself = file("vocabulary: 甲\nenglish: a\nextends: 甲\nfacts: {x: {english: x, type: 是否, meaning: x}}\n")
    assert [f.message.zh for f in load_vocabularies([itself])[1]] == ["词表互相扩展，成了一个圈：甲→甲"]


def test_a_tower():
    one = "vocabulary: 词{0}\nenglish: w{0}\nextends: {1}\nfacts: {{f{0}: {{english: f{0}, type: 是否, meaning: x}}}}\n"
    tower = [file(one.format(i, "null" if i == 0 else f"词{i - 1}"), f"{i}.yaml") for i in range(300)]
    for files in (tower, tower[::-1]):
        words, findings = load_vocabularies(files)
        assert len(words) == MOST_STEPS + 1
        assert [f.message.zh for f in findings] == ["词表一层层扩展，超过了 20 层，“词21”没有使用"]


def test_the_order_of_the_files_does_not_matter():
    town = file(f"{HEAD}facts:\n{NEW}", "vocabulary/甲县.yaml")
    words, findings = load_vocabularies([town, policy("vocabulary/公务员.yaml")])
    assert findings == ()
    assert words["甲县"].own == {"驻村"}
