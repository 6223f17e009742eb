"""Messages about places that cannot be read (RD101)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.syntax.pages import SYNTAX

# --- signs that are missing or do not pair ---------------------------------------------------------------------------

SIGN_MISSING = Diagnostic(
    SYNTAX,
    zh="“{before}”之后缺少“{sign}”",
    en="“{sign}” is missing after “{before}”",
    help_zh="在这里补上“{sign}”",
    help_en="write “{sign}” here",
)
STOP_MISSING = Diagnostic(
    SYNTAX,
    zh="这一条规定的末尾缺少“。”，与后面的“{next}”连在了一起",
    en="this statement lacks its closing 。 and runs into “{next}”",
    help_zh="在“{before}”之后补上“。”",
    help_en="write 。 after “{before}”",
)
STOP_MISSING_AT_END = Diagnostic(
    SYNTAX,
    zh="文件末尾的规定缺少“。”",
    en="the last statement of the file lacks its closing 。",
    help_zh="在“{before}”之后补上“。”",
    help_en="write 。 after “{before}”",
)
UNCLOSED = Diagnostic(
    SYNTAX,
    zh="{kind} {opening} 没有对应的 {closing}",
    en="{kind} {opening} has no {closing}",
    help_zh="在应当结束的地方补上 {closing}",
    help_en="write {closing} where it ends",
)
UNOPENED = Diagnostic(
    SYNTAX,
    zh="{kind} {closing} 前面没有对应的 {opening}",
    en="{kind} {closing} has no {opening} before it",
    help_zh="补上 {opening}，或者删去这个 {closing}",
    help_en="write {opening}, or remove this {closing}",
)

# --- beginnings ------------------------------------------------------------------------------------------------------

NO_OPENING = Diagnostic(
    SYNTAX,
    zh="“{written}”不是一条规定的开头",
    en="no statement begins with “{written}”",
    help_zh="以“定义”“决定”“表”“参数”“例外”“修改”“公布”等词开头；说明文字写在“要旨：“……”。”里，或者放在 # 之后",
    help_en="begin with 定义, 决定, 表, 参数, 例外, 修改, 公布 …; put explanations into 要旨：“…”。 or after #",
)
OPENING_MISSPELT = Diagnostic(
    SYNTAX,
    zh="“{written}”不是一条规定的开头，是否应为“{meant}”",
    en="no statement begins with “{written}”; perhaps {meant} is meant",
    help_zh="改为“{meant}”",
    help_en="write {meant}",
)
OPENING_LEFT_OUT = Diagnostic(
    SYNTAX,
    zh="“{written}”前面缺少开头的词：{offered}",
    en="the opening word before “{written}” is missing: {offered_en}",
    help_zh="在前面补上{offered}",
    help_en="write {offered_en} before it",
)
CUT_SHORT = Diagnostic(
    SYNTAX,
    zh="“{before}”之后没有写完，就开始了“{next}”：还要写{expected}",
    en="this is not finished after “{before}” when “{next}” begins: {expected} is still wanted",
    help_zh="{example}",
    help_en="{example}",
)
STRAY_PART = Diagnostic(
    SYNTAX,
    zh="“{written}”不属于任何一条规定",
    en="“{written}” belongs to no statement",
    help_zh="上一项的末尾写成了“。”的，改为“；”",
    help_en="if the part before it ends in 。, write ； there",
)
HEADING_MARKS = Diagnostic(
    SYNTAX,
    zh="{article}的标题“{heading}”没有放在【】里",
    en="the heading “{heading}” of {article} is not within 【】",
    help_zh="写成“{article}【{heading}】”",
    help_en="write {article}【{heading}】",
)
ARTICLE_NUMBER = Diagnostic(
    SYNTAX,
    zh="标题【{heading}】前面的“{written}”不是条号",
    en="“{written}” before the heading 【{heading}】 is no number of an article",
    help_zh="写成“第……条【{heading}】”",
    help_en="write 第…条【{heading}】",
)
ARTICLE_NUMBER_MISSING = Diagnostic(
    SYNTAX,
    zh="标题【{heading}】前面没有条号",
    en="no number of an article stands before the heading 【{heading}】",
    help_zh="写成“第……条【{heading}】”",
    help_en="write 第…条【{heading}】",
)
PROSE = Diagnostic(
    SYNTAX,
    zh="{article}后面是条文原文，不是规定",
    en="the text of {article} stands here as prose, not as statements",
    help_zh="把原文放进“要旨：“……”。”，再用“定义”“决定”等写出它的内容",
    help_en="put the text into 要旨：“…”。, then write what it says as 定义, 决定 …",
)
TITLE_MARKS = Diagnostic(
    SYNTAX,
    zh="文件的标题“{title}”没有放在《》里",
    en="the title “{title}” is not within 《》",
    help_zh="写成“文件《{title}》”",
    help_en="write 文件《{title}》",
)

DOCUMENT_WORD = Diagnostic(
    SYNTAX,
    zh="标题{written}前面要写“{word}”",
    en="{word} is wanted before the title {written}",
    help_zh="写成“{word}{written}”",
    help_en="write {word}{written}",
)
AFTER_TITLE = Diagnostic(
    SYNTAX,
    zh="文件标题后面多了“{written}”",
    en="“{written}” stands after the title of the document",
    help_zh="属于标题的，写进《》里；不是的，删去",
    help_en="put it within 《》 if it belongs to the title; else remove it",
)

# --- words -----------------------------------------------------------------------------------------------------------

WORD_INSTEAD = Diagnostic(
    SYNTAX,
    zh="这里不能写“{written}”，要写“{meant}”",
    en="“{meant}” is wanted here, not “{written}”",
    help_zh="改为“{meant}”",
    help_en="write {meant}",
)
PERHAPS = Diagnostic(
    SYNTAX,
    zh="“{written}”在这里读不通，是否应为“{meant}”",
    en="“{written}” cannot stand here; perhaps {meant} is meant",
    help_zh="改为“{meant}”",
    help_en="write {meant}",
)
GLUED = Diagnostic(
    SYNTAX,
    zh="“{written}”连成了一个词，其中的“{word}”没有分开",
    en="“{written}” is read as one word; {word} in it is not set apart",
    help_zh="用空格分开：“{apart}”",
    help_en="set it apart by spaces: {apart}",
)
QUOTE_NAME = Diagnostic(
    SYNTAX,
    zh="“{word}”是规定用词，在这里当作用词来读，后面的“{written}”接不上",
    en="{word} is a keyword and is read as one here, so “{written}” cannot follow",
    help_zh="是名称的，写成“「{word}」”；不是名称的，核对后面的写法",
    help_en="if it is a name, write 「{word}」; otherwise see what follows",
)
READ_AS_NAME = Diagnostic(
    SYNTAX,
    zh="“{word}”写在这里只能读作名称，后面的“{written}”接不上",
    en="{word} can only be read as a name here, so “{written}” cannot follow",
    help_zh="核对“{word}”前面是不是缺少了内容",
    help_en="see whether something is missing before {word}",
)
NAME_WANTED = Diagnostic(
    SYNTAX,
    zh="这里要写名称，写的是“{written}”",
    en="a name is wanted here, not “{written}”",
    help_zh="名称由汉字、字母、数字组成，不以数字开头；特殊的名称加「」",
    help_en="a name is made of letters and digits and begins with a letter; quote others 「…」",
)
LIMIT_WORD = Diagnostic(
    SYNTAX,
    zh="数量后面不能写“{written}”",
    en="“{written}” cannot follow a quantity",
    help_zh="写成“{meant} {quantity}”；含不含本数不清楚的，对照原文",
    help_en="write {meant} {quantity}; see in the text whether the bound itself is meant",
)

# --- anything else ---------------------------------------------------------------------------------------------------

UNEXPECTED = Diagnostic(
    SYNTAX,
    zh="“{written}”在这里读不通：要写{expected}",
    en="“{written}” cannot stand here: {expected} is wanted",
    help_zh="{example}",
    help_en="{example}",
)
UNFINISHED = Diagnostic(
    SYNTAX,
    zh="没有写完就结束了：还要写{expected}",
    en="the text ends too early: {expected} is still wanted",
    help_zh="{example}",
    help_en="{example}",
)
