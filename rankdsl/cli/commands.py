"""The commands with their arguments, options, help and examples, as data; `COMMANDS` lists them."""

from __future__ import annotations

from dataclasses import dataclass

from rankdsl.diagnostics.text import Text


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands without an option. `most`: how many at most, None for any number."""

    name: str
    metavar: str
    help: Text
    least: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """`--flag VALUE`, or `--flag` alone where there is no `metavar`. `repeats`: all values count, not the last."""

    flag: str
    metavar: str | None
    help: Text
    choices: tuple[str, ...] = ()
    default: str | None = None
    repeats: bool = False
    required: bool = False
    short: str = ""
    """The same in one letter: `-o`."""

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Example:
    line: str
    help: Text


@dataclass(frozen=True, slots=True)
class Command:
    """`summary` is one line; `about` a paragraph of its help page. It runs as `rankdsl.cli.<module>.run`."""

    name: str
    module: str
    summary: Text
    about: Text
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    examples: tuple[Example, ...]
    exit_codes: tuple[tuple[str, Text], ...]


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

CHECK = Command(
    "check",
    "check",
    Text("检查文件：写法、含义，以及各项证明", "check documents: writing, meaning and every proof"),
    Text(
        "检查文件夹、文件或标准输入中的规则文件，并与它们的上位文件比较。"
        "不写 --as-of 时，检查从施行之日起的每一段时间。",
        "Checks the rule documents of a folder, a file or standard input, each also against its superiors. Without "
        "--as-of, every period from the day a document takes effect is checked.",
    ),
    (PATHS,),
    (
        AS_OF,
        Option(
            "--select",
            "CODES",
            Text(
                "只做这些检查，逗号分隔；RD4 表示所有 RD4 开头的",
                "only these checks, with commas between; RD4 is every code that begins so",
            ),
            repeats=True,
        ),
        Option("--ignore", "CODES", Text("不做这些检查", "all but these checks"), repeats=True),
        Option(
            "--fix",
            None,
            Text(
                "先把有把握的写法错误直接改正（写回文件；- 则输出改好的文字），再检查",
                "first put right the slips of the pen that leave no doubt, in the files (with -: on standard output)",
            ),
        ),
        FAIL_LEVEL,
        Option(
            "--budget",
            "N",
            Text("每项判定的计算量上限（步数）", "the most work on one question, in steps of the prover"),
        ),
        Option(
            "--emit-smt",
            "DIR",
            Text(
                "把每项判定写成加了注释的 SMT-LIB 文件，存入这个新的或空的文件夹",
                "write every obligation as a commented SMT-LIB file into this folder, which must be new or empty",
            ),
        ),
        Option(
            "--certify",
            None,
            Text(
                "把每个得出结论的问题再交给 cvc5 复核（须另装：pip install 'rankdsl[certify]'）",
                "put every question that was decided to cvc5 as well (pip install 'rankdsl[certify]')",
            ),
        ),
        Option(
            "--baseline",
            "FILE",
            Text(
                "基线文件（以前的 json、sarif 结果或 --write-baseline 写出的）：其中已有的问题不计入",
                "findings that this file has already do not count: an earlier json or sarif report, or a baseline",
            ),
        ),
        Option(
            "--write-baseline",
            "FILE",
            Text(
                "把现有的问题写成基线文件，以后只计新出现的",
                "write what is found as a baseline: only what is new counts",
            ),
        ),
        Option(
            "--today",
            "DATE",
            Text(
                "按哪一天判断豁免是否到期（默认为当天，或环境变量 SOURCE_DATE_EPOCH）",
                "the day by which waivers have expired (default: SOURCE_DATE_EPOCH, else today)",
            ),
        ),
        Option(
            "--repairs",
            None,
            Text(
                "为发现的问题寻找最小的改法；每种改法都重新检查，不引起新问题的才列出（较慢，不改动文件）",
                "look for the least change that mends each finding, checked again so that nothing new comes of it "
                "(slow; changes no file)",
            ),
        ),
        SHOW_EXPECTED,
        CHECK_FORMAT,
    ),
    (
        Example("rankdsl check policies", Text("检查整个工作区", "check a whole workspace")),
        Example(
            "rankdsl check county.rank --select RD4 --as-of 2016-07-01",
            Text("一个文件，只与上位文件比较，只看这一天", "one file, against its superiors only, on one day"),
        ),
        Example(
            "rankdsl check county.rank --fix",
            Text("改正有把握的写法错误，其余的照常指出", "mend what is sure, and report the rest"),
        ),
        Example("rankdsl check - --format json < county.rank", Text("标准输入，结果供程序读取", "for programs")),
        Example(
            "rankdsl check policies --format sarif > rankdsl.sarif",
            Text("结果供代码托管平台显示，见 docs/ci.md", "for code hosts; see docs/ci.md"),
        ),
    ),
    OF_FINDINGS,
)
TEST = Command(
    "test",
    "test",
    Text("运行案例", "run the cases"),
    Text(
        "运行文件中的每个案例和工作区的每个案例文件，比较期望与实际结果。",
        "Runs every case in the documents and every case file, and compares what is expected with what comes out.",
    ),
    (PATHS,),
    (FAIL_LEVEL, SHOW_EXPECTED, FORMAT),
    (
        Example("rankdsl test policies", Text("运行工作区的全部案例", "every case of a workspace")),
        Example("rankdsl test policies/cases/county.yaml", Text("只运行一个案例文件", "one case file")),
    ),
    OF_FINDINGS,
)
EVAL = Command(
    "eval",
    "eval",
    Text("为一个人求结果并说明理由", "one person: the outcome, and why"),
    Text(
        "按一份文件为一个人求结果：为什么，为什么不，缺什么，下一步怎么办。"
        "不写 --as-of 时，评定日依次取案例的、工作区的、文件的施行日。",
        "Decides about one person by one document: the outcome, why, why not, what is missing, what to do next. "
        "Without --as-of, the day is that of the case, of the workspace, or the day the document takes effect.",
    ),
    (Argument("file", "FILE", Text("规则文件；- 表示标准输入", "the rule document; - is standard input"), 1, 1),),
    (
        Option(
            "--case",
            "CASE.yaml",
            Text("写明这个人事实的文件（YAML 或 JSON）", "the facts about the person (YAML or JSON)"),
            required=True,
        ),
        Option("--decision", "X", Text("只看这一项决定", "this decision only")),
        AS_OF,
        FORMAT,
    ),
    (
        Example(
            "rankdsl eval county.rank --case person.yaml",
            Text("这个人能不能晋升，为什么", "may this person be promoted, and why"),
        ),
        Example(
            "rankdsl eval county.rank --case person.yaml --decision 可晋升 --as-of 2016-07-01",
            Text("一项决定，指定评定日", "one decision, on a given day"),
        ),
    ),
    (
        ("0", Text("有结果：是、否，或者一个值", "there is an answer: yes, no, or a value")),
        ("1", Text("文件或案例写错，无法求值", "the document or the case is wrong")),
        FAULTS,
        ("3", Text("不能确定，或者文件对这个人没有结果", "it cannot be determined, or the document gives no answer")),
    ),
)
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
THRESHOLDS = Command(
    "thresholds",
    "thresholds",
    Text("写明的门槛和实际的门槛", "what is written and what it really takes"),
    Text(
        "逐项决定、逐类人员列出：条文写明要多少，实际上最少要多少、通常要多少，上位文件要多少，是哪一条造成的。",
        "For each decision and class of people: how much is written, how much it really takes at least and ordinarily, "
        "how much under the superior, and which articles make it so.",
    ),
    (PATHS,),
    (
        Option("--decision", "X", Text("只看这一项决定", "this decision only")),
        Option("--by", "FACT", Text("按哪一项事实分类，例如 现职级", "the fact that people are told apart by")),
        AS_OF,
        Option(
            "--budget",
            "N",
            Text("每个问题的计算量上限（步数）", "the most work on one question, in steps of the prover"),
        ),
        FORMAT,
    ),
    (
        Example("rankdsl thresholds county.rank", Text("一份文件的门槛", "the bars of one document")),
        Example(
            "rankdsl thresholds county.rank --decision 可晋升 --by 现职级",
            Text("一项决定，按现职级分类", "one decision, by rank"),
        ),
    ),
    (
        ("0", Text("已列出", "shown")),
        ("1", Text("文件写错，无法列出", "the document is wrong")),
        FAULTS,
        ("3", Text("有的门槛没有得出结论", "a figure is undecided")),
    ),
)
DIFF = Command(
    "diff",
    "diff",
    Text("比较两个版本的含义", "what changed in meaning"),
    Text(
        "比较两份规则文件（或两个文件夹里的同名文件）的含义，而不是文字：每项决定是相同、更严、更宽还是有宽有严，"
        "谁由“否”变“是”，谁由“是”变“否”，参数和日期有哪些变化。不同时施行的，旧的按仍在施行来比。",
        "Compares the meaning of two rule documents (or of the documents of two folders, by their titles), not their "
        "text: whether each decision is equivalent, stricter, laxer or neither, who gains and who loses by it, and "
        "which parameters and dates changed. Where they are not in force at one time, the old one is read as if it "
        "still were.",
    ),
    (
        Argument(
            "paths",
            "OLD NEW",
            Text(
                "旧的和新的文件，或者文件夹；- 表示标准输入",
                "the old and the new document, or folders; - is standard input",
            ),
            2,
            2,
        ),
    ),
    (
        Option("--as-of", "DATE", Text("只比较这一天，例如 2020-01-01", "only on this day, such as 2020-01-01")),
        Option(
            "--budget",
            "N",
            Text("每个问题的计算量上限（步数）", "the most work on one question, in steps of the prover"),
        ),
        FORMAT,
    ),
    (
        Example("rankdsl diff old.rank new.rank", Text("两个版本", "two versions")),
        Example("rankdsl diff policies draft/policies --lang en", Text("两个文件夹，英文", "two folders, in English")),
        Example(
            "git show HEAD~1:county.rank | rankdsl diff - county.rank",
            Text("与上一次提交的比较", "against the commit before"),
        ),
    ),
    (
        ("0", Text("含义相同", "nothing means anything else")),
        ("1", Text("含义有变化", "something means something else")),
        (
            "2",
            Text(
                "命令行有误，文件无法读取或者写错，或者程序自身出错",
                "the command line, a file or the tool itself is at fault",
            ),
        ),
        ("3", Text("没有发现变化，但有的问题没有结论", "nothing found to differ, but a question is undecided")),
    ),
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

COMMANDS = (CHECK, TEST, EVAL, COMPILE, DIFF, THRESHOLDS, FMT, EXPLAIN, SCHEMA, INIT, DOCTOR, COMPLETION)
