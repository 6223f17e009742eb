"""RD117: the workspace file, or a path in it, is wrong."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Page, Severity, Text

PAGE = Page(
    code="RD117",
    name="bad-workspace",
    severity=Severity.ERROR,
    title=Text("工作区文件有误", "the workspace file is wrong"),
    manual=Text(
        """\
`rankdsl.toml` 所在的文件夹就是工作区。它说明哪些文件属于工作区、按哪一天判定、哪些检查改变级别或者关闭。
写错的设置不会被悄悄忽略：名称、类型、编号有误的，都在这里指出，并按默认值继续检查。

| 设置 | 含义 | 默认 |
|---|---|---|
| `name` | 工作区的名称，只给人看 | 没有 |
| `as_of` | `eval` 和案例的评定日 | 文件的施行日 |
| `horizon` | 没有写明废止日期的文件检查到哪一天为止 | 2050-12-31 |
| `documents` | 规则文件（通配式的列表） | `["**/*.rank"]` |
| `vocabularies` | 词表 | `["vocabulary/*.yaml", "**/vocabulary/*.yaml"]` |
| `calendars` | 工作日历，见 RD121 | `["calendars/*.yaml", "**/calendars/*.yaml"]` |
| `cases` | 案例文件 | `["cases/**/*.yaml", "**/cases/**/*.yaml"]`，以及同样位置的 `.json` |
| `sources` | 出处清单 | 没有 |
| `glossary` | 译名表：中文和英文的名称、标题、文字 | `glossary.en.yaml`，如果有 |
| `budget` | 每项判定的计算量上限（步数） | 程序自带 |
| `[severity]` | 每个检查编号改为 `error`、`warning`、`note` 或 `off` | 各检查自己的级别 |
| `[[waivers]]` | 经批准暂时保留的问题，一处一个小节，见 RD120 | 没有 |

所有路径都相对于工作区，不能指向工作区之外。RD1xx 是文件写错，不能改变级别；RD901 是没有得出结论，不能关闭。
""",
        """\
the folder of `rankdsl.toml` is the workspace. The file says which files belong to it, which day to judge by, and which
checks have another severity or are switched off. A setting that is wrong is never skipped in silence: it is named
here, and its default is used.

| setting | meaning | default |
|---|---|---|
| `name` | what people call the workspace | none |
| `as_of` | the day that `eval` and cases judge by | the day the document takes effect |
| `horizon` | how far a document without an end is looked at | 2050-12-31 |
| `documents` | rule documents (a list of patterns) | `["**/*.rank"]` |
| `vocabularies` | vocabularies | `["vocabulary/*.yaml", "**/vocabulary/*.yaml"]` |
| `calendars` | calendars of working days: see RD121 | `["calendars/*.yaml", "**/calendars/*.yaml"]` |
| `cases` | case files | `["cases/**/*.yaml", "**/cases/**/*.yaml"]`, and `.json` in the same places |
| `sources` | the list of sources | none |
| `glossary` | names, titles and texts in Chinese and English | `glossary.en.yaml`, if there is one |
| `budget` | the most work on one question, in steps | the tool's own |
| `[severity]` | `error`, `warning`, `note` or `off` for a code | each check's own |
| `[[waivers]]` | a finding that may stay for now, a section each: see RD120 | none |

Paths are relative to the workspace and may not lead out of it. RD1xx are mistakes of writing and keep their severity;
RD901 says that no verdict was reached and cannot be switched off.
""",
    ),
    wrong="""\
as_off = 2016-07-01
documents = ["counties/*.rank"]

[severity]
RD999 = "note"
""",
    right="""\
as_of = 2016-07-01

[severity]
RD211 = "off"
""",
    example_file="rankdsl.toml",
)

NOT_TOML = Diagnostic(
    PAGE,
    zh="工作区文件从这里起不符合 TOML 格式",
    en="the workspace file is not valid TOML from here on",
    help_zh='每行写“名称 = 值”，文字加英文引号，例如 as_of = "2016-07-01"；本次按默认设置检查',
    help_en='write “name = value” on each line, words in quotes, such as as_of = "2016-07-01"; defaults were used',
)
UNKNOWN_SETTING = Diagnostic(
    PAGE,
    zh="没有名为“{name}”的设置",
    en="there is no setting “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
WRONG_TYPE = Diagnostic(
    PAGE,
    zh="设置“{name}”应当是{wanted}",
    en="the setting “{name}” must be {wanted}",
    help_zh="例如：{example}；本次按默认值检查",
    help_en="for example: {example}; the default was used",
)
UNKNOWN_CODE = Diagnostic(
    PAGE,
    zh="没有编号为“{name}”的检查",
    en="there is no check “{name}”",
    help_zh="{near}",
    help_en="{near}",
)
FIXED_SEVERITY = Diagnostic(
    PAGE,
    zh="{code} 说的是文件写错，不能改变级别或者关闭",
    en="{code} is a mistake of writing: its severity cannot be changed",
    help_zh="删去这一行，改正文件中的错误",
    help_en="remove this line and mend the document",
)
NEVER_OFF = Diagnostic(
    PAGE,
    zh="{code} 表示没有得出结论，不能关闭，否则未判定的会被当作已通过",
    en="{code} says that no verdict was reached and cannot be switched off, or the undecided would pass as checked",
    help_zh="删去这一行；可以用 budget 提高计算量上限",
    help_en="remove this line; budget raises the limit",
)
LEADS_OUT = Diagnostic(
    PAGE,
    zh="“{path}”在工作区之外，没有读取",
    en="“{path}” lies outside the workspace and was not read",
    help_zh="把文件放进工作区，或者改用工作区之内的相对路径",
    help_en="put the file into the workspace, or name a relative path within it",
)
LINK_LEADS_OUT = Diagnostic(
    PAGE,
    zh="链接“{path}”指向工作区之外，没有读取",
    en="the link “{path}” leads out of the workspace and was not followed",
    help_zh="把所指的文件放进工作区，或者删去这个链接",
    help_en="put what it points to into the workspace, or remove the link",
    severity=Severity.WARNING,
)
NESTED = Diagnostic(
    PAGE,
    zh="文件夹“{path}”自成一个工作区，这一次没有检查",
    en="the folder “{path}” is a workspace of its own and was not checked here",
    help_zh="要检查它，请写出它的路径",
    help_en="name its path to check it",
    severity=Severity.WARNING,
)
MATCHES_NOTHING = Diagnostic(
    PAGE,
    zh="设置“{name}”中的“{pattern}”没有对应任何文件",
    en="“{pattern}” in the setting “{name}” matches no file",
    help_zh="核对路径；它相对于工作区，** 表示任意层文件夹",
    help_en="see whether the path is right; it is relative to the workspace, and ** stands for any folders",
    severity=Severity.WARNING,
)
NO_SUCH_FILE = Diagnostic(
    PAGE,
    zh="设置“{name}”所指的文件“{path}”不存在",
    en="the file “{path}” of the setting “{name}” does not exist",
    help_zh="核对路径；它相对于工作区",
    help_en="see whether the path is right; it is relative to the workspace",
)
UNREADABLE_FOLDER = Diagnostic(
    PAGE,
    zh="文件夹“{path}”无法打开，其中的文件没有检查",
    en="the folder “{path}” cannot be opened, and its files were not checked",
    help_zh="请有权限的人检查，或者调整该文件夹的权限",
    help_en="ask someone who may open it, or change its permissions",
    unreadable=True,
)
