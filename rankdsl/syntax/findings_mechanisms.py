"""Messages about scores, slots, selections, procedures, indicators and outcomes that cannot be read (RD101)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import SYNTAX

# --- in all of them --------------------------------------------------------------------------------------

OPENER_NAME = Diagnostic(
    SYNTAX,
    zh="“{opener}”之后没有写名称：{whose}",
    en="no name follows {opener}: {whose}",
    help_zh="写成“{opener} ……：”",
    help_en="write {opener} …：",
)
WORD_WANTED = Diagnostic(
    SYNTAX,
    zh="“{written}”没有说明是什么，前面缺少“{word}”",
    en="“{written}” does not say what it is; {word} is missing before it",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
WORD_ORDER = Diagnostic(
    SYNTAX,
    zh="“{written}”的次序或者用词不对，读不懂",
    en="the words of “{written}” are not in their order, or are others",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
SPACES = Diagnostic(
    SYNTAX,
    zh="“{written}”里的词没有用空格分开，读不懂",
    en="the words of “{written}” are not set apart by spaces",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
LIST_OF_NAMES = Diagnostic(
    SYNTAX,
    zh="这里只列名称：不编号，名称之间用“、”，写的是“{written}”",
    en="names are listed here, without labels and with 、 between them, and “{written}” is written",
    help_zh="写成“{example}”",
    help_en="write {example}",
)
ATTRIBUTE_SIGN = Diagnostic(
    SYNTAX,
    zh="“{word}”之后直接写内容，不用“{sign}”",
    en="what follows {word} is written without “{sign}”",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
PARTS_OF_ENTRY = Diagnostic(
    SYNTAX,
    zh="同一项的几个部分之间用“，”，这里写的是“{written}”",
    en="the parts of one entry are separated by ，, and “{written}” is written here",
    help_zh="把“{written}”改为“，”；“；”后面要写带编号的另一项",
    help_en="write ， instead of “{written}”; ； is followed by another entry with its label",
)

# --- 积分, 占比, 上限 ------------------------------------------------------------------------------------

SCORE_FULL = Diagnostic(
    SYNTAX,
    zh="积分“{name}”没有写明满分是多少",
    en="the score {name} does not say how many marks there are in all",
    help_zh="写成“积分 {name} 满分 100：”，100 换成实际的满分",
    help_en="write 积分 {name} 满分 100： with the marks there are",
)
WEIGHT_PERCENT = Diagnostic(
    SYNTAX,
    zh="“占 {written}”没有写“%”，权重要写成百分比",
    en="{written} lacks its %: a weight is a share of the whole",
    help_zh="写成“占 {written}%”；是分数的，写“满分 {written}”",
    help_en="write 占 {written}%; if these are marks write 满分 {written}",
)
WEIGHT_TWICE = Diagnostic(
    SYNTAX,
    zh="一个部分只能有一个权重，这里又写了“{written}”",
    en="a component has one weight, and “{written}” is a second one",
    help_zh="删去其中一处；是两个部分的，分成两项，各写编号",
    help_en="remove one; if these are two components give each its own label",
)
GUARD_TIME = Diagnostic(
    SYNTAX,
    zh="“{written}”之后缺少“时”，看不出条件到哪里为止",
    en="时 is missing after “{written}”, so it is not clear where the condition ends",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
DEDUCTION_BOUND = Diagnostic(
    SYNTAX,
    zh="“扣分 {written}”看不出是最多扣这么多，还是每次扣这么多",
    en="扣分 {written} does not say whether that is the most that is deducted, or what is deducted each time",
    help_zh="最多扣这么多的，写“扣分 不超过 {written}：”，冒号后面写怎样算；每次扣的，写在冒号后面的算式里",
    help_en="write 扣分 不超过 {written}： for the most; what is deducted each time belongs into the formula after ：",
)
SHARE_BOUND = Diagnostic(
    SYNTAX,
    zh="“{name}”和“{written}”之间没有写明是不超过还是不少于",
    en="nothing between {name} and {written} says whether it is the most or the least",
    help_zh="写成“{name} 不超过 {written}”或者“{name} 不少于 {written}”",
    help_en="write {name} 不超过 {written} or {name} 不少于 {written}",
)

# --- 职数, 升降, 择优, 周转池 ----------------------------------------------------------------------------

SLOTS_BY = Diagnostic(
    SYNTAX,
    zh="职数“{name}”没有写明按哪个事实核定",
    en="the slots {name} do not say by which fact they are counted",
    help_zh="写成“职数 {name} 按 现职级 基数 …… 向下取整：”",
    help_en="write 职数 {name} 按 现职级 基数 … 向下取整：",
)
SLOTS_BASE = Diagnostic(
    SYNTAX,
    zh="职数“{name}”没有写明基数，比例不知道按多少人算",
    en="the slots {name} have no base, so it is not known of how many people a share is",
    help_zh="在“按 ……”之后写“基数 ……”，例如“基数 编制数”或者“基数 150”",
    help_en="write 基数 after 按 …, such as 基数 编制数 or 基数 150",
)
SLOTS_ROUNDING = Diagnostic(
    SYNTAX,
    zh="职数“{name}”没有写明不足一名的怎样取整",
    en="the slots {name} do not say what becomes of a fraction of a person",
    help_zh="在基数之后写“向下取整”“向上取整”或者“四舍五入”",
    help_en="write 向下取整, 向上取整 or 四舍五入 after the base",
)
MOVE_DIRECTION = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明是晋升还是降低",
    en="“{written}” does not say whether it raises or lowers",
    help_zh="在前面写“晋升”或者“降低”，例如“晋升 {written} → ……”",
    help_en="write 晋升 or 降低 before it, such as 晋升 {written} → …",
)
MOVE_TARGET = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明以后是什么，后面缺少“→”",
    en="“{written}” does not say what is so afterwards; → is missing",
    help_zh="写成“{written} → ……”，“→”后面是以后的值的名称",
    help_en="write {written} → … with the name of the value afterwards",
)
SELECT_TAKE = Diagnostic(
    SYNTAX,
    zh="择优“{name}”没有写明取多少",
    en="the selection {name} does not say how many are taken",
    help_zh="末尾写“，取 5名”，按职数的写“，取 职数名称 之内”",
    help_en="end it in ，取 5名, or in ，取 … 之内 with the name of the slots",
)
SELECT_FROM = Diagnostic(
    SYNTAX,
    zh="择优“{name}”没有写明从哪些人中选",
    en="the selection {name} does not say out of whom",
    help_zh="在“按”的前面写“从 可晋升 中，”，“从”后面是一项决定",
    help_en="write 从 可晋升 中， before 按, with the name of a decision after 从",
)
KEY_ORDER = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明从哪一头排起",
    en="“{written}” does not say which end comes first",
    help_zh="写成“{written} 由高到低”或者“{written} 由低到高”；日期写“由早到晚”或者“由晚到早”",
    help_en="write {written} 由高到低 or {written} 由低到高; of dates 由早到晚 or 由晚到早",
)
TRANSFER_NEGATIVE = Diagnostic(
    SYNTAX,
    zh="职数不能是负数，写的是“{written}”",
    en="a number of slots cannot be negative, and “{written}” is written",
    help_zh="方向用“借出”“借入”表示，数写成正数",
    help_en="which way it goes is said by 借出 and 借入; write a positive number",
)
TRANSFER_COUNT = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明几名",
    en="“{written}” does not say how many",
    help_zh="写成“{written} 3名”，3 换成实际的数",
    help_en="write {written} 3名 with the number it is",
)

# --- 程序, 后果 ------------------------------------------------------------------------------------------

STEP_DAYS = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明是不少于还是不超过",
    en="“{written}” does not say whether it is at least or at most so long",
    help_zh="写成“，不少于 {days}”，也有上限的再写“，不超过 {days}”",
    help_en="write ，不少于 {days}, and ，不超过 {days} for a longest time",
)
GROUNDS_ARTICLE = Diagnostic(
    SYNTAX,
    zh="依据只写到文件{written}，没有写是第几条",
    en="the grounds name {written} and no article of it",
    help_zh="写成“依据{written}第……条”",
    help_en="write 依据{written}第…条",
)
APPEAL_DAYS = Diagnostic(
    SYNTAX,
    zh="“{written}”没有写明几日内可以提出",
    en="“{written}” does not say within how many days it may be asked for",
    help_zh="写成“{written} 30日”，日数对照原文；“申诉”后面写救济的名称，例如“申诉 复核 30日、申诉 15日”",
    help_en="write {written} 30日 as the text says; after 申诉 stands what may be asked for: 申诉 复核 30日、申诉 15日",
)
CLAIM_QUOTED = Diagnostic(
    SYNTAX,
    zh="{opener}的文字要放在双引号“”里",
    en="the words after {opener} stand in double quotation marks",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
