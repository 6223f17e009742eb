"""Programs: norms that rest on each other, with branches, items and exceptions."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rankdsl.ir.definitions import Body, Definition, ExceptionRule, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import (
    NO,
    YES,
    AsOf,
    Expr,
    FactRef,
    Ref,
    Symbol,
)
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Invariant, Item, Period, Program, Scope
from rankdsl.ir.types import (
    TRUTH,
    YEAR_MONTH,
    Type,
)
from tests.building import cases, definition, document, exception, op, place, program
from tests.generators.expressions import Scene, exprs
from tests.generators.vocabularies import PERIOD, WEIGHTED, vocabularies


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
