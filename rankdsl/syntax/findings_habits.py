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
    zh="有几项条件，但是没有编号，以后引用不到",
    en="there are several items without labels, so that nobody can refer to them",
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
