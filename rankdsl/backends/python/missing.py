"""A decision about a person of whom not all is known, as straight-line Python: what `hulls` says, without its calls.

A value is a few plain names: the lowest and the highest number, or the bits of the values of an enumeration or a truth
(no is 1, yes is 2); the bits of the missing facts that it hinges on; and whether there may be no value. What is not
written here (exceptions, rules that look at several things, most questions about lists) is `Unwritten`, and such a
decision is left to `hulls`. Only norms that surely have a value for whoever the document is about are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from rankdsl.backends.python.hulls import Hulls
from rankdsl.backends.python.spreads import Spread, Unwritten
from rankdsl.backends.python.spreads_lists import SpreadsLists
from rankdsl.backends.python.straight import Plan
from rankdsl.backends.python.straight_formulas import INFIX
from rankdsl.backends.python.total import exact
from rankdsl.ir.definitions import Body, Cases, Formula, Mode, Requirement
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.reading import needed
from rankdsl.ir.types import TRUTH, Enumeration, Truth, YearMonth
from rankdsl.ir.values import position

_LONGEST = 40
"""Norms that rest on each other in a chain."""
COMPARED = (Op.LT, Op.LE, Op.GT, Op.GE)


class Written(Struct, frozen=True):
    """`looked`: the numbers of the norms that are looked up, each with that of the fact it looks at."""

    lines: list[str]
    looked: tuple[tuple[int, int], ...]


def missing_lines(plan: Plan, hulls: Hulls, symbol: Symbol, returned: str) -> Written:
    """The body of a function that answers a decision. `plan`: for whom the document is about. `returned`: the beginning
    of the call that takes the bits, the hinges and `perhaps` of the scope and of the decision."""
    program = plan.program
    roots = (*program.coverage, Ref(symbol, TRUTH))
    norms = needed(program, roots)
    if not all(plan.total[norm] and not program.definitions[norm].exceptions for norm in norms):
        raise Unwritten
    if any(plan.chain[norm] > _LONGEST for norm in norms):
        raise Unwritten
    written = _Missing(plan, hulls, roots)
    covered = written.together(False, [written.value(formula) for formula in program.coverage])
    certain = "" if covered.perhaps == "0" else f" and not {covered.perhaps}"
    written.lines.add(f"if {covered.bits} == 1{certain}:")
    written.lines.add("    return _OUT_OF_SCOPE")
    sure = f"{covered.bits} == 2{certain}"
    own = written.decision(symbol, sure)
    settled = "" if own.perhaps == "0" else f" and not {own.perhaps}"
    with written.lines.inside(f"if {sure}:"):
        for truth, answer in ((2, "_YES"), (1, "_NO")):
            written.lines.add(f"if {own.bits} == {truth}{settled}:")
            written.lines.add(f"    return {answer}")
    parts = [covered.bits, covered.hinges, covered.perhaps, own.bits, own.hinges, own.perhaps]
    written.lines.add(f"return {returned}{', '.join(parts)})")
    return Written([*written.head.lines, *written.lines.lines], tuple(dict.fromkeys(written.looked)))


class _Missing(SpreadsLists):
    """Norms and operators."""

    def norm(self, symbol: Symbol) -> Spread:
        if symbol not in self.norms:
            self.norms[symbol] = self._body(symbol, self.program.definitions[symbol].body)
        return self.norms[symbol]

    def decision(self, symbol: Symbol, sure: str) -> Spread:
        """The same for a decision about somebody to whom the document surely applies where `sure`: what settles it is
        an end of the function, the cheapest conditions first."""
        body = self.program.definitions[symbol].body
        match body:
            case Formula(Ref(other)):
                return self.decision(other, sure)
            case Requirement(mode, items):
                decisive = mode is Mode.ANY
                parts = []
                for item in sorted(items, key=self.plan.cost_of):
                    part = self.value(item)
                    parts.append(part)
                    settled = "" if part.perhaps == "0" else f" and not {part.perhaps}"
                    self.lines.add(f"if {part.bits} == {2 if decisive else 1} and {sure}{settled}:")
                    self.lines.add(f"    return {'_YES' if decisive else '_NO'}")
                return self.together(decisive, parts)
            case _:
                return self.norm(symbol)

    def _body(self, symbol: Symbol, body: Body) -> Spread:
        match body:
            case Formula(value):
                return self.value(value)
            case Requirement(mode, items):
                return self.together(mode is Mode.ANY, [self.value(item) for item in items])
            case Cases():
                return self._looked_up(symbol, body)
        assert_never(body)

    def _looked_up(self, symbol: Symbol, body: Cases) -> Spread:
        """Branches that look at one fact with few values, and say constants: worked out once for each set of values."""
        guards = [branch.guard for branch in body.branches if branch.guard is not None]
        plain = [exact(guard) for guard in guards]
        seen = {one[0] for one in plain if one is not None}
        if None in plain or len(seen) != 1 or not all(isinstance(b.value, Const) for b in body.branches):
            raise Unwritten
        (fact,) = seen
        if not isinstance(fact, FactRef):
            raise Unwritten
        key = self.fact(fact.name)
        definition = self.program.definitions[symbol]
        found = self.fresh()
        number = self.hulls.numbers[symbol]
        self.lines.add(f"{found} = _looked_{number}[{key.bits}]")
        self.looked.append((number, self.hulls.places[fact.name]))
        perhaps, keeps = self.fresh(), self.fresh()
        if isinstance(definition.type, Truth | Enumeration):
            bits = self.fresh()
            self.lines.add(f"{bits}, {perhaps}, {keeps} = {found}")
            spread = Spread(bits=bits)
        else:
            low, high = self.fresh(), self.fresh()
            self.lines.add(f"({low}, {high}), {perhaps}, {keeps} = {found}")
            spread = Spread(low, high)
        hinges = self.name(f"{key.hinges} & {keeps}")
        return Spread(spread.low, spread.high, spread.bits, hinges, perhaps)

    def value(self, expr: Expr) -> Spread:
        match expr:
            case Const(value, type_):
                if isinstance(type_, Truth):
                    return Spread(bits="2" if value else "1")
                if isinstance(type_, Enumeration):
                    return Spread(bits=str(1 << position(value, type_)))
                text = self.plan.constants.literal(value, type_)
                return Spread(text, text)
            case FactRef(name):
                return self.fact(name)
            case Ref(symbol):
                return self.norm(symbol)
            case Collection():
                return self.count(expr)
            case Apply(Op.AND | Op.OR as op, args):
                return self.together(op is Op.OR, [self.value(arg) for arg in args])
            case Apply(Op.NOT, (inner,)):
                part = self.value(inner)
                return Spread(
                    bits=self.name(f"({part.bits} & 1) << 1 | {part.bits} >> 1"),
                    hinges=part.hinges,
                    perhaps=part.perhaps,
                )
            case Apply(Op.EQ | Op.NE as op, (left, right)):
                return self._equality(op, self.value(left), self.value(right))
            case Apply(op, (left, right)) if op in COMPARED:
                return self._comparison(op, left, right)
            case Apply(op, args):
                return self._number(expr, op, args)
            case _:
                raise Unwritten

    def together(self, decisive: bool, parts: Sequence[Spread]) -> Spread:
        """Kleene's 且 and 或."""
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return Spread(bits="1" if decisive else "2")
        this, other = (2, 1) if decisive else (1, 2)
        bits = [part.bits for part in parts]
        unsure = [part for part in parts if part.perhaps != "0"]
        perhaps = "0"
        if unsure:
            any_of = self.either(*(part.perhaps for part in unsure))
            undecided = " and ".join(
                f"{part.bits} & {other}" if part.perhaps == "0" else f"({part.bits} & {other} or {part.perhaps})"
                for part in parts
            )
            perhaps = self.name(f"({any_of}) if {undecided} else 0")
        return self.of_bits(f"({' | '.join(bits)}) & {this} | ({' & '.join(bits)} & {other})", parts, perhaps)

    def _perhaps(self, *parts: Spread) -> str:
        return self.name(self.either(*(part.perhaps for part in parts)))

    def _equality(self, op: Op, left: Spread, right: Spread) -> Spread:
        if left.bits:
            same = f"{left.bits} & {right.bits}"
            apart = f"{left.bits} != {right.bits} or {left.bits} & {left.bits} - 1"
        else:
            same = f"{left.low} <= {right.high} and {right.low} <= {left.high}"
            apart = f"not {left.low} == {left.high} == {right.low} == {right.high}"
        yes, no = (same, apart) if op is Op.EQ else (apart, same)
        text = f"(2 if {yes} else 0) | (1 if {no} else 0)"
        return self.of_bits(text, (left, right), self._perhaps(left, right))

    def _comparison(self, op: Op, left: Expr, right: Expr) -> Spread:
        a, b = self.value(left), self.value(right)
        if a.bits:
            lowest = [f"({x.bits} & -{x.bits}).bit_length()" for x in (a, b)]
            highest = [
                f"{x.bits}.bit_length()" if x.bits.isidentifier() else f"({x.bits}).bit_length()" for x in (a, b)
            ]
            for side, expr in enumerate((left, right)):
                if isinstance(expr, Const):
                    lowest[side] = highest[side] = str(position(expr.value, expr.type) + 1)
        else:
            lowest, highest = [a.low, b.low], [a.high, b.high]
        sign = INFIX[op]
        if op in (Op.GE, Op.GT):
            yes, no = f"{highest[0]} {sign} {lowest[1]}", f"{lowest[0]} {sign} {highest[1]}"
        else:
            yes, no = f"{lowest[0]} {sign} {highest[1]}", f"{highest[0]} {sign} {lowest[1]}"
        text = f"(2 if {yes} else 0) | (0 if {no} else 1)"
        return self.of_bits(text, (a, b), self._perhaps(a, b))

    def _number(self, expr: Apply, op: Op, args: Sequence[Expr]) -> Spread:
        if self.is_nothing(expr):
            return Spread("0", "0")
        if op is Op.MONTH_OF and isinstance(args[0], AsOf):
            month = self.name("day.year * 12 + day.month - 1")
            return Spread(month, month)
        if op is Op.YEAR_OF and isinstance(args[0], AsOf):
            year = self.name("day.year")
            return Spread(year, year)
        parts = [self.value(arg) for arg in args]
        hinges, perhaps = self.either(*(part.hinges for part in parts)), self._perhaps(*parts)
        if not all(part.low for part in parts):
            raise Unwritten
        match op:
            case Op.ADD:
                ends = [f"{parts[0].low} + {parts[1].low}", f"{parts[0].high} + {parts[1].high}"]
            case Op.SUB:
                ends = [f"{parts[0].low} - {parts[1].high}", f"{parts[0].high} - {parts[1].low}"]
            case Op.NEG:
                ends = [f"-{parts[0].high}", f"-{parts[0].low}"]
            case Op.MONTHS_BETWEEN if isinstance(args[0].type, YearMonth):
                ends = [f"{parts[1].low} - {parts[0].high}", f"{parts[1].high} - {parts[0].low}"]
            case Op.MUL:
                factor, other = (0, 1) if parts[0].low == parts[0].high else (1, 0)
                times = parts[factor].low
                if not times.isdecimal() or not parts[factor].is_exact:
                    raise Unwritten
                if times == "0":
                    raise Unwritten
                ends = [f"{times} * {parts[other].low}", f"{times} * {parts[other].high}"]
            case Op.YEAR_OF if isinstance(args[0].type, YearMonth):
                low, high = self.name(f"{parts[0].low} // 12"), self.name(f"{parts[0].high} // 12")
                return Spread(low, high, hinges=self.unless_single(low, high, hinges, perhaps), perhaps=perhaps)
            case _:
                raise Unwritten
        if op in (Op.ADD, Op.SUB) and parts[1].low == parts[1].high == "0":
            return parts[0]
        exactly = all(part.low == part.high for part in parts)
        low = self.name(ends[0])
        return Spread(low, low if exactly else self.name(ends[1]), hinges=self.name(hinges), perhaps=perhaps)
