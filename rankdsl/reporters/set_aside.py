"""Findings that do not count (announced, waived, in the baseline), in brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rankdsl.diagnostics import Finding, Text
from rankdsl.reporters.articles import where
from rankdsl.reporters.paper import Paper

MOST_LINES = 40
"""Of more findings than that only codes are told, file by file: nobody reads so many, and they count for nothing."""


def set_aside_text(findings: Sequence[Finding], paper: Paper) -> list[str]:
    """A line each, or a line a file where there are many; an empty line after them."""
    if not findings:
        return []
    kinds = Text("已预期或已豁免（不计入）", "expected or waived (not counted)")
    if any(f.known for f in findings):
        kinds = Text("已预期、已豁免或基线已有（不计入）", "expected, waived or in the baseline (not counted)")
    if len(findings) <= MOST_LINES:
        body, seen = [_line(f, paper) for f in findings], Text("", "")
    else:
        body = _by_file(findings, paper)
        seen = Text(f"共 {len(findings)} 处，逐条见 --show-expected", f"{len(findings)}, each with --show-expected")
    head = paper.say(kinds) + (paper.choose("，", ", ") + paper.say(seen) if seen.en else "")
    return [paper.style(head + paper.choose("：", ":"), "faint"), *(f"  {line}" for line in body), ""]


def _line(finding: Finding, paper: Paper) -> str:
    why = paper.say(_why(finding))
    return f"{finding.code} {where(finding.place, paper)} {paper.say(finding.message)} [{why}]"


def _by_file(findings: Iterable[Finding], paper: Paper) -> list[str]:
    """`counties/甲县.rank：RD301、RD403×2 [预期]`, in the order of the findings."""
    codes: dict[tuple[str, Text], Counter[str]] = {}
    for finding in findings:
        path = finding.place.span.file.path if finding.place.span is not None else finding.place.citation
        codes.setdefault((path, _why(finding)), Counter())[finding.code] += 1
    return [
        paper.fit(f"{path}{paper.choose('：', ': ')}{_counted(of, paper)} [{paper.say(why)}]")
        for (path, why), of in codes.items()
    ]


def _counted(codes: Counter[str], paper: Paper) -> str:
    """`RD301、RD403×2`, by code."""
    shown = (code if number == 1 else f"{code}×{number}" for code, number in sorted(codes.items()))
    return paper.choose("、", ", ").join(shown)


def _why(finding: Finding) -> Text:
    if finding.waived is not None:
        return Text(f"豁免：{finding.waived}", f"waived: {finding.waived}")
    if finding.expected:
        return Text("预期", "expected")
    return Text("基线已有", "in the baseline")
