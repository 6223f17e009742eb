"""What a decision measures people by, and the facts whose values are their classes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from rankdsl.backends.approximate import LIMIT, Range
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.bars import Bar, Bars
from rankdsl.checks.examination import rule_of
from rankdsl.checks.probing import exact, grid
from rankdsl.diagnostics import Text
from rankdsl.explanation.wording import expr_text
from rankdsl.ir.definitions import Formula, Kind
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Apply, Collection, Const, Expr, FactRef, Ref
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed, reads, reads_of_expr
from rankdsl.ir.types import TRUTH, Enumeration, Number, Truth, Unit
from rankdsl.ir.values import Exact, Person, Scalar, position

_LEAST = {Op.GE: 1, Op.GT: 1, Op.LE: -1, Op.LT: -1}


class Measure(Struct, frozen=True):
    """`better`: 1 or -1. unit: the least step of a number; None: the values of an enumeration are the steps. figures:
    numbers that the rule compares such with, most likely. worst: no value is worse; None: that is not known."""

    name: Text
    expr: Expr
    better: int
    unit: Exact | None
    facts: tuple[str, ...]
    figures: tuple[Exact, ...]
    worst: Scalar | None

    def no_better_than(self, value: Scalar) -> Expr:
        op = Op.LE if self.better > 0 else Op.GE
        return Apply(op, (self.expr, Const(value, self.expr.type)), TRUTH)

    def known_to(self, program: Program) -> bool:
        """Whether the program knows everything that is measured."""
        norms = {node.symbol for node in walk(self.expr) if isinstance(node, Ref)}
        facts = {fact.name for fact in program.vocabulary.facts}
        return norms <= program.definitions.keys() and facts.issuperset(self.facts)

    def of(self, evaluation: Evaluation) -> Scalar | None:
        return evaluation.value_of(self.expr).value

    def beats(self, one: Scalar, other: Scalar) -> bool:
        """Whether the one is better than the other."""
        first, second = (position(v, self.expr.type) for v in (one, other))
        return bool(first > second) if self.better > 0 else bool(first < second)


class _Bars(Bars):
    """Also those of a name that a document gives to what the vocabulary derives under another."""

    def _measure(self, expr: Expr) -> tuple[str, Exact | None, Expr] | None:
        found = super()._measure(expr)
        if found is not None or not isinstance(expr, Ref):
            return found
        definition = self.program.definitions[expr.symbol]
        if not isinstance(definition.body, Formula) or definition.exceptions:
            return None
        for symbol, other in self.program.definitions.items():
            if other.kind is Kind.DERIVED and other.body == definition.body:
                return super()._measure(Ref(symbol, other.type))
        return None


def bars_of(program: Program, subject: str) -> tuple[Bar, ...]:
    return _Bars(program, subject).found


def measures_of(program: Program, subject: str, by: str | None) -> tuple[Measure, ...]:
    """In the order of the bars written, then of the vocabulary, then counts of records. `by`: the fact of the classes,
    which is no measure."""
    rule = rule_of(program, subject)
    read = reads_of_expr(program, rule)
    found: dict[str, Measure] = {}
    for name, expr, better, unit in _candidates(program, subject, read):
        label = Text.same(name) if name else expr_text(expr)
        facts = reads_of_expr(program, expr)
        if label.zh not in found and facts != (by,):
            figures = tuple(_figures(program, rule, expr))
            worst = _worst(program, expr, better)
            found[label.zh] = Measure(label, expr, better, unit, facts, figures, worst)
    return tuple(found.values())


def class_facts(program: Program, subject: str) -> tuple[Fact, ...]:
    """Facts that divide people and by which bars are higher or lower; where there are none, those that the decision
    reads."""
    heights = [bar.height for bar in bars_of(program, subject)]
    heights += [side for op, *sides in _comparisons(program, rule_of(program, subject)) for side in sides]
    for parts in (heights, [rule_of(program, subject)]):
        read = reads_of_expr(program, *parts)
        facts = [f for f in program.vocabulary.facts if f.divides_people and f.name in read]
        found = tuple(f for f in facts if isinstance(f.type, Enumeration | Truth))
        if found:
            return found
    return ()


def _candidates(program: Program, subject: str, read: tuple[str, ...]) -> Iterator[tuple[str, Expr, int, Exact | None]]:
    """Name ("" where it has none), expression, which way is better, step."""
    for bar in bars_of(program, subject):
        yield bar.name, bar.measure, bar.direction, bar.unit
    for fact in program.vocabulary.facts:
        if fact.name not in read or not fact.better:
            continue
        if isinstance(fact.type, Number):
            unit = exact(Fraction(1, 1 if fact.type.whole else grid(fact.type, fact.places)))
            yield fact.name, FactRef(fact.name, fact.type), fact.better, unit
        elif isinstance(fact.type, Enumeration) and fact.type.ordered:
            yield fact.name, FactRef(fact.name, fact.type), fact.better, None
    rule = rule_of(program, subject)
    for symbol, definition in program.definitions.items():
        type_, own = definition.type, set(reads(program, symbol))
        derived = definition.kind is Kind.DERIVED and own <= set(read)
        if derived and isinstance(type_, Number) and type_.unit is Unit.MONTH:
            yield symbol.written, Ref(symbol, definition.type), 1, 1
    for op, left, right in _comparisons(program, rule):
        if isinstance(left, Collection) and left.what is Collect.COUNT and isinstance(right, Const):
            yield "", left, _LEAST[op], 1


def _comparisons(program: Program, rule: Expr) -> Iterator[tuple[Op, Expr, Expr]]:
    """Every comparison of more and less behind a rule."""
    parts = [part for symbol in needed(program, (rule,)) for part in expressions(program.definitions[symbol])]
    for part in parts:
        for node in walk(part):
            if isinstance(node, Apply) and node.op in _LEAST and isinstance(node.args[0].type, Number):
                yield node.op, node.args[0], node.args[1]


def _figures(program: Program, rule: Expr, expr: Expr) -> Iterator[Exact]:
    for symbol in needed(program, (rule,)):
        for part in expressions(program.definitions[symbol]):
            for node in walk(part):
                if isinstance(node, Const) and node.type == expr.type and isinstance(node.value, int | Fraction):
                    yield node.value


def _worst(program: Program, expr: Expr, better: int) -> Scalar | None:
    if isinstance(expr.type, Enumeration):
        return expr.type.values[0 if better > 0 else -1]
    if isinstance(expr, Collection):
        return 0 if better > 0 else None
    values = evaluate(program, Person({}, program.period.start)).value_of(expr).values
    if not isinstance(values, Range):
        return None
    end = values.low if better > 0 else values.high
    if not isinstance(end, int | Fraction) or not -LIMIT // 2 < end < LIMIT // 2:
        return None
    return max(end, 0) if isinstance(expr, Ref) and better > 0 else end
