"""Baselines: read from our own reports, compared with what is found, and nothing taken over that must come back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.diagnostics import Compared, DocumentReport, DocumentVerdict, ExitCode, Place, Report, Severity, Text
from rankdsl.reporters.json import baseline_json, check_json, dumps
from rankdsl.reporters.sarif import check_sarif
from rankdsl.workspace.baseline import Baseline, Entry, compare, read_baseline, taken_over
from tests.reporters.shown import HIDDEN, NOBODY, REPORT, STRICTER, UNDECIDED, UNMODELLED, UNREADABLE

KEPT = {
    STRICTER.fingerprint: Entry("RD401", "甲县办法"),
    UNMODELLED.fingerprint: Entry("RD211", "意见"),
}
ALL_CODES = lambda code: True  # noqa: E731


def read(data: bytes) -> Baseline:
    baseline = read_baseline(data, "b.json")
    assert isinstance(baseline, Baseline), baseline
    return baseline


def compared(report: Report, entries: dict[str, Entry], whole: bool = True) -> Report:
    return compare(report, Baseline(entries), ALL_CODES, whole)


def test_our_own_files_are_read() -> None:
    written = dumps(baseline_json([f for f in REPORT.findings if taken_over(f)])).encode()
    assert read(written).entries == KEPT
    for encoding in ("utf-8-sig", "utf-16"):  # as a shell of Windows redirects
        assert read(written.decode().encode(encoding)).entries == KEPT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_are_read_less_what_was_set_aside_there(language: Any) -> None:
    everything = {
        **KEPT,
        UNDECIDED.fingerprint: Entry("RD901", "甲县办法"),
        UNREADABLE.fingerprint: Entry("RD100", None),
    }
    assert read(dumps(check_json(REPORT, language)).encode()).entries == everything
    assert read(dumps(check_sarif(REPORT, pipeline.pages(), language)).encode()).entries == everything


def test_a_report_with_a_baseline_is_a_baseline() -> None:
    known = compared(replace(REPORT, findings=(STRICTER,), as_of=None), KEPT)
    assert read(dumps(check_sarif(known, pipeline.pages(), "zh")).encode()).entries.keys() == {STRICTER.fingerprint}
    assert read(dumps(check_json(known, "zh")).encode()).entries.keys() == {STRICTER.fingerprint}


def test_what_is_known_does_not_count() -> None:
    report = replace(REPORT, findings=(STRICTER, UNMODELLED), obligations=())
    assert report.exit_code() is ExitCode.FOUND
    marked = compared(report, KEPT)
    assert [f.known for f in marked.findings] == [True, True]
    assert marked.exit_code(Severity.NOTE) is ExitCode.CLEAN
    assert marked.baseline == Compared(2, None)  # of one day nobody knows what is gone
    assert marked.findings[0].fingerprint == STRICTER.fingerprint


def test_what_is_waived_or_expected_stays_so() -> None:
    entries = {f.fingerprint: Entry(f.code, None) for f in REPORT.findings}
    marked = {f.code: f for f in compared(REPORT, entries).findings}
    assert {code for code, f in marked.items() if f.known} == {"RD401", "RD211"}
    assert marked["RD203"].waiver == NOBODY.waiver
    assert marked["RD301"].expected == HIDDEN.expected


def test_what_keeps_a_document_from_being_examined_is_never_known() -> None:
    for finding, code in ((UNREADABLE, ExitCode.FAULT), (UNDECIDED, ExitCode.UNKNOWN)):
        report = replace(REPORT, findings=(finding,), obligations=())
        assert compared(report, {finding.fingerprint: Entry(finding.code, None)}).exit_code() is code
    for wrong in ("RD101", "RD120", "RD206", "RD208"):
        finding = replace(STRICTER, code=wrong)
        report = replace(REPORT, findings=(finding,))
        marked = compared(report, {finding.fingerprint: Entry(wrong, None)})
        assert (marked.exit_code(), taken_over(finding)) == (ExitCode.FOUND, False)


def test_what_is_gone() -> None:
    period = replace(REPORT, findings=(STRICTER,), as_of=None)
    gone = {
        "0" * 32: Entry("RD403", "甲县办法"),
        "1" * 32: Entry("RD403", "没有了的文件"),
        "2" * 32: Entry("RD101", "甲县办法"),  # never taken over, so it cannot be missed
    }
    assert compared(period, {**KEPT, **gone}).baseline == Compared(1, 3)  # one is KEPT's other
    assert compared(period, gone, whole=False).baseline == Compared(0, 1)
    only = compare(period, Baseline(gone), lambda code: code == "RD401", True)
    assert only.baseline == Compared(0, 0)
    unknown = replace(period, documents=(DocumentReport("甲县办法", "甲县.rank", "县级", (), DocumentVerdict.UNKNOWN),))
    assert compared(unknown, gone).baseline == Compared(0, 1)
    mistaken = replace(period, findings=(UNREADABLE,))
    assert compared(mistaken, gone).baseline == Compared(0, None)
    assert compared(replace(period, as_of=date(2020, 1, 1)), gone).baseline == Compared(0, None)


def sarif_of(name: str = "rankdsl", **result: Any) -> bytes:
    run = {"tool": {"driver": {"name": name}}, "results": [result] if result else []}
    return json.dumps({"version": "2.1.0", "runs": [run]}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 JSON 文件"),
        (b"\xff\xfe\xfa", "不是 JSON 文件"),
        (b"{", "不是 JSON 文件"),
        (b"[" * 100_000, "不是 JSON 文件"),
        (b"%PDF-1.7", "不是 JSON 文件"),
        (b"[]", "不是 rankdsl 写出的文件"),
        (b"7", "不是 rankdsl 写出的文件"),
        (b"null", "不是 rankdsl 写出的文件"),
        (b"{}", "不是 rankdsl 写出的文件"),
        (b'{"schema": "rankdsl-test/1", "findings": []}', "不是 rankdsl 写出的文件"),
        (b'{"schema": "rankdsl-check/1"}', "不是 rankdsl 写出的文件"),
        (b'{"schema": "rankdsl-check/1", "findings": [7]}', "不是 rankdsl 写出的文件"),
        (
            b'{"schema": "rankdsl-check/1", "findings": [{"fingerprint": 7, "code": "", "document": null}]}',
            "不是 rankdsl 写出的文件",
        ),
        (b'{"version": "2.1.0"}', "不是 rankdsl 写出的文件"),
        (sarif_of("eslint"), "不是 rankdsl 写出的文件"),
        (sarif_of(ruleId="RD401"), "不是 rankdsl 写出的文件"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_another_file(data: bytes, said: str) -> None:
    fault = read_baseline(data, "b.json")
    assert isinstance(fault, Text)
    assert said in fault.zh
    assert fault.en.startswith("the baseline “b.json” ")


def test_an_empty_baseline() -> None:
    assert read(sarif_of()).entries == {}
    assert read(b'{"schema": "rankdsl-baseline/1", "findings": []}').entries == {}


def test_what_is_written_is_sorted_and_holds_to_its_schema() -> None:
    from tests.schema_of import held

    findings = [replace(STRICTER, place=Place(None)), UNMODELLED, STRICTER]
    written = baseline_json(findings)
    assert held("rankdsl-baseline-1", written) == []
    assert written == baseline_json(reversed(findings))
    assert [f["code"] for f in written["findings"]] == ["RD401", "RD211", "RD401"]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "schema",
                    "findings",
                    "version",
                    "runs",
                    "results",
                    "tool",
                    "driver",
                    "name",
                    "fingerprint",
                    "code",
                    "x",
                ]
            ),
            inner | st.sampled_from(["rankdsl-check/1", "2.1.0", "rankdsl"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSONS | st.binary(max_size=40))
@hypothesis.settings(max_examples=300)
def test_whatever_is_in_a_file_is_read_or_told(value: Any) -> None:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    found = read_baseline(data, "b.json")
    if isinstance(found, Baseline):
        assert {type(part) for mark, entry in found.entries.items() for part in (mark, entry.code)} <= {str}
    else:
        assert found.zh.startswith("基线“b.json”不是")
