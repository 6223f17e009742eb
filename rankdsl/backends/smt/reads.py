"""What a question can see: the facts, the collections over lists, and whether the day within the month matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from rankdsl.ir.mentions import children, expressions
from rankdsl.ir.nodes import Apply, AsOf, Collection, Expr, FactRef, Ref, SinceFact, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program


class Reads(Struct, frozen=True):
    """`facts`: base facts and lists, and the facts that start windows and lists. `collections`: each once, by
    identity. `day`: the day of evaluation itself is read, not only its month."""

    facts: frozenset[str]
    collections: tuple[Collection, ...]
    day: bool

    def __or__(self, other: Reads) -> Reads:
        if not other.collections and not other.day and other.facts <= self.facts:
            return self
        if not self.collections and not self.day and self.facts <= other.facts:
            return other
        collections = {id(c): c for c in (*self.collections, *other.collections)}
        return Reads(self.facts | other.facts, tuple(collections.values()), self.day or other.day)


NO_READS = Reads(frozenset(), (), False)


class ProgramReads:
    """What the norms of one program read, directly and through others."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._since = {
            fact.name: fact.records.since for fact in program.vocabulary.facts if fact.records and fact.records.since
        }
        self._found: dict[Symbol, Reads] = {}
        self._of_expressions: dict[int, tuple[Expr, Reads]] = {}
        """By identity (so the expression is kept): to hash one takes as long as to read it."""

    def of(self, symbol: Symbol) -> Reads:
        found = self._found.get(symbol)
        if found is None:  # definitions stand in order, so those before it are all that it can refer to
            for earlier, definition in self.program.definitions.items():
                if earlier not in self._found:
                    self._found[earlier] = self._all(expressions(definition))
                if earlier == symbol:
                    break
            found = self._found[symbol]
        return found

    def of_expression(self, expr: Expr) -> Reads:
        if isinstance(expr, Ref):
            return self.of(expr.symbol)
        known = self._of_expressions.get(id(expr))
        if known is None:
            known = self._of_expressions[id(expr)] = expr, self._all((expr,))
        return known[1]

    def _all(self, parts: Iterable[Expr]) -> Reads:
        facts: set[str] = set()
        collections: dict[int, Collection] = {}
        day = False
        others: dict[Symbol, None] = {}
        for part in parts:
            for node in _walk(part):
                match node:
                    case FactRef(name=name):
                        facts.add(name)
                    case Ref(symbol=symbol):
                        others[symbol] = None
                    case AsOf():
                        day = True
                    case Collection(records=records, span=span):
                        collections[id(node)] = node
                        facts.add(records)
                        if isinstance(span, SinceFact):
                            facts.add(span.fact)
                        if records in self._since:
                            facts.add(self._since[records])
                    case _:
                        pass
        found = Reads(frozenset(facts), tuple(collections.values()), day)
        for other in others:
            found |= self.of(other)
        return found


def _walk(expr: Expr) -> Iterator[Expr]:
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op in (Op.MONTH_OF, Op.YEAR_OF) and isinstance(node.args[0], AsOf):
            continue
        yield node
        stack.extend(reversed(children(node)))
