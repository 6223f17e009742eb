"""Operators over values that are known: 且 and 或 stop at what decides, and what has no value is None."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import assert_never

from rankdsl.backends.python.source import Atom, Lines
from rankdsl.backends.python.straight_lists import StraightLists
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
    FieldRef,
    Ref,
    Symbol,
)
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Day

INFIX = {
    Op.ADD: "+",
    Op.SUB: "-",
    Op.MUL: "*",
    Op.LT: "<",
    Op.LE: "<=",
    Op.GT: ">",
    Op.GE: ">=",
    Op.EQ: "==",
    Op.NE: "!=",
}
CALLS = {
    Op.MIN: "min",
    Op.MAX: "max",
    Op.ROUND_HALF_UP: "round_half_up",
    Op.ROUND_UP: "round_up",
    Op.ROUND_DOWN: "round_down",
}


class StraightFormulas(StraightLists):
    """Expressions; norms are left to who knows them."""

    @abstractmethod
    def norm(self, symbol: Symbol) -> Atom:
        """The value of a norm, computed where it is needed."""

    def value(self, expr: Expr) -> Atom:
        match expr:
            case Const(value, type_):
                return Atom(self.plan.constants.literal(value, type_), plain=True)
            case FactRef(name):
                return Atom(self.facts[name], plain=True)
            case AsOf():
                return Atom("day", plain=True)
            case FieldRef(name):
                return Atom(self.fields[-1][name], plain=True)
            case Ref(symbol):
                return self.shallow(self.norm(symbol))
            case Collection():
                return self.collection(expr)
            case Apply(Op.AND | Op.OR as op, args):
                return self.shallow(self.logic(op is Op.OR, args))
            case Apply(op, args):
                return self.shallow(self._strict(expr, op, args))
        assert_never(expr)

    def logic(self, decisive: bool, args: Sequence[Expr]) -> Atom:
        """Kleene's 且 and 或; the cheapest operands first, since the order does not matter."""
        if not args:
            return Atom(repr(not decisive), plain=True)
        ordered = sorted(args, key=self.plan.cost_of)
        if len(args) == 1:
            return self.value(args[0])
        word = " or " if decisive else " and "
        here: list[Atom] = []
        name = ""
        total = True
        for arg in ordered:
            before, self.at = self.at, Lines(self.at.level + (1 if name or here else 0))
            atom = self.value(arg)
            lines, self.at = self.at.lines, before
            if not lines and atom.total and not name:
                here.append(atom)
                continue
            if not name:
                # what is asked so far, under a name; the rest only where that does not decide
                name = self.fresh()
                if here:
                    self.at.add(f"{name}: bool | None = {word.join(a.text for a in here)}")
                else:
                    self.at.lines += lines
                    self.at.add(f"{name}: bool | None = {atom.text}")
                    total = atom.total
                    continue
            goes_on = f"if {name} is not {decisive}:" if not total else f"if not {name}:" if decisive else f"if {name}:"
            with self.at.inside(goes_on):
                self.at.lines += lines
                if atom.total:
                    with self.at.inside(f"if {atom.text}:" if decisive else f"if not {atom.text}:"):
                        self.at.add(f"{name} = {decisive}")
                else:
                    found = self.named(atom)
                    with self.at.inside(f"if {found.text} is not {not decisive}:"):
                        self.at.add(f"{name} = {found.text}")
                    total = False
        if not name:
            return Atom(f"({word.join(a.text for a in here)})", True, max(a.depth for a in here) + 1)
        return Atom(name, total, plain=True)

    def _strict(self, expr: Apply, op: Op, args: Sequence[Expr]) -> Atom:
        if self.is_nothing(expr):
            return Atom("0", plain=True)
        parts = [self.value(arg) for arg in args]
        if op is Op.HAS_VALUE:
            return Atom("True", plain=True) if parts[0].total else Atom(f"({parts[0].text} is not None)", True, 1)
        parts = [part if part.total else self.named(part) for part in parts]
        unsure = [f"{part.text} is None" for part in parts if not part.total]
        if op is Op.DIV and not (isinstance(args[1], Const) and args[1].value != 0):
            parts[1] = self.named(parts[1])
            unsure.append(f"{parts[1].text} == 0")
        text = self._operation(op, args, [part.text for part in parts])
        depth = max(part.depth for part in parts) + 1
        folded = _folded(op, parts)
        if folded is not None:
            return folded
        if not unsure:
            return Atom(text, True, depth)
        return Atom(f"(None if {' or '.join(dict.fromkeys(unsure))} else {text})", False, depth + 1)

    def _operation(self, op: Op, args: Sequence[Expr], parts: Sequence[str]) -> str:
        if op in INFIX:
            return f"({parts[0]} {INFIX[op]} {parts[1]})"
        if op in CALLS:
            return f"{CALLS[op]}({', '.join(parts)})" if len(parts) > 1 else parts[0]
        first = args[0].type
        match op:
            case Op.NEG:
                return f"(-{parts[0]})"
            case Op.NOT:
                return f"(not {parts[0]})"
            case Op.DIV:
                return f"(Fraction({parts[0]}) / {parts[1]})"
            case Op.MONTHS_BETWEEN:
                if isinstance(first, Day):
                    return f"whole_months_{self.program.vocabulary.month_end}({parts[0]}, {parts[1]})"
                return f"({parts[1]} - {parts[0]})"
            case Op.SHIFT_MONTHS:
                return f"int({parts[0]} + {parts[1]})"
            case Op.DAYS_BETWEEN:
                return f"({parts[1]} - {parts[0]}).days"
            case Op.YEAR_OF:
                return f"{parts[0]}.year" if isinstance(first, Day) else f"({parts[0]} // 12)"
            case Op.MONTH_OF:
                return f"({parts[0]}.year * 12 + {parts[0]}.month - 1)"
            case _:
                raise AssertionError(op)


def _folded(op: Op, parts: Sequence[Atom]) -> Atom | None:
    """What need not be computed: times 1, plus 0."""
    texts = [part.text for part in parts]
    if op is Op.MUL and "1" in texts:
        return parts[1 - texts.index("1")]
    if op is Op.ADD and "0" in texts:
        return parts[1 - texts.index("0")]
    if op is Op.SUB and texts[1] == "0":
        return parts[0]
    return None
