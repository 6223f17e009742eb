"""Worlds with one list of up to five years and questions about nothing but it: here counting years is put to the test.

Windows begin in any of these years: the months between are ruled out by an invariant, so that few persons are enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from msgspec.structs import replace

from rankdsl.ir.facts import Fact, Field, Vocabulary, Window
from rankdsl.ir.nodes import Apply, AsOf, Collection, Const, Expr, FactRef, SinceFact, Span, WholeList, has_value
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Invariant, Period
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH, Enumeration, Type
from rankdsl.ir.values import Scalar, Value, year_month
from rankdsl.prove.questions import Compared, Condition, Question, Raised, Wanted
from tests.building import fact, op, place, program, record_list, vocabulary
from tests.generators import COMPARISONS, Scene, collections
from tests.prove.oracle import World, everybody

FIRST_YEAR = 2010
GRADES = Enumeration("两等", ("差", "好"), ordered=True)
FIELDS: tuple[Field, ...] = (
    Field("评级", "level", GRADES, better=1),
    Field("受罚", "punished", TRUTH, better=-1),
    Field("得分", "score", INTEGER, Fraction(0), Fraction(1)),
)
COUNTS = (Collect.COUNT, Collect.SUM, Collect.LARGEST, Collect.SMALLEST, Collect.SOME, Collect.EVERY)
START = FactRef("起", YEAR_MONTH)
IN_JANUARY = Invariant(
    "一月起",
    op(Op.EQ, op(Op.YEAR_OF, START), op(Op.YEAR_OF, op(Op.SHIFT_MONTHS, START, Const(11, MONTHS)))),
    place("词表"),
)
NOT_LATE = Invariant("起不晚于评定日", op(Op.LE, START, op(Op.MONTH_OF, AsOf())), place("词表"))


@st.composite
def long_worlds(draw: DrawFn) -> World:
    start, days = draw(st.sampled_from(((date(2015, 7, 1), 1), (date(2014, 12, 31), 2))))
    period = Period(start, start + timedelta(days=days), False)
    field = draw(st.sampled_from(FIELDS))
    usual: dict[str, Scalar] = {"评级": "好", "受罚": False, "得分": 1}
    ordinary = {field.name: usual[field.name]}
    since = draw(st.sampled_from((None, "起")))
    first_year = FIRST_YEAR + (1 if since is None else 0)  # so many more lists there are where all may begin early
    last = FIRST_YEAR + (5 if days == 1 else 4)
    records = record_list(
        "考核",
        [field],
        bound=draw(st.sampled_from((5, 5, 3))),
        first_year=first_year,
        since=since,
        typical=draw(st.sampled_from((None, ordinary))),
    )
    words = vocabulary(
        [fact("起", YEAR_MONTH, year_month(FIRST_YEAR - 1, 12), year_month(last, 1)), records],
        windows=[Window("起以来", "since", "起", draw(st.booleans()))],
        enumerations=(GRADES,),
    )
    invariants = [IN_JANUARY, NOT_LATE] if draw(st.booleans()) else [IN_JANUARY]
    if draw(st.integers(0, 2)) == 0:
        invariants.append(Invariant("另有", draw(_about(words)), place("词表")))
    programs = tuple(program(words, period=period, invariants=kept) for kept in (invariants, invariants[:1]))
    first, second = programs
    return World((first, second), everybody(words, period, _starts_in_january))


def _starts_in_january(facts: Mapping[str, Value]) -> bool:
    start = facts["起"]
    assert isinstance(start, int)
    return start % 12 == 0


@st.composite
def _about(draw: DrawFn, words: Vocabulary, depth: int = 1, ordered: bool = True) -> Expr:
    """A truth about the list; unless `ordered`, nothing about which year comes after which."""
    if depth and draw(st.integers(0, 2)) == 0:
        parts = [draw(_about(words, depth - 1, ordered)) for _ in range(2)]
        return draw(st.sampled_from((op(Op.AND, *parts), op(Op.OR, *parts), op(Op.NOT, parts[0]))))
    about_order = (Collect.RUN, Collect.RUN, Collect.RUN, Collect.LATEST, Collect.LATEST)
    what = draw(st.sampled_from((*COUNTS, Collect.COUNT, *(about_order if ordered else ()))))
    if what in (Collect.SOME, Collect.EVERY, Collect.RUN):
        return draw(_asked(words, what, TRUTH))
    field, type_ = draw(_field(words, what))
    asked = draw(_asked(words, what, type_))
    if field is not None and type_ == TRUTH:
        return asked
    if isinstance(type_, Enumeration):
        return op(draw(st.sampled_from(COMPARISONS)), asked, Const(draw(st.sampled_from(type_.values)), type_))
    other: Expr = Const(draw(_limit(field)), INTEGER)
    if field is None and draw(st.booleans()):
        other = op(Op.ADD, draw(_asked(words, Collect.COUNT, INTEGER)), Const(draw(st.integers(-2, 2)), INTEGER))
    return op(draw(st.sampled_from((*COMPARISONS, Op.EQ))), asked, other)


def _limit(field: str | None) -> st.SearchStrategy[int]:
    """Something that the answer can be: a year, or a number of years."""
    return st.integers(FIRST_YEAR, FIRST_YEAR + 5) if field == "年度" else st.integers(0, 4)


@st.composite
def _field(draw: DrawFn, words: Vocabulary, what: Collect) -> tuple[str | None, Type]:
    if what is Collect.COUNT:
        return None, INTEGER
    (of,) = _list(words).records.fields  # type: ignore[union-attr]
    if what is Collect.LATEST and draw(st.booleans()):
        return of.name, of.type
    if of.type != TRUTH and not (what is Collect.SUM and isinstance(of.type, Enumeration)) and draw(st.booleans()):
        return of.name, of.type
    return "年度", INTEGER


@st.composite
def _asked(draw: DrawFn, words: Vocabulary, what: Collect, type_: Type) -> Expr:
    found = draw(collections(Scene(words), what, type_))
    assert found is not None
    return found


def _list(words: Vocabulary) -> Fact:
    return words.facts[-1]


@st.composite
def _run_and_count(draw: DrawFn, words: Vocabulary) -> tuple[Expr, Expr]:
    """Whether there is a run in a window without a fixed length, and at least how many such years there are: together
    they say something of the order of years that is not asked year by year."""
    asked = draw(_asked(words, Collect.RUN, TRUTH))
    assert isinstance(asked, Collection)
    window = words.windows[0]
    since = SinceFact(window.since, window.counts_first_year, window.name)
    span: Span = since if draw(st.booleans()) else WholeList()
    run = replace(asked, span=span, times=draw(st.integers(2, 3)))
    count = replace(run, what=Collect.COUNT, times=None, type=INTEGER)
    return run, op(Op.GE, count, Const(draw(st.integers(2, 5)), INTEGER))


@st.composite
def list_questions(draw: DrawFn, world: World, pair: bool) -> Question:
    """Most conditions are such that somebody drawn beforehand meets them."""
    seeds = [draw(st.integers(0, len(world.people) - 1)) for _ in range(2 if pair else 1)]

    def wanted() -> Condition:
        who, asked = draw(st.integers(0, len(seeds) - 1)), draw(st.sampled_from(world.programs))
        formula, answer = draw(_about(world.words)), draw(st.booleans())
        if draw(st.integers(0, 3)) > 0:
            found = world.value(asked, seeds[who], formula)
            if found is None:
                formula, answer = has_value(formula), False
            else:
                answer = bool(found)
        return Wanted(who, asked, formula, answer)

    conditions = [wanted() for _ in range(draw(st.integers(1 if pair else 2, 3 if pair else 4)))]
    if draw(st.booleans()):
        who, (run, enough) = draw(st.integers(0, len(seeds) - 1)), draw(_run_and_count(world.words))
        of, other = world.programs[0], draw(_about(world.words, ordered=False))
        conditions = [Wanted(who, of, run, draw(st.booleans())), Wanted(who, of, enough, True)]
        conditions += [Wanted(who, of, other, world.value(of, seeds[who], other) is True)][: draw(st.integers(0, 1))]
    if not pair:
        return Question(tuple(conditions))
    moved = draw(st.sampled_from((frozenset({"起"}), frozenset({"考核"}), frozenset({"起", "考核"}))))
    if draw(st.booleans()):
        formula = draw(_about(world.words, 0))
        expr = formula.args[0] if isinstance(formula, Apply) and formula.op is not Op.NOT else formula
        conditions.append(Compared(world.programs[0], expr, draw(st.sampled_from(("below", "above", "other", "same")))))
    raised = None
    if draw(st.booleans()):
        raised = Raised(draw(st.sampled_from(sorted(moved))), draw(st.sampled_from((1, -1))))
    return Question(tuple(conditions), moved, raised, draw(st.booleans()))


def asked_of_lists(data: st.DataObject) -> tuple[World, tuple[Question, ...]]:
    """A world, and eight questions of each kind."""
    world: World = data.draw(long_worlds())
    return world, tuple(data.draw(list_questions(world, pair=number % 2 == 1)) for number in range(16))
