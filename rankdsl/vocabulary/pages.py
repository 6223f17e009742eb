"""Manual pages of the faults of vocabularies, of the list of sources, of case files, and of calendars."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

VOCABULARY = Page(
    code="RD112",
    name="vocabulary",
    severity=Severity.ERROR,
    title=Text("词表或者出处清单有误", "the vocabulary is wrong"),
    manual=Text(
        """\
词表是一个 YAML 文件，列出规则文件能够使用的事实：名称、类型、范围、含义、出处。词表写错，所有用到它的文件都无从判定，
所以有一处算一处，全部指出：名称拼错、缺项、类型不认识、取值重复、范围颠倒、“通常的值”不在范围内、`since` 所指的事实
不存在，等等。能够读懂的部分仍然使用。出处清单（`sources.yaml`）、译名表（`glossary.en.yaml`）写错的，
`fmt --to` 缺少的译名，也在这里指出。

| 类型 | 写法 | 范围 |
|---|---|---|
| 整数、数 | `3`、`85.5` | 必须写明 |
| 百分比 | `20%` | 必须写明 |
| 元 | `800元`、`3万元` | 必须写明 |
| 年月时长 | `12年`、`2年6个月`、`35个月` | 必须写明 |
| 日、工作日 | `5日`、`5个工作日` | 必须写明 |
| 年月、日期 | `2015年1月`、`2015-01-15` | 可以写明 |
| 是否 | `是`、`否` | 没有 |
| 枚举的名称 | 枚举的取值 | 没有 |
| 记录 | 每年至多一条，写明 `key`、`fields`、`bound`、`first_year` | 没有 |

**怎样处理**：按提示改正所指的那一行。名称写错的，提示给出最接近的名称。
""",
        """\
a vocabulary is a YAML file that lists the facts rule documents may use: name, type, range, meaning, source. Where
it is wrong, nothing that uses it can be judged, so every mistake is named at once: misspelt keys, missing ones,
unknown types, values that stand twice, ranges upside down, an ordinary value out of range, a `since` that names no
fact. What can be read is still used. Mistakes in the list of sources (`sources.yaml`) and in the glossary
(`glossary.en.yaml`) are reported here too, and so is what `fmt --to` lacks in it.

| type | written | range |
|---|---|---|
| 整数 (whole number), 数 (number) | `3`, `85.5` | required |
| 百分比 (percentage) | `20%` | required |
| 元 (money) | `800元`, `3万元` | required |
| 年月时长 (duration) | `12年`, `2年6个月`, `35个月` | required |
| 日 (days), 工作日 (working days) | `5日`, `5个工作日` | required |
| 年月 (month), 日期 (date) | `2015年1月`, `2015-01-15` | optional |
| 是否 (yes or no) | `是`, `否` | none |
| name of an enumeration | one of its values | none |
| 记录 (records, at most one a year) | with `key`, `fields`, `bound`, `first_year` | none |

**What to do**: mend the line that is named; for a misspelt name the message gives the nearest one.
""",
    ),
    wrong="""\
vocabulary: 示例
english: example
facts:
  现职级:
    english: current_rank
    type: 职集
    meaning: 现在的职级
  任职年限:
    english: years_of_service
    type: 年月时长
    range: [45年, 0年]
    typical: 3年
    meanning: 任职的累计时间
enumerations:
  职级:
    english: rank
    ordered: true
    values: {科员级: staff, 副科级: deputy_section}
""",
    right="""\
vocabulary: 示例
english: example
enumerations:
  职级:
    english: rank
    ordered: true
    values: {科员级: staff, 副科级: deputy_section}
facts:
  现职级:
    english: current_rank
    type: 职级
    meaning: 现在的职级
  任职年限:
    english: years_of_service
    type: 年月时长
    range: [0年, 45年]
    typical: 3年
    meaning: 任职的累计时间
""",
    example_file="vocabulary/示例.yaml",
)

NARROWS = Page(
    code="RD113",
    name="vocabulary-narrows",
    severity=Severity.ERROR,
    title=Text("扩展的词表收窄了原来的词表", "the vocabulary narrows the one it extends"),
    manual=Text(
        """\
