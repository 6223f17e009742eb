"""Counts of records while facts are missing, as loops: those that surely count, and those that may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rankdsl.backends.python.hulls import everything
from rankdsl.backends.python.spreads import Spread, Spreads, Unwritten
from rankdsl.backends.python.straight import Plan
from rankdsl.backends.python.straight_formulas import INFIX
from rankdsl.backends.python.total import are_apart, is_total
from rankdsl.ir.mentions import walk
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, FieldRef, LastYears, SinceFact
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import Enumeration, YearMonth
from rankdsl.ir.values import position


class SpreadsLists(Spreads):
    """Counts over the same years of the same list are one loop."""

    def count(self, asked: Collection) -> Spread:
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
            kept = self.unless_single(sure, may, hinges, "0")
            self.counted[one] = Spread(sure, may, hinges=kept)

    def _start(self, asked: Collection) -> tuple[str, str, str]:
        """The earliest and the latest first year of a window, and the facts that it hinges on."""
        match asked.span:
            case SinceFact(name, counts_first_year):
                fact = self.fact(name)
                year = self.year_of(name)
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

    def year_of(self, name: str) -> Spread:
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
