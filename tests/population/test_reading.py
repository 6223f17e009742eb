"""Unit files: what is read, and every mistake with its line, all at once."""

from datetime import date

import pytest

from rankdsl.ir.values import Records, year_month
from rankdsl.population.reading import open_unit, unit_schema
from rankdsl.population.roster import Loan
from rankdsl.source import SourceFile
from tests.population.unit_files import DAY, bureau, roster

HEAD = "unit: {name: 某局, facts: {编制数: 20}}\n"
PEOPLE = """\
people:
  - {id: "01", name: 张三, facts: {现职级: 四级, 任职起: 2020年3月, 分数: 81.25}}
  - id: 02
    facts: {现职级: 科员, 年度考核: {2023-2024: 优秀, 2025: 未知}}
    typical: true
"""


def test_a_unit_and_its_people():
    found, said = roster(f"document: 《某办法》\nas_of: 2026-06-30\nslots_per_year: 2.5\n{HEAD}{PEOPLE}")
    assert said == []
    assert (found.unit.name, found.unit.facts) == ("某局", {"编制数": 20})
    assert [(m.id, m.name, m.typical) for m in found.members] == [("01", "张三", False), ("02", "02", True)]
    assert found.slots_per_year * 2 == 5
    first, second = (found.person(m, bureau(), DAY) for m in found.members)
    assert first.facts == {"编制数": 20, "现职级": "四级", "任职起": year_month(2020, 3), "分数": 81.25}
    assert (second.facts["分数"], second.facts["处分期内"], second.as_of) == (60, False, DAY)
    assert second.facts["年度考核"] == Records({2023: {"等次": "优秀"}, 2024: {"等次": "优秀"}, 2025: None})


def test_the_heading():
    opened = open_unit(
        SourceFile("u.yaml", f"document: 《某办法》\nas_of: 2026年6月30日\nselection: 人选\n{HEAD}{PEOPLE}")
    )
    heading = opened.heading
    assert (heading.document, heading.path, heading.as_of, heading.selection) == (
        "某办法",
        None,
        date(2026, 6, 30),
        "人选",
    )


def test_facts_of_the_unit_are_never_taken_to_be_ordinary():
    found, said = roster('unit: {name: 某局}\npeople: [{id: "1", typical: true}]\n')
    assert said == []
    assert "编制数" not in found.person(found.members[0], bureau(), DAY).facts


TABLE = """\
table:
  columns: [编号, 姓名, 现职级, 分数, 年度考核 2024, 年度考核2025年]
  rows:
    - ["01", 张三, 四级, 80, 优秀, ""]
    - ["02", 李四, 科员, "", 称职]
"""


def test_a_table():
    found, said = roster(HEAD + TABLE)
    assert said == []
    assert [m.facts for m in found.members] == [
        {"现职级": "四级", "分数": 80, "年度考核": Records({2024: {"等次": "优秀"}})},
        {"现职级": "科员", "年度考核": Records({2024: {"等次": "称职"}})},
    ]


PASTED = """\
table:
  typical: true
  rows: |
    编号\t姓名\t现职级\t分数\t年度考核 2025
    320106199003077810\t张三\t四级\t80\t优秀

    02\t李四\t三级\t\t
"""


def test_a_pasted_table():
    found, said = roster(HEAD + PASTED)
    assert said == []
    assert [(m.id, m.name, m.facts.get("分数"), m.typical) for m in found.members] == [
        ("320106199003077810", "张三", 80, True),
        ("02", "李四", None, True),
    ]
    place = found.members[1].place.span
    assert (place.text, place.file.position(place.start)[0]) == ("02", 8)


def test_a_mistake_in_a_pasted_cell_is_shown_at_the_cell():
    _, said = roster(HEAD + PASTED.replace("三级\t\t", "三等\t\t"))
    assert said == ["8 “现职级”的值有误：“三等”不是“职级”的取值"]


