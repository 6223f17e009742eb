"""Messages about mechanisms: scores, slots, selections, procedures, indicators. Their pages are in `pages_terms`."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.semantics.pages_terms import DUPLICATE_NAME, TYPE_MISMATCH, UNKNOWN_NAME, UNKNOWN_VALUE

# --- RD103 ----------------------------------------------------------------------------------------------------------

MECHANISM_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是本文件或者上位文件的{what}",
    en="“{name}” is no {what} of this document or of one above it",
    help_zh="{near}这里要写一项{what}的名称",
    help_en="{near}the name of a {what} is wanted here",
)
NOT_PUBLISHABLE = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是规则里的名称，也不是词表里的事实，不知道公布的是什么",
    en="“{name}” is no name of the rules and no fact of the vocabulary, so what is published is not known",
    help_zh="{near}写依据的事实、得分或者决定；姓名、单位之类不必写",
    help_en="{near}name facts, scores or decisions; names of people need not be written",
)
LABEL_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”没有第{label}项",
    en="“{name}” has no line {label}",
    help_zh="它有{labels}",
    help_en="it has {labels}",
)
LINE_LATER = Diagnostic(
    UNKNOWN_NAME,
    zh="{label}按{of}计算，{of}却写在它后面或者就是它自己",
    en="{label} is counted by {of}, which stands after it or is itself",
    help_zh="先写{of}，再写{label}",
    help_en="write {of} first",
)
NO_LADDER = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”在职数内择优，但是没有写明符合“{decision}”的人“{fact}”晋升到哪一级",
    en="“{name}” selects within slots, but nothing says to which “{fact}” whoever meets “{decision}” is raised",
    help_zh="加一句：升降 {fact}：晋升 {decision} → 拟晋升的一级",
    help_en="add: ladder {fact}: raised by {decision} → the value above",
)

# --- RD104 ----------------------------------------------------------------------------------------------------------

MECHANISM_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="“{name}”在本文件已经有了（{first}）",
    en="“{name}” is there already in this document ({first})",
    help_zh="换一个名称，或者删去其中一处",
    help_en="choose another name, or remove one of them",
)

# --- RD105 ----------------------------------------------------------------------------------------------------------

NOT_A_SHARE = Diagnostic(
    TYPE_MISMATCH,
    zh="这里要写比例，“{written}”是{found}",
    en="a share is wanted here, and “{written}” is {found}",
    help_zh="写成百分比，例如 20%",
    help_en="write a percentage, such as 20%",
)
NOT_A_COUNT = Diagnostic(
    TYPE_MISMATCH,
    zh="这里要写个数，“{written}”是{found}",
    en="a number without unit is wanted here, and “{written}” is {found}",
    help_zh="写成没有单位的数，例如 3 或者 3名",
    help_en="write a number, such as 3",
)
NOT_PEOPLE = Diagnostic(
    TYPE_MISMATCH,
    zh="这里要写人数，“{written}”不是0或者正整数",
    en="a number of people is wanted here, and “{written}” is no whole number from 0 up",
    help_zh="写成整数；要按比例计算的，写“基数 的 …%”，并写明怎样取整",
    help_en="write a whole number; for a share, write one of the base, which is rounded as stated",
)
NO_CAP = Diagnostic(
    TYPE_MISMATCH,
    zh="上限不能是“{written}”",
    en="nothing can be capped at “{written}”",
    help_zh="人数的上限写0%到100%之间的百分比，其他的上限不小于0",
    help_en="write a share of people from 0% to 100%; any other cap is 0 or more",
)
NOT_IN_SCORE = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是“{score}”里的一项，也不是给它打分的",
    en="“{name}” is no part of “{score}” and rates none",
    help_zh="{near}“{score}”里有：{parts}",
    help_en="{near}“{score}” has {parts}",
)
NO_MARKS = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”的满分是“{written}”，满分要大于0",
    en="the full marks of “{name}” are “{written}”, and must be more than 0",
    help_zh="写明满分，例如 满分 100",
    help_en="say how much can be reached, such as 100",
)
NOT_DAYS = Diagnostic(
    TYPE_MISMATCH,
    zh="这里要写天数，“{written}”是{found}",
    en="a number of days is wanted here, and “{written}” is {found}",
    help_zh="写成 5个工作日 或者 30日",
    help_en="write 5 working days or 30 days",
)
NO_TIME = Diagnostic(
    TYPE_MISMATCH,
    zh="“{written}”不能作期限：天数不能小于0",
    en="“{written}” is no length of time: there cannot be fewer than 0 days",
    help_zh="写成 5个工作日 或者 30日",
    help_en="write 5 working days or 30 days",
)
NOT_FIXED = Diagnostic(
    TYPE_MISMATCH,
    zh="“{written}”在这里要是一个固定的数，不能因人而异",
    en="“{written}” must be one number here, and not depend on a person",
    help_zh="写成一个数，或者没有例外的参数",
    help_en="write a number, or a parameter without exceptions",
)
NOT_AN_ENUMERATION = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”是{found}，不是有若干个值的事实",
    en="“{name}” is {found}, and no fact with values of its own",
    help_zh="写一个像“现职级”那样的事实",
    help_en="name a fact whose values the vocabulary lists",
)
NOT_A_LADDER = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”的值没有高低，谈不上升降",
    en="the values of “{name}” have no order, so there is no up and down",
    help_zh="写一个有高低的事实，例如“现职级”",
    help_en="name a fact whose values are ordered",
)
OTHER_KIND_OF_VALUE = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”要给出“{fact}”的值，却是{found}",
    en="“{name}” should give a value of “{fact}”, and is {found}",
    help_zh="写一个给出“{fact}”的值的名称",
    help_en="name something that gives a value of “{fact}”",
)
NOT_SORTABLE = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”是{found}，没有高低，不能用来排序",
    en="“{name}” is {found}, which has no order to sort by",
    help_zh="用得分、年限、日期或者有高低的值排序",
    help_en="sort by a score, a duration, a date or ordered values",
)
NOT_YES_OR_NO = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”是{found}，这里要写一项决定",
    en="“{name}” is {found}, and a decision is wanted here",
    help_zh="写一项决定的名称，例如“可晋升”",
    help_en="name a decision",
)
DETAIL_OF_NO_SCORE = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”不是积分，没有明细",
    en="“{name}” is no score, so it has no parts to publish",
    help_zh="删去“明细”，或者写积分的名称",
    help_en="remove the mark for details, or name a score",
)

# --- RD108 ----------------------------------------------------------------------------------------------------------

SLOT_VALUE_UNKNOWN = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{fact}”没有“{name}”这个值",
    en="“{fact}” has no value “{name}”",
    help_zh="{near}它的值有：{values}",
    help_en="{near}its values are {values}",
)
