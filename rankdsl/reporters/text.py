"""Findings for people: where, what, whose article, for whom, and what to do.

Invariant: every line that leaves this module has gone through `Paper.fit`; nothing depends on the order in which
findings were found, on time or on the machine (but for the seconds in the summary).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rankdsl.diagnostics import (
    Citation,
    Compared,
    Evidence,
    Finding,
    Report,
    Severity,
    Verdict,
    anything_written_wrong,
)
from rankdsl.diagnostics.report import Certification, DocumentVerdict, counts
from rankdsl.reporters.articles import articles_in_words, where
from rankdsl.reporters.burden import burden_text
from rankdsl.reporters.excerpt import excerpt
from rankdsl.reporters.fixed import fixable_text, fixed_text
from rankdsl.reporters.mends import mends_text, repairs_summary
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.set_aside import set_aside_text

AS_OF = "评定日"
"""The day of evaluation: shown with every person, since windows and durations count from it."""

UNMODELLED = "RD211"

MOST_IN_FULL = 300
"""Findings shown in full; nobody reads more at once. The rest is counted, and JSON has them all."""

_IN_ENGLISH = {
    "是": "yes",
    "否": "no",
    "无": "none",
    "未知": "unknown",
    "无值": "no value",
    "不可能存在": "cannot exist",
    "适用": "applicable",
    "不适用": "not applicable",
}
"""Values that are words of the language, not of a vocabulary."""


def check_text(report: Report, paper: Paper, show_expected: bool = False) -> str:
    """The whole report; expected and waived findings take one line each unless `show_expected`."""
    lines = fixed_text(report.fixed, paper) if report.fixed is not None else []
    lines += findings_text(report.findings, paper, show_expected)
    lines += check_summary(report, paper)
    lines += fixable_text(report.findings, paper)
    return "\n".join(lines) + "\n"


def findings_text(findings: Iterable[Finding], paper: Paper, show_expected: bool = False) -> list[str]:
    """The findings one after another, an empty line after each; those that do not count last."""
    findings = sorted(findings, key=lambda f: f.sort_key)
    full = [f for f in findings if show_expected or not f.set_aside]
    lines: list[str] = []
    for finding in full[:MOST_IN_FULL]:
        lines += [*_finding(finding, paper), ""]
    if len(full) > MOST_IN_FULL:
        more = len(full) - MOST_IN_FULL
        lines += [
            paper.choose(
                f"另有 {more} 处没有逐一列出；请先改正上面列出的，再检查一次；--format json 列出全部",
                f"{many(more, 'more finding')} not shown: mend those above, then check again; --format json has all",
            ),
            "",
        ]
    if not show_expected:
        lines += set_aside_text([f for f in findings if f.set_aside], paper)
    return lines


def _finding(finding: Finding, paper: Paper) -> list[str]:
    spans = [p.span for p in (finding.place, *(c.place for c in finding.related)) if p.span]
    gutter = max((len(str(s.file.position(max(s.start, s.end - 1))[0])) for s in spans), default=1)
    lines = [_headline(finding, paper), f"  {paper.style(paper.say(finding.message), 'strong')}"]
    if finding.place.span:
        lines += excerpt(finding.place.span, paper, gutter + 1, finding.severity.value)
    for citation in finding.related:
        lines += _citation(citation, paper, gutter + 1)
    if finding.evidence is not None:
        lines += _evidence(finding.evidence, paper)
    if finding.period is not None:
        lines.append(_labelled("适用期间", "period", period_in_words(finding.period, paper), paper))
    if finding.help is not None:
        lines.append(_labelled("处理办法", "what to do", paper.say(finding.help), paper))
    if finding.fix is not None and finding.fix.verified:
        lines += mends_text((finding.fix, *finding.alternatives), paper)
    elif finding.fix is not None and finding.fix.message != finding.help:
        lines.append(_labelled("可改为", "fix", paper.say(finding.fix.message), paper))
    if finding.held_back is not None:
        lines.append(_labelled("没有可靠的改法", "no mend holds", paper.say(finding.held_back), paper))
    return lines


def _headline(finding: Finding, paper: Paper) -> str:
    marks = []
    if finding.verdict is Verdict.UNKNOWN:
        marks.append(paper.choose("未得出结论", "undecided"))
    if finding.expected:
        marks.append(paper.choose("预期，不计入", "expected, not counted"))
    if finding.waived is not None:
        marks.append(paper.choose(f"已豁免：{finding.waived}", f"waived: {finding.waived}"))
    if finding.known:
        marks.append(paper.choose("基线已有，不计入", "in the baseline, not counted"))
    tail = "".join(paper.choose(f"（{m}）", f" ({m})") for m in marks)
    label = f"{paper.severity(finding.severity)} {paper.fit(finding.code)} {paper.fit(finding.name)}{tail}"
    place = where(finding.place, paper)
    return f"{paper.style(place, 'strong')} {label}" if place else label


def _citation(citation: Citation, paper: Paper, gutter: int) -> list[str]:
    lines = [f"{' ' * gutter} {paper.style(paper.fit('╰ '), 'faint')}{where(citation.place, paper)}"]
    lines[0] += paper.choose("：", ": ") + paper.say(citation.message)
    if citation.place.span is not None:
        lines += excerpt(citation.place.span, paper, gutter, "link")
    return lines


def _labelled(zh: str, en: str, words: str, paper: Paper) -> str:
    return f"  {paper.style(paper.choose(f'{zh}：', f'{en}: '), 'faint')}{words}"


# --- persons ---------------------------------------------------------------------------------------------------


def _evidence(evidence: Evidence, paper: Paper) -> list[str]:
    lines: list[str] = []
    if evidence.person is not None and evidence.other is not None:
        lines += _pair(evidence, paper)
    elif evidence.person is not None:
        lines += _one(evidence, paper)
    if evidence.core:
        lines.append(_labelled("相关条文", "articles at fault", articles_in_words(evidence.core, paper), paper))
    return lines


def _one(evidence: Evidence, paper: Paper) -> list[str]:
    person = evidence.person
    assert person is not None
    names = shown_facts(evidence)
    lines = [_labelled("举例", "for example", _who(evidence, paper), paper)]
    written = evidence.written
    told = [(n, person.facts[n]) for n in names if n in person.facts]
    lines += paper.table([(paper.fit(written.get(n, n)), value_in_words(written.get(v, v), paper)) for n, v in told])
    lines += _rest(len(person.facts) - len(names), paper)
    if person.outcome:
        outcome = [
            side_in_words(written.get(s, s), paper)
            + paper.choose("：", ": ")
            + value_in_words(written.get(v, v), paper)
            for s, v in person.outcome.items()
        ]
        lines.append(_labelled("结果", "outcome", paper.choose("；", "; ").join(outcome), paper))
    return lines


def _pair(evidence: Evidence, paper: Paper) -> list[str]:
    first, second = evidence.person, evidence.other
    assert first is not None
    assert second is not None
    names = shown_facts(evidence)
    different = [n for n in names if first.facts.get(n) != second.facts.get(n)]
    names = different + [n for n in names if n not in different]
    written = evidence.written
    rows: list[Sequence[str]] = [("", paper.choose("甲", "first"), paper.choose("乙", "second"))]
    for name in names:
        values = [p.facts.get(name, "") for p in (first, second)]
        rows.append((paper.fit(written.get(name, name)), *(value_in_words(written.get(v, v), paper) for v in values)))
    outcomes = {side: [p.outcome.get(side, "") for p in (first, second)] for side in [*first.outcome, *second.outcome]}
    rows += [
        (side_in_words(written.get(side, side), paper), *(value_in_words(written.get(v, v), paper) for v in values))
        for side, values in outcomes.items()
    ]
    lines = [_labelled("举例", "for example", _who(evidence, paper), paper)]
    lines += paper.table(rows)
    known = dict.fromkeys([*first.facts, *second.facts])
    return lines + _rest(len(known) - len(names), paper)


def _who(evidence: Evidence, paper: Paper) -> str:
    if evidence.other is None:
        one = paper.choose("有这样一个人", "a person with")
        return paper.choose("有这样一个单位", "a unit with") if evidence.of_units else one
    two = paper.choose("有这样两个人", "two persons")
    return paper.choose("有这样两个单位", "two units") if evidence.of_units else two


def shown_facts(evidence: Evidence) -> list[str]:
    """The facts that decide or that the rule looks at, in vocabulary order, then the day: where none does, every
    ordinary person will do."""
    persons = [p for p in (evidence.person, evidence.other) if p is not None]
    known = dict.fromkeys(name for p in persons for name in p.facts)
    chosen = {*evidence.decisive, *evidence.relevant}
    if len(persons) == 2:
        chosen |= {n for n in known if persons[0].facts.get(n) != persons[1].facts.get(n)}
    return [n for n in known if n in chosen and n != AS_OF] + [AS_OF] * (AS_OF in known)


def _rest(number: int, paper: Paper) -> list[str]:
    return [f"    {paper.style(paper.choose('其余如常', 'all else ordinary'), 'faint')}"] if number > 0 else []


def side_in_words(side: str, paper: Paper) -> str:
    match side:
        case "here":
            return paper.choose("按本文件", "here")
        case "superior":
            return paper.choose("按上位文件", "superior")
        case "first":
            return paper.choose("按前一处", "by the earlier rule")
        case "second":
            return paper.choose("按后一处", "by the later rule")
        case _:
            return paper.fit(side)


def value_in_words(value: str, paper: Paper) -> str:
    return paper.fit(_IN_ENGLISH.get(value, value) if paper.language == "en" else value)


def period_in_words(period: tuple[str, str | None], paper: Paper) -> str:
    """First day and, where there is one, last day: `2016年7月1日至2019年5月31日`."""
    first = date.fromisoformat(period[0])
    if period[1] is None:
        return paper.choose(f"{day_in_words(first)}起", f"from {first.isoformat()}")
    last = date.fromisoformat(period[1]) - timedelta(days=1)
    return paper.choose(
        f"{day_in_words(first)}至{day_in_words(last)}", f"from {first.isoformat()} to {last.isoformat()}"
    )


def day_in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# --- the last lines ----------------------------------------------------------------------------------------------


def check_summary(report: Report, paper: Paper) -> list[str]:
    """How much was looked at, how much was found, how much of it does not count."""
    asked = {v: sum(o.verdict is v for o in report.obligations) for v in Verdict}
    lines = [
        paper.choose(
            f"共检查 {len(report.documents)} 份文件，{len(report.obligations)} 项判定："
            f"{asked[Verdict.PROVED]} 项成立，{asked[Verdict.REFUTED]} 项不成立，"
            f"{asked[Verdict.UNKNOWN]} 项未得出结论。",
            f"{many(len(report.documents), 'document')}, {many(len(report.obligations), 'obligation')}: "
            f"{asked[Verdict.PROVED]} proved, {asked[Verdict.REFUTED]} refuted, {asked[Verdict.UNKNOWN]} unknown",
        ),
        findings_summary(report.findings, paper, report.seconds),
    ]
    untold = _untold(report)
    if untold:
        zh, en = "、".join(f"《{title}》" for title in untold), ", ".join(f"《{title}》" for title in untold)
        lines.append(
            paper.choose(
                f"{zh}没有结论，原因不在选出的检查之内；不用 --select、--ignore 再检查一次，就会列出。",
                f"{en}: nothing was concluded, for a reason that was not selected; check without --select and --ignore",
            )
        )
    if report.baseline is not None:
        lines.append(_compared(report.baseline, paper))
    if any(f.waiver is not None for f in report.findings) and report.today is not None:
        lines.append(
            paper.choose(
                f"豁免是否到期，按 {day_in_words(report.today)} 判断。",
                f"whether waivers have expired was judged by {report.today.isoformat()}",
            )
        )
    if report.burden is not None:
        lines += burden_text(report.burden, paper, mistaken=anything_written_wrong(report.findings))
    if report.certified is not None:
        lines.append(_certified(report.certified, paper))
    if report.repairs is not None:
        lines.append(repairs_summary(report.repairs, paper))
    unmodelled = sum(f.code == UNMODELLED for f in report.findings)
    if unmodelled:
        lines.append(
            paper.choose(
                f"其中 {unmodelled} 条条文没有写成规则，也没有列为待判断，不在检查之内。",
                f"{many(unmodelled, 'article')} with neither a norm nor 待判断: not covered by any check",
            )
        )
    return lines


def _untold(report: Report) -> list[str]:
    """Titles of documents about which nothing was concluded, and no finding says why."""
    told = {(f.place.document, f.place.span.file.path if f.place.span else "") for f in report.findings}
    paths, titles = {path for _, path in told}, {title for title, _ in told}
    unknown = [d for d in report.documents if d.verdict is DocumentVerdict.UNKNOWN]
    return [d.title for d in unknown if d.title not in titles and d.path not in paths]


def _certified(certified: Certification, paper: Paper) -> str:
    zh = f"复核（{certified.solver}）：{certified.questions} 个已判定的问题，{certified.confirmed} 个结论一致"
    answers = many(certified.questions, "answer")
    en = f"second opinion ({certified.solver}): {certified.confirmed} of {answers} confirmed"
    if certified.undecided:
        zh += f"，{certified.undecided} 个没有得出结论（不算一致）"
        en += f", {certified.undecided} without conclusion (not counted as confirmed)"
    return paper.choose(zh + "。", en)


def _compared(baseline: Compared, paper: Paper) -> str:
    gone = baseline.gone or 0
    return paper.choose(
        f"基线中的问题：仍有 {baseline.known} 处（不计入）" + (f"，已消失 {gone} 处；可以重写基线。" if gone else "。"),
        f"in the baseline: {baseline.known} still found (not counted)"
        + (f", {gone} gone: the baseline can be written anew" if gone else ""),
    )


def findings_summary(findings: Sequence[Finding], paper: Paper, seconds: float) -> str:
    """How many findings count, by severity, how many do not, and the time it took."""
    number = {s: sum(f.severity is s and not f.set_aside for f in findings) for s in Severity}
    aside = sum(f.set_aside and not f.known for f in findings)
    undecided = any(f.verdict is Verdict.UNKNOWN for f in findings)
    words = paper.choose(
        f"发现错误 {number[Severity.ERROR]} 处、警告 {number[Severity.WARNING]} 处、提示 {number[Severity.NOTE]} 处"
        + (f"（另有预期或豁免 {aside} 处）" if aside else "")
        + f"，用时 {seconds:.1f} 秒。",
        f"{many(number[Severity.ERROR], 'error')}, {many(number[Severity.WARNING], 'warning')}, "
        f"{many(number[Severity.NOTE], 'note')}"
        + (f" ({aside} expected or waived besides)" if aside else "")
        + f", {seconds:.1f} s",
    )
    if any(counts(f) and f.severity is Severity.ERROR for f in findings):
        return paper.style(words, "error")
    return paper.style(words, "warning" if undecided or number[Severity.WARNING] else "good")


def many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
