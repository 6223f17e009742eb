"""`make mutation`: the whole run, its tables as text, and as data with --out. Exits 1 on a miss or a false alarm."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.mutation.people import LIMIT
from tests.mutation.running import Run, scores, subjects, table
from tests.mutation.scoring import PEOPLE, Score


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"persons looked at, at most {LIMIT} (%(default)s)")
    parser.add_argument("--most", type=int, help="at most so many mutants of a kind of one document (all)")
    parser.add_argument("--most-above", type=int, help="the same of a superior (all)")
    parser.add_argument("--only", default="", help="only subjects whose path or title has this in it")
    parser.add_argument("--processes", type=int, help="how many at once (one a processor)")
    parser.add_argument("--out", type=Path, help="write the tables there as JSON")
    chosen = parser.parse_args()
    run = Run(min(chosen.people, LIMIT), chosen.most, chosen.most_above)
    began = time.perf_counter()
    of = [s for s in subjects(chosen.processes) if chosen.only in s.name]
    so_far: list[Score] = []

    def progress(done: int, tasks: int, more: list[Score]) -> None:
        so_far.extend(more)
        name = more[0].subject.name if more else ""
        print(f"[{done}/{tasks}] {time.perf_counter() - began:.0f} s {name}", file=sys.stderr, flush=True)
        if chosen.out is not None:  # what was done is not lost if the rest is
            _write(chosen.out, table(so_far, run) | {"tasks": tasks, "done": done})

    found = table(scores(of, run, chosen.processes, progress), run)
    print(
        f"{found['mutants']} mutants of {len(found['subjects'])} clean pairs, {found['not_a_program']} not a program, "
        f"{found['nobody_left']} with nobody left, {found['undecided']} undecided"
    )
    print(
        f"{found['differ']} differ in a way not permitted ({found['only_outside']} only outside the domain), "
        f"{found['reported']} reported; {time.perf_counter() - began:.0f} s"
    )
    for title in ("by_code", "by_kind"):
        for name, row in found[title].items():
            print(f"  {name:12}", "  ".join(f"{word} {number:5}" for word, number in row.items()))
    for title in ("missed", "false", "open"):
        for one in found[title]:
            print(f"{title}: {one['subject']} {one['kind']}: {one['change']} {' '.join(one['codes'])}")
    return 1 if found["missed"] or found["false"] else 0


def _write(path: Path, found: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
