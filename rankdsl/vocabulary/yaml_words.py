"""The YAML library's complaints in plain words."""

from __future__ import annotations

from rankdsl.diagnostics import Text

_QUOTE = Text(
    '这样开头的值要用引号括起来，如 "…"；缩进只用空格，不用制表符',
    'put a value that begins like this in quotes ("…"); indent with spaces, not tabs',
)
_INDENT = Text(
    "请看这一行和上一行的缩进：同级各行左端对齐，冒号用半角“:”，后面空一格",
    "look at the indentation of this line and the one before: lines of one level begin in one column, "
    "and a colon is followed by a space",
)

WIDE_COLON = (
    Text("名称后面的冒号是全角“：”", "the colon after the name is a full-width one (“：”)"),
    Text("请用半角“:”，后面空一格", "write “:”, followed by a space"),
)

_WORDS: tuple[tuple[str, Text, Text], ...] = (
    (
        "mapping values are not allowed",
        Text("这里多了一个冒号", "there is one colon too many here"),
        Text(
            "值里有冒号的，用引号括起来；同级各行左端要对齐",
            "put a value that holds a colon in quotes; lines of one level must begin in one column",
        ),
    ),
    (
        "found character that cannot start any token",
        Text("值不能以这个字符开头", "a value cannot begin with this character"),
        _QUOTE,
    ),
    (
        "found a tab character",
        Text("这一行用了制表符缩进", "this line is indented with a tab"),
        Text("请改用空格缩进", "indent with spaces"),
    ),
    (
        "did not find expected ',' or ']'",
        Text("方括号里的内容没有写完整", "the list in square brackets is not complete"),
        Text("请补上“]”，各项之间用半角逗号“,”", "close it with “]”, and put a comma between items"),
    ),
    (
        "did not find expected ',' or '}'",
        Text("花括号里的内容没有写完整", "the content of the braces is not complete"),
        Text(
            "请补上“}”，各项之间用半角逗号“,”，冒号后空一格",
            "close it with “}”, put a comma between entries and a space after each colon",
        ),
    ),
    (
        "found unexpected end of stream",
        Text("引号没有合上", "a quotation mark is not closed"),
        Text("请补上后一个引号", "write the closing quotation mark"),
    ),
    (
        "could not find expected ':'",
        Text("这里缺少冒号", "a colon is missing here"),
        Text("请写成“名称: 值”，冒号用半角，后面空一格", "write “name: value”, with a space after the colon"),
    ),
    (
        "found unknown escape character",
        Text("双引号里的“\\”后面写了不认识的字符", "an unknown character follows “\\” inside double quotes"),
        Text("请改用单引号，或者写成“\\\\”", "use single quotes, or write “\\\\”"),
    ),
    (
        "block sequence entries are not allowed",
        Text("“-”开头的列表要另起一行", "a list with “-” must begin on a line of its own"),
        _INDENT,
    ),
    (
        "did not find expected '-' indicator",
        Text("这一行应当是列表的一项", "this line should be an item of the list"),
        _INDENT,
    ),
    ("did not find expected key", Text("这一行的缩进不对", "this line is indented wrongly"), _INDENT),
    (
        "did not find expected node content",
        Text("这里缺少内容，或者多了一个括号", "something is missing here, or there is a bracket too many"),
        Text("请检查括号是否成对", "see whether the brackets come in pairs"),
    ),
    ("block scalar", Text("值不能以“>”或“|”开头", "a value cannot begin with “>” or “|”"), _QUOTE),
    ("alias", Text("值不能以“*”开头", "a value cannot begin with “*”"), _QUOTE),
    ("anchor", Text("值不能以“&”开头", "a value cannot begin with “&”"), _QUOTE),
    ("tag", Text("值不能以“!”开头", "a value cannot begin with “!”"), _QUOTE),
    (
        "incompatible YAML",
        Text("不认识这个 YAML 版本", "this version of YAML is not known"),
        Text("请删去“%YAML”一行", "delete the line “%YAML”"),
    ),
)


def plain_words(problem: str, context: str) -> tuple[Text, Text]:
    """What is wrong and what to do, for a complaint of the library; in general words where it is not in the table."""
    for said, message, help_text in _WORDS:
        if said in problem or (said in context and " " not in said) or (said == "block scalar" and said in context):
            return message, help_text
    return Text("这里的 YAML 写法不对", "the YAML is not well formed here"), _INDENT
