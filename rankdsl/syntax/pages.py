"""Manual pages of what can be wrong with a text before anybody asks what it means."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

DEEPEST = 200
"""How many brackets or operators may lie inside one another."""
LONGEST_NUMBER = 40
"""Characters of one number with its unit."""
LARGEST_FILE = 2_000_000
"""Bytes of one rule document."""
MOST_FINDINGS = 200
"""Findings of one file that are listed."""

_SOUND = """\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：在编。
"""

UNREADABLE = Page(
    code="RD100",
    name="unreadable-file",
    severity=Severity.ERROR,
    title=Text("文件无法读取", "the file cannot be read"),
    manual=Text(
        f"""\
文件不存在、没有权限、不是文字文件、不是 UTF-8 编码，或者超过 {LARGEST_FILE // 1_000_000} MB。这样的文件
一个字也没有检查，所以退出码是 2，不是 1；其他文件照常检查。

**怎样处理**：按提示另存为 UTF-8 编码的文字文件（Windows 记事本：“文件 → 另存为 → 编码 UTF-8”）；Word 文档
先另存为纯文本；过大的文件按章拆成几个。
""",
        f"""\
the file is missing, may not be opened, is no text, is not UTF-8, or is larger than {LARGEST_FILE // 1_000_000} MB.
Not a word of it was checked, so the exit code is 2, not 1; the other files are checked as usual.

**What to do**: save it as a UTF-8 text file (Windows Notepad: File, Save as, Encoding UTF-8); save a Word document
as plain text first; split a file that is too large.
""",
    ),
    wrong=f"# 这份文件以 GB18030（GBK）编码保存。\n{_SOUND}",
    right=f"# 这份文件以 UTF-8 编码保存。\n{_SOUND}",
)

SYNTAX = Page(
    code="RD101",
    name="syntax",
    severity=Severity.ERROR,
    title=Text("写法有误", "wrong notation"),
    manual=Text(
        """\
这里的写法读不懂。常见的原因：

- 一条规定末尾缺少“。”，几项之间缺少“；”，名称之后缺少“：”；
- 引号“”、书名号《》、括号（）没有成对；
- 条的标题没有放在【】里；
- 规定的开头词写错（例如把“定义”写成“定意”）；
- 用规定用词作名称：作名称时要加「」，例如「存在」。

一处写错只影响这一条规定，同一文件里的其他错误会一并指出。

**怎样处理**：按提示改正。只可能有一个意思的写法错误，`rankdsl check --fix` 直接改好；可能有两个意思的，提示里把两种写法
都列出来，由起草人决定。全角和半角的标点都可以用。
""",
        """\
the text cannot be read here. Common causes: a statement without its closing 。, items without ； between them, a name
without its ：; quotation marks, title marks or brackets that do not pair; an article's heading outside 【】; a misspelt
opening word; a keyword used as a name, which must be quoted 「…」.

One mistake affects its own statement only; all other mistakes of the file are reported with it.

**What to do**: as the message says. Slips of the pen that can mean one thing only are mended by `rankdsl check --fix`;
where two things may be meant, the message names both and the drafter decides. Full-width and ASCII punctuation are both
accepted.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定意 应任年限：3年。

第二条【条件】
  决定 可晋升 须：
    （一）在编
    （二）非 处分期内。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 应任年限：3年。

第二条【条件】
  决定 可晋升 须：
    （一）在编；
    （二）任现职级年限 ≥ 应任年限。
""",
)

LIMIT = Page(
    code="RD102",
    name="limit",
    severity=Severity.ERROR,
    title=Text("超过限度", "beyond a limit"),
    manual=Text(
        f"""\
一个式子里的括号、“非”或者连续的运算最多 {DEEPEST} 层；一个数最多 {LONGEST_NUMBER} 个字；一个文件最多列出
{MOST_FINDINGS} 处错误，其余的改正以后再看。

**怎样处理**：把过长的式子拆成几个“定义”。
""",
        f"""\
brackets, 非 or chained operators of one formula may lie {DEEPEST} deep at most; a number has at most {LONGEST_NUMBER}
characters; at most {MOST_FINDINGS} mistakes of one file are listed, the others show once these are mended.

**What to do**: cut a long formula into several definitions.
""",
    ),
    wrong=_SOUND.replace("在编", f"{'（' * (DEEPEST + 1)}在编{'）' * (DEEPEST + 1)}"),
    right=_SOUND.replace("在编", "（在编）"),
)

BAD_DATE = Page(
    code="RD107",
    name="bad-date",
    severity=Severity.ERROR,
    title=Text("日期有误", "a date that cannot be"),
    manual=Text(
        """\
日历上没有这一天（2月30日、13月），或者应当写到日的只写到月。

**怎样处理**：对照原文改正日期。写法：2015年1月15日、2015-01-15、二〇一五年一月十五日。
""",
        """\
the calendar has no such day (30 February, month 13), or a month stands where a day is wanted.

**What to do**: compare the date with the text. Write 2015年1月15日, 2015-01-15 or 二〇一五年一月十五日.
""",
    ),
    wrong=_SOUND.replace("2020年1月1日", "2021年2月29日"),
    right=_SOUND.replace("2020年1月1日", "2020年2月29日"),
)

PAGES = (UNREADABLE, SYNTAX, LIMIT, BAD_DATE)
