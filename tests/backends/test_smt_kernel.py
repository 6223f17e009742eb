"""The solver behind typed terms: what is known never reaches it, and it can be stopped."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from rankdsl.backends.smt.kernel import Bool, BoolTerm, Kernel
from rankdsl.backends.smt.solver import Solver
from rankdsl.backends.smt.whole import Arithmetic, bounded, known


def test_what_is_known_is_folded():
    kernel = Kernel()
    x, p = kernel.int_var("x"), kernel.bool_var("p")
    assert kernel.add(1, 2, 3) == 6
    assert kernel.add(x, 0) is x
    assert kernel.multiply(0, x) == 0
    assert kernel.divide(-7, 2) == -4
    assert kernel.subtract(x, x) == 0
    assert kernel.le(x, x) is True
    assert kernel.all([True, p]) is p
    assert kernel.all([p, kernel.no(p)]) is False
    assert kernel.any([p, kernel.no(p)]) is True
    assert kernel.no(kernel.no(p)) is p
    assert kernel.if_int(p, 3, 3) == 3


def test_bounds_settle_comparisons():
    arithmetic = Arithmetic(Kernel())
    x = bounded(arithmetic.kernel.int_var("x"), 3, 9)
    assert arithmetic.le(known(2), x) is True
    assert arithmetic.lt(x, known(3)) is False
    assert arithmetic.eq(x, known(10)) is False
    assert arithmetic.add(x, x).high == 18


def test_a_product_with_few_values_is_written_out():
    kernel = Kernel()
    arithmetic = Arithmetic(kernel)
    few = bounded(kernel.int_var("few"), 0, 5)
    wide = bounded(kernel.int_var("wide"), 0, 10**6)
    solver = Solver(kernel, 100_000)
    product = arithmetic.times(few, wide)
    for x in (few, wide):
        solver.add(arithmetic.le(known(0), bounded(x.term, None, None)))
    solver.add(kernel.le(few.term, 5), kernel.eq(product.term, 999_983), kernel.le(wide.term, 999_982))
    assert solver.check() is False  # a prime number has no smaller factor


def test_replaced_variables_have_their_values():
    kernel = Kernel()
    x, y, p = kernel.int_var("x"), kernel.int_var("y"), kernel.bool_var("p")
    body = kernel.both(p, kernel.lt(x, y))
    solver = Solver(kernel, 10_000)
    solver.add(kernel.replaced(body, {x: 5, p: True}))
    assert solver.check() is True
    assert solver.model().int(y) > 5
    solver.add(kernel.le(y, 5))
    assert solver.check() is False


def _hard(kernel: Kernel) -> list[BoolTerm]:
    """Fourteen pigeons in thirteen holes."""
    found: list[Bool] = []
    pigeons = [kernel.int_var(f"pigeon {i}") for i in range(14)]
    for number, pigeon in enumerate(pigeons):
        found += [kernel.le(1, pigeon), kernel.le(pigeon, 13)]
        found += (kernel.no(kernel.eq(pigeon, other)) for other in pigeons[:number])
    return [term for term in found if isinstance(term, BoolTerm)]


def test_a_limit_is_no_answer():
    kernel = Kernel()
    solver = Solver(kernel, 10_000)
    solver.add(*_hard(kernel))
    assert solver.check() is None


def test_ctrl_c_stops_a_check():
    kernel = Kernel()
    solver = Solver(kernel, 2_000_000_000)
    solver.add(*_hard(kernel))
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        solver.check()
    timer.join()
