"""What several commands take, and what their exit codes say."""

from __future__ import annotations

from rankdsl.cli.commands.shapes import Argument, Option
from rankdsl.diagnostics.text import Text

FAULTS = (
    "2",
    Text("命令行有误，文件无法读取，或者程序自身出错", "the command line, a file or the tool itself is at fault"),
)
OF_FINDINGS = (
    ("0", Text("全部成立，没有达到 --fail-level 的问题", "all proved, nothing found at or above --fail-level")),
    ("1", Text("有达到 --fail-level 的问题，或者案例不通过", "findings at or above --fail-level, or cases that fail")),
    FAULTS,
    ("3", Text("没有发现问题，但有的判定没有结论", "nothing found, but a verdict is unknown")),
)
"""Exit codes, and what they say."""

LANG = Option("--lang", "zh|en", Text("信息所用的语言", "the language of messages"), ("zh", "en"))
COLOR = Option(
    "--color",
    "WHEN",
    Text("是否用颜色：auto、always、never", "colours: auto, always or never"),
    ("auto", "always", "never"),
    default="auto",
)
HELP = Option("--help", None, Text("显示用法", "show this help"))
VERSION = Option("--version", None, Text("显示版本", "show the version"))
EVERYWHERE = (LANG, COLOR, HELP, VERSION)
"""Options that every command has, and that may also stand before the command."""

PATHS = Argument(
    "paths",
    "PATH",
    Text(
        "文件或文件夹；- 表示标准输入；不写则为当前文件夹",
        "files or folders; - is standard input; default: this folder",
    ),
)
FORMAT = Option(
    "--format",
    "FORMAT",
    Text("输出格式：text 或 json", "output format: text or json"),
    ("text", "json"),
    default="text",
)
CHECK_FORMAT = Option(
    "--format",
    "FORMAT",
    Text(
        "输出格式：text、json；供持续集成读取的 sarif、junit、github、gitlab",
        "output format: text, json, or for CI servers sarif, junit, github, gitlab",
    ),
    ("text", "json", "sarif", "junit", "github", "gitlab"),
    default="text",
)
AS_OF = Option("--as-of", "DATE", Text("评定日，例如 2016-07-01", "the day of evaluation, such as 2016-07-01"))
FAIL_LEVEL = Option(
    "--fail-level",
    "LEVEL",
    Text(
        "使退出码为 1 的最低级别：error 错误、warning 警告、note 提示",
        "findings of this level and above make the exit code 1: error, warning or note",
    ),
    ("error", "warning", "note"),
    default="error",
)
SHOW_EXPECTED = Option(
    "--show-expected",
    None,
    Text("完整显示已预期或已豁免的问题", "show expected and waived findings in full"),
)
