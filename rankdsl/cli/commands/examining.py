"""Whether documents hold, and what becomes of people."""

from __future__ import annotations

from rankdsl.cli.commands.shapes import Argument, Command, Example, Option
from rankdsl.cli.commands.shared import (
    AS_OF,
    CHECK_FORMAT,
    FAIL_LEVEL,
    FAULTS,
    FORMAT,
    OF_FINDINGS,
    PATHS,
    SHOW_EXPECTED,
)
from rankdsl.diagnostics.text import Text

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
            "--burden-against",
            "OLD",
            Text(
                "减负一致性评估：与原来的版本（文件或文件夹，标题相同）相比，指标、分值、材料、检查增加了的不通过",
                "fail if indicators, points, materials or visits grow against the former versions in OLD",
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
        Example(
            "rankdsl check county.rank --burden-against old/county.rank",
            Text("出台前的减负一致性评估", "before it is issued: does the burden grow"),
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

PROPOSE = Command(
    "propose",
    "propose",
    Text("给一个单位提出晋升人选", "who of a unit is promoted within the slots"),
    Text(
        "按规则文件的择优和职数，给单位文件里的人员提出晋升人选：谁符合条件，得多少分、怎样得来，次序，职数之内取谁，谁差一点、差多少，不符合的差在哪一项，排队要多久，借用职数会怎样。规则分不出先后的，写明不能确定，不看名单先后。",
        "Proposes by the selection and the slots of a document who of a unit is promoted: who is eligible, each score "
        "and how it comes about, the order, who is within the slots, who just missed and by how much, what stops the "
        "others, how long the queue is, what a loan of slots would change. Where the rule does not choose between "
        "people, it says so, and never goes by the order of the file.",
    ),
    (Argument("unit", "UNIT.yaml", Text("单位文件；- 表示标准输入", "the unit file; - is standard input"), 1, 1),),
    (
        AS_OF,
        Option("--selection", "NAME", Text("文件有几项择优时，用哪一项", "which selection, where there are several")),
        Option("--person", "ID", Text("详细说明这一个人", "explain this person in full")),
        Option(
            "--all", None, Text("列出每个人的得分，或者不符合的原因", "name everybody, with every score, or why not")
        ),
        FORMAT,
    ),
    (
        Example("rankdsl propose 某县局.yaml", Text("谁晋升，为什么", "who is promoted, and why")),
        Example("rankdsl propose 某县局.yaml --person 0007", Text("这个人为什么没有入选", "why somebody is not")),
        Example("rankdsl propose 某县局.yaml --format json", Text("供程序读取", "for programs")),
    ),
    (
        ("0", Text("都有结果", "everything is answered")),
        (
            "1",
            Text(
                "单位文件或者规则文件写错，程序的记录与规定不符",
                "the unit file or the document is wrong, or the log deviates from the procedure",
            ),
        ),
        FAULTS,
        (
            "3",
            Text(
                "有人不能确定，或者职数、总额、程序的记录不能确定",
                "somebody, a number of slots, a total or something in the log is undetermined",
            ),
        ),
    ),
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
