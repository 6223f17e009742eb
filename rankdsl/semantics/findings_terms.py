"""Messages about names, types, units, values and arithmetic, declared as data.

The manual pages they belong to are in `pages_terms`.
"""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.semantics.pages_terms import (
    ARITHMETIC,
    CYCLIC_DEFINITION,
    DUPLICATE_NAME,
    TYPE_MISMATCH,
    UNIT_MISMATCH,
    UNKNOWN_NAME,
    UNKNOWN_VALUE,
)

# --- RD103 ----------------------------------------------------------------------------------------------------------

NAME_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”没有定义，也不是词表“{vocabulary}”里的事实",
    en="“{name}” is neither defined nor a fact of the vocabulary “{vocabulary}”",
    help_zh="{near}新的概念先用“定义”写明，关于人的新事实写进词表",
    help_en="{near}define a new concept with 定义; a new fact about people belongs in the vocabulary",
)
NAME_GLUED = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”连写在一起，被读成了一个名称",
    en="“{name}” is written without spaces and was read as one name",
    help_zh="在“{word}”前后加空格：{spaced}",
    help_en="put spaces around “{word}”: {spaced}",
)
NAME_PHRASE = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是一个名称：{why}",
    en="“{name}” is no name: {why}",
    help_zh="写成“{meant}”",
    help_en="write {meant}",
)
NAME_ET_CETERA = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是一个名称：{why}",
    en="“{name}” is no name: {why}",
    help_zh="后面没有别的，删去“等”；还有别的，用“、”一一列出",
    help_en="remove 等 if nothing else is meant; otherwise list it all with 、",
)
VOCABULARY_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="没有名为“{name}”的词表",
    en="there is no vocabulary called “{name}”",
    help_zh="{near}词表的名称是词表文件里 vocabulary: 一行写的",
    help_en="{near}a vocabulary's name is what its file says under vocabulary:",
)
WINDOW_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="词表“{vocabulary}”没有规定“{name}”是哪一段时间",
    en="the vocabulary “{vocabulary}” does not say what time “{name}” is",
    help_zh="{near}可以写“近3年”，或者在词表的 windows 里规定这一段时间",
    help_en="{near}write 近3年, or declare the window in the vocabulary",
)
LIST_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="词表“{vocabulary}”里没有名为“{name}”的逐年记录",
    en="the vocabulary “{vocabulary}” has no list of records called “{name}”",
    help_zh="{near}计数、任一、合计等只能用于逐年记录",
    help_en="{near}计数, 任一, 合计 and the like work on lists of records only",
)
FIELD_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="“{records}”的记录里没有“{name}”一栏",
    en="the records of “{records}” have no field “{name}”",
    help_zh="{near}记录的各栏是：{fields}",
    help_en="{near}the fields of a record are {fields}",
)
EXPECTED_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="“{name}”不是本文件或者上位文件的决定、定义或参数",
    en="“{name}” is no decision, definition or parameter of this document or of one above it",
    help_zh="{near}这里要写这样的一个名称",
    help_en="{near}such a name is wanted here",
)
FACT_UNKNOWN = Diagnostic(
    UNKNOWN_NAME,
    zh="词表“{vocabulary}”里没有名为“{name}”的事实",
    en="the vocabulary “{vocabulary}” has no fact called “{name}”",
    help_zh="{near}这里要写词表里的事实",
    help_en="{near}a fact of the vocabulary is wanted here",
)

# --- RD104 ----------------------------------------------------------------------------------------------------------

NAME_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="“{name}”在{first}已经写过",
    en="“{name}” already stands in {first}",
    help_zh="另起名称，或者并成一个定义的几个分支（当 … 时）",
    help_en="give it another name, or make both branches (当 … 时) of one definition",
)
NAME_OF_FACT = Diagnostic(
    DUPLICATE_NAME,
    zh="“{name}”与词表“{vocabulary}”里的事实同名",
    en="“{name}” is already a fact of the vocabulary “{vocabulary}”",
    help_zh="另起一个名称",
    help_en="choose another name",
)
SUPERIOR_NAME_OF_FACT = Diagnostic(
    DUPLICATE_NAME,
    zh="词表“{vocabulary}”里的事实“{name}”与上位文件《{title}》的名称相同",
    en="the fact “{name}” of the vocabulary “{vocabulary}” bears a name of the superior 《{title}》",
    help_zh="在词表里给这个事实另起名称",
    help_en="give the fact another name in the vocabulary",
)
NAME_IS_A_NUMBER = Diagnostic(
    DUPLICATE_NAME,
    zh="“{name}”在算式里会读成数，不能这样作名称",
    en="“{name}” is read as a number in a formula, and cannot be a name like that",
    help_zh="换一个名称；一定要用它的，每一处都写成「{name}」",
    help_en="choose another name; or write 「{name}」 everywhere",
)
ARTICLE_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="{name}写了两次",
    en="{name} stands twice",
    help_zh="给后一条另编条号",
    help_en="give the later article another number",
)
ITEM_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="“{name}”的{label}写了两次",
    en="{label} of “{name}” stands twice",
    help_zh="给后一项另编项号",
    help_en="give the later item another label",
)
SCOPE_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="一份文件只能有一处“适用”，{first}已经写过",
    en="a document has one 适用, and {first} already has it",
    help_zh="并入前一处，用“且”或者“或”连接",
    help_en="join the two with 且 or 或",
)
SINCE_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="参数“{name}”自{day}起的值写了两次",
    en="the parameter “{name}” has two values from {day}",
    help_zh="只保留一个值，或者改正其中一个日期",
    help_en="keep one of them, or correct one of the dates",
)
SUPERIOR_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="“依据”里《{name}》写了两次",
    en="《{name}》 stands twice under 依据",
    help_zh="删去一个",
    help_en="remove one of them",
)
GIVEN_TWICE = Diagnostic(
    DUPLICATE_NAME,
    zh="案例里“{name}”写了两次",
    en="“{name}” stands twice in the case",
    help_zh="删去一个",
    help_en="remove one of them",
)

