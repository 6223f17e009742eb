"""Work divided among processes comes back as if it had been done here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from rankdsl.examining.side_by_side import Work, processes_to_use
from rankdsl.source import SourceFile, Span

FEWEST = 4
FILE = SourceFile("a.rank", "第一条")


def told(number: int) -> tuple[int, Span]:
    return number, Span(FILE, 0, number)


def fails(number: int) -> int:
    if number == 2:
        raise LookupError(f"no {number}")
    return number


def in_another_process(parent: int) -> bool:
    return os.getpid() != parent


def gone(parent: int, number: int) -> int:
    """The process that does it dies; done where it was asked for, it succeeds."""
    if os.getpid() != parent:
        os._exit(3)
    return number


def work(tasks: list[Callable[[], Any]], *shared: object) -> Work[Any]:
    return Work(tasks, list(range(len(tasks))), shared)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
class TestCopies:
    def test_results_come_in_the_order_asked_for(self) -> None:
        tasks: list[Callable[[], Any]] = [partial(told, number) for number in range(9)]
        assert list(work(tasks, FILE).results(3)) == list(work(tasks, FILE).results(1))

    def test_work_is_done_elsewhere(self) -> None:
        tasks: list[Callable[[], Any]] = [partial(in_another_process, os.getpid())] * FEWEST
        assert all(work(tasks).results(2))

    def test_what_is_shared_is_the_very_same(self) -> None:
        tasks: list[Callable[[], Any]] = [partial(told, number) for number in range(FEWEST)]
        shared = [span.file for _, span in work(tasks, FILE).results(2)]
        copied = [span.file for _, span in work(tasks).results(2)]
        assert all(file is FILE for file in shared)
        assert all(file.text == FILE.text and file is not FILE for file in copied)

    def test_a_failure_is_the_same_failure(self) -> None:
        tasks: list[Callable[[], Any]] = [partial(fails, number) for number in range(FEWEST)]
        results = work(tasks).results(2)
        assert [next(results), next(results)] == [0, 1]
        with pytest.raises(LookupError, match="no 2"):
            next(results)

    def test_a_process_that_dies_loses_nothing(self) -> None:
        tasks: list[Callable[[], Any]] = [partial(gone, os.getpid(), number) for number in range(FEWEST)]
        assert list(work(tasks).results(2)) == list(range(FEWEST))


def test_one_process_is_enough_anywhere() -> None:
    assert processes_to_use() >= 1
