"""A function in the making over what is possible while facts are missing: names, facts, and what is left out.

The writers stand on each other: this one, then `spreads_lists`, and `missing` with the norms.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from msgspec import Struct

from rankdsl.backends.python.hulls import Hulls, everything
from rankdsl.backends.python.source import Lines, numbered
from rankdsl.backends.python.straight import Plan
from rankdsl.ir.definitions import Cases, Formula
from rankdsl.ir.mentions import children, expressions, walk
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Enumeration, Number, Truth, YearMonth


class Unwritten(Exception):  # noqa: N818 - no error: the decision is left to another module
    """Something that this module does not write."""


class Spread(Struct, frozen=True):
    """What is possible. `low`, `high`: of a number or month; or `bits`. `hinges`, `perhaps`: "0" if surely none."""

    low: str = ""
    high: str = ""
    bits: str = ""
    hinges: str = "0"
    perhaps: str = "0"

    @property
    def is_exact(self) -> bool:
        return self.hinges == self.perhaps == "0"


class Spreads(ABC):
    """Straight-line code; a fact is looked at where it is first needed."""

    def __init__(self, plan: Plan, hulls: Hulls, roots: Sequence[Expr]) -> None:
        self.plan = plan
        self.looked: list[tuple[int, int]] = []
        self.program = plan.program
        self.hulls = hulls
        self.head = Lines()
        self.lines = Lines()
        self.fresh = numbered("v")
        self.norms: dict[Symbol, Spread] = {}
        self.facts: dict[str, Spread] = {}
        self.lists: dict[str, str] = {}
        self.counted: dict[Collection, Spread] = {}
        self.head.add("day = p.as_of")
        self.lacking: dict[Symbol, bool] = {}
        for symbol, definition in self.program.definitions.items():
            parts = list(expressions(definition))
            self.lacking[symbol] = isinstance(definition.body, Cases) or any(map(self.may_lack, parts))
        self.live = self._live(roots)

    @abstractmethod
    def value(self, expr: Expr) -> Spread:
        """An expression; statements that it takes are written first."""

    def may_lack(self, expr: Expr) -> bool:
        """Whether there may be no value while facts are missing: where branches are chosen."""
        return any(isinstance(node, Ref) and self.lacking[node.symbol] for node in walk(expr))

    def _live(self, roots: Sequence[Expr]) -> list[Expr]:
        """Every expression that the roots rest on, save what is multiplied by zero."""
        found: list[Expr] = []
        seen: set[Symbol] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if self.is_nothing(node):
                continue
            found.append(node)
            waiting += children(node)
            if isinstance(node, Ref) and node.symbol not in seen:
                seen.add(node.symbol)
                waiting += expressions(self.program.definitions[node.symbol])
        return found

    def is_nothing(self, expr: Expr) -> bool:
        match expr:
            case Apply(Op.MUL, args):
                return any(map(self._is_zero, args)) and not any(map(self.may_lack, args))
            case _:
                return False

    def _is_zero(self, expr: Expr) -> bool:
        while isinstance(expr, Ref):
            body = self.program.definitions[expr.symbol].body
            if not isinstance(body, Formula):
                return False
            expr = body.value
        return isinstance(expr, Const) and expr.value == 0

    # -- names

    def name(self, text: str) -> str:
        """The text under a name, unless it is one."""
        if text.isidentifier() or text.isdecimal():
            return text
        name = self.fresh()
        self.lines.add(f"{name} = {text}")
        return name

    def either(self, *bits: str) -> str:
        found = [text for text in dict.fromkeys(bits) if text != "0"]
        return " | ".join(found) if found else "0"

    def of_bits(self, text: str, parts: Sequence[Spread], perhaps: str) -> Spread:
        """A truth that forgets what it hinged on where that does not matter any more."""
        bits, hinges = self.name(text), self.either(*(part.hinges for part in parts))
        if hinges != "0":
            unsure = f"{bits} == 3" if perhaps == "0" else f"{bits} == 3 or {perhaps}"
            hinges = self.name(f"({hinges}) if {unsure} else 0")
        return Spread(bits=bits, hinges=hinges, perhaps=perhaps)

    def unless_single(self, low: str, high: str, hinges: str, perhaps: str) -> str:
        if hinges == "0":
            return "0"
        unsure = f"{low} != {high}" if perhaps == "0" else f"{low} != {high} or {perhaps}"
        return self.name(f"({hinges}) if {unsure} else 0")

    # -- facts

    def fact(self, name: str) -> Spread:
        if name not in self.facts:
            fact = self.program.vocabulary.fact(name)
            assert fact is not None
            number = self.hulls.places[name]
            at, hinges = self.fresh(), self.fresh()
            self.lines.add(f"{at} = p.{self.plan.names.facts[name]}")
            unknown, single = everything(fact.type, fact.low, fact.high)
            bit = "0" if single else str(1 << number)
            if isinstance(fact.type, Truth | Enumeration):
                bits = self.fresh()
                known = f"2 if {at} else 1" if isinstance(fact.type, Truth) else f"1 << {at}"
                self._known_or_not(at, [(bits, known, unknown), (hinges, "0", bit)])
                self.facts[name] = Spread(bits=bits, hinges=hinges)
            elif isinstance(fact.type, Number | YearMonth):
                low, high = self.fresh(), self.fresh()
                ends = unknown[1:-1].split(", ") if "Fraction" not in unknown else None
                if ends is None:
                    raise Unwritten
                self._known_or_not(at, [(low, at, ends[0]), (high, at, ends[1]), (hinges, "0", bit)])
                self.facts[name] = Spread(low, high, hinges=hinges)
            else:
                raise Unwritten
        return self.facts[name]

    def _known_or_not(self, at: str, rows: Sequence[tuple[str, str, str]]) -> None:
        with self.lines.inside(f"if {at} is None:"):
            for name, _, unknown in rows:
                self.lines.add(f"{name} = {unknown}")
        with self.lines.inside("else:"):
            for name, known, _ in rows:
                self.lines.add(f"{name} = {known}")
