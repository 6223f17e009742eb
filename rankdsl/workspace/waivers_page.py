"""RD120: a waiver in the workspace file is wrong, or no longer in force, or covers nothing or too much."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Page, Severity, Text

PAGE = Page(
    code="RD120",
    name="bad-waiver",
    severity=Severity.ERROR,
    title=Text("豁免有误", "a waiver is wrong"),
    manual=Text(
        """\
豁免写在 `rankdsl.toml` 的 `[[waivers]]` 小节：某一处问题已经知道，有批准文件同意暂时保留，到某一天为止。
被豁免的问题照样列出，注明“豁免”，不影响退出码。一条豁免只管一处问题。

| 项 | 写什么 |
|---|---|
| `finding` | 问题的指纹（`--format json` 中的 `fingerprint`） |
| `code`、`document`、`article` | 或者写检查编号、文件标题、条文（问题不在某一条之内的，不写） |
| `item`、`subject` | 同一条中有几处同样的问题时，再写项或者所涉及的决定、定义 |
| `reason` | 为什么可以保留 |
| `approved_by` | 批准文件的名称、文号 |
| `until` | 最后一天（含当天，北京时间） |

这些都是问题：

- 缺少某一项，名称写错，编号或文件不存在，指纹不是 32 位；
- **过期**：过了 `until`，豁免不再起作用，所涉及的问题重新计入；
- **没有用处**（警告）：所指的问题已经没有了；同一处问题写了两条豁免；
- **过宽**：一条豁免对应几处问题，或者没有写明文件、条文。这样的豁免不起作用，否则以后新增的问题会一并被掩盖。

RD1xx（文件写错）、RD206、RD208、RD901 不能豁免：它们使文件没有检查完，背后还有什么问题无人知道。

**怎样处理**：改正写法；过期的，改正问题，或者凭新的批准文件改写 `approved_by` 和 `until`；没有用处的，删去整个小节。
以哪一天为准，可以用 `--today` 指定。
""",
        """\
a waiver stands in a section `[[waivers]]` of `rankdsl.toml`: a fault is known, a document approves that it stays for
the time being, until a day. A waived finding is still listed, marked as waived, and does not count for the exit code.
One waiver is for one finding.

| key | what to write |
|---|---|
| `finding` | the fingerprint of the finding (`fingerprint` in `--format json`) |
| `code`, `document`, `article` | or the code, the title of the document, the article (where it is in one) |
| `item`, `subject` | the item, or the decision or definition concerned, where one article has several such findings |
| `reason` | why it may stay |
| `approved_by` | the document that approves it |
| `until` | the last day, included, in Beijing time |

These are faults:

- a key that is missing or misspelt, a code or document that does not exist, a fingerprint that is none;
- **expired**: after `until` a waiver has no effect, and its finding counts again;
- **unused** (warning): its finding is no longer there, or another waiver has it already;
- **over-broad**: several findings fit one waiver, or it names no document or article. Such a waiver has no effect, or
  it would hide what is still to come.

RD1xx (mistakes of writing), RD206, RD208 and RD901 cannot be waived: they keep a document from being examined to the
end, and nobody knows what is behind them.

**What to do**: correct it; where it has expired, mend the document, or write a new approval and a new day; where it is
unused, remove the section. `--today` says which day to judge by.
""",
    ),
    wrong="""\
[[waivers]]
code = "RD444"
document = "甲县奖励办法"
article = "第一条"
reason = "试点期间"
aproved_by = "某省公务员局函〔2026〕3号"
until = 2099-12-31
""",
    right="""\
[[waivers]]
code = "RD211"
document = "甲县奖励办法"
article = "第二条"
reason = "本条是原则性规定，另行细化"
approved_by = "某省公务员局函〔2026〕3号"
until = 2099-12-31
""",
    example_file="rankdsl.toml",
    beside=(
        "county.rank",
        """\
