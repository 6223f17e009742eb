"""A decision about a person of whom not all is known, as straight-line Python: what `hulls` says, without its calls.

A value is a few plain names: the lowest and the highest number, or the bits of the values of an enumeration or a truth
(no is 1, yes is 2); the bits of the missing facts that it hinges on; and whether there may be no value. What is not
written here (exceptions, rules that look at several things, most questions about lists) is `Unwritten`, and such a
decision is left to `hulls`. Only norms that surely have a value for whoever the document is about are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from rankdsl.backends.python.hulls import Hulls, everything
from rankdsl.backends.python.source import Lines, numbered
from rankdsl.backends.python.straight import Plan
from rankdsl.backends.python.straight_formulas import INFIX
from rankdsl.backends.python.total import are_apart, exact, is_total
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, FieldRef, LastYears, Ref, SinceFact, Symbol
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Body, Cases, Formula, Mode, Requirement
from rankdsl.ir.reading import children, expressions, needed, walk
from rankdsl.ir.types import TRUTH, Enumeration, Number, Truth, YearMonth
from rankdsl.ir.values import position

_LONGEST = 40
"""Norms that rest on each other in a chain."""
COMPARED = (Op.LT, Op.LE, Op.GT, Op.GE)


class Unwritten(Exception):  # noqa: N818 - no error: the decision is left to another module
    """Something that this module does not write."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What is possible. `low`, `high`: of a number or month; or `bits`. `hinges`, `perhaps`: "0" if surely none."""

    low: str = ""
    high: str = ""
    bits: str = ""
    hinges: str = "0"
    perhaps: str = "0"

    @property
    def is_exact(self) -> bool:
        return self.hinges == self.perhaps == "0"


@dataclass(frozen=True, slots=True)
class Written:
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


