"""Commands that write files."""

from __future__ import annotations

from rankdsl.cli.commands.shapes import Argument, Command, Example, Option
from rankdsl.cli.commands.shared import AS_OF, FAULTS, FORMAT, PATHS
from rankdsl.diagnostics.text import Text

FMT = Command(
    "fmt",
    "fmt",
    Text("把文件改成规范的书写格式", "rewrite documents in their canonical form"),
    Text(
        "把规则文件改成规范的书写格式：含义不变，注释都在。读不懂的文件一个字也不动。标准输入的，写到标准输出。",
        "Rewrites rule documents in their canonical form: what they say stays the same, and every comment stays. "
        "A file that cannot be read is left alone. Standard input is written to standard output.",
    ),
    (PATHS,),
    (
        Option(
            "--check",
            None,
            Text("不改文件，只列出需要改写的", "change nothing, name the files that would be rewritten"),
        ),
        Option("--diff", None, Text("不改文件，显示会怎样改", "change nothing, show what would be changed")),
        Option(
            "--to",
            "zh|en",
            Text(
                "写成中文或者英文：名称取自词表和译名表 glossary.en.yaml；有一处没有译名，就都不改",
                "write Chinese or English: names are those of the vocabulary and of glossary.en.yaml, and nothing is "
                "written while one is missing",
            ),
            ("zh", "en"),
        ),
        FORMAT,
    ),
    (
        Example("rankdsl fmt policies", Text("改写一个文件夹中的全部文件", "every document of a folder")),
        Example("rankdsl fmt --check --diff policies", Text("只看，不改；供持续集成使用", "only look; for CI")),
        Example("rankdsl fmt - < county.rank", Text("供编辑器使用", "for editors")),
        Example("rankdsl fmt --to en - < county.rank", Text("显示英文写法", "the same document in English")),
    ),
    (
        ("0", Text("已经是规范的格式，或者已经改好", "all is in canonical form, or is now")),
        (
            "1",
            Text(
                "有文件写法有误或者没有译名，没有改动；--check 时，有文件需要改写",
                "a file with mistakes or without translation was left alone; with --check, a file would be rewritten",
            ),
        ),
        FAULTS,
    ),
)

COMPILE = Command(
    "compile",
    "compile",
    Text("编译成可以部署的 Python 程序", "make a Python package that can be deployed"),
    Text(
        "把一份核对过的规则文件编译成独立的 Python 程序包。有 Python 就能运行：带类型、输入格式、清单、结果的理由和文件"
        "自己的案例。还有错误没有改正或者豁免的，有判定没有结论的，都不编译。不写 --as-of 时，各段施行期间都编译，"
        "运行时按评定日选用。",
        "Makes an evaluator of a document that was checked: a typed Python package that needs nothing but Python, with "
        "the schema of its input, a manifest, explanations and the document's own cases. It is refused while check "
        "finds errors that nobody waived (exit code 1), or while a verdict is unknown (3). Without --as-of, every "
        "period goes in, and the day of evaluation chooses.",
    ),
    (Argument("file", "FILE", Text("规则文件；- 表示标准输入", "the rule document; - is standard input"), 1, 1),),
    (
        Option(
            "--output",
            "DIR",
            Text(
                "放程序包的文件夹：新的、空的，或者以前编译到的",
                "the folder for the package: new, empty, or that of a former compile",
            ),
            required=True,
            short="-o",
        ),
        AS_OF,
        Option(
            "--document",
            "TITLE",
            Text("文件里有几份规则文件时，编译哪一份", "which document, where the file holds several"),
        ),
        Option(
            "--name",
            "NAME",
            Text("程序包的名称（默认取自文件名）", "the name of the package (default: after the file)"),
        ),
        Option(
            "--budget",
            "N",
            Text("每项判定的计算量上限（步数）", "the most work on one question, in steps of the prover"),
        ),
        Option(
            "--today",
            "DATE",
            Text(
                "按哪一天判断豁免是否到期（默认为当天，或环境变量 SOURCE_DATE_EPOCH）",
                "the day by which waivers have expired (default: SOURCE_DATE_EPOCH, else today)",
            ),
        ),
        FORMAT,
    ),
    (
        Example(
            "rankdsl compile county.rank -o build",
            Text("编译到 build 文件夹", "into the folder build"),
        ),
        Example(
            "rankdsl compile county.rank -o build --name county --as-of 2016-07-01",
            Text("只编译这一天施行的，程序包名为 county", "what is in force on one day, as the package county"),
        ),
    ),
    (
        ("0", Text("已编译", "compiled")),
        ("1", Text("有错误没有改正或者豁免，或者案例不通过", "there are errors that nobody waived, or failed cases")),
        FAULTS,
        ("3", Text("有的判定没有结论", "a verdict is unknown")),
    ),
)

INIT = Command(
    "init",
    "init",
    Text("新建工作区，或者在一份文件之下起草新的文件", "a new workspace, or a new document under another"),
    Text(
        "在文件夹 DIR 里新建一个工作区：设置、词表、一份规则文件、一个案例文件，检查起来没有问题。写了 --under 的，"
        "起草一份以 FILE 为依据的文件：文件头写好，上位文件的条文逐条列成注释，说明哪些可以改、哪些不可以改。"
        "已有的文件一概不覆盖。",
        "Makes a workspace in the folder DIR: settings, a vocabulary, a document, a case file; all of it checks clean. "
        "With --under, drafts a document that stands under FILE: its header, and the articles above as comments with "
        "what may be changed of each and what may not. No file is ever written over.",
    ),
    (Argument("dir", "DIR", Text("文件夹；没有的，新建", "the folder; made if it is not there"), 1, 1),),
    (
        Option("--under", "FILE", Text("所依据的上位文件", "the document that the new one is to stand under")),
        Option(
            "--title",
            "TITLE",
            Text("新文件的标题（默认由上位文件的标题得来）", "the title of the new document (default: after FILE's)"),
        ),
        FORMAT,
    ),
    (
        Example("rankdsl init 规则库", Text("新建工作区", "a new workspace")),
        Example(
            "rankdsl init 规则库 --under policies/central/2019-职务与职级并行规定.rank --title 某省实施细则",
            Text("在一份文件之下起草", "a document under another"),
        ),
    ),
    (
        ("0", Text("已写出", "written")),
        ("1", Text("上位文件有误", "there are mistakes in the document above")),
        FAULTS,
    ),
)
