"""Properties of the reference evaluator on generated programs and persons."""

import pytest
from hypothesis import strategies as st

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
