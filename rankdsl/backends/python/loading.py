"""A generated program run in this process, so that it can be compared with the reference evaluator."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from msgspec import Struct

from rankdsl.backends.approximate import Answer, Cause, NoValue, Range, Values
from rankdsl.backends.python.facts import RUNTIME, facts_source, no_ways
from rankdsl.backends.python.person import PersonNames, person_names, person_source
from rankdsl.backends.python.rules import rules
from rankdsl.backends.python.runtime.exact import Records as RuntimeRecords
from rankdsl.ir.definitions import Cases
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.types import Enumeration, Truth, Type
from rankdsl.ir.values import Person, Records, Scalar, Value, position


class Loaded(Struct, frozen=True):
    """A program as generated Python. `numbers`: norm to its number; `source`: of the rules."""

    program: Program
    names: PersonNames
    people: ModuleType
    module: ModuleType
    numbers: Mapping[Symbol, int]
    source: str

    def person(self, person: Person) -> Any:
        """The person in the types of the generated program."""
        facts: dict[str, Any] = {}
        for fact in self.program.vocabulary.facts:
            if fact.name in person.facts:
                facts[self.names.facts[fact.name]] = self._value(fact.name, person.facts[fact.name])
        return self.people.Person(as_of=person.as_of, **facts)

    def _value(self, name: str, value: Value) -> Any:
        fact = self.program.vocabulary.fact(name)
        assert fact is not None
        if not isinstance(value, Records):
            return self._scalar(value, fact.type)
        assert fact.records is not None
        fields = fact.records.fields
        known = [(y, r) for y, r in sorted(value.years.items()) if r is not None]
        records = ((y, *(self._scalar(r[f.name], f.type) for f in fields)) for y, r in known)
        return RuntimeRecords(tuple(records), tuple(sorted(y for y, r in value.years.items() if r is None)))

    def _scalar(self, value: Scalar, type_: Type) -> Any:
        if isinstance(type_, Enumeration):
            return getattr(self.people, self.names.enumerations[type_.name])(position(value, type_))
        return value

    def direct(self, symbol: Symbol, person: Any) -> Scalar | None:
        """The value of a norm for a person of whom all is known; None: no value. LookupError: a fact is missing."""
        found = self.module.DIRECT[self.numbers[symbol]](person)
        type_ = self.program.definitions[symbol].type
        if found is not None and isinstance(type_, Enumeration):
            found = type_.values[found]
        scalar: Scalar | None = found
        return scalar

    def decide(self, name: str, person: Any) -> Any:
        """What the quick function of a decision gives."""
        return self.module.RULES.decisions[name](person)

    def answers(self, person: Any) -> dict[Symbol, Answer]:
        """What is possible for every norm."""
        rules = self.module.RULES
        state = rules.evaluated(person, range(len(rules.norms)))
        return {symbol: self.answer(state.norms[n], symbol) for symbol, n in self.numbers.items()}

    def answer(self, found: Any, symbol: Symbol) -> Answer:
        values, reasons, hinges = found
        facts = self.program.vocabulary.facts
        named = frozenset(fact.name for i, fact in enumerate(facts) if hinges >> i & 1)
        type_ = self.program.definitions[symbol].type
        return Answer(_values(values, type_), tuple(dict.fromkeys(self._reason(reason) for reason in reasons)), named)

    def _reason(self, reason: tuple[str, int, tuple[int, ...]]) -> NoValue:
        cause, number, rules = reason
        symbol = list(self.numbers)[number]
        definition = self.program.definitions[symbol]
        branches = definition.body.branches if isinstance(definition.body, Cases) else ()
        places = [*(branch.place for branch in branches), *(rule.place for rule in definition.exceptions)]
        return NoValue(Cause(cause), symbol, tuple(places[i] for i in rules))


def _values(values: Any, type_: Type) -> Values:
    if isinstance(values, tuple):
        return Range(*values)
    order: tuple[Scalar, ...] = type_.values if isinstance(type_, Enumeration) else (False, True)
    assert values == 0 or isinstance(type_, Enumeration | Truth)
    return frozenset(value for i, value in enumerate(order) if values >> i & 1)


def load(program: Program, altered: Callable[[str], str] = str) -> Loaded:
    """The program as Python, executed. `altered`: what becomes of the source of the rules first."""
    names = person_names(program.vocabulary)
    people = run_module("person", person_source(program.vocabulary, names), {})
    others = {"person": people}
    others["facts"] = run_module("facts", facts_source(program.vocabulary, names, no_ways), others)
    made = rules(program, names, every_norm=True)
    source = altered(made.source)
    module = run_module("rules", source, others)
    return Loaded(program, names, people, module, made.numbers, source)


def run_module(name: str, source: str, others: Mapping[str, ModuleType]) -> ModuleType:
    """A generated module, run; what it imports from `others` is found there."""
    module = ModuleType(f"rankdsl_generated_{name}")
    sys.modules[module.__name__] = module  # dataclasses look up the module of a class
    for other, found in others.items():
        sys.modules[found.__name__] = found
        source = source.replace(f"from {RUNTIME}.{other} import", f"from {found.__name__} import")
    exec(compile(source, f"<{name}>", "exec"), vars(module))
    return module
