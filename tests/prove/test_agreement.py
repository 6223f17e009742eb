"""The solver's back end says of every person what the reference evaluator says."""

from __future__ import annotations

from rankdsl.prove import solver_value
from tests.generators import ALL_FEATURES, Seen
from tests.prove.agreement import disagreements, samples

SAMPLES = 400


def test_values_agree():
    for sample in samples(SAMPLES):
        assert not list(disagreements(sample, solver_value))


def test_nothing_is_rare_in_the_samples():
    """Every operator, question about lists, hit policy, kind of window and of exception is in at least 50 programs."""
    seen = Seen()
    for sample in samples(SAMPLES):
        seen.add_once(sample.program)
    assert seen.rare(at_least=50) == []
    assert len(seen.counts) == len(ALL_FEATURES)
