"""JSON: exactly the keys that others build on, and the same bytes for the same report."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from msgspec.structs import replace

from rankdsl import __version__
from rankdsl.diagnostics import CaseResult, ExpectationResult, Page, Severity, Text
from rankdsl.diagnostics import TestReport as CasesReport
from rankdsl.reporters.json import cases_json, check_json, dumps, finding_json, page_json, pages_json
from tests.reporters.shown import ABOVE, ALL, HIDDEN, NOBODY, REPORT, STRICTER, UNREADABLE, place

LOCATION = ["path", "line", "column", "end_line", "end_column"]
FINDING = [
    "code", "name", "severity", "verdict", "message", "document", "article", "item", "subject", "location", "related",
    "witness", "expected", "waived", "waiver", "known", "fix", "alternatives", "held_back",
    "fingerprint",
]  # fmt: skip


def test_the_keys_of_a_check() -> None:
    found = check_json(REPORT, "zh")
    assert list(found) == [
        "schema",
        "tool",
        "as_of",
        "today",
        "summary",
        "certified",
        "repairs",
        "fixed",
        "burden",
        "obligations",
        "documents",
        "findings",
    ]
    assert found["schema"] == "rankdsl-check/1"
    assert found["tool"] == {"name": "rankdsl", "version": __version__, "solver": "z3 4.15.4"}
    assert found["as_of"] == "2016-07-01"
    assert found["summary"] == {
        "documents": 2, "obligations": 3, "proved": 1, "refuted": 1, "unknown": 1, "errors": 2, "warnings": 0,
        "expected": 1, "waived": 1, "known": 0, "gone": None, "seconds": 0.123,
    }  # fmt: skip
    assert found["obligations"][0] == {
        "check": "RD401", "subject": "可晋升", "document": "甲县办法", "articles": ["第二条"],
        "period": ["2016-07-01", "2019-06-01"], "verdict": "refuted",
    }  # fmt: skip
    assert [o["period"] for o in found["obligations"]] == [["2016-07-01", "2019-06-01"], None, ["2015-01-15", None]]
    assert found["documents"] == [
        {"title": "意见", "path": "central/意见.rank", "level": "中央", "under": None, "verdict": "clean"},
        {
            "title": "甲县办法",
            "path": "counties/甲县.rank",
            "level": "县级",
            "under": "意见、规定",
            "verdict": "findings",
        },
    ]
    assert all(list(f) == FINDING for f in found["findings"])


def test_a_finding_in_full() -> None:
    found = finding_json(STRICTER, "en")
    assert found == {
        "code": "RD401",
        "name": "stricter-than-superior",
        "severity": "error",
        "verdict": "refuted",
        "message": "“可晋升” is stricter than above",
        "document": "甲县办法",
        "article": "第二条",
        "item": "（一）",
        "subject": "可晋升",
        "location": {"path": "counties/甲县.rank", "line": 4, "column": 8, "end_line": 4, "end_column": 19},
        "related": [
            {
                "document": "意见",
                "article": "第十条",
                "item": None,
                "location": {"path": "central/意见.rank", "line": 3, "column": 12, "end_line": 3, "end_column": 24},
                "message": "promoted above",
            }
        ],
        "witness": {
            "facts": {"现职级": "科员级", "任现职级起": "2004年7月", "中层正职年限": "0年", "评定日": "2016年7月1日"},
            "decisive": ["现职级", "中层正职年限"],
            "outcome": {"here": "否", "superior": "是"},
            "replayed": True,
            "other": None,
            "core": [],
        },
        "expected": False,
        "waived": None,
        "waiver": None,
        "known": False,
        "fix": {
            "message": "remove 第二条（一）",
            "edits": [
                {
                    "location": {"path": "counties/甲县.rank", "line": 4, "column": 1, "end_line": 5, "end_column": 1},
                    "text": "",
                }
            ],
            "verified": True,
            "sure": False,
        },
        "alternatives": [],
        "held_back": None,
        "fingerprint": STRICTER.fingerprint,
    }
    assert list(found["location"]) == LOCATION
    assert list(found["witness"]) == ["facts", "decisive", "outcome", "replayed", "other", "core"]


def test_pairs_cores_and_what_is_set_aside() -> None:
    pair = finding_json(HIDDEN, "zh")
    assert pair["expected"] is True
    assert pair["witness"]["other"] == {"facts": {"现职级": "科员级", "中层正职年限": "3年"}, "outcome": {"here": "是"}}
    assert pair["fix"] is None
    nobody = finding_json(NOBODY, "zh")
    assert nobody["waived"] == "试点（至2020年）"
    assert nobody["waiver"] == {"approved_by": "省公务员局函〔2016〕3号", "until": "2020-12-31"}
    assert nobody["witness"]["facts"] == {}
    assert nobody["witness"]["core"] == [
        {"document": "意见", "article": "第十条", "item": None},
        {"document": "甲县办法", "article": "第二条", "item": None},
    ]
    unreadable = finding_json(UNREADABLE, "zh")
    assert (unreadable["document"], unreadable["subject"], unreadable["witness"]) == (None, None, None)
    assert unreadable["location"]["path"] == "scan.rank"


def test_advice_without_edits_is_a_fix_without_edits() -> None:
    found = finding_json(replace(STRICTER, fix=None), "zh")
    assert found["fix"] == {"message": "删去这一项", "edits": [], "verified": False, "sure": False}


def test_the_order_of_findings_does_not_depend_on_the_report() -> None:
    turned = replace(REPORT, findings=tuple(reversed(ALL)))
    assert dumps(check_json(turned, "zh")) == dumps(check_json(REPORT, "zh"))


def test_bytes() -> None:
    text = dumps(check_json(REPORT, "zh"))
    assert text.endswith("}\n")
    assert "可晋升" in text
    assert json.loads(text)["summary"]["documents"] == 2
    assert dumps({"a": "\ud800"}).encode("utf-8") == b'{\n  "a": "\\ud800"\n}\n'


def cases(**more: Any) -> CasesReport:
    at = place(ABOVE, "可晋升", "意见", "第十条")
    unmet = ExpectationResult("可晋升", Text("是", "yes"), Text("否", "no"), met=False)
    met = ExpectationResult("应任年限", Text("12年", "12年"), Text("12年", "12年"), met=True)
    return CasesReport(
        (
            CaseResult("普通科员", "意见", at, date(2016, 7, 1), (met, unmet)),
            CaseResult("老科员", "意见", at, date(2016, 7, 1), (met,)),
            CaseResult("示例", "意见", at, date(2016, 7, 1), (unmet,), foreseen=True),
        ),
        **more,
    )


def test_cases() -> None:
    found = cases_json(cases(findings=(UNREADABLE,), seconds=1.0), "en")
    assert found["schema"] == "rankdsl-test/1"
    assert found["summary"] == {
        "cases": 3, "passed": 1, "failed": 1, "foreseen": 1, "errors": 1, "warnings": 0, "seconds": 1.0,
    }  # fmt: skip
    assert [(c["name"], c["passed"], c["foreseen"]) for c in found["cases"]] == [
        ("普通科员", False, False),
        ("老科员", True, False),
        ("示例", False, True),
    ]
    assert found["cases"][0]["expectations"][1] == {"name": "可晋升", "expected": "yes", "actual": "no", "met": False}
    assert found["cases"][0]["as_of"] == "2016-07-01"
    assert [f["code"] for f in found["findings"]] == ["RD100"]


def test_pages() -> None:
    page = Page("RD999", "name", Severity.NOTE, Text("题", "title"), Text("文", "text"), "错\n", "对\n")
    assert page_json(page, "zh") == {
        "schema": "rankdsl-explain/1", "code": "RD999", "name": "name", "severity": "note", "title": "题",
        "manual": "文", "wrong": "错\n", "right": "对\n", "example_file": "example.rank",
    }  # fmt: skip
    assert pages_json([page], "en")["pages"] == [
        {"code": "RD999", "name": "name", "severity": "note", "title": "title"}
    ]
