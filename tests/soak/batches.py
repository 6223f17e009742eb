"""What one process does before it reports."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence

import tests.conftest  # noqa: F401 - how Hypothesis draws
from tests.soak.programs import Compared, compare
from tests.soak.scenes import Looked, look

TOGETHER = 20
"""So many numbers are done between two writes of the record; with the last of them, a scene is looked at too."""


def batches(start: int, end: int) -> Iterator[range]:
    return (range(at, min(at + TOGETHER, end)) for at in range(start, end, TOGETHER))


def work(seed: int, numbers: Sequence[int]) -> tuple[list[Compared], Looked]:
    found = [compare(seed, number) for number in numbers]
    gc.collect()  # a solver's context stands in a cycle
    return found, look(seed, numbers[-1])
