"""All mutants, over several processes, always in the same order; and the tables that come of it."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.pool import Pool
from typing import Any

from msgspec import Struct

from tests.mutation.edits import Kind, every
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.permitted import DECIDED
from tests.mutation.scoring import PEOPLE, Score, score
from tests.mutation.subjects import Subject, files, of_file

Progress = Callable[[int, int, list[Score]], None]
"""Called with tasks done, tasks in all, and what the last one found."""
TOGETHER = 80
"""So many mutants of one subject are one task."""


class Run(Struct, frozen=True):
    """`most`: mutants of one kind of one document; `most_above`: of a superior. None: all."""

    people: int = PEOPLE
    most: int | None = None
    most_above: int | None = None


def chosen(subject: Subject, run: Run) -> tuple[Mutant, ...]:
    """In the order of the kinds."""
    of_kind: dict[Kind, list[Mutant]] = defaultdict(list)
    for mutant in mutants(subject):
        of_kind[mutant.kind].append(mutant)
    most = run.most if subject.own else run.most_above
    return tuple(m for kind in Kind for m in (of_kind[kind] if most is None else every(of_kind[kind], most)))


def subjects(processes: int | None = None) -> tuple[Subject, ...]:
    """Every clean document of every file, in the order of the files."""
    with _pool(processes or os.cpu_count() or 1, 20) as pool:
        return tuple(s for found in pool.imap(of_file, files()) for s in found)


def _pool(processes: int, tasks: int) -> Pool:
    """Started anew, not forked: what a task finds may not hang on what was loaded before."""
    return multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=tasks)


def scores(
    of: Sequence[Subject], run: Run, processes: int | None = None, progress: Progress | None = None
) -> list[Score]:
    """Of each subject in turn, in the order of its mutants."""
    processes = processes or os.cpu_count() or 1
    tasks = [_Task(s, run, start) for s in of for start in range(0, len(chosen(s, run)), TOGETHER)]
    if processes == 1:
        return _collected(map(_scores, tasks), len(tasks), progress)
    with _pool(processes, 6) as pool:
        return _collected(pool.imap(_scores, tasks), len(tasks), progress)


def _collected(results: Iterable[list[Score]], tasks: int, progress: Progress | None) -> list[Score]:
    found: list[Score] = []
    for done, more in enumerate(results, start=1):
        found += more
        if progress is not None:
            progress(done, tasks, more)
    return found


class _Task(Struct, frozen=True):
    """Some mutants of one subject, whose persons are made once."""

    subject: Subject
    run: Run
    start: int


def _scores(task: _Task) -> list[Score]:
    found = chosen(task.subject, task.run)[task.start : task.start + TOGETHER]
    return [score(mutant, task.run.people) for mutant in found]


# --- tables


def table(all_: Sequence[Score], run: Run) -> dict[str, Any]:
    """Everything that the page of figures shows, as plain data in a fixed order."""
    programs = [s for s in all_ if s.program]
    compared = [s for s in programs if not s.nobody and not s.open]
    return {
        "people": run.people,
        "most_of_a_kind": run.most,
        "most_above": run.most_above,
        "subjects": _subjects(all_),
        "changes": len(all_),
        "not_a_program": len(all_) - len(programs),
        "nobody_left": sum(s.nobody for s in programs),
        "undecided": sum(s.open and not s.nobody for s in programs),
        "mutants": len(programs),
        "compared": len(compared),
        "differ": sum(bool(s.expected or s.replayed) for s in compared),
        "reported": sum(bool(s.reported) for s in compared),
        "only_outside": sum(bool(s.replayed) and not s.expected for s in compared),
        "by_code": {code: _of_code(compared, code) for code in DECIDED},
        "by_kind": {kind.name: _of_kind(programs, kind) for kind in Kind if any(s.kind == kind.name for s in programs)},
        "missed": [_told_of(s, s.missed) for s in compared if s.missed],
        "false": [_told_of(s, s.false) for s in compared if s.false],
        "open": [_told_of(s, ()) for s in programs if s.open and not s.nobody],
    }


def _subjects(found: Sequence[Score]) -> list[dict[str, Any]]:
    counts = Counter(s.subject for s in found if s.program)
    of = dict.fromkeys(s.subject for s in found)
    return [{"title": s.checked, "path": s.path, "changed": s.title, "mutants": counts[s]} for s in of]


def _of_code(found: Sequence[Score], code: str) -> dict[str, int]:
    return {
        "differ": sum(code in s.expected for s in found),
        "outside": sum(code in s.replayed for s in found),
        "reported": sum(code in s.reported for s in found),
        "missed": sum(code in s.missed for s in found),
        "false": sum(code in s.false for s in found),
    }


def _of_kind(found: Sequence[Score], kind: Kind) -> dict[str, int]:
    those = [s for s in found if s.kind == kind.name]
    compared = [s for s in those if not s.nobody and not s.open]
    return {
        "mutants": len(those),
        "differ": sum(bool(s.expected or s.replayed) for s in compared),
        "reported": sum(bool(s.reported) for s in compared),
        "missed": sum(bool(s.missed) for s in compared),
        "false": sum(bool(s.false) for s in compared),
    }


def _told_of(one: Score, codes: Sequence[str]) -> dict[str, Any]:
    return {"subject": one.subject.name, "kind": one.kind, "change": one.about, "codes": list(codes)}
