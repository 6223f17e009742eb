"""Type-directed generators of vocabularies, well-typed programs and persons, shared by the tests of all back ends.

Numbers and lists are small, so that every back end can be asked about every example. Every operator, every question
about lists, both hit policies, exceptions with precedence and two layers occur; `seen` counts them. What the
language forbids does not occur: a division by something that can be 0, or by something not constant other than right
under a rounding or in a comparison; a comparison of a record's field with anything but a constant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TypeVar

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from rankdsl.ir.facts import Fact, Field, Vocabulary, Window
from rankdsl.ir.nodes import (
    NO,
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
from rankdsl.ir.program import (
    Body,
    Cases,
    Definition,
    ExceptionRule,
    Formula,
    Hit,
    Invariant,
    Item,
    Kind,
    Mode,
    Period,
    Program,
    Requirement,
    Scope,
)
from rankdsl.ir.reading import expressions, walk
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Day,
    Enumeration,
    Number,
    RecordList,
    Truth,
    Type,
    Unit,
    YearMonth,
)
from rankdsl.ir.values import Person, Record, Records, Scalar, Value, year_month
from tests.building import cases, definition, document, exception, fact, op, place, program, record_list, vocabulary

T = TypeVar("T")
LEVEL = Enumeration("等级", ("低", "中", "高", "特"), ordered=True)
SORT = Enumeration("类别", ("甲", "乙", "丙"), ordered=False)
FIRST_YEAR = 2010
PERIOD = Period(date(2014, 1, 1), date(2020, 1, 1), False)
KEY = "年度"

NUMBERS = (INTEGER, RATIONAL, PERCENT, MONEY, MONTHS, DAYS, WORKDAYS)
MOMENTS: tuple[Type, ...] = (YEAR_MONTH, DAY)
TYPES: tuple[Type, ...] = (TRUTH, LEVEL, SORT, *NUMBERS, YEAR_MONTH, DAY)
WEIGHTED = (*TYPES, *[INTEGER] * 4, *[YEAR_MONTH] * 2, MONTHS, MONTHS, DAYS)
"""More operators make whole numbers, months and durations than make anything else."""


# --- vocabularies -----------------------------------------------------------------------------------------------


@st.composite
def vocabularies(draw: DrawFn) -> Vocabulary:
    """Two truths, a fact or two of every other type, and two lists."""

    def low_high(low: int, high: int, scale: int = 1) -> tuple[Fraction, Fraction]:
        a, b = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
        return Fraction(a, scale), Fraction(b, scale)

    fields = [
        Field("评级", "level", LEVEL, better=1),
        Field("受罚", "punished", TRUTH, better=-1),
        Field("得分", "score", INTEGER, Fraction(-1), Fraction(3)),
    ]
    facts = [
        fact("勤勉", TRUTH),
        fact("廉洁", TRUTH),
        fact("层次", LEVEL),
        fact("序列", SORT),
        fact("件数", INTEGER, *(int(n) for n in low_high(-6, 7))),
        fact("成绩", RATIONAL, *low_high(-20, 50, 10), places=1),
        fact("比例", PERCENT, *low_high(0, 10, 10), places=0),
        fact("奖金", MONEY, *low_high(0, 60, 4), places=2),
        fact("年限", MONTHS, *(int(n) for n in low_high(0, 40))),
        fact("天数", DAYS, *(int(n) for n in low_high(0, 40))),
        fact("工时", WORKDAYS, *(int(n) for n in low_high(0, 9))),
        fact("起", YEAR_MONTH, year_month(2009, 1), year_month(2015, 12)),
        fact("生日", DAY, date(2012, 1, 1).toordinal(), date(2019, 12, 31).toordinal()),
        fact("到岗", DAY, date(2011, 1, 1).toordinal(), date(2016, 12, 31).toordinal()),
        record_list(
            "考核",
            fields,
            bound=draw(st.integers(3, 8)),
            first_year=FIRST_YEAR,
            since=draw(st.sampled_from((None, "起", "到岗"))),
        ),
        record_list("处分", [Field("轻重", "weight", LEVEL)], bound=2, first_year=FIRST_YEAR + 2),
    ]
    windows = [
        Window("起以来", "since_start", "起", counts_first_year=draw(st.booleans())),
        Window("到岗以来", "since_post", "到岗", counts_first_year=draw(st.booleans())),
    ]
    month_end = draw(st.sampled_from(("clip", "strict")))
    return vocabulary(facts, windows=windows, enumerations=(LEVEL, SORT), month_end=month_end)


# --- expressions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression may name: the facts, the definitions so far, and inside a filter the list at hand."""

    words: Vocabulary
    defined: tuple[Definition, ...] = ()
    records: Fact | None = None

    def inside(self, records: Fact) -> Scene:
        return Scene(self.words, self.defined, records)


