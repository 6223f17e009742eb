"""The reference policies for many tests: their report, made once a run, and a part of them that is soon checked.

Who only reads what is found of the policies takes the report. Who has to check them again, in another order, under
other names or in another process, takes the part.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from rankdsl import pipeline
from rankdsl.cli.main import main
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


class Checked(Struct, frozen=True):
    """What `rankdsl check` gave back and wrote, and the report that it wrote of."""

    code: int
    out: str
    err: str
    report: Report


shared: Path | None = None
"""A folder in which the processes of one run of the tests, if there are several, leave for each other what was made."""


@cache
def checked() -> Checked:
    """`rankdsl check policies --lang zh`, in a process of its own, which is small and divides the work as it does for
    users: the process of a test has grown, and all that it holds would be copied."""

    def made() -> bytes:
        command = [sys.executable, "-m", "tests.reference"]
        return subprocess.run(command, cwd=POLICIES.parent, stdout=subprocess.PIPE, check=True).stdout

    found = once("checked", made)
    assert isinstance(found, Checked)
    return found


def report() -> Report:
    """What is found of all the policies at all times."""
    return checked().report


@cache
def report_on(path: Path) -> Report:
    """The same of an entry of the corpus."""
    if path == POLICIES:
        return report()
    found = once(sha256(str(path).encode()).hexdigest(), lambda: pickle.dumps(pipeline.check_paths([path])))
    assert isinstance(found, Report)
    return found


def once(name: str, make: Callable[[], bytes]) -> Any:
    """What is made, pickled, by whichever process needs it first; the others wait."""
    if shared is None:
        return pickle.loads(make())
    shared.mkdir(exist_ok=True)
    kept = shared / name
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            own = kept.with_suffix(f".{os.getpid()}")
            own.write_bytes(make())
            own.replace(kept)
    return pickle.loads(kept.read_bytes())


def _check_the_policies() -> Checked:
    """The command as it is; only its report is looked at on its way."""
    check, reports = pipeline.check, []

    def seen(*args: Any, **more: Any) -> Report:
        reports.append(check(*args, **more))
        return reports[-1]

    pipeline.check = seen
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["check", str(POLICIES), "--lang", "zh"])
    (report,) = reports
    return Checked(code, out.getvalue(), err.getvalue(), report)


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


if __name__ == "__main__":
    from tests import reference  # under its own name, so that what is pickled is known where it is read

    sys.stdout.buffer.write(pickle.dumps(reference._check_the_policies()))