下位文件可以使用扩展的词表：增加事实、增加取值、放宽范围。它不能反过来：范围缩小、取值减少、类型改变以后，上位文件管
的一些人在下位文件里就“不存在”了，对这些人的结论就成了空话，却仍然显示“已证明”。原有的英文名称、推算方法、约束、月
末规则也不能改。

枚举要增加取值的，把全部取值按次序重写一遍，原有取值的先后不变。

**怎样处理**：恢复原来的范围、取值、类型；确实要更窄的，另设一个事实，或者把条件写进文件的条款。
""",
        """\
a subordinate document may use a vocabulary that extends its superior's: with more facts, more values, wider ranges.
Not the reverse: with a smaller range, a missing value or another type, some people whom the superior covers would
not exist below it, and what is proved of nobody would still be shown as proved. English names, formulas and the
rule of month ends that stand in the base cannot be changed either.

To add values to an enumeration, write all of them again in their order; the old ones keep theirs.

**What to do**: restore the range, the values or the type; where something narrower is meant, add another fact, or
write the condition into an article.
""",
    ),
    wrong="""\
vocabulary: 甲县
english: county_jia
extends: 公务员
facts:
  中层正职年限:
    range: [3年, 45年]
""",
    right="""\
vocabulary: 甲县
english: county_jia
extends: 公务员
facts:
  中层正职年限:
    range: [0年, 50年]
  驻村年限:
    english: years_in_village
    type: 年月时长
    range: [0年, 45年]
    meaning: 在村任职的累计时间
""",
    example_file="vocabulary/甲县.yaml",
)

CASE_FILE = Page(
    code="RD116",
    name="case-file",
    severity=Severity.ERROR,
    title=Text("案例文件有误", "the case file is wrong"),
    manual=Text(
        """\
案例文件（YAML 或者 JSON）写明一个人的事实和期望的结果。事实用词表里的名称，中文、英文都可以；值照平常的写法：`12年`、
`2015-01`、`优秀`、`20%`、`800元`、`是`。写错的名称、单位、范围、记录都在这里指出，写错的案例不会运行，以免看上去“通
过”了。

    document: 文件的标题
    cases:
      - name: 满12年
        as_of: 2016-07-01
        facts: {现职级: 科员级, 任现职级起: 2004-07, 年度考核: {2004-2014: 称职, 2015: 优秀}}
        rest_typical: true
        expect: {可晋升: 是}

- `as_of` 是评定日；不写的，用工作区的 `as_of`，再没有的，用文件的施行日。
- 没有写到的事实就是不知道；写了 `rest_typical: true` 的，取词表里的“通常的值”。写“未知”的，始终不知道。
- 记录要写全：没有列出的年度就是没有记录。`2015: 未知` 表示这一年不知道。
- 期望可以写“不能确定”或者“无值”。

只有一个人的，可以不写 `cases`，把 `name`、`facts` 等直接写在最外层。

**怎样处理**：按提示改正所指的那一行；`rankdsl schema` 给出这份词表的案例格式，编辑器可以用它来补全。
""",
        """\
a case file (YAML or JSON) gives the facts of a person and what is expected. Facts go by their names in the
vocabulary, Chinese or English; values are written as usual: `12年`, `2015-01`, `优秀`, `20%`, `800元`, `是`. Wrong
names, units, ranges and records are named here, and a case that is wrong is not run, lest it seem to pass.

    document: title of the document
    cases:
      - name: twelve years
        as_of: 2016-07-01
        facts: {现职级: 科员级, 任现职级起: 2004-07, 年度考核: {2004-2014: 称职, 2015: 优秀}}
        rest_typical: true
        expect: {可晋升: 是}

- `as_of` is the day of evaluation; left out, the workspace's `as_of`, else the day the document takes effect.
- A fact that is not written is not known, or with `rest_typical: true` takes its ordinary value. One that is
  written as 未知 (unknown) stays unknown.
- Records are complete: a year that is not listed has none. `2015: 未知` says that the year is not known.
- An expectation may be 不能确定 (cannot be determined) or 无值 (no value).