def constants(type_: Type, words: Vocabulary | None = None) -> SearchStrategy[Const]:
    """Values of a type; where a fact of `words` has that type, as often one that lies in or just beyond its range."""
    near = [f for f in words.facts if f.type == type_ and f.low is not None] if words else []
    usual = _usual(type_)
    return st.one_of(usual, st.sampled_from(near).flatmap(_near)) if near else usual


@cache
def _near(of: Fact) -> SearchStrategy[Const]:
    assert of.low is not None
    assert of.high is not None
    if of.type == DAY:
        found: SearchStrategy[Scalar] = st.dates(date.fromordinal(int(of.low)), date.fromordinal(int(of.high)))
    else:
        step = _step(of.type, of.places)
        found = st.integers(-(-of.low * step // 1) - 1, of.high * step // 1 + 1).map(lambda n: _exact(n, step))
    return found.map(lambda value: Const(value, of.type))


def _step(type_: Type, places: int) -> int:
    """How many steps of a number make one unit (a percentage is written in hundredths)."""
    steps: int = 10**places
    return steps * 100 if type_ == PERCENT else steps


def _exact(steps: int, step: int) -> Scalar:
    return steps if step == 1 else Fraction(steps, step)


@cache
def _usual(type_: Type) -> SearchStrategy[Const]:
    values: SearchStrategy[Scalar]
    match type_:
        case Truth():
            values = st.booleans()
        case Enumeration(values=names):
            values = st.sampled_from(names)
        case Number(unit=Unit.PERCENT):
            values = st.sampled_from([Fraction(n, 100) for n in (0, 5, 10, 50, 100)])
        case Number(whole=True):
            values = st.integers(-3, 24 if type_ == MONTHS else 5)
        case Number():
            values = st.sampled_from([Fraction(n, 4) for n in (-6, -1, 0, 1, 2, 4, 10, 40)])
        case YearMonth():
            values = st.integers(year_month(2011, 11), year_month(2018, 2))
        case Day():
            values = days(date(2012, 1, 1), date(2019, 12, 31))
        case RecordList():
            raise TypeError(type_)
    return values.map(lambda value: Const(value, type_))


MONTH_ENDS = ((1, 29), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (4, 30), (12, 31))


@cache
def days(low: date, high: date) -> SearchStrategy[date]:
    """Days, the ends of months twice as often as all others."""
    ends = [
        date(y, m, d) for y in range(low.year, high.year + 1) for m, d in MONTH_ENDS if (m, d) != (2, 29) or y % 4 == 0
    ]
    near = st.sampled_from([d for d in ends if low <= d <= high] or [low])
    return st.one_of(st.dates(low, high), near, near)


def fits(found: Type, wanted: Type) -> bool:
    """A whole number may stand where any number of the unit may."""
    if isinstance(found, Number) and isinstance(wanted, Number):
        return found.unit is wanted.unit and (found.whole or not wanted.whole)
    return found == wanted


@st.composite
def leaves(draw: DrawFn, scene: Scene, type_: Type) -> Expr:
    choices: list[SearchStrategy[Expr]] = [constants(type_, scene.words)]
    facts = [f for f in scene.words.facts if fits(f.type, type_)]
    if facts:
        choices += [st.sampled_from(facts).map(lambda f: FactRef(f.name, f.type))] * 3
    norms = [d for d in scene.defined if fits(d.type, type_)]
    if norms and scene.records is None:
        choices += [st.sampled_from(norms).map(lambda d: Ref(d.symbol, d.type))] * 3
    if type_ == DAY:
        choices.append(st.just(AsOf()))
    return draw(st.one_of(choices))


@st.composite
def exprs(draw: DrawFn, scene: Scene, type_: Type, depth: int = 2) -> Expr:
    """An expression of a type (a whole number where the type asks for one)."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(leaves(scene, type_))

    def sub(wanted: Type) -> Expr:
        return draw(exprs(scene, wanted, depth - 1))

    match type_:
        case Truth():
            return draw(truths(scene, depth))
        case Enumeration():
            names: list[Op | Collect] = [Collect.LATEST]
            if type_.ordered:
                names += [*[Collect.LARGEST, Collect.SMALLEST] * 2, Op.MIN, Op.MAX]
            chosen: Op | Collect = draw(st.sampled_from(names))
            if isinstance(chosen, Op):
                return op(chosen, *(sub(type_) for _ in range(draw(st.integers(2, 3)))))
            found = draw(collections(scene, chosen, type_))
            return found if found is not None else draw(leaves(scene, type_))
        case Number():
            return draw(numbers(scene, type_, depth))
        case YearMonth():
            chosen = draw(st.sampled_from((Op.SHIFT_MONTHS, Op.MONTH_OF, Op.MIN, Op.MAX)))
            if chosen is Op.SHIFT_MONTHS:
                return op(chosen, sub(YEAR_MONTH), sub(MONTHS))
            if chosen is Op.MONTH_OF:
                return op(chosen, sub(DAY))
            return op(chosen, sub(type_), sub(type_))
        case Day():
            return op(draw(st.sampled_from((Op.MIN, Op.MAX))), sub(type_), sub(type_))
        case RecordList():
            raise TypeError(type_)


ANY_NUMBER = (Op.NEG, Op.ADD, Op.SUB, Op.MUL, Op.MIN, Op.MAX, Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN)
ROUNDINGS = (Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN)
OF_NUMBER_FIELD = (Collect.SUM, Collect.LARGEST, Collect.SMALLEST, Collect.LATEST)


@st.composite
def numbers(draw: DrawFn, scene: Scene, type_: Number, depth: int) -> Expr:
    def sub(wanted: Type) -> Expr:
        return draw(exprs(scene, wanted, depth - 1))

    special: list[Op | Collect] = []
    if type_.unit is Unit.ONE:
        special = [
            *[Op.YEAR_OF] * 3,
            *[Collect.COUNT] * 3,
            *OF_NUMBER_FIELD,
            *OF_NUMBER_FIELD,
            Collect.LARGEST,
            Collect.SUM,
            Collect.SUM,
        ]
    elif type_.unit is Unit.MONTH:
        special = [Op.MONTHS_BETWEEN] * 4
    elif type_.unit is Unit.DAY:
        special = [Op.DAYS_BETWEEN] * 6
    if not type_.whole:
        special.append(Op.DIV)
    chosen = draw(st.sampled_from([*ANY_NUMBER, *special]))
    fraction = Number(type_.unit, whole=False)
    match chosen:
        case Op.MUL:
            factor: Type = INTEGER if type_.whole else draw(st.sampled_from((INTEGER, RATIONAL, PERCENT)))
            parts = [draw(constants(factor)), sub(type_)]
            if draw(st.integers(0, 3)) == 0:
                parts[0] = draw(leaves(scene, INTEGER))
            return op(chosen, *(parts if draw(st.booleans()) else reversed(parts)), type_=type_)
        case Op.DIV:
            return op(chosen, sub(fraction), draw(st.sampled_from((2, -4, 5)).map(lambda n: Const(n, INTEGER))))
        case Op.ROUND_HALF_UP | Op.ROUND_UP | Op.ROUND_DOWN:
            inner = draw(quotients(scene, fraction, depth - 1)) if draw(st.booleans()) else sub(fraction)
            places = 0 if type_.whole else draw(st.integers(0, 1))
            return op(chosen, inner, Const(places, INTEGER), type_=Number(type_.unit, whole=places == 0))
        case Op.MONTHS_BETWEEN:
            ends: Type = draw(st.sampled_from((*MOMENTS, DAY)))
            if ends == DAY and draw(st.booleans()):
                # From the 31st to the last day of a shorter month: the two policies for the end of a month differ.
                first, last = date(draw(st.integers(2010, 2013)), 1, 31), date(draw(st.integers(2014, 2019)), 4, 30)
                return op(chosen, Const(first, DAY), Const(last, DAY))
            return op(chosen, sub(ends), sub(ends))
        case Op.DAYS_BETWEEN:
            return op(chosen, sub(DAY), sub(DAY))
        case Op.YEAR_OF:
            return op(chosen, sub(draw(st.sampled_from(MOMENTS))))
        case Op.NEG:
            return op(chosen, sub(type_))
        case Op():
            return op(chosen, sub(type_), sub(type_), type_=type_)
        case Collect():
            found = draw(collections(scene, chosen, INTEGER))
            return found if found is not None else draw(leaves(scene, type_))


@st.composite
def quotients(draw: DrawFn, scene: Scene, type_: Number, depth: int) -> Expr:
    """A division by something that is not constant and at least 1."""
    divisor = op(Op.MAX, draw(exprs(scene, INTEGER, 0)), Const(draw(st.integers(1, 3)), INTEGER))
    return op(Op.DIV, draw(exprs(scene, type_, max(depth - 1, 0))), divisor, type_=type_)


COMPARISONS = (Op.LT, Op.LE, Op.GT, Op.GE)
TRUTH_FORMS: tuple[Op | Collect, ...] = (
    *COMPARISONS,
    *(Op.EQ, Op.NE, Op.AND, Op.OR, Op.AND, Op.OR, Op.NOT, Op.HAS_VALUE),
    *(Collect.SOME, Collect.EVERY, Collect.RUN, Collect.RUN, Collect.LATEST),
)


@st.composite
def truths(draw: DrawFn, scene: Scene, depth: int) -> Expr:
    def sub(wanted: Type) -> Expr:
        return draw(exprs(scene, wanted, depth - 1))

    if scene.records is None and draw(st.integers(0, 9)) == 0:
        return draw(often_nothing(scene))
    chosen = draw(st.sampled_from(TRUTH_FORMS))
    match chosen:
        case Op.EQ | Op.NE | Op.LT | Op.LE | Op.GT | Op.GE:
            ordered = chosen in COMPARISONS
            type_ = draw(st.sampled_from([t for t in WEIGHTED if not (ordered and t in (TRUTH, SORT))]))
            left = sub(type_)
            if isinstance(type_, Number) and not type_.whole and draw(st.integers(0, 2)) == 0:
                left = draw(quotients(scene, type_, depth - 1))
            return op(chosen, left, sub(type_))
        case Op.AND | Op.OR:
            parts = [sub(TRUTH) for _ in range(draw(st.integers(2, 3)))]
            if scene.records is None and draw(st.integers(0, 2)) == 0:
                parts[draw(st.integers(0, 1))] = draw(often_nothing(scene))
            return op(chosen, *parts)
        case Op.NOT:
            return op(chosen, sub(TRUTH))
        case Op.HAS_VALUE:
            if draw(st.integers(0, 3)) == 0:
                return op(chosen, sub(draw(st.sampled_from(TYPES))))
            norms = [Ref(d.symbol, d.type) for d in scene.defined if scene.records is None]
            return op(chosen, draw(st.sampled_from(norms)) if norms else draw(often_nothing(scene)))
        case Collect():
            found = draw(collections(scene, chosen, TRUTH))
            return found if found is not None else draw(leaves(scene, TRUTH))
        case _:
            raise AssertionError(chosen)


@st.composite
def often_nothing(draw: DrawFn, scene: Scene) -> Expr:
    """A truth that has no value for many: about the only record of a year, if there is one and it passes a filter."""
    lists = [f for f in scene.words.facts if f.records is not None]
    if not lists:
        return draw(leaves(scene, TRUTH))
    records = draw(st.sampled_from(lists))
    assert records.records is not None
    what = draw(st.sampled_from((Collect.LATEST, Collect.LARGEST, Collect.SMALLEST)))
    where, key = draw(filters(scene.inside(records))), records.records.key
    year = Collection(what, records.name, LastYears(draw(st.integers(1, 2))), where, key, None, INTEGER)
    return op(draw(st.sampled_from((*COMPARISONS, Op.EQ))), year, Const(draw(st.integers(2013, 2018)), INTEGER))


# --- lists ------------------------------------------------------------------------------------------------------


@st.composite
def spans(draw: DrawFn, words: Vocabulary) -> Span:
    since: list[Span] = [SinceFact(w.since, w.counts_first_year, w.name) for w in words.windows]
    return draw(st.sampled_from([*since, WholeList(), *map(LastYears, (1, 2, 3, 4))]))


@st.composite
def collections(draw: DrawFn, scene: Scene, what: Collect, type_: Type) -> Collection | None:
    """A question about a list whose answer is of the type; None if no list has a field for it."""
    if scene.records is not None:
        return None
    lists = [f for f in scene.words.facts if f.records is not None]
    if not lists:
        return None
    field: str | None = None
    if what in OF_NUMBER_FIELD:
        named = [(f, field.name) for f in lists if f.records for field in f.records.fields if field.type == type_]
        named += [(f, f.records.key) for f in lists if f.records and type_ == INTEGER]
        if not named:
            return None
        records, field = draw(st.sampled_from(named))
    else:
        records = draw(st.sampled_from(lists))
    where = draw(filters(scene.inside(records))) if draw(st.integers(0, 3)) or what in FILTERED else None
    times = draw(st.integers(1, 3)) if what is Collect.RUN else None
    return Collection(what, records.name, draw(spans(scene.words)), where, field, times, type_)


FILTERED = (Collect.SOME, Collect.EVERY, Collect.RUN)


@st.composite
def filters(draw: DrawFn, scene: Scene, depth: int = 2) -> Expr:
    """A truth about the record at hand; fields meet only constants."""
    assert scene.records is not None
    assert scene.records.records is not None
    shape = scene.records.records
    chosen = draw(st.sampled_from(("field", "field", "field", "key", "fact", "and", "or", "not")))
    if depth and chosen in ("and", "or"):
        parts = [draw(filters(scene, depth - 1)) for _ in range(2)]
        return op(Op.AND if chosen == "and" else Op.OR, *parts)
    if depth and chosen == "not":
        return op(Op.NOT, draw(filters(scene, depth - 1)))
    if chosen == "fact":
        return draw(leaves(scene, TRUTH))
    if chosen == "key":
        limit = Const(shape.first_year + draw(st.integers(0, 8)), INTEGER)
        return op(draw(st.sampled_from(COMPARISONS)), FieldRef(shape.key, INTEGER), limit)
    field = draw(st.sampled_from(shape.fields))
    asked = FieldRef(field.name, field.type)
    if isinstance(field.type, Truth):
        return asked
    return op(draw(st.sampled_from((*COMPARISONS, Op.EQ, Op.NE))), asked, draw(constants(field.type)))


# --- programs ---------------------------------------------------------------------------------------------------


@st.composite
def bodies(draw: DrawFn, scene: Scene, type_: Type) -> Body:
    form = draw(st.sampled_from(("formula", "unique", "unique", "first", *(["items"] if type_ == TRUTH else []))))
    if form == "formula":
        return Formula(draw(exprs(scene, type_)))
    if form == "items":
        items = tuple(draw(exprs(scene, TRUTH, 1)) for _ in range(draw(st.integers(1, 3))))
        return Requirement(draw(st.sampled_from(Mode)), items)
    branches: list[tuple[Expr | None, Expr]] = [
        (draw(exprs(scene, TRUTH)), draw(exprs(scene, type_, 1))) for _ in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        branches.append((None, draw(exprs(scene, type_, 1))))
    return cases(branches, Hit.UNIQUE if form == "unique" else Hit.FIRST)


@st.composite
def exceptions(draw: DrawFn, scene: Scene, type_: Type) -> tuple[ExceptionRule, ...]:
    found: list[ExceptionRule] = []
    for position in range(draw(st.integers(0, 3))):
        over: set[int] = set()
        for earlier in range(position):
            if draw(st.booleans()):
                over |= {earlier} | found[earlier].over
        found.append(exception(draw(exprs(scene, TRUTH, 1)), draw(exprs(scene, type_, 1)), over))
    return tuple(found)


@st.composite
def programs(draw: DrawFn, words: Vocabulary | None = None, period: Period | None = None) -> Program:
    """Two layers; definitions of any type with refs to earlier ones; a decision with items at the end."""
    words = words or draw(vocabularies())
    defined: list[Definition] = []

    def scene() -> Scene:
        """Refs reach the lowest layer so far, and also what lies under it."""
        return Scene(words, tuple(defined))

    for number in range(draw(st.integers(2, 5))):
        type_ = draw(st.sampled_from(WEIGHTED))
        body = draw(bodies(scene(), type_))
        rules = draw(exceptions(scene(), type_)) if draw(st.booleans()) else ()
        defined.append(definition(f"定义{number}", body, type_, rules, layer=0))
        if draw(st.integers(0, 3)) == 0:
            below = Formula(Ref(Symbol(f"定义{number}", 0), type_))
            defined.append(definition(f"定义{number}", below, type_, draw(exceptions(scene(), type_)), layer=1))
    items: list[Definition] = []
    for number, label in enumerate(("（一）", "（二）", "（三）")[: draw(st.integers(1, 3))]):
        at = place("第三条", label)
        rules = (exception(draw(exprs(scene(), TRUTH, 1)), draw(st.sampled_from((YES, NO)))),) if number == 0 else ()
        body = Formula(draw(exprs(scene(), TRUTH)))
        items.append(definition(f"可晋升{label}", body, TRUTH, rules, Kind.ITEM, 0, at))
    mode = draw(st.sampled_from(Mode))
    asked = Requirement(mode, tuple(Ref(i.symbol, TRUTH) for i in items))
    decision = definition("可晋升", asked, TRUTH, draw(exceptions(scene(), TRUTH)), Kind.DECISION, 0, place("第三条"))
    scopes = [Scope(draw(exprs(scene(), TRUTH, 1)), YES, place("第二条")) for _ in range(2)]
    invariants = []
    if words.fact("起") is not None and draw(st.booleans()):
        limit = op(Op.LE, FactRef("起", YEAR_MONTH), op(Op.MONTH_OF, AsOf()))
        invariants.append(Invariant("起不晚于评定日", limit, place("词表")))
    return program(
        words,
        [*defined, *items, decision],
        scopes=scopes,
        invariants=invariants,
        items=[Item("可晋升", i.symbol, 0, mode is Mode.ALL, i.place, i.written) for i in items],
        layers=[document("上级办法", "中央"), document("下级办法", "省级")],
        period=period or PERIOD,
    )


# --- persons ----------------------------------------------------------------------------------------------------


@cache
def values(type_: Type, low: int | Fraction | None, high: int | Fraction | None, places: int) -> SearchStrategy[Scalar]:
    """Every value within bounds; numbers in steps of their decimal places (percentages: of hundredths)."""
    match type_:
        case Truth():
            return st.booleans()
        case Enumeration(values=names):
            return st.sampled_from(names)
        case Day():
            assert low is not None
            assert high is not None
            return days(date.fromordinal(int(low)), date.fromordinal(int(high)))
        case Number() | YearMonth():
            assert low is not None
            assert high is not None
            if type_ == YEAR_MONTH or (isinstance(type_, Number) and type_.whole):
                return st.integers(int(low), int(high))
            step = _step(type_, places)
            return st.integers(-(-low * step // 1), high * step // 1).map(lambda n: Fraction(n, step))
        case RecordList():
            raise TypeError(type_)


def record_values(records: Fact) -> SearchStrategy[Record]:
    assert records.records is not None
    return st.fixed_dictionaries({f.name: values(f.type, f.low, f.high, f.places) for f in records.records.fields})


def _first_year(records: Fact, facts: dict[str, Value]) -> int:
    assert records.records is not None
    shape = records.records
    since = facts.get(shape.since) if shape.since else None
    start = since.year if isinstance(since, date) else since // 12 if isinstance(since, int) else shape.first_year
    return max(start, shape.first_year)


@st.composite
def record_lists(draw: DrawFn, records: Fact, facts: dict[str, Value], as_of: date) -> Records:
    assert records.records is not None
    years = range(_first_year(records, facts), as_of.year)
    chosen = [year for year in years if draw(st.integers(0, 3)) > 0][-records.records.bound :]
    return Records({year: draw(record_values(records)) for year in chosen})


@st.composite
def persons(draw: DrawFn, words: Vocabulary, missing: bool = False) -> Person:
    """A person within ranges and the rules of lists (invariants may be broken); with `missing` any facts may be
    missing, and records may be unknown."""
    as_of = draw(days(PERIOD.start, date(2019, 12, 31)))
    facts: dict[str, Value] = {}
    for known in words.facts:
        if known.records is None:
            facts[known.name] = draw(values(known.type, known.low, known.high, known.places))
    for known in words.facts:
        if known.records is not None:
            facts[known.name] = draw(record_lists(known, facts, as_of))
    person = Person(facts, as_of)
    return draw(with_gaps(words, person)) if missing else person


@st.composite
def with_gaps(draw: DrawFn, words: Vocabulary, person: Person) -> Person:
    """The same person with some facts missing and some records unknown."""
    kept = {name: value for name, value in person.facts.items() if draw(st.integers(0, 3))}
    for name, value in kept.items():
        if isinstance(value, Records):
            shape = next(f.records for f in words.facts if f.name == name)
            assert shape is not None
            start = _first_year(next(f for f in words.facts if f.name == name), dict(person.facts))
            years: dict[int, Record | None] = {
                year: record if draw(st.integers(0, 4)) else None for year, record in value.years.items()
            }
            for year in range(start, person.as_of.year):
                if year not in years and draw(st.integers(0, 6)) == 0:
                    years[year] = None
            kept[name] = Records(dict(sorted(years.items())))
    return Person(kept, person.as_of)


@st.composite
def completions(draw: DrawFn, words: Vocabulary, person: Person) -> Person:
    """A complete person that `person` may turn out to be."""
    facts: dict[str, Value] = {}
    for known in words.facts:
        if known.records is None:
            found = draw(values(known.type, known.low, known.high, known.places))
            facts[known.name] = person.facts.get(known.name, found)
    for known in words.facts:
        shape = known.records
        if shape is None:
            continue
        given = person.facts.get(known.name)
        if isinstance(given, Records) and shape.since and shape.since not in person.facts:
            # The start was missing: it must not lie after a record that is known.
            first = min((year for year, record in given.years.items() if record is not None), default=person.as_of.year)
            start = facts[shape.since]
            if isinstance(start, date):
                facts[shape.since] = min(start, date(first, 12, 31))
            elif isinstance(start, int):
                facts[shape.since] = min(start, year_month(first, 12))
    for known in words.facts:
        shape = known.records
        if shape is None:
            continue
        given = person.facts.get(known.name)
        if not isinstance(given, Records):
            facts[known.name] = draw(record_lists(known, facts, person.as_of))
            continue
        years = {year: record for year, record in given.years.items() if record is not None}
        for year, record in given.years.items():
            if (
                record is None
                and year >= _first_year(known, facts)
                and len(years) < shape.bound
                and draw(st.booleans())
            ):
                years[year] = draw(record_values(known))
        facts[known.name] = Records(dict(sorted(years.items())))
    return Person(facts, person.as_of)


# --- many of them ------------------------------------------------------------------------------------------------


def various(draw: Callable[[st.DataObject], T], runs: int) -> Iterator[T]:
    """Two examples from each of `runs` seeds, always the same. (Left alone, Hypothesis varies one example many times
    before it draws another: of 400 programs it made a third as many different norms. Its first is the simplest.)"""
    for number in range(runs):
        yield from _examples(draw, number)[1:]


def _examples(draw: Callable[[st.DataObject], T], number: int) -> list[T]:
    found: list[T] = []

    @seed(number)
    @settings(max_examples=3, phases=[Phase.generate])
    @given(st.data())
    def example(data: st.DataObject) -> None:
        found.append(draw(data))

    example()
    return found


# --- coverage ---------------------------------------------------------------------------------------------------


def features(of: Program) -> Iterator[object]:
    """Every operator and question about lists in a program, once for each place where it stands; also kinds of spans,
    hit policies, modes, and "over" for an exception with precedence."""
    for found in of.definitions.values():
        match found.body:
            case Cases(hit=hit):
                yield hit
            case Requirement(mode=mode):
                yield mode
            case Formula():
                pass
        yield from ("over" for rule in found.exceptions if rule.over)
        for expr in expressions(found):
            for node in walk(expr):
                if isinstance(node, Apply):
                    yield node.op
                elif isinstance(node, Collection):
                    yield node.what
                    yield type(node.span)


ALL_FEATURES: tuple[object, ...] = (*Op, *Collect, *Hit, *Mode, "over", LastYears, SinceFact, WholeList)


class Seen:
    """Counts what generated programs contain, so that a test can fail where something is too rare."""

    def __init__(self) -> None:
        self.counts: Counter[object] = Counter()

    def add(self, of: Program) -> None:
        self.counts.update(features(of))

    def add_once(self, of: Program) -> None:
        """Count each feature once a program, however often it stands there."""
        self.counts.update(set(features(of)))

    def rare(self, at_least: int = 50) -> list[str]:
        """What occurred less often, with its count."""
        return [f"{name}: {self.counts[name]}" for name in ALL_FEATURES if self.counts[name] < at_least]
