"""Checks and models: whether terms can hold together, within a limit on the work, and with what values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from z3 import z3core as _z3
from z3.z3types import Ast

from rankdsl.backends.smt.kernel import Bool, BoolTerm, Int, Kernel


class Model:
    """The values that a solver chose; it stays valid until the next check."""

    def __init__(self, kernel: Kernel, model: Any) -> None:
        self._kernel = kernel
        self._model = model
        _z3.Z3_model_inc_ref(kernel.context, model)

    def __del__(self) -> None:
        if self._kernel.context is not None and _z3.Z3_model_dec_ref is not None:
            _z3.Z3_model_dec_ref(self._kernel.context, self._model)

    def int(self, x: Int) -> int:
        if isinstance(x, int):
            return x
        value = self._evaluated(x.ast)
        return int(_z3.Z3_get_numeral_string(self._kernel.context, value))

    def truth(self, x: Bool) -> bool:
        if isinstance(x, bool):
            return x
        return bool(_z3.Z3_get_bool_value(self._kernel.context, self._evaluated(x.ast)) == 1)

    def _evaluated(self, ast: Any) -> Any:
        value = (Ast * 1)()
        if not _z3.Z3_model_eval(self._kernel.context, self._model, ast, True, value):
            raise RuntimeError("the solver's model has no value for a term")
        return value[0]


_UNCOUNTED = ("nra", "grobner", "horner", "tangents", "order")
"""What the incremental solver does about products without counting its steps: minutes passed under a limit of 0.2 s.
Without, it gives up early, and `PatientSolver` does better."""
_REFINES_BOUNDS = 2
"""How the incremental solver propagates sums: narrowing the bounds of their terms, it takes a fifth less time over the
reference policies."""


class Solver:
    """An incremental solver with a limit on the steps of each check. None for an answer: the limit was hit."""

    def __init__(self, kernel: Kernel, steps: int, logic: str | None = None) -> None:
        self._kernel = kernel
        self._steps = min(steps, 2**32 - 1)
        self._counter = 0
        """Where among the statistics the count of steps was last found."""
        context = kernel.context
        if logic is None:
            self._solver = _z3.Z3_mk_simple_solver(context)
        else:
            self._solver = _z3.Z3_mk_solver_for_logic(context, _z3.Z3_mk_string_symbol(context, logic))
        _z3.Z3_solver_inc_ref(context, self._solver)
        params = _z3.Z3_mk_params(context)
        _z3.Z3_params_inc_ref(context, params)
        _z3.Z3_params_set_uint(context, params, _z3.Z3_mk_string_symbol(context, "rlimit"), self._steps)
        if logic is None:
            for effort in _UNCOUNTED:
                symbol = _z3.Z3_mk_string_symbol(context, f"arith.nl.{effort}")
                _z3.Z3_params_set_bool(context, params, symbol, False)
            symbol = _z3.Z3_mk_string_symbol(context, "arith.propagation_mode")
            _z3.Z3_params_set_uint(context, params, symbol, _REFINES_BOUNDS)
        _z3.Z3_solver_set_params(context, self._solver, params)
        _z3.Z3_params_dec_ref(context, params)

    def __del__(self) -> None:
        if self._kernel.context is not None and _z3.Z3_solver_dec_ref is not None:
            _z3.Z3_solver_dec_ref(self._kernel.context, self._solver)

    def push(self) -> None:
        _z3.Z3_solver_push(self._kernel.context, self._solver)

    def pop(self) -> None:
        _z3.Z3_solver_pop(self._kernel.context, self._solver, 1)

    def add(self, *conditions: Bool) -> None:
        for condition in conditions:
            if condition is not True:
                _z3.Z3_solver_assert(self._kernel.context, self._solver, self._kernel.bool_ast(condition))

    def check(self, assumptions: Sequence[Bool] = ()) -> bool | None:
        if any(a is False for a in assumptions):
            return False
        assumed = [a.ast for a in assumptions if isinstance(a, BoolTerm)]
        array = (Ast * len(assumed))(*assumed)
        before = self._work_done()
        found = _z3.Z3_solver_check_assumptions(self._kernel.context, self._solver, len(assumed), array)
        if found == 0 and self._work_done() - before < self._steps - self._steps // 10:
            reason = _z3.Z3_solver_get_reason_unknown(self._kernel.context, self._solver)
            if reason == "canceled" or "interrupted" in reason:  # Ctrl-C reached the library instead of Python
                raise KeyboardInterrupt
        return None if found == 0 else bool(found == 1)

    def core(self, assumptions: Sequence[Bool]) -> Sequence[int]:
        """After a check of the assumptions that said no: positions of some that cannot hold together."""
        for position, assumption in enumerate(assumptions):
            if assumption is False:
                return (position,)
        context = self._kernel.context
        vector = _z3.Z3_solver_get_unsat_core(context, self._solver)
        _z3.Z3_ast_vector_inc_ref(context, vector)
        try:
            size = _z3.Z3_ast_vector_size(context, vector)
            keys = {_z3.Z3_ast_vector_get(context, vector, i).value for i in range(size)}
        finally:
            _z3.Z3_ast_vector_dec_ref(context, vector)
        found: dict[int, int] = {}
        for position, assumption in enumerate(assumptions):
            if isinstance(assumption, BoolTerm) and assumption.key in keys:
                found.setdefault(assumption.key, position)
        return tuple(found.values())

    def _work_done(self) -> int:
        """The steps of all checks of the context so far."""
        context = self._kernel.context
        statistics = _z3.Z3_solver_get_statistics(context, self._solver)
        _z3.Z3_stats_inc_ref(context, statistics)
        try:
            size = _z3.Z3_stats_size(context, statistics)
            for index in (self._counter, *range(size)):
                if index < size and _z3.Z3_stats_get_key(context, statistics, index) == "rlimit count":
                    self._counter = index
                    return int(_z3.Z3_stats_get_uint_value(context, statistics, index))
            return 0
        finally:
            _z3.Z3_stats_dec_ref(context, statistics)

    def model(self) -> Model:
        """After a check that said yes."""
        return Model(self._kernel, _z3.Z3_solver_get_model(self._kernel.context, self._solver))


class PatientSolver:
    """For products of unknown numbers: asks anew each time, with methods that an incremental solver does not have.

    A check with assumptions that cannot be decided counts as no, so that what is found is right but may not be the
    nearest."""

    def __init__(self, kernel: Kernel, steps: int) -> None:
        self._kernel = kernel
        self._steps = steps
        self._conditions: list[Bool] = []
        self._latest: Solver | None = None

    def add(self, *conditions: Bool) -> None:
        self._conditions += conditions

    def check(self, assumptions: Sequence[Bool] = ()) -> bool | None:
        steps = max(1, self._steps // 10) if assumptions else self._steps
        solver = Solver(self._kernel, steps, "QF_NIA")
        solver.add(*self._conditions, *assumptions)
        found = solver.check()
        if found:
            self._latest = solver
        return bool(found) if assumptions else found

    def core(self, assumptions: Sequence[Bool]) -> Sequence[int]:
        """Nothing is known of which of them cannot hold together: a no may mean that it could not be decided."""
        return range(len(assumptions))

    def model(self) -> Model:
        """After a check that said yes."""
        assert self._latest is not None
        return self._latest.model()
