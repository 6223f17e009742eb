"""RD406: a document regulates what belongs to another level (专属)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rankdsl.checks.competence import Reserved, regulates, reserved
from rankdsl.checks.examination import Examination, Outcome, articles_of, own_definitions, rule_of
from rankdsl.checks.faults import innermost
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict

PAGE = Page(
    code="RD406",
    name="no-competence",
    severity=Severity.ERROR,
    title=Text("规定了不属于本级的事项", "regulates what belongs to another level"),
    manual=Text(
        """\
上位文件写明某个事项“专属”，即只有那一级的文件可以规定，本文件却作了规定：重写、修改、另写例外，或者改动了它所依据的定义。
这与写得对不对无关，一字不改地照抄也是越权；所以对这样的事项不再作其他比较（加严、放宽、增设条件、改变含义、超出幅度）。
换一个名称（“即”）再作规定的，同样算。与作出规定的文件同级的文件，可以规定。

**怎样处理**：删去有关条文，直接适用上位文件的规定；确需规定的，由上位文件取消“专属”。
""",
        """\
the superior keeps a matter to its own level (专属), and this document regulates it: it states it anew, amends it, makes
an exception to it, or changes a definition that it rests on. What it says does not matter, and the very same words are
no better; so nothing else is compared of such a matter (RD401 to RD405). A decision that is the superior's by another
name (即) is the same matter. A document of the level that keeps the matter may regulate it.

**What to do**: delete what regulates the matter, and apply the superior as it is; where it has to be regulated here,
the superior must take 专属 back.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：专属。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：36个月。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  参数 应任年限：3年。
  对下 应任年限：专属。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【名称】
  定义 还差年限：应任年限 − 任现职级年限。
""",
)

NOT_COMPETENT = Diagnostic(
    PAGE,
    zh="“{subject}”专属上级规定，本文件无权规定",
    en="“{subject}” is kept to another level: this document may not regulate it",
    help_zh="删去对“{subject}”的规定，直接适用上位文件",
    help_en="delete what regulates “{subject}” and apply the superior as it is",
)
KEPT = Text("上位文件规定为专属", "the superior keeps it to its own level")


def examine(under: Examination) -> Iterator[Outcome]:
    for found in reserved(under):
        articles = articles_of(*(clause.place for clause in found.clauses))
        if not regulates(under, found.subject):
            yield Outcome(found.subject, articles, Verdict.PROVED)
            continue
        finding = _finding(under, found)
        yield Outcome(found.subject, articles_of(finding.place) + articles, Verdict.REFUTED, (finding,))


def _finding(under: Examination, found: Reserved) -> Finding:
    place = _where(under, found.subject)
    related = tuple(Citation(clause.place, KEPT) for clause in found.clauses)
    finding = NOT_COMPETENT.at(place, subject=found.subject, related=related)
    return replace(finding, evidence=Evidence(core=(place, *(c.place for c in related))), distinguishing="")


def _where(under: Examination, subject: str) -> Place:
    """Where this document regulates the matter: the norm itself, else its items, else what it rests on."""
    program, top = under.program, under.program.top[subject]
    of_its_own = [top, *(item.symbol for item in program.items if item.decision == subject)]
    behind = [definition.symbol for definition in own_definitions(under, rule_of(program, subject))]
    first = next(symbol for symbol in (*of_its_own, *behind) if symbol.layer == under.layer)
    return innermost(program.definitions[first])
