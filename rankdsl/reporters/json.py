"""Findings for machines: the schemas `rankdsl-check/1`, `rankdsl-test/1`, `rankdsl-explain/1`.

Invariants: the keys and their order are fixed; a part that a finding does not have is null or empty, never left out;
the same report gives the same bytes but for `seconds`; facts stand in the order of the vocabulary.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict

from rankdsl.diagnostics import (
    CaseResult,
    Evidence,
    Finding,
    Fix,
    Page,
    PersonShown,
    Place,
    Report,
    Severity,
    Text,
    Verdict,
    Waiver,
)
from rankdsl.diagnostics import TestReport as CasesReport
from rankdsl.diagnostics.report import Asked, BurdenChange, counts
from rankdsl.diagnostics.text import Language
from rankdsl.source import Span

Json = dict[str, Any]

_BURDENS = {"项数": "items", "分值": "points", "材料": "materials", "检查": "visits"}
"""What indicators ask for, as rules and as programs call it."""


def dumps(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """The value as JSON, one line end at the end. Characters that no UTF-8 text can hold are escaped."""
    words = json.dumps(value, ensure_ascii=False, indent=2)
    return words.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def check_json(report: Report, language: Language) -> Json:
    """`rankdsl-check/1`. `errors` and `warnings` count what is not set aside."""
    verdicts = [o.verdict for o in report.obligations]
    return {
        "schema": "rankdsl-check/1",
        "tool": tool() | {"solver": report.solver},
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "today": report.today.isoformat() if report.today else None,
        "summary": {
            "documents": len(report.documents),
            "obligations": len(verdicts),
            "proved": verdicts.count(Verdict.PROVED),
            "refuted": verdicts.count(Verdict.REFUTED),
            "unknown": verdicts.count(Verdict.UNKNOWN),
            **_numbers(report.findings),
            "expected": sum(f.expected for f in report.findings),
            "waived": sum(f.waiver is not None for f in report.findings),
            "known": sum(f.known for f in report.findings),
            "gone": report.baseline.gone if report.baseline else None,
            "seconds": round(report.seconds, 3),
        },
        "certified": asdict(report.certified) if report.certified else None,
        "repairs": asdict(report.repairs) if report.repairs else None,
        "fixed": None if report.fixed is None else findings_json(report.fixed, language),
        "burden": None if report.burden is None else [_burden(change) for change in report.burden],
        "obligations": [
            {
                "check": o.check,
                "subject": o.subject,
                "document": o.document,
                "articles": list(o.articles),
                "period": list(o.period) if o.period else None,
                "verdict": o.verdict.value,
            }
            for o in report.obligations
        ],
        "documents": [
            {
                "title": d.title,
                "path": d.path,
                "level": d.level,
                "under": "、".join(d.under) or None,
                "verdict": d.verdict.value,
            }
            for d in report.documents
        ],
        "findings": findings_json(report.findings, language),
    }


def _burden(change: BurdenChange) -> Json:
    return {
        "document": change.document,
        "name": change.name,
        "before": _asked(change.before),
        "after": _asked(change.after),
        "more": [_BURDENS[measure] for measure in change.more],
        "unknown": [_BURDENS[measure] for measure in change.open],
    }


def _asked(asked: Asked | None) -> Json | None:
    if asked is None:
        return None
    figures = {name: getattr(asked, name) for name in _BURDENS.values()}
    return {name: int(figure) if figure.denominator == 1 else float(figure) for name, figure in figures.items()}


def baseline_json(findings: Iterable[Finding]) -> Json:
    """`rankdsl-baseline/1`: enough to know the findings again, and to read what changed. Nothing depends on language,
    lines or version, so that only what has changed shows in a difference."""
    return {
        "schema": "rankdsl-baseline/1",
        "findings": [
            {"fingerprint": f.fingerprint, "code": f.code, **_place(f.place), "subject": f.subject or None}
            for f in sorted(findings, key=lambda f: f.sort_key)
        ],
    }


def cases_json(report: CasesReport, language: Language) -> Json:
    """`rankdsl-test/1`. `failed` counts failures that no document foresees."""
    failed = [c for c in report.cases if not c.passed]
    return {
        "schema": "rankdsl-test/1",
        "tool": tool(),
        "summary": {
            "cases": len(report.cases),
            "passed": len(report.cases) - len(failed),
            "failed": sum(not c.foreseen for c in failed),
            "foreseen": sum(c.foreseen for c in failed),
            **_numbers(report.findings),
            "seconds": round(report.seconds, 3),
        },
        "cases": [_case(c, language) for c in report.cases],
        "findings": findings_json(report.findings, language),
    }


def page_json(page: Page, language: Language) -> Json:
    """`rankdsl-explain/1`"""
    return {
        "schema": "rankdsl-explain/1",
        "code": page.code,
        "name": page.name,
        "severity": page.severity.value,
        "title": page.title.in_language(language),
        "manual": page.manual.in_language(language),
        "wrong": page.wrong,
        "right": page.right,
        "example_file": page.example_file,
    } | ({} if page.beside is None else {"beside": {"path": page.beside[0], "text": page.beside[1]}})


def pages_json(pages: Iterable[Page], language: Language) -> Json:
    """`rankdsl-explain-list/1`"""
    return {
        "schema": "rankdsl-explain-list/1",
        "pages": [
            {"code": p.code, "name": p.name, "severity": p.severity.value, "title": p.title.in_language(language)}
            for p in pages
        ],
    }


def findings_json(findings: Iterable[Finding], language: Language) -> list[Json]:
    return [finding_json(f, language) for f in sorted(findings, key=lambda f: f.sort_key)]


def finding_json(finding: Finding, language: Language) -> Json:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "message": finding.message.in_language(language),
        "document": finding.place.document or None,
        "article": finding.place.article,
        "item": finding.place.item,
        "subject": finding.subject or None,
        "location": location(finding.place.span),
        "related": [
            _place(c.place) | {"location": location(c.place.span), "message": c.message.in_language(language)}
            for c in finding.related
        ],
        "witness": _witness(finding.evidence) if finding.evidence else None,
        "expected": finding.expected,
        "waived": finding.waived,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "known": finding.known,
        "fix": _fix(finding.fix, finding.help, language),
        "alternatives": [_fix(fix, None, language) for fix in finding.alternatives],
        "held_back": finding.held_back.in_language(language) if finding.held_back else None,
        "fingerprint": finding.fingerprint,
    }


def tool() -> Json:
    from rankdsl import __version__

    return {"name": "rankdsl", "version": __version__}


def location(span: Span | None) -> Json | None:
    """Lines and columns from 1, counted in characters; the end is the column after the last character."""
    if span is None:
        return None
    line, column = span.file.position(span.start)
    end_line, end_column = span.file.position(span.end)
    return {
        "path": span.file.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _numbers(findings: Iterable[Finding]) -> Json:
    counted = [f for f in findings if counts(f)]
    return {
        "errors": sum(f.severity is Severity.ERROR for f in counted),
        "warnings": sum(f.severity is Severity.WARNING for f in counted),
    }


def _place(place: Place) -> Json:
    return {"document": place.document or None, "article": place.article, "item": place.item}


def _witness(evidence: Evidence) -> Json:
    person = _person(evidence.person or PersonShown({}, {}))
    return {
        "facts": person["facts"],
        "decisive": list(evidence.decisive),
        "outcome": person["outcome"],
        "replayed": evidence.replayed,
        "other": _person(evidence.other) if evidence.other else None,
        "core": [_place(p) for p in evidence.core],
    }


def _person(person: PersonShown) -> Json:
    return {"facts": dict(person.facts), "outcome": dict(person.outcome)}


def _waiver(waiver: Waiver) -> Json:
    return {"approved_by": waiver.approved_by, "until": waiver.until.isoformat()}


def _fix(fix: Fix | None, help_text: Text | None, language: Language) -> Json | None:
    """The fix; where there is only advice in words, a fix without edits."""
    if fix is None:
        if help_text is None:
            return None
        return {"message": help_text.in_language(language), "edits": [], "verified": False, "sure": False}
    return {
        "message": fix.message.in_language(language),
        "edits": [{"location": location(e.span), "text": e.text} for e in fix.edits],
        "verified": fix.verified,
        "sure": fix.sure,
    }


def _case(case: CaseResult, language: Language) -> Json:
    return {
        "name": case.name,
        "document": case.document or None,
        "article": case.place.article,
        "location": location(case.place.span),
        "as_of": case.as_of.isoformat(),
        "passed": case.passed,
        "foreseen": case.foreseen,
        "expectations": [
            {
                "name": e.name,
                "expected": e.expected.in_language(language),
                "actual": e.actual.in_language(language),
                "met": e.met,
            }
            for e in case.expectations
        ],
    }
