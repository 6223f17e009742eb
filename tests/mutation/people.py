"""The persons among whom a difference is looked for: an explicit domain of a pair of programs, at most LIMIT of them.

For every fact that either side reads: every constant of either side and one (for a copy that a change has moved: two)
units around it, enumerations whole, lists of at most three records. The product of these is far larger than LIMIT, so it
is sampled, always the same for the same documents: persons in scope, mostly; then, from those to whom the superior says
yes, others that differ in one fact. Everybody is possible: within ranges and invariants.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.ir.facts import Fact, Field, RecordShape
from rankdsl.ir.nodes import Collection, Const, Expr, LastYears
from rankdsl.ir.program import Period, Piece, Program
from rankdsl.ir.reading import expressions, reads_of_expr, walk
from rankdsl.ir.types import DAYS, MONTHS, PERCENT, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, month_of
from rankdsl.vocabulary import fill_typical

LIMIT = 20_000
RECORDS = 3
"""A list has at most so many records."""
AROUND = 2
"""Units around a constant: one that the change has moved by one is then still inside, with its own unit around it."""
_MOST_LISTS = 400
_IN_SCOPE = 0.9
_ORDINARY = 0.3
_UNREAD_ORDINARY = 0.97


def programs_of(piece: Piece) -> tuple[Program, ...]:
    """The document's own and those of everything above it."""
    found = [piece.program, *(p for _, p in piece.ancestors), *((piece.superior,) if piece.superior else ())]
    return tuple({id(p): p for p in found}.values())


