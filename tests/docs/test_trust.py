"""The page of figures: every test it names is there, and every figure comes from what was counted."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.trust.page import page as page_of
from tests.trust.properties import PROPERTIES

ROOT = Path(__file__).resolve().parents[2]


TESTS = sorted({test for _, _, tests in PROPERTIES for test in tests})


@pytest.mark.parametrize("test", TESTS)
def test_every_test_named_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_properties_are_told_in_both_languages_and_once() -> None:
    told = [chinese for chinese, _, _ in PROPERTIES]
    assert len(set(told)) == len(told) >= 15
    for chinese, english, tests in PROPERTIES:
        assert chinese
        assert english.isascii() or "·" not in english
        assert tests


def test_what_was_not_run_is_called_so(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    assert page.count("没有跑：") == 7
    assert "make soak" in page


def test_misses_and_false_alarms_are_told(tmp_path: Path) -> None:
    counted: dict[str, Any] = {
        "people": 2000,
        "most_of_a_kind": None,
        "most_above": 3,
        "tasks": 4,
        "done": 3,
        "subjects": [{"title": "甲", "path": "a.rank", "changed": "甲", "mutants": 2}],
        "changes": 3,
        "not_a_program": 1,
        "nobody_left": 0,
        "undecided": 0,
        "mutants": 2,
        "compared": 2,
        "differ": 1,
        "reported": 1,
        "only_outside": 0,
        "by_code": {"RD401": {"differ": 1, "outside": 0, "reported": 0, "missed": 1, "false": 0}},
        "by_kind": {"NUMBER": {"mutants": 2, "differ": 1, "reported": 0, "missed": 1, "false": 0}},
        "missed": [{"subject": "a.rank《甲》", "kind": "NUMBER", "change": "8年 → 9年", "codes": ["RD401"]}],
        "false": [],
        "open": [],
    }
    folder = tmp_path / "docs" / "trust"
    folder.mkdir(parents=True)
    (folder / "mutation.json").write_text(json.dumps(counted), encoding="utf-8")
    page = page_of(tmp_path)
    assert "漏报 1 个，误报 0 个" in page
    assert "每一种改动全部做了，上位文件的至多 3 个；只跑了 4 组中的 3 组" in page
    assert "漏报 missed：a.rank《甲》，8年 → 9年（RD401）" in page


def test_figures_that_are_kept_are_good() -> None:
    """A miss, a false alarm or a disagreement that was counted does not stand there in silence."""
    folder = ROOT / "docs" / "trust"
    mutation = json.loads((folder / "mutation.json").read_text(encoding="utf-8"))
    assert mutation["missed"] == mutation["false"] == []
    assert mutation["mutants"] >= 150
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert figures["faults"]["missed"] == []
    assert figures["scenes"]["disagree"] == 0
