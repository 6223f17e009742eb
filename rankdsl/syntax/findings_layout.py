"""Messages about how branches, items, tables and cases are laid out, and what other programs leave behind (RD101)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import SYNTAX

# --- branches, exceptions --------------------------------------------------------------------------------------------

BRANCH_FORM = Diagnostic(
    SYNTAX,
    zh="分情形的规定要写“当 …… 时，……；其他，……”，这里写的是“{written}”",
    en="cases are written 当 … 时，…；其他，…, and “{written}” is written here",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
BRANCH_LAST = Diagnostic(
    SYNTAX,
    zh="最后的“{written}”前面没有写明是什么情形",
    en="it is not said in which case the last “{written}” applies",
    help_zh="前面各种情形以外都是这个值的，写“其他，{written}”；另有情形的，写“当 …… 时，{written}”",
    help_en="write 其他，{written} if it is for everything else, 当 … 时，{written} if for a case of its own",
)
AMEND_ARTICLE = Diagnostic(
    SYNTAX,
    zh="没有写明修改的是第几条",
    en="the article to be amended is not named",
    help_zh="写成“修改{title}第……条 {name} ……”",
    help_en="write 修改{title}第…条 {name} …",
)
TABLE_BY = Diagnostic(
    SYNTAX,
    zh="表“{name}”没有写明按什么查",
    en="the table {name} does not say by what it is looked up",
    help_zh="写成“表 {name} 按 ……：”，“按”的后面写事实的名称，例如“现职级”",
    help_en="write 表 {name} 按 …： with the name of a fact after 按, such as 现职级",
)
EXCEPTION_FORM = Diagnostic(
    SYNTAX,
    zh="例外要写明“当 …… 时”，后面用“为”写出这时的值",
    en="an exception says 当 … 时 and then, with 为, the value in that case",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)

# --- items and tables ------------------------------------------------------------------------------------------------

LABELS = Diagnostic(
    SYNTAX,
    zh="各项的编号要写成“（一）”“（二）”，这里写的是“{written}”",
    en="items are labelled （一）, （二） …, and “{written}” is written here",
    help_zh="把 {count} 处编号依次改为“{meant}”……",
    help_en="change the {count} labels to {meant} and so on",
)
INNER_LABELS = Diagnostic(
    SYNTAX,
    zh="一项里面再分的小项，编号要写成“1. ”“2. ”，这里写的是“{written}”",
    en="items within an item are labelled 1. 2. …, and “{written}” is written here",
    help_zh="把 {count} 处编号依次改为“{meant}”……",
    help_en="change the {count} labels to {meant} and so on",
)
LABELS_MISSING = Diagnostic(
    SYNTAX,
    zh="这里的各项没有编号，以后引用不到",
    en="the items have no labels, so that nobody can refer to them",
    help_zh="在各项前面依次写上“（一）”“（二）”……",
    help_en="label them （一）, （二） …",
)
TABLE_ARROW = Diagnostic(
    SYNTAX,
    zh="表的每一行要用“→”指向结果，这里写的是“{written}”",
    en="each row of a table points to its result with →, and “{written}” is written here",
    help_zh="把 {count} 处“{written}”改为“→”（也可以写 ->）",
    help_en="change it to → in {count} places (-> will do as well)",
)
TABLE_PASTED = Diagnostic(
    SYNTAX,
    zh="这张表像是从 Word 或者网页粘贴来的，各行读不懂",
    en="this table seems to be pasted from Word or from a web page, and its rows cannot be read",
    help_zh="每行写成“条件 → 结果；”，最后一行以“。”结束；第一行写作“{meant}”",
    help_en="write each row as condition → result； and end the last one in 。; the first is {meant}",
)
CASE_EQUALS = Diagnostic(
    SYNTAX,
    zh="案例里每个事实写成“名称 = 值”，这里用了“：”",
    en="each fact of a case is written as name = value, and ： is written here",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
CASE_RECORDS = Diagnostic(
    SYNTAX,
    zh="案例里逐年的记录要放在花括号里，年度和等次之间用“：”，各年之间用“、”",
    en="yearly records of a case stand within braces, with ： after the year and 、 between years",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)

# --- what other programs leave behind --------------------------------------------------------------------------------

MARKDOWN = Diagnostic(
    SYNTAX,
    zh="“{written}”是排版用的标记，不是规定的内容",
    en="“{written}” is a mark of typesetting, no part of a statement",
    help_zh="删去“{written}”",
    help_en="remove “{written}”",
)
STRAY_LINE = Diagnostic(
    SYNTAX,
    zh="这一行“{written}”只是排版（分隔线、页码、代码框），不是规定的内容",
    en="the line “{written}” is typesetting only (a rule, a page number, a fence), no statement",
    help_zh="删去这一行",
    help_en="remove the line",
)
STRAY_NOTE = Diagnostic(
    SYNTAX,
    zh="“{written}”是批注，不能直接写在规定之间",
    en="“{written}” is a remark, which cannot stand between statements as it is",
    help_zh="在前面加“# ”，这一行就只供人看；要留在文件里的说明，写“要旨：“……”。”",
    help_en="put # before it, which makes it a comment; or write it as 要旨：“…”。",
)
STRAY_STOP = Diagnostic(
    SYNTAX,
    zh="多写了一个“{written}”",
    en="there is one “{written}” too many",
    help_zh="删去",
    help_en="remove it",
)
ARTICLE_WORD = Diagnostic(
    SYNTAX,
    zh="“{written}”前面缺少“第”",
    en="第 is missing before “{written}”",
    help_zh="写成“第{written}【{heading}】”",
    help_en="write 第{written}【{heading}】",
)
NUMBERED_LINE = Diagnostic(
    SYNTAX,
    zh="“{written}”看不出是条还是章",
    en="“{written}” may be an article or a chapter",
    help_zh="是一条的，写成“{article}【{heading}】”；是一章的，写成“{chapter}【{heading}】”",
    help_en="write {article}【{heading}】 for an article, {chapter}【{heading}】 for a chapter",
)
