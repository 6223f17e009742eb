"""Every question of the real policies, timed: encoding and solving, making its witness small, and Z3 on the same text.

    python benchmarks/questions.py FOLDER

One process, one question after the other. Prints JSON with seconds: for each obligation and each question what encoding
and solving took, for each witness shown what making it small took, and what Z3 takes to read and solve the same
SMT-LIB text in this same process, in a solver of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import z3

from rankdsl import pipeline
from rankdsl.examining import Watched
from rankdsl.prove import Asked, Found, prover, witnesses
from rankdsl.prove.nearest import Fixing
from rankdsl.prove.script import script
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies


class Clock:
    """What the questions have cost. `asked`: encoding and solving, and making the witness small, of each in order."""

    def __init__(self) -> None:
        self.small = 0.0
        self.after = 0.0
        self.asked: list[tuple[float, float]] = []

    def part(self, method: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The method, with its time counted as `name`."""

        def timed(*arguments: Any, **more: Any) -> Any:
            began = perf_counter()
            try:
                return method(*arguments, **more)
            finally:
                setattr(self, name, getattr(self, name) + perf_counter() - began)

        return timed

    def whole(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method that answers a question: what is neither of the parts is encoding and solving."""

        def timed(*arguments: Any, **more: Any) -> Any:
            self.small = self.after = 0.0
            began = perf_counter()
            try:
                return method(*arguments, **more)
            finally:
                self.asked.append((perf_counter() - began - self.small - self.after, self.small))

        return timed


def timing() -> Clock:
    """The prover with a clock in it: the person of a model, its replay, and which facts decide, come after."""
    clock = Clock()
    for owner, name, part in (
        (Fixing, "fix", "small"),
        (witnesses, "persons_of", "after"),
        (prover.Replay, "check", "after"),
        (prover.Replay, "decisive", "after"),
    ):
        setattr(owner, name, clock.part(getattr(owner, name), part))
    room: Any = prover.Room
    room.decide = clock.whole(room.decide)
    return clock


def measured(folder: str) -> dict[str, Any]:
    clock = timing()
    seen: list[Watched] = []
    place = open_workspace([folder], codes=pipeline.CODES, shipped=shipped_vocabularies())
    report = pipeline.check(place, watch=seen.append)
    questions = [record for watched in seen for record in watched.asked if isinstance(record, Asked)]
    if len(questions) != len(clock.asked):
        raise AssertionError(f"{len(questions)} questions were watched and {len(clock.asked)} timed")
    timed = iter(clock.asked)
    obligations = [
        sum(next(timed)[0] for record in watched.asked if isinstance(record, Asked))
        for watched in seen
        if watched.asked
    ]
    context = z3.Context()
    raw = [_by_z3(record, context) for record in questions]
    both = [(ours[0], theirs) for ours, theirs in zip(clock.asked, raw, strict=True) if theirs is not None]
    answered = zip(clock.asked, questions, strict=True)
    shown = [times for times, record in answered if isinstance(record.answer, Found) and times[1]]
    return {
        "documents": len(report.documents),
        "obligations": len(report.obligations),
        "questions": len(questions),
        "median_obligation": median(obligations),
        "median_question": median(decision for decision, _ in clock.asked),
        "encoding_and_solving": sum(ours for ours, _ in both),
        "z3_on_the_same_text": sum(theirs for _, theirs in both),
        "witnesses_made_small": len(shown),
        "their_decisions": sum(decision for decision, _ in shown),
        "making_them_small": sum(small for _, small in shown),
    }


def _by_z3(record: Asked, context: Any) -> float | None:
    """Seconds to read the question's text and to answer it; None where it cannot be written."""
    put = script(record)
    if put is None:
        return None
    text = put.plain
    began = perf_counter()
    solver = z3.SimpleSolver(ctx=context)
    solver.from_string(text)
    solver.check()
    return perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
