"""The findings about generated documents are those that the definitions of the codes ask for, and no others.

Everybody whom the vocabulary allows is looked at (tests/checks/oracle.py). RANKDSL_SCENES sets how many scenes are
compared, for a longer run.
"""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rankdsl.backends.possible import possible
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Severity
from rankdsl.ir.values import Person, Records
from tests.checks.drawing import scene
from tests.checks.drawing_formulas import Draw
from tests.checks.layers import Unclear
from tests.checks.meaning import Meaning
from tests.checks.oracle import Scene, disagreements
from tests.checks.running import comparable, loaded, random_scene, report_on
from tests.checks.worlds import AS_OF, DIMENSIONS, FACTS, FIRST_YEAR, SIZE, STRIDES
from tests.lengths import SCENES

OFTEN = tuple(f"RD{n}" for n in (201, 202, 203, 204, 205, 208, 209, 210, 301, 401, 402, 403, 405, 408))


@st.composite
def scenes(draw: DrawFn) -> Scene:
    return scene(Draw(lambda low, high: draw(st.integers(low, high))))


@settings(
    max_examples=SCENES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(scenes())
def test_drawn(drawn: Scene) -> None:
    report = report_on(drawn)
    if comparable(report):
        try:
            assert disagreements(drawn, report.findings) == {"missed": [], "false": []}, drawn.text()
        except Unclear:
            return


@pytest.mark.slow
def test_seeded() -> None:
    """The same generator with a plain source of numbers, which writes longer documents."""
    compared, codes, clean, notes = 0, Counter[str](), 0, 0
    for seed in range(2 * SCENES):
        drawn = random_scene(seed)
        report = report_on(drawn)
        if not comparable(report):
            continue
        try:
            assert disagreements(drawn, report.findings) == {"missed": [], "false": []}, drawn.text()
        except Unclear:
            continue
        compared += 1
        codes.update(f.code for f in report.findings)
        notes += sum(f.severity is Severity.NOTE and f.code.startswith(("RD3", "RD4")) for f in report.findings)
        clean += sum(not any(f.place.document == d.title for f in report.findings) for d in drawn.documents)
    assert compared >= 1.8 * SCENES
    assert clean >= SCENES // 4
    for code in OFTEN:
        assert codes[code] >= SCENES // 10, codes
    for code in ("RD404", "RD406"):
        assert codes[code], codes
    assert notes


@pytest.mark.parametrize("seed", range(3000, 3012))
def test_values(seed: int) -> None:
    """What documents mean here, and what the tool's evaluator makes of their text, is the same for anybody."""
    drawn = random_scene(seed)
    source = random.Random(seed)
    checked = 0
    for model in loaded(drawn).models:
        document = next(d for d in drawn.documents if d.title == model.name.title)
        meaning = Meaning(drawn.world, drawn.chain(document))
        for _ in range(40):
            position = source.randrange(SIZE)
            person = person_at(position)
            piece = model.piece_at(person.as_of)
            if piece is None:
                continue
            there = not possible(piece.program, person)
            assert there == bool(drawn.world.possible >> position & 1), person
            if not there:
                continue
            evaluation = evaluate(piece.program, person)
            for name in meaning.layers.top:
                if "#" in name or name not in piece.program.top:
                    continue
                here = [v for v, who in meaning.named(name).items() if who >> position & 1]
                assert ([] if evaluation.named(name).no_value else [evaluation.named(name).value]) == here, name
                checked += 1
    assert checked or not drawn.documents


def person_at(position: int) -> Person:
    values = {n: v[position // STRIDES[n] % len(v)] for n, v in DIMENSIONS.items()}
    facts = {name: values[name] for name in FACTS}
    facts["得分"] = Fraction(facts["得分"])
    years = {FIRST_YEAR + n: {"等次": grade} for n, grade in enumerate(values["考核"]) if grade is not None}
    facts["考核"] = Records(years)
    return Person(facts, values[AS_OF])