def test_loans():
    pool = "pool:\n  - {value: 四级, count: 3, lender: 住建局, borrower: 某局, since: 2026-01-01, until: 2026-12-31}\n"
    found, said = roster(HEAD + PEOPLE + pool)
    assert said == []
    place = found.loans[0].place
    assert found.loans == (Loan("四级", 3, "住建局", "某局", date(2026, 1, 1), date(2026, 12, 31), place),)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [found.loans[0].in_force(day) for day in days] == [False, True, True, False]


ONE = 'people: [{id: "1", facts: {现职级: 科员}}]\n'


def loans(*written: str) -> str:
    return HEAD + ONE + "pool:\n" + "".join(f"  - {{{line}}}\n" for line in written)


WRONG = {
    "fraction of a post": (
        HEAD.replace("20", "149.5") + ONE,
        ["1 “编制数”的值有误：“149.5”不是整数"],
    ),
    "two people with one identity": (
        HEAD + 'people:\n  - {id: "1", name: 张三}\n  - {id: "1", name: 李四}\n',
        ["4 编号“1”有两个人：张三（第 3 行）和李四"],
    ),
    "identity as a number": (
        HEAD + "people:\n  - {id: 320106199003077810, name: 张三}\n",
        ["3 编号 320106199003077810 写成了数值，超过15位的数值在电子表格里会丢失末几位"],
    ),
    "identity that lost its digits": (
        HEAD + 'people:\n  - {id: "320106199003071000"}\n  - {id: 3.20106E+17}\n',
        [
            "3 编号“320106199003071000”像是丢失了末几位：电子表格把它存成了数值",
            "4 编号“3.20106E+17”像是丢失了末几位：电子表格把它存成了数值",
        ],
    ),
    "empty unit": (HEAD, ["1 单位“某局”没有人员"]),
    "empty list of people": (HEAD + "people: []\n", ["1 单位“某局”没有人员"]),
    "nothing": ("", ["1 文件里没有单位"]),
    "no unit": (ONE, ["1 单位文件缺少“unit”"]),
    "unknown fact": (
        HEAD + 'people: [{id: "1", facts: {现职: 科员}}]\n',
        ["2 词表“局”中没有“现职”"],
    ),
    "derived fact": (
        HEAD + 'people: [{id: "1", facts: {任职年限: 3年}}]\n',
        ["2 “任职年限”是推算出来的，不能直接填写"],
    ),
    "a fact of the unit, differently": (
        HEAD + 'people: [{id: "1", facts: {编制数: 21}}]\n',
        ["2 “编制数”是单位的事实，这里写的是21，与 unit 的 facts 中的20不同"],
    ),
    "a fact of the unit, for a person alone": (
        'unit: {name: 某局}\npeople: [{id: "1", facts: {编制数: 21}}]\n',
        ["2 “编制数”是单位的事实，不写在个人名下"],
    ),
    "a fact of a person, for the unit": (
        "unit: {name: 某局, facts: {分数: 80}}\n" + ONE,
        ["1 “分数”是个人的事实，不能写给整个单位"],
    ),
    "several mistakes at once": (
        "as_of: 昨天\nslots_per_year: 0\n" + HEAD + 'people:\n  - {id: "1", facts: {现职级: 处级}}\n  - {name: 李四}\n',
        [
            "1 评定日（as_of）有误：“昨天”不是日期",
            "2 slots_per_year 应当是大于0的数，写的是“0”",
            "5 “现职级”的值有误：“处级”不是“职级”的取值",
            "6 “people”的第 2 项缺少“id”",
        ],
    ),
    "records of the year of evaluation": (
        HEAD + 'people: [{id: "1", facts: {年度考核: {2026: 优秀}}}]\n',
        None,
    ),
    "title and path": ("document: 甲\npath: 乙.rank\n" + HEAD + ONE, ["2 document 和 path 只写一项"]),
    "negative lending": (
        loans("value: 四级, count: -3, lender: 甲局, borrower: 某局"),
        ["4 借出的职数应当是大于0的整数，写的是“-3”"],
    ),
    "half a slot": (
        loans("value: 四级, count: 1.5, lender: 甲局, borrower: 某局"),
        ["4 借出的职数应当是大于0的整数，写的是“1.5”"],
    ),
    "lent to itself": (
        loans("value: 四级, count: 1, lender: 某局, borrower: 某局"),
        ["4 “某局”把职数借给了自己"],
    ),
    "a rank that nobody knows": (
        loans("value: 五级, count: 1, lender: 甲局, borrower: 某局"),
        ["4 词表“局”中没有“五级”这个取值"],
    ),
    "days upside down": (
        loans("value: 四级, count: 1, lender: 甲局, borrower: 某局, since: 2026-05-01, until: 2026-04-30"),
        ["4 这一笔的起止日期颠倒了"],
    ),
    "circular lending": (
        loans(
            "value: 四级, count: 1, lender: 甲局, borrower: 某局",
            "value: 四级, count: 2, lender: 某局, borrower: 乙局, until: 2026-06-30",
            "value: 四级, count: 2, lender: 乙局, borrower: 甲局, since: 2026-06-30",
        ),
        ["6 四级的职数借来借去又回到原处：乙局→甲局→某局→乙局"],
    ),
    "columns": (
        HEAD + "table:\n  columns: [姓名, 现职级, 现职级, 职务, 年度考核, 培训 2024]\n  rows: [[张三, 科员]]\n",
        [
            "3 表格没有“编号”一列",
            "3 “现职级”有两列",
            "3 词表“局”中没有“职务”",
            "3 “年度考核”是逐年的记录，一格写不下",
            "3 “培训”的记录有几栏（学时、合格），一格写不下",
            "4 这个人没有编号",
        ],
    ),
    "a cell too many": (
        HEAD + 'table:\n  columns: [编号, 现职级]\n  rows: [["1", 科员, 80]]\n',
        ["4 这一行有 3 格，表格只有 2 列"],
    ),
    "the x of a citizen's number": (
        HEAD + 'people:\n  - {id: "32010619900307781X", name: 张三}\n  - {id: "32010619900307781x", name: 李四}\n',
        ["4 编号“32010619900307781x”有两个人：张三（第 3 行）和李四"],
    ),
    "blanks between the cells": (
        HEAD + "table:\n  rows: |\n    编号  姓名  现职级\n    01  张三  科员\n    02  李四  科员\n",
        ["4 这一行只有一格：各格之间没有制表符"],
    ),
    "commas between the cells": (
        HEAD + "table:\n  rows: |\n    编号,姓名,现职级\n    01,张三,科员\n",
        ["4 这一行只有一格：各格之间没有制表符"],
    ),
    "blanks below columns that are written": (
        HEAD + "table:\n  typical: true\n  columns: [编号, 姓名]\n  rows: |\n    01\t张三\n    02  李四\n",
        ["7 这一行只有一格：各格之间没有制表符"],
    ),
    "history, which nothing reads": (
        HEAD + ONE + "history: [2024]\n",
        ["3 单位文件中没有“history”这一项"],
    ),
    "a table without columns": (HEAD + 'table: {rows: [["1"]]}\n', ["2 表格没有列名"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(name):
    text, expected = WRONG[name]
    found, said = roster(text)
    assert found is None
    assert said == (said[:1] if expected is None else expected)


def test_loans_at_different_times_or_of_different_ranks_are_no_circle():
    later = "value: 四级, count: 2, lender: 某局, borrower: 甲局, since: 2027-01-01"
    other = "value: 三级, count: 2, lender: 某局, borrower: 甲局"
    _, said = roster(loans("value: 四级, count: 1, lender: 甲局, borrower: 某局, until: 2026-12-31", later, other))
    assert said == []


def test_the_same_fact_of_the_unit_again_is_let_pass():
    found, said = roster(HEAD + 'people: [{id: "1", facts: {编制数: 20}}]\n')
    assert said == []
    assert found.members[0].facts == {}


def test_the_schema_is_one():
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(unit_schema())
