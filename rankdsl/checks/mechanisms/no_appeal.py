"""RD507: an adverse outcome without a way of appeal, or with one that is less than a superior gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rankdsl.checks.alterations import altered, amended
from rankdsl.checks.chain import binding, inherited, own
from rankdsl.checks.competence import first_name
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.lasting import Off, in_words, longer, number, shorter
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.mechanisms import AdverseOutcome, Appeal
from rankdsl.ir.model import Altered

PAGE = Page(
    code="RD507",
    name="no-appeal",
    severity=Severity.ERROR,
    title=Text("没有申诉途径", "no way of appeal"),
    manual=Text(
        """\
“后果”写明一项决定对人不利。对人不利的决定，本人应当能够申请复核、提出申诉。本文件写了这样的后果，却没有写申诉，上位文件对同一决定也没有写；
或者写了，却比上位文件对同一决定（“即”的算同一决定）的规定少了一个途径，缩短了申请的期限，或者延长了答复的期限；
或者申请的期限是0日。

日和工作日不能直接比较：按平常的周末就能确定的，是错误；只在遇上节假日、周末调休上班时才会如此的，是警告。

**怎样处理**：写明“申诉 复核 …日、申诉 …日”，申请的期限不短于、答复的期限不长于上位文件的规定；或者不写申诉，
直接适用上位文件的规定。
""",
        """\
后果 says that a decision harms whom it meets. Such a person must be able to ask for a review and to appeal. The
document states such an outcome and no appeal, and no document above has one for the decision; or it states appeals that
are less than the superior's for the same decision (or for what it is by 即): a way that is missing, a shorter time to
ask, or a longer time to answer; or it leaves 0 days to ask.

Days and working days do not compare: what ordinary weekends show is an error, what only holidays
or worked weekends can bring a warning.

**What to do**: write the appeals with times not shorter, and answers not later, than the superior's; or write none, and
the superior's apply.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【降级】
  决定 应降级 须：计数 近1年 年度考核 中（等次 = 不称职）≥ 1。
  后果 应降级。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【降级】
  决定 应降级 须：计数 近1年 年度考核 中（等次 = 不称职）≥ 1。
  后果 应降级：申诉 复核 30日、申诉 15日。
