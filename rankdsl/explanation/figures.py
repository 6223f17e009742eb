"""The values that went into an outcome: facts, and norms with their articles and how they came to be.

Built breadth first with a worklist, never by recursion: chains of definitions may be long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import assert_never

from rankdsl.backends.approximate import NOTHING, Answer, Range
from rankdsl.backends.reference import Evaluation, Result, evaluate
from rankdsl.diagnostics import Place, Text
from rankdsl.explanation.parts import Figure, FigureKind, Rule, Ruling
from rankdsl.explanation.wording import answer_text, expr_text, plain_name, value_text
from rankdsl.ir.definitions import Cases, Definition, ExceptionRule, Formula, Kind, Requirement
from rankdsl.ir.mentions import children
from rankdsl.ir.nodes import BEFORE_EXCEPTIONS, Collection, Const, Expr, FactRef, Ref, SinceFact, Symbol
from rankdsl.ir.operators import Collect
from rankdsl.ir.reading import in_order
from rankdsl.ir.types import INTEGER, RecordList
from rankdsl.ir.values import Person, Records

NOT_GIVEN = Text("未填写", "not given")
MOST_YEARS = 8
"""More years than these are counted, not listed."""

_KINDS = {
    Kind.DERIVED: FigureKind.DERIVED,
    Kind.DEFINITION: FigureKind.DEFINITION,
    Kind.PARAMETER: FigureKind.PARAMETER,
    Kind.DECISION: FigureKind.CONDITION,
    Kind.ITEM: FigureKind.CONDITION,
}


def _the_same(other: Symbol, symbol: Symbol) -> bool:
    return other.name in (symbol.name, f"{BEFORE_EXCEPTIONS}{symbol.name}")


class Ledger:
    """Collects the figures behind expressions, each once, and hands out their keys."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.program = evaluation.program
        self._queue: deque[Symbol | str] = deque()
        self._keys: dict[str, Symbol | str] = {}

    # -- names

    def resolve(self, symbol: Symbol) -> Symbol:
        """The norm that says it: one that only repeats its own name from above, unaltered, is passed over."""
        while True:
            definition = self.program.definitions[symbol]
            match definition.body:
                case Formula(Ref(other)) if _the_same(other, symbol) and not self.excepted(symbol):
                    symbol = other
                case _:
                    return symbol

    def excepted(self, symbol: Symbol) -> bool:
        """Whether an exception applies or may apply."""
        if not self.program.definitions[symbol].exceptions:
            return False
        return bool(self.evaluation.result(symbol).exceptions.perhaps)

    def label(self, symbol: Symbol) -> Text:
        """The name; that of a rule before its exceptions or changes is marked 原."""
        name = plain_name(symbol)
        if symbol.name.startswith(BEFORE_EXCEPTIONS):
            whole = Symbol(symbol.name.removeprefix(BEFORE_EXCEPTIONS), symbol.layer)
            original = self.excepted(whole)
        else:
            top = self.program.top.get(symbol.name)
            original = top is not None and self.resolve(top) != self.resolve(symbol)
        if not original:
            return name
        return Text(f"原{name.zh}", f"the original {name.en}")

    def key(self, symbol: Symbol) -> str:
        symbol = self.resolve(symbol)
        top = self.program.top.get(symbol.name)
        return symbol.name if top is not None and self.resolve(top) == symbol else str(symbol)

    # -- what is asked

    def words(self, expr: Expr) -> Text:
        return expr_text(expr, self.label)

    def words_with_values(self, expr: Expr) -> Text:
        return expr_text(expr, self.label, self.value)

    def value(self, expr: Expr) -> Text:
        """The value of an expression for people; a missing fact is 未填写, not the range it may lie in."""
        if isinstance(expr, FactRef) and expr.name not in self.evaluation.person.facts:
            return NOT_GIVEN
        return answer_text(self.evaluation.value_of(expr), expr.type)

    def note(self, *exprs: Expr) -> tuple[str, ...]:
        """The keys of the facts, lists and norms that the expressions name, in order; their figures will follow."""
        found: dict[str, Symbol | str] = {}
        stack = list(reversed(exprs))
        while stack:
            match stack.pop():
                case FactRef(name):
                    found[name] = name
                case Ref(symbol):
                    symbol = self.resolve(symbol)
                    found[self.key(symbol)] = symbol
                case Collection(records=records, span=span):
                    found[records] = records
                    if isinstance(span, SinceFact):
                        found[span.fact] = span.fact
                case other:
                    stack.extend(reversed(children(other)))
        for key, thing in found.items():
            if key not in self._keys:
                self._keys[key] = thing
                self._queue.append(thing)
        return tuple(found)

    def figures(self) -> tuple[Figure, ...]:
        """Every figure that was noted, and those behind them, the first mentioned first."""
        built = []
        while self._queue:
            thing = self._queue.popleft()
            built.append(self._norm(thing) if isinstance(thing, Symbol) else self._fact(thing))
        return tuple(built)

    def missing(self, answer: Answer) -> tuple[str, ...]:
        return in_order(self.program, answer.hinges)

    # -- figures

    def _fact(self, name: str) -> Figure:
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        if isinstance(fact.type, RecordList):
            given = self.evaluation.person.facts.get(name)
            value = NOT_GIVEN
            missing: tuple[str, ...] = (name,)
            if isinstance(given, Records):
                value = value_text(given, fact.type)
                missing = (name,) if None in given.years.values() else ()
            nothing = Answer(NOTHING)
            return Figure(name, Text.same(name), FigureKind.LIST, None, fact.type, nothing, value, missing=missing)
        ref = FactRef(name, fact.type)
        answer, value = self.evaluation.value_of(ref), self.value(ref)
        return Figure(
            name, Text.same(name), FigureKind.FACT, None, fact.type, answer, value, missing=self.missing(answer)
        )

    def _norm(self, symbol: Symbol) -> Figure:
        definition = self.program.definitions[symbol]
        result = self.evaluation.result(symbol)
        says, rulings = self.deciding(definition, result)
        formula = None
        if says is not None and not isinstance(says, Const):
            formula = self.words(says) if isinstance(says, Collection) else self.words_with_values(says)
        guards = _guards(definition, rulings, result)
        parts = (*guards, *((says,) if says is not None else ()))
        if isinstance(definition.body, Requirement) and not result.exceptions.surely:
            parts = definition.body.items
        return Figure(
            key=self.key(symbol),
            label=self.label(symbol),
            kind=_KINDS[definition.kind],
            place=definition.place,
            type=definition.type,
            answer=result.answer,
            value=answer_text(result.answer, definition.type),
            formula=formula,
            rulings=rulings,
            remarks=self.remarks(*parts),
            uses=self.note(*parts),
            missing=self.missing(result.answer),
        )

    def deciding(self, definition: Definition, result: Result) -> tuple[Expr | None, tuple[Ruling, ...]]:
        """The expression that gives the value, if it is one for sure, and the rulings that led to it."""
        exceptions = definition.exceptions
        if result.exceptions.surely:
            chosen = result.exceptions.surely
            return exceptions[chosen[0]].value, tuple(self.exception_ruling(exceptions[i], True) for i in chosen)
        may = tuple(self.exception_ruling(exceptions[i], False) for i in result.exceptions.perhaps)
        match definition.body:
            case Formula(value):
                return (None if may else value), may
            case Cases(branches):
                surely = result.branches.surely
                chosen = surely or result.branches.perhaps
                found = tuple(
                    Ruling(
                        Rule.OTHERWISE if branches[i].guard is None else Rule.BRANCH,
                        branches[i].place,
                        None if (guard := branches[i].guard) is None else self.words(guard),
                        self.words(branches[i].value),
                        i in surely,
                    )
                    for i in chosen
                )
                return (None if may or not surely else branches[surely[0]].value), (*may, *found)
            case Requirement():
                return None, may

    def exception_ruling(self, rule: ExceptionRule, surely: bool) -> Ruling:
        return Ruling(Rule.EXCEPTION, rule.place, self.words(rule.guard), self.words(rule.value), surely)

    # -- lists

    def remarks(self, *exprs: Expr) -> tuple[Text, ...]:
        """For each question to a list, the years that answer it."""
        found: list[Text] = []
        stack = list(reversed(exprs))
        while stack:
            node = stack.pop()
            if isinstance(node, Collection):
                found.extend(self._years(node))
            else:
                stack.extend(reversed(children(node)))
        return tuple(dict.fromkeys(found))

    def _years(self, asked: Collection) -> Iterable[Text]:
        given = self.evaluation.person.facts.get(asked.records)
        if not isinstance(given, Records):
            yield Text(f"没有填写{asked.records}", f"{asked.records} is not given")
            return
        surely, perhaps = self._years_that_pass(asked, given)
        if surely:
            yield _counted(asked.what, surely)
        elif not perhaps:
            yield Text("没有符合的年度", "no year counts")
        if perhaps:
            yield Text(f"尚不知道的年度：{_years_zh(perhaps)}", f"years not known: {_years_en(perhaps)}")

    def _years_that_pass(self, asked: Collection, given: Records) -> tuple[list[int], list[int]]:
        """Years whose record surely passes the filter in the window, and those of which it is not known: each year is
        asked about as if it were the only one."""
        count = Collection(Collect.COUNT, asked.records, asked.span, asked.where, None, None, INTEGER)
        surely, perhaps = [], []
        for year in sorted(given.years):
            facts = {**self.evaluation.person.facts, asked.records: Records({year: given.years[year]})}
            values = evaluate(self.program, Person(facts, self.evaluation.person.as_of)).value_of(count).values
            assert isinstance(values, Range | frozenset)
            low, high = (values.low, values.high) if isinstance(values, Range) else (0, 0)
            if low == 1:
                surely.append(year)
            elif high == 1:
                perhaps.append(year)
        return surely, perhaps


