"""The solver's back end says of every person what the reference evaluator says."""

from __future__ import annotations

from collections import Counter

import pytest

from rankdsl.backends.reference import evaluate
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import Collection
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.reading import needed
from tests.generators import Seen
from tests.lengths import generated
from tests.prove.agreement import Sample, Together, disagreement, drawn, norms, operators

ORDER = (Collect.RUN, Collect.LATEST)


@pytest.mark.slow
def test_norms_agree():
    """Here every year of a list is a region of its own."""
    checked = 0
    together = Together()
    for sample in norms():
        assert disagreement(sample, together.value) is None
        checked += 1
    assert checked > generated(100, 500)


@pytest.mark.slow
def test_operators_agree():
    together = Together()
    for sample in operators():
        assert disagreement(sample, together.value) is None


@pytest.mark.slow
def test_counting_years_agrees():
    """Here years are counted by regions: the value is possible, and where no order is asked, no other is."""
    ordered = 0
    together = Together()
    for sample in operators():
        if isinstance(sample.expr, Collection):
            value = evaluate(sample.program, sample.person).value_of(sample.expr).value
            counted = together.counted(sample.program, sample.person, sample.expr)
            assert counted.can_be(value) is True, (sample, value)
            if asks_order(sample):
                ordered += 1
            else:
                assert counted.value() == value, sample
    assert ordered >= generated(70, 100)


def asks_order(sample: Sample) -> bool:
    below = (e for s in needed(sample.program, (sample.expr,)) for e in expressions(sample.program.definitions[s]))
    nodes = [node for expr in (sample.expr, *below) for node in walk(expr)]
    return any(isinstance(node, Collection) and node.what in ORDER for node in nodes)


def test_no_operator_is_rare():
    """Every operator and question about lists is at the root of at least 50 samples; hit policies, windows and kinds
    of exceptions are in at least 20 programs, in a long run in 50."""
    counts = Counter(sample.what for sample in operators())
    assert [what for what in (*Op, *Collect) if counts[what] < 50] == []
    seen = Seen()
    for program, _ in drawn():
        seen.add_once(program)
    assert seen.rare(at_least=generated(20, 50)) == []


def test_both_outcomes_are_common():
    """Of each operator: values of every kind, and no value where there can be none."""
    found: Counter[tuple[Op | Collect | None, str]] = Counter()
    for sample in operators():
        answer = evaluate(sample.program, sample.person).value_of(sample.expr)
        found[sample.what, "none" if answer.no_value else str(answer.value)] += 1
    truths = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE, Op.AND, Op.OR, Op.NOT, Op.HAS_VALUE)
    for what in (*truths, Collect.SOME, Collect.EVERY, Collect.RUN):
        assert found[what, "True"] >= 5, what
        assert found[what, "False"] >= 5, what
    for what in (Collect.LARGEST, Collect.SMALLEST, Collect.LATEST):
        assert found[what, "none"] >= 5, what
