"""What an expression or a norm reads: norms, and in the end base facts of the person.

A derived fact and the start of a window count as the base facts behind them, a list of records as its name; 评定日 is
no fact. Answers about facts follow the order of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable

from rankdsl.ir.mentions import expressions, facts_in, symbols_in, walk
from rankdsl.ir.nodes import AsOf, Collection, Expr, Symbol
from rankdsl.ir.program import Program


def needed(program: Program, parts: Iterable[Expr]) -> tuple[Symbol, ...]:
    """Every norm that the expressions depend on, also through others, in the program's order."""
    seen: set[Symbol] = set()
    stack = list(symbols_in(parts))
    while stack:
        symbol = stack.pop()
        if symbol not in seen:
            seen.add(symbol)
            stack.extend(program.refers[symbol])
    return tuple(symbol for symbol in program.definitions if symbol in seen)


def reads_of_expr(program: Program, *parts: Expr) -> tuple[str, ...]:
    """The base facts and lists that the expressions depend on, also through norms and derived facts."""
    return in_order(program, facts_in(parts).union(*(program.reads[symbol] for symbol in symbols_in(parts))))


def reads_the_day(program: Program, *parts: Expr) -> bool:
    """Whether the day of evaluation counts for the expressions, also through norms. For lists it always does: it bounds
    their years."""
    behind = (e for symbol in needed(program, parts) for e in expressions(program.definitions[symbol]))
    return any(isinstance(node, AsOf | Collection) for part in (*parts, *behind) for node in walk(part))


def reads(program: Program, symbol: Symbol) -> tuple[str, ...]:
    """The base facts and lists that a norm depends on, its exceptions included."""
    return in_order(program, program.reads[symbol])


def in_order(program: Program, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts in the order of the vocabulary."""
    wanted = frozenset(facts)
    return tuple(fact.name for fact in program.vocabulary.facts if fact.name in wanted)
