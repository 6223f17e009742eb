"""The 2015 Opinion as an effective program, by hand: for tests that must not wait for the front end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rankdsl.ir.definitions import Branch, Cases, Hit, Kind
from rankdsl.ir.facts import Field, Window
from rankdsl.ir.nodes import AsOf, Const, SinceFact
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Item, Program, Scope
from rankdsl.ir.types import INTEGER, MONTHS, TRUTH, YEAR_MONTH, Enumeration
from rankdsl.ir.values import Person, Records, Value, year_month
from tests.building import (
    collect,
    const,
    definition,
    document,
    fact,
    fact_ref,
    field_ref,
    op,
    place,
    program,
    record_list,
    ref,
    requirement,
    vocabulary,
)

TITLE = "关于县以下机关建立公务员职务与职级并行制度的意见"
RANK = Enumeration("职级", ("办事员级", "科员级", "副科级", "正科级", "副处级", "正处级"), ordered=True)
GRADE = Enumeration("考核等次", ("不称职", "基本称职", "称职", "优秀"), ordered=True)

现职级 = fact("现职级", RANK, typical="科员级")
任现职级起 = fact("任现职级起", YEAR_MONTH, year_month(1960, 1), year_month(2099, 12), typical=year_month(2012, 1))
处分期内 = fact("处分期内", TRUTH, typical=False, better=-1)
群众公认 = fact("群众公认", TRUTH, typical=True, judged_by="党委（党组）")
等次 = Field("等次", "grade", GRADE, better=1)
年度考核 = record_list("年度考核", [等次], since="任现职级起", typical={"等次": "称职"})
WORDS = vocabulary(
    [现职级, 任现职级起, 处分期内, 群众公认, 年度考核],
    windows=[Window("任现职级以来", "since_rank", "任现职级起", counts_first_year=True)],
    enumerations=[RANK, GRADE],
)
SINCE = SinceFact("任现职级起", True, "任现职级以来")


def opinion() -> Program:
    def rank(value: str) -> Const:
        return Const(value, RANK)

    def months(value: int) -> Const:
        return Const(value, MONTHS)

    def at(article: str, item: str | None = None):
        return place(article, item, TITLE)

    def grades(name: str, value: str):
        where = op(Op.EQ, field_ref(等次), Const(value, GRADE))
        return definition(name, collect(Collect.COUNT, "年度考核", INTEGER, SINCE, where), at=at("第二条"))

    held = definition(
        "任现职级年限",
        op(Op.MONTHS_BETWEEN, fact_ref(任现职级起), op(Op.MONTH_OF, AsOf())),
        kind=Kind.DERIVED,
        layer=-1,
        at=place(document=""),
    )
    rows = [(("办事员级",), 96), (("科员级",), 144), (("副科级", "正科级", "副处级"), 180)]
    table = Cases(
        tuple(
            Branch(
                op(Op.OR, *(op(Op.EQ, fact_ref(现职级), rank(v)) for v in values), type_=TRUTH),
                months(m),
                at("第二条"),
            )
            for values, m in rows
        ),
        Hit.UNIQUE,
    )
    base = definition("规定年限", table, at=at("第二条"))
    excellent, basic = grades("优秀年数", "优秀"), grades("基本称职年数", "基本称职")
    due = definition(
        "应任年限",
        op(
            Op.ADD,
            op(Op.SUB, ref(base), op(Op.MUL, months(6), ref(excellent))),
            op(Op.MUL, months(12), ref(basic)),
        ),
        at=at("第二条"),
    )
    first = definition(
        "可晋升（一）",
        op(Op.GE, ref(held), ref(due)),
        kind=Kind.ITEM,
        at=at("第三条", "（一）"),
        written="任现职级年限 ≥ 应任年限",
    )
    second = definition(
        "可晋升（二）",
        op(Op.NOT, fact_ref(处分期内)),
        kind=Kind.ITEM,
        at=at("第三条", "（二）"),
        written="非 处分期内",
    )
    decision = definition(
        "可晋升", requirement(ref(first), ref(second)), kind=Kind.DECISION, at=at("第三条"), written="可晋升"
    )
    return program(
        WORDS,
        [held, base, excellent, basic, due, first, second, decision],
        scopes=[
            Scope(op(Op.LT, fact_ref(现职级), rank("正处级")), const(True), at("第一条")),
        ],
        items=[Item("可晋升", d.symbol, 0, True, d.place, d.written) for d in (first, second)],
        layers=[document(TITLE, "中央")],
    )


def person(as_of: date, grades: Mapping[int, str | None] | None = None, **facts: Value) -> Person:
    found: dict[str, Value] = dict(facts)
    if grades is not None:
        found["年度考核"] = Records({y: None if g is None else {"等次": g} for y, g in grades.items()})
    return Person(found, as_of)


def clerk(as_of: date = date(2016, 1, 1), start: tuple[int, int] = (2005, 3)) -> Person:
    """A 科员 since 2005年3月, every year 称职."""
    return person(
        as_of,
        dict.fromkeys(range(start[0], as_of.year), "称职"),
        现职级="科员级",
        任现职级起=year_month(*start),
        处分期内=False,
        群众公认=True,
    )
