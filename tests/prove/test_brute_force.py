"""The prover against everybody: in small worlds each of its answers is compared with a look at every person.

Somebody found is there (possible, and meets the question); where nobody was found, nobody is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from rankdsl.prove import Answer, Found, Limits, Nobody, Prover, Question, Undecided
from tests.generators import various
from tests.lengths import generated
from tests.prove.long_worlds import asked_of_lists
from tests.prove.oracle import World, decided, met, questions, worlds

RUNS = 20
LONG_RUNS = 5
QUESTIONS = 6


def asked(data: st.DataObject) -> tuple[World, tuple[Question, ...]]:
    world = data.draw(worlds())
    return world, tuple(data.draw(questions(world, pair=number % 2 == 1)) for number in range(QUESTIONS))


@pytest.mark.slow
def test_answers_are_those_of_everybody():
    said = compared(asked, generated(RUNS // 2, RUNS))
    # Neither answer is rare, for one person nor for two; no world is so large that the prover gives up.
    for pair in (False, True):
        assert said["Found", pair] >= 10, said
        assert said["Nobody", pair] >= 10, said
        assert said["Undecided", pair] <= 2, said


@pytest.mark.slow
def test_answers_about_lists_are_those_of_everybody():
    said = compared(asked_of_lists, generated(3, LONG_RUNS))
    for pair in (False, True):
        assert said["Found", pair] >= 10, said
        assert said["Nobody", pair] >= 10, said
        assert said["Undecided", pair] == 0, said


def compared(
    draw: Callable[[st.DataObject], tuple[World, tuple[Question, ...]]], runs: int
) -> Counter[tuple[str, bool]]:
    """How often the prover said what, of one person and of two; every answer was compared."""
    said: Counter[tuple[str, bool]] = Counter()
    for world, of_world in various(draw, runs):
        prover = Prover(world.period, world.programs, Limits())
        for question in of_world:
            answer = prover.decide(question)
            said[type(answer).__name__, question.moved is not None] += 1
            compare(world, question, answer)
            anyone = prover.decide(question, shown=False)
            assert isinstance(anyone, type(answer)) or isinstance(answer, Undecided)
            assert not isinstance(anyone, Found) or met(world, question, anyone.persons), (question, anyone)
    return said


def compare(world: World, question: Question, answer: Answer) -> None:
    somebody = decided(world, question)
    match answer:
        case Found(persons=persons, decisive=decisive):
            assert somebody is not None, (question, persons)
            assert met(world, question, persons), (question, persons)
            names = [f.name for f in world.words.facts]
            assert list(decisive) == sorted(set(decisive), key=names.index)
            if question.moved is not None:
                one, other = persons
                assert set(decisive) == {n for n in names if one.facts[n] != other.facts[n]}
        case Nobody():
            assert somebody is None, (question, somebody)
        case Undecided():
            pass
