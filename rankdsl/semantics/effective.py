"""From the rules of a chain to its effective program: order, names, types.

Each rule is read as the layer that wrote it reads it, and every name in it means the value of the lowest layer. So a
superior's rule is lowered anew where a name that it reads has changed, and only there: `Workshop` keeps what it has
lowered under the rule and everything the rule reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct

from rankdsl.diagnostics import Finding
from rankdsl.ir.definitions import Kind
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.types import Type
from rankdsl.semantics.correspondences import stands_for
from rankdsl.semantics.findings_terms import DEFINED_IN_CIRCLE
from rankdsl.semantics.formulas import names_in
from rankdsl.semantics.periods import in_force_since
from rankdsl.semantics.rule_lowering import Names, Norm, RuleLowering, Setting
from rankdsl.semantics.rules import (
    Condition,
    Dated,
    Faulty,
    Layered,
    Members,
    Removed,
    Rule,
    Unchanged,
    Within,
    Written,
)
from rankdsl.syntax import ast

NOTHING_GIVEN: Mapping[Symbol, Norm] = {}


class Reading(Struct, frozen=True):
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
        own = _stands_for(self.layered, layer)
        return Names(self.setting, self.norms, visible, _known(visible, self.setting), {}, stands_for=own)


class Workshop:
    """Lowers programs, and no rule twice where nothing that it reads has changed."""

    def __init__(self) -> None:
        self._norms: dict[tuple[object, ...], Norm] = {}
        self._words: dict[tuple[Rule, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def read(
        self,
        layered: Layered,
        setting: Setting,
        above: Callable[[int, str], Type | None],
        extra: Sequence[Rule] = (),
        given: Mapping[Symbol, Norm] = NOTHING_GIVEN,
    ) -> Reading:
        """Every norm that a name of the chain leads to, and those of `extra`, which nothing refers to.

        above: the type that a name has in the layers above a layer, None if it is new there. given: norms that are
        lowered already, with everything behind them.
        """
        rules = dict(layered.rules) | {rule.symbol: rule for rule in extra}
        current = {s: layered.top.get(s.name, s) for s, rule in layered.rules.items() if rule.kind is Kind.ITEM}
        visible = [_visible(layered, layer) for layer in range(len(layered.documents))]
        known = [_known(names, setting) for names in visible]
        stands_for = [_stands_for(layered, layer) for layer in range(len(layered.documents))]
        reads: dict[Symbol, tuple[Symbol, ...]] = {}

        def needs(symbol: Symbol) -> tuple[Symbol, ...]:
            if symbol in given:
                return ()
            if symbol not in reads:
                rule = rules[symbol]
                reads[symbol] = self._needs(rule, visible[rule.layer], current, setting.vocabulary)
            return reads[symbol]

        roots = [*layered.top.values(), *(rule.symbol for rule in extra)]
        order, circles = _in_order(roots, needs)
        in_circles = {symbol for circle in circles for symbol in circle}
        norms: dict[Symbol, Norm] = dict(given)
        for symbol in order:
            if symbol in given:
                continue
            if symbol in in_circles:
                norms[symbol] = Norm(None, None, (), ())
                continue
            rule = rules[symbol]
            wanted = above(rule.layer, rule.own_name or "") if isinstance(rule.source, Written | Dated) else None
            names = Names(
                setting, norms, visible[rule.layer], known[rule.layer], current, stands_for=stands_for[rule.layer]
            )
            norms[symbol] = self._norm(rule, names, tuple(norms[s] for s in needs(symbol)), wanted)
        return Reading(layered, norms, tuple(tuple(rules[s] for s in circle) for circle in circles), setting)

    def _norm(self, rule: Rule, names: Names, read: tuple[Norm, ...], wanted: Type | None) -> Norm:
        dated = in_force_since(rule.source.node, names.setting.day) if isinstance(rule.source, Dated) else None
        own = tuple(names.stands_for.items())
        key = (rule, id(names.vocabulary), names.setting.complete, own, wanted, dated, *map(id, read))
        found = self._norms.get(key)
        if found is None:
            found = RuleLowering(rule, names, wanted, (rule, names.vocabulary, *read)).norm()
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
            case Within(inside=inside, below=below):
                found.update(dict.fromkeys((inside, below)))
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


def circle_findings(reading: Reading, layer: int) -> Iterator[Finding]:
    """One for each circle that a rule of this layer takes part in, at the first such rule."""
    derived, facts = reading.setting.terms.behind, reading.setting.vocabulary.fact
    for circle in reading.circles:
        if any(rule.symbol.name in derived or facts(rule.symbol.name) is not None for rule in circle):
            continue  # a norm with the name of a fact, which is told as such: the fact was meant
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


def _stands_for(layered: Layered, layer: int) -> Mapping[str, str]:
    """What the words of a layer may use: its own 对应, then those of the documents above it."""
    found: dict[str, str] = {}
    for each in (layer, *sorted(layered.above[layer], reverse=True)):
        for own, other in stands_for(layered.documents[each]).items():
            found.setdefault(own, other)
    return found


def _known(visible: Mapping[str, Symbol], setting: Setting) -> Collection[str]:
    return {**visible, **dict.fromkeys(setting.terms.behind)}.keys()


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
        case Unchanged() | Within() | Removed() | Faulty():
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
