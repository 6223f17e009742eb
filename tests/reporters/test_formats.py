"""All formats carry the same findings, by fingerprint, over the corpus and the policies; none is silently passed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.diagnostics import Compared, Report, Verdict
from rankdsl.diagnostics.report import counts
from rankdsl.reporters.json import check_json
from tests import reference
from tests.reporters import reading
from tests.reporters.shown import REPORT

ROOT = Path(__file__).parents[2]
ENTRIES = [reference.POLICIES, *sorted((ROOT / "tests" / "corpus" / "bad").iterdir())]


def hold_together(report: Report, prefix: str = "") -> None:
    found = {f["fingerprint"]: f for f in check_json(report, "zh")["findings"]}
    assert len(found) == len(report.findings)
    results = reading.sarif(report, prefix=prefix)["results"]
    assert [r["partialFingerprints"]["rankdsl/v1"] for r in results] == list(found)
    read = reading.sarif_by_others(report, prefix).runs[0].results or []
    assert [(r.rule_id, (r.partial_fingerprints or {})["primaryLocationLineHash"]) for r in read] == [
        (f["code"], mark) for mark, f in found.items()
    ]
    commands = reading.github(report, prefix=prefix)
    assert sorted(c.fingerprint for c in commands) == sorted(found)
    issues = reading.gitlab(report, prefix=prefix)
    assert [i["fingerprint"] for i in issues] == list(found)
    cases = [case for suite in reading.junit(report, prefix=prefix) for case in suite]
    assert {mark for case in cases for mark in reading.fingerprints_of(case)} == set(found)
    for command in commands:
        finding = found[command.fingerprint]
        assert finding["message"].split("\n")[0][:20] in command.message
        assert command.properties["title"].startswith(f"{finding['code']} {finding['name']}")
    for result, issue, finding in zip(results, issues, found.values(), strict=True):
        if (at := finding["location"]) is None:
            continue
        place = result["locations"][0]["physicalLocation"]
        exists = not at["path"].startswith("<")
        path = prefix + at["path"] if exists else at["path"]
        assert unquote(place["artifactLocation"]["uri"]) == issue["location"]["path"] == path
        assert list(place["region"].values()) == [at["line"], at["column"], at["end_line"], at["end_column"]]
        assert issue["location"]["lines"] == {"begin": at["line"], "end": at["end_line"]}
    nothing_is_passed(report)


def nothing_is_passed(report: Report) -> None:
    """What counts fails, what is undecided is an error, and what was refuted is no pass."""
    cases = [case for suite in reading.junit(report) for case in suite]
    by_mark: dict[str, list[list[str]]] = {}
    for case in cases:
        for mark in reading.fingerprints_of(case):
            by_mark.setdefault(mark, []).append(reading.kinds(case))
    for finding in report.findings:
        ways = by_mark[finding.fingerprint]
        if finding.verdict is Verdict.UNKNOWN or finding.unreadable:
            assert ways == [["error"]] * len(ways)
        elif counts(finding) and finding.severity.value == "error":
            assert all(way in (["failure"], ["error"]) for way in ways)
        else:
            assert all(len(way) <= 1 for way in ways)
    passed = sum(not reading.kinds(case) and not reading.fingerprints_of(case) for case in cases)
    assert passed == sum(o.verdict is Verdict.PROVED for o in report.obligations)
    undecided = report.exit_code() == 3
    assert not undecided or any(reading.kinds(case) == ["error"] for case in cases)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda p: p.name)
def test_the_same_findings_in_every_format(entry: Path) -> None:
    report = reference.report_on(entry)
    hold_together(report, prefix="a b/规则/")
    english = replace(report, baseline=Compared(0, 0))
    assert [r["baselineState"] for r in reading.sarif(english, "en")["results"]] == ["new"] * len(report.findings)


def test_findings_made_by_hand() -> None:
    hold_together(REPORT)


def test_nothing_found() -> None:
    for report in (Report(), replace(REPORT, findings=(), obligations=REPORT.obligations[1:2])):
        assert reading.sarif(report)["results"] == []
        assert reading.gitlab(report) == []
        assert reading.github(report) == []
        assert all(not reading.kinds(case) for suite in reading.junit(report) for case in suite)


CORPUS = [p for p in ENTRIES if p.suffix == ".rank"]


@pytest.mark.parametrize("entry", CORPUS, ids=lambda p: p.name)
def test_moved_lines_and_a_renamed_folder_change_no_fingerprint(entry: Path, tmp_path: Path) -> None:
    """What is on the line of a fault moves with it; what is named by its line does not count."""
    moved = tmp_path / "别的 文件夹" / entry.name
    moved.parent.mkdir()
    moved.write_bytes("# 一行\n\n# 又一行\n".encode() + entry.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    before, after = reference.report_on(entry).findings, pipeline.check_paths([moved]).findings
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