def _counted(what: Collect, years: list[int]) -> Text:
    """The years that a question to a list rests on."""
    match what:
        case Collect.COUNT | Collect.SOME | Collect.EVERY | Collect.RUN:
            return Text(f"符合的年度：{_years_zh(years)}", f"years that count: {_years_en(years)}")
        case Collect.SUM | Collect.LARGEST | Collect.SMALLEST:
            return Text(f"所看的年度：{_years_zh(years)}", f"years looked at: {_years_en(years)}")
        case Collect.LATEST:
            return Text(f"最近一次在{years[-1]}年", f"the latest is of {years[-1]}")
    assert_never(what)


def _guards(definition: Definition, rulings: tuple[Ruling, ...], result: Result) -> tuple[Expr, ...]:
    """What had to be looked at to see which rule applies; all of it where no rule surely does."""
    exceptions = definition.exceptions
    if result.exceptions.surely:
        return tuple(exceptions[i].guard for i in result.exceptions.surely)
    found = [exceptions[i].guard for i in result.exceptions.perhaps]
    if isinstance(definition.body, Cases):
        branches = definition.body.branches
        surely = result.branches.surely
        asked = surely if surely and all(branches[i].guard is not None for i in surely) else range(len(branches))
        for i in asked:
            guard = branches[i].guard
            if guard is not None:
                found.append(guard)
    return tuple(found)


def _runs(years: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _years_zh(years: list[int]) -> str:
    runs = [f"{a}年" if a == b else f"{a}年至{b}年" for a, b in _runs(years)]
    return "、".join(runs) if len(runs) <= MOST_YEARS else f"{years[0]}年至{years[-1]}年中的{len(years)}年"


def _years_en(years: list[int]) -> str:
    runs = [str(a) if a == b else f"{a}–{b}" for a, b in _runs(years)]
    return ", ".join(runs) if len(runs) <= MOST_YEARS else f"{len(years)} of {years[0]}–{years[-1]}"


def cite(place: Place | None, home: str) -> Text:
    """The article; with its document where that is not `home`. What the vocabulary derives has no article."""
    if place is None or not (place.article or place.document):
        return Text("词表", "the vocabulary")
    if place.document == home and place.article:
        return Text.same(f"{place.article}{place.item or ''}")
    return Text.same(place.citation)
