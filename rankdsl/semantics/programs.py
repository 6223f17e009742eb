"""The effective programs of a document in one piece of time: its own, and those of the documents above it.

Programs above are read under this document's delegations: a name that a superior leaves free (可自行规定) is read from
the documents below it, on both sides of a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import YES, Expr, Symbol
from rankdsl.ir.program import Item, Period, Program, Scope
from rankdsl.ir.remarks import Delegation
from rankdsl.ir.types import Type
from rankdsl.semantics.delegated import definitions_of, delegate
from rankdsl.semantics.documents import Document, written
from rankdsl.semantics.effective import NOTHING_GIVEN, Reading, Workshop
from rankdsl.semantics.items import AS_ADOPTED, Choices
from rankdsl.semantics.layers import lay
from rankdsl.semantics.narrowing import as_superior
from rankdsl.semantics.periods import Chain, values_on
from rankdsl.semantics.rule_lowering import Norm, Setting
from rankdsl.semantics.rules import Condition, Layered, Rule
from rankdsl.semantics.vocabulary_terms import VocabularyTerms, vocabulary_program
from rankdsl.syntax import ast

SCOPE, JURISDICTION = "#适用", "#辖区"
"""Stand for the header's formulas while they are lowered; no document can write such a name."""


FreeNames = Callable[[frozenset[int], Reading], tuple[frozenset[str], Mapping[str, Delegation]]]
"""What some layers leave to those below them, of whom the reading is: names, and names within a range."""


class Laid(Struct, frozen=True):
    """A chain with its documents laid on each other, and what is wrong in the last."""

    layered: Layered
    findings: tuple[Finding, ...]


class Programs:
    """Makes programs, and nothing twice. `excused`: names that are not to be called unknown anywhere; `vocabulary_of`:
    what each document is written in; `choices`: items that are read otherwise than adopted."""

    def __init__(
        self,
        excused: frozenset[str],
        vocabulary_of: Mapping[Document, Vocabulary | None],
        choices: Choices = AS_ADOPTED,
    ) -> None:
        self.excused = excused
        self.choices = choices
        self._vocabulary_of = vocabulary_of
        self._workshop = Workshop()
        self._laid: dict[tuple[object, ...], Laid] = {}
        self._readings: dict[tuple[object, ...], Reading] = {}
        self._scopes: dict[tuple[Document, int], tuple[Rule, ...]] = {}
        self._terms: dict[str, VocabularyTerms] = {}
        self._wrong_terms: dict[str, tuple[Finding, ...]] = {}

    # --- vocabularies

    def terms(self, vocabulary: Vocabulary) -> VocabularyTerms:
        if vocabulary.name not in self._terms:
            findings: list[Finding] = []
            self._terms[vocabulary.name] = vocabulary_program(vocabulary, findings.append)
            self._wrong_terms[vocabulary.name] = tuple(findings)
        return self._terms[vocabulary.name]

    def mistakes_of(self, vocabulary: Vocabulary) -> tuple[Finding, ...]:
        self.terms(vocabulary)
        return self._wrong_terms[vocabulary.name]

    # --- chains

    def laid(self, chain: Chain) -> Laid:
        """The documents of the chain, laid on each other from the highest down."""
        key = (chain.key, chain.complete)
        found = self._laid.get(key)
        if found is None:
            layer = len(chain.documents) - 1
            before = self.laid(chain.down_to(layer)).layered if layer else Layered((), ())
            before = replace(before, documents=chain.documents, above=chain.above)
            findings: list[Finding] = []
            excused = self.excused if chain.complete else None
            laid = lay(before, layer, findings.append, excused=excused, choices=self.choices)
            found = Laid(laid, tuple(findings))
            self._laid[key] = found
        return found

    def setting(self, chain: Chain, vocabulary: Vocabulary, day: date) -> Setting:
        known = _words_of(vocabulary)

        def excused(name: str) -> bool:
            return name in self.excused or (not chain.complete and name not in known)

        return Setting(vocabulary, self.terms(vocabulary), day, chain.complete, excused)

    def reading(self, chain: Chain, vocabulary: Vocabulary, day: date) -> Reading:
        key = (chain.key, chain.complete, vocabulary.name, values_on(chain, day))
        found = self._readings.get(key)
        if found is None:
            layers = frozenset(range(len(chain.documents)))
            found = self._read(chain, self.laid(chain).layered, self.setting(chain, vocabulary, day), layers)
            self._readings[key] = found
        return found

    def _read(
        self,
        chain: Chain,
        layered: Layered,
        setting: Setting,
        layers: frozenset[int],
        given: Mapping[Symbol, Norm] = NOTHING_GIVEN,
    ) -> Reading:
        def above(layer: int, name: str) -> Type | None:
            if layer == 0 or layered.stated[name][0] == layer:
                return None
            return self.reading(chain.down_to(layer), setting.vocabulary, setting.day).type_of(name)

        scopes = [rule for layer in sorted(layers) for rule in self._scope(chain.documents[layer], layer)]
        return self._workshop.read(layered, setting, above, scopes, given)

    def _scope(self, document: Document, layer: int) -> tuple[Rule, ...]:
        key = (document, layer)
        if key not in self._scopes:
            rules = []
            if document.scope is not None:
                rules.append(_condition(SCOPE, layer, document.scope.node.formula, document.scope.place))
            if document.node.jurisdiction is not None:
                formula = document.node.jurisdiction
                rules.append(_condition(JURISDICTION, layer, formula, Place(formula.span, document.title)))
            self._scopes[key] = tuple(rules)
        return self._scopes[key]

    # --- programs

    def own(self, chain: Chain, vocabulary: Vocabulary, period: Period) -> Program | None:
        """The program of the last document of the chain; None if it or one above has mistakes."""
        reading = self.reading(chain, vocabulary, period.start)
        if not reading.sound:
            return None
        definitions = definitions_of(reading, reading, NOTHING_GIVEN, "")
        return _program(chain, reading, period, frozenset(range(len(chain.documents))), definitions)

    def above(
        self, chain: Chain, vocabulary: Vocabulary, period: Period, free: FreeNames
    ) -> Iterator[tuple[int, Program]]:
        """(layer, program) of every document above the last one, the nearest last; none where one has mistakes."""
        for layer in range(len(chain.documents) - 1):
            program = self.superior(chain, vocabulary, period, chain.above[layer] | {layer}, free)
            if program is not None:
                yield layer, program

    def superior(
        self,
        chain: Chain,
        vocabulary: Vocabulary,
        period: Period,
        layers: frozenset[int],
        free: FreeNames,
    ) -> Program | None:
        """The program of some layers of the chain, with what they leave free read from those below them."""
        last, day = max(layers), period.start
        layered = self._of_layers(chain, layers)
        own = self.reading(chain, vocabulary, day)
        names, ranges = free(layers, own)
        altered_below = {
            name: None
            for name, altered in own.layered.altered.items()
            if name in layered.top and not layers.issuperset(altered)
        }
        delegated = [name for name in altered_below if name in names]
        bounded = {name: ranges[name] for name in altered_below if name in ranges and name not in names}
        given: Mapping[Symbol, Norm] = NOTHING_GIVEN
        if delegated or bounded:
            layered, given = delegate(layered, own, delegated, bounded)
        if not given and layers == frozenset(range(last + 1)):
            reading = self.reading(chain.down_to(last + 1), vocabulary, day)
        else:
            reading = self._read(chain, layered, self.setting(chain, vocabulary, day), layers, given)
        if not reading.sound:
            return None
        definitions = definitions_of(reading, own, given, str(len(chain.documents) - 1))
        program = _program(chain, reading, period, layers, definitions)
        above = replace(program, layers=program.layers[: last + 1], scopes=program.scopes[: last + 1])
        return as_superior(above, self._widest(chain, layers) or vocabulary)

    def _widest(self, chain: Chain, layers: frozenset[int]) -> Vocabulary | None:
        """The vocabulary of some layers together: theirs all lie on one line of extension, on which facts only grow."""
        found = [self._vocabulary_of[chain.documents[layer]] for layer in sorted(layers, reverse=True)]
        return max(filter(None, found), key=lambda v: (len(v.facts), len(v.invariants)), default=None)

    def _of_layers(self, chain: Chain, layers: frozenset[int]) -> Layered:
        """Some layers of the chain laid on each other, under the positions that they have in it."""
        if layers == frozenset(range(len(layers))):
            found = self.laid(chain.down_to(len(layers))).layered
            return replace(found.copy(), documents=chain.documents, above=chain.above)
        layered = Layered(chain.documents, chain.above)
        for layer in sorted(layers):
            layered = lay(layered, layer, _ignored, excused=None, choices=self.choices)
        return layered


