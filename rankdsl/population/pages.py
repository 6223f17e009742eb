"""Manual page of the faults of unit files."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

_DOCUMENT = """\
文件《单位文件示例办法》
    层级：县级。
    词表：公务员。
    施行：2026年1月1日。

第一条【条件】
    决定 可晋升 须：
        （一）现职级 = 科员级。
    择优 人选：从 可晋升 中，按 任现职级起 由早到晚，取 1名。
"""


UNIT_FILE = Page(
    code="RD122",
    name="unit-file",
    severity=Severity.ERROR,
    title=Text("单位文件有误", "the unit file is wrong"),
    manual=Text(
        """\
单位文件写明一个单位和它的人员，`rankdsl propose` 据此提出晋升人选。文件有错的，不提出任何人选：少一个人、错一个数，
名次就可能不同。所有错误一次指出。

| 项 | 写法 |
|---|---|
| `document` 或者 `path` | 所适用文件的标题，或者它的路径（相对于单位文件） |
| `as_of` | 评定日 |
| `selection` | 文件有几项择优时，用哪一项 |
| `unit` | `name` 单位名称；`facts` 单位的事实（词表中 `of_unit: true` 的，如编制数），对每个人都算数 |
| `people` | 人员：`id` 编号（不得重复）、`name` 姓名、`facts` 事实；`typical: true` 没有写到的取通常的值 |
| `table` | 从电子表格粘贴：`columns` 列名（编号、姓名、事实；逐年的记录一年一列：“年度考核 2024”），`rows` 各行 |
| `pool` | 可以借入、借出的职数：`value` 职级、`count` 几名、`lender` 借出单位、`borrower` 借入单位、`since`、`until` |
| `slots_per_year` | 一年空出或者新增多少职数，用来估算排队的年数 |
| `applicants` | 申报的人的编号；`people` 中也可以写 `applies: true`。申报而不符合条件的，逐人说明原因 |
| `selected` | 这一轮实际晋升的人：`people` 编号，`skipped` 没有晋升的人和理由 |
| `log` | 程序实际进行的步骤和日期，与规定的程序对照（RD407、RD507） |

编号要写成文本：电子表格把15位以上的数字存成数值，后几位会变成0。职数、编制数都是整数；借出的数不能是负数，也不能借来借去
又回到原处。

**怎样处理**：按提示改正所指的那一行。
""",
        """\
a unit file gives a unit and its people, and `rankdsl propose` proposes by it who is promoted. From a file with a
mistake nobody is proposed: with a person less or a wrong number, the order may be another. All are named at once.

| key | what it says |
|---|---|
| `document` or `path` | the title of the document to apply, or its path relative to the unit file |
| `as_of` | the day of evaluation |
| `selection` | which selection, where the document has several |
| `unit` | its `name`, and `facts` of the unit (`of_unit: true` in the vocabulary), which hold for everybody |
| `people` | `id` (once each), `name`, `facts`; with `typical: true` what is not given is ordinary |
| `table` | from a spreadsheet: `columns` (id, name, facts; records by year a column each: “年度考核 2024”), `rows` |
| `pool` | slots that could be lent: `value`, `count`, `lender`, `borrower`, `since`, `until` |
| `slots_per_year` | how many slots come free or are granted in a year, for the length of the queue |
| `applicants` | who applies, or `applies: true` under `people`: each who is not eligible is told why |
| `selected` | who was really promoted in this round: `people`, and under `skipped` who was not, with the reason |
| `log` | the steps that were taken, with dates, to be compared with the procedure (RD407, RD507) |

Identities are text: a spreadsheet keeps 15 digits of a number, and the rest turns to 0. Slots and posts are whole
numbers; a loan is not negative, and slots are not lent round in a circle.

**What to do**: mend the line that is named.
""",
    ),
    wrong="""\
path: 办法.rank
unit: {name: 某局}
people:
  - {id: "01", name: 张三, facts: {现职级: 科员级, 任现职级起: 2010年3月}}
  - {id: "01", name: 李四, facts: {现职级: 科长级, 任现职级起: 2011年3月}}
""",
    right="""\
path: 办法.rank
unit: {name: 某局}
people:
  - {id: "01", name: 张三, facts: {现职级: 科员级, 任现职级起: 2010年3月}}
  - {id: "02", name: 李四, facts: {现职级: 科员级, 任现职级起: 2011年3月}}
""",
    example_file="单位.yaml",
    beside=("办法.rank", _DOCUMENT),
)

PAGES = (UNIT_FILE,)
