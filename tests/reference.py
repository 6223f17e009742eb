"""The reference policies for many tests: their report, made once a run, and a part of them that is soon checked.

Who only reads what is found of the policies takes the report. Who has to check them again, in another order, under
other names or in another process, takes the part.
"""

from __future__ import annotations

import os
import pickle
import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

from rankdsl import pipeline
from rankdsl.diagnostics.report import Report

POLICIES = Path(__file__).resolve().parent.parent / "policies"

PART = (
    "central/2005-公务员法.rank",
    "central/2015-职务与职级并行意见.rank",
    "central/2018-公务员法.rank",
    "central/2020-政务处分法.rank",
    "central/核对-处分期.rank",
    "provinces/某省职务与职级并行实施办法.rank",
    "counties/甲县-中层正职三年.rank",
    "counties/乙县-近三年两次优秀.rank",
    "chains/甲市-甲县.rank",
    "chains/乙市-乙县.rank",
)
"""Two versions of one title, two superiors of one document, four levels, three vocabularies of which one extends
another, several documents in a file, clean ones and ones with findings that they announce."""
CASES = (
    "2015意见-各项条件",
    "三级-乙县",
    "三级-甲市",
    "乙县",
    "公务员法",
    "公务员法-2005",
    "政务处分法",
    "某省实施办法",
    "甲县",
)
VOCABULARIES = ("公务员", "公务员职级", "市县")


def report() -> Report:
    """What is found of all the policies at all times."""
    return report_on(POLICIES)


shared: Path | None = None
"""A folder in which the processes of one run of the tests leave reports for each other, where there are several."""


@cache
def report_on(path: Path) -> Report:
    """The same of an entry of the corpus."""
    if shared is None:
        return pipeline.check_paths([path])
    kept = shared / sha256(str(path).encode()).hexdigest()
    if not kept.exists():
        shared.mkdir(exist_ok=True)
        own = kept.with_suffix(f".{os.getpid()}")
        own.write_bytes(pickle.dumps(pipeline.check_paths([path])))
        own.replace(kept)
    report = pickle.loads(kept.read_bytes())
    assert isinstance(report, Report)
    return report


def part_of_the_files() -> tuple[Path, ...]:
    """Relative to the policies."""
    cases = (f"cases/{name}.yaml" for name in CASES)
    vocabularies = (f"vocabulary/{name}.yaml" for name in VOCABULARIES)
    calendars = (path.relative_to(POLICIES).as_posix() for path in sorted(POLICIES.glob("calendars/*.yaml")))
    return tuple(Path(path) for path in ("rankdsl.toml", "sources.yaml", *PART, *cases, *vocabularies, *calendars))


def copy_part(target: Path, *, backwards: bool = False) -> Path:
    """The part as a workspace of its own. `backwards`: its files are made in the opposite order."""
    files = part_of_the_files()
    for path in files[::-1] if backwards else files:
        copied = target / path
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(POLICIES / path, copied)
    return target
