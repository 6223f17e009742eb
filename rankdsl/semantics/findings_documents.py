"""Messages about documents: references, hierarchy, versions, sources, amendments, declared as data.

The manual pages they belong to are in `pages_documents`.
"""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Text
from rankdsl.semantics.pages_documents import (
    BAD_AMENDMENT,
    BAD_REFERENCE,
    HIERARCHY,
    OVERLAPPING_VERSIONS,
    UNKNOWN_SOURCE,
)
from rankdsl.syntax.pages import BAD_DATE, LIMIT

# --- RD107 ----------------------------------------------------------------------------------------------------------

REPEALED_EARLY = Diagnostic(
    BAD_DATE,
    zh="废止日期（{repealed}）不晚于施行日期（{effective}）",
    en="the day of repeal ({repealed}) is not after the day it takes effect ({effective})",
    help_zh="核对两个日期；从来没有施行过的文件，不必收入",
    help_en="check both dates; a document that was never in force need not be kept",
)
PARAMETER_LATE = Diagnostic(
    BAD_DATE,
    zh="文件{effective}施行，参数“{name}”到{since}才有值",
    en="the document takes effect on {effective}, and the parameter “{name}” has no value before {since}",
    help_zh="补上施行之日的值，写在最前面，不写“自…起”",
    help_en="put the value of the first day in front, without 自…起",
)

# --- RD109 ----------------------------------------------------------------------------------------------------------

TITLE_NOT_ABOVE = Diagnostic(
    BAD_REFERENCE,
    zh="《{title}》不是本文件的上位文件",
    en="《{title}》 is not above this document",
    help_zh="{near}要引用它，先写进“依据”",
    help_en="{near}put it under “依据” before referring to it",
)
ARTICLE_MISSING = Diagnostic(
    BAD_REFERENCE,
    zh="{document}没有{article}",
    en="{document} has no {article}",
    help_zh="{advice}",
    help_en="{advice}",
)
NAME_NOT_IN_ARTICLE = Diagnostic(
    BAD_REFERENCE,
    zh="{document}{article}没有写“{name}”",
    en="{document}{article} does not hold “{name}”",
    help_zh="{advice}",
    help_en="{advice}",
)
ITEM_MISSING = Diagnostic(
    BAD_REFERENCE,
    zh="{document}“{name}”没有{label}",
    en="“{name}” of {document} has no {label}",
    help_zh="{advice}",
    help_en="{advice}",
)
PART_BY_NAME = Diagnostic(
    BAD_REFERENCE,
    zh="“{name}”的{label}有自己的名称，在这里不能用序号来指",
    en="{label} of “{name}” has a name of its own, and cannot be meant by its number here",
    help_zh="把“{name}{label}”写成“{part}”",
    help_en="write {part} instead of {name}{label}",
)
ITEM_DELETED = Diagnostic(
    BAD_REFERENCE,
    zh="“{name}”{label}已经被《{title}》{article}删去",
    en="{label} of “{name}” was deleted by 《{title}》{article}",
    help_zh="去掉这条引用",
    help_en="remove this reference",
)
ITEM_AMBIGUOUS = Diagnostic(
    BAD_REFERENCE,
    zh="有几份文件写了“{name}”{label}：{titles}",
    en="{label} of “{name}” stands in several documents: {titles}",
    help_zh="写明是哪份文件的哪一条：《…》第…条",
    help_en="say which document and article: 《…》第…条",
)
RESTATED_HERE = Diagnostic(
    BAD_REFERENCE,
    zh="本文件{first}已经重新规定“{name}”，上位文件的{label}不再适用",
    en="{first} of this document states “{name}” anew, so {label} of the superior no longer counts",
    help_zh="直接改写本文件{first}的条件",
    help_en="change the conditions in {first} of this document",
)
OVER_NOTHING = Diagnostic(
    BAD_REFERENCE,
    zh="{article}没有关于“{name}”的例外，谈不上优先",
    en="{article} has no exception to “{name}” to take precedence over",
    help_zh="“优先于”后面写本文件里对同一名称另有例外的那一条",
    help_en="after 优先于 stands an article of this document with another exception to the same name",
)
OVER_FOREIGN = Diagnostic(
    BAD_REFERENCE,
    zh="“优先于”只用于本文件的条文，《{title}》的例外本来就排在后面",
    en="优先于 is about articles of this document; the exceptions of 《{title}》 give way anyway",
    help_zh="删去这一处",
    help_en="remove it",
)

# --- RD110 ----------------------------------------------------------------------------------------------------------

