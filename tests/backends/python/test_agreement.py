"""Generated Python says what the reference evaluator says, of generated programs and persons."""

from __future__ import annotations

import re

import pytest
from hypothesis import strategies as st

from rankdsl.backends.python.loading import Loaded, load
from rankdsl.backends.python.naming import Names, identifier
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person
from tests.backends.python.comparing import conditions_told_otherwise, differences
from tests.generators import Seen, persons, programs, various
from tests.lengths import generated
from tests.semantics.analysing import ORDINARY, piece, 省规, 部规

RUNS = generated(6, 300)
FAULTS = {
    ">=": ">",
    "<=": "<",
    " and ": " or ",
    "+= 1": "+= 2",
    "every(": "some(",
    "'count'": "'sum'",
    "frozenset((0,))": "frozenset()",
    "_YES if": "_NO if",
    "known(x.year - ": "known(x.year - 1 - ",
    "bound=": "bound=-",
}
"""A slip in what is generated, each of another kind."""


def drawn(data: st.DataObject) -> tuple[Program, list[Person]]:
    program = data.draw(programs())
    complete = [data.draw(persons(program.vocabulary)) for _ in range(2)]
    return program, [*complete, *(data.draw(persons(program.vocabulary, missing=True)) for _ in range(2))]


@pytest.fixture(scope="module")
def samples() -> list[tuple[Loaded, list[Person]]]:
    return [(load(program), people) for program, people in various(drawn, RUNS)]


def test_generated_programs_agree_with_the_reference(samples: list[tuple[Loaded, list[Person]]]) -> None:
    seen = Seen()
    for loaded, people in samples:
        seen.add(loaded.program)
        for person in people:
            assert list(differences(loaded, person)) == [], loaded.source
    assert seen.rare(at_least=generated(1, 50)) == []


@pytest.mark.parametrize("slip", FAULTS)
def test_a_planted_fault_is_caught(slip: str, samples: list[tuple[Loaded, list[Person]]]) -> None:
    """Not in every program, but in one of a few at the latest."""
    caught = False
    for loaded, people in samples:
        if slip in loaded.source and not caught:
            wrong = load(loaded.program, altered=lambda source: source.replace(slip, FAULTS[slip]))
            caught = any(_differs(wrong, person) for person in people)
    assert caught


def _differs(wrong: Loaded, person: Person) -> bool:
    try:
        return any(True for _ in differences(wrong, person))
    except (AssertionError, TypeError, ValueError, AttributeError, IndexError):
        return True


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("可晋升", "可晋升"),
        ("rank_since", "rank_since"),
        ("27级", "n27级"),
        ("class", "class_"),
        ("match", "match_"),
        ("a “b”/c", "a_b_c"),
        ("！？", ""),
        ("ｆｕｌｌ", "full"),
    ],
)
def test_names_of_people_become_names_of_python(text: str, name: str) -> None:
    assert identifier(text) == name
    assert not name or name.isidentifier()


def test_two_names_never_become_one() -> None:
    names = Names(("a",))
    given = [names.give("a"), names.give("a"), names.give("“a”"), names.give("？", "b"), names.give("")]
    assert given == ["a_2", "a_3", "a_4", "b", "name"]
    assert all(re.fullmatch(r"\w+", name) for name in given)


def test_an_exception_below_leaves_the_condition_its_article_and_words() -> None:
    text = f"{部规}\n第一条\n  决定 骨干 须：（一）中层正职年限 ≥ 2年；（二）在编。\n{省规}\n第一条\n"
    text += "  例外《部规》第一条 当 处分期内 时，骨干（一） 视为不具备。\n"
    program = piece(text).program
    loaded = load(program)
    for facts in ({}, {"处分期内": True}, {"中层正职年限": 36}):
        person = Person({**ORDINARY, **facts}, program.period.start)
        assert list(conditions_told_otherwise(loaded, person)) == []
    assert "'《部规》第一条（一）', ('中层正职年限 ≥ 2年'" in loaded.source