@dataclass(frozen=True)
class Domain:
    """Persons on days of one piece of time."""

    piece: Piece
    extra: frozenset[str]
    """Facts that changes of the document bring in; they are varied as well."""
    limit: int = LIMIT
    seed: str = ""
    period: Period = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "period", self.piece.program.period)

    # --- the constants

    @cached_property
    def programs(self) -> tuple[Program, ...]:
        return programs_of(self.piece)

    @cached_property
    def constants(self) -> Mapping[Type, tuple[Scalar, ...]]:
        found: dict[Type, dict[Scalar, None]] = {}
        for node in self._nodes:
            if isinstance(node, Const):
                found.setdefault(node.type, {}).setdefault(node.value)
        return {type_: tuple(values) for type_, values in found.items()}

    @cached_property
    def windows(self) -> tuple[int, ...]:
        return tuple(sorted({n.span.years for n in self._nodes if isinstance(n, Collection) and isinstance(n.span, LastYears)}))

    @cached_property
    def _nodes(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        for program in self.programs:
            for definition in program.definitions.values():
                for expr in expressions(definition):
                    found += walk(expr)
            for scope in program.scopes:
                found += [*walk(scope.scope), *walk(scope.jurisdiction)]
        return tuple(found)

    @cached_property
    def read(self) -> frozenset[str]:
        """The facts that decisions, scopes and stated norms of either side read."""
        found: set[str] = set(self.extra)
        for program in self.programs:
            found.update(reads_of_expr(program, *(e for d in program.definitions.values() for e in expressions(d))))
            found.update(reads_of_expr(program, *program.coverage))
        return frozenset(found)

    @cached_property
    def scope_facts(self) -> tuple[str, ...]:
        found = {name for program in self.programs for name in reads_of_expr(program, *program.coverage)}
        return tuple(f.name for f in self.facts if f.name in found and f.records is None)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.piece.program.vocabulary.facts

    # --- values

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The first and the last day, a New Year's Day, and whatever day is named, where they lie in the piece."""
        period = self.period
        found = {period.start, period.end - timedelta(1)}
        found |= {date(period.start.year + n, month, 1) for n in (0, 1, 2) for month in (1, 7)}
        for value in self.constants.get(Day(), ()):
            assert isinstance(value, date)
            found |= {value + timedelta(n) for n in (-1, 0, 1)}
        inside = sorted(day for day in found if period.start <= day < period.end)
        return tuple(inside if len(inside) <= 6 else [*inside[:4], *inside[-2:]])

    def values(self, fact: Fact, day: date) -> Sequence[Scalar]:
        """Every value of the domain of a fact that is no list."""
        match fact.type:
            case Truth():
                return (False, True)
            case Enumeration(values=values):
                return values
            case Number() as type_:
                return self._numbers(type_, fact)
            case YearMonth():
                ago = {int(month_of(day)) - int(m) for m in self.durations}
                named = {int(v) + n for v in self.constants.get(fact.type, ()) for n in (-1, 0, 1)}  # type: ignore[arg-type]
                return sorted(m for m in ago | named if _inside(m, fact))
            case Day():
                return self._days(fact, day)
            case RecordList():
                raise TypeError(fact.name)

    @cached_property
    def durations(self) -> tuple[Fraction, ...]:
        """Months: each constant and what two of them make together, with what lies around."""
        single = [Fraction(v) for v in self.constants.get(MONTHS, ()) if isinstance(v, int | Fraction)]
        sums = [a + b * n for a, b in product(single, single) for n in (1, -1, 2, -2)] if len(single) <= 8 else []
        around = {v + n for v in single for n in range(-AROUND, AROUND + 1)}
        around |= {v + n for v in sums for n in (-1, 0, 1)} | {Fraction(0), Fraction(1), Fraction(600)}
        return tuple(sorted(v for v in around if v.denominator == 1))

    def _numbers(self, type_: Number, fact: Fact | Field) -> Sequence[Scalar]:
        step = Fraction(1, 10**fact.places * (100 if type_ == PERCENT else 1)) if not type_.whole else Fraction(1)
        found = {Fraction(e) for e in (fact.low, fact.high) if e is not None}
        named = [Fraction(v) for t in self.constants if isinstance(t, Number) and t.unit is type_.unit for v in self.constants[t]]  # type: ignore[arg-type]
        found |= {v + n * step for v in named for n in range(-AROUND, AROUND + 1)}
        typical = getattr(fact, "typical", None)
        if isinstance(typical, int | Fraction):
            found.add(Fraction(typical))
        inside = sorted(v for v in found if _inside(v, fact) and (v / step).denominator == 1)
        return [int(v) if v.denominator == 1 else v for v in inside]

    def _days(self, fact: Fact, day: date) -> Sequence[Scalar]:
        found = {day}
        for months in self.durations:
            at = month_of(day) - int(months)
            if 12 <= at < 9999 * 12:
                first = date(at // 12, at % 12 + 1, min(day.day, 28))
                found |= {first + timedelta(n) for n in (-1, 0, 1)}
        for count in self.constants.get(DAYS, ()):
            assert isinstance(count, int | Fraction)
            found |= {day - timedelta(int(count) + n) for n in (-1, 0, 1)}
        for value in self.constants.get(Day(), ()):
            assert isinstance(value, date)
            found |= {value + timedelta(n) for n in (-1, 0, 1)}
        return sorted(d for d in found if _inside(d.toordinal(), fact))

    def lists(self, fact: Fact, day: date, first: int) -> Sequence[Records]:
        """Lists of at most RECORDS records, from `first` on: in the latest years, and at the edge of each window."""
        shape = fact.records
        assert shape is not None
        wanted = {day.year - n for n in (1, 2, 3)} | {day.year - n - 1 for n in self.windows} | {day.year - n for n in self.windows}
        wanted |= {first, first + 1}
        years = sorted(y for y in wanted if max(first, shape.first_year) <= y < day.year)
        states = self._states(shape)
        found: list[Records] = []
        for size in range(min(RECORDS, shape.bound) + 1):
            for chosen in combinations(years, size):
                for records in product(states, repeat=size):
                    found.append(Records(dict(zip(chosen, records, strict=True))))
                    if len(found) > 20 * _MOST_LISTS:
                        break
        return found if len(found) <= _MOST_LISTS else random.Random(f"{self.seed}{day}{first}").sample(found, _MOST_LISTS)

    def _states(self, shape: RecordShape) -> Sequence[Record]:
        values: list[Sequence[Scalar]] = []
        for each in shape.fields:
            match each.type:
                case Truth():
                    values.append((False, True))
                case Enumeration(values=names):
                    values.append(names)
                case Number() as type_:
                    values.append(self._numbers(type_, each))
                case other:
                    raise TypeError(other)
        names = [each.name for each in shape.fields]
        return [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]

    # --- persons

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """At most `limit`, no two alike, all possible."""
        source = random.Random(f"{self.seed}|{self.period.start}|{self.period.end}")
        found: dict[object, Person] = {}
        self._ordinary(found)
        self._drawn(found, source, self.limit * 6 // 10)
        self._beside(found, source, self.limit)
        return tuple(found.values())

    def _keep(self, found: dict[object, Person], person: Person) -> bool:
        key = (person.as_of, tuple(_key(person.facts.get(f.name)) for f in self.facts))
        if key in found or possible(self.piece.program, person):
            return False
        found[key] = person
        return True

    def _ordinary(self, found: dict[object, Person]) -> None:
        """The typical person, and everyone who differs from them in one fact."""
        for day in self.days:
            typical = self._complete({}, day)
            self._keep(found, typical)
            for fact in self.facts:
                if fact.name in self.read:
                    for changed in self.changed(typical, fact):
                        self._keep(found, changed)

    def _drawn(self, found: dict[object, Person], source: random.Random, size: int) -> None:
        scopes = self._scopes(source)
        for _ in range(4 * size):
            if len(found) >= size:
                return
            day = source.choice(self.days)
            facts: dict[str, Value] = {}
            if scopes and source.random() < _IN_SCOPE:
                facts |= source.choice(scopes)
            for fact in self.facts:
                if fact.records is not None or fact.name in facts:
                    continue
                ordinary = _ORDINARY if fact.name in self.read else _UNREAD_ORDINARY
                if fact.typical is None or source.random() >= ordinary:
                    values = self._values_of(fact, day)
                    if values:
                        facts[fact.name] = source.choice(values)
            for fact in self.facts:
                if fact.records is not None and source.random() >= _ORDINARY:
                    lists = self._lists_of(fact, day, self._complete(facts, day).facts)
                    if lists:
                        facts[fact.name] = source.choice(lists)
            self._keep(found, self._complete(facts, day))

    def _beside(self, found: dict[object, Person], source: random.Random, size: int) -> None:
        """Those who differ in one fact from somebody to whom the superior says yes, until there are enough."""
        above = self.piece.superior or self.piece.program
        waiting = [p for p in found.values() if self._promoted(above, p)]
        read = [fact for fact in self.facts if fact.name in self.read]
        tries = 0
        while waiting and len(found) < size and tries < 4 * size:
            tries += 1
            person = waiting[source.randrange(len(waiting))]
            changed = list(self.changed(person, source.choice(read)))
            if changed and self._keep(found, other := source.choice(changed)) and len(waiting) < size:
                if self._promoted(above, other):
                    waiting.append(other)

    def _promoted(self, above: Program, person: Person) -> bool:
        evaluation = evaluate(above, known(above, person))
        return any(evaluation.named(d).value is True for d in above.decisions)

    def changed(self, person: Person, fact: Fact) -> Iterator[Person]:
        values: Sequence[Value]
        values = self._lists_of(fact, person.as_of, person.facts) if fact.records else self._values_of(fact, person.as_of)
        for value in values:
            yield self._complete({**person.facts, fact.name: value}, person.as_of)

    def _scopes(self, source: random.Random) -> list[dict[str, Value]]:
        """What the facts of the scopes may be of those in every scope; a sample of the product."""
        facts = [f for f in self.facts if f.name in self.scope_facts]
        day = self.days[0]
        choices = [self._values_of(f, day) or [f.typical] for f in facts]
        total = 1
        for values in choices:
            total *= len(values)
        drawn = (
            product(*choices) if total <= 6000 else (tuple(source.choice(v) for v in choices) for _ in range(6000))
        )
        found: dict[object, dict[str, Value]] = {}
        for chosen in drawn:
            given: dict[str, Value] = {f.name: v for f, v in zip(facts, chosen, strict=True) if v is not None}
            person = self._complete(given, day)
            if all(covered(program, person) for program in self.programs):
                found.setdefault(tuple(map(_key, chosen)), given)
        if not found and total > 6000:  # a narrow scope: from the ordinary person, one fact after the other
            ordinary = {f.name: f.typical for f in facts if f.typical is not None}
            for fact, values in zip(facts, choices, strict=True):
                for value in values:
                    given = {**ordinary, fact.name: value} if value is not None else dict(ordinary)
                    if all(covered(program, self._complete(given, day)) for program in self.programs):
                        found.setdefault(tuple(sorted((k, str(v)) for k, v in given.items())), given)
        return list(found.values())

    def _complete(self, facts: Mapping[str, Value], day: date) -> Person:
        filled = dict(fill_typical(self.piece.program.vocabulary, facts, day))
        for fact in self.facts:
            if fact.name not in filled:
                if fact.records is not None:
                    filled[fact.name] = Records({})
                else:
                    values = self._values_of(fact, day)
                    filled[fact.name] = values[0]
        return Person({f.name: filled[f.name] for f in self.facts}, day)

    def _values_of(self, fact: Fact, day: date) -> Sequence[Scalar]:
        cache = self.__dict__.setdefault("_of", {})
        if (fact.name, day) not in cache:
            cache[fact.name, day] = list(self.values(fact, day))
        return cache[fact.name, day]  # type: ignore[no-any-return]

    def _lists_of(self, fact: Fact, day: date, facts: Mapping[str, Value]) -> Sequence[Records]:
        assert fact.records is not None
        since = facts.get(fact.records.since) if fact.records.since else None
        first = since.year if isinstance(since, date) else int(since) // 12 if isinstance(since, int) else 0
        first = max(first, fact.records.first_year)
        cache = self.__dict__.setdefault("_of", {})
        if (fact.name, day, first) not in cache:
            cache[fact.name, day, first] = self.lists(fact, day, first)
        return cache[fact.name, day, first]  # type: ignore[no-any-return]


def covered(program: Program, person: Person) -> bool:
    evaluation = evaluate(program, known(program, person))
    return all(evaluation.value_of(formula).surely(True) for formula in program.coverage)


def known(program: Program, person: Person) -> Person:
    """The person as a vocabulary with fewer facts knows them."""
    names = {fact.name for fact in program.vocabulary.facts}
    if names.issuperset(person.facts):
        return person
    return Person({n: v for n, v in person.facts.items() if n in names}, person.as_of)


def _inside(value: Fraction | int, fact: Fact | Field) -> bool:
    return (fact.low is None or value >= fact.low) and (fact.high is None or value <= fact.high)


def _key(value: object) -> object:
    if isinstance(value, Records):
        return tuple((year, tuple((record or {}).values())) for year, record in value.years.items())
    return value
