"""People in order (择优): whether a fact by itself moves somebody who is eligible.

Two people are set apart by the first key in which they differ; where a key before it has no value for one of them, they
have no place. docs/decisions/0610-who-is-moved-in-an-order.md says what counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.chain import of_chain
from rankdsl.checks.competence import first_name
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import (
    Examination,
    Outcome,
    articles_of,
    own_definitions,
    rule_of,
    scope_conditions,
)
from rankdsl.checks.fairness.settled import following
from rankdsl.checks.faults import not_already, where_at_fault
from rankdsl.checks.twins import there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Place, Text, Verdict
from rankdsl.ir.definitions import Formula, Kind
from rankdsl.ir.facts import Fact
from rankdsl.ir.mechanisms import Key, Selection
from rankdsl.ir.nodes import FactRef, Ref, has_value
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person
from rankdsl.prove import Answer, Compared, Condition, Found, Nobody, Question, Raised, Undecided, Wanted

ORDERS = Text("名次按它排", "people are ordered by it")

Way = Literal["back", "forward", "either"]
"""How the second of two people stands to the first."""
Stands = Literal["below", "above", "other"]


class SetApart(Struct, frozen=True):
    """`key`: the one that sets two people apart; None where there are no two."""

    answer: Answer
    key: Key | None = None


class Move(Struct, frozen=True):
    """What is otherwise for the second of two eligible people, and how that person then stands to the first.

    further: what else must hold of the two."""

    facts: frozenset[str]
    way: Way
    raised: Raised | None = None
    further: tuple[Condition, ...] = ()


def answered_for(under: Examination) -> Iterator[Selection]:
    """The selections in force of which this document could be at fault: its own, and those above where something
    behind them is otherwise here, or more people are concerned."""
    lowest = {selection.name: (layer, selection) for layer, selection in of_chain(under, Selection)}
    for layer, selection in lowest.values():
        parts = (rule_of(under.program, selection.among), *(key.value for key in keys_of(selection)))
        if layer == under.layer or wider(under) or touched(under, parts):
            yield selection


def keys_of(selection: Selection) -> tuple[Key, ...]:
    return (*selection.keys, *selection.ties)


def moved_by(program: Program, selection: Selection, facts: frozenset[str]) -> bool:
    """Whether a key reads one of the facts and is not the fact itself."""
    keys = (key for key in keys_of(selection) if facts & set(reads_of_expr(program, key.value)))
    return any(not is_chosen(program, key) for key in keys)


def is_chosen(program: Program, key: Key) -> bool:
    """Whether people are ordered by a fact itself, also one that is derived or goes by another name here: then the
    document has chosen which way."""
    expr = key.value
    while isinstance(expr, Ref):
        definition = program.definitions[expr.symbol]
        if definition.kind is Kind.DERIVED:
            return True
        if definition.exceptions or not isinstance(definition.body, Formula):
            return False
        expr = definition.body.value
    return isinstance(expr, FactRef)


def set_apart(
    under: Examination, selection: Selection, move: Move, *, anew: bool = True, shown: bool = True
) -> SetApart:
    """Two who are eligible and set apart so. `anew`: by this document: not by the keys that are facts themselves, where
    a better one is asked about, and not as the documents above set the two apart already."""
    program = under.program
    undecided: Undecided | None = None
    for key in keys_of(selection):
        if not move.facts & set(reads_of_expr(program, key.value)):
            continue
        if not (anew and move.raised is not None and is_chosen(program, key)):
            answer = _by_key(under, selection, key, move, anew=anew, shown=shown)
            if isinstance(answer, Found):
                return SetApart(answer, key)
            undecided = answer if isinstance(answer, Undecided) else undecided
        if isinstance(key.value, FactRef) and move.facts == {key.value.name}:
            break  # whoever differs in the fact is set apart here
    return SetApart(undecided or Nobody())


def _by_key(under: Examination, selection: Selection, key: Key, move: Move, *, anew: bool, shown: bool) -> Answer:
    conditions = (*set_apart_by(under.program, selection, key, move), *move.further)

    def asked(further: tuple[Condition, ...] = ()) -> Answer:
        question = Question((*conditions, *further), moved=move.facts, raised=move.raised)
        return under.prover.decide(question, shown=shown)

    above = tuple(_counterparts(under, selection, key)) if anew else ()
    if any(_as_above(under, selection, other) for other in above):
        return Nobody()
    answer = asked()
    if not isinstance(answer, Found) or not above or under.before is None:
        return answer
    # The documents above do not set the two apart so: there are several ways in which they may not.
    undecided: Undecided | None = None
    before = under.before
    for ways in product(*(tuple(_not_so_above(under, before, other, move)) for other in above)):
        answer = asked(tuple(condition for way in ways for condition in way))
        if isinstance(answer, Found):
            return answer
        undecided = answer if isinstance(answer, Undecided) else undecided
    return undecided or Nobody()


def set_apart_by(program: Program, selection: Selection, key: Key, move: Move) -> Iterator[Condition]:
    """Two who are in scope and eligible, alike in every key before this one, which sets them apart."""
    yield from scope_conditions(program)
    yield from scope_conditions(program, person=1)
    for person in (0, 1):
        yield Wanted(person, program, rule_of(program, selection.among), True)
    keys = keys_of(selection)
    yield from alike_before(program, keys, keys.index(key))
    yield Compared(program, key.value, _stands(key, move.way))


def alike_before(program: Program, keys: tuple[Key, ...], at: int) -> Iterator[Condition]:
    return (Compared(program, key.value, "same") for key in keys[:at])


def _stands(key: Key, way: Way) -> Stands:
    if way == "either":
        return "other"
    return "above" if (way == "forward") is key.descending else "below"


# --- what the documents above say of the same people


def _counterparts(under: Examination, selection: Selection, key: Key) -> Iterator[Selection]:
    """What puts the same people in order above: by its name, or by the same people and the same key."""
    among = first_name(under, selection.among)
    lowest = {s.name: s for layer, s in of_chain(under, Selection) if layer < under.layer}
    for other in lowest.values():
        ordered_so = key.name in {k.name for k in keys_of(other)}
        if other.name == selection.name or (ordered_so and first_name(under, other.among) == among):
            yield other


def _as_above(under: Examination, selection: Selection, other: Selection) -> bool:
    """Whether the order is the same to the letter above, and of the same people."""
    said = [[(key.name, key.descending) for key in keys_of(each)] for each in (selection, other)]
    if said[0] != said[1] or selection.among != other.among or wider(under):
        return False
    parts = (rule_of(under.program, selection.among), *(key.value for key in keys_of(selection)))
    return not touched(under, parts)


def _not_so_above(under: Examination, above: Program, other: Selection, move: Move) -> Iterator[tuple[Condition, ...]]:
    """The ways in which the document above may not set two people apart so."""
    keys = tuple(Key(key.name, value, key.descending) for key in keys_of(other) if (value := there(above, key.value)))
    if other.among not in above.top or len(keys) < len(keys_of(other)):
        yield ()
        return
    among = rule_of(above, other.among)
    for person in (0, 1):
        yield (not_already(under, among, person),)
    yield from not_set_apart(above, keys)
    if move.way != "either":
        reverse: Way = "forward" if move.way == "back" else "back"
        for at, key in enumerate(keys):
            yield (*alike_before(above, keys, at), Compared(above, key.value, _stands(key, reverse)))


def not_set_apart(program: Program, keys: tuple[Key, ...]) -> Iterator[tuple[Condition, ...]]:
    """The ways in which two people may not be set apart at all: alike in every key, or until one has no value."""
    yield tuple(alike_before(program, keys, len(keys)))
    for at, key in enumerate(keys):
        if not isinstance(key.value, FactRef):
            for person in (0, 1):
                yield (*alike_before(program, keys, at), Wanted(person, program, has_value(key.value), False))


# --- where it is told


def written_at(
    under: Examination, selection: Selection, key: Key, person: Person
) -> tuple[Place, tuple[Citation, ...]]:
    """Where this document writes the key, else the selection; else what it changed of either, as for the person."""
    program = under.program
    symbol = program.top.get(key.name)
    ordered = Citation(selection.place, ORDERS)
    if symbol is not None and symbol.layer == under.layer:
        return program.definitions[symbol].place, (ordered,)
    if selection.place.document == under.place.document:
        return selection.place, ()
    names = [name for name in (key.name, selection.among) if name in program.top]
    changed = [name for name in names if own_definitions(under, rule_of(program, name))]
    rule = program.definitions[program.top[(changed or [selection.among])[0]]]
    place, norm = where_at_fault(under, rule, person)
    return place, (*norm, ordered)


def told(under: Examination, template: Diagnostic, selection: Selection, fact: Fact, found: SetApart) -> Outcome:
    """The outcome of `set_apart` about a fact, told by `template`. Words: `subject`, `fact`, `key`, `tied`."""
    program = under.program
    own = selection.place.document == under.place.document
    written = [program.top[key.name] for key in keys_of(selection) if key.name in program.top]
    places = [program.definitions[symbol].place for symbol in written if symbol.layer == under.layer]
    articles = articles_of(selection.place, *places)
    match found.answer:
        case Nobody():
            return Outcome(selection.name, articles, Verdict.PROVED, about=fact.name)
        case Undecided():
            place = selection.place if own else under.place
            return replace(undecided(template.page, selection.name, place, found.answer), about=fact.name)
        case Found():
            assert found.key is not None, "two who are set apart are so by a key"
            key, answer = found.key, found.answer
            place, related = written_at(under, selection, key, answer.persons[1])
            tied = following(tuple(name for name in answer.decisive if name != fact.name))
            finding = template.at(
                place, subject=selection.name, related=related, fact=fact.name, key=key.name, tied=tied
            )
            evidence = pair(program, answer, key.value, (place,))
            finding = replace(finding, evidence=evidence, distinguishing=fact.name)
            return Outcome(selection.name, articles, Verdict.REFUTED, (finding,), fact.name)
        case _:
            assert_never(found.answer)
