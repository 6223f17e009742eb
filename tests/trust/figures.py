"""What can be counted of the tool's evidence, as plain data in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Verdict
from rankdsl.diagnostics.report import Report
from rankdsl.prove import WitnessDoesNotReplay
from rankdsl.workspace import open_workspace
from tests.checks import test_witnesses as witnesses
from tests.checks.layers import Unclear
from tests.checks.oracle import disagreements
from tests.checks.running import comparable, random_scene, report_on
from tests.mutation.subjects import POLICIES
from tests.prove import test_planted_faults as planted
from tests.prove.long_worlds import asked_of_lists
from tests.prove.test_brute_force import LONG_RUNS, QUESTIONS, RUNS, asked, compared

SCENES = 60


def policies() -> dict[str, Any]:
    """The reference policies: obligations by check and verdict."""
    report = pipeline.check(open_workspace([POLICIES], codes=pipeline.CODES))
    return {
        "solver": report.solver,
        "documents": len(report.documents),
        "clean": sum(d.verdict.value == "clean" for d in report.documents),
        "announced": sum(f.expected for f in report.findings),
        "not_announced": _counted(f.code for f in report.findings if not f.expected),
        "obligations": {code: _of_code(report, code) for code in sorted({o.check for o in report.obligations})},
    }


def _of_code(report: Report, code: str) -> dict[str, int]:
    of = Counter(o.verdict for o in report.obligations if o.check == code)
    return {verdict.value: of[verdict] for verdict in Verdict}


def second_opinion() -> dict[str, Any] | None:
    """What cvc5 says to every question about the policies that was decided; None where it is not installed."""
    from rankdsl.prove.second_opinion import second_solver

    second = second_solver()
    if second is None:
        return None
    report = pipeline.check(open_workspace([POLICIES], codes=pipeline.CODES), second=second)
    said = report.certified
    assert said is not None
    return {
        "solver": said.solver,
        "questions": said.questions,
        "confirmed": said.confirmed,
        "undecided": said.undecided,
        "contradicted": 0,  # or there were no report
    }


def brute_force() -> dict[str, Any]:
    """The prover's answers, each compared with a look at everybody in a small world; a difference is an exception."""
    said = compared(asked, RUNS) + compared(asked_of_lists, LONG_RUNS)
    kinds = sorted({kind for kind, _ in said})
    return {
        "worlds": 2 * (RUNS + LONG_RUNS),
        "questions": sum(said.values()),
        "questions_a_world": QUESTIONS,
        "answers": {kind: {"one": said[kind, False], "pair": said[kind, True]} for kind in kinds},
    }


def scenes() -> dict[str, Any]:
    """Generated documents, of which `check` finds what the definitions of the codes ask for, over everybody."""
    seen, codes, wrong = Counter[str](), Counter[str](), 0
    for seed in range(SCENES):
        drawn = random_scene(seed)
        report = report_on(drawn)
        if not comparable(report):
            continue
        try:
            wrong += any(disagreements(drawn, report.findings).values())
        except Unclear:
            continue
        seen["compared"] += 1
        seen["documents"] += len(drawn.documents)
        codes.update(f.code for f in report.findings)
    return {"scenes": SCENES, **_counted(seen.elements()), "findings": _counted(codes.elements()), "disagree": wrong}


def faults() -> dict[str, Any]:
    """Faults that are made in the solver's back end on purpose, and how many the comparisons notice."""
    missed: list[str] = []
    for name, (matters_to, plant) in planted.FAULTS.items():
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            if not planted.noticed(matters_to):
                missed.append(name)
    for name, plant in planted.PROVER_FAULTS.items():
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            if not _noticed():
                missed.append(name)
    total = len(planted.FAULTS) + len(planted.PROVER_FAULTS)
    return {"planted": total, "caught": total - len(missed), "missed": missed}


def _noticed() -> bool:
    try:
        compared(asked_of_lists, LONG_RUNS)
    except (AssertionError, WitnessDoesNotReplay, IndexError):
        return True
    return False


def people_shown() -> dict[str, Any]:
    """Everybody whom findings about the bad corpus and the policies show; what is not so is an exception."""
    return {name: dict(sorted(witnesses.seen_in(of()).items())) for name, of in witnesses.SOURCES.items()}


def _counted(of: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(of).items()))


FIGURES = {
    "policies": policies,
    "second_opinion": second_opinion,
    "brute_force": brute_force,
    "scenes": scenes,
    "faults": faults,
    "people_shown": people_shown,
}