class _Missing:
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
            if self._is_nothing(node):
                continue
            found.append(node)
            waiting += children(node)
            if isinstance(node, Ref) and node.symbol not in seen:
                seen.add(node.symbol)
                waiting += expressions(self.program.definitions[node.symbol])
        return found

    def _is_nothing(self, expr: Expr) -> bool:
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

    def _of_bits(self, text: str, parts: Sequence[Spread], perhaps: str) -> Spread:
        """A truth that forgets what it hinged on where that does not matter any more."""
        bits, hinges = self.name(text), self.either(*(part.hinges for part in parts))
        if hinges != "0":
            unsure = f"{bits} == 3" if perhaps == "0" else f"{bits} == 3 or {perhaps}"
            hinges = self.name(f"({hinges}) if {unsure} else 0")
        return Spread(bits=bits, hinges=hinges, perhaps=perhaps)

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

    # -- norms

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

    # -- expressions

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
                return self._count(expr)
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
        return self._of_bits(f"({' | '.join(bits)}) & {this} | ({' & '.join(bits)} & {other})", parts, perhaps)

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
        return self._of_bits(text, (left, right), self._perhaps(left, right))

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
        return self._of_bits(text, (a, b), self._perhaps(a, b))

    def _number(self, expr: Apply, op: Op, args: Sequence[Expr]) -> Spread:
        if self._is_nothing(expr):
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
                return Spread(low, high, hinges=self._unless_single(low, high, hinges, perhaps), perhaps=perhaps)
            case _:
                raise Unwritten
        if op in (Op.ADD, Op.SUB) and parts[1].low == parts[1].high == "0":
            return parts[0]
        exactly = all(part.low == part.high for part in parts)
        low = self.name(ends[0])
        return Spread(low, low if exactly else self.name(ends[1]), hinges=self.name(hinges), perhaps=perhaps)

    def _unless_single(self, low: str, high: str, hinges: str, perhaps: str) -> str:
        if hinges == "0":
            return "0"
        unsure = f"{low} != {high}" if perhaps == "0" else f"{low} != {high} or {perhaps}"
        return self.name(f"({hinges}) if {unsure} else 0")

    # -- lists

    def _count(self, asked: Collection) -> Spread:
        if asked not in self.counted:
            self._count_together(
                [one for one in self._counts() if one.records == asked.records and one.span == asked.span]
            )
        if asked not in self.counted:
            raise Unwritten
        return self.counted[asked]

    def _counts(self) -> list[Collection]:
        """Every count whose filter only looks at the record."""
        counts = (node for node in self.live if isinstance(node, Collection) and node.what is Collect.COUNT)
        return [node for node in dict.fromkeys(counts) if _plain(node, self.plan)]

    def _count_together(self, together: Sequence[Collection]) -> None:
        if not together:
            raise Unwritten
        asked = together[0]
        fact = self.program.vocabulary.fact(asked.records)
        assert fact is not None
        assert fact.records is not None
        shape = fact.records
        at = self.fresh()
        self.lines.add(f"{at} = p.{self.plan.names.facts[fact.name]}")
        low, high, start_hinges = self._start(asked)
        names = {one: (self.fresh(), self.fresh()) for one in together}
        unknown = self.fresh()
        every = [name for pair in names.values() for name in pair]
        self.lines.add(f"{' = '.join([*every, unknown])} = 0")
        bit = 1 << self.hulls.places[fact.name]
        with self.lines.inside(f"if {at} is None:"):
            since = [str(shape.first_year), low]
            if shape.since is not None:
                since.append(self._earliest_year(shape.since))
            self.lines.add(f"{unknown} = max(0, day.year - max({', '.join(since)}))")
        with self.lines.inside("else:"):
            year = self.fresh()
            fields = {field.name: f"{year}_{i}" for i, field in enumerate(shape.fields, 1)}
            read = {node.name for one in together for node in walk(one) if isinstance(node, FieldRef)}
            targets = [year, *(name if field in read else "_" for field, name in fields.items())]
            with (
                self.lines.inside(f"for {', '.join(targets)} in {at}.known:"),
                self.lines.inside(f"if {year} >= {low}:"),
            ):
                apart = are_apart([one.where for one in together])
                for number, (one, (sure, may)) in enumerate(names.items()):
                    condition = "True" if one.where is None else _filter(one.where, {shape.key: year, **fields})
                    with self.lines.inside(f"{'elif' if apart and number else 'if'} {condition}:"):
                        self.lines.add(f"{may} += 1")
                        if low != high:
                            self.lines.add(f"if {year} >= {high}:")
                            self.lines.add(f"    {sure} += 1")
            with self.lines.inside(f"for {year} in {at}.unknown:"):
                self.lines.add(f"if {year} >= {low}:")
                self.lines.add(f"    {unknown} += 1")
        for one, (sure, may) in names.items():
            if low == high:
                self.lines.add(f"{sure} = {may}")
            if _may_pass(one):
                self.lines.add(f"if {unknown}:")
                self.lines.add(f"    {may} = max({sure}, min({may} + {unknown}, {shape.bound}))")
            hinges = f"({bit} if {unknown} else 0)"
            if start_hinges != "0":
                hinges = f"{start_hinges} | {hinges}"
            kept = self._unless_single(sure, may, hinges, "0")
            self.counted[one] = Spread(sure, may, hinges=kept)

    def _start(self, asked: Collection) -> tuple[str, str, str]:
        """The earliest and the latest first year of a window, and the facts that it hinges on."""
        match asked.span:
            case SinceFact(name, counts_first_year):
                fact = self.fact(name)
                year = self._year_of(name)
                if counts_first_year:
                    return year.low, year.high, fact.hinges
                return self.name(f"{year.low} + 1"), self.name(f"{year.high} + 1"), fact.hinges
            case LastYears(years):
                first = self.name(f"day.year - {years}")
                return first, first, "0"
            case _:
                return "0", "0", "0"

    def _earliest_year(self, name: str) -> str:
        """The year of a fact, the earliest possible where it is missing."""
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        if not isinstance(fact.type, YearMonth):
            raise Unwritten
        at = f"p.{self.plan.names.facts[name]}"
        ends, _ = everything(fact.type, fact.low, fact.high)
        return f"({ends[1:-1].split(', ')[0]} if {at} is None else {at}) // 12"

    def _year_of(self, name: str) -> Spread:
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        if not isinstance(fact.type, YearMonth):
            raise Unwritten
        spread = self.fact(name)
        low, high = f"{spread.low}_y", f"{spread.high}_y"
        if name not in self.lists:
            self.lists[name] = low
            self.lines.add(f"{low} = {spread.low} // 12")
            self.lines.add(f"{high} = {spread.high} // 12")
        return Spread(low, high)


def _plain(asked: Collection, plan: Plan) -> bool:
    """Whether a filter compares fields of the record with constants, and no more."""
    parts = list(walk(asked.where)) if asked.where is not None else []
    return all(isinstance(part, FieldRef | Const | Apply) for part in parts) and is_total(asked, plan.total)


def _filter(where: Expr, fields: Mapping[str, str]) -> str:
    match where:
        case Apply(Op.EQ | Op.NE | Op.LT | Op.LE | Op.GT | Op.GE as op, (FieldRef(name), Const(value, type_))):
            if isinstance(type_, Enumeration):
                return f"{fields[name]} {INFIX[op]} {position(value, type_)}"
        case Apply(Op.AND | Op.OR as op, args):
            return (" and " if op is Op.AND else " or ").join(f"({_filter(arg, fields)})" for arg in args)
        case _:
            pass
    raise Unwritten


def _may_pass(asked: Collection) -> bool:
    """Whether a record of which nothing is known may pass the filter, where that is soon told."""
    match asked.where:
        case None:
            return True
        case Apply(Op.EQ, (FieldRef(), Const())):
            return True
        case Apply(Op.GE | Op.LE | Op.NE, (FieldRef(), Const(type=Enumeration(values=values)))):
            return len(values) > 1
        case _:
            raise Unwritten