NAME_AMBIGUOUS = Diagnostic(
    HIERARCHY,
    zh="“{name}”由互不隶属的几份上位文件各自规定（{titles}），不知道以哪一份为准",
    en="“{name}” is defined by several superiors, none of them over the other ({titles})",
    help_zh="在本文件里用“定义”或者“决定”重新写明“{name}”",
    help_en="state “{name}” in this document with 定义 or 决定",
)
ENTRY_MISSING = Diagnostic(
    HIERARCHY,
    zh="文件开头缺少“{entry}”",
    en="the header lacks {entry}",
    help_zh="在标题下面补写“{entry}：{example}。”",
    help_en="add {entry}：{example}。 below the title",
)
SUPERIOR_MISSING = Diagnostic(
    HIERARCHY,
    zh="找不到上位文件《{title}》",
    en="the superior 《{title}》 is not here",
    help_zh="{near}核对标题；这份文件还没有收进工作区的，先收进来",
    help_en="{near}check the title, or add the document to the workspace",
)
SUPERIORS_CIRCULAR = Diagnostic(
    HIERARCHY,
    zh="文件互为依据：{ring}",
    en="documents rest on each other in a circle: {ring}",
    help_zh="去掉其中一份文件的“依据”",
    help_en="remove 依据 from one of them",
)
LEVEL_NOT_KNOWN = Diagnostic(
    HIERARCHY,
    zh="没有“{name}”这个层级",
    en="there is no level “{name}”",
    help_zh="{near}层级由高到低有：{levels}",
    help_en="{near}the levels are, highest first: {levels}",
)
SUPERIOR_LOWER = Diagnostic(
    HIERARCHY,
    zh="《{title}》是{level}文件，低于本文件的层级（{own}），不能作为依据",
    en="《{title}》 is a document of level {level}, below the level of this one ({own}), and cannot be its superior",
    help_zh="核对两份文件的“层级”，或者去掉这一处依据",
    help_en="check 层级 of both documents, or remove it from 依据",
)
VOCABULARY_UNRELATED = Diagnostic(
    HIERARCHY,
    zh="词表“{name}”不是上位文件《{title}》的词表“{above}”，也不是它的扩展",
    en="the vocabulary “{name}” neither is nor extends the vocabulary “{above}” of the superior 《{title}》",
    help_zh="改用“{above}”，或者在词表“{name}”里写 extends: {above}",
    help_en="use “{above}”, or write extends: {above} in the vocabulary “{name}”",
)
VOCABULARIES_DIFFER = Diagnostic(
    HIERARCHY,
    zh="几份上位文件的词表不同（{names}），看不出沿用哪一个",
    en="the superiors have different vocabularies ({names}), and none extends all others",
    help_zh="写明“词表：…。”，用一个把它们都包含在内的词表",
    help_en="write 词表：…。 with a vocabulary that contains them all",
)

# --- RD111 ----------------------------------------------------------------------------------------------------------

VERSIONS_OVERLAP = Diagnostic(
    OVERLAPPING_VERSIONS,
    zh="《{title}》的两个版本施行期间重叠：{first}施行的版本，到{until}还没有废止",
    en="two versions of 《{title}》 overlap: the one of {first} is still in force on {until}",
    help_zh="给{first}施行的版本补写“废止：{written}。”，或者改用不同的标题",
    help_en="add 废止：{written}。 to the one of {first}, or use different titles",
)

VERSIONS_OF_ONE_DAY = Diagnostic(
    OVERLAPPING_VERSIONS,
    zh="有两份《{title}》，都在{until}施行，不知道以哪一份为准",
    en="there are two documents 《{title}》, and both take effect on {until}: nobody can tell which one counts",
    help_zh="是同一份文件的副本或者草稿，就删去一份，或者移到别的文件夹；不是同一份文件的，改用不同的标题",
    help_en="delete a copy or a draft, or move it to another folder; use different titles if they are different "
    "documents",
)

OTHER_VERSION = Text("另一个版本", "the other version")

# --- RD118 ----------------------------------------------------------------------------------------------------------

SOURCE_UNKNOWN = Diagnostic(
    UNKNOWN_SOURCE,
    zh="出处清单里没有“{key}”",
    en="the list of sources has no “{key}”",
    help_zh="{near}新的出处先登记到清单里",
    help_en="{near}register a new source in the list first",
)

# --- RD119 ----------------------------------------------------------------------------------------------------------

