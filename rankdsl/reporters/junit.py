"""Findings as JUnit XML, which every CI server reads: a suite for each document, a test for each obligation.

Invariants: a finding is in at least one test; a question without an answer is an error, and what was refuted is never a
pass, whoever reports it; names are unique in a suite; no character that XML refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from rankdsl.diagnostics import DocumentVerdict, Finding, ObligationReport, Report, Severity, Verdict
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.file_places import FilePlace, FilePlaces
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.sentences import related, sentences, set_aside
from rankdsl.reporters.text import period_in_words

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = ("error", "failure", "skipped")
"""What a test may come to beside passing, worst first."""


class _Test(Struct):
    """One test. `findings` stand in it in reading order; `kind` None: it passes."""

    name: str
    kind: str | None = None
    message: str = ""
    findings: list[Finding] = field(default_factory=list)


class _Suite(Struct):
    name: str
    file: FilePlace | None
    tests: list[_Test] = field(default_factory=list)

    def number(self, kind: str) -> int:
        return sum(t.kind == kind for t in self.tests)


def check_junit(report: Report, language: Language, prefix: str = "", fail_level: Severity = Severity.ERROR) -> str:
    """The whole file. A finding below `fail_level` does not fail its test, and stands in its output."""
    paper, places = Paper(language), FilePlaces.of(report, prefix)
    suites = _suites(report, places, fail_level, paper)
    totals = {kind: sum(s.number(kind) for s in suites) for kind in _KINDS}
    tests = sum(len(s.tests) for s in suites)
    numbers = f'failures="{totals["failure"]}" errors="{totals["error"]}" skipped="{totals["skipped"]}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="rankdsl" tests="{tests}" {numbers} time="{report.seconds:.3f}">',
    ]
    for suite in suites:
        lines += _suite(suite, places, paper)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


# --- which tests there are -------------------------------------------------------------------------------------------


def _suites(report: Report, places: FilePlaces, fail_level: Severity, paper: Paper) -> list[_Suite]:
    suites: dict[str, _Suite] = {}
    for document in report.documents:
        suites.setdefault(document.title, _Suite(document.title, places.document(document.title)))
    findings = sorted(report.findings, key=lambda f: f.sort_key)
    asked: set[int] = set()
    by_subject = _by_document_and_subject(findings)
    for obligation in report.obligations:
        met = [i for i in by_subject.get((obligation.document, obligation.subject), ()) if _of(findings[i], obligation)]
        if not met and obligation.verdict is not Verdict.PROVED:  # a finding about the document as a whole
            met = [i for i in by_subject.get((obligation.document, ""), ()) if _of(findings[i], obligation)]
        asked.update(met)
        test = _test(_name(obligation, paper), [findings[i] for i in met], fail_level, paper)
        match obligation.verdict:
            case Verdict.UNKNOWN:
                test.kind = "error"
                test.message = test.message or paper.choose("没有得出结论", "not decided")
            case Verdict.REFUTED if not met:
                test.kind = "skipped"
                test.message = paper.choose(
                    "不成立，但问题不在这里列出：这项检查已关闭，或者问题出在上位文件",
                    "refuted, but not reported here: the check is switched off, or the fault is a superior's",
                )
            case _:
                pass
        _suite_of(obligation.document, suites, places).tests.append(test)
    for i, finding in enumerate(findings):
        if i not in asked:
            title = finding.place.document
            suite = _suite_of(title, suites, places) if title else _suite_of_file(finding, suites, places)
            what = f"{finding.code} {finding.subject or finding.place.article or finding.name}"
            suite.tests.append(_test(paper.fit(what), [finding], fail_level, paper))
    for document in report.documents:
        suite = suites[document.title]
        if document.verdict is DocumentVerdict.UNKNOWN and not suite.number("error"):
            said = paper.choose("这份文件没有检查完，没有结论", "this document was not examined to the end: no verdict")
            suite.tests.append(_Test(paper.choose("结论", "verdict"), "error", said))
    for suite in suites.values():
        _tell_apart(suite.tests)
    return list(suites.values())


def _by_document_and_subject(findings: Sequence[Finding]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for i, finding in enumerate(findings):
        found.setdefault((finding.place.document, finding.subject), []).append(i)
    return found


def _of(finding: Finding, obligation: ObligationReport) -> bool:
    """Whether a finding of this document and subject is what became of the obligation."""
    if obligation.verdict is Verdict.PROVED or (finding.verdict is Verdict.UNKNOWN) != (
        obligation.verdict is Verdict.UNKNOWN
    ):
        return False
    if finding.verdict is not Verdict.UNKNOWN and finding.code != obligation.check:
        return False
    return _overlap(finding.period, obligation.period)


def _overlap(one: tuple[str, str | None] | None, other: tuple[str, str | None] | None) -> bool:
    if one is None or other is None:
        return True
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def _suite_of(title: str, suites: dict[str, _Suite], places: FilePlaces) -> _Suite:
    return suites.setdefault(title, _Suite(title, places.document(title)))


def _suite_of_file(finding: Finding, suites: dict[str, _Suite], places: FilePlaces) -> _Suite:
    """The suite of the only document in the file of a finding, else one of the file itself."""
    at = places.finding(finding)
    held = [s for s in suites.values() if s.file is not None and s.file.path == at.path]
    return held[0] if len(held) == 1 else suites.setdefault(at.path, _Suite(at.path, at))


def _test(name: str, findings: list[Finding], fail_level: Severity, paper: Paper) -> _Test:
    """The test that holds these findings: as bad as the worst of them."""
    kinds = [(kind, f) for f in findings if (kind := _kind(f, fail_level)) is not None]
    if not kinds:
        return _Test(name, findings=findings)
    kind, worst = min(kinds, key=lambda pair: _KINDS.index(pair[0]))
    return _Test(name, kind, set_aside(worst, paper) or paper.say(worst.message), findings)


def _kind(finding: Finding, fail_level: Severity) -> str | None:
    if finding.verdict is Verdict.UNKNOWN or finding.unreadable:
        return "error"
    if finding.set_aside:
        return "skipped"
    return "failure" if finding.severity.rank >= fail_level.rank else None


def _name(obligation: ObligationReport, paper: Paper) -> str:
    when = f" {period_in_words(obligation.period, paper)}" if obligation.period else ""
    return f"{paper.fit(f'{obligation.check} {obligation.subject}')}{when}"


def _tell_apart(tests: Iterable[_Test]) -> None:
    """CI servers follow a test by its name."""
    met: dict[str, int] = {}
    for test in tests:
        met[test.name] = met.get(test.name, 0) + 1
        if met[test.name] > 1:
            test.name = f"{test.name} #{met[test.name]}"


# --- how they are written --------------------------------------------------------------------------------------------


def _suite(suite: _Suite, places: FilePlaces, paper: Paper) -> list[str]:
    file = f" file={_quoted(suite.file.path)}" if suite.file is not None else ""
    numbers = (
        f'failures="{suite.number("failure")}" errors="{suite.number("error")}" skipped="{suite.number("skipped")}"'
    )
    lines = [f'<testsuite name={_quoted(suite.name)} tests="{len(suite.tests)}" {numbers} time="0"{file}>']
    for test in suite.tests:
        lines += _testcase(test, suite, places, paper)
    return [*lines, "</testsuite>"]


def _testcase(test: _Test, suite: _Suite, places: FilePlaces, paper: Paper) -> list[str]:
    at = places.finding(test.findings[0]) if test.findings else suite.file
    where = f' file={_quoted(at.path)} line="{at.line}"' if at is not None else ""
    head = f'<testcase name={_quoted(test.name)} classname={_quoted(suite.name)} time="0"{where}'
    if not test.findings and test.kind is None:
        return [f"{head}/>"]
    lines = [f"{head}>"]
    if test.findings:
        marks = [f'<property name="fingerprint" value="{f.fingerprint}"/>' for f in test.findings]
        lines.append(f"<properties>{''.join(marks)}</properties>")
    told = "\n\n".join("\n".join(_told(f, places, paper)) for f in test.findings)
    if test.kind is None:
        lines.append(f"<system-out>{_text(told)}</system-out>")
    else:
        code = f" type={_quoted(test.findings[0].code)}" if test.findings else ""
        lines.append(f"<{test.kind} message={_quoted(test.message)}{code}>{_text(told)}</{test.kind}>")
    return [*lines, "</testcase>"]


def _told(finding: Finding, places: FilePlaces, paper: Paper) -> list[str]:
    """A finding as a page of a CI server shows it: a line for the place, then what there is to say."""
    at = places.finding(finding)
    column = f":{at.region.column}" if at.region else ""
    place = paper.fit(f"{at.path}:{at.line}{column} {finding.place.citation}".rstrip())
    head = f"{place} {paper.severity(finding.severity)} {finding.code} {finding.name}"
    mark = paper.choose("指纹：", "fingerprint: ") + finding.fingerprint
    return [head, *sentences(finding, paper), *related(finding, paper), mark]


def _text(words: str) -> str:
    """Without a CDATA section, which `]]>` would end."""
    return escape(_NO_XML.sub("\ufffd", words))


def _quoted(words: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", words))
