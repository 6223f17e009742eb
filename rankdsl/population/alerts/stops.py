"""Applications that must be stopped: by which article, and what would have to change.

What would have to change is found out by asking the evaluator again with one thing otherwise, never by names.
docs/decisions/0580-why-an-application-is-stopped.md says in which order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from rankdsl.backends.approximate import Answer
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.diagnostics import Place
from rankdsl.explanation.scopes import scope_formulas
from rankdsl.ir.definitions import Definition, Formula, Mode, Requirement
from rankdsl.ir.definitions import Kind as NormKind
from rankdsl.ir.facts import Fact
from rankdsl.ir.nodes import Apply, Expr, Ref
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr, reads_the_day
from rankdsl.ir.types import TRUTH, Day, Enumeration, Truth, YearMonth
from rankdsl.ir.values import Person, Record, Records, Value
from rankdsl.population.alerts.days import When, first_day
from rankdsl.population.alerts.told import Kind, Stop, Stopped
from rankdsl.population.proposal import Bar, Proposal
from rankdsl.population.roster import Member, Roster

_Other = Callable[[Fact, Person], Value | None]
"""What a fact of a person is taken to be instead."""


def stopped(proposal: Proposal, program: Program, roster: Roster, applicants: frozenset[str] | None) -> list[Stopped]:
    """Those who are not eligible, in the order of the file; of `applicants` only, where the file says who applies."""
    looking, reasons = _Looking(proposal, program, roster), proposal.reasons
    return [
        Stopped(member, tuple(looking.stop(member, bar) for bar in reasons[member.id]))
        for member in proposal.barred
        if applicants is None or member.id in applicants
    ]


class _Looking:
    """Conditions are looked up once; people who are alike in all that a condition reads have one answer."""

    def __init__(self, proposal: Proposal, program: Program, roster: Roster) -> None:
        self.proposal = proposal
        self.program = program
        self.roster = roster
        self.facts: Mapping[str, Fact] = {fact.name: fact for fact in program.vocabulary.facts}
        self.asked: dict[Place, _Asked] = {}
        self.known: dict[tuple[object, ...], tuple[Kind, tuple[str, ...], date | None]] = {}

    def stop(self, member: Member, bar: Bar) -> Stop:
        asked = self.asked.get(bar.place)
        if asked is None:
            asked = self.asked[bar.place] = _Asked(self.program, self.proposal.selection.among, bar)
        person = self.roster.person(member, self.program.vocabulary, self.proposal.as_of)
        key = (bar.place, *(_hashable(person.facts.get(name)) for name in asked.reads))
        if key not in self.known:
            self.known[key] = self._why(asked, person)
        kind, facts, over = self.known[key]
        within = tuple(_holding(evaluate(self.program, person), asked.expr))
        return Stop(bar.place.citation, bar.place, bar.words, kind, facts, over, within)

    def _why(self, asked: _Asked, person: Person) -> tuple[Kind, tuple[str, ...], date | None]:
        when = first_day(self.program, person, asked.expr) if asked.by_day else When(None)
        if when.missing:
            return Kind.OPEN, tuple(name for name in asked.reads if name in when.missing), None
        over = when.day
        if asked.scope:
            return Kind.SCOPE, asked.reads, over
        undone = self._single(asked, person, self._ordinary)
        lists = tuple(name for name in undone if self.facts[name].records is not None)
        if undone and not lists:
            return Kind.OTHERS if over is None else Kind.RUNNING, undone, over
        if lists:
            return Kind.RECORDS, lists, over
        if over is not None:
            return Kind.PERIOD, (), over
        better = self._single(asked, person, self._best)
        if better:
            return Kind.RECORDS, better, None
        of_unit = tuple(name for name in asked.reads if self.facts[name].of_unit)
        if self._without(asked, person, of_unit).may_be(True):
            single = tuple(name for name in of_unit if self._without(asked, person, (name,)).may_be(True))
            return Kind.UNIT, single or of_unit, None
        others = tuple(name for name in asked.reads if self._without(asked, person, (name,)).may_be(True))
        return (Kind.OTHERS, others, None) if others else (Kind.SEVERAL, asked.reads, None)

    def _single(self, asked: _Asked, person: Person, other: _Other) -> tuple[str, ...]:
        """The facts that, each alone, would have to be as `other` says."""
        found = []
        for name in asked.reads:
            value = other(self.facts[name], person)
            if value is not None and value != person.facts.get(name):
                changed = replace(person, facts={**person.facts, name: value})
                if evaluate(self.program, changed).value_of(asked.expr).surely(True):
                    found.append(name)
        return tuple(found)

    def _ordinary(self, fact: Fact, person: Person) -> Value | None:
        """The fact as it ordinarily is, where it can cease to be otherwise: what divides people, the rank that is at
        stake and the day on which something began are not undone; a day of something that need not be at all is."""
        given = person.facts.get(fact.name)
        if given is None or fact.of_unit or fact.divides_people or fact.name == self.proposal.fact:
            return None
        if fact.records is not None:
            return _filled(given, fact.records.typical)
        return fact.absent if isinstance(fact.type, YearMonth | Day) else fact.typical

    def _best(self, fact: Fact, person: Person) -> Value | None:
        shape, given = fact.records, person.facts.get(fact.name)
        if shape is None or shape.typical is None:
            return None
        best: dict[str, Value] = {}
        for field in shape.fields:
            best[field.name] = shape.typical[field.name]
            if field.better and isinstance(field.type, Enumeration):
                best[field.name] = field.type.values[-1 if field.better > 0 else 0]
            elif field.better and isinstance(field.type, Truth):
                best[field.name] = field.better > 0
            elif field.better and (bound := field.high if field.better > 0 else field.low) is not None:
                best[field.name] = bound
        return _filled(given, {name: value for name, value in best.items() if not isinstance(value, Records)})

    def _without(self, asked: _Asked, person: Person, names: Sequence[str]) -> Answer:
        kept = {name: value for name, value in person.facts.items() if name not in names}
        return evaluate(self.program, replace(person, facts=kept)).value_of(asked.expr)


class _Asked:
    """What a bar asks for, as an expression that is no for those it stops."""

    def __init__(self, program: Program, decision: str, bar: Bar) -> None:
        definition = _item(program, bar)
        scope = next((s.formula for s in scope_formulas(program) if s.place == bar.place), None)
        self.scope = definition is None and scope is not None
        self.expr: Expr = Ref(program.top[decision], TRUTH)
        if definition is not None:
            self.expr = Ref(definition.symbol, TRUTH)
        elif scope is not None:
            self.expr = scope
        self.reads = reads_of_expr(program, self.expr)
        self.by_day = reads_the_day(program, self.expr)


def _item(program: Program, bar: Bar) -> Definition | None:
    """The condition at the place; of one that a lower document changed, as the lowest leaves it."""
    if not bar.label:
        return None
    there = [d for d in program.definitions.values() if d.kind is NormKind.ITEM and d.place == bar.place]
    return next((d for d in reversed(there) if d.number == bar.label), None)


def _holding(evaluation: Evaluation, expr: Expr) -> Iterator[Place]:
    """Where an expression is “not one of these”: those that hold of the person."""
    program = evaluation.program
    match expr:
        case Ref(symbol):
            body = program.definitions[symbol].body
            if isinstance(body, Formula):
                yield from _holding(evaluation, body.value)
        case Apply(Op.NOT, (Ref(symbol),)):
            definition = program.definitions[symbol]
            if isinstance(definition.body, Requirement) and definition.body.mode is Mode.ANY:
                for item in definition.body.items:
                    if isinstance(item, Ref) and evaluation.value_of(item).surely(True):
                        yield program.definitions[item.symbol].place
        case _:
            pass


def _filled(given: Value | None, record: Record | None) -> Records | None:
    """The list with this record in every year that has one; without any where there is none to fill in."""
    if not isinstance(given, Records):
        return None
    return Records({} if record is None else dict.fromkeys(given.years, record))


def _hashable(value: Value | None) -> object:
    if not isinstance(value, Records):
        return value
    return tuple((year, None if r is None else tuple(sorted(r.items()))) for year, r in sorted(value.years.items()))
