"""The functions that answer quickly about a complete person: decisions, values, and what explanations rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rankdsl.backends.python.direct import Direct
from rankdsl.backends.python.source import Atom, Lines
from rankdsl.backends.python.straight import Plan
from rankdsl.backends.python.total import is_total
from rankdsl.ir.definitions import Formula, Mode, Requirement
from rankdsl.ir.mentions import walk
from rankdsl.ir.nodes import (
    Apply,
    Collection,
    Expr,
    Ref,
    Symbol,
)
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH


def decision_lines(plan: Plan, covered: Plan, symbol: Symbol, missing: str) -> list[str]:
    """The body of a function that answers a decision about a complete person: YES, NO, OUT_OF_SCOPE, or `missing`,
    which also stands for no value, where there is more to say. `covered`: the plan for whom the document is about."""
    coverage = sorted(plan.program.coverage, key=plan.cost_of)
    own = Ref(symbol, TRUTH)
    if any(isinstance(node, Ref | Collection) for formula in coverage for node in walk(formula)):
        covered = plan  # what is computed for the scope must hold for those outside it, too
    found = Direct(covered, [*coverage, own], missing)
    for formula in coverage:
        _return(found, formula, None, "_OUT_OF_SCOPE", missing)
    found.prepare()
    _conclude(found, symbol, missing)
    return found.lines()


def _conclude(found: Direct, symbol: Symbol, missing: str) -> None:
    definition = found.program.definitions[symbol]
    if definition.exceptions or symbol in found.known:
        _return(found, Ref(symbol, TRUTH), "_YES", "_NO", missing)
        return
    match definition.body:
        case Formula(Ref(other)):
            _conclude(found, other, missing)
        case Requirement(mode, items):
            sure = [item for item in items if is_total(item, found.plan.total)]
            for item in sorted(sure, key=found.plan.cost_of):
                _return(found, item, None if mode is Mode.ALL else "_YES", "_NO" if mode is Mode.ALL else None, missing)
            rest = tuple(item for item in items if item not in sure)
            if rest:
                _return(found, Apply(Op.OR if mode is Mode.ANY else Op.AND, rest, TRUTH), "_YES", "_NO", missing)
            else:
                found.top.add("return _YES" if mode is Mode.ALL else "return _NO")
        case _:
            _return(found, Ref(symbol, TRUTH), "_YES", "_NO", missing)


def _return(found: Direct, expr: Expr, yes: str | None, no: str | None, missing: str) -> None:
    """Answer by a truth; None: the function goes on."""
    found.at = Lines()
    atom = found.value(expr)
    if isinstance(expr, Ref) and not found.at.lines:
        found.cite(found.program.definitions[expr.symbol], 0)
    if not atom.total:
        atom = found.named(atom)
        found.at.add(f"if {atom.text} is None:")
        found.at.add(f"    {missing}")
    if yes is not None and no is not None:
        found.at.add(f"return {yes} if {atom.text} else {no}")
    elif yes is not None:
        found.at.add(f"if {atom.text}:")
        found.at.add(f"    return {yes}")
    else:
        contrary = atom.text[5:-1] if re.fullmatch(r"\(not \w+\)", atom.text) else f"not {atom.text}"
        found.at.add(f"if {contrary}:")
        found.at.add(f"    {missing if no is None else f'return {no}'}")
    found.top.lines += found.at.lines
    found.at = found.top


def value_lines(plan: Plan, symbol: Symbol, missing: str) -> list[str]:
    """The body of a function that gives the value of a norm for a complete person; None: no value."""
    found = Direct(plan, [Ref(symbol, plan.program.definitions[symbol].type)], missing)
    found.prepare()
    found.at = Lines()
    atom = found.norm(symbol)
    found.at.add(f"return {atom.text}")
    found.top.lines += found.at.lines
    return found.lines()


def trace_lines(plan: Plan, covered: Plan, symbol: Symbol, norms: Sequence[Symbol], missing: str) -> list[str]:
    """The body of a function that gives the values of `norms` for a complete person, and then the bits of the branches
    and of the exceptions that count for each of them that has any; `missing` where one has no value, or for those whom
    the document is not about."""
    coverage = sorted(plan.program.coverage, key=plan.cost_of)
    if any(isinstance(node, Ref | Collection) for formula in coverage for node in walk(formula)):
        covered = plan
    found = Direct(covered, [*coverage, Ref(symbol, TRUTH)], missing, marking=True)
    for formula in coverage:
        _return(found, formula, None, None, missing)
    values, marks = [], []
    for norm in norms:
        atom = found.norm(norm)
        if not atom.total:
            found.top.add(f"if {atom.text} is None:")
            found.top.add(f"    {missing}")
            found.known[norm] = Atom(atom.text, plain=True)
        values.append(found.known[norm].text)
        assert found.marks is not None
        marks += [mark for mark in found.marks[norm] if mark]
    found.top.add(f"return ({', '.join([*values, *marks])},)")
    return found.lines()
