"""The two documents with which the language was designed, to the last finding."""

from __future__ import annotations

from collections import Counter

from rankdsl import pipeline
from rankdsl.diagnostics import Verdict
from tests.test_corpus import CORPUS

PROVINCE = CORPUS / "bad" / "sample-province-below-opinion"


def test_the_opinion_is_clean() -> None:
    report = pipeline.check_paths([PROVINCE / "opinion.rank"])
    assert report.findings == ()
    assert report.obligations
    assert all(o.verdict is Verdict.PROVED for o in report.obligations)


def test_the_province_has_these_findings_and_no_other() -> None:
    findings = pipeline.check_paths([PROVINCE]).findings
    found = Counter((f.code, f.place.article, f.place.item) for f in findings)
    assert found == {
        ("RD301", "第三条", None): 1,
        ("RD402", "第三条", None): 1,
        ("RD301", "第五条", "（一）"): 1,
        ("RD401", "第五条", "（一）"): 1,
        ("RD403", "第五条", "（一）"): 1,
        ("RD403", "第五条", "（二）"): 1,
        ("RD209", "第五条", None): 1,
    }
    hidden = sorted(f.message.zh.split("“")[2].split("”")[0] for f in findings if f.code == "RD301")
    assert hidden == ["中层正职年限", "艰苦边远地区"]


def test_the_person_shown_is_a_boundary_case() -> None:
    """12 years to the month, and 35 months against 36."""
    findings = {(f.code, f.place.item): f for f in pipeline.check_paths([PROVINCE]).findings}
    refused = findings["RD401", "（一）"].evidence
    assert refused is not None
    assert refused.person is not None
    assert refused.replayed
    assert refused.person.facts["评定日"] == "2016年7月1日"
    assert refused.person.facts["任现职级起"] == "2004年7月"
    assert refused.person.facts["现职级"] == "科员级"
    assert refused.person.facts["中层正职年限"] == "0年"
    assert refused.person.outcome == {"here": "否", "superior": "是"}
    pair = findings["RD301", "（一）"].evidence
    assert pair is not None
    assert pair.person is not None
    assert pair.other is not None
    assert (pair.person.facts["中层正职年限"], pair.other.facts["中层正职年限"]) == ("3年", "2年11个月")


def test_both_assertions_are_proved() -> None:
    report = pipeline.check_paths([PROVINCE])
    verdicts = [o.verdict for o in report.obligations if o.check == "RD209"]
    assert verdicts == [Verdict.PROVED, Verdict.PROVED]
