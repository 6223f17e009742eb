"""Messages about nodes that can be read but are not well formed (RD101), about dates (RD107) and limits (RD102).

What is said where the text cannot be read at all stands in `findings_unread`, about files in `findings_files`.
"""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Severity
from rankdsl.syntax.pages import BAD_DATE as BAD_DATE_PAGE
from rankdsl.syntax.pages import DEEPEST, LIMIT, LONGEST_NUMBER, MOST_FINDINGS, SYNTAX

# --- RD107 -----------------------------------------------------------------------------------------------------------

BAD_DATE = Diagnostic(
    BAD_DATE_PAGE,
    zh="日历上没有“{written}”",
    en="the calendar has no “{written}”",
    help_zh="对照原文改正年、月、日",
    help_en="correct the year, month or day",
)
DAY_WANTED = Diagnostic(
    BAD_DATE_PAGE,
    zh="“{written}”没有写到日，不知道从哪一天起算",
    en="“{written}” names no day, so it is not known from when it counts",
    help_zh="写明年月日，例如“{example}”",
    help_en="write the whole date, such as {example}",
)
DATE_WANTED = Diagnostic(
    BAD_DATE_PAGE,
    zh="“{written}”不是日期",
    en="“{written}” is not a date",
    help_zh="写明年月日，例如“2020年1月1日”",
    help_en="write the whole date, such as 2020年1月1日",
)
DATE_OF_DIGITS = Diagnostic(
    BAD_DATE_PAGE,
    zh="日期不能只写数字“{written}”",
    en="a date is not written in digits alone, as in “{written}”",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
SINCE_WANTED = Diagnostic(
    BAD_DATE_PAGE,
    zh="“{written}”不是“自”可以起算的日期",
    en="“{written}” is no date that a value can start from",
    help_zh="写年月日、年月或者年，例如“自2020年1月1日起”",
    help_en="write a day, a month or a year, such as 自2020年1月1日起",
)
YEARS_WANTED = Diagnostic(
    BAD_DATE_PAGE,
    zh="“{written}”不是年度，或者后一个年度早于前一个",
    en="“{written}” is no year, or the later year comes first",
    help_zh="写一个年度（2015）或者从早到晚的两个年度（2010至2014）",
    help_en="write a year (2015), or two with the earlier first (2010至2014)",
)

# --- RD101: words ----------------------------------------------------------------------------------------------------

CODE_WANTED = Diagnostic(
    SYNTAX,
    zh="“{written}”不是检查编号",
    en="“{written}” is not the code of a check",
    help_zh="编号是 RD 加三位数字，例如“预期 RD401：“……”。”",
    help_en="a code is RD and three digits, such as 预期 RD401：“…”。",
)
BESIDES_MISPLACED = Diagnostic(
    SYNTAX,
    zh="“除……外”只能跟在“不得增设条件”之后，不能跟在“{word}”之后",
    en="除…外 follows 不得增设条件 only, not {word}",
    help_zh="删去“除……外”，或者改为“不得增设条件 除……外”",
    help_en="remove 除…外, or write 不得增设条件 除…外",
)
COUNT_WANTED = Diagnostic(
    SYNTAX,
    zh="“{written}”不是 1 至 100 的整年数或者次数",
    en="“{written}” is not a whole number of years or times from 1 to 100",
    help_zh="例如“近3年”“连续2次”",
    help_en="such as 近3年 or 连续2次",
)
ARGUMENTS = Diagnostic(
    SYNTAX,
    zh="“{function}”要写 {wanted} 项，这里写了 {given} 项",
    en="{function} takes {wanted} arguments, and {given} are given",
    help_zh="各项之间用“，”分开",
    help_en="separate them by commas",
)
PLACES = Diagnostic(
    SYNTAX,
    zh="“取整”保留的小数位数应当是 0 至 9 的整数",
    en="取整 keeps 0 to 9 decimal places",
    help_zh="例如“取整（得分，四舍五入，2位）”",
    help_en="such as 取整（得分，四舍五入，2位）",
)
FIELD_WANTED = Diagnostic(
    SYNTAX,
    zh="“{kind}”没有说明取记录的哪一项",
    en="{kind} does not say which field of the records it is about",
    help_zh="在后面写“的”和项名，例如“{kind} 年度考核 的 得分”",
    help_en="add 的 and the field, such as {kind} 年度考核 的 得分",
)
FIELD_UNWANTED = Diagnostic(
    SYNTAX,
    zh="“{kind}”看的是整条记录，后面不能写“的”和项名",
    en="{kind} looks at whole records and takes no 的 with a field",
    help_zh="删去“的”和项名；要限制记录的，写“中（……）”",
    help_en="remove 的 and the field; to choose among records write 中（…）",
)
FILTER_WANTED = Diagnostic(
    SYNTAX,
    zh="“{kind}”没有说明记录要满足什么",
    en="{kind} does not say what the records must satisfy",
    help_zh="在后面写“中（……）”，例如“{kind} 年度考核 中（等次 = 优秀）”",
    help_en="add 中（…）, such as {kind} 年度考核 中（等次 = 优秀）",
)

# --- RD101: tables, branches, items ----------------------------------------------------------------------------------

OTHERWISE_LAST = Diagnostic(
    SYNTAX,
    zh="“其他”没有写在最后，后面的几行永远轮不到",
    en="其他 is not last, so what follows it can never apply",
    help_zh="把“其他”移到最后",
    help_en="move 其他 to the end",
)
PART_TWICE = Diagnostic(
    SYNTAX,
    zh="“{written}”这一项前面已经写过，只能写一次",
    en="“{written}”: this part was already written, and may be written only once",
    help_zh="删去其中一处",
    help_en="remove one of them",
)
CELLS_MISMATCH = Diagnostic(
    SYNTAX,
    zh="表有 {columns} 列，这一行写了 {cells} 格",
    en="the table has {columns} columns, and this row {cells} cells",
    help_zh="各格之间用“，”分开，一格里的几个值用“、”分开；不限的写“任意”",
    help_en="separate cells by ， and the values of one cell by 、; write 任意 for any value",
)
LABEL_FORM = Diagnostic(
    SYNTAX,
    zh="“{written}”是第二层的编号，这里要用（一）、（二）",
    en="{written} is a label of the inner level; （一）, （二） are wanted here",
    help_zh="改为（一）的形式；确是第二层的，在上一项写“（一）具备下列之一：”再列出",
    help_en="use （一）; if it is an inner item, open it with （一）具备下列之一： in the item above",
)
LABELS_INNER = Diagnostic(
    SYNTAX,
    zh="“{written}”是第二层的编号，第一层的各项要编为（一）、（二）",
    en="{written} is a label of the inner level; the items of the outer one are （一）, （二） …",
    help_zh="各项依次改为“{meant}”……",
    help_en="change them to {meant} and so on",
)
LABEL_ORDER = Diagnostic(
    SYNTAX,
    zh="编号不连续：这里应当是“{wanted}”，写的是“{written}”",
    en="labels out of order: “{wanted}” is next, and “{written}” is written",
    help_zh="改正编号；确有缺项的，对照原文补上",
    help_en="correct the label, or add the item that is missing",
)
INNER_REPLACEMENT = Diagnostic(
    SYNTAX,
    zh="“改为：下列……：1. ……”只能改一项条件，这里没有写明改哪一项",
    en="改为：下列…：1. … replaces one item, and none is named here",
    help_zh="在名称之后写项号，例如“可晋升（一） 改为：下列之一：1. ……”；要改整个决定的，写“改为 须：（一）……”",
    help_en="name the item, such as 可晋升（一） 改为：下列之一：1. …; for a whole decision write 改为 须：（一）…",
)
INNER_LABEL_FORM = Diagnostic(
    SYNTAX,
    zh="“{written}”是第一层的编号，改写一项条件时要用 1. 2. 3.",
    en="{written} is a label of the outer level; inner items are 1. 2. 3.",
    help_zh="改为 1. 2. 3.",
    help_en="use 1. 2. 3.",
)

# --- RD101: readings -------------------------------------------------------------------------------------------------

READING_MISPLACED = Diagnostic(
    SYNTAX,
    zh="“{written}”前面没有它所属的那一项",
    en="{written} belongs to no item",
    help_zh="几种读法写在同一项里：（二）读法甲：……；读法乙：……；采 读法甲",
    help_en="write the readings of one item together: （二）读法甲：…；读法乙：…；采 读法甲",
)
READING_TWICE = Diagnostic(
    SYNTAX,
    zh="这一项的“{written}”写了两次",
    en="this item has {written} twice",
    help_zh="依次用读法甲、读法乙、读法丙",
    help_en="name them 读法甲, 读法乙, 读法丙 in turn",
)
READING_ALONE = Diagnostic(
    SYNTAX,
    zh="这一项只有“{written}”，没有别的读法",
    en="this item has {written} and no other reading",
    help_zh="写出另一种读法；没有争议的，去掉“{written}：”和“采”",
    help_en="write the other reading, or take out {written}： and 采 if there is none",
)
READING_NOT_ADOPTED = Diagnostic(
    SYNTAX,
    zh="这一项有{readings}几种读法，没有写明采用哪一种",
    en="this item has the readings {readings}, and none is adopted",
    help_zh="在几种读法之后写“；采 {first}”",
    help_en="write ；采 {first} after the readings",
)
READING_ADOPTED_TWICE = Diagnostic(
    SYNTAX,
    zh="这一项已经写明采{first}，只能采一种",
    en="this item already adopts {first}, and can adopt one only",
    help_zh="删去多出来的“采”",
    help_en="take the other 采 out",
)
READING_UNKNOWN = Diagnostic(
    SYNTAX,
    zh="采的是“{written}”，这一项只有{readings}",
    en="{written} is adopted, but this item has {readings}",
    help_zh="改为其中一种读法的名称",
    help_en="name one of them",
)

# --- RD101: documents ------------------------------------------------------------------------------------------------

NO_DOCUMENT = Diagnostic(
    SYNTAX,
    zh="文件里没有内容",
    en="the file has no document in it",
    help_zh="第一行写“文件《……》”，下面写“层级：……。”“词表：……。”“施行：……。”，再写各条",
    help_en="begin with 文件《…》, then 层级：…。 词表：…。 施行：…。, then the articles",
)
OUTSIDE_DOCUMENT = Diagnostic(
    SYNTAX,
    zh="这里还不属于任何文件：前面没有“文件《……》”",
    en="this belongs to no document: there is no 文件《…》 above it",
    help_zh="在前面写“文件《……》”和层级、词表、施行",
    help_en="write 文件《…》 with 层级, 词表 and 施行 above it",
)
HEADER_TWICE = Diagnostic(
    SYNTAX,
    zh="“{field}”在第{line}行已经写过",
    en="{field} already stands in line {line}",
    help_zh="只保留一处",
    help_en="keep one of them",
)
HEADER_LATE = Diagnostic(
    SYNTAX,
    zh="“{field}”要写在第一条之前，这里已经在{article}里",
    en="{field} belongs before the first article, and this is in {article}",
    help_zh="移到“文件《……》”之下",
    help_en="move it below 文件《…》",
)

# --- RD102 -----------------------------------------------------------------------------------------------------------

TOO_DEEP = Diagnostic(
    LIMIT,
    zh=f"式子的层次超过 {DEEPEST} 层",
    en=f"the formula is more than {DEEPEST} levels deep",
    help_zh="把其中一部分另写成“定义”，在这里用它的名称",
    help_en="move a part into a definition and use its name here",
)
NUMBER_TOO_LONG = Diagnostic(
    LIMIT,
    zh=f"“{{written}}”太长：一个数最多写 {LONGEST_NUMBER} 个字",
    en=f"“{{written}}” is too long: a number has at most {LONGEST_NUMBER} characters",
    help_zh="核对是不是多打了数字",
    help_en="see whether digits were typed twice",
)
TOO_MANY = Diagnostic(
    LIMIT,
    zh=f"这个文件至少还有 {{more}} 处错误没有列出（每个文件最多列出 {MOST_FINDINGS} 处）",
    en=f"at least {{more}} more mistakes of this file are not listed (at most {MOST_FINDINGS} are)",
    help_zh="先改正已经列出的，再检查一次",
    help_en="mend those listed, then check again",
    severity=Severity.NOTE,
)
