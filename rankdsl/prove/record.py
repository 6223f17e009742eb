"""What was asked of the prover, and what it answered: enough to put each question anew, alone. No solver here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from rankdsl.ir.program import Period, Program
from rankdsl.prove.questions import Answer, Question


class Asked(Struct, frozen=True, eq=False):
    """A question about persons. `programs`: those that it is about; `scope`: those whose facts its persons have."""

    period: Period
    question: Question
    programs: tuple[Program, ...]
    scope: tuple[Program, ...]
    answer: Answer


class AskedExtension(Struct, frozen=True, eq=False):
    """Whether a program's vocabulary leaves everybody of its superior's possible (`conservative_extension`)."""

    program: Program
    superior: Program
    answer: Answer


Record = Asked | AskedExtension
Recorder = Callable[[Record], None]
