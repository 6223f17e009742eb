"""What is said of a case file that is wrong (RD116), here and by the stages that run cases."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic
from rankdsl.vocabulary.given import GivenMessages
from rankdsl.vocabulary.pages import CASE_FILE
from rankdsl.vocabulary.structure import Messages

UNREADABLE = Diagnostic(
    CASE_FILE,
    zh="文件的写法不对：{problem}",
    en="the file is not well formed: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
EMPTY = Diagnostic(
    CASE_FILE,
    zh="文件里没有案例",
    en="there is no case in the file",
    help_zh="至少写明 facts；“rankdsl explain RD116”有一个例子",
    help_en="write at least facts; “rankdsl explain RD116” shows an example",
)
SEVERAL = Diagnostic(
    CASE_FILE,
    zh="一个文件只能有一部分，这里（“---”之后）又开始了一部分",
    en="a file has one part only, and another begins here, after “---”",
    help_zh="几个案例写在同一个 cases 下面",
    help_en="write several cases under one “cases”",
)
STRUCTURE = Messages(
    unknown_key=Diagnostic(
        CASE_FILE,
        zh="{where}中没有“{key}”这一项",
        en="there is no “{key}” in {where}",
        help_zh="{near}",
        help_en="{near}",
    ),
    missing_key=Diagnostic(
        CASE_FILE,
        zh="{where}缺少{keys}",
        en="{where} lacks {keys}",
        help_zh="请补上，例如 {example}",
        help_en="add it, such as {example}",
    ),
    wrong_shape=Diagnostic(
        CASE_FILE,
        zh="{where}的写法不对，应当是{wanted}",
        en="{where} is not written as it must be: {wanted}",
        help_zh="例如 {example}",
        help_en="for example {example}",
    ),
    bad_name=Diagnostic(
        CASE_FILE,
        zh="“{key}”不能作名称，应当是{wanted}",
        en="“{key}” cannot be a name: it must be {wanted}",
        help_zh="例如 {example}",
        help_en="for example {example}",
    ),
    unknown_choice=Diagnostic(
        CASE_FILE,
        zh="{where}的值“{value}”不认识，应当是{wanted}",
        en="the value “{value}” of {where} is not known; it must be {wanted}",
        help_zh="{near}",
        help_en="{near}",
    ),
)
DUPLICATE_CASE = Diagnostic(
    CASE_FILE,
    zh="有两个案例都叫“{name}”（另一个在第 {line} 行）",
    en="two cases are called “{name}” (the other stands in line {line})",
    help_zh="请换一个名称，结果才分得清是哪一个",
    help_en="choose another name, so that results can be told apart",
)
BAD_AS_OF = Diagnostic(
    CASE_FILE,
    zh="评定日（as_of）有误：{problem}",
    en="the day of evaluation (as_of) is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
UNKNOWN_FACT = Diagnostic(
    CASE_FILE,
    zh="词表“{vocabulary}”中没有“{name}”",
    en="there is no “{name}” in the vocabulary “{vocabulary}”",
    help_zh="{near}",
    help_en="{near}",
)
DERIVED_FACT = Diagnostic(
    CASE_FILE,
    zh="“{name}”是推算出来的，不能直接填写",
    en="“{name}” is computed and cannot be given",
    help_zh="它等于“{formula}”，请填写其中的事实",
    help_en="it is “{formula}”: give the facts in it",
)
AS_OF_AMONG_FACTS = Diagnostic(
    CASE_FILE,
    zh="评定日不写在 facts 里",
    en="the day of evaluation is not among the facts",
    help_zh="请写成 as_of: 2016-07-01，与 facts 并列",
    help_en="write as_of: 2016-07-01 beside facts",
)
DUPLICATE_FACT = Diagnostic(
    CASE_FILE,
    zh="“{name}”写了两次，第 {line} 行已有",
    en="“{name}” is written twice, it already stands in line {line}",
    help_zh="同一个事实用中文或者英文名称写一次",
    help_en="write a fact once, by its Chinese or its English name",
)
NO_VALUE_WRITTEN = Diagnostic(
    CASE_FILE,
    zh="“{name}”没有写值",
    en="“{name}” has no value",
    help_zh="请写上，例如 {name}: {example}；不知道的写“未知”",
    help_en="write one, such as {name}: {example}, or 未知 if it is not known",
)
BAD_VALUE = Diagnostic(
    CASE_FILE,
    zh="“{name}”的值有误：{problem}",
    en="the value of “{name}” is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
GIVEN = GivenMessages(UNKNOWN_FACT, DERIVED_FACT, AS_OF_AMONG_FACTS, DUPLICATE_FACT, NO_VALUE_WRITTEN, BAD_VALUE)
BAD_EXPECTED_VALUE = Diagnostic(
    CASE_FILE,
    zh="对“{name}”的期望有误：{problem}",
    en="what is expected of “{name}” is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
UNKNOWN_EXPECTED = Diagnostic(
    CASE_FILE,
    zh="文件《{document}》中没有名为“{name}”的规定，无从期望",
    en="the document “{document}” has no rule “{name}” of which something could be expected",
    help_zh="{near}",
    help_en="{near}",
)
NO_DOCUMENT = Diagnostic(
    CASE_FILE,
    zh="没有写明是哪份文件的案例",
    en="the document that the case is about is not named",
    help_zh="请写上 document: 文件的标题",
    help_en="write document: and the title of the document",
)
UNKNOWN_DOCUMENT = Diagnostic(
    CASE_FILE,
    zh="没有标题为《{document}》的文件",
    en="there is no document with the title “{document}”",
    help_zh="{near}",
    help_en="{near}",
)
INVARIANT_BROKEN = Diagnostic(
    CASE_FILE,
    zh="这样的人不可能存在：与词表的“{name}”不符",
    en="such a person cannot exist: “{name}” of the vocabulary does not hold",
    help_zh="词表规定：{formula}；请核对写明的事实，没有写到的取通常的值",
    help_en="the vocabulary says: {formula}; see whether the facts are right; those not written have ordinary values",
)
