"""Questions put to the prover, with limits, small witnesses, and replay.

What needs the solver is imported when it is first asked for: a manual page can be shown without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rankdsl.prove.grounds import Side, grounds
from rankdsl.prove.questions import (
    Answer,
    Compared,
    Condition,
    Found,
    Limits,
    Nobody,
    Question,
    Raised,
    Spaced,
    Undecided,
    Unlike,
    Wanted,
    WitnessDoesNotReplay,
)
from rankdsl.prove.record import Asked, AskedExtension, Record

if TYPE_CHECKING:
    from rankdsl.prove.concrete import solver_value
    from rankdsl.prove.conservative import conservative_extension
    from rankdsl.prove.prover import Prover

    SOLVER: str
    """The solver and its version, as reports name it."""

_MODULES = {
    "solver_value": "rankdsl.prove.concrete",
    "conservative_extension": "rankdsl.prove.conservative",
    "Prover": "rankdsl.prove.prover",
}

__all__ = [
    "SOLVER",
    "Answer",
    "Asked",
    "AskedExtension",
    "Compared",
    "Condition",
    "Found",
    "Limits",
    "Nobody",
    "Prover",
    "Question",
    "Raised",
    "Record",
    "Side",
    "Spaced",
    "Undecided",
    "Unlike",
    "Wanted",
    "WitnessDoesNotReplay",
    "conservative_extension",
    "grounds",
    "solver_value",
]


def __getattr__(name: str) -> Any:
    if name == "SOLVER":
        return import_module("rankdsl.backends.smt.kernel").version()
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
