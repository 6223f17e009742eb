"""Who of a unit had a record of some kind in which year: of what a cap bounds, else of the best value of a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.wording import expr_text
from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.mechanisms import PeopleCap
from rankdsl.ir.model import Piece
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, FieldRef, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import TRUTH, Enumeration, Truth
from rankdsl.ir.values import Person, Record, Records, Value
from rankdsl.population.roster import Member, Roster


class Sort(Struct, frozen=True):
    """A sort of record. written: `年度考核（等次 = 优秀）`. cap: what bounds it, if anything does."""

    fact: Fact
    where: Expr
    written: Text
    cap: PeopleCap | None
    place: Place


def sorts(piece: Piece, roster: Roster) -> tuple[Sort, ...]:
    """What caps of the chain bound; of lists without one, the best value of every field that has a direction. A list
    that nobody of the unit has is left out."""
    vocabulary = piece.program.vocabulary
    given = {name for member in roster.members for name in member.facts}
    lists = {fact.name: fact for fact in vocabulary.facts if fact.records is not None and fact.name in given}
    found = []
    for _, mechanism in piece.mechanisms:
        if isinstance(mechanism, PeopleCap) and mechanism.records in lists:
            fact = lists[mechanism.records]
            found.append(_sort(fact, mechanism.where, mechanism, mechanism.place))
    capped = {sort.fact.name for sort in found}
    for fact in lists.values():
        assert fact.records is not None
        for field in fact.records.fields if fact.name not in capped else ():
            best = _best(field)
            if best is not None:
                where = Apply(Op.EQ, (FieldRef(field.name, field.type), best), TRUTH)
                found.append(_sort(fact, where, None, Place(fact.origin)))
    return tuple(found)


def _sort(fact: Fact, where: Expr, cap: PeopleCap | None, place: Place) -> Sort:
    words = expr_text(where)
    return Sort(fact, where, Text(f"{fact.name}（{words.zh}）", f"{fact.name} ({words.en})"), cap, place)


def _best(field: Field) -> Const | None:
    match field.type:
        case Enumeration(values=values) if field.better > 0:
            return Const(values[-1], field.type)
        case Truth() if field.better > 0:
            return Const(True, field.type)
        case _:
            return None


class Year(Struct, frozen=True):
    """there: identities of those whose record of the year is known (or known not to be); holders: those whose record is
    of the sort."""

    there: frozenset[str]
    holders: frozenset[str]


def by_year(program: Program, sort: Sort, roster: Roster, as_of: date) -> Mapping[int, Year]:
    """Of every year in which somebody has a record, in order of time. Only what the file gives counts; ordinary
    records, which nobody wrote, do not."""
    shape = sort.fact.records
    assert shape is not None
    given = [(m, value) for m in roster.members if isinstance(value := m.facts.get(sort.fact.name), Records)]
    years = sorted({year for _, records in given for year, record in records.years.items() if record is not None})
    matching = _Matching(program, sort, roster.unit.facts, as_of)
    found = {}
    for year in years:
        had = [(m, r.years.get(year)) for m, r in given if _told(m, r, year, shape)]
        told = [(m, matching.holds(year, record)) for m, record in had]
        there = frozenset(m.id for m, holds in told if holds is not None)
        found[year] = Year(there, frozenset(m.id for m, holds in told if holds))
    return found


def _told(member: Member, records: Records, year: int, shape: RecordShape) -> bool:
    """Whether the file says what the person had that year. In a list that ordinarily has a record a year, somebody
    without one was not looked at; in another he got nothing."""
    if year in records.years:
        return records.years[year] is not None
    if shape.typical is not None:
        return False
    since = member.facts.get(shape.since) if shape.since else None
    first = since.year if isinstance(since, date) else since // 12 if isinstance(since, int) else None
    return first is None or first <= year


class _Matching:
    """Whether a record is of the sort; None where that hinges on something else. Each record is looked at once."""

    def __init__(self, program: Program, sort: Sort, facts: Mapping[str, Value], as_of: date) -> None:
        self.program, self.name, self.facts, self.as_of = program, sort.fact.name, facts, as_of
        self.asked = Collection(Collect.SOME, self.name, WholeList(), sort.where, None, None, TRUTH)
        self.known: dict[tuple[int, tuple[object, ...]], bool | None] = {}

    def holds(self, year: int, record: Record | None) -> bool | None:
        if record is None:
            return False
        key = (year, tuple(record.values()))
        if key not in self.known:
            person = Person({**self.facts, self.name: Records({year: record})}, self.as_of)
            answer = evaluate(self.program, person).value_of(self.asked)
            self.known[key] = answer.value if isinstance(answer.value, bool) else None
        return self.known[key]


def named(ids: frozenset[str], members: Sequence[Member]) -> Iterator[Member]:
    """In the order of the file."""
    return (member for member in members if member.id in ids)
