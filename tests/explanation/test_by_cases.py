"""What is not known, asked again for every value it may have."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rankdsl.backends.approximate import Cause, Range
from rankdsl.backends.reference import evaluate
from rankdsl.explanation.by_cases import by_cases
from rankdsl.explanation.explain import explain
from rankdsl.ir.nodes import Ref
from rankdsl.ir.values import Person
from tests.population.unit_files import DAY, HEAD, model

RULES = """\
第一条【津贴】
    表 津贴 按 现职级：科员 → 200元；四级 → 500元；其他 → 800元。
    表 补贴 按 现职级：科员 → 200元；四级 → 500元。
    定义 矛盾：当 现职级 不低于 四级 时，1元；当 处分期内 时，2元；其他，3元。
    表 按分 按 现职级：科员 → 分数；四级 → 60 + 分数；其他 → 0。
"""


def asked(name: str, **facts: object):
    of = model(HEAD + RULES)
    piece = of.piece_at(DAY)
    assert piece is not None
    program = piece.program
    evaluation = evaluate(program, Person(facts, DAY))  # type: ignore[arg-type]
    definition = program.definitions[program.top[name]]
    return of, evaluation, by_cases(evaluation, Ref(definition.symbol, definition.type))


@pytest.mark.parametrize(
    ("name", "values", "causes"),
    [
        ("津贴", Range(200, 800), []),
        ("补贴", Range(200, 500), [Cause.GAP]),  # of the ranks above there is none
        ("按分", Range(0, 160), []),
    ],
)
def test_rows_of_a_table_do_not_apply_at_once(name, values, causes) -> None:
    _, evaluation, found = asked(name)
    assert (found.values, [reason.cause for reason in found.reasons]) == (values, causes)
    assert evaluation.named(name).reasons  # what the evaluator itself cannot rule out


def test_what_does_contradict_stays() -> None:
    _, _, found = asked("矛盾")
    assert (found.values, [reason.cause for reason in found.reasons]) == (Range(1, 3), [Cause.CONTRADICTION])
    _, _, found = asked("矛盾", 现职级="科员")
    assert (found.values, found.reasons) == (Range(2, 3), ())


def test_everything_known_is_left_alone() -> None:
    _, evaluation, found = asked("按分", 现职级="四级", 分数=Fraction(5))
    assert found is evaluation.named("按分")
    assert found.value == 65


def test_an_explanation_tells_no_contradiction_that_is_none() -> None:
    of, _, _ = asked("津贴")
    (told,) = explain(of, Person({}, DAY), "津贴")
    assert (told.troubles, [m.name for m in told.missing]) == ((), ["现职级"])
    (told,) = explain(of, Person({}, DAY), "矛盾")
    assert [trouble.cause for trouble in told.troubles] == [Cause.CONTRADICTION]
