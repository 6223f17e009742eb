"""Mends of generated documents hold when they are made, by the pipeline alone."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from rankdsl import pipeline, repairing
from rankdsl.diagnostics import Finding, Severity
from rankdsl.workspace import open_workspace
from tests.checks.running import comparable, random_scene, written_to
from tests.lengths import generated
from tests.repairing.trying import of_place, told_apart

MOST = generated(1, 4)
"""Findings of one scene that are mended."""


@pytest.mark.parametrize("seed", generated((29,), tuple(range(60))))
def test_mends_of_a_generated_document(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = open_workspace([written_to(random_scene(seed), Path(folder))], codes=pipeline.CODES)
    tried = of_place(place)
    if not comparable(tried.report):
        return
    wanted = [f for f in tried.report.findings if repairing.can_be_tried(f)]
    for finding in wanted[:MOST]:
        for fix in repairing.mends_of(tried.bench, finding)[:1]:
            after = tried.checked_with(fix)
            assert comparable(after)
            before, left = sums(tried.report.findings), sums(after.findings)
            assert left[_unnumbered(finding)] < before[_unnumbered(finding)], fix.message.zh
            assert not left - before, fix.message.zh


def sums(findings: tuple[Finding, ...]) -> Counter[tuple[str, str, str, str]]:
    return Counter(_unnumbered(f) for f in findings if f.severity is not Severity.NOTE)


def _unnumbered(finding: Finding) -> tuple[str, str, str, str]:
    """Without the number of an item, which may move up."""
    *place, subject = told_apart(finding)
    code, document, article = place
    return code, document, article, re.sub("（.*", "", subject)
