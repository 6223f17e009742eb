"""The solver's terms, typed: with `solver` the only module that calls Z3 and deals with untyped values.

Terms are folded while they are built: whatever is known stays a Python int or bool and never reaches the solver. A
context owns its terms until it is dropped, so nothing needs reference counting but solvers and models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from z3 import z3core as _z3
from z3.z3types import Ast

_FITS = 2**63


def version() -> str:
    """The solver and its version, as reports name it."""
    return "z3 " + ".".join(_z3.Z3_get_full_version().removeprefix("Z3 ").split(".")[:3])


class IntTerm:
    """A whole number that the solver chooses."""

    __slots__ = ("ast", "key")

    def __init__(self, ast: Any) -> None:
        self.ast = ast
        self.key: int = ast.value


class BoolTerm:
    """A truth that the solver chooses."""

    __slots__ = ("ast", "key", "opposite")

    def __init__(self, ast: Any, opposite: BoolTerm | None = None) -> None:
        self.ast = ast
        self.key: int = ast.value
        self.opposite = opposite


Int = int | IntTerm
Bool = bool | BoolTerm


@_z3._error_handler_type  # type: ignore[untyped-decorator,unused-ignore]
def _keep_going(context: Any, code: Any) -> None:
    """Errors are looked up after each call by the checked wrappers; the library must not end the process."""


class Kernel:
    """One solver context and the terms in it."""

    def __init__(self) -> None:
        config = _z3.Z3_mk_config()
        self.context = _z3.Z3_mk_context(config)
        _z3.Z3_del_config(config)
        _z3.Z3_set_error_handler(self.context, _keep_going)
        self._int = _z3.Z3_mk_int_sort(self.context)
        self._bool = _z3.Z3_mk_bool_sort(self.context)
        self._numerals: dict[int, Any] = {}
        self.has_products = False
        """Whether any term multiplies or divides by something unknown."""
        self._true = _z3.Z3_mk_true(self.context)
        self._false = _z3.Z3_mk_false(self.context)

    def close(self) -> None:
        """Frees everything at once; terms, solvers and models of this context are of no use any more."""
        context, self.context = getattr(self, "context", None), None
        # While the interpreter ends, modules and what is in them are gone one after the other.
        if context is not None and _z3 is not None and _z3.Z3_del_context is not None:
            _z3.Z3_del_context(context)

    def __del__(self) -> None:
        self.close()

    # -- variables

    def int_var(self, name: str) -> IntTerm:
        symbol = _z3.Z3_mk_string_symbol(self.context, name)
        return IntTerm(_z3.Z3_mk_const(self.context, symbol, self._int))

    def bool_var(self, name: str) -> BoolTerm:
        symbol = _z3.Z3_mk_string_symbol(self.context, name)
        return BoolTerm(_z3.Z3_mk_const(self.context, symbol, self._bool))

    # -- whole numbers

    def add(self, *terms: Int) -> Int:
        known = 0
        unknown: list[Int] = []
        for term in terms:
            if isinstance(term, int):
                known += term
            else:
                unknown.append(term)
        if not unknown:
            return known
        if known:
            unknown.append(known)
        if len(unknown) == 1:
            return unknown[0]
        return IntTerm(_z3.Z3_mk_add(self.context, len(unknown), self._ints(unknown)))

    def negate(self, x: Int) -> Int:
        return self.multiply(-1, x)

    def subtract(self, x: Int, y: Int) -> Int:
        if isinstance(x, IntTerm) and isinstance(y, IntTerm) and x.key == y.key:
            return 0
        return self.add(x, self.multiply(-1, y))

    def multiply(self, x: Int, y: Int) -> Int:
        if isinstance(x, int):
            if isinstance(y, int):
                return x * y
            x, y = y, x
        if isinstance(y, int):
            if y == 0:
                return 0
            if y == 1:
                return x
            return IntTerm(_z3.Z3_mk_mul(self.context, 2, self._ints((x, y))))
        self.has_products = True
        return IntTerm(_z3.Z3_mk_mul(self.context, 2, self._ints((x, y))))

    def divide(self, x: Int, y: Int) -> Int:
        """The greatest whole number that is <= x/y, for y > 0 (where y is not, anything)."""
        if isinstance(y, int):
            if y <= 0:
                return 0
            if isinstance(x, int):
                return x // y
            if y == 1:
                return x
        else:
            self.has_products = True
        return IntTerm(_z3.Z3_mk_div(self.context, self._int_ast(x), self._int_ast(y)))

    def if_int(self, condition: Bool, x: Int, y: Int) -> Int:
        if isinstance(condition, bool):
            return x if condition else y
        if _same(x, y):
            return x
        return IntTerm(_z3.Z3_mk_ite(self.context, condition.ast, self._int_ast(x), self._int_ast(y)))

    # -- comparisons

    def le(self, x: Int, y: Int) -> Bool:
        if isinstance(x, int) and isinstance(y, int):
            return x <= y
        if _same(x, y):
            return True
        return BoolTerm(_z3.Z3_mk_le(self.context, self._int_ast(x), self._int_ast(y)))

    def lt(self, x: Int, y: Int) -> Bool:
        return self.no(self.le(y, x))

    def eq(self, x: Int, y: Int) -> Bool:
        if isinstance(x, int) and isinstance(y, int):
            return x == y
        if _same(x, y):
            return True
        return BoolTerm(_z3.Z3_mk_eq(self.context, self._int_ast(x), self._int_ast(y)))

    # -- truths

    def no(self, x: Bool) -> Bool:
        if isinstance(x, bool):
            return not x
        if x.opposite is None:
            x.opposite = BoolTerm(_z3.Z3_mk_not(self.context, x.ast), x)
        return x.opposite

    def both(self, *terms: Bool) -> Bool:
        return self.all(terms)

    def all(self, terms: Iterable[Bool]) -> Bool:
        unknown: dict[int, BoolTerm] = {}
        for term in terms:
            if isinstance(term, bool):
                if not term:
                    return False
            else:
                if term.opposite is not None and term.opposite.key in unknown:
                    return False
                unknown[term.key] = term
        if len(unknown) < 2:
            return next(iter(unknown.values()), True)
        array = (Ast * len(unknown))(*[t.ast for t in unknown.values()])
        return BoolTerm(_z3.Z3_mk_and(self.context, len(unknown), array))

    def either(self, *terms: Bool) -> Bool:
        return self.any(terms)

    def any(self, terms: Iterable[Bool]) -> Bool:
        unknown: dict[int, BoolTerm] = {}
        for term in terms:
            if isinstance(term, bool):
                if term:
                    return True
            else:
                if term.opposite is not None and term.opposite.key in unknown:
                    return True
                unknown[term.key] = term
        if len(unknown) < 2:
            return next(iter(unknown.values()), False)
        array = (Ast * len(unknown))(*[t.ast for t in unknown.values()])
        return BoolTerm(_z3.Z3_mk_or(self.context, len(unknown), array))

    def implies(self, x: Bool, y: Bool) -> Bool:
        return self.either(self.no(x), y)

    def same(self, x: Bool, y: Bool) -> Bool:
        if isinstance(x, bool):
            return y if x else self.no(y)
        if isinstance(y, bool):
            return x if y else self.no(x)
        if x.key == y.key:
            return True
        return BoolTerm(_z3.Z3_mk_iff(self.context, x.ast, y.ast))

    def if_bool(self, condition: Bool, x: Bool, y: Bool) -> Bool:
        if isinstance(condition, bool):
            return x if condition else y
        if isinstance(x, bool):
            return self.either(condition, y) if x else self.both(self.no(condition), y)
        if isinstance(y, bool):
            return self.either(self.no(condition), x) if y else self.both(condition, x)
        if x.key == y.key:
            return x
        return BoolTerm(_z3.Z3_mk_ite(self.context, condition.ast, x.ast, y.ast))

    def for_all(self, variables: Sequence[IntTerm | BoolTerm], body: Bool) -> Bool:
        if isinstance(body, bool) or not variables:
            return body
        bound = (Ast * len(variables))(*[v.ast for v in variables])
        return BoolTerm(
            _z3.Z3_mk_forall_const(self.context, 0, len(variables), bound, 0, (_z3.Pattern * 0)(), body.ast)
        )

    def replaced(self, body: Bool, values: Mapping[IntTerm | BoolTerm, int | bool]) -> Bool:
        """`body` with variables given values."""
        if isinstance(body, bool) or not values:
            return body
        before = (Ast * len(values))(*[v.ast for v in values])
        after = (Ast * len(values))(
            *[self.bool_ast(v) if isinstance(v, bool) else self._int_ast(v) for v in values.values()]
        )
        found = _z3.Z3_substitute(self.context, body.ast, len(values), before, after)
        return BoolTerm(_z3.Z3_simplify(self.context, found))

    # -- to the solver's own values

    def bool_ast(self, x: Bool) -> Any:
        if isinstance(x, bool):
            return self._true if x else self._false
        return x.ast

    def _int_ast(self, x: Int) -> Any:
        if isinstance(x, IntTerm):
            return x.ast
        ast = self._numerals.get(x)
        if ast is None:
            if -_FITS <= x < _FITS:
                ast = _z3.Z3_mk_int64(self.context, x, self._int)
            else:
                ast = _z3.Z3_mk_numeral(self.context, str(x), self._int)
            self._numerals[x] = ast
        return ast

    def _ints(self, terms: Sequence[Int]) -> Any:
        return (Ast * len(terms))(*[self._int_ast(t) for t in terms])


def _same(x: Int, y: Int) -> bool:
    if isinstance(x, int):
        return isinstance(y, int) and x == y
    return isinstance(y, IntTerm) and x.key == y.key
