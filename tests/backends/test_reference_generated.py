"""Properties of the reference evaluator on generated programs and persons."""

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl.backends.approximate import Answer, Range
from rankdsl.backends.possible import within_ranges
from rankdsl.backends.reference import evaluate
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Scalar
from tests.generators import Seen, completions, persons, programs, various
from tests.lengths import generated


def covers(answer: Answer, exact: Answer) -> bool:
    """What was possible must include what it turned out to be."""
    value: Scalar | None = exact.value
    if value is None:
        return bool(answer.reasons)
    if isinstance(answer.values, Range):
        return bool(answer.values.low <= value <= answer.values.high)
    return value in answer.values


RUNS = generated(50, 100)


def drawn(data: st.DataObject) -> tuple[Program, Person, list[Person]]:
    """A program, a person of whom not all is known, and what that person may turn out to be."""
    program = data.draw(programs())
    known = data.draw(persons(program.vocabulary, missing=True))
    return program, known, [data.draw(completions(program.vocabulary, known)) for _ in range(3)]


@pytest.mark.slow
def test_answers_under_missing_facts_cover_every_completion():
    seen = Seen()
    for program, known, complete in various(drawn, RUNS):
        seen.add(program)
        evaluation = evaluate(program, known)
        missing = {f.name for f in program.vocabulary.facts} - set(known.facts) | {"考核", "处分"}
        for person in complete:
            assert within_ranges(program.vocabulary, person) == []
            exact = evaluate(program, person)
            for symbol in program.definitions:
                answer, found = evaluation.answer(symbol), exact.answer(symbol)
                assert found.certain, (symbol, found)
                assert not found.hinges
                assert covers(answer, found), (symbol, answer, found)
                assert answer.certain == (not answer.hinges)
                assert answer.hinges <= missing
            for layer in range(2):
                assert covers(evaluation.covered(layer), exact.covered(layer))
    assert seen.rare(at_least=generated(30, 50)) == []


def changed(data: st.DataObject) -> tuple[Program, Person, Person]:
    """A program and two people for whom everything is known."""
    program = data.draw(programs())
    first, second = (data.draw(persons(program.vocabulary)) for _ in range(2))
    return program, first, replace(second, as_of=first.as_of)


def test_a_person_with_another_value_is_evaluated_as_if_anew():
    """`Evaluation.but` keeps what does not look at the fact, and nothing else."""
    kept = 0
    for program, person, other in various(changed, generated(6, 40)):
        reads = program.reads
        known = evaluate(program, person)
        for symbol in program.definitions:
            known.answer(symbol)
        for name, value in other.facts.items():
            anew = evaluate(program, replace(person, facts={**person.facts, name: value}))
            but = known.but(name, value, reads)
            assert but.person == anew.person
            for symbol in program.definitions:
                kept += name not in reads[symbol]
                assert but.result(symbol) == anew.result(symbol), (symbol, name)
    assert kept > 100
