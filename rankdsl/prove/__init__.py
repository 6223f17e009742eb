"""Questions put to the prover, with limits, small witnesses, and replay."""

from rankdsl.backends.smt.kernel import version
from rankdsl.prove.concrete import solver_value
from rankdsl.prove.conservative import conservative_extension
from rankdsl.prove.prover import Prover
from rankdsl.prove.questions import (
    Answer,
    Compared,
    Condition,
    Found,
    Limits,
    Nobody,
    Question,
    Raised,
    Undecided,
    Wanted,
    WitnessDoesNotReplay,
)

SOLVER = version()
"""The solver and its version, as reports name it."""

__all__ = [
    "SOLVER",
    "Answer",
    "Compared",
    "Condition",
    "Found",
    "Limits",
    "Nobody",
    "Prover",
    "Question",
    "Raised",
    "Undecided",
    "Wanted",
    "WitnessDoesNotReplay",
    "conservative_extension",
    "solver_value",
]
