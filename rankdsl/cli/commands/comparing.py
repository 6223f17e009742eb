"""What differs between two versions, and between what is written and what it takes."""

from __future__ import annotations

from rankdsl.cli.commands.shapes import Argument, Command, Example, Option
from rankdsl.cli.commands.shared import AS_OF, FAULTS, FORMAT, PATHS
from rankdsl.diagnostics.text import Text

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