def _program(
    chain: Chain, reading: Reading, period: Period, layers: frozenset[int], norms: Mapping[Symbol, Definition]
) -> Program:
    layered, terms = reading.layered, reading.setting.terms
    definitions = dict(terms.definitions)
    definitions.update((s, definition) for s, definition in norms.items() if not s.name.startswith("#"))
    derived = {symbol.name: symbol for symbol in terms.definitions}
    return Program(
        layers=tuple(document.name for document in chain.documents),
        period=period,
        vocabulary=reading.setting.vocabulary,
        definitions=definitions,
        top={**derived, **layered.top},
        decisions=tuple(name for name, symbol in layered.top.items() if layered.rules[symbol].kind is Kind.DECISION),
        items=tuple(
            Item(i.decision, i.symbol, i.layers[-1], i.conjunctive, i.place, i.written)
            for i in layered.items
            if i.shown
        ),
        scopes=tuple(
            _scope_of(reading.norms, document, layer if layer in layers else None)
            for layer, document in enumerate(chain.documents)
        ),
        invariants=terms.invariants,
    )


def _scope_of(norms: Mapping[Symbol, Norm], document: Document, layer: int | None) -> Scope:
    """`layer` None: a document that stands beside those of the program and does not count."""

    def formula(name: str) -> Expr:
        norm = norms.get(Symbol(name, layer)) if layer is not None else None
        if norm is None or norm.definition is None or not isinstance(norm.definition.body, Formula):
            return YES
        return norm.definition.body.value

    place = document.scope.place if document.scope is not None else document.name.place
    return Scope(formula(SCOPE), formula(JURISDICTION), place)


def _condition(name: str, layer: int, formula: ast.Expr, place: Place) -> Rule:
    text = written(formula.span)
    return Rule(Symbol(name, layer), Kind.ITEM, layer, Condition(formula), (), None, place, text)


def _words_of(vocabulary: Vocabulary) -> frozenset[str]:
    """Every name that the vocabulary gives a meaning to."""
    values = (value for enumeration in vocabulary.enumerations for value in enumeration.values)
    return frozenset((*(f.name for f in vocabulary.facts), *(d.name for d in vocabulary.derived), *values))


def _ignored(finding: Finding) -> None:
    """The documents above told their mistakes themselves."""