A file about one person may leave `cases` out and write `name`, `facts` and the rest at the top.

**What to do**: mend the line that is named; `rankdsl schema` prints the format of the cases of a vocabulary, which
an editor can use.
""",
    ),
    wrong="""\
document: 关于县以下机关建立公务员职务与职级并行制度的意见
cases:
  - name: 名称、单位、取值都写错了
    as_of: 2016-07-01
    facts: {现职等: 科员级, 中层正职年限: 3个工作日, 级别: 二十三, 年度考核: {2016: 称职}}
    expect: {可晋升: 是}
""",
    right="""\
document: 关于县以下机关建立公务员职务与职级并行制度的意见
cases:
  - name: 满12年的科员
    as_of: 2016-07-01
    facts: {现职级: 科员级, 任现职级起: 2004-07, 级别: 23级, 年度考核: {2004-2015: 称职}}
    rest_typical: true
    expect: {可晋升: 是}
""",
    example_file="cases/示例.yaml",
)

CALENDAR = Page(
    code="RD121",
    name="calendar",
    severity=Severity.ERROR,
    title=Text("工作日历有误", "the calendar of working days is wrong"),
    manual=Text(
        """\
工作日历是一个 YAML 文件，一年一个，登记国务院办公厅放假通知安排的日子：哪几天放假，哪几个周六、周日上班。没有列出的
日子，周一至周五上班，周六、周日休息。

| 项 | 写法 |
|---|---|
| `calendar` | 年份 |
| `source` | 通知在出处清单里的键；某一项出自另一份通知的，在那一项里另写 |
| `known_until` | 登记到哪一天。下一年的通知可能改动本年最后几天，没有见到那份通知的，写早几天 |
| `holidays` | 一次放假一项：`name`、第一天 `first`、最后一天 `last`（只放一天的不写）、调休上班日 `working` |

没有登记的年份，以及 `known_until` 以后的日子，是不是工作日就是不知道，不会推测。文件有错的，这一年全部按没有登记处理，
以免数错。放假跨年的，分成两段，各写进自己那一年的日历。

“公示5个工作日”的数法：公示当日不计，从以后的第一个工作日数起，数到第5个工作日届满。

**怎样处理**：按提示改正所指的那一行，日子以通知为准。
""",
        """\
a calendar of working days is a YAML file, one a year, with what the yearly notice of the General Office of the State
Council arranges: which days are holidays, and on which Saturdays and Sundays people work. On all other days they work
from Monday to Friday.

| key | what it says |
|---|---|
| `calendar` | the year |
| `source` | the key of the notice in the list of sources; an entry may have its own |
| `known_until` | the last day that is known: an earlier one than 31 December until the next notice is seen |
| `holidays` | an entry each: `name`, `first` day, `last` day (left out for a single day), make-up days as `working` |

Whether a day is a working day is not known in a year without a calendar, nor after `known_until`; nothing is guessed.
The next notice may change the last days of this year, so leave them unknown until it is seen. A year whose file is
wrong is not known at all, lest days be miscounted. A holiday over the turn of the year is divided, each part in the
calendar of its year.

How “5 working days” are counted: the day of posting does not count; the first working day after it is the first, and
the period ends with the fifth.

**What to do**: mend the line that is named, by the notice.
""",
    ),
    wrong="""\
calendar: 2026
source: fangjia2026
known_until: 2026-12-25
holidays:
  - {name: 元旦, first: 2026-01-01, last: 2026-01-03, working: [2026-01-05]}
  - {name: 春节, first: 2026-02-23, last: 2026-02-15, working: [2026-02-30]}
""",
    right="""\
calendar: 2026
source: fangjia2026
known_until: 2026-12-25
holidays:
  - {name: 元旦, first: 2026-01-01, last: 2026-01-03, working: [2026-01-04]}
  - {name: 春节, first: 2026-02-15, last: 2026-02-23, working: [2026-02-14, 2026-02-28]}
""",
    example_file="calendars/2026.yaml",
)

PAGES = (VOCABULARY, NARROWS, CASE_FILE, CALENDAR)
