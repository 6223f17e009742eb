"""Where generated Python and the reference evaluator differ about one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rankdsl.backends.python.loading import Loaded
from rankdsl.backends.python.runtime.answers import Outcome
from rankdsl.backends.python.runtime.telling import explained, state_of
from rankdsl.backends.reference import Chosen, Evaluation, evaluate
from rankdsl.explanation.conditions import Conditions
from rankdsl.explanation.figures import Ledger
from rankdsl.explanation.outcomes import outcome
from rankdsl.ir.nodes import conjunction
from rankdsl.ir.reading import in_order
from rankdsl.ir.values import Person


def differences(loaded: Loaded, person: Person) -> Iterator[str]:
    """Of every norm what is possible, why there is no value and what it hinges on; its value by the quick function,
    where all is known; of every decision the outcome, and what is missing."""
    program = loaded.program
    evaluation = evaluate(program, person)
    typed = loaded.person(person)
    possible = loaded.answers(typed)
    for symbol in program.definitions:
        wanted = evaluation.answer(symbol)
        if possible[symbol] != wanted:
            yield f"{symbol}: {possible[symbol]} instead of {wanted}"
        try:
            value = loaded.direct(symbol, typed)
        except LookupError:
            if set(person.facts) == {f.name for f in program.vocabulary.facts} and not _unknown_records(person):
                yield f"{symbol}: the quick function finds a fact missing"
            continue
        if value != wanted.value:
            yield f"{symbol}: {value!r} instead of {wanted.value!r}"
    if program.period.start <= person.as_of < program.period.end:
        yield from _of_decisions(loaded, evaluation)
        yield from _of_explanations(loaded, evaluation, typed)


def _of_decisions(loaded: Loaded, evaluation: Evaluation) -> Iterator[str]:
    program = loaded.program
    covered = evaluation.value_of(conjunction(program.coverage))
    for name in program.decisions:
        own = evaluation.named(name)
        wanted = outcome(covered, own)
        found = loaded.decide(name, loaded.person(evaluation.person))
        if found.outcome.value != wanted.value:
            yield f"{name}: {found.outcome.value} instead of {wanted.value}"
        elif wanted.value == "cannot tell" and found.missing != in_order(program, covered.hinges | own.hinges):
            yield f"{name}: hinges on {found.missing}"


def _of_explanations(loaded: Loaded, evaluation: Evaluation, typed: Any) -> Iterator[str]:
    """What explanations rest on: every value again, and which branches and exceptions count."""
    program, rules = loaded.program, loaded.module.RULES
    symbols = list(program.definitions)
    for name in program.decisions:
        asked = rules.asked[name]
        trace = asked.trace(typed)
        state = rules.evaluated(typed, asked.needs) if trace is None else state_of(rules, typed, name, trace)
        for number in asked.needs:
            symbol = symbols[number]
            wanted = evaluation.result(symbol)
            value = loaded.answer(state.norms[number], symbol)
            found = [Chosen(*chosen.get(number, ((), ()))) for chosen in (state.branches, state.exceptions)]
            if trace is not None and value != wanted.answer:
                yield f"{name}: {symbol} is traced as {value}"
            if not wanted.exceptions.surely and found[0] != wanted.branches:
                yield f"{name}: of {symbol} the branches {found[0]} instead of {wanted.branches}"
            if found[1] != wanted.exceptions:
                yield f"{name}: of {symbol} the exceptions {found[1]} instead of {wanted.exceptions}"


def conditions_told_otherwise(loaded: Loaded, person: Person) -> Iterator[str]:
    """Where an explanation has other conditions than that of `rankdsl eval`, or the person stands to them otherwise."""
    evaluation = evaluate(loaded.program, person)
    for name in loaded.program.decisions:
        told = explained(loaded.module.RULES, loaded.person(person), name).told
        whole = Conditions(evaluation, Ledger(evaluation)).of_decision(loaded.program.top[name])
        parts = whole.parts if whole.mode is not None else (whole,)
        if told.answer.outcome is Outcome.NOT_IN_SCOPE or (whole.ruling is not None and whole.ruling.surely):
            continue
        wanted = [(part.label, part.standing.value, part.place.citation if part.place else "") for part in parts]
        found = [(part.label, part.standing.value, part.place) for part in told.conditions]
        if found != wanted:
            yield f"{name}: {found} instead of {wanted}"


def _unknown_records(person: Person) -> bool:
    lists = (value for value in person.facts.values() if hasattr(value, "years"))
    return any(record is None for records in lists for record in records.years.values())
