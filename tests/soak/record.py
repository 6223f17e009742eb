"""How far each seed came, and what was found: docs/trust/soak.json and tests/soak/found."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from tests.soak.programs import Failure

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "docs" / "trust" / "soak.json"
FOUND = Path(__file__).parent / "found"


class Tally(Struct):
    """Of one seed: every number below `next` was done."""

    seed: int
    next: int = 0
    programs: int = 0
    norms: int = 0
    scenes: int = 0
    scenes_compared: int = 0
    failures: int = 0


def read(path: Path) -> dict[int, Tally]:
    if not path.exists():
        return {}
    return {one["seed"]: Tally(**one) for one in json.loads(path.read_text(encoding="utf-8"))["runs"]}


def write(path: Path, tallies: dict[int, Tally]) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    runs = [asdict(tallies[seed]) for seed in sorted(tallies)]
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps({"runs": runs}, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def keep(folder: Path, kind: str, seed: int, failure: Failure) -> Path:
    """A failure with what it takes to ask it again: its kind, its seed and its number are the name of the file."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{kind}-{seed}-{failure.number}.txt"
    path.write_text(failure.words, encoding="utf-8")
    return path


def kept(folder: Path) -> list[tuple[str, int, int]]:
    """(kind, seed, number) of every failure ever found."""
    found = []
    for path in sorted(folder.glob("*-*-*.txt")):
        kind, seed, number = path.stem.split("-")
        found.append((kind, int(seed), int(number)))
    return found
