"""On generated programs and persons, the counts of a person's lists admit the value of the reference evaluator."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.backends.reference import evaluate
from rankdsl.ir.nodes import Ref
from tests.generators import persons, programs
from tests.prove.agreement import Together


@settings(max_examples=40)
@given(st.data())
def test_counting_admits_every_value_that_there_is(data: st.DataObject):
    program = data.draw(programs())
    person = data.draw(persons(program.vocabulary))
    evaluation = evaluate(program, person)
    together = Together()
    for symbol, definition in program.definitions.items():
        value = evaluation.answer(symbol).value
        assert together.counted(program, person, Ref(symbol, definition.type)).can_be(value) is True, symbol
