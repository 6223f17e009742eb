"""A fixed sample of the mutation run (`make mutation` runs all): no miss, no false alarm."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import PersonShown
from rankdsl.ir.types import Number, Unit
from tests.lengths import generated
from tests.mutation.edits import Kind, every
from tests.mutation.mutants import mutants
from tests.mutation.running import Run, chosen, scores, table
from tests.mutation.shown import person_of, scalar
from tests.mutation.subjects import ROOT, Subject, files, of_file, opened

SAMPLE = Run(people=generated(100, 300), most=1)
FEWEST = 150
POLICIES = ("policies/chains/甲市-甲县.rank", "policies/cities/丁市-申请交流.rank")


@pytest.fixture(scope="module")
def some() -> tuple[Subject, ...]:
    """Of the reference policies (two that are clean and soon checked) and of the corpus; the long run takes all."""
    corpus = [f for f in files() if not f.startswith("policies/")]
    return tuple(s for path in (*POLICIES, *every(corpus, 9)) for s in of_file(path))


@pytest.mark.slow
def test_a_sample_is_reported_where_it_must_be_and_nowhere_else(some: tuple[Subject, ...]) -> None:
    found = table(scores([s for s in some if s.own], SAMPLE, processes=1), SAMPLE)
    assert found["missed"] == []
    assert found["false"] == []
    assert found["mutants"] >= 100
    for code in ("RD401", "RD402", "RD403"):
        assert found["by_code"][code]["reported"] >= 1, code


def test_there_are_enough_mutants_of_every_kind(some: tuple[Subject, ...]) -> None:
    of_kind = Counter(m.kind for s in some if s.own for m in mutants(s))
    assert sum(of_kind.values()) >= FEWEST
    assert set(Kind) - set(of_kind) <= {Kind.RANGE}
    assert any(s.path.startswith("policies/") for s in some)


def test_mutants_are_the_same_every_time_and_none_is_the_document(some: tuple[Subject, ...]) -> None:
    for subject in some[:6]:
        first, again = mutants(subject), mutants(subject)
        assert first == again
        texts = [m.text for m in first]
        assert len(set(texts)) == len(texts)
        assert (ROOT / subject.changed_path).read_text(encoding="utf-8") not in texts
        assert chosen(subject, SAMPLE)


def test_what_is_shown_is_read_back(tmp_path: Path) -> None:
    """Every person whom the bad corpus shows."""
    seen = 0
    for path in sorted((ROOT / "tests" / "corpus" / "bad").glob("RD40[1-3]*.rank")):
        place = opened(path.relative_to(ROOT).as_posix())
        words = pipeline.load(place).models[-1].vocabulary
        for finding in pipeline.check(place).findings:
            if finding.evidence is not None and finding.evidence.person is not None:
                person = person_of(finding.evidence.person, words)
                assert set(person.facts) == {f.name for f in words.facts}
                seen += 1
    assert seen >= 8


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("12年", Unit.MONTH, 144), ("2年6个月", Unit.MONTH, 30), ("-1个月", Unit.MONTH, -1), ("800元", Unit.YUAN, 800)],
)
def test_numbers_are_read_back(text: str, unit: Unit, value: int) -> None:
    assert scalar(text, Number(unit, whole=True)) == value


def test_what_cannot_be_read_is_said() -> None:
    words = pipeline.load(opened("policies/central/2015-职务与职级并行意见.rank")).models[0].vocabulary
    with pytest.raises(ValueError, match="没有"):
        person_of(PersonShown({"年度考核": "没有"}, {}), words)
