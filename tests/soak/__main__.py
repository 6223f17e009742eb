"""`make soak N=100000 SEED=1`: goes on where the seed stopped, until it has N programs. Exits 1 if anything failed."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.soak.batches import batches, work
from tests.soak.programs import EACH
from tests.soak.record import FOUND, RECORD, Tally, keep, read, write


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--programs", type=int, default=100_000, help="so many in all (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path, default=RECORD)
    parser.add_argument("--found", type=Path, default=FOUND)
    parser.add_argument("--minutes", type=float, help="stop after so long; the next run goes on")
    chosen = parser.parse_args(arguments)
    tallies = read(chosen.record)
    tally = tallies.setdefault(chosen.seed, Tally(chosen.seed))
    began, failed = time.monotonic(), 0
    end = -(-chosen.programs // EACH)
    if tally.next >= end:
        print(f"seed {chosen.seed}: {tally.programs} programs were done before")
        return 0
    with multiprocessing.get_context("spawn").Pool(chosen.processes, maxtasksperchild=20) as pool:
        todo = list(batches(tally.next, end))
        for numbers, (compared, looked) in zip(todo, pool.imap(partial(work, chosen.seed), todo), strict=True):
            failures = [("program", one.failure) for one in compared] + [("scene", looked.failure)]
            for kind, failure in failures:
                if failure is not None:
                    failed += 1
                    print(f"failed: {keep(chosen.found, kind, chosen.seed, failure)}", flush=True)
                    tally.failures += 1
            tally.next = numbers[-1] + 1
            tally.programs += sum(one.programs for one in compared)
            tally.norms += sum(one.norms for one in compared)
            tally.scenes += 1
            tally.scenes_compared += looked.compared
            write(chosen.record, tallies)
            minutes = (time.monotonic() - began) / 60
            if sys.stderr.isatty() or tally.scenes % 10 == 0:
                print(f"{tally.programs} of {chosen.programs} programs, {minutes:.0f} min", file=sys.stderr, flush=True)
            if chosen.minutes is not None and minutes >= chosen.minutes:
                pool.terminate()
                break
    print(f"seed {chosen.seed}: {tally.programs} programs, {tally.norms} norms, {tally.scenes} scenes, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
