"""Scenes as workspaces, and the report of the real pipeline about them."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from rankdsl import pipeline
from rankdsl.diagnostics.report import Report
from rankdsl.workspace.opening import open_workspace, shipped_vocabularies
from tests.checks.drawing import scene
from tests.checks.drawing_formulas import Draw
from tests.checks.oracle import Scene


def written_to(scene: Scene, folder: Path) -> Path:
    (folder / "vocabulary").mkdir(exist_ok=True)
    (folder / "vocabulary" / "small.yaml").write_text(scene.world.text(), encoding="utf-8")
    (folder / "documents.rank").write_text(scene.text(), encoding="utf-8")
    return folder


def report_on(scene: Scene) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        return pipeline.check_paths([written_to(scene, Path(folder))])


def loaded(scene: Scene) -> pipeline.Loaded:
    with tempfile.TemporaryDirectory() as folder:
        place = open_workspace([written_to(scene, Path(folder))], codes=pipeline.CODES, shipped=shipped_vocabularies())
        return pipeline.load(place)


def comparable(report: Report) -> bool:
    """Not where the generator wrote a reference to an item that is gone, or a question stayed open."""
    return not any(f.code < "RD200" or f.code in ("RD206", "RD901") for f in report.findings)


def random_scene(seed: int) -> Scene:
    return scene(Draw(random.Random(seed).randint))
