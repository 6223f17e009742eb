"""Where generated Python and the reference evaluator differ about one person."""

from __future__ import annotations

from collections.abc import Iterator

from rankdsl.backends.python.loading import Loaded
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.explanation.what_if import outcome
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


def _unknown_records(person: Person) -> bool:
    lists = (value for value in person.facts.values() if hasattr(value, "years"))
    return any(record is None for records in lists for record in records.years.values())