# --- RD105 ----------------------------------------------------------------------------------------------------------

UNLIKE_TYPES = Diagnostic(
    TYPE_MISMATCH,
    zh="{left}不能与{right}放在一起{use}",
    en="{left} and {right} cannot be {use}",
    help_zh="{advice}",
    help_en="{advice}",
)
NOT_TRUTH = Diagnostic(
    TYPE_MISMATCH,
    zh="这里要写成立或者不成立的条件，写的却是{found}",
    en="a condition is wanted here, and this is {found}",
    help_zh="{advice}",
    help_en="{advice}",
)
NOT_NUMBER = Diagnostic(
    TYPE_MISMATCH,
    zh="{found}不能{use}",
    en="{found} cannot be {use}",
    help_zh="{advice}",
    help_en="{advice}",
)
NOT_ORDERED = Diagnostic(
    TYPE_MISMATCH,
    zh="{found}没有高低大小之分",
    en="{found} has no order",
    help_zh="改用“为”“不为”或者“属于 {{…}}”",
    help_en="use 为, 不为 or 属于 {{…}}",
)
BRANCHES_DIFFER = Diagnostic(
    TYPE_MISMATCH,
    zh="同一个名称的值前面是{first}，这里是{found}",
    en="the values before are {first}, and this one is {found}",
    help_zh="让每个分支都是同一种值",
    help_en="let every branch give the same kind of value",
)
RESTATED_TYPE = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”在上位文件里是{first}，这里是{found}",
    en="“{name}” is {first} in the superior, and {found} here",
    help_zh="用与上位文件相同的值，或者另起名称",
    help_en="give the same kind of value as the superior, or choose another name",
)
NO_VALUE_ITSELF = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”是{found}，不能直接当作一个值",
    en="“{name}” is {found} and not a value by itself",
    help_zh="{advice}",
    help_en="{advice}",
)
VALUE_AMBIGUOUS = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”同时是{candidates}的值，这里看不出指哪一个",
    en="“{name}” is a value of {candidates}, and nothing here tells which",
    help_zh="与有类型的事实比较，或者让其他分支写出类型",
    help_en="compare it with a fact, or let another branch show the kind",
)
NESTED_LIST = Diagnostic(
    TYPE_MISMATCH,
    zh="“中（…）”里面不能再归纳逐年记录",
    en="a list of records cannot be summed up inside 中（…）",
    help_zh="先用“定义”算好，再在“中（…）”里引用",
    help_en="define it first, then refer to it inside 中（…）",
)
NOT_JUDGED = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”不是由人判断的事实",
    en="“{name}” is not a fact that a person judges",
    help_zh="“待判断”只用于词表里写有 judged_by 的是否型事实",
    help_en="待判断 is for yes-or-no facts with judged_by in the vocabulary",
)
NOT_CONSTANT = Diagnostic(
    TYPE_MISMATCH,
    zh="参数“{name}”的值要是固定的，不能因人而异",
    en="the value of the parameter “{name}” must be fixed and not depend on a person",
    help_zh="因人而异的，用“定义”",
    help_en="use 定义 for what depends on a person",
)
NOT_COMPARABLE_SUBJECT = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”是{found}，不能断言它{claim}",
    en="“{name}” is {found}, so it cannot be asserted {claim}",
    help_zh="{advice}",
    help_en="{advice}",
)
DERIVED_NOT_GIVEN = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”由词表算出，{use}",
    en="“{name}” is computed by the vocabulary and {use}",
    help_zh="改写它所依据的事实：{facts}",
    help_en="use the facts behind it: {facts}",
)
GIVEN_TYPE = Diagnostic(
    TYPE_MISMATCH,
    zh="“{name}”要写{wanted}，写的却是{found}",
    en="“{name}” takes {wanted}, and this is {found}",
    help_zh="{advice}",
    help_en="{advice}",
)

