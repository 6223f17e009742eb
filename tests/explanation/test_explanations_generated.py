"""Properties of explanations on generated programs and persons."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.backends.reference import evaluate
from rankdsl.explanation.explain import explain, names
from rankdsl.explanation.next_date import later, next_yes
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import Condition, Standing
from rankdsl.ir.nodes import Ref, conjunction
from rankdsl.ir.types import TRUTH, Truth
from rankdsl.reporters.explanation import explanations_text
from rankdsl.reporters.explanation_json import person_json
from rankdsl.reporters.json import dumps
from rankdsl.reporters.paper import Paper
from tests.building import model
from tests.generators import persons, programs


def all_of(conditions: tuple[Condition, ...]) -> list[Condition]:
    found = list(conditions)
    for condition in found:
        found.extend(condition.parts)
    return found


@settings(max_examples=60)
@given(st.data())
def test_every_answer_can_be_explained_and_read_out(data: st.DataObject) -> None:
    program = data.draw(programs())
    person = data.draw(persons(program.vocabulary, missing=data.draw(st.booleans())))
    under = model(program)
    evaluation = evaluate(program, person)
    covered = evaluation.value_of(conjunction(program.coverage))
    for name in names(under):
        (told,) = explain(under, person, name)
        answer = evaluation.named(name)
        expected = {
            Outcome.YES: answer.surely(True),
            Outcome.NO: answer.surely(False),
            Outcome.VALUE: answer.value is not None,
            Outcome.CANNOT_TELL: not (answer.certain and covered.certain),
            Outcome.NO_VALUE: answer.no_value or covered.no_value,
            Outcome.NOT_IN_SCOPE: covered.surely(False),
            Outcome.NOT_IN_FORCE: under.piece_at(person.as_of) is None,
        }
        assert expected[told.outcome], (told.outcome, answer, covered)
        keys = {figure.key for figure in told.figures}
        assert len(keys) == len(told.figures)
        for condition in all_of((*told.scope, *told.conditions)):
            assert set(condition.uses) <= keys
        for figure in told.figures:
            assert set(figure.uses) <= keys
        if told.outcome is Outcome.NO and told.ruling is None:
            assert any(c.decides and c.standing is Standing.NOT_MET for c in told.conditions)
        for language in ("zh", "en"):
            assert explanations_text((told,), Paper(language)).count("\n") > 1
            assert dumps(person_json((told,), language))


@settings(max_examples=60)
@given(st.data())
def test_the_next_date_is_the_first_that_a_walk_through_the_days_finds(data: st.DataObject) -> None:
    program = data.draw(programs())
    person = data.draw(persons(program.vocabulary))
    under = model(program)
    for name, symbol in program.top.items():
        if not isinstance(program.definitions[symbol].type, Truth):
            continue
        asked = conjunction((*program.coverage, Ref(symbol, TRUTH)))
        found = next_yes(under, person, name)
        walked = None
        for number in range(1, 250):
            day = person.as_of + timedelta(days=number)
            if under.piece_at(day) and evaluate(program, later(program, person, day)).value_of(asked).surely(True):
                walked = day
                break
        if walked is not None:
            assert found is not None
            assert found.day == walked
        elif found is not None and found.day is not None:
            assert found.day > person.as_of + timedelta(days=249)
        break
