"""What a command loads: docs/decisions/0502-what-is-loaded-when.md. Told by the modules, not by the time."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from rankdsl import checks, pipeline

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = """\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：当 现职级 不低于 副科级 时，5年；其他，3年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
"""
PERSON = """\
document: 甲县示例办法
cases:
  - name: 张某
    as_of: 2024-01-01
    facts: {现职级: 科员级, 任现职级起: 2004-07}
    rest_typical: true
"""
NEVER = ("lark", "jsonschema", "wcwidth", "rankdsl.syntax.diagnosing", "rankdsl.syntax.tabulating")
NOT_FOR_ONE_SOUND_DOCUMENT = (
    *("hashlib", "multiprocessing", "concurrent.futures", "rankdsl.examining.side_by_side"),
    *("rankdsl.ir.mechanisms", "rankdsl.semantics.mechanisms", "rankdsl.population.proposing"),
    *("rankdsl.differing", "rankdsl.repairing", "rankdsl.thresholds", "rankdsl.compiling", "rankdsl.translation"),
    *("rankdsl.reporters.json", "rankdsl.reporters.sarif", "rankdsl.syntax.lexing_english"),
)


@cache
def loaded(folder: Path, *words: str) -> frozenset[str]:
    """The modules of a fresh process after a command line, which must come to its end."""
    program = (
        f"import json, sys; from rankdsl.cli.main import main; code = main({list(words)!r})\n"
        "print(json.dumps([int(code), sorted(sys.modules)]), file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60, encoding="utf-8", check=True
    )
    code, modules = json.loads(shown.stderr.splitlines()[-1])
    assert code in (0, 1, 3), shown.stderr
    return frozenset(modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    (folder / "甲县.rank").write_text(DOCUMENT, encoding="utf-8")
    (folder / "person.yaml").write_text(PERSON, encoding="utf-8")
    return folder


def test_a_check_that_is_not_selected_is_not_loaded(folder: Path) -> None:
    modules = loaded(folder, "check", str(folder / "甲县.rank"), "--select", "RD201")
    assert modules & {*NEVER, *NOT_FOR_ONE_SOUND_DOCUMENT} == set()
    assert "rankdsl.checks.consistency.contradictory_definitions" in modules
    assert not modules & {
        "rankdsl.checks.consistency.dead_rule",
        "rankdsl.checks.superiors.added_condition",
        "rankdsl.ir.mechanisms",
    }


def test_a_check_of_one_sound_document(folder: Path) -> None:
    modules = loaded(folder, "check", str(folder / "甲县.rank"))
    assert modules & {*NEVER, *NOT_FOR_ONE_SOUND_DOCUMENT} == set()
    of_mechanisms = {_module(check.name) for check in checks.PROOFS if check.of_mechanisms}
    assert of_mechanisms, "there are such checks"
    assert not modules & of_mechanisms


def test_who_explains_persons_needs_no_solver(folder: Path) -> None:
    modules = loaded(folder, "eval", str(folder / "甲县.rank"), "--case", str(folder / "person.yaml"))
    solving = {"z3", "rankdsl.prove.prover", "rankdsl.checks.consistency.gap"}
    assert modules & {*NEVER, *NOT_FOR_ONE_SOUND_DOCUMENT, *solving} == set()


def test_every_check_is_what_it_is_listed_as() -> None:
    """Its code and name are written in the catalogue, and once more on its page."""
    assert [(c.code, c.name) for c in checks.CATALOGUE] == [(c.page.code, c.page.name) for c in checks.CATALOGUE]
    assert list(pipeline.NAMES.items()) == [(page.code, page.name) for page in pipeline.pages()]
    assert [pipeline.page(code) for code in pipeline.NAMES] == list(pipeline.pages())


def _module(name: str) -> str:
    return f"rankdsl.checks.{name.replace('-', '_')}"
