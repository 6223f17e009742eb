"""What a check is, what a case file holds, and what the machine has."""

from __future__ import annotations

from rankdsl.cli.commands.shapes import Argument, Command, Example, Option
from rankdsl.cli.commands.shared import FAULTS, FORMAT
from rankdsl.diagnostics.text import Text

EXPLAIN = Command(
    "explain",
    "explain",
    Text("说明一项检查", "the manual page of a check"),
    Text(
        "显示一项检查的说明：什么是错的，为什么要紧，怎样改，错误的和正确的写法。不写编号时列出全部检查。",
        "Shows what a check finds, why it matters, how to mend it, and a wrong and a right example. Without a code, "
        "lists all of them.",
    ),
    (Argument("code", "CODE", Text("编号或名称，例如 RD401", "a code or a name, such as RD401"), 0, 1),),
    (FORMAT,),
    (
        Example("rankdsl explain RD401", Text("RD401 的说明", "the page of RD401")),
        Example("rankdsl explain hidden-criterion --lang en", Text("按名称查，英文", "by name, in English")),
    ),
    (("0", Text("已显示", "shown")), ("2", Text("没有这项检查", "there is no such check"))),
)

SCHEMA = Command(
    "schema",
    "schema",
    Text("案例文件的 JSON Schema", "JSON Schema of a case"),
    Text(
        "按词表给出案例文件的 JSON Schema，供编辑器和程序核对案例。工作区只有一个词表时可以不写名称。",
        "Writes the JSON Schema of a case file by a vocabulary, for editors and programs. The name may be left out "
        "where the workspace has one vocabulary only.",
    ),
    (Argument("vocabulary", "VOCABULARY", Text("词表的名称或文件", "name or file of a vocabulary"), 0, 1),),
    (Option("--format", "FORMAT", Text("输出格式：json", "output format: json"), ("json",), default="json"),),
    (Example("rankdsl schema 公务员 > case.schema.json", Text("写入文件", "write it to a file")),),
    (("0", Text("已写出", "written")), ("1", Text("词表有误", "the vocabulary is wrong")), FAULTS),
)

DOCTOR = Command(
    "doctor",
    "doctor",
    Text("看看安装和环境是否正常", "whether the installation and its surroundings are fine"),
    Text(
        "逐项查看版本、求解器、终端编码、颜色、语法表和当前的工作区，不正常的说明怎么办。请人帮忙时，把它的输出一并发去。",
        "Looks at versions, the solver, the terminal, colours, the grammar's tables and the workspace around this "
        "folder, and says what to do about what is not fine. Send its output along when you ask for help.",
    ),
    (),
    (FORMAT,),
    (Example("rankdsl doctor", Text("逐项查看", "look at everything")),),
    (
        ("0", Text("可以使用（可能有要注意的）", "usable, though there may be warnings")),
        ("2", Text("有故障", "something is broken")),
    ),
)

COMPLETION = Command(
    "completion",
    "completion",
    Text("让终端能够补全命令", "completion for a shell"),
    Text(
        "写出一段脚本，终端读入以后，按 Tab 键可以补全命令、选项和检查的编号。怎样读入，写在脚本的开头。",
        "Writes a script that lets a shell complete commands, options and codes of checks; its first lines say how to "
        "load it.",
    ),
    (
        Argument(
            "shell",
            "SHELL",
            Text("哪一种：bash、zsh、fish", "which one: bash, zsh or fish"),
            1,
            1,
            choices=("bash", "zsh", "fish"),
        ),
    ),
    (),
    (
        Example("rankdsl completion bash >> ~/.bash_completion", Text("以后一直有效", "for every shell to come")),
        Example("rankdsl completion fish > ~/.config/fish/completions/rankdsl.fish", Text("fish", "fish")),
    ),
    (("0", Text("已写出", "written")), FAULTS),
)
