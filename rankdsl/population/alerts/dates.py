"""Dates that have not come yet, of what is said to have begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rankdsl.diagnostics import Severity, Text
from rankdsl.explanation.wording import value_text
from rankdsl.ir.definitions import Kind
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Apply, AsOf, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import Day, YearMonth
from rankdsl.ir.values import month_of
from rankdsl.population.alerts.told import About, Remark
from rankdsl.population.roster import Member, Roster

HELP = Text("请核对日期，或者核对评定日", "see whether the date is right, and the day of evaluation")


def to_come(program: Program, roster: Roster, as_of: date) -> Iterator[Remark]:
    """One remark a fact. Only facts that the vocabulary counts time from, up to the day of evaluation, or from which on
    it looks at records: other dates (an end, a retirement) may lie ahead."""
    for fact in _beginnings(program):
        late = [member for member in roster.members if _lies_ahead(fact, member, as_of)]
        if late:
            yield _remark(fact, late, as_of)


def _beginnings(program: Program) -> list[Fact]:
    vocabulary = program.vocabulary
    names = {window.since for window in vocabulary.windows}
    names |= {fact.records.since for fact in vocabulary.facts if fact.records is not None and fact.records.since}
    for definition in program.definitions.values():
        if definition.kind is Kind.DERIVED:
            for node in (node for part in expressions(definition) for node in walk(part)):
                match node:
                    case Apply(Op.MONTHS_BETWEEN | Op.DAYS_BETWEEN, (FactRef(name), end)) if AsOf() in walk(end):
                        names.add(name)
                    case _:
                        pass
    return [f for f in vocabulary.facts if f.name in names and isinstance(f.type, Day | YearMonth)]


def _lies_ahead(fact: Fact, member: Member, as_of: date) -> bool:
    value = member.facts.get(fact.name)
    if value is None or value == fact.absent:
        return False
    if isinstance(value, date):
        return value > as_of
    return isinstance(value, int) and value > month_of(as_of)


def _remark(fact: Fact, late: Sequence[Member], as_of: date) -> Remark:
    value = value_text(late[0].facts[fact.name], fact.type)
    day = Text.day(as_of)
    others = len(late) - 1
    message = Text(
        f"{late[0].name}的“{fact.name}”（{value.zh}）{f'等{len(late)}人的' if others else ''}晚于评定日（{day.zh}）",
        f"“{fact.name}” of {late[0].name} ({value.en}){f' and of {others} more' if others else ''} is after the day of "
        f"evaluation ({day.en})",
    )
    return Remark(About.LATER_THAN_TODAY, Severity.WARNING, message, HELP, late[0].place, tuple(late))
