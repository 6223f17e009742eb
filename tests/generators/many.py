"""Many samples that differ from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")


def various(draw: Callable[[st.DataObject], T], runs: int) -> Iterator[T]:
    """Two examples from each of `runs` seeds, always the same. (Left alone, Hypothesis varies one example many times
    before it draws another: of 400 programs it made a third as many different norms. Its first is the simplest.)"""
    for number in range(runs):
        yield from _examples(draw, number)[1:]


def _examples(draw: Callable[[st.DataObject], T], number: int) -> list[T]:
    found: list[T] = []

    @seed(number)
    @settings(max_examples=3, phases=[Phase.generate])
    @given(st.data())
    def example(data: st.DataObject) -> None:
        found.append(draw(data))

    example()
    return found
