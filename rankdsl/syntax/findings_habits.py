"""Messages about ways of writing that people bring along from documents, from Word or from programs (RD101)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import SYNTAX

# --- punctuation -----------------------------------------------------------------------------------------------------

END_SIGN = Diagnostic(
    SYNTAX,
    zh="一条规定的末尾要用“。”，这里写的是“{written}”",
    en="a statement ends in 。, and “{written}” is written here",
    help_zh="把这个“{written}”改为“。”",
    help_en="write 。 instead of “{written}”",
)
PART_SIGN = Diagnostic(
    SYNTAX,
    zh="一项写完、后面还有一项的，中间要用“；”，这里写的是“{written}”",
    en="parts of one statement are separated by ；, and “{written}” is written here",
    help_zh="把“{written}”改为“；”，最后一项的末尾才用“。”",
    help_en="write ； instead of “{written}”; only the last part ends in 。",
)
PART_AND = Diagnostic(
    SYNTAX,
    zh="各项之间已经用“；”分开，不再写“{word}”",
    en="the items are separated by ； already; no {word} is written between them",
    help_zh="删去“{word}”：“须：”下面的各项本来就要全部具备",
    help_en="remove {word}: all items below 须： are required anyway",
)
PART_OR = Diagnostic(
    SYNTAX,
    zh="各项之间不写“{word}”：是全部具备还是具备一项即可，写在前面",
    en="no {word} is written between items: whether all or one of them is required is said before them",
    help_zh="具备一项即可的，把前面的“须：”改为“须具备下列之一：”，并删去“{word}”",
    help_en="where one is enough write 须具备下列之一： before the items, and remove {word}",
)
TWICE = Diagnostic(
    SYNTAX,
    zh="“{sign}”写了两次",
    en="“{sign}” is written twice",
    help_zh="删去一个",
    help_en="remove one",
)
COLON_WANTED = Diagnostic(
    SYNTAX,
    zh="名称“{name}”之后要用“：”，这里写的是“{written}”",
    en="the name {name} is followed by ：, and “{written}” is written here",
    help_zh="写成“{opener} {name}：……”",
    help_en="write {opener} {name}：…",
)
COLON_OPENING = Diagnostic(
    SYNTAX,
    zh="“{opener}”之后要用“：”，这里写的是“{written}”",
    en="{opener} is followed by ：, and “{written}” is written here",
    help_zh="写成“{opener}：……”",
    help_en="write {opener}：…",
)
SPACED_WORD = Diagnostic(
    SYNTAX,
    zh="“{written}”中间多了空格，被拆成了两个词",
    en="a space within “{written}” makes two words of it",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
TITLE_SIGNS = Diagnostic(
    SYNTAX,
    zh="文件的名称要放在《》里，这里写的是“{written}”",
    en="the title of a document stands within 《》, and “{written}” is written here",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
COLON_EXTRA = Diagnostic(
    SYNTAX,
    zh="“{opener}”后面直接写内容，不用“：”",
    en="{opener} is followed by its text at once, without ：",
    help_zh="删去“{opener}”后面的“：”",
    help_en="remove the ： after {opener}",
)
QUOTATION_FORM = Diagnostic(
    SYNTAX,
    zh="说明文字要放在双引号“”里，这里没有写对",
    en="words for readers stand in double quotation marks “…”",
    help_zh="写成：{meant}",
    help_en="write {meant}",
)
CASE_NAME = Diagnostic(
    SYNTAX,
    zh="案例的名称要放在双引号“”里",
    en="the name of a case stands in double quotation marks",
    help_zh="写成：案例 {meant}",
    help_en="write 案例 {meant}",
)
QUOTATION_INSIDE = Diagnostic(
    SYNTAX,
    zh="引号里面又用了同样的引号，不知道到哪里为止",
    en="quotation marks stand within the same quotation marks, so it is not clear where the words end",
    help_zh="里面的改用单引号：{meant}",
    help_en="use single marks inside: {meant}",
)
QUOTATION_UNCLOSED = Diagnostic(
    SYNTAX,
    zh="引号 “ 没有对应的 ”",
    en="the quotation mark “ has no ”",
    help_zh="在这句话的末尾补上 ”，写在“。”前面",
    help_en="write ” at the end of the sentence, before 。",
)
LINE_UNCLOSED = Diagnostic(
    SYNTAX,
    zh="{kind} {opening} 没有对应的 {closing}",
    en="{kind} {opening} has no {closing}",
    help_zh="在这一行的末尾补上 {closing}：{meant}",
    help_en="write {closing} at the end of the line: {meant}",
)
BRACKET_UNCLOSED = Diagnostic(
    SYNTAX,
    zh="圆括号 （ 没有对应的 ）",
    en="the bracket （ has no ）",
    help_zh="补上 ）：{meant}",
    help_en="write ）: {meant}",
)
BRACE_UNCLOSED = Diagnostic(
    SYNTAX,
    zh="花括号 {{ 没有对应的 }}",
    en="the brace {{ has no }}",
    help_zh="补上 }}：{meant}",
    help_en="write }}: {meant}",
)
QUOTED_VALUE = Diagnostic(
    SYNTAX,
    zh="“{value}”是词表里的名称，不加引号",
    en="{value} is a name of the vocabulary and takes no quotation marks",
    help_zh="去掉引号，只写 {value}",
    help_en="remove the marks",
)
INVISIBLE = Diagnostic(
    SYNTAX,
    zh="“{name}”中间夹着看不见的字符，被拆成了几段",
    en="an invisible character within {name} breaks it up",
    help_zh="删去这个字符（多是从网页或者 Word 里带来的），或者把“{name}”重新打一遍",
    help_en="remove it (web pages and Word leave such characters), or type {name} anew",
)

# --- operators -------------------------------------------------------------------------------------------------------

OPERATOR = Diagnostic(
    SYNTAX,
    zh="“{written}”在规则文件里没有意义，要写“{meant}”",
    en="“{written}” means nothing here; “{meant}” is wanted",
    help_zh="改为“{meant}”",
    help_en="write {meant}",
)
SPOKEN = Diagnostic(
    SYNTAX,
    zh="规则文件里不写“{written}”，要写“{meant}”",
    en="“{written}” is no word of this language; “{meant}” is wanted",
    help_zh="改为“{meant}”",
    help_en="write {meant}",
)
ENGLISH_WORD = Diagnostic(
    SYNTAX,
    zh="“{written}”是英文写法，中文文件里要写“{meant}”",
    en="“{written}” is English; a document in Chinese says {meant}",
    help_zh="改为“{meant}”；一份文件只用一种语言的用词",
    help_en="write {meant}; a document keeps to the words of one language",
)
DOUBLE_BOUND = Diagnostic(
    SYNTAX,
    zh="一个比较只能有两边，“{written}”写了三段",
    en="a comparison has two sides, and “{written}” has three parts",
    help_zh="分成两个比较，用“且”连接：{meant}",
    help_en="write two comparisons joined by 且: {meant}",
)
COMMA_BETWEEN = Diagnostic(
    SYNTAX,
    zh="两个条件之间只有“{sign}”，看不出是都要具备，还是具备一个即可",
    en="only “{sign}” stands between two conditions, so it is not clear whether both or one of them is required",
    help_zh="都要具备的，写“，且”；具备一个即可的，写“，或”",
    help_en="write ，且 where both are required, ，或 where one is enough",
)
EXCEPT_FORM = Diagnostic(
    SYNTAX,
    zh="条件里不能写“{written}”，看不出它排除的是哪些人",
    en="“{written}” cannot stand in a condition: it is not clear whom it takes out",
    help_zh="不得有某种情形的，写“且 非 处分期内”；某种情形另有规定的，另写一条“例外 当 …… 时，…… 为 ……。”",
    help_en="write 且 非 … for what must not be; for another rule in some case write 例外 当 … 时，… 为 …。",
)
PAUSE_MISSING = Diagnostic(
    SYNTAX,
    zh="“{before}”之后缺少“{sign}”",
    en="“{sign}” is missing after “{before}”",
    help_zh="是两个名称的，在中间补上“{sign}”；本是一个名称的，去掉空格：“{before}{next}”",
    help_en="write {sign} between them if they are two names; if they are one, write {before}{next}",
)
ADJACENT = Diagnostic(
    SYNTAX,
    zh="“{first}”和“{second}”是挨着的两个名称，中间没有连接",
    en="{first} and {second} are two names in a row with nothing between them",
    help_zh="本是一个名称的，去掉中间的空格：“{joined}”；是两个名称的，在中间写明“≥”“为”“且”等",
    help_en="if they are one name write {joined}; if they are two, write ≥, 为, 且 … between them",
)

# --- bounds, sets, windows -------------------------------------------------------------------------------------------

AT_LEAST = Diagnostic(
    SYNTAX,
    zh="“{quantity}{word}”要写成比较；公文里的“以上”“以下”“以内”都包括本数",
    en="“{quantity}{word}” is written as a comparison; official 以上, 以下, 以内 include the number itself",
    help_zh="写成“{meant}”；不包括本数的，写“超过 {quantity}”或者“不足 {quantity}”",
    help_en="write {meant}; if the number itself is not meant, 超过 {quantity} or 不足 {quantity}",
)
RANK_BOUND = Diagnostic(
    SYNTAX,
    zh="“{quantity}{word}”要写成比较；公文里的“以上”“以下”包括本级",
    en="“{quantity}{word}” is written as a comparison; in official documents 以上 and 以下 include the rank itself",
    help_zh="写成“{meant}”；不包括本级的，写“高于 {quantity}”或者“低于 {quantity}”",
    help_en="write {meant}; if the rank itself is not meant, 高于 {quantity} or 低于 {quantity}",
)
BETWEEN_TWO = Diagnostic(
    SYNTAX,
    zh="“在……之间”看不出两端的数是不是包括在内",
    en="在…之间 does not say whether the two ends are included",
    help_zh="包括两端的，写“{name} ≥ {least}，且 {name} ≤ {most}”；不包括的，把“≥”“≤”换成“>”“<”",
    help_en="write {name} ≥ {least}，且 {name} ≤ {most} if the ends are included, > and < if not",
)
SET_BRACES = Diagnostic(
    SYNTAX,
    zh="几个值放在一起，要写“属于”和花括号",
    en="several values together are written with 属于 and braces",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
FILTER_BRACKETS = Diagnostic(
    SYNTAX,
    zh="数哪些记录，要写在“中（……）”里",
    en="which records are counted is written within 中（…）",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
FILTER_EQUALS = Diagnostic(
    SYNTAX,
    zh="条件里表示“是什么”用“=”或者“为”，不用“：”",
    en="a condition says what something is with = or 为, not with ：",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
COUNT_WORD = Diagnostic(
    SYNTAX,
    zh="要数“{records}”里有几次，前面要写“计数”，后面写明数什么、与几次比",
    en="to count records of {records} write 计数 before them, and then what is counted and against what",
    help_zh="写成“计数 {window} {records} 中（…… = ……）≥ ……”",
    help_en="write 计数 {window} {records} 中（… = …）≥ …",
)
UNIT_UNKNOWN = Diagnostic(
    SYNTAX,
    zh="“{written}”不是这里用的单位",
    en="“{written}” is no unit here",
    help_zh="单位有：年、个月、日、个工作日、元、万元、次、人、分、份、项、件、%；年龄写“年”，别的量在词表里规定为没有单位的数",
    help_en="units are 年, 个月, 日, 个工作日, 元, 万元, 次, 人, 分, 份, 项, 件, %; an age is in 年; else write the "
    "number alone",
)
ET_CETERA = Diagnostic(
    SYNTAX,
    zh="“等”没有说明还有哪些，机器无法核对",
    en="等 (“and so on”) leaves open what else is meant, which cannot be checked",
    help_zh="后面没有别的，删去“等”；还有别的，用“、”一一列出",
    help_en="remove 等 if nothing else is meant; otherwise list it all with 、",
)

# --- figures and dates -----------------------------------------------------------------------------------------------

FIGURE = Diagnostic(
    SYNTAX,
    zh="“{written}”这个数的写法读不懂",
    en="the figure “{written}” cannot be read",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
DATE_FORM = Diagnostic(
    SYNTAX,
    zh="“{written}”不是这里用的日期写法",
    en="“{written}” is not how a date is written here",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
SHORT_YEAR = Diagnostic(
    SYNTAX,
    zh="“{written}”的年份只写了两位，看不出是哪一年",
    en="the year of “{written}” has two digits only, so it is not clear which one is meant",
    help_zh="写明四位的年份，例如“2020年1月1日”",
    help_en="write the year with four digits, such as 2020年1月1日",
)
EFFECT_FORM = Diagnostic(
    SYNTAX,
    zh="施行日期要写在文件开头，写法是“施行：年月日。”",
    en="the day of taking effect is written in the header as 施行： and the date",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
HEADER_LINE = Diagnostic(
    SYNTAX,
    zh="文件开头的“{opener}”要写成“{opener}：……。”，冒号和句号都不能少",
    en="{opener} of the header is written {opener}：…。 with its colon and its full stop",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
TITLES_WANTED = Diagnostic(
    SYNTAX,
    zh="作为依据的文件，名称要放在《》里",
    en="the title of a superior stands within 《》",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
