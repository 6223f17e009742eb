"""How much is generated: a little in every run of the tests, much where RANKDSL_SCENES asks for so many scenes."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

USUAL = 12

SCENES = int(os.environ.get("RANKDSL_SCENES", USUAL))


def generated(usually: T, at_length: T) -> T:
    """`at_length` in a long run, which is one of more scenes than usual."""
    return at_length if SCENES > USUAL else usually
