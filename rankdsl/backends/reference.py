"""The meaning: what an effective program says of one person. Every other back end must agree with this one.

Exact (int, Fraction, dates), total (a program that type-checks never fails here), and one evaluator for complete and
for incomplete persons: it works on what is *possible* (`approximate.Answer`), which is a single value where nothing is
missing. Values under missing facts are a hull: a certain answer is never wrong, an uncertain one may be cautious.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import combinations
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.approximate import (
    NOTHING,
    Answer,
    Cause,
    NoValue,
    Range,
    Values,
    answer,
    certainly,
    depends,
    either_way,
    everything,
    image,
    meet,
    merge,
    single,
    union,
)
from rankdsl.backends.arithmetic import MEANING, ZERO, applied, gathered, in_a_row, truths, worked_out
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Branch, Cases, Definition, Formula, Hit, Mode, Requirement
from rankdsl.ir.facts import AS_OF, Fact, RecordShape
from rankdsl.ir.nodes import (
    YES,
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
from rankdsl.ir.values import Person, Record, Records, Value

NO_FACTS: frozenset[str] = frozenset()
SURE = Answer(frozenset((True,)))

_Rule = tuple[Expr | None, Expr, frozenset[int], Place]
"""Guard, value, the positions that it takes precedence over, and where it is written."""


class Chosen(Struct, frozen=True):
    """Positions of the branches (or exceptions) that surely count, and of all that may."""

    surely: tuple[int, ...] = ()
    perhaps: tuple[int, ...] = ()


class Result(Struct, frozen=True):
    """What a norm says: its answer, and how it came to it (for a body of 当…时 branches, and for its exceptions)."""

    answer: Answer
    branches: Chosen = Chosen()
    exceptions: Chosen = Chosen()


class _Entry(Struct, frozen=True):
    """A year of a list as a filter sees it: in the span and there (`surely`, or perhaps), with its record, if known."""

    list: Fact
    year: int
    record: Record | None
    surely: bool


def evaluate(program: Program, person: Person, until: date | None = None) -> Evaluation:
    """What `program` says of `person`. `until`: the day of evaluation is not known either, only that it lies between
    `person.as_of` and this day of the same year (both included)."""
    return Evaluation(program, person, until)


class Evaluation:
    """Answers are computed when asked for and kept."""

    def __init__(self, program: Program, person: Person, until: date | None = None) -> None:
        assert until is None or (until.year == person.as_of.year and until >= person.as_of)
        self.program = program
        self.person = person
        self._until = until or person.as_of
        self._results: dict[Symbol, Result] = {}
        self._depth = 0

    def but(self, fact: str, value: Value, reads: Mapping[Symbol, frozenset[str]]) -> Evaluation:
        """The same person but for one fact. What was worked out stands, where `reads` (the facts behind each norm)
        says that it does not look at the fact."""
        changed = replace(self.person, facts={**self.person.facts, fact: value})
        other = Evaluation(self.program, changed, self._until)
        other._results = {s: found for s, found in self._results.items() if fact not in reads[s]}
        return other

    # -- what others ask

    def named(self, name: str) -> Answer:
        """The answer of a name as the lowest document leaves it."""
        return self.answer(self.program.top[name])

    def answer(self, symbol: Symbol) -> Answer:
        return self.result(symbol).answer

    def result(self, symbol: Symbol) -> Result:
        """The answer of a norm, with the branches and exceptions that led to it."""
        if symbol not in self._results:
            if self._depth > 16:  # a long chain: definitions stand in order, so none needs to wait for another
                for earlier, definition in self.program.definitions.items():
                    if earlier not in self._results:
                        self._results[earlier] = self._norm(definition)
                    if earlier == symbol:
                        break
            else:
                self._depth += 1
                self._results[symbol] = self._norm(self.program.definitions[symbol])
                self._depth -= 1
        return self._results[symbol]

    def value_of(self, expr: Expr) -> Answer:
        """The answer of any expression over the facts and norms of the program."""
        return self._value(expr, None)

    def covered(self, layer: int) -> Answer:
        """Whether document `layer` of the chain is about this person: 适用 and 辖区."""
        scope = self.program.scopes[layer]
        return either_way(False, [self.value_of(scope.scope), self.value_of(scope.jurisdiction)])

    # -- norms

    def _norm(self, definition: Definition) -> Result:
        branches, exceptions = Chosen(), Chosen()

        def body() -> Answer:
            nonlocal branches
            match definition.body:
                case Formula(value):
                    return self.value_of(value)
                case Requirement(mode, items):
                    return self._logic(mode is Mode.ANY, items, None)
                case Cases(written, hit):
                    if hit is Hit.FIRST:
                        found, branches = self._first(written)
                    else:
                        found, branches = self._agreeing([(b.guard, b.value, frozenset(), b.place) for b in written])
                    return found
            assert_never(definition.body)

        rules = [(e.guard, e.value, e.over, e.place) for e in definition.exceptions]
        if rules:
            found, exceptions = self._agreeing(rules, body)
        else:
            found = body()
        reasons = tuple(r if r.symbol else replace(r, symbol=definition.symbol) for r in found.reasons)
        return Result(replace(found, reasons=reasons) if reasons else found, branches, exceptions)

    def _agreeing(self, rules: Sequence[_Rule], otherwise: Callable[[], Answer] | None = None) -> tuple[Answer, Chosen]:
        """Rules of which all that apply must agree, save those over which another that applies takes precedence;
        where none applies, the rule without a guard, else `otherwise`, else a gap."""
        guards = {i: self.value_of(guard) for i, (guard, _, _, _) in enumerate(rules) if guard is not None}
        applying = [i for i, g in guards.items() if g.surely(True)]
        may_apply = [i for i, g in guards.items() if g.may_be(True)]
        below_some = frozenset().union(*(rules[j][2] for j in may_apply))
        below_others = frozenset().union(*(rules[j][2] for j in applying))
        surely = [i for i in applying if i not in below_some]
        perhaps = [i for i in may_apply if i not in below_others]
        found = {i: self.value_of(rules[i][1]) for i in perhaps}
        parts = [*guards.values(), *found.values()]
        reasons = list(merge(parts))

        values: Values = NOTHING
        values = reduce(union, (a.values for a in found.values()), values)
        if not applying:
            default = next((i for i, rule in enumerate(rules) if rule[0] is None), None)
            if default is not None:
                fallback = self.value_of(rules[default][1])
                perhaps.append(default)
                surely += [default] if not may_apply else []
            else:
                fallback = otherwise() if otherwise else Answer(NOTHING, (NoValue(Cause.GAP),))
            values = union(values, fallback.values)
            reasons += fallback.reasons
            parts.append(fallback)
        else:
            values = reduce(meet, (found[i].values for i in surely), values)
        agreed = len({f.values for f in found.values()}) == 1 and single(values) is not None
        for i, j in () if agreed else combinations(found, 2):
            both = i not in rules[j][2] and j not in rules[i][2] and not found[i].no_value and not found[j].no_value
            if both and (single(found[i].values) is None or single(found[i].values) != single(found[j].values)):
                reasons.append(NoValue(Cause.CONTRADICTION, None, (rules[i][3], rules[j][3])))
        if any(g.no_value for g in guards.values()):
            values = NOTHING
        return answer(values, tuple(dict.fromkeys(reasons)), depends(parts)), Chosen(tuple(surely), tuple(perhaps))

    def _first(self, branches: Sequence[Branch]) -> tuple[Answer, Chosen]:
        """The first branch whose guard holds; 其他 counts last, wherever it stands."""
        values: Values = NOTHING
        guards: list[Answer] = []
        parts: list[Answer] = []
        surely: list[int] = []
        perhaps: list[int] = []
        for i in sorted(range(len(branches)), key=lambda i: branches[i].guard is None):
            guard = self.value_of(branches[i].guard or YES)
            guards.append(guard)
            if guard.may_be(True):
                found = self.value_of(branches[i].value)
                parts.append(found)
                values = union(values, found.values)
                perhaps.append(i)
                if guard.surely(True) and all(p.surely(False) for p in guards[:-1]):
                    surely.append(i)
            if not guard.may_be(False):
                break
        else:
            parts.append(Answer(NOTHING, (NoValue(Cause.GAP),)))
        parts += guards
        return answer(values, merge(parts), depends(parts)), Chosen(tuple(surely), tuple(perhaps))

    # -- expressions; `entry` is the year of a list at hand inside a filter

    def _value(self, expr: Expr, entry: _Entry | None) -> Answer:
        match expr:  # the most frequent first
            case Apply(op, args):
                if op is Op.AND or op is Op.OR:
                    return self._logic(op is Op.OR, args, entry)
                if op is Op.HAS_VALUE:
                    found = self._value(args[0], entry)
                    return answer(truths(not found.no_value, bool(found.reasons)), (), found.hinges)
                return self._apply(op, args, entry)
            case FactRef(name):
                return self._fact(name)
            case Const(value):
                return certainly(value)
            case Ref(symbol):
                return self.answer(symbol)
            case AsOf():
                unknown = self._until != self.person.as_of
                return Answer(Range(self.person.as_of, self._until), (), frozenset((AS_OF,)) if unknown else NO_FACTS)
            case FieldRef(name):
                assert entry is not None, "a field stands only inside the filter of a list"
                return self._field(name, entry)
            case Collection():
                return self._collection(expr)
        assert_never(expr)

    def _fact(self, name: str) -> Answer:
        if name in self.person.facts:
            value = self.person.facts[name]
            assert not isinstance(value, Records)
            return certainly(value)
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        return answer(everything(fact.type, fact.low, fact.high), (), frozenset((name,)))

    def _logic(self, decisive: bool, parts: Sequence[Expr], entry: _Entry | None) -> Answer:
        found = []
        for part in parts:
            found.append(self._value(part, entry))
            if found[-1].surely(decisive):
                return found[-1]
        return either_way(decisive, found)

    def _apply(self, op: Op, args: Sequence[Expr], entry: _Entry | None) -> Answer:
        parts = [self._value(arg, entry) for arg in args]
        month_end = self.program.vocabulary.month_end
        known = [value for p in parts if (value := p.value) is not None]
        if len(known) == len(parts):
            found = worked_out(op, known, args[0].type, month_end)
            if found is not None:
                return certainly(found)
        reasons = merge(parts)
        if any(p.no_value for p in parts):
            return Answer(NOTHING, reasons)
        operands = [p.values for p in parts]
        if op is Op.DIV and meet(operands[1], ZERO) != NOTHING:
            reasons = (*reasons, NoValue(Cause.DIVISION))
        return answer(applied(op, operands, args[0].type, month_end), reasons, depends(parts))

    # -- lists

    def _collection(self, asked: Collection) -> Answer:
        entries, hinges = self._entries(asked.records, asked.span)
        passes = [self._value(asked.where, e) if asked.where else SURE for e in entries]
        reasons, hinges = merge(passes), hinges | depends(passes)
        if any(e.surely and p.no_value for e, p in zip(entries, passes, strict=True)):
            return Answer(NOTHING, reasons)
        may = [(e, e.surely and p.surely(True)) for e, p in zip(entries, passes, strict=True) if p.may_be(True)]
        sure = [e for e, surely in may if surely]
        values: Values
        match asked.what:
            case Collect.COUNT:
                room = max(0, min(len(may), _shape(self._list(asked.records)).bound) - len(sure))
                values = Range(len(sure), len(sure) + room)
            case Collect.SOME:
                values = truths(bool(may), not sure)
            case Collect.EVERY:
                fails = any(e.surely and p.surely(False) for e, p in zip(entries, passes, strict=True))
                values = truths(not fails, any(p.may_be(False) for p in passes))
            case Collect.RUN:
                assert asked.times is not None
                values = truths(
                    in_a_row({e.year for e, _ in may}, asked.times), not in_a_row({e.year for e in sure}, asked.times)
                )
            case Collect.LATEST | Collect.LARGEST | Collect.SMALLEST | Collect.SUM:
                assert asked.field is not None
                fields = [(self._field(asked.field, e), surely) for e, surely in may]
                hinges |= depends(f for f, _ in fields)
                values = gathered(asked.what, [(f.values, surely) for f, surely in fields], asked.type)
                if asked.what is not Collect.SUM and not sure:
                    reasons = (*reasons, NoValue(Cause.EMPTY_LIST))
            case _:
                assert_never(asked.what)
        return answer(values, reasons, hinges)

    def _list(self, name: str) -> Fact:
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        return fact

    def _entries(self, name: str, span: Span) -> tuple[list[_Entry], frozenset[str]]:
        """The years in `span` that have, or may have, a record, the latest first; and the missing facts behind it."""
        fact = self._list(name)
        start, hinges = self._start(span)
        known = self.person.facts.get(name)
        years: Mapping[int, Record | None]
        if isinstance(known, Records):
            years = known.years
        else:
            shape = _shape(fact)
            since = self._year_of(shape.since).low if shape.since else shape.first_year
            years = dict.fromkeys(range(max(since, shape.first_year), self.person.as_of.year))
        entries = [
            _Entry(fact, year, years[year], years[year] is not None and year >= start.high)
            for year in sorted(years, reverse=True)
            if start.low <= year < self.person.as_of.year
        ]
        return entries, hinges | (frozenset((name,)) if any(e.record is None for e in entries) else NO_FACTS)

    def _start(self, span: Span) -> tuple[Range, frozenset[str]]:
        """The first year of a span, and the missing facts that it hinges on."""
        match span:
            case LastYears(years):
                first = self.person.as_of.year - years
                return Range(first, first), NO_FACTS
            case SinceFact(name, counts_first_year):
                year, later = self._year_of(name), 0 if counts_first_year else 1
                return Range(year.low + later, year.high + later), self._fact(name).hinges
            case WholeList():
                return ZERO, NO_FACTS
        assert_never(span)

    def _year_of(self, fact: str) -> Range:
        years = image(MEANING[Op.YEAR_OF], [self._fact(fact).values])
        assert isinstance(years, Range)
        return years

    def _field(self, name: str, entry: _Entry) -> Answer:
        shape = _shape(entry.list)
        if name == shape.key:
            return certainly(entry.year)
        if entry.record is not None and name in entry.record:
            return certainly(entry.record[name])
        field = shape.field(name)
        return answer(everything(field.type, field.low, field.high), (), frozenset((entry.list.name,)))


def _shape(fact: Fact) -> RecordShape:
    assert fact.records is not None
    return fact.records