# --- RD106 ----------------------------------------------------------------------------------------------------------

UNITS_DIFFER = Diagnostic(
    UNIT_MISMATCH,
    zh="单位不同：{left}不能与{right}{use}",
    en="units differ: {left} and {right} cannot be {use}",
    help_zh="{advice}",
    help_en="{advice}",
)
UNITS_MULTIPLIED = Diagnostic(
    UNIT_MISMATCH,
    zh="{left}不能{use}{right}",
    en="{left} cannot be {use} {right}",
    help_zh="相乘时至多一边有单位；相除时除数没有单位，或者两边单位相同",
    help_en="at most one factor has a unit; a divisor has none, or the same unit as what it divides",
)

# --- RD108 ----------------------------------------------------------------------------------------------------------

VALUE_UNKNOWN = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{enumeration}”没有“{name}”这个值",
    en="“{enumeration}” has no value “{name}”",
    help_zh="{near}它的值有：{values}",
    help_en="{near}its values are {values}",
)
LEVEL_UNKNOWN = Diagnostic(
    UNKNOWN_VALUE,
    zh="词表“{vocabulary}”里没有“{name}”这个值",
    en="no enumeration of the vocabulary “{vocabulary}” has a value “{name}”",
    help_zh="{near}核对写法，或者把它补进词表",
    help_en="{near}check it, or add it to the vocabulary",
)
GIVEN_OUTSIDE = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”不能是这个值：{problem}",
    en="“{name}” cannot have this value: {problem}",
    help_zh="{told}",
    help_en="{told}",
)
RECORD_YEAR = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”不可能有{year}年的记录：{why}",
    en="“{name}” cannot have a record of {year}: {why}",
    help_zh="记录的年度从{first}年到{last}年；核对年度，或者写明“评定日”",
    help_en="records lie between {first} and {last}; check the years, or give 评定日 in the case",
)
RECORDS_TOO_MANY = Diagnostic(
    UNKNOWN_VALUE,
    zh="“{name}”写了{count}年的记录，词表规定最多{bound}年",
    en="“{name}” has records of {count} years, and the vocabulary allows {bound}",
    help_zh="删去多出的年度，或者在词表里改 bound",
    help_en="remove some years, or change bound in the vocabulary",
)

# --- RD115 ----------------------------------------------------------------------------------------------------------

DIVISOR_MAY_BE_ZERO = Diagnostic(
    ARITHMETIC,
    zh="除数可能是零",
    en="the divisor may be zero",
    help_zh="按词表的范围它在{low}与{high}之间；先排除为零的情形，例如“较大（…，1）”",
    help_en="by the vocabulary it lies between {low} and {high}; exclude zero first, such as with 较大（…，1）",
)
DIVISION_LOOSE = Diagnostic(
    ARITHMETIC,
    zh="除以一个会变的数，要紧接着取整或者比较",
    en="a division by a changing number must be rounded or compared at once",
    help_zh="写成“取整（… ÷ …，四舍五入，2位）”",
    help_en="write 取整（… ÷ …，四舍五入，2位）",
)
NOT_WHOLE = Diagnostic(
    ARITHMETIC,
    zh="结果不一定是{what}",
    en="the result need not be {what}",
    help_zh="写明怎样取整：“取整（…，向上）”“取整（…，向下）”或者“取整（…，四舍五入）”",
    help_en="say how to round: 取整（…，向上）, 取整（…，向下） or 取整（…，四舍五入）",
)
TOO_LARGE = Diagnostic(
    ARITHMETIC,
    zh="按词表的范围，这里的数可能大到{bound}，无法可靠计算",
    en="by the vocabulary's ranges the number can be as large as {bound}, too large to compute with",
    help_zh="核对单位和乘数，或者收窄词表里的范围",
    help_en="check units and factors, or narrow the ranges in the vocabulary",
)

# --- RD206 ----------------------------------------------------------------------------------------------------------

DEFINED_IN_CIRCLE = Diagnostic(
    CYCLIC_DEFINITION,
    zh="循环定义：{ring}",
    en="cyclic definition: {ring}",
    help_zh="去掉其中一环，改为直接引用事实；例外里写自己的名称是指没有例外时的值，不算循环",
    help_en="take one link out and refer to a fact instead; within an exception its own name is the value without it",
)
OVER_IN_CIRCLE = Diagnostic(
    CYCLIC_DEFINITION,
    zh="几条例外互相优先：{ring}",
    en="exceptions take precedence over each other: {ring}",
    help_zh="去掉其中一处“优先于”",
    help_en="remove one 优先于",
)
