"""A norm as Python over what is possible while facts are missing: calls of `runtime.hull`, one function a norm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rankdsl.backends.python.person import PersonNames
from rankdsl.backends.python.source import Constants, Lines, numbered
from rankdsl.ir.definitions import Cases, Definition, Formula, Hit, Mode, Requirement
from rankdsl.ir.facts import Fact, Field
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
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
from rankdsl.ir.types import INTEGER, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Exact, Scalar, position, year_month

_DEEPEST = 12
NAMED = {
    Op.EQ: "eq",
    Op.NE: "ne",
    Op.LT: "lt",
    Op.LE: "le",
    Op.GT: "gt",
    Op.GE: "ge",
    Op.AND: "every",
    Op.OR: "some",
    Op.NOT: "inverse",
    Op.HAS_VALUE: "has_value",
    Op.MIN: "least",
    Op.MAX: "greatest",
}
MEANING = {
    Op.ADD: "operator.add",
    Op.SUB: "operator.sub",
    Op.MUL: "operator.mul",
    Op.ROUND_HALF_UP: "round_half_up",
    Op.ROUND_UP: "round_up",
    Op.ROUND_DOWN: "round_down",
    Op.SHIFT_MONTHS: "shift_months",
    Op.DAYS_BETWEEN: "days_between",
}
ASKED = {
    Collect.COUNT: "count",
    Collect.SUM: "sum",
    Collect.LARGEST: "largest",
    Collect.SMALLEST: "smallest",
    Collect.SOME: "some",
    Collect.EVERY: "every",
    Collect.RUN: "run",
    Collect.LATEST: "latest",
}


class Hulls:
    """Functions over one program: one a norm, and one for any other formula. Norms go by their number in the program,
    facts by theirs in the vocabulary."""

    def __init__(self, program: Program, names: PersonNames, constants: Constants) -> None:
        self.program = program
        self.names = names
        self.constants = constants
        self.numbers: dict[Symbol, int] = {symbol: i for i, symbol in enumerate(program.definitions)}
        self.places = {fact.name: i for i, fact in enumerate(program.vocabulary.facts)}
        self.norm_number = -1
        self.lists: list[Fact] = []
        self.lines = Lines()
        self.fresh = numbered("t")

    # -- functions

    def facts_function(self) -> list[str]:
        """What is known of each fact that is no list."""
        lines = ["def _facts(p: Person) -> tuple[Answer, ...]:", "    return ("]
        for fact in self.program.vocabulary.facts:
            if fact.records is not None:
                lines.append("        NO,")
                continue
            at = f"p.{self.names.facts[fact.name]}"
            unknown = self._unknown(fact, 1 << self.places[fact.name])
            lines.append(f"        {unknown} if {at} is None else {self._exactly(at, fact.type)},")
        return [*lines, "    )"]

    def norm_function(self, name: str, definition: Definition, doc: str) -> list[str]:
        self.norm_number = self.numbers[definition.symbol]
        self.lines, self.fresh = Lines(), numbered("t")
        self.lines.add(doc)
        if definition.exceptions:
            body = self._body(definition, f"{name}_body")
            rules = [
                f"({self.value(r.guard)}, {self._later(r.value)}, {self._over(r.over)})" for r in definition.exceptions
            ]
            self.lines.add(f"found, x.exceptions[{self.norm_number}] = agreeing(")
            self._listed(rules)
            self.lines.add(f"    {self.norm_number},")
            self.lines.add(f"    lambda: {body},")
            branches = len(definition.body.branches) if isinstance(definition.body, Cases) else 0
            if branches:
                self.lines.add(f"    {branches},")
            self.lines.add(")")
            self.lines.add("return found")
        else:
            self.lines.add(f"return {self._body(definition, name)}")
        return [f"def {name}(x: State) -> Answer:", *self.lines.lines]

    def formula_function(self, name: str, formula: Expr) -> list[str]:
        """A formula that is no norm: of 适用, or an invariant."""
        self.norm_number = -1
        self.lines, self.fresh = Lines(), numbered("t")
        self.lines.add(f"return {self.value(formula)}")
        return [f"def {name}(x: State) -> Answer:", *self.lines.lines]

    def _body(self, definition: Definition, name: str) -> str:
        match definition.body:
            case Formula(value):
                return self.value(value)
            case Requirement(mode, items):
                call = "some" if mode is Mode.ANY else "every"
                return f"{call}({', '.join(self.value(item) for item in items)})"
            case Cases(branches, hit):
                rules = []
                for branch in branches:
                    guard = "None" if branch.guard is None else self.value(branch.guard)
                    rules.append(f"({guard}, {self._later(branch.value)}, frozenset())")
                inner = self.fresh()
                self.lines.add(f"def {inner}() -> Answer:")
                self.lines.add(f"    answer, x.branches[{self.norm_number}] = {_call(hit)}(")
                self.lines.level += 1
                self._listed(rules)
                self.lines.add(f"    {self.norm_number},")
                self.lines.level -= 1
                self.lines.add("    )")
                self.lines.add("    return answer")
                return f"{inner}()"
        assert_never(definition.body)

    def _listed(self, rules: Sequence[str]) -> None:
        self.lines.add("    (")
        for rule in rules:
            self.lines.add(f"        {rule},")
        self.lines.add("    ),")

    def _over(self, positions: frozenset[int]) -> str:
        return f"frozenset(({', '.join(map(str, sorted(positions)))},))" if positions else "frozenset()"

    def _later(self, value: Expr) -> str:
        """A value as what gives it when it is asked for."""
        return f"lambda: {self.value(value)}"

    # -- expressions

    def value(self, expr: Expr, depth: int = 0) -> str:
        if depth > _DEEPEST and not isinstance(expr, Const | FactRef | Ref):
            text = self.value(expr)
            name = self.fresh()
            self.lines.add(f"{name} = {text}")
            return name
        match expr:
            case Const(value, type_):
                return self._constant(value, type_)
            case FactRef(name):
                return f"x.facts[{self.places[name]}]"
            case AsOf():
                return "x.today"
            case Ref(symbol):
                return f"x.norms[{self.numbers[symbol]}]"
            case FieldRef(name):
                return self._field(self.lists[-1], name)
            case Collection():
                return self._collection(expr)
            case Apply(op, args):
                return self._apply(op, args, [self.value(arg, depth + 1) for arg in args])
        assert_never(expr)

    def _apply(self, op: Op, args: Sequence[Expr], parts: Sequence[str]) -> str:
        if op in (Op.AND, Op.OR) and not parts:
            return "YES" if op is Op.AND else "NO"
        if op in NAMED:
            return f"{NAMED[op]}({', '.join(parts)})"
        if op in MEANING:
            return f"over({MEANING[op]}, {', '.join(parts)})"
        first = args[0].type
        match op:
            case Op.NEG:
                return f"image(operator.neg, {parts[0]})"
            case Op.DIV:
                return f"divided({parts[0]}, {parts[1]}, {self.norm_number})"
            case Op.MONTHS_BETWEEN:
                months = f"whole_months_{self.program.vocabulary.month_end}"
                return f"over({months if isinstance(first, Day) else 'months_between'}, {', '.join(parts)})"
            case Op.YEAR_OF:
                return f"image({'year_of_day' if isinstance(first, Day) else 'year_of_month'}, {parts[0]})"
            case Op.MONTH_OF:
                return f"image(month_of_day, {parts[0]})"
            case _:
                raise AssertionError(op)

    def _constant(self, value: Scalar, type_: Type) -> str:
        if isinstance(type_, Truth):
            return "YES" if value else "NO"
        if isinstance(type_, Enumeration):
            return self.constants.name("A", "Answer", f"({1 << position(value, type_)}, (), 0)")
        text = self.constants.literal(value, type_)
        return self.constants.name("A", "Answer", f"(({text}, {text}), (), 0)")

    def _unknown(self, of: Fact | Field, bit: int) -> str:
        """Everything that a missing fact or field can be."""
        values, single = everything(of.type, of.low, of.high)
        return self.constants.name("A", "Answer", f"({values}, (), {0 if single else bit})")

    def _exactly(self, text: str, type_: Type) -> str:
        match type_:
            case Truth():
                return f"ONLY[{text}]"
            case Enumeration():
                return f"(1 << {text}, (), 0)"
            case _:
                return f"known({text})"

    # -- lists

    def _field(self, records: Fact, name: str) -> str:
        assert records.records is not None
        if name == records.records.key:
            return "known(year)"
        position = next(i for i, field in enumerate(records.records.fields, 1) if field.name == name)
        field = records.records.field(name)
        unknown = self._unknown(field, 1 << self.places[records.name])
        return f"({unknown} if record is None else {self._exactly(f'record[{position}]', field.type)})"

    def _collection(self, asked: Collection) -> str:
        fact = self.program.vocabulary.fact(asked.records)
        assert fact is not None
        assert fact.records is not None
        shape = fact.records
        first_year = str(shape.first_year)
        if shape.since is not None:
            first_year = f"first_year({shape.first_year}, {self._year(shape.since)})"
        bit = 1 << self.places[fact.name]
        at = f"x.person.{self.names.facts[fact.name]}"
        parts = [
            repr(ASKED[asked.what]),
            f"entries({at}, {bit}, {first_year}, x.year, {self._start(asked.span)})",
            str(self.norm_number),
        ]
        self.lists.append(fact)
        if asked.where is not None:
            parts.append(f"where={self._of_record(asked.where)}")
        if asked.field is not None:
            parts.append(f"field=lambda year, record: {self._field(fact, asked.field)}")
        self.lists.pop()
        if asked.what is Collect.COUNT:
            parts.append(f"bound={shape.bound}")
        if asked.times is not None:
            parts.append(f"times={asked.times}")
        return f"collected({', '.join(parts)})"

    def _of_record(self, where: Expr) -> str:
        """The filter as a function of a year and its record (None: not known)."""
        name = self.fresh()
        outer, self.lines = self.lines, Lines(self.lines.level + 1)
        text = self.value(where)
        inner, self.lines = self.lines.lines, outer
        self.lines.add(f"def {name}(year: int, record: Any) -> Answer:")
        self.lines.lines += inner
        self.lines.add(f"    return {text}")
        return name

    def _start(self, span: Span) -> str:
        match span:
            case LastYears(years):
                return f"known(x.year - {years})"
            case SinceFact(name, counts_first_year):
                year = self._year(name)
                return year if counts_first_year else f"over(operator.add, {year}, {self._constant(1, INTEGER)})"
            case WholeList():
                return self._constant(0, INTEGER)
        assert_never(span)

    def _year(self, name: str) -> str:
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        of = "year_of_day" if isinstance(fact.type, Day) else "year_of_month"
        return f"image({of}, x.facts[{self.places[name]}])"


def _call(hit: Hit) -> str:
    return "first" if hit is Hit.FIRST else "agreeing"


def everything(type_: Type, low: Exact | None, high: Exact | None) -> tuple[str, bool]:
    """All values of a type within bounds, as `runtime.hull` has them, and whether that is one only."""
    ends: tuple[str, str]
    match type_:
        case Truth():
            return "3", False
        case Enumeration(values=values):
            return str((1 << len(values)) - 1), len(values) == 1
        case Number():
            ends = "-LIMIT" if low is None else _exact(low), "LIMIT" if high is None else _exact(high)
        case YearMonth():
            ends = (
                str(year_month(1, 1)) if low is None else _exact(low),
                str(year_month(9999, 12)) if high is None else _exact(high),
            )
        case Day():
            ends = (
                "date.min" if low is None else f"date.fromordinal({int(low)})",
                "date.max" if high is None else f"date.fromordinal({int(high)})",
            )
        case RecordList():
            raise TypeError("a list of records is no single value")
        case _:
            assert_never(type_)
    return f"({ends[0]}, {ends[1]})", ends[0] == ends[1]


def _exact(value: Exact) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"Fraction({value.numerator}, {value.denominator})"
