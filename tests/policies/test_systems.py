"""The table of the systems of the seeds (policies/systems.yaml) is true, row by row."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs import systems
from rankdsl import pipeline
from rankdsl.diagnostics.report import TestReport
from rankdsl.workspace import open_workspace
from tests.policies.reading import POLICIES
from tests.reference import report

ROOT = Path(__file__).resolve().parents[2]
COUNTED = {"S0": 25, "S1": 14, "S2": 14, "S3": 12, "S4": 15}
IDS = tuple(f"{seed}-{number:02}" for seed, last in COUNTED.items() for number in range(1, last + 1))
KEYS = {"zh", "en", "form", "source", "status", "files", "documents", "cases", "expected", "figure", "test", "why"}

ROWS = systems.table(ROOT)
WRITTEN = {name: row for name, row in ROWS.items() if row["status"] != "open"}


@cache
def run_cases() -> TestReport:
    return pipeline.test(open_workspace([POLICIES], codes=pipeline.CODES))


def named(path: str, name: str) -> list[bool]:
    """Whether the cases of that name in that file pass."""
    places = ((case, case.place.span) for case in run_cases().cases if case.name == name)
    return [case.passed for case, span in places if span is not None and span.file.path == path]


def test_every_system_has_its_row_in_order() -> None:
    assert len(IDS) == 80
    assert tuple(ROWS) == IDS


def test_no_row_is_left_open() -> None:
    assert set(ROWS) == set(WRITTEN)


@pytest.mark.parametrize("name", IDS)
def test_a_row_is_whole(name: str) -> None:
    row = ROWS[name]
    assert set(row) <= KEYS
    assert row["status"] in {"open", "stands", "no-rule"}
    assert set(row["form"]) <= set("PRCQ")
    sources = yaml.safe_load((POLICIES / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    assert set(row["source"]) <= set(sources)
    for words in (row, row.get("figure"), row.get("why")):
        assert words is None or (words["zh"] and words["en"])
        assert words is None or not re.search("[\u3400-\u9fff]", words["en"])
    if row["status"] == "stands":
        assert row["files"]
        assert row["cases"]
        assert row.get("expected") or row.get("figure")
    assert ("why" in row) == (row["status"] == "no-rule")
    assert ("test" in row) == (row["status"] != "open")


@pytest.mark.parametrize("name", WRITTEN)
def test_its_files_cases_and_test_are_there(name: str) -> None:
    row = WRITTEN[name]
    assert [path for path in row.get("files", ()) if not (POLICIES / path).is_file()] == []
    for case in row.get("cases", ()):
        path, _, title = case.partition("：")
        assert named(path, title) == [True], case
    path, _, function = row["test"].partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", [name for name, row in WRITTEN.items() if row.get("documents")])
def test_its_documents_are_in_its_files(name: str) -> None:
    row: Any = WRITTEN[name]
    there = {document.title for document in report().documents if document.path in row["files"]}
    assert set(row["documents"]) <= there


@pytest.mark.parametrize("name", [name for name, row in WRITTEN.items() if row.get("expected")])
def test_what_it_says_is_found_is_found_and_announced(name: str) -> None:
    row: Any = WRITTEN[name]
    paths = {document.title: document.path for document in report().documents}
    for written in row["expected"]:
        code, _, title = written.partition("@")
        found = [f for f in report().findings if f.code == code and f.place.document == title]
        assert found, written
        assert all(f.expected for f in found), written
        assert paths[title] in row["files"], written
