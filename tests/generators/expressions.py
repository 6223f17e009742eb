"""Well-typed expressions, drawn by their type."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from msgspec import Struct

from rankdsl.ir.definitions import Definition
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.nodes import (
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
    WholeList,
)
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import (
    DAY,
    INTEGER,
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
    Unit,
    YearMonth,
)
from rankdsl.ir.values import Scalar, year_month
from tests.building import op
from tests.generators.vocabularies import MOMENTS, SORT, TYPES, WEIGHTED


class Scene(Struct, frozen=True):
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
