"""A function in the making over a person of whom everything is known: what it reads, and its statements in order.

The writers stand on each other: this one, then `straight_lists`, `straight_formulas`, and `direct` with the norms.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

from rankdsl.backends.python.person import PersonNames
from rankdsl.backends.python.source import Atom, Constants, Lines, numbered, python_type
from rankdsl.backends.python.total import Domain, is_total, total_norms
from rankdsl.ir.definitions import Formula
from rankdsl.ir.mentions import children, expressions, walk
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FieldRef,
    LastYears,
    Ref,
    SinceFact,
    Span,
    Symbol,
    WholeList,
)
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import Type, YearMonth

DEEPEST = 12
"""Brackets within brackets before a part gets a name."""
LONG_CHAIN = 8
"""Norms within norms before one is computed beforehand."""


class Plan:
    """What is the same for every function over one program."""

    def __init__(self, program: Program, names: PersonNames, constants: Constants, domain: Domain) -> None:
        """`domain`: what is known of the facts beforehand."""
        self.program = program
        self.names = names
        self.constants = constants
        self.domain = domain
        self.total = total_norms(program, domain)
        self.cost: dict[Symbol, int] = {}
        """Roughly how much work a norm is, with those that it rests on."""
        self.chain: dict[Symbol, int] = {}
        """How many norms deep it is."""
        for symbol, definition in program.definitions.items():
            cost, deep = 1, 0
            for expr in expressions(definition):
                for node in walk(expr):
                    cost += 1
                    if isinstance(node, Collection):
                        cost += 20
                    elif isinstance(node, Ref):
                        cost += self.cost[node.symbol]
                        deep = max(deep, self.chain[node.symbol] + 1)
            self.cost[symbol], self.chain[symbol] = min(cost, 10**6), deep

    def cost_of(self, expr: Expr) -> int:
        nodes = list(walk(expr))
        lists = sum(20 for node in nodes if isinstance(node, Collection))
        return len(nodes) + lists + sum(self.cost[node.symbol] for node in nodes if isinstance(node, Ref))


class Straight(ABC):
    """The body of one function. `missing`: the statement for a person of whom not all is known."""

    def __init__(self, plan: Plan, roots: Sequence[Expr], missing: str, marking: bool = False) -> None:
        """`marking`: every norm gets a name of its own, and so does which of its branches and exceptions count."""
        self.plan = plan
        self.marks: dict[Symbol, tuple[str, str]] | None = {} if marking else None
        self.mark = ""
        self.program = plan.program
        self.fresh = numbered("v")
        self.head = Lines()
        self.top = Lines()
        """Whole statements of the function, each standing after what it rests on."""
        self.at = self.top
        self.known: dict[Symbol, Atom] = {}
        self.fields: list[Mapping[str, str]] = []
        self.starts: dict[Span, str] = {}
        self.depth = 0
        norms, nodes = self._live(roots)
        self.uses = Counter(node.symbol for node in nodes if isinstance(node, Ref))
        inner = {
            part.symbol
            for node in nodes
            if isinstance(node, Collection) and node.where is not None
            for part in walk(node.where)
            if isinstance(part, Ref)
        }
        self.once = {symbol for symbol, times in self.uses.items() if times == 1} - inner
        self.norms = norms
        self.counts = _counted_together(nodes, plan)
        self.counted: dict[Collection, str] = {}
        self._read_facts(roots, nodes, missing)

    @abstractmethod
    def value(self, expr: Expr) -> Atom:
        """An expression; statements that it takes are written first."""

    @abstractmethod
    def beforehand(self, symbol: Symbol) -> None:
        """Compute a norm before the statement at hand."""

    def _live(self, roots: Sequence[Expr]) -> tuple[list[Symbol], list[Expr]]:
        """The norms that a value rests on, in order, and every expression in it; what is multiplied by zero is not."""
        nodes: list[Expr] = []
        seen: set[Symbol] = set()
        waiting = list(reversed(roots))
        while waiting:
            node = waiting.pop()
            if self.is_nothing(node):
                continue
            nodes.append(node)
            if isinstance(node, Ref) and node.symbol not in seen:
                seen.add(node.symbol)
                waiting += expressions(self.program.definitions[node.symbol])
            waiting += children(node)
        return [symbol for symbol in self.program.definitions if symbol in seen], nodes

    def is_nothing(self, expr: Expr) -> bool:
        """A product with zero whose other factor surely has a value."""
        match expr:
            case Apply(Op.MUL, args) if self.marks is None:
                return any(map(self.is_zero, args)) and all(is_total(arg, self.plan.total) for arg in args)
            case _:
                return False

    def is_zero(self, expr: Expr) -> bool:
        while isinstance(expr, Ref):
            definition = self.program.definitions[expr.symbol]
            if not isinstance(definition.body, Formula) or definition.exceptions:
                return False
            expr = definition.body.value
        return isinstance(expr, Const) and expr.value == 0

    def prepare(self) -> None:
        """Compute beforehand what long chains of norms rest on."""
        for symbol in self.norms:
            if self.plan.chain[symbol] and self.plan.chain[symbol] % LONG_CHAIN == 0:
                self.beforehand(symbol)

    def lines(self) -> list[str]:
        return [*self.head.lines, *self.top.lines]

    # -- facts

    def _read_facts(self, roots: Sequence[Expr], nodes: Sequence[Expr], missing: str) -> None:
        """Every fact that may be asked for, in a name of its own; one that is missing ends the function."""
        self.facts: dict[str, str] = {}
        vocabulary = self.program.vocabulary
        unknown: list[str] = []
        for name in reads_of_expr(self.program, *roots):
            fact = vocabulary.fact(name)
            assert fact is not None
            local = self.facts[name] = f"f{len(self.facts) + 1}"
            self.head.add(f"{local} = p.{self.plan.names.facts[name]}")
            unknown.append(f"{local} is None")
            if fact.records is not None:
                unknown.append(f"{local}.unknown")
        for start in range(0, len(unknown), 6):
            self.head.add(f"if {' or '.join(unknown[start : start + 6])}:")
            self.head.add(f"    {missing}")
        spans = [node.span for node in nodes if isinstance(node, Collection)]
        if any(isinstance(node, AsOf) for node in nodes) or any(isinstance(s, LastYears) for s in spans):
            self.head.add("day = p.as_of")

    def start(self, span: Span) -> str | None:
        """The first year of a window, in a name; None where every record counts."""
        if span not in self.starts:
            match span:
                case WholeList():
                    return None
                case LastYears(years):
                    text = f"day.year - {years}"
                case SinceFact(name, counts_first_year):
                    fact = self.program.vocabulary.fact(name)
                    assert fact is not None
                    text = (
                        f"{self.facts[name]} // 12" if isinstance(fact.type, YearMonth) else f"{self.facts[name]}.year"
                    )
                    text += "" if counts_first_year else " + 1"
                case _:
                    assert_never(span)
            self.starts[span] = f"y{len(self.starts) + 1}"
            self.head.add(f"{self.starts[span]} = {text}")
        return self.starts[span]

    # -- names

    def declared(self, type_: Type) -> str:
        name = self.fresh()
        self.at.add(f"{name}: {python_type(type_)} | None")
        return name

    def named(self, atom: Atom, always: bool = False) -> Atom:
        """The same under a name, so that it can be asked more than once."""
        if atom.plain and not always:
            return atom
        name = self.fresh()
        self.at.add(f"{name} = {atom.text}")
        return Atom(name, atom.total, plain=True)

    def shallow(self, atom: Atom) -> Atom:
        return self.named(atom) if atom.depth > DEEPEST else atom


def _counted_together(nodes: Sequence[Expr], plan: Plan) -> Mapping[Collection, Sequence[Collection]]:
    """Counts whose filters only look at the record at hand, by those over the same years of the same list."""
    groups: dict[tuple[str, Span], dict[Collection, None]] = {}
    for node in nodes:
        if isinstance(node, Collection) and node.what is Collect.COUNT:
            inner = list(walk(node.where)) if node.where is not None else []
            plain = all(isinstance(part, FieldRef | Const | Apply) for part in inner)
            if plain and is_total(node, plan.total) and len(inner) <= DEEPEST:
                groups.setdefault((node.records, node.span), {})[node] = None
    return {one: tuple(group) for group in groups.values() for one in group}
