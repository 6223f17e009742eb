"""Good documents yield nothing; bad ones yield exactly the codes written on their lines.

An entry is a file `CODE-what.rank`, checked over the vocabulary that the project ships, or a folder, which is a whole
workspace. In a bad entry a comment `# RD201 RD301` at the end of a line names the findings that start there; a file
that cannot hold a comment has its findings in `expected.txt`, a line each: `path:line CODE`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests import reference

CORPUS = Path(__file__).parent / "corpus"
MARK = re.compile(r"#\s*(RD\d{3}(?:\s+RD\d{3})*)\s*$")


def entries(kind: str) -> list[Path]:
    return sorted(p for p in (CORPUS / kind).iterdir() if p.is_dir() or p.suffix == ".rank")


def marked(path: Path, shown: str) -> Counter[tuple[str, int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Counter()
    found: Counter[tuple[str, int, str]] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        mark = MARK.search(line.rstrip("\r"))
        if mark:
            found.update((shown, number, code) for code in mark.group(1).split())
    return found


def expected(entry: Path) -> Counter[tuple[str, int, str]]:
    if entry.is_file():
        return marked(entry, entry.name)
    found: Counter[tuple[str, int, str]] = Counter()
    for path in sorted(p for p in entry.rglob("*") if p.is_file()):
        shown = path.relative_to(entry).as_posix()
        if shown == "expected.txt":
            for line in path.read_text(encoding="utf-8").splitlines():
                place, code = line.split()
                name, number = place.rsplit(":", 1)
                found[name, int(number), code] += 1
        else:
            found += marked(path, shown)
    return found


def place(finding: Finding) -> tuple[str, int, str]:
    span = finding.place.span
    assert span is not None, finding
    return span.file.path, span.file.position(span.start)[0], finding.code


@pytest.mark.parametrize("entry", entries("bad"), ids=lambda p: p.name)
def test_bad(entry: Path) -> None:
    findings = reference.report_on(entry).findings
    assert Counter(map(place, findings)) == expected(entry), [f.message.zh for f in findings]
    for finding in findings:
        assert finding.message.zh
        assert finding.message.en
        assert finding.evidence is None or finding.evidence.person is None or finding.evidence.replayed


@pytest.mark.parametrize("entry", entries("good"), ids=lambda p: p.name)
def test_good(entry: Path) -> None:
    report = reference.report_on(entry)
    assert [(place(f), f.message.zh) for f in report.findings if f.waiver is None] == []
    assert all(o.verdict.value == "proved" for o in report.obligations)


def test_each_code_has_two_bad_entries_and_a_near_miss() -> None:
    bad = Counter(code for entry in entries("bad") for code in {code for _, _, code in expected(entry)})
    good = Counter(entry.name.split("-")[0] for entry in entries("good"))
    for page in pipeline.pages():
        if page.code in ("RD122", "RD901"):  # of unit files (tests/population), a limit (tests/prove): no documents
            continue
        assert bad[page.code] >= 2, page.code
        assert good[page.code] >= 1, page.code
