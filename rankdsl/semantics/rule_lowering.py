"""One rule, as written, to one norm of the core."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Text
from rankdsl.ir.definitions import Body, Branch, Cases, Definition, ExceptionRule, Formula, Hit, Kind, Mode, Requirement
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import NO, YES, Apply, Const, Expr, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH, Type
from rankdsl.semantics import intervals
from rankdsl.semantics.documents import places
from rankdsl.semantics.findings_documents import PARAMETER_LATE
from rankdsl.semantics.findings_terms import BRANCHES_DIFFER, RESTATED_TYPE
from rankdsl.semantics.formulas import Lowering
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.kinds import described, same_kind, united
from rankdsl.semantics.meanings import Broken
from rankdsl.semantics.operands import in_words
from rankdsl.semantics.periods import in_force_since
from rankdsl.semantics.rules import (
    Condition,
    Dated,
    Excepting,
    Faulty,
    Members,
    Removed,
    Rule,
    Unchanged,
    Within,
    Written,
)
from rankdsl.semantics.vocabulary_terms import VocabularyTerms
from rankdsl.source import Span
from rankdsl.syntax import ast


class Norm(Struct, frozen=True, eq=False):
    """A rule as lowered. `definition` None: it, or something that it reads, has mistakes; `findings` are its own."""

    definition: Definition | None
    interval: Interval | None
    findings: tuple[Finding, ...]
    kept: tuple[object, ...]
    """What the rule was lowered from: as long as this lives, none of it is mistaken for something else."""


class Setting(Struct, frozen=True):
    """What holds for a whole program. `excused`: names that are not to be called unknown, `complete`: because they
    could not be read, not because a document is missing."""

    vocabulary: Vocabulary
    terms: VocabularyTerms
    day: date
    complete: bool
    excused: Callable[[str], bool]


class Names(Struct):
    """`Meanings` for the words of one layer. `itself`: the name whose exceptions are read, and what it means there."""

    setting: Setting
    norms: Mapping[Symbol, Norm]
    visible: Mapping[str, Symbol]
    known: Collection[str]
    current: Mapping[Symbol, Symbol]
    """Items to what documents below have made of them."""
    itself: tuple[str, Expr | Broken] | None = None
    stands_for: Mapping[str, str] = field(default_factory=dict)
    constants: bool = False
    """A parameter stands for its value, not for a reference: where the value of another parameter is wanted."""

    @property
    def vocabulary(self) -> Vocabulary:
        return self.setting.vocabulary

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        return self.setting.terms.behind

    def norm(self, ident: ast.Ident) -> Expr | Broken | None:
        name = ident.text
        if self.itself is not None and name == self.itself[0]:
            return self.itself[1]
        symbol = self.visible.get(name)
        if symbol is not None:
            return self._of(symbol)
        derived = self.setting.terms.definitions.get(Symbol(name, -1))
        if derived is not None:
            return Ref(derived.symbol, derived.type)
        if name in self.setting.terms.broken or self.setting.excused(name):
            return Broken.BROKEN
        return None

    def _of(self, symbol: Symbol) -> Expr | Broken:
        norm = self.norms.get(symbol)
        if norm is None or norm.definition is None:
            return Broken.BROKEN
        definition = norm.definition
        if self.constants and definition.kind is Kind.PARAMETER and not definition.exceptions:
            body = definition.body
            if isinstance(body, Formula) and isinstance(body.value, Const):
                return body.value
        return Ref(symbol, definition.type)

    def names(self) -> Collection[str]:
        return self.known

    def interval(self, symbol: Symbol) -> Interval | None:
        if symbol.layer < 0:
            return self.setting.terms.intervals[symbol]
        return self.norms[symbol].interval


class RuleLowering:
    """One rule. Mistakes are collected, so that all of them are told at once."""

    def __init__(self, rule: Rule, names: Names, wanted: Type | None, kept: tuple[object, ...]) -> None:
        self.rule = rule
        self.names = names
        self.wanted = wanted
        self.kept = kept
        self.findings: list[Finding] = []
        self.lowering = Lowering(names, places(rule.place), self.findings.append)

    def norm(self) -> Norm:
        body = self._body()
        if body is None or self.findings:
            return Norm(None, None, tuple(self.findings), self.kept)
        lowered, type_, interval = body
        exceptions: list[ExceptionRule] = []
        for exception in self.rule.exceptions:
            found = self._exception(exception, type_, lowered)
            if found is None:
                continue
            exceptions.append(found[0])
            type_ = united(type_, found[0].value.type)
            if interval is not None and found[1] is not None:
                interval = intervals.hull(interval, found[1])
        if len(exceptions) < len(self.rule.exceptions):
            return Norm(None, None, tuple(self.findings), self.kept)
        rule = self.rule
        definition = Definition(rule.symbol, rule.kind, type_, lowered, tuple(exceptions), rule.place, rule.written)
        return Norm(definition, interval, tuple(self.findings), self.kept)

    def _body(self) -> tuple[Body, Type, Interval | None] | None:
        match self.rule.source:
            case Written(body=body):
                found = self.lowering.body(body, self.wanted)
                if found is None or not self._as_above(body.span, found.type):
                    return None
                return found.body, found.type, found.interval
            case Dated(node=node, effective=effective):
                return self._dated(node, effective)
            case Condition(formula=formula):
                truth = self.lowering.truth(formula)
                return (Formula(truth), TRUTH, None) if truth is not None else None
            case Members(mode=mode, members=members):
                return self._members(mode, members)
            case Unchanged(below=below):
                norm = self.names.norms[below]
                if norm.definition is None:
                    return None
                type_ = norm.definition.type
                return Formula(Ref(below, type_)), type_, norm.interval
            case Within():
                return self._within(self.rule.source)
            case Removed(neutral=neutral):
                return Formula(YES if neutral else NO), TRUTH, None
            case Faulty():
                return None
            case _:
                assert_never(self.rule.source)

    def _within(self, source: Within) -> tuple[Body, Type, Interval | None] | None:
        inside, below = self.names.norms[source.inside].definition, self.names.norms[source.below].definition
        if inside is None or below is None:
            return None
        value = Ref(source.inside, inside.type)
        ends = (Apply(Op.GE, (value, source.lowest), TRUTH), Apply(Op.LE, (value, source.highest), TRUTH))
        branches = (
            Branch(Apply(Op.AND, ends, TRUTH), value, self.rule.place),
            Branch(None, Ref(source.below, below.type), self.rule.place),
        )
        intervals_ = [self.names.norms[symbol].interval for symbol in (source.inside, source.below)]
        first, second = intervals_
        interval = intervals.hull(first, second) if first is not None and second is not None else None
        return Cases(branches, Hit.UNIQUE), united(inside.type, below.type), interval

    def _dated(self, node: ast.Parameter, effective: date) -> tuple[Body, Type, Interval | None] | None:
        name = node.name.text
        position = in_force_since(node, self.names.setting.day)
        if position is None:
            since = Text.day(min(v.since for v in node.values if v.since is not None))
            day = Text.day(effective)
            self.findings.append(
                PARAMETER_LATE.at(self.rule.place, subject=name, name=name, effective=day, since=since)
            )
            return None
        constants = replace(self.names, constants=True)
        lowering = Lowering(constants, places(self.rule.place), self.findings.append)
        values = [lowering.constant(value.value, self.wanted, name) for value in node.values]
        value, first = values[position], values[0]
        if value is None or first is None or not self._as_above(node.values[position].span, value.type):
            return None
        for written, other in zip(node.values, values, strict=True):
            if other is not None and not same_kind(first.type, other.type):
                place = replace(self.rule.place, span=written.value.span)
                found = in_words(written.value, other.type)
                self.findings.append(BRANCHES_DIFFER.at(place, subject=name, first=described(first.type), found=found))
                return None
        return Formula(value), value.type, intervals.of_const(value)

    def _members(self, mode: Mode, members: tuple[Symbol | ast.Expr, ...]) -> tuple[Body, Type, None] | None:
        items: list[Expr] = []
        for member in members:
            if isinstance(member, Symbol):
                symbol = self.names.current.get(member, member)
                if self.names.norms[symbol].definition is not None:
                    items.append(Ref(symbol, TRUTH))
            else:
                truth = self.lowering.truth(member)
                if truth is not None:
                    items.append(truth)
        return (Requirement(mode, tuple(items)), TRUTH, None) if len(items) == len(members) else None

    def _as_above(self, span: Span, type_: Type) -> bool:
        """A superior's name keeps its kind of value."""
        if self.wanted is None or same_kind(self.wanted, type_):
            return True
        name = self.rule.symbol.name
        place = replace(self.rule.place, span=span)
        first, found = described(self.wanted), described(type_)
        self.findings.append(RESTATED_TYPE.at(place, subject=name, name=name, first=first, found=found))
        return False

    def _exception(self, exception: Excepting, type_: Type, body: Body) -> tuple[ExceptionRule, Interval | None] | None:
        names = self.names
        if self.rule.own_name is not None:
            names = replace(names, itself=(self.rule.own_name, self._before(body)))
        lowering = Lowering(names, places(exception.place), self.findings.append)
        guard = lowering.truth(exception.guard)
        if isinstance(exception.value, bool):
            value: Expr | None = YES if exception.value else NO
            interval = None
        else:
            typed = lowering.value(exception.value, type_)
            value, interval = (typed.expr, typed.interval) if typed is not None else (None, None)
            if value is not None and not same_kind(type_, value.type):
                place = replace(exception.place, span=exception.value.span)
                found = in_words(exception.value, value.type)
                subject = self.rule.symbol.name
                self.findings.append(BRANCHES_DIFFER.at(place, subject=subject, first=described(type_), found=found))
                return None
        if guard is None or value is None:
            return None
        return ExceptionRule(guard, value, exception.over, exception.place), interval

    def _before(self, body: Body) -> Expr | Broken:
        """What the name means inside its own exceptions. `split_off_base` leaves only these two forms to ask for it."""
        match body:
            case Formula(value=Ref() | Const() as value):
                return value
            case _:
                return Broken.BROKEN
