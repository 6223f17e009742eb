"""What is said of a glossary that is wrong, and of words that no glossary translates (RD112)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.vocabulary.pages import VOCABULARY

UNREADABLE = Diagnostic(
    VOCABULARY,
    zh="译名表的写法不对：{problem}",
    en="the glossary is not well formed: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
NOT_A_TABLE = Diagnostic(
    VOCABULARY,
    zh="译名表的写法不对，这里应当是“中文: 英文”的列表",
    en="the glossary is not well formed: pairs of Chinese and English are wanted here",
    help_zh="例如 names: {{应任年限: required_years}}",
    help_en="for example names: {{应任年限: required_years}}",
)
UNKNOWN_SECTION = Diagnostic(
    VOCABULARY,
    zh="译名表没有“{section}”这一节",
    en="a glossary has no section “{section}”",
    help_zh="可以写的有：language、names、titles、headings、texts",
    help_en="there are: language, names, titles, headings, texts",
)
BAD_NAME = Diagnostic(
    VOCABULARY,
    zh="“{english}”不能作英文名称",
    en="“{english}” cannot be an English name",
    help_zh="英文名称由字母、数字和下划线组成，以字母开头，例如 required_years",
    help_en="write letters, digits and underscores, a letter first, such as required_years",
)
EMPTY_ENGLISH = Diagnostic(
    VOCABULARY,
    zh="“{chinese}”没有写英文",
    en="“{chinese}” has no English",
    help_zh="请在冒号后面写英文，或者删去这一行",
    help_en="write the English after the colon, or delete the line",
)
MARKS = Diagnostic(
    VOCABULARY,
    zh="“{chinese}”的英文里两种引号（或者括号）都有，写进文件就分不清了",
    en="the English of “{chinese}” has both kinds of quotation marks or brackets, and could not be written",
    help_zh="里面的引号改用单引号 ‘ ’",
    help_en="use single marks ‘ ’ inside",
)
SAME_ENGLISH = Diagnostic(
    VOCABULARY,
    zh="“{english}”译了两个词：这里的“{chinese}”，第 {line} 行的“{other}”；从英文译回来时分不清",
    en="“{english}” stands for “{chinese}” here and for “{other}” in line {line}: the way back is unclear",
    help_zh="请给其中一个换一个英文",
    help_en="give one of them another English word",
)
NO_ENGLISH = Diagnostic(
    VOCABULARY,
    zh="{kind}“{written}”没有英文",
    en="the {kind} “{written}” has no English",
    help_zh="请在 {file} 的 {section} 中添一行：{line}",
    help_en="add a line to {section} in {file}: {line}",
)
NO_CHINESE = Diagnostic(
    VOCABULARY,
    zh="{kind}“{written}”没有中文",
    en="the {kind} “{written}” has no Chinese",
    help_zh="请在 {file} 的 {section} 中添一行：{line}",
    help_en="add a line to {section} in {file}: {line}",
)
NOT_BACK = Diagnostic(
    VOCABULARY,
    zh="名称“{written}”译成“{translated}”，译回来却是“{other}”",
    en="the name “{written}” becomes “{translated}”, which leads back to “{other}”",
    help_zh="请在 {file} 的 names 中给“{written}”另写一个名称",
    help_en="give “{written}” another name under names in {file}",
)
