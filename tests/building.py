"""Programs by hand, for tests of what comes after `semantics`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Body, Branch, Cases, Definition, ExceptionRule, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.facts import Fact, Field, RecordShape, Vocabulary, Window
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import YES, Apply, Collection, Const, Expr, FactRef, FieldRef, Ref, Span, Symbol, WholeList
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import DocumentName, Invariant, Item, Period, Program, Scope
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONTHS,
    RATIONAL,
    TRUTH,
    YEAR_MONTH,
    Enumeration,
    RecordList,
    Type,
)
from rankdsl.ir.values import Exact, Records, Scalar, year_month

TRUTHS = {Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE, Op.AND, Op.OR, Op.NOT, Op.HAS_VALUE}
RESULTS: dict[Op, Type] = {
    Op.MONTHS_BETWEEN: MONTHS,
    Op.DAYS_BETWEEN: DAYS,
    Op.YEAR_OF: INTEGER,
    Op.MONTH_OF: YEAR_MONTH,
}


def op(operator: Op, *args: Expr, type_: Type | None = None) -> Apply:
    return Apply(operator, args, type_ or (TRUTH if operator in TRUTHS else RESULTS.get(operator, args[0].type)))


def const(value: Scalar, type_: Type | None = None) -> Const:
    if type_ is None:
        kinds: dict[type, Type] = {bool: TRUTH, int: INTEGER, Fraction: RATIONAL, date: DAY}
        type_ = kinds[type(value)]
    return Const(value, type_)


def collect(
    what: Collect,
    records: str,
    type_: Type,
    span: Span | None = None,
    where: Expr | None = None,
    field: str | None = None,
    times: int | None = None,
) -> Collection:
    return Collection(what, records, span or WholeList(), where, field, times, type_)


def place(article: str = "第一条", item: str | None = None, document: str = "试行办法") -> Place:
    return Place(None, document, article, item)


def cases(branches: Iterable[tuple[Expr | None, Expr]], hit: Hit = Hit.UNIQUE, article: str = "第一条") -> Cases:
    return Cases(tuple(Branch(guard, value, place(article)) for guard, value in branches), hit)


def exception(guard: Expr, value: Expr, over: Iterable[int] = (), article: str = "第九条") -> ExceptionRule:
    return ExceptionRule(guard, value, frozenset(over), place(article))


def definition(
    name: str,
    body: Body | Expr,
    type_: Type | None = None,
    exceptions: Sequence[ExceptionRule] = (),
    kind: Kind = Kind.DEFINITION,
    layer: int = 0,
    at: Place | None = None,
    written: str = "",
) -> Definition:
    match body:
        case Formula(value=value):
            found = value.type
        case Cases(branches=branches):
            found = branches[0].value.type
        case Requirement():
            found = TRUTH
        case expr:
            body, found = Formula(expr), expr.type
    return Definition(
        Symbol(name, layer), kind, type_ or found, body, tuple(exceptions), at or place(), written or name
    )


def ref(of: Definition) -> Ref:
    return Ref(of.symbol, of.type)


def fact_ref(of: Fact) -> FactRef:
    return FactRef(of.name, of.type)


def fact(
    name: str,
    type_: Type,
    low: Exact | None = None,
    high: Exact | None = None,
    *,
    typical: Scalar | Records | None = None,
    better: int = 0,
    places: int = 0,
    judged_by: str | None = None,
    english: str = "",
    absent: Scalar | None = None,
) -> Fact:
    return Fact(
        name,
        english or f"fact_{name}",
        type_,
        low,
        high,
        places,
        better,
        typical=typical,
        absent=absent,
        judged_by=judged_by,
    )


def record_list(
    name: str,
    fields: Sequence[Field],
    *,
    bound: int = 45,
    first_year: int = 1960,
    since: str | None = None,
    typical: Mapping[str, Scalar] | None = None,
    key: str = "年度",
) -> Fact:
    shape = RecordShape(key, tuple(fields), bound, first_year, since, typical)
    return Fact(name, f"list_{name}", RecordList(name), records=shape)


def field_ref(of: Field) -> FieldRef:
    return FieldRef(of.name, of.type)


def vocabulary(
    facts: Sequence[Fact],
    *,
    windows: Sequence[Window] = (),
    enumerations: Sequence[Enumeration] = (),
    month_end: str = "clip",
) -> Vocabulary:
    return Vocabulary(
        name="试",
        english="trial",
        facts=tuple(facts),
        enumerations=tuple(enumerations),
        enumeration_english={},
        windows=tuple(windows),
        derived=(),
        invariants=(),
        month_end=month_end,
        extends=None,
        own=frozenset(f.name for f in facts),
        path="trial.yaml",
    )


def document(title: str = "试行办法", level: str = "省级") -> DocumentName:
    return DocumentName(title, level, date(2015, 1, 1), place(document=title), "trial.rank")


def program(
    words: Vocabulary,
    definitions: Sequence[Definition] = (),
    *,
    scopes: Sequence[Scope] | None = None,
    invariants: Sequence[Invariant] = (),
    items: Sequence[Item] = (),
    layers: Sequence[DocumentName] | None = None,
    period: Period | None = None,
) -> Program:
    layers = tuple(layers or (document(),))
    top = {d.symbol.name: d.symbol for d in definitions}
    return Program(
        layers=layers,
        period=period or Period(date(2015, 1, 1), date(2051, 1, 1), True),
        vocabulary=words,
        definitions={d.symbol: d for d in definitions},
        top=top,
        decisions=tuple(dict.fromkeys(d.symbol.name for d in definitions if d.kind is Kind.DECISION)),
        items=tuple(items),
        scopes=tuple(scopes or (Scope(YES, YES, place()) for _ in layers)),
        invariants=tuple(invariants),
    )


def model(*programs: Program) -> Model:
    pieces = tuple(Piece(p, None, (), frozenset(p.top), (), (), ()) for p in programs)
    last = programs[-1]
    return Model(last.document, (), (), pieces, (), (), (), last.vocabulary)


def requirement(*items: Expr, mode: Mode = Mode.ALL) -> Requirement:
    return Requirement(mode, items)


def month(year: int, number: int) -> Const:
    return Const(year_month(year, number), YEAR_MONTH)