""",
)

NONE = Diagnostic(
    PAGE,
    zh="“{subject}”对人不利，却没有写明怎样申诉",
    en="“{subject}” harms whom it meets, and nothing says how to appeal",
    help_zh="在“后果 {subject}”中写明，例如“申诉 复核 30日、申诉 15日”",
    help_en="say so in 后果 {subject}, for example 申诉 复核 30日、申诉 15日",
)
LACKS = Diagnostic(
    PAGE,
    zh="对“{subject}”的申诉缺少“{appeal}”：{superior}规定可以在{within}内提出",
    en="the appeals against “{subject}” lack “{appeal}”, which {superior} allows within {within}",
    help_zh="补上“{appeal} {written}”；或者不写申诉，直接适用上位文件的规定",
    help_en="add {appeal} {written}, or write no appeals, and the superior's apply",
)
SHORTER = Diagnostic(
    PAGE,
    zh="对“{subject}”的“{appeal}”须在{here}内提出，{superior}规定的是{there}{why}",
    en="“{appeal}” against “{subject}” must be asked for within {here}, where {superior} allows {there}{why}",
    help_zh="改为不短于{there}",
    help_en="allow {there} or more",
)
LATER = Diagnostic(
    PAGE,
    zh="对“{subject}”的“{appeal}”在{here}内答复，{superior}规定的是{there}{why}",
    en="“{appeal}” against “{subject}” is answered within {here}, where {superior} says {there}{why}",
    help_zh="改为不长于{there}",
    help_en="answer within {there}",
)
NO_TIME = Diagnostic(
    PAGE,
    zh="对“{subject}”的“{appeal}”须在{here}内提出，等于不能提出",
    en="“{appeal}” against “{subject}” must be asked for within {here}, which nobody can",
    help_zh="写明够用的期限，例如“{appeal} 30日”",
    help_en="allow some time, for example 30 days",
)
ABOVE = Text("上位文件规定的申诉", "the appeals that the superior gives")


def examine(under: Examination) -> Iterator[Outcome]:
    stated: dict[str, list[AdverseOutcome]] = {}
    for outcome in own(under, AdverseOutcome):
        stated.setdefault(first_name(under, outcome.decision), []).append(outcome)
    compared: list[AdverseOutcome] = []
    for decision, outcomes in stated.items():
        subject, above = outcomes[0].decision, _binding(under, decision)
        place, appeals = outcomes[0].place, tuple(a for outcome in outcomes for a in outcome.appeals)
        compared += above if appeals else ()
        articles = articles_of(place, *(outcome.place for outcome in above))
        findings = tuple(_findings(subject, place, appeals, [_as_above(under, outcome) for outcome in above]))
        yield Outcome(subject, articles, Verdict.REFUTED if findings else Verdict.PROVED, findings)
    for here, there, changed in altered(under, AdverseOutcome):
        if here not in compared and here in _binding(under, first_name(under, here.decision)):
            yield _through_parameters(under, here, there, changed)


def _binding(under: Examination, decision: str) -> tuple[AdverseOutcome, ...]:
    """What the documents above give against a decision, under whatever name."""
    outcomes = ((layer, o) for layer, o in inherited(under, AdverseOutcome) if o.appeals)
    given = ((layer, o) for layer, o in outcomes if first_name(under, o.decision) == decision)
    return tuple(outcome for _, outcome in binding(under, given))


def _as_above(under: Examination, outcome: AdverseOutcome) -> AdverseOutcome:
    """With the times that it has without this document, save those that this document may set."""
    for here, there, changed in altered(under, AdverseOutcome):
        if here == outcome:
            both = zip(here.appeals, there.appeals, strict=True)
            return replace(here, appeals=tuple(_appeal_above(under, *each, changed) for each in both))
    return outcome


def _appeal_above(under: Examination, here: Appeal, there: Appeal, changed: Altered) -> Appeal:
    within, answered = (amended(under, changed, there.place, role) for role in ("within", "answered"))
    here = replace(here, within=there.within if within is not None else here.within)
    return replace(here, answered=there.answered if answered is not None else here.answered)


def _through_parameters(under: Examination, here: AdverseOutcome, there: AdverseOutcome, changed: Altered) -> Outcome:
    """Times above that are others because this document amends a parameter that they name."""
    findings: list[Finding] = []
    for appeal, wanted in zip(here.appeals, _as_above(under, here).appeals, strict=True):
        for role in ("within", "answered"):
            figure = amended(under, changed, wanted.place, role)
            alone = replace(wanted, **{role: getattr(appeal, role)})
            if figure is None or alone == wanted:
                continue
            for found in _findings(here.decision, here.place, (alone,), (replace(there, appeals=(wanted,)),)):
                core = Evidence(core=(figure.place, wanted.place))
                findings.append(replace(found, place=figure.place, related=_cited(wanted), evidence=core))
    articles = articles_of(*(figure.place for figure in changed.figures), there.place)
    verdict = Verdict.REFUTED if findings else Verdict.PROVED
    return Outcome(here.decision, articles, verdict, tuple(findings), about="#")


def _findings(
    subject: str, place: Place, appeals: Sequence[Appeal], above: Sequence[AdverseOutcome]
) -> Iterator[Finding]:
    if not appeals:
        if not above:
            finding = NONE.at(place, subject=subject)
            yield replace(finding, evidence=Evidence(core=(place,)), distinguishing="")
        return
    for appeal in appeals:
        if number(appeal.within) == 0:
            none = in_words(appeal.within)
            finding = NO_TIME.at(appeal.place, subject=subject, appeal=appeal.name, here=none)
            yield replace(finding, evidence=Evidence(core=(appeal.place,)), distinguishing=f"{appeal.name}0")
    for outcome in above:
        for wanted in outcome.appeals:
            here = [appeal for appeal in appeals if appeal.name == wanted.name]
            if not here:
                yield _lacking(subject, place, wanted)
            for appeal in here:
                yield from _compared(subject, appeal, wanted)


def _lacking(subject: str, place: Place, wanted: Appeal) -> Finding:
    finding = LACKS.at(
        place,
        subject=subject,
        related=_cited(wanted),
        superior=wanted.place.citation,
        appeal=wanted.name,
        within=in_words(wanted.within),
        written=in_words(wanted.within).zh,
    )
    return _settled(finding, wanted, "")


def _compared(subject: str, appeal: Appeal, wanted: Appeal) -> Iterator[Finding]:
    off = shorter(appeal.within, wanted.within)
    if off is not None and number(appeal.within) > 0:
        yield _otherwise(SHORTER, subject, appeal, wanted, (in_words(appeal.within), in_words(wanted.within)), off)
    if appeal.answered is not None and wanted.answered is not None:
        off = longer(appeal.answered, wanted.answered)
        if off is not None:
            times = in_words(appeal.answered), in_words(wanted.answered)
            yield _otherwise(LATER, subject, appeal, wanted, times, off)


def _otherwise(
    template: Diagnostic, subject: str, appeal: Appeal, wanted: Appeal, times: tuple[Text, Text], off: Off
) -> Finding:
    finding = template.at(
        appeal.place,
        subject=subject,
        related=_cited(wanted),
        superior=wanted.place.citation,
        appeal=appeal.name,
        here=times[0],
        there=times[1],
        why=off.why,
    )
    severity = PAGE.severity if off.sure else Severity.WARNING
    return _settled(replace(finding, severity=severity), wanted, "答复" if template is LATER else "提出")


def _cited(wanted: Appeal) -> tuple[Citation, ...]:
    return (Citation(wanted.place, ABOVE),)


def _settled(finding: Finding, wanted: Appeal, what: str) -> Finding:
    core = (finding.place, wanted.place)
    return replace(
        finding, evidence=Evidence(core=core), distinguishing=f"{wanted.name}{what}《{wanted.place.document}》"
    )
