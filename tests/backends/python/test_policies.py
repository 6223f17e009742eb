"""Generated Python says what the reference evaluator says, of the reference policies and their cases."""

from __future__ import annotations

from rankdsl import pipeline, workspace
from rankdsl.backends.python.loading import load
from rankdsl.ir.values import Person
from rankdsl.workspace.opening import shipped_vocabularies
from tests.backends.python.comparing import conditions_told_otherwise, differences
from tests.lengths import generated
from tests.reference import PART, POLICIES

PATHS = generated([POLICIES / path for path in PART], [POLICIES])
EVERY = generated(3, 1)
"""Every so manieth case; in a long run each of all policies."""


def test_policies_and_their_cases() -> None:
    """Each person as the case has it, and with one fact missing."""
    place = workspace.open_workspace(PATHS, codes=pipeline.CODES, shipped=shipped_vocabularies())
    everything = pipeline.load(place)
    filed = [found for file in place.cases for found in pipeline.loading.cases_in(place, everything, file)[0]]
    compared = 0
    for model in everything.models:
        people = [case.person for case in model.cases]
        people += [found.case.person for found in filed if found.model is model]
        for piece in model.pieces:
            period = piece.program.period
            within = [person for person in people if period.start <= person.as_of < period.end][::EVERY]
            loaded = load(piece.program) if within else None
            for number, person in enumerate(within):
                assert loaded is not None
                names = list(person.facts)
                for missing in (None, *names) if EVERY == 1 else (None, names[number % len(names)]):
                    known = {name: value for name, value in person.facts.items() if name != missing}
                    about = Person(known, person.as_of)
                    assert list(differences(loaded, about)) == [], (model.name.title, missing)
                    assert list(conditions_told_otherwise(loaded, about)) == [], (model.name.title, missing)
                    compared += 1
    assert compared > 40
