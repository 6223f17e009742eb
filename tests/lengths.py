"""How much is generated: a little in every run of the tests, much where RANKDSL_SCENES asks for so many scenes."""

from __future__ import annotations

import os

USUAL = 12

SCENES = int(os.environ.get("RANKDSL_SCENES", USUAL))


def generated(usually: int, at_length: int) -> int:
    """`at_length` in a long run, which is one of more scenes than usual."""
    return at_length if SCENES > USUAL else usually
