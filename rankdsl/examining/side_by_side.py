"""Independent pieces of work, done side by side in processes of their own where the machine allows it.

What a piece of work gives back does not depend on where it was done, and comes back in the order asked for: whoever
asks sees no difference but the time. Work is only divided where a process can be copied as it is (Linux) and nothing
else runs in it; anywhere else it is done here, one piece after the other.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MANY_NEW = 20_000
"""New objects after which a copy looks for garbage among them."""


class Work(Generic[T]):
    """`tasks`, in order, each with its `weights` (the heaviest is begun first). `shared`: objects that results may
    refer to; they are not copied, so that results refer to the very same."""

    def __init__(self, tasks: Sequence[Callable[[], T]], weights: Sequence[int], shared: Sequence[object]) -> None:
        self.tasks = tasks
        self.weights = weights
        self.shared = {id(each): each for each in shared}

    def results(self, processes: int) -> Iterator[T]:
        """In the order of the tasks, each as soon as it and those before it are there."""
        if processes < 2:
            for task in self.tasks:
                yield task()
            return
        order = sorted(range(len(self.tasks)), key=lambda at: -self.weights[at])
        global _work
        _work = self
        others = multiprocessing.active_children()  # of whoever uses us
        copies = ProcessPoolExecutor(
            min(processes, len(order)), multiprocessing.get_context("fork"), _at_the_start_of_a_copy
        )
        try:
            waiting = {at: copies.submit(_done_in_a_copy, at) for at in order}
            for at, task in enumerate(self.tasks):
                done = _of_a_copy(waiting[at])
                # What failed there is done again here, so that it fails as it would have done here.
                yield task() if done is None else self._load(done)
            copies.shutdown()
        finally:
            _work = None
            for copy in multiprocessing.active_children():  # none, unless something stopped us
                if copy not in others:
                    copy.terminate()

    def dump(self, result: object) -> bytes:
        buffer = io.BytesIO()
        _Pickler(buffer, self.shared).dump(result)
        return buffer.getvalue()

    def _load(self, data: bytes) -> T:
        result: T = _Unpickler(io.BytesIO(data), self.shared).load()
        return result


class _Pickler(pickle.Pickler):
    """What is shared is named instead of copied. (A subclass, since the attributes cannot be set in CPython 3.13.0.)"""

    def __init__(self, file: io.BytesIO, shared: Mapping[int, object]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.shared = shared

    def persistent_id(self, each: object) -> int | None:
        return id(each) if id(each) in self.shared else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, shared: Mapping[int, object]) -> None:
        super().__init__(file)
        self.shared = shared

    def persistent_load(self, key: int) -> object:
        return self.shared[key]


_work: Work[Any] | None = None


def processes_to_use() -> int:
    """How many processes may work side by side here."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    if multiprocessing.current_process().daemon:  # a worker of somebody's pool, which may have no children
        return 1
    return len(os.sched_getaffinity(0))


def _of_a_copy(waiting: Future[bytes | None]) -> bytes | None:
    try:
        return waiting.result()
    except BrokenProcessPool:  # a copy was killed, for memory perhaps
        return None


def _at_the_start_of_a_copy() -> None:
    """Interrupts are left to the parent. Garbage is looked for rarely, and not among what was there before: a copy does
    not live long, and terms and what they were made of, which are most of what it makes, all stay until the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(MANY_NEW)


def _done_in_a_copy(at: int) -> bytes | None:
    assert _work is not None
    try:
        return _work.dump(_work.tasks[at]())
    except Exception:  # noqa: BLE001 - done again in the parent, which tells
        return None
