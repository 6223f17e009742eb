"""What an outcome rests on: the places named force it, each is needed, and nothing written elsewhere matters."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Cases, Definition, ExceptionRule, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.nodes import NO, YES, Const, Expr, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.types import INTEGER, TRUTH, Day, Enumeration, Number, RecordList, Truth, Type, YearMonth
from rankdsl.ir.values import Person, Scalar, year_month
from rankdsl.prove import Side, grounds
from rankdsl.prove.grounds import forced, key_of
from tests.building import (
    cases,
    const,
    definition,
    document,
    exception,
    fact,
    fact_ref,
    op,
    place,
    program,
    ref,
    requirement,
    vocabulary,
)
from tests.generators import completions, persons, programs, various
from tests.lengths import generated

分, 龄 = fact("分", INTEGER, 0, 100, typical=60), fact("龄", INTEGER, 0, 100, typical=20)
甲, 乙 = fact("甲", TRUTH, typical=False), fact("乙", TRUTH, typical=False)
WORDS = vocabulary([分, 龄, 甲, 乙])


def somebody(**changed: Scalar) -> Person:
    return Person({"分": 60, "龄": 20, "甲": False, "乙": False, **changed}, date(2020, 6, 1))


def item(number: str, *conditions: Expr, name: str = "可", layer: int = 0, document: str = "试行办法") -> Definition:
    body = conditions[0] if len(conditions) == 1 else requirement(*conditions, mode=Mode.ANY)
    at = place("第三条", f"（{number}）", document)
    return definition(f"{name}（{number}）", body, kind=Kind.ITEM, layer=layer, at=at)


def decided(*items: Definition, mode: Mode = Mode.ALL) -> Definition:
    return definition("可", requirement(*map(ref, items), mode=mode), kind=Kind.DECISION, at=place("第三条"))


def cited(of: Program, person: Person, *named: Place) -> list[str]:
    side = Side(of, person, Ref(of.top["可"], TRUTH))
    return [f"{p.article}{p.item or ''}" for p in grounds([side], named)]


def test_a_gate_behind_three_definitions_names_all_of_them():
    first = definition("一", op(Op.GE, fact_ref(分), const(80)), at=place("第一条"))
    second = definition("二", cases([(ref(first), const(5)), (None, const(30))]), at=place("第二条"))
    third = definition("三", op(Op.ADD, ref(second), const(1)), at=place("第四条"))
    idle = definition("闲", const(3), at=place("第五条"))
    gate = item("一", op(Op.GE, fact_ref(龄), ref(third)))
    other = item("二", op(Op.GE, fact_ref(龄), ref(idle)))
    of = program(WORDS, [first, second, third, idle, gate, other, decided(gate, other)])
    assert cited(of, somebody()) == ["第一条", "第二条", "第四条", "第三条（一）"]
    assert cited(of, somebody(龄=40)) == [*("第一条", "第二条", "第四条", "第五条", "第三条（一）", "第三条（二）")]


def test_a_failing_item_is_enough_and_of_several_the_first_or_the_one_named():
    first, second = item("一", fact_ref(甲)), item("二", fact_ref(乙))
    of = program(WORDS, [first, second, decided(first, second)])
    assert cited(of, somebody()) == ["第三条（一）"]
    assert cited(of, somebody(), second.place) == ["第三条（二）"]
    assert cited(of, somebody(甲=True)) == ["第三条（二）"]
    either = program(WORDS, [first, second, decided(first, second, mode=Mode.ANY)])
    assert cited(either, somebody()) == ["第三条（一）", "第三条（二）"]
    assert cited(either, somebody(乙=True)) == ["第三条（二）"]


def test_exceptions_count_where_they_apply():
    rules = [exception(fact_ref(甲), const(90), article="第八条"), exception(fact_ref(乙), const(90), article="第九条")]
    bar = definition("线", const(50), exceptions=rules, at=place("第二条"))
    gate = item("一", op(Op.GE, fact_ref(分), ref(bar)))
    of = program(WORDS, [bar, gate, decided(gate)])
    assert cited(of, somebody()) == ["第二条", "第三条（一）"]
    assert cited(of, somebody(甲=True)) == ["第八条", "第三条（一）"]
    assert cited(of, somebody(乙=True)) == ["第九条", "第三条（一）"]


def test_what_a_document_above_wrote_goes_first():
    above = item("一", fact_ref(甲), document="上级办法")
    below = item("二", fact_ref(乙), layer=1)
    layers = [document("上级办法", "中央"), document()]
    of = program(WORDS, [above, below, decided(above, below)], layers=layers)
    assert cited(of, somebody()) == ["第三条（二）"]
    assert cited(of, somebody(乙=True)) == ["第三条（一）"]


def test_both_sides_of_a_comparison_and_places_that_are_no_norms():
    item_above = item("一", op(Op.GE, fact_ref(分), const(50)), document="上级办法")
    superior = program(WORDS, [item_above, decided(item_above)], layers=[document("上级办法", "中央")])
    own = item("一", op(Op.GE, fact_ref(分), const(70)))
    of = program(WORDS, [own, decided(own)], layers=[document("上级办法", "中央"), document()])
    rule = Ref(Symbol("可", 0), TRUTH)
    scope = place("第九十条")
    found = grounds([Side(of, somebody(), rule), Side(superior, somebody(), rule)], [scope])
    assert [p.citation for p in found] == [
        "《上级办法》第三条（一）",
        "《试行办法》第三条（一）",
        "《试行办法》第九十条",
    ]


def test_no_value_has_grounds_too():
    gap = definition("缺", cases([(op(Op.GE, fact_ref(分), const(80)), const(1))]), at=place("第二条"))
    gate = item("一", op(Op.GE, fact_ref(龄), ref(gap)))
    other = item("二", fact_ref(甲))
    of = program(WORDS, [gap, gate, other, decided(gate, other)])
    assert cited(of, somebody(甲=True)) == ["第二条", "第三条（一）", "第三条（二）"]
    assert cited(of, somebody()) == ["第三条（二）"]


# --- on generated programs


def apart(of: Program) -> Program:
    """The same with every norm and exception in an article of its own."""
    found: dict[Symbol, Definition] = {}
    for n, (symbol, norm) in enumerate(of.definitions.items(), start=1):
        title = of.layers[max(symbol.layer, 0)].title
        rules = tuple(
            replace(e, place=place(f"第{n}条", f"例外{k}", title)) for k, e in enumerate(norm.exceptions, start=1)
        )
        found[symbol] = replace(norm, place=place(f"第{n}条", document=title), exceptions=rules)
    return replace(of, definitions=found)


def drawn(data: st.DataObject) -> tuple[Program, Person]:
    of = apart(data.draw(programs()))
    return of, data.draw(completions(of.vocabulary, data.draw(persons(of.vocabulary, missing=True))))


def some_value(type_: Type, source: random.Random) -> Const:
    value: Scalar
    match type_:
        case Truth():
            value = source.random() < 0.5
        case Enumeration(values=values):
            value = source.choice(values)
        case Number(whole=whole):
            value = source.choice((-(10**6), -12, -1, 0, 1, 2, 5, 12, 100, 10**6))
            value = value if whole else Fraction(value)
        case YearMonth():
            value = year_month(source.choice((1900, 2015, 2016, 2020, 2100)), source.randrange(1, 13))
        case Day():
            value = date(source.choice((1900, 2016, 2020, 2100)), source.randrange(1, 13), 1)
        case RecordList():
            raise AssertionError(type_)
    return Const(value, type_)


def otherwise_written(of: Program, person: Person, kept: set[tuple[str, str | None, str | None]], seed: int) -> Program:
    """Every norm and exception that is not at the places kept says something else, at random; exceptions that do not
    apply to the person are gone."""
    source = random.Random(seed)
    evaluation = evaluate(of, person)
    found: dict[Symbol, Definition] = {}
    for symbol, norm in of.definitions.items():
        said = evaluation.result(symbol).exceptions.surely
        rules: list[ExceptionRule] = []
        for n, rule in enumerate(norm.exceptions):
            if n not in said and not evaluation.value_of(rule.guard).no_value:
                continue
            if key_of(rule.place) not in kept:
                rule = replace(rule, guard=source.choice((YES, NO)), value=some_value(norm.type, source))
            rules.append(replace(rule, over=frozenset()))
        body = norm.body
        joins = isinstance(body, Requirement) and all(isinstance(part, Ref) for part in body.items)
        passes_on = isinstance(body, Formula) and isinstance(body.value, Ref) and body.value.symbol.name == symbol.name
        if key_of(norm.place) not in kept and not joins and not passes_on and norm.kind is not Kind.DERIVED:
            gap = Cases((), Hit.UNIQUE)
            body = gap if source.random() < 0.2 else Formula(some_value(norm.type, source))
        elif isinstance(body, Cases) and body.hit is Hit.UNIQUE:
            guards = {n: evaluation.value_of(b.guard) for n, b in enumerate(body.branches) if b.guard is not None}
            if any(not guard.surely(False) for guard in guards.values()):
                applying = (b for n, b in enumerate(body.branches) if n in guards and not guards[n].surely(False))
                body = replace(body, branches=tuple(applying))
        found[symbol] = replace(norm, body=body, exceptions=tuple(rules))
    return replace(of, definitions=found)


def test_what_is_named_suffices_and_none_can_be_spared():
    several = changed = places = 0
    for seed, (of, person) in enumerate(various(drawn, generated(15, 30))):
        asked: list[Expr] = [Ref(of.top["可晋升"], TRUTH)]
        for number in (n for n in range(5) if f"定义{n}" in of.top):
            symbol = of.top[f"定义{number}"]
            asked.append(Ref(symbol, of.definitions[symbol].type))
        for rule in asked:
            side = Side(of, person, rule)
            core = grounds([side])
            assert core == grounds([side])
            assert forced([side], core)
            outcome = evaluate(of, person).value_of(rule)
            kept = {key_of(p) for p in core}
            for attempt in range(12):
                other = otherwise_written(of, person, kept, seed * 100 + attempt)
                found = evaluate(other, person).value_of(rule)
                assert (found.value, found.no_value) == (outcome.value, outcome.no_value), (core, attempt)
            for left in core:
                rest = [p for p in core if p != left]
                assert not forced([side], rest)
                places += 1
                changed += any(
                    evaluate(otherwise_written(of, person, kept - {key_of(left)}, seed + n), person)
                    .value_of(rule)
                    .value
                    != outcome.value
                    for n in range(12)
                )
            several += len(core) > 1
    assert several >= generated(15, 30)
    assert changed >= 0.9 * places
