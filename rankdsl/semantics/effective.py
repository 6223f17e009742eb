"""From the rules of a chain to its effective program: order, names, types.

Each rule is read as the layer that wrote it reads it, and every name in it means the value of the lowest layer. So a
superior's rule is lowered anew where a name that it reads has changed, and only there: `Workshop` keeps what it has
lowered under the rule and everything the rule reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import NO, YES, Const, Expr, Ref, Symbol
from rankdsl.ir.program import Body, Definition, ExceptionRule, Formula, Kind, Mode, Requirement
from rankdsl.ir.types import TRUTH, Type
from rankdsl.semantics import intervals
from rankdsl.semantics.findings_documents import PARAMETER_LATE
from rankdsl.semantics.findings_terms import BRANCHES_DIFFER, DEFINED_IN_CIRCLE, RESTATED_TYPE
from rankdsl.semantics.formulas import Lowering, names_in
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
    Layered,
    Members,
    Removed,
    Rule,
    Unchanged,
    Written,
)
from rankdsl.semantics.vocabulary_terms import VocabularyTerms
from rankdsl.source import Span
from rankdsl.syntax import ast


@dataclass(frozen=True, eq=False)
class Norm:
    """A rule as lowered. `definition` None: it, or something that it reads, has mistakes; `findings` are its own."""

    definition: Definition | None
    interval: Interval | None
    findings: tuple[Finding, ...]
    kept: tuple[object, ...] = field(repr=False)
    """What the rule was lowered from: as long as this lives, none of it is mistaken for something else."""


@dataclass(frozen=True)
class Setting:
    """What holds for a whole program. `excused`: names that are not to be called unknown."""

    vocabulary: Vocabulary
    terms: VocabularyTerms
    day: date
    excused: Callable[[str], bool]


@dataclass(frozen=True)
class Reading:
    """Norms in dependency order; `circles`: the rules of each circle, which have no norm."""

    layered: Layered
    norms: Mapping[Symbol, Norm]
    circles: tuple[tuple[Rule, ...], ...]
    setting: Setting

    @property
    def sound(self) -> bool:
        return not self.circles and all(norm.definition is not None for norm in self.norms.values())

    def type_of(self, name: str) -> Type | None:
        """The type of a name as the lowest layer leaves it; None if there is no such norm, or it has mistakes."""
        norm = self.norms.get(self.layered.top[name]) if name in self.layered.top else None
        return norm.definition.type if norm is not None and norm.definition is not None else None

    def names(self, layer: int) -> Names:
        """What names mean in other words of that layer: its assertions and cases."""
        visible = _visible(self.layered, layer)
        return Names(self.setting, self.norms, visible, _known(visible, self.setting), {})


@dataclass
class Names:
    """`Meanings` for the words of one layer. `itself`: the name whose exceptions are read, and what it means there."""

    setting: Setting
    norms: Mapping[Symbol, Norm]
    visible: Mapping[str, Symbol]
    known: Collection[str]
    current: Mapping[Symbol, Symbol]
    """Items to what documents below have made of them."""
    itself: tuple[str, Expr | Broken] | None = None
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


class Workshop:
    """Lowers programs, and no rule twice where nothing that it reads has changed."""

    def __init__(self) -> None:
        self._norms: dict[tuple[object, ...], Norm] = {}
        self._words: dict[tuple[Rule, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def read(
        self, layered: Layered, setting: Setting, above: Callable[[int, str], Type | None], extra: Sequence[Rule] = ()
    ) -> Reading:
        """Every norm that a name of the chain leads to, and those of `extra`, which nothing refers to.

        above: the type that a name has in the layers above a layer, None if it is new there.
        """
        rules = dict(layered.rules) | {rule.symbol: rule for rule in extra}
        current = {s: layered.top.get(s.name, s) for s, rule in layered.rules.items() if rule.kind is Kind.ITEM}
        visible = [_visible(layered, layer) for layer in range(len(layered.documents))]
        known = [_known(names, setting) for names in visible]
        reads: dict[Symbol, tuple[Symbol, ...]] = {}

        def needs(symbol: Symbol) -> tuple[Symbol, ...]:
            if symbol not in reads:
                rule = rules[symbol]
                reads[symbol] = self._needs(rule, visible[rule.layer], current, setting.vocabulary)
            return reads[symbol]

        roots = [*layered.top.values(), *(rule.symbol for rule in extra)]
        order, circles = _in_order(roots, needs)
        in_circles = {symbol for circle in circles for symbol in circle}
        norms: dict[Symbol, Norm] = {}
        for symbol in order:
            if symbol in in_circles:
                norms[symbol] = Norm(None, None, (), ())
                continue
            rule = rules[symbol]
            wanted = above(rule.layer, rule.own_name or "") if isinstance(rule.source, Written | Dated) else None
            names = Names(setting, norms, visible[rule.layer], known[rule.layer], current)
            norms[symbol] = self._norm(rule, names, tuple(norms[s] for s in needs(symbol)), wanted)
        return Reading(layered, norms, tuple(tuple(rules[s] for s in circle) for circle in circles), setting)

    def _norm(self, rule: Rule, names: Names, read: tuple[Norm, ...], wanted: Type | None) -> Norm:
        dated = in_force_since(rule.source.node, names.setting.day) if isinstance(rule.source, Dated) else None
        key = (rule, id(names.vocabulary), wanted, dated, *map(id, read))
        found = self._norms.get(key)
        if found is None:
            found = _RuleLowering(rule, names, wanted, (rule, names.vocabulary, *read)).norm()
            self._norms[key] = found
        return found

    def _needs(
        self, rule: Rule, visible: Mapping[str, Symbol], current: Mapping[Symbol, Symbol], vocabulary: Vocabulary
    ) -> tuple[Symbol, ...]:
        """The norms that a rule is made of, each once."""
        body, exceptions = self._names_of(rule, vocabulary)
        found: dict[Symbol, None] = {}
        match rule.source:
            case Unchanged(below=below):
                found.setdefault(below)
            case Members(members=members):
                found.update(dict.fromkeys(current.get(m, m) for m in members if isinstance(m, Symbol)))
            case _:
                pass
        mentioned = (*body, *(name for name in exceptions if name != rule.own_name))
        found.update(dict.fromkeys(visible[name] for name in mentioned if name in visible))
        return tuple(found)

    def _names_of(self, rule: Rule, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
        key = (rule, vocabulary.name)
        if key not in self._words:
            body = tuple(dict.fromkeys(i.text for part in _formulas(rule) for i in names_in(part, vocabulary)))
            parts = [p for e in rule.exceptions for p in (e.guard, e.value) if not isinstance(p, bool)]
            exceptions = tuple(dict.fromkeys(i.text for part in parts for i in names_in(part, vocabulary)))
            self._words[key] = body, exceptions
        return self._words[key]


class _RuleLowering:
    """One rule. Mistakes are collected, so that all of them are told at once."""

    def __init__(self, rule: Rule, names: Names, wanted: Type | None, kept: tuple[object, ...]) -> None:
        self.rule = rule
        self.names = names
        self.wanted = wanted
        self.kept = kept
        self.findings: list[Finding] = []
        self.lowering = Lowering(names, _places(rule.place), self.findings.append)

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
            case Removed(neutral=neutral):
                return Formula(YES if neutral else NO), TRUTH, None
            case Faulty():
                return None
            case _:
                assert_never(self.rule.source)

    def _dated(self, node: ast.Parameter, effective: date) -> tuple[Body, Type, Interval | None] | None:
        name = node.name.text
        position = in_force_since(node, self.names.setting.day)
        if position is None:
            since = min(v.since for v in node.values if v.since is not None)
            self.findings.append(
                PARAMETER_LATE.at(self.rule.place, subject=name, name=name, effective=effective, since=since)
            )
            return None
        constants = replace(self.names, constants=True)
        lowering = Lowering(constants, _places(self.rule.place), self.findings.append)
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
        lowering = Lowering(names, _places(exception.place), self.findings.append)
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


def circle_findings(reading: Reading, layer: int) -> Iterator[Finding]:
    """One for each circle that a rule of this layer takes part in, at the first such rule."""
    for circle in reading.circles:
        own = [rule for rule in circle if rule.layer == layer]
        if not own:
            continue
        first = min(own, key=lambda rule: rule.place.span.sort_key if rule.place.span is not None else ("", 0, 0))
        at = circle.index(first)
        turned = [rule.symbol.name for rule in (*circle[at:], *circle[:at], first)]
        yield DEFINED_IN_CIRCLE.at(first.place, subject=first.symbol.name, ring=" → ".join(turned))


def _visible(layered: Layered, layer: int) -> Mapping[str, Symbol]:
    seen = layered.seen_by(layer)
    return {name: symbol for name, symbol in layered.top.items() if name in seen}


def _known(visible: Mapping[str, Symbol], setting: Setting) -> Collection[str]:
    return {**visible, **dict.fromkeys(setting.terms.behind)}.keys()


def _places(place: Place) -> Callable[[Span], Place]:
    return lambda span: replace(place, span=span)


def _formulas(rule: Rule) -> tuple[ast.Expr | ast.DefinitionBody, ...]:
    match rule.source:
        case Written(body=body):
            return (body,)
        case Dated(node=node):
            return tuple(value.value for value in node.values)
        case Condition(formula=formula):
            return (formula,)
        case Members(members=members):
            return tuple(member for member in members if not isinstance(member, Symbol))
        case Unchanged() | Removed() | Faulty():
            return ()
        case _:
            assert_never(rule.source)


def _in_order(
    roots: Sequence[Symbol], needs: Callable[[Symbol], tuple[Symbol, ...]]
) -> tuple[tuple[Symbol, ...], tuple[tuple[Symbol, ...], ...]]:
    """Everything that the roots lead to, each after what it needs; and the circles, whose members are in no order."""
    done: dict[Symbol, None] = {}
    path: dict[Symbol, int] = {}
    circles: list[tuple[Symbol, ...]] = []
    for root in roots:
        stack = [(root, False)]
        while stack:
            symbol, leave = stack.pop()
            if leave:
                del path[symbol]
                done.setdefault(symbol)
            elif symbol in path:
                circles.append(tuple(path)[path[symbol] :])
            elif symbol not in done:
                path[symbol] = len(path)
                stack.append((symbol, True))
                stack.extend((other, False) for other in reversed(needs(symbol)))
    return tuple(done), tuple(circles)
