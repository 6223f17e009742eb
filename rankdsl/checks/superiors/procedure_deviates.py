"""RD407: a step of the superior's procedure is missing, stands elsewhere, is shortened, or is given to another body."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.alterations import altered, amended
from rankdsl.checks.chain import binding, inherited, own
from rankdsl.checks.competence import first_name
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.lasting import in_words
from rankdsl.checks.superiors.steps import Deviation, deviations
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.mechanisms import Procedure, Step
from rankdsl.ir.model import Altered

PAGE = Page(
    code="RD407",
    name="procedure-deviates",
    severity=Severity.ERROR,
    title=Text("程序与上位文件不一致", "the procedure deviates from the superior's"),
    manual=Text(
        """\
本文件写了上位文件已经规定的程序，却少了一步，颠倒了次序，缩短了最少的日数，超过了最长的日数，或者把一步交给了另外的机构（如应由党委（党组）
决定的，改由评审委员会决定）。

与上位文件名称相同的程序比较；没有名称相同的，与用于同一决定（“即”的算同一决定）的程序比较。步骤看名称；
名称不同的，写“即 …”说明是上位文件的哪一步。可以增加步骤，可以比上位文件规定的最少日数更长。
没有写由谁负责的，就是上位文件规定的机构负责。

日和工作日不能直接比较：按平常的周末就能确定不够的，是错误；只在遇上节假日、周末调休上班时才可能如此的，是警告。

**怎样处理**：补上这一步，或者改回上位文件的次序、日数和机构。
""",
        """\
the document states a procedure that the superior has, and leaves a step out, puts one elsewhere, has fewer days than
the least or more than the most, or gives a step to another body (a committee that decides in place of the Party group).

It is compared with the superior's procedure of that name; if there is none, with the one for the same decision
(another name by 即 included). Steps are known by their names; one that is called otherwise says under 即 which of the
superior's it is. Steps may be added, and last longer than the least. Where nobody is said to be in charge, it is whom
the superior says.

Days and working days do not compare: what ordinary weekends show is an error, what only holidays
or worked weekends can bring a warning.

**What to do**: put the step in, or go back to the superior's order, days and body.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  程序 晋升程序：
    （一）民主推荐；
    （二）公示，不少于 5个工作日；
    （三）审批，由 「党委（党组）」。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【程序】
  程序 晋升程序：
    （一）公示，不少于 3个工作日；
    （二）审批，由 评审委员会。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
  程序 晋升程序：
    （一）民主推荐；
    （二）公示，不少于 5个工作日；
    （三）审批，由 「党委（党组）」。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 施行：2020年1月1日。

第一条【程序】
  程序 晋升程序：
    （一）民主推荐；
    （二）资格审查；
    （三）任前公示 即 公示，不少于 7个工作日；
    （四）审批，由 「党委（党组）」。
