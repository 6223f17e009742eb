"""What an expression or a norm reads: norms, and in the end base facts of the person.

A derived fact and the start of a window count as the base facts behind them, a list of records as its name; 评定日 is
no fact. Answers about facts follow the order of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, Ref, SinceFact, Symbol
from rankdsl.ir.program import Cases, Definition, Formula, Program, Requirement


def children(expr: Expr) -> tuple[Expr, ...]:
    """The operands; the filter of a collection counts as one."""
    match expr:
        case Apply(args=args):
            return args
        case Collection(where=where):
            return () if where is None else (where,)
        case Const() | FactRef() | AsOf() | Ref() | FieldRef():
            return ()
        case _:
            assert_never(expr)


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything in it, outer first, left to right."""
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        below = children(node)
        if below:
            stack.extend(reversed(below))


def expressions(definition: Definition) -> Iterator[Expr]:
    """Every expression of a norm, in the order it was written: the body, then the exceptions."""
    match definition.body:
        case Formula(value=value):
            yield value
        case Cases(branches=branches):
            for branch in branches:
                if branch.guard is not None:
                    yield branch.guard
                yield branch.value
        case Requirement(items=items):
            yield from items
        case _:
            assert_never(definition.body)
    for rule in definition.exceptions:
        yield rule.guard
        yield rule.value


def symbols_in(parts: Iterable[Expr]) -> tuple[Symbol, ...]:
    """The norms that the expressions refer to directly, in order of first mention."""
    found: dict[Symbol, None] = {}
    for part in parts:
        for node in walk(part):
            if isinstance(node, Ref):
                found.setdefault(node.symbol)
    return tuple(found)


def facts_in(parts: Iterable[Expr]) -> frozenset[str]:
    """The base facts and lists that the expressions name themselves, not those behind other norms."""
    found: set[str] = set()
    for part in parts:
        for node in walk(part):
            match node:
                case FactRef(name=name):
                    found.add(name)
                case Collection(records=records, span=span):
                    found.add(records)
                    if isinstance(span, SinceFact):
                        found.add(span.fact)
                case _:
                    pass
    return frozenset(found)


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


def references(program: Program) -> Mapping[Symbol, tuple[Symbol, ...]]:
    """The norms that each norm refers to directly. A program keeps them (`Program.refers`)."""
    return {symbol: symbols_in(expressions(definition)) for symbol, definition in program.definitions.items()}


def reads_by_symbol(program: Program) -> Mapping[Symbol, frozenset[str]]:
    """`reads` of every norm at once, in one pass over the program, which keeps them (`Program.reads`)."""
    found: dict[Symbol, frozenset[str]] = {}
    for symbol, definition in program.definitions.items():
        found[symbol] = facts_in(expressions(definition)).union(*(found[other] for other in program.refers[symbol]))
    return found


def in_order(program: Program, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts in the order of the vocabulary."""
    wanted = frozenset(facts)
    return tuple(fact.name for fact in program.vocabulary.facts if fact.name in wanted)
