"""What is said of a vocabulary or list of sources that is wrong (RD112), or that narrows another one (RD113)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.vocabulary.pages import NARROWS, VOCABULARY
from rankdsl.vocabulary.structure import Messages

UNREADABLE = Diagnostic(
    VOCABULARY,
    zh="文件的写法不对：{problem}",
    en="the file is not well formed: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
EMPTY = Diagnostic(
    VOCABULARY,
    zh="文件是空的，没有词表",
    en="the file is empty: there is no vocabulary in it",
    help_zh="请写明 vocabulary、english、facts；“rankdsl explain RD112”有一个例子",
    help_en="write vocabulary, english and facts; “rankdsl explain RD112” shows an example",
)
SEVERAL = Diagnostic(
    VOCABULARY,
    zh="一个文件只能写一份，这里（“---”之后）又开始了一份",
    en="a file holds one vocabulary only, and another begins here, after “---”",
    help_zh="请分成两个文件",
    help_en="divide it into two files",
)
STRUCTURE = Messages(
    unknown_key=Diagnostic(
        VOCABULARY,
        zh="{where}中没有“{key}”这一项",
        en="there is no “{key}” in {where}",
        help_zh="{near}",
        help_en="{near}",
    ),
    missing_key=Diagnostic(
        VOCABULARY,
        zh="{where}缺少{keys}",
        en="{where} lacks {keys}",
        help_zh="请补上，例如 {example}",
        help_en="add it, such as {example}",
    ),
    wrong_shape=Diagnostic(
        VOCABULARY,
        zh="{where}的写法不对，应当是{wanted}",
        en="{where} is not written as it must be: {wanted}",
        help_zh="例如 {example}",
        help_en="for example {example}",
    ),
    bad_name=Diagnostic(
        VOCABULARY,
        zh="“{key}”不能作名称，应当是{wanted}",
        en="“{key}” cannot be a name: it must be {wanted}",
        help_zh="例如 {example}",
        help_en="for example {example}",
    ),
    unknown_choice=Diagnostic(
        VOCABULARY,
        zh="{where}的值“{value}”不认识，应当是{wanted}",
        en="the value “{value}” of {where} is not known; it must be {wanted}",
        help_zh="{near}",
        help_en="{near}",
    ),
)
RESERVED = Diagnostic(
    VOCABULARY,
    zh="“{name}”在规则文件里另有用处，不能作名称",
    en="“{name}” has another meaning in rule documents and cannot be a name",
    help_zh="请换一个名称",
    help_en="choose another name",
)
DUPLICATE_NAME = Diagnostic(
    VOCABULARY,
    zh="“{name}”重名：它已经是{kind}的名称（{where}）",
    en="“{name}” is already the name of {kind} ({where})",
    help_zh="请换一个名称，或者删去一处",
    help_en="choose another name, or remove one of the two",
)
DUPLICATE_ENGLISH = Diagnostic(
    VOCABULARY,
    zh="英文名称“{english}”重复：“{other}”已经用了",
    en="the English name “{english}” stands twice: “{other}” has it already",
    help_zh="请换一个英文名称",
    help_en="choose another English name",
)
TWO_TRANSLATIONS = Diagnostic(
    VOCABULARY,
    zh="“{name}”有两个英文名称：这里是“{english}”，{where}是“{other}”",
    en="“{name}” has two English names: “{english}” here, “{other}” in {where}",
    help_zh="同一个词只能有一个英文名称，请改成一致",
    help_en="one word has one English name: make them agree",
)
UNKNOWN_TYPE = Diagnostic(
    VOCABULARY,
    zh="没有“{type}”这种类型",
    en="there is no type “{type}”",
    help_zh="{near}",
    help_en="{near}",
)
FIELD_TYPE = Diagnostic(
    VOCABULARY,
    zh="记录的字段不能是“{type}”",
    en="a field of a record cannot be of the type “{type}”",
    help_zh="字段可以是整数、数、百分比、元、年月时长、日、工作日、是否或者枚举",
    help_en="a field is a number, a quantity, 是否 (yes or no) or a value of an enumeration",
)
NOT_FOR_TYPE = Diagnostic(
    VOCABULARY,
    zh="“{key}”不能用于“{name}”：它的类型是“{type}”",
    en="“{key}” cannot be used for “{name}”, whose type is “{type}”",
    help_zh="{why}",
    help_en="{why}",
)
NO_RANGE = Diagnostic(
    VOCABULARY,
    zh="“{name}”没有写范围",
    en="“{name}” has no range",
    help_zh="证明只对范围之内的人作出，所以数量都要写明最小值和最大值，例如 range: {example}",
    help_en="proofs are about people within the ranges, so a quantity needs its least and greatest value, such as "
    "range: {example}",
)
BAD_VALUE = Diagnostic(
    VOCABULARY,
    zh="“{name}”的“{key}”有误：{problem}",
    en="“{key}” of “{name}” is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
RANGE_UPSIDE_DOWN = Diagnostic(
    VOCABULARY,
    zh="“{name}”的范围颠倒了：{low}大于{high}",
    en="the range of “{name}” is upside down: {low} is more than {high}",
    help_zh="请写成 [最小值, 最大值]",
    help_en="write [least, greatest]",
)
TYPICAL_FIELD = Diagnostic(
    VOCABULARY,
    zh="“{name}”的通常记录缺少字段“{field}”",
    en="the ordinary record of “{name}” lacks the field “{field}”",
    help_zh="请给每个字段写一个值",
    help_en="give every field a value",
)
UNKNOWN_FIELD = Diagnostic(
    VOCABULARY,
    zh="“{name}”的记录没有字段“{field}”",
    en="the records of “{name}” have no field “{field}”",
    help_zh="{near}",
    help_en="{near}",
)
BAD_SINCE = Diagnostic(
    VOCABULARY,
    zh="“{name}”的 since 所指的“{since}”{what}",
    en="since of “{name}” names “{since}”, which {what}",
    help_zh="{near}",
    help_en="{near}",
)
ESCAPED_FORMULA = Diagnostic(
    VOCABULARY,
    zh="“{name}”的算式里用了转义（“\\”或者连写两个引号）",
    en="the formula of “{name}” uses escapes (“\\” or a doubled quotation mark)",
    help_zh="请照原样写出算式，不用转义",
    help_en="write the formula as it is, without escapes",
)
DUPLICATE_VOCABULARY = Diagnostic(
    VOCABULARY,
    zh="已经有名为“{name}”的词表（{path}），这一份没有使用",
    en="there is already a vocabulary “{name}” ({path}), and this one was not used",
    help_zh="请给其中一份换一个名称",
    help_en="give one of the two another name",
)
UNKNOWN_BASE = Diagnostic(
    VOCABULARY,
    zh="没有名为“{base}”的词表，“{name}”无从扩展，没有使用",
    en="there is no vocabulary “{base}” for “{name}” to extend, so it was not used",
    help_zh="{near}",
    help_en="{near}",
)
TOO_DEEP = Diagnostic(
    VOCABULARY,
    zh="词表一层层扩展，超过了 {most} 层，“{name}”没有使用",
    en="vocabularies extend each other over more than {most} steps, so “{name}” was not used",
    help_zh="请把其中几份合成一份",
    help_en="make one vocabulary of several",
)
CIRCULAR = Diagnostic(
    VOCABULARY,
    zh="词表互相扩展，成了一个圈：{circle}",
    en="the vocabularies extend each other in a circle: {circle}",
    help_zh="请去掉其中一处 extends",
    help_en="remove one of the extends",
)

NARROWER_RANGE = Diagnostic(
    NARROWS,
    zh="“{name}”的范围比词表“{base}”的窄：{now}，原来是{before}",
    en="the range of “{name}” is narrower than in the vocabulary “{base}”: {now}, and it was {before}",
    help_zh="范围只能放宽，请把原来的范围包括进来",
    help_en="a range can only be widened: include the old one",
)
VALUE_REMOVED = Diagnostic(
    NARROWS,
    zh="枚举“{name}”少了词表“{base}”的取值：{values}",
    en="the enumeration “{name}” lacks values of the vocabulary “{base}”: {values}",
    help_zh="取值只能增加，请把全部取值按次序写出",
    help_en="values can only be added: write all of them in their order",
)
VALUES_REORDERED = Diagnostic(
    NARROWS,
    zh="枚举“{name}”的取值次序与词表“{base}”的不同",
    en="the values of the enumeration “{name}” stand in another order than in the vocabulary “{base}”",
    help_zh="原来的次序是：{values}",
    help_en="the old order is: {values}",
)
CHANGED = Diagnostic(
    NARROWS,
    zh="“{name}”的{what}与词表“{base}”的不同：现在是“{now}”，原来是“{before}”",
    en="{what} of “{name}” differs from the vocabulary “{base}”: it is “{now}” now and was “{before}”",
    help_zh="扩展的词表不能改变原有的内容；需要不同的，请另设一个名称",
    help_en="an extension cannot change what stands in the base; choose another name for something else",
)