""",
)

MISSING = Diagnostic(
    PAGE,
    zh="程序“{subject}”缺少一步：{superior}规定的“{step}”{details}",
    en="the procedure “{subject}” lacks a step that {superior} has: “{step}”{details}",
    help_zh="补上“{step}”；已经有这一步、只是名称不同的，在步骤名称后面写“即 {step}”",
    help_en="add “{step}”; where it is there under another name, write 即 {step} after that name",
)
DEVIATES = Diagnostic(
    PAGE,
    zh="程序“{subject}”的“{step}”与{superior}不一致：{faults}",
    en="“{step}” of the procedure “{subject}” is not as {superior} has it: {faults}",
    help_zh="改回上位文件的规定；确需不同的，由上位文件作出规定",
    help_en="go back to what the superior says; where it has to differ, the superior must say so",
)
STEP_ABOVE = Text("上位文件规定的这一步", "the superior's step")


class Pair(Struct, frozen=True):
    """What this document says of a procedure of a document above: in one procedure of its own, or in several that lead
    to the same decision, one after the other."""

    here: tuple[Procedure, ...]
    there: Procedure

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for procedure in self.here for step in procedure.steps)


def examine(under: Examination) -> Iterator[Outcome]:
    paired: list[Procedure] = []
    for pair in pairs(under):
        first, there = pair.here[0], pair.there
        paired.append(there)
        articles, about = articles_of(first.place, there.place), f"《{there.place.document}》{there.name}"
        found = deviations(pair.steps, _as_above(under, there).steps)
        findings = tuple(_finding(pair, each) for each in found)
        verdict = Verdict.REFUTED if findings else Verdict.PROVED
        yield Outcome(first.name, articles, verdict, findings, about)
    for here, there, changed in altered(under, Procedure):
        above = ((layer, p) for layer, p in inherited(under, Procedure) if p.name == here.name)
        if here not in paired and any(here == p for _, p in binding(under, above)):
            yield _through_parameters(under, here, there, changed)


def _as_above(under: Examination, procedure: Procedure) -> Procedure:
    """With the days that it has without this document, save those that this document may set."""
    for here, there, changed in altered(under, Procedure):
        if here == procedure:
            steps = tuple(_step_above(under, *both, changed) for both in zip(here.steps, there.steps, strict=True))
            return replace(here, steps=steps)
    return procedure


def _step_above(under: Examination, here: Step, there: Step, changed: Altered) -> Step:
    least, most = (amended(under, changed, there.place, role) for role in ("least", "most"))
    here = replace(here, least=there.least if least is not None else here.least)
    return replace(here, most=there.most if most is not None else here.most)


def _through_parameters(under: Examination, here: Procedure, there: Procedure, changed: Altered) -> Outcome:
    """Steps above that take another time because this document amends a parameter that they name."""
    findings: list[Finding] = []
    as_above = _as_above(under, here)
    for step, wanted in zip(here.steps, as_above.steps, strict=True):
        role = "least" if step.least != wanted.least else "most"
        figure = amended(under, changed, wanted.place, role)
        for off in deviations((step,), (wanted,)):
            assert figure is not None, "only what was amended can be otherwise"
            core = Evidence(core=(figure.place, wanted.place))
            findings.append(replace(_finding(Pair((here,), there), off), place=figure.place, evidence=core))
    articles = articles_of(*(figure.place for figure in changed.figures), there.place)
    verdict, about = Verdict.REFUTED if findings else Verdict.PROVED, f"《{there.place.document}》{there.name}#"
    return Outcome(here.name, articles, verdict, tuple(findings), about)


def pairs(under: Examination) -> Iterator[Pair]:
    """Each procedure of this document with what binds it: those above of its name, else the only one of a document
    above for the same decision or selection."""
    above = inherited(under, Procedure)
    nameless: dict[str, list[Procedure]] = {}
    named: set[int] = set()
    for procedure in own(under, Procedure):
        same = binding(under, ((layer, p) for layer, p in above if p.name == procedure.name))
        named.update(id(there) for _, there in same)
        yield from (Pair((procedure,), there) for _, there in same)
        if not same and procedure.of is not None:
            nameless.setdefault(first_name(under, procedure.of), []).append(procedure)
    for goal, procedures in nameless.items():
        leading = ((layer, p) for layer, p in above if p.of is not None and first_name(under, p.of) == goal)
        same = binding(under, leading)
        for layer, there in same:
            # Of several ways to one decision nobody can tell which one this is.
            if sum(layer == other for other, _ in same) == 1 and id(there) not in named:
                yield Pair(tuple(procedures), there)


def _finding(pair: Pair, found: Deviation) -> Finding:
    subject, superior = pair.here[0].name, found.there.place.citation
    related = (Citation(found.there.place, STEP_ABOVE),)
    if found.here is None:
        words = _details(found.there)
        finding = MISSING.at(
            pair.here[0].place,
            subject=subject,
            superior=superior,
            step=found.there.name,
            details=words,
            related=related,
        )
    else:
        faults = Text("；".join(f.zh for f in found.faults), "; ".join(f.en for f in found.faults))
        finding = DEVIATES.at(
            found.here.place, subject=subject, superior=superior, step=found.here.called, faults=faults, related=related
        )
    core = (finding.place, found.there.place)
    severity = PAGE.severity if found.sure else Severity.WARNING
    what = f"{found.there.name}《{found.there.place.document}》"
    return replace(finding, severity=severity, evidence=Evidence(core=core), distinguishing=what)


def _details(step: Step) -> Text:
    """Who is in charge of a step, and for how long it takes at the least."""
    zh, en = [], []
    if step.body is not None:
        zh.append(f"由“{step.body}”负责")
        en.append(f"“{step.body}” is in charge")
    if step.least is not None:
        least = in_words(step.least)
        zh.append(f"不少于{least.zh}")
        en.append(f"at least {least.en}")
    return Text(f"（{'，'.join(zh)}）", f" ({', '.join(en)})") if zh else Text("", "")
