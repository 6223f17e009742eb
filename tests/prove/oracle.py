"""The slow and certain way: worlds so small that every person in them can be listed, and questions about them.

`decided` answers a question by looking at everybody, with the reference evaluator alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import assert_never

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.backends.possible import within_ranges
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.ir.facts import Fact, Field, RecordShape, Vocabulary, Window
from rankdsl.ir.nodes import Const, Expr, Ref, has_value
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant, Period, Program
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    YEAR_MONTH,
    Day,
    Enumeration,
    Number,
    RecordList,
    Truth,
    Type,
    YearMonth,
)
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, year_month
from rankdsl.prove.questions import Compared, Condition, Question, Raised, Spaced, Wanted
from tests.building import fact, place, record_list, vocabulary
from tests.generators import LEVEL, SORT, TYPES, Scene, exprs, programs

MOST_PEOPLE = 400
"""Upper bound for the persons of one world."""

# --- small worlds -------------------------------------------------------------------------------------------------

PERIODS = (
    (date(2015, 12, 30), 4),  # across the turn of a year
    (date(2016, 2, 28), 3),  # a leap year's February
    (date(2016, 7, 1), 1),
)
SCALARS = (
    fact("勤勉", TRUTH, typical=True),
    fact("廉洁", TRUTH),
    fact("层次", LEVEL, typical="中"),
    fact("序列", SORT),
    fact("件数", INTEGER, -1, 1, typical=0),
    fact("成绩", RATIONAL, Fraction(-1, 10), Fraction(2, 10), places=1),
    fact("比例", PERCENT, Fraction(10, 100), Fraction(12, 100), typical=Fraction(11, 100)),
    fact("奖金", MONEY, 0, Fraction(2, 100), places=2),
    fact("年限", MONTHS, 11, 13, typical=12),
    fact("天数", DAYS, 0, 2),
    fact("起", YEAR_MONTH, year_month(2013, 11), year_month(2014, 2), typical=year_month(2013, 12)),
    fact("生日", DAY, date(2012, 2, 28).toordinal(), date(2012, 3, 1).toordinal()),
    fact("到岗", DAY, date(2013, 12, 31).toordinal(), date(2014, 1, 2).toordinal()),
)
FIELDS: tuple[tuple[Field, ...], ...] = (
    (Field("评级", "level", LEVEL, better=1),),
    (Field("受罚", "punished", TRUTH, better=-1),),
    (Field("得分", "score", INTEGER, Fraction(0), Fraction(1)),),
    (Field("受罚", "punished", TRUTH), Field("得分", "score", INTEGER, Fraction(-1), Fraction(0))),
    (Field("类别", "sort", SORT),),
)


class World(Struct, frozen=True, eq=False):
    """Two programs on one vocabulary, which may differ in their invariants; everybody within types and ranges."""

    programs: tuple[Program, Program]
    people: tuple[Person, ...]
    _evaluations: dict[tuple[int, int], Evaluation] = field(default_factory=dict)
    _values: dict[tuple[int, int, int], tuple[Expr, Scalar | None]] = field(default_factory=dict)
    """With the expression, so that no other can have its identity."""
    _possible: dict[tuple[int, int], bool] = field(default_factory=dict)

    @property
    def words(self) -> Vocabulary:
        return self.programs[0].vocabulary

    @property
    def period(self) -> Period:
        return self.programs[0].period

    def value(self, program: Program, number: int, expr: Expr) -> Scalar | None:
        """The value of an expression for person `number`; None if there is none."""
        asked = id(program), number, id(expr)
        if asked not in self._values:
            if asked[:2] not in self._evaluations:
                self._evaluations[asked[:2]] = evaluate(program, self.people[number])
            answer = self._evaluations[asked[:2]].value_of(expr)
            assert answer.certain
            self._values[asked] = expr, answer.value
        return self._values[asked][1]

    def possible(self, question: Question, number: int) -> bool:
        """Whether person `number` meets the invariants of every program that the question names (of all if none)."""
        return all(self._in_force(p, number) for p in [c.program for c in question.conditions] or self.programs)

    def _in_force(self, program: Program, number: int) -> bool:
        key = id(program), number
        if key not in self._possible:
            self._possible[key] = all(self.value(program, number, i.holds) is True for i in program.invariants)
        return self._possible[key]


@st.composite
def worlds(draw: DrawFn) -> World:
    start, days = draw(st.sampled_from(PERIODS))
    period = Period(start, start + timedelta(days=days), False)
    room = MOST_PEOPLE // days
    order = draw(st.permutations(SCALARS))
    scalars: list[Fact] = []
    for one in order[:4]:
        size = len(domain(one.type, one.low, one.high, one.places))
        if len(scalars) < 2 or size <= room:
            scalars.append(one)
            room = max(1, room // size)
    names = [f.name for f in scalars]
    lists: list[Fact] = []
    for name in ("考核", "处分")[: draw(st.sampled_from((0, 1, 1, 1, 2)))]:
        fields = draw(st.sampled_from(FIELDS))
        since = draw(st.sampled_from((None, *(n for n in ("起", "到岗") if n in names))))
        typical = draw(st.sampled_from((None, {f.name: domain(f.type, f.low, f.high, f.places)[-1] for f in fields})))
        for first_year, bound in ((2013, 3), (2013, 2), (2014, 2), (2014, 1), (2015, 1)):
            made = record_list(name, fields, bound=bound, first_year=first_year, since=since, typical=typical)
            size = len(list(_lists(made, {}, period.end)))
            if size <= room:
                lists.append(made)
                room //= size
                break
    windows = [Window(f"{n}以来", f"since_{n}", n, draw(st.booleans())) for n in ("起", "到岗") if n in names]
    words = vocabulary(
        sorted(scalars, key=SCALARS.index) + lists,
        windows=windows,
        enumerations=(LEVEL, SORT),
        month_end=draw(st.sampled_from(("clip", "strict"))),
    )
    first, second = draw(programs(words, period)), draw(programs(words, period))
    if draw(st.booleans()):
        more = Invariant("另有", draw(exprs(Scene(words), TRUTH, 2)), place("词表"))
        second = replace(second, invariants=(*second.invariants, more))
    world = World((first, second), everybody(words, period))
    everyone = range(len(world.people))
    if not any(world.possible(Question(()), n) for n in everyone) and draw(st.integers(0, 7)) > 0:
        # Mostly worlds in which there is somebody.
        return World((replace(first, invariants=()), replace(second, invariants=())), world.people)
    return world


# --- everybody ----------------------------------------------------------------------------------------------------


def domain(type_: Type, low: int | Fraction | None, high: int | Fraction | None, places: int) -> tuple[Scalar, ...]:
    """Every value of a fact or a field."""
    match type_:
        case Truth():
            return (False, True)
        case Enumeration(values=values):
            return values
        case Number() | YearMonth():
            assert low is not None
            assert high is not None
            step = 10**places * (100 if type_ == PERCENT else 1)
            first, last = (int(end * step) for end in (low, high))
            return tuple(n if step == 1 else Fraction(n, step) for n in range(first, last + 1))
        case Day():
            assert low is not None
            assert high is not None
            return tuple(date.fromordinal(n) for n in range(int(low), int(high) + 1))
        case RecordList():
            raise TypeError(type_)
    assert_never(type_)


def everybody(
    words: Vocabulary, period: Period, wanted: Callable[[Mapping[str, Value]], bool] = lambda facts: True
) -> tuple[Person, ...]:
    """Every person within types, ranges and the rules of lists, on each day of the period. `wanted`: says of the facts
    that are no lists whether such a person is looked for."""
    scalars = [f for f in words.facts if f.records is None]
    lists = [f for f in words.facts if f.records is not None]
    found: list[Person] = []
    for day in range((period.end - period.start).days):
        as_of = period.start + timedelta(days=day)
        for chosen in product(*(domain(f.type, f.low, f.high, f.places) for f in scalars)):
            facts: dict[str, Value] = {f.name: value for f, value in zip(scalars, chosen, strict=True)}
            if not wanted(facts):
                continue
            for records in product(*(list(_lists(f, facts, as_of)) for f in lists)):
                person = Person(facts | {f.name: r for f, r in zip(lists, records, strict=True)}, as_of)
                assert within_ranges(words, person) == []
                found.append(person)
    return tuple(found)


def _lists(of: Fact, facts: Mapping[str, Value], as_of: date) -> Iterator[Records]:
    shape = of.records
    assert shape is not None
    start = facts.get(shape.since) if shape.since else None
    first = start.year if isinstance(start, date) else start // 12 if isinstance(start, int) else shape.first_year
    years = range(max(first, shape.first_year), as_of.year)
    states: list[Record | None] = [None, *_states(shape)]
    for chosen in product(states, repeat=len(years)):
        records = {year: record for year, record in zip(years, chosen, strict=True) if record is not None}
        if len(records) <= shape.bound:
            yield Records(records)


def _states(shape: RecordShape) -> Iterator[Record]:
    for chosen in product(*(domain(f.type, f.low, f.high, f.places) for f in shape.fields)):
        yield {f.name: value for f, value in zip(shape.fields, chosen, strict=True)}


# --- questions ----------------------------------------------------------------------------------------------------


@st.composite
def questions(draw: DrawFn, world: World, pair: bool) -> Question:
    """About one person or two. Most of the conditions are such that somebody drawn beforehand meets them, so that both
    answers are common."""
    somebody = len(world.people) > 0
    seeds = [draw(st.integers(0, len(world.people) - 1)) if somebody else 0]
    if pair:
        same_day = [n for n, p in enumerate(world.people) if p.as_of == world.people[seeds[0]].as_of]
        seeds.append(draw(st.sampled_from(same_day)) if somebody else 0)

    def program() -> Program:
        return draw(st.sampled_from(world.programs))

    def wanted() -> Condition:
        asked, who = program(), draw(st.integers(0, len(seeds) - 1))
        formula, answer = draw(_formulas(asked)), draw(st.booleans())
        if somebody and draw(st.integers(0, 2)) > 0:
            found = world.value(asked, seeds[who], formula)
            if found is None:
                formula, answer = has_value(formula), False
            else:
                answer = bool(found)
        return Wanted(who, asked, formula, answer)

    conditions = [wanted() for _ in range(draw(st.integers(0 if pair else 2, 3 if pair else 5)))]
    if not pair:
        return Question(tuple(conditions))
    names = [f.name for f in world.words.facts]
    moved = set(draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)))
    if somebody and draw(st.integers(0, 3)) > 0:
        one, other = (world.people[n] for n in seeds)
        moved |= {name for name in names if one.facts[name] != other.facts[name]}
    conditions += [draw(_comparisons(world, program(), seeds)) for _ in range(draw(st.integers(0, 2)))]
    conditions += [draw(_spacings(world, program(), seeds)) for _ in range(draw(st.integers(0, 1)))]
    raised = None
    can_rise = [f.name for f in world.words.facts if f.name in moved and _ordered(f)]
    if len(can_rise) > 0 and draw(st.booleans()):
        raised = Raised(draw(st.sampled_from(can_rise)), draw(st.sampled_from((1, -1))))
    return Question(tuple(conditions), frozenset(moved), raised, draw(st.booleans()))


@st.composite
def _comparisons(draw: DrawFn, world: World, asked: Program, seeds: list[int]) -> Compared:
    norms = tuple(asked.definitions.values())
    of_norms = st.sampled_from(norms).map(lambda d: Ref(d.symbol, d.type))
    type_ = draw(st.sampled_from((TRUTH, INTEGER, *TYPES)))
    expr: Expr = draw(st.one_of(of_norms, exprs(Scene(world.words, norms), type_, 2)))
    if isinstance(expr.type, Enumeration) and not expr.type.ordered:
        return Compared(asked, expr, "other")
    if len(world.people) > 0 and draw(st.integers(0, 2)) > 0:
        left, right = (world.value(asked, n, expr) for n in seeds)
        if left is not None and right is not None:
            steps = _compare(left, right, expr.type)
            return Compared(asked, expr, "above" if steps > 0 else "below" if steps < 0 else "same")
    return Compared(asked, expr, draw(st.sampled_from(("other", "below", "above", "same"))))


@st.composite
def _spacings(draw: DrawFn, world: World, asked: Program, seeds: list[int]) -> Spaced:
    """How far apart two persons are; mostly what is so of two who were drawn."""
    types = [type_ for type_ in (INTEGER, YEAR_MONTH, *TYPES) if _has_distances(type_)]
    norms = [d for d in asked.definitions.values() if _has_distances(d.type)]
    made = st.sampled_from(types).flatmap(lambda type_: exprs(Scene(world.words, tuple(norms)), type_, 2))
    of_norms = [st.sampled_from(norms).map(lambda d: Ref(d.symbol, d.type))] if norms else []
    expr: Expr = draw(st.one_of(made, *of_norms))
    unit = expr.type if isinstance(expr.type, Number) else MONTHS if isinstance(expr.type, YearMonth) else INTEGER
    by: Expr = Const(draw(st.integers(-1, 2)), unit)
    if isinstance(expr.type, Number) and draw(st.integers(0, 3)) == 0:
        by = draw(exprs(Scene(world.words, tuple(norms)), unit, 1))
    op = draw(st.sampled_from((Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)))
    if len(world.people) > 0 and draw(st.integers(0, 2)) > 0:
        left, right, far = (world.value(asked, n, e) for n, e in zip((*seeds, seeds[0]), (expr, expr, by), strict=True))
        if left is not None and right is not None and far is not None:
            gap = _gap(left, right, expr.type)
            by = Const(gap, unit) if isinstance(by, Const) and draw(st.booleans()) else by
            far = gap if isinstance(by, Const) and by.value == gap else far
            assert isinstance(far, int | Fraction)
            op = draw(st.sampled_from([op for op in COMPARISONS if COMPARISONS[op](gap, far)]))
    return Spaced(asked, expr, op, by)


COMPARISONS: Mapping[Op, Callable[[int | Fraction, int | Fraction], bool]] = {
    Op.EQ: lambda x, y: x == y,
    Op.NE: lambda x, y: x != y,
    Op.LT: lambda x, y: x < y,
    Op.LE: lambda x, y: x <= y,
    Op.GT: lambda x, y: x > y,
    Op.GE: lambda x, y: x >= y,
}


def _has_distances(type_: Type) -> bool:
    return isinstance(type_, Number | YearMonth) or (isinstance(type_, Enumeration) and type_.ordered)


def _gap(left: Scalar, right: Scalar, type_: Type) -> int | Fraction:
    if isinstance(type_, Enumeration):
        return _compare(left, right, type_)
    assert isinstance(left, int | Fraction)
    assert isinstance(right, int | Fraction)
    return right - left


def _ordered(of: Fact) -> bool:
    if of.records is not None:
        return bool(_directions(of.records))
    return not isinstance(of.type, Enumeration) or of.type.ordered


def _formulas(of: Program) -> st.SearchStrategy[Expr]:
    """Truths that somebody may ask: norms, whether they have a value, and any other."""
    norms = list(of.definitions.values())
    truths = [d for d in norms if d.type == TRUTH]
    return st.one_of(
        st.sampled_from(truths).map(lambda d: Ref(d.symbol, TRUTH)),
        st.sampled_from(norms).map(lambda d: has_value(Ref(d.symbol, d.type))),
        exprs(Scene(of.vocabulary, tuple(norms)), TRUTH, 2),
        exprs(Scene(of.vocabulary), TRUTH, 2),
    )


# --- answers by looking at everybody ------------------------------------------------------------------------------


def decided(world: World, question: Question) -> tuple[Person, ...] | None:
    """The first person (or pair) who meets a question; None if nobody does."""
    everyone = range(len(world.people))
    first = [n for n in everyone if _wanted(world, question, 0, n)]
    if question.moved is None:
        return (world.people[first[0]],) if first else None
    groups: dict[object, list[int]] = defaultdict(list)
    for n in everyone:
        if _wanted(world, question, 1, n):
            groups[_unmoved(world.people[n], question.moved)].append(n)
    for n in first:
        for other in groups.get(_unmoved(world.people[n], question.moved), ()):
            if _together(world, question, n, other):
                return world.people[n], world.people[other]
    return None


def met(world: World, question: Question, persons: tuple[Person, ...]) -> bool:
    """Whether these persons are possible and meet the question."""
    numbers = [n for person in persons for n, known in enumerate(world.people) if known == person]
    if len(numbers) != len(persons) or len(persons) != (1 if question.moved is None else 2):
        return False
    if not all(_wanted(world, question, i, n) for i, n in enumerate(numbers)):
        return False
    if question.moved is None:
        return True
    first, second = persons
    same = _unmoved(first, question.moved) == _unmoved(second, question.moved)
    return same and _together(world, question, numbers[0], numbers[1])


def _wanted(world: World, question: Question, person: int, number: int) -> bool:
    return world.possible(question, number) and all(
        world.value(c.program, number, c.formula) is c.answer
        for c in question.conditions
        if isinstance(c, Wanted) and c.person == person
    )


def _unmoved(person: Person, moved: frozenset[str]) -> object:
    facts = (
        (name, tuple((year, tuple((record or {}).items())) for year, record in value.years.items()))
        if isinstance(value, Records)
        else (name, value)
        for name, value in person.facts.items()
        if name not in moved
    )
    return person.as_of, tuple(facts)


def _together(world: World, question: Question, first: int, second: int) -> bool:
    """What a question asks of two persons together."""
    one, other = world.people[first], world.people[second]
    assert question.moved is not None
    if question.apart and not any(one.facts[name] != other.facts[name] for name in question.moved):
        return False
    if question.raised is not None and not _raised(world.words, question.raised, one, other):
        return False
    for condition in question.conditions:
        if isinstance(condition, Compared):
            left = world.value(condition.program, first, condition.expr)
            right = world.value(condition.program, second, condition.expr)
            if left is None or right is None:
                return False
            steps = _compare(left, right, condition.expr.type)
            if not {"below": steps < 0, "above": steps > 0, "other": steps != 0, "same": steps == 0}[condition.second]:
                return False
        if isinstance(condition, Spaced):
            left, right = (world.value(condition.program, n, condition.expr) for n in (first, second))
            far = world.value(condition.program, first, condition.by)
            if left is None or right is None or far is None:
                return False
            assert isinstance(far, int | Fraction)
            if not COMPARISONS[condition.op](_gap(left, right, condition.expr.type), far):
                return False
    return True


def _compare(left: Scalar, right: Scalar, type_: Type) -> int:
    """Below, at or above 0: how the second stands to the first; of an unordered type only whether it differs."""
    if isinstance(type_, Enumeration):
        a, b = type_.values.index(str(left)), type_.values.index(str(right))
        return b - a
    return (right > left) - (right < left)  # type: ignore[operator]


def _raised(words: Vocabulary, raised: Raised, one: Person, other: Person) -> bool:
    of = words.fact(raised.fact)
    assert of is not None
    left, right = one.facts[of.name], other.facts[of.name]
    if not isinstance(left, Records) or not isinstance(right, Records):
        assert not isinstance(left, Records)
        assert not isinstance(right, Records)
        return _compare(left, right, of.type) * raised.direction > 0
    assert of.records is not None
    if set(left.years) != set(right.years):
        return False
    directions = _directions(of.records)
    steps = []
    for year, record in left.years.items():
        above = right.years[year]
        assert record is not None
        assert above is not None
        for each in of.records.fields:
            step = _compare(record[each.name], above[each.name], each.type)
            if each.name not in directions:
                if step:
                    return False
            else:
                steps.append(step * directions[each.name] * raised.direction)
    return all(s >= 0 for s in steps) and any(s > 0 for s in steps)


def _directions(shape: RecordShape) -> dict[str, int]:
    """The fields along which a record is better, and which way: those that say so, else the only ordered one."""
    said = {f.name: f.better for f in shape.fields if f.better}
    ordered = [
        f
        for f in shape.fields
        if not isinstance(f.type, Truth) and not (isinstance(f.type, Enumeration) and not f.type.ordered)
    ]
    return said or ({ordered[0].name: 1} if len(ordered) == 1 else {})