EXCEPTION_FORM = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”是{kind}，例外不能这样写",
    en="“{name}” is {kind}, and an exception to it is not written like this",
    help_zh="{advice}",
    help_en="{advice}",
)
AMENDMENT_FORM = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”是{kind}，不能这样修改",
    en="“{name}” is {kind} and is not amended like this",
    help_zh="{advice}",
    help_en="{advice}",
)
AMENDS_ITSELF = Diagnostic(
    BAD_AMENDMENT,
    zh="“修改”只针对上位文件，不针对本文件",
    en="修改 is about superiors, not about the document itself",
    help_zh="直接改写本文件的条文",
    help_en="change the article of this document itself",
)
CHANGED_TWICE = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”在{first}已经改过，一份文件里只能改一次",
    en="“{name}” was already changed in {first}; one document changes it once",
    help_zh="两处并成一处",
    help_en="make the two changes one",
)
NOTHING_LEFT = Diagnostic(
    BAD_AMENDMENT,
    zh="删去以后，“{name}”一项条件也不剩",
    en="after the deletion “{name}” has no condition left",
    help_zh="至少保留一项，或者用“改为 须：…”重新写明",
    help_en="keep at least one, or state it anew with 改为 须：…",
)
KIND_CHANGED = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”在上位文件里是{first}，这里写成了{found}",
    en="“{name}” is {first} in the superior, and {found} here",
    help_zh="写成{first}，或者另起名称",
    help_en="write it as {first}, or choose another name",
)
NEW_IS_KNOWN = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”写了“新设”，但是上位文件已经有这个名称",
    en="“{name}” is announced as new (新设), and a superior has it already",
    help_zh="改动上位文件的，用“修改”；确实是另一回事的，另起名称",
    help_en="amend the superior with 修改, or choose another name for something else",
)
SAME_AS_OWN = Diagnostic(
    BAD_AMENDMENT,
    zh="“即”后面要写上位文件，这里写的是本文件",
    en="即 is followed by a superior, not by the document itself",
    help_zh="换成上位文件的名称；只是另起名称的，写“决定 甲 须：乙”",
    help_en="name a superior; for another name of an own decision write 决定 甲 须：乙",
)
SAME_NAME = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”和上位文件的名称相同，不用再写“即”",
    en="“{name}” bears the superior's name already, so 即 says nothing",
    help_zh="删去这一句，上位文件的决定本来就适用；要改动的，用“修改”",
    help_en="delete it, since the superior's decision applies anyway; to change that use 修改",
)
SAME_AS_OTHER_KIND = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”是{found}，“决定 … 即”后面只能写一项决定",
    en="“{name}” is {found}; 即 names a decision",
    help_zh="给定义另起名称的，写“定义 新名：旧名”",
    help_en="for another name of a definition write 定义 新名：旧名",
)
RESTRICTION_FORM = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”是{kind}，对下不能要求“{word}”",
    en="“{name}” is {kind}, so {word} cannot be asked of those below",
    help_zh="{advice}",
    help_en="{advice}",
)
RANGE_TYPE = Diagnostic(
    BAD_AMENDMENT,
    zh="“{name}”是{kind}，不能规定在{found}之间",
    en="“{name}” is {kind}, which cannot lie between {found}",
    help_zh="两端要和“{name}”同类，并且有高低大小",
    help_en="both ends must be of the kind of “{name}”, which must have an order",
)
RANGE_NOT_FIXED = Diagnostic(
    BAD_AMENDMENT,
    zh="“{written}”因人而异，范围的两端要是固定的",
    en="“{written}” depends on the person; the ends of a range are fixed",
    help_zh="写一个数，或者写一个参数",
    help_en="write a number, or a parameter",
)
RANGE_REVERSED = Diagnostic(
    BAD_AMENDMENT,
    zh="“可在 {lowest} 至 {highest} 之间规定”，前一个比后一个大",
    en="the range from {lowest} to {highest} is the wrong way round",
    help_zh="小的写在前面：“可在 {highest} 至 {lowest} 之间规定”",
    help_en="write the lower end first",
)
TOO_MANY_READINGS = Diagnostic(
    LIMIT,
    zh="连同上位文件，有读法之分的条件合起来有{count}种组合，最多能核对{most}种",
    en="with its superiors, the items of several readings combine in {count} ways; {most} can be examined",
    help_zh="已经没有争议的条件，只写采用的那一种读法",
    help_en="where the reading is settled, write that one only",
)
RULE_SPOILT = Text(
    "本文件改变“{name}”以后，{citation}不再成立：",
    "after what this document changes in “{name}”, {citation} no longer stands: ",
)
"""Stands before the message about a superior's rule that was sound before this document changed a name it reads."""