文件《甲县奖励办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可发放 须：（一）任现职级年限 ≥ 2年；（二）在编。

第二条【原则】
  要旨：“奖励应当公平。”。
""",
    ),
)

UNKNOWN_KEY = Diagnostic(
    PAGE,
    zh="豁免中没有“{name}”这一项",
    en="a waiver has no “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
MISSING = Diagnostic(
    PAGE,
    zh="豁免缺少“{name}”（{meaning}），不起作用",
    en="the waiver lacks “{name}” ({meaning}), and has no effect",
    help_zh="补写一行，例如 {example}",
    help_en="add a line, such as {example}",
)
WRONG_TYPE = Diagnostic(
    PAGE,
    zh="豁免的“{name}”应当是{wanted}，这条豁免不起作用",
    en="“{name}” of a waiver must be {wanted}; the waiver has no effect",
    help_zh="例如 {example}",
    help_en="for example {example}",
)
UNKNOWN_CODE = Diagnostic(
    PAGE,
    zh="没有编号为“{name}”的检查，这条豁免不起作用",
    en="there is no check “{name}”; the waiver has no effect",
    help_zh="{near}",
    help_en="{near}",
)
UNKNOWN_DOCUMENT = Diagnostic(
    PAGE,
    zh="工作区没有《{name}》这个文件，这条豁免不起作用",
    en="there is no document 《{name}》 in the workspace; the waiver has no effect",
    help_zh="{near}",
    help_en="{near}",
)
NOT_WAIVABLE = Diagnostic(
    PAGE,
    zh="{code} 不能豁免：它使文件没有检查完，背后还有什么问题无人知道",
    en="{code} cannot be waived: it keeps a document from being examined to the end, so that more may be behind it",
    help_zh="删去这条豁免，改正文件",
    help_en="remove the waiver and mend the document",
)
NAMES_TOO_LITTLE = Diagnostic(
    PAGE,
    zh="豁免过宽：没有写明是哪一处问题，不起作用",
    en="the waiver is over-broad: it does not say which finding it is for, and has no effect",
    help_zh="写 finding（指纹），或者 code、document 和 article",
    help_en="write finding (a fingerprint), or code, document and article",
)
NO_ARTICLE = Diagnostic(
    PAGE,
    zh="豁免过宽：没有写明条文，不起作用",
    en="the waiver is over-broad: it names no article, and has no effect",
    help_zh="补写 article；{code} 发现于：{where}",
    help_en="add article; {code} is found at {where}",
)
TOO_BROAD = Diagnostic(
    PAGE,
    zh="豁免过宽：有 {number} 处问题与它相符，一处也没有豁免",
    en="the waiver is over-broad: {number} findings fit it, and none is waived",
    help_zh="一条豁免只管一处：补写 article、item 或 subject，或者改用指纹：{which}",
    help_en="one waiver is for one finding: add article, item or subject, or write a fingerprint instead: {which}",
)
EXPIRED = Diagnostic(
    PAGE,
    zh="豁免已过期：到{until}为止，所涉及的问题重新计入",
    en="the waiver has expired: it ended on {until}, and its finding counts again",
    help_zh="改正问题并删去这条豁免；确需保留的，凭新的批准文件改写 approved_by 和 until",
    help_en="mend the document and remove the waiver; or write a new approval and a new day",
)
UNUSED = Diagnostic(
    PAGE,
    zh="豁免没有用处：没有发现它所指的问题（{what}）",
    en="the waiver is unused: what it is for ({what}) was not found",
    help_zh="{where}问题已经改正的，删去这条豁免",
    help_en="{where}remove the waiver if the fault has been mended",
    severity=Severity.WARNING,
)
TWICE = Diagnostic(
    PAGE,
    zh="这一处问题已由第 {line} 行的豁免豁免",
    en="the waiver on line {line} is for the same finding",
    help_zh="两条只留一条",
    help_en="keep one of the two",
    severity=Severity.WARNING,
)
