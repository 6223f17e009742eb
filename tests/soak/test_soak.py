"""The long run itself, briefly: it finds what is planted, makes it small, goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from rankdsl.diagnostics.report import Report
from rankdsl.ir.nodes import Expr
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Scalar
from rankdsl.prove import solver_value
from tests.checks.oracle import Scene
from tests.checks.running import random_scene, report_on
from tests.soak.__main__ import main
from tests.soak.programs import Failure, compare
from tests.soak.record import FOUND, Tally, keep, kept, read, write
from tests.soak.scenes import look, smaller


def test_programs_agree_and_are_the_same_every_time() -> None:
    first, again = compare(7, 3), compare(7, 3)
    assert first == again
    assert first.failure is None
    assert first.programs == 2
    assert first.norms >= 6


def test_a_wrong_solver_is_noticed_and_made_small() -> None:
    def wrong(program: Program, person: Person, expr: Expr) -> Scalar | None:
        said = solver_value(program, person, expr)
        return not said if isinstance(said, bool) else said

    found = compare(7, 3, wrong)
    assert found.failure is not None
    assert "reference: " in found.failure.words
    assert len(found.failure.words) < 4000


def test_a_scene_without_its_findings_is_noticed() -> None:
    def silent(scene: Scene) -> Report:
        return replace(report_on(scene), findings=())

    failures = [found.failure for number in range(2) if (found := look(5, number, silent)).failure is not None]
    assert failures
    assert "missed" in failures[0].words


def test_a_check_that_breaks_off_is_a_failure() -> None:
    def broken(scene: Scene) -> Report:
        raise KeyError("甲线")

    found = look(5, 0, broken).failure
    assert found is not None
    assert found.words.startswith("KeyError: '甲线'")


def test_smaller_scenes_keep_what_fails() -> None:
    scene = random_scene(3000)
    assert len(scene.documents) >= 1
    small = smaller(scene, lambda s: "决定" in s.text())
    assert "决定" in small.text()
    assert sum(len(d.articles) for d in small.documents) <= 1


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    record = tmp_path / "soak.json"
    common = ["--seed", "9", "--processes", "1", "--record", str(record), "--found", str(tmp_path / "found")]
    assert main(["--programs", "2", *common]) == 0
    assert (read(record)[9].next, read(record)[9].programs) == (1, 2)
    assert main(["--programs", "4", *common]) == 0
    tally = read(record)[9]
    assert (tally.next, tally.programs, tally.scenes, tally.failures) == (2, 4, 2, 0)
    assert main(["--programs", "4", *common]) == 0
    assert read(record)[9] == tally


def test_the_record_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "soak.json"
    assert read(path) == {}
    tallies = {2: Tally(2, 20, 40, 300, 1, 1, 0), 1: Tally(1)}
    write(path, tallies)
    assert read(path) == tallies
    keep(tmp_path, "program", 2, Failure(17, "norm: X\n"))
    assert kept(tmp_path) == [("program", 2, 17)]


@pytest.mark.parametrize(("kind", "seed", "number"), kept(FOUND))
def test_what_was_found_once_is_gone(kind: str, seed: int, number: int) -> None:
    failure = compare(seed, number).failure if kind == "program" else look(seed, number).failure
    assert failure is None
