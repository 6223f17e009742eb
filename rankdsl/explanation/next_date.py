"""The nearest later day on which a decision is yes, if life goes on as usual.

Exact, and not by bisection (a decision may turn back): a year is asked about as a whole, its day not known (the
evaluator answers for every day of a stretch at once), and only a stretch in which a yes is possible is looked at
closer: its months, then its days. A stretch whose answer no longer hinges on the day is settled as a whole.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from rankdsl.backends.approximate import Answer
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Text
from rankdsl.explanation.parts import NextYes
from rankdsl.explanation.wording import value_text
from rankdsl.ir.facts import AS_OF, Fact, Field, RecordShape
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import Apply, AsOf, Expr, Ref, conjunction
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed, reads_of_expr
from rankdsl.ir.types import TRUTH, Enumeration
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, month_of

MOST_YEARS = 50
"""Nobody waits longer."""
MOST_LOOKS = 4000
"""Evaluations before the search gives up, which only a rule that changes from day to day can need."""

Stretch = tuple[date, date]
"""First day and last day, both included, of one year."""


def next_yes(model: Model, person: Person, name: str, best: bool = False) -> NextYes | None:
    """The nearest day after `person.as_of` with a yes to `name`, each year until then having the ordinary record
    (`best`: the best one) and other facts staying as they are. None where the document is no longer in force then, or
    no longer says anything of the kind."""
    last = _years_later(person.as_of, MOST_YEARS)
    tomorrow = person.as_of + timedelta(days=1)
    pieces = [
        piece
        for piece in model.pieces
        if piece.program.period.end > tomorrow and piece.program.period.start <= last and name in piece.program.top
    ]
    if not pieces:
        return None
    end = pieces[-1].program.period
    until, open_end = (end.end, end.open_end) if end.end <= last else (last + timedelta(days=1), True)
    search = _Search(name, person, best)
    found, complete = None, True
    try:
        for piece in pieces:
            found = search.first_in(piece, tomorrow, last)
            if found is not None:
                break
    except _GaveUpError:
        complete = False
    at = pieces[-1] if found is None else found.piece
    day = None if found is None else found.day
    by_month = _by_month(at.program, name)
    return NextYes(
        day=day,
        by_month=by_month and (day is None or day.day == 1),
        months=0 if day is None else _months(person.as_of, day, by_month),
        days=0 if day is None else (day - person.as_of).days,
        until=until,
        open_end=open_end,
        assumption=_assumption(at.program, name, person, best),
        certain=found is not None and not found.missing,
        missing=() if found is None else found.missing,
        complete=complete,
    )


def last_day(model: Model, person: Person) -> date:
    """The last day that the search looks at."""
    end = max(piece.program.period.end for piece in model.pieces)
    return min(end - timedelta(days=1), _years_later(person.as_of, MOST_YEARS))


class _GaveUpError(Exception):
    """The limit of evaluations is reached."""


class _Found(Struct, frozen=True):
    """missing: facts that must turn out well for a yes on that day."""

    day: date
    piece: Piece
    missing: tuple[str, ...]


class _Search:
    def __init__(self, name: str, person: Person, best: bool) -> None:
        self.name = name
        self.person = person
        self.best = best
        self.looks = 0

    def first_in(self, piece: Piece, start: date, last: date) -> _Found | None:
        period = piece.program.period
        start, last = max(start, period.start), min(last, period.end - timedelta(days=1))
        asked = self.asked(piece.program)
        for year in range(start.year, last.year + 1):
            stretch = max(start, date(year, 1, 1)), min(last, date(year, 12, 31))
            if stretch[0] <= stretch[1]:
                found = self.first(piece, asked, stretch)
                if found is not None:
                    return found
        return None

    def asked(self, program: Program) -> Expr:
        return conjunction((*program.coverage, Ref(program.top[self.name], TRUTH)))

    def first(self, piece: Piece, asked: Expr, stretch: Stretch) -> _Found | None:
        """The first day of the stretch with a yes, or with one that only missing facts stand in the way of."""
        answer = self.look(piece.program, asked, stretch)
        if not answer.may_be(True):
            return None
        if answer.surely(True):
            return _Found(stretch[0], piece, ())
        if stretch[0] == stretch[1] or AS_OF not in answer.hinges:
            missing = tuple(f.name for f in piece.program.vocabulary.facts if f.name in answer.hinges)
            return _Found(stretch[0], piece, missing) if missing else None
        for part in _closer(stretch):
            found = self.first(piece, asked, part)
            if found is not None:
                return found
        return None

    def look(self, program: Program, asked: Expr, stretch: Stretch) -> Answer:
        self.looks += 1
        if self.looks > MOST_LOOKS:
            raise _GaveUpError
        person = later(program, self.person, stretch[0], self.best)
        return evaluate(program, person, stretch[1]).value_of(asked)


def _closer(stretch: Stretch) -> Iterator[Stretch]:
    """The months of a year, or the days of a month."""
    start, last = stretch
    if (start.year, start.month) == (last.year, last.month):
        for number in range(start.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            yield day, day
        return
    for month in range(start.month, last.month + 1):
        end = date(start.year, month, monthrange(start.year, month)[1])
        yield max(start, date(start.year, month, 1)), min(last, end)


# --- life goes on ------------------------------------------------------------------------------------------------


def later(program: Program, person: Person, day: date, best: bool = False) -> Person:
    """The person on a later day: every list that was given has the ordinary (or best) record in each year since."""
    facts: dict[str, Value] = dict(person.facts)
    for fact in program.vocabulary.facts:
        given = person.facts.get(fact.name)
        if fact.records is None or not isinstance(given, Records):
            continue
        record = _record(fact.records, best)
        if record is not None:
            years = dict(given.years)
            room = fact.records.bound - len(years)
            new = [y for y in range(person.as_of.year, day.year) if y not in years][: max(0, room)]
            years.update(dict.fromkeys(new, record))
            facts[fact.name] = Records(years)
    return Person(facts, day)


def _record(shape: RecordShape, best: bool) -> Record | None:
    if shape.typical is None or not best:
        return shape.typical
    return {field.name: _best(field, shape.typical[field.name]) for field in shape.fields}


def _best(field: Field, typical: Scalar) -> Scalar:
    if isinstance(field.type, Enumeration) and field.type.ordered and field.better:
        return field.type.values[-1 if field.better > 0 else 0]
    bound = field.high if field.better > 0 else field.low
    return bound if field.better and bound is not None else typical


def _assumption(program: Program, name: str, person: Person, best: bool) -> Text:
    """What is assumed of the years to come, of the lists that the decision reads."""
    parts = []
    for fact in _lists_read(program, name):
        if not isinstance(person.facts.get(fact.name), Records):
            continue
        assert fact.records is not None
        record = _record(fact.records, best)
        if record is None:
            parts.append(Text(f"今后没有新的{fact.name}", f"no further {fact.name}"))
        else:
            words = _record_words(fact.records, record)
            parts.append(Text(f"今后每年{fact.name}为{words.zh}", f"{fact.name} is {words.en} every year from now on"))
    rest = Text("其他情况不变", "all else stays as it is")
    return Text.join([*parts, rest], "，", ", ")


def _record_words(shape: RecordShape, record: Mapping[str, Scalar]) -> Text:
    values = [value_text(record[field.name], field.type) for field in shape.fields]
    if len(shape.fields) > 1:
        names = [Text.same(f"{field.name} ") for field in shape.fields]
        values = [name + value for name, value in zip(names, values, strict=True)]
    return Text.join(values, "、", ", ")


def _lists_read(program: Program, name: str) -> list[Fact]:
    asked = (*program.coverage, Ref(program.top[name], TRUTH))
    read = reads_of_expr(program, *asked)
    return [f for f in program.vocabulary.facts if f.records is not None and f.name in read]


# --- the calendar ------------------------------------------------------------------------------------------------


def _by_month(program: Program, name: str) -> bool:
    """Nothing looks at the day itself, only at its month or year."""
    parts: list[Expr] = [*program.coverage, Ref(program.top[name], TRUTH)]
    for symbol in needed(program, parts):
        parts.extend(expressions(program.definitions[symbol]))
    days = months = 0
    for part in parts:
        for node in walk(part):
            days += isinstance(node, AsOf)
            months += isinstance(node, Apply) and node.op in (Op.MONTH_OF, Op.YEAR_OF) and node.args == (AsOf(),)
    return days == months


def _months(start: date, end: date, by_month: bool) -> int:
    months = month_of(end) - month_of(start)
    return months if by_month or end.day >= start.day else months - 1


def _years_later(day: date, years: int) -> date:
    year = min(day.year + years, date.max.year - 1)
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
