"""A vocabulary from its tree: facts, enumerations, windows, derived facts and invariants, with what is wrong in them.

The structure is checked elsewhere; a part of another kind than expected is passed over here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import DerivedFact, InvariantText, Vocabulary, Window
from rankdsl.ir.types import Enumeration
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.fact_building import Facts, text_of, truth_of
from rankdsl.vocabulary.naming import DERIVED, WINDOW, Names, Notes
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_nodes import MappingNode, ScalarNode

MOST_FACTS = 1000
"""As the schema says; the rest is not read."""


def build(tree: MappingNode, own: frozenset[str], path: str) -> tuple[Vocabulary | None, tuple[Finding, ...]]:
    """The vocabulary of a whole tree (what it extends laid under it). None if it has no name or no facts."""
    notes = Notes()
    names = Names(notes)
    enumerations = _enumerations(tree, names)
    reading = Facts(tree.mapping("facts")[:MOST_FACTS], enumerations, names, notes)
    name, facts = tree.scalar("vocabulary"), reading.read()
    if name is None or not facts:
        return None, tuple(notes.findings)
    english, extends, month_end = tree.scalar("english"), tree.scalar("extends"), tree.scalar("month_end")
    vocabulary = Vocabulary(
        name=canonical(name.text),
        english=english.text if english else "",
        facts=tuple(facts),
        enumerations=tuple(enumerations.values()),
        enumeration_english=names.english,
        windows=tuple(_windows(tree, names, reading)),
        derived=tuple(_derived(tree, names)),
        invariants=tuple(_invariants(tree, notes)),
        month_end="strict" if month_end is not None and month_end.text == "strict" else "clip",
        extends=canonical(extends.text) if extends else None,
        own=own,
        path=path,
        origin=name.span,
    )
    return vocabulary, tuple(notes.findings)


def _enumerations(tree: MappingNode, names: Names) -> Mapping[str, Enumeration]:
    found: dict[str, Enumeration] = {}
    for entry in tree.mapping("enumerations"):
        names.enumeration(entry)
        if isinstance(entry.value, MappingNode):
            values = entry.value.mapping("values")
            names.values(values)
            if values:
                ordered = truth_of(entry.value, "ordered")
                found[entry.name] = Enumeration(entry.name, tuple(value.name for value in values), ordered)
    return found


def _windows(tree: MappingNode, names: Names, facts: Facts) -> Iterator[Window]:
    for entry in tree.mapping("windows"):
        node = entry.value
        since = node.scalar("since") if isinstance(node, MappingNode) else None
        if not names.new(entry, WINDOW) or not isinstance(node, MappingNode) or since is None:
            continue
        if facts.begins(entry.name, since):
            counts = truth_of(node, "first_year")
            yield Window(entry.name, text_of(node, "english"), canonical(since.text), counts)


def _derived(tree: MappingNode, names: Names) -> Iterator[DerivedFact]:
    for entry in tree.mapping("derived"):
        node = entry.value
        if names.new(entry, DERIVED) and isinstance(node, MappingNode):
            formula = node.scalar("formula")
            if formula is not None and _readable(formula, entry.name, names.notes):
                words = text_of(node, "english"), formula.text.strip(), text_of(node, "meaning")
                yield DerivedFact(entry.name, *words, formula.span)


def _invariants(tree: MappingNode, notes: Notes) -> Iterator[InvariantText]:
    for entry in tree.mapping("invariants"):
        formula = entry.value
        if isinstance(formula, ScalarNode) and not formula.empty and _readable(formula, entry.name, notes):
            yield InvariantText(entry.name, formula.text.strip(), formula.span)


def _readable(formula: ScalarNode, name: str, notes: Notes) -> bool:
    """A formula is read where it stands in the file, so that its mistakes have places: it cannot hold escapes."""
    if not formula.as_it_stands:
        notes.say(messages.ESCAPED_FORMULA, formula, name, name=name)
    return formula.as_it_stands
