"""The result of `test` for people: the cases that fail, with what was expected and what came out; then the numbers."""

from __future__ import annotations

from rankdsl.diagnostics import CaseResult
from rankdsl.diagnostics import TestReport as CasesReport
from rankdsl.reporters.articles import where
from rankdsl.reporters.excerpt import excerpt
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import day_in_words, findings_summary, findings_text, many


def cases_text(report: CasesReport, paper: Paper, show_expected: bool = False) -> str:
    """Failures that a document foresees (预期 RD209) take one line each unless `show_expected`."""
    lines = findings_text(report.findings, paper, show_expected)
    failed = [c for c in report.cases if not c.passed]
    for case in failed:
        if not case.foreseen or show_expected:
            lines += [*_failure(case, paper), ""]
    brief = [c for c in failed if c.foreseen and not show_expected]
    if brief:
        heading = paper.choose("文件已预期不通过（不计入）：", "failures that the documents expect (not counted):")
        lines += [paper.style(heading, "faint"), *(f"  {_name(c, paper)}" for c in brief), ""]
    passed = len(report.cases) - len(failed)
    missed = sum(not c.foreseen for c in failed)
    numbers = paper.choose(
        f"共 {len(report.cases)} 个案例：{passed} 个通过，{missed} 个不通过"
        + (f"，另有 {len(failed) - missed} 个按预期不通过" if len(failed) > missed else "")
        + "。",
        f"{many(len(report.cases), 'case')}: {passed} passed, {missed} failed"
        + (f", {len(failed) - missed} failed as expected" if len(failed) > missed else ""),
    )
    lines.append(paper.style(numbers, "error" if missed else "good"))
    if report.findings:
        lines.append(findings_summary(report.findings, paper, report.seconds))
    else:
        lines.append(paper.choose(f"用时 {report.seconds:.1f} 秒。", f"{report.seconds:.1f} s"))
    return "\n".join(lines) + "\n"


def _name(case: CaseResult, paper: Paper) -> str:
    return f"{where(case.place, paper)} {paper.choose(f'案例“{case.name}”', f'case “{case.name}”')}"


def _failure(case: CaseResult, paper: Paper) -> list[str]:
    label = paper.style(paper.choose("不通过", "failed"), "error")
    tail = paper.choose("（预期，不计入）", " (expected, not counted)") if case.foreseen else ""
    lines = [f"{paper.style(_name(case, paper), 'strong')} {label}{tail}"]
    about = paper.choose(f"《{case.document}》，评定日 {day_in_words(case.as_of)}", "")
    if paper.language == "en":
        about = paper.fit(f"《{case.document}》 on {case.as_of.isoformat()}")
    lines.append(f"  {about}")
    if case.place.span is not None:
        gutter = len(str(case.place.span.file.position(case.place.span.start)[0])) + 2
        lines += excerpt(case.place.span, paper, gutter, "error")
    heading = ("", paper.choose("期望", "expected"), paper.choose("实际", "actual"))
    rows = [(paper.fit(e.name), paper.say(e.expected), paper.say(e.actual)) for e in case.expectations if not e.met]
    return lines + paper.table([heading, *rows])
