"""Whoever uses the package in processes of their own keeps them, and may check in each of them."""

from __future__ import annotations

import multiprocessing
from functools import partial
from multiprocessing import Process
from time import sleep

from rankdsl.examining.side_by_side import Work, processes_to_use


def _doubled(number: int) -> int:
    return 2 * number


def _processes(_: int) -> int:
    return processes_to_use()


def test_a_worker_of_a_pool_works_alone() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_processes, [0]) == [1]


def test_other_processes_of_the_caller_go_on() -> None:
    other = Process(target=sleep, args=(60,), daemon=True)
    other.start()
    try:
        work = Work([partial(_doubled, n) for n in range(5)], [1] * 5, ())
        assert list(work.results(2)) == [0, 2, 4, 6, 8]
        assert other.is_alive()
    finally:
        other.kill()
        other.join()
