"""RD304 and RD306 in the order of selections, against a look at every two persons."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, PersonShown
from rankdsl.diagnostics.report import Report
from rankdsl.examining import Selection
from rankdsl.workspace.opening import open_workspace, shipped_vocabularies
from tests.checks.order_oracle import FACTS, Known, Told, findings
from tests.checks.order_worlds import DOMAINS, Scene, scene
from tests.lengths import generated


def report_on(drawn: Scene) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "words.yaml").write_text(drawn.world.text(), encoding="utf-8")
        settings = 'name = "试"\nvocabularies = ["words.yaml"]\ndocuments = ["*.rank"]\n'
        (Path(folder) / "rankdsl.toml").write_text(settings, encoding="utf-8")
        (Path(folder) / "rules.rank").write_text(drawn.text(), encoding="utf-8")
        place = open_workspace([Path(folder)], codes=pipeline.CODES, shipped=shipped_vocabularies())
        return pipeline.check(place, selection=Selection(("RD1", "RD304", "RD306", "RD901")))


def told_by(drawn: Scene) -> dict[Told, Finding]:
    report = report_on(drawn)
    assert not [f for f in report.findings if f.code < "RD200" or f.code == "RD901"], report.findings
    names = {order.name for paper in drawn.papers for order in paper.orders}
    found: dict[Told, Finding] = {}
    for finding in report.findings:
        if finding.code in ("RD304", "RD306") and finding.subject in names:
            assert finding.place.document is not None
            key = finding.code, finding.place.document, finding.subject, finding.distinguishing or ""
            assert key not in found
            found[key] = finding
    return found


def somebody(shown: PersonShown | None) -> Known:
    assert shown is not None
    words = {"是": True, "否": False, "0": 0, "1": 1, "2": 2}
    found = tuple(words.get(shown.facts[f], shown.facts[f]) for f in FACTS)
    assert all(value in DOMAINS[fact] for fact, value in zip(FACTS, found, strict=True)), found
    return found


def disagreement(drawn: Scene) -> str:
    """Empty: there is none."""
    expected, told = findings(drawn), told_by(drawn)
    if set(expected) != set(told):
        return f"missed {sorted(set(expected) - set(told))}, too much {sorted(set(told) - set(expected))}"
    for key, finding in told.items():
        assert finding.evidence is not None
        first, second = somebody(finding.evidence.person), somebody(finding.evidence.other)
        keys = {k for a, b, k in expected[key] if (a, b) == (first, second)}
        if not any(f"“{k}”" in finding.message.zh for k in keys):
            return f"wrong witness {key}: {first} {second} {finding.message.zh}"
    return ""


@pytest.mark.parametrize("number", range(generated(12, 1500)))
def test_findings_are_those_of_every_pair(number: int) -> None:
    drawn = scene(number)
    assert disagreement(drawn) == "", drawn.text()
